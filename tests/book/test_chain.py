"""The chain of contact records: order and content are proved, nothing is changed afterwards."""

import datetime as dt
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.chain import chain_problems, newest_seal, seal_of, sealed
from planner.book.contact import Contact, Promise, open_promises
from planner.book.edit import Change, Edit, adding, apply, removing, replacing

AT = dt.datetime(2027, 1, 30, 10, 15)


def contact(number, **changed):
    values = {"id": f"c{number}", "at": AT + dt.timedelta(days=number), "lender": "网商银行",
              "channel": "phone", "said": f"talk {number}"}  # fmt: skip
    return Contact(**{**values, **changed})


def with_contact(book, one):
    return apply(book, Edit(text("t"), (adding("contact", sealed(one, book.contacts)),)))


@pytest.fixture
def book():
    made = Book()
    for number in range(1, 5):
        made = with_contact(made, contact(number))
    return made


def changed(book, key, **values):
    """The book as somebody leaves it who does not ask the product."""
    contacts = {**book.contacts, key: replace(book.contacts[key], **values)}
    return MappingProxyType(contacts)


def test_every_record_carries_the_seal_of_the_one_before(book):
    found = list(book.contacts.values())
    assert [one.previous for one in found] == ["", *(one.seal for one in found[:-1])]
    assert newest_seal(found) == found[-1].seal
    assert chain_problems(book.contacts) == ()


@pytest.mark.parametrize(
    "values",
    [{"said": "something else"}, {"at": AT}, {"lender": "x"}, {"person": "x"},
     {"promises": (Promise("other", "waive"),)}, {"identified": "no"}, {"recorded": AT},
     {"previous": ""}, {"seal": "0" * 64}, {"kept": (1,)}, {"amends": "c1"}],
)  # fmt: skip
def test_any_change_from_outside_is_found(book, values):
    assert chain_problems(changed(book, "c2", **values))


def test_a_record_that_was_taken_out_is_found(book):
    for key in ("c1", "c2", "c3"):
        rest = {name: one for name, one in book.contacts.items() if name != key}
        assert len(chain_problems(rest)) == 1


def test_two_records_that_changed_places_are_found(book):
    first, second = book.contacts["c2"], book.contacts["c3"]
    swapped = {**book.contacts, "c2": replace(second, id="c2"), "c3": replace(first, id="c3")}
    assert chain_problems(swapped)


def test_a_forged_record_beside_the_chain_is_found(book):
    forged = replace(contact(9), previous=book.contacts["c1"].seal)
    forged = replace(forged, seal=seal_of(forged))
    assert chain_problems({**book.contacts, "c9": forged})


def test_a_sealed_record_is_not_changed_by_an_edit(book):
    change = replacing("contact", book.contacts["c4"], said="other words")
    with pytest.raises(UserError, match="amendment"):
        apply(book, Edit(text("t"), (change,)))


def test_a_record_in_the_middle_stays_and_the_last_can_be_undone(book):
    with pytest.raises(UserError, match="build on"):
        apply(book, Edit(text("t"), (removing("contact", book.contacts["c2"]),)))
    shorter = apply(book, Edit(text("t"), (removing("contact", book.contacts["c4"]),)))
    assert chain_problems(with_contact(shorter, contact(7)).contacts) == ()


def test_a_false_seal_is_refused(book):
    false = replace(contact(9), previous=book.contacts["c4"].seal, seal="f" * 64)
    with pytest.raises(UserError, match="seal"):
        apply(book, Edit(text("t"), (Change("contact", "c9", None, false),)))


def test_records_without_a_seal_stand_outside_and_harm_nobody(book):
    plain = apply(book, Edit(text("t"), (adding("contact", contact(9)),)))
    assert chain_problems(plain.contacts) == ()
    assert apply(plain, Edit(text("t"), (replacing("contact", contact(9), said="x"),)))


def test_the_chain_survives_the_file_of_facts(book):
    again = apply(Book(), facts.read(Book(), facts.dump(book), text("t")))
    assert again.contacts == book.contacts
    assert chain_problems(again.contacts) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=6), st.data())
def test_any_words_in_any_record_are_covered(words, data):
    book = Book()
    for number, said in enumerate(words):
        book = with_contact(book, contact(number, said=said))
    assert chain_problems(book.contacts) == ()
    key = data.draw(st.sampled_from(sorted(book.contacts)))
    assert chain_problems(changed(book, key, said=book.contacts[key].said + "·"))


def test_promises_are_open_until_a_later_record_says_they_were_kept():
    made = with_contact(Book(), contact(
        1, promised="call back", promise_due=dt.date(2027, 2, 1),
        promises=(Promise("other", "send the plan", dt.date(2027, 1, 31)), Promise("owner", "ask")),
    ))  # fmt: skip
    assert [(one.number, one.promise.what) for one in open_promises(made.contacts)] == [
        (2, "send the plan"), (1, "call back"), (3, "ask"),
    ]  # fmt: skip
    after = with_contact(made, contact(2, amends="c1", kept=(1, 3)))
    assert [one.number for one in open_promises(after.contacts)] == [2]
