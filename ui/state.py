"""State: the open book and the newest outlook, as signals; the only thing that pages listen to.

Asks the clock (`today`), keeps the language and the theme, and owns the lane for work off the
window's thread. Every change of the book goes through `apply`, `undo` or `redo`.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.book.book import Book
from planner.book.edit import Edit
from planner.services.counted import both, kept
from planner.wording import Wording
from ui import languages
from ui.draft import Draft
from ui.jobs import Cancelled, Lane, Ticket
from ui.preferences import Preferences
from ui.saving import Saving
from ui.style import apply_style
from ui.theme import DARK, LIGHT, Theme

if TYPE_CHECKING:
    from planner.services.look_ahead import LookAhead
    from planner.services.session import Session

T = TypeVar("T")
Clock = Callable[[], dt.datetime]


class State(QObject):
    """Session, newest look ahead, language, theme and today of one window.

    Signals: see each; `failed` carries a Text for the bar at the top, `noticed` a Text and
    whether it can be undone, `broken` an exception that nobody expected.
    """

    book_changed = Signal()
    outlook_changed = Signal()
    busy_changed = Signal(bool)
    language_changed = Signal()
    theme_changed = Signal()
    page_requested = Signal(str, object)
    failed = Signal(object)
    noticed = Signal(object, bool)
    broken = Signal(object)
    _saved = Signal(object)

    def __init__(self, session: "Session | Draft", preferences: Preferences, clock: Clock) -> None:
        super().__init__()
        self.session = cast("Session", session)
        self.preferences = preferences
        self.look: LookAhead | None = None
        self.today = clock().date()
        self.clock = clock
        self.lane = Lane(self)
        self.saving = Saving(self.lane)
        self.lane.busy_changed.connect(self.busy_changed)
        self.wording = Wording(preferences.language or languages.of_system())
        self.theme = self._wanted_theme()
        self._saved.connect(self._on_book)  # a large change is saved in the lane's thread
        self._unsubscribe = session.subscribe(self._saved.emit)
        self._is_started = False
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._dress()

    @property
    def has_book(self) -> bool:
        """Whether a book is open; without one every change is refused."""
        return not isinstance(self.session, Draft)

    @property
    def book(self) -> Book:
        """The book as it is now."""
        return self.session.book

    def start(self) -> None:
        """Begin to look ahead; called once the window is on the screen."""
        self._is_started = True
        self._look_ahead()

    def adopt(self, session: "Session") -> None:
        """Show another book instead; the present one is closed."""
        self._unsubscribe()
        self.session.close()
        self.session = session
        self._unsubscribe = session.subscribe(self._saved.emit)
        self.look = None
        self.book_changed.emit()
        self._look_ahead()

    def close(self) -> None:
        """Stop the lane and close the book."""
        self._unsubscribe()
        self.lane.close()
        self.session.close()

    # changes of the book

    def apply(
        self,
        edit: Edit,
        toast: Text | None = None,
        refused: Callable[[Text], None] | None = None,
        *,
        contents: Sequence[bytes] = (),
        keeps_count: bool = True,
    ) -> bool:
        """Apply an edit; says whether it was done. A refusal goes to `refused` or to the bar.

        A balance that was counted stays when something of the time before the count changes,
        unless `keeps_count` is false. `contents`: of attachments the edit names.
        """
        try:
            edit, stays = kept(self.book, edit) if keeps_count else (edit, None)
            self.session.apply(edit, contents)
        except UserError as error:
            (refused or self.failed.emit)(error.text)
            return False
        if (told := both(toast, stays)) is not None:
            self.noticed.emit(told, True)
        return True

    def apply_whole(
        self,
        edit: Edit,
        toast: Text,
        done: Callable[[], None],
        refused: Callable[[Text], None],
    ) -> None:
        """Apply an edit as it is, a large one off the window's thread; then `done`."""
        session = self.session

        def tell(_book: Book) -> None:
            done()
            self.noticed.emit(toast, True)

        failed = self._failing(refused)
        self.saving.save(lambda: session.apply(edit), tell, failed, is_large=edit.is_large)

    def undo(self) -> None:
        """Take the last change back."""
        session = self.session
        self._walk(session.undo, N_("Undone: {title}"), is_large=session.is_undo_large)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        session = self.session
        self._walk(session.redo, N_("Done again: {title}"), is_large=session.is_redo_large)

    def go_to(self, number: int, done: Callable[[], None]) -> None:
        """Take back or make again changes until `number` is the last one; then `done`."""
        session, is_large = self.session, self.session.is_far(number)
        self.saving.save(
            lambda: session.go_to(number), lambda _: done(), self._failing(None), is_large=is_large
        )

    def _walk(self, step: Callable[[], Text], said: str, *, is_large: bool) -> None:
        def tell(title: Text) -> None:
            self.noticed.emit(text(said, title=title), False)

        self.saving.save(step, tell, self._failing(None), is_large=is_large)

    # looks

    def set_language(self, language: str) -> None:
        """Speak "zh" or "en" from now on, everywhere."""
        if language == self.wording.language and self.preferences.language == language:
            return
        self.preferences.language = language
        self.preferences.save()
        self.wording = Wording(language)
        self._dress()
        self.language_changed.emit()

    def set_theme(self, name: str) -> None:
        """Look "light", "dark" or like the "system" from now on."""
        self.preferences.theme = name
        self.preferences.save()
        self._follow_system()

    def set_text_size(self, percent: int) -> None:
        """Show text at this size (percent of the ordinary one)."""
        self.preferences.text_size = percent
        self.preferences.save()
        self._dress()
        self.theme_changed.emit()

    def _follow_system(self) -> None:
        self.theme = self._wanted_theme()
        self._dress()
        self.theme_changed.emit()

    def _wanted_theme(self) -> Theme:
        if self.preferences.theme in {"light", "dark"}:
            return DARK if self.preferences.theme == "dark" else LIGHT
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme.name == "Dark" else LIGHT

    def _dress(self) -> None:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        language = self.wording.language
        languages.install(application, language)
        QLocale.setDefault(languages.qt_locale(language))
        apply_style(application, self.theme, language, self.preferences.text_size)

    # pages, jobs, the date

    def show_page(self, key: str, focus: object = None) -> None:
        """Ask the window for a page; `focus` tells that page what to show first."""
        self.page_requested.emit(key, focus)

    def run(
        self,
        job: Callable[[Cancelled], T],
        done: Callable[[T], None],
        failed: Callable[[Text], None] | None = None,
        kind: str = "",
    ) -> None:
        """Do `job(cancelled)` off the window's thread, then `done(result)` on it.

        A waiting job of the same `kind` is replaced; without a kind every job is done. A
        refusal (UserError) goes to `failed`, or to the bar.
        """
        self.lane.run(Ticket(job, done, self._failing(failed), kind))

    def check_date(self) -> None:
        """Look at the clock: a new day is a new outlook."""
        today = self.clock().date()
        if today != self.today:
            self.today = today
            self.book_changed.emit()
            self._look_ahead()

    def _failing(self, failed: Callable[[Text], None] | None) -> Callable[[Exception], None]:
        def tell(error: Exception) -> None:
            if isinstance(error, UserError):
                (failed or self.failed.emit)(error.text)
            else:
                self.broken.emit(error)

        return tell

    def _on_book(self, _book: Book) -> None:
        self.book_changed.emit()
        self._look_ahead()

    def _look_ahead(self) -> None:
        if not self._is_started:
            return
        ticket = Ticket(_looking(self.book, self.today), self._on_look, self._failing(None), "look")
        self.lane.run(ticket, cancel_running=True)

    def _on_look(self, look: Any) -> None:
        stamp = look.outlook.stamp
        if (stamp.book, stamp.today) != (self.book.version, self.today):
            return
        self.look = look
        self.outlook_changed.emit()


def _looking(book: Book, today: dt.date) -> Callable[[Cancelled], Any]:
    def job(cancelled: Cancelled) -> Any:
        from planner.services.look_ahead import look_ahead

        return look_ahead(book, today, cancelled=cancelled)

    return job
