"""Settling invoices and remembering categories."""

import datetime as dt

import pytest

from planner.basics.errors import UserError
from planner.book.edit import apply
from planner.services.bookkeeping import check_unused, payees, remembered_category, settled

DAY = dt.date(2026, 11, 20)


def test_settling_marks_the_invoice_and_records_the_money_in_one_edit(shop):
    edit = settled(shop, "i1", DAY, "bank", "e900")
    after = apply(shop, edit)

    assert after.invoices["i1"].settled_on == DAY
    entry = after.ledger.find("e900")
    assert (entry.date, entry.account, entry.amount) == (DAY, "bank", 260000)
    assert entry.payee == "街坊酒楼"
    assert apply(after, edit.inverse()) == shop


def test_a_bill_that_is_paid_takes_money_out(shop):
    from dataclasses import replace

    from planner.services.editing import saved

    bill = replace(shop.invoices["i1"], id="i2", direction="payable", party="粮油行")
    book = apply(shop, saved(shop, "invoice", bill))
    edit = settled(book, "i2", DAY, "bank", "e901")

    assert apply(book, edit).ledger.find("e901").amount == -260000
    assert "粮油行" in edit.title.facts["party"]


@pytest.mark.parametrize("gone", ["nowhere", "i1"])
def test_what_is_gone_or_settled_already_is_refused(shop, gone):
    book = apply(shop, settled(shop, "i1", DAY, "bank", "e900"))
    with pytest.raises(UserError):
        settled(book, gone, DAY, "bank", "e901")


def test_payees_come_by_how_often_they_are_used(shop):
    assert payees(shop)[0] == "堂食"
    assert set(payees(shop)) == {"堂食", "房东", "粮油行", "帮工", "供电", "装修队"}


def test_the_category_of_a_payee_is_remembered_by_direction(shop):
    assert remembered_category(shop, "房东", is_income=False) == "rent"
    assert remembered_category(shop, "房东", is_income=True) == ""
    assert remembered_category(shop, "新来的", is_income=False) == ""
    assert remembered_category(shop, " ", is_income=False) == ""


@pytest.mark.parametrize(
    ("kind", "key", "said"),
    [
        ("category", "rent", ["{count} entry", "{count} repeating item"]),
        ("account", "fund", ["the emergency fund"]),
        (
            "account",
            "bank",
            ["{count} entry", "{count} repeating item", "{count} invoice", "{count} loan"],
        ),
    ],
)
def test_what_is_used_says_by_what(shop, kind, key, said):
    with pytest.raises(UserError) as refused:
        check_unused(shop, kind, [key])
    assert [use.key for use in refused.value.text.facts["uses"]] == said


def test_what_nothing_needs_may_go(shop):
    from planner.book.account import Category
    from planner.services.editing import saved

    book = apply(shop, saved(shop, "category", Category("c9", "清洁", "expense")))
    assert check_unused(book, "category", ["c9"]) is None
