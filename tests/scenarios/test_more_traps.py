"""The traps once more, deeper: every view and export tells the same, also where it is least seen."""

import datetime as dt
import json
from io import BytesIO

import openpyxl
import pytest

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply
from planner.outlook.level import Level
from planner.services.day_by_day import days_between
from planner.services.exporting import KINDS, export
from planner.services.look_ahead import look_ahead
from planner.services.outlook_json import outlook_json, outlook_words
from planner.services.what_if import begin
from planner.wording import Wording
from tests.looking import TODAY, account, book_of, every, loan, owed

TENTH = dt.date(2027, 1, 10)


def outlook(book, today=TODAY, **more):
    return look_ahead(book, today, **{"with_actions": False, "paths": 2000, **more}).outlook


# a month end hides the dip inside the month


def test_the_dip_is_on_the_calendar_page_and_in_what_if(shop):
    look = look_ahead(shop, TODAY, with_actions=False)
    days = {
        day.date: day
        for day in days_between(shop, look.outlook, TENTH - dt.timedelta(days=9), dt.date(2027, 1, 31), TODAY)
    }  # fmt: skip
    assert days[TENTH].level is Level.short
    assert days[TENTH].end < 0 < days[dt.date(2027, 1, 31)].end
    assert begin(shop, TODAY, paths=500).base.figures.first_risky.date == TENTH


@pytest.mark.parametrize("kind", ["budget", "report", "calendar"])
def test_every_export_names_the_day_of_the_dip(shop, tmp_path, kind):
    """Also the workbook, whose columns are months: the month of the dip is a shortfall there."""
    suffix = next(one.suffixes[0] for one in KINDS if one.kind == kind)
    path = tmp_path / f"out{suffix}"
    export(shop, look_ahead(shop, TODAY), kind, path, "en", today=TODAY, book_id="book")
    content = path.read_bytes()
    if suffix == ".xlsx":
        book = openpyxl.load_workbook(BytesIO(content), data_only=True)
        said = {str(cell.value) for sheet in book for row in sheet for cell in row if cell.value}
        assert "Shortfall" in said
        assert any("2027-01-10" in value for value in said)
    elif suffix == ".pdf":
        from pypdf import PdfReader

        pages = PdfReader(BytesIO(content)).pages
        whole = "".join("".join(page.extract_text().split()) for page in pages)
        assert "10Jan" in whole
        assert "Likelyshort" in whole
    else:
        assert b"20270110" in content


def test_a_dip_between_two_dues_of_one_month_is_not_averaged_away():
    """Two loans, the 10th and the 25th: money comes on the 20th and is enough for both together."""
    income = every("sales", "250.00", "FREQ=MONTHLY;BYMONTHDAY=20", "2026-12-20")
    second = loan("l2", first_due="2026-12-25", drawn_on="2026-11-25")
    book = book_of(opening="60.00", loans=[loan(), second], recurring=[income])
    levels = {due.date: due.level for due in outlook(book, days=40).dues}
    assert levels[dt.date(2026, 12, 10)] is Level.short
    assert levels[dt.date(2026, 12, 25)] is Level.covered


# debt counted as cash


def test_a_credit_card_and_an_undrawn_offer_are_no_money():
    accounts = [account("bank", "50.00"), account("card", "-400.00", "card")]
    terms = {key: value for key, value in loan(drawn_on="2026-12-01").items()
             if key not in {"id", "name", "debit_account", "books_cash"}}  # fmt: skip
    offer = {"id": "o", "name": "Offer", "debit_account": "bank", "terms": terms}
    look = outlook(book_of(accounts=accounts, loans=[loan()], offers=[offer]))
    assert look.balance == 5000
    assert look.free_to_spend == 0
    assert look.dues[0].level is Level.short


def test_what_could_be_spent_does_not_grow_with_what_is_owed():
    plain, owing = (outlook(book_of(loans=loans)) for loans in ([], [loan()]))
    assert owing.free_to_spend == plain.free_to_spend - 100000 == 0


# the reserve left out, or spent without a word


def test_no_due_is_covered_by_the_fund_unless_the_owner_moves_it():
    accounts = [account("bank", "60.00"), account("fund", "900.00", "reserve")]
    book = book_of(accounts=accounts, loans=[loan()])
    look = look_ahead(book, TODAY, days=20)
    assert look.outlook.dues[0].level is Level.short
    assert look.outlook.reserve.amount == 90000
    move = look.actions[0]
    after = look_ahead(apply(book, move.edit), TODAY, days=20).outlook
    assert after.dues[0].level is Level.covered
    assert "Fund" in Wording("en").say(move.title)


def test_the_fund_stands_apart_in_words_figures_and_total(shop):
    look = look_ahead(shop, TODAY)
    answer = outlook_json(shop, look, Wording("en"))
    accounts = answer["balance"]["accounts"]
    assert answer["balance"]["today"] == accounts["bank"]
    lines = outlook_words(shop, look, Wording("en"))
    assert any(line.startswith("Emergency fund: ¥6,500") for line in lines)


# sums over different periods


def test_need_of_a_month_counts_weekly_monthly_and_yearly_items_by_the_month():
    items = [
        every("w", "-12.00", "FREQ=WEEKLY;BYDAY=MO", "2026-01-05"),
        every("m", "-50.00", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-01-01"),
        every("y", "-120.00", "FREQ=YEARLY", "2026-02-01"),
    ]
    need = outlook(book_of(opening="9000.00", recurring=items)).reserve.monthly_need
    assert need == pytest.approx(5200 + 5000 + 1000, abs=120)


def test_a_span_that_cuts_a_month_counts_only_what_falls_into_it():
    weekly = every("s", "10.00", "FREQ=WEEKLY;BYDAY=MO", "2026-11-30")
    rent = every("r", "-30.00", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-12-15")
    look = outlook(book_of(recurring=[weekly, rent]), days=21)
    assert look.days[-1].expected - look.balance == 3 * 1000
    assert outlook(book_of(recurring=[weekly, rent]), days=22).days[-1].expected == 100000


# a due shifted by a weekend


@pytest.mark.parametrize(
    ("rule", "date", "act_by"),
    [("none", TENTH, "2027-01-08"), ("next", dt.date(2027, 1, 11), "2027-01-08"),
     ("previous", dt.date(2027, 1, 8), "2027-01-07")],
)  # fmt: skip
def test_the_contract_s_own_rule_moves_a_due_and_nothing_else_does(rule, date, act_by):
    """10 January 2027 is a Sunday. Money that comes on the 9th helps only where the debit waits."""
    income = every("sales", "50.00", "FREQ=MONTHLY;BYMONTHDAY=9;COUNT=1", "2027-01-09")
    book = book_of(opening="160.00", loans=[loan(holiday=rule)], recurring=[income])
    due = next(one for one in outlook(book, days=60).dues if one.date.month == 1)
    assert (due.date, due.act_by.isoformat()) == (date, act_by)
    assert due.level is (Level.short if rule == "previous" else Level.covered)


def test_a_recurring_item_is_not_moved_by_a_weekend():
    rent = every("rent", "-50.00", "FREQ=MONTHLY;BYMONTHDAY=10", "2027-01-10")
    flows = outlook(book_of(recurring=[rent]), days=60).coming
    assert [flow.date for flow in flows] == [TENTH]


# evening takings that cover a noon debit


def test_takings_of_the_day_count_only_where_the_contract_debits_in_the_evening():
    evening = every("sales", "500.00", "FREQ=MONTHLY;BYMONTHDAY=10", "2026-12-10")
    levels = {}
    for debit in ("before_income", "after_income"):
        book = book_of(opening="50.00", loans=[loan(debit=debit)], recurring=[evening])
        levels[debit] = outlook(book, days=30).dues[0].level
    assert levels == {"before_income": Level.short, "after_income": Level.covered}


def test_two_noon_debits_of_a_day_do_not_share_the_same_money():
    book = book_of(opening="150.00", loans=[loan("l1"), loan("l2")])
    first, second = outlook(book, days=20).dues
    assert (first.level, second.level) == (Level.covered, Level.short)
    assert second.expected_balance_after == -5000


def test_an_invoice_that_is_paid_on_the_day_comes_too_late_for_noon():
    book = book_of(opening="50.00", loans=[loan()], invoices=[owed("i", "500.00", "2026-12-10")])
    assert outlook(book, days=20).dues[0].level is Level.short


# what comes in by a file stays as it is in the file


def test_a_dump_laid_over_an_empty_book_gives_the_same_outlook_to_the_letter(shop):
    again = apply(Book(), facts.read(Book(), facts.dump(shop), text("again")))
    one, two = (
        json.dumps(outlook_json(book, look_ahead(book, TODAY), Wording("zh"))) for book in (shop, again)
    )  # fmt: skip
    assert one == two
