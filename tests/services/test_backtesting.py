"""The backtest: books whose past is known, so that it is known what it must say of them."""

import datetime as dt
import json

import pytest

from planner import cli
from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply
from planner.outlook.level import Level
from planner.services.backtest_words import backtest_json, backtest_words
from planner.services.backtesting import HORIZON, STEP, backtest
from planner.services.look_ahead import Cancelled
from planner.services.past_book import known_on
from planner.wording import Wording
from tests.shop import SHOP

TODAY = dt.date(2026, 11, 23)
START = dt.date(2026, 2, 1)
EN, ZH = Wording("en"), Wording("zh")


def a_book(daily, opening="0.00", extra=(), paid=range(3, 12), **loan):
    """A till with `daily` net cash since February, a loan of 1,000 on each 15th from March on."""
    days = (TODAY - START).days + 1
    entries = [
        _entry(f"d{number}", START + dt.timedelta(days=number), daily(number))
        for number in range(days)
    ]
    document = {
        "format": "leeway-facts",
        "version": 1,
        "accounts": [
            {"id": "bank", "name": "Bank", "kind": "bank", "opening": opening,
             "opened_on": "2026-02-01"},
            {"id": "fund", "name": "Fund", "kind": "reserve", "opening": "5000.00",
             "opened_on": "2026-02-01"},
        ],
        "entries": [*entries, *extra],
        "loans": [
            {"id": "l1", "name": "Van", "lender": "Bank", "debit_account": "bank",
             "principal": "12000.00", "drawn_on": "2026-02-02", "method": "equal_principal",
             "instalments": 12, "first_due": "2026-03-15", "due_day": 15,
             "rate": {"value": "0", "per": "year"}, **loan}
        ],
        "loan_events": [
            {"loan": "l1", "type": "pay", "date": f"2026-{month:02}-15", "amount": "1000.00"}
            for month in paid
        ],
    }  # fmt: skip
    return apply(Book(), facts.read(Book(), document, text("a book")))


def _entry(key, date, amount, **more):
    return {
        "id": key, "date": date.isoformat(), "account": "bank", "amount": f"{amount:.2f}", **more,
    }  # fmt: skip


@pytest.fixture(scope="module")
def calm():
    return a_book(lambda _: 40)


@pytest.fixture(scope="module")
def draining():
    """Loses 20 a day and pays 1,000 a month out of 13,200, the loan included: too little from October on."""
    return a_book(lambda number: -20 - number % 3, opening="1200.00")


def test_a_calm_business_is_never_warned_and_the_band_holds(calm):
    found = backtest(calm, TODAY, paths=100)
    assert [due.date.month for due in found.dues] == list(range(3, 12))
    assert not any(due.was_short or due.was_warned for due in found.dues)
    assert found.false_alarms == 0
    assert [band.days for band in found.bands] == [30, 60]
    assert all(band.inside == band.looks > 20 for band in found.bands)
    assert found.months == 7


def test_dues_before_sixty_days_of_entries_can_not_be_judged(calm):
    found = backtest(calm, TODAY, paths=100)
    by_month = {due.date.month: due for due in found.dues}
    assert by_month[3].looked_days_ahead == 0
    assert by_month[4].looked_days_ahead in range(1, 15)
    assert HORIZON - STEP < by_month[11].looked_days_ahead <= HORIZON
    assert [due.date.month for due in found.judged] == list(range(4, 12))


def test_a_draining_business_is_warned_in_good_time(draining):
    found = backtest(draining, TODAY, paths=100)
    first = next(due for due in found.dues if due.was_short)
    balance = draining.balances(first.date - dt.timedelta(days=1))["bank"]
    assert 0 < balance < 100_000
    assert first.warned_days_ahead >= 35
    assert first.worst >= Level.short
    later = [due for due in found.dues if due.date > first.date]
    assert all(due.was_short for due in later)


def test_a_blow_that_nobody_could_foresee_is_no_success():
    blow = _entry("x", dt.date(2026, 10, 14), -17_000)
    found = backtest(a_book(lambda _: 40, extra=[blow]), TODAY, paths=100)
    october = next(due for due in found.dues if due.date.month == 10)
    assert (october.was_short, october.warned_days_ahead) == (True, None)
    said = backtest_words(found, EN)
    assert any(line.startswith("  15 Oct  Van: no warning") for line in said)


def test_a_warning_that_was_taken_back_does_not_count():
    extra = [
        _entry("in", dt.date(2026, 9, 28), 20_000),
        _entry("out", dt.date(2026, 10, 14), -25_000),
    ]
    book = a_book(lambda number: -20 - number % 3, opening="1200.00", extra=extra)
    october = next(due for due in backtest(book, TODAY, paths=100).dues if due.date.month == 10)
    assert october.was_short
    assert october.was_warned
    assert october.warned_days_ahead is None


def test_a_rescue_makes_a_false_alarm(draining):
    rescue = _entry("x", dt.date(2026, 9, 10), 20_000)
    book = a_book(lambda number: -20 - number % 3, opening="1200.00", extra=[rescue])
    found = backtest(book, TODAY, paths=100)
    assert not any(due.was_short for due in found.dues)
    assert found.false_alarms == sum(due.was_warned for due in found.dues) >= 1
    assert found.loud_false_alarms <= found.false_alarms
    assert all(due.warned_days_ahead is None for due in found.dues if due.date.month == 11)


def test_an_unpaid_instalment_was_missed_whatever_the_balance(calm):
    unpaid = a_book(lambda _: 40, paid=range(3, 11))
    last = backtest(unpaid, TODAY, paths=50).dues[-1]
    assert last.date == dt.date(2026, 11, 15)
    assert last.was_short


def test_paid_within_the_grace_or_ahead_is_not_missed():
    late = {"loan": "l1", "type": "pay", "date": "2026-11-17", "amount": "1000.00"}
    early = {"loan": "l1", "type": "pay", "date": "2026-10-02", "amount": "1000.00"}
    book = a_book(lambda _: 40, paid=range(3, 10),
                  penalty={"multiplier": "1.5", "grace_days": 3})  # fmt: skip
    more = {"format": "leeway-facts", "version": 1, "loan_events": [early, late]}
    book = apply(book, facts.read(book, more, text("payments")))
    assert not any(due.was_short for due in backtest(book, TODAY, paths=50).dues)


def test_own_money_moved_in_on_the_day_counts_and_that_days_income_does_not():
    def on_the_day(entry):
        out = _entry("out", dt.date(2026, 10, 14), -17_000)
        found = backtest(a_book(lambda _: 40, extra=[out, entry]), TODAY, paths=50)
        return next(due for due in found.dues if due.date.month == 10).was_short

    day = dt.date(2026, 10, 15)
    moved = {"id": "m", "date": day.isoformat(), "account": "fund", "amount": "-5000.00",
             "to_account": "bank"}  # fmt: skip
    assert on_the_day(_entry("x", day, 5000))
    assert not on_the_day(moved)


def test_a_lender_who_debits_in_the_evening_finds_that_days_income():
    extra = [
        _entry("out", dt.date(2026, 10, 14), -17_000),
        _entry("x", dt.date(2026, 10, 15), 5000),
    ]
    book = a_book(lambda _: 40, extra=extra, debit="after_income")
    october = next(due for due in backtest(book, TODAY, paths=50).dues if due.date.month == 10)
    assert not october.was_short


def test_nothing_from_later_is_known_earlier(shop):
    day = dt.date(2026, 10, 1)
    known = known_on(shop, day)
    assert max(entry.date for entry in known.ledger) <= day
    assert all(event.date <= day for event in known.loan_events.values())
    assert len(known.loan_events) == 1
    assert (dict(known.recurring), dict(known.invoices)) == ({}, {})
    assert known.balances(day) == shop.balances(day)
    assert not known_on(shop, dt.date(2026, 8, 9)).loans
    assert known_on(shop, TODAY).invoices == shop.invoices


def test_an_invoice_settled_later_was_open_then(shop):
    settled = {"format": "leeway-facts", "version": 1, "invoices": [
        {"id": "i9", "direction": "receivable", "party": "x", "amount": "5.00", "account": "bank",
         "issued": "2026-09-01", "due": "2026-10-01", "settled_on": "2026-10-20"},
    ]}  # fmt: skip
    book = apply(shop, facts.read(shop, settled, text("invoice")))
    assert known_on(book, dt.date(2026, 10, 19)).invoices["i9"].settled_on is None
    assert known_on(book, dt.date(2026, 10, 20)).invoices["i9"].settled_on is not None


def test_what_happens_later_changes_no_earlier_warning(draining):
    later = _entry("x", dt.date(2026, 10, 20), 50_000)
    changed = a_book(lambda number: -20 - number % 3, opening="1200.00", extra=[later])
    before = backtest(draining, TODAY, paths=100)
    after = backtest(changed, TODAY, paths=100)
    assert before.dues[:8] == after.dues[:8]
    assert before.dues[8] != after.dues[8]


def test_a_new_loan_is_no_fault_of_the_band():
    def bands(drawn_on):
        loan = {
            "id": "l2", "name": "New", "debit_account": "bank", "principal": "90000.00",
            "drawn_on": drawn_on, "method": "single_payment", "first_due": "2027-09-01",
            "rate": {"value": "0", "per": "year"},
        }  # fmt: skip
        book = a_book(lambda _: 40)
        more = {"format": "leeway-facts", "version": 1, "loans": [loan]}
        book = apply(book, facts.read(book, more, text("loan")))
        return backtest(book, TODAY, paths=50).bands

    held, before = bands("2026-09-01"), bands("2026-11-23")
    assert all(band.inside == band.looks for band in held)
    assert held[0].looks < before[0].looks


def test_the_same_book_day_and_seed_say_the_same(draining):
    first = backtest_json(backtest(draining, TODAY, paths=60), EN)
    assert backtest_json(backtest(draining, TODAY, paths=60), EN) == first


def test_it_can_be_called_off(draining):
    with pytest.raises(Cancelled):
        backtest(draining, TODAY, cancelled=lambda: True)


# words and JSON


def test_an_empty_book_has_nothing_to_compare():
    found = backtest(Book(), TODAY)
    assert (found.months, found.dues, found.false_alarms) == (0, (), 0)
    assert backtest_words(found, EN) == [
        "No instalment fell due in the last 12 months, so there is nothing to compare yet."
    ]
    assert backtest_json(found, ZH)["band"]["days_30"]["share"] is None


def test_a_young_book_says_so():
    found = backtest(a_book(lambda _: 40), dt.date(2026, 3, 20), paths=50)
    assert [due.looked_days_ahead for due in found.dues] == [0]
    assert backtest_words(found, EN)[0].startswith("The records begin too late")


def test_few_cases_are_called_few_and_many_are_not(calm):
    few = backtest_words(backtest(calm, dt.date(2026, 6, 1), paths=50), EN)
    many = backtest_words(backtest(calm, TODAY, paths=50), EN)
    impression = "These are few cases: a first impression, no proof."
    assert impression in few
    assert impression not in many
    assert many[0] == "In the last 7 months 8 instalments can be judged; 0 found too little money."
    assert "There would have been no false alarm." in many


def test_the_words_say_how_many_days_ahead(draining):
    found = backtest(draining, TODAY, paths=100)
    first = next(due for due in found.dues if due.was_short)
    said = [line for line in backtest_words(found, ZH) if line.startswith("  ")]
    assert said[0].endswith(f"预警会提前 {first.warned_days_ahead} 天出现。")
    assert len(said) == sum(due.was_short for due in found.judged)


def test_the_command_prints_words_or_the_object_of_the_contract(tmp_path, capsys):
    book, document = tmp_path / "shop.leeway", tmp_path / "facts.json"
    document.write_text(json.dumps(SHOP), "utf-8")
    cli.run(["new", str(book), "--today", "2026-11-23"])
    cli.run(["apply", str(book), str(document), "--today", "2026-11-23"])
    capsys.readouterr()
    assert cli.run(["backtest", str(book), "--today", "2026-11-23", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"months", "dues", "false_alarms", "band", "words"} <= set(found)
    assert [due["date"] for due in found["dues"]] == ["2026-09-10", "2026-10-10", "2026-11-10"]
    assert {"date", "loan", "warned_days_ahead", "was_short"} <= set(found["dues"][0])
    assert cli.run(["backtest", str(book), "--today", "2026-11-23", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("In the last 3 months 3 instalments")
