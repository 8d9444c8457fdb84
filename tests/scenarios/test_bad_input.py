"""Bad input of the early warning: a calm sentence and a wide band, never a crash or false comfort."""

import datetime as dt
from random import Random

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.book import Book
from planner.book.edit import Edit, apply, removing, replacing
from planner.outlook.level import Level
from planner.services.checking import check
from planner.services.look_ahead import Cancelled, look_ahead
from planner.services.outlook_json import outlook_json, outlook_words
from planner.services.what_if import SCENARIOS, Ground, begin, defaults, try_out
from planner.simulation.scenario import Scenario
from planner.wording import Wording
from tests.looking import TODAY, book_of, day, entry, every, loan

EN, ZH = Wording("en"), Wording("zh")


def looked(book, today=TODAY, **more):
    """The look ahead, and that every way to say it can be said."""
    look = look_ahead(book, today, **{"paths": 1000, **more})
    for wording in (EN, ZH):
        lines = outlook_words(book, look, wording)
        assert lines[0]
        assert not any("{" in line or "!" in line or "！" in line for line in lines)
        assert check(book, look, wording).sentence
    outlook_json(book, look, EN)
    return look


def width(look, after=60):
    """How far nine in ten balances lie apart."""
    band = look.outlook.days[after - 1]
    return band.p95 - band.p5


def sentence(book, look):
    return check(book, look, EN).sentence


def test_an_empty_book_says_that_it_is_empty():
    look = looked(Book())
    assert sentence(Book(), look) == (
        "This book has no account yet. Add one, and the outlook begins."
    )
    assert (look.actions, look.way_out, look.outlook.dues) == ((), None, ())


def test_one_day_of_history_is_no_habit():
    """A single good day is not expected again; what is not known is said."""
    book = book_of(opening="1500.00", entries=[entry("e", TODAY, "800.00")], loans=[loan()])
    look = looked(book)
    assert look.outlook.has_short_history
    assert look.outlook.days[-1].p50 == look.outlook.balance - 12 * 10000
    assert "what will come in and go out is not known yet" in sentence(book, look)
    assert any(warning.rule == "few_records" for warning in look.warnings)


def test_all_income_in_one_entry_is_not_spread_over_the_year():
    """90 days of spending and one large sum: it is no income of every month."""
    spent = [entry(f"s{n}", day(-n), "-10.00", payee="Market") for n in range(90)]
    once = entry("once", day(-40), "5000.00", payee="Uncle")
    book = book_of(opening="500.00", entries=[*spent, once], loans=[loan()])
    look = looked(book)
    assert look.outlook.days[-1].p95 < look.outlook.balance
    assert any(due.level > Level.covered for due in look.outlook.dues)
    assert check(book, look, EN).exit_code in {10, 11}


def test_dates_far_apart_are_not_taken_for_income_of_every_month():
    """Two entries, of 1990 and of yesterday: nothing breaks and the one sum is not hoped for again."""
    old, new = entry("a", dt.date(1990, 1, 1), "5.00"), entry("b", day(-1), "900.00")
    look = looked(book_of(opening="1300.00", entries=[old, new], loans=[loan()]))
    assert max(band.p50 for band in look.outlook.days) <= look.outlook.balance


def test_dates_far_apart_do_not_make_a_long_history():
    old, new = entry("a", dt.date(1990, 1, 1), "5.00"), entry("b", day(-1), "900.00")
    look = looked(book_of(opening="1300.00", entries=[old, new], loans=[loan()]))
    assert look.outlook.has_short_history or width(look) > 0


def test_a_negative_opening_balance_is_short_at_once_and_said_calmly():
    book = book_of(opening="-500.00", loans=[loan()])
    look = looked(book)
    assert look.outlook.free_to_spend == 0
    assert look.outlook.dues[0].level is Level.short
    assert "¥600 short" in sentence(book, look)
    assert not look.way_out or not look.way_out.covers_all


def test_amounts_near_the_limit_are_added_up_without_a_wrap():
    """Ninety billion a day against a small loan: no sum turns its sign."""
    huge = "90000000000000.00"
    drain = every("drain", f"-{huge}", "FREQ=DAILY", "2026-11-24", spread=huge)
    book = book_of(opening=huge, recurring=[drain], loans=[loan()])
    look = looked(book)
    assert look.outlook.days[-1].expected < 0
    assert look.outlook.days[-1].p5 <= look.outlook.days[-1].p50 <= look.outlook.days[-1].p95
    assert look.outlook.dues[-1].level is Level.short
    income = every("income", huge, "FREQ=DAILY", "2026-11-24")
    assert looked(book_of(recurring=[income], loans=[loan()])).outlook.days[-1].expected > 0


def test_a_clock_set_back_counts_no_future_entry_as_past():
    """The book knows entries of the coming month: they are planned, not learnt, and nothing breaks."""
    entries = [entry(f"e{n}", day(-n), "10.00") for n in range(120)]
    book = book_of(opening="300.00", entries=entries, loans=[loan()])
    back = TODAY - dt.timedelta(days=30)
    look = looked(book, today=back)
    assert look.outlook.balance == 30000 + 90 * 1000
    planned = [flow for flow in look.outlook.coming if flow.kind == "promise"]
    assert len(planned) == 30
    assert look.outlook.stamp.today == back


def test_a_clock_set_back_before_the_first_entry_says_that_nothing_is_known():
    book = book_of(opening="300.00", entries=[entry("e", TODAY, "10.00")], loans=[loan()])
    look = looked(book, today=dt.date(2020, 1, 1))
    assert look.outlook.has_short_history
    assert check(book, look, EN).exit_code == 0
    assert "No loan payment is due" in sentence(book, look)


def test_scenarios_that_contradict_each_other_are_refused_and_change_nothing(shop):
    """Closed for good and twice the takings change the same item: the second no longer fits."""
    ground = Ground(shop, TODAY)
    kinds = {kind.key: kind for kind in SCENARIOS}
    takings = kinds["takings"]
    one = takings.make(ground, defaults(takings.params(ground)))
    rent = shop.recurring["r2"]

    gone = Edit(text("no rent"), (removing("recurring", rent),))
    more = Edit(text("more rent"), (replacing("recurring", rent, amount=-600000),))
    both = Scenario(text("both"), (gone, more))
    futures = begin(shop, TODAY, paths=200)
    version = shop.version
    with pytest.raises(UserError):
        try_out(futures, both)
    assert shop.version == version
    assert try_out(futures, one).dues
    assert try_out(futures, Scenario(text("in order"), (*one.edits, more))).dues


def test_a_run_that_is_called_off_leaves_nothing_behind_and_the_next_one_is_whole(shop):
    """Called off at every place where it asks; afterwards the answer is the same as ever."""
    whole = look_ahead(shop, TODAY, paths=300)
    asked = 0

    def count() -> bool:
        nonlocal asked
        asked += 1
        return False

    look_ahead(shop, TODAY, paths=300, cancelled=count)
    assert asked > 20
    for place in range(0, asked, 7):
        left = iter([False] * place + [True] * 1000)
        with pytest.raises(Cancelled):
            look_ahead(shop, TODAY, paths=300, cancelled=lambda left=left: next(left))
    again = look_ahead(shop, TODAY, paths=300)
    assert again.outlook == whole.outlook
    assert again.actions == whole.actions


def steady(days, seed):
    """Random days of one and the same business, `days` of them on record."""
    chance = Random(seed)
    entries = [
        entry(f"e{n}", day(-n), f"{chance.gauss(3, 30):.2f}", payee="Walk-in") for n in range(days)
    ]
    return look_ahead(book_of(opening="5000.00", entries=entries), TODAY, paths=1000)


def test_the_younger_a_book_the_wider_its_band():
    young, old = (
        sorted(width(steady(days, seed), 30) for seed in range(5))[2] for days in (70, 360)
    )
    assert young >= old


@pytest.mark.parametrize("days", [0, 1, 30])
def test_no_book_is_called_covered_beyond_what_it_shows(days):
    """Whatever is short at the horizon's end is never said to be covered."""
    entries = [entry(f"e{n}", day(-n), "-30.00", payee="Market") for n in range(days)]
    book = book_of(opening="90.00", entries=entries, loans=[loan()])
    look = looked(book)
    assert check(book, look, EN).exit_code != 0


def test_an_edit_of_advice_made_for_an_older_book_is_refused(shop):
    action = look_ahead(shop, TODAY).actions[0]
    once = apply(shop, action.edit)
    with pytest.raises(UserError):
        apply(once, action.edit)
