"""The report on two pages: its figures are those of the outlook and the budget, and all of it fits."""

import dataclasses
from io import BytesIO

import pytest
from pypdf import PdfReader

from planner.exports.kinds.report import REPORT, document
from planner.services.exporting import subject
from planner.services.look_ahead import look_ahead
from tests.exports.conftest import NASTY, TODAY, book_of, loan, small_document
from tests.shop import SHOP

LONG = "某某市商业银行小微企业流动资金循环贷款（二〇二六年补充合同）"


def told(book, language="zh", *, with_actions=True):
    look = look_ahead(book, TODAY, paths=300, with_actions=with_actions)
    return subject(book, look, language, today=TODAY)


def spoken(of):
    """The words of each page, without blanks and line ends."""
    pages = PdfReader(BytesIO(REPORT.content(of, ".pdf"))).pages
    return ["".join(page.extract_text().split()) for page in pages]


def close(words):
    return "".join(words.split())


@pytest.fixture(scope="module")
def shop():
    return told(book_of(SHOP))


@pytest.fixture(scope="module")
def crowded():
    loans = [
        loan(f"long{number}", name=f"{LONG}{number}", lender="某某农村商业银行股份有限公司营业部")
        for number in range(6)
    ]
    names = [{"id": f"c{n}", "name": f"{LONG}{n}", "flow": "expense"} for n in range(8)]
    budget = [{"month": "2026-12", "category": f"c{n}", "amount": "-1460.00"} for n in range(8)]
    return book_of(
        {**SHOP, "loans": [*SHOP["loans"], *loans], "budget": budget,
         "categories": [*SHOP["categories"], *names],
         "book": {"name": LONG * 4, "currency": "CNY"}}
    )  # fmt: skip


def test_two_pages_with_the_headings_of_both(shop):
    first, second = spoken(shop)
    assert "阿宁面馆" in first
    for heading in ("接下来的还款", "可行的办法", "到2027年5月22日的预期余额", "第1页/共2页"):
        assert close(heading) in first
    for heading in ("2026年11月至2027年10月的预算", "最大的支出", "贷款", "第2页/共2页"):
        assert close(heading) in second


def test_the_figures_are_those_of_the_outlook(shop):
    first, _ = spoken(shop)
    wording, outlook = shop.wording, shop.outlook
    assert close(wording.say(shop.headline[0])) in first
    assert wording.money(outlook.balance, "CNY") in first
    assert wording.money(outlook.lowest.expected, "CNY") in first
    for due in outlook.dues[:8]:
        row = (
            wording.date(due.date, "year"), due.loan_name, wording.money(due.amount, "CNY"),
            wording.money(due.expected_balance_after, "CNY"),
        )  # fmt: skip
        assert close("".join(row)) in first
    for action in shop.actions:
        assert close(wording.say(action.title)) in first


def test_the_figures_are_those_of_the_budget_and_of_the_loans(shop):
    _, second = spoken(shop)
    wording, budget = shop.wording, shop.budget()
    for month, day in enumerate(budget.first_days):
        earned = wording.money(budget.planned("income")[month], "CNY", exact=False)
        spent = wording.money(-budget.planned("expense")[month], "CNY", exact=False)
        assert close(f"{wording.date(day, 'month')}{earned}{spent}") in second
        assert wording.money(budget.closing[month], "CNY", exact=False) in second
    (standing,) = shop.loans()
    left, payoff = (
        wording.money(minor, "CNY") for minor in (standing.principal_left, standing.payoff)
    )
    assert f"{left}{payoff}" in second


@pytest.mark.parametrize("language", ["zh", "en"])
def test_many_loans_with_long_names_find_room_on_two_pages(crowded, language):
    of = told(crowded, language, with_actions=False)
    pages = spoken(of)
    assert len(pages) == 2
    for number in range(6):
        assert f"）{number}" in pages[1]
    for standing in of.loans():
        assert of.wording.money(standing.payoff, "CNY") in pages[1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_stands_below_the_last_line_of_a_page(crowded, shop, language):
    from planner.exports.pdf.layout import sheets
    from planner.exports.pdf.paper import ROOM, Paper
    from planner.exports.pdf.shapes import gap, height_of

    pytest.importorskip("PySide6.QtGui")
    application = _application()
    for of in (told(crowded, language), shop):
        made = document(of)
        paper = Paper(made)
        for blocks, charts in sheets(paper, made):
            heights = [height_of(paper, block, charts) + gap(block) for block in blocks]
            assert sum(heights) <= ROOM
        paper.finished()
    assert application is not None


def _application():
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication(["leeway", "-platform", "offscreen"])


def test_an_empty_book_gives_a_calm_page(empty_book):
    first, second = spoken(told(empty_book, "en"))
    assert "Cornershop" in first
    assert "Nothingisplanned" in second
    assert "Thereisnoloan." in second


def test_a_book_without_history_says_so(yen_book):
    assert "fewerthan60days" in spoken(told(yen_book, "en"))[1]


def test_same_facts_same_bytes_and_formulas_stay_text(full_book):
    of = told(full_book, with_actions=False)
    content = REPORT.content(of, ".pdf")
    again = dataclasses.replace(of, book=full_book)
    assert REPORT.content(again, ".pdf") == content
    reader = PdfReader(BytesIO(content))
    assert len(reader.pages) == 2
    assert reader.metadata.title == "阿宁 & 面馆 · 经营报告"
    for page in reader.pages:
        assert not page.annotations


@pytest.mark.parametrize("name", [*NASTY, "{page}", "余地\n两行"])
def test_a_strange_name_of_a_book_is_only_a_name(name):
    book = book_of(small_document(accounts=[{"id": "bank", "name": name, "kind": "bank",
                                             "opened_on": "2026-06-01", "opening": "9.00"}])
                   | {"book": {"name": name.strip(), "currency": "CNY"}})  # fmt: skip
    assert close(name) in spoken(told(book, with_actions=False))[0]


def test_a_rate_that_is_not_known_is_no_cost_of_zero_in_what_goes_to_the_bank(made, sheets):
    unknown = loan("u", rate={"value": "0", "per": "year"}, assumed=["rate"])
    accounts = [{"id": "bank", "name": "Bank", "kind": "bank", "opening": "90000.00",
                 "opened_on": "2026-08-01"}]  # fmt: skip
    book = book_of(small_document(accounts=accounts, loans=[unknown]))
    [standing] = told(book, "en", with_actions=False).loans()
    assert standing.yearly_cost is None
    assert "0.00%" not in spoken(told(book, "en", with_actions=False))[1]
    book_sheets = sheets(made(book, "schedule", "en")).worksheets
    words = {cell.value for sheet in book_sheets for row in sheet.iter_rows() for cell in row}
    assert "Rate: not filled in yet" in words
