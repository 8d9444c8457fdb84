"""Terms and loan events as JSON: what is left out, what is written, both ways the same."""

import pytest

from planner.basics.errors import UserError
from planner.book.loan import LateAllocation, RateChange
from planner.book.terms import (
    ASSUMABLE,
    read_event,
    read_loan,
    read_terms,
    read_terms_document,
    write_event,
    write_loan,
    write_terms,
)  # fmt: skip

BARE = {
    "principal": "9000.00", "drawn_on": "2027-03-05", "method": "equal_instalment",
    "instalments": 3, "first_due": "2027-04-05", "rate": {"value": "0.18", "per": "year"},
}  # fmt: skip


def test_left_out_terms_are_the_usual_ones_and_known_as_assumed():
    terms = read_terms(BARE, "CNY")
    assert terms.due_day == 5
    assert terms.assumed == ASSUMABLE
    assert read_terms({**BARE, "year_days": 360}, "CNY").assumed == tuple(
        key for key in ASSUMABLE if key != "year_days"
    )


def test_written_terms_read_back_equal():
    full = {
        **BARE,
        "late_allocation": {"after_days": 60, "order": ["principal", "interest", "penalty", "fee"]},
        "prepay": {"mode": "shorten", "fee_rate": "0.01", "fee_rows": 6, "locked_rows": 3},
        "rate_changes": [
            {"date": "2027-05-05", "rate": {"value": "0.03", "per": "year", "spread": "0.09"}}
        ],
    }
    terms = read_terms(full, "CNY")
    assert read_terms(write_terms(terms, "CNY"), "CNY") == terms
    assert terms.late_allocation == LateAllocation(60, ("principal", "interest", "penalty", "fee"))
    assert isinstance(terms.rate_changes[0], RateChange)


def test_what_few_loans_have_is_written_only_where_it_says_something():
    own = {"id": "l", "name": "Loan", "debit_account": "bank"}
    bare = write_loan(read_loan({**BARE, **own}, "CNY"), "CNY")
    assert not {"backing", "contract_number"} & bare.keys()
    more = {"backing": ["guarantor"], "contract_number": "HT-1"}
    written = write_loan(read_loan({**BARE, **own, **more}, "CNY"), "CNY")
    assert {key: written[key] for key in more} == more
    assert read_loan(written, "CNY").contract_number == "HT-1"


def test_a_reschedule_is_refused_whose_first_due_the_holiday_rule_moves_to_its_day():
    """3 May 2023 is a holiday; the working day before it is 28 April, the day of the event."""
    change = {
        "type": "reschedule",
        "date": "2023-04-28",
        "instalments": 2,
        "first_due": "2023-05-03",
    }
    moved = {**BARE, "drawn_on": "2023-01-05", "first_due": "2023-02-05", "holiday": "previous"}
    assert read_terms_document({**moved, "holiday": "next", "events": [change]}, "CNY")[1]
    with pytest.raises(UserError, match='"first_due": the holiday rule'):
        read_terms_document({**moved, "events": [change]}, "CNY")


def test_an_event_is_written_with_the_keys_that_say_something():
    plain = {"id": "1", "loan": "l", "type": "pay", "date": "2027-04-05", "amount": "10.00",
             "order": 0, "source": ""}  # fmt: skip
    assert write_event(read_event(plain, "CNY"), "CNY") == plain
    special = {**plain, "type": "reschedule", "amount": "0.00", "instalments": 4,
               "first_due": "2027-05-05", "method": "interest_only",
               "rate": {"value": "0.12", "per": "year", "spread": "0"}}  # fmt: skip
    assert write_event(read_event(special, "CNY"), "CNY") == special


def test_events_of_a_document_are_numbered_in_the_order_of_the_file():
    pay = {"type": "pay", "date": "2027-04-05", "amount": "10.00"}
    _, events = read_terms_document({**BARE, "events": [pay, {**pay, "id": "own"}]}, "CNY")
    assert [(event.id, event.order) for event in events] == [("1", 1), ("own", 2)]
    assert read_terms_document(BARE, "CNY")[1] == ()


def test_events_inside_a_loan_of_a_book_are_refused_not_dropped():
    loan = {**BARE, "id": "l1", "name": "网商贷", "debit_account": "bank"}
    assert read_loan({**loan, "events": []}, "CNY").id == "l1"
    with pytest.raises(UserError, match="loan_events"):
        read_loan({**loan, "events": [{"type": "pay"}]}, "CNY")
