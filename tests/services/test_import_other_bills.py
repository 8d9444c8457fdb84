"""One payment in two bills of platforms, and a bill whose numbers a spreadsheet had rounded."""

import datetime as dt

import pytest

from planner.basics.text import text
from planner.book.account import Account
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply
from planner.services import importing
from tests.importers.files import (
    ALIPAY_COLUMNS,
    alipay,
    alipay_row,
    table,
    wechat_csv,
    wechat_row,
    write,
)
from tests.importers.test_platforms import JD, LOG, TRADES

TODAY = dt.date(2026, 11, 23)
SINCE = dt.date(2026, 1, 1)
ACCOUNTS = (
    Account("ali", "支付宝", "wallet", 0, SINCE),
    Account("wx", "微信零钱", "wallet", 0, SINCE),
    Account("cmb", "招商银行(1234)", "bank", 0, SINCE),
    Account("hb", "花呗", "card", 0, SINCE),
)


@pytest.fixture
def book():
    return apply(Book(), Edit(text("x"), tuple(adding("account", one) for one in ACCOUNTS)))


@pytest.fixture
def load(book, tmp_path):
    """Imports files one after the other: (content, encoding, account) each; the book after them."""

    def loaded(*files, onto=None):
        now = onto or book
        for content, encoding, account in files:
            path = write(tmp_path / "bill.csv", content, encoding)
            now = apply(now, importing.read_file(now, path, account, today=TODAY).edit)
        return now

    return loaded


def moves(book):
    return sorted(
        (entry.account, entry.to_account, entry.amount)
        for entry in (book.ledger.entry(row) for row in range(len(book.ledger)))
    )


def trades(*amounts):
    rows = [
        ("T1\t", "O1\t", "交易" if float(amount) > 0 else "退款", "门店收款", "2026-03-05 10:00:00",
         "2026-03-05 10:00:03", "*三", amount, amount, "" if float(amount) > 0 else "R", fee, "")
        for amount, fee in amounts
    ]  # fmt: skip
    return ("#支付宝业务明细查询\n" + table(TRADES, rows), "gb18030", "ali")


def log(*lines):
    rows = [
        (f"L{number}\t", f"B{number}", "O1\t", "门店收款", "2026-03-05 10:00:00", "*三",
         amount if float(amount) > 0 else "", amount if float(amount) < 0 else "", "", "支付宝", kind, "")
        for number, (kind, amount) in enumerate(lines)
    ]  # fmt: skip
    return (table(LOG, rows), "gb18030", "ali")


def jd(place, account, amount="131.77"):
    row = ("2026-03-05 10:00:00\t", "京东", "大米", amount, place, "交易成功", "支出", "食品酒饮",
           "90\t", "2\t", " ")  # fmt: skip
    return (table(JD, [row]), "utf-8", account)


def wechat(payee="京东商城", amount="¥131.77", at="2026-03-05 10:00:05"):
    return (wechat_csv([wechat_row(payee=payee, amount=amount, at=at)]), "utf-8", "wx")


def test_both_bills_of_a_merchant_are_the_same_money_in_either_order(load):
    sold = trades(("58.00", "-0.35"), ("-8.00", "0.05"))
    logged = log(("在线支付", "58.00"), ("收费", "-0.35"), ("交易退款", "-8.00"), ("收费退还", "0.05"),
                 ("提现", "-20.00"))  # fmt: skip
    once = moves(load(sold))
    assert moves(load(sold, logged)) == sorted([*once, ("ali", "", -2000)])
    assert moves(load(logged, sold)) == moves(load(logged))
    assert moves(load(logged, sold, logged, sold)) == moves(load(logged))


def test_two_bills_of_trades_stay_two_sales_of_the_same_sum(load):
    first = trades(("58.00", "0.00"))
    second = (first[0].replace("T1", "T2").replace("10:00:03", "15:00:03"), *first[1:])
    assert moves(load(first, second)) == [("ali", "", 5800), ("ali", "", 5800)]


@pytest.mark.parametrize("account", ["wx", "cmb"])
def test_what_a_shop_and_the_wallet_print_is_one_payment_of_the_wallet(load, account):
    shop, wallet = jd("微信支付", account), wechat()
    assert moves(load(shop, wallet)) == [("wx", "", -13177)]
    assert moves(load(wallet, shop)) == [("wx", "", -13177)]
    assert moves(load(wallet, shop, wallet, shop)) == [("wx", "", -13177)]


@pytest.mark.parametrize(
    "wallet",
    [wechat("街角五金"), wechat(amount="¥131.78"), wechat(at="2026-03-07 10:00:05")],
)
def test_another_payee_sum_or_day_is_another_payment(load, wallet):
    for files in ((jd("微信支付", "wx"), wallet), (wallet, jd("微信支付", "wx"))):
        assert len(moves(load(*files))) == 2


def test_what_a_shop_was_paid_in_another_way_is_not_the_wallets(load):
    assert len(moves(load(jd("钱包余额", "cmb"), wechat()))) == 2


def test_a_repayment_that_the_bank_printed_first_is_one_payment(load):
    bank = (
        table(("交易日期", "摘要", "对方户名", "金额"), [("2026-03-05", "快捷支付", "支付宝-花呗", "-450.00")]),
        "utf-8",
        "cmb",
    )  # fmt: skip
    row = alipay_row(
        kind="信用借还", payee="花呗", note="花呗主动还款", direction="不计收支", amount="450.00",
        place="招商银行储蓄卡(1234)", status="还款成功", at="2026-03-05 09:05:02",
    )  # fmt: skip
    bill = (alipay([row]), "gb18030", "ali")
    assert moves(load(bank, bill)) == moves(load(bill, bank)) == [("cmb", "hb", -45000)]


def test_the_original_of_a_bill_that_a_spreadsheet_had_saved_adds_nothing(load):
    rows = [
        alipay_row(key=f"20260305220011{number:014}", amount=f"{number}.00", payee=f"店{number}")
        for number in (11, 12, 13)
    ]
    original = (alipay(rows), "gb18030", "ali")
    place = ALIPAY_COLUMNS.index("交易订单号")
    rounded = [(*row[:place], "2.02603E+27", *row[place + 1 :]) for row in rows]
    saved = (alipay(rounded), "gb18030", "ali")
    assert len(moves(load(saved))) == 3
    now = load(saved, original)
    assert len(moves(now)) == 3
    assert moves(load(original, saved, original, onto=now)) == moves(now)
    other = [alipay_row(key="2026030522001199999999999999", amount="11.00", payee="店11")]
    assert len(moves(load((alipay(other), "gb18030", "ali"), onto=now))) == 4, "a second payment"


def test_of_several_files_none_is_booked_where_one_is_refused(book, tmp_path):
    good = write(tmp_path / "a.csv", alipay([alipay_row()]), "gb18030")
    again = write(tmp_path / "b.csv", alipay([alipay_row()]), "gb18030")
    first, second = importing.read_files(book, [good, again], "ali", today=TODAY)
    assert (first.counts["entry"], second.counts["duplicate"]) == (1, 1)
