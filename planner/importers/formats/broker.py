"""Statements of stock accounts: recognised, so that they can be refused with their reason."""

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.importers.importer import Importer, Parsed, Task
from planner.importers.statement import Layout

LAYOUT = Layout(frozenset({"证券代码", "证券名称", "成交价格"}), {})


def read(task: Task) -> Parsed:
    """Never returns: securities are no money of the business. Raises UserError."""
    raise UserError(
        N_(
            "{file} is the statement of a stock account; such statements can't be imported. "
            "Nothing was imported."
        ),
        file=task.source.name,
    )


BROKER = Importer("broker", N_("Statement of a stock account"), LAYOUT.fits, read)
