"""Reminders while the app is closed: one switch, when to look, when to be quiet, what to show."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from planner.basics.text import N_, NN_, Text, counted, text
from ui.parts.button import make_button
from ui.parts.card import Card
from ui.parts.field import Field
from ui.state import State
from ui.theme import GAP

if TYPE_CHECKING:
    from planner.services.reminding import Choices, Computer, Status

_DAYS = (7, 3, 1, 0)
_WIDTH = 150


class RemindersCard(Card):
    """Choices are kept at once; what the system is asked runs beside the window."""

    def __init__(self, state: State, computer: "Computer | None" = None) -> None:
        """`computer`: where reminders are set up; None: this one."""
        super().__init__()
        self._state = state
        self._given = computer
        self._asked: Path | None = None
        self._status: Status | None = None
        self.switch = QCheckBox()
        self.at, self.quiet_from, self.quiet_until = (_times() for _ in range(3))
        self.days = {day: QCheckBox() for day in _DAYS}
        self.private = QCheckBox()
        self.trial = make_button(self._try)
        self.fields = (
            Field("", self.switch),
            Field("", self.at),
            Field("", _row(self.quiet_from, QLabel("–"), self.quiet_until)),
            Field("", _row(*self.days.values())),
            Field("", self.private),
        )
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setProperty("role", "small")
        for part in (self.fields[0], self.said, *self.fields[1:], _row(self.trial)):
            self.body.addWidget(part)
        self.switch.toggled.connect(self._on_switch)
        for box in (*self.days.values(), self.private):
            box.toggled.connect(self._on_choice)
        for times in (self.at, self.quiet_from, self.quiet_until):
            times.activated.connect(self._on_choice)

    def retranslate(self) -> None:
        """Put all texts in the language of now."""
        say = self._state.wording._
        self.set_title(say(N_("Reminders")))
        self.switch.setText(say(N_("Look once a day while Leeway is closed")))
        self.private.setText(say(N_("Notices name neither amounts nor lenders")))
        labels = ("", say(N_("Time of the daily look")), say(N_("Quiet hours")),
                  say(N_("Before a due date")), "")  # fmt: skip
        for field, label in zip(self.fields, labels, strict=True):
            field.set_label(label)
        names = (
            (self.switch, self.switch.text()),
            (self.private, self.private.text()),
            (self.quiet_from, say(N_("Quiet from"))),
            (self.quiet_until, say(N_("Quiet until"))),
        )
        for part, name in names:
            part.setAccessibleName(name)
        for day, box in self.days.items():
            box.setText(self._state.wording.say(_day(day)))
        self.trial.setText(say(N_("Try a notice now")))
        self._show_status()

    def refresh(self) -> None:
        """Show the choices for the open book and ask the system, both once per book."""
        from planner.services.reminding import load_choices

        self.switch.setEnabled(not self._state.preferences.is_sample)
        if self._asked != self._path:
            self._asked, self._status = self._path, None
            self.fields[1].show_error(None)
            self._show(load_choices(self._path, self._computer))
            self._ask(_asking(self._path, self._computer))
        self._show_status()

    @property
    def _path(self) -> Path:
        return Path(self._state.session.path)

    @property
    def _computer(self) -> "Computer":
        from planner.services.reminding import this_computer

        if self._given is None:
            self._given = this_computer()
        return self._given

    def _show(self, choices: "Choices") -> None:
        for box, is_on in (
            (self.private, choices.is_private),
            *((box, day in choices.days) for day, box in self.days.items()),
        ):
            _set_quietly(box, is_on=is_on)
        _choose(self.at, choices.at)
        _choose(self.quiet_from, choices.quiet_from)
        _choose(self.quiet_until, choices.quiet_until)

    def _chosen(self) -> "Choices":
        from planner.services.reminding import Choices

        return Choices(
            at=self.at.currentData(),
            is_private=self.private.isChecked(),
            quiet_from=self.quiet_from.currentData(),
            quiet_until=self.quiet_until.currentData(),
            days=tuple(day for day, box in self.days.items() if box.isChecked()),
        )

    def _on_choice(self, _value: object) -> None:
        from planner.services.reminding import is_quiet, load_choices, save_choices

        chosen = self._chosen()
        if is_quiet(chosen, chosen.at):
            self.fields[1].show_error(
                self._state.wording._(N_("This time lies in the quiet hours; nothing is kept yet."))
            )
            return
        self.fields[1].show_error(None)
        is_other_time = chosen.at != load_choices(self._path, self._computer).at
        try:
            save_choices(self._path, chosen, self._computer)
        except OSError:
            self._state.failed.emit(text(N_("The choices for reminders can't be written.")))
            return
        if is_other_time and self.switch.isChecked():
            self._ask(_switching(self._path, chosen, self._computer))

    def _on_switch(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if is_on:
            self._ask(_switching(self._path, self._chosen(), self._computer))
        else:
            self._ask(_ending(self._path, self._computer))

    def _ask(self, job: Callable[[], "Status"]) -> None:
        path = self._path

        def answered(status: Any) -> None:
            if path == self._path:
                self._status = status
                self.fields[0].show_error(None)
                self._show_status()

        def refused(reason: Text) -> None:
            _set_quietly(self.switch, is_on=False)
            self.fields[0].show_error(self._state.wording.say(reason))

        self._state.run(lambda _cancelled: job(), answered, refused)

    def _show_status(self) -> None:
        if self._status is not None:
            _set_quietly(self.switch, is_on=self._status.is_on)
        self.said.setText(self._state.wording.say(self._words()))

    def _words(self) -> Text:
        status = self._status
        if self._state.preferences.is_sample:
            return text(N_("This is the sample shop. Reminders are for your own book."))
        if status is not None and status.reason is not None:
            return status.reason
        if status is None or not status.is_on:
            return text(N_("Off. The system would look once a day and tell you what is new."))
        if status.at is None:
            return text(N_("On: looks after each login to this computer."))
        return text(
            N_("On: looks daily at {time}, and later if the computer was off then."),
            time=f"{status.at:%H:%M}",
        )

    def _try(self) -> None:
        from planner.services.reminding import try_notice

        wording, computer = self._state.wording, self._computer

        def done(_nothing: Any) -> None:
            self._state.noticed.emit(text(N_("A notice was handed to the desktop.")), False)

        self._state.run(lambda _cancelled: try_notice(wording, computer), done)


def _asking(path: Path, computer: "Computer") -> Callable[[], "Status"]:
    def job() -> "Status":
        from planner.services.reminding import status

        return status(path, computer)

    return job


def _switching(path: Path, choices: "Choices", computer: "Computer") -> Callable[[], "Status"]:
    def job() -> "Status":
        from planner.services.reminding import switch_on

        return switch_on(path, choices, computer)

    return job


def _ending(path: Path, computer: "Computer") -> Callable[[], "Status"]:
    def job() -> "Status":
        from planner.services.reminding import switch_off

        return switch_off(path, computer)

    return job


def _day(day: int) -> Text:
    if not day:
        return text(N_("on the day"))
    return counted(*NN_("{count} day", "{count} days"), day)


def _times() -> QComboBox:
    """Half hours of a day; typing digits finds one."""
    combo = QComboBox()
    combo.setMaximumWidth(_WIDTH)
    for time in _half_hours():
        combo.addItem(f"{time:%H:%M}", time)
    return combo


def _half_hours() -> Iterator[dt.time]:
    for hour in range(24):
        yield dt.time(hour)
        yield dt.time(hour, 30)


def _choose(combo: QComboBox, time: dt.time) -> None:
    """Show a time, also one that is no half hour."""
    row = combo.findText(f"{time:%H:%M}")
    if row < 0:
        combo.addItem(f"{time:%H:%M}", time)
        row = combo.count() - 1
    combo.setCurrentIndex(row)


def _set_quietly(box: QCheckBox, *, is_on: bool) -> None:
    box.blockSignals(True)
    box.setChecked(is_on)
    box.blockSignals(False)


def _row(*parts: QWidget) -> QWidget:
    """Widgets side by side, as wide as they need."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return row
