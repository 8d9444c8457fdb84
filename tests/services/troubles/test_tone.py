"""The tone of everything said when paying gets hard: fact, size, time, next step; no blame, no threat."""

import datetime as dt
import re

import pytest

from planner.basics.text import text
from planner.book.edit import Edit, apply, replacing
from planner.exports.letter.text import blocks
from planner.exports.letter.words import ASKS
from planner.exports.pdf.as_html import plain
from planner.services.look_ahead import look_ahead
from planner.services.troubles.call_script import script_text
from planner.services.troubles.cheaper import cheaper_way, cheaper_words
from planner.services.troubles.happenings import happenings
from planner.services.troubles.proposing import TALK, Wishes, proposal
from planner.services.troubles.records import AFTER_VISIT, BEFORE_VISIT
from planner.services.troubles.stages import situation
from planner.services.troubles.statements import STATEMENTS
from planner.services.troubles.steps import headline, next_steps
from planner.wording import Wording

DUE = dt.date(2027, 1, 10)
DAYS = (-20, 0, 3, 20, 45, 100)
BLAME = {
    "en": r"!|\bfault\b|\bblame|\bguilt|\bfail|\bdefault(ed)?\b|\bmust pay\b|\bimmediately\b|"
          r"\bconsequences\b|\bwarn|\birresponsib|\bcareless|\bunfortunately\b",
    "zh": r"[!！]|违约|失信|老赖|恶意|必须立即|后果自负|责任在|不负责|警告|严重后果|您|赖账|拖欠",
}  # fmt: skip
"""What is never said to an owner, nor by the owner to the lender."""


def said_on(shop, days, wording):
    today = DUE + dt.timedelta(days=days)
    now = situation(shop, "l1", today)
    yield wording.say(headline(shop, now))
    for step in next_steps(shop, now):
        yield from (wording.say(one) for one in (step.title, step.why, step.button))
    yield from (wording.say(row.title) for row in happenings(now))
    yield wording.say(cheaper_words(shop, now, cheaper_way(shop, now)))
    look = look_ahead(shop, today, paths=60, with_actions=False)
    for plan in ("extend", "part_now", TALK):
        told = proposal(shop, look, today, Wishes(plan=plan, asks=tuple(ASKS)))
        yield plain(blocks(told, wording))
        yield script_text(told, wording)


@pytest.mark.parametrize("language", BLAME)
@pytest.mark.parametrize("days", DAYS)
def test_nothing_blames_or_threatens(late_shop, days, language):
    better = replacing("recurring", late_shop.recurring["r1"], amount=5_700_00)
    shop = apply(late_shop, Edit(text("t"), (better,)))
    pattern = re.compile(BLAME[language], re.IGNORECASE)
    said = list(said_on(shop, days, Wording(language)))
    assert len(said) > 20
    assert [one for one in said if pattern.search(one)] == []


@pytest.mark.parametrize("language", BLAME)
def test_texts_of_law_and_checklists_neither(language):
    pattern, say = re.compile(BLAME[language], re.IGNORECASE), Wording(language)._
    lines = [*(one.sentence for one in STATEMENTS), *BEFORE_VISIT, *AFTER_VISIT]
    assert [line for line in lines if pattern.search(say(line))] == []


def test_the_patterns_can_find_something():
    assert re.search(BLAME["en"], "You failed to pay!")
    assert re.search(BLAME["zh"], "你已违约！")
