"""Fields that choose an account or a category; a category that is not there yet can be typed."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from planner.basics.ids import new_id
from planner.basics.text import N_
from planner.book.account import Category, Flow
from planner.book.book import Book
from planner.book.edit import Change
from planner.wording import Wording


class AccountPicker(QComboBox):
    """Chooses one of the book's accounts; `optional` adds an empty line with that name."""

    def __init__(self, book: Book, optional: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if optional:
            self.addItem(optional, "")
        for key, account in book.accounts.items():
            self.addItem(account.name, key)

    def account(self) -> str:
        """Id of the chosen account; empty: none."""
        return str(self.currentData() or "")

    def set_account(self, key: str) -> None:
        """Choose an account; an unknown id leaves the choice."""
        place = self.findData(key)
        if place >= 0:
            self.setCurrentIndex(place)


class CategoryPicker(QComboBox):
    """Chooses a category by typing; a new name becomes a new category when it is saved."""

    def __init__(self, book: Book, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._none = wording._(N_("No category"))
        self._flows: tuple[Flow, ...] = ("income", "expense")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        edit = self.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(wording._(N_("Choose or type a new one")))

    def set_flows(self, *flows: Flow) -> None:
        """Offer the categories of these flows; what was typed stays."""
        typed = self.currentText()
        self._flows = flows
        self.clear()
        self.addItem("", "")
        for key, category in self._book.categories.items():
            if category.flow in flows:
                self.addItem(category.name, key)
        self.setCurrentText(typed)

    def set_book(self, book: Book) -> None:
        """Offer the categories of a newer book."""
        self._book = book
        self.set_flows(*self._flows)

    def set_category(self, key: str) -> None:
        """Show a category; an unknown id shows none."""
        self.setCurrentText(self._book.categories[key].name if key in self._book.categories else "")

    def category(self, new: list[Change], flow: Flow) -> str:
        """Id of what was typed. A new name gets an id, and its Change is added to `new`."""
        name = self.currentText().strip()
        if not name:
            return ""
        found = named(self._book.categories.values(), name, self._flows)
        if found is not None:
            return found.id
        made = Category(id=new_id(), name=name, flow=flow)
        new.append(Change("category", made.id, None, made))
        return made.id

    def is_new(self) -> bool:
        """Whether the typed name belongs to no category yet."""
        name = self.currentText().strip()
        return bool(name) and named(self._book.categories.values(), name, self._flows) is None


def named(categories: Iterable[Category], name: str, flows: Iterable[Flow]) -> Category | None:
    """The category with this name (case does not matter) and one of these flows, or None."""
    wanted, allowed = name.strip().casefold(), set(flows)
    for category in categories:
        if category.name.casefold() == wanted and category.flow in allowed:
            return category
    return None
