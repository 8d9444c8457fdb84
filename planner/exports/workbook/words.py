"""Words that several sheets say about a balance or a due date, with the look each one has."""

from planner.basics.text import N_
from planner.exports.cells import Cells, quoted
from planner.outlook.level import Level
from planner.wording import Wording

SHORTFALL, TIGHT, BELOW_FUND, ENOUGH = (
    N_("Shortfall"), N_("Tight"), N_("Below fund goal"), N_("Enough"),
)  # fmt: skip
_LOOKS = {SHORTFALL: "short", TIGHT: "tight", BELOW_FUND: "tight", ENOUGH: "covered"}
LEVELS = {
    Level.covered: N_("Covered"),
    Level.tight: N_("Tight"),
    Level.short: N_("Likely short"),
    Level.overdue: N_("Overdue"),
}


def write_level(cells: Cells, row: int, column: int, level: Level | None, wording: Wording) -> None:
    """The level of a due date as a word on its colour; – where nothing is due."""
    if level is None:
        cells.text(row, column, "–", "centre", "muted", "under")
    else:
        cells.text(row, column, wording._(LEVELS[level]), "centre", level.name, "under")


def balance_word(lowest: int, cushion: int, *, is_below_fund: bool) -> str:
    """The source text of the word for a month or week with this lowest balance."""
    if lowest < 0:
        return SHORTFALL
    if lowest < cushion:
        return TIGHT
    return BELOW_FUND if is_below_fund else ENOUGH


def balance_formula(wording: Wording, lowest: str, cushion: str, below_fund: str = "") -> str:
    """The formula for the same word; `below_fund` is its last condition, empty: none."""
    enough = quoted(wording._(ENOUGH))
    rest = f"IF({below_fund},{quoted(wording._(BELOW_FUND))},{enough})" if below_fund else enough
    tight = f"IF({lowest}<{cushion},{quoted(wording._(TIGHT))},{rest})"
    return f"=IF({lowest}<0,{quoted(wording._(SHORTFALL))},{tight})"


def mark_words(cells: Cells, row: int, first: int, last: int, wording: Wording) -> None:
    """Colours a row of such words; the word stays what says it."""
    for word, look in _LOOKS.items():
        cells.sheet.conditional_format(row, first, row, last, {
            "type": "cell", "criteria": "==", "value": quoted(wording._(word)),
            "format": cells.styles.difference(look),
        })  # fmt: skip


def mark_negative(cells: Cells, row: int, first: int, last: int) -> None:
    """Colours balances below zero."""
    cells.sheet.conditional_format(row, first, row, last, {
        "type": "cell", "criteria": "<", "value": 0, "format": cells.styles.difference("short"),
    })  # fmt: skip
