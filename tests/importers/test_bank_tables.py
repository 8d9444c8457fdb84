"""Layouts of Chinese banks in a plain table: their own column names, dashes, balances carried on."""

import pytest

from tests.importers.conftest import outcomes
from tests.importers.files import table

BOC = (
    "记账日期",
    "记账时间",
    "币别",
    "金额",
    "余额",
    "交易名称",
    "渠道",
    "网点名称",
    "附言",
    "对方账户名",
)


def test_the_bank_of_china_names_a_payment_and_fills_what_is_empty_with_dashes(read):
    lines = ("-" * 19, "---", "-" * 8)
    rows = [
        (
            "2026-03-01",
            "09:00:00",
            "人民币",
            "5,000.00",
            "6,000.00",
            "工资",
            "其他",
            *lines[:2],
            "公司",
        ),
        ("2026-03-02", "09:00:00", "人民币", "-200.00", "5,800.00", "ATM取款", "ATM", *lines),
        ("2026-03-03", "09:00:00", "人民币", "5,000.00", "10,800.00", "贷款放款", "其他", *lines),
    ]
    parsed = read(table(BOC, rows))
    assert [(row.outcome, row.amount) for row in parsed.rows] == [
        ("entry", 500000), ("transfer", -20000), ("transfer", -500000),
    ]  # fmt: skip
    assert [(row.payee, row.note) for row in parsed.rows] == [
        ("公司", "工资"), ("", "ATM取款"), ("", "贷款放款"),
    ]  # fmt: skip


def test_a_summary_of_the_business_tells_what_a_row_is(read):
    rows = [("20260301", "贷款还款", "-------", "", "100.00", "900.00")]
    header = ("交易日期", "业务摘要", "对方账户名称", "收入金额", "支出金额", "余额")
    assert outcomes(read(table(header, rows))) == [("loan_payment", -10000)]


@pytest.mark.parametrize(
    "words", ["还信用卡", "还花呗", "还清白条", "还网商贷", "偿还贷款", "还招行信用卡"]
)
def test_money_paid_back_is_no_expense(read, words):
    parsed = read(table(("日期", "摘要", "收入", "支出"), [("2026-03-04", words, "", "700")]))
    assert outcomes(parsed) == [("loan_payment", -70000)]


@pytest.mark.parametrize(
    "words", ["上月结转", "期初余额", "承前页", "余额结转", "上月结余", "Opening Balance", "B/F"]
)
def test_a_balance_carried_on_is_no_income(read, words):
    rows = [
        ("2026-03-01", words, "", "", "1000.00"),
        ("2026-03-01", words, "1000.00", "", "1000.00"),
        ("2026-03-02", "菜", "", "20", "980"),
    ]
    parsed = read(table(("日期", "摘要", "收入", "支出", "余额"), rows))
    assert [row.outcome for row in parsed.rows] == ["skipped", "skipped", "entry"]
    assert {row.reason.key for row in parsed.rows[:2]} == {
        "A balance brought forward: no money moved."
    }


def test_a_shop_that_only_sounds_like_it_stays_an_expense(read):
    rows = [
        ("2026-03-04", words, "", "7") for words in ("归还充电宝", "余额结转手续费", "还愿香火")
    ]
    parsed = read(table(("日期", "摘要", "收入", "支出"), rows))
    assert outcomes(parsed) == [("entry", -700)] * 3
