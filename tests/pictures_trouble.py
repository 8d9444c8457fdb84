"""Pictures of the page for trouble paying at each stage: `python -m tests.pictures_trouble OUTDIR`.

The shop of the tests misses 2027-01-10; the page is grabbed before that day and 3, 20, 45 and 100
days after it, the way back once the arrears are paid, and the form for a visit.
"""

import argparse
import datetime as dt
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import Edit, adding
from planner.book.entry import Entry
from planner.book.loan import LoanEvent
from planner.services.loans.edits import payment_edit
from planner.services.session import new_book
from planner.services.troubles.stages import situation
from tests.pictures import are_charts_ready, settle, wait_for
from tests.shop import SHOP
from ui import opening
from ui.forms.contact_form import ContactForm
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.start import make_application
from ui.state import State

DUE = dt.date(2027, 1, 10)
STAGES = {"before": -20, "1-3": 3, "4-30": 20, "31-90": 45, "over90": 100}
"""Name of the picture -> days past the due date."""
SECTIONS = ("timeline", "plan", "contacts", "back")
"""Further sections, grabbed 20 days after the due date when asked for."""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--languages", default="zh,en")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--sections", action="store_true")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    application = make_application()
    for language in asked.languages.split(","):
        for stage, days in STAGES.items():
            with tempfile.TemporaryDirectory() as place:
                window = open_window(Path(place), language, days)
                grab(application, window, asked, stage)
                if asked.sections and stage == "4-30":
                    grab_sections(application, window, asked)
                window.close()
                settle(application, 0.1)
    return 0


def open_window(folder: Path, language: str, days: int) -> MainWindow:
    """The window on a day: December is paid, January is not."""
    now = dt.datetime.combine(DUE + dt.timedelta(days=days), dt.time(9, 12))
    filled = facts.read(Book(), SHOP, text("shop"))
    session = new_book(folder / f"shop{opening.SUFFIX}", lambda: now, filled=filled)
    paid = LoanEvent("december", "l1", "pay", dt.date(2026, 12, 10), 539853)
    # a repair has taken what was there for the instalment
    repair = Entry("repair", dt.date(2027, 1, 4), "bank", -13_600_00)
    session.apply(Edit(text("December"), (adding("loan_event", paid), adding("entry", repair))))
    preferences = Preferences(folder / "preferences.json", language=language, theme="light")
    window = MainWindow(State(session, preferences, lambda: now))
    window.resize(1160, 760)
    window.show()
    return window


def grab(
    application: QApplication, window: MainWindow, asked: argparse.Namespace, name: str
) -> None:
    wait_for(application, lambda: window.state.look is not None)
    for theme in asked.themes.split(","):
        window.state.set_theme(theme)
        window.show_page("trouble", None)
        settle(application, 0.2)
        wait_for(application, lambda: are_charts_ready(window))
        settle(application, 0.3)
        language = window.state.wording.language
        window.grab().save(str(asked.folder / f"trouble_{name}_{language}_{theme}.png"))


def grab_sections(application: QApplication, window: MainWindow, asked: argparse.Namespace) -> None:
    """The other sections, a visit being noted, and the way back once everything is paid."""
    for section in SECTIONS:
        window.show_page("trouble", section)
        settle(application, 3 if section == "plan" else 0.3)
        grab(application, window, asked, section)
    window.show_page("trouble", "new_contact")
    settle(application, 0.3)
    form = next(one for one in window.findChildren(ContactForm) if one.isVisible())
    form.channel.set_value("visit")
    settle(application, 0.3)
    language = window.state.wording.language
    form.grab().save(str(asked.folder / f"trouble_visit_{language}_{window.state.theme.name}.png"))
    form.reject()
    state = window.state
    now = situation(state.book, "l1", state.today)
    assert now is not None
    state.apply(payment_edit(state.book, "l1", state.today, now.owed, state.today))
    window.show_page("trouble", "back")
    settle(application, 1)
    grab(application, window, asked, "cleared")


if __name__ == "__main__":
    sys.exit(main())
