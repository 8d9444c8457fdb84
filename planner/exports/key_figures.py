"""The six figures that come first, with their labels and notes: overview and report show the same."""

from dataclasses import dataclass

from planner.basics.text import N_, NN_, Amount, Text, counted, text
from planner.exports.export import Subject


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure: an amount, a count of days, or words."""

    label: str
    """English source text."""
    value: Amount | int | Text
    note: Text | str


def key_figures(subject: Subject, left: int, loans: int) -> tuple[KeyFigure, ...]:
    """Cash, next instalment, days of safety, fund, debt (`left` of `loans`), lowest balance."""
    outlook, currency = subject.outlook, subject.book.currency
    due = outlook.dues[0] if outlook.dues else None
    lowest, safe = outlook.lowest, outlook.days_of_safety
    nothing = text(N_("–"))
    return (
        KeyFigure(N_("Cash to spend"), Amount(outlook.balance, currency),
                  text(N_("on {date}"), date=subject.today)),
        KeyFigure(N_("Next instalment"), Amount(due.amount, currency) if due else nothing,
                  text(N_("{date} · {name}"), date=due.date, name=due.loan_name) if due else "–"),
        KeyFigure(N_("Days of safety"),
                  text(N_("over {days} days"), days=outlook.stamp.days) if safe is None else safe,
                  text(N_("to the first risky due date"))),
        KeyFigure(N_("Emergency fund"), Amount(outlook.reserve.amount, currency),
                  text(N_("enough for {months} months"), months=str(outlook.reserve.months))),
        KeyFigure(N_("Principal owed"), Amount(left, currency),
                  counted(*NN_("{count} loan", "{count} loans"), loans)),
        KeyFigure(N_("Lowest balance to come"),
                  Amount(lowest.expected if lowest else outlook.balance, currency),
                  text(N_("expected on {date}"), date=subject.wording.date(lowest.date, "year"))
                  if lowest else "–"),
    )  # fmt: skip
