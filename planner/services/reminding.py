"""Reminders while the app is closed: the system's daily look, and the one notice it may show."""

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.book.book import Book
from planner.services.computer import NOT_FOUND, Computer, Ran, this_computer
from planner.services.look_ahead import LookAhead
from planner.services.notices import show
from planner.services.outlook_words import calm
from planner.services.reminders.choices import (
    DAYS,
    Choices,
    is_quiet,
    key_of,
    load_choices,
    save_choices,
)
from planner.services.reminders.memory import forget, recall, remember
from planner.services.reminders.news import News, news
from planner.services.schedules import SCHEDULES
from planner.services.schedules.schedule import Schedule, Status, Task, unwritable
from planner.wording import Wording

__all__ = [
    "DAYS", "Choices", "Computer", "Status", "is_quiet", "load_choices", "own_command", "remind",
    "remind_of_trouble", "reminder", "save_choices", "status", "switch_off", "switch_on", "this_computer",
    "try_notice",
]  # fmt: skip

_START = Path(__file__).resolve().parents[2] / "app.py"


def own_command() -> tuple[str, ...]:
    """How this very installation is started, without a console window where Windows opens one."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    quiet = Path(sys.executable).with_name("pythonw.exe")
    return (str(quiet if quiet.exists() else sys.executable), str(_START))


def switch_on(book: Path, choices: Choices, computer: Computer) -> Status:
    """Keep the choices and have the book looked at daily; says what the system makes of it.

    Raises UserError when the system refuses or the time lies in the quiet hours; then the
    reminder is off.
    """
    if is_quiet(choices, choices.at):
        raise UserError(N_("The daily look lies in the quiet hours. Choose a time outside them."))
    command = (*own_command(), "check", str(book.resolve()), "--notify")
    task = Task(key_of(book), command, choices.at)
    schedule = _usable(computer)
    for other in SCHEDULES:
        if other is not schedule and other.why_not(computer) is None:
            other.remove(task.key, computer)
    try:
        save_choices(book, choices, computer)
    except OSError as error:
        raise unwritable(error) from None
    schedule.install(task, computer)
    return schedule.status(task.key, computer)


def switch_off(book: Path, computer: Computer) -> Status:
    """Take the daily look away, with all that was written for it and what was told."""
    for schedule in SCHEDULES:
        if schedule.why_not(computer) is None:
            schedule.remove(key_of(book), computer)
    forget(book, computer)
    return status(book, computer)


def status(book: Path, computer: Computer) -> Status:
    """Whether and when the system looks at the book, and why not if it can't."""
    return _usable(computer).status(key_of(book), computer)


Tell = Callable[[Book, LookAhead, Wording], object]


@contextmanager
def reminder(
    path: Path, now: dt.datetime, wording: Wording, *, is_on: bool, computer: Computer | None = None
) -> Iterator[Tell]:
    """For the daily look: gives what tells the news; a refusal inside is told once, and passed on.

    So silence never means "all is well" when the book could not be read at all.
    """
    here = computer or this_computer()

    def tell(book: Book, look: LookAhead, wording: Wording) -> bool:
        return is_on and remind(path, book, look, wording, now=now, computer=here)

    try:
        yield tell
    except UserError:
        if is_on:
            remind_of_trouble(path, wording, now=now, computer=here)
        raise


def remind(
    path: Path,
    book: Book,
    look: LookAhead,
    wording: Wording,
    *,
    now: dt.datetime,
    computer: Computer,
) -> bool:
    """Show at most one notice about what is new; says whether one was shown.

    In the quiet hours, or when the desktop shows none, nothing is remembered: the next look
    tells it.
    """
    choices = load_choices(path, computer)
    if is_quiet(choices, now.time()):
        return False
    before = recall(path, computer)
    found, after = news(look, before, choices.days)
    if found is not None:
        said = _private(found) if choices.is_private else _whole(book, look, found)
        if show(wording._("Leeway"), wording.say(said), computer).code:
            return False
    if after != before:
        remember(path, after, computer)
    return found is not None


def remind_of_trouble(
    path: Path, wording: Wording, *, now: dt.datetime, computer: Computer
) -> bool:
    """Tell once that the book can't be read, so that no silence is taken for good news."""
    before = recall(path, computer)
    if before.is_blind or is_quiet(load_choices(path, computer), now.time()):
        return False
    said = wording._("The daily look could not read the book. Please open Leeway.")
    if show(wording._("Leeway"), said, computer).code:
        return False
    remember(path, replace(before, is_blind=True), computer)
    return True


def try_notice(wording: Wording, computer: Computer) -> None:
    """Show a notice now, as it would come. Raises UserError when the desktop shows none."""
    ran = show(wording._("Leeway"), wording.say(text(_PRIVATE)), computer)
    if ran.code:
        raise _not_shown(ran)


_PRIVATE = N_("A payment needs a look.")


def _private(found: News) -> Text:
    """A notice for a lock screen that others see."""
    if found.due is None:
        return text(N_("The coming payments are covered again."))
    return text(_PRIVATE)


def _whole(book: Book, look: LookAhead, found: News) -> Text:
    """The sentence that `check` and the window say."""
    if found.due is None:
        return calm(book, look.outlook)
    for warning in look.warnings:
        if (warning.due, warning.loan) == (found.due.date, found.due.loan):
            return warning.sentence
    return text(
        N_("{date}: a payment for {loan} is due."), date=found.due.date, loan=found.due.loan_name
    )


def _not_shown(ran: Ran) -> UserError:
    if ran.code == NOT_FOUND and ran.said.startswith("notify-send"):
        return UserError(
            N_(
                "No notice can be shown: the program notify-send is missing (package libnotify-bin)."
            )
        )
    said = " ".join(ran.said.split())[:200] or str(ran.code)
    return UserError(N_("No notice could be shown ({said})."), said=said)


def _usable(computer: Computer) -> Schedule:
    return next(one for one in SCHEDULES if one.why_not(computer) is None)
