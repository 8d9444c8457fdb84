"""Every statement shown has source, date and certainty; nothing unverified is called law."""

import datetime as dt
from pathlib import Path

import pytest

from planner.services.troubles.happenings import happenings, record_until
from planner.services.troubles.stages import situation
from planner.services.troubles.statements import (
    CERTAINTY,
    GROUND,
    STATEMENTS,
    about,
    statement,
)  # fmt: skip
from planner.services.troubles.steps import next_steps
from planner.wording import Wording

ROOT = Path(__file__).resolve().parents[3]
DUE = dt.date(2027, 1, 10)


@pytest.mark.parametrize("one", STATEMENTS, ids=lambda one: one.id)
def test_a_statement_has_source_date_and_certainty(one):
    assert len(one.sentence) > 20
    assert len(one.source) > 5
    assert dt.date(2026, 1, 1) <= one.checked
    assert one.certainty in CERTAINTY
    assert one.ground in GROUND


@pytest.mark.parametrize("one", STATEMENTS, ids=lambda one: one.id)
def test_nothing_unverified_is_called_law_or_supervision(one):
    if one.certainty == "unverified":
        assert one.ground in {"practice", "contract"}
    if one.ground == "law":
        assert one.certainty == "read"


def test_ids_are_unique():
    assert len({one.id for one in STATEMENTS}) == len(STATEMENTS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_source_date_and_certainty_are_said(language):
    wording = Wording(language)
    for one in STATEMENTS:
        said = wording.say(about(one, one.checked))
        assert wording._(one.source) in said
        assert f"{one.checked:%Y-%m-%d}" in said
        assert wording._(CERTAINTY[one.certainty]) in said


def test_a_statement_older_than_a_year_says_so():
    one = statement("limitation")
    assert "more than a year ago" not in Wording("en").say(about(one, one.checked))
    later = one.checked + dt.timedelta(days=366)
    assert "more than a year ago" in Wording("en").say(about(one, later))


def test_the_timeline_is_dated_for_this_loan(late_shop):
    now = situation(late_shop, "l1", DUE + dt.timedelta(days=45))
    rows = {row.statement.id: row for row in happenings(now)}
    assert rows["on_the_day"].date == DUE
    assert rows["penalty"].date == dt.date(2027, 1, 11)
    assert rows["risk_substandard"].date == dt.date(2027, 4, 11)  # the 91st day
    assert rows["risk_doubtful"].date == dt.date(2027, 10, 8)
    assert rows["risk_loss"].date == dt.date(2028, 1, 6)
    assert rows["limitation"].date == dt.date(2030, 8, 10)  # three years after the last due date
    assert rows["penalty"].is_past
    assert not rows["risk_substandard"].is_past
    dates = [row.date for row in happenings(now)]
    assert dates == sorted(dates)


def test_the_record_is_clean_five_years_after_the_arrears_are_cleared():
    assert record_until(dt.date(2027, 2, 24)) == dt.date(2032, 2, 24)
    assert record_until(dt.date(2028, 2, 29)) == dt.date(2033, 2, 28)


RULES = ("extension", "court", "demand the whole debt", "settles")
"""Words of a step that say something of law or practice."""


@pytest.mark.parametrize("days", [-20, 0, 3, 20, 45, 100])
def test_a_step_that_speaks_of_rules_names_the_statement_it_rests_on(late_shop, days):
    for step in next_steps(late_shop, situation(late_shop, "l1", DUE + dt.timedelta(days=days))):
        speaks = any(word in f"{step.title.key} {step.why.key}" for word in RULES)
        assert bool(step.rests_on) == speaks, step.title.key
        assert all(one in STATEMENTS for one in step.rests_on)


def test_sentences_about_rules_stand_only_in_the_one_table():
    """Words that name a law appear in the code of this room in no other file."""
    room = ROOT / "planner" / "services" / "troubles"
    for path in (*room.glob("*.py"), *(ROOT / "ui" / "parts").glob("trouble_*.py")):
        if path.name != "statements.py":
            content = path.read_text("utf-8")
            assert "article" not in content.casefold()
            assert "GB/T" not in content
