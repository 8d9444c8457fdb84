"""Tables of unknown origin: columns by name, signs proved, what is doubtful asked or listed."""

import datetime as dt

import pytest

from planner.basics.errors import UserError
from tests.importers.conftest import outcomes
from tests.importers.files import table, workbook


def test_a_signed_amount_is_taken_as_written(read):
    parsed = read(
        table(
            ("日期", "摘要", "金额"),
            [("2026-03-01", "货款", "-120.50"), ("2026-03-02", "营业额", "300")],
        )
    )
    assert outcomes(parsed) == [("entry", -12050), ("entry", 30000)]
    assert parsed.format == "table-csv"


def test_two_columns_give_the_direction(read):
    parsed = read(
        table(
            ("交易日期", "收入", "支出", "余额", "摘要"),
            [
                ("2026-03-01", "1,200.00", "", "1200.00", "营业款"),
                ("2026-03-03", "", "380.50", "819.50", "进货"),
            ],
        )
    )
    assert outcomes(parsed) == [("entry", 120000), ("entry", -38050)]
    assert [one.key for one in parsed.notices] == ["The balance column agrees with every row."]


def test_a_balance_that_jumps_is_told_with_its_row(read):
    rows = [
        ("2026-03-01", "", "10.00", "90.00"), ("2026-03-02", "", "10.00", "80.00"),
        ("2026-03-03", "", "10.00", "70.00"), ("2026-03-04", "", "10.00", "55.00"),
    ]  # fmt: skip
    parsed = read(table(("日期", "收入", "支出", "余额"), rows))
    assert [notice.facts["row"] for notice in parsed.notices] == [5]


@pytest.mark.parametrize(
    ("word", "amount"),
    [("收", 480), ("支", -480), ("贷 Cr", 480), ("借 Dr", -480), ("CREDIT", 480), ("debit", -480)],
)
def test_a_word_decides_and_a_minus_beside_it_does_not(read, word, amount):
    for written in ("4.80", "-4.80"):
        parsed = read(table(("日期", "收/支", "金额（元）"), [("2026-04-02", word, written)]))
        assert outcomes(parsed) == [("entry", amount)]


@pytest.mark.parametrize("name", ["借贷状态", "资金流向"])
def test_unsigned_amounts_take_their_way_from_the_column_that_says_it(read, name):
    """The balance of so few rows would also fit if every amount were spent."""
    rows = [
        ("2026-01-01", "贷", "1.23", "101.23", "存款利息"),
        ("2026-01-03", "借", "18.02", "83.21", "面粉"),
    ]
    parsed = read(table(("交易日期", name, "交易金额", "余额", "摘要"), rows))
    assert outcomes(parsed) == [("entry", 123), ("entry", -1802)]


def test_signed_amounts_need_no_such_column(read):
    rows = [("2026-01-01", "支", "1.00"), ("2026-01-03", "支", "-2.00")]
    parsed = read(table(("日期", "打印", "金额"), rows))
    assert outcomes(parsed) == [("entry", 100), ("entry", -200)]


@pytest.mark.parametrize("words", ["现金支取", "现金存入"])
def test_cash_taken_or_brought_to_the_bank_is_own_money(read, words):
    parsed = read(table(("日期", "摘要", "金额"), [("2026-01-01", words, "-1000.00")]))
    assert outcomes(parsed) == [("transfer", -100000)]


def test_types_that_are_no_direction_leave_the_sign_alone(read):
    header = ("Date", "Transaction Type", "Amount")
    parsed = read(
        table(header, [("2026-04-02", "POS", "-4.80"), ("2026-04-03", "ATM fee", "1.00")])
    )
    assert [row.amount for row in parsed.rows] == [-480, 100]


def test_the_balance_proves_that_spending_is_written_without_minus(read):
    header = ("日期", "金额", "余额")
    rows = [
        ("2026-03-01", "10.00", "90.00"),
        ("2026-03-02", "5.00", "85.00"),
        ("2026-03-03", "-20.00", "105.00"),
    ]
    assert [row.amount for row in read(table(header, rows)).rows] == [-1000, -500, 2000]
    backwards = read(table(header, rows[::-1]))
    assert [row.amount for row in backwards.rows] == [2000, -500, -1000]


def test_a_card_statement_writes_spending_without_minus(read):
    header = ("交易日期", "入账日期", "交易描述", "卡末四位", "结算金额")
    rows = [
        ("2026-03-01", "2026-03-01", "加油站", "6688", "100.00"),
        ("2026-03-02", "2026-03-02", "财付通还款", "6688", "-80.00"),
    ]
    assert outcomes(read(table(header, rows))) == [("entry", -10000), ("transfer", -8000)]
    as_written = read(table(header, rows), sign="as_written", profile="table")
    assert [row.amount for row in as_written.rows[:1]] == [10000]


def test_all_negative_in_an_out_column_is_still_out(read):
    rows = [("2026-03-01", "", "-10.00"), ("2026-03-02", "", "-5.00")]
    assert [row.amount for row in read(table(("日期", "收入", "支出"), rows)).rows] == [-1000, -500]


def test_a_lone_minus_in_an_out_column_is_asked(read):
    rows = [("2026-03-01", "", "10.00"), ("2026-03-02", "", "(5.00)"), ("2026-03-03", "", "7.00")]
    parsed = read(table(("日期", "收入", "支出"), rows))
    assert [row.outcome for row in parsed.rows] == ["entry", "not_understood", "entry"]
    proved = read(
        table(
            ("日期", "收入", "支出", "余额"),
            [(*rows[0], "90.00"), (*rows[1], "95.00"), (*rows[2], "88.00")],
        )
    )
    assert [row.amount for row in proved.rows] == [-1000, 500, -700]


def test_money_both_ways_in_one_row_is_not_understood(read):
    rows = [("2026-03-01", "10.00", "5.00"), ("2026-03-02", "0.00", "0.00"), ("2026-03-03", "", "")]
    parsed = read(table(("日期", "收入", "支出"), rows))
    assert [row.outcome for row in parsed.rows] == ["not_understood", "skipped", "not_understood"]


@pytest.mark.parametrize(
    ("note", "amount", "outcome"),
    [
        ("ATM取款", "-1000", "transfer"),
        ("ATM存款", "1000", "transfer"),
        ("网商贷还款", "-3260", "loan_payment"),
        ("自动还款 广东分行银行卡中心", "-100", "loan_payment"),
        ("信用卡转账还款", "-100", "loan_payment"),
        ("贷款发放", "50000", "transfer"),
        ("基金理财产品申购", "-100", "transfer"),
        ("社会保险基金管理局", "-100", "entry"),
        ("退款", "12", "refund"),
        ("顾客退款", "-12", "refund"),
        ("货款", "-12", "entry"),
    ],
)
def test_words_of_a_bank_make_the_outcome(read, note, amount, outcome):
    parsed = read(table(("日期", "摘要", "金额"), [("2026-03-01", note, amount)]))
    assert [outcome] == [row.outcome for row in parsed.rows]


def test_pending_rows_are_left_out(read):
    parsed = read(table(("Date", "Status", "Amount"), [("2026-03-01", "Pending", "-5.00")]))
    assert [(row.outcome, row.reason.key) for row in parsed.rows] == [
        ("skipped", "Not booked yet by the bank.")
    ]


def test_totals_footers_and_repeated_headers_are_no_data_rows(read):
    header = ("日期", "摘要", "金额")
    rows = [
        ("2026-03-01", "货款", "-1.00"), ("", "", ""), header, ("2026-03-02", "货款", "-2.00"),
        ("合计", "", "-3.00"), ("以上数据仅供参考，具体内容请以柜台为准", "", ""),
        ("# 注", "", ""), ("3月合计", "", "-3.00"), ("备注：以上", "", ""), ("本表每月底交给会计核对一次", "", ""),
    ]  # fmt: skip
    assert [row.amount for row in read(table(header, rows)).rows] == [-100, -200]


@pytest.mark.parametrize(
    "words", ["合计", "小计", "累计", "累计支出", "本月合计", "3月小计", "总计", "合计：", "Total"]
)
def test_totals_with_a_date_are_no_data_rows(read, words):
    rows = [
        ("2026-03-01", "面粉", "", "-20.00"), ("2026-03-31", words, "", "-20.00"),
        ("2026-03-31", "Totalgaz", "会计", "-1.00"),
    ]  # fmt: skip
    parsed = read(table(("日期", "摘要", "备注", "金额"), rows))
    assert [row.amount for row in parsed.rows] == [-2000, -100]


def test_the_header_may_stand_below_a_title_and_blank_lines(read):
    content = "某某店流水\n\n账号：6222\n" + table(
        ("日期", "摘要", "金额"), [("2026-03-01", "x", "1")]
    )
    assert read(content).header_line == 4


def test_day_and_month_are_decided_by_the_whole_column(read):
    header = ("Date", "Description", "Amount")
    day = read(table(header, [("05/03/2026", "a", "-1.00"), ("24/03/2026", "b", "2.00")]))
    assert [dt.date(2026, 3, 5), dt.date(2026, 3, 24)] == [row.date for row in day.rows]
    month = read(table(header, [("03/05/2026", "a", "-1.00"), ("03/24/2026", "b", "2.00")]))
    assert [dt.date(2026, 3, 5), dt.date(2026, 3, 24)] == [row.date for row in month.rows]
    assert () == day.questions == month.questions


def test_an_order_that_no_date_tells_is_asked(read):
    content = table(
        ("Date", "Description", "Amount"),
        [("05/03/2026", "a", "-1.00"), ("06/03/2026", "b", "2.00")],
    )
    (question,) = read(content).questions
    assert question.options == ("day-first", "month-first")
    assert read(content, day_first=False, profile="table").questions == ()
    assert dt.date(2026, 5, 3) == read(content, day_first=False).rows[0].date
    assert dt.date(2026, 3, 5) == read(content, day_first=True).rows[0].date


@pytest.mark.parametrize(
    ("amounts", "minor"),
    [
        (["1.234,56", "-12,00"], [123456, -1200]),
        (["1,234.56", "-12.00"], [123456, -1200]),
        (["1 234,56", "-7,50"], [123456, -750]),
        (["1'250.00-", "3.00"], [-125000, 300]),
        (["(1,250.00)", "3.00"], [-125000, 300]),
        (["12.00 CR", "3.00 DR"], [1200, -300]),
    ],
)
def test_the_decimal_mark_is_that_of_the_whole_file(read, amounts, minor):
    rows = [(f"2026-03-0{day}", "x", amount) for day, amount in enumerate(amounts, 1)]
    parsed = read(table(("Date", "Description", "Amount"), rows, ";"))
    assert minor == [row.amount for row in parsed.rows]
    assert parsed.questions == ()


@pytest.mark.parametrize(("amount", "minor"), [("1,234", 123400), ("1.234", 123400)])
def test_a_mark_that_nothing_proves_is_asked_once(read, amount, minor):
    rows = [("2026-03-01", "x", f"+{amount}"), ("2026-03-02", "y", f"+{amount}")]
    content = table(("Date", "Description", "Amount"), rows)
    parsed = read(content)
    assert [question.key for question in parsed.questions] == ["decimal_mark"]
    assert [minor, minor] == [row.amount for row in parsed.rows]
    answered = read(content, decimal_mark="," if "," in amount else ".")
    assert answered.questions == ()
    assert [row.outcome for row in answered.rows] == ["not_understood"] * 2


def test_both_marks_in_one_file_are_asked_and_none_is_guessed(read):
    rows = [("2026-03-01", "x", "+1.234,56"), ("2026-03-02", "y", "+1,234.56")]
    parsed = read(table(("Date", "Description", "Amount"), rows))
    assert [question.key for question in parsed.questions] == ["decimal_mark"]
    assert [row.outcome for row in parsed.rows] == ["not_understood", "entry"]


@pytest.mark.parametrize(
    "written",
    ["1e3", "NaN", "Infinity", "0x10", "1_000", "12.345", "99999999999999999999.99", "1,23,456",
     "٣", "二十", "3.5万", "--5"],
)  # fmt: skip
def test_numbers_that_could_mislead_are_listed_and_the_rest_is_read(read, written):
    rows = [("2026-03-01", "x", written), ("2026-03-02", "y", "1.50")]
    parsed = read(table(("日期", "摘要", "金额"), rows))
    assert [row.outcome for row in parsed.rows] == ["not_understood", "entry"]
    assert parsed.rows[0].reason.key


@pytest.mark.parametrize(
    "written",
    [
        "2023-02-29",
        "2024-13-01",
        "民国113年1月1日",
        "0000-00-00",
        "9999-12-31",
        "",
    ],
)
def test_dates_that_are_none_are_listed(read, written):
    rows = [(written, "坏的一行", "1.00"), ("2026-03-02", "y", "1.50")]
    parsed = read(table(("日期", "摘要", "金额"), rows))
    assert [row.outcome for row in parsed.rows] == ["not_understood", "entry"]


@pytest.mark.parametrize(
    "written",
    ["2024-02-29", "2024/2/29", "2024年2月29日", "20240229", "2024.02.29", "２０２４－０２－２９",
     "2024-02-29T23:59:59+08:00", "2024/02/29  14:06:51", "20240229 140651"],
)  # fmt: skip
def test_dates_that_begin_with_the_year_may_be_mixed(read, written):
    parsed = read(table(("日期", "摘要", "金额"), [(written, "x", "1.00")]))
    assert [dt.date(2024, 2, 29)] == [row.date for row in parsed.rows]


def test_a_row_with_too_many_cells_is_not_understood(read):
    content = "日期,摘要,金额\n2026-01-05,房租,-3,200.00\n2026-01-06,水费,-20\n2026-01-07\n"
    parsed = read(content)
    assert [row.outcome for row in parsed.rows] == ["not_understood", "entry", "not_understood"]


def test_an_amount_torn_at_its_thousands_is_not_understood(read):
    content = "日期,摘要,收入,支出\n2026-03-01,a,1,000.00,\n2026-03-02,b,,20.00\n"
    parsed = read(content)
    assert [row.outcome for row in parsed.rows] == ["not_understood", "entry"]
    assert parsed.rows[0].reason.key.startswith("The row has more cells")


def test_commas_at_the_end_of_every_row_are_harmless(read):
    content = "日期,摘要,收入,支出\n2026-03-01,a,1,500,\n2026-03-02,b,,20.00,\n"
    parsed = read(content, profile="table")
    assert [row.outcome for row in parsed.rows] == ["not_understood", "entry"]
    assert [row.amount for row in read(content.replace("1,500", "1,")).rows] == [100, -2000]


def test_a_table_without_header_is_read_when_the_balance_proves_it(read):
    rows = [
        "2026-05-13,杂货,1.96,,13.04",
        "2026-05-12,超市,12.10,,15.00",
        "2026-05-11,转入,,27.10,27.10",
    ]
    parsed = read("\n".join(rows) + "\n")
    assert [row.amount for row in parsed.rows] == [-196, -1210, 2710]
    assert parsed.header_line == 0
    swapped = [
        "2026-05-13,杂货,,1.96,13.04",
        "2026-05-12,超市,,12.10,15.00",
        "2026-05-11,转入,27.10,,27.10",
    ]
    assert [row.amount for row in read("\n".join(swapped) + "\n").rows] == [-196, -1210, 2710]
    signed = read("2026-05-13,杂货,-1.96\n2026-05-14,营业额,5.00\n")
    assert [row.amount for row in signed.rows] == [-196, 500]


@pytest.mark.parametrize(
    "content",
    ["", "a,b\nc,d\n", "日期,摘要\n2026-01-01,x\n", "2026-05-13,x,1.96\n", "只是一句话\n"],
)
def test_what_is_no_statement_is_refused(read, content):
    with pytest.raises(UserError):
        read(content)


def test_the_owner_names_columns_and_header(read):
    content = "店里的账\nWann,Was,Wieviel\n03.02.26,Miete,-100\n"
    parsed = read(
        content, header_row=2, columns={"date": 0, "note": 1, "amount": 2}, day_first=True,
        profile="table",
    )  # fmt: skip
    (row,) = parsed.rows
    assert (dt.date(2026, 2, 3), -10000, "Miete") == (row.date, row.amount, row.note)
    bare = read(
        "2026-02-03;x;-1\n", columns={"date": 0, "amount": 2}, header_row=-1, profile="table"
    )
    assert [row.amount for row in bare.rows] == [-100]
    with pytest.raises(UserError, match="name a column"):
        read(content, header_row=2, columns={"note": 1}, profile="table")
    with pytest.raises(UserError, match="name a column"):
        read(content, header_row=77, profile="table")


def test_a_book_kept_by_hand_reads_as_its_owner_means_it(read, tmp_path):
    march = [
        ["某店 2026年3月流水"],
        ["日期", "项目", "收入", "支出", "结余", "备注"],
        ["3月1日", "营业额", 1860, None, None, None],
        [dt.datetime(2026, 3, 2), "营业额", "1,920.5", None, None, "含外卖"],
        ["3.3", "进货", None, "￥680", None, "现金"],
        [46091, "营业额", "2100元", None, None, None],
        ["3-9", "网商贷还款", None, 3260, None, None],
        [None, "水电", None, 312.4, None, "补记"],
        ["合计", None, 5880.5, 4252.4, None, None],
    ]  # fmt: skip
    april = [
        ["日期", "收/支", "类别", "金额（元）", "账户"],
        [dt.datetime(2026, 4, 2), "支", "进货", -480, "微信"],
    ]
    path = workbook(tmp_path / "book.xlsx", {"3月": march, "4月": april, "说明": [["月底给会计"]]})
    parsed = read(path)
    assert outcomes(parsed) == [
        ("entry", 186000), ("entry", 192050), ("entry", -68000), ("entry", 210000),
        ("loan_payment", -326000), ("not_understood", -31240), ("entry", -48000),
    ]  # fmt: skip
    assert dt.date(2026, 3, 10) == parsed.rows[3].date
    assert 'Sheet "{name}" holds no table and was left aside.' in [
        one.key for one in parsed.notices
    ]
    inherited = read(path, inherit_dates=True)
    assert ("entry", dt.date(2026, 3, 9)) == (inherited.rows[5].outcome, inherited.rows[5].date)
    assert len(read(path, sheet="4月").rows) == 1


def test_currencies_and_times_come_with_the_row(read):
    header = ("交易日期", "交易时间", "币种", "支出", "收入", "摘要")
    rows = [
        ("20260305", "18:53:19", "人民币", "67.00", "0.00", "消费"),
        ("20260306", "090102", "HKD", "1.00", "", "x"),
    ]
    first, second = read(table(header, rows)).rows
    assert (first.minute, first.currency, first.amount) == ("1853", "CNY", -6700)
    assert (second.minute, second.currency) == ("0901", "HKD")


def test_a_stock_account_is_refused_with_its_reason(read):
    content = '="交收日期"\t="证券代码"\t="证券名称"\t="成交价格"\n="20260305"\t="1"\t="x"\t1\n'
    with pytest.raises(UserError, match="stock account"):
        read(content, encoding="gb18030", name="broker.xls")


def test_text_marked_against_formulas_comes_back_without_the_mark(read):
    rows = [
        ("2026-03-01", "'=1+1", "1.00"),
        ("2026-03-02", '="0012"', "1.00"),
        ("2026-03-03", "'9'", "2"),
    ]
    assert [row.note for row in read(table(("日期", "摘要", "金额"), rows)).rows] == [
        "=1+1",
        "0012",
        "9",
    ]


CARD = ("交易日期", "入账日期", "交易摘要", "交易金额")


def test_a_card_whose_words_stand_in_brackets_writes_spending_as_a_positive_amount(read):
    rows = [
        ("2025/02/01", "2025/02/02", "（消费）超市", "123.18"),
        ("2025/02/03", "2025/02/03", "（还款）银联转账", "-100.00"),
        ("2025/02/05", "2025/02/05", "（退货）超市", "-13.50"),
    ]
    found = outcomes(read(table(CARD, rows)))
    assert found == [("entry", -12318), ("transfer", -10000), ("refund", 1350)]


def test_a_card_whose_amounts_have_no_sign_is_read_by_its_words(read):
    header = ("交易日期", "卡末四位", "交易说明", "交易金额")
    rows = [
        ("2025/02/01", "1234", "消费 超市", "CNY 123.18"),
        ("2025/02/03", "1234", "信用卡还款 跨行", "CNY 100.00"),
        ("2025/02/05", "1234", "退货 超市", "CNY13.50"),
    ]
    found = outcomes(read(table(header, rows)))
    assert found == [("entry", -12318), ("transfer", -10000), ("refund", 1350)]


def test_what_a_card_repaid_is_told_by_its_total_line_too(read):
    rows = [
        ("2024-06-01", "消费", "-", "100.00"),
        ("2024-06-03", "还款", "150.00", "-"),
        ("合计金额", "", "150.00", "100.00"),
    ]
    header = ("交易日期", "摘要", "记账金额(收入)", "记账金额(支出)")
    assert outcomes(read(table(header, rows))) == [("entry", -10000), ("transfer", -15000)]


def test_a_purchase_abroad_counts_as_it_was_settled(read):
    header = ("交易日期", "交易描述", "卡末四位", "交易币种", "结算币种", "交易金额", "结算金额")
    rows = [("2025-03-06", "AMAZON", "6688", "USD", "CNY", "10.00", "72.50")]
    (row,) = read(table(header, rows)).rows
    assert (row.amount, row.currency) == (-7250, "CNY")
