"""Facts and titles as text in the file, and back; what does not fit is refused."""

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.basics.errors import UserError
from planner.basics.text import Amount, Chance, Percent, Text, counted, in_context, text
from planner.book.edit import Change, adding, removing, replacing
from planner.book.limits import Identity
from planner.store.coding import read_changes, read_title, write_changes, write_title
from planner.wording import Wording
from tests.store.books import entry

FACTS = st.one_of(
    st.text(max_size=20),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
    st.builds(
        Amount, st.integers(-(10**15), 10**15), st.sampled_from(["CNY", "JPY"]), st.booleans()
    ),
    st.builds(Chance, st.floats(0, 1)),
    st.builds(Percent, st.floats(0, 1), st.integers(0, 4)),
    st.builds(lambda inner: text("because {why}", why=inner), st.text(max_size=5)),
    st.lists(st.text(max_size=5), max_size=3).map(tuple),
)


@settings(max_examples=60)
@given(one=FACTS, two=FACTS)
def test_a_title_comes_back_with_its_types(one, two):
    title = text("{one} and {two}", one=one, two=two)
    assert read_title(write_title(title)) == title
    assert type(read_title(write_title(title)).facts["one"]) is type(one)


def test_plurals_and_contexts_come_back():
    for title in (
        counted("{count} bill", "{count} bills", 3, file="a.csv"),
        in_context("loan", "Late"),
        text("50% off {name}", name="{name}"),
    ):
        assert read_title(write_title(title)) == title


def test_a_title_speaks_both_languages_after_a_restart():
    title = text("Pay {sum}", sum=Amount(123456, "CNY"))
    assert Wording("en").say(read_title(write_title(title))) == "Pay ¥1,234.56"


def planted(**values: object) -> str:
    title = {"key": "k {a}", "facts": {"a": "x"}, "plural": "", "count": 1, "context": ""}
    return json.dumps({**title, **values})


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        planted(key="{a.__class__}"),
        planted(key="{a[0]}"),
        planted(key="{a!r}"),
        planted(key="{a:>99999999}"),
        planted(key="{b}"),
        planted(key="{"),
        planted(plural="{a:{b}}"),
        planted(facts={"a": None}),
        planted(facts={"a": ["run", "x"]}),
        planted(facts={"a": ["amount", 1.5, "CNY", True]}),
        planted(facts={"a": ["amount", 1, "?", True]}),
        planted(facts={"a": ["amount", 1, 5, True]}),
        planted(facts={"a": ["amount", 1]}),
        planted(facts={"a": ["chance", "x"]}),
        planted(facts={"a": ["percent", 0.5, 999]}),
        planted(facts={"a": ["percent", 1e300, 2]}),
        planted(facts={"a": ["date", "2024-02-30"]}),
        planted(facts={"a": ["date", 5]}),
        planted(facts={"a": json.loads("[" * 50 + "]" * 50)}),
        planted(count="many"),
        planted(key=5),
    ],
)
def test_a_planted_title_is_refused(written):
    with pytest.raises((ValueError, TypeError, UserError)):
        read_title(written)


def test_text_without_facts_may_hold_braces():
    assert read_title(write_title(Text("a {b} c"))) == Text("a {b} c")


def test_changes_come_back(shop):
    changes = (
        *(adding(kind, fact) for kind in ("loan", "loan_event", "invoice") for fact in shop.facts(kind)),
        removing("entry", entry("gone", -1)),
        replacing("entry", entry("here", 10**15), note="面条, \"quoted\" 'n' more"),
        Change("book", "book", Identity(), Identity("x", "JPY", "en")),
    )  # fmt: skip
    assert read_changes(write_changes(changes)) == changes


def test_amounts_do_not_depend_on_the_currency():
    assert '"amount":"-123456"' in write_changes((adding("entry", entry("e", -123456)),))


@pytest.mark.parametrize(
    "written",
    [
        "5",
        "[5]",
        '[["entry",null]]',
        '[["entry",null,null]]',
        '[["weapon",null,{}]]',
        '[["account",null,{"id":"a"}]]',
        '[["book",5,null]]',
        '[["limits",{},{}],["category",{"id":"a","name":"a","flow":"debt"},{"id":"b"}]]',
        '[["reserve",{"accounts":[]},{"accounts":5}]]',
    ],
)
def test_planted_changes_are_refused(written):
    with pytest.raises((ValueError, UserError)):
        read_changes(written)


def test_a_planted_moment_is_no_date():
    good = text("{a}", a=dt.datetime(2026, 1, 1, 10))
    assert read_title(write_title(good)) == good
