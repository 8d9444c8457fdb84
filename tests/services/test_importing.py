"""From a file to one Edit: doubles, accounts, categories, loans, the report, the owner's choices."""

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book import facts
from planner.book.account import Account, Category
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply
from planner.book.entry import Entry
from planner.book.limits import Identity
from planner.book.loan import Loan, LoanEvent, Rate, Terms
from planner.services import importing
from planner.services.importing import Choice, ReadOptions
from planner.wording import Wording
from tests.importers.files import (
    alipay,
    alipay_row,
    signed,
    table,
    wechat_csv,
    wechat_row,
    wechat_xlsx,
    write,
)

TODAY = dt.date(2026, 11, 23)
SINCE = dt.date(2026, 1, 1)
LOAN = Loan(
    "l1", "网商贷", "bank",
    Terms(6_000_000, dt.date(2026, 1, 10), "equal_instalment", dt.date(2026, 2, 10),
          Rate(Decimal("0.144")), 12),
    "网商银行",
)  # fmt: skip
INSTALMENT = 539853


def with_facts(book, *pairs):
    return apply(book, Edit(text("facts"), tuple(adding(kind, fact) for kind, fact in pairs)))


@pytest.fixture
def book():
    """A wallet, a bank account, a cash box; some categories."""
    return with_facts(
        Book(),
        ("account", Account("wallet", "支付宝", "wallet", 100_000, SINCE)),
        ("account", Account("bank", "招商银行(1234)", "bank", 500_000, SINCE)),
        ("account", Account("cash", "现金", "cash", 0, SINCE)),
        ("category", Category("goods", "日用百货", "expense")),
        ("category", Category("sales", "营业额", "income")),
    )


@pytest.fixture
def batch(tmp_path, book):
    """The batch of an Alipay bill with these rows, for the wallet of a book."""

    def make(*rows, book=book, account="wallet", name="a.csv", **options):
        path = write(tmp_path / name, alipay(rows), "gb18030")
        return importing.read_file(book, path, account, today=TODAY, options=ReadOptions(**options))

    return make


def entries(made):
    return [change.after for change in made.edit.changes if change.kind == "entry"]


def test_a_row_becomes_an_entry_with_its_source(book, batch):
    (entry,) = entries(batch(alipay_row()))
    assert (
        entry.account, entry.amount, entry.category, entry.payee, entry.note,
    ) == ("wallet", -3650, "goods", "城东批发部", "包装盒")  # fmt: skip
    assert dt.date(2026, 3, 5) == entry.date
    assert [key[0] for key in entry.source.split()] == ["i", "f", "k"]


def test_the_second_import_adds_nothing_and_undo_restores_the_dump(book, batch):
    rows = [
        alipay_row(),
        alipay_row(kind="餐饮美食", place="花呗", key="2"),
        alipay_row(direction="不计收支", note="余额宝-自动转入", key="3"),
        alipay_row(direction="不计收支", note="提现-快速提现", remark="服务费1.00元", key="4"),
        alipay_row(direction="不计收支", note="网商贷-还款", status="还款成功", key="5"),
        alipay_row(direction="不计收支", note="退款-包装盒", status="退款成功", key="6"),
    ]
    before = with_facts(book, ("loan", LOAN))
    first = batch(*rows, book=before)
    after = apply(before, first.edit)
    second = batch(*rows, book=after)
    assert {name: count for name, count in second.counts.items() if count} == {"duplicate": 6}
    assert second.edit.changes == ()
    assert facts.dump(before) == facts.dump(apply(after, first.edit.inverse()))


def test_a_dump_of_an_import_can_be_applied_again(book, batch):
    after = apply(book, batch(alipay_row(), alipay_row(place="花呗", kind="新", key="2")).edit)
    dump = facts.dump(after)
    assert dump == facts.dump(apply(Book(), facts.read(Book(), dump, text("again"))))


def test_the_same_file_after_an_edit_by_hand_is_still_known(book, batch):
    after = apply(book, batch(alipay_row()).edit)
    entry = next(iter(after.ledger))
    changed = Edit(text("x"), (replace(adding("entry", entry), before=entry,
                                       after=replace(entry, amount=-1, payee="别人")),))  # fmt: skip
    assert batch(alipay_row(), book=apply(after, changed)).counts["duplicate"] == 1
    lost = Edit(text("x"), (replace(adding("entry", entry), before=entry,
                                    after=replace(entry, source="")),))  # fmt: skip
    assert batch(alipay_row(), book=apply(after, lost)).counts["duplicate"] == 1


def test_a_file_whose_ids_a_spreadsheet_has_rounded_is_known_by_its_content(book, batch):
    after = apply(book, batch(alipay_row()).edit)
    for key in ("2.02603E+27", "2026030522001100000000000000"[:15] + "0" * 13):
        again = batch(alipay_row(at="2026/3/5 12:30", key=key), book=after)
        assert again.counts["duplicate"] == 1
        assert [one.key[:25] for one in again.notices] == ["A spreadsheet has rounded"]


def test_one_id_over_different_rows_is_no_double(book, batch):
    made = batch(
        alipay_row(key="7"), alipay_row(key="7", payee="另一家"), alipay_row(key="7", amount="1.00"),
        alipay_row(key="7", at="2026-03-05 12:31:00"), alipay_row(key="7"),
    )  # fmt: skip
    assert (made.counts["entry"], made.counts["duplicate"]) == (4, 1)
    assert len({entry.id for entry in entries(made)}) == 4


def plain(tmp_path, rows, name="t.csv"):
    return write(tmp_path / name, table(("日期", "摘要", "金额"), signed(rows)))


def test_two_equal_rows_without_id_stay_two_and_a_third_is_new(tmp_path, book):
    row = ("2026-03-01", "营业额", "50.00")
    two = importing.read_file(book, plain(tmp_path, [row] * 2), "bank", today=TODAY)
    assert two.counts["entry"] == 2
    after = apply(book, two.edit)
    three = importing.read_file(after, plain(tmp_path, [row] * 3), "bank", today=TODAY)
    assert (three.counts["entry"], three.counts["duplicate"]) == (1, 2)


ROWS = st.lists(
    st.tuples(
        st.integers(1, 28), st.sampled_from(("货款", "房租", "营业额")),
        st.integers(-5000, 5000).filter(bool),
    ),
    max_size=12,
)  # fmt: skip
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def written(rows):
    return [(f"2026-03-{day:02}", note, f"{minor / 100:.2f}") for day, note, minor in rows]


def imported(book, tmp_path, *files):
    for rows in files:
        if rows:
            made = importing.read_file(book, plain(tmp_path, written(rows)), "bank", today=TODAY)
            book = apply(book, made.edit)
    return book


@given(rows=ROWS, cut=st.integers(0, 12), width=st.integers(0, 12))
@settings(max_examples=25, deadline=None, suppress_health_check=QUIET)
def test_overlapping_files_give_the_union_in_any_order(tmp_path, book, rows, cut, width):
    rows = sorted(rows)
    days = [row[0] for row in rows]
    # Statements hold whole days, so the files overlap on days.
    first = [row for row in rows if days and row[0] <= days[min(cut + width, len(days) - 1)]]
    second = [row for row in rows if days and row[0] >= days[min(cut, len(days) - 1)]]
    whole = facts.dump(imported(book, tmp_path, rows))
    assert whole == facts.dump(imported(book, tmp_path, first, second))
    assert whole == facts.dump(imported(book, tmp_path, second, first))


@given(rows=ROWS, seed=st.integers(0, 99))
@settings(max_examples=25, deadline=None, suppress_health_check=QUIET)
def test_the_order_of_rows_does_not_matter(tmp_path, book, rows, seed):
    shuffled = random.Random(seed).sample(rows, len(rows))
    assert facts.dump(imported(book, tmp_path, rows)) == facts.dump(
        imported(book, tmp_path, shuffled)
    )


KINDS = st.sampled_from(
    [
        {"direction": "支出"}, {"direction": "收入"}, {"direction": "支出", "place": "花呗"},
        {"direction": "不计收支", "note": "余额宝-自动转入"},
        {"direction": "不计收支", "note": "提现-快速提现", "payee": "招商银行", "remark": "服务费0.50元"},
        {"direction": "不计收支", "note": "退款-x", "status": "退款成功"},
        {"direction": "不计收支", "note": "网商贷-还款", "status": "还款成功"},
        {"direction": "不计收支", "note": "?"}, {"direction": "支出", "status": "交易关闭"},
    ]
)  # fmt: skip


@given(rows=st.lists(st.tuples(KINDS, st.integers(0, 99_999), st.integers(1, 9)), max_size=15))
@settings(max_examples=25, deadline=None, suppress_health_check=QUIET)
def test_outcomes_add_up_and_the_balance_moves_by_what_is_told(tmp_path, book, rows):
    made = [
        alipay_row(**cells, amount=f"{minor / 100:.2f}", key=f"{key}{number}")
        for number, (cells, minor, key) in enumerate(rows)
    ]
    path = write(tmp_path / "p.csv", alipay(made), "gb18030")
    found = importing.read_file(book, path, "wallet", today=TODAY)
    assert sum(found.counts.values()) == len(made) == len(found.rows)
    after = apply(book, found.edit)
    booked = sum(sum(after.balances(TODAY).values()) for _ in "x")
    elsewhere = sum(row.amount for row in found.rows if row.outcome == "loan_payment")
    assert booked - sum(book.balances(TODAY).values()) == (
        found.money_in - found.money_out + elsewhere
    )
    assert book == apply(after, found.edit.inverse())


def test_new_categories_come_with_the_edit_in_the_language_of_the_book(book, batch):
    made = batch(
        alipay_row(kind="餐饮美食"), alipay_row(kind="餐饮美食", key="2"),
        alipay_row(direction="收入", kind="餐饮美食", key="3"),
        alipay_row(direction="不计收支", note="提现-快速提现", remark="服务费1.00元", key="4"),
    )  # fmt: skip
    after = apply(book, made.edit)
    added = {
        (one.name, one.flow) for key, one in after.categories.items() if key not in book.categories
    }
    assert {
        ("餐饮美食", "expense"),
        ("餐饮美食", "income"),
        ("手续费", "expense"),
        ("自己转账", "transfer"),
    } == added


def test_the_category_is_the_one_the_payee_had_last(book, batch):
    known = with_facts(
        book,
        ("category", Category("wrap", "包装", "expense")),
        ("entry", Entry("e1", dt.date(2026, 1, 2), "bank", -100, "goods", "城东批发部")),
        ("entry", Entry("e2", dt.date(2026, 1, 3), "bank", -100, "wrap", "城东批发部")),
        ("entry", Entry("e3", dt.date(2026, 1, 4), "bank", 100, "sales", "老客")),
    )
    assert [one.category for one in entries(batch(alipay_row(), book=known))] == ["wrap"]
    income = alipay_row(direction="收入", payee="老客", kind="")
    assert [one.category for one in entries(batch(income, book=known))] == ["sales"]
    refund = alipay_row(direction="不计收支", status="退款成功", note="退款", kind="退款")
    assert [(one.category, one.amount) for one in entries(batch(refund, book=known))] == [
        ("wrap", 3650)
    ]
    unknown = alipay_row(payee="老客", kind="")
    assert [one.category for one in entries(batch(unknown, book=known))] == [""]


def test_a_bank_card_with_its_last_digits_is_the_owners_account(book, batch):
    made = batch(
        alipay_row(place="招商银行储蓄卡(1234)"), alipay_row(place="招商银行储蓄卡(9999)", key="2"),
        alipay_row(place="余额&红包", key="3"), alipay_row(place="工商银行储蓄卡(1111)&立减", key="4"),
    )  # fmt: skip
    assert [row.account for row in made.rows][::2] == ["bank", "wallet"]
    added = {one.id: one for one in made.added_accounts}
    assert [added[row.account].name for row in made.rows[1::2]] == [
        "招商银行储蓄卡(9999)", "工商银行储蓄卡(1111)",
    ]  # fmt: skip


def test_money_to_the_owners_own_bank_is_a_transfer_between_accounts(book, batch):
    cells = {"direction": "不计收支", "note": "提现-快速提现", "payee": "招商银行"}
    made = batch(alipay_row(**cells, remark="服务费0.10元"))
    transfer, fee = entries(made)
    assert (
        transfer.account, transfer.to_account, transfer.amount, transfer.category,
    ) == ("wallet", "bank", -3650, "")  # fmt: skip
    assert (fee.account, fee.to_account, fee.amount) == ("wallet", "", -10)
    assert (made.money_in, made.money_out) == (0, 10)
    (back,) = entries(
        batch(alipay_row(direction="不计收支", note="充值-普通充值", place="招商银行储蓄卡(1234)"))
    )
    assert (back.account, back.to_account, back.amount) == ("bank", "wallet", -3650)


def test_money_to_an_unknown_place_leaves_and_comes_back(book, batch):
    out = alipay_row(direction="不计收支", note="某基金-买入")
    back = alipay_row(direction="不计收支", note="某基金-卖出至余额", key="2")
    made = batch(out, back)
    assert [entry.amount for entry in entries(made)] == [-3650, 3650]
    assert {"自己转账"} == {
        apply(book, made.edit).categories[one.category].name for one in entries(made)
    }


def test_money_inside_one_account_leaves_its_balance(book, batch):
    (row,) = batch(alipay_row(direction="不计收支", note="余额宝-自动转入")).rows
    assert (row.outcome, row.amount) == ("transfer", 0)
    fund = with_facts(book, ("account", Account("yeb", "余额宝", "reserve", 0, SINCE)))
    (entry,) = entries(batch(alipay_row(direction="不计收支", note="余额宝-自动转入"), book=fund))
    assert (entry.account, entry.to_account, entry.amount) == ("wallet", "yeb", -3650)


def test_a_purchase_on_credit_goes_to_a_card_account_and_its_repayment_too(book, batch):
    made = batch(
        alipay_row(place="花呗&红包"),
        alipay_row(direction="不计收支", note="花呗主动还款-3月账单", status="还款成功", key="2"),
    )
    after = apply(book, made.edit)
    (card,) = [one for key, one in after.accounts.items() if key not in book.accounts]
    assert (card.name, card.kind) == ("花呗", "card")
    assert [(card.id, ""), ("wallet", card.id)] == [
        (one.account, one.to_account) for one in entries(made)
    ]
    assert after.balances(TODAY)[card.id] == 0
    assert [row.outcome for row in made.rows][1:] == ["loan_payment"]


def test_a_repayment_without_a_loan_is_debt_and_no_expense(book, batch):
    made = batch(alipay_row(direction="不计收支", note="信用卡还款", status="还款成功"))
    (entry,) = entries(made)
    assert apply(book, made.edit).categories[entry.category].flow == "debt"
    assert (made.money_in, made.money_out) == (0, 0)
    own = with_facts(book, ("category", Category("loans", "贷款还款", "debt")))
    again = batch(alipay_row(direction="不计收支", note="信用卡还款", status="还款成功"), book=own)
    assert [one.category for one in entries(again)] == ["loans"]


REPAID = {"direction": "不计收支", "note": "网商贷-还款", "status": "还款成功", "at": "2026-03-10 09:00:00",
          "amount": "5398.53"}  # fmt: skip


def test_a_repayment_is_recorded_at_its_loan_and_cash_moves_once(book, batch):
    owing = with_facts(book, ("loan", LOAN))
    made = batch(alipay_row(**REPAID, place="招商银行储蓄卡(1234)"), book=owing)
    (change,) = made.edit.changes
    assert (change.after.loan, change.after.type, change.after.amount) == ("l1", "pay", INSTALMENT)
    before, after = owing.balances(TODAY), apply(owing, made.edit).balances(TODAY)
    assert (after["bank"] - before["bank"], after["wallet"] - before["wallet"]) == (-INSTALMENT, 0)


def test_a_repayment_from_another_account_reaches_the_debited_one_first(book, batch):
    owing = with_facts(book, ("loan", LOAN))
    made = batch(alipay_row(**REPAID), book=owing)
    before, after = owing.balances(TODAY), apply(owing, made.edit).balances(TODAY)
    assert (after["bank"] - before["bank"], after["wallet"] - before["wallet"]) == (0, -INSTALMENT)


def test_a_loan_whose_cash_is_in_the_entries_gets_event_and_entry(book, batch):
    owing = with_facts(book, ("loan", replace(LOAN, books_cash=False)))
    made = batch(alipay_row(**REPAID), book=owing)
    assert [change.kind for change in made.edit.changes if change.kind != "category"] == [
        "loan_event",
        "entry",
    ]
    after = apply(owing, made.edit).balances(TODAY)
    assert after["wallet"] - owing.balances(TODAY)["wallet"] == -INSTALMENT


def test_a_payment_recorded_by_hand_is_confirmed_and_not_doubled(book, batch):
    event = LoanEvent("p1", "l1", "pay", dt.date(2026, 3, 9), INSTALMENT)
    owing = with_facts(book, ("loan", LOAN), ("loan_event", event))
    made = batch(
        alipay_row(**REPAID),
        alipay_row(**{**REPAID, "at": "2026-03-11 09:00:00"}, key="2"),
        book=owing,
    )
    assert [row.outcome for row in made.rows] == ["duplicate", "loan_payment"]
    after = apply(owing, made.edit)
    assert after.loan_events["p1"].source
    assert len(after.loan_events) == 2
    assert batch(alipay_row(**REPAID), alipay_row(**{**REPAID, "at": "2026-03-11 09:00:00"}, key="2"),
                      book=after).counts["duplicate"] == 2  # fmt: skip
    assert owing == apply(after, made.edit.inverse())


@pytest.mark.parametrize(
    ("cells", "loan"),
    [
        ({"payee": "网商银行", "note": "还款", "amount": "100.00"}, "l1"),
        ({"payee": "某行", "note": "贷款还款"}, "l1"),
        ({"payee": "某行", "note": "贷款还款", "amount": "100.00"}, ""),
        ({"payee": "某行", "note": "贷款还款", "at": "2026-03-25 09:00:00"}, ""),
        ({"note": "花呗主动还款"}, ""),
        ({"note": "网商贷-还款", "at": "2026-01-05 09:00:00"}, ""),
    ],
)
def test_only_a_name_or_sum_and_day_make_a_match(book, batch, cells, loan):
    owing = with_facts(book, ("loan", LOAN))
    (row,) = batch(alipay_row(**{**REPAID, **cells}), book=owing).rows
    assert ("loan_payment", loan) == (row.outcome, row.loan)


def test_of_two_loans_of_one_lender_the_due_sum_decides(book, batch):
    terms = replace(LOAN.terms, principal=3_000_000, first_due=dt.date(2026, 2, 20))
    twin = replace(LOAN, id="l2", name="网商贷二", terms=terms)
    owing = with_facts(book, ("loan", LOAN), ("loan", twin))
    assert batch(alipay_row(**REPAID), book=owing).rows[0].loan == "l1"
    assert batch(alipay_row(**{**REPAID, "amount": "1.00"}), book=owing).rows[0].loan == ""
    named = replace(LOAN, id="l3", name="小王借款", lender="小王")
    friend = with_facts(book, ("loan", named))
    made = batch(alipay_row(**{**REPAID, "note": "归还本金 小王", "amount": "9.00"}), book=friend)
    assert made.rows[0].loan == "l3"


def test_the_owner_decides_on_single_rows(book, batch):
    owing = with_facts(book, ("loan", LOAN))
    made = batch(
        alipay_row(), alipay_row(direction="不计收支", note="?", key="2"), alipay_row(key="3"),
        alipay_row(at="坏", key="4"), alipay_row(key="5"), alipay_row(key="6"), book=owing,
    )  # fmt: skip
    chosen = importing.with_choices(
        owing,
        made,
        {
            1: Choice(outcome="skipped"),
            2: Choice(outcome="entry", amount=-3650, category="goods", payee="新名"),
            3: Choice(category="sales"),
            4: Choice(outcome="entry", date=dt.date(2026, 3, 7), amount=-100),
            5: Choice(outcome="transfer", to_account="cash"),
            6: Choice(outcome="loan_payment", loan="l1"),
        },
    )
    assert [row.outcome for row in chosen.rows] == [
        "skipped",
        "entry",
        "entry",
        "entry",
        "transfer",
        "loan_payment",
    ]
    after = apply(owing, chosen.edit)
    by_key = {row.number: row for row in chosen.rows}
    assert (by_key[2].payee, by_key[2].category) == ("新名", "goods")
    assert (by_key[3].category, by_key[5].to_account, by_key[6].loan) == ("sales", "cash", "l1")
    assert len(after.loan_events) == 1
    again = importing.with_choices(owing, chosen, {1: Choice(outcome="entry")})
    assert 1 + chosen.counts["entry"] == again.counts["entry"]
    # The next import of the file knows the rows by what they were, not by what was made of them.
    rows = batch(
        alipay_row(), alipay_row(direction="不计收支", note="?", key="2"), alipay_row(key="3"),
        alipay_row(at="坏", key="4"), alipay_row(key="5"), alipay_row(key="6"), book=after,
    ).rows  # fmt: skip
    assert ["entry", *["duplicate"] * 5] == [row.outcome for row in rows]


def test_a_question_that_is_open_keeps_the_edit_closed(tmp_path, book):
    content = table(
        ("Date", "Description", "Amount"), [("05/03/2026", "a", "-1"), ("06/03/2026", "b", "2")]
    )
    path = write(tmp_path / "q.csv", content)
    made = importing.read_file(book, path, "bank", today=TODAY)
    with pytest.raises(UserError, match="--profile"):
        _ = made.edit
    answered = importing.read_file(
        book, path, "bank", today=TODAY, options=importing.named_options("day-first", None)
    )
    assert [dt.date(2026, 3, 5), dt.date(2026, 3, 6)] == [one.date for one in entries(answered)]


def test_several_open_questions_are_said_at_once_and_answered_by_commas(tmp_path, book):
    rows = [("03/04/2026", "rent", "1,250"), ("05/06/2026", "b", "3,400")]
    path = write(tmp_path / "q.csv", table(("Date", "Description", "Amount"), rows))
    with pytest.raises(UserError) as refusal:
        _ = importing.read_file(book, path, "bank", today=TODAY).edit
    answers = refusal.value.text.facts["example"]
    assert answers == "day-first,decimal-point,sign-as-written"
    options = importing.named_options(answers, None)
    answered = importing.read_file(book, path, "bank", today=TODAY, options=options)
    assert [entry.amount for entry in entries(answered)] == [125000, 340000]


def test_what_nothing_contradicts_is_taken_as_written_and_it_is_said(tmp_path, book):
    def read(note):
        rows = [("2026-03-01", "a", "1.00"), ("2026-03-02", note, "2.00")]
        path = write(tmp_path / "plain.csv", table(("Date", "Description", "Amount"), rows))
        return importing.read_file(book, path, "bank", today=TODAY)

    made, doubtful = read("b"), read("rent")
    assert [entry.amount for entry in entries(made)] == [100, 200]
    assert [one.key for one in made.questions] == ["sign"], "the window asks all the same"
    (report,) = importing.report_json([made], Wording("en"))["files"]
    assert report["questions"] == []
    assert "all are taken as money in" in report["notices"][0]
    assert report["notices"][0] in importing.report_words([made], Wording("en"))
    with pytest.raises(UserError, match="--profile"):
        _ = doubtful.edit


def test_rows_in_another_currency_are_asked_about(tmp_path, book):
    rows = [("2026-03-01", "a", "+1.00", "HKD"), ("2026-03-02", "b", "+2.00", "CNY")]
    path = write(tmp_path / "c.csv", table(("Date", "Description", "Amount", "Currency"), rows))
    made = importing.read_file(book, path, "bank", today=TODAY)
    assert [question.key for question in made.questions] == ["currency"]
    assert made.money_in == 200
    chosen = importing.read_file(
        book, path, "bank", today=TODAY, options=ReadOptions(currency="HKD")
    )
    assert [(row.outcome, row.amount) for row in chosen.rows] == [("entry", 100), ("skipped", 200)]
    assert len(entries(chosen)) == 1
    answered = importing.read_file(
        book, path, "bank", today=TODAY, options=ReadOptions(currency="CNY")
    )
    again = importing.read_file(apply(book, answered.edit), path, "bank", today=TODAY)
    assert again.questions == made.questions, "the same file asks the same"
    euro = with_facts(
        Book(info=Identity(currency="EUR")), ("account", Account("bank", "b", "bank", 0, SINCE))
    )
    assert importing.read_file(euro, path, "bank", today=TODAY).money_in == 100


def test_the_split_of_a_quicken_file_moves_own_money_apart(tmp_path, book):
    content = (
        "!Type:Bank\nD3/25/26\nT-10.00\nPx\nS[现金]\n$-9.00\nSFood\n$-1.00\n^\n"
        "D3/26/26\nT-10.00\nPy\nS[Nobody]\n$-9.00\nSFood\n$-1.00\n^\n"
    )
    made = importing.read_file(book, write(tmp_path / "s.qif", content), "bank", today=TODAY)
    assert [(one.amount, one.to_account) for one in entries(made)] == [
        (-100, ""),
        (-900, "cash"),
        (-100, ""),
        (-900, ""),
    ]
    assert made.money_out == 200
    after = apply(book, made.edit)
    assert after.balances(TODAY)["bank"] - book.balances(TODAY)["bank"] == -2000


def test_the_report_has_the_shape_of_the_contract(tmp_path, book):
    rows = [
        wechat_row(),
        wechat_row(direction="/", kind="?", key="2"),
        wechat_row(key="3", amount="¥0.00"),
    ]
    made = importing.read_file(book, wechat_xlsx(tmp_path / "w.xlsx", rows), "bank", today=TODAY)
    (report,) = importing.report_json([made], Wording("en"))["files"]
    assert {
        key: report[key]
        for key in ("file", "format", "account", "data_rows", "money_in", "money_out", "stated_totals")
    } == {"file": "w.xlsx", "format": "wechat-xlsx", "account": "bank", "data_rows": 3,
            "money_in": "0.00", "money_out": "18.00", "stated_totals": "none"}  # fmt: skip
    assert report["outcomes"] == {"entry": 1, "transfer": 0, "loan_payment": 0, "refund": 0, "duplicate": 0, "skipped": 1,
            "not_understood": 1}  # fmt: skip
    assert [row["row"] for row in report["rows"]] == [15, 16]
    assert all(row["reason"] for row in report["rows"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_in_words_tells_counts_sums_and_doubts(tmp_path, book, language):
    totals = ["共2笔记录", "收入：0笔 0.00元", "支出：1笔 18.00元"]
    rows = [wechat_row(), *(wechat_row(direction="/", kind="?", key=str(key)) for key in range(25))]
    made = importing.read_file(
        book, write(tmp_path / "w.csv", wechat_csv(rows, totals)), "bank", today=TODAY
    )
    lines = importing.report_words([made], Wording(language))
    assert "¥18.00" in lines[1]
    assert len(lines) == 3 + 20 + 1
    empty = importing.read_file(
        book, write(tmp_path / "e.csv", wechat_csv([])), "bank", today=TODAY
    )
    assert len(importing.report_words([empty], Wording(language))) == 3
    asked = table(
        ("Date", "Description", "Amount"), [("05/03/2026", "a", "-1"), ("06/03/2026", "b", "2")]
    )
    made = importing.read_file(book, write(tmp_path / "q.csv", asked), "bank", today=TODAY)
    assert len(importing.report_words([made], Wording(language))) == 3


def test_texts_that_would_steer_the_screen_are_made_plain(book, batch):
    (entry,) = entries(batch(alipay_row(note="发\u202e票\u200b", payee="两\n行")))
    assert (entry.note, entry.payee) == ("发 票", "两 行")


def test_an_account_that_is_not_there_is_refused(tmp_path, book):
    path = write(tmp_path / "a.csv", alipay([alipay_row()]), "gb18030")
    with pytest.raises(UserError, match="no account"):
        importing.read_file(book, path, "nobody", today=TODAY)


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (None, ReadOptions()),
        ("wechat", ReadOptions(profile="wechat")),
        (
            "table, month-first,encoding=big5",
            ReadOptions(profile="table", day_first=False, encoding="big5"),
        ),
        ("decimal-comma,currency=EUR", ReadOptions(decimal_mark=",", currency="EUR")),
    ],
)
def test_the_profile_of_the_command_line_names_format_and_answers(profile, expected):
    assert expected == importing.named_options(profile, None)
    assert replace(expected, password="123") == importing.named_options(profile, "123")


def test_unknown_profiles_are_refused(tmp_path, book):
    with pytest.raises(UserError, match="Unknown profile"):
        importing.named_options("sideways", None)
    path = write(tmp_path / "a.csv", alipay([alipay_row()]), "gb18030")
    with pytest.raises(UserError, match="no import format"):
        importing.read_file(book, path, "bank", today=TODAY, options=ReadOptions(profile="x"))


def test_the_first_look_shows_rows_header_and_guesses(tmp_path, book):
    path = write(
        tmp_path / "t.csv",
        "店里的账\n" + table(("日期", "摘要", "金额"), [("2026-03-01", "x", "1")] * 60),
    )
    look = importing.peek(path)
    (sheet,) = look.sheets
    assert (look.format, look.kind, look.encoding, look.delimiter) == ("table", "csv", "utf-8", ",")
    assert (sheet.header_row, len(sheet.rows), sheet.row_count) == (2, 40, 62)
    assert dict(sheet.columns) == {"date": 0, "note": 1, "amount": 2}
    assert dict(importing.guess_columns(path)) == {"date": 0, "note": 1, "amount": 2}
    unknown = importing.peek(write(tmp_path / "u.csv", "a;b\nc;d\n"))
    assert unknown.needs_columns
    assert dict(importing.guess_columns(tmp_path / "u.csv")) == {}
    assert importing.peek(write(tmp_path / "o.ofx", "<OFX>\n")).format == "ofx"
    assert set(sheet.columns) <= set(importing.ROLE_TITLES)


def test_named_columns_read_a_file_that_nothing_recognises(tmp_path, book):
    path = write(tmp_path / "u.csv", "Wann;Was;Wieviel\n03.02.26;Miete;-100,00\n")
    options = ReadOptions(columns={"date": 0, "note": 1, "amount": 2}, header_row=1, day_first=True)
    made = importing.read_file(book, path, "bank", today=TODAY, options=options)
    assert [(dt.date(2026, 2, 3), -10000)] == [(one.date, one.amount) for one in entries(made)]


def test_progress_is_told_and_the_owner_may_stop(tmp_path, book):
    rows = [("2026-03-01", f"n{number}", "1.00") for number in range(9000)]
    path = plain(tmp_path, rows)
    told = []
    importing.read_file(
        book, path, "bank", today=TODAY, progress=lambda done, all_: told.append((done, all_))
    )
    assert told == sorted(told)
    assert len(told) >= 4
    with pytest.raises(importing.ImportCancelled):
        importing.read_file(book, path, "bank", today=TODAY, cancelled=lambda: True)
    stops = iter([False] * 4 + [True] * 99)
    with pytest.raises(importing.ImportCancelled):
        importing.read_file(book, path, "bank", today=TODAY, cancelled=lambda: next(stops))


def bank_file(tmp_path, *rows):
    header = ("交易日期", "摘要", "对方户名", "金额")
    return write(tmp_path / "bank.csv", table(header, rows))


PAID = ("2026-03-06", "网上支付", "支付宝（中国）网络技术有限公司", "-36.50")


def test_a_card_payment_in_bill_and_statement_is_one_entry(tmp_path, book, batch):
    bill = alipay_row(place="招商银行储蓄卡(1234)")
    path = bank_file(tmp_path, PAID, ("2026-03-20", "网上支付", "支付宝", "-36.50"))
    after = apply(book, batch(bill).edit)
    second = importing.read_file(after, path, "bank", today=TODAY)
    assert [row.outcome for row in second.rows] == ["duplicate", "entry"]
    both = apply(after, second.edit)
    assert both.balances(TODAY)["bank"] == book.balances(TODAY)["bank"] - 7300
    assert after == apply(both, second.edit.inverse())
    assert importing.read_file(both, path, "bank", today=TODAY).counts["duplicate"] == 2
    assert batch(bill, book=both).counts["duplicate"] == 1


def test_the_words_of_the_platform_win_when_the_bank_came_first(tmp_path, book, batch):
    path = bank_file(tmp_path, PAID)
    after = apply(book, importing.read_file(book, path, "bank", today=TODAY).edit)
    second = batch(alipay_row(place="招商银行储蓄卡(1234)"), book=after)
    (entry,) = apply(after, second.edit).ledger
    assert (entry.payee, entry.note, entry.category, entry.account) == (
        "城东批发部", "包装盒", "goods", "bank",
    )  # fmt: skip
    assert second.counts["duplicate"] == 1


def test_two_payments_of_one_sum_need_two_rows_of_the_bank(tmp_path, book, batch):
    bill = [alipay_row(place="招商银行储蓄卡(1234)", key=key) for key in ("71", "72")]
    after = apply(book, batch(*bill).edit)
    second = importing.read_file(after, bank_file(tmp_path, PAID, PAID, PAID), "bank", today=TODAY)
    assert [row.outcome for row in second.rows] == ["duplicate", "duplicate", "entry"]


def test_a_withdrawal_seen_by_both_sides_is_one_transfer(tmp_path, book, batch):
    cells = {
        "direction": "不计收支",
        "note": "提现-快速提现",
        "payee": "招商银行",
        "remark": "服务费0.10元",
    }
    arrived = bank_file(tmp_path, ("2026-03-05", "转入", "支付宝（中国）网络技术有限公司", "36.50"))
    for first, second in (("bill", "bank"), ("bank", "bill")):
        now = book
        for which in (first, second):
            made = (
                batch(alipay_row(**cells), book=now)
                if which == "bill"
                else importing.read_file(now, arrived, "bank", today=TODAY)
            )
            now = apply(now, made.edit)
        moved = {key: now.balances(TODAY)[key] - book.balances(TODAY)[key] for key in book.accounts}
        assert moved == {"wallet": -3660, "bank": 3650, "cash": 0}
        assert len(now.ledger) == 2
        assert not batch(alipay_row(**cells), book=now).edit.changes
        assert not importing.read_file(now, arrived, "bank", today=TODAY).edit.changes


def test_a_repayment_in_bill_and_statement_is_recorded_once(tmp_path, book, batch):
    owing = with_facts(book, ("loan", LOAN))
    after = apply(owing, batch(alipay_row(**REPAID), book=owing).edit)
    path = bank_file(tmp_path, ("2026-03-10", "贷款还款", "网商银行", "-5398.53"))
    second = importing.read_file(after, path, "bank", today=TODAY)
    assert [row.outcome for row in second.rows] == ["duplicate"]
    assert len(apply(after, second.edit).loan_events) == 1
