"""Files that hold the statements of several accounts: each row says which one it is of."""

from collections.abc import Iterable

from planner.importers.importer import WALLET, Row


def told_apart(found: Iterable[tuple[str, Row]]) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows with the account they are of, and all accounts; none where there is only one.

    `found`: (number or name of the account, row).
    """
    listed = [(label_of(name), row) for name, row in found]
    names = tuple(dict.fromkeys(name for name, _ in listed if name))
    if len(names) < 2:
        return tuple(row for _, row in listed), ()
    return tuple(_of(name, row) for name, row in listed), names


def label_of(name: str) -> str:
    """An account's name as an answer may hold it: those are parted by commas."""
    return " ".join(name.replace(",", " ").split())


def _of(name: str, row: Row) -> Row:
    if not name:
        return row
    place = name if row.place == WALLET else row.place
    other = name if row.other == WALLET else row.other
    return row._replace(sheet=name, place=place, other=other)
