"""Bills of payment platforms: one row per payment, direction in words, amounts without a sign.

The walk over the rows is the same for all of them; each format judges a row by its own rules.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from planner.basics.text import N_, Text, text
from planner.importers.dates import read_moment
from planner.importers.importer import (
    NO_REASON,
    OUTSIDE,
    WALLET,
    Direction,
    Outcome,
    Parsed,
    Row,
    Task,
    new_tuple,
)
from planner.importers.numbers import CENTS, AmountRead, plain_cents, read_cell
from planner.importers.stated import NEUTRAL, NO_SUM, Sum, compared, printed
from planner.importers.statement import Layout, Table, data_rows
from planner.importers.words import FEE, unpaid

NO_DATE = text(N_("The row has no date that can be read."))
NO_AMOUNT = text(N_("The row has no amount that can be read."))
CLOSED = text(N_("Closed before it was paid."))
RELEASED = text(N_("Frozen money was released; nothing was paid."))
PENDING_ROW = text(N_("Not booked yet by the bank."))
FAILED = text(N_("The payment failed: no money moved."))
WAITING = text(N_("Not paid yet."))
UNPAID = {"closed": CLOSED, "failed": FAILED, "waiting": WAITING, "pending": PENDING_ROW}
"""Why a payment that has not happened is left out, by what `words.unpaid` says."""
ZERO = text(N_("The amount is 0."))
UNKNOWN = text(N_("A neutral row of an unknown kind: please decide."))
LENT_TO_YOU = text(N_("Money lent to you is no income."))
MAYBE_LENT = text(
    N_("A loan is named, but not whether it was paid out or paid back: please decide.")
)
CORRECTED = text(N_("The bank has corrected it in a later row, which counts instead."))
OTHER_HALF = text(N_("The other half of a transfer that is already counted."))
OPENING = text(N_("A balance brought forward: no money moved."))
COPY = text(N_("A sheet that repeats another one was left aside."))
PURCHASE_CLOSED = text(N_("The purchase that it gives back was closed and does not count."))
REFUND_ELSEWHERE = text(N_("Its refund is not in this file."))

ROLES = ("direction", "kind", "payee", "note", "place", "status", "key", "remark")
_NO_CATEGORY = frozenset({"退款", "其他", "信用借还", "投资理财", "账户存取"})
"""Kinds of platforms that say how money moved, not what for."""
_NEUTRAL = frozenset({"其他", "中性", "/", ""})


class Facts(NamedTuple):
    """One payment: what the judge of a platform looks at. Words are empty for "/"."""

    line: int
    sheet: str
    date: dt.date
    minute: str
    minor: int
    """Never negative, minor units."""
    direction: str
    """收入, 支出 or 不计收支."""
    kind: str
    payee: str
    note: str
    place: str
    status: str
    key: str
    remark: str
    written: str
    """The amount's cell."""
    more: tuple[str, ...] = ()
    """Cells of the roles that the layout names as its own."""

    def row(
        self,
        outcome: Outcome,
        amount: int = 0,
        reason: Text = NO_REASON,
        direction: Direction = "",
        refund_of: str = "",
        **more: Any,
    ) -> Row:
        """The row with this outcome; `more` are further fields of Row."""
        line, sheet, date, minute, _, _, kind, payee, note, place, _, key, _, _, _ = self
        kind = "" if kind in _NO_CATEGORY else kind
        found = new_tuple(
            Row,
            (line, outcome, reason, date, minute, amount, payee, note, kind, place or WALLET,
             OUTSIDE, 0, 0, key, refund_of, direction, "", sheet, "", ""),
        )  # fmt: skip
        return found._replace(**more) if more else found

    def moved(self, source: str, target: str, **more: Any) -> Row:
        """A transfer of the whole amount between two places."""
        return self.row("transfer", -self.minor, place=source, other=target, **more)

    def skipped(self, reason: Text) -> Row:
        """A row in which no money moved."""
        return self.row("skipped", self.minor, reason)


Judge = Callable[[Facts], Row]
AmountReader = Callable[[str, str], AmountRead]


@dataclass
class Reading:
    """The rows of one sheet, and what has to add up to the stated totals."""

    rows: list[Row] = field(default_factory=list)
    sums: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """(direction, status) -> number of payments, minor units."""
    left_out: dict[str, Text | None] = field(default_factory=dict)
    """Status -> why payments in it are left out."""

    def new_sum(self, way: tuple[str, str]) -> list[int]:
        """The sum of payments of a direction and state that had none yet."""
        self.left_out[way[1]] = _left_out(way[1])
        return self.sums.setdefault(way, [0, 0])

    def totals(self, *, with_closed: bool) -> dict[str, Sum]:
        """The payments by direction; platforms differ in whether closed ones count."""
        found: dict[str, Sum] = {}
        for (direction, status), (rows, minor) in self.sums.items():
            if with_closed or not unpaid(status):
                before = found.get(direction, NO_SUM)
                found[direction] = Sum(before.rows + rows, before.minor + minor)
        return found

    def content(self) -> Counter[tuple[object, ...]]:
        """The payments without their place in the file."""
        return Counter(
            (row.date, row.minute, abs(row.amount), row.payee, row.key) for row in self.rows
        )


def read_bill(  # noqa: PLR0917 - what differs between platforms, with defaults
    task: Task,
    layout: Layout,
    judge: Judge,
    name: str,
    amount_of: AmountReader = read_cell,
    counted_as: Callable[[Facts], int] | None = None,
) -> Parsed:
    """All rows of a platform's bill, with its stated totals compared.

    `counted_as`: the minor units with which a payment counts in the stated totals.
    """
    tables = layout.tables(task.source)
    readings: list[Reading] = []
    for table in tables:
        reading = _read_table(table, task, layout, judge, amount_of, counted_as)
        if not any(_is_copy(reading, other) for other in readings):
            readings.append(reading)
    first = readings[0]
    return Parsed(
        f"{name}-{task.source.kind}",
        tuple(row for reading in readings for row in reading.rows),
        compared(
            printed(tables[0].preamble),
            (first.totals(with_closed=True), first.totals(with_closed=False)),
        ),
        notices=(*task.source.notices, *((COPY,) if len(readings) < len(tables) else ())),
        header_line=tables[0].header_line,
    )


def _is_copy(reading: Reading, other: Reading) -> bool:
    """Whether a sheet holds the same payments as another one of its workbook."""
    return bool(reading.rows) and reading.content() == other.content()


def _read_table(  # noqa: PLR0917 - one step of read_bill
    table: Table,
    task: Task,
    layout: Layout,
    judge: Judge,
    amount_of: AmountReader,
    counted_as: Callable[[Facts], int] | None,
) -> Reading:
    reading = Reading()
    # A missing column is the empty cell that is put behind every row.
    roles = [table.columns.get(role, -1) for role in ROLES]
    more = [table.columns.get(role, -1) for role in layout.more]
    chosen, is_complete = itemgetter(*roles), -1 not in {*roles, *more}
    date, amount, sheet = table.columns["date"], table.columns["amount"], table.sheet.name
    created = table.columns.get("created", date)  # all that an order not paid has
    read_time, currency = _Clock().read, task.currency
    has_cents = currency in CENTS and amount_of is read_cell
    rows, sums, left_out = reading.rows, reading.sums, reading.left_out
    for line, row, fault in data_rows(table, task):
        cells = row if is_complete else [*row, ""]
        day, minute = read_time(cells[date] or cells[created])
        written = cells[amount]
        minor, reason = plain_cents(written) if has_cents else None, None
        if minor is None:
            minor, reason = amount_of(written, currency)
        words = chosen(cells)
        if "/" in words:
            words = tuple("" if word == "/" else word for word in words)
        if day is None or minor is None or fault is not None:
            why = fault or (NO_DATE if day is None else reason or NO_AMOUNT)
            rows.append(_lost(line, why, day, minor, words, sheet))
            continue
        own = tuple(cells[place] for place in more) if more else ()
        direction, kind, payee, note, place, status, key, remark = words
        if direction in _NEUTRAL:
            direction = NEUTRAL
        # Names and no "*words": a tuple of names is made at once, without a list before it.
        values = (
            line, sheet, day, minute, abs(minor), direction, kind, payee, note, place, status, key,
            remark, written, own,
        )  # fmt: skip
        facts = new_tuple(Facts, values)
        way = (direction, status)
        total = sums.get(way) or reading.new_sum(way)
        total[0] += 1
        total[1] += abs(minor) if counted_as is None else counted_as(facts)
        why_not = left_out[status] if minor else ZERO
        rows.append(judge(facts) if why_not is None else facts.skipped(why_not))
    return reading


def _left_out(status: str) -> Text | None:
    """Why a payment in this state has not happened; what was closed may have been paid before."""
    state = unpaid(status)
    return UNPAID[state] if state and state != "closed" else None


class _Clock:
    """Reads "2026-01-30 20:11:05"; remembers days, because a bill repeats them."""

    def __init__(self) -> None:
        self._days: dict[str, dt.date] = {}

    def read(self, written: str) -> tuple[dt.date | None, str]:
        """The day (None: no date) and the minute as "2011"."""
        day = self._days.get(written[:10])
        if day is not None and len(written) == 19 and written[13] == ":":
            return day, written[11:13] + written[14:16]
        moment = read_moment(written)
        if moment is None:
            return None, ""
        if len(written) == 19:
            self._days[written[:10]] = moment.date
        return moment.date, moment.minute


def _lost(  # noqa: PLR0917 - one step of _read_table
    line: int,
    reason: Text,
    day: dt.date | None,
    minor: int | None,
    words: Sequence[str],
    sheet: str,
) -> Row:
    return Row(
        line, "not_understood", reason, day, amount=minor or 0, payee=words[2], note=words[3],
        sheet=sheet,
    )  # fmt: skip


def with_purchases(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Refunds take the category of their purchase: the one they name by key, or by its item."""
    listed = tuple(rows)
    refunds = [row for row in listed if row.outcome == "refund"]
    wanted = {_item(row.note) for row in refunds} | {row.refund_of for row in refunds}
    kinds: dict[str, str] = {}
    for row in listed if wanted else ():
        if row.outcome == "entry" and row.amount < 0:
            note = row.note
            item = note.removesuffix("等多件").strip() if note.endswith("等多件") else note
            if item in wanted:
                kinds[item] = row.kind
            if row.key in wanted:
                kinds[row.key] = row.kind
    kinds.pop("", None)
    return tuple(
        _of_kind(row, kind)
        if row.outcome == "refund"
        and (kind := kinds.get(row.refund_of) or kinds.get(_item(row.note)))
        else row
        for row in listed
    )


def _of_kind(row: Row, kind: str) -> Row:
    """`row._replace(kind=kind)` in a fifth of the time: a quarter of a bill may be refunds."""
    return new_tuple(Row, (*row[:_KIND], kind, *row[_KIND + 1 :]))


_KIND = Row._fields.index("kind")


def _item(note: str) -> str:
    """The goods alone: without "退款-" before them and "等多件" (and others) behind."""
    return note.removeprefix("退款-").removesuffix("等多件").strip()


def fee_in(remark: str, currency: str) -> int:
    """Minor units of a charge named in a remark ("服务费¥0.10"); 0 where none is named."""
    found = FEE.search(remark)
    return (read_cell(found[1], currency).minor or 0) if found else 0
