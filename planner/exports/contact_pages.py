"""The log of contacts on pages: a block per record, the same words as the sheet. PDF and preview."""

import datetime as dt
from collections.abc import Iterator

from planner.basics.text import N_
from planner.exports.contact_table import ContactRow, ContactTable
from planner.exports.pdf.blocks import Block, Document, column, row, table, words
from planner.wording import Wording

HEADS = (
    N_("When"), N_("How"), N_("Institution"), N_("Person"), N_("Staff number"), N_("Identity"),
    N_("Loan"), N_("What was said"), N_("Promises"), N_("Signs"), N_("Written down"), N_("Seal"),
)  # fmt: skip
"""English source texts of the heads, in the order of `values`."""


def values(one: ContactRow) -> tuple[str, ...]:
    """A record as words, in the order of `HEADS`; empty where nothing is known or shown."""
    return (
        _moment(one.at), one.channel, one.institution, one.person, one.staff_no, one.identified,
        one.loan, one.said, one.promises, one.signs, _moment(one.recorded), one.seal,
    )  # fmt: skip


def about(told: ContactTable, wording: Wording) -> str:
    """What is left out, and whether the chain of records holds."""
    if not told.is_redacted:
        return told.chain
    masked = N_("Names are masked; numbers, amounts and words are left out.")
    return f"{wording._(masked)} {told.chain}"


def document(told: ContactTable, wording: Wording, today: dt.date, name: str) -> Document:
    """All records, the oldest first. `name` of the business; empty where it must not be said."""
    title = wording._(N_("Contact record"))
    return {
        "title": f"{name} · {title}" if name else title,
        "language": wording.language,
        "date": today.isoformat(),
        "header": [f"{name} · {title}" if name else title, wording.date(today, "year")],
        "footer": wording._(N_("From the own book of the business.")),
        "pages_words": wording._(N_("Page {page} of {pages}")),
        "look": "letter",
        "flows": True,
        "pages": [list(_blocks(told, wording))],
    }


def _blocks(told: ContactTable, wording: Wording) -> Iterator[Block]:
    yield words("heading", wording._(N_("Contact record")))
    yield words("muted", about(told, wording))
    for number, one in enumerate(told.rows, 1):
        when, channel, *rest = values(one)
        yield words("strong", f"{number}. {when} · {channel}")
        facts = zip(HEADS[2:], rest, strict=True)
        rows = [row([wording._(head), said]) for head, said in facts if said]
        yield table([column("", 1), column("", 4)], rows)


def _moment(moment: dt.datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""
