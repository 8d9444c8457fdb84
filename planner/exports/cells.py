"""The one writer of cells for every kind of export: text stays text, whatever it begins with.

A payee such as "=1+1" or "@SUM(A1)" must never become a formula in the reader's program.
Formulas are written by `Cells.formula` only, always with their value worked out by our own code.
"""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from planner.basics.money import exponent, to_decimal
from planner.exports.styles import Styles

FORMULA_LIKE = tuple("=+-@\t\r\n＝＋－＠")
"""Beginnings that spreadsheet programs take for a formula (OWASP), full-width ones included."""

Value = int | float | Decimal | str
"""What a formula comes to; "" is an empty result."""


def csv_text(value: str) -> str:
    """`value` for a text column of a CSV file: formula-like text gets a ' in front."""
    return f"'{value}" if value.startswith(FORMULA_LIKE) else value


def ref(row: int, column: int, fixed: str = "") -> str:
    """The name of a cell from its numbers (from 0): `ref(4, 2)` C5; `fixed` "r", "c" or "rc" adds $."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{'$' * ('c' in fixed)}{letters}{'$' * ('r' in fixed)}{row + 1}"


def span(first: tuple[int, int], last: tuple[int, int], fixed: str = "") -> str:
    """The name of a range of cells: `span((4, 2), (4, 5))` C5:F5."""
    return f"{ref(*first, fixed)}:{ref(*last, fixed)}"


def quoted(text: str) -> str:
    """`text` as a constant inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def on_sheet(title: str, place: str) -> str:
    """`place` on the sheet `title`, as formulas name it."""
    return "'" + title.replace("'", "''") + f"'!{place}"


def sheet_title(wanted: str, taken: set[str]) -> str:
    """A title that spreadsheet programs accept, unlike those `taken`; it is added to them.

    At most 31 characters, no brackets, slashes, : * ? and no quotation mark at an end.
    """
    clean = re.sub(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]", "·", wanted).strip("' ")[:31].strip("' ")
    clean = clean or "Sheet"
    title, number = clean, 2
    while title.casefold() in taken:
        ending = f" ({number})"
        title, number = clean[: 31 - len(ending)] + ending, number + 1
    taken.add(title.casefold())
    return title


class Cells:
    """The cells of one sheet: `sheet` is XlsxWriter's, amounts are minor units of `currency`."""

    def __init__(self, sheet: Any, styles: Styles, currency: str) -> None:
        self.sheet = sheet
        self.styles = styles
        self.currency = currency
        self.places = exponent(currency)

    def text(self, row: int, column: int, value: str, *style: str) -> None:
        """Text as text. A text that XlsxWriter would take for its own markup gets a space behind."""
        safe = f"{value} " if value.startswith("<r>") else value
        self.sheet.write_string(row, column, safe, self.styles(*style))

    def money(self, row: int, column: int, minor: int, *style: str) -> None:
        """An amount as a number."""
        number = to_decimal(minor, self.currency)
        self.sheet.write_number(row, column, number, self.styles("money", *style))

    def number(self, row: int, column: int, value: float | Decimal, *style: str) -> None:
        """A count, a share or a rate."""
        self.sheet.write_number(row, column, value, self.styles(*style))

    def date(self, row: int, column: int, value: dt.date, *style: str) -> None:
        """A real date."""
        moment = dt.datetime(value.year, value.month, value.day)
        self.sheet.write_datetime(row, column, moment, self.styles("date", *style))

    def merged(self, row: int, first: int, last: int, value: str, *style: str) -> None:
        """Text over several columns."""
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", self.styles(*style))
        self.text(row, first, value, *style)

    def blank(self, row: int, column: int, *style: str) -> None:
        """An empty cell that has a look."""
        self.sheet.write_blank(row, column, None, self.styles(*style))

    def formula(self, row: int, column: int, formula: str, value: Value, *style: str) -> None:
        """A live formula (from our code, never from the book) with its `value` stored."""
        self.sheet.write_formula(row, column, formula, self.styles(*style), value)

    def money_formula(
        self, row: int, column: int, formula: str, minor: int | None, *style: str
    ) -> None:
        """A formula that comes to an amount (minor units), or to nothing (None)."""
        value: Value = "" if minor is None else to_decimal(minor, self.currency)
        self.formula(row, column, formula, value, "money", *style)

    def date_formula(
        self, row: int, column: int, formula: str, date: dt.date | None, *style: str
    ) -> None:
        """A formula that comes to a date, or to nothing (None)."""
        self.formula(row, column, formula, serial(date) if date else "", "date", *style)

    # Writers for very many cells of one look: the style is found once, not per cell.

    def texts(self, *style: str) -> Callable[[int, int, str], None]:
        """Writes (row, column, text) as `text` does; empty text leaves the cell out."""
        write, look = self.sheet.write_string, self.styles(*style)

        def write_text(row: int, column: int, value: str) -> None:
            if value:
                write(row, column, f"{value} " if value.startswith("<r>") else value, look)

        return write_text

    def moneys(self, *style: str) -> Callable[[int, int, int], None]:
        """Writes (row, column, minor units) as `money` does.

        A cell holds a binary fraction anyway: the division of two whole numbers gives the nearest.
        """
        write, look, unit = self.sheet.write_number, self.styles("money", *style), 10**self.places

        def write_money(row: int, column: int, minor: int) -> None:
            write(row, column, minor / unit, look)

        return write_money

    def numbers(self, *style: str) -> Callable[[int, int, int], None]:
        """Writes (row, column, whole number)."""
        write, look = self.sheet.write_number, self.styles(*style)

        def write_whole(row: int, column: int, value: int) -> None:
            write(row, column, value, look)

        return write_whole

    def dates(self, *style: str) -> Callable[[int, int, int], None]:
        """Writes (row, column, proleptic ordinal) as a real date."""
        write, look = self.sheet.write_number, self.styles("date", *style)

        def write_date(row: int, column: int, ordinal: int) -> None:
            write(row, column, ordinal - DAY_ZERO, look)

        return write_date

    def comment(self, row: int, column: int, words: str) -> None:
        """A note that shows when the reader points at the cell."""
        look = {"author": "", "font_name": self.styles.font, "font_size": 9, "x_scale": 2}
        self.sheet.write_comment(row, column, words, look)

    def not_negative(self, row: int, first: int, last: int, title: str, message: str) -> None:
        """The cells of a row take only amounts of 0 and more; `message` says so (<= 255 letters)."""
        self.sheet.data_validation(row, first, row, last, {
            "validate": "decimal", "criteria": ">=", "value": 0,
            "error_title": title, "error_message": message,
        })  # fmt: skip


DAY_ZERO = dt.date(1899, 12, 30).toordinal()
"""Day 0 of spreadsheets (1900 system)."""


def serial(date: dt.date) -> int:
    """The number by which spreadsheets know `date`."""
    return date.toordinal() - DAY_ZERO
