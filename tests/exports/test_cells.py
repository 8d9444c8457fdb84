"""One writer of cells: text stays text, names of sheets and cells are fit."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exports.cells import (
    FORMULA_LIKE,
    csv_text,
    on_sheet,
    quoted,
    ref,
    serial,
    sheet_title,
    span,
)  # fmt: skip
from planner.exports.styles import amounts, lines_of, money_width, width_of


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@A1", "\tx", "\rx", "＝1", "＋1", "－1", "＠a"]
)
def test_formula_like_text_gets_an_apostrophe_in_csv(text):
    assert csv_text(text) == "'" + text


@given(st.text())
def test_csv_text_never_begins_like_a_formula_and_loses_nothing(text):
    written = csv_text(text)
    assert not written.startswith(FORMULA_LIKE)
    assert text in {written, written[1:]}


def test_cells_are_named_as_spreadsheets_do():
    assert ref(0, 0) == "A1"
    assert ref(9, 25) == "Z10"
    assert ref(4, 26, "rc") == "$AA$5"
    assert ref(4, 701, "r") == "ZZ$5"
    assert ref(4, 702, "c") == "$AAA5"
    assert span((1, 1), (2, 3)) == "B2:D3"
    assert on_sheet("Bob's", "A1") == "'Bob''s'!A1"
    assert quoted('say "so"') == '"say ""so"""'


def test_the_number_of_a_date_is_that_of_the_1900_system():
    assert serial(dt.date(1900, 3, 1)) == 61
    assert serial(dt.date(2026, 11, 23)) == 46349


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("网商贷", "网商贷"),
        ("a/b\\c?d*e[f]g:h", "a·b·c·d·e·f·g·h"),
        ("'quoted'", "quoted"),
        ("", "Sheet"),
        ("x" * 40, "x" * 31),
        ("\x07bell", "·bell"),
    ],
)
def test_sheet_titles_are_made_fit(wanted, title):
    assert sheet_title(wanted, set()) == title


def test_equal_sheet_titles_are_numbered_whatever_their_case():
    taken = {"history"}
    titles = [sheet_title(name, taken) for name in ("Loan", "LOAN", "loan", "History", "y" * 31,
                                                    "Y" * 33)]  # fmt: skip
    assert titles == ["Loan", "LOAN (2)", "loan (3)", "History (2)", "y" * 31, "Y" * 27 + " (2)"]


@given(st.lists(st.text(max_size=45), max_size=6))
def test_any_names_give_titles_that_excel_accepts(names):
    taken: set[str] = set()
    titles = [sheet_title(name, taken) for name in names]
    assert len({title.casefold() for title in titles}) == len(titles)
    for title in titles:
        assert 0 < len(title) <= 31
        assert not set(title) & set("[]:*?/\\")
        assert not title.startswith("'")
        assert not title.endswith("'")


def test_amount_formats_hold_the_symbol_as_a_literal_and_the_decimals_of_the_currency():
    assert amounts("CNY") == '#,##0.00;"−"#,##0.00;"–"'
    assert amounts("CNY", with_symbol=True, zero="0") == (
        '"¥"#,##0.00;"−""¥"#,##0.00;"¥"#,##0.00'
    )  # fmt: skip
    assert amounts("JPY", with_symbol=True) == '"¥"#,##0;"−""¥"#,##0;"–"'
    assert amounts("KWD") == '#,##0.000;"−"#,##0.000;"–"'
    assert amounts("CHF", with_symbol=True).startswith('"CHF "#,##0.00')


def test_columns_grow_with_what_they_show():
    assert width_of("余额") > width_of("ab")
    assert money_width([123_456_789_00], "CNY") > money_width([1_00], "CNY")
    assert money_width([], "CNY") > 0
    assert lines_of("", 20) == 1
    assert lines_of("余" * 30, 20) >= 3
