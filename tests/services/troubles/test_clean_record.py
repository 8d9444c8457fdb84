"""Back to a clean record, right to the day."""

import datetime as dt

from planner.basics.text import text
from planner.book.edit import Edit, adding, apply
from planner.book.loan import LoanEvent
from planner.loans.replay import state
from planner.services.loans.edits import payment_edit
from planner.services.troubles.clean_record import CleanRecord, clean_record, record_words
from planner.wording import Wording

DUE = dt.date(2027, 1, 10)
CLEARED = dt.date(2027, 1, 30)


def settled(book, day):
    owed = state(book.loans["l1"].terms, book.events_of("l1"), day).due_now
    return apply(book, payment_edit(book, "l1", day, owed, day))


def test_a_loan_that_never_was_late_has_no_record_to_clean(shop):
    assert clean_record(shop, "l1", dt.date(2026, 11, 23)) is None


def test_while_something_is_overdue_nothing_is_clean(late_shop):
    assert clean_record(late_shop, "l1", DUE) is None
    assert clean_record(late_shop, "l1", CLEARED) is None


def test_payment_of_everything_ends_it_on_that_day(late_shop):
    paid = settled(late_shop, CLEARED)
    expected = CleanRecord(CLEARED, 0, dt.date(2032, 1, 30))
    assert clean_record(paid, "l1", CLEARED) == expected
    more = settled(paid, dt.date(2027, 2, 10))
    assert clean_record(more, "l1", dt.date(2027, 2, 20)) == CleanRecord(
        CLEARED, 1, dt.date(2032, 1, 30)
    )


def test_a_part_does_not_end_it(late_shop):
    part = apply(
        late_shop, payment_edit(late_shop, "l1", DUE + dt.timedelta(days=5), 100_00, CLEARED)
    )
    assert clean_record(part, "l1", CLEARED) is None


def test_a_new_plan_ends_it_too(late_shop):
    event = LoanEvent("r", "l1", "reschedule", CLEARED, instalments=12,
                      first_due=dt.date(2027, 2, 10))  # fmt: skip
    agreed = apply(late_shop, Edit(text("agreed"), (adding("loan_event", event),)))
    found = clean_record(agreed, "l1", CLEARED)
    assert found == CleanRecord(CLEARED, 0, dt.date(2032, 1, 30))
    assert "until 2032-01-30" in Wording("en").say(record_words(found))


def test_a_later_delay_counts_from_its_own_end(late_shop):
    again = settled(settled(late_shop, CLEARED), dt.date(2027, 2, 15))
    assert clean_record(again, "l1", dt.date(2027, 2, 20)).cleared_on == dt.date(2027, 2, 15)
