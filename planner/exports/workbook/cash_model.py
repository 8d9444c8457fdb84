"""Thirteen weeks of cash: what the look ahead expects, added up by week and by what it is for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from planner.basics.dates import ONE_DAY
from planner.basics.text import N_, Text, text
from planner.book.book import Book
from planner.outlook.level import Level
from planner.outlook.outlook import Coming, Outlook

WEEKS = 13


@dataclass(frozen=True, slots=True)
class CashRow:
    """One line: positive amounts in minor units, week by week."""

    key: str
    name: str | Text
    amounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CashModel:
    """The weeks from tomorrow on."""

    starts: tuple[dt.date, ...]
    opening: int
    money_in: tuple[CashRow, ...]
    money_out: tuple[CashRow, ...]
    dip: tuple[int, ...]
    """How far the expected balance lies below the week's end on its lowest day (>= 0)."""
    bad_case: tuple[int | None, ...]
    """Balance at the week's end that 19 of 20 possible courses stay above; None: not reckoned."""
    worst_due: tuple[Level | None, ...]

    @property
    def closing(self) -> tuple[int, ...]:
        """Balance at the end of each week."""
        balance, ends = self.opening, []
        for week in range(WEEKS):
            balance += sum(row.amounts[week] for row in self.money_in)
            balance -= sum(row.amounts[week] for row in self.money_out)
            ends.append(balance)
        return tuple(ends)


def cash_model(book: Book, outlook: Outlook) -> CashModel:
    """Expected flows of spendable accounts, summed by week."""
    first = outlook.stamp.today + ONE_DAY
    sums: dict[tuple[bool, str], list[int]] = defaultdict(lambda: [0] * WEEKS)
    names: dict[tuple[bool, str], str | Text] = {}
    for flow in outlook.coming:
        week = max((flow.date - first).days, 0) // 7
        account = book.accounts.get(flow.account)
        if week >= WEEKS or account is None or not account.is_spendable:
            continue
        key, name = _line(book, flow)
        place = flow.amount > 0, key
        names[place] = name
        sums[place][week] += abs(flow.amount)
    rows = {
        is_in: tuple(
            CashRow(key, names[is_in, key], tuple(amounts))
            for (side, key), amounts in sorted(sums.items(), key=_loans_last)
            if side == is_in
        )
        for is_in in (True, False)
    }
    return CashModel(
        starts=tuple(first + dt.timedelta(weeks=week) for week in range(WEEKS)),
        opening=outlook.balance,
        money_in=rows[True],
        money_out=rows[False],
        dip=_dips(outlook, first),
        bad_case=_bad_cases(outlook, first),
        worst_due=_worst(outlook, first),
    )


def _loans_last(item: tuple[tuple[bool, str], list[int]]) -> bool:
    return item[0][1].startswith("loan:")


def _line(book: Book, flow: Coming) -> tuple[str, str | Text]:
    """Key and name of the line a flow belongs to."""
    category = ""
    if flow.kind == "recurring":
        category = book.recurring[flow.source].category
    elif flow.kind == "invoice":
        category = book.invoices[flow.source].category
    if category in book.categories:
        return category, book.categories[category].name
    if flow.kind == "instalment":
        return f"loan:{flow.source}", text(N_("{name}: instalments"), name=flow.title)
    if flow.kind == "recurring":
        return f"recurring:{flow.source}", flow.title
    return f"_{flow.kind}", text(_NAMES[flow.kind])


_NAMES: Mapping[str, str] = {
    "invoice": N_("Invoices"),
    "usual": N_("Usual business (from your history)"),
    "transfer": N_("Moved between own accounts"),
    "promise": N_("Planned single sums"),
}


def _by_week(outlook: Outlook, first: dt.date) -> dict[int, list[int]]:
    """Indexes of the outlook's days by week."""
    weeks: dict[int, list[int]] = defaultdict(list)
    for index, day in enumerate(outlook.days):
        week = (day.date - first).days // 7
        if 0 <= week < WEEKS:
            weeks[week].append(index)
    return weeks


def _dips(outlook: Outlook, first: dt.date) -> tuple[int, ...]:
    weeks = _by_week(outlook, first)
    expected = [day.expected for day in outlook.days]
    return tuple(
        expected[weeks[week][-1]] - min(expected[index] for index in weeks[week])
        if week in weeks
        else 0
        for week in range(WEEKS)
    )


def _bad_cases(outlook: Outlook, first: dt.date) -> tuple[int | None, ...]:
    weeks = _by_week(outlook, first)
    return tuple(
        outlook.days[weeks[week][-1]].p5 if week in weeks else None for week in range(WEEKS)
    )


def _worst(outlook: Outlook, first: dt.date) -> tuple[Level | None, ...]:
    worst: list[Level | None] = [None] * WEEKS
    for due in outlook.dues:
        week = max((due.date - first).days, 0) // 7
        if week < WEEKS:
            worst[week] = max(worst[week] or due.level, due.level)
    return tuple(worst)
