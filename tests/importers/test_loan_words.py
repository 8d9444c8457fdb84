"""Loans go both ways under one name: what was lent is no income, what was paid back no expense."""

import pytest

from tests.importers.conftest import outcomes
from tests.importers.files import table, wechat_csv, wechat_row


@pytest.mark.parametrize(
    ("cells", "outcome", "amount"),
    [
        ({"kind": "微粒贷借款", "payee": "微众银行", "note": "/"}, "transfer", -1800),
        ({"kind": "转账", "payee": "微粒贷", "note": "借款"}, "transfer", -1800),
        ({"kind": "转账", "payee": "微粒贷", "note": "/"}, "not_understood", 1800),
        ({"kind": "转账", "payee": "微粒贷", "note": "还款"}, "loan_payment", -1800),
        ({"kind": "微粒贷", "direction": "收入", "note": "/"}, "transfer", -1800),
        ({"kind": "微粒贷", "direction": "支出", "note": "/"}, "loan_payment", -1800),
    ],
)
def test_wechat_tells_by_the_words_which_way_a_loan_went(read, cells, outcome, amount):
    (row,) = read(wechat_csv([wechat_row(**{"direction": "/", **cells})])).rows
    assert (row.outcome, row.amount) == (outcome, amount)


@pytest.mark.parametrize("words", ["收到网商贷借款", "网商贷到账", "借老王钱", "贷款放款", "借呗"])
def test_money_lent_is_no_income_in_a_table(read, words):
    (row,) = read(table(("日期", "摘要", "收入", "支出"), [("2026-03-01", words, "500", "")])).rows
    assert (row.outcome, row.amount, row.reason.key) == (
        "transfer", -50000, "Money lent to you is no income.",
    )  # fmt: skip


@pytest.mark.parametrize("words", ["贷款咨询服务", "放款手续费返还", "网商贷利息返还"])
def test_other_words_around_a_loan_leave_income_alone(read, words):
    parsed = read(table(("日期", "摘要", "收入", "支出"), [("2026-03-01", words, "500", "")]))
    assert outcomes(parsed) == [("entry", 50000)]


@pytest.mark.parametrize(
    ("payee", "words"),
    [("工商银行信用卡中心", "自动还款"), ("牡丹卡", "信用卡自动还款"), ("", "自动还款 招行信用卡")],
)
def test_a_card_repaid_by_itself_is_no_expense_whatever_is_named_first(read, payee, words):
    rows = [("2026-03-01", words, payee, "", "500")]
    parsed = read(table(("日期", "摘要", "对方户名", "收入", "支出"), rows))
    assert outcomes(parsed) == [("loan_payment", -50000)]
