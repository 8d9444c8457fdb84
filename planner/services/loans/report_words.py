"""The figures of one loan in lines for a person, and which terms are only our assumption."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import fields

from planner.basics.dates import add_months, holidays_known, shifted
from planner.basics.text import N_, NN_, Amount, Percent, Text, counted, text
from planner.book.loan import Penalty, Prepay, Terms
from planner.loans.instalment import Instalment, LoanState, PaymentUse, RiskClass
from planner.services.loans.figures import LoanFigures
from planner.wording import Wording

METHODS = {
    "equal_instalment": N_("Equal instalments"),
    "equal_principal": N_("Equal principal"),
    "interest_only": N_("Interest first, principal last"),
    "single_payment": N_("One payment at the end"),
    "daily_interest": N_("Draw and repay any day"),
}
"""Repayment method -> its name."""

RISK_CLASSES: dict[RiskClass, str] = {
    "normal": N_("normal"),
    "attention": N_("attention"),
    "substandard": N_("substandard"),
    "doubtful": N_("doubtful"),
    "loss": N_("loss"),
}
"""Five-class stage -> its name."""

TERMS = {
    "interest": N_("interest by whole months"),
    "year_days": N_("360 days a year"),
    "rounding": N_("rounding half up"),
    "penalty": N_("penalty interest of 1.5 times the rate, on interest too, without grace days"),
    "allocation": N_("payments settle fees, penalty, interest, then principal"),
    "prepay": N_("early payment is free and lowers the instalments"),
    "holiday": N_("due dates stay on holidays"),
    "debit": N_("the debit comes before the day's income"),
    "rate": N_("no interest at all: the rate is not filled in yet"),
}
"""Term that may be assumed -> our usual value in words."""


def report_words(report: LoanFigures, wording: Wording, currency: str) -> list[str]:
    """All lines about one loan."""
    return [wording.say(line) for line in _lines(report, wording, currency)]


def notes(report: LoanFigures, currency: str) -> list[Text]:
    """What to know, or to check in the contract, before trusting the figures; may be empty."""
    found: list[Text] = []
    if (
        unknown := holidays_note(report.terms, (row.due for row in report.schedule.rows))
    ) is not None:
        found.append(unknown)
    found += [
        text(
            N_(
                "Instalment {number} pays interest only: the interest has grown beyond the equal "
                "sum. Is the first due date right?"
            ),
            number=row.number,
        )
        for row in report.schedule.rows
        if report.terms.method == "equal_instalment" and not row.principal
    ]
    found += [note for note in (due_day_note(report.terms), _kept_note(report, currency)) if note]
    return found


def due_day_note(terms: Terms) -> Text | None:
    """A question where the first due date is not on the due day of the later ones."""
    usual = add_months(terms.first_due, 0, terms.due_day or terms.first_due.day)
    if terms.instalments == 1 or terms.first_due in {usual, shifted(usual, terms.holiday)}:
        return None
    return text(
        N_(
            "The first payment is due on day {first} of its month, every later one on day {day}. "
            "Is that right?"
        ),
        first=terms.first_due.day,
        day=terms.due_day,
    )


def _kept_note(report: LoanFigures, currency: str) -> Text | None:
    kept = sum(use.unapplied for use in report.payments)
    if not kept:
        return None
    there = report.state
    owed = (
        there.principal_normal + there.principal_overdue + there.interest_normal
        + there.interest_overdue + there.penalty_on_principal + there.penalty_on_interest + there.fee
    )  # fmt: skip
    if kept > owed:
        return text(
            N_("{amount} was paid too much: more than the whole loan owes. Is the sum right?"),
            amount=Amount(kept - owed, currency),
        )
    return text(
        N_("{amount} was paid beyond what is due and is kept for the next due date."),
        amount=Amount(kept, currency),
    )


def _assumptions(terms: Terms) -> list[Text]:
    if not terms.assumed:
        return []
    usual = {field.name: field.default for field in fields(Terms)}
    usual |= {"penalty": Penalty(), "prepay": Prepay(), "rate": terms.rate}
    names = [
        text(TERMS[key]) if getattr(terms, key) == usual[key] else text(N_("“{key}”"), key=key)
        for key in terms.assumed
    ]
    return [
        text(N_("Our assumptions until the contract says otherwise:")),
        *(text(N_("– {term}"), term=name) for name in names),
    ]


def holidays_note(terms: Terms, dues: Iterable[dt.date]) -> Text | None:
    """What to know where the holiday rule reaches into years whose holidays nobody knows yet."""
    years = sorted({due.year for due in dues if not holidays_known(due.year)})
    if terms.holiday == "none" or not years:
        return None
    return text(
        N_("Public holidays of {years} are not known yet: only weekends count."),
        years=tuple(map(str, years)),
    )


def _lines(report: LoanFigures, wording: Wording, currency: str) -> Iterator[Text]:
    terms, schedule, cost = report.terms, report.schedule, report.cost
    yield text(
        N_("{method}: {amount} drawn on {date}"),
        method=text(METHODS[terms.method]),
        amount=Amount(terms.principal, currency),
        date=wording.date(terms.drawn_on, "year"),
    )
    if terms.is_rate_unknown:
        yield text(N_("The rate is not filled in yet: every sum below is without interest."))
    for row in schedule.rows:
        yield _row_line(row, wording, currency)
    yield text(
        N_("Altogether {payment}: interest {interest}, fees {fee}"),
        payment=Amount(schedule.payment, currency),
        interest=Amount(schedule.interest, currency),
        fee=Amount(schedule.fee, currency),
    )
    if not terms.is_rate_unknown:
        yield text(
            N_("True yearly cost {simple} (simple), {compound} (compound)"),
            simple=Percent(cost.simple, 2),
            compound=Percent(cost.compound, 2),
        )
    yield from _state_lines(report.state, wording, currency)
    for use in report.payments:
        yield _payment_line(use, wording, currency)
    yield from notes(report, currency)
    yield from _assumptions(report.terms)


def _row_line(row: Instalment, wording: Wording, currency: str) -> Text:
    parts = {
        key: Amount(getattr(row, key), currency)
        for key in ("payment", "principal", "interest", "fee", "balance")
    }
    date = wording.date(row.due, "year")
    if row.fee:
        return text(
            N_(
                "{number}. {date}  {payment} = principal {principal} + interest {interest} "
                "+ fee {fee}; {balance} left"
            ),
            number=row.number,
            date=date,
            **parts,
        )
    return text(
        N_(
            "{number}. {date}  {payment} = principal {principal} + interest {interest}; "
            "{balance} left"
        ),
        number=row.number,
        date=date,
        **parts,
    )


def _state_lines(there: LoanState, wording: Wording, currency: str) -> Iterator[Text]:
    def money(minor: int) -> Amount:
        return Amount(minor, currency)

    yield text(
        N_("On {date}: {due} due now, {payoff} would close the loan"),
        date=wording.date(there.date, "year"),
        due=money(there.due_now),
        payoff=money(there.payoff),
    )
    yield text(
        N_(
            "Principal {normal} in order, {overdue} overdue; interest {interest} in order, "
            "{late} overdue; penalty {on_principal} on principal, {on_interest} on interest; "
            "fees {fee}"
        ),
        normal=money(there.principal_normal),
        overdue=money(there.principal_overdue),
        interest=money(there.interest_normal),
        late=money(there.interest_overdue),
        on_principal=money(there.penalty_on_principal),
        on_interest=money(there.penalty_on_interest),
        fee=money(there.fee),
    )
    if there.days_past_due:
        yield counted(
            *NN_(
                "{count} day past due: {bucket}, class {risk}",
                "{count} days past due: {bucket}, class {risk}",
            ),
            there.days_past_due,
            bucket=there.bucket,
            risk=text(RISK_CLASSES[there.risk_class]),
        )


def _payment_line(use: PaymentUse, wording: Wording, currency: str) -> Text:
    parts = ("amount", "fee", "penalty", "interest", "principal", "unapplied")
    amounts = {key: Amount(getattr(use, key), currency) for key in parts}
    return text(
        N_(
            "Paid {amount} on {date}: principal {principal}, interest {interest}, "
            "penalty {penalty}, fees {fee}, kept {unapplied}"
        ),
        date=wording.date(use.date, "year"),
        **amounts,
    )
