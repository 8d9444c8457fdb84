"""Offers side by side: what each costs a month and in all, and how long one stays safe with it.

Each offer is laid over the book on the same futures (same seed), so that they can be compared
with each other and with today. Amounts are minor units.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median_low
from typing import Literal

from planner.basics.text import N_, Chance, Text, text
from planner.book.book import Book
from planner.book.loan import Loan
from planner.book.offer import Offer
from planner.loans.cost import AnnualCost, annual_cost
from planner.loans.schedule import plan
from planner.outlook.affordable_reasons import day_of
from planner.outlook.borrowing import days_to_judge, dues_of, free_key, with_loans
from planner.outlook.level import Level
from planner.outlook.outlook import Due
from planner.outlook.runway import days_of_safety, first_risky
from planner.services.look_ahead import LookAhead
from planner.services.offer_edits import as_of_today
from planner.simulation.paths import Simulation, simulate
from planner.simulation.setting import Cancelled, Setting, never

Measure = Literal["usual", "largest", "cost", "annual", "safety"]

_NOTICEABLE = 0.05
"""A smaller rise of a chance is not worth a sentence."""

_NO_RATE = N_(
    "The rate of this offer is not filled in yet. With it you see here what it costs and what it "
    "does to your safety."
)


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One offer in the comparison."""

    offer: Offer
    usual: int
    """The instalment in the middle when all are ordered by size."""
    largest: int
    count: int
    """Number of instalments."""
    cost: int
    """Interest and fees together."""
    total: int
    """Everything that is paid, fees kept back at the draw included."""
    annual: AnnualCost
    safety_before: int | None
    """Days of safety without it; None: longer than the look ahead."""
    safety: int | None
    """Days of safety once it is taken."""
    first_risky: Due | None
    """The first due that is not covered then."""
    verdict: Text
    days: int
    """How far was looked ahead."""
    best: frozenset[Measure] = frozenset()
    """In what it is the best of those compared (alone or with others)."""

    @property
    def is_rate_unknown(self) -> bool:
        """Whether sums, cost and safety must not be shown: they were reckoned without interest."""
        return self.offer.terms.is_rate_unknown


def compare(
    book: Book,
    look: LookAhead,
    today: dt.date,
    *,
    spent: bool = True,
    cancelled: Callable[[], bool] = never,
) -> tuple[OfferLine, ...]:
    """The pending offers of `book`, each as if it alone were taken; in the order of the book.

    Seed and paths are those of `look`; it is looked ahead to the last instalment of all offers (at
    most five years), or there is no telling what a large last payment does. `spent`: the borrowed money goes at once for
    what it is borrowed for (see `afford`). Offers whose draw lies before `today` are taken as
    drawn today. Raises Cancelled when `cancelled()` turns true meanwhile.
    """
    offers = [offer for offer in book.offers.values() if offer.is_pending]
    if not offers:
        return ()
    stamp = look.outlook.stamp
    loans = [_loan(book, offer, today, is_spent=spent) for offer in offers]
    days = max(stamp.days, days_to_judge((loan.terms for loan in loans), today))
    setting = Setting(today, days, stamp.paths, stamp.seed)
    futures = simulate(with_loans(book, loans), setting, cancelled)
    before = first_risky(dues_of(futures.of(book)))
    lines = []
    for offer, loan in zip(offers, loans, strict=True):
        if cancelled():
            raise Cancelled
        lines.append(_line(book, offer, loan, futures, before))
    return with_best(lines)


def with_best(lines: Sequence[OfferLine]) -> tuple[OfferLine, ...]:
    """`lines` with the best values marked; a single line, and a tie of all, marks nothing.

    A line whose rate nobody knows takes no part: nothing of it can be the lowest or longest.
    """
    known = [_values(line) for line in lines if not line.is_rate_unknown]
    return tuple(
        replace(
            line,
            best=frozenset(
                key
                for key, value in _values(line).items()
                if not line.is_rate_unknown
                and value == max(one[key] for one in known)
                and value > min(one[key] for one in known)
            ),
        )
        for line in lines
    )


def _values(line: OfferLine) -> dict[Measure, float]:
    """What is compared, the larger the better."""
    return {
        "usual": -line.usual,
        "largest": -line.largest,
        "cost": -line.cost,
        "annual": -round(line.annual.simple, 6),
        "safety": _reach(line.safety),
    }


def _loan(book: Book, offer: Offer, today: dt.date, *, is_spent: bool) -> Loan:
    terms = as_of_today(offer.terms, today)
    key = free_key(book, f"offer-{offer.id}")
    return Loan(key, offer.name, offer.debit_account, terms, offer.lender, not is_spent)


def _line(
    book: Book, offer: Offer, loan: Loan, futures: Simulation, before: Due | None
) -> OfferLine:
    today = futures.timeline.today
    dues = dues_of(futures.of(with_loans(book, [loan])))
    risky = first_risky(dues)
    schedule = plan(offer.terms)
    payments = [row.payment for row in schedule.rows]
    return OfferLine(
        offer=offer,
        usual=median_low(payments),
        largest=max(payments),
        count=len(payments),
        cost=schedule.interest + schedule.fee,
        total=schedule.payment,
        annual=annual_cost(offer.terms),
        safety_before=days_of_safety(() if before is None else (before,), today),
        safety=days_of_safety(dues, today),
        first_risky=risky,
        verdict=text(_NO_RATE)
        if offer.terms.is_rate_unknown
        else verdict(before, risky, today, futures.timeline.days),
        days=futures.timeline.days,
    )


def verdict(before: Due | None, after: Due | None, today: dt.date, days: int) -> Text:
    """What taking the offer does to the first due at risk: `before` without it, `after` with it.

    `days` is how far was looked ahead.
    """
    if after is None:
        return text(N_("Every payment of the coming {days} days stays covered."), days=days)
    if after.level is Level.overdue:
        return text(N_("A payment is overdue already; a new loan does not cure that."))
    date = day_of(after.date, today)
    if before is None:
        return text(
            N_("Then the {loan} payment on {date} may be short; today all are covered."),
            loan=after.loan_name,
            date=date,
        )
    if after.date < before.date:
        return text(
            N_("Then money may be short on {date} already; without it, not before {before}."),
            date=date,
            before=day_of(before.date, today),
        )
    if after.level > before.level:
        return text(
            N_("The payment on {date}, already tight today, would then be likely to fall short."),
            date=date,
        )
    if after.chance_short > before.chance_short + _NOTICEABLE:
        return text(
            N_("The payment on {date} would be short {chance}; without this offer {before}."),
            date=date,
            chance=Chance(after.chance_short),
            before=Chance(before.chance_short),
        )
    return text(
        N_("The payment on {date} is at risk already; this offer brings nothing nearer."),
        date=date,
    )


def _reach(days: int | None) -> float:
    return float("inf") if days is None else days
