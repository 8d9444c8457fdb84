"""Back to a clean record, right to the day."""

import datetime as dt
from dataclasses import replace

from planner.basics.text import text
from planner.book.edit import Edit, adding, apply
from planner.book.loan import LoanEvent
from planner.loans.arrears import check_days
from planner.loans.replay import state
from planner.outlook.level import Level
from planner.services.loans.edits import payment_edit
from planner.services.look_ahead import look_ahead
from planner.services.troubles.clean_record import (
    CleanRecord,
    check_words,
    clean_record,
    clean_records,
    matters_most,
    objection,
    record_words,
)  # fmt: skip
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


def test_the_days_for_a_look_at_the_report_are_right(late_shop):
    paid = settled(late_shop, CLEARED)
    record = clean_record(paid, "l1", CLEARED)
    assert record.next_check(CLEARED) == dt.date(2027, 2, 28)
    assert record.next_check(dt.date(2027, 3, 1)) == dt.date(2027, 8, 30)
    assert record.next_check(dt.date(2032, 1, 1)) == dt.date(2032, 1, 31)
    assert record.next_check(dt.date(2032, 2, 1)) is None
    days = check_days(CLEARED)
    assert all(sum(day.year == year for day in days) <= 2 for year in range(2027, 2033))
    said = Wording("en").say(check_words(record, CLEARED))
    assert "2027-02-28" in said
    assert "five years are over" in Wording("en").say(check_words(record, dt.date(2033, 1, 1)))
    assert clean_records(paid, CLEARED) == (("l1", record),)
    assert clean_records(late_shop, CLEARED) == ()


def test_an_objection_brings_the_answer_to_mind(late_shop):
    begun = objection(late_shop, "l1", CLEARED, "I objected.", "Answer")
    assert begun.promises[0].due == dt.date(2027, 2, 19)
    assert (begun.promises[0].by, begun.lender, begun.loan) == ("other", "网商银行", "l1")


def test_the_look_at_the_report_is_among_the_warnings_around_its_day(late_shop):
    paid = settled(late_shop, CLEARED)
    for day, count in ((dt.date(2027, 2, 10), 0), (dt.date(2027, 2, 22), 1)):
        book = paid if day.month == 2 and day.day == 10 else settled(paid, dt.date(2027, 2, 10))
        look = look_ahead(book, day, paths=20, with_actions=False)
        assert [one.rule for one in look.warnings].count("record_check") == count


def with_levels(outlook, *levels):
    """The outlook with these levels, chances and moves for its first dues; others are covered."""
    dues = []
    for number, due in enumerate(outlook.dues):
        level, chance, move = levels[number] if number < len(levels) else (Level.covered, 0.0, 0)
        dues.append(replace(due, level=level, chance_short=chance, move=move, to_cover=move))
    return replace(outlook, dues=tuple(dues))


def test_which_due_matters_most_is_the_likeliest_to_be_short(late_shop):
    book = settled(late_shop, CLEARED)
    outlook = look_ahead(book, CLEARED, paths=50, with_actions=False).outlook
    say = Wording("en").say
    risky = with_levels(outlook, (Level.tight, 0.2, 90_00), (Level.short, 0.6, 950_00))
    said = say(matters_most(risky, "l1", "CNY"))
    assert said.startswith("Matters most now: ¥5,398.53 on 10 Mar, which may be short about 6 in")
    assert "¥950 more in the account by 9 Mar" in said
    close = with_levels(outlook, (Level.tight, 0.01, 0))
    assert say(matters_most(close, "l1", "CNY")).endswith("on 10 Feb; little is left after it.")
    calm = say(matters_most(with_levels(outlook), "l1", "CNY"))
    assert calm == "The next 4 instalments are covered; the first is ¥5,398.53 on 10 Feb."
    assert matters_most(outlook, "other", "CNY") is None
