"""Contents of attachments in a facts file: base64 beside the facts, each with its digest."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.book.book import Book
from planner.services.troubles.attachments import MEGABYTE, MOST_EACH
from planner.store.attachments import digest_of

Json = Any


def written_contents(book: Book, content_of: Callable[[str], bytes | None]) -> list[Json]:
    """The contents of all attachments that `book` names and `content_of` has, by digest."""
    digests = sorted({file.digest for one in book.contacts.values() for file in one.files})
    held = ((digest, content_of(digest)) for digest in digests)
    return [
        {"digest": digest, "content": base64.b64encode(content).decode()}
        for digest, content in held
        if content is not None
    ]


def read_contents(source: Json) -> tuple[bytes, ...]:
    """The contents in a facts file. Raises UserError naming the place of the first wrong one."""
    if not isinstance(source, list):
        raise UserError(N_('"{key}" must be a list.'), key="attachments")
    return tuple(_content(number, item) for number, item in enumerate(source))


def _content(number: int, item: Json) -> bytes:
    match item:
        case {"digest": str(digest), "content": str(written), **rest} if not rest:
            try:
                content = base64.b64decode(written, validate=True)
            except (binascii.Error, ValueError):
                content = b""
            if content and digest_of(content) == digest and len(content) <= MOST_EACH:
                return content
    raise UserError(
        N_(
            "attachments[{number}]: the content is damaged, does not fit its digest, or is larger "
            "than {most} MB. Nothing was changed."
        ),
        number=number,
        most=MOST_EACH // MEGABYTE,
    )
