"""What the book has learned from imports: columns of files, and rules for payees."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.basics.errors import system_reason
from planner.basics.text import N_, NC_, Text, in_context, text
from planner.book.edit import Edit
from planner.services.editing import saved
from planner.services.importing import ROLE_TITLES
from planner.services.imports.profiles import profiles_document
from ui.forms.import_words import answer_words
from ui.parts import folders
from ui.parts.button import make_button
from ui.parts.entries_list import removal_of
from ui.parts.tables import Column, FactTable
from ui.state import State
from ui.theme import GAP, GAP_M


class LearnedPart(QWidget):
    """A table of facts of one kind, edited in place; Del or the button removes."""

    kind = ""
    title_key = ""
    empty_key = ""
    hint_key = ""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        say = state.wording._
        self.table = FactTable(
            state, self.columns(), remove=lambda rows: removal_of(state, self.kind, rows)
        )
        self.table.setAccessibleName(say(self.title_key))
        self.table.chosen_changed.connect(self._show_choice)
        self.nothing, self.hint = QLabel(say(self.empty_key)), QLabel(say(self.hint_key))
        self.nothing.setProperty("role", "muted")
        self.hint.setProperty("role", "small")
        for label in (self.nothing, self.hint):
            label.setWordWrap(True)
        self.remove_button = make_button(self.table.remove_chosen, text=say(N_("Remove")))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GAP)
        self.buttons.addWidget(self.hint, 1)
        self.buttons.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_M)
        column.addWidget(self.table)
        column.addWidget(self.nothing)
        column.addLayout(self.buttons)
        state.book_changed.connect(self.refresh)
        self.build()
        self.refresh()

    def columns(self) -> Sequence[Column]:
        """The columns of the table."""
        raise NotImplementedError

    def build(self) -> None:
        """Add buttons of its own."""

    def refresh(self) -> None:
        """Show what the book knows."""
        facts = list(self._state.book.facts(self.kind))
        self.table.set_rows(facts)
        self.table.setVisible(bool(facts))
        self.nothing.setVisible(not facts)
        self._show_choice()

    def changed(self, fact: Any, **values: Any) -> Edit | None:
        """The Edit that changes some values of a fact; None where nothing changes."""
        edit = saved(self._state.book, self.kind, replace(fact, **values))
        return edit if edit.changes else None

    def _show_choice(self) -> None:
        self.remove_button.setEnabled(self.table.current() is not None)


class ProfilesPart(LearnedPart):
    """Columns that were named once: whose files, what they hold, what was answered."""

    kind = "profile"
    title_key = N_("Remembered columns")
    empty_key = N_(
        "When a file needs its columns named, they are remembered here for the next one."
    )
    hint_key = N_("To name the columns anew, import a file and choose “Name the columns…”.")

    def build(self) -> None:
        """A button that writes them to a file."""
        self.export_button = make_button(
            self._export, text=self._state.wording._(N_("Save as file…"))
        )
        self.buttons.insertWidget(1, self.export_button)

    def columns(self) -> Sequence[Column]:
        """Name, account, columns, answers."""
        state, say = self._state, self._state.wording._
        return (
            Column(lambda: say(N_("Name")), lambda fact: fact.name, width=150,
                   edit=self._rename, sort=lambda fact: fact.name),
            Column(lambda: say(N_("Account")), self._account, width=170, edit=self._move,
                   written=lambda fact: fact.account,
                   choices=lambda: [(key, one.name) for key, one in state.book.accounts.items()]),
            Column(lambda: say(N_("Columns")), self._roles, is_wide=True, tip=self._roles),
            Column(lambda: say(N_("Answers")), self._answers, width=190, tip=self._answers),
        )  # fmt: skip

    def refresh(self) -> None:
        """Show them; there is something to save only where there are some."""
        super().refresh()
        self.export_button.setVisible(bool(self._state.book.profiles))

    def save(self, path: Path) -> bool:
        """Write the chosen ones, or all, as a facts file; says whether that was possible."""
        chosen = [fact.id for fact in self.table.chosen()] or list(self._state.book.profiles)
        document = profiles_document(self._state.book, chosen)
        try:
            path.write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
        except OSError as error:
            reason = text(
                N_("{file} could not be written: {reason}. Choose another place."),
                file=path.name,
                reason=system_reason(error),
            )
            self._state.failed.emit(reason)
            return False
        self._state.noticed.emit(text(N_("Saved as {file}"), file=path.name), False)
        return True

    def _export(self) -> None:
        say = self._state.wording._
        kind = say(N_("Facts (*.json)"))
        preferences = self._state.preferences
        proposed = folders.save_folder(preferences) / "columns.json"
        chosen, _ = QFileDialog.getSaveFileName(self, say(N_("Save as file…")), str(proposed), kind)
        if chosen:
            self.save(folders.saved(preferences, chosen))

    def _rename(self, fact: Any, typed: str) -> Edit | None:
        return self.changed(fact, name=typed.strip()) if typed.strip() else None

    def _move(self, fact: Any, account: str) -> Edit | None:
        return self.changed(fact, account=account)

    def _account(self, fact: Any) -> str:
        account = self._state.book.accounts.get(fact.account)
        return account.name if account else ""

    def _roles(self, fact: Any) -> str:
        wording = self._state.wording
        return " · ".join(
            f"{wording.say(in_context(*ROLE_TITLES[column.role]))}: {column.name or column.place + 1}"
            for column in fact.columns
            if column.role in ROLE_TITLES
        )

    def _answers(self, fact: Any) -> str:
        return " · ".join(answer_words(answer, self._state.wording) for answer in fact.answers)


_HOW = {"contains": NC_("rule", "contains"), "equals": NC_("rule", "is exactly")}


class RulesPart(LearnedPart):
    """Rules: whoever is named so always gets this category."""

    kind = "rule"
    title_key = N_("Rules for payees")
    empty_key = N_(
        "Change a category in the entries or while importing and choose “Always”: "
        "that becomes a rule here."
    )
    hint_key = N_("A rule goes before everything else when a bill is imported.")

    def columns(self) -> Sequence[Column]:
        """How the payee is named, and the category."""
        say = self._state.wording._
        return (
            Column(lambda: say(N_("The payee")), self._how, width=130, edit=self._take_how,
                   written=lambda fact: fact.how,
                   choices=lambda: [(how, self._said(words)) for how, words in _HOW.items()]),
            Column(lambda: say(N_("these words")), lambda fact: fact.words, is_wide=True,
                   edit=self._take_words, sort=lambda fact: fact.words),
            Column(lambda: say(N_("Category")), self._category, width=190,
                   edit=lambda fact, typed: self.changed(fact, category=typed),
                   written=lambda fact: fact.category, choices=self._categories),
        )  # fmt: skip

    def _how(self, fact: Any) -> str:
        return self._said(_HOW[fact.how])

    def _said(self, words: tuple[str, str]) -> str:
        said: Text = in_context(*words)
        return self._state.wording.say(said)

    def _take_how(self, fact: Any, typed: str) -> Edit | None:
        return self.changed(fact, how=typed) if typed in _HOW else None

    def _take_words(self, fact: Any, typed: str) -> Edit | None:
        return self.changed(fact, words=typed.strip())

    def _category(self, fact: Any) -> str:
        category = self._state.book.categories.get(fact.category)
        return category.name if category else ""

    def _categories(self) -> list[tuple[str, str]]:
        return [
            (key, one.name)
            for key, one in self._state.book.categories.items()
            if one.flow in {"income", "expense"}
        ]
