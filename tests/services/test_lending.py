"""Loans as the window shows them: the shop's loan of 60,000.00 at 14.4 %, three of twelve paid."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.basics.errors import UserError
from planner.book.book import Book
from planner.book.edit import apply
from planner.book.loan import Fee, Loan, LoanEvent, Prepay, Rate, Terms
from planner.outlook.level import Level
from planner.services.editing import removed
from planner.services.lending import cost_of_lateness, loan_lines, loan_view, preview
from planner.services.loans.edits import (
    due_today,
    loan_edit,
    new_event,
    payment_edit,
    payment_problems,
    payment_trial,
    payoff,
    terms_problems,
)

LATER = dt.date(2026, 12, 20)
"""Ten days after the fourth instalment, which nobody has paid."""

TERMS = Terms(
    principal=12_000_00,
    drawn_on=dt.date(2026, 1, 10),
    method="equal_instalment",
    first_due=dt.date(2026, 2, 10),
    rate=Rate(Decimal("0.12")),
    instalments=3,
    due_day=10,
)
"""The worked example of the contract: 4080.27, 4080.27, 4080.26."""


def with_terms(book: Book, terms: Terms, paid: int = 0, *, books_cash: bool = True) -> Book:
    loan = Loan("x", "设备贷", "bank", terms, lender="银行", books_cash=books_cash)
    return apply(book, loan_edit(book, loan, paid))


def paid(book: Book, date: dt.date, amount: int, kind: str = "pay") -> Book:
    return apply(book, payment_edit(book, "x", date, amount, date, kind=kind))


# the list


def test_a_loan_in_the_list_shows_what_is_left_and_what_comes_next(shop, today):
    """Principal after three instalments: 60,000.00 − 4,678.53 − 4,734.67 − 4,791.49."""
    (line,) = loan_lines(shop, today, None)
    assert (line.name, line.lender) == ("网商贷", "网商银行")
    assert line.principal_left == 45_795_31
    assert (line.next_due, line.next_amount) == (dt.date(2026, 12, 10), 5_398_53)
    assert (line.paid, line.count) == (3, 12)
    assert line.level is None


def test_a_missed_instalment_is_overdue_whatever_the_outlook_says(shop):
    (line,) = loan_lines(shop, LATER, None)
    assert line.level is Level.overdue
    assert line.days_past_due == 10


def test_a_repaid_loan_stands_last_and_wants_nothing(shop, today):
    book = with_terms(shop, TERMS, paid=3)
    lines = loan_lines(book, today, None)
    assert [line.id for line in lines] == ["l1", "x"]
    assert (lines[1].next_due, lines[1].next_amount, lines[1].level) == (None, 0, None)
    assert (lines[1].paid, lines[1].count, lines[1].principal_left) == (3, 3, 0)


# the plan and its marks


def test_paid_open_and_coming_rows_are_told_apart(shop, today):
    view = loan_view(shop, "l1", today)
    assert [row.mark for row in view.rows] == ["paid"] * 3 + ["open"] * 9
    assert view.rows[0].settled_on == dt.date(2026, 9, 10)
    assert view.rows[3].left == 5_398_53
    assert view.rows[-1].balance == 0
    assert (view.total_interest, view.rows[0].interest) == (4_782_31, 720_00)
    assert view.cost.simple == pytest.approx(0.144, abs=1e-6)
    assert view.cost.compound == pytest.approx(0.153775, abs=1e-6)
    assert view.next_open.number == 4


def test_an_instalment_is_due_on_its_day_and_overdue_on_the_next(shop):
    on_the_day = loan_view(shop, "l1", dt.date(2026, 12, 10)).rows[3]
    assert (on_the_day.mark, on_the_day.days_late) == ("due", 0)
    after = loan_view(shop, "l1", dt.date(2026, 12, 11)).rows[3]
    assert (after.mark, after.days_late) == ("overdue", 1)


def test_a_late_payment_is_marked_with_its_day(shop):
    book = paid(with_terms(shop, TERMS), dt.date(2026, 3, 2), 1_000_00)
    book = paid(book, dt.date(2026, 3, 5), due_today(book, "x", dt.date(2026, 3, 5)))
    row = loan_view(book, "x", dt.date(2026, 3, 6)).rows[0]
    assert (row.mark, row.settled_on, row.days_late) == ("paid_late", dt.date(2026, 3, 5), 23)


def test_early_money_counts_as_paid_on_the_day_it_came(shop):
    book = paid(with_terms(shop, TERMS), dt.date(2026, 2, 7), 4_100_00)
    row = loan_view(book, "x", dt.date(2026, 2, 12)).rows[0]
    assert (row.mark, row.settled_on) == ("paid", dt.date(2026, 2, 7))


def test_a_part_paid_ahead_is_shown_as_part(shop):
    book = paid(with_terms(shop, TERMS), dt.date(2026, 2, 7), 1_000_00)
    row = loan_view(book, "x", dt.date(2026, 2, 8)).rows[0]
    assert (row.mark, row.left) == ("part", 3_080_27)


def test_a_prepayment_settles_no_later_instalment(shop):
    book = with_terms(shop, TERMS, paid=1)
    book = paid(book, dt.date(2026, 2, 20), 3_000_00, "prepay")
    view = loan_view(book, "x", dt.date(2026, 2, 21))
    assert [row.mark for row in view.rows] == ["paid", "open", "open"]
    assert [row.payment for row in view.rows] == [4_080_27, 2_571_33, 2_550_86]
    book = paid(book, dt.date(2026, 3, 10), 2_571_33)
    assert loan_view(book, "x", LATER).rows[1].settled_on == dt.date(2026, 3, 10)


def test_a_charge_is_settled_before_a_later_instalment(shop):
    """A fee of 50.00 on 1 March takes its share of the payment of 10 March."""
    book = with_terms(shop, TERMS, paid=1)
    fee = LoanEvent("f", "x", "fee", dt.date(2026, 3, 1), 50_00)
    book = apply(book, replace_events(fee))
    book = paid(book, dt.date(2026, 3, 10), 4_080_27)
    assert loan_view(book, "x", dt.date(2026, 3, 10)).rows[1].left == 50_00
    book = paid(book, dt.date(2026, 3, 12), due_today(book, "x", dt.date(2026, 3, 12)))
    assert loan_view(book, "x", LATER).rows[1].settled_on == dt.date(2026, 3, 12)


def replace_events(event: LoanEvent):
    from planner.basics.text import text
    from planner.book.edit import Edit, adding

    return Edit(text("fee"), (adding("loan_event", event),))


def test_a_loan_that_is_gone_is_refused_in_words(shop, today):
    book = apply(shop, removed(shop, "loan", ["l1"]))
    with pytest.raises(UserError, match="no longer in the book"):
        loan_view(book, "l1", today)


# areas for the chart


def test_the_areas_fall_from_the_draw_to_nothing(shop, today):
    areas = loan_view(shop, "l1", today).areas
    assert areas.dates[0] == dt.date(2026, 8, 10)
    assert areas.principal[0] == 60_000_00
    assert areas.interest[0] == 4_782_31
    assert (areas.principal[-1], areas.interest[-1]) == (0, 0)
    assert set(areas.late) == {0}
    assert list(areas.principal) == sorted(areas.principal, reverse=True)


def test_a_prepayment_is_a_step_on_its_own_day(shop):
    book = with_terms(shop, TERMS, paid=1)
    book = paid(book, dt.date(2026, 2, 20), 3_000_00, "prepay")
    areas = loan_view(book, "x", dt.date(2026, 2, 21)).areas
    steps = dict(zip(areas.dates, areas.principal, strict=True))
    assert steps[dt.date(2026, 2, 10)] == 8_039_73
    assert steps[dt.date(2026, 2, 20)] == 5_066_53


def test_what_is_overdue_stands_from_its_due_date_on(shop):
    view = loan_view(shop, "l1", LATER)
    late = dict(zip(view.areas.dates, view.areas.late, strict=True))
    assert late[dt.date(2026, 11, 10)] == 0
    assert late[dt.date(2026, 12, 10)] == view.state.due_now
    assert late[dt.date(2027, 1, 10)] == view.state.due_now


# what a contract comes to


def test_the_preview_gives_instalment_total_and_cost():
    seen = preview(TERMS)
    assert [row.payment for row in seen.rows] == [4_080_27, 4_080_27, 4_080_26]
    assert (seen.first_payment, seen.largest_payment) == (4_080_27, 4_080_27)
    assert (seen.total_payment, seen.total_interest) == (12_240_80, 240_80)
    assert seen.last_due == dt.date(2026, 4, 10)
    assert seen.cost.simple == pytest.approx(0.12000203, abs=1e-8)


def test_ten_late_days_cost_what_the_contract_says():
    """3,960.27 × 0.0005 × 10 = 19.80; 120.00 × 0.0005 × 10 = 0.60."""
    on = TERMS.first_due
    cost = cost_of_lateness(TERMS, (), on, 10, dt.date(2026, 2, 1))
    assert (cost.penalty_on_principal, cost.penalty_on_interest) == (19_80, 60)
    assert cost_of_lateness(TERMS, (), on, 0, on).total == 0


# contradictions


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"principal": 0}, "principal"),
        ({"instalments": 0}, "instalments"),
        ({"rate": Rate(Decimal("-0.1"))}, "rate"),
        ({"first_due": dt.date(2026, 1, 10)}, "first_due"),
        # Tuesday 17 February 2026 lies in the new year's holiday; Saturday 14 is a working day
        ({"drawn_on": dt.date(2026, 2, 14), "first_due": dt.date(2026, 2, 17),
          "holiday": "previous"}, "first_due"),
        ({"fees": (Fee(12_000_00, "draw"),)}, "fees"),
    ],
)  # fmt: skip
def test_terms_that_contradict_themselves_name_the_field(shop, changes, field):
    terms = replace(TERMS, **changes)
    problem = terms_problems(terms, "CNY")[0]
    assert (problem.field, problem.is_question) == (field, False)
    with pytest.raises(UserError):
        with_terms(shop, terms)


def test_sound_terms_have_no_problem():
    assert terms_problems(TERMS, "CNY") == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rate": Rate(Decimal("0.0144"), "day")}, "rate"),
        ({"rate": Rate(Decimal("0.0004"))}, "rate"),
        ({"rate": Rate(Decimal("0.0144"), "day"), "year_days": "actual"}, "rate"),
        ({"first_due": dt.date(2026, 4, 11), "due_day": 11}, "first_due"),
        ({"due_day": 25}, "due_day"),
        ({"first_due": dt.date(2026, 4, 9), "due_day": 9, "rate": Rate(Decimal("0.35")),
          "instalments": 60},
         "first_due"),
    ],
)  # fmt: skip
def test_what_is_only_unlikely_is_asked_and_not_refused(shop, changes, field):
    terms = replace(TERMS, **changes)
    assert [(one.field, one.is_question) for one in terms_problems(terms, "CNY")] == [(field, True)]
    assert "x" in with_terms(shop, terms).loans


# entering and paying


def test_a_loan_taken_over_midway_is_one_edit_with_its_payments(shop):
    loan = Loan("x", "设备贷", "bank", TERMS)
    edit = loan_edit(shop, loan, paid=2)
    assert [change.kind for change in edit.changes] == ["loan", "loan_event", "loan_event"]
    book = apply(shop, edit)
    assert [event.amount for event in book.events_of("x")] == [4_080_27, 4_080_27]
    assert [event.date.month for event in book.events_of("x")] == [2, 3]
    assert apply(book, edit.inverse()) == shop


def test_changing_a_loan_keeps_its_payments(shop):
    book = with_terms(shop, TERMS, paid=1)
    changed = replace(book.loans["x"], name="新设备贷")
    edit = loan_edit(book, changed)
    assert edit.title.key == "Change loan “{name}”"
    assert len(apply(book, edit).events_of("x")) == 1
    assert loan_edit(book, book.loans["x"]).changes == ()


def test_no_more_instalments_can_be_paid_than_there_are(shop):
    with pytest.raises(UserError, match="can't be paid already"):
        with_terms(shop, TERMS, paid=4)


def test_what_is_due_is_offered_then_the_next_instalment(shop, today):
    assert due_today(shop, "l1", today) == 5_398_53
    assert due_today(shop, "l1", LATER) == loan_view(shop, "l1", LATER).state.due_now
    assert due_today(with_terms(shop, TERMS, paid=3), "x", today) == 0


def test_a_payment_is_one_edit_and_undone_as_one(shop):
    edit = payment_edit(shop, "l1", LATER, 5_398_53, LATER)
    assert edit.title.key == "Record payment for {name}"
    book = apply(shop, edit)
    assert len(book.events_of("l1")) == 4
    assert book.balances(LATER)["bank"] == shop.balances(LATER)["bank"] - 5_398_53
    assert apply(book, edit.inverse()) == shop


def test_a_loan_whose_cash_the_entries_hold_books_the_payment_as_entry(shop):
    book = with_terms(shop, TERMS, paid=1, books_cash=False)
    day = dt.date(2026, 3, 10)
    before = book.balances(day)["bank"]
    both = payment_edit(book, "x", day, 4_080_27, day, as_entry=True)
    assert [change.kind for change in both.changes] == ["loan_event", "entry"]
    assert apply(book, both).balances(day)["bank"] == before - 4_080_27
    alone = payment_edit(book, "x", day, 4_080_27, day)
    assert apply(book, alone).balances(day)["bank"] == before


def test_a_loan_that_books_its_cash_never_books_it_twice(shop):
    edit = payment_edit(shop, "l1", LATER, 5_398_53, LATER, as_entry=True)
    assert [change.kind for change in edit.changes] == ["loan_event"]


@pytest.mark.parametrize(
    ("date", "amount", "field"),
    [
        (LATER, 0, "amount"),
        (dt.date(2026, 8, 9), 100_00, "date"),
        (LATER + dt.timedelta(days=1), 100_00, "date"),
        (LATER, 99_999_00, "amount"),
    ],
)
def test_an_impossible_payment_names_the_field(shop, date, amount, field):
    (problem,) = payment_problems(shop, new_event(shop, "l1", date, amount), LATER)
    assert (problem.field, problem.is_question) == (field, False)
    with pytest.raises(UserError):
        payment_edit(shop, "l1", date, amount, LATER)


def test_the_same_payment_twice_is_a_question(shop, today):
    event = new_event(shop, "l1", dt.date(2026, 11, 10), 5_398_53)
    (problem,) = payment_problems(shop, event, today)
    assert (problem.field, problem.is_question) == ("amount", True)
    assert event.order == 1


def test_paying_exactly_everything_closes_the_loan(shop):
    most = payoff(shop, "l1", LATER)
    book = apply(shop, payment_edit(shop, "l1", LATER, most, LATER, kind="prepay"))
    assert loan_lines(book, LATER, None)[0].next_due is None


def test_the_trial_of_a_late_payment_shows_where_the_money_goes(shop):
    """Worked example of the contract: 1,000.00 = 40.80 penalty + 120.00 interest + 839.20."""
    book = with_terms(shop, TERMS)
    day = dt.date(2026, 3, 2)
    trial = payment_trial(book, new_event(book, "x", day, 1_000_00), day)
    assert (trial.use.penalty, trial.use.interest, trial.use.principal) == (40_80, 120_00, 839_20)
    assert trial.due_left == 3_121_07
    assert trial.saved == 0


def test_the_trial_of_a_prepayment_shows_the_new_instalment_and_what_is_saved(shop):
    """Before: 8,160.53 to pay. After: 3,000.00 now, then 2,571.33 and 2,550.86."""
    book = with_terms(shop, TERMS, paid=1)
    day = dt.date(2026, 2, 20)
    trial = payment_trial(book, new_event(book, "x", day, 3_000_00, "prepay"), day)
    assert (trial.instalment_before, trial.instalment_after) == (4_080_27, 2_571_33)
    assert trial.saved == 8_160_53 - 3_000_00 - 2_571_33 - 2_550_86
    assert trial.last_due_before == trial.last_due_after


def test_a_prepayment_may_end_the_loan_sooner(shop):
    shorten = replace(TERMS, prepay=Prepay("shorten"), instalments=12)
    book = with_terms(shop, shorten, paid=1)
    day = dt.date(2026, 2, 20)
    trial = payment_trial(book, new_event(book, "x", day, 3_000_00, "prepay"), day)
    assert trial.last_due_after < trial.last_due_before
    assert trial.instalment_after == trial.instalment_before


def test_repaying_everything_leaves_no_instalment(shop):
    book = with_terms(shop, TERMS)
    day = dt.date(2026, 1, 20)
    event = new_event(book, "x", day, payoff(book, "x", day), "prepay")
    trial = payment_trial(book, event, day)
    assert (trial.instalment_after, trial.last_due_after) == (0, day)
