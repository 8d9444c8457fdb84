"""A loan on its way through time: rows fall due, events happen, money is laid against dues.

`RunningLoan` is the one place where the rules of the contract meet; `schedule`, `replay` and
`cost` run it and read off what they need. Whoever runs it passes days and events in order.
"""

import datetime as dt
from dataclasses import replace

from planner.basics.money import rounded
from planner.book.loan import LoanEvent, Terms
from planner.loans.accrual import Accrual, RateStep, rate_steps
from planner.loans.due_dates import due_dates
from planner.loans.dues import Due, Use, days_late, post, settle
from planner.loans.instalment import Instalment
from planner.loans.methods import method_of


class RunningLoan:
    """The state of a loan after everything that has been passed to it."""

    def __init__(self, terms: Terms) -> None:
        self.balance = terms.principal
        """Principal that has not fallen due: it bears contract interest."""
        self.carried = 0
        """Interest of the running period that is already posted, for its row."""
        self.rows: list[Instalment] = []
        self.dues: list[Due] = []
        """Fallen due and not settled, by date."""
        self.uses: list[Use] = []
        self.kept: list[Use] = []
        """Payments of which money is kept for the next due date, oldest first."""
        self.begin(terms, terms.drawn_on, rate_steps(terms))

    def begin(
        self, terms: Terms, start: dt.date, steps: tuple[RateStep, ...], interest_rows: int = 0
    ) -> None:
        """Lay out a plan of `terms` for the balance, from `start` on.

        Its first `interest_rows` rows hold no principal.
        """
        self.interest_rows = interest_rows
        self.terms = terms
        self.method = method_of(terms.method)
        runs_by_day = terms.interest == "daily" or self.method.runs_by_day
        dates = due_dates(terms, start, runs_by_day=runs_by_day)
        self.accrual = Accrual(dates, steps, terms.year_days)
        self.count = terms.instalments
        """Rows of the plan; `index` is the next of them."""
        self.index = self.count if self.method.has_one_row else 1
        self.interest_from = start
        self.is_shortened = False
        """An early payment keeps the instalment: the plan ends before its last row."""
        self.fix()

    # Rows

    @property
    def next_due(self) -> dt.date | None:
        """The day on which the next row falls due; None: nothing is left to fall due."""
        return self.accrual.dates.due(self.index) if self.balance else None

    @property
    def rows_to_come(self) -> int:
        """Rows of the plan that have not fallen due."""
        return self.count - self.index + 1

    def fix(self) -> None:
        """Reckon the sum that stays equal anew from the balance over the rows to come."""
        self.fixed_rate = self.accrual.annual(self.interest_from)
        rows = self.count - max(self.index, self.interest_rows + 1) + 1
        exact = self.method.fixed(self.balance, rows, self.fixed_rate / 12)
        self.fixed = rounded(exact, self.terms.rounding, self.terms.instalment_unit)

    def accrued(self, on: dt.date) -> int:
        """Contract interest of the running period up to `on`, half-up."""
        return self.carried + rounded(self.balance * self.accrual.factor(self.interest_from, on))

    def pass_to(self, day: dt.date) -> None:
        """Let every row due by `day` fall due, each on its day."""
        while (due := self.next_due) is not None and due <= day:
            self.fall_due()

    def skip_to(self, day: dt.date) -> None:
        """Leave out the rows due by `day`: nothing was owed when they came."""
        while self.rows_to_come and self.accrual.dates.due(self.index) <= day:
            self.index += 1

    def fall_due(self) -> None:
        """The next row falls due: posting first, then kept money is laid against it."""
        row = self._row()
        self.post(row.due)
        self.rows.append(row)
        self.balance = row.balance
        self.carried = 0
        end = self.accrual.dates.period_end(self.index)
        self.interest_from = max(self.interest_from, end)
        self.index += 1
        self.owe(row.number, row.due, row.principal, row.interest, row.fee)

    def _row(self) -> Instalment:
        self._fix_after_rate_change()
        end = self.accrual.dates.period_end(self.index)
        grown = self.balance * self.accrual.factor(self.interest_from, end)
        interest = rounded(grown, self.terms.rounding) + self.carried
        principal = self.balance
        if self.index <= self.interest_rows:
            principal = 0
        elif self.index < self.count:
            principal = min(principal, self.method.principal(self.fixed, interest))
        fee = sum(fee.amount for fee in self.terms.fees if fee.when == "each")
        payment = principal + interest + fee
        plain, due = self.accrual.dates.plain(self.index), self.accrual.dates.due(self.index)
        left, number = self.balance - principal, len(self.rows) + 1
        moved = None if plain == due else plain
        return Instalment(number, due, payment, principal, interest, fee, left, moved)

    def _fix_after_rate_change(self) -> None:
        """A rate that holds from the start of a period changes the level payment from its row."""
        if self.accrual.annual(self.interest_from) == self.fixed_rate:
            return
        self.keep_end()
        self.fix()

    def keep_end(self) -> None:
        """After `shorten` the plan ends, from now on, with the row in which it is repaid."""
        if self.is_shortened and self.balance:
            self.count = self.index + self._rows_needed() - 1
        self.is_shortened = False

    def _rows_needed(self) -> int:
        """Rows until the present payment has repaid the balance at the rate it was made for."""
        balance, rows = self.balance, 0
        while balance > 0 and rows < self.rows_to_come:
            interest = rounded(balance * self.fixed_rate / 12, self.terms.rounding)
            balance -= self.method.principal(self.fixed, interest)
            rows += 1
        return rows

    # Money and dues

    def post(self, on: dt.date) -> None:
        """Post the penalty of everything overdue up to `on`."""
        post(self.dues, on, self.terms.penalty, self.accrual)

    def owe(self, number: int, date: dt.date, principal: int, interest: int, fee: int) -> None:
        """Something falls due; kept money is used for it at once."""
        asked = principal + interest + fee
        if asked:
            self.dues.append(Due(number, date, asked, principal, interest, fee, date))
        self.use_kept(date)

    def use_kept(self, on: dt.date) -> None:
        """Lay kept money against what is due, oldest payment first."""
        for use in self.kept:
            use.unapplied = self.settle(use.unapplied, use, on)
        self.kept = [use for use in self.kept if use.unapplied]

    def keep(self, use: Use, money: int) -> None:
        """Keep what a payment leaves over for the next due date."""
        if money:
            use.unapplied = money
            self.kept.append(use)

    def settle(self, money: int, use: Use, on: dt.date) -> int:
        """Lay `money` against what is due on `on`; returns what is left of it."""
        if not self.dues:
            return money
        order = self.terms.allocation
        late = self.terms.late_allocation
        if late and self.days_past_due(on) > late.after_days:
            order = late.order
        return settle(self.dues, money, order, use)

    def days_past_due(self, on: dt.date) -> int:
        """Days since the oldest overdue due date with principal or interest unpaid."""
        return max((days_late(due, on, self.terms.penalty) for due in self.dues), default=0)

    def new_use(self, event: LoanEvent) -> Use:
        """A fresh record of how the money of `event` is used."""
        use = Use(event.date, event.amount)
        self.uses.append(use)
        return use

    def break_period(self, on: dt.date) -> None:
        """Post the contract interest up to `on`; the row then bears only what comes after."""
        self.carried = self.accrued(on)
        self.interest_from = max(self.interest_from, on)

    def add_rate(self, step: RateStep) -> None:
        """The contract rate changes from a day on."""
        earlier = (known for known in self.accrual.steps if known.since <= step.since)
        later = (known for known in self.accrual.steps if known.since > step.since)
        self.accrual = replace(self.accrual, steps=(*earlier, step, *later))
