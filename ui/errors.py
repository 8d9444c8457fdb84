"""What nobody expected: caught at the window's rim, logged without personal data, told calmly.

The log and the details name the kind of error and where in our code it arose; never its message,
which might hold a name or an amount.
"""

import logging
import sys
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from ui.preferences import APP

_LOG = logging.getLogger("leeway")
_SIZE = 200_000
Tell = Callable[[Text, str], None]


def open_log(folder: Path | None = None) -> Path:
    """Start to write faults into a small file; returns where it is."""
    place = (folder or user_log_path(APP, appauthor=False)) / "leeway.log"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            place, maxBytes=_SIZE, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        return place
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.propagate = False
    return place


def close_log() -> None:
    """Close the file again."""
    for handler in list(_LOG.handlers):
        _LOG.removeHandler(handler)
        handler.close()


def watch(tell: Tell) -> Callable[[], None]:
    """Tell every unexpected error from now on; returns what ends it."""
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):
            before(kind, error, trace)
            return
        report(error, tell)

    sys.excepthook = hook

    def end() -> None:
        sys.excepthook = before

    return end


def report(error: Exception, tell: Tell) -> None:
    """Log an error and tell it; a refusal that slipped through is told in its own words."""
    if isinstance(error, UserError):
        tell(error.text, "")
        return
    details = details_of(error)
    _LOG.error("%s", details)
    tell(text(N_("This step did not work. The book is unchanged.")), details)


def details_of(error: BaseException) -> str:
    """Kind of the error and the places in our code it went through, without any values."""
    lines = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return "\n".join((type(error).__name__, *lines))
