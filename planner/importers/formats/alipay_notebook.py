"""Alipay's 记账本: what its owner noted there, not the statement; users send it by mistake."""

from dataclasses import replace

from planner.basics.text import N_, text
from planner.importers.formats import table
from planner.importers.importer import Importer, Parsed, Task
from planner.importers.statement import Layout

LAYOUT = Layout(
    frozenset({"记录时间", "收/支", "金额", "来源"}), {"date": ("记录时间",), "amount": ("金额",)}
)
NOTEBOOK = text(
    N_(
        "This is an export of Alipay's notebook, which may lack payments; better import the "
        "statement."
    )
)


def read(task: Task) -> Parsed:
    """Every note, by its own words for in and out."""
    parsed = table.read(task)
    return replace(
        parsed,
        format=f"alipay-notebook-{task.source.kind}",
        notices=(NOTEBOOK, *parsed.notices),
    )


ALIPAY_NOTEBOOK = Importer("alipay-notebook", N_("Alipay notebook"), LAYOUT.fits, read)
