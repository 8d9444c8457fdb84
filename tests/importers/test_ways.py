"""Which way the money of a table went: words, the balance, a title, a card; else it is asked."""

import pytest

from tests.importers.conftest import outcomes
from tests.importers.files import table, workbook

PLAIN = ("日期", "摘要", "金额")


def days(*cells):
    """Rows of one day each, from 1 March 2026."""
    return [(f"2026-03-{number:02}", *row) for number, row in enumerate(cells, 1)]


def asks(parsed):
    return [question.key for question in parsed.questions]


@pytest.mark.parametrize("word", ["不计收支", "冲", "转账", ""])
@pytest.mark.parametrize("known", [2, 8, 20])
def test_a_word_that_says_no_direction_is_never_income(read, word, known):
    rows = days(*[("支出", "10.00", "货")] * known, (word, "99.00", "x"))
    parsed = read(table(("日期", "收/支", "金额", "备注"), rows))
    assert outcomes(parsed) == [("entry", -1000)] * known + [("not_understood", 9900)]
    assert (parsed.rows[-1].reason.facts.get("word") or "") == word
    assert parsed.questions == ()


def test_words_of_bookkeeping_apps_are_known(read):
    rows = days(("进账", "10"), ("出账", "20"), ("收入", "5"), ("付款", "6"))
    found = outcomes(read(table(("日期", "收支", "金额"), rows)))
    assert [amount for _, amount in found] == [1000, -2000, 500, -600]


@pytest.mark.parametrize("name", ["类型", "交易类型", "Type"])
def test_a_column_of_types_tells_the_way_of_what_it_knows(read, name):
    rows = days(("支出", "10"), ("收入", "5"), ("转账", "7"), ("余额变更", "8"))
    found = outcomes(read(table(("日期", name, "金额"), rows)))
    assert found == [
        ("entry", -1000), ("entry", 500), ("not_understood", 700), ("not_understood", 800),
    ]  # fmt: skip


def test_words_that_contradict_the_signs_count_and_it_is_told(read):
    rows = days(("支出", "-10.00"), ("收入", "20.00"), ("收入", "-30.00"))
    parsed = read(table(("日期", "收/支", "金额"), rows))
    assert outcomes(parsed) == [("entry", -1000), ("entry", 2000), ("entry", 3000)]
    (notice,) = parsed.notices
    assert (notice.count, notice.facts["row"]) == (2, 2)


def test_signs_that_agree_with_the_words_speak_for_unknown_ones_too(read):
    rows = days(("支出", "-10.00"), ("收入", "20.00"), ("其他", "-30.00"), ("调整", "5"))
    found = outcomes(read(table(("日期", "收/支", "金额"), rows)))
    assert found == [("entry", -1000), ("entry", 2000), ("entry", -3000), ("entry", 500)]


def test_a_dash_is_a_direction_only_beside_a_plus(read):
    rows = days(("+", "10.00"), ("-", "20.00"))
    assert outcomes(read(table(("日期", "收支", "金额"), rows))) == [
        ("entry", 1000), ("entry", -2000),
    ]  # fmt: skip
    rows = days(("收", "10.00"), ("-", "20.00"))
    assert outcomes(read(table(("日期", "收支", "金额"), rows)))[1][0] == "not_understood"


def test_the_alipay_notebook_is_known_and_named(read):
    header = ("记录时间", "交易号", "交易对方", "收/支", "金额", "来源", "备注", "标签")
    rows = [
        ("2026-01-05 12:00:00", "1", "店", "支出", "12.50", "支付宝", "", ""),
        ("2026-01-05 13:00:00", "2", "公司", "收入", "80.00", "手动", "", ""),
        ("2026-01-06 13:00:00", "3", "自己", "不计收支", "300.00", "手动", "", ""),
    ]
    parsed = read(table(header, rows), encoding="gb18030")
    assert parsed.format == "alipay-notebook-csv"
    assert "notebook" in parsed.notices[0].key
    assert outcomes(parsed) == [("entry", -1250), ("entry", 8000), ("not_understood", 30000)]


BALANCE = ("日期", "摘要", "金额", "余额")


def test_the_balance_gives_each_row_its_own_sign(read):
    rows = days(
        ("卖", "100.00", "1100.00"), ("菜", "20.00", "1080.00"), ("菜", "30.00", "1050.00"),
        ("卖", "60.00", "1110.00"),
    )  # fmt: skip
    parsed = read(table(BALANCE, rows))
    assert [row.amount for row in parsed.rows] == [10000, -2000, -3000, 6000]
    backwards = read(table(BALANCE, rows[::-1]))
    assert [row.amount for row in backwards.rows] == [6000, -3000, -2000, 10000]
    assert asks(parsed) == asks(backwards) == []


def test_a_row_that_the_balance_does_not_prove_is_not_guessed(read):
    rows = days(
        ("押金", "100.00", "1100.00"), ("菜", "20.00", "1080.00"), ("卖", "30.00", "1110.00"),
        ("菜", "60.00", "1050.00"), ("房租", "7.00", "1.00"),
    )  # fmt: skip
    parsed = read(table(BALANCE, rows))
    assert outcomes(parsed) == [
        ("not_understood", 10000), ("entry", -2000), ("entry", 3000), ("entry", -6000),
        ("not_understood", 700),
    ]  # fmt: skip


def test_one_row_that_falls_out_of_the_balance_turns_no_other(read):
    rows = days(
        ("a", "-10.00", "90.00"), ("b", "5.00", "95.00"), ("c", "-5.00", "90.00"),
        ("d", "-7.00", "70.00"), ("e", "-20.00", "50.00"),
    )  # fmt: skip
    found = [row.amount for row in read(table(BALANCE, rows)).rows]
    assert found == [-1000, 500, -500, -700, -2000]


def test_equal_amounts_are_proved_in_the_order_of_their_dates(read):
    rows = days(*[("菜", "10.00", f"{100 - 10 * number}.00") for number in range(5)])
    assert [row.amount for row in read(table(BALANCE, rows)).rows] == [-1000] * 5
    assert [row.amount for row in read(table(BALANCE, rows[::-1])).rows] == [-1000] * 5


def test_amounts_without_any_sign_are_asked_about(read):
    content = table(PLAIN, days(("进货", "100.00"), ("房租", "4500.00"), ("卖面", "300.00")))
    parsed = read(content)
    (question,) = parsed.questions
    assert (question.key, question.options) == ("sign", ("sign-as-written", "sign-reversed"))
    assert question.text.facts["example"] == "100.00"
    came, went = (read(content, sign=sign) for sign in ("as_written", "reversed"))
    assert asks(came) == asks(went) == []
    assert [row.amount for row in came.rows] == [10000, 450000, 30000]
    assert [row.amount for row in went.rows] == [-10000, -450000, -30000]


def test_a_minus_that_is_no_amount_is_a_sign_still(read):
    assert asks(read(table(PLAIN, days(("x", "-1.2万"), ("y", "2.00"))))) == []


@pytest.mark.parametrize(
    "amounts", [("-1.00", "2.00"), ("+1.00", "+2.00"), ("1.00 CR", "2.00DR"), ("0", "0.00")]
)
def test_amounts_with_signs_are_not_asked_about(read, amounts):
    assert asks(read(table(PLAIN, days(*[("x", amount) for amount in amounts])))) == []


def test_plus_signs_on_some_rows_say_nothing_of_the_others(read):
    assert asks(read(table(PLAIN, days(("x", "+1.00"), ("y", "2.00"))))) == ["sign"]


@pytest.mark.parametrize(
    ("title", "amounts"),
    [
        ("2026年3月支出明细", [-100, -200]),
        ("Expenses in March", [-100, -200]),
        ("三月收入", [100, 200]),
        ("收入支出明细", None),
        ("流水", None),
    ],
)
def test_a_title_may_say_the_way(read, title, amounts):
    parsed = read(f"{title}\n" + table(PLAIN, days(("x", "1"), ("y", "2"))))
    assert asks(parsed) == ([] if amounts else ["sign"])
    assert [row.amount for row in parsed.rows] == (amounts or [100, 200])


def test_the_answer_turns_only_the_sheets_it_was_asked_for(read, tmp_path):
    sheets = {
        "一": [["日期", "收/支", "金额"], ["2026-03-01", "收", 5]],
        "二": [["日期", "项目", "金额"], ["2026-03-02", "房租", 7]],
        "三": [["日期", "项目", "金额"], ["2026-03-03", "货", -8]],
    }
    path = workbook(tmp_path / "book.xlsx", sheets)
    assert asks(read(path)) == ["sign"]
    assert [row.amount for row in read(path, sign="reversed").rows] == [500, -700, -800]


CARD = table(("交易日期", "交易摘要", "交易金额"), days(("超市", "58.00"), ("自动还款", "-58.00")))


def test_a_card_by_its_title_or_account_spends_without_minus(read):
    for parsed in (read(f"某某银行信用卡账单\n{CARD}"), read(CARD, is_card=True)):
        assert outcomes(parsed) == [("entry", -5800), ("transfer", -5800)]
        assert parsed.questions == ()


def test_a_card_that_spends_with_minus_is_told_by_what_came_back(read):
    content = table(PLAIN, days(("超市", "-58.00"), ("还款", "58.00")))
    assert outcomes(read(content, is_card=True)) == [("entry", -5800), ("transfer", -5800)]


@pytest.mark.parametrize("amounts", [("58.00", "12.00"), ("58.00", "-12.00")])
def test_a_card_that_nothing_tells_is_asked(read, amounts):
    content = table(PLAIN, days(("超市", amounts[0]), ("加油站", amounts[1])))
    assert asks(read(content, is_card=True)) == ["sign"]
    went = read(content, is_card=True, sign="reversed")
    assert went.rows[0].amount == -5800


def qif(kind, *rows):
    records = "".join(f"D14/3/26\nT{amount}\nP{payee}\n^\n" for payee, amount in rows)
    return f"!Type:{kind}\n{records}"


@pytest.mark.parametrize("amounts", [("-58.00", "58.00"), ("58.00", "-58.00"), ("58.00", "58.00")])
def test_a_card_in_qif_repays_and_earns_nothing(read, amounts):
    parsed = read(qif("CCard", ("超市", amounts[0]), ("还款", amounts[1])), name="a.qif")
    assert outcomes(parsed) == [("entry", -5800), ("transfer", -5800)]
    bank = read(qif("Bank", ("超市", amounts[0]), ("还款", amounts[1])), name="a.qif", is_card=True)
    assert outcomes(bank) == outcomes(parsed)


def test_a_card_in_qif_without_minus_is_asked(read):
    content = qif("CCard", ("超市", "58.00"))
    assert asks(read(content, name="a.qif")) == ["sign"]
    assert outcomes(read(content, name="a.qif", sign="reversed")) == [("entry", -5800)]
