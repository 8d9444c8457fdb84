"""The menu bar: one table of commands with their shortcuts; texts follow the language.

Undo and redo read what they would do from the session, so that they speak the title of the edit.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from planner.basics.text import N_
from ui.parts.page import Page
from ui.state import State


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a menu; `key` is its English text, `name` what the window does."""

    menu: str
    name: str
    key: str
    shortcut: str = ""
    starts_group: bool = False


MENUS = (
    ("file", N_("&File")),
    ("edit", N_("&Edit")),
    ("view", N_("&View")),
    ("help", N_("&Help")),
)
COMMANDS: tuple[Command, ...] = (
    Command("file", "new_book", N_("&New book…")),
    Command("file", "open_book", N_("&Open book…"), "Ctrl+O"),
    Command("file", "open_sample", N_("&Sample shop")),
    Command("file", "import", N_("&Import bills…"), "Ctrl+I", starts_group=True),
    Command("file", "export", N_("&Export Excel budget…"), "Ctrl+E"),
    Command("file", "report", N_("&Reports…"), "Ctrl+P"),
    Command("file", "quit", N_("&Quit"), "Ctrl+Q", starts_group=True),
    Command("edit", "undo", N_("&Undo"), "Ctrl+Z"),
    Command("edit", "redo", N_("&Redo"), "Ctrl+Shift+Z"),
    Command("edit", "history", N_("&History…"), "Ctrl+H"),
    Command("edit", "add_entry", N_("&Add entry…"), "Ctrl+N", starts_group=True),
    Command("edit", "add_loan", N_("Add &loan…"), "Ctrl+L"),
    Command("edit", "filter", N_("&Filter"), "Ctrl+F"),
    Command("help", "help", N_("&Explain this page"), "F1"),
)


class Menus:
    """Builds the menus of `window`; `calls` says what each command does.

    Attributes: actions (by command name, and "page:key" for the pages).
    """

    def __init__(
        self,
        window: QMainWindow,
        state: State,
        pages: Sequence[Page],
        calls: dict[str, Callable[[], object]],
    ) -> None:
        self._state = state
        self._pages = pages
        self.actions: dict[str, QAction] = {}
        self._menus: list[tuple[QMenu, str]] = []
        for name, key in MENUS:
            menu = window.menuBar().addMenu("")
            self._menus.append((menu, key))
            self._fill(menu, name, calls)
            if name == "view":
                self._fill_pages(menu)
        state.language_changed.connect(self.retranslate)
        state.book_changed.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Put all texts in the language of now."""
        say = self._state.wording._
        for menu, key in self._menus:
            menu.setTitle(say(key))
        for command in COMMANDS:
            self.actions[command.name].setText(say(command.key))
        for page in self._pages:
            self.actions[f"page:{page.key}"].setText(page.nav_title().replace("&", "&&"))
        self.refresh()

    def refresh(self) -> None:
        """Undo and redo say what they would do."""
        session, wording = self._state.session, self._state.wording
        for name, title, plain, named in (
            ("undo", session.undo_title, N_("&Undo"), N_("&Undo “{title}”")),
            ("redo", session.redo_title, N_("&Redo"), N_("&Redo “{title}”")),
        ):
            said = wording._(plain)
            if title is not None:
                said = wording._(named).format(title=wording.say(title).replace("&", "&&"))
            self.actions[name].setText(said)
            self.actions[name].setEnabled(title is not None)

    def _fill(self, menu: QMenu, name: str, calls: dict[str, Callable[[], object]]) -> None:
        for command in COMMANDS:
            if command.menu != name:
                continue
            if command.starts_group:
                menu.addSeparator()
            action = QAction(menu)
            action.setShortcut(QKeySequence(command.shortcut))
            action.triggered.connect(_plain(calls[command.name]))
            menu.addAction(action)
            self.actions[command.name] = action

    def _fill_pages(self, menu: QMenu) -> None:
        for number, page in enumerate(self._pages, 1):
            action = QAction(menu)
            is_last = page.key == "settings"
            action.setShortcut(QKeySequence("Ctrl+," if is_last else f"Ctrl+{number}"))
            action.triggered.connect(_plain(self._opener(page.key)))
            menu.addAction(action)
            self.actions[f"page:{page.key}"] = action

    def _opener(self, key: str) -> Callable[[], None]:
        def show() -> None:
            self._state.show_page(key)

        return show


def _plain(call: Callable[[], object]) -> Callable[[bool], None]:
    def triggered(is_checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt passes it so
        call()

    return triggered
