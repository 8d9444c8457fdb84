"""Export: a name, what it may be written as, and how; and writing a file without leaving a torso."""

import datetime as dt
import errno
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from planner.advice.action import Action
from planner.basics.errors import UserError, system_reason
from planner.basics.text import N_, Text, text
from planner.book.book import Book
from planner.exports.budget_table import BudgetTable
from planner.exports.contact_table import ContactTable
from planner.exports.letter.proposal import Proposal
from planner.exports.loan_standing import LoanStanding
from planner.outlook.outlook import Outlook
from planner.warnings.early_warning import EarlyWarning
from planner.wording import Wording


@dataclass(frozen=True, slots=True)
class Subject:
    """What an export tells of, and the language it speaks."""

    book: Book
    outlook: Outlook
    warnings: tuple[EarlyWarning, ...]
    """The one that matters most first."""
    wording: Wording
    today: dt.date
    budget: Callable[[], BudgetTable]
    """Twelve months from that of `today`; worked out only when asked for."""
    contacts: Callable[[], ContactTable]
    """The log of contacts, complete."""
    masked_contacts: Callable[[], ContactTable]
    """The same without names, numbers, amounts and words."""
    loans: Callable[[], tuple[LoanStanding, ...]]
    """How each loan stands, the next due first."""
    proposal: Callable[[], Proposal]
    """What is offered to a lender; worked out only when asked for."""
    book_id: str = ""
    """What the book is known by for good: a budget workbook comes back to this one only."""
    actions: tuple[Action, ...] = ()
    """Ways out, best first; empty where they were not asked for."""
    headline: tuple[Text, ...] = ()
    """The first thing to say of the outlook."""


@dataclass(frozen=True, slots=True)
class Export:
    """One way out of the book: a row of the table `EXPORTS`."""

    kind: str
    """Its name on the command line."""
    title: str
    """English source text of its name on the screen."""
    about: str
    """English source text: what is in it and for whom."""
    suffixes: tuple[str, ...]
    """File types it can write; the first one is proposed."""
    content: Callable[[Subject, str], bytes]
    """(subject, suffix) -> the whole file. Raises UserError when there is nothing to write."""
    tells_actions: bool = False
    """Whether it wants a look ahead with ways out, which takes longer."""


TRIES = 6
"""Renames onto a file that a virus scanner or a sync client holds for a moment."""


def suffix_of(export: Export, path: Path) -> str:
    """The suffix of `path` in lower case. Raises UserError when `export` can't be written so."""
    suffix = path.suffix.lower()
    if suffix not in export.suffixes:
        raise UserError(
            N_('"{name}" should end in {suffixes}. Nothing was written; choose such a name.'),
            name=path.name,
            suffixes=export.suffixes,
        )
    return suffix


def write(path: Path, content: bytes, *, pause: Callable[[float], None] = time.sleep) -> None:
    """Writes `content` to `path`, readable by its owner only; all of it or nothing.

    An existing regular file is replaced in one step; where that fails it stays as it was. Raises
    UserError saying what to do.
    """
    with _faults_in_words(path, len(content)):
        target = _ordinary(path)
        part = _written_part(target, content)
        try:
            _rename(part, target, pause)
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise


def _ordinary(path: Path) -> Path:
    """Where `path` leads, links followed. Raises UserError for folders, devices, links in circles."""
    try:
        target = path.resolve()
        is_ordinary = target.is_file() or not target.exists()
    except RuntimeError:  # links that lead in a circle
        is_ordinary = False
    if not is_ordinary:
        raise UserError(
            N_('"{name}" is no ordinary file and was left alone. Choose another name.'),
            name=path.name,
        )
    return target


def _written_part(target: Path, content: bytes) -> Path:
    """A complete file beside `target`, flushed to disk; on a fault nothing is left of it."""
    handle, name = tempfile.mkstemp(prefix=".leeway-", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(stat.S_IRUSR | stat.S_IWUSR)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
    return part


def _rename(part: Path, target: Path, pause: Callable[[float], None]) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            part.replace(target)
        except PermissionError:
            if attempt == TRIES:
                raise
            pause(0.05 * 2**attempt)
        else:
            return


@contextmanager
def _faults_in_words(path: Path, size: int) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise UserError(
            N_('"{name}" could not be written: {reason} The book is unchanged.'),
            name=path.name,
            reason=_reason(fault, path, size),
        ) from fault


def _reason(fault: OSError, path: Path, size: int) -> Text:
    if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        megabytes = max(1, -(-2 * size // 1_000_000))
        return text(
            N_("the disk is full. Free at least {megabytes} MB and export again."),
            megabytes=megabytes,
        )
    if isinstance(fault, FileNotFoundError | NotADirectoryError):
        return text(N_('there is no folder "{folder}". Choose another.'), folder=str(path.parent))
    if fault.errno == errno.EROFS:
        return text(N_("this place is read-only. Choose another folder."))
    if isinstance(fault, PermissionError):
        return text(
            N_("it may be open in another program, or the folder is protected. "
               "Close it there, or choose another folder.")
        )  # fmt: skip
    if fault.errno == errno.ENAMETOOLONG:
        return text(N_("the name is too long. Choose a shorter one."))
    return text(N_("the system says: {message}."), message=system_reason(fault))
