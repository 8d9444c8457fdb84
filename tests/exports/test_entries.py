"""Entries as a list: CSV for programs, xlsx for people."""

import csv
import datetime as dt
import io

import pytest

from planner.basics.errors import UserError
from planner.exports.kinds import entries
from tests.exports.conftest import NASTY, book_of, small_document

HEADS = {
    "zh": ["日期", "账户", "类别", "对方", "备注", "金额", "转入账户", "id"],
    "en": ["Date", "Account", "Category", "Payee", "Note", "Amount", "To account", "id"],
}


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_csv_has_a_mark_for_excel_crlf_lines_and_heads_in_the_language(made, full_book, language):
    content = made(full_book, "entries", language, ".csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == len(full_book.ledger) + 1
    assert rows_of(content)[0] == HEADS[language]


def test_csv_holds_every_entry_with_plain_amounts(made, full_book):
    rows = {row[-1]: row for row in rows_of(made(full_book, "entries", "en", ".csv"))}
    assert rows["e1"] == ["2026-06-01", "网商银行", "堂食收入", "堂食", "", "5120.00", "", "e1"]
    assert rows["move"] == ["2026-11-12", "网商银行", "", "", "", "-300.00", "应急金", "move"]
    assert len(rows) == len(full_book.ledger) + 1


def test_formula_like_text_is_guarded_in_csv_but_amounts_are_not(made, full_book):
    rows = {row[-1]: row for row in rows_of(made(full_book, "entries", "en", ".csv"))}
    for number, payee in enumerate(NASTY):
        guarded = payee if payee[0] in "<h" else "'" + payee
        assert rows[f"n{number}"][3] == guarded
        assert rows[f"n{number}"][5] == "-1.01"
    assert rows["buy"][1] == "'=card"


def test_xlsx_holds_dates_amounts_and_text_as_such(made, sheets, full_book):
    sheet = sheets(made(full_book, "entries", "zh", ".xlsx"))["流水"]
    assert [cell.value for cell in sheet[1]] == HEADS["zh"]
    rows = {row[7].value: row for row in sheet.iter_rows(min_row=2)}
    assert rows["e1"][0].value == dt.datetime(2026, 6, 1)
    assert rows["e1"][5].value == 5120
    for number, payee in enumerate(NASTY):
        for cell, text in ((rows[f"n{number}"][3], payee), (rows[f"n{number}"][4], payee * 9)):
            assert cell.data_type == "s"
            assert cell.value.rstrip(" ") == text
            assert cell.hyperlink is None
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_a_book_without_entries_has_nothing_to_export(made, empty_book):
    with pytest.raises(UserError, match="no entries"):
        made(empty_book, "entries", "en")


def test_more_rows_than_a_sheet_holds_are_refused_with_a_way_out(made, monkeypatch):
    monkeypatch.setattr(entries, "MOST", 1)
    book = book_of(
        small_document(
            accounts=[{"id": "a", "name": "A", "kind": "cash", "opened_on": "2026-01-01"}],
            entries=[{"id": f"e{number}", "date": "2026-02-01", "account": "a", "amount": "1.00"}
                     for number in range(2)],
        )
    )  # fmt: skip
    with pytest.raises(UserError, match=r"\.csv"):
        made(book, "entries", "en", ".xlsx")
    assert len(rows_of(made(book, "entries", "en", ".csv"))) == 3
