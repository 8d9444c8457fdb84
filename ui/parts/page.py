"""Page: the frame that every page of the window shares.

A page is cheap to make; its content is built when it is shown for the first time. It listens to
the state only and never to another page.
"""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.wording import Wording
from ui.parts.button import make_button, set_icon
from ui.state import State
from ui.theme import GAP_M, GAP_XL, WINDOW, sidebar_width

_BAR = 12
"""Room for the scroll bar, so that a long page at the smallest window needs only one."""


class Page(QScrollArea):
    """One page: subclasses set `key` and `icon` and override the hooks below.

    Attributes: state, column (the layout below the header), header_title, subtitle.
    Hooks, in the order of their first call: nav_title (also before the page is built), build,
    retranslate, restyle, refresh, focus_on; help_text for F1.
    """

    key = ""
    icon = ""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self._is_built = False
        self._is_stale = True
        self._header_icons: list[tuple[QPushButton, str]] = []
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._make_frame()
        state.book_changed.connect(self._on_change)
        state.outlook_changed.connect(self._on_change)
        state.language_changed.connect(self._on_language)
        state.theme_changed.connect(self._on_theme)

    @property
    def wording(self) -> Wording:
        """The language spoken now."""
        return self.state.wording

    # hooks

    def nav_title(self) -> str:
        """The name of the page in the sidebar and at its top."""
        raise NotImplementedError

    def help_text(self) -> str:
        """What F1 says about this page."""
        return ""

    def build(self) -> None:
        """Make the widgets, without texts."""

    def retranslate(self) -> None:
        """Put all texts in the language of now."""

    def restyle(self) -> None:
        """Take the colours of the theme of now, where the style sheet does not."""

    def refresh(self) -> None:
        """Show the book and the outlook of now; called only while the page is visible."""

    def focus_on(self, what: object) -> None:
        """Show `what` (meaning depends on the page) first."""

    # for subclasses

    def add_header_button(
        self, on_click: Callable[[], object], *, icon: str = "", role: str = ""
    ) -> QPushButton:
        """A button at the right end of the header; set its text in `retranslate`."""
        button = make_button(on_click, role)
        self._header.addWidget(button)
        if icon:
            self._header_icons.append((button, icon))
            set_icon(button, icon, self.state.theme)
        return button

    def set_subtitle(self, said: str) -> None:
        """What stands small beside the title."""
        self.subtitle.setText(said)
        self.subtitle.setVisible(bool(said))

    # frame

    def _make_frame(self) -> None:
        body = QWidget()
        body.setObjectName("pageBody")
        self._fit_width(body)
        outer = QVBoxLayout(body)
        outer.setContentsMargins(GAP_XL, 16, GAP_XL, GAP_XL - 6)
        outer.setSpacing(GAP_M)
        self.header_title = QLabel()
        self.header_title.setProperty("role", "title")
        self.subtitle = QLabel()
        self.subtitle.setProperty("role", "muted")
        self.subtitle.hide()
        self._header = QHBoxLayout()
        self._header.setSpacing(10)
        self._header.addWidget(self.header_title)
        self._header.addWidget(self.subtitle)
        self._header.addStretch(1)
        outer.addLayout(self._header)
        self.column = QVBoxLayout()
        self.column.setSpacing(GAP_M)
        outer.addLayout(self.column, 1)
        self.setWidget(body)

    def _fit_width(self, body: QWidget) -> None:
        """What the smallest window leaves beside its sidebar, which grows with the text."""
        sidebar = sidebar_width(self.state.preferences.text_size)
        body.setMinimumWidth(WINDOW[0] - sidebar - _BAR)

    def _build_now(self) -> None:
        self._is_built = True
        self.build()
        self._on_language()
        self._on_theme()

    def _on_language(self) -> None:
        if not self._is_built:
            return
        self.header_title.setText(self.nav_title())
        self.setAccessibleName(self.nav_title())
        self.retranslate()
        self._on_change()

    def _on_theme(self) -> None:
        if not self._is_built:
            return
        for button, icon in self._header_icons:
            set_icon(button, icon, self.state.theme)
        body = self.widget()
        assert body is not None
        self._fit_width(body)
        self.restyle()
        self._on_change()

    def _on_change(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._refresh_now()

    def _refresh_now(self) -> None:
        self._is_stale = False
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_built:
            self._build_now()
        if self._is_stale:
            self._refresh_now()
