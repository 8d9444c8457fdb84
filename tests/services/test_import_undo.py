"""Taking an import back later: untouched rows go, changed and matched ones stay and are listed."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book import facts
from planner.book.account import Account
from planner.book.edit import Change, Edit, adding
from planner.book.entry import Entry
from planner.book.invoice import Invoice
from planner.book.loan import LoanEvent
from planner.services import importing
from planner.services.editing import removed, saved
from planner.services.imports.undo import import_batches, undo_batch
from planner.services.session import new_book
from tests.importers.files import alipay, alipay_row, signed, table, write
from tests.services.test_importing import LOAN, REPAID

NOW = dt.datetime(2026, 11, 23, 9, 30)
TODAY = NOW.date()
SINCE = dt.date(2026, 1, 1)


@pytest.fixture
def session(tmp_path):
    accounts = [
        Account("wallet", "支付宝", "wallet", 0, SINCE),
        Account("bank", "招商银行(1234)", "bank", 0, SINCE),
    ]
    filled = Edit(text("accounts"), tuple(adding("account", one) for one in accounts))
    with new_book(tmp_path / "b.leeway", lambda: NOW, filled=filled) as opened:
        yield opened


@pytest.fixture
def bill(session, tmp_path):
    """Imports an Alipay bill of these rows."""

    def load(*rows, name="a.csv"):
        path = write(tmp_path / name, alipay(rows), "gb18030")
        made = importing.read_file(session.book, path, "wallet", today=TODAY)
        session.apply(made.edit)
        return session.history()[-1].number

    return load


@pytest.fixture
def bank(session, tmp_path):
    """Imports a statement of these rows."""

    def load(*rows, account="bank", name="b.csv"):
        path = write(tmp_path / name, table(("交易日期", "对方户名", "摘要", "金额"), signed(rows)))
        made = importing.read_file(session.book, path, account, today=TODAY)
        session.apply(made.edit)
        return session.history()[-1].number

    return load


def change(session, entry, **values):
    session.apply(saved(session.book, "entry", replace(entry, **values)))


def take_back(session, number, **more):
    undo = undo_batch(session, number, **more)
    session.apply(undo.edit)
    return undo


ROWS = (alipay_row(), alipay_row(key="2", kind="餐饮美食"), alipay_row(key="3", place="花呗"))


def test_imports_are_listed_with_file_time_rows_and_account(session, bill):
    bill(*ROWS)
    bill(alipay_row(key="9"), name="later.csv")
    assert [one[1:] for one in import_batches(session)] == [
        ("later.csv", NOW, 1, "wallet"),
        ("a.csv", NOW, 3, "wallet"),
    ]
    session.undo()
    assert [one.file for one in import_batches(session)] == ["a.csv"]


def test_an_import_goes_without_a_trace_although_other_edits_came_after(session, bill):
    before = facts.dump(session.book)
    number = bill(*ROWS)
    own = Entry("mine", TODAY, "bank", -5)
    session.apply(saved(session.book, "entry", own))
    undo = take_back(session, number)
    assert (undo.removed, undo.kept) == (3, ())
    session.apply(removed(session.book, "entry", ["mine"]))
    assert facts.dump(session.book) == before
    assert import_batches(session) == ()
    with pytest.raises(UserError, match="already taken back"):
        undo_batch(session, number)


def test_it_can_be_imported_again_and_taken_back_again(session, bill):
    first = bill(*ROWS)
    take_back(session, first)
    second = bill(*ROWS)
    assert [(one.number, one.rows) for one in import_batches(session)] == [(second, 3)]
    assert take_back(session, second).removed == 3
    session.undo()
    assert [one.number for one in import_batches(session)] == [second]


def test_changed_rows_stay_until_the_owner_says_otherwise(session, bill):
    number = bill(*ROWS)
    entry = next(iter(session.book.ledger))
    change(session, entry, note="mine")
    undo = take_back(session, number)
    assert (undo.removed, [one.reason.key for one in undo.kept]) == (
        2, ["Changed since the import."],
    )  # fmt: skip
    assert entry.category in session.book.categories, "it is still needed"
    session.undo()
    assert take_back(session, number, also_changed=True).kept == ()
    assert len(session.book.ledger) == 0


def test_rows_gone_by_hand_are_no_hindrance_and_belong_to_who_brought_them_again(session, bill):
    first = bill(*ROWS)
    entry = next(iter(session.book.ledger))
    session.apply(removed(session.book, "entry", [entry.id]))
    second = bill(*ROWS, name="again.csv")
    assert take_back(session, first).removed == 2
    assert [one.id for one in session.book.ledger] == [entry.id]
    assert take_back(session, second).removed == 1


PAID = ("2026-03-06", "支付宝（中国）网络技术有限公司", "网上支付", "-36.50")
BY_CARD = alipay_row(place="招商银行储蓄卡(1234)")


def test_a_row_matched_with_another_file_stays_and_gives_back_only_its_keys(session, bill, bank):
    number, other = bill(BY_CARD), bank(PAID)
    undo = take_back(session, number)
    assert [one.reason.key for one in undo.kept] == ["Matched with another file since."]
    (entry,) = session.book.ledger
    assert take_back(session, other).removed == 0
    (after,) = session.book.ledger
    assert len(after.source.split()) < len(entry.source.split())
    assert bank(PAID)
    assert len(session.book.ledger) == 1


def test_a_confirmation_is_taken_out_from_under_a_later_one(session, bill, bank):
    bill(BY_CARD)
    middle = bank(PAID)
    (entry,) = session.book.ledger
    change(session, entry, source=f"{entry.source} iffffffffffffffffffff")
    assert take_back(session, middle).kept == ()
    (after,) = session.book.ledger
    assert after.source.endswith("iffffffffffffffffffff")
    change(session, after, payee="x")


def test_a_settled_invoice_is_open_again(session, bank):
    invoice = Invoice("i", "receivable", "临江酒店", 500, SINCE, SINCE, "bank")
    session.apply(saved(session.book, "invoice", invoice))
    number = bank(("2026-03-05", "临江酒店", "货款", "5.00"))
    assert session.book.invoices["i"].settled_on is not None
    take_back(session, number)
    assert session.book.invoices["i"] == invoice


def test_a_transfer_of_two_files_is_a_half_again(session, bank):
    accounts = Account("icbc", "工商银行(5678)", "bank", 0, SINCE)
    session.apply(saved(session.book, "account", accounts))
    bank(("2026-03-05", "阿宁", "转账到工商银行(5678)", "-1000.00"))
    half = session.book
    number = bank(("2026-03-06", "阿宁", "转入", "999.00"), account="icbc", name="c.csv")
    session.apply(saved(session.book, "entry", Entry("mine", TODAY, "bank", -5)))
    take_back(session, number)
    session.apply(removed(session.book, "entry", ["mine"]))
    assert session.book == half
    whole = next(iter(half.ledger))
    assert (whole.amount, whole.to_account) == (-100_000, "")


def test_a_card_that_came_with_the_purchases_goes_and_its_repayment_is_debt_again(session, bill):
    repaid = alipay_row(
        direction="不计收支", note="花呗主动还款", status="还款成功", payee="花呗", key="12"
    )
    bill(repaid)
    before = session.book
    number = bill(alipay_row(place="花呗", key="13", kind=""), name="c.csv")
    assert any(one.kind == "card" for one in session.book.accounts.values())
    take_back(session, number)
    assert session.book == before


def test_a_payment_that_was_reversed_since_stays(session, bill):
    session.apply(saved(session.book, "loan", LOAN))
    number = bill(alipay_row(**REPAID))
    (event,) = session.book.loan_events.values()
    back = LoanEvent("r", "l1", "reverse", TODAY, 0, reverses=event.id)
    session.apply(saved(session.book, "loan_event", back))
    undo = take_back(session, number)
    assert [one.reason.key for one in undo.kept] == ["A later change of the loan refers to it."]
    session.apply(removed(session.book, "loan_event", ["r"]))
    take_back(session, number)
    assert not session.book.loan_events


def test_a_changed_confirmation_is_listed_or_set_back_on_demand(session, bill, bank):
    bill(BY_CARD)
    number = bank(PAID)
    (entry,) = session.book.ledger
    change(session, entry, payee="别人")
    assert [one.kind for one in undo_batch(session, number).kept] == ["entry"]
    take_back(session, number, also_changed=True)
    assert next(iter(session.book.ledger)).payee == "城东批发部"


def test_what_the_owner_has_taught_stays(session, tmp_path):
    path = write(tmp_path / "u.csv", "Wann;Wieviel\n03.02.26;-1,00\n")
    options = importing.ReadOptions(
        columns={"date": 0, "amount": 1}, header_row=1, day_first=True, decimal_mark=","
    )
    made = importing.read_file(session.book, path, "bank", today=TODAY, options=options, learn=True)
    session.apply(made.edit)
    take_back(session, session.history()[-1].number)
    assert len(session.book.profiles) == 1
    assert len(session.book.ledger) == 0


def test_changes_of_the_undo_are_whole(session, bill):
    number = bill(*ROWS)
    undo = undo_batch(session, number)
    assert all(isinstance(one, Change) for one in undo.edit.changes)
    assert {one.kind for one in undo.edit.changes} == {"entry", "category", "account"}
