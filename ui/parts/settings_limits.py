"""Settings of the book that decide when a payment is called tight or short, and its name."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit

from planner.basics.errors import UserError
from planner.basics.text import N_, text
from planner.book.book import Fact
from planner.services.editing import saved
from ui.parts.card import Card
from ui.parts.field import Field
from ui.parts.money_edit import MoneyEdit
from ui.parts.spins import decimal_spin
from ui.state import State


class LimitsCard(Card):
    """Name, cushion and the two limits; leaving a field makes one Edit."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.name = QLineEdit()
        self.cushion = MoneyEdit(state)
        self.tight, self.short = _percent(), _percent()
        self.fields = [
            Field("", part) for part in (self.name, self.cushion, self.tight, self.short)
        ]
        for field in self.fields:
            self.body.addWidget(field)
        self.name.editingFinished.connect(self._save_name)
        self.cushion.editingFinished.connect(self._save_cushion)
        self.tight.editingFinished.connect(self._save_tight)
        self.short.editingFinished.connect(self._save_short)

    def retranslate(self) -> None:
        """Put all texts in the language of now."""
        say = self._state.wording._
        self.set_title(say(N_("Book and warnings")))
        texts = (
            (say(N_("Name of the business")), ""),
            (say(N_("Cushion")), say(N_("An expected balance below this is called tight."))),
            (
                say(N_("Tight from this chance of being short")),
                say(N_("5% means: about once in 20 times the money would not be enough.")),
            ),
            (say(N_("Likely short from this chance")), ""),
        )
        for field, (label, hint) in zip(self.fields, texts, strict=True):
            field.set_label(label)
            field.set_hint(hint)

    def refresh(self) -> None:
        """Show the book's values, except where one is being typed."""
        book = self._state.book
        if not self.name.hasFocus():
            self.name.setText(book.info.name)
        if not self.cushion.hasFocus():
            self.cushion.set_minor(book.limits.cushion)
        self.tight.setValue(100 * book.limits.tight_chance)
        self.short.setValue(100 * book.limits.short_chance)

    def _save_name(self) -> None:
        info = self._state.book.info
        self._save(0, "book", replace(info, name=self.name.text().strip()), info)

    def _save_cushion(self) -> None:
        try:
            cushion = 0 if self.cushion.is_empty else self.cushion.minor()
            if cushion < 0:
                raise UserError(N_("The amount can't be negative."))
        except UserError as error:
            self.fields[1].show_error(self._state.wording.error(error))
            return
        self._save_limits(1, cushion=cushion)

    def _save_tight(self) -> None:
        self._save_limits(2, tight_chance=self._chance(self.tight))

    def _save_short(self) -> None:
        self._save_limits(3, short_chance=self._chance(self.short))

    def _chance(self, spin: QDoubleSpinBox) -> float:
        return round(spin.value() / 100, 4)

    def _save_limits(self, row: int, **values: Any) -> None:
        limits = replace(self._state.book.limits, **values)
        if limits.tight_chance >= limits.short_chance:
            said = self._state.wording._("“Tight” must begin below “likely short”.")
            self.fields[row].show_error(said)
            return
        self._save(row, "limits", limits, self._state.book.limits)

    def _save(self, row: int, kind: str, fact: Fact, before: Fact) -> None:
        field = self.fields[row]
        field.show_error(None)
        if fact == before:
            return

        def refused(reason: Any) -> None:
            field.show_error(self._state.wording.say(reason))

        self._state.apply(saved(self._state.book, kind, fact), text(N_("Saved")), refused)


def _percent() -> QDoubleSpinBox:
    return decimal_spin(0.1, 99.9, 1, " %")
