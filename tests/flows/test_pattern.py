"""What is learnt from history, and what is not."""

import datetime as dt

import numpy as np
import pytest

from planner.flows.pattern import ENOUGH_DAYS, learn, standard_error
from tests.looking import TODAY, account, book_of, day, entry, every, loan, owed

SALES = {"id": "sales", "name": "Sales", "flow": "income"}
GOODS = {"id": "goods", "name": "Goods", "flow": "expense", "essential": True}
FUN = {"id": "fun", "name": "Fun", "flow": "expense"}
DEBT = {"id": "debt", "name": "Repayment", "flow": "debt"}


def daily(count: int, amount: str = "10.00", key: str = "e", **more: str):
    return [entry(f"{key}{back}", day(-back), amount, **more) for back in range(count)]


def total(book, today=TODAY) -> int:
    return sum(int(stream.daily.sum()) for stream in learn(book, today).streams)


def test_under_sixty_days_nothing_is_learnt():
    young = learn(book_of(entries=daily(ENOUGH_DAYS - 1)), TODAY)
    assert (young.has_short_history, young.streams) == (True, ())
    old = learn(book_of(entries=daily(ENOUGH_DAYS)), TODAY)
    assert (old.has_short_history, old.days) == (False, ENOUGH_DAYS)


def test_an_empty_book_has_a_short_history():
    assert learn(book_of(), TODAY).has_short_history


def test_entries_after_today_are_no_history():
    book = book_of(entries=[entry(f"e{n}", day(n), "10.00") for n in range(1, 90)])
    assert learn(book, TODAY).has_short_history


def test_the_window_is_one_year():
    pattern = learn(book_of(entries=daily(500)), TODAY)
    assert (pattern.days, pattern.first) == (365, TODAY - dt.timedelta(days=364))
    assert total(book_of(entries=daily(500))) == 365 * 1000


def test_what_a_recurring_flow_plans_is_not_learnt_again():
    entries = daily(100, category="sales") + daily(100, "-3.00", key="g", category="goods")
    plan = every("takings", "70.00", "FREQ=WEEKLY", "2026-11-30", category="sales")
    book = book_of(categories=[SALES, GOODS], entries=entries, recurring=[plan])
    assert total(book) == -100 * 300


def test_a_plan_much_smaller_than_its_category_covers_only_its_own_amounts():
    entries = daily(100, category="sales") + [
        entry(f"c{n}", day(-7 * n), "30.00", category="sales") for n in range(10)
    ]
    plan = every("contract", "30.00", "FREQ=WEEKLY", "2026-11-30", category="sales")
    book = book_of(categories=[SALES], entries=entries, recurring=[plan])
    assert total(book) == 100 * 1000


def test_a_plan_without_category_covers_its_payee_and_its_amount():
    entries = daily(100, "-5.00", key="r", payee="Rent") + daily(100, "-1.00", key="x")
    plan = every("rent", "-5.20", "FREQ=DAILY", "2026-11-24")
    assert total(book_of(entries=entries, recurring=[plan])) == -100 * 100


def test_a_plan_that_has_ended_covers_only_its_time():
    entries = daily(100, "-5.00", category="goods")
    plan = every("old", "-5.00", "FREQ=DAILY", "2026-01-01", category="goods",
                 until=day(-50).isoformat())  # fmt: skip
    book = book_of(categories=[GOODS], entries=entries, recurring=[plan])
    assert -50 * 500 <= total(book) <= -44 * 500


def test_repayments_and_transfers_are_not_learnt():
    accounts = [account("bank", "10.00"), account("till", "0.00", "cash")]
    entries = daily(90, "-4.00", category="debt") + daily(90, "-2.00", key="t", to_account="till")
    book = book_of(accounts=accounts, categories=[DEBT], entries=entries + daily(90, key="s"))
    assert total(book) == 90 * 1000


def test_loan_payments_held_by_the_entries_are_not_learnt():
    events = [{"loan": "l1", "type": "pay", "date": "2026-12-10", "amount": "100.00"}]
    paid = [entry("p1", dt.date(2026, 12, 11), "-100.00", category="goods")]
    today = dt.date(2026, 12, 31)
    entries = [entry(f"e{n}", today - dt.timedelta(days=n), "1.00") for n in range(90)]
    drawn = entry("d", dt.date(2026, 11, 10), "1200.00")
    book = book_of(categories=[GOODS], entries=[*entries, *paid, drawn], loans=[loan()],
                   loan_events=events)  # fmt: skip
    assert total(book, today) == 90 * 100


def test_a_further_draw_held_by_the_entries_is_not_learnt():
    events = [{"loan": "l1", "type": "draw", "date": "2026-11-20", "amount": "60.00"}]
    entries = [*daily(90, "1.00"), entry("d", dt.date(2026, 11, 20), "60.00")]
    book = book_of(entries=entries, loan_events=events, loans=[loan(method="daily_interest")])
    assert total(book) == 90 * 100


def test_a_large_single_sum_stays_out():
    refit = entry("refit", day(-30), "-420.00", category="fun", payee="Builder")
    book = book_of(categories=[FUN], entries=[*daily(100), refit])
    assert total(book) == 100 * 1000
    nameless = entry("once", day(-30), "-420.00")
    assert total(book_of(entries=[*daily(100), nameless])) == 100 * 1000


def test_a_large_sum_that_comes_again_is_learnt():
    twice = [entry(f"x{n}", day(-30 * n - 1), "-90.00", payee="Press") for n in range(2)]
    assert total(book_of(entries=[*daily(100), *twice])) == 100 * 1000 - 2 * 9000


def test_all_income_in_one_entry_teaches_nothing():
    entries = [entry("all", day(-40), "9000.00", payee="Fair"), *daily(90, "-1.00", key="c")]
    assert total(book_of(entries=entries)) == -90 * 100


def test_entered_invoices_stand_for_their_customer_until_they_are_due():
    entries = daily(100, payee="Old Wang") + daily(100, "1.00", key="o", payee="Others")
    book = book_of(entries=entries, invoices=[owed("i1", "32.00", day(20).isoformat())])
    streams = {stream.resumes: int(stream.daily.sum()) for stream in learn(book, TODAY).streams}
    assert streams == {0: 100 * 100, 20: 100 * 1000}


def test_an_entry_planned_ahead_stands_for_its_payee():
    entries = [*daily(100, "-10.00", payee="Mill"), entry("next", day(9), "-10.00", payee="Mill")]
    (stream,) = learn(book_of(entries=entries), TODAY).streams
    assert stream.resumes == 9


def test_an_unknown_payee_of_an_invoice_changes_nothing():
    book = book_of(entries=daily(100), invoices=[owed("i1", "32.00", day(20).isoformat())])
    assert [stream.resumes for stream in learn(book, TODAY).streams] == [0]


def test_essential_spending_is_learnt_for_the_emergency_fund():
    entries = daily(365, "-3.00", category="goods") + daily(365, "-5.00", key="f", category="fun")
    pattern = learn(book_of(categories=[GOODS, FUN], entries=entries), TODAY)
    assert pattern.essential_month == pytest.approx(300 * 365 / 12, abs=1)


def test_a_steady_history_is_believed_and_an_unsteady_one_drawn_to_break_even():
    steady = learn(book_of(entries=daily(365)), TODAY).streams[0].belief
    assert steady.mean == pytest.approx(1000)
    assert steady.error == pytest.approx(0, abs=1e-6)
    chance = np.random.default_rng(5)
    wild = [entry(f"e{n}", day(-n), f"{chance.normal(10, 400):.2f}") for n in range(70)]
    stream = learn(book_of(entries=wild), TODAY).streams[0]
    assert abs(stream.belief.mean) < abs(float(stream.daily.mean()))
    assert 0 < stream.belief.error < standard_error(stream.daily)


def test_break_even_counts_what_is_planned():
    """Unsteady takings are drawn towards the planned costs, not towards nothing."""
    chance = np.random.default_rng(5)
    wild = [entry(f"e{n}", day(-n), f"{chance.normal(100, 400):.2f}") for n in range(70)]
    costs = every("costs", "-100.00", "FREQ=DAILY", "2026-11-24")
    stream = learn(book_of(entries=wild, recurring=[costs]), TODAY).streams[0]
    mean = float(stream.daily.mean())
    assert min(mean, 10000) < stream.belief.mean < max(mean, 10000)


@pytest.mark.parametrize(
    ("ago", "days"),
    [
        (range(180, 361, 6), 361),  # closed for the last half year: the whole year counts
        ([*range(0, 90, 6), 364], 85),  # one entry before nine months of silence: it does not
        ([0, 364], 1),
        ([], 1),
    ],
)
def test_what_lies_before_a_long_silence_makes_no_long_history(ago, days):
    entries = [entry(f"e{past}", day(-past), "10.00") for past in ago]
    assert learn(book_of(entries=entries), TODAY).days == days
