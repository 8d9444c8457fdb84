"""What a printed page is made of: blocks of words and numbers that say nothing of Qt.

They are plain JSON, so that they can be handed to the process that draws them. Everything is
already in words of the file's language; a painter only needs room. The functions below build
what a text of any length is made of.
"""

from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

from planner.outlook import level as outlook

Level = Literal["", "covered", "tight", "short", "overdue"]
Style = Literal["title", "heading", "strong", "text", "right", "muted"]
"""strong: a heading in the size of the text; right: text at the right edge."""
Align = Literal["left", "right", "center"]


class Words(TypedDict):
    """A paragraph."""

    block: Literal["words"]
    style: Style
    text: str


class Items(TypedDict):
    """A list: each item with its mark before it, such as • or 1."""

    block: Literal["items"]
    marks: list[str]
    items: list[str]


class Banner(TypedDict):
    """The first thing to say, on the ground of its level."""

    block: Literal["banner"]
    level: Level
    lines: list[str]


class Figure(TypedDict):
    """One figure with what it is."""

    label: str
    value: str
    note: str


class Figures(TypedDict):
    """Figures beside each other."""

    block: Literal["figures"]
    cells: list[Figure]


class Column(TypedDict):
    """One column of a table: `share` of the width, relative to the others."""

    title: str
    share: float
    align: Align


class Row(TypedDict):
    """One row: its cells, and the level on whose ground the last one stands."""

    cells: list[str]
    level: Level


class Table(TypedDict):
    """A table with its head, which a flowing document repeats on each page.

    On a fitted page, rows that find no room are counted below it. Without any title there is no
    head.
    """

    block: Literal["table"]
    columns: list[Column]
    rows: list[Row]
    more: list[str]
    """What is said when the last 1, 2, 3 … rows are left out; empty: none may be."""
    left_out: int
    """Rows left out already."""


class Tick(TypedDict):
    """A named place on an axis."""

    at: float
    text: str


class Mark(TypedDict):
    """A due date on the chart: which day, at which balance."""

    day: int
    at: float
    level: Level


class Fan(TypedDict):
    """The chart of the expected balance: five quantiles a day, ticks, cushion, due dates."""

    block: Literal["fan"]
    bands: list[list[float]]
    """For each day the balances at 5, 25, 50, 75 and 95 %."""
    days: list[Tick]
    amounts: list[Tick]
    marks: list[Mark]
    cushion: Tick
    """At 0: there is none."""
    short_of_money: str
    legend: list[str]
    """Words for the outer band, the inner band, the middle line."""


class Bars(TypedDict):
    """The chart of months: income, expenses and repayments side by side; amounts as shown."""

    block: Literal["bars"]
    months: list[str]
    series: list[list[float]]
    amounts: list[Tick]
    legend: list[str]


Block = Words | Items | Banner | Figures | Table | Fan | Bars


class Document(TypedDict):
    """A whole file: what stands on every page, and its parts, each begun on a new page."""

    title: str
    language: str
    date: str
    """Day of the file's making, YYYY-MM-DD: equal facts give equal bytes."""
    header: list[str]
    """Left and right."""
    footer: str
    pages_words: str
    """With {page} and {pages}."""
    pages: list[list[Block]]
    look: NotRequired[Literal["letter"]]
    """A letter: wide margins, larger words, no colour."""
    flows: bool
    """Whether a part runs over as many pages as it needs; else it is made small enough for one."""


def ground(level: outlook.Level | None) -> Level:
    """The ground of what has this level; none where nothing is known."""
    return _GROUNDS[level] if level is not None else ""


_GROUNDS: dict[outlook.Level, Level] = {
    outlook.Level.covered: "covered",
    outlook.Level.tight: "tight",
    outlook.Level.short: "short",
    outlook.Level.overdue: "overdue",
}


def words(style: Style, text: str) -> Words:
    """A paragraph; line ends stay."""
    return {"block": "words", "style": style, "text": text}


def items(listed: Sequence[str], *, is_numbered: bool = False) -> Items:
    """A list, each item with a dot or its number."""
    marks = [f"{number}." if is_numbered else "•" for number in range(1, len(listed) + 1)]
    return {"block": "items", "marks": marks, "items": list(listed)}


def column(title: str, share: float = 1.0, align: Align = "left") -> Column:
    """A column: `share` of the table's width, relative to the others."""
    return {"title": title, "share": share, "align": align}


def row(cells: Sequence[str], level: Level = "") -> Row:
    """A row; with a `level` its last cell stands on the ground of that level."""
    return {"cells": list(cells), "level": level}


def table(columns: Sequence[Column], rows: Sequence[Row]) -> Table:
    """A table that shows all its rows; cells are broken into lines where needed."""
    return {
        "block": "table", "columns": list(columns), "rows": list(rows), "more": [], "left_out": 0,
    }  # fmt: skip
