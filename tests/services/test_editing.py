"""Edits as a person makes them."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.contact import Contact
from planner.book.edit import Change, apply
from planner.book.entry import Entry
from planner.services.editing import changes_titled, fact_name, removed, saved
from planner.wording import Wording

DAY = dt.date(2026, 11, 23)
EN = Wording("en")


def test_saving_adds_first_and_changes_later(shop):
    entry = Entry("new", DAY, "bank", -100, payee="Mill")
    adding = saved(shop, "entry", entry)
    assert EN.say(adding.title) == "Add entry “Mill”"
    book = apply(shop, adding)
    changing = saved(book, "entry", replace(entry, amount=-200))
    assert EN.say(changing.title) == "Change entry “Mill”"
    assert apply(book, changing).find("entry", "new").amount == -200
    assert saved(book, "entry", entry).changes == ()


def test_removing_a_loan_takes_its_events_along(shop):
    edit = removed(shop, "loan", ["l1"])
    book = apply(shop, edit)
    assert not book.loans
    assert not book.loan_events
    assert apply(book, edit.inverse()) == shop


def test_removing_several_is_one_edit(shop):
    edit = removed(shop, "entry", ["e1", "e2"])
    assert EN.say(edit.title) == "Remove 2 items"
    assert len(apply(shop, edit).ledger) == len(shop.ledger) - 2


def test_removing_what_is_gone_is_refused(shop):
    with pytest.raises(UserError):
        removed(shop, "recurring", ["r9"])


def test_changes_that_change_nothing_are_left_out(shop):
    same = Change("limits", "limits", shop.limits, shop.limits)
    other = Change("limits", "limits", shop.limits, replace(shop.limits, cushion=1))
    assert changes_titled(text("x"), [same, other]).changes == (other,)


def test_every_fact_has_a_name_a_person_would_use(shop):
    named = {
        kind: fact_name(shop, next(iter(shop.facts(kind))))
        for kind in ("book", "account", "category", "recurring", "invoice", "loan", "loan_event", "limits")
    }  # fmt: skip
    assert named == {
        "book": "阿宁面馆", "account": "网商银行", "category": "装饰", "recurring": "堂食收入",
        "invoice": "街坊酒楼", "loan": "网商贷", "loan_event": "网商贷 2026-09-10", "limits": "",
    }  # fmt: skip
    contact = Contact("k", dt.datetime(2026, 11, 20, 10, 15), "网商银行", "phone")
    assert fact_name(shop, contact) == "网商银行 2026-11-20"


def test_an_entry_without_payee_is_named_by_note_category_or_date(shop):
    entry = Entry("x", DAY, "bank", 1, "sales", note="cash")
    assert fact_name(shop, entry) == "cash"
    assert fact_name(shop, replace(entry, note="")) == "堂食收入"
    assert fact_name(shop, replace(entry, note="", category="")) == "2026-11-23"
