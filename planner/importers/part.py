"""One table of unknown layout being read: which column says what, and which way money went."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planner.basics.text import N_, text
from planner.importers.columns import clean, notes_of
from planner.importers.dates import DateOrder, Moment, read_clock, read_moment
from planner.importers.importer import Closing, Task
from planner.importers.numbers import NOTHING, AmountRead, Mark, currency_code, read_cell
from planner.importers.signs import (
    Chain,
    chain,
    is_direction_column,
    is_reversed,
    word_direction,
)
from planner.importers.statement import DataRow, Table, data_rows

BOTH_WAYS = text(N_("Money in and money out stand in the same row."))
DOUBTFUL_SIGN = text(N_("A minus among positive amounts: please decide which way it went."))
_CARD_WORDS = re.compile(r"[(（]\s*(?:消费|还款|退货)\s*[)）]")
_CARD_TITLE = re.compile(r"信用卡.{0,4}(?:账单|明细|对账)")
_SOME = 200
"""Rows whose words are looked at to tell a card's statement."""
_CAME_BACK = re.compile(r"[(（]?\s*(?:信用卡)?(?:还款|退货|退款|返现|冲正)")


class Manner(NamedTuple):
    """How all tables of one file are read."""

    currency: str
    order: DateOrder
    mark: Mark
    inherits_dates: bool = False
    sign: str = ""


class Part:
    """The rows of one table with their amounts, signs proved by the balance where there is one."""

    def __init__(self, table: Table, task: Task, manner: Manner) -> None:
        self.table = table
        self._columns = table.columns
        self._manner = manner
        self.rows = list(data_rows(table, task))
        if not task.options.columns:
            self._columns = self._with_direction()
        self._has_words = is_direction_column(self._cells("direction"))
        self._notes = self._note_columns()
        self._spends_plus = "card" in self._columns or any(
            _CARD_WORDS.match(self.note(row)) for row in self.rows[:_SOME]
        )
        self.is_card = self._spends_plus or self._is_called_card()
        self._balances = [self._balance(row) for row in self.rows]
        self.amounts = self._signed()

    def cell(self, row: DataRow, role: str) -> str:
        """The cell of a role; empty where the column is missing or says "-"."""
        index = self._columns.get(role)
        found = "" if index is None else row.cells[index]
        return "" if found in NOTHING else found

    def note(self, row: DataRow) -> str:
        """All that the row says about itself, each thing once."""
        words = (row.cells[index] for index in self._notes if index < len(row.cells))
        return " ".join(dict.fromkeys(word for word in words if word not in NOTHING))

    def currency(self, row: DataRow) -> str:
        """The ISO code of the row; empty: that of the book."""
        return currency_code(self.cell(row, "currency"))

    def moment(self, row: DataRow) -> Moment | None:
        """The day and minute of the row, or None where it has no date."""
        found = read_moment(row.cells[self._columns["date"]], self._manner.order)
        if found is None or found.minute:
            return found
        return found._replace(minute=read_clock(self.cell(row, "time")))

    @property
    def balance(self) -> Chain | None:
        """How the balance column follows the rows; None where there is none to follow."""
        found = chain([read.minor for read in self.amounts], self._balances)
        return found if found.pairs else None

    @property
    def closing(self) -> Closing | None:
        """The balance after the newest row, where the column proves itself and is of one account."""
        found = self.balance
        if found is None or not found.proves or self.is_card:
            return None
        if {self.currency(row) for row in self.rows} - {"", self._manner.currency}:
            return None
        if len({self.cell(row, "account") for row in self.rows}) > 1:
            return None
        index = len(self.rows) - 1 if found.step == 1 else 0
        moment, balance = self.moment(self.rows[index]), self._balances[index]
        is_read = moment is not None and self.amounts[index].minor is not None
        if moment is None or balance is None or not is_read:
            return None
        return Closing(moment.date, balance)

    def _is_called_card(self) -> bool:
        """Whether the lines above or the total below are those of a card's statement."""
        below = self.table.sheet.rows[-5:]
        return _CARD_TITLE.search(self.table.preamble) is not None or any(
            row and clean(row[0]) == "合计金额" for row in below
        )

    def _cells(self, role: str) -> list[str]:
        return [self.cell(row, role) for row in self.rows]

    def _with_direction(self) -> Mapping[str, int]:
        """Amounts without any sign: a column of 收 and 支 tells the way, whatever it is called."""
        columns = self._columns
        if "amount" not in columns or "direction" in columns:
            return columns
        taken = {index for role, index in columns.items() if role not in {"note", "category"}}
        for index in range(self.table.width):
            words = [row.cells[index] for row in self.rows if row.cells[index]]
            if index in taken or not words or len(words) < len(self.rows):
                continue
            if is_direction_column(words) and not self._has_minus():
                return {**columns, "direction": index}
        return columns

    def _has_minus(self) -> bool:
        return any((self._read(row, "amount").minor or 0) < 0 for row in self.rows)

    def _note_columns(self) -> tuple[int, ...]:
        header = self.table.header
        named = notes_of(self.table.sheet.rows[header]) if header >= 0 else ()
        taken = {index for role, index in self._columns.items() if role != "note"}
        chosen = [self._columns["note"]] if "note" in self._columns else []
        return tuple(dict.fromkeys(index for index in (*chosen, *named) if index not in taken))

    def _read(self, row: DataRow, role: str) -> AmountRead:
        currency = self.currency(row) or self._manner.currency
        return read_cell(self.cell(row, role), currency, self._manner.mark)

    def _balance(self, row: DataRow) -> int | None:
        return self._read(row, "balance").minor if "balance" in self._columns else None

    def _signed(self) -> list[AmountRead]:
        if "amount" not in self._columns:
            return self._of_two_columns()
        read = [self._of_one_column(row) for row in self.rows]
        if self._tells_by_words(read):
            return [
                AmountRead(one.minor, one.reason)
                if one.minor is None or _CAME_BACK.match(self.note(row))
                else AmountRead(-one.minor)
                for row, one in zip(self.rows, read, strict=True)
            ]
        if not self._is_reversed(read):
            return read
        return [AmountRead(None if one.minor is None else -one.minor, one.reason) for one in read]

    def _of_one_column(self, row: DataRow) -> AmountRead:
        """A word decides the direction; a minus beside it does not turn it round."""
        found = self._read(row, "amount")
        word = word_direction(self.cell(row, "direction")) if self._has_words else ""
        if found.minor is None or not word:
            return found
        return AmountRead(abs(found.minor) if word == "in" else -abs(found.minor))

    def _tells_by_words(self, read: Sequence[AmountRead]) -> bool:
        """Whether a card's amounts have no sign at all: only the words say what came back."""
        return (
            self._spends_plus
            and not self._has_words
            and not self._manner.sign
            and all((one.minor or 0) >= 0 for one in read)
            and any(_CAME_BACK.match(self.note(row)) for row in self.rows)
        )

    def _is_reversed(self, read: Sequence[AmountRead]) -> bool:
        if self._manner.sign:
            return self._manner.sign == "reversed"
        if self._has_words:
            return False
        return self._spends_plus or is_reversed([one.minor for one in read], self._balances)

    def _of_two_columns(self) -> list[AmountRead]:
        came = [self._read(row, "money_in") for row in self.rows]
        went = [self._read(row, "money_out") for row in self.rows]
        usual = -1 if sum((one.minor or 0) < 0 for one in went) * 2 > _filled(went) else 1
        found = [_net(plus, minus, usual) for plus, minus in zip(came, went, strict=True)]
        if chain([one.minor for one in found], self._balances).proves:
            return found
        return [
            AmountRead(None, DOUBTFUL_SIGN)
            if (plus.minor or 0) < 0 or (minus.minor or 0) * usual < 0
            else net
            for plus, minus, net in zip(came, went, found, strict=True)
        ]


def _filled(read: Sequence[AmountRead]) -> int:
    return sum(bool(one.minor) for one in read)


def _net(came: AmountRead, went: AmountRead, usual: int) -> AmountRead:
    """`usual`: the sign with which this file writes what went out."""
    if came.reason or went.reason:
        return AmountRead(None, came.reason or went.reason)
    if came.minor and went.minor:
        return AmountRead(None, BOTH_WAYS)
    if came.minor is None and went.minor is None:
        return AmountRead(None)
    return AmountRead(came.minor or -usual * (went.minor or 0))
