"""Alipay's app export: every row rule of the format reference, the header, damaged ends."""

import pytest

from planner.importers.formats.alipay_app import LAYOUT
from planner.importers.opening import open_source
from tests.importers.conftest import outcomes
from tests.importers.files import ALIPAY_COLUMNS, alipay, alipay_row, write


def one(read, **cells):
    (row,) = read(alipay([alipay_row(**cells)]), encoding="gb18030").rows
    return row


@pytest.mark.parametrize(
    ("cells", "outcome", "amount"),
    [
        ({"direction": "支出"}, "entry", -3650),
        ({"direction": "支出", "status": "等待确认收货"}, "entry", -3650),
        ({"direction": "支出", "status": "交易关闭"}, "skipped", 3650),
        ({"direction": "支出", "note": "花呗自动还款-3月账单"}, "loan_payment", -3650),
        ({"direction": "收入"}, "entry", 3650),
        ({"direction": "收入", "status": "交易关闭"}, "skipped", 3650),
        ({"direction": "收入", "status": "退款成功"}, "refund", 3650),
        ({"direction": "收入", "status": "退税成功"}, "refund", 3650),
        ({"direction": "收入", "note": "网商贷-放款"}, "transfer", -3650),
        ({"direction": "不计收支", "status": "退款成功", "note": "退款-包装盒"}, "refund", 3650),
        ({"direction": "其他", "status": "退款成功", "note": "退款-包装盒"}, "refund", 3650),
        ({"direction": "不计收支", "status": "交易关闭"}, "skipped", 3650),
        ({"direction": "不计收支", "status": "解冻成功"}, "skipped", 3650),
        ({"direction": "不计收支", "note": "余额宝-自动转入"}, "transfer", -3650),
        ({"direction": "不计收支", "note": "余额宝-转出到余额"}, "transfer", -3650),
        ({"direction": "不计收支", "note": "余额宝-转出到银行卡"}, "transfer", -3650),
        ({"direction": "不计收支", "note": "充值-普通充值"}, "transfer", -3650),
        ({"direction": "不计收支", "note": "提现-快速提现"}, "transfer", -3650),
        ({"direction": "不计收支", "note": "余额宝-2026.03.04-收益发放"}, "entry", 3650),
        ({"direction": "不计收支", "note": "某基金-买入"}, "transfer", -3650),
        ({"direction": "不计收支", "note": "某基金-卖出至余额宝"}, "transfer", -3650),
        (
            {"direction": "不计收支", "note": "某基金-买入退款", "status": "退款成功"},
            "transfer", -3650,
        ),
        (
            {"direction": "不计收支", "note": "网商贷-还款", "status": "还款成功"},
            "loan_payment", -3650,
        ),
        ({"direction": "不计收支", "note": "花呗主动还款-2026年2月账单"}, "loan_payment", -3650),
        ({"direction": "不计收支", "note": "信用卡还款"}, "loan_payment", -3650),
        ({"direction": "不计收支", "note": "借呗放款到账"}, "transfer", -3650),
        ({"direction": "收入", "note": "某基金-买入退款", "status": "退款成功"}, "transfer", -3650),
        ({"direction": "不计收支", "note": "定期购鲜花", "status": "退款成功"}, "refund", 3650),
        ({"direction": "不计收支", "note": "转入定期存款"}, "transfer", -3650),
        ({"direction": "不计收支", "note": "没见过的一种"}, "not_understood", 3650),
        (
            {"direction": "不计收支", "note": "网商贷-归还利息", "status": "还款成功"},
            "loan_payment", -3650,
        ),
        (
            {"direction": "不计收支", "note": "信用借款-还款", "status": "还款成功"},
            "loan_payment", -3650,
        ),
        ({"direction": "不计收支", "note": "网商贷-归还利息"}, "loan_payment", -3650),
        ({"direction": "不计收支", "note": "网商贷-借款"}, "transfer", -3650),
        ({"direction": "不计收支", "payee": "借呗", "note": "借款"}, "transfer", -3650),
        ({"direction": "收入", "note": "网商贷"}, "transfer", -3650),
        ({"direction": "不计收支", "note": "网商贷"}, "not_understood", 3650),
        (
            {"direction": "不计收支", "note": "信用卡还款-退回", "status": "退款成功"},
            "transfer", -3650,
        ),
        ({"direction": "支出", "note": "余额宝-单次转入"}, "transfer", -3650),
        ({"direction": "支出", "amount": "0.00"}, "skipped", 0),
    ],
)  # fmt: skip
def test_every_row_ends_in_the_outcome_of_its_words(read, cells, outcome, amount):
    row = one(read, **cells)
    assert (outcome, amount) == (row.outcome, row.amount)


def test_the_header_is_found_by_its_names_however_many_lines_stand_above(read):
    for lines in (0, 3, 20):
        parsed = read(alipay([alipay_row()], note_lines=lines), encoding="gb18030")
        assert parsed.header_line == 9 + lines
        assert outcomes(parsed) == [("entry", -3650)]


def test_columns_may_stand_in_another_order_or_be_missing(read):
    order = [0, 6, 5, 8, 4, 2]
    content = alipay(
        [[alipay_row()[index] for index in order]],
        columns=[ALIPAY_COLUMNS[index] for index in order],
    )
    (row,) = read(content, encoding="gb18030").rows
    assert (row.outcome, row.amount, row.payee, row.key) == ("entry", -3650, "城东批发部", "")


def test_ids_keep_all_their_digits_and_lose_their_tab(read):
    assert one(read).key == "2026030522001100000000000301"


def test_a_closed_purchase_counts_when_its_refund_is_in_the_file(read):
    parsed = read(
        alipay(
            [
                alipay_row(direction="不计收支", status="退款成功", kind="退款",
                           note="退款-包装盒", key="2026030522001100000000000301_88"),
                alipay_row(status="交易关闭"),
            ]
        ),
        encoding="gb18030",
    )  # fmt: skip
    assert outcomes(parsed) == [("refund", 3650), ("entry", -3650)]
    assert [row.kind for row in parsed.rows] == ["日用百货", "日用百货"]


def closed_and_back(*refunds, key="77", payee="店"):
    """A closed purchase of 50.00, and what came back of it: (key, amount, payee)."""
    back = {"direction": "不计收支", "status": "退款成功", "note": "退款-锅"}
    return alipay([
        alipay_row(key=key, amount="50.00", payee=payee, note="锅", status="交易关闭"),
        *(alipay_row(key=one, amount=amount, payee=shop, **back) for one, amount, shop in refunds),
    ])  # fmt: skip


def test_a_closed_purchase_counts_when_its_refunds_add_up_to_it(read):
    parsed = read(closed_and_back(("77_1", "30.00", "店"), ("77_2", "20.00", "店")))
    assert outcomes(parsed) == [("entry", -5000), ("refund", 3000), ("refund", 2000)]


def test_neither_side_counts_when_the_refunds_of_a_closed_purchase_do_not_add_up(read):
    parsed = read(closed_and_back(("77_1", "30.00", "店"), ("78_1", "20.00", "店")))
    assert outcomes(parsed) == [("skipped", 5000), ("skipped", 3000), ("refund", 2000)]
    assert "was closed" in parsed.rows[1].reason.key


@pytest.mark.parametrize("back", ["2.02603E+31", "2026030500000000000000000000_8", ""])
@pytest.mark.parametrize("key", ["2.02603E+31", "2026030500000000000000000000"])
def test_a_refund_is_found_by_payee_and_amount_where_the_numbers_are_ruined(read, key, back):
    found = [("1_1", "50.00", "别家"), (back, "50.00", "店")]
    parsed = read(closed_and_back(*found, key=key))
    assert outcomes(parsed) == [("entry", -5000), ("refund", 5000), ("refund", 5000)]


def test_the_fee_of_a_withdrawal_is_its_own_charge(read):
    row = one(read, direction="不计收支", note="提现-快速提现", remark="服务费4.00元")
    assert (row.outcome, row.amount, row.fee) == ("transfer", -3650, -400)


def test_a_row_cut_off_at_the_end_is_not_understood_and_the_whole_ones_stay(read):
    content = alipay([alipay_row(), alipay_row(at="2026-03-06 08:00:00")])
    raw = content.encode("gb18030")
    cut = raw[: raw.rindex("城东".encode("gb18030")) + 3]
    parsed = read(cut.decode("gb18030", "ignore"), encoding="gb18030")
    assert [row.outcome for row in parsed.rows] == ["entry", "not_understood"]
    assert "middle of this row" in parsed.rows[1].reason.key


@pytest.mark.parametrize(
    ("totals", "stated"),
    [
        (["共2笔记录", "收入：1笔 50.00元", "支出：1笔 36.50元", "不计收支：0笔 0.00元"], "match"),
        (["共2笔记录", "收入：1笔 50.00元", "支出：1笔 36.51元"], "differ"),
        (["共3笔记录"], "differ"),
        ([], "none"),
    ],
)
def test_the_printed_totals_are_compared(read, totals, stated):
    rows = [alipay_row(), alipay_row(direction="收入", amount="50.00", key="2")]
    assert read(alipay(rows, totals=totals), encoding="gb18030").stated_totals == stated


def test_a_date_or_an_amount_that_makes_no_sense_is_told_with_its_line(read):
    rows = [
        alipay_row(at="2026-02-30 10:00:00"),
        alipay_row(amount="1e3"),
        alipay_row(amount="12.345"),
        alipay_row(amount=""),
    ]
    parsed = read(alipay(rows), encoding="gb18030")
    assert {row.outcome for row in parsed.rows} == {"not_understood"}
    assert [row.line for row in parsed.rows] == [13, 14, 15, 16]
    assert all(row.reason.key for row in parsed.rows)


def test_a_file_saved_again_by_a_spreadsheet_still_reads(read):
    content = alipay([alipay_row(at="2026/3/5 9:03", key="2.02603E+27")])
    (row,) = read(content).rows
    assert (row.outcome, row.minute) == ("entry", "0903")


def test_it_is_not_taken_for_a_table_of_unknown_origin(tmp_path):
    path = write(tmp_path / "a.csv", alipay([alipay_row()]), "gb18030")
    assert LAYOUT.fits(open_source(path))


def test_money_sent_to_the_lending_bank_is_a_repayment_unless_it_says_otherwise(read):
    bank = "浙江网商银行股份有限公司"
    rows = [
        alipay_row(payee=bank, note="转账", direction="不计收支", key="1", place="余额"),
        alipay_row(payee=bank, note="转账", direction="支出", key="2", place="余额"),
        alipay_row(payee=bank, note="提现-快速提现", direction="不计收支", key="3", place="余额"),
        alipay_row(payee=bank, note="余利宝-转入", direction="不计收支", key="4", place="余额"),
    ]
    found = [row.outcome for row in read(alipay(rows)).rows]
    assert found == ["loan_payment", "loan_payment", "transfer", "transfer"]
