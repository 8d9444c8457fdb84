"""Bills of the time before a balance was counted explain it; they do not come on top of it."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import cli
from planner.basics.text import text
from planner.book.account import Account
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply, replacing
from planner.book.entry import Entry
from planner.services import importing
from planner.services.first_steps import first_steps
from planner.services.imports.undo import import_batches, undo_batch
from planner.services.session import new_book
from planner.wording import Wording
from tests.importers.files import alipay, alipay_row, table, write

NOW = dt.datetime(2026, 11, 25, 14, 0)
TODAY = NOW.date()
MONEY = 1_500_000
LOOSE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def day(offset):
    return TODAY + dt.timedelta(days=offset)


def bank(**values):
    return replace(Account("bank", "Bank", "bank", MONEY, TODAY, counted_at=NOW), **values)


def book_of(*accounts):
    return apply(Book(), Edit(text("x"), tuple(adding("account", one) for one in accounts)))


@pytest.fixture
def read(tmp_path):
    """The batch of a table with these (day, amount) rows."""

    def make(book, rows, name="a.csv", **options):
        lines = [
            (day(offset).isoformat(), f"Party {number}", f"{minor / 100:+.2f}")
            for number, (offset, minor) in enumerate(rows)
        ]
        path = write(tmp_path / name, table(("Date", "Payee", "Amount"), lines))
        return importing.read_file(book, path, "bank", today=TODAY, **options)

    return make


def money(book, on=TODAY, account="bank"):
    return book.balances(on)[account]


ROWS = st.lists(
    st.tuples(st.integers(-400, 0), st.integers(-10**7, 10**7).filter(bool)), min_size=1, max_size=15
)  # fmt: skip


@LOOSE
@given(rows=ROWS)
def test_with_the_tick_todays_balance_stays_and_without_it_changes_by_the_sum(read, rows):
    for account in (bank(), bank(counted_at=None)):
        book = book_of(account)
        known = [minor for offset, minor in rows if offset < 0 or account.counted_at]
        held = apply(book, read(book, rows, includes=True).edit)
        total = sum(minor for _, minor in rows)
        assert money(held) - money(book) == total - sum(known)
        assert account.counted_at is None or money(held) == money(book)
        on_top = apply(book, read(book, rows, includes=False).edit)
        assert money(on_top) - money(book) == total
        assert on_top.accounts == book.accounts


@LOOSE
@given(rows=ROWS, later=ROWS)
def test_overlapping_files_in_any_order_shift_the_opening_once(read, rows, later):
    start = book_of(bank())
    for files in ((rows, rows + later), (rows + later, rows), (later, rows + later)):
        book = start
        for number, listed in enumerate(files):
            made = read(book, listed, f"{number}.csv")
            book = apply(book, made.edit)
            assert money(book) == MONEY
        assert read(book, files[0]).edit.changes == ()


def test_the_opening_moves_back_to_the_oldest_row(read):
    book = apply(book_of(bank()), read(book_of(bank()), [(-40, -10_000), (-90, 25_000)]).edit)
    account = book.accounts["bank"]
    assert (account.opening, account.opened_on) == (MONEY - 15_000, day(-90))
    assert account.counted_at == NOW
    assert money(book, day(-41)) == MONEY + 10_000, "the past is told too"


def test_a_second_source_of_the_same_months_is_in_the_balance_too(read):
    """The opening lies far back by then; what counts is the day of the count."""
    book = apply(book_of(bank()), read(book_of(bank()), [(-90, -10_000)]).edit)
    again = read(book, [(-30, -7_777)], "b.csv")
    assert money(apply(book, again.edit)) == MONEY


def test_an_account_known_from_its_opening_day_is_known_from_then_for_good(read):
    book = book_of(bank(counted_at=None))
    one = apply(book, read(book, [(-90, -10_000), (0, -500)], includes=True).edit)
    assert money(one) == MONEY - 500, "its opening day begins with the balance"
    two = apply(one, read(one, [(-30, -7_777)], "b.csv").edit)
    assert money(two) == MONEY - 500


def test_rows_of_the_day_itself_are_in_it_up_to_the_minute_of_the_count(tmp_path):
    rows = [
        alipay_row(at="2026-11-25 09:30:00", amount="100.00", key="2026112522001100000000000301"),
        alipay_row(at="2026-11-25 16:30:00", amount="30.00", key="2026112522001100000000000302"),
    ]
    book = book_of(bank(kind="wallet"))
    path = write(tmp_path / "a.csv", alipay(rows), "gb18030")
    made = importing.read_file(book, path, "bank", today=TODAY)
    after = apply(book, made.edit)
    assert money(after) == MONEY - 3_000
    (effect,) = made.balance.effects
    assert (effect.earlier.count, effect.included, effect.otherwise) == (
        1, MONEY - 3_000, MONEY - 13_000,
    )  # fmt: skip


def test_a_new_account_with_nothing_in_it_is_not_asked_about(read):
    book = book_of(bank(opening=0, counted_at=None))
    made = read(book, [(-90, -10_000)], includes=True)
    assert made.balance.effects == ()
    assert money(apply(book, made.edit)) == -10_000


def test_rows_of_two_accounts_are_held_in_both(tmp_path):
    card = Account("card", "招商银行(1234)", "bank", 800_000, TODAY, counted_at=NOW)
    book = book_of(bank(kind="wallet"), card)
    rows = [
        alipay_row(amount="36.50"),
        alipay_row(amount="50.00", place="招商银行(1234)", key="2026030522001100000000000302"),
    ]
    path = write(tmp_path / "a.csv", alipay(rows), "gb18030")
    made = importing.read_file(book, path, "bank", today=TODAY)
    after = apply(book, made.edit)
    assert (money(after), money(after, account="card")) == (MONEY, 800_000)
    assert [effect.otherwise for effect in made.balance.effects] == [MONEY - 3_650, 795_000]


# taking back


@pytest.fixture
def session(tmp_path):
    with new_book(
        tmp_path / "b.leeway", lambda: NOW, filled=Edit(text("x"), (adding("account", bank()),))
    ) as opened:
        yield opened


def test_undo_and_redo_take_the_opening_along(session, read):
    before = session.book
    session.apply(read(before, [(-90, -10_000), (-3, 700)]).edit)
    after = session.book
    session.undo()
    assert session.book == before
    session.redo()
    assert session.book == after


def test_taking_a_file_back_later_restores_the_opening(session, read):
    before = session.book
    session.apply(read(session.book, [(-90, -10_000), (-3, 700)], "a.csv").edit)
    session.apply(read(session.book, [(-200, 55_500)], "b.csv").edit)
    newest, oldest = import_batches(session)
    session.apply(undo_batch(session, oldest.number).edit)
    assert money(session.book) == MONEY
    assert session.book.accounts["bank"].opening == MONEY - 55_500
    session.apply(undo_batch(session, newest.number).edit)
    assert session.book.accounts["bank"].opening == MONEY
    assert money(session.book) == MONEY
    session.go_to(2)
    session.apply(undo_batch(session, 2).edit)
    assert session.book == before, "untouched since: the very same account again"


def test_rows_that_stay_when_a_file_is_taken_back_stay_in_the_balance(session, read):
    session.apply(read(session.book, [(-90, -10_000), (-3, 700)]).edit)
    entry = next(one for one in session.book.ledger if one.amount == 700)
    session.apply(Edit(text("x"), (replacing("entry", entry, payee="Other"),)))
    (batch,) = import_batches(session)
    undo = undo_batch(session, batch.number)
    assert len(undo.kept) == 1
    session.apply(undo.edit)
    assert money(session.book) == MONEY
    session.apply(undo_batch(session, batch.number, also_changed=True).edit)
    assert session.book.accounts["bank"].opening == MONEY


def test_a_file_on_top_of_the_balance_is_taken_back_from_the_top(session, read):
    session.apply(read(session.book, [(-90, -10_000)], includes=False).edit)
    assert money(session.book) == MONEY - 10_000
    (batch,) = import_batches(session)
    session.apply(undo_batch(session, batch.number).edit)
    assert money(session.book) == MONEY


# the bank's own balance


STATEMENT = ("日期", "对方户名", "摘要", "金额", "余额")


@pytest.fixture
def statement(tmp_path):
    def make(book, rows):
        path = write(tmp_path / "s.csv", table(STATEMENT, rows))
        return importing.read_file(book, path, "bank", today=TODAY)

    return make


AGREEING = [
    (day(-9).isoformat(), "房东", "房租", "-4500.00", "15500.00"),
    (day(-5).isoformat(), "粮油行", "货款", "-600.00", "14900.00"),
    (day(-2).isoformat(), "堂食", "收款", "100.00", "15000.00"),
]


@pytest.mark.parametrize("is_reversed", [False, True])
def test_the_banks_balance_is_compared_with_the_books(statement, is_reversed):
    book = book_of(bank())
    rows = AGREEING[::-1] if is_reversed else AGREEING
    made = statement(book, rows)
    assert made.parsed.closing == (day(-2), MONEY)
    assert made.balance.closed == (MONEY, MONEY)
    said = importing.report_words([made], Wording("en"))
    assert said[-1] == "On 23 Nov the statement and the book both have ¥15,000.00."


def test_a_difference_to_the_banks_balance_is_said_with_its_size(statement):
    made = statement(book_of(bank(opening=MONEY + 12_345)), AGREEING)
    (report,) = importing.report_json([made], Wording("en"))["files"]
    assert report["stated_balance"] == {
        "date": "2026-11-23", "stated": "15000.00", "book": "15123.45", "difference": "-123.45",
    }  # fmt: skip
    said = importing.report_words([made], Wording("en"))[-1]
    assert said == (
        "On 23 Nov the statement has ¥15,000.00, the book would have ¥15,123.45: ¥123.45 apart."
    )


def test_the_balance_on_top_is_the_one_that_is_compared_without_the_tick(statement):
    made = statement(book_of(bank()), AGREEING)
    on_top = replace(made, includes=False)
    assert on_top.balance.closed == (MONEY, MONEY - 500_000)


def test_a_balance_column_that_does_not_follow_the_rows_states_nothing(statement):
    rows = [(*row[:4], balance) for row, balance in zip(AGREEING, ("1", "2", "7.5"), strict=True)]
    made = statement(book_of(bank()), rows)
    assert made.parsed.closing is None
    assert made.balance.closed is None


# the command line


@pytest.fixture
def owner(tmp_path, capsys):
    """A book as the first run makes it, and the command line on it."""
    path = tmp_path / "own.leeway"
    filled = first_steps(Book(), TODAY, str, money=MONEY, now=NOW)
    with new_book(path, lambda: NOW, filled=filled) as made:
        (key,) = made.book.accounts
    bill = write(tmp_path / "bill.csv", table(
        ("Date", "Payee", "Amount"), [(day(-40).isoformat(), "Shop", "-123.00")]))  # fmt: skip

    def run(*arguments):
        capsys.readouterr()
        assert cli.run([*arguments, "--today", TODAY.isoformat()]) == 0
        return capsys.readouterr().out

    def balance():
        document = json.loads(run("outlook", str(path), "--json", "--paths", "10"))
        return document["balance"]["today"]

    return lambda *more: run("import", str(path), str(bill), "--account", key, *more), balance


def test_on_the_command_line_a_counted_balance_stays_by_itself(owner):
    load, balance = owner
    (report,) = json.loads(load("--json", "--lang", "en"))["files"]
    assert balance() == "15000.00"
    (one,) = report["earlier"]
    assert one["included"] is True
    assert (one["sum"], one["balance_if_included"], one["balance_if_not"]) == (
        "-123.00", "15000.00", "14877.00",
    )  # fmt: skip


def test_on_the_command_line_the_owner_may_say_that_the_rows_are_not_in_it(owner):
    load, balance = owner
    assert "--balance-includes yes" in load("--balance-includes", "no", "--lang", "en")
    assert balance() == "14877.00"


def test_the_contract_of_the_command_line_stays_for_accounts_that_were_not_counted(read):
    """`opening` of a facts file is what lies before the first entry, whatever its day."""
    book = book_of(bank(counted_at=None))
    made = read(book, [(-40, -12_300)])
    assert money(apply(book, made.edit)) == MONEY - 12_300
    held = read(book, [(-40, -12_300)], includes=True)
    assert money(apply(book, held.edit)) == MONEY


def test_a_known_entry_that_a_file_only_confirms_shifts_nothing(tmp_path):
    book = book_of(bank())
    typed = Entry("hand", TODAY, "bank", -5_000, payee="Shop")
    book = apply(book, Edit(text("x"), (adding("entry", typed),)))
    path = write(tmp_path / "a.csv", table(("Date", "Payee", "Amount"),
                                           [(TODAY.isoformat(), "Shop", "-50.00")]))  # fmt: skip
    made = importing.read_file(book, path, "bank", today=TODAY)
    accepted = importing.with_choices(book, made, {1: importing.Choice(accept=True)})
    after = apply(book, accepted.edit)
    assert money(after) == money(book) == MONEY - 5_000
