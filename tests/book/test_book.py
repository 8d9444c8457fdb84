"""The book: look-ups, balances, versions."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book import facts
from planner.book.account import Account
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply, removing, replacing
from planner.book.entry import Entry
from planner.book.invoice import Invoice
from planner.book.ledger import EMPTY, from_columns, from_entries
from tests.shop import SHOP

TODAY = dt.date(2026, 11, 23)


def test_the_shop_holds_what_its_docstring_says(shop):
    assert shop.spendable(TODAY) == 1_905_191
    assert shop.in_reserve(TODAY) == 650_000
    assert shop.balances(TODAY) == {"bank": 1_905_191, "fund": 650_000}


def test_a_loan_books_its_draw_and_payments_by_itself(shop):
    """60,000 drawn, three payments of 5,398.53."""
    assert [(move.date.isoformat(), move.amount) for move in shop.loan_cash] == [
        ("2026-08-10", 6_000_000), ("2026-09-10", -539_853),
        ("2026-10-10", -539_853), ("2026-11-10", -539_853),
    ]  # fmt: skip


def test_a_loan_whose_entries_hold_the_cash_moves_nothing():
    loan = {**SHOP["loans"][0], "books_cash": False}
    book = apply(Book(), facts.read(Book(), {**SHOP, "loans": [loan]}, text("x")))
    assert book.loan_cash == ()
    assert book.spendable(TODAY) == 1_905_191 - 6_000_000 + 3 * 539_853


def test_entries_after_the_day_do_not_count(shop):
    later = Entry("later", TODAY + dt.timedelta(days=1), "bank", 100)
    book = apply(shop, Edit(text("x"), (adding("entry", later),)))
    assert book.spendable(TODAY) == shop.spendable(TODAY)
    assert book.spendable(later.date) == shop.spendable(TODAY) + 100


def test_a_transfer_leaves_one_account_and_arrives_in_the_other(shop):
    move = Entry("move", TODAY, "bank", -5_000, to_account="fund")
    book = apply(shop, Edit(text("x"), (adding("entry", move),)))
    assert book.in_reserve(TODAY) == 655_000
    assert sum(book.balances(TODAY).values()) == sum(shop.balances(TODAY).values())


def test_card_and_reserve_money_is_not_spendable(shop):
    card = Account("card", "Card", "card", 99_999, TODAY)
    book = apply(shop, Edit(text("x"), (adding("account", card),)))
    assert book.spendable(TODAY) == shop.spendable(TODAY)
    assert not card.is_spendable


def test_equal_facts_give_equal_versions_whatever_their_history(shop):
    entry = Entry("later", TODAY, "bank", 100)
    there = apply(shop, Edit(text("x"), (adding("entry", entry),)))
    back = apply(there, Edit(text("x"), (adding("entry", entry),)).inverse())
    assert back == shop
    assert hash(back) == hash(shop)
    assert there != shop
    assert shop != "a book"


def test_single_facts_are_found_by_their_kind(shop):
    assert shop.find("limits", "limits") is shop.limits
    assert list(shop.facts("reserve")) == [shop.reserve]
    assert shop.find("loan", "nothing") is None
    assert shop.find("entry", "nothing") is None


def test_an_invoice_moves_money_by_its_direction():
    day = TODAY
    assert Invoice("i", "receivable", "p", 5, day, day, "bank").signed == 5
    assert Invoice("i", "payable", "p", 5, day, day, "bank").signed == -5


def test_a_ledger_of_columns_equals_one_of_entries(shop):
    rows = list(shop.ledger)
    columns = from_columns(
        ids=[row.id for row in rows], days=[row.date.toordinal() for row in rows],
        accounts=[row.account for row in rows], amounts=[row.amount for row in rows],
        categories=[row.category for row in rows], payees=[row.payee for row in rows],
        to_accounts=[row.to_account for row in rows], notes=[row.note for row in rows],
        sources=[row.source for row in rows],
    )  # fmt: skip
    assert columns == shop.ledger == from_entries(reversed(rows))
    assert hash(columns) == hash(shop.ledger)
    assert columns != EMPTY
    assert EMPTY.digest == from_entries(()).digest
    assert columns.accounts.code_of("bank") >= 0
    assert columns.accounts.code_of("nowhere") == -1


def test_a_reversed_payment_comes_back_into_the_account(shop):
    paid = next(iter(shop.loan_events.values()))
    back = replace(paid, id="back", type="reverse", amount=0, reverses=paid.id, date=TODAY)
    book = apply(shop, Edit(text("x"), (adding("loan_event", back),)))
    assert book.spendable(TODAY) == shop.spendable(TODAY) + paid.amount
    again = replace(back, id="again", reverses="back")
    book = apply(book, Edit(text("x"), (adding("loan_event", again),)))
    assert book.spendable(TODAY) == shop.spendable(TODAY)


@pytest.mark.parametrize("reverses", ["nothing", "back", ""])
def test_a_reversal_names_another_event_of_its_loan(shop, reverses):
    paid = next(iter(shop.loan_events.values()))
    back = replace(paid, id="back", type="reverse", amount=0, reverses=reverses, date=TODAY)
    with pytest.raises(UserError):
        apply(shop, Edit(text("x"), (adding("loan_event", back),)))


def test_a_payment_before_the_draw_is_refused(shop):
    paid = next(iter(shop.loan_events.values()))
    early = replace(paid, id="early", date=dt.date(2026, 8, 9))
    with pytest.raises(UserError):
        apply(shop, Edit(text("x"), (adding("loan_event", early),)))


def test_two_reversals_of_each_other_move_nothing(shop):
    paid = next(iter(shop.loan_events.values()))
    one = replace(paid, id="one", type="reverse", amount=0, reverses=paid.id, date=TODAY)
    two = replace(one, id="two", reverses="one")
    book = apply(shop, Edit(text("x"), (adding("loan_event", one), adding("loan_event", two))))
    circle = apply(book, Edit(text("x"), (replacing("loan_event", one, reverses="two"),)))
    assert circle.spendable(TODAY) == shop.spendable(TODAY)


def test_an_event_that_is_reversed_stays(shop):
    paid = next(iter(shop.loan_events.values()))
    back = replace(paid, id="back", type="reverse", amount=0, reverses=paid.id, date=TODAY)
    book = apply(shop, Edit(text("x"), (adding("loan_event", back),)))
    with pytest.raises(UserError):
        apply(book, Edit(text("x"), (removing("loan_event", paid),)))
