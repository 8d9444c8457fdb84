"""A proposal to the lender: the loan, its plan and the months before and after, from the book.

Without any choice it is about the loan furthest behind and offers the first plan that is covered
surely enough; where none is, it offers a talk instead of a promise.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from planner.basics.dates import ONE_DAY, add_months
from planner.basics.errors import UserError
from planner.basics.text import N_, text
from planner.book.book import Book
from planner.book.edit import Edit, apply
from planner.exports.budget_table import BudgetTable
from planner.exports.letter.proposal import MonthFigures, Offer, Proposal
from planner.exports.letter.text import blocks
from planner.exports.letter.words import ASK_NAMES, ENCLOSURES, OF_PLAN, USUAL_ENCLOSURES
from planner.exports.pdf.as_html import html
from planner.loans.replay import open_dues, state
from planner.loans.schedule import plan
from planner.services.budgeting import budget_table
from planner.services.look_ahead import LookAhead
from planner.services.troubles.keeping import CHANCES, futures
from planner.services.troubles.stages import Situation, situation, situations
from planner.services.troubles.variants import TITLES, Variant, variants
from planner.wording import Wording

__all__ = [
    "ASK_NAMES", "ENCLOSURES", "OF_PLAN", "TALK", "USUAL", "USUAL_ENCLOSURES", "Proposal",
    "Wishes", "chosen_plan", "letter_html", "letter_of", "proposal", "usual_asks",
]  # fmt: skip

PAST, COMING = 3, 6
"""Months shown before this one, and from this one on."""
ANSWER_DAYS = 14
TALK = "talk"
"""The choice of no plan."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the owner chose for the letter; what is left empty is chosen here."""

    loan: str = ""
    """Empty: the loan furthest behind."""
    plan: str = ""
    """A kind of plan, or `TALK`; empty: the first that is kept with `chance`."""
    chance: float = CHANCES[1]
    reason: str = ""
    number: str = ""
    """Number of the contract; empty: the one in the book."""
    place: str = ""
    asks: tuple[str, ...] | None = None
    """None: the usual ones."""
    more_asks: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = USUAL_ENCLOSURES
    more_enclosures: tuple[str, ...] = ()


USUAL = Wishes()


def proposal(book: Book, look: LookAhead, today: dt.date, wishes: Wishes = USUAL) -> Proposal:
    """The proposal of `wishes`, its plans tried on the courses of `look`.

    Raises UserError when no loan is open, or the loan or plan asked for is not there.
    """
    now, stamp = _chosen_loan(book, today, wishes.loan), look.outlook.stamp
    drawn = futures(book, today, seed=stamp.seed, paths=stamp.paths)
    most = drawn.most_monthly(now.loan.id, wishes.chance)
    found = variants(drawn, now.loan.id, most)
    return letter_of(book, look, today, wishes, chosen_plan(found, wishes))


def chosen_plan(found: tuple[Variant, ...], wishes: Wishes) -> Variant | None:
    """The plan to offer among `found`; None: a talk. Raises UserError when it is not there."""
    if wishes.plan == TALK:
        return None
    if not wishes.plan:
        return next((one for one in found if one.is_kept(wishes.chance)), None)
    for one in found:
        if one.kind == wishes.plan:
            return one
    raise UserError(
        N_('There is no plan "{plan}" for this loan. There are: {plans}. Nothing was written.'),
        plan=wishes.plan,
        plans=(*(one.kind for one in found), TALK),
    )


def letter_of(
    book: Book, look: LookAhead, today: dt.date, wishes: Wishes, chosen: Variant | None
) -> Proposal:
    """The proposal with the plan `chosen`, without trying any. Raises UserError as `proposal`."""
    now = _chosen_loan(book, today, wishes.loan)
    loan, owed = now.loan, state(now.loan.terms, book.events_of(now.loan.id), today)
    after = _with_plan(book, chosen)
    past, coming = _months(book, look, today, _coming_dues(after, chosen, today))
    penalty = owed.penalty_on_principal + owed.penalty_on_interest
    is_paid = chosen is not None and chosen.at_once <= chosen.sum_now
    usual = usual_asks(has_plan=chosen is not None, has_penalty=penalty > 0 and not is_paid)
    asks = usual if wishes.asks is None else wishes.asks
    return Proposal(
        today=today,
        sender=book.info.name,
        place=wishes.place.strip(),
        lender=loan.lender or loan.name,
        loan=loan.name,
        number=wishes.number.strip() or loan.contract_number,
        drawn_on=loan.terms.drawn_on,
        principal=loan.terms.principal,
        currency=book.currency,
        state=owed,
        behind=len(now.behind),
        oldest=now.due,
        wanted=now.wanted,
        reason=wishes.reason.strip(),
        past=past,
        coming=coming,
        offer=_offer(after, now, chosen) if chosen else None,
        asks=tuple(key for key in asks if chosen or key not in OF_PLAN),
        more_asks=wishes.more_asks,
        enclosures=wishes.enclosures,
        more_enclosures=wishes.more_enclosures,
        answer_by=today + ANSWER_DAYS * ONE_DAY,
    )


def letter_html(told: Proposal, language: str) -> str:
    """The letter to look at, in its words of now."""
    return html(blocks(told, Wording(language)))


def usual_asks(*, has_plan: bool, has_penalty: bool) -> tuple[str, ...]:
    """What is asked for when the owner chose nothing."""
    first = ("new_plan",) if has_plan else ("talk",)
    return (*first, *(("waive_penalty",) if has_penalty else ()), "written")


def _chosen_loan(book: Book, today: dt.date, key: str) -> Situation:
    drawn = (one for one in situations(book, today) if one.is_drawn)
    now = situation(book, key, today) if key else next(drawn, None)
    if now is not None and not now.is_drawn:
        raise UserError(
            N_("“{name}” is paid out on {date}; until then there is nothing to propose. Nothing was "
               "written."),
            name=now.loan.name, date=now.loan.terms.drawn_on,
        )  # fmt: skip
    if now is None:
        raise UserError(
            N_("Everything is repaid, so there is nothing to propose. Nothing was written.")
            if book.loans
            else N_("No loan is in the book, so there is nothing to propose. Nothing was written.")
        )
    return now


def _with_plan(book: Book, chosen: Variant | None) -> Book:
    return apply(book, Edit(text(TITLES[chosen.kind]), chosen.changes)) if chosen else book


def _offer(after: Book, now: Situation, chosen: Variant) -> Offer:
    rows = plan(now.loan.terms, after.events_of(now.loan.id)).rows
    return Offer(
        title=chosen.title,
        at_once=chosen.at_once,
        sum_now=chosen.sum_now,
        rows=tuple(row for row in rows if row.due > now.today),
        extra=chosen.extra,
        chance_kept=1 - chosen.chance_short,
    )


def _months(
    book: Book, look: LookAhead, today: dt.date, wanted: dict[str, int]
) -> tuple[tuple[MonthFigures, ...], tuple[MonthFigures, ...]]:
    """Months that are over, as booked (none without entries); this one and those to come.

    `wanted` are the repayments still to be made, by month.
    """
    first = add_months(today.replace(day=1), -PAST)
    table = budget_table(book, look, f"{first:%Y-%m}", PAST + COMING)
    income, expense, repaid = table.booked("income"), table.booked("expense"), _repaid(table)
    over = tuple(
        MonthFigures(day, income[at], -expense[at], repaid[at])
        for at, day in enumerate(table.first_days[:PAST])
        if income[at] or expense[at]
    )
    earned, spent = table.planned("income"), table.planned("expense")
    coming = tuple(
        MonthFigures(day, earned[at], -spent[at], repaid[at] + wanted.get(table.months[at], 0))
        for at, day in enumerate(table.first_days)
        if at >= PAST
    )
    return over, coming


def _repaid(table: BudgetTable) -> list[int]:
    """What the loans were paid in each month; money drawn is none of it."""
    rows = [row for row in table.rows_of("debt") if not row.key.startswith("draw:")]
    return [-sum(row.cells[at].actual for row in rows) for at in range(len(table.months))]


def _coming_dues(book: Book, chosen: Variant | None, today: dt.date) -> dict[str, int]:
    """What all loans still want, by month; what is due already is wanted this month."""
    wanted: dict[str, int] = defaultdict(int)
    wanted[f"{today:%Y-%m}"] += chosen.sum_now if chosen else 0
    for loan in book.loans.values():
        for due in open_dues(loan.terms, book.events_of(loan.id), today):
            wanted[f"{max(due.due, today):%Y-%m}"] += due.left
    return wanted
