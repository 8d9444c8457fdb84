"""Words: the catalogue is complete, formats are ours, texts can be extracted."""

import ast
import datetime as dt
import string
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from planner.basics.errors import UserError
from planner.basics.text import (
    NC_,
    NN_,
    Amount,
    Chance,
    Percent,
    counted,
    in_context,
    text,
)
from planner.wording import LOCALES, Wording
from resources.locale import catalogue

ROOT = Path(__file__).resolve().parent.parent
PO = LOCALES / "zh_CN" / "LC_MESSAGES" / "leeway.po"
ZH, EN = Wording("zh"), Wording("en")
DAY = dt.date(2026, 12, 5)


@pytest.fixture(scope="module")
def messages():
    with PO.open("rb") as file:
        return [message for message in read_po(file, locale="zh_CN") if message.id]


@pytest.fixture(scope="module")
def translated(messages):
    return [message for message in messages if all(both(message)[1])]


def both(message):
    sources = message.id if isinstance(message.id, tuple) else (message.id,)
    chinese = message.string if isinstance(message.string, tuple) else (message.string,)
    return sources, chinese


def fields(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_text_of_the_code_is_in_the_catalogue_and_nothing_else(messages):
    wanted = {catalogue.name(message) for message in catalogue.template() if message.id}
    assert {catalogue.name(message) for message in messages} == wanted


def test_every_text_has_its_chinese(messages):
    assert [message.id for message in messages if message.fuzzy or not all(both(message)[1])] == []


def test_chinese_and_english_name_the_same_facts(translated):
    wrong = []
    for message in translated:
        sources, chinese = both(message)
        for sentence in chinese:
            needed, allowed = fields(sources[0]) & fields(sources[-1]), fields(sources[-1])
            if not needed <= fields(sentence) <= allowed:
                wrong.append(message.id)
    assert wrong == []


def test_the_compiled_catalogue_says_what_the_source_says(translated):
    for message in translated:
        sources, chinese = both(message)
        if message.context:
            assert ZH.pgettext(message.context, sources[0]) == chinese[0]
        elif len(sources) > 1:
            assert ZH.ngettext(*sources, 1) == chinese[0]
        else:
            assert ZH._(sources[0]) == chinese[0]


def marked_calls():
    for path in [ROOT / "app.py", *ROOT.glob("planner/**/*.py"), *ROOT.glob("ui/**/*.py")]:
        if path.name in {"wording.py", "text.py"}:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr
                    if isinstance(node.func, ast.Attribute)
                    else getattr(node.func, "id", "")
                )
                if name in {"N_", "_", "NN_", "NC_", "ngettext", "pgettext"}:
                    yield path, node, name


def test_marked_texts_are_plain_literals():
    """Anything else is dropped by the extraction without a word."""
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, node, name in marked_calls()
        for argument in node.args[: 1 if name in {"N_", "_"} else 2]
        if not isinstance(argument, ast.Starred)
        and not (isinstance(argument, ast.Constant) and isinstance(argument.value, str))
        and not (
            name in {"_", "ngettext", "pgettext"}
            and isinstance(argument, ast.Name | ast.Attribute | ast.Subscript | ast.Call)
        )
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("minor", "currency", "exact", "said"),
    [
        (1_987_079, "CNY", True, "¥19,870.79"),
        (-101_100, "CNY", False, "−¥1,011"),
        (0, "CNY", True, "¥0.00"),
        (-4, "CNY", False, "¥0"),
        (1_200, "JPY", True, "¥1,200"),
        (5_000, "CHF", True, "CHF 50.00"),
    ],
)
def test_money_has_our_symbol_and_a_true_minus(minor, currency, exact, said):
    assert ZH.money(minor, currency, exact=exact) == said
    assert EN.money(minor, currency, exact=exact) == said


def test_a_plus_is_shown_when_asked_for():
    assert EN.money(342_000, "CNY", exact=False, sign=True) == "+¥3,420"


def test_dates_in_both_languages():
    assert (ZH.date(DAY), EN.date(DAY)) == ("12月5日", "5 Dec")
    assert (ZH.date(DAY, "full"), EN.date(DAY, "full")) == (
        "2026年12月5日星期六",
        "Saturday, 5 December 2026",
    )
    assert (ZH.date(DAY, "row"), EN.date(DAY, "row")) == ("12月5日 周六", "Sat 5 Dec")
    assert (ZH.date(DAY, "month"), EN.date(DAY, "month")) == ("2026年12月", "Dec 2026")
    assert (ZH.date(DAY, "week"), EN.date(DAY, "week")) == ("12月5日（周六）", "Sat, 5 Dec")


@pytest.mark.parametrize(
    ("chance", "english"),
    [(0.049, "almost never"), (0.05, "about 1 in 10 times"), (0.25, "about 3 in 10 times"),
     (0.94, "about 9 in 10 times"), (0.95, "almost every time")],
)  # fmt: skip
def test_chances_are_said_as_counts(chance, english):
    assert EN.chance(chance) == english
    assert ZH.chance(chance) != english


def test_a_text_is_said_with_its_facts_in_words():
    said = text("{a} {b} {c} {d} {e} {f}", a=Amount(100, "CNY"), b=DAY, c=Percent(0.144, 1),
                d=text("x"), e=("y", 2), f=Chance(0))  # fmt: skip
    assert EN.say(said) == "¥1.00 5 Dec 14.4% x y, 2 almost never"


def test_plurals_and_contexts_are_chosen():
    assert EN.say(counted(*NN_("{count} sheep", "{count} sheeps"), 1)) == "1 sheep"
    assert EN.say(counted(*NN_("{count} sheep", "{count} sheeps"), 2)) == "2 sheeps"
    assert EN.say(in_context(*NC_("loan", "Late"))) == "Late"


def test_an_error_is_said_and_an_empty_text_stays_empty():
    assert EN.error(UserError("No {x}.", x=1)) == "No 1."
    assert ZH._("") == ""


def test_numbers_are_grouped():
    assert EN.number(Decimal("-1234.5"), 2) == "−1,234.50"
