"""What each type of event does to a running loan: one function each, in one table.

Sources: the command-line contract for `pay`, `prepay` and `fee`; for the others, which it leaves
open, docs/DECISIONS.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import product

from planner.basics.errors import UserError
from planner.basics.money import LIMIT, rounded
from planner.basics.text import N_
from planner.book.loan import Bucket, EventType, LoanEvent
from planner.loans.accrual import RateStep, yearly
from planner.loans.dues import Use
from planner.loans.instalment import Instalment
from planner.loans.running import RunningLoan


def happen(loan: RunningLoan, event: LoanEvent) -> None:
    """Let `event` happen: rows due by its day fall due, penalty is posted, then it acts."""
    loan.pass_to(event.date)
    loan.post(event.date)
    CHANGES[event.type](loan, event)


def standing(events: Iterable[LoanEvent]) -> tuple[LoanEvent, ...]:
    """The events by date and order, without those that a later event reverses."""
    ordered = sorted(events, key=lambda event: (event.date, event.order))
    reversed_ids: set[str] = set()
    for event in reversed(ordered):
        if event.type == "reverse" and event.id not in reversed_ids:
            reversed_ids.add(event.reverses)
    return tuple(
        event for event in ordered if event.type != "reverse" and event.id not in reversed_ids
    )


def prepay_fee_rate(loan: RunningLoan) -> Fraction:
    """The share asked on principal repaid early now."""
    prepay = loan.terms.prepay
    is_over = prepay.fee_rows and len(loan.rows) >= prepay.fee_rows
    return Fraction(0) if is_over else Fraction(prepay.fee_rate)


def _pay(loan: RunningLoan, event: LoanEvent) -> None:
    use = loan.new_use(event)
    loan.keep(use, loan.settle(event.amount, use, event.date))


def _prepay(loan: RunningLoan, event: LoanEvent) -> None:
    """What is due, then the interest to this day, then principal and the fee on it."""
    use = loan.new_use(event)
    rest = _pay_accrued(loan, event, use, loan.settle(event.amount, use, event.date))
    rate = prepay_fee_rate(loan)
    principal = min(loan.balance, rounded(rest / (1 + rate)))
    fee = rest - principal
    if principal == loan.balance:
        fee = min(fee, rounded(principal * rate))
    use.principal += principal
    use.fee += fee
    loan.balance -= principal
    loan.keep(use, rest - principal - fee)
    if not principal:
        return
    if loan.terms.prepay.mode == "shorten":
        loan.is_shortened = True
    elif loan.balance:
        loan.fix()


def _pay_accrued(loan: RunningLoan, event: LoanEvent, use: Use, money: int) -> int:
    """Pay the interest to this day; the unpaid part waits for the next row. Returns the rest."""
    if not loan.balance:
        return money
    loan.break_period(event.date)
    paid = min(money, loan.carried)
    loan.carried -= paid
    use.interest += paid
    return money - paid


def _fee(loan: RunningLoan, event: LoanEvent) -> None:
    loan.owe(0, event.date, 0, 0, event.amount)


def _rate(loan: RunningLoan, event: LoanEvent) -> None:
    if event.rate is not None:
        loan.add_rate(RateStep(event.date, yearly(event.rate, loan.terms.year_days)))


def _draw(loan: RunningLoan, event: LoanEvent) -> None:
    """More of the credit line is paid out: it bears interest from this day."""
    if not loan.balance:
        loan.skip_to(event.date)
    if loan.rows_to_come < 1:
        raise UserError(
            N_("The draw of {date} comes after the last due date: nothing would repay it."),
            date=event.date.isoformat(),
        )
    loan.keep_end()
    loan.break_period(event.date)
    loan.balance += event.amount
    loan.fix()


def _extend(loan: RunningLoan, event: LoanEvent) -> None:
    """展期: more rows at the end; the sum that stays equal is reckoned anew."""
    if not loan.balance:
        raise UserError(
            N_(
                "The extension of {date} comes after the last due date: nothing is left to "
                "extend. A reschedule spreads what is overdue anew."
            ),
            date=event.date.isoformat(),
        )
    loan.keep_end()
    loan.count += event.instalments
    if loan.method.has_one_row:
        loan.index = loan.count
    loan.fix()


def _reschedule(loan: RunningLoan, event: LoanEvent) -> None:
    """重组: all unpaid principal is spread anew; unpaid interest waits for the first new row.

    Penalty and fees stay due as they are and bear nothing.
    """
    assert event.first_due is not None  # checked where events are read
    _rate(loan, event)
    loan.break_period(event.date)
    loan.carried += sum(due.interest for due in loan.dues)
    loan.balance += sum(due.principal for due in loan.dues)
    for due in loan.dues:
        due.interest = due.principal = 0
    loan.dues = [due for due in loan.dues if due.left]
    terms = replace(
        loan.terms,
        method=event.method or loan.terms.method,
        instalments=event.instalments,
        first_due=event.first_due,
        due_day=event.first_due.day,
    )
    loan.begin(terms, event.date, loan.accrual.steps, event.interest_rows)


def _accelerate(loan: RunningLoan, event: LoanEvent) -> None:
    """提前到期: the whole debt, with the interest to this day, is due at once as a last row."""
    if not loan.balance:
        return
    loan.break_period(event.date)
    principal, interest = loan.balance, loan.carried
    number, asked = len(loan.rows) + 1, principal + interest
    loan.rows.append(Instalment(number, event.date, asked, principal, interest, 0, 0))
    loan.balance = loan.carried = 0
    loan.owe(number, event.date, principal, interest, 0)


def _waive(loan: RunningLoan, event: LoanEvent) -> None:
    """The lender gives up a part of what is owed, oldest due date first (amount 0: all of it)."""
    part: Bucket = event.part or "penalty"
    left = event.amount or LIMIT
    names = ("on_principal", "on_interest") if part == "penalty" else (part,)
    for due, name in product(loan.dues, names):
        given = min(left, getattr(due, name))
        setattr(due, name, getattr(due, name) - given)
        left -= given
    loan.dues = [due for due in loan.dues if due.left]
    if part == "interest" and left and loan.balance:
        loan.break_period(event.date)
        loan.carried -= min(left, loan.carried)


CHANGES: dict[EventType, Callable[[RunningLoan, LoanEvent], None]] = {
    "pay": _pay,
    "prepay": _prepay,
    "fee": _fee,
    "rate": _rate,
    "draw": _draw,
    "extend": _extend,
    "reschedule": _reschedule,
    "accelerate": _accelerate,
    "waive": _waive,
}
