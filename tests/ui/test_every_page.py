"""What every page owes: nothing clipped at 1160 × 760, nothing untranslated, all of it named.

Runs over the whole table of pages, so a new page is held to it as soon as it is registered.
"""

import datetime as dt
import re
import time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.services.session import new_book
from tests.shop import SHOP
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.preferences import Preferences
from ui.state import State

NOW = dt.datetime(2026, 11, 23, 9, 12)
KEYS = [page.key for page in PAGES]
CHINESE = re.compile(r"[\u3400-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
SPOKEN_IN_BOTH = {"Excel", "English", "PDF", "PNG", "SVG", "CSV", "KB", "xlsx", "ics", "csv", "LPR",
                  "IRR", "APR", "CNY", "pdf", "json", "JSON", "Ctrl", "XLSX", "DOCX", "Word"}  # fmt: skip


@pytest.fixture(scope="module", params=["zh", "en"])
def window(request, qapp, tmp_path_factory):
    """One window per language for all tests here: nothing in them changes the book."""
    folder = tmp_path_factory.mktemp("pages")
    filled = facts.read(Book(), SHOP, text("shop"))
    session = new_book(folder / "shop.leeway", lambda: NOW, filled=filled)
    preferences = Preferences(folder / "preferences.json", language=request.param, theme="light")
    made = MainWindow(State(session, preferences, lambda: NOW))
    made.resize(1160, 760)
    made.show()
    end = time.monotonic() + 30
    while made.state.look is None and time.monotonic() < end:
        qapp.processEvents()
    yield made
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(params=KEYS)
def page(request, window, qtbot):
    window.show_page(request.param, None)
    qtbot.wait(40)
    qtbot.waitUntil(lambda: not window.state.lane.is_busy, timeout=20_000)
    qtbot.wait(20)
    return window.page


def named_things(state):
    """Names that the owner gave: they are never translated."""
    book = state.book
    names = {fact.name for fact in (*book.accounts.values(), *book.categories.values())}
    names |= {part for loan in book.loans.values() for part in (loan.name, loan.lender)}
    names |= {fact.title for fact in book.recurring.values()}
    names |= {fact.party for fact in book.invoices.values()}
    names |= {entry.payee for entry in book.ledger} | {book.info.name}
    return sorted((name for name in names if name), key=len, reverse=True)


def texts(page):
    for kind in (QLabel, QAbstractButton):
        for part in page.findChildren(kind):
            if part.isVisible() and part.text():
                yield part, part.text().replace("&&", "&")
    for combo in page.findChildren(QComboBox):
        if combo.isVisible():
            yield combo, combo.currentText()
    for table in page.findChildren(QAbstractItemView):
        model = table.model()
        if table.isVisible() and model is not None:
            for column in range(model.columnCount()):
                yield table, str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def without_names(said, names):
    for name in names:
        said = said.replace(name, "")
    return said


def test_no_word_of_the_other_language_is_left(page):
    names = [*named_things(page.state), "中文", str(page.state.session.path)]
    said = " ".join(without_names(words, names) for _, words in texts(page))
    if page.wording.language == "en":
        assert CHINESE.findall(said) == []
    else:
        assert set(ENGLISH.findall(said)) - SPOKEN_IN_BOTH == set()


def test_nothing_is_clipped_at_the_smallest_window(page):
    assert clipped_texts(page) == []


def clipped_texts(page):
    return [said for part, said in texts(page) if is_clipped(part)]


def is_clipped(part):
    if isinstance(part, QLabel):
        if part.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored:
            return False
        if part.wordWrap():
            return part.heightForWidth(part.width()) > part.height() + 2
    is_of_text = isinstance(part, QLabel | QAbstractButton)
    return is_of_text and part.minimumSizeHint().width() > part.width() + 2


def test_a_page_needs_no_sideways_scrolling(page):
    assert page.widget().minimumSizeHint().width() <= page.viewport().width() + 1


def test_everything_that_takes_the_focus_has_a_name(page):
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView,
             QAbstractSlider)  # fmt: skip
    nameless = [
        f"{type(part).__name__} in {type(part.parent()).__name__}"
        for kind in kinds
        for part in page.findChildren(kind)
        if part.isVisible()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not _is_inner(part)
        and not (part.accessibleName() or _text(part))
    ]
    assert nameless == []


def test_the_keyboard_reaches_every_control(page, qtbot):
    wanted = {part for part in page.findChildren(QWidget) if _is_stop(part)}
    start = next(iter(wanted))
    reached, part = set(), start
    for _ in range(2000):
        part = part.nextInFocusChain()
        reached.add(part)
        if part is start:
            break
    assert wanted <= reached


def _is_stop(part):
    return (
        part.isVisible()
        and part.isEnabled()
        and bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not _is_inner(part)
    )


def _is_inner(part):
    """Parts that Qt puts into its own widgets."""
    parent = part.parent()
    return part.objectName().startswith("qt_") or isinstance(parent, QComboBox | QAbstractSpinBox)


def _text(part):
    return part.text() if isinstance(part, QAbstractButton) else ""


def test_f1_has_something_to_say_about_every_page(page):
    assert len(page.help_text()) > 20
    assert bool(CHINESE.search(page.help_text())) == (page.wording.language == "zh")
