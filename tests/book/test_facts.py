"""Facts <-> JSON: everything comes back, whatever is wrong is named."""

import copy
import json

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply, difference
from planner.wording import Wording
from tests.shop import SHOP

EVERY_KIND = {
    "format": "leeway-facts",
    "version": 1,
    "book": {"name": "巷口铺", "currency": "CNY", "language": "en"},
    "accounts": [
        {"id": "a1", "name": "Bank", "kind": "bank", "opening": "10.00", "opened_on": "2026-01-31"},
        {"id": "a2", "name": "Fund", "kind": "reserve", "opening": "0.00", "opened_on": "2026-01-31"},
    ],
    "categories": [{"id": "c1", "name": "Rent", "flow": "expense", "essential": True, "group": "Shop"}],
    "entries": [
        {"id": "e1", "date": "2026-02-01", "account": "a1", "amount": "-1.50", "category": "c1"},
        {"id": "e2", "date": "2026-02-01", "account": "a1", "amount": "-2.00", "to_account": "a2"},
    ],
    "recurring": [
        {"id": "r1", "title": "Rent", "account": "a1", "amount": "-1.50", "rrule": "FREQ=MONTHLY",
         "from": "2026-02-01", "until": "2027-01-31", "spread": "0.10"},
    ],
    "invoices": [
        {"id": "i1", "direction": "payable", "party": "Mill", "amount": "3.00",
         "issued": "2026-02-01", "due": "2026-03-01", "account": "a1", "settled_on": "2026-02-20"},
    ],
    "loans": [
        {"id": "l1", "name": "Loan", "debit_account": "a1", "principal": "100.00",
         "drawn_on": "2026-01-31", "method": "daily_interest", "instalments": 3,
         "first_due": "2026-02-28", "due_day": 31, "rate": {"value": "0.0004", "per": "day"},
         "year_days": "actual", "fees": [{"amount": "1.00", "when": "draw"}],
         "penalty": {"multiplier": "1.3", "grace_days": 3, "compound": False},
         "prepay": {"mode": "shorten", "fee_rate": "0.01"}, "holiday": "next",
         "allocation": ["principal", "interest", "penalty", "fee"]},
    ],
    "loan_events": [
        {"loan": "l1", "type": "pay", "date": "2026-02-28", "amount": "1.00"},
        {"loan": "l1", "type": "pay", "date": "2026-02-28", "amount": "2.00"},
    ],
    "budget": [{"month": "2026-12", "category": "c1", "amount": "-1.50"}],
    "reserve": {"accounts": ["a2"], "target_months": "2.5"},
    "contacts": [
        {"id": "k1", "at": "2026-11-20T10:15", "lender": "Bank", "channel": "phone",
         "promise_due": "2026-12-01"},
    ],
    "limits": {"tight_chance": 0.1, "short_chance": 1, "cushion": "5.00"},
}  # fmt: skip


def book_of(document):
    return apply(Book(), facts.read(Book(), document, text("facts")))


@pytest.mark.parametrize("document", [SHOP, EVERY_KIND], ids=["shop", "every kind"])
def test_a_dump_applied_to_a_new_book_dumps_equally(document):
    book = book_of(document)
    dumped = facts.dump(book)
    again = book_of(json.loads(json.dumps(dumped)))
    assert facts.dump(again) == dumped
    assert again == book
    assert again.version == book.version


def holds(written, given):
    if isinstance(given, dict):
        return all(holds(written[key], value) for key, value in given.items())
    if isinstance(given, list):
        pairs = zip(written, given, strict=True)
        return all(holds(ours, theirs) for ours, theirs in pairs)
    return written == given


def test_every_fact_of_the_file_is_in_the_dump():
    assert holds(facts.dump(book_of(EVERY_KIND)), EVERY_KIND)
    assert not holds({"amount": "1.00"}, {"amount": "2.00"})


def test_events_of_one_day_keep_their_order():
    events = book_of(EVERY_KIND).events_of("l1")
    assert [event.amount for event in events] == [100, 200]


def changed(path, value):
    document = copy.deepcopy(EVERY_KIND)
    *way, last = path
    place = document
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("format",), "other", "leeway-facts"),
        (("version",), 2, "版本"),
        (("version",), ..., "版本"),
        (("colour",), "red", "colour"),
        (("accounts",), {}, "accounts"),
        (("accounts", 0), "Bank", "accounts[0]"),
        (("accounts", 0, "colour"), "red", "colour"),
        (("accounts", 0, "kind"), "purse", "kind"),
        (("accounts", 0, "opening"), 10.0, "opening"),
        (("accounts", 0, "opening"), "10.005", "10.005"),
        (("accounts", 0, "opened_on"), "2026-02-30", "2026-02-30"),
        (("accounts", 0, "opened_on"), 20260131, "opened_on"),
        (("accounts", 0, "id"), " a1", "id"),
        (("accounts", 0, "id"), ..., "id"),
        (("accounts", 0, "name"), "a\0b", "name"),
        (("accounts", 0, "name"), "\ud800", "name"),
        (("accounts", 0, "name"), "x" * 20_001, "name"),
        (("accounts", 1, "id"), "a1", "a1"),
        (("categories", 0, "essential"), "yes", "essential"),
        (("entries", 0, "account"), "a9", "a9"),
        (("entries", 0, "category"), "c9", "c9"),
        (("entries", 1, "to_account"), "a1", "e2"),
        (("entries", 1, "amount"), "2.00", "e2"),
        (("recurring", 0, "rrule"), "sometimes", "sometimes"),
        (("recurring", 0, "rrule"), "FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
        (("recurring", 0, "rrule"), "FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY"),
        (("recurring", 0, "rrule"), "FREQ=DAILY;INTERVAL=0", "INTERVAL"),
        (("recurring", 0, "spread"), "-1.00", "spread"),
        (("limits",), {"tight_chance": 0.6, "short_chance": 0.5}, "tight_chance"),
        (("limits",), {"short_chance": 0.01}, "short_chance"),
        (("accounts", 0, "counted_at"), "2026-01-31", "counted_at"),
        (("invoices", 0, "amount"), "-3.00", "amount"),
        (("loans", 0, "method"), "balloon", "method"),
        (("loans", 0, "instalments"), 0, "instalments"),
        (("loans", 0, "instalments"), True, "instalments"),
        (("loans", 0, "year_days"), 364, "year_days"),
        (("loans", 0, "rate", "value"), 0.144, "rate"),
        (("loans", 0, "rate", "value"), "1e-3", "rate"),
        (("loans", 0, "allocation"), ["fee"], "allocation"),
        (("loans", 0, "allocation"), "fee", "allocation"),
        (("loans", 0), [], "loans[0]"),
        (("loan_events", 0, "loan"), "l9", "l9"),
        (("loan_events", 0, "type"), "gift", "type"),
        (("budget", 0, "month"), "2026-13", "budget[0]"),
        (("reserve", "accounts"), ["a9"], "a9"),
        (("contacts", 0, "at"), "2026-11-20", "at"),
        (("contacts", 0, "at"), "2026-11-20T25:15", "at"),
        (("contacts", 0, "at"), "2026-11-20T10:15+08:00", "at"),
        (("limits", "tight_chance"), 1.5, "tight_chance"),
        (("book", "currency"), "yuan", "yuan"),
        (("book", "language"), "fr", "language"),
    ],
)  # fmt: skip
def test_the_whole_file_is_refused_and_the_wrong_fact_is_named(path, value, named):
    with pytest.raises(UserError) as refusal:
        book_of(changed(path, value))
    assert named in Wording("zh").error(refusal.value)


def test_a_known_id_is_refused_unless_it_is_a_scenario():
    book = book_of(EVERY_KIND)
    more = {"format": "leeway-facts", "version": 1, "recurring": [
        {**EVERY_KIND["recurring"][0], "amount": "-9.00"} ]}  # fmt: skip
    with pytest.raises(UserError):
        facts.read(book, more, text("again"))
    scenario = apply(book, facts.read(book, more, text("what if"), overlay=True))
    assert scenario.recurring["r1"].amount == -900
    assert book.recurring["r1"].amount == -150


def test_a_scenario_removes_by_id_and_names_what_is_not_there():
    book = book_of(EVERY_KIND)
    gone = {"format": "leeway-facts", "version": 1, "invoices": [{"id": "i1", "remove": True}]}
    assert not apply(book, facts.read(book, gone, text("x"), overlay=True)).invoices
    gone["invoices"][0]["id"] = "i9"
    with pytest.raises(UserError) as refusal:
        facts.read(book, gone, text("x"), overlay=True)
    assert "i9" in Wording("zh").error(refusal.value)


def test_facts_that_change_nothing_are_no_changes():
    book = book_of(EVERY_KIND)
    same = {"format": "leeway-facts", "version": 1, "reserve": EVERY_KIND["reserve"]}
    assert facts.read(book, same, text("x")).changes == ()


def test_the_difference_of_two_books_leads_from_one_to_the_other():
    before, after = book_of(EVERY_KIND), book_of(SHOP)
    from planner.book.edit import Edit

    changes = tuple(change for change in difference(before, after) if change.kind != "book")
    moved = apply(before, Edit(text("walk"), changes))
    assert facts.dump(moved) | {"book": 0} == facts.dump(after) | {"book": 0}
