"""CountBox: whether a balance that was counted holds what is being saved; shown only where it may."""

import datetime as dt
from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox

from planner.basics.errors import UserError
from planner.basics.text import N_, text
from planner.book.account import Account
from planner.book.edit import Edit
from planner.services.counted import Earlier, earlier, keeping
from ui.state import State


class CountBox(QCheckBox):
    """Ticked for the time before the count; on the very day of the count its owner says so."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._asked: tuple[object, ...] = ()
        self.hide()

    def ask(
        self, edit: Edit | None, accounts: Iterable[Account] = (), day: dt.date | None = None
    ) -> None:
        """Ask about `edit` where it moves money of the time before a known balance.

        Else about something new of `day`, where that is the day of the count of `accounts`.
        """
        found = [one for one in self._earlier(edit) if one.total]
        if found:
            names = tuple(one.account.name for one in found)
            self._show(names, max(one.counted_at for one in found).date(), is_likely=True)
            return
        counted = [one for one in accounts if one.counted_at and one.counted_at.date() == day]
        self._show(tuple(one.name for one in counted), day, is_likely=False)

    @property
    def is_included(self) -> bool:
        """Whether it was asked, and the balance holds it."""
        return bool(self._asked) and self.isChecked()

    @property
    def is_of_day(self) -> bool:
        """Whether the balance holds something of the very day of its count."""
        return self.is_included and not self._asked[-1]

    def kept(self, edit: Edit) -> Edit:
        """`edit`, with the balance as it was counted where it holds the edit's money already."""
        if not self.is_included:
            return edit
        return keeping(self._state.book, edit, also_uncounted=True)

    def _earlier(self, edit: Edit | None) -> tuple[Earlier, ...]:
        try:
            return earlier(self._state.book, edit) if edit is not None else ()
        except UserError:
            return ()

    def _show(self, names: tuple[str, ...], day: dt.date | None, *, is_likely: bool) -> None:
        """A tick that was set stays until something else is asked."""
        asked = (names, day, is_likely) if names and day is not None else ()
        if asked == self._asked:
            return
        self._asked = asked
        self.setVisible(bool(asked))
        self.setChecked(is_likely)
        if asked and day is not None:
            key = N_("Already in the balance of {date} ({account})")
            self.setText(self._state.wording.say(text(key, account=names, date=day)))
