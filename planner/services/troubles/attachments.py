"""Files of contact records: read once with a limit, kept inside the book, given back under a safe name.

A name from outside is never a path: only its last part is taken, and nothing in it that a system
could read as a folder, a device, a direction of writing or the end of the name.
"""

import re
import stat
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from planner.basics.errors import UserError, system_reason
from planner.basics.text import N_, NN_, Text, counted
from planner.book.book import Book
from planner.book.contact import Attachment, Contact
from planner.exports.export import write
from planner.services.session import Session
from planner.store.attachments import digest_of
from planner.store.tables import MOST_BYTES

MEGABYTE = 2**20
MOST_EACH = MOST_BYTES
"""20 MB: a photo or a scanned letter fits, a film does not."""
MOST_TOTAL = 100 * MEGABYTE
"""Of all attachments of a book together: so a dump with all of them can be read again."""
MOST_FILES = 20
"""With one record."""
_LONGEST = 100
_SUFFIX = 12
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_UNSAFE = '<>:"/\\|?*'
OPENED = frozenset(
    {".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".txt", ".mp3", ".m4a", ".wav",
     ".amr", ".mp4", ".docx", ".odt", ".xlsx"}
)  # fmt: skip
"""What may be opened from the book; anything else is only saved."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that has been read and is not in the book yet."""

    file: Attachment
    content: bytes


def clean_name(name: str) -> str:
    """`name` as a plain file name of at most 100 characters; "attachment" when nothing is left."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(
        char for char in last
        if char not in _UNSAFE and unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    )  # fmt: skip
    kept = " ".join(kept.split()).strip(". ")
    suffix = Path(kept).suffix
    stem = kept.removesuffix(suffix)
    if len(suffix) > _SUFFIX:
        stem, suffix = kept, ""
    kept = stem[: _LONGEST - len(suffix)].rstrip(". ") + suffix
    if not kept or kept == suffix:
        return f"attachment{suffix}"
    return f"_{kept}" if _DEVICES.fullmatch(kept) else kept


def take_file(path: Path) -> Taken:
    """The file at `path`, read whole. Raises UserError naming the limit, or why it can't be read."""
    name = clean_name(path.name)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UserError(N_('"{name}" is no ordinary file. Nothing was added.'), name=name)
        if about.st_size > MOST_EACH:
            raise _too_large(name, about.st_size)
        with path.open("rb") as file:
            content = file.read(MOST_EACH + 1)
    except OSError as error:
        raise UserError(
            N_('"{name}" could not be read ({reason}). Nothing was added.'),
            name=name,
            reason=system_reason(error),
        ) from None
    if len(content) > MOST_EACH:
        raise _too_large(name, len(content))
    if not content:
        raise UserError(N_('"{name}" is empty. Nothing was added.'), name=name)
    return Taken(Attachment(name, len(content), digest_of(content)), content)


def check_room(book: Book, files: tuple[Attachment, ...]) -> None:
    """Raises UserError when `files` are too many for a record, or too much for the book."""
    if len(files) > MOST_FILES:
        raise UserError(
            N_("A record holds at most {most} attachments. Note a second contact for the others."),
            most=MOST_FILES,
        )
    held = _held(book)
    total = sum((held | {file.digest: file.size for file in files}).values())
    if total > MOST_TOTAL:
        raise UserError(
            N_(
                "The attachments of a book hold at most {most} MB together; with these they would "
                "be {total} MB. Nothing was added: keep the largest ones elsewhere."
            ),
            most=MOST_TOTAL // MEGABYTE,
            total=f"{total / MEGABYTE:.1f}",
        )


def held_words(book: Book) -> Text:
    """How many attachments the book holds, and how large they are together."""
    held = _held(book)
    return counted(
        *NN_(
            "{count} attachment in the book, {size} MB of {most} MB.",
            "{count} attachments in the book, {size} MB of {most} MB.",
        ),
        len(held),
        size=f"{sum(held.values()) / MEGABYTE:.1f}",
        most=MOST_TOTAL // MEGABYTE,
    )


def content_of(session: Session, file: Attachment) -> bytes:
    """The content of an attachment. Raises UserError when the book does not hold it."""
    content = session.attachment(file.digest)
    if content is None:
        raise UserError(
            N_(
                'The book holds the name of "{name}" but not its content. It may lie in a backup, '
                "or beside the file that these records came from."
            ),
            name=file.name,
        )
    return content


def save_file(session: Session, file: Attachment, target: Path) -> None:
    """Write an attachment to `target`, readable by its owner only. Raises UserError."""
    write(target, content_of(session, file))


def may_open(file: Attachment) -> bool:
    """Whether the kind of file is one that only shows something."""
    return Path(file.name).suffix.lower() in OPENED


def opened_copy(session: Session, file: Attachment) -> Path:
    """A copy to look at, in a fresh folder of its owner only. Raises UserError.

    Whatever could run is refused: it can only be saved.
    """
    if not may_open(file):
        raise UserError(
            N_(
                'Files like "{name}" are not opened from the book, because they could run '
                "something. Save it, and look at it where you trust it."
            ),
            name=file.name,
        )
    content = content_of(session, file)
    folder = Path(tempfile.mkdtemp(prefix="leeway-"))
    path = folder / clean_name(file.name)
    write(path, content)
    return path


def files_of(book: Book, contact: Contact) -> tuple[Attachment, ...]:
    """The attachments of a record and of what was added to it, each once."""
    more = (one for one in book.contacts.values() if one.amends == contact.id)
    found = {file.digest: file for one in (contact, *more) for file in one.files}
    return tuple(found.values())


def _held(book: Book) -> dict[str, int]:
    return {file.digest: file.size for one in book.contacts.values() for file in one.files}


def _too_large(name: str, size: int) -> UserError:
    return UserError(
        N_('"{name}" has {size} MB; an attachment may have at most {most} MB. Nothing was added: '
           "a smaller picture or a part of it fits."),
        name=name,
        size=-(-size // MEGABYTE),
        most=MOST_EACH // MEGABYTE,
    )  # fmt: skip
