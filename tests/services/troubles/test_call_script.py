"""What is said on the telephone: the sums of the letter, and nothing beyond the plan."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.basics.text import text
from planner.book.edit import Edit, apply, replacing
from planner.services.look_ahead import look_ahead
from planner.services.troubles.call_script import call_note, script_html, script_text
from planner.services.troubles.proposing import TALK, Wishes, proposal
from planner.wording import Wording

EN, ZH = Wording("en"), Wording("zh")
TODAY = dt.date(2027, 1, 30)


@pytest.fixture(scope="module")
def told(late_shop):
    better = replacing("recurring", late_shop.recurring["r1"], amount=5_700_00)
    book = apply(late_shop, Edit(text("t"), (better,)))
    look = look_ahead(book, TODAY, paths=300, with_actions=False)

    def make(**wishes):
        return proposal(book, look, TODAY, Wishes(**wishes))

    return make


def test_it_says_who_what_how_much_and_when_and_asks_for_the_answer(told):
    said = script_text(told(reason="The street was closed."), EN)
    for words in ("this is 阿宁面馆", "name and staff number", "10 Jan 2027 is open",
                  "¥5,463.32 is due today", "The street was closed.",
                  "From 10 Feb 2027 to 10 Sept 2028 I can pay ¥2,315.01 a month, the last one",
                  "Waive the penalty so far", "by when do I have your answer"):  # fmt: skip
        assert words in said, words
    assert "Promise nothing beyond the plan: ¥2,315.01 a month" in said
    assert "你好，我是阿宁面馆的" in script_text(told(), ZH)


def test_a_sum_now_is_named_first_and_months_that_differ_by_the_largest(told):
    said = script_text(told(plan="part_now"), EN)
    assert "I can pay ¥5,463.32 today, and from 10 Feb 2027" in said
    assert "at most ¥" in script_text(told(plan="interest_only"), EN)


def test_without_a_plan_no_sum_is_named(told):
    one = replace(told(plan=TALK, asks=()), sender="")
    said = script_text(one, EN)
    assert "I can't name a sum yet" in said
    assert "Promise no sum and no day today." in said
    assert "Hello, I am calling about my loan" in said
    assert "Your view of it." in said


def test_before_the_due_date_it_speaks_of_what_will_be_hard(late_shop):
    day = dt.date(2026, 12, 20)
    look = look_ahead(late_shop, day, paths=100, with_actions=False)
    said = script_text(proposal(late_shop, look, day, Wishes(plan=TALK)), EN)
    assert "The instalment of 10 Jan 2027, ¥5,398.53, will be hard" in said


def test_the_note_of_the_call_holds_what_was_proposed(told):
    note = call_note(told(), "l1", EN)
    assert (note.channel, note.lender, note.loan) == ("phone", "网商银行", "l1")
    assert note.said.startswith("I proposed: From 10 Feb 2027")
    assert note.said.endswith("The answer: ")


def test_names_are_words_and_never_markup(told):
    one = replace(told(), sender="<b>A&B</b>")
    assert "&lt;b&gt;A&amp;B&lt;/b&gt;" in script_html(one, EN)
