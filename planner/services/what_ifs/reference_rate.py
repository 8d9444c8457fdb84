"""The reference rate (LPR) moves: loans that follow it, or all, cost more or less from today on."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.text import N_, Percent, Text, text
from planner.book.edit import Change, Edit, adding, replacing
from planner.book.loan import Loan, LoanEvent, Rate, Terms
from planner.loans.replay import open_dues
from planner.services.what_ifs._kind import Ground, Kind, Param, Values
from planner.simulation.scenario import Scenario

_FOLLOWING = N_(
    "Counted from today on. Contracts often take a new reference rate only on 1 January or on the "
    "day of the draw."
)
_NONE_FOLLOWS = N_(
    "No loan is marked as following the reference rate; this shows them all as if they did. A "
    "fixed rate does not change: look into the contract."
)


def _params(ground: Ground) -> tuple[Param, ...]:
    if not _loans(ground, "all"):
        raise UserError(N_("No loan in the book is still to be repaid."))
    options: list[tuple[str, Text | str]] = [("all", text(N_("All loans")))]
    if _loans(ground, "following"):
        options.insert(0, ("following", text(N_("Loans that follow the reference rate"))))
    return (
        Param("points", N_("By how much"), "points", 50, -200, 300, 5),
        Param("which", N_("Loans"), "pick", options[0][0], options=tuple(options)),
    )


def _loans(ground: Ground, which: str) -> list[Loan]:
    """Loans with something left to repay; of those perhaps only the ones that float."""
    return [
        loan
        for loan in ground.book.loans.values()
        if (which == "all" or loan.terms.rate.spread)
        and open_dues(loan.terms, ground.book.events_of(loan.id), ground.today)
    ]


def _make(ground: Ground, values: Values) -> Scenario:
    points, which = int(str(values["points"])), str(values["which"])
    size = Percent(abs(points) / 10_000, 2)
    key = N_("Reference rate {size} lower") if points < 0 else N_("Reference rate {size} higher")
    name = text(key, size=size)
    changes, cost = [], 0
    for loan in _loans(ground, which):
        for change in _changes(ground, loan, Decimal(points) / 10_000):
            changes.append(change)
            cost += _dearer(ground, loan, change)
    has_following = bool(_loans(ground, "following"))
    note = text(_FOLLOWING if has_following else _NONE_FOLLOWS)
    return Scenario(name, (Edit(name, tuple(changes)),), "reference_rate", note, cost)


def _changes(ground: Ground, loan: Loan, points: Decimal) -> Iterator[Change]:
    terms, events = loan.terms, ground.book.events_of(loan.id)
    if terms.drawn_on > ground.today:
        yield replacing("loan", loan, terms=replace(terms, rate=_moved(terms, terms.rate, points)))
        return
    changed = [event.rate for event in events if event.rate is not None]
    rate = _moved(terms, changed[-1] if changed else terms.rate, points)
    order = sum(event.date == ground.today for event in events)
    yield adding(
        "loan_event", LoanEvent(new_id(), loan.id, "rate", ground.today, order=order, rate=rate)
    )


def _moved(terms: Terms, rate: Rate, points: Decimal) -> Rate:
    """`rate` after the reference rate has moved by `points` a year; never below 0."""
    year = 365 if terms.year_days == "actual" else terms.year_days
    step = points / year if rate.per == "day" else points
    return replace(rate, value=max(rate.value + step, Decimal(0)))


def _dearer(ground: Ground, loan: Loan, change: Change) -> int:
    """How much more is paid until the loan is repaid, minor units."""
    terms, events = loan.terms, ground.book.events_of(loan.id)
    before = sum(due.left for due in open_dues(terms, events, ground.today))
    if isinstance(change.after, Loan):
        terms = change.after.terms
    elif isinstance(change.after, LoanEvent):
        events = (*events, change.after)
    return sum(due.left for due in open_dues(terms, events, ground.today)) - before


REFERENCE_RATE = Kind("reference_rate", N_("The reference rate moves"), _params, _make)
