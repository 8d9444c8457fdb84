"""A correction offers to correct its like: the entries of that payee, the rows, the future."""

import datetime as dt

import pytest

from planner.basics.text import text
from planner.book.account import Account, Category
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply
from planner.book.entry import Entry
from planner.services import importing
from planner.services.importing import Choice
from planner.services.imports.alike import alike_entries, alike_rows, followed, rule_for
from tests.importers.files import table, write

DAY = dt.date(2026, 3, 1)


@pytest.fixture
def book():
    entries = [
        Entry("e1", DAY, "bank", -100, "goods", "顺丰速运"),
        Entry("e2", DAY, "bank", -200, "goods", "顺丰速运（河西店）"),
        Entry("e3", DAY, "bank", -300, "", "顺丰速运有限公司"),
        Entry("e4", DAY, "bank", -400, "post", "顺丰速运"),
        Entry("e5", DAY, "bank", 500, "sales", "顺丰速运"),
        Entry("e6", DAY, "bank", -600, "goods", "中通"),
        Entry("e7", DAY, "bank", -700, "", "顺丰速运", to_account="cash"),
    ]
    changes = [adding("account", Account(key, key, "bank", 0, DAY)) for key in ("bank", "cash")]
    changes += [
        adding("category", Category(key, key, flow))
        for key, flow in (("goods", "expense"), ("post", "expense"), ("sales", "income"))
    ]
    changes += [adding("entry", entry) for entry in entries]
    return apply(Book(), Edit(text("facts"), tuple(changes)))


def test_entries_of_the_same_payee_and_side_with_another_category_are_offered(book):
    entry = book.ledger.find("e4")
    others = alike_entries(book, entry)
    assert [one.id for one in others] == ["e1", "e2", "e3"]
    after = apply(book, followed(book, entry, others))
    assert {after.ledger.find(key).category for key in ("e1", "e2", "e3", "e4")} == {"post"}
    assert after.ledger.find("e5").category == "sales"
    assert alike_entries(after, entry) == ()


def test_without_payee_or_category_nothing_is_offered(book):
    assert alike_entries(book, Entry("x", DAY, "bank", -1, "post")) == ()
    assert alike_entries(book, Entry("x", DAY, "bank", -1, "", "顺丰速运")) == ()


def test_always_is_a_rule_in_the_same_edit_and_replaces_the_older_one(book):
    entry = book.ledger.find("e2")
    first = followed(book, entry, (), rule_for(entry.payee, "goods"))
    ruled = apply(book, first)
    assert [(rule.words, rule.how) for rule in ruled.rules.values()] == [("顺丰速运", "contains")]
    other = followed(ruled, book.ledger.find("e4"), (), rule_for("顺丰速运", "post"))
    after = apply(ruled, other)
    assert [rule.category for rule in after.rules.values()] == ["post"]
    assert followed(after, book.ledger.find("e4"), (), rule_for("顺丰速运", "post")).changes == ()


def test_a_name_that_is_written_otherwise_is_ruled_as_a_whole():
    rule = rule_for("Ａ·Ｂ 店", "goods")
    assert (rule.how, rule.words) == ("equals", "Ａ·Ｂ 店")


def test_rows_of_a_file_follow_too(book, tmp_path):
    rows = [("2026-04-01", "新铺（东店）", "-1.00"), ("2026-04-02", "新铺", "-2.00"),
            ("2026-04-03", "新铺", "3.00"), ("2026-04-04", "别家", "-4.00")]  # fmt: skip
    path = write(tmp_path / "a.csv", table(("日期", "对方户名", "金额"), rows))
    made = importing.read_file(book, path, "bank", today=DAY)
    chosen = importing.with_choices(book, made, {1: Choice(category="goods")})
    assert [row.number for row in alike_rows(chosen, chosen.rows[0])] == [2]
    assert alike_rows(made, made.rows[0]) == ()
