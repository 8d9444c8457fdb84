"""The answer of the outlook in words: the warning that matters most, or that all is covered.

The planner decides what is said; the other warnings fold under one line.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from planner.basics.text import N_
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.warnings.early_warning import EarlyWarning
from ui.parts.banner import Banner
from ui.parts.button import make_button
from ui.parts.more_warnings import MoreWarnings
from ui.state import State

if TYPE_CHECKING:
    from planner.services.look_ahead import LookAhead

_MONEY_SHORT = "money_short"
"""The warning whose ways out are no actions for a due: costs are tried in What if."""


class OutlookBanner(QWidget):
    """One banner, how it is worked out, and the other warnings on demand."""

    def __init__(self, state: State, on_options: Callable[[], object]) -> None:
        super().__init__()
        self._state = state
        self._warning: EarlyWarning | None = None
        self._others: Sequence[EarlyWarning] = ()
        self._on_options = on_options
        self.banner = Banner(state, self._act, self._toggle_reason)
        self.few_records = QLabel()
        self.few_records.setWordWrap(True)
        self.few_records.hide()
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        self.reason.setProperty("role", "muted")
        self.reason.hide()
        self.more = make_button(self._toggle_others, "link")
        self.more.setObjectName("more")
        self.others = MoreWarnings(state)
        self.others.hide()
        words = self.banner.words
        words.addWidget(self.few_records)
        words.addWidget(self.reason)
        words.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self.others)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.banner)

    def show_look(self, look: "LookAhead | None") -> None:
        """Say what this look ahead comes to; None: it is still being worked out."""
        if look is None:
            self._wait()
            return
        warned = [warning for warning in look.warnings if warning.level > Level.covered]
        notes = [warning for warning in look.warnings if warning.level is Level.covered]
        notes = self._say_how_sure(notes)
        self._warning = warned[0] if warned else None
        self._others = (*warned[1:], *notes)
        if self._warning is not None:
            self._warn(self._warning, len(look.actions))
        else:
            self._reassure(look.outlook)
        self._name_others(len(warned[1:]), len(notes))

    def restyle(self) -> None:
        """Take the colours of the theme of now."""
        self.banner.restyle()

    def _wait(self) -> None:
        say = self._state.wording._
        self.banner.say(None, say(N_("Looking ahead…")), say(N_("This takes a moment.")))
        self.banner.set_buttons("", "")
        for part in (self.few_records, self.more, self.others):
            part.hide()

    def _say_how_sure(self, notes: list[EarlyWarning]) -> list[EarlyWarning]:
        """Few records are said openly, not folded away; returns the notes that are left."""
        few = [note for note in notes if note.rule == "few_records"]
        self.few_records.setText("\n".join(self._state.wording.say(note.sentence) for note in few))
        self.few_records.setVisible(bool(few))
        return [note for note in notes if note not in few]

    def _warn(self, warning: EarlyWarning, options: int) -> None:
        wording = self._state.wording
        self.banner.say(warning.level, wording.say(warning.headline), wording.say(warning.detail))
        self.reason.setText(wording.say(warning.reason))
        shown = min(options, 3)
        button = wording.ngettext("See {count} option", "See {count} options", shown)
        said = button.format(count=shown) if shown else ""
        if warning.level is Level.overdue:
            said = wording._("What to do today")
        elif warning.rule == _MONEY_SHORT:
            said = wording._("Try what helps")
        self.banner.set_buttons(said, wording._("How is this worked out?"))

    def _reassure(self, outlook: Outlook) -> None:
        wording = self._state.wording
        self.reason.hide()
        if outlook.dues:
            last = outlook.days[-1].date if outlook.days else outlook.stamp.today
            headline = wording._("Every payment to {date} is covered").format(
                date=wording.date(last, "year")
            )
        else:
            headline = wording._("No loan payment is ahead")
        spare = wording.money(outlook.free_to_spend, self._state.book.currency, exact=False)
        detail = wording._(
            "About {amount} could be spent today without putting one in danger."
        ).format(amount=spare)
        tight = self._state.book.accounts.get(outlook.free_account)
        if tight:
            detail += wording._(" {account} sets it: its payments leave least.").format(
                account=tight.name
            )
        self.banner.say(Level.covered, headline, detail if outlook.free_to_spend > 0 else "")
        self.banner.set_buttons("", "")

    def _name_others(self, warnings: int, notes: int) -> None:
        wording = self._state.wording
        if warnings:
            said = wording.ngettext("{count} more warning", "{count} more warnings", warnings)
        else:
            said = wording.ngettext("{count} note", "{count} notes", notes)
        self.more.setText(said.format(count=warnings or notes))
        self.more.setVisible(bool(self._others))
        self.others.show_warnings(self._others)
        if not self._others:
            self.others.hide()

    def _act(self) -> None:
        """To the ways out; to trouble paying with a loan overdue, to What if for other bills."""
        if self._warning is not None and self._warning.level is Level.overdue:
            self._state.show_page("trouble", self._warning.loan)
        elif self._warning is not None and self._warning.rule == _MONEY_SHORT:
            self._state.show_page("what_if", None)
        else:
            self._on_options()

    def _toggle_reason(self) -> None:
        self.reason.setVisible(self.reason.isHidden())

    def _toggle_others(self) -> None:
        self.others.setVisible(self.others.isHidden())
