"""Words that several sheets say about a balance or a due date, with the look each one has."""

from planner.basics.text import N_, Text, text
from planner.exports.budget_table import BudgetTable
from planner.exports.cells import Cells, quoted
from planner.outlook.level import Level
from planner.wording import Wording

SHORTFALL, TIGHT = text(N_("Shortfall")), text(N_("Tight"))
BELOW_GOAL, ENOUGH = text(N_("Below goal")), text(N_("Enough"))
_LOOKS = ((SHORTFALL, "short"), (TIGHT, "tight"), (BELOW_GOAL, "tight"), (ENOUGH, "covered"))
LOOKS = {word.key: look for word, look in _LOOKS}
"""Key of the word for a balance -> the look of its cell."""
LEVELS = {
    Level.covered: text(N_("Covered")),
    Level.tight: TIGHT,
    Level.short: text(N_("Likely short")),
    Level.overdue: text(N_("Overdue")),
}


def write_level(cells: Cells, row: int, column: int, level: Level | None, wording: Wording) -> None:
    """The level of a due date as a word on its colour; – where nothing is due."""
    if level is None:
        cells.text(row, column, "–", "centre", "muted", "under")
    else:
        cells.text(row, column, wording.say(LEVELS[level]), "centre", level.name, "under")


def balance_word(lowest: int, cushion: int, *, is_below_goal: bool) -> Text:
    """The word for a month or week with this lowest balance."""
    if lowest < 0:
        return SHORTFALL
    if lowest < cushion:
        return TIGHT
    return BELOW_GOAL if is_below_goal else ENOUGH


def month_word(table: BudgetTable, cushion: int, month: int) -> Text:
    """The word for a month of the budget."""
    is_below = table.closing[month] + table.reserve < table.reserve_target
    return balance_word(table.lowest(month), cushion, is_below_goal=is_below)


def balance_formula(wording: Wording, lowest: str, cushion: str, below_goal: str = "") -> str:
    """The formula for the same word; `below_goal` is its last condition, empty: none."""
    enough = quoted(wording.say(ENOUGH))
    rest = f"IF({below_goal},{quoted(wording.say(BELOW_GOAL))},{enough})" if below_goal else enough
    tight = f"IF({lowest}<{cushion},{quoted(wording.say(TIGHT))},{rest})"
    return f"=IF({lowest}<0,{quoted(wording.say(SHORTFALL))},{tight})"


def mark_words(cells: Cells, row: int, first: int, last: int, wording: Wording) -> None:
    """Colours a row of such words; the word stays what says it."""
    for word, look in _LOOKS:
        cells.sheet.conditional_format(row, first, row, last, {
            "type": "cell", "criteria": "==", "value": quoted(wording.say(word)),
            "format": cells.styles.difference(look),
        })  # fmt: skip


def mark_negative(cells: Cells, row: int, first: int, last: int) -> None:
    """Colours balances below zero."""
    cells.sheet.conditional_format(row, first, row, last, {
        "type": "cell", "criteria": "<", "value": 0, "format": cells.styles.difference("short"),
    })  # fmt: skip
