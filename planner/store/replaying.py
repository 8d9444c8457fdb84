"""Whether the history explains the book: taken back edit by edit, nothing may be left."""

import sqlalchemy as sa

from planner.basics.text import N_, Text, text
from planner.book.book import MAPS, SINGLES, Book, Fact
from planner.book.edit import Edit
from planner.book.limits import Identity
from planner.store import history
from planner.store.rows import Meta

State = dict[tuple[str, str], Fact]


def problems(connection: sa.Connection, meta: Meta, book: Book) -> list[Text]:
    """Sentences about what the history and the book disagree on; nothing when they agree.

    Raises ValueError or UserError when a row of the history can't be read.
    """
    if not history.is_in_order(connection, meta):
        return [text(N_("The history has gaps or stands in a wrong order."))]
    history.lines(connection, meta)
    state: State = {
        (kind, fact.id): fact for kind in (*SINGLES, *MAPS, "entry") for fact in book.facts(kind)
    }
    for number, edit in history.in_force(connection, meta):
        odd = _taken_back(state, edit)
        if odd:
            return [
                text(
                    N_('Edit {number} of the history does not fit the book: "{id}".'),
                    number=number,
                    id=odd,
                )
            ]
    left = [
        fact.id for (kind, _), fact in state.items() if not _is_there_from_the_start(kind, fact)
    ]
    return [
        text(N_('The history does not say where "{id}" comes from.'), id=key) for key in left[:5]
    ]


def _taken_back(state: State, edit: Edit) -> str:
    """Take `edit` back in `state`; the id of the first fact that does not fit, or empty."""
    for change in reversed(edit.changes):
        key = (change.kind, change.id)
        if state.pop(key, None) != change.after:
            return change.id
        if change.before is not None:
            state[key] = change.before
    return ""


def _is_there_from_the_start(kind: str, fact: Fact) -> bool:
    return isinstance(fact, Identity) or (
        kind in SINGLES and fact == next(iter(Book().facts(kind)))
    )
