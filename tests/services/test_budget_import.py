"""The budget workbook comes back: exactly the owner's changes, whatever program saved it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner import cli
from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.account import Category
from planner.book.book import Book
from planner.book.budget import BudgetLine
from planner.book.edit import Edit, adding, apply, removing, replacing
from planner.importers.source import ImportCancelled
from planner.services.budget_import import (
    NameChange,
    PlanChange,
    budget_import_edit,
    read_budget_import,
)
from planner.services.budgets.differences_words import told
from planner.services.exporting import export
from planner.services.look_ahead import look_ahead
from planner.wording import Wording
from tests.conftest import TODAY
from tests.shop import SHOP

ID = "0" * 32
DECEMBER, JANUARY = "2026-12", "2027-01"
TYPED = Edit(text("plan"), tuple(
    adding("budget", BudgetLine(*line))
    for line in ((DECEMBER, "rent", -460_000), (JANUARY, "sales", 2_100_050),
                 (JANUARY, "decor", -30_000))
))  # fmt: skip


@pytest.fixture(scope="session")
def book(shop):
    """The shop with three plans of the owner's."""
    return apply(shop, TYPED)


@pytest.fixture(scope="session")
def exported(book, tmp_path_factory):
    """The workbook as it was exported, in Chinese."""
    path = tmp_path_factory.mktemp("out") / "budget.xlsx"
    look = look_ahead(book, TODAY, paths=100, with_actions=False)
    export(book, look, "budget", path, "zh", today=TODAY, book_id=ID)
    return path


class Sheet:
    """The budget sheet in the hands of its owner."""

    def __init__(self, path: Path, name: str = "收支预算") -> None:
        self.workbook = load_workbook(path)
        self.cells = self.workbook[name]

    def row(self, key: str) -> int:
        """The row of the plans with this id."""
        return next(
            number for number in range(6, 120)
            if self.cells.cell(number, 1).value == key and self.cells.cell(number, 4).value == "预算"
        )  # fmt: skip

    def cell(self, key: str, month: int):
        """The plan of a month (0: November 2026)."""
        return self.cells.cell(self.row(key), 5 + month)

    def label(self, key: str):
        return self.cells.cell(self.row(key), 3)

    def save(self, path: Path) -> Path:
        self.workbook.save(path)
        return path


@pytest.fixture
def sheet(exported):
    return Sheet(exported)


@pytest.fixture
def back(book, sheet, tmp_path):
    """Saves the sheet and reads it back against a book."""

    def read(now: Book = book, name: str = "edited.xlsx"):
        return read_budget_import(now, ID, sheet.save(tmp_path / name))

    return read


def in_office(path: Path, folder: Path) -> Path:
    """The file as LibreOffice opens and saves it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not present")
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "xlsx", "--outdir", str(folder / "saved"), str(path)],
        check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip
    return folder / "saved" / path.name


def plans(found):
    return {
        (one.category, one.month): (one.before, one.after)
        for one in found.changes
        if isinstance(one, PlanChange)
    }


def edit_like_an_owner(sheet: Sheet) -> None:
    """Five cells, one new row, one other name, two rows that have changed places."""
    sheet.cell("sales", 2).value = 22_000
    sheet.cell("rent", 1).value = 4_700
    sheet.cell("supplies", 1).value = 11_000.5
    sheet.cell("wages", 3).value = 5_000
    sheet.cell("decor", 2).value = 0
    sheet.label("wages").value = "员工工资"
    swap(sheet, sheet.row("rent"), sheet.row("utilities"))
    at = sheet.row("utilities")
    sheet.cells.insert_rows(at)
    sheet.cells.cell(at, 3).value = "保险"
    sheet.cells.cell(at, 6).value = 120
    sheet.cells.cell(at, 7).value = 130.55


def swap(sheet: Sheet, first: int, second: int) -> None:
    """Two blocks of three lines change places, hidden ids and all."""
    for line in range(3):
        for column in range(1, 19):
            one, two = (sheet.cells.cell(row + line, column) for row in (first, second))
            one.value, two.value = two.value, one.value


@pytest.mark.parametrize("program", ["openpyxl", "LibreOffice"])
def test_exactly_what_the_owner_did_is_found(book, sheet, tmp_path, program):
    edit_like_an_owner(sheet)
    path = sheet.save(tmp_path / "edited.xlsx")
    if program == "LibreOffice":
        path = in_office(path, tmp_path)
    found = read_budget_import(book, ID, path)
    assert plans(found) == {
        ("sales", JANUARY): (2_100_050, 2_200_000),
        ("rent", DECEMBER): (-460_000, -470_000),
        ("supplies", DECEMBER): (-1_160_000, -1_100_050),
        ("wages", "2027-02"): (-480_000, -500_000),
        ("decor", JANUARY): (-30_000, 0),
    }
    names = [one for one in found.changes if isinstance(one, NameChange)]
    assert [(one.category, one.before, one.after) for one in names] == [
        ("wages", "工资", "员工工资")
    ]
    assert [(one.category.name, one.category.flow) for one in found.added] == [("保险", "expense")]
    assert [(one.month, one.amount) for one in found.added[0].plans] == [
        (DECEMBER, -12_000), (JANUARY, -13_055),
    ]  # fmt: skip
    assert (found.conflicts, found.removed, found.not_understood) == ((), (), ())


def test_an_unchanged_workbook_changes_nothing_also_after_libreoffice(book, exported, tmp_path):
    assert read_budget_import(book, ID, exported).is_empty
    assert read_budget_import(book, ID, in_office(exported, tmp_path)).is_empty


def test_one_edit_takes_it_all_and_a_second_time_there_is_nothing_left(book, sheet, back):
    edit_like_an_owner(sheet)
    edit = budget_import_edit(book, back())
    after = apply(book, edit)
    assert after.budget["2026-12/rent"].amount == -470_000
    assert after.categories["wages"].name == "员工工资"
    assert "保险" in {category.name for category in after.categories.values()}
    assert apply(after, edit.inverse()) == book
    again = back(after)
    assert (again.changes, again.conflicts, again.removed) == ((), (), ())


def test_rows_may_be_sorted_and_the_sheet_renamed(book, sheet, back):
    sheet.cell("rent", 2).value = 4_321
    rows = [[cell.value for cell in row]
            for row in sheet.cells.iter_rows(min_row=6, max_row=60, max_col=18)]  # fmt: skip
    for number, row in enumerate(reversed(rows), 6):
        for column, value in enumerate(row, 1):
            sheet.cells.cell(number, column).value = value
    sheet.cells.title = "My plan"
    found = back()
    assert plans(found) == {("rent", JANUARY): (-450_000, -432_100)}
    assert not found.not_understood


def test_columns_inserted_beside_the_table_do_no_harm(book, sheet, back):
    sheet.cell("rent", 2).value = 4_321
    sheet.cells.insert_cols(1)
    assert plans(back()) == {("rent", JANUARY): (-450_000, -432_100)}


def test_a_formula_counts_by_its_stored_value_and_is_shown(book, sheet, tmp_path):
    sheet.cell("rent", 2).value = "=13500/3+1/3"
    path = in_office(sheet.save(tmp_path / "edited.xlsx"), tmp_path)
    (change,) = read_budget_import(book, ID, path).changes
    assert (change.after, change.written) == (-450_033, "=13500/3+1/3")


def test_a_formula_without_a_stored_value_is_listed_with_its_cell(sheet, back):
    sheet.cell("rent", 2).value = "=13500/3"
    found = back()
    assert found.changes == ()
    assert [(one.cell, one.written) for one in found.not_understood] == [("G20", "=13500/3")]


def test_an_amount_as_text_is_read_and_shown_as_it_was_written(sheet, back):
    sheet.cell("sales", 3).value = "6,500元"
    (change,) = back().changes
    assert (change.after, change.written) == (650_000, "6,500元")


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("rent", -4_500.5, "without a minus"),
        ("sales", -1, "without a minus"),
        ("rent", "about 4500", "is no amount"),
        ("rent", "1,2", "is no amount"),
        ("rent", True, "is no amount"),
        ("rent", 4500.123, "more decimals"),
        ("rent", None, "Write 0"),
    ],
)
def test_what_can_not_be_understood_is_listed_with_its_cell(sheet, back, key, value, reason):
    cell = sheet.cell(key, 2)
    cell.value = value
    found = back()
    assert found.changes == ()
    (unread,) = found.not_understood
    assert unread.cell == cell.coordinate
    assert reason in Wording("en").say(unread.reason)


def test_a_date_typed_by_mistake_is_listed(sheet, back):
    sheet.cell("rent", 2).value = TODAY
    (unread,) = back().not_understood
    assert unread.written == "2026-11-23"


def test_a_cleared_plan_is_no_plan_any_more(book, sheet, back):
    sheet.cell("rent", 1).value = None
    found = back()
    assert plans(found) == {("rent", DECEMBER): (-460_000, None)}
    assert "2026-12/rent" not in apply(book, budget_import_edit(book, found)).budget


def test_what_changed_in_book_and_file_is_a_conflict_the_owner_decides(book, sheet, back):
    sheet.cell("rent", 1).value = 4_700
    sheet.cell("supplies", 1).value = 9_000
    sheet.label("wages").value = "员工工资"
    now = apply(book, Edit(text("meanwhile"), (
        replacing("budget", book.budget["2026-12/rent"], amount=-480_000),
        adding("budget", BudgetLine(DECEMBER, "supplies", -900_000)),
        replacing("category", book.categories["wages"], name="帮工工资"),
    )))  # fmt: skip
    found = back(now)
    assert found.changes == ()
    rent, wages = sorted(found.conflicts, key=lambda one: one.category)
    assert (rent.before, rent.after, rent.book) == (-460_000, -470_000, -480_000)
    assert (wages.before, wages.after, wages.book) == ("工资", "员工工资", "帮工工资")
    assert not budget_import_edit(now, found).changes
    after = apply(now, budget_import_edit(now, found, frozenset({rent.key, wages.key})))
    assert after.budget["2026-12/rent"].amount == -470_000
    assert after.categories["wages"].name == "员工工资"


def test_what_changed_in_the_book_alone_stays(book, back):
    now = apply(book, Edit(text("meanwhile"), (
        replacing("budget", book.budget["2026-12/rent"], amount=-480_000),
    )))  # fmt: skip
    assert back(now).is_empty


def test_a_deleted_row_is_asked_about_and_goes_only_when_told(book, sheet, back):
    sheet.cells.delete_rows(sheet.row("decor"), 3)
    found = back()
    assert [(one.category, one.name) for one in found.removed] == [("decor", "装饰")]
    assert not budget_import_edit(book, found).changes
    after = apply(book, budget_import_edit(book, found, frozenset({"removed:decor"})))
    assert "2027-01/decor" not in after.budget
    assert "decor" in after.categories  # an entry names it


def test_a_deleted_row_takes_its_category_along_where_nothing_names_it(book, tmp_path):
    more = apply(book, Edit(text("more"), (adding("category", Category("x", "杂项", "expense")),)))
    look = look_ahead(more, TODAY, paths=50, with_actions=False)
    export(more, look, "budget", tmp_path / "a.xlsx", "zh", today=TODAY, book_id=ID)
    sheet = Sheet(tmp_path / "a.xlsx")
    sheet.cells.delete_rows(sheet.row("x"), 3)
    found = read_budget_import(more, ID, sheet.save(tmp_path / "b.xlsx"))
    assert apply(more, budget_import_edit(more, found, frozenset({"removed:x"}))) == book


def test_a_copied_row_with_another_name_is_new_one_with_the_same_name_is_told(sheet, back):
    copied = [cell.value for cell in sheet.cells[sheet.row("rent")]]
    for name, at in (("仓库租金", sheet.row("rent")), ("房租", 60)):
        sheet.cells.insert_rows(at)
        for column, value in enumerate(copied, 1):
            sheet.cells.cell(at, column).value = value
        sheet.cells.cell(at, 3).value = name
    found = back()
    assert [one.category.name for one in found.added] == ["仓库租金"]
    assert len(found.added[0].plans) == 12
    (twice,) = found.not_understood
    assert (twice.cell, twice.written) == ("C60", "房租")
    assert found.changes == ()


def test_rows_of_the_owner_that_say_too_little_are_listed(sheet, back):
    below = sheet.cells.max_row + 2
    for at, name, amount in (
        (sheet.row("rent"), None, 5), (sheet.row("sales"), "只有名称", None), (below + 2, "尾行", 7),
    ):  # fmt: skip
        if at < below:
            sheet.cells.insert_rows(at)
        sheet.cells.cell(at, 3).value = name
        sheet.cells.cell(at, 6).value = amount
    sheet.cells.cell(below + 6, 3).value = "只是一条备注"
    found = back()
    said = {one.written: Wording("en").say(one.reason) for one in found.not_understood}
    assert set(said) == {"", "只有名称", "尾行"}
    assert "no name" in said[""]
    assert "no amounts" in said["只有名称"]
    assert "no heading" in said["尾行"]


def test_a_new_row_keeps_what_can_be_read_and_lists_the_rest(sheet, back):
    at = sheet.row("sales")
    sheet.cells.insert_rows(at)
    for column, value in ((3, "外卖"), (6, 900), (7, "多少"), (8, -5)):
        sheet.cells.cell(at, column).value = value
    found = back()
    assert [(plan.month, plan.amount) for plan in found.added[0].plans] == [(DECEMBER, 90_000)]
    assert found.added[0].category.flow == "income"
    assert [one.written for one in found.not_understood] == ["多少", ""]


def test_figures_of_loans_and_history_are_not_taken_as_plans(sheet, back):
    sheet.cell("loan:l1", 2).value = 1
    sheet.cell("_income", 2).value = 1
    reasons = {Wording("en").say(one.reason) for one in back().not_understood}
    assert len(reasons) == 1
    assert "worked out from loans or history" in reasons.pop()


def test_an_empty_name_is_told_and_a_name_the_book_has_already_is_no_change(book, sheet, back):
    sheet.label("wages").value = None
    sheet.label("rent").value = "店租"
    now = apply(book, Edit(text("meanwhile"), (
        replacing("category", book.categories["rent"], name="店租"),
    )))  # fmt: skip
    found = back(now)
    assert found.changes == ()
    assert ["name is empty" in Wording("en").say(one.reason) for one in found.not_understood] == [
        True
    ]


def test_a_category_that_is_gone_from_the_book_is_told_where_it_was_changed(book, sheet, back):
    now = apply(book, Edit(text("gone"), (
        *(removing("budget", line) for line in book.budget.values() if line.category == "decor"),
        *(removing("entry", entry) for entry in book.ledger if entry.category == "decor"),
        removing("category", book.categories["decor"]),
    )))  # fmt: skip
    assert back(now).is_empty
    sheet.cell("decor", 3).value = 5
    (unread,) = back(now, "again.xlsx").not_understood
    assert "no longer in the book" in Wording("en").say(unread.reason)


def refusal(call, *arguments) -> str:
    with pytest.raises(UserError) as refused:
        call(*arguments)
    return Wording("en").error(refused.value)


def test_the_workbook_of_another_book_is_refused(book, exported):
    assert "another book" in refusal(read_budget_import, book, "f" * 32, exported)


def hidden(sheet: Sheet, key: str):
    cells = sheet.workbook["_leeway"]
    return next(row[1] for row in cells.iter_rows() if row[0].value == key)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [("schema", "9", "another version"), ("format", "x", "no budget workbook"),
     ("currency", None, "no budget workbook"), ("currency", "yen", "no budget workbook")],
)  # fmt: skip
def test_another_version_or_a_damaged_hidden_sheet_is_refused(
    book, sheet, tmp_path, key, value, said
):
    hidden(sheet, key).value = value
    assert said in refusal(read_budget_import, book, ID, sheet.save(tmp_path / "a.xlsx"))


def test_a_workbook_without_the_hidden_sheet_is_a_sheet_kept_by_hand(book, sheet, tmp_path):
    del sheet.workbook["_leeway"]
    assert "Import bills" in refusal(read_budget_import, book, ID, sheet.save(tmp_path / "a.xlsx"))


def test_a_file_that_is_no_workbook_is_refused(book, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_text("month,amount\n")
    assert "no budget workbook" in refusal(read_budget_import, book, ID, path)


def test_a_budget_sheet_without_its_head_row_is_refused(book, sheet, tmp_path):
    sheet.cells.delete_rows(5)
    assert "head row" in refusal(read_budget_import, book, ID, sheet.save(tmp_path / "a.xlsx"))


def test_reading_can_be_stopped(book, exported):
    with pytest.raises(ImportCancelled):
        read_budget_import(book, ID, exported, lambda: True)


# the command line


@pytest.fixture
def shop_file(tmp_path):
    """A real book file with the shop, and its workbook."""
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(SHOP), "utf-8")
    path = str(tmp_path / "shop.leeway")
    day = ("--today", "2026-11-23")
    assert cli.run(["new", path, *day]) == 0
    assert cli.run(["apply", path, str(facts), *day]) == 0
    workbook = tmp_path / "w.xlsx"
    assert cli.run(["export", path, "--kind", "budget", "--to", str(workbook), *day]) == 0
    return path, workbook


def test_the_command_previews_applies_and_can_be_undone(shop_file, capsys):
    path, workbook = shop_file
    sheet = Sheet(workbook)
    sheet.cell("rent", 1).value = 4_700
    sheet.cells.insert_rows(sheet.row("rent"))
    at = sheet.row("rent") - 1
    sheet.cells.cell(at, 3).value = "保险"
    sheet.cells.cell(at, 6).value = 120
    sheet.save(workbook)
    capsys.readouterr()
    assert cli.run(["budget-import", path, str(workbook), "--dry-run", "--json"]) == 0
    preview = json.loads(capsys.readouterr().out)
    assert preview["changes"] == [
        {"kind": "plan", "month": DECEMBER, "category": "rent", "before": "-4500.00",
         "after": "-4700.00", "cell": "F21"}
    ]  # fmt: skip
    assert preview["added"][0]["plan"] == [{"month": DECEMBER, "amount": "-120.00"}]
    assert preview["applied"] is False
    assert cli.run(["budget-import", path, str(workbook), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["applied"] is True
    assert cli.run(["undo", path]) == 0
    assert "w.xlsx" in capsys.readouterr().out
    assert cli.run(["budget-import", path, str(workbook), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "F21 房租, Dec 2026: −¥4,500.00 → −¥4,700.00." in said
    assert "one edit" in said


def test_another_book_is_refused_on_the_command_line(shop_file, tmp_path, capsys):
    _, workbook = shop_file
    other = str(tmp_path / "other.leeway")
    assert cli.run(["new", other]) == 0
    assert cli.run(["budget-import", other, str(workbook), "--lang", "en"]) == 3
    assert "another book" in capsys.readouterr().err


def test_every_kind_of_finding_has_its_json_and_its_sentence(book, sheet, back):
    sheet.cell("rent", 1).value = 4_700
    sheet.cell("sales", 1).value = "19,000元"
    sheet.cell("supplies", 1).value = -1
    sheet.label("wages").value = "员工工资"
    sheet.cells.delete_rows(sheet.row("decor"), 3)
    now = apply(book, Edit(text("meanwhile"), (removing("budget", book.budget["2026-12/rent"]),
        replacing("category", book.categories["wages"], name="帮工工资"))))  # fmt: skip
    document, lines = told(back(now), Wording("en"), is_applied=False)
    assert [one["book"] for one in document["conflicts"]] == [None, "帮工工资"]
    assert document["changes"][0]["written"] == "19,000元"
    assert document["removed"] == [{"category": "decor", "name": "装饰", "months": [JANUARY]}]
    assert document["not_understood"][0]["cell"] == "F23"
    assert len(lines) == 6
    assert "The book was changed too (worked out) and stays as it is." in lines[1]
    assert lines[-1] == "The book is unchanged."
    assert told(back(book, "x.xlsx"), Wording("zh"), is_applied=True)[1]


def test_nothing_to_bring_back_is_said(book, exported):
    found = read_budget_import(book, ID, exported)
    assert told(found, Wording("en"), is_applied=False)[1] == ["The workbook changes nothing."]
