"""Due dates as calendar events that other programs read."""

import datetime as dt

import pytest
from icalendar import Calendar

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.contact import Contact, Promise
from planner.book.edit import Edit, adding, apply
from planner.book.loan import LoanEvent
from tests.exports.conftest import TODAY


def events_of(content):
    return list(Calendar.from_ical(content).walk("VEVENT"))


@pytest.fixture
def content(made, shop):
    return made(shop, "calendar", "zh")


def test_each_due_date_is_an_all_day_event_with_a_lasting_id(content):
    events = {str(event["uid"]): event for event in events_of(content)}
    dues = [event for key, event in events.items() if key.startswith("loan-")]
    assert len(dues) == 9
    event = events["loan-l1-5@leeway"]
    assert event.decoded("dtstart") == dt.date(2027, 1, 10)
    assert event.decoded("dtend") == dt.date(2027, 1, 11)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["summary"] == "网商贷：应还 ¥5,398.53"
    assert event["transp"] == "TRANSPARENT"


def test_a_day_to_get_ready_stands_on_the_last_working_day_before(content):
    events = {str(event["uid"]): event for event in events_of(content)}
    event = events["prepare-l1-5@leeway"]
    assert event.decoded("dtstart") == dt.date(2027, 1, 8)
    assert "¥5,398.53" in event["description"]
    assert len(events) == 18


def test_alarms_ring_before_the_start(content):
    for event in events_of(content):
        if str(event["uid"]).startswith("loan-"):
            alarms = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
            assert alarms == [-dt.timedelta(days=2, hours=15), -dt.timedelta(hours=15)]


def test_lines_end_with_crlf_and_are_folded(content):
    assert content.count(b"\r\n") == content.count(b"\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_a_later_export_has_the_same_ids_and_a_higher_sequence(made, shop, content):
    later = made(shop, "calendar", "zh", today=TODAY + dt.timedelta(days=1))
    first = {str(event["uid"]): event["sequence"] for event in events_of(content)}
    second = {str(event["uid"]): event["sequence"] for event in events_of(later)}
    assert set(first) == set(second)
    assert all(second[key] > first[key] for key in first)


def test_what_is_overdue_has_no_day_to_get_ready_any_more(made, yen_book):
    keys = {str(event["uid"]) for event in events_of(made(yen_book, "calendar", "en"))}
    assert "loan-y-1@leeway" in keys
    assert "prepare-y-1@leeway" not in keys
    assert "prepare-y-4@leeway" in keys


def test_no_due_date_no_calendar(made, empty_book):
    with pytest.raises(UserError, match="No instalment"):
        made(empty_book, "calendar", "en")


def test_promises_and_looks_at_the_credit_report_have_their_days(made, shop):
    """The words of a promise stay in the book; a loan late in 2027 is looked after for five years."""
    today = dt.date(2027, 2, 1)
    promises = (Promise("owner", "bring papers", dt.date(2027, 2, 5)), Promise("other", "call"),
                Promise("other", "send a letter", dt.date(2027, 2, 19)))  # fmt: skip
    call = Contact("c1", dt.datetime(2027, 1, 28, 10), "Bank", "phone", promises=promises)
    paid = [LoanEvent(f"p{day}", "l1", "pay", day, 545000)
            for day in (dt.date(2026, 12, 10), dt.date(2027, 1, 30))]  # fmt: skip
    changes = [adding("contact", call), *(adding("loan_event", one) for one in paid)]
    book = apply(shop, Edit(text("t"), tuple(changes)))
    content = made(book, "calendar", "en", today=today)
    events = {str(one["uid"]): one for one in events_of(content)}
    assert "Bank" in events["promise-c1-1@leeway"]["summary"]
    assert events["promise-c1-3@leeway"].decoded("dtstart") == dt.date(2027, 2, 19)
    assert "promise-c1-2@leeway" not in events
    assert b"papers" not in content
    looks = [one.decoded("dtstart") for key, one in events.items() if key.startswith("record-")]
    assert min(looks) == dt.date(2027, 2, 28)
    assert max(looks) == dt.date(2032, 1, 31)
