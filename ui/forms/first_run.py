"""The first run: language, sample or own book, three numbers, what to do next.

Four short screens, each can be skipped. Nothing is asked that the outlook does not need: no
phone number, no identity number, no bank password, and the second screen says so.
"""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.basics.text import N_, Text
from planner.book.edit import Edit
from planner.services.first_steps import first_steps
from ui import opening
from ui.forms.reading import Reading
from ui.languages import NAMES
from ui.parts.button import make_button
from ui.parts.date_edit import DateEdit
from ui.parts.field import Field, make_room
from ui.parts.money_edit import MoneyEdit
from ui.parts.spins import whole_spin
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, GAP_L, GAP_M, GAP_XL

Screen = Literal["language", "choice", "numbers", "next"]
_SCREENS: tuple[Screen, ...] = ("language", "choice", "numbers", "next")
_TITLES = (
    N_("Which language?"),
    N_("How do you want to begin?"),
    N_("Three numbers are enough to begin"),
    N_("Your book is ready"),
)
_EXPLAINED = (
    N_("You can change it at any time in the settings."),
    N_(
        "Everything stays in one file on this computer. You are never asked for a phone number, "
        "an identity number or a bank password."
    ),
    N_("Leave empty what you don't know; everything can be changed later."),
    N_("The more the book knows about usual income and bills, the surer the outlook becomes."),
)
_FIELDS: dict[str, str] = {
    "name": N_("Name of the business"),
    "money": N_("How much money is in your account now?"),
    "instalment": N_("How much is the next loan payment?"),
    "due": N_("On which day?"),
    "left": N_("How many monthly payments are left, this one included?"),
}


class FirstRun(QDialog):
    """Leads to an open book; `rejected` when the owner closes it without choosing."""

    def __init__(
        self, state: State, parent: QWidget | None = None, begins_with: Screen = "language"
    ) -> None:
        super().__init__(parent)
        self.state = state
        self.fields: dict[str, Field] = {}
        self._said: list[tuple[QPushButton | QLabel, str]] = []
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._explained = QLabel()
        self._explained.setProperty("role", "muted")
        for label in (self._title, self._explained):
            label.setWordWrap(True)
        self._screens = QStackedWidget()
        for build in (self._language, self._choice, self._numbers, self._next):
            self._screens.addWidget(build())
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XL + GAP, GAP_XL, GAP_XL + GAP, GAP_XL)
        column.setSpacing(GAP_M)
        for part in (self._title, self._explained):
            column.addWidget(part)
        column.addSpacing(GAP)
        column.addWidget(self._screens, 1)
        self.setFixedWidth(560)
        state.language_changed.connect(self.retranslate)
        self.show_screen(begins_with)

    def show_screen(self, screen: Screen) -> None:
        """Go to a screen."""
        self._screens.setCurrentIndex(_SCREENS.index(screen))
        self.retranslate()
        self._focus_first()

    def retranslate(self) -> None:
        """Put all texts in the language of now."""
        say, number = self.state.wording._, self._screens.currentIndex()
        self.setWindowTitle(say(N_("Leeway")))
        self._title.setText(say(_TITLES[number]))
        self._explained.setText(say(_EXPLAINED[number]))
        for widget, key in self._said:
            widget.setText(say(key))
        for name, field in self.fields.items():
            field.set_label(say(_FIELDS[name]))
            field.show_error(None)

    def _focus_first(self) -> None:
        page = self._screens.currentWidget()
        assert page is not None
        lines, buttons = page.findChildren(QLineEdit), page.findChildren(QPushButton)
        primary = [button for button in buttons if button.property("role") == "primary"]
        (lines or primary)[0].setFocus()

    # screens

    def _language(self) -> QWidget:
        buttons: list[QWidget | QHBoxLayout] = [self._language_button(code) for code in NAMES]
        return self._screen(buttons)

    def _language_button(self, code: str) -> QPushButton:
        def choose() -> None:
            self.state.set_language(code)
            self.show_screen("choice")

        role = "primary" if code == self.state.wording.language else ""
        return make_button(choose, role, NAMES[code])

    def _choice(self) -> QWidget:
        return self._screen(
            [
                self._button(N_("Start my own book"), self._to_numbers, "primary"),
                self._button(N_("Look at the sample shop first"), self._open_sample),
                self._button(N_("Open a book I already have…"), self._open_existing),
            ]
        )

    def _numbers(self) -> QWidget:
        self.name, self.left = QLineEdit(), whole_spin(1, 360, 12)
        self.money, self.instalment = MoneyEdit(self.state), MoneyEdit(self.state)
        self.due = DateEdit(self.state)
        for key in _FIELDS:
            self.fields[key] = Field("", getattr(self, key))
        pair = QHBoxLayout()
        pair.setSpacing(GAP_M)
        for key, share in (("instalment", 3), ("due", 2)):
            pair.addWidget(self.fields[key], share, Qt.AlignmentFlag.AlignTop)
        self._refusal = QLabel()
        self._refusal.setWordWrap(True)
        set_role(self._refusal, "error")
        self._refusal.hide()
        parts: list[QWidget | QHBoxLayout] = [
            self.fields["name"],
            self.fields["money"],
            pair,
            self.fields["left"],
        ]
        foot = [
            self._button(N_("Skip"), self._skip),
            self._button(N_("Continue"), self._create, "primary"),
        ]
        foot[1].setDefault(True)
        return self._screen([*parts, self._refusal], foot)

    def _next(self) -> QWidget:
        return self._screen(
            [
                self._button(N_("Show me the outlook"), self.accept, "primary"),
                self._button(N_("Import bills of Alipay, WeChat or a bank"), self._to_import),
                self._button(N_("Add what repeats: rent, wages, takings"), self._to_repeating),
            ]
        )

    def _screen(
        self, parts: Sequence[QWidget | QHBoxLayout], foot: list[QPushButton] | None = None
    ) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_M)
        for part in parts:
            if isinstance(part, QHBoxLayout):
                column.addLayout(part)
            else:
                column.addWidget(part)
        column.addStretch(1)
        if foot:
            row = QHBoxLayout()
            row.setContentsMargins(0, GAP_L, 0, 0)
            row.addStretch(1)
            for button in foot:
                row.addWidget(button)
            column.addLayout(row)
        return page

    def _button(self, key: str, call: Callable[[], object], role: str = "") -> QPushButton:
        button = make_button(call, role)
        self._said.append((button, key))
        return button

    # what the buttons do

    def _to_numbers(self) -> None:
        self.show_screen("numbers")

    def _open_sample(self) -> None:
        opening.open_sample(self.state)
        if self.state.has_book:
            self.accept()

    def _open_existing(self) -> None:
        opening.choose_book(self.state, self)
        if self.state.has_book:
            self.accept()

    def _skip(self) -> None:
        for part in (self.name, self.money, self.instalment, self.due):
            part.clear()
        self._create()

    def _create(self) -> None:
        filled, reading = self._read()
        wording = self.state.wording
        for name, field in self.fields.items():
            wrong = reading.errors.get(name)
            field.show_error(wording.say(wrong) if wrong else None)
        make_room(self)
        if filled is None or reading.errors:
            return
        refused = opening.create_own(self.state, filled)
        self._show_refusal(refused)
        if refused is None:
            self.show_screen("next")

    def _read(self) -> tuple[Edit | None, Reading]:
        reading = Reading()
        has_loan = not (self.instalment.is_empty and self.due.is_empty)
        money = None if self.money.is_empty else reading.take("money", self.money.minor, 0)
        amount = reading.take("instalment", self.instalment.minor, 0) if has_loan else None
        due = reading.take("due", self.due.date, self.state.today) if has_loan else None
        if has_loan and not reading.errors and amount is not None and amount <= 0:
            reading.refuse("instalment", N_("The amount must be greater than 0."))
        if due is not None and due < self.state.today:
            reading.refuse("due", N_("The day of the next payment lies in the past."))
        if reading.errors:
            return None, reading
        edit = first_steps(
            opening.empty_book(self.state.wording),
            self.state.today,
            self.state.wording._,
            name=self.name.text(),
            money=money,
            instalment=amount,
            due=due,
            left=self.left.value(),
            now=self.state.clock(),
        )
        return edit, reading

    def _show_refusal(self, refused: Text | None) -> None:
        self._refusal.setText(self.state.wording.say(refused) if refused else "")
        self._refusal.setVisible(refused is not None)

    def _to_import(self) -> None:
        self.accept()
        self.state.show_page("entries", "import")

    def _to_repeating(self) -> None:
        self.accept()
        self.state.show_page("entries", "repeating")
