"""What every command needs: the book, the clock, the language, and the way to say something."""

import argparse
import datetime as dt
import json
import locale
from collections.abc import Callable
from typing import Any

from planner.basics.text import Text
from planner.services import session as sessions
from planner.services.session import Session
from planner.wording import Wording

Arguments = argparse.Namespace


def opened(parsed: Arguments, *, read_only: bool = False) -> Session:
    """The book of the command, open; its language is the one of the answer. Raises UserError."""
    session = sessions.open_book(parsed.book, clock(parsed), read_only=read_only)
    parsed.language = session.book.info.language
    return session


def clock(parsed: Arguments) -> Callable[[], dt.datetime]:
    """The clock, set to the day of `--today`."""

    def now() -> dt.datetime:
        moment = dt.datetime.now()
        return dt.datetime.combine(parsed.today, moment.time()) if parsed.today else moment

    return now


def today_of(parsed: Arguments) -> dt.date:
    """The day that counts as today."""
    return clock(parsed)().date()


def wording_of(parsed: Arguments, session: Session | None = None) -> Wording:
    """The language asked for, else the book's, else that of the system."""
    language = parsed.lang or (session.book.info.language if session else None)
    return Wording(language or getattr(parsed, "language", None) or system_language())


def system_language() -> str:
    """English (`en`) where the computer speaks it or nothing, else Chinese (`zh`)."""
    name = locale.getlocale()[0] or ""
    return "en" if name.lower().startswith(("en", "c")) and not name.startswith("Chinese") else "zh"


def say(parsed: Arguments, session: Session | None, said: Text) -> None:
    """Say that something was done."""
    words = wording_of(parsed, session).say(said)
    if parsed.json:
        print_json({"done": words})
    else:
        print(words)


def answer(parsed: Arguments, document: Any, lines: list[str]) -> None:
    """Print what was asked: `document` as JSON, else `lines` for a person."""
    if parsed.json:
        print_json(document)
    else:
        print(*lines, sep="\n")


def print_json(value: Any) -> None:
    """Print one JSON object and nothing else."""
    print(json.dumps(value, ensure_ascii=False, indent=1))
