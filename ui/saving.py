"""Saving: each change of the book happens here, a large one off the window's thread."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from planner.basics.errors import UserError
from ui.jobs import Lane, Ticket

T = TypeVar("T")


class Saving(QObject):
    """Does what changes the book and tells how it ended, always in the window's thread.

    Signals: `changed` says whether a large change is being written.
    """

    changed = Signal(bool)

    def __init__(self, lane: Lane) -> None:
        super().__init__(lane)
        self._lane = lane

    def save(
        self,
        step: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        is_large: bool,
    ) -> None:
        """Do `step` (here, or in the lane when it is large), then `done` with what came of it.

        What it raises goes to `failed`.
        """
        if is_large:
            self._save_aside(step, done, failed)
            return
        try:
            result = step()
        except UserError as error:
            failed(error)
        else:
            done(result)

    def _save_aside(
        self, step: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        def ended(call: Callable[[Any], None], result: object) -> None:
            self.changed.emit(False)
            call(result)

        self.changed.emit(True)
        self._lane.run(Ticket(lambda _: step(), partial(ended, done), partial(ended, failed)))
