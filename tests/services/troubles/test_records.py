"""The log of contacts: added to, never changed; promises remind, signs are noted neutrally."""

import datetime as dt

import pytest

from planner.basics.errors import UserError
from planner.book.contact import Contact, Promise
from planner.book.edit import apply
from planner.outlook.level import Level
from planner.services.look_ahead import look_ahead
from planner.services.troubles.records import (
    amend_edit,
    kept_edit,
    lines,
    promise_words,
    promises,
    record_edit,
)
from planner.services.troubles.signs import NOTICED, READ, sign_rule, sign_words, signs_of
from planner.wording import Wording

NOW = dt.datetime(2027, 1, 30, 16, 0)
EN = Wording("en")


def visit(**changed):
    values = {"id": "v1", "at": NOW.replace(hour=15), "lender": "网商银行", "channel": "visit",
              "person": "Zhang", "said": "They asked when the money comes.", "loan": "l1",
              "promises": (Promise("owner", "Pay a part", dt.date(2027, 2, 5), 2_000_00),)}  # fmt: skip
    return Contact(**{**values, **changed})


@pytest.fixture
def logged(late_shop):
    return apply(late_shop, record_edit(late_shop, visit(), NOW))


def test_a_visit_is_logged_with_the_time_it_was_written_down(logged):
    found = logged.contacts["v1"]
    assert found.recorded == NOW
    assert len(found.seal) == 64


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"at": NOW + dt.timedelta(minutes=1)}, "still to come"), ({"lender": " "}, "who it was"),
     ({"said": "", "promises": ()}, "what was said")],
)  # fmt: skip
def test_what_can_not_be_or_says_nothing_is_refused(late_shop, changed, said):
    with pytest.raises(UserError, match=said):
        record_edit(late_shop, visit(**changed), NOW)


def test_a_correction_is_an_amendment_beside_the_record(logged):
    after = apply(logged, amend_edit(logged, "v1", "It was 14:30.", NOW))
    (line,) = lines(after)
    assert line.contact == logged.contacts["v1"]
    assert [one.said for one in line.amendments] == ["It was 14:30."]
    assert line.amendments[0].recorded == NOW


def test_an_amendment_of_nothing_is_refused(logged):
    with pytest.raises(UserError):
        amend_edit(logged, "v1", " ", NOW)
    with pytest.raises(UserError, match="no longer"):
        amend_edit(logged, "gone", "x", NOW)


def test_a_promise_is_kept_once(logged):
    after = apply(logged, kept_edit(logged, "v1", 1, NOW))
    assert promises(after) == ()
    with pytest.raises(UserError, match="already"):
        kept_edit(after, "v1", 1, NOW)


def test_records_are_listed_newest_first_and_by_loan(logged):
    later = visit(id="v2", at=NOW, loan="l2")
    after = apply(logged, record_edit(logged, later, NOW))
    assert [line.id for line in lines(after)] == ["v2", "v1"]
    assert [line.id for line in lines(after, "l1")] == ["v1"]


@pytest.mark.parametrize(
    ("day", "headline"),
    [(dt.date(2027, 2, 1), None), (dt.date(2027, 2, 2), "Your promise to 网商银行 is due on 5 Feb"),
     (dt.date(2027, 2, 6), "The day of your promise to 网商银行 has passed: 5 Feb")],
)  # fmt: skip
def test_a_promise_is_brought_to_mind_and_a_missed_one_warned_about(logged, day, headline):
    look = look_ahead(logged, day, paths=50, with_actions=False)
    found = [one for one in look.warnings if one.rule == "promise_due"]
    assert [EN.say(one.headline) for one in found] == ([headline] if headline else [])
    assert all(one.level is Level.covered for one in found)


def test_what_the_other_side_promised_reads_differently(late_shop):
    theirs = visit(promises=(Promise("other", "Send the plan", dt.date(2027, 2, 5)),))
    book = apply(late_shop, record_edit(late_shop, theirs, NOW))
    for day, said in (
        (dt.date(2027, 2, 4), "promised something"),
        (dt.date(2027, 2, 9), "has passed"),
    ):
        look = look_ahead(book, day, paths=50, with_actions=False)
        (found,) = (one for one in look.warnings if one.rule == "promise_due")
        words = " ".join(EN.say(part) for part in (found.headline, found.sentence, found.detail))
        assert said in words


def test_a_promise_without_a_date_is_kept_and_says_that_nothing_reminds(late_shop):
    undated = visit(promises=(Promise("owner", "Pay soon"),))
    book = apply(late_shop, record_edit(late_shop, undated, NOW))
    (one,) = promises(book)
    assert "no date" in EN.say(promise_words(book, one, ""))


def test_money_that_is_promised_is_expected_until_it_has_come(late_shop):
    theirs = visit(promises=(
        Promise("other", "Refund of a fee", dt.date(2027, 2, 5), 500_00, "bank"),
        Promise("other", "Refund to nowhere", dt.date(2027, 2, 5), 700_00),
        Promise("owner", "Pay", dt.date(2027, 2, 5), 900_00, "bank"),
    ))  # fmt: skip
    book = apply(late_shop, record_edit(late_shop, theirs, NOW))
    coming = look_ahead(book, NOW.date(), paths=50, with_actions=False).outlook.coming
    assert [(row.date, row.amount, row.account) for row in coming if row.kind == "promise"] == [
        (dt.date(2027, 2, 5), 500_00, "bank")
    ]
    kept = apply(book, kept_edit(book, "v1", 1, NOW))
    coming = look_ahead(kept, NOW.date(), paths=50, with_actions=False).outlook.coming
    assert [row for row in coming if row.kind == "promise"] == []


@pytest.mark.parametrize(
    ("at", "found"),
    [("21:59", ()), ("22:00", ("hour",)), ("07:59", ("hour",)), ("08:00", ())],
)  # fmt: skip
def test_the_hour_is_noted(at, found):
    hour, minute = map(int, at.split(":"))
    one = visit(at=dt.datetime(2027, 1, 29, hour, minute))
    assert signs_of(one, [one]) == found


def test_the_number_on_one_day_is_noted():
    many = [visit(id=str(number), at=dt.datetime(2027, 1, 29, 9, number)) for number in range(7)]
    assert signs_of(many[0], many[:3]) == ()
    assert signs_of(many[0], many[:4]) == ("three_a_day",)
    assert signs_of(many[0], many) == ("six_a_day",)


def test_a_letter_at_night_is_no_sign_and_what_was_noticed_stands_first():
    assert signs_of(visit(channel="letter", at=dt.datetime(2027, 1, 29, 23)), []) == ()
    noticed = visit(signs=("threats",), at=dt.datetime(2027, 1, 29, 23))
    assert signs_of(noticed, [noticed]) == ("threats", "hour")


@pytest.mark.parametrize("name", [*NOTICED, *READ])
def test_every_sign_has_words_and_a_rule_with_source(name):
    assert sign_words(name)
    assert sign_rule(name).source
