"""What holds of every loan, on contracts and histories drawn by hypothesis."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.book.loan import LoanEvent
from planner.book.terms import read_terms_document
from planner.loans.cost import annual_cost
from planner.loans.replay import open_dues, payments, state
from planner.loans.schedule import plan
from tests.loans.drawing import contracts, histories, lived

ONE_DAY = dt.timedelta(days=1)
HOLIDAYS = ("none", "none", "next", "previous")


def read(document):
    return read_terms_document(document, "CNY")


def paid_on_time(terms, days_early=0):
    """A payment of every row, so many days before its due date."""
    return tuple(
        LoanEvent(
            str(row.number),
            "l",
            "pay",
            max(row.due - days_early * ONE_DAY, terms.drawn_on),
            row.payment,
        )
        for row in plan(terms).rows
        if row.payment
    )


def parts(there):
    return (there.principal_normal, there.principal_overdue, there.interest_normal, there.interest_overdue,
            there.penalty_on_principal, there.penalty_on_interest, there.fee)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(document=contracts(holidays=HOLIDAYS))
def test_the_principal_adds_up_and_the_balance_falls_to_exactly_zero(document):
    terms, _ = read(document)
    balance = terms.principal
    for row in plan(terms).rows:
        assert row.payment == row.principal + row.interest + row.fee
        assert min(row.principal, row.interest, row.fee) >= 0
        assert row.balance == balance - row.principal
        balance = row.balance
    assert balance == 0


@settings(max_examples=150, deadline=None)
@given(case=lived(holidays=HOLIDAYS))
def test_payments_are_conserved_over_the_parts(case):
    document, on = case
    terms, events = read(document)
    used = payments(terms, events, on)
    for use in used:
        assert use.amount == use.fee + use.penalty + use.interest + use.principal + use.unapplied
        assert min(use.fee, use.penalty, use.interest, use.principal, use.unapplied) >= 0
    there = state(terms, events, on)
    repaid = sum(use.principal for use in used)
    if on >= terms.drawn_on:
        assert repaid + there.principal_normal + there.principal_overdue == terms.principal
    assert min(parts(there)) >= 0


@settings(max_examples=100, deadline=None)
@given(document=contracts(holidays=HOLIDAYS), days_early=st.integers(0, 6))
def test_paying_on_time_or_early_costs_no_penalty_and_leaves_the_plan_alone(document, days_early):
    terms, _ = read(document)
    events = paid_on_time(terms, days_early)
    last = plan(terms).rows[-1].due + 400 * ONE_DAY
    assert plan(terms, events) == plan(terms)
    assert all(use.penalty == 0 and use.unapplied == 0 for use in payments(terms, events, last))
    there = state(terms, events, last)
    assert (parts(there), there.payoff, there.days_past_due) == ((0,) * 7, 0, 0)


@settings(max_examples=100, deadline=None)
@given(case=lived(), days=st.integers(1, 5))
def test_a_further_late_day_never_lowers_the_debt(case, days):
    """Without a prepayment fee (it falls with the balance) and with periods of about a month."""
    document, on = case
    terms, events = read({**document, "due_day": 0, "prepay": {"fee_rate": "0"}})
    known = [event for event in events if event.date <= on]
    assert state(terms, known, on + days * ONE_DAY).payoff >= state(terms, known, on).payoff


@settings(max_examples=100, deadline=None)
@given(case=lived())
def test_what_is_overdue_never_shrinks_by_waiting(case):
    document, on = case
    terms, events = read(document)
    known = [event for event in events if event.date <= on]
    assert state(terms, known, on + ONE_DAY).due_now >= state(terms, known, on).due_now


@settings(max_examples=100, deadline=None)
@given(document=contracts(fees=False), day=st.integers(0, 300), sum_=st.integers(100, 10**7))
def test_prepaying_without_fee_never_raises_the_interest(document, day, sum_):
    """By the day, instalments to the cent.

    By whole months a broken 31-day month at base 360 may cost a day more; an instalment rounded
    to whole yuan may be rounded up before and down after, and then repays more slowly. A level
    payment reckoned anew forgets what a short period had repaid ahead of the plan (worked example
    in `test_changes`): there a sum is compared with the least one that repays principal.
    """
    terms, _ = read(
        {
            **document,
            "interest": "daily",
            "instalment_unit": "0.01",
            "prepay": {**document["prepay"], "fee_rate": "0"},
        }
    )
    early = LoanEvent("p", "l", "prepay", terms.drawn_on + day * ONE_DAY, sum_)
    assume(early.date < plan(terms).rows[-1].due)
    after, use = interest_with(terms, early)
    before = sum(row.interest for row in plan(terms).rows)
    if terms.method == "equal_instalment" and terms.prepay.mode == "lower" and use.principal > 1:
        before, _ = interest_with(terms, replace(early, amount=sum_ - use.principal + 1))
    assert after <= before + 1 + len(plan(terms).rows)  # rounding of rows: a cent each


def interest_with(terms, early):
    """All interest when every row is paid on time and `early` on its day, and the use of it."""
    on_time = (event for event in paid_on_time(terms) if event.date <= early.date)
    happened = (*on_time, early)
    use = payments(terms, happened, early.date)[-1]
    return sum(row.interest for row in plan(terms, happened).rows) + use.interest, use


@settings(max_examples=100, deadline=None)
@given(case=lived(kinds=("pay", "prepay", "fee")))
def test_paying_exactly_the_pay_off_closes_the_loan(case):
    document, on = case
    terms, events = read(document)
    known = tuple(event for event in events if event.date <= on)
    quote = state(terms, known, on).payoff
    assume(on >= terms.drawn_on and quote > 0)
    closing = LoanEvent("x", "l", "prepay", on, quote, order=10**6)
    there = state(terms, (*known, closing), on)
    assert there.payoff <= (1 if terms.prepay.fee_rate else 0)
    had_kept_money = any(use.unapplied for use in payments(terms, known, on))
    if not terms.prepay.fee_rate and not had_kept_money:
        assert there.principal_normal + there.principal_overdue == 0


@settings(max_examples=100, deadline=None)
@given(case=lived(kinds=("pay",)), share=st.floats(0.01, 0.99))
def test_splitting_a_payment_within_a_day_changes_nothing(case, share):
    document, on = case
    terms, events = read(document)
    halves = []
    for event in events:
        first = max(1, int(event.amount * share))
        halves.append(replace(event, amount=first))
        if event.amount > first:
            halves.append(replace(event, id=event.id + "b", amount=event.amount - first))
    halves = [replace(event, order=place) for place, event in enumerate(halves)]
    assert state(terms, halves, on) == state(terms, events, on)
    assert plan(terms, halves) == plan(terms, events)


@settings(max_examples=60, deadline=None)
@given(case=lived(), data=st.data())
def test_replay_depends_on_dates_and_order_alone(case, data):
    document, on = case
    terms, events = read(document)
    shuffled = data.draw(st.permutations(events))
    assert state(terms, shuffled, on) == state(terms, events, on)
    assert payments(terms, shuffled, on) == payments(terms, events, on)


@settings(max_examples=60, deadline=None)
@given(case=lived(), data=st.data())
def test_a_reversed_event_restores_the_state(case, data):
    document, on = case
    terms, events = read(document)
    assume(events)
    undone = data.draw(st.sampled_from(events))
    reversal = LoanEvent("r", "l", "reverse", max(undone.date, on), order=10**6, reverses=undone.id)
    rest = tuple(event for event in events if event.id != undone.id)
    later = max(on, undone.date)
    assert state(terms, (*events, reversal), later) == state(terms, rest, later)
    assert plan(terms, (*events, reversal)) == plan(terms, rest)


@settings(max_examples=100, deadline=None)
@given(document=contracts(holidays=HOLIDAYS))
def test_the_present_value_of_the_plan_at_its_compound_cost_is_what_was_received(document):
    terms, _ = read(document)
    rate = annual_cost(terms).compound
    worth = sum(
        row.payment / (1 + rate) ** ((row.due - terms.drawn_on).days / 365)
        for row in plan(terms).rows
    )
    assert abs(worth - terms.received) < 1  # a cent


@settings(max_examples=100, deadline=None)
@given(document=contracts(fees=False))
def test_by_the_day_base_360_costs_more_than_365(document):
    short, _ = read({**document, "interest": "daily", "year_days": 360, "rate": {"value": "0.12"}})
    long, _ = read({**document, "interest": "daily", "year_days": 365, "rate": {"value": "0.12"}})
    assert plan(short).interest >= plan(long).interest


@settings(max_examples=100, deadline=None)
@given(case=lived())
def test_open_dues_hold_everything_that_the_plan_still_asks_for(case):
    """What is due now is the sum of the open dues up to today; the rest are rows to come."""
    document, on = case
    terms, events = read(document)
    known = tuple(event for event in events if event.date <= on)
    found = open_dues(terms, known, on)
    assert list(found) == sorted(found, key=lambda due: due.due)
    assert sum(due.left for due in found if due.due <= on) == state(terms, known, on).due_now
    rows = {row.number: row for row in plan(terms, known).rows}
    kept = sum(use.unapplied for use in payments(terms, known, on))
    coming = [due for due in found if due.due > on]
    asked = sum(row.payment for row in rows.values() if row.due > on)
    assert sum(due.left for due in coming) == max(0, asked - kept)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_level_payment_is_worth_the_principal(data):
    """Discounted at the monthly rate, n level payments are the principal to half a cent each."""
    document = data.draw(contracts(fees=False))
    terms, _ = read(
        {
            **document,
            "method": "equal_instalment",
            "instalment_unit": "0.01",
            "rate": {"value": "0.144"},
        }
    )
    rows = plan(terms).rows
    assume(len(rows) == terms.instalments > 1)
    assume(rows[0].principal > 0)
    level = rows[0].payment
    growth = 1 / Fraction("1.012")
    worth = sum(level * growth**k for k in range(1, len(rows) + 1))
    assert abs(worth - terms.principal) <= Fraction(len(rows), 2)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_replay_leaves_its_events_as_they_are(data):
    document = data.draw(contracts())
    events = data.draw(histories(document))
    terms, first = read({**document, "events": events})
    plan(terms, first)
    assert read({**document, "events": events}) == (terms, first)
