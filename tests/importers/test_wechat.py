"""WeChat's bill in all its layouts: CSV with and without stray tabs, text and number cells."""

import datetime as dt

import pytest

from tests.importers.conftest import outcomes
from tests.importers.files import (
    WECHAT_COLUMNS,
    wechat_csv,
    wechat_preamble,
    wechat_row,
    wechat_xlsx,
    workbook,
)

NEUTRAL = {"direction": "/"}


@pytest.mark.parametrize(
    ("cells", "outcome", "amount"),
    [
        ({}, "entry", -1800),
        ({"kind": "扫二维码付款", "amount": "￥1,050.00"}, "entry", -105000),
        ({"kind": "一种新类型"}, "entry", -1800),
        ({"kind": "二维码收款", "direction": "收入"}, "entry", 1800),
        ({"kind": "一种新类型", "direction": "收入"}, "entry", 1800),
        ({"kind": "商户消费-退款", "direction": "收入"}, "refund", 1800),
        ({"direction": "收入", "status": "已全额退款"}, "refund", 1800),
        ({"status": "已退款(￥8.00)"}, "entry", -1800),
        ({"kind": "微粒贷借款", "direction": "收入", "note": "放款"}, "transfer", -1800),
        ({**NEUTRAL, "kind": "零钱充值"}, "transfer", -1800),
        ({**NEUTRAL, "kind": "转入零钱通-来自零钱"}, "transfer", -1800),
        ({**NEUTRAL, "kind": "零钱通转出-到工商银行(9876)"}, "transfer", -1800),
        ({**NEUTRAL, "kind": "购买理财通"}, "transfer", -1800),
        ({**NEUTRAL, "kind": "理财通赎回"}, "transfer", -1800),
        ({**NEUTRAL, "kind": "信用卡还款"}, "loan_payment", -1800),
        ({**NEUTRAL, "kind": "转账", "payee": "某银行信用卡还款"}, "loan_payment", -1800),
        ({"kind": "转账", "payee": "某银行信用卡还款"}, "loan_payment", -1800),
        ({**NEUTRAL, "kind": "贷款发放"}, "transfer", -1800),
        ({**NEUTRAL, "kind": "没见过的"}, "not_understood", 1800),
        ({"amount": "¥0.00"}, "skipped", 0),
    ],
)
def test_every_row_ends_in_the_outcome_of_its_words(read, cells, outcome, amount):
    (row,) = read(wechat_csv([wechat_row(**cells)])).rows
    assert (outcome, amount) == (row.outcome, row.amount)


def test_a_withdrawal_holds_its_fee(read):
    cells = {
        "kind": "零钱提现",
        "amount": "¥100.10",
        "remark": "服务费¥0.10",
        "payee": "招商银行(1234)",
    }
    (row,) = read(wechat_csv([wechat_row(**NEUTRAL, **cells)])).rows
    assert (row.outcome, row.amount, row.fee) == ("transfer", -10000, -10)
    assert (row.place, row.other) == ("零钱", "招商银行(1234)")


@pytest.mark.parametrize("tabs", ["", "\t", "\t\t"])
def test_tabs_after_the_closing_quote_are_no_damage(read, tabs):
    (row,) = read(wechat_csv([wechat_row()], tabs=tabs)).rows
    assert row.key == "4200003000202603050000000041"


def test_text_and_number_cells_give_the_same_rows(read, tmp_path):
    at = dt.datetime(2026, 3, 5, 9, 15)
    old = wechat_xlsx(tmp_path / "a.xlsx", [wechat_row()], utc_note=False)
    new = wechat_xlsx(tmp_path / "b.xlsx", [wechat_row(amount=18)])
    resaved = wechat_xlsx(tmp_path / "c.xlsx", [wechat_row(at=at, amount=18.0)])
    expected = read(wechat_csv([wechat_row()])).rows[0]._replace(line=0, sheet="")
    for path in (old, new, resaved):
        parsed = read(path)
        assert [expected] == [row._replace(line=0, sheet="") for row in parsed.rows]
        assert parsed.format == "wechat-xlsx"


def test_a_sheet_that_repeats_another_is_read_once(read, tmp_path):
    lines = [[line] for line in wechat_preamble()]
    first = [*lines, WECHAT_COLUMNS, wechat_row(), wechat_row(at="2026-03-06 08:00:00")]
    second = [*lines, WECHAT_COLUMNS, wechat_row(amount=18), first[-1]]
    parsed = read(workbook(tmp_path / "two.xlsx", {"一": first, "二": second}))
    assert len(parsed.rows) == 2
    assert [notice.key for notice in parsed.notices] == [
        "A sheet that repeats another one was left aside."
    ]


def test_two_sheets_with_different_rows_are_both_read(read, tmp_path):
    lines = [[line] for line in wechat_preamble()]
    sheets = {
        "三月": [*lines, WECHAT_COLUMNS, wechat_row()],
        "四月": [*lines, WECHAT_COLUMNS, wechat_row(at="2026-04-05 08:00:00")],
    }
    parsed = read(workbook(tmp_path / "two.xlsx", sheets))
    assert [row.sheet for row in parsed.rows] == ["三月", "四月"]


def test_a_refund_named_only_in_the_status_is_told(read):
    (row,) = read(wechat_csv([wechat_row(status="已全额退款")])).rows
    assert row.reason.key == "Its refund is not in this file."
    both = read(
        wechat_csv(
            [
                wechat_row(status="已全额退款"),
                wechat_row(kind="商户消费-退款", direction="收入", key="5"),
            ]
        )
    )
    assert outcomes(both) == [("entry", -1800), ("refund", 1800)]
    assert both.rows[0].reason.key == ""


def test_a_refund_of_the_same_shop_clears_only_what_it_pays_back(read):
    rows = [
        wechat_row(amount="¥60.00", status="已全额退款", key="1"),
        wechat_row(amount="¥40.00", status="已全额退款", key="2"),
        wechat_row(amount="¥9.00", status="已退款(￥5.00)", key="3"),
        wechat_row(amount="¥40.00", kind="商户消费-退款", direction="收入", key="4"),
        wechat_row(amount="¥2.00", kind="商户消费-退款", direction="收入", payee="/", key="5"),
        wechat_row(amount="¥3.00", kind="商户消费-退款", direction="收入", payee="/", key="6"),
    ]
    parsed = read(wechat_csv(rows))
    assert [bool(row.reason.key) for row in parsed.rows[:3]] == [True, False, False]
    (told,) = parsed.notices
    assert told.facts["count"] == 1
    assert "its refund is not in this file" in told.key


def test_a_bill_without_rows_is_no_error(read):
    parsed = read(wechat_csv([]))
    assert parsed.rows == ()
    assert parsed.format == "wechat-csv"


def test_the_printed_totals_are_compared(read):
    totals = ["共2笔记录", "收入：0笔 0.00元", "支出：1笔 18.00元", "中性交易：1笔 5.00元"]
    rows = [wechat_row(), wechat_row(direction="/", kind="零钱充值", amount="¥5.00")]
    assert read(wechat_csv(rows, totals)).stated_totals == "match"
