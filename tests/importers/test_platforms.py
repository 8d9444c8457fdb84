"""JD, Meituan, Alipay's web and merchant bills, WeChat's merchant bill, 随手记."""

import pytest

from planner.basics.errors import UserError
from tests.importers.conftest import outcomes
from tests.importers.files import table, workbook

JD = ("交易时间", "商户名称", "交易说明", "金额", "收/付款方式", "交易状态", "收/支", "交易分类",
      "交易订单号", "商家订单号", "备注")  # fmt: skip


def jd_row(note, amount, status="交易成功", direction="支出", *, place="钱包余额", kind="食品酒饮"):
    return (
        "2026-03-05 10:00:00\t",
        "自营",
        note,
        amount,
        place,
        status,
        direction,
        kind,
        "1001\t",
        "2\t",
        " ",
    )


def test_jd_books_purchases_in_full_and_refunds_by_themselves(read):
    rows = [
        jd_row("米", "10.20"),
        jd_row("衣服 两件 等多件", "131.77(已退款89.84)", kind="服饰"),
        jd_row("退款-衣服 两件", "89.84", "退款成功", "不计收支", kind="网购"),
        jd_row("鞋", "468.32(已全额退款)", direction="不计收支"),
        jd_row("退款-鞋", "468.32", "退款成功", "不计收支"),
        jd_row("柚子", "0.00", place="先享后付", direction="不计收支"),
        jd_row("水袋", "35.61", place="先享后付", direction="不计收支"),
        jd_row("礼物", "5.00", direction="收入"),
        jd_row("关了的", "7.00", "交易关闭", "不计收支"),
        jd_row("白条还款", "100.00", direction="不计收支"),
        jd_row("钱包提现", "8.00", direction="不计收支"),
        jd_row("钱包充值", "9.00", direction="不计收支"),
        jd_row("转入小金库", "9.00", direction="不计收支"),
        jd_row("小金库转出", "9.00", direction="不计收支"),
        jd_row("别的", "9.00", direction="不计收支"),
    ]
    totals = "共：15笔记录\n支出：2笔(含1笔部分退款)，52.13元\n"
    parsed = read(totals + table(JD, rows))
    assert outcomes(parsed) == [
        ("entry", -1020), ("entry", -13177), ("refund", 8984), ("entry", -46832), ("refund", 46832),
        ("skipped", 0), ("skipped", 3561), ("entry", 500), ("skipped", 700),
        ("loan_payment", -10000), ("transfer", -800), ("transfer", -900), ("transfer", -900),
        ("transfer", -900), ("not_understood", 900),
    ]  # fmt: skip
    assert parsed.stated_totals == "match"
    assert parsed.rows[2].kind == "服饰"


MEITUAN = ("交易创建时间", "交易成功时间", "交易类型", "订单标题", "收/支", "支付方式", "订单金额", "实付金额",
           "交易单号", "商家单号", "备注")  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "direction", "title", "outcome", "amount"),
    [
        ("支付", "支出", "饭馆", "entry", -2500),
        ("退款", "收入", "饭馆", "refund", 2500),
        ("还款", "支出", "月付账单", "loan_payment", -2500),
        ("返现", "收入", "活动", "entry", 2500),
        ("其他", "/", "什么", "not_understood", 2500),
    ],
)
def test_meituan_counts_what_was_really_paid(read, kind, direction, title, outcome, amount):
    row = (
        "2026-03-05 09:00:00",
        "2026-03-06 10:00:00",
        kind,
        title,
        direction,
        "零钱",
        "30.00",
        "25.00",
        "9",
        "8",
        "",
    )
    parsed = read('""\n""\n' + table(MEITUAN, [row]))
    assert outcomes(parsed) == [(outcome, amount)]
    assert parsed.rows[0].date.day == 6


WEB = ("交易号", "商家订单号", "交易创建时间", "付款时间", "最近修改时间", "交易来源地", "类型", "交易对方",
       "商品名称", "金额（元）", "收/支", "交易状态", "服务费（元）", "成功退款（元）", "备注", "资金状态")  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "direction", "status", "refunded", "fee", "funds", "outcome", "minor"),
    [
        ("20.00", "支出", "交易成功", "0.00", "0.00", "已支出", "entry", -2000),
        ("20.00", "支出", "交易成功", "5.00", "0.00", "已支出", "entry", -1500),
        ("20.00", "支出", "交易关闭", "20.00", "0.00", "", "skipped", 2000),
        ("20.00", "收入", "交易成功", "0", "0.10", "已收入", "entry", 2000),
        ("20.00", " ", "交易成功", "0.00", "0.00", "资金转移", "transfer", -2000),
        ("20.00", " ", "交易成功", "0.00", "0.00", "已收入", "entry", 2000),
        ("20.00", " ", "交易成功", "0.00", "0.00", "", "not_understood", 2000),
    ],
)
def test_alipays_old_web_export_nets_refunds(
    read, amount, direction, status, refunded, fee, funds, outcome, minor
):
    row = ("2020030522001", "", "2020-03-05 10:00:00 ", "2020-03-05 10:01:00", "", "其他", "即时到账交易",
           "城东", "货款", amount, direction, status, fee, refunded, "", funds)  # fmt: skip
    head = "支付宝交易记录明细查询\n账号:[a@example.com]\n---交易记录明细列表---\n"
    (found,) = read(head + table(WEB, [row]) + "-" * 40 + "\n", encoding="gb18030").rows
    assert (outcome, minor) == (found.outcome, found.amount)
    assert found.fee == (-10 if fee == "0.10" else 0)


TRADES = ("支付宝交易号", "商户订单号", "业务类型", "商品名称", "创建时间", "完成时间", "对方账户",
          "订单金额（元）", "商家实收（元）", "退款批次号/请求号", "服务费（元）", "备注")  # fmt: skip


@pytest.mark.parametrize(("sign", "stated"), [("-", "match"), ("", "differ")])
def test_a_merchants_trades_are_income_and_refunds_are_given(read, sign, stated):
    def trade(kind, amount, fee, batch=""):
        at = ("2026-01-05 10:00:00", "2026-01-05 10:00:03")
        return (
            "2026010522001\t",
            "O1\t",
            kind + "\t",
            "门店收款",
            *at,
            "*三",
            amount,
            amount,
            batch,
            fee,
            "",
        )

    foot = f"#交易合计：1笔，商家实收共58.00元\n#退款合计：1笔，商家实收退款共{sign}8.00元，其他\n#导出时间：x\n"
    content = "#支付宝业务明细查询\n#---业务明细列表---\n" + table(
        TRADES, [trade("交易", "58.00", "-0.35"), trade("退款", f"{sign}8.00", "0.05", "RF1")]
    )
    parsed = read(content + "#---业务明细列表结束---\n" + foot, encoding="gb18030")
    assert outcomes(parsed) == [("entry", 5800), ("refund", -800)]
    assert [row.fee for row in parsed.rows] == [-35, 5]
    assert stated == parsed.stated_totals
    assert read(content, encoding="gb18030").stated_totals == "none"
    none = trade("交易", "0.00", "0.00")
    with_zero = (
        content
        + ",".join(none)
        + "\n"
        + foot.replace("合计：1笔，商家实收共", "合计：2笔，商家实收共")
    )
    assert read(with_zero, encoding="gb18030").stated_totals == stated


LOG = ("账务流水号", "业务流水号", "商户订单号", "商品名称", "发生时间", "对方账号", "收入金额（+元）",
       "支出金额（-元）", "账户余额（元）", "交易渠道", "业务类型", "备注")  # fmt: skip


def test_a_merchants_cash_log_is_signed_by_its_columns(read):
    def move(kind, came, went, balance, at="2026-01-05 10:00:03"):
        return ("1\t", "2", "3", "门店收款", at, "*三", came, went, balance, "支付宝", kind, "")

    rows = [
        move("在线支付", "58.00", "", "158.00"), move("交易退款", "", "-8.00", "150.00"),
        move("收费", "", "-0.35", "149.65"), move("提现", "", "-100.00", "49.65"),
        move("在线支付", "0.00", "", "49.65"), move("在线支付", "1.00", "", "50.65", at="坏"),
    ]  # fmt: skip
    parsed = read(table(LOG, rows), encoding="gb18030")
    assert outcomes(parsed) == [
        ("entry", 5800), ("refund", -800), ("entry", -35), ("transfer", -10000), ("skipped", 0),
        ("not_understood", 0),
    ]  # fmt: skip
    assert parsed.stated_totals == "none"
    for foot, stated in (("-108.35", "match"), ("-108.36", "differ")):
        below = f"#支出合计：3笔，共{foot}元\n#收入合计：1笔，共58.00元\n#导出时间：x\n"
        again = read(table(LOG, rows[:-1]) + below, encoding="gb18030")
        assert again.stated_totals == stated


SHOP_LEFT = ("交易时间", "公众账号ID", "商户号", "特约商户号", "设备号", "微信订单号", "商户订单号", "用户标识",
             "交易类型", "交易状态", "付款银行", "货币种类", "应结订单金额", "代金券金额", "微信退款单号",
             "商户退款单号", "退款金额", "充值券退款金额", "退款类型", "退款状态")  # fmt: skip
SHOP_RIGHT = ("商户数据包", "手续费", "费率", "订单金额", "申请退款金额", "费率备注")


def shop_line(
    name="豆浆", amount="12.00", refund="0.00", fee="0.07000", at="2026-03-05 08:00:00",
    *, is_old=False, tick="`",
):  # fmt: skip
    left = [at, "wx1", "16", "0", "", "4200001", "O1", "u", "JSAPI", "SUCCESS", "OTHERS", "CNY", amount,
            "0.00", "0", "0", refund, "0.00", "", ""]  # fmt: skip
    right = ["", fee, "0.60%", amount, "0.00", ""]
    right = right[:-3] if is_old else right
    return ",".join(tick + cell for cell in [*left, name, *right])


def shop_bill(*lines, amount="应结订单金额", is_old=False):
    right = SHOP_RIGHT[:-3] if is_old else SHOP_RIGHT
    header = ",".join([*SHOP_LEFT, "商品名称", *right]).replace("应结订单金额", amount)
    foot = ["总交易单数,应结订单总金额", "`3,`12.00"]
    return "\ufeff" + "\r\n".join([header, *lines, *foot]) + "\r\n"


@pytest.mark.parametrize(
    ("number", "paid", "back", "stated"),
    [("2", "20.00", "5.00", "match"), ("3", "20.00", "5.00", "differ"),
     ("2", "20.01", "5.00", "differ"), ("2", "20.00", "4.99", "differ")],
)  # fmt: skip
def test_the_summary_of_wechats_merchant_bill_is_compared(read, number, paid, back, stated):
    lines = (shop_line(amount="20.00"), shop_line(amount="0.00", refund="5.00"))
    plain = shop_bill(*lines).partition("总交易单数")[0]
    foot = (
        f"总交易单数,应结订单总金额,退款总金额,手续费总金额\r\n`{number},`{paid},`{back},`0.11\r\n"
    )
    assert read(plain + foot).stated_totals == stated
    assert read(plain).stated_totals == "none"


def test_wechats_merchant_bill_nets_fees_and_survives_commas(read):
    parsed = read(
        shop_bill(
            shop_line(),
            shop_line(name="豆浆,油条,包子"),
            shop_line(amount="0.00", refund="5.00", fee="-0.03000"),
            shop_line(amount="0.00", fee="0.00"),
            shop_line(fee="0.00123"),
            shop_line(at="坏"),
        )
    )
    assert outcomes(parsed) == [
        ("entry", 1200), ("entry", 1200), ("refund", -500), ("skipped", 0), ("not_understood", 0),
        ("not_understood", 0),
    ]  # fmt: skip
    assert [row.fee for row in parsed.rows[:3]] == [-7, -7, 3]
    assert parsed.rows[1].note == "豆浆,油条,包子"
    assert parsed.format == "wechat-merchant-csv"


def test_the_merchant_bill_before_2018_reads_too(read):
    assert [row.amount for row in read(shop_bill(shop_line(), amount="总金额")).rows] == [1200]


@pytest.mark.parametrize("tick", ["`", ""])
def test_commas_in_a_name_shift_nothing_in_the_24_columns_of_old(read, tick):
    line = shop_line(name="面,大碗,加蛋", is_old=True, tick=tick)
    (row,) = read(shop_bill(line, amount="总金额", is_old=True)).rows
    assert (row.note, row.amount, row.fee) == ("面,大碗,加蛋", 1200, -7)


CLOUD = (
    "交易类型",
    "日期",
    "分类",
    "子分类",
    "账户1",
    "账户2",
    "账户币种",
    "金额",
    "成员",
    "商家",
    "备注",
)


def test_the_cloud_export_of_feidee_is_taken_literally(read, tmp_path):
    def row(kind, amount, other=None, at="2026-03-01 12:00:00"):
        return (kind, at, "饮食", "早餐", "现金", other, "CNY", amount, None, "包子铺", None)

    sheets = {
        "支出": [CLOUD, row("支出", 12.5), row("支出", -3)],
        "收入": [CLOUD, row("收入", 100), row("收入", 0)],
        "转账": [CLOUD, row("转账", 50, "银行卡")],
        "余额变更": [
            CLOUD,
            row("余额变更", 7),
            row("怪", 1),
            row("支出", "x"),
            row("支出", 1, at="坏"),
        ],
    }
    parsed = read(workbook(tmp_path / "mymoney.xlsx", sheets))
    assert outcomes(parsed) == [
        ("entry", -1250), ("entry", 300), ("entry", 10000), ("skipped", 0), ("transfer", -5000),
        ("skipped", 700), ("not_understood", 100), ("not_understood", 0), ("not_understood", 0),
    ]  # fmt: skip
    assert (parsed.rows[0].kind, parsed.rows[0].direction) == ("早餐", "out")
    assert (parsed.rows[4].place, parsed.rows[4].other) == ("现金", "银行卡")


@pytest.mark.parametrize(("written", "code"), [("人民币", "CNY"), ("美元", "USD"), ("", "")])
def test_feidee_writes_its_currencies_in_words(read, tmp_path, written, code):
    cells = ("支出", "2026-03-01", "饮食", "", "现金", None, written, 12.5, None, "包子铺", None)
    (row,) = read(workbook(tmp_path / "a.xlsx", {"支出": [CLOUD, cells]})).rows
    assert (row.amount, row.currency) == (-1250, code)


def test_the_app_export_of_feidee_joins_the_halves_of_a_transfer(read):
    header = ("交易类型", "日期", "子类别", "账户", "金额", "备注", "关联Id")
    rows = [
        ("转出", "2026-03-01 12:00:00", "", "现金", "50.00", "", "a1"),
        ("转入", "2026-03-01 12:00:00", "", "银行卡", "50.00", "", "a1"),
        ("转入", "2026-03-02 12:00:00", "", "银行卡", "5.00", "", ""),
    ]
    parsed = read("随手记导出文件(headers:v5;1)\n" + table(header, rows))
    assert outcomes(parsed) == [("transfer", -5000), ("skipped", 5000), ("transfer", -500)]
    assert (parsed.rows[0].place, parsed.rows[0].other) == ("现金", "银行卡")


@pytest.mark.parametrize("header", [TRADES, MEITUAN, WEB])
def test_a_bill_without_its_date_column_is_refused(read, header):
    names = [name for name in header if "时间" not in name]
    with pytest.raises(UserError, match="no column"):
        read(table(names, [["1"] * len(names)]))


def test_an_old_web_bill_of_alipay_is_read_with_its_footer_and_its_unpaid_orders(read):
    header = ("交易号", "交易创建时间", "付款时间", "类型", "交易对方", "商品名称", "金额（元）", "收/支",
              "交易状态", "服务费（元）", "成功退款（元）", "备注", "资金状态")  # fmt: skip
    begun = "2021-01-0{} 10:00:00"
    paid = ("1\t", begun.format(1), begun.format(2), "即时到账交易", "粮店", "米", "100.00", "支出",
            "交易成功", "0.00", "0.00", "", "已支出")  # fmt: skip
    unpaid = ("2\t", begun.format(3), "", "担保交易", "伞店", "伞", "25.00", "", "交易关闭", "0.00", "0.00",
              "", "")  # fmt: skip
    footer = (
        "-" * 84 + "\n共2笔记录\n已收入:0笔,0.00元\n待收入:0笔,0.00元\n已支出:1笔,100.00元\n"
        "待支出:0笔,0.00元\n导出时间:[2022-01-02 15:38:08]    用户:阿宁\n"
    )
    parsed = read("支付宝交易记录明细查询\n" + table(header, [paid, unpaid]) + footer)
    assert outcomes(parsed) == [("entry", -10000), ("skipped", 2500)]
    assert [row.date.day for row in parsed.rows] == [2, 3]
