"""Offers as facts: round trips, rules, references, the file."""

import copy
import datetime as dt
import json

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import Edit, apply, difference, removing, replacing
from planner.book.offer import STEPS, Offer, Paper, StepDone
from planner.services.bookkeeping import check_unused
from planner.services.session import new_book, open_book
from planner.wording import Wording
from tests.looking import account, book_of

NOW = dt.datetime(2026, 11, 23, 9, 12)
TERMS = {
    "principal": "30000.00", "drawn_on": "2026-12-01", "method": "equal_instalment",
    "instalments": 12, "first_due": "2027-01-01", "rate": {"value": "0.144", "per": "year"},
}  # fmt: skip
FULL = {
    "id": "o1", "name": "Bank A", "lender": "A", "debit_account": "bank", "terms": TERMS,
    "steps": [{"step": "registered", "date": "2026-11-10"}, {"step": "review", "date": "2026-11-12"}],
    "papers": [{"name": "Licence", "done": True}, {"name": "Statements"}],
    "note": "Rate may be talked about", "decision": "chosen",
}  # fmt: skip
SHORT = {"id": "o2", "name": "Bank B", "debit_account": "bank", "terms": TERMS}


def document(**changes):
    return {**copy.deepcopy(FULL), **changes}


def refusal(**changes):
    with pytest.raises(UserError) as refused:
        book_of(offers=[document(**changes)])
    return Wording("en").error(refused.value)


def test_what_is_written_is_read_and_what_is_left_out_has_its_usual_value():
    book = book_of(offers=[FULL, SHORT])
    full, short = book.offers["o1"], book.offers["o2"]
    assert full.steps == (
        StepDone("registered", dt.date(2026, 11, 10)), StepDone("review", dt.date(2026, 11, 12)),
    )  # fmt: skip
    assert full.papers == (Paper("Licence", True), Paper("Statements", False))
    assert (full.terms.principal, full.terms.due_day) == (3_000_000, 1)
    assert short == Offer("o2", "Bank B", "bank", full.terms)


def test_a_dump_applied_to_a_new_book_dumps_equally():
    book = book_of(offers=[FULL, SHORT])
    dumped = facts.dump(book)
    again = apply(Book(), facts.read(Book(), json.loads(json.dumps(dumped)), text("again")))
    assert facts.dump(again) == dumped
    assert again == book
    assert dumped["offers"][0]["terms"]["principal"] == "30000.00"


def test_a_book_without_offers_has_no_list_of_them():
    assert "offers" not in facts.dump(book_of())


def test_books_that_differ_in_an_offer_only_are_different():
    one, other = book_of(offers=[FULL]), book_of(offers=[document(note="")])
    assert one != other
    assert [change.kind for change in difference(one, other)] == ["offer"]


def test_a_scenario_replaces_and_removes_an_offer():
    book = book_of(offers=[FULL, SHORT])
    overlay = {"format": "leeway-facts", "version": 1,
               "offers": [document(decision="declined"), {"id": "o2", "remove": True}]}  # fmt: skip
    after = apply(book, facts.read(book, overlay, text("what if"), overlay=True))
    assert {key: offer.decision for key, offer in after.offers.items()} == {"o1": "declined"}


def test_an_offer_moves_no_money():
    with_offer, without = book_of(offers=[FULL]), book_of()
    later = dt.date(2028, 1, 1)
    assert with_offer.balances(later) == without.balances(later)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"colour": "red"}, 'Unknown key "colour"'),
        ({"debit_account": "purse"}, '"purse"'),
        ({"terms": {**TERMS, "first_due": "2026-12-01"}}, '"first_due"'),
        ({"terms": {**TERMS, "rate": {"value": "14.4"}}}, '"rate" 14.4'),
        ({"terms": None}, '"terms"'),
        ({"steps": [{"step": "dreamed", "date": "2026-11-10"}]}, '"step"'),
        ({"steps": [{"step": "review", "date": "2026-11-10"},
                    {"step": "papers", "date": "2026-11-11"}]},
         '"papers" can\'t come after "review"'),
        ({"steps": [{"step": "review", "date": "2026-11-10"},
                    {"step": "review", "date": "2026-11-11"}]},
         '"review" can\'t come after "review"'),
        ({"steps": [{"step": "papers", "date": "2026-11-10"},
                    {"step": "review", "date": "2026-11-09"}]},
         "2026-11-09"),
        ({"papers": [{"name": "Licence", "done": "yes"}]}, '"done"'),
        ({"decision": "perhaps"}, '"decision"'),
        ({"loan": "l1"}, '"loan"'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_by_name(changes, said):
    assert said in refusal(**changes)


def test_how_far_an_application_has_come():
    offer = book_of(offers=[SHORT]).offers["o2"]
    assert (offer.next_step, offer.is_pending, offer.is_paid_out) == ("registered", True, False)
    offer = book_of(offers=[FULL]).offers["o1"]
    assert offer.next_step == "granted"
    done = [{"step": step, "date": "2026-11-10"} for step in STEPS]
    offer = book_of(offers=[document(steps=done)]).offers["o1"]
    assert (offer.next_step, offer.is_pending, offer.is_paid_out) == (None, False, True)
    assert not book_of(offers=[document(decision="declined")]).offers["o1"].is_pending


def test_an_account_that_an_offer_names_is_not_removed():
    book = book_of(accounts=[account("bank"), account("till")], offers=[FULL])
    till, bank = book.accounts["till"], book.accounts["bank"]
    apply(book, Edit(text("x"), (removing("account", till),)))
    with pytest.raises(UserError, match="still used"):
        apply(book, Edit(text("x"), (removing("account", bank),)))
    with pytest.raises(UserError) as refused:
        check_unused(book, "account", ["bank"])
    assert "1 offer" in Wording("en").error(refused.value)


def test_offers_live_in_the_book_file_and_its_history(tmp_path):
    path = tmp_path / "shop.leeway"
    filled = facts.read(
        Book(),
        {"format": "leeway-facts", "version": 1, "accounts": [account("bank")], "offers": [FULL]},
        text("filled"),
    )
    with new_book(path, lambda: NOW, filled=filled) as session:
        before = session.book
        offer = before.offers["o1"]
        session.apply(Edit(text("Change"), (replacing("offer", offer, note="new"),)))
        changed = session.book
    with open_book(path, lambda: NOW) as session:
        assert session.book == changed
        assert session.book.offers["o1"].note == "new"
        session.undo()
        assert session.book == before
        session.redo()
        assert session.book == changed
