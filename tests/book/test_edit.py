"""Edits: applied, taken back, refused when they no longer fit."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.account import Account, Category
from planner.book.book import Book
from planner.book.edit import Change, Edit, adding, apply, removing, replacing
from planner.book.entry import Entry

DAY = dt.date(2026, 11, 23)
BANK = Account("bank", "Bank", "bank", 0, DAY)


def edit(*changes):
    return Edit(text("change"), changes)


@pytest.fixture
def small():
    return apply(
        Book(), edit(adding("account", BANK), adding("category", Category("c", "C", "income")))
    )


def test_an_edit_and_its_inverse_leave_the_book_as_it_was(small):
    entry = Entry("e1", DAY, "bank", 100)
    change = edit(adding("entry", entry), replacing("account", BANK, opening=5))
    after = apply(small, change)
    assert after.balances(DAY) == {"bank": 105}
    assert apply(after, change.inverse()) == small


def test_an_edit_made_on_an_older_book_is_refused(small):
    stale = edit(replacing("account", replace(BANK, name="Old"), name="New"))
    with pytest.raises(UserError):
        apply(small, stale)


def test_adding_what_is_there_is_refused(small):
    with pytest.raises(UserError):
        apply(small, edit(adding("account", BANK)))


def test_what_is_still_used_cannot_be_removed(small):
    used = apply(small, edit(adding("entry", Entry("e1", DAY, "bank", 1, "c"))))
    for kind, fact in (("account", BANK), ("category", used.categories["c"])):
        with pytest.raises(UserError):
            apply(used, edit(removing(kind, fact)))
    assert "c" not in apply(small, edit(removing("category", small.categories["c"]))).categories


def test_the_currency_stays_while_there_is_money(small):
    info = replace(small.info, currency="JPY")
    with pytest.raises(UserError):
        apply(small, edit(Change("book", "book", small.info, info)))
    whole = edit(Change("book", "book", Book().info, info), adding("account", BANK))
    filled = apply(Book(), whole)
    assert filled.currency == "JPY"
    assert apply(filled, whole.inverse()) == Book()


def test_sums_beyond_the_limit_are_refused(small):
    huge = [adding("entry", Entry(f"e{n}", DAY, "bank", 8 * 10**15)) for n in range(2)]
    with pytest.raises(UserError):
        apply(small, edit(*huge))


def entries():
    days = st.integers(0, 60).map(lambda n: DAY + dt.timedelta(days=n))
    return st.builds(
        Entry, st.sampled_from([f"e{n}" for n in range(6)]), days, st.just("bank"),
        st.integers(-(10**9), 10**9), st.sampled_from(["", "c"]), st.text(max_size=5),
    )  # fmt: skip


@given(st.lists(st.tuples(entries(), st.booleans()), max_size=25))
@settings(max_examples=60, deadline=None)
def test_any_history_of_entries_equals_a_plain_dictionary(steps):
    book = apply(
        Book(), edit(adding("account", BANK), adding("category", Category("c", "C", "income")))
    )
    start, model, done = book, {}, []
    for entry, is_removal in steps:
        before = model.get(entry.id)
        if is_removal and before is None:
            continue
        step = edit(Change("entry", entry.id, before, None if is_removal else entry))
        book = apply(book, step)
        done.append(step)
        model.pop(entry.id, None)
        if not is_removal:
            model[entry.id] = entry
    assert {entry.id: entry for entry in book.ledger} == model
    assert book.balances(dt.date(2100, 1, 1))["bank"] == sum(
        entry.amount for entry in model.values()
    )
    days = [entry.date for entry in book.ledger]
    assert days == sorted(days)
    for step in reversed(done):
        book = apply(book, step.inverse())
    assert book == start
