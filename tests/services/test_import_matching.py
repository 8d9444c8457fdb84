"""Likely doubles, invoices and their receipts, own transfers between two files."""

import datetime as dt
from dataclasses import replace
from random import Random

import pytest

from planner.basics.text import text
from planner.book import facts
from planner.book.account import Account, Category
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply
from planner.book.entry import Entry
from planner.book.invoice import Invoice
from planner.services import importing
from planner.services.importing import Choice
from planner.wording import Wording
from tests.importers.files import alipay, alipay_row, signed, table, write

TODAY = dt.date(2026, 11, 23)
SINCE = dt.date(2026, 1, 1)
DAY = dt.date(2026, 3, 5)


def with_facts(book, *pairs):
    return apply(book, Edit(text("facts"), tuple(adding(kind, fact) for kind, fact in pairs)))


@pytest.fixture
def book():
    return with_facts(
        Book(),
        ("account", Account("wallet", "支付宝", "wallet", 0, SINCE)),
        ("account", Account("cmb", "招商银行(1234)", "bank", 0, SINCE)),
        ("account", Account("icbc", "工商银行(5678)", "bank", 0, SINCE)),
        ("category", Category("goods", "进货", "expense")),
        ("category", Category("sales", "营业额", "income")),
    )


def bank(book, tmp_path, *rows, account="cmb", name="b.csv"):
    path = write(tmp_path / name, table(("交易日期", "对方户名", "摘要", "金额"), signed(rows)))
    return importing.read_file(book, path, account, today=TODAY)


def bill(book, tmp_path, *rows):
    path = write(tmp_path / "a.csv", alipay(rows), "gb18030")
    return importing.read_file(book, path, "wallet", today=TODAY)


def states(made):
    return [(row.outcome, row.maybe.kind if row.maybe else "") for row in made.rows]


def typed(key="e1", date=DAY, payee="老王粮油", amount=-30_000, account="cmb", note=""):
    return ("entry", Entry(key, date, account, amount, "goods", payee, note))


# likely doubles


def test_an_entry_typed_by_hand_is_suggested_and_booked_unless_the_owner_says_so(book, tmp_path):
    known = with_facts(book, typed())
    row = ("2026-03-07", "老王粮油店", "消费", "-300.00")
    made = bank(known, tmp_path, row)
    assert states(made) == [("entry", "double")]
    assert len(apply(known, made.edit).ledger) == 2, "never merged unasked"
    merged = importing.with_choices(known, made, {1: Choice(accept=True)})
    assert states(merged) == [("duplicate", "")]
    after = apply(known, merged.edit)
    (entry,) = after.ledger
    assert (entry.payee, entry.id, bool(entry.source)) == ("老王粮油", "e1", True)
    assert bank(after, tmp_path, row).counts["duplicate"] == 1
    refused = importing.with_choices(known, made, {1: Choice(outcome="entry")})
    assert states(refused) == [("entry", "")]


@pytest.mark.parametrize(
    "fact",
    [
        typed(date=dt.date(2026, 3, 1)), typed(amount=-30_001), typed(payee="顺丰速运"),
        typed(account="icbc"),
    ],
)  # fmt: skip
def test_other_days_sums_payees_and_accounts_are_no_doubles(book, tmp_path, fact):
    made = bank(with_facts(book, fact), tmp_path, ("2026-03-05", "老王粮油", "消费", "-300.00"))
    assert states(made) == [("entry", "")]


def test_an_entry_without_words_contradicts_nothing(book, tmp_path):
    known = with_facts(book, typed(payee=""))
    assert states(bank(known, tmp_path, ("2026-03-05", "某店", "x", "-300.00"))) == [
        ("entry", "double")
    ]


def test_every_entry_is_suggested_once_and_to_the_nearest_row(book, tmp_path):
    known = with_facts(book, typed())
    rows = [("2026-03-03", "老王粮油", "x", "-300.00"), ("2026-03-05", "老王粮油", "y", "-300.00")]
    assert states(bank(known, tmp_path, *rows)) == [("entry", ""), ("entry", "double")]
    assert states(bank(known, tmp_path, *rows[::-1])) == [("entry", "double"), ("entry", "")]


def test_two_numbered_payments_and_two_days_of_a_statement_are_no_doubles(book, tmp_path):
    first = bill(book, tmp_path, alipay_row(key="1"))
    known = apply(book, first.edit)
    assert states(bill(known, tmp_path, alipay_row(key="2"))) == [("entry", "")]
    known = apply(book, bank(book, tmp_path, ("2026-03-05", "早餐铺", "消费", "-9.00")).edit)
    later = ("2026-03-06", "早餐铺", "消费", "-9.00")
    assert states(bank(known, tmp_path, later)) == [("entry", "")]
    again = ("2026-03-05", "早餐铺", "网上消费", "-9.00")
    assert states(bank(known, tmp_path, again)) == [("entry", "double")], "another layout"


def test_rows_known_by_their_keys_use_up_their_entries(book, tmp_path):
    row = ("2026-03-05", "早餐铺", "消费", "-9.00")
    known = apply(book, bank(book, tmp_path, row).edit)
    both = bank(known, tmp_path, row, ("2026-03-05", "早餐铺", "网上消费", "-9.00"))
    assert states(both) == [("duplicate", ""), ("entry", "")]


def test_the_report_tells_of_likely_doubles(book, tmp_path):
    known = with_facts(book, typed())
    made = bank(known, tmp_path, ("2026-03-05", "老王粮油", "x", "-300.00"))
    assert "1 row may be in the book already; it is added unless you decide otherwise." in (
        importing.report_words([made], Wording("en"))
    )


# invoices


def invoice(key="i1", party="临江酒店有限公司", amount=500_000, direction="receivable", **more):
    values = {"issued": dt.date(2026, 2, 1), "due": dt.date(2026, 3, 1), "account": "cmb"}
    return ("invoice", Invoice(key, direction, party, amount, **{**values, **more}))


def test_a_receipt_of_party_and_amount_settles_its_invoice_in_the_same_edit(book, tmp_path):
    known = with_facts(book, invoice(category="sales"))
    made = bank(known, tmp_path, ("2026-03-05", "临江酒店", "货款", "5000.00"))
    (row,) = made.rows
    assert (row.settles.id, row.category, row.maybe) == ("i1", "sales", None)
    after = apply(known, made.edit)
    assert after.invoices["i1"].settled_on == DAY
    assert len(after.ledger) == 1
    assert known == apply(after, made.edit.inverse())
    kept = importing.with_choices(known, made, {1: Choice(outcome="entry")})
    assert kept.rows[0].settles is None


def test_a_paid_bill_settles_a_payable_and_income_does_not(book, tmp_path):
    known = with_facts(book, invoice(direction="payable", party="老王粮油"))
    made = bank(
        known, tmp_path, ("2026-03-05", "老王粮油", "x", "5000.00"),
        ("2026-03-06", "城东老王粮油商行", "x", "-5000.00"),
    )  # fmt: skip
    assert [row.settles is not None for row in made.rows] == [False, True]


def test_the_amount_alone_near_the_due_date_is_only_suggested(book, tmp_path):
    known = with_facts(book, invoice())
    made = bank(known, tmp_path, ("2026-03-05", "周先生", "转账", "5000.00"))
    assert states(made) == [("entry", "invoice")]
    assert apply(known, made.edit).invoices["i1"].settled_on is None
    taken = importing.with_choices(known, made, {1: Choice(accept=True)})
    assert apply(known, taken.edit).invoices["i1"].settled_on == DAY
    assert states(bank(known, tmp_path, ("2026-05-05", "周先生", "x", "5000.00"))) == [
        ("entry", "")
    ]


def test_the_older_of_two_equal_invoices_is_paid_first_and_none_twice(book, tmp_path):
    later = invoice("i2", due=dt.date(2026, 4, 1), issued=dt.date(2026, 3, 2))
    known = with_facts(book, later, invoice("i3"), invoice("i4", settled_on=DAY))
    row = ("2026-03-05", "临江酒店", "货款", "5000.00")
    made = bank(known, tmp_path, row, row, row)
    assert [row.settles and row.settles.id for row in made.rows] == ["i3", "i2", None]


def test_money_before_the_invoice_was_written_is_not_its_receipt(book, tmp_path):
    known = with_facts(book, invoice(issued=dt.date(2026, 3, 20), due=dt.date(2026, 4, 1)))
    assert states(bank(known, tmp_path, ("2026-03-05", "临江酒店", "x", "5000.00"))) == [
        ("entry", "")
    ]


# own transfers


OUT = ("2026-03-05", "阿宁", "转账到工商银行(5678)", "-1000.00")
IN = ("2026-03-06", "阿宁", "跨行转入", "1000.00")


def moved(book):
    return {key: sum_ for key, sum_ in book.balances(TODAY).items() if sum_}


@pytest.mark.parametrize("is_out_first", [True, False])
def test_both_halves_of_a_transfer_are_one_in_either_order(book, tmp_path, is_out_first):
    halves = [(OUT, "cmb"), (IN, "icbc")]
    now = book
    for row, account in halves if is_out_first else halves[::-1]:
        made = bank(now, tmp_path, row, account=account)
        before, now = now, apply(now, made.edit)
    assert moved(now) == {"cmb": -100_000, "icbc": 100_000}
    (entry,) = now.ledger
    assert (entry.account, entry.to_account, entry.date) == ("cmb", "icbc", DAY)
    assert states(made) == [("transfer", "")]
    assert before == apply(now, made.edit.inverse())
    for row, account in halves:
        assert not bank(now, tmp_path, row, account=account).edit.changes


@pytest.mark.parametrize("is_out_first", [True, False])
def test_a_fee_kept_back_on_the_way_is_an_expense_of_its_own(book, tmp_path, is_out_first):
    arrived = ("2026-03-06", "招商银行(1234)", "跨行转入", "995.00")
    halves = [(OUT, "cmb"), (arrived, "icbc")]
    now = book
    for row, account in halves if is_out_first else halves[::-1]:
        now = apply(now, bank(now, tmp_path, row, account=account).edit)
    assert moved(now) == {"cmb": -100_000, "icbc": 99_500}
    assert sorted((entry.amount, entry.to_account) for entry in now.ledger) == [
        (-99_500, "icbc"), (-500, ""),
    ]  # fmt: skip


def test_two_transfers_without_a_name_are_only_suggested(book, tmp_path):
    out = ("2026-03-05", "某人", "转账", "-1000.00")
    known = apply(book, bank(book, tmp_path, out).edit)
    made = bank(known, tmp_path, IN, account="icbc")
    assert states(made) == [("entry", "transfer")]
    assert len(apply(known, made.edit).ledger) == 2
    taken = importing.with_choices(known, made, {1: Choice(accept=True)})
    assert moved(apply(known, taken.edit)) == {"cmb": -100_000, "icbc": 100_000}


@pytest.mark.parametrize(
    "row",
    [
        ("2026-03-06", "顾客", "消费", "1000.00"),
        ("2026-03-12", "阿宁", "转账 招商银行(1234)", "1000.00"),
        ("2026-03-06", "阿宁", "转账 招商银行(1234)", "900.00"),
        ("2026-03-06", "阿宁", "转账 招商银行(1234)", "-1000.00"),
    ],
)
def test_what_does_not_fit_stays_an_entry(book, tmp_path, row):
    out = ("2026-03-05", "某店", "消费", "-1000.00")
    known = apply(book, bank(book, tmp_path, out).edit)
    assert states(bank(known, tmp_path, row, account="icbc")) == [("entry", "")]


def test_a_wallets_name_in_every_payment_through_it_makes_no_transfer(book, tmp_path):
    known = apply(book, bill(book, tmp_path, alipay_row(direction="收入", amount="36.50")).edit)
    row = ("2026-03-05", "支付宝（中国）网络技术有限公司", "网上支付", "-36.50")
    assert states(bank(known, tmp_path, row)) == [("entry", "")]


# a card that is repaid before it is known

BOUGHT = alipay_row(place="花呗", at="2026-03-01 10:00:00", key="11")
REPAID = alipay_row(
    direction="不计收支", note="花呗主动还款-2月账单", status="还款成功", payee="花呗",
    at="2026-02-09 10:00:00", key="12",
)  # fmt: skip


def test_a_repayment_before_the_first_purchase_gives_the_union_all_the_same(book, tmp_path):
    whole = apply(book, bill(book, tmp_path, REPAID, BOUGHT).edit)
    first = bill(book, tmp_path, REPAID)
    before = apply(book, first.edit)
    second = bill(before, tmp_path, BOUGHT)
    assert whole == apply(before, second.edit)
    assert before == apply(apply(before, second.edit), second.edit.inverse())
    other = apply(book, bill(book, tmp_path, BOUGHT).edit)
    assert whole == apply(other, bill(other, tmp_path, REPAID).edit)


def test_a_repayment_category_in_use_stays(book, tmp_path):
    other = alipay_row(direction="不计收支", note="信用卡还款", status="还款成功", key="13")
    before = apply(book, bill(book, tmp_path, REPAID, other).edit)
    after = apply(before, bill(before, tmp_path, BOUGHT).edit)
    assert {one.flow for one in after.categories.values()} > {"debt"}
    rest = [
        one
        for one in after.ledger
        if one.category and after.categories[one.category].flow == "debt"
    ]
    assert len(rest) == 1


def test_a_repayment_typed_by_hand_is_left_alone(book, tmp_path):
    debt = with_facts(
        book, ("category", Category("d", "还款", "debt")),
        ("entry", Entry("h", dt.date(2026, 2, 9), "wallet", -100, "d", "花呗")),
    )  # fmt: skip
    after = apply(debt, bill(debt, tmp_path, BOUGHT).edit)
    assert after.ledger.find("h") == replace(debt.ledger.find("h"))


def test_a_card_that_comes_with_the_file_is_no_half_of_anything(book, tmp_path):
    out = ("2026-03-05", "阿宁", "转账", "-36.50")
    known = apply(book, bank(book, tmp_path, out).edit)
    back = alipay_row(direction="不计收支", note="退款-转账", status="退款成功", place="花呗")
    assert states(bill(known, tmp_path, back)) == [("refund", "")]


WAYS = (
    {"direction": "支出"}, {"direction": "收入"}, {"direction": "支出", "place": "花呗"},
    {"direction": "支出", "place": "招商银行储蓄卡(1234)"}, {"direction": "不计收支", "note": "余额宝-自动转入"},
    {"direction": "不计收支", "note": "提现-快速提现", "payee": "招商银行", "remark": "服务费0.50元"},
    {"direction": "不计收支", "note": "退款-x", "status": "退款成功", "kind": "退款"},
    {"direction": "不计收支", "note": "花呗主动还款-2月账单", "status": "还款成功", "payee": "花呗"},
    {"direction": "不计收支", "note": "?"}, {"direction": "支出", "status": "交易关闭"},
)  # fmt: skip


def a_month(seed):
    """Rows by day: few payees and amounts, so that many look alike."""
    chance = Random(seed)
    rows = []
    for number in range(chance.randint(2, 14)):
        day = chance.randint(1, 9)
        cells = {
            "payee": chance.choice(("甲店", "乙铺", "顺丰速运", "顺丰速运（东店）")),
            "kind": chance.choice(("餐饮美食", "日用百货")), **chance.choice(WAYS),
        }  # fmt: skip
        at, amount = f"2026-03-0{day} 10:{number:02}:00", chance.choice(("10.00", "36.50"))
        rows.append((day, alipay_row(at=at, amount=amount, key=f"k{number}", **cells)))
    rows.sort(key=lambda row: row[0])
    first = chance.randint(1, 9)
    return rows, first, first + chance.randint(0, 3)


def without_guesses(book):
    """A book's dump without the categories of rows for which the file names none."""
    dump = facts.dump(book)
    for entry in dump["entries"]:
        keys = entry["source"].split()
        if not any(key.startswith("k") for key in keys):
            entry["category"] = ""
        entry["source"] = " ".join(key for key in keys if not key.startswith("s"))
    return dump


@pytest.mark.parametrize("seed", range(30))
def test_overlapping_bills_give_the_union_whatever_they_hold(book, tmp_path, seed):
    rows, first, last = a_month(seed)
    halves = [[row for day, row in rows if day <= last], [row for day, row in rows if day >= first]]
    whole = without_guesses(apply(book, bill(book, tmp_path, *(row for _, row in rows)).edit))
    for files in (halves, halves[::-1]):
        now = book
        for half in filter(None, files):
            now = apply(now, bill(now, tmp_path, *half).edit)
        assert without_guesses(now) == whole
