"""Categories that learn: in which order, why, how often right, and what counts as confirmed."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from planner.basics.text import text
from planner.book.account import Account, Category
from planner.book.book import Book
from planner.book.edit import Change, Edit, adding, apply
from planner.book.entry import Entry
from planner.book.learned import PayeeRule
from planner.services import importing
from planner.services.importing import Choice
from planner.services.imports.names import Categories
from planner.services.imports.similar import Similar
from tests.importers.files import alipay, alipay_row, table, write
from tests.importers.labelled import INCOME, WORDS, year

TODAY = dt.date(2026, 11, 23)
SINCE = dt.date(2025, 1, 1)


def with_facts(book, *pairs):
    return apply(book, Edit(text("facts"), tuple(adding(kind, fact) for kind, fact in pairs)))


@pytest.fixture
def book():
    return with_facts(
        Book(),
        ("account", Account("wallet", "支付宝", "wallet", 0, SINCE)),
        *(
            ("category", Category(key, name, flow))
            for key, name, flow in (
                ("goods", "进货", "expense"), ("post", "物流", "expense"), ("sales", "营业额", "income"),
            )
        ),
    )  # fmt: skip


def entry(key, payee, category, note="", amount=-100, day=1, source=""):
    date = dt.date(2025, 6, day)
    return ("entry", Entry(key, date, "wallet", amount, category, payee, note, source=source))


def given(book, payee, note="", kind="", *, is_income=False, rules=()):
    found = Categories(book, rules).of(payee, note, kind, is_income=is_income)
    return found.category, found.why.key


@pytest.fixture
def shop(book):
    return with_facts(
        book,
        entry("e1", "城东粮油批发部", "goods", "大米"),
        entry("e2", "顺丰速运", "post", "运费"),
        entry("e3", "顺丰速运", "post", "运费", day=2),
        entry("e4", "中通快递", "post", "快递费"),
        entry("e5", "老客", "sales", amount=100),
    )


RULE = PayeeRule("r1", "顺丰", "goods")


def test_a_rule_goes_before_memory_and_memory_before_the_files_own_category(shop):
    assert given(shop, "顺丰速运", rules=[RULE])[0] == "goods"
    assert given(shop, "顺丰速运", kind="生活服务") == (
        "post", "The last category of “{payee}” ({count}×).",
    )  # fmt: skip
    category, why = given(shop, "新店", kind="生活服务")
    assert (category.startswith("imp-expense-"), why) == (True, "The file's own category: {kind}.")
    assert given(shop, "新店") == ("", "")


def test_every_reason_names_what_it_rests_on(shop):
    categories = Categories(shop, [RULE])
    why = categories.of("顺丰速运", "", "", is_income=False).why
    assert (why.key, why.facts["words"]) == ("Your rule: the payee contains “{words}”.", "顺丰")
    why = Categories(shop).of("顺丰速运", "", "", is_income=False).why
    assert why.facts == {"payee": "顺丰速运", "count": 2}


def test_an_exact_rule_goes_before_a_part_and_a_longer_part_before_a_shorter(shop):
    rules = [
        PayeeRule("1", "顺", "goods"), PayeeRule("2", "顺丰速", "post"),
        PayeeRule("3", "顺丰速运", "goods", "equals"),
    ]  # fmt: skip
    assert given(shop, "顺丰速运", rules=rules)[0] == "goods"
    assert given(shop, "顺丰速运（南关店）", rules=rules)[0] == "post"
    assert given(shop, "顺意", rules=rules)[0] == "goods"
    assert given(shop, "顺意", is_income=True, rules=rules)[0] == "", "it is an expense's rule"


def test_the_same_payee_in_another_writing_is_known(shop):
    assert given(shop, "顺丰速运（河西店）") == (
        "post",
        "The last category of “{payee}”, the same name.",
    )


def test_a_like_payee_is_proposed_by_its_characters_and_a_strange_one_is_not(shop):
    category, why = given(shop, "圆通快递", "快递费")
    assert (category, why) == ("post", "Similar to “{example}” ({share} alike).")
    assert given(shop, "阿芳", "")[0] == ""
    assert Similar(shop).of("", "", "expense") is None
    assert Similar(Book()).of("圆通快递", "快递费", "expense") is None


def test_examples_that_disagree_give_no_category(book):
    torn = with_facts(
        book, entry("a", "五金店一", "goods", "配件"), entry("b", "五金店二", "post", "配件")
    )
    assert given(torn, "五金店三", "配件")[0] == ""


def imported(book, tmp_path, *rows):
    path = write(tmp_path / "a.csv", alipay(rows), "gb18030")
    made = importing.read_file(book, path, "wallet", today=TODAY)
    return apply(book, made.edit), made


def corrected(book, payee, category):
    found = next(one for one in book.ledger if one.payee == payee)
    after = replace(found, category=category)
    return apply(book, Edit(text("x"), (Change("entry", found.id, found, after),)))


def test_a_category_of_the_file_is_no_decision_but_a_correction_is(book, tmp_path):
    after, _ = imported(book, tmp_path, alipay_row(kind="日用百货"))
    other = alipay_row(kind="餐饮美食", key="2")
    again, made = imported(after, tmp_path, other)
    assert again.categories[made.rows[0].category].name == "餐饮美食"
    _, made = imported(corrected(after, "城东批发部", "goods"), tmp_path, other)
    assert made.rows[0].category == "goods"
    _, made = imported(after, tmp_path, alipay_row(kind="", key="3"))
    assert after.categories[made.rows[0].category].name == "日用百货", "better than nothing"


def test_guesses_do_not_feed_on_guesses(shop, tmp_path):
    made = bank(shop, tmp_path, ("2026-03-01", "圆通快递", "快递费", "-8.00"))
    assert made.rows[0].mark.startswith("s")
    after = apply(shop, made.edit)
    assert given(after, "圆通快递", "寄件")[1] != "The last category of “{payee}” ({count}×)."
    assert given(corrected(after, "圆通快递", "goods"), "圆通快递", "快递费")[0] == "goods"


def bank(book, tmp_path, *rows, account="wallet"):
    path = write(tmp_path / "b.csv", table(("日期", "对方户名", "摘要", "金额"), rows))
    return importing.read_file(book, path, account, today=TODAY)


def test_a_rule_made_in_the_preview_counts_at_once_and_comes_with_the_edit(shop, tmp_path):
    rows = [("2026-03-01", "新铺", "a", "-8.00"), ("2026-03-02", "新铺二", "b", "-9.00")]
    made = bank(shop, tmp_path, *rows)
    rule = PayeeRule("r9", "新铺", "goods")
    ruled = importing.with_choices(shop, made, {2: Choice(category="post")}, [rule])
    assert [row.category for row in ruled.rows] == ["goods", "post"]
    assert ruled.rows[1].why.key == "You chose it."
    after = apply(shop, ruled.edit)
    assert after.rules == {"r9": rule}
    assert shop == apply(after, ruled.edit.inverse())
    assert bank(after, tmp_path, ("2026-04-01", "新铺", "c", "-1.00")).rows[0].category == "goods"


def test_a_rule_may_name_a_category_that_comes_with_the_file(book, tmp_path):
    path = write(tmp_path / "a.csv", alipay([alipay_row(kind="新类")]), "gb18030")
    made = importing.read_file(book, path, "wallet", today=TODAY)
    key = made.rows[0].category
    ruled = importing.with_choices(book, made, {}, [PayeeRule("r", "城东", key)])
    after = apply(book, ruled.edit)
    assert ruled.rows[0].why.key == "Your rule: the payee contains “{words}”."
    assert after.categories[after.rules["r"].category].name == "新类"


def measured(seed):
    """By reason: (right, proposed); and how many payments there were after the first month."""
    kinds = [(name, "expense") for name in WORDS] + [(name, "income") for name in INCOME]
    known = with_facts(
        Book(),
        ("account", Account("wallet", "支付宝", "wallet", 0, SINCE)),
        *(("category", Category(name, name, flow)) for name, flow in kinds),
    )
    right, proposed, total = Counter(), Counter(), 0
    rows = year(seed)
    for month in range(1, 13):
        mine = [row for row in rows if row.date.month == month]
        if month > 1:
            categories = Categories(known)
            for row in mine:
                found = categories.of(row.payee, row.note, "", is_income=row.amount > 0)
                total += 1
                if found.category:
                    reason = "similar" if found.mark.startswith("s") else "memory"
                    proposed[reason] += 1
                    right[reason] += found.category == row.category
        known = with_facts(
            known,
            *(
                ("entry", Entry(f"{month}-{number}", row.date, "wallet", row.amount, row.category,
                                row.payee, row.note))
                for number, row in enumerate(mine)
            ),
        )  # fmt: skip
    return right, proposed, total


@pytest.mark.parametrize("seed", [1, 2])
def test_over_a_labelled_year_most_proposals_are_right(seed):
    right, proposed, total = measured(seed)
    assert right["memory"] / proposed["memory"] > 0.85
    assert right["similar"] / proposed["similar"] > 0.75
    assert sum(proposed.values()) / total > 0.9


if __name__ == "__main__":
    for number in range(1, 6):
        found, offered, payments = measured(number)
        print(
            number, payments,
            {name: (found[name], offered[name], round(found[name] / offered[name], 3)) for name in offered},
            "covered", round(sum(offered.values()) / payments, 3),
            "right of all", round(sum(found.values()) / payments, 3),
        )  # fmt: skip
