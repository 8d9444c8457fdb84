"""The way to the emergency fund's goal: milestones, a weekly sum and its date, money in and out.

How much a month costs comes from the look ahead (`ReserveView`); amounts are minor units.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.money import exponent, quantized, rounded
from planner.basics.text import N_, Amount, text
from planner.book.account import Account, Category
from planner.book.book import Book
from planner.book.edit import Change, Edit, adding, replacing
from planner.book.entry import Entry
from planner.book.recurring import Recurring
from planner.outlook.outlook import ReserveView
from planner.services.editing import changes_titled

MILESTONES = (Decimal("0.5"), Decimal(1), Decimal(2), Decimal(3))
"""Months of cover at which the ladder has a step; the owner's own goal is added."""
WEEK = dt.timedelta(weeks=1)
WEEKLY_ID = "reserve-weekly"
"""Id of the planned weekly sum and of its category."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKS_SUGGESTED = 26
WEEKS_AT_MOST = 52 * 20


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step of the ladder."""

    months: Decimal
    amount: int
    """What it takes in all."""
    is_reached: bool
    reached_on: dt.date | None
    """When the weekly sum gets there; None: already reached, or not within twenty years."""
    is_goal: bool


@dataclass(frozen=True, slots=True)
class SavingPath:
    """Where the fund stands and how it grows by `weekly` a week from today on."""

    amount: int
    months: Decimal
    goal_months: Decimal
    goal: int
    missing: int
    """Still to go to the goal; 0: reached."""
    weekly: int
    reached_on: dt.date | None
    """None: reached, no weekly sum, or not within twenty years."""
    milestones: tuple[Milestone, ...]

    @property
    def following(self) -> Milestone | None:
        """The next step of the ladder; None: all are reached."""
        return next((step for step in self.milestones if not step.is_reached), None)


@dataclass(frozen=True, slots=True)
class Step:
    """From `date` on the fund holds `amount`."""

    date: dt.date
    amount: int


@dataclass(frozen=True, slots=True)
class Holder:
    """An account that holds the fund."""

    id: str
    name: str
    amount: int


def saving_path(
    book: Book, view: ReserveView, today: dt.date, weekly: int | None = None
) -> SavingPath:
    """The path to the goal with `weekly` a week; None: a sum that reaches the next step in half a year.

    What the fund holds and its goal are read from `book`, what a month costs from `view`.
    """
    amount, months = book.in_reserve(today), book.reserve.target_months
    goal = rounded(view.monthly_need * months)
    missing = max(goal - amount, 0)
    ladder = sorted({*MILESTONES, months})
    if weekly is None:
        gaps = [rounded(view.monthly_need * step) - amount for step in ladder if step <= months]
        following = next((gap for gap in gaps if gap > 0), 0)
        sum_a_week = suggested_weekly(following, book.currency)
    else:
        sum_a_week = max(weekly, 0)
    steps = (
        Milestone(
            months=step,
            amount=rounded(view.monthly_need * step),
            is_reached=rounded(view.monthly_need * step) <= amount,
            reached_on=_reached_on(rounded(view.monthly_need * step) - amount, today, sum_a_week),
            is_goal=step == months,
        )
        for step in ladder
    )
    return SavingPath(
        amount=amount,
        months=_months(amount, view.monthly_need),
        goal_months=months,
        goal=goal,
        missing=missing,
        weekly=sum_a_week,
        reached_on=_reached_on(missing, today, sum_a_week),
        milestones=tuple(steps),
    )


def suggested_weekly(missing: int, currency: str) -> int:
    """A weekly sum that closes the gap in about half a year, in full tens of the currency."""
    tens: int = 10 ** (exponent(currency) + 1)
    return -(-missing // (WEEKS_SUGGESTED * tens)) * tens


def reserve_steps(book: Book, today: dt.date) -> tuple[Step, ...]:
    """How the fund's balance has moved up to `today`, oldest first, one step a day."""
    keys = set(book.reserve_accounts)
    opened = [book.accounts[key].opened_on for key in keys]
    if not keys:
        return ()
    moves: dict[dt.date, int] = {min(opened): 0}
    for date, amount in _moves(book, keys):
        if date <= today:
            moves[date] = moves.get(date, 0) + amount
    total = sum(book.accounts[key].opening for key in keys)
    steps = []
    for date in sorted(moves):
        total += moves[date]
        steps.append(Step(date, total))
    return tuple(steps)


def coming_steps(path: SavingPath, today: dt.date) -> tuple[Step, ...]:
    """The fund week by week from today to the goal; only today when nothing is put in."""
    steps = [Step(today, path.amount)]
    while path.weekly > 0 and steps[-1].amount < path.goal and len(steps) <= WEEKS_AT_MOST:
        last = steps[-1]
        steps.append(Step(last.date + WEEK, min(last.amount + path.weekly, path.goal)))
    return tuple(steps)


def holders(book: Book, today: dt.date) -> tuple[Holder, ...]:
    """The accounts that hold the fund, with what lies there."""
    sums = book.balances(today)
    return tuple(Holder(key, book.accounts[key].name, sums[key]) for key in book.reserve_accounts)


def start_edit(book: Book, name: str, today: dt.date, opening: int = 0) -> Edit:
    """The Edit that opens an account for the fund, called `name`, and makes it hold the fund."""
    if opening < 0:
        raise UserError(N_("What is set aside can't be less than 0."))
    account = Account(new_id(), name, "reserve", opening, today)
    held = replace(book.reserve, accounts=(*book.reserve.accounts, account.id))
    changes = (adding("account", account), Change("reserve", "reserve", book.reserve, held))
    return Edit(text(N_("Start the emergency fund")), changes)


def weekly_plan(book: Book) -> Recurring | None:
    """The weekly sum that is already part of the plan, if any."""
    return book.recurring.get(WEEKLY_ID)


def weekly_edit(book: Book, path: SavingPath, today: dt.date, title: str) -> Edit:
    """The Edit that plans the weekly sum of `path` until the goal, from the fullest account.

    The look ahead then counts on the money leaving every week; `title` names item and category.
    Raises UserError without a weekly sum or an account to take it from.
    """
    if path.weekly <= 0 or path.missing <= 0:
        raise UserError(N_("There is no weekly sum to plan."))
    category = Category(WEEKLY_ID, title, "transfer")
    planned = Recurring(
        id=WEEKLY_ID,
        title=title,
        account=_fullest(book, today),
        amount=-path.weekly,
        rrule=f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[today.weekday()]}",
        start=today + WEEK,
        until=path.reached_on,
        category=WEEKLY_ID,
    )
    changes = [Change("recurring", WEEKLY_ID, weekly_plan(book), planned)]
    if WEEKLY_ID not in book.categories:
        changes.insert(0, adding("category", category))
    sum_a_week = Amount(path.weekly, book.currency, exact=False)
    return changes_titled(text(N_("Set aside {amount} a week"), amount=sum_a_week), changes)


def goal_edit(book: Book, months: Decimal) -> Edit:
    """The Edit that sets the goal to `months` of cover. Raises UserError outside 0.5–36."""
    if not Decimal("0.5") <= months <= 36:
        raise UserError(N_("Choose a goal between half a month and 36 months."))
    change = replacing("reserve", book.reserve, target_months=months)
    return changes_titled(text(N_("Change emergency fund goal")), (change,))


def move_edit(book: Book, today: dt.date, amount: int, source: str, target: str) -> Edit:
    """The Edit that moves `amount` (> 0) between two accounts, one of which holds the fund."""
    if amount <= 0:
        raise UserError(N_("The amount must be greater than 0."))
    held = book.balances(today).get(source, 0)
    if source in book.reserve_accounts and amount > held:
        raise UserError(
            N_("The fund holds {held}; no more can be taken out."),
            held=Amount(held, book.currency),
        )
    is_in = target in book.reserve_accounts
    title = (
        N_("Put {amount} into the emergency fund")
        if is_in
        else N_("Take {amount} out of the emergency fund")
    )
    entry = Entry(new_id(), today, source, -amount, to_account=target)
    return Edit(text(title, amount=Amount(amount, book.currency)), (adding("entry", entry),))


def _fullest(book: Book, today: dt.date) -> str:
    sums = book.balances(today)
    spendable = [key for key, account in book.accounts.items() if account.is_spendable]
    if not spendable:
        raise UserError(N_("Add an account for daily money first."))
    return max(spendable, key=lambda key: sums[key])


def _months(amount: int, monthly_need: int) -> Decimal:
    """Months of cover with one decimal, as the look ahead counts them; 0 without a need."""
    return quantized(Decimal(amount) / monthly_need, 1) if monthly_need else Decimal(0)


def _reached_on(missing: int, today: dt.date, weekly: int) -> dt.date | None:
    """The day of the weekly sum that closes the gap; the first one comes in a week."""
    if missing <= 0:
        return None
    weeks = -(-missing // weekly) if weekly > 0 else WEEKS_AT_MOST + 1
    return today + weeks * WEEK if weeks <= WEEKS_AT_MOST else None


def _moves(book: Book, keys: set[str]) -> Iterator[tuple[dt.date, int]]:
    ledger = book.ledger
    for column, sign in ((ledger.accounts, 1), (ledger.to_accounts, -1)):
        for code in (column.code_of(key) for key in sorted(keys)):
            for row in (column.codes == code).nonzero()[0] if code >= 0 else ():
                yield (
                    dt.date.fromordinal(int(ledger.days[row])),
                    sign * int(ledger.amounts[row]),
                )
    yield from ((move.date, move.amount) for move in book.loan_cash if move.account in keys)
