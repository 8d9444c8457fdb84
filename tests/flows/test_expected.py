"""What is expected from tomorrow on: each fact once, on its day."""

import datetime as dt

from planner.flows.expected import expected_flows
from tests.looking import TODAY, account, book_of, day, entry, every, loan, owed


def flows(book, days=60, today=TODAY):
    return [(flow.date, flow.amount, flow.kind) for flow in expected_flows(book, today, days)]


def test_recurring_flows_start_tomorrow_and_end_with_the_horizon():
    book = book_of(recurring=[every("rent", "-450.00", "FREQ=DAILY", "2026-11-01")])
    found = [date for date, _, _ in flows(book, days=3)]
    assert found == [day(1), day(2), day(3)]


def test_a_spread_makes_a_flow_unsure():
    book = book_of(
        recurring=[every("sales", "47.00", "FREQ=WEEKLY;BYDAY=MO", "2026-11-30", spread="6.00")]
    )
    first = expected_flows(book, TODAY, 10)[0]
    assert (first.amount, first.spread, first.is_unsure) == (4700, 600, True)


def test_an_entry_dated_ahead_is_a_plan_and_a_transfer_has_two_sides():
    book = book_of(
        accounts=[account("bank", "10.00"), account("fund", "50.00", "reserve")],
        entries=[
            entry("e1", day(3), "-5.00"),
            {**entry("e2", day(4), "-20.00"), "account": "fund", "to_account": "bank"},
        ],
    )
    found = [(f.date, f.account, f.amount, f.kind) for f in expected_flows(book, TODAY, 10)]
    assert found == [
        (day(3), "bank", -500, "promise"),
        (day(4), "fund", -2000, "transfer"),
        (day(4), "bank", 2000, "transfer"),
    ]


def test_an_entry_of_today_is_past_not_planned():
    book = book_of(entries=[entry("e1", TODAY, "-5.00")])
    assert flows(book) == []


def test_a_receivable_is_planned_on_its_due_date_with_possible_delays():
    book = book_of(invoices=[owed("i1", "32.00", "2026-12-01")])
    (flow,) = expected_flows(book, TODAY, 60)
    assert (flow.date, flow.amount) == (dt.date(2026, 12, 1), 3200)
    assert min(flow.delays) == 0 < max(flow.delays)


def test_a_receivable_past_its_date_is_expected_soon_and_not_in_the_past():
    book = book_of(invoices=[owed("i1", "32.00", "2026-11-13")])
    (flow,) = expected_flows(book, TODAY, 60)
    assert flow.date == day(7)
    arrivals = [flow.date + dt.timedelta(days=delay) for delay in flow.delays]
    assert min(arrivals) > TODAY
    assert len(set(arrivals)) > 1


def test_a_receivable_due_today_can_come_tomorrow_at_the_earliest():
    book = book_of(invoices=[owed("i1", "32.00", TODAY.isoformat())])
    (flow,) = expected_flows(book, TODAY, 60)
    assert flow.date == day(1)
    assert flow.date + dt.timedelta(days=min(flow.delays)) > TODAY


def test_a_receivable_half_a_year_late_is_given_up():
    book = book_of(invoices=[owed("i1", "32.00", "2026-05-01")])
    assert flows(book) == []


def test_a_settled_invoice_moves_nothing_and_an_agreed_day_counts_without_chance():
    book = book_of(
        invoices=[
            owed("i1", "32.00", "2026-12-01", settled_on="2026-11-20"),
            owed("i2", "40.00", "2026-12-01", settled_on="2026-11-27"),
        ]
    )
    (flow,) = expected_flows(book, TODAY, 60)
    assert (flow.date, flow.amount, flow.is_unsure) == (day(4), 4000, False)


def test_a_payable_is_sure_and_a_late_one_is_wanted_tomorrow():
    payable = {**owed("i1", "32.00", "2026-12-01"), "direction": "payable"}
    late = {**owed("i2", "10.00", "2026-11-01"), "direction": "payable"}
    assert flows(book_of(invoices=[payable, late])) == [
        (day(1), -1000, "invoice"),
        (dt.date(2026, 12, 1), -3200, "invoice"),
    ]


def test_an_invoice_beyond_the_horizon_is_left_out():
    assert flows(book_of(invoices=[owed("i1", "32.00", "2027-12-01")])) == []


def test_instalments_come_from_the_schedule():
    assert flows(book_of(loans=[loan()]), days=50) == [
        (dt.date(2026, 12, 10), -10000, "instalment"),
        (dt.date(2027, 1, 10), -10000, "instalment"),
    ]


def test_a_missed_instalment_keeps_its_date_and_stays_until_paid():
    book = book_of(loans=[loan()])
    today = dt.date(2026, 12, 20)
    first = expected_flows(book, today, 5)[0]
    assert (first.date, first.number) == (dt.date(2026, 12, 10), 1)
    assert first.days_past_due == 10
    paid = book_of(
        loans=[loan()],
        loan_events=[{"loan": "l1", "type": "pay", "date": "2026-12-15", "amount": "100.00"}],
    )
    assert flows(paid, days=5, today=today) == []


def test_a_payment_entered_ahead_is_counted_once():
    event = {"loan": "l1", "type": "pay", "date": "2026-12-08", "amount": "100.00"}
    book = book_of(loans=[loan(books_cash=True)], loan_events=[event])
    found = [flow for flow in flows(book, days=30) if flow[1] < 0]
    assert found == [(dt.date(2026, 12, 8), -10000, "instalment")]


def test_part_of_an_instalment_paid_ahead_leaves_the_rest():
    event = {"loan": "l1", "type": "pay", "date": "2026-12-08", "amount": "30.00"}
    book = book_of(loans=[loan(books_cash=True)], loan_events=[event])
    assert [amount for _, amount, _ in flows(book, days=30) if amount < 0] == [-3000, -7000]


def test_a_loan_to_come_brings_its_draw():
    book = book_of(loans=[loan(drawn_on="2026-12-01", first_due="2027-01-01", books_cash=True)])
    assert flows(book, days=40) == [
        (dt.date(2026, 12, 1), 120000, "promise"),
        (dt.date(2027, 1, 1), -10000, "instalment"),
    ]


def test_a_rent_that_is_not_booked_on_its_day_stays_in_the_forecast():
    rule = "FREQ=MONTHLY;BYMONTHDAY=23"
    rent = every("rent", "-450.00", rule, "2026-06-01")
    earlier = entry("e1", dt.date(2026, 10, 23), "-450.00", payee="Rent")
    assert flows(book_of(recurring=[rent], entries=[earlier]), days=5) == [
        (day(1), -45000, "recurring")
    ]
    booked = [earlier, entry("e2", dt.date(2026, 11, 22), "-450.00", payee="Rent")]
    assert flows(book_of(recurring=[rent], entries=booked), days=5) == []


def test_income_that_is_not_booked_is_not_waited_for():
    rule = "FREQ=MONTHLY;BYMONTHDAY=23"
    sales = every("sales", "450.00", rule, "2026-06-01")
    earlier = entry("e1", dt.date(2026, 10, 23), "450.00", payee="Sales")
    assert flows(book_of(recurring=[sales], entries=[earlier]), days=5) == []


def test_an_owner_who_books_no_rent_owes_none_twice():
    rent = every("rent", "-450.00", "FREQ=MONTHLY;BYMONTHDAY=23", "2026-06-01")
    assert flows(book_of(recurring=[rent]), days=5) == []


def test_daily_outgoings_are_late_one_by_one():
    daily = every("coffee", "-2.00", "FREQ=DAILY", "2026-06-01")
    entries = [entry(f"e{n}", day(-n), "-2.00", payee="Coffee") for n in range(1, 30)]
    assert flows(book_of(recurring=[daily], entries=entries), days=1) == [
        (day(1), -200, "recurring"),
        (day(1), -200, "recurring"),
    ]
