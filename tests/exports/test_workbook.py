"""The budget workbook: its sheets, how it prints, what is protected, and its figures by hand."""

import datetime as dt
import re
import zipfile
from io import BytesIO

import pytest

from planner.basics.errors import UserError
from planner.book import facts
from planner.exports.kinds import EXPORTS
from planner.exports.workbook import entries_sheet
from planner.services.exporting import subject
from planner.services.look_ahead import look_ahead
from tests.exports.conftest import TODAY, book_of, loan, small_document

TITLES = {
    "zh": ["概览", "收支预算", "现金流", "网商贷", "流水", "参数", "说明", "_leeway"],
    "en": ["Overview", "Budget", "Cash flow", "网商贷", "Entries", "Inputs", "Notes", "_leeway"],
}
FUNCTIONS = {
    "ABS", "AND", "DATE", "EDATE", "EOMONTH", "IF", "INT", "MAX", "MIN", "MONTH", "PMT", "ROUND",
    "SUM", "SUMIF", "SUMIFS", "YEAR",
}  # fmt: skip
YELLOW = "FFFFF6CC"


@pytest.fixture(scope="module", params=["zh", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def content(made, shop, language):
    return made(shop, "budget", language)


@pytest.fixture(scope="module")
def book(sheets, content):
    return sheets(content)


@pytest.fixture(scope="module")
def values(sheets, content):
    return sheets(content, values=True)


def sheet(workbook, index):
    return workbook.worksheets[index]


def lines(workbook):
    """(id, words of the measure column) -> the values of the months, the total, the completion."""
    found = {}
    for row in sheet(workbook, 1).iter_rows(min_row=6, values_only=True):
        if row[0] and row[3]:
            found.setdefault((row[0], row[3]), row[4:18])
    return found


def test_the_sheets_stand_in_reading_order_and_the_last_one_is_hidden(book, language):
    assert book.sheetnames == TITLES[language]
    assert [one.sheet_state for one in book] == ["visible"] * 7 + ["veryHidden"]


def test_every_sheet_prints_on_a4_landscape_one_page_wide(book, language):
    for one in book.worksheets[:-1]:
        assert one.page_setup.orientation == "landscape"
        assert int(one.page_setup.paperSize) == 9
        assert one.sheet_properties.pageSetUpPr.fitToPage
        assert int(one.page_setup.fitToWidth or 1) == 1
        page = {"zh": "第 &P 页 / 共 &N 页", "en": "Page &P of &N"}[language]
        assert page in str(one.oddFooter.right.text)
        assert "阿宁面馆" in str(one.oddFooter.left.text)


def test_tables_repeat_their_heads_and_freeze_them(book):
    for index in (1, 2, 3, 4):
        assert sheet(book, index).print_title_rows
        assert sheet(book, index).freeze_panes


def test_everything_is_protected_without_a_password_but_the_yellow_cells(book):
    yellow = 0
    for one in book:
        assert one.protection.sheet
        assert not one.protection.password
        for row in one.iter_rows():
            for cell in row:
                is_yellow = cell.fill.fgColor.rgb == YELLOW
                assert cell.protection.locked != is_yellow, (one.title, cell.coordinate)
                yellow += is_yellow
    assert yellow > 100


def test_inputs_are_checked_with_a_message_in_the_language(book, language):
    said = {
        check.error for one in book.worksheets[:-1] for check in one.data_validations.dataValidation
    }
    wanted = {"zh": "金额不能小于 0。", "en": "The amount can't be negative."}[language]
    assert wanted in said
    assert all(message and len(message) <= 255 for message in said)


def test_formulas_use_old_functions_only_and_none_that_is_volatile(book):
    used = set()
    for one in book:
        for row in one.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    bare = re.sub(r'"[^"]*"|\'[^\']*\'', "", cell.value)
                    used |= set(re.findall(r"([A-Z.]+)\(", bare))
    assert used <= FUNCTIONS


def test_every_formula_has_its_value_stored(book, values):
    for one in book:
        for row in one.iter_rows():
            for cell in row:
                if cell.data_type == "f" and "IF(" not in cell.value:
                    assert values[one.title][cell.coordinate].value is not None, cell.value


def test_inputs_have_names_in_the_language(book, language):
    wanted = {
        "zh": {"截止日", "首月期初余额", "今日余额", "应急金", "应急金目标", "安全垫", "贷款1_本金",
               "贷款1_利率", "贷款1_期数", "流水_金额"},
        "en": {"Booked_until", "Opening_balance", "Balance_today", "Emergency_fund",
               "Emergency_fund_goal", "Cushion", "Loan1_principal", "Loan1_rate",
               "Loan1_instalments", "Entries_amount"},
    }  # fmt: skip
    assert wanted[language] <= set(book.defined_names)


def test_rows_carry_hidden_ids(book):
    budget, loan, entries = sheet(book, 1), sheet(book, 3), sheet(book, 4)
    for one in (budget, loan, entries, sheet(book, 2)):
        assert one.column_dimensions["A"].hidden
    assert {"rent", "sales", "loan:l1"} <= {cell.value for cell in budget["A"]}
    assert "loan:l1:5" in {cell.value for cell in loan["A"]}
    assert "e1" in {cell.value for cell in entries["A"]}
    assert {"rent", "_instalment", "loan:l1"} & {cell.value for cell in sheet(book, 2)["A"]}


def test_the_hidden_sheet_knows_what_the_workbook_was_made_from(book, shop, language):
    rows = list(sheet(book, 7).iter_rows(values_only=True))
    facts = {row[0]: row[1] for row in rows if row[0] and not row[2]}
    assert facts["format"] == "leeway-budget"
    assert facts["schema"] == "1"
    assert facts["book"] == shop.version
    assert facts["today"] == "2026-11-23"
    assert facts["language"] == language
    assert facts["sheet:budget"] == TITLES[language][1]
    assert ("2026-12", "rent", "-4500.00", "0") in rows


def test_the_budget_of_the_shop_by_hand(values, language):
    """December 2026: four Mondays of 4,700; 4,500 + 11,600 + 4,800 + 640 out; 5,398.53 repaid."""
    plan, actual, gap = {
        "zh": ("预算", "实际", "差异"), "en": ("Budget", "Actual", "Difference"),
    }[language]  # fmt: skip
    found = lines(values)
    assert found["sales", plan][1] == 18_800
    assert found["sum:income", plan][1] == 18_800
    assert found["sum:expense", plan][1] == 21_540
    assert found["sum:debt", plan][1] == 5_398.53
    assert found["sum:net", plan][1] == -8_138.53
    assert found["balance:start", plan][:2] == (30_459.44, 23_751.91)
    assert found["balance:end", plan][1] == 15_613.38
    assert found["balance:end", actual][:2] == (19_051.91, None)
    assert found["rent", actual][:2] == (4_500, None)
    assert found["rent", gap][:2] == (0, None)
    assert found["sales", gap][0] == -4_700
    assert round(found["sales", actual][13], 4) == round(15_701 / 20_401, 4)


def test_a_gap_that_month_ends_hide_is_called_by_its_word(values, language):
    """January ends with money, but its 10th does not: the word says so."""
    rows = list(sheet(values, 1).iter_rows(min_row=6, values_only=True))
    words = rows[-2][4:16]
    levels = rows[-1][4:16]
    shortfall, short = {"zh": ("缺口", "可能不够"), "en": ("Shortfall", "Likely short")}[language]
    assert lines(values)["balance:end", {"zh": "预算", "en": "Budget"}[language]][2] > 0
    assert words[2] == shortfall
    assert levels[2] == short


def test_the_overview_says_it_in_words_and_figures(values, language):
    one = sheet(values, 0)
    texts = [cell.value for row in one.iter_rows() for cell in row if cell.value is not None]
    assert 19_051.91 in texts
    assert 5_398.53 in texts
    assert 45_795.31 in texts
    assert 6_500 in texts
    assert {"zh": "可能不够", "en": "Likely short"}[language] in texts
    assert "−1,185.15" not in texts
    assert -1_185.15 in texts


def test_thirteen_weeks_end_where_the_outlook_expects(values):
    """Week 7 (5 to 11 January): 15,813.38 + 4,700 − 11,600 − 5,398.53 = 3,514.85."""
    rows = {row[0] or row[1]: row for row in sheet(values, 2).iter_rows(values_only=True)}
    starts = [cell.value for cell in sheet(values, 2)[5]]
    assert starts[2] == dt.datetime(2026, 11, 24)
    assert starts[8] == dt.datetime(2027, 1, 5)
    assert rows["loan:l1"][8] == 5_398.53
    assert rows["supplies"][8] == 11_600
    closing = next(row for row in rows.values() if row[1] in {"期末余额", "Balance at the end"})
    assert closing[8] == 3_514.85


def test_the_overview_has_two_charts_with_straight_lines(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        charts = [
            archive.read(name).decode()
            for name in archive.namelist()
            if name.startswith("xl/charts/chart")
        ]
    assert len(charts) == 2
    assert not any('<c:smooth val="1"/>' in chart for chart in charts)


def test_properties_name_no_person(book, language):
    assert book.properties.title == {"zh": "余地预算表", "en": "Leeway budget"}[language]
    assert not book.properties.creator
    assert not book.properties.lastModifiedBy


def test_the_same_book_and_day_give_the_same_bytes(made, shop, content, language):
    row = next(row for row in EXPORTS if row.kind == "budget")
    look = look_ahead(shop, TODAY, paths=200, with_actions=False)
    assert row.content(subject(shop, look, language, today=TODAY), ".xlsx") == content


def test_amounts_carry_the_symbol_of_the_currency_as_a_literal(book):
    formats = {cell.number_format for row in sheet(book, 0).iter_rows() for cell in row}
    assert any(one.startswith('"¥"#,##0.00') for one in formats)
    assert not any("[$¥" in one for one in formats)


def test_text_that_looks_like_a_formula_stays_text_in_every_sheet(made, sheets, full_book):
    workbook = sheets(made(full_book, "budget", "zh"))
    entries = workbook["流水"]
    texts = {cell.value for row in entries.iter_rows(min_row=5) for cell in row if cell.value}
    assert {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1+1", "＋1", "<r>x</r> "} <= texts
    assert not any(cell.data_type == "f" for row in entries.iter_rows() for cell in row)
    assert any(cell.value == "=card" for cell in workbook["参数"]["B"])
    for one in workbook:
        for row in one.iter_rows():
            assert all(cell.hyperlink is None for cell in row)


def test_groups_of_the_owner_head_the_expenses(made, sheets, full_book, shop):
    with_groups = [cell.value for cell in sheets(made(full_book, "budget", "en"))["Budget"]["C"]]
    assert with_groups.index("固定") < with_groups.index("房租") < with_groups.index("Not grouped")
    without = [cell.value for cell in sheets(made(shop, "budget", "en"))["Budget"]["C"]]
    assert without.index("Essential") < without.index("工资") < without.index("Others")


def test_a_plan_typed_by_the_owner_looks_different_from_a_derived_one(made, sheets, full_book):
    one = sheets(made(full_book, "budget", "en"))["Budget"]
    row = next(row for row in one.iter_rows(min_row=6) if row[0].value == "rent")
    november, december = row[4], row[5]
    assert december.value == 4_600
    assert not december.font.italic
    assert november.font.italic


def test_fixed_plans_say_so_and_are_named_in_the_notes(made, sheets, full_book):
    workbook = sheets(made(full_book, "budget", "en"))
    assert "fixed figures" in workbook["Loan changed"]["B3"].value
    assert not any(
        cell.data_type == "f" for row in workbook["Loan changed"].iter_rows(min_row=14)
        for cell in row
    )  # fmt: skip
    notes = " ".join(str(cell.value) for cell in workbook["Notes"]["B"])
    assert "Loan daily" in notes
    assert "Loan changed" in notes
    assert "Loan even" not in notes


def test_states_of_instalments_are_words(made, sheets, full_book):
    workbook = sheets(made(full_book, "schedule", "en"))
    assert workbook["网商贷"]["I14"].value == "Paid"
    assert workbook["网商贷"]["I17"].value == "To come"
    assert workbook["Loan late"]["I14"].value == "74 days overdue"
    due_now = sheets(made(full_book, "schedule", "en", today=dt.date(2026, 12, 10)))["网商贷"]
    assert due_now["I17"].value == "Due now"


def test_a_book_without_loans_and_entries_gives_a_workbook_too(made, sheets, empty_book):
    workbook = sheets(made(empty_book, "budget", "en"))
    assert workbook.sheetnames == ["Overview", "Budget", "Cash flow", "Entries", "Inputs", "Notes",
                                   "_leeway"]  # fmt: skip
    assert workbook["Overview"]["B4"].value == "No instalment is due in the time looked at."


def test_a_currency_without_decimals_shows_none(made, sheets, yen_book):
    workbook = sheets(made(yen_book, "budget", "en"))
    shown = [cell for row in workbook["Loan y"].iter_rows() for cell in row]
    assert '"¥"#,##0;"−""¥"#,##0;"¥"#,##0' in {cell.number_format for cell in shown}
    assert not any(".00;" in cell.number_format for cell in shown)


def test_long_texts_get_high_rows(made, sheets, full_book):
    entries = sheets(made(full_book, "budget", "zh"))["流水"]
    heights = {
        row[0].value: entries.row_dimensions[row[0].row].height
        for row in entries.iter_rows(min_row=5)
    }
    assert heights["n8"] > heights["n1"]


def test_when_every_payment_is_covered_the_first_sheet_says_so(made, sheets, yen_book):
    paid = [{"loan": "y", "type": "pay", "date": f"2026-{month:02}-10", "amount": "84012"}
            for month in (9, 10, 11)]  # fmt: skip
    book = book_of({**small_document("JPY"), **_lists(yen_book), "loan_events": paid})
    one = sheets(made(book, "budget", "en"))["Overview"]
    assert one["B4"].value == "Every payment to 10 Aug 2027 is covered."
    assert one["F8"].value == "over 365 days"


def _lists(book):
    return {key: value for key, value in facts.dump(book).items() if isinstance(value, list)}


def test_an_instalment_paid_in_part_ahead_is_told_apart(made, sheets):
    document = small_document(
        accounts=[{"id": "bank", "name": "Bank", "kind": "bank", "opened_on": "2026-01-01"}],
        loans=[loan("p", first_due="2026-12-10", drawn_on="2026-11-10")],
        loan_events=[{"loan": "p", "type": "pay", "date": "2026-11-20", "amount": "1000.00"}],
        limits={"cushion": "100.00"},
    )
    workbook = sheets(made(book_of(document), "schedule", "en"))
    assert workbook["Loan p"]["I14"].value == "Partly paid"
    assert workbook["Loan p"]["I15"].value == "To come"


def test_a_balance_under_the_cushion_is_tight(made, sheets):
    document = small_document(
        accounts=[{"id": "bank", "name": "Bank", "kind": "bank", "opening": "90.00",
                   "opened_on": "2026-01-01"}],
        limits={"cushion": "100.00"},
    )  # fmt: skip
    workbook = sheets(made(book_of(document), "budget", "en"), values=True)
    words = [
        row[4] for row in workbook["Budget"].iter_rows(values_only=True) if row[2] == "Balance"
    ]
    assert words == ["Tight"]


def test_a_short_horizon_leaves_the_later_weeks_without_a_bad_case(shop, sheets):
    look = look_ahead(shop, TODAY, days=30, paths=50, with_actions=False)
    row = next(row for row in EXPORTS if row.kind == "budget")
    one = sheets(row.content(subject(shop, look, "en", today=TODAY), ".xlsx"))["Cash flow"]
    bad = next(row for row in one.iter_rows() if str(row[1].value).startswith("Balance in a bad"))
    assert isinstance(bad[2].value, float | int)
    assert bad[14].value == "–"


def test_without_a_loan_there_is_no_plan_to_export(made, empty_book):
    with pytest.raises(UserError, match="no loan"):
        made(empty_book, "schedule", "en")


def test_of_too_many_entries_the_newest_are_shown_and_it_says_so(monkeypatch, shop, sheets):
    monkeypatch.setattr(entries_sheet, "MOST", 10)
    look = look_ahead(shop, TODAY, paths=50, with_actions=False)
    row = next(row for row in EXPORTS if row.kind == "budget")
    one = sheets(row.content(subject(shop, look, "en", today=TODAY), ".xlsx"))["Entries"]
    assert one["C2"].value == "The newest 10 of 54 entries"
    assert one["C14"].value == dt.datetime(2026, 11, 20)
    assert one["C15"].value is None
