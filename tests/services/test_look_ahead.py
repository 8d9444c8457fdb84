"""The look ahead as a whole: the shop's figures, determinism, calm answers to odd books."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply
from planner.outlook.level import Level
from planner.services.checking import check
from planner.services.look_ahead import Cancelled, look_ahead
from planner.services.outlook_json import outlook_json, outlook_words
from planner.wording import Wording
from tests.looking import TODAY, account, book_of, day, entry, every, loan, owed
from tests.shop import SHOP

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "shop" / "noodle-shop.facts.json"


def the_due(look, date):
    return next(due for due in look.outlook.dues if due.date == date)


def test_the_shop_goes_below_zero_with_the_instalment_of_10_january(shop, today):
    look = look_ahead(shop, today)
    due = the_due(look, dt.date(2027, 1, 10))
    assert look.outlook.balance == 1905191
    assert (due.number, due.expected_balance_after) == (5, -118515)
    assert due.act_by == dt.date(2027, 1, 8)
    assert due.level is Level.short
    assert look.outlook.days_of_safety == 48
    assert min(action.chance_after for action in look.actions if action.due == due.date) < 0.05


def test_the_noodle_shop_of_the_shared_files():
    if not SHARED.exists():
        pytest.skip("../shared/shop not present")
    document = json.loads(SHARED.read_text("utf-8"))
    book = apply(Book(), facts.read(Book(), document, text("shop")))
    answer = outlook_json(book, look_ahead(book, TODAY), Wording("zh"))
    due = next(due for due in answer["dues"] if due["date"] == "2027-01-10")
    assert answer["balance"]["today"] == "19870.79"
    assert (due["number"], due["expected_balance_after"]) == (5, "-366.27")
    assert due["act_by"] == "2027-01-08"
    assert due["level"] == "short"
    assert answer["first_risky_due"] == "2027-01-10"
    assert any(a["due"] == due["date"] and a["chance_after"] < 0.05 for a in answer["actions"])
    checked = check(book, look_ahead(book, TODAY, with_actions=False), Wording("zh"))
    assert checked.exit_code == 11
    for part in ("1月10日", "网商贷", "5,398.53", "366"):
        assert part in checked.sentence


def test_the_same_book_day_and_seed_give_the_same_bytes(shop, today):
    one, two = (
        json.dumps(outlook_json(shop, look_ahead(shop, today), Wording("en"))) for _ in range(2)
    )
    assert one == two
    other = look_ahead(shop, today, seed=2, with_actions=False).outlook
    assert other.days != look_ahead(shop, today, with_actions=False).outlook.days


def test_a_book_with_another_past_but_equal_facts_gives_the_same_outlook(shop, today):
    again = apply(Book(), facts.read(Book(), facts.dump(shop), text("again")))
    one = look_ahead(shop, today, with_actions=False).outlook
    assert one == look_ahead(again, today, with_actions=False).outlook


def test_taking_an_action_does_what_it_promised(shop, today):
    look = look_ahead(shop, today)
    for action in look.actions[:4]:
        after = look_ahead(apply(shop, action.edit), today, with_actions=False).outlook
        due = next(d for d in after.dues if (d.loan, d.date) == (action.loan, action.due))
        assert due.chance_short == pytest.approx(action.chance_after, abs=1e-9)


def test_an_action_as_a_scenario_file_does_the_same(shop, today):
    look = look_ahead(shop, today)
    answer = outlook_json(shop, look, Wording("en"))
    for action, said in zip(look.actions, answer["actions"], strict=True):
        overlaid = apply(shop, facts.read(shop, said["facts"], text("what if"), overlay=True))
        assert overlaid == apply(shop, action.edit)


def test_the_json_has_the_shape_of_the_contract(shop, today):
    answer = outlook_json(shop, look_ahead(shop, today, days=90), Wording("en"))
    assert json.loads(json.dumps(answer)) == answer
    assert list(answer)[:3] == ["stamp", "balance", "days"]
    assert answer["stamp"] == {
        "book": shop.version, "today": "2026-11-23", "seed": 1, "paths": 10000, "days": 90,
    }  # fmt: skip
    assert len(answer["days"]) == 90
    assert {"date", "p5", "p25", "p50", "p75", "p95"} <= set(answer["days"][0])
    assert {
        "date", "loan", "number", "amount", "account", "chance_short", "gap_if_short",
        "bad_case_gap", "level", "act_by", "move", "expected_balance_after",
    } <= set(answer["dues"][0])  # fmt: skip
    assert set(answer["reserve"]) >= {
        "amount",
        "months",
        "target_months",
        "advised",
        "advised_months",
    }
    assert answer["reserve"]["target_months"] == 3
    assert set(answer["lowest"]) == {"date", "p50"}
    assert {"rule", "level", "due", "lead_days", "sentence"} <= set(answer["warnings"][0])
    assert {"kind", "title", "cost", "chance_before", "chance_after", "facts"} <= set(
        answer["actions"][0]
    )
    assert answer["way_out"]["facts"]["format"] == "leeway-facts"


def test_a_removed_fact_stands_as_removed_in_the_scenario(shop, today):
    once = every("rent", "-80.00", "FREQ=MONTHLY", "2026-12-05", until="2026-12-31")
    book = book_of(opening="150.00", loans=[loan()], recurring=[once])
    answer = outlook_json(book, look_ahead(book, TODAY, days=20), Wording("en"))
    assert {"id": "rent", "remove": True} in answer["actions"][0]["facts"]["recurring"]


def test_half_a_target_month_is_a_number():
    book = book_of(reserve={"accounts": [], "target_months": "1.5"})
    answer = outlook_json(book, look_ahead(book, TODAY), Wording("en"))
    assert answer["reserve"]["target_months"] == 1.5
    assert answer["way_out"] is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_words_begin_with_the_banner_and_end_in_order(shop, today, language):
    lines = outlook_words(shop, look_ahead(shop, today), Wording(language))
    whole = "\n".join(lines)
    assert "1,185" in lines[0]
    assert "5,398.53" in whole
    assert "{" not in whole
    if language == "zh":
        assert lines[0] == "需要安排：1月10日的网商贷还款，照现在看会差约 ¥1,185"
        assert "可以这样安排" in lines
        assert "另有" in whole


CALM = {
    "no account": (Book(), "This book has no account yet. Add one, and the outlook begins."),
    "no loan": (book_of(), "No loan payment is due in the coming 365 days."),
    "no history, no plan": (
        book_of(opening="9000.00", loans=[loan()]),
        ("Today's money covers every payment to 10 Nov 2027; "
        "what will come in and go out is not known yet."),
    ),
    "plan only": (
        book_of(opening="9000.00", loans=[loan()],
                recurring=[every("a", "1.00", "FREQ=WEEKLY", "2026-12-01")]),
        "By your plan, every payment to 10 Nov 2027 is covered.",
    ),
    "history": (
        book_of(opening="9000.00", loans=[loan()],
                entries=[entry(f"e{n}", day(-n), "1.00") for n in range(90)]),
        "Every payment to 10 Nov 2027 is covered.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("book", "sentence"), CALM.values(), ids=CALM)
def test_all_covered_is_said_only_as_far_as_it_is_known(book, sentence):
    look = look_ahead(book, TODAY, paths=500)
    assert check(book, look, Wording("en")).sentence == sentence
    assert check(book, look, Wording("en")).exit_code == 0
    assert outlook_words(book, look, Wording("en"))[0] == sentence


@pytest.mark.parametrize(
    ("opening", "today", "code"),
    [("9000.00", TODAY, 0), ("60.00", TODAY, 11), ("9000.00", dt.date(2026, 12, 20), 12)],
)
def test_the_exit_code_is_that_of_the_worst_level(opening, today, code):
    book = book_of(opening=opening, loans=[loan()])
    assert check(book, look_ahead(book, today, paths=200), Wording("en")).exit_code == code


def test_a_tight_due_exits_with_ten():
    limits = {"tight_chance": 0.05, "short_chance": 0.5, "cushion": "30.00"}
    book = book_of(opening="110.00", loans=[loan()], limits=limits)
    checked = check(book, look_ahead(book, TODAY, days=20), Wording("en"))
    assert checked.exit_code == 10
    assert "L1 payment of ¥100.00" in checked.sentence


ODD = {
    "negative opening": book_of(opening="-500.00", loans=[loan()]),
    "one day of history": book_of(entries=[entry("e", TODAY, "5.00")], loans=[loan()]),
    "all income in one entry": book_of(entries=[entry("e", day(-70), "900.00")], loans=[loan()]),
    "dates far apart": book_of(
        entries=[entry("a", dt.date(1990, 1, 1), "5.00"), entry("b", day(-1), "5.00")],
        loans=[loan()],
    ),
    "near the limit": book_of(
        opening="90000000000000.00",
        recurring=[every("a", "-90000000000000.00", "FREQ=DAILY", "2026-11-24",
                         spread="90000000000000.00")],
        loans=[loan()],
    ),
    "an entry near the limit": book_of(
        entries=[entry(f"e{n}", day(-n), "1000000000000.00") for n in range(80)], loans=[loan()],
    ),
    "only a card": book_of(accounts=[account("bank", "-5.00", "card")], loans=[loan()]),
    "a loan that has ended": book_of(loans=[loan(drawn_on="2020-01-01", first_due="2020-02-01")]),
    "a customer unknown for years": book_of(
        invoices=[owed("i", "5.00", "1990-01-01"), owed("j", "5.00", "2190-01-01")], loans=[loan()]
    ),
}  # fmt: skip


@pytest.mark.parametrize("book", ODD.values(), ids=ODD)
@pytest.mark.parametrize("today", [TODAY, dt.date(2026, 11, 1)], ids=["today", "clock set back"])
def test_odd_books_get_a_calm_answer(book, today):
    look = look_ahead(book, today, paths=300)
    answer = outlook_json(book, look, Wording("zh"))
    assert len(answer["days"]) == 365
    assert outlook_words(book, look, Wording("zh"))[0]
    assert check(book, look, Wording("en")).sentence
    for due in look.outlook.dues:
        assert 0 <= due.chance_short <= 1
        assert due.move >= 0


def test_it_can_be_called_off_anywhere(shop, today):
    for allowed in range(0, 60, 7):
        asked = iter(range(10**6))

        def cancelled(asked=asked, allowed=allowed):
            return next(asked) >= allowed

        try:
            look_ahead(shop, today, paths=50, cancelled=cancelled)
        except Cancelled:
            continue
        assert next(asked) <= allowed + 1


def test_days_and_paths_are_at_least_one(shop, today):
    look = look_ahead(shop, today, days=0, paths=0, with_actions=False)
    assert (len(look.outlook.days), look.outlook.stamp.paths) == (1, 1)


def test_neither_window_nor_tables_are_imported():
    code = (
        "import sys, datetime as dt\n"
        "from planner.book.book import Book\n"
        "from planner.services.look_ahead import look_ahead\n"
        "from planner.services.outlook_json import outlook_json\n"
        "from planner.services.checking import check\n"
        "from planner.wording import Wording\n"
        "look = look_ahead(Book(), dt.date(2026, 11, 23))\n"
        "outlook_json(Book(), look, Wording('zh')); check(Book(), look, Wording('zh'))\n"
        "print([n for n in ('PySide6', 'matplotlib', 'pandas', 'scipy') if n in sys.modules])"
    )
    ran = subprocess.run(  # noqa: PLW1510
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert (ran.stdout.strip(), ran.stderr) == ("[]", "")


@given(
    opening=st.integers(-(10**6), 10**7),
    costs=st.lists(st.tuples(st.integers(1, 28), st.integers(-(10**6), 10**6)), max_size=4),
    principal=st.integers(1, 10**6),
)
@settings(max_examples=20, deadline=None)
def test_the_plan_adds_up(opening, costs, principal):
    """Conservation: opening + everything listed as coming = the expected balance at the end."""
    recurring = [
        every(f"r{n}", f"{amount / 100:.2f}", f"FREQ=MONTHLY;BYMONTHDAY={at}", "2026-11-24")
        for n, (at, amount) in enumerate(costs)
        if amount
    ]
    book = book_of(
        opening=f"{opening / 100:.2f}",
        recurring=recurring,
        loans=[loan(principal=f"{principal / 100:.2f}")],
    )
    outlook = look_ahead(book, TODAY, paths=10, with_actions=False).outlook
    total = outlook.balance + sum(flow.amount for flow in outlook.coming)
    assert outlook.days[-1].expected == total
    assert outlook.days[-1].p50 == total
    for due in outlook.dues:
        before = sum(f.amount for f in outlook.coming if f.date < due.date)
        assert due.expected_balance_after == opening + before - due.amount


def test_the_shop_is_the_one_the_other_tests_use(shop):
    assert facts.dump(shop)["book"]["name"] == SHOP["book"]["name"]
