"""The window of imports: files taken back, columns and rules looked after; corrections followed."""

import datetime as dt
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.entry import Entry
from planner.book.learned import NamedColumn, PayeeRule, Profile
from planner.services import importing
from planner.services.editing import saved
from ui.forms.imports_dialog import open_imports
from ui.pages.entries import EntriesPage

PROFILE = Profile(
    "p1", "网银", ("wann", "wieviel"),
    (NamedColumn("date", "wann", 0), NamedColumn("amount", "wieviel", 1)), ";", ("day-first",),
)  # fmt: skip
RULE = PayeeRule("r1", "顺丰", "supplies")
TABLE = "日期,对方,摘要,金额\n2026-11-13,新铺,a,-35.20\n2026-11-14,别家,b,-20.00\n"


@pytest.fixture
def opened(state):
    shown = []

    def show(part="files"):
        shown.append(open_imports(state, None, part))
        return shown[-1]

    yield show
    for dialog in shown:
        dialog.reject()


@pytest.fixture
def imported(state, tmp_path):
    path = tmp_path / "bill.csv"
    path.write_text(TABLE, "utf-8")
    account = next(iter(state.book.accounts))
    before = state.book
    made = importing.read_file(state.book, path, account, today=state.today)
    state.apply(made.edit)
    return before


def test_an_import_is_taken_back_after_other_changes(qtbot, state, opened, imported):
    other = Entry("other", dt.date(2026, 11, 1), next(iter(state.book.accounts)), -100)
    state.apply(saved(state.book, "entry", other))
    part = opened().parts["files"]
    assert part.table.facts.index(0, 1).data() == "bill.csv"
    assert part.table.facts.index(0, 3).data() == "2"
    part.table.setCurrentIndex(part.table.facts.index(0, 0))
    qtbot.mouseClick(part.take_back_button, Qt.MouseButton.LeftButton)
    assert part.bar.words.text() == "bill.csv 的 2 笔会撤回。"
    with qtbot.waitSignal(state.noticed):
        qtbot.mouseClick(part.bar.buttons[0], Qt.MouseButton.LeftButton)
    assert part.nothing.isVisibleTo(part)
    assert len(state.book.ledger) == len(imported.ledger) + 1


@pytest.mark.parametrize(("button", "left"), [(0, 1), (1, 0)])
def test_changed_rows_are_named_and_the_owner_decides(qtbot, state, opened, imported, button, left):
    entry = next(one for one in state.book.ledger if one.payee == "新铺")
    state.apply(saved(state.book, "entry", Entry(**{**_values(entry), "note": "mine"})))
    part = opened().parts["files"]
    part.table.setCurrentIndex(part.table.facts.index(0, 0))
    part.take_back_button.click()
    assert part.kept.text().startswith("新铺")
    part.bar.buttons[button].click()
    assert len(state.book.ledger) == len(imported.ledger) + left


def _values(entry):
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__}


def test_a_refusal_is_said_in_the_window(state, opened, imported):
    part = opened().parts["files"]
    part.table.setCurrentIndex(part.table.facts.index(0, 0))
    line = part.table.current()
    state.undo()
    part._apply(line, also_changed=False)
    assert part.kept.isVisibleTo(part)


def test_columns_are_renamed_moved_saved_and_forgotten(qtbot, state, opened, tmp_path):
    state.apply(saved(state.book, "profile", PROFILE))
    part = opened("profiles").parts["profiles"]
    columns = part.table.facts.columns
    row = part.table.facts.row(0)
    assert columns[2].show(row) == "日期: wann · 有正负号的金额: wieviel" or "wann" in columns[
        2
    ].show(row)
    state.apply(columns[0].edit(row, "银行"))
    state.apply(columns[1].edit(part.table.facts.row(0), "fund"))
    assert (state.book.profiles["p1"].name, state.book.profiles["p1"].account) == ("银行", "fund")
    assert columns[0].edit(part.table.facts.row(0), " ") is None
    assert part.save(tmp_path / "c.json")
    document = json.loads((tmp_path / "c.json").read_text("utf-8"))
    again = facts.read(Book(), document, text("x"))
    assert again.changes[0].after == state.book.profiles["p1"]
    assert not part.save(tmp_path / "nowhere" / "c.json")
    part.table.setCurrentIndex(part.table.facts.index(0, 0))
    qtbot.mouseClick(part.remove_button, Qt.MouseButton.LeftButton)
    assert not state.book.profiles
    assert part.nothing.isVisibleTo(part)


def test_rules_are_changed_and_removed(qtbot, state, opened):
    state.apply(saved(state.book, "rule", RULE))
    part = opened("rules").parts["rules"]
    columns = part.table.facts.columns
    for place, typed in ((0, "equals"), (1, "顺丰速运"), (2, "rent")):
        state.apply(columns[place].edit(part.table.facts.row(0), typed))
    assert state.book.rules["r1"] == PayeeRule("r1", "顺丰速运", "rent", "equals")
    assert columns[0].edit(part.table.facts.row(0), "x") is None
    assert columns[0].show(part.table.facts.row(0)) == "正好是"
    part.table.setCurrentIndex(part.table.facts.index(0, 0))
    part.table.remove_chosen()
    assert not state.book.rules


# a correction in the entries table


@pytest.fixture
def page(qtbot, state):
    account = next(iter(state.book.accounts))
    for number in range(3):
        entry = Entry(f"n{number}", dt.date(2026, 11, 20), account, -100 - number, "rent", "新铺")
        state.apply(saved(state.book, "entry", entry))
    made = EntriesPage(state)
    qtbot.addWidget(made)
    made.resize(954, 730)
    with qtbot.waitExposed(made):
        made.show()
    return made


def correct(page, state):
    section = page.sections["entries"]
    section.choose("n0")
    model = section.table.facts
    row = section.table.currentIndex().row()
    model.setData(model.index(row, 2), "supplies")
    QTest.qWait(20)
    page.refresh()
    return section


@pytest.mark.parametrize("button", [0, 1])
def test_a_corrected_category_offers_the_payees_other_entries(qtbot, page, state, button):
    section = correct(page, state)
    assert section.alike.isVisible()
    assert section.alike.words.text() == "「新铺」还有 2 笔是别的类别。"
    before = state.book
    qtbot.mouseClick(section.alike.buttons[button], Qt.MouseButton.LeftButton)
    given = {state.book.ledger.find(f"n{number}").category for number in range(3)}
    assert given == {"supplies"}
    assert len(state.book.rules) == button
    state.undo()
    assert state.book == before


def test_the_page_opens_the_window(page, state):
    page.imports_button.click()
    dialogs = [
        child for child in page.window().children() if type(child).__name__ == "ImportsDialog"
    ]
    assert len(dialogs) == 1
    dialogs[0].reject()
