"""What was never paid is no payment: closed, failed, still waiting, not booked yet."""

import pytest

from tests.importers.conftest import outcomes
from tests.importers.files import alipay, alipay_row, table, wechat_csv, wechat_row

FAILED = "The payment failed: no money moved."
WAITING = "Not paid yet."
CLOSED = "Closed before it was paid."


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"status": "等待付款"}, WAITING),
        ({"status": "付款失败"}, FAILED),
        ({"direction": "不计收支", "note": "花呗还款", "status": "还款失败"}, FAILED),
        ({"direction": "不计收支", "note": "花呗还款", "status": "还款中"}, WAITING),
        ({"direction": "不计收支", "note": "提现-快速提现", "status": "提现失败"}, FAILED),
    ],
)
def test_alipay_leaves_out_what_was_not_paid(read, cells, reason):
    (row,) = read(alipay([alipay_row(**cells)]), encoding="gb18030").rows
    assert (row.outcome, row.amount, row.reason.key) == ("skipped", 3650, reason)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"status": "支付失败"}, FAILED),
        ({"status": "等待付款"}, WAITING),
        ({"status": "交易关闭"}, CLOSED),
        ({"direction": "/", "kind": "零钱提现", "status": "提现失败，已退回零钱"}, FAILED),
        ({"direction": "/", "kind": "信用卡还款", "status": "还款失败，已退款"}, FAILED),
    ],
)
def test_wechat_leaves_out_what_was_not_paid(read, cells, reason):
    (row,) = read(wechat_csv([wechat_row(**cells)])).rows
    assert (row.outcome, row.amount, row.reason.key) == ("skipped", 1800, reason)


@pytest.mark.parametrize("status", ["等待确认收货", "支付成功", "退款失败", "已发货", "交易成功"])
def test_what_is_paid_counts_whatever_happens_to_the_goods(read, status):
    parsed = read(alipay([alipay_row(status=status)]), encoding="gb18030")
    assert outcomes(parsed) == [("entry", -3650)]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("交易关闭", CLOSED),
        ("等待付款", WAITING),
        ("待支付", WAITING),
        ("交易失败", FAILED),
        ("Declined", FAILED),
        ("Canceled", CLOSED),
        ("未入账", "Not booked yet by the bank."),
        ("处理中", "Not booked yet by the bank."),
    ],
)
def test_a_table_with_a_state_column_leaves_out_the_same(read, status, reason):
    rows = [
        ("2026-03-01", "a", "支出", "10", "交易成功"),
        ("2026-03-02", "b", "支出", "20", status),
    ]
    parsed = read(table(("交易时间", "交易对方", "收/支", "金额", "交易状态"), rows))
    assert outcomes(parsed) == [("entry", -1000), ("skipped", -2000)]
    assert parsed.rows[1].reason.key == reason


@pytest.mark.parametrize("status", ["等待付款", "交易失败", "已取消"])
def test_jd_and_meituan_leave_out_the_same(read, status):
    jd = ("交易时间", "商户名称", "交易说明", "金额", "收/支", "交易状态")
    rows = [("2026-03-05 10:00:00", "自营", "水", "12.00", "支出", status)]
    assert outcomes(read(table(jd, rows))) == [("skipped", 1200)]
    meituan = ("交易成功时间", "交易类型", "订单标题", "收/支", "实付金额", "交易状态")
    rows = [("2026-03-05 10:00:00", "支付", "面", "支出", "12.00", status)]
    assert outcomes(read(table(meituan, rows))) == [("skipped", 1200)]
