"""Which book is open: the one named, the last one, the sample shop, or one of one's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from platformdirs import user_cache_path
from PySide6.QtWidgets import QFileDialog, QWidget

from planner.basics.errors import UserError
from planner.basics.text import Text
from planner.book.book import Book
from planner.book.edit import Edit
from planner.book.limits import Identity
from planner.wording import Wording
from ui.preferences import APP, books_folder
from ui.state import State

if TYPE_CHECKING:
    from planner.services.session import Session

SUFFIX = ".leeway"


class Refusal(NamedTuple):
    """Why a book does not open; `is_locked`: another window has it, reading is possible."""

    reason: Text
    is_locked: bool


def open_path(state: State, path: Path, *, read_only: bool = False) -> Refusal | None:
    """Open the book at `path`; returns why not, or None when it is open."""
    from planner.services.session import LockedError, open_book

    try:
        session = open_book(path, state.clock, read_only=read_only)
    except UserError as error:
        return Refusal(error.text, isinstance(error, LockedError))
    _adopt(state, session, is_sample=False)
    return None


def bring_back(state: State, path: Path, source: Path) -> Text | None:
    """Put the copy `source` at `path`, whose book does not open, and open it; returns why not."""
    from planner.services.care import restore

    try:
        restore(path, source, state.clock)
    except UserError as error:
        return error.text
    refused = open_path(state, path)
    return refused.reason if refused else None


def open_sample(state: State) -> None:
    """Open the sample shop in the language of now, moved to today; changes to it are kept today."""
    from planner.services.demo import demo_edit
    from planner.services.session import new_book, open_book

    path = _sample_path(state)
    try:
        if path.exists():
            session = open_book(path, state.clock)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            session = new_book(
                path,
                state.clock,
                info=Identity(language=_language(state.wording)),
                filled=demo_edit(empty_book(state.wording), state.today),
            )
    except UserError as error:
        state.failed.emit(error.text)
        return
    _adopt(state, session, is_sample=True)


def create_own(state: State, filled: Edit | None, path: Path | None = None) -> Text | None:
    """A new book of one's own with `filled` in it; returns why not, or None when it is open."""
    from planner.services.session import new_book

    place = path or free_path(state.wording._("My book"))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        info = Identity(language=_language(state.wording))
        session = new_book(place, state.clock, info=info, filled=filled)
    except UserError as error:
        return error.text
    _adopt(state, session, is_sample=False)
    return None


def restore_backup(state: State, source: Path) -> Text | None:
    """Put a backup in place of the open book and open it; returns why not, or None."""
    from planner.services.care import restore
    from planner.services.session import open_book

    path, refused = state.session.path, None
    state.session.close()
    try:
        restore(path, source, state.clock)
    except UserError as error:
        refused = error.text
    state.adopt(open_book(path, state.clock))
    return refused


def start_own(state: State, parent: QWidget) -> None:
    """Ask for the first three numbers and open a new book with them."""
    from ui.forms.first_run import FirstRun

    FirstRun(state, parent, begins_with="numbers").open()


def choose_book(state: State, parent: QWidget) -> None:
    """Let the owner choose a book file and open it; a refusal is told in the bar."""
    chosen = chosen_book(state, parent)
    refused = open_path(state, chosen) if chosen else None
    if refused is not None:
        state.failed.emit(refused.reason)


def chosen_book(state: State, parent: QWidget) -> Path | None:
    """The book file that the owner chooses; None when none is chosen."""
    wording = state.wording
    chosen, _kind = QFileDialog.getOpenFileName(
        parent,
        wording._("Open book"),
        str(_folder_of(state)),
        wording._("Leeway books (*{suffix})").format(suffix=SUFFIX),
    )
    return Path(chosen) if chosen else None


def free_path(name: str) -> Path:
    """A path in the books folder that no file has yet."""
    folder = books_folder()
    path, number = folder / f"{name}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{name} {number}{SUFFIX}", number + 1
    return path


def _adopt(state: State, session: "Session", *, is_sample: bool) -> None:
    preferences = state.preferences
    preferences.is_sample = is_sample
    preferences.last_book = str(session.path)
    preferences.save()
    state.adopt(session)
    if session.read_only_reason is not None:
        state.failed.emit(session.read_only_reason)


def _sample_path(state: State) -> Path:
    name = f"sample-{state.wording.language}-{state.today.isoformat()}{SUFFIX}"
    return user_cache_path(APP, appauthor=False) / name


def _folder_of(state: State) -> Path:
    last = Path(state.preferences.last_book)
    return last.parent if state.preferences.last_book and last.parent.exists() else books_folder()


def _language(wording: Wording) -> Literal["zh", "en"]:
    return "zh" if wording.language == "zh" else "en"


def empty_book(wording: Wording) -> Book:
    """A book without facts in the language of now."""
    return Book(info=Identity(language=_language(wording)))
