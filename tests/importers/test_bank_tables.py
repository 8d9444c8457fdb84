"""Layouts of Chinese banks in a plain table: their own column names, dashes, balances carried on."""

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
