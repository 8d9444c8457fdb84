"""The main window: the frame only. Sidebar, the stack of pages, menus, bars, the toast.

What is shown belongs to the pages; what is changed goes through the state.
"""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from planner.basics.text import Text
from ui import opening
from ui.forms.entry_form import open_entry_form
from ui.forms.history_dialog import HistoryDialog
from ui.help import help_box
from ui.menus import Menus
from ui.pages import PAGES
from ui.parts.error_bar import ErrorBar
from ui.parts.page import Page
from ui.parts.ribbon import Ribbon
from ui.parts.saving_note import SavingNote
from ui.parts.sidebar import Sidebar
from ui.parts.toast import Toast
from ui.state import State
from ui.theme import WINDOW

_DATE_CHECK = 15 * 60 * 1000


class MainWindow(QMainWindow):
    """One window for one state.

    Attributes: state, pages (by key; cheap until they are shown), stack, sidebar, toast,
    error_bar, menus.
    """

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self.pages: dict[str, Page] = {kind.key: kind(state) for kind in PAGES}
        self.stack = QStackedWidget()
        self.sidebar = Sidebar(state, tuple(self.pages.values()))
        self.error_bar = ErrorBar(state)
        self._lay_out()
        self.toast = Toast(state, self.stack)
        self.saving_note = SavingNote(state, self)
        self.menus = Menus(self, state, tuple(self.pages.values()), self._commands())
        self._is_shown = False
        self._timer = QTimer(self)
        self._timer.setInterval(_DATE_CHECK)
        self._listen()
        self._retitle()
        self.resize(state.preferences.width, state.preferences.height)
        self.show_page(next(iter(self.pages)), None)

    @property
    def page(self) -> Page:
        """The page on the screen."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def show_page(self, key: str, focus: object) -> None:
        """Bring a page to the front and let it show `focus` first."""
        page = self.pages.get(key)
        if page is None:
            return
        self.stack.setCurrentWidget(page)
        self.sidebar.mark(key)
        if focus is not None:
            page.focus_on(focus)

    def show_fault(self, said: Text, details: str) -> None:
        """Tell an unexpected error."""
        self.error_bar.show_fault(said, details)

    # frame

    def _lay_out(self) -> None:
        for page in self.pages.values():
            self.stack.addWidget(page)
        right = QVBoxLayout()
        right.setSpacing(0)
        for part in (self.error_bar, Ribbon(self.state, self._start_own)):
            right.addWidget(part)
        right.addWidget(self.stack, 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self.setCentralWidget(body)
        self.setMinimumSize(WINDOW[0] // 2, WINDOW[1] // 2)

    def _listen(self) -> None:
        state = self.state
        state.page_requested.connect(self.show_page)
        state.book_changed.connect(self._retitle)
        state.language_changed.connect(self._retitle)
        self._timer.timeout.connect(state.check_date)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._on_activation)

    def _commands(self) -> dict[str, Callable[[], object]]:
        show = self.state.show_page
        return {
            "new_book": self._start_own,
            "open_book": self._open_book,
            "open_sample": self._open_sample,
            "import": lambda: show("entries", "import"),
            "export": lambda: show("reports", "budget"),
            "report": lambda: show("reports"),
            "quit": self.close,
            "undo": self.state.undo,
            "redo": self.state.redo,
            "history": self._show_history,
            "add_entry": self._add_entry,
            "add_loan": lambda: show("loans", "new"),
            "filter": lambda: self.page.focus_on("filter"),
            "help": self._show_help,
        }

    def _retitle(self) -> None:
        name = self.state.book.info.name or self.state.session.path.stem
        self.setWindowTitle(f"{name} · {self.state.wording._('Leeway')}")

    def _add_entry(self) -> None:
        open_entry_form(self.state, self)

    def _show_history(self) -> None:
        HistoryDialog(self.state, self).open()

    def _show_help(self) -> None:
        help_box(self.state.wording, self.page, self).open()

    def _start_own(self) -> None:
        opening.start_own(self.state, self)

    def _open_book(self) -> None:
        opening.choose_book(self.state, self)

    def _open_sample(self) -> None:
        opening.open_sample(self.state)

    def _tell_read_only(self) -> None:
        reason = self.state.session.read_only_reason
        if reason is not None:
            self.error_bar.show_text(reason)

    def _on_activation(self, application_state: Qt.ApplicationState) -> None:
        if application_state == Qt.ApplicationState.ApplicationActive:
            self.state.check_date()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_shown:
            self._is_shown = True
            self._timer.start()
            self.setFocus()
            self._tell_read_only()
            QTimer.singleShot(0, self, self.state.start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.error_bar.hide()
            self.toast.hide()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        preferences = self.state.preferences
        if not self.isMaximized():
            preferences.width, preferences.height = self.width(), self.height()
        preferences.save()
        self.state.close()
        super().closeEvent(event)
