"""Files kept inside the book, each once, under the SHA-256 of its content."""

import hashlib
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from planner.basics.text import N_, Text, text
from planner.book.contact import Contact
from planner.store.rows import Meta
from planner.store.tables import ATTACHMENT, HISTORY_PART


def digest_of(content: bytes) -> str:
    """SHA-256 of `content`, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def add(connection: sa.Connection, meta: Meta, contents: Iterable[bytes]) -> None:
    """Keep `contents`; what is there already stays as it is. Inside a transaction."""
    for content in contents:
        digest = digest_of(content)
        if read(connection, meta, digest) is None:
            connection.execute(
                sa.insert(ATTACHMENT).values(
                    book_id=meta.book_id,
                    digest=digest,
                    version=meta.generation,
                    size=len(content),
                    content=content,
                )
            )


def read(connection: sa.Connection, meta: Meta, digest: str) -> bytes | None:
    """The content with this digest, or None; ValueError when it is not what its digest says."""
    query = sa.select(ATTACHMENT.c.content).where(_mine(meta), ATTACHMENT.c.digest == digest)
    content = connection.execute(query).scalar()
    if content is None:
        return None
    if not isinstance(content, bytes) or digest_of(content) != digest:
        raise ValueError("attachment")
    return content


def remove_unused(connection: sa.Connection, meta: Meta, digests: Iterable[str]) -> None:
    """Remove those of `digests` that no edit of the history names any more."""
    for digest in digests:
        if not _is_named(connection, meta, digest):
            connection.execute(
                sa.delete(ATTACHMENT).where(_mine(meta), ATTACHMENT.c.digest == digest)
            )


def problems(connection: sa.Connection, meta: Meta, contacts: Mapping[str, Contact]) -> list[Text]:
    """Attachments that were changed, are missing, or belong to no record, in sentences."""
    query = sa.select(ATTACHMENT.c.digest, ATTACHMENT.c.version).where(_mine(meta))
    stored = {str(row.digest): row.version for row in connection.execute(query)}
    named = {file.digest: file.name for one in contacts.values() for file in one.files}
    found = []
    for digest, version in stored.items():
        name = named.get(digest, digest[:12])
        if not _is_whole(connection, meta, digest) or version > meta.generation:
            found.append(text(N_('The attachment "{name}" was changed from outside.'), name=name))
        elif digest not in named and not _is_named(connection, meta, digest):
            found.append(text(N_('The attachment "{name}" belongs to no record.'), name=name))
    missing = (name for digest, name in named.items() if digest not in stored)
    words = N_('The content of the attachment "{name}" is not in the book.')
    return found + [text(words, name=name) for name in missing]


def _is_whole(connection: sa.Connection, meta: Meta, digest: str) -> bool:
    try:
        return read(connection, meta, digest) is not None
    except ValueError:
        return False


def _is_named(connection: sa.Connection, meta: Meta, digest: str) -> bool:
    query = sa.select(HISTORY_PART.c.number).where(
        HISTORY_PART.c.book_id == meta.book_id, HISTORY_PART.c.changes.contains(digest)
    )
    return connection.execute(query.limit(1)).first() is not None


def _mine(meta: Meta) -> sa.ColumnElement[bool]:
    return ATTACHMENT.c.book_id == meta.book_id
