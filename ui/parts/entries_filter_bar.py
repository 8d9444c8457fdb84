"""Above the entries: a box for words, a month, an account, a category."""

import datetime as dt

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from planner.basics.text import N_
from planner.book.book import Book
from planner.services.months import month_date, month_key
from ui.parts.button import make_button
from ui.parts.entries_rows import EntryFilter
from ui.state import State
from ui.theme import GAP, icon

_NO_CATEGORY = "\0"
"""Stands for "without a category"; no id holds it."""


class FilterBar(QWidget):
    """Narrows the entries down. Signal: `changed()` when another filter is wanted."""

    changed = Signal()

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._wait = QTimer(self, singleShot=True, interval=120)
        self._wait.timeout.connect(self.changed)
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(180)
        self._loupe = self.words.addAction(
            icon("search", state.theme.muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self.words.textEdited.connect(self._on_typed)
        self.words.textChanged.connect(self._on_cleared)
        self.month, self.account, self.category = QComboBox(), QComboBox(), QComboBox()
        self.reset = make_button(self.clear, "link")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GAP)
        row = self._row = QHBoxLayout()
        row.setSpacing(GAP)
        self._lines.addLayout(row)
        row.addWidget(self.words)
        for box in (self.month, self.account, self.category):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(box.fontMetrics().horizontalAdvance("中" * 11))
            box.activated.connect(self.changed)
            row.addWidget(box)
        row.addWidget(self.reset)
        row.addStretch(1)
        self.sums = QLabel()
        self.sums.setProperty("role", "small")
        row.addWidget(self.sums)
        self._is_below = False

    def say_sums(self, said: str) -> None:
        """What the lines shown come to."""
        self.sums.setText(said)
        self._place_sums()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102 - as in QWidget
        super().resizeEvent(event)
        self._place_sums()

    def _place_sums(self) -> None:
        """In a line of its own where a sum would be cut, for a cut sum reads as another."""
        parts = [self.words, self.month, self.account, self.category]
        parts += [] if self.reset.isHidden() else [self.reset]
        needed = sum(part.sizeHint().width() + GAP for part in parts)
        needed += self.sums.sizeHint().width()
        is_below = needed > self.width()
        if is_below == self._is_below:
            return
        self._is_below = is_below
        self._row.removeWidget(self.sums)
        self._lines.removeWidget(self.sums)
        (self._lines if is_below else self._row).addWidget(self.sums)

    def filter(self) -> EntryFilter:
        """What is wanted now."""
        category = self.category.currentData()
        if category == _NO_CATEGORY:
            category = ""
        elif not category:
            category = None
        return EntryFilter(
            text=self.words.text(),
            month=self.month.currentData() or "",
            account=self.account.currentData() or "",
            category=category,
        )

    def choose_month(self, month: str) -> None:
        """Show only this month; empty: all."""
        if month and self.month.findData(month) < 0:
            self.month.addItem(self._state.wording.date(month_date(month), "month"), month)
        self.month.setCurrentIndex(max(0, self.month.findData(month)))
        self.changed.emit()

    def clear(self) -> None:
        """Show everything."""
        self.words.clear()
        for box in (self.month, self.account, self.category):
            box.setCurrentIndex(0)
        self.changed.emit()

    def offer(self, book: Book) -> None:
        """Offer the months, accounts and categories of the book; what is chosen stays."""
        say = self._state.wording._
        months = [
            (self._state.wording.date(month_date(key), "month"), key) for key in _months(book)
        ]
        accounts = [(fact.name, key) for key, fact in book.accounts.items()]
        categories = [(fact.name, key) for key, fact in book.categories.items()]
        categories.append((say(N_("No category")), _NO_CATEGORY))
        _fill(self.month, say(N_("All months")), months)
        _fill(self.account, say(N_("All accounts")), accounts)
        _fill(self.category, say(N_("All categories")), categories)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self._state.wording._
        self.words.setPlaceholderText(say(N_("Search (Ctrl+F)")))
        self.words.setAccessibleName(say(N_("Filter entries by words")))
        self.month.setAccessibleName(say(N_("Month")))
        self.account.setAccessibleName(say(N_("Account")))
        self.category.setAccessibleName(say(N_("Category")))
        self.reset.setText(say(N_("Show all")))
        self._loupe.setIcon(icon("search", self._state.theme.muted))

    def _on_typed(self) -> None:
        self._wait.start()

    def _on_cleared(self, typed: str) -> None:
        if not typed:
            self._wait.start()


def _months(book: Book) -> list[str]:
    """Months that have entries or payments, newest first."""
    ordinals = {int(day) for day in set(book.ledger.days.tolist())}
    days = [dt.date.fromordinal(ordinal) for ordinal in ordinals]
    days += [move.date for move in book.loan_cash]
    return sorted({month_key(day) for day in days}, reverse=True)


def _fill(box: QComboBox, everything: str, options: list[tuple[str, str]]) -> None:
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, "")
    for words, value in options:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
