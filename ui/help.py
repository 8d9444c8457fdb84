"""F1: what a page is for, and the keys that work everywhere."""

from PySide6.QtWidgets import QMessageBox, QWidget

from planner.basics.text import N_
from planner.wording import Wording
from ui.parts.page import Page

_KEYS: tuple[tuple[str, str], ...] = (
    ("Ctrl+1 … Ctrl+9", N_("Open a page")),
    ("Ctrl+N", N_("Add an entry")),
    ("Ctrl+L", N_("Add a loan")),
    ("Ctrl+I", N_("Import a bill")),
    ("Ctrl+E", N_("Export the Excel budget")),
    ("Ctrl+P", N_("Reports and other exports")),
    ("Ctrl+,", N_("Settings")),
    ("Ctrl+O", N_("Open another book")),
    ("Ctrl+F", N_("Filter the table")),
    ("Ctrl+Z, Ctrl+Shift+Z", N_("Undo and redo")),
    ("Ctrl+H", N_("All changes of the book")),
    ("F1", N_("This explanation")),
    ("Ctrl+Q", N_("Quit")),
    ("F2, Enter, Tab, Esc", N_("In tables: edit, accept, next cell, take back")),
    ("Ctrl+Tab", N_("Leave a table")),
    ("Ctrl+D, Del", N_("In tables: repeat the value above, clear or remove")),
    ("← →", N_("In charts: move by a day; with Ctrl to the next payment")),
    ("← ↑ → ↓, PgUp PgDn, N", N_("In the calendar: move by days and months, add an entry")),
)


def help_words(wording: Wording, page: Page) -> tuple[str, str]:
    """What the page is for, and the list of keys, as rich text."""
    rows = "".join(
        f"<tr><td><b>{keys}</b>&nbsp;&nbsp;</td><td>{wording._(said)}</td></tr>"
        for keys, said in _KEYS
    )
    about = page.help_text() or wording._("This page shows a part of your book.")
    return about, f"<table cellspacing='4'>{rows}</table>"


def help_box(wording: Wording, page: Page, parent: QWidget) -> QMessageBox:
    """The explanation of a page, ready to be opened."""
    about, keys = help_words(wording, page)
    box = QMessageBox(parent)
    box.setWindowTitle(page.nav_title())
    box.setText(about)
    box.setInformativeText(keys)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    return box
