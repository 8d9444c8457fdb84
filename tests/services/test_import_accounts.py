"""Which own account a row means: by the digits of a card, by a bank's name, by the file's own."""

import datetime as dt

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.account import Account
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply
from planner.services import importing
from planner.wording import Wording
from tests.importers.files import alipay, alipay_row, table, wechat_csv, wechat_row, write

TODAY = dt.date(2026, 11, 23)
SINCE = dt.date(2026, 1, 1)


def book_of(**accounts):
    """A book with a wallet and these accounts: id=(name, kind)."""
    facts = [Account("wallet", "支付宝", "wallet", 100_000, SINCE)]
    facts += [Account(key, name, kind, 0, SINCE) for key, (name, kind) in accounts.items()]
    return apply(Book(), Edit(text("facts"), tuple(adding("account", one) for one in facts)))


BANKS = {"cmb": ("招商银行(1234)", "bank"), "cc": ("招商银行信用卡(5678)", "card")}


@pytest.fixture
def take(tmp_path):
    """The batch of a file with this content, imported into an account of a book."""

    def take(book, content, account="wallet", name="a.csv", **options):
        path = write(tmp_path / name, content, "gb18030")
        return importing.read_file(book, path, account, today=TODAY, **options)

    return take


@pytest.mark.parametrize(
    ("payee", "place"),
    [
        ("招商银行", "招商银行储蓄卡(1234)"),
        ("招商银行", "招商银行储蓄卡（1234）"),
        ("招商银行", "余额"),
        ("某某", "招商银行储蓄卡(1234)"),
    ],
)
def test_a_withdrawal_reaches_the_account_with_the_digits_of_the_card(take, payee, place):
    cells = {"direction": "不计收支", "note": "提现-快速提现", "payee": payee, "place": place}
    (row,) = take(book_of(**BANKS), alipay([alipay_row(**cells)])).rows
    assert (row.outcome, row.account, row.to_account) == ("transfer", "wallet", "cmb")


@pytest.mark.parametrize(
    ("payee", "place"),
    [("招商银行", "招商银行(1234)"), ("招商银行(1234)", "零钱"), ("招商银行", "/")],
)
def test_a_withdrawal_from_wechat_does_too(take, payee, place):
    more = {"old": ("招商银行 旧(7777)", "bank")} if place != "/" else {}
    cells = {"direction": "/", "kind": "零钱提现", "payee": payee, "place": place}
    (row,) = take(book_of(**BANKS, **more), wechat_csv([wechat_row(**cells)])).rows
    assert (row.outcome, row.to_account) == ("transfer", "cmb")


@pytest.mark.parametrize(
    ("note", "more", "card"),
    [
        ("信用卡还款", {}, "cc"),
        ("信用卡还款-招商银行(5678)", {}, "cc"),
        ("信用卡还款(9999)", {}, ""),
        ("信用卡还款", {"c2": ("招商银行信用卡(9999)", "card")}, ""),
        ("信用卡还款(9999)", {"c2": ("招商银行信用卡(9999)", "card")}, "c2"),
    ],
)
def test_a_repayment_reaches_the_only_credit_card_of_its_bank(take, note, more, card):
    cells = {"direction": "不计收支", "payee": "招商银行", "note": note, "status": "还款成功"}
    (row,) = take(book_of(**BANKS, **more), alipay([alipay_row(**cells)])).rows
    assert (row.outcome, row.to_account) == ("loan_payment", card)


CARD = "建设银行储蓄卡(0001)"


def test_a_debit_card_that_is_not_in_the_book_gets_an_account_and_lowers_no_wallet(take):
    made = take(book_of(**BANKS), alipay([alipay_row(place=CARD, amount="9.00", payee="店")]))
    (added,) = made.added_accounts
    assert (added.name, added.kind, made.rows[0].account) == (CARD, "bank", added.id)
    (told,) = made.notices
    assert told.facts["names"] == (CARD,)


def test_what_a_new_debit_card_paid_is_one_payment_with_its_statement(take):
    book = book_of(**BANKS)
    made = take(book, alipay([alipay_row(place=CARD, amount="9.00", payee="店")]))
    later = apply(book, made.edit)
    rows = [("2026-03-06", "快捷支付", "支付宝-店", "", "9.00")]
    statement = table(("交易日期", "摘要", "对方户名", "收入", "支出"), rows)
    (row,) = take(later, statement, made.rows[0].account).rows
    assert row.outcome == "duplicate"
    again = take(later, alipay([alipay_row(place=CARD, amount="7.00", key="2")]))
    assert (again.rows[0].account, again.added_accounts) == (made.rows[0].account, ())


def test_no_account_is_added_for_a_card_that_may_belong_to_one_of_the_book(take):
    book = book_of(one=("建设银行 家", "bank"), two=("建设银行 店", "bank"))
    made = take(book, alipay([alipay_row(place=CARD)]))
    assert (made.rows[0].account, made.added_accounts) == ("wallet", ())


TWO_STATEMENTS = "".join(
    f":20:S\n:25:{account}\n:60F:C260301CNY100,00\n:61:2603050305D{amount},00NTRFREF{amount}\n"
    f":86:shop\n:62F:C260305CNY{100 - amount},00\n-\n"
    for account, amount in (("11112222", 7), ("33334444", 9))
)


def test_several_accounts_of_a_file_go_to_the_only_one_of_the_book_and_it_is_said(take):
    """Where the book has more of them only the owner knows."""
    alone = apply(Book(), Edit(text("x"), (adding("account", Account(
        "a", "A", "bank", 0, SINCE)),)))  # fmt: skip
    made = take(alone, TWO_STATEMENTS, "a", "m.sta")
    after = apply(alone, made.edit)
    assert after.balances(TODAY) == {"a": -1600}
    (told,) = importing.report_json([made], Wording("en"))["files"][0]["notices"]
    assert "11112222, 33334444" in told
    assert "only account of the book" in told
    with pytest.raises(UserError, match="account="):
        _ = take(book_of(**BANKS), TWO_STATEMENTS, "cmb", "m.sta").edit
