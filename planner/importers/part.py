"""One table of unknown layout being read: which column says what, and which way money went."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from planner.basics.text import N_, text
from planner.importers.columns import clean, clean_name, notes_of
from planner.importers.dates import DateOrder, Moment, read_clock, read_moment
from planner.importers.importer import Closing, Task
from planner.importers.numbers import (
    MONEY,
    NOTHING,
    AmountRead,
    Mark,
    currency_code,
    currency_in,
    has_mark,
    read_cell,
)
from planner.importers.one_column import Amounts, by_evidence, by_words, signs_agree, turned
from planner.importers.signs import Chain, chain, is_direction_column, share_of_directions
from planner.importers.statement import DataRow, Table, data_rows, is_total

BOTH_WAYS = text(N_("Money in and money out stand in the same row."))
DOUBTFUL_SIGN = text(N_("A minus among positive amounts: please decide which way it went."))
_CARD_WORDS = re.compile(r"[(（]\s*(?:消费|还款|退货)\s*[)）]")
_CARD_TITLE = re.compile(r"信用卡.{0,4}(?:账单|明细|对账)")
_SOME = 200
"""Rows that are looked at to tell a card's statement, or the order of the dates."""
_KINDS = frozenset({"类型", "交易类型", "type", "kind", "transactiontype", "资金流向", "流向"})
"""Columns whose words may be directions beside other kinds of rows, such as 转账."""
_MOSTLY = 0.5


class Manner(NamedTuple):
    """How all tables of one file are read."""

    currency: str
    order: DateOrder
    mark: Mark
    inherits_dates: bool = False


class Part:
    """The rows of one table with their amounts, signs proved by the balance where there is one."""

    def __init__(self, table: Table, task: Task, manner: Manner) -> None:
        self.table = table
        self._columns = table.columns
        self._manner = manner
        says = [*self._note_columns(), *(table.columns.get(role) for role in ("payee", "category"))]
        places = [place for place in says if place is not None]
        self.rows = [
            row
            for row in data_rows(table, task)
            if not any(is_total(row.cells[place]) for place in places)
        ]
        money = [index for role, index in self._columns.items() if role in MONEY]
        self._has_marks = any(has_mark(row.cells[index]) for row in self.rows for index in money)
        if not task.options.columns:
            self._columns = self._with_direction()
        self._notes = self._note_columns()
        self._spends_plus = "card" in self._columns or any(
            _CARD_WORDS.match(self.note(row)) for row in self.rows[:_SOME]
        )
        self.is_card = self._spends_plus or task.is_card or self._is_called_card()
        self._balances = [self._balance(row) for row in self.rows]
        self.asked = ""
        """An amount whose way nothing tells: the sign has to be asked for."""
        self.is_plain = False
        """Then: no row speaks of spending."""
        self.minus_lines: tuple[int, ...] = ()
        """Rows with a minus where a word says in or out: the word counts."""
        self.amounts = self._signed()

    def take_sign(self, sign: str) -> None:
        """Take the owner's word for the sign; words beside it and a proof count for more."""
        if "amount" in self._columns and not self._has_words and not self._is_proved:
            read = (self._read(row, "amount") for row in self.rows)
            self.amounts = [turned(one, -1 if sign == "reversed" else 1) for one in read]
            self.asked = ""
            self.is_card |= self._may_be_card and sign == "reversed"

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
        """The ISO code of the row; empty: that of the book.

        A mark beside an amount, as in US$5, counts like a column of currencies.
        """
        named = currency_code(self.cell(row, "currency")) if "currency" in self._columns else ""
        if not self._has_marks:
            return named
        cells = (self.cell(row, role) for role in MONEY if role in self._columns)
        marks = (currency_in(cell, named or self._manner.currency) for cell in cells if cell)
        return next(filter(None, marks), named)

    def moment(self, row: DataRow) -> Moment | None:
        """The day and minute of the row, or None where it has no date."""
        found = read_moment(row.cells[self._columns["date"]], self._manner.order)
        if found is None or found.minute:
            return found
        return found._replace(minute=read_clock(self.cell(row, "time")))

    def fees(self) -> list[int]:
        """The fee of each row in a column of its own, < 0 paid and > 0 given back.

        Where the balance follows the amounts alone a fee is in them, or in a row of its own.
        """
        if "fee" not in self._columns:
            return [0] * len(self.rows)
        read = [self._read(row, "fee").minor or 0 for row in self.rows]
        paid = read if max(read, default=0) <= 0 else [-fee for fee in read]
        amounts = [None if one.reason else one.minor for one in self.amounts]
        both = [None if one is None else one + fee for one, fee in zip(amounts, paid, strict=True)]
        alone = chain(amounts, self._balances)
        if alone.proves and alone.held >= chain(both, self._balances).held:
            return [0] * len(read)
        return paid

    @property
    def balance(self) -> Chain | None:
        """How the balance column follows the rows; None where there is none to follow."""
        found = chain(
            [None if read.reason else read.minor for read in self.amounts], self._balances
        )
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
        if "amount" not in columns or "direction" in columns or self._has_minus():
            return columns
        taken = {index for role, index in columns.items() if role not in {"note", "category"}}
        found = {
            index: self._direction_share(index)
            for index in range(self.table.width)
            if index not in taken
        }
        best = max(found, key=lambda index: found[index], default=-1)
        return {**columns, "direction": best} if found.get(best) else columns

    def _direction_share(self, index: int) -> float:
        """Which part of the rows a column calls in or out; 0 where it is no such column.

        A column of notes has to do so in (nearly) every row.
        """
        words = [row.cells[index] for row in self.rows]
        share = share_of_directions(words, len(self.rows))
        if share < _MOSTLY:
            return 0.0
        is_note = index in self._note_columns() or index == self._columns.get("category")
        if not is_note or self._heading(index) in _KINDS:
            return share
        return share if all(words) and is_direction_column(words) else 0.0

    def _heading(self, index: int) -> str:
        header = self.table.header
        names = self.table.sheet.rows[header] if header >= 0 else ()
        return clean_name(names[index]) if index < len(names) else ""

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
        self._has_words = self._is_proved = self._may_be_card = False
        if "amount" not in self._columns:
            return self._of_two_columns()
        read = [self._read(row, "amount") for row in self.rows]
        words = self._words()
        self._has_words = any(map(bool, words)) and self._counts_words(read, words)
        if self._has_words:
            self.minus_lines = _minus_lines(self.rows, read)
            return by_words(read, words)
        told = by_evidence(
            Amounts(
                read, self._cells("amount"), self._balances, [self.note(row) for row in self.rows],
                self._date_step(), self._titles(), self.is_card, self._spends_plus,
            )
        )  # fmt: skip
        self.asked, self._is_proved = told.asked, told.is_proved
        self.is_plain, self._may_be_card = told.is_plain, told.may_be_card
        return told.amounts

    def _words(self) -> list[str]:
        """The words for in and out; a dash is one only beside pluses."""
        index = self._columns.get("direction")
        words = ["" if index is None else row.cells[index] for row in self.rows]
        signs = {"-"} if "+" in words else set()
        return ["" if word in NOTHING - signs else word for word in words]

    @staticmethod
    def _counts_words(read: Sequence[AmountRead], words: Sequence[str]) -> bool:
        """Whether the words decide: (nearly) all are known, or the signs are none or contradict."""
        if is_direction_column(words):
            return True
        return share_of_directions(words, 1) > 0 and not signs_agree(read, words)

    def _date_step(self) -> int:
        """1 where the dates rise from row to row, −1 where they fall, 0 where neither is so."""
        if "balance" not in self._columns:
            return 0
        days = [moment.date for row in self.rows[:_SOME] if (moment := self.moment(row))]
        rises = any(before < after for before, after in pairwise(days))
        falls = any(before > after for before, after in pairwise(days))
        return int(rises) - int(falls)

    def _titles(self) -> str:
        heading = self._heading(self._columns["amount"])
        return f"{self.table.preamble}\n{self.table.sheet.name}\n{heading}"

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


def _minus_lines(rows: Sequence[DataRow], read: Sequence[AmountRead]) -> tuple[int, ...]:
    pairs = zip(rows, read, strict=True)
    return tuple(row.line for row, one in pairs if (one.minor or 0) < 0)


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
