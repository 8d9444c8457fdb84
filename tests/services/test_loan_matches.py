"""A payment that stands among the entries already is recorded once: money leaves once."""

import datetime as dt

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.edit import Edit, adding, apply
from planner.book.entry import Entry
from planner.book.loan import Loan
from planner.services.loans.edits import loan_edit
from planner.services.loans.matches import entries_like, matched_payment

PAID_ON = dt.date(2026, 12, 10)
LATER = dt.date(2026, 12, 20)
PAID = Entry("paid", PAID_ON, "bank", -5_398_53, "", "银行扣款", source="bill:77")


def with_entries(book, *entries):
    return apply(book, Edit(text("x"), tuple(adding("entry", entry) for entry in entries)))


def test_the_nearest_sum_comes_first_and_named_ones_before_all(shop):
    named = Entry("named", PAID_ON, "bank", -2_000_00, "", "网商贷还款")
    near = Entry("near", PAID_ON, "bank", -5_000_00, "", "转出")
    far = Entry("far", PAID_ON, "bank", -900_00, "", "转出")
    own = Entry("own", PAID_ON, "bank", -5_398_53, to_account="fund")
    old = Entry("old", dt.date(2026, 10, 1), "bank", -5_398_53)
    book = with_entries(shop, near, PAID, named, far, own, old)
    found = [entry.id for entry in entries_like(book, "l1", LATER)]
    assert found == ["named", "paid", "near"]


def test_the_entry_gives_way_to_the_payment_and_undo_brings_it_back(shop):
    book = with_entries(shop, PAID)
    edit = matched_payment(book, "l1", PAID, LATER)
    after = apply(book, edit)
    assert after.spendable(LATER) == book.spendable(LATER)
    assert after.find("entry", "paid") is None
    event = after.events_of("l1")[-1]
    assert (event.date, event.amount, event.source) == (PAID_ON, 5_398_53, "paid bill:77")
    assert apply(after, edit.inverse()) == book


def test_where_the_entries_hold_the_cash_the_entry_stays_and_is_told_once(shop):
    terms = shop.loans["l1"].terms
    book = apply(shop, loan_edit(shop, Loan("x", "旧贷款", "bank", terms, books_cash=False)))
    book = with_entries(book, PAID)
    after = apply(book, matched_payment(book, "x", PAID, LATER))
    assert after.find("entry", "paid") == PAID
    assert after.spendable(LATER) == book.spendable(LATER)
    assert entries_like(after, "x", LATER) == ()


def test_an_entry_that_can_be_no_payment_is_refused(shop):
    much = Entry("much", PAID_ON, "bank", -99_999_00)
    book = with_entries(shop, much)
    with pytest.raises(UserError):
        matched_payment(book, "l1", much, LATER)
