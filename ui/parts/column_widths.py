"""How wide the columns of a table are, in the room that there is."""

from collections.abc import Callable, Sequence

from ui.parts.table_model import Column

_WIDE, _NARROW = 110, 64
"""The least that is left to a column that takes the rest, and to one that had to give."""


def fitted(
    columns: Sequence[Column], contents: Callable[[int], int], room: int, *, scale: float
) -> list[int]:
    """Pixels of every column in `room` pixels; 0: it is left out.

    Where they need more, spare ones are left out, the last first; then texts of fixed width give.
    Numbers are never cut. `contents` tells what a column without a width needs; `scale` is the
    size of the text against the normal one.
    """

    def wanted(number: int, column: Column) -> int:
        if column.is_wide:
            return round(_WIDE * scale)
        return round(column.width * scale) if column.width else contents(number)

    widths = [wanted(number, column) for number, column in enumerate(columns)]
    for number in reversed(range(len(columns))):
        if columns[number].is_spare and sum(widths) > room:
            widths[number] = 0
    least = round(_NARROW * scale)
    giving = [
        number
        for number, column in enumerate(columns)
        if column.width and not column.is_number and not column.is_wide and widths[number] > least
    ]
    over, given = sum(widths) - room, sum(widths[number] - least for number in giving)
    if over > 0 and given:
        share = min(1.0, over / given)
        for number in giving:
            widths[number] -= round((widths[number] - least) * share)
    return widths
