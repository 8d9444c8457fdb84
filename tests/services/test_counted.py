"""A balance that was counted stays, whatever is learnt of the time before it."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.basics.text import text
from planner.book import facts
from planner.book.account import Account
from planner.book.book import Book
from planner.book.counted import FROM_FILE, IN_COUNT, clock_key, holds_day
from planner.book.edit import Edit, adding, apply, removing, replacing
from planner.book.entry import Entry
from planner.book.loan import Loan, LoanEvent, Rate, Terms
from planner.importers.match import ID
from planner.services.counted import (
    both,
    counted,
    counted_balance,
    earlier,
    is_known,
    keeping,
    kept,
    opened,
)
from planner.services.first_steps import first_steps
from planner.wording import Wording

NOON = dt.datetime(2026, 11, 25, 12, 0)
TODAY = NOON.date()
BANK = Account("bank", "Bank", "bank", 1_500_000, TODAY, counted_at=NOON)
FUND = Account("fund", "Fund", "reserve", 200_000, TODAY, counted_at=NOON)
PLAIN = Account("plain", "Plain", "bank", 700_000, TODAY)
TERMS = Terms(
    6_000_000, TODAY - dt.timedelta(days=100), "equal_principal",
    TODAY - dt.timedelta(days=70), Rate(Decimal(0)), 12,
)  # fmt: skip
LOAN = Loan("l1", "Loan", "bank", TERMS)


def day(offset):
    return TODAY + dt.timedelta(days=offset)


def spent(key, offset, amount=-45_000, account="bank", **more):
    return Entry(key, day(offset), account, amount, **more)


def with_facts(book, *pairs):
    return apply(book, Edit(text("facts"), tuple(adding(kind, fact) for kind, fact in pairs)))


def book_of(*entries, accounts=(BANK, FUND, PLAIN)):
    pairs = [*(("account", one) for one in accounts), *(("entry", one) for one in entries)]
    return with_facts(Book(), *pairs)


def edit_of(*changes):
    return Edit(text("edit"), changes)


def after(book, *changes, **options):
    return apply(book, keeping(book, edit_of(*changes), **options))


def money(book, account="bank", on=TODAY):
    return book.balances(on)[account]


def test_an_older_entry_explains_the_counted_balance_and_does_not_lower_it():
    book = book_of()
    told = after(book, adding("entry", spent("rent", -5)))
    assert money(told) == money(book) == 1_500_000
    assert money(told, on=day(-6)) == 1_545_000, "the day before the rent had that much more"
    assert told.accounts["bank"].opened_on == day(-5)


def test_what_comes_after_the_count_changes_it():
    told = after(book_of(), adding("entry", spent("rent", 1)))
    assert money(told, on=day(1)) == 1_455_000
    assert told.accounts["bank"] == BANK


def test_what_is_typed_on_the_day_of_the_count_comes_after_it_unless_its_owner_says_else():
    book = book_of()
    assert money(after(book, adding("entry", spent("a", 0)))) == 1_455_000
    assert money(after(book, adding("entry", spent("a", 0, source=IN_COUNT)))) == 1_500_000


@pytest.mark.parametrize(
    ("keys", "is_held"),
    [(clock_key("1159"), True), (clock_key("1200"), True), (clock_key("1201"), False), ("", True)],
)
def test_the_minute_of_a_statement_decides_on_the_day_of_the_count(keys, is_held):
    entry = spent(f"{FROM_FILE}x", 0, source=f"ix {keys}".strip())
    assert money(after(book_of(), adding("entry", entry))) == 1_500_000 - 45_000 * (not is_held)


def test_the_book_knows_what_came_from_a_file_by_the_importers_own_word():
    assert FROM_FILE == ID


def test_moving_an_entry_across_the_count_moves_it_into_or_out_of_the_balance():
    entry = spent("rent", 1)
    book = book_of(entry)
    assert money(book, on=day(1)) == 1_455_000
    back = after(book, replacing("entry", entry, date=day(-3)))
    assert money(back, on=day(1)) == 1_500_000
    again = after(back, replacing("entry", back.ledger.find("rent"), date=day(1)))
    assert money(again, on=day(1)) == 1_455_000
    assert again.accounts["bank"].opening == BANK.opening


def test_amount_account_and_removal_of_an_older_entry_leave_the_counted_balance():
    book = after(book_of(), adding("entry", spent("rent", -5)))
    entry = book.ledger.find("rent")
    for change in (
        replacing("entry", entry, amount=-99_900),
        replacing("entry", entry, account="fund"),
        replacing("entry", entry, to_account="fund"),
        removing("entry", entry),
    ):
        changed = after(book, change)
        assert money(changed) == 1_500_000
        assert money(changed, "fund") == 200_000


def test_words_of_an_entry_touch_no_account():
    book = after(book_of(), adding("entry", spent("rent", -5)))
    edit = edit_of(replacing("entry", book.ledger.find("rent"), payee="Landlord"))
    assert keeping(book, edit) is edit


def test_an_account_that_was_never_counted_is_kept_only_where_that_is_asked():
    book, change = book_of(), adding("entry", spent("x", -5, account="plain"))
    assert money(after(book, change), "plain") == 655_000
    held = after(book, change, also_uncounted=True)
    assert money(held, "plain") == 700_000
    known = held.accounts["plain"].counted_at
    assert known == dt.datetime.combine(day(-1), dt.time(23, 59)), "the opening day begins after it"
    again = after(held, adding("entry", spent("y", -3, account="plain")))
    assert money(again, "plain") == 700_000, "known up to then from now on"
    assert money(after(held, adding("entry", spent("z", 0, account="plain"))), "plain") == 655_000


def test_an_account_of_which_nothing_was_said_has_no_balance_to_keep():
    empty = Account("wallet", "Wallet", "wallet", 0, TODAY)
    book = book_of(accounts=(empty,))
    assert not is_known(empty)
    assert earlier(book, edit_of(adding("entry", spent("x", -5, account="wallet")))) == ()
    assert is_known(replace(empty, counted_at=NOON)), "0 is a balance too where it was counted"


def test_loan_money_of_before_the_count_is_in_it():
    book = book_of()
    paid = LoanEvent("p1", "l1", "pay", day(-70), 500_000)
    late = LoanEvent("p2", "l1", "pay", day(1), 500_000)
    told = after(book, adding("loan", LOAN), adding("loan_event", paid), adding("loan_event", late))
    assert money(told) == 1_500_000
    assert money(told, on=day(1)) == 1_000_000
    gone = after(told, removing("loan_event", paid))
    assert money(gone) == 1_500_000
    moved = after(told, replacing("loan", LOAN, debit_account="fund"))
    assert (money(moved), money(moved, "fund")) == (1_500_000, 200_000)


def test_an_account_that_the_edit_itself_changes_is_left_to_it():
    book = book_of()
    change = replacing("account", BANK, opening=1)
    told = after(book, change, adding("entry", spent("x", -5)))
    assert told.accounts["bank"].opening == 1


def test_what_stays_is_said():
    book = book_of()
    _, said = kept(book, edit_of(adding("entry", spent("x", -5))))
    english = "The balance of Bank counted on 25 Nov stays: ¥15,000.00."
    assert Wording("en").say(said) == english
    assert kept(book, edit_of(adding("entry", spent("x", 2))))[1] is None
    assert Wording("en").say(both(text("Done"), said)) == f"Done · {english}"
    assert both(None, None) is None
    assert both(text("Done"), None) == text("Done")


# counting anew


def test_a_balance_counted_anew_is_what_is_there_then():
    book = book_of(spent("a", -9), spent("b", 0, 3_000), spent("c", 2))
    account = counted(book, book.accounts["plain"], 123, NOON)
    assert account.opening == 123
    account = counted(book, book.accounts["bank"], 800_000, NOON)
    changed = apply(book, edit_of(replacing("account", BANK, opening=account.opening)))
    assert money(changed) - 3_000 == 800_000, "typed on that day: it came after"
    assert counted_balance(changed, "bank") == 800_000
    assert account.opened_on == day(-9)


def test_a_balance_of_a_morning_is_explained_by_what_was_before():
    book = book_of(spent("a", -9, account="plain"), spent("b", -5, account="plain"))
    account = opened(book, PLAIN, 300_000, day(-5))
    changed = apply(book, edit_of(replacing("account", PLAIN, **_values(account))))
    assert money(changed, "plain", day(-6)) == 300_000
    assert opened(book, PLAIN, 5, day(-20)) == replace(PLAIN, opening=5, opened_on=day(-20))


def _values(account):
    return {name: getattr(account, name) for name in ("opening", "opened_on", "counted_at")}


def test_the_first_run_counts_the_money_that_was_typed():
    edit = first_steps(Book(), TODAY, str, money=1_500_000, now=NOON.replace(second=40))
    (account,) = apply(Book(), edit).accounts.values()
    assert account.counted_at == NOON
    (account,) = apply(Book(), first_steps(Book(), TODAY, str, now=NOON)).accounts.values()
    assert account.counted_at is None, "nothing was typed"


def test_the_count_goes_through_a_facts_file_and_is_left_out_where_there_is_none():
    document = facts.dump(book_of())
    written = {one["id"]: one.get("counted_at") for one in document["accounts"]}
    assert written == {"bank": "2026-11-25T12:00", "fund": "2026-11-25T12:00", "plain": None}
    assert "counted_at" not in document["accounts"][2]
    assert apply(Book(), facts.read(Book(), document, text("again"))) == book_of()


def test_a_day_is_held_as_a_whole_only_before_the_day_of_the_count():
    assert holds_day(BANK, day(-1))
    assert not holds_day(BANK, TODAY)
    assert holds_day(PLAIN, day(-1))


ENTRIES = st.lists(
    st.tuples(
        st.integers(-400, 5), st.integers(-10**7, 10**7).filter(bool), st.sampled_from(["bank", "fund"]),
        st.booleans(), st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


def _entry(number, offset, amount, account, is_transfer, is_imported):
    key = f"{FROM_FILE if is_imported else 'e'}{number}"
    if is_transfer:
        other = "fund" if account == "bank" else "bank"
        return Entry(key, day(offset), account, -abs(amount), to_account=other)
    return Entry(key, day(offset), account, amount)


@given(ENTRIES, ENTRIES, st.randoms())
def test_the_counted_balance_stays_through_any_edits_and_all_of_them_can_be_taken_back(
    first, second, chance
):
    """Whatever is added, changed or removed: what was counted is there at the end of the day before."""
    book = start = book_of()
    for number, values in enumerate(first):
        book = after(book, adding("entry", _entry(number, *values)))
    for number, values in enumerate(second):
        known = list(book.ledger)
        if not known:
            break
        entry = chance.choice(known)
        if chance.random() < 0.3:
            change = removing("entry", entry)
        else:
            new = _entry(number, *values)
            change = replacing(
                "entry", entry, date=new.date, amount=new.amount, account=new.account,
                to_account=new.to_account,
            )  # fmt: skip
        changed = after(book, change)
        assert apply(changed, keeping(book, edit_of(change)).inverse()) == book
        book = changed
    for key, balance in (("bank", 1_500_000), ("fund", 200_000)):
        assert counted_balance(book, key) == balance
        later = sum(
            move
            for entry in book.ledger
            for account, move in ((entry.account, entry.amount), (entry.to_account, -entry.amount))
            if account == key
            and (entry.date > TODAY or (entry.date == TODAY and entry.id[0] == "e"))
        )
        assert money(book, key, day(9)) == balance + later
    for entry in list(book.ledger):
        book = after(book, removing("entry", entry))
    assert [one.opening for one in book.accounts.values()] == [
        one.opening for one in start.accounts.values()
    ]
