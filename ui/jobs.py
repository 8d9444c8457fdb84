"""Work off the window's thread: one lane, one job running at a time.

A job is a pure function of frozen values that gets `cancelled` and may ask it. Its result
arrives on the window's thread. A newer request of the same `kind` replaces the one that waits;
the running one is cancelled only where the caller says that its answer is worthless by now
(cancelling on every request would starve a slider: one result in two hundred).
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

Cancelled = Callable[[], bool]
Job = Callable[[Cancelled], Any]


@dataclass(eq=False)
class Ticket:
    """One request: what to do, whom to tell; `kind` "" is never replaced by a newer one."""

    job: Job
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    kind: str = ""
    stop: threading.Event = field(default_factory=threading.Event)


class Lane(QObject):
    """The only thread beside the window's; results come back by signal.

    Signals: busy_changed(bool) when the lane starts to work or has nothing left to do.
    """

    busy_changed = Signal(bool)
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="lane")
        self._running: Ticket | None = None
        self._waiting: list[Ticket] = []
        self._is_closed = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether a job is running or waiting."""
        return self._running is not None

    def run(self, ticket: Ticket, *, cancel_running: bool = False) -> None:
        """Do `ticket` as soon as the lane is free."""
        if self._is_closed:
            return
        if ticket.kind:
            self._waiting = [other for other in self._waiting if other.kind != ticket.kind]
            running = self._running
            if cancel_running and running is not None and running.kind == ticket.kind:
                running.stop.set()
        self._waiting.append(ticket)
        self._next()

    def cancel(self, kind: str) -> None:
        """Forget what waits under `kind` and ask the running job of that kind to stop."""
        self._waiting = [ticket for ticket in self._waiting if ticket.kind != kind]
        if self._running is not None and self._running.kind == kind:
            self._running.stop.set()

    def close(self) -> None:
        """Stop the running job, forget the waiting ones; no result arrives any more."""
        self._is_closed = True
        self._waiting.clear()
        if self._running is not None:
            self._running.stop.set()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _next(self) -> None:
        if self._running is not None or not self._waiting:
            return
        self._running = self._waiting.pop(0)
        self._executor.submit(self._work, self._running)
        self.busy_changed.emit(True)

    def _work(self, ticket: Ticket) -> None:
        try:
            result = ticket.job(ticket.stop.is_set)
        except Exception as error:
            self._ended.emit(ticket, None, error)
        else:
            self._ended.emit(ticket, result, None)

    def _deliver(self, ticket: Ticket, result: object, error: Exception | None) -> None:
        if self._is_closed:
            return
        self._running = None
        self._next()
        if self._running is None:
            self.busy_changed.emit(False)
        if ticket.stop.is_set():
            return
        if error is not None:
            ticket.failed(error)
        else:
            ticket.done(result)
