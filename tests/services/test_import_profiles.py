"""Columns named once are known next month: by headings and delimiter, wherever they stand."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book import facts
from planner.book.account import Account, Category
from planner.book.book import Book
from planner.book.edit import Change, Edit, adding, apply
from planner.book.learned import NamedColumn, PayeeRule, Profile
from planner.services import importing
from planner.services.importing import ReadOptions
from planner.services.imports.profiles import known_headers
from tests.importers.files import workbook, write

TODAY = dt.date(2026, 11, 23)
MARCH = "Wann;Wer;Wieviel\n03.02.26;Miete;-1.100,00\n04.02.26;Kunde;12,50\n"
APRIL = "Meine Bank\n\nWieviel;Wann;Wer\n-7,25;05.03.26;Strom\n1.100,00;06.03.26;Kunde\n"
NAMED = ReadOptions(
    columns={"date": 0, "payee": 1, "amount": 2}, header_row=1, day_first=True, decimal_mark=","
)


@pytest.fixture
def book():
    accounts = [Account(key, key, "bank", 0, dt.date(2026, 1, 1)) for key in ("bank", "second")]
    changes = tuple(adding("account", one) for one in accounts)
    return apply(Book(), Edit(text("accounts"), changes))


def read(book, path, options=None, account="bank", *, learn=True):
    return importing.read_file(
        book, path, account, today=TODAY, options=options or ReadOptions(), learn=learn
    )


@pytest.fixture
def taught(book, tmp_path):
    """The book after a file whose columns the owner has named."""
    made = read(book, write(tmp_path / "umsatz_2026-02.csv", MARCH), NAMED)
    return apply(book, made.edit)


def test_a_mapping_comes_with_the_edit_of_its_file_and_goes_with_it(book, tmp_path):
    made = read(book, write(tmp_path / "umsatz_2026-02.csv", MARCH), NAMED)
    after = apply(book, made.edit)
    (profile,) = after.profiles.values()
    assert (profile.name, profile.header, profile.delimiter, profile.account) == (
        "umsatz", ("wann", "wer", "wieviel"), ";", "bank",
    )  # fmt: skip
    assert profile.answers == ("day-first", "decimal-comma")
    assert book == apply(after, made.edit.inverse())
    again = read(after, write(tmp_path / "umsatz_2026-02.csv", MARCH))
    assert again.edit.changes == ()


def test_next_month_needs_no_question_although_columns_and_preamble_moved(taught, tmp_path):
    made = read(taught, write(tmp_path / "umsatz_2026-03.csv", APRIL))
    assert made.questions == ()
    assert [(row.date.isoformat(), row.payee, row.amount) for row in made.rows] == [
        ("2026-03-05", "Strom", -725), ("2026-03-06", "Kunde", 110_000),
    ]  # fmt: skip
    assert made.profile in taught.profiles
    assert len(apply(taught, made.edit).profiles) == 1


def test_without_the_mapping_the_same_file_is_refused(book, tmp_path):
    with pytest.raises(UserError, match="no column"):
        read(book, write(tmp_path / "umsatz_2026-03.csv", APRIL))


def test_other_headings_or_another_delimiter_are_another_layout(taught, tmp_path):
    for content in (APRIL.replace("Wer", "Wem"), APRIL.replace(",", ".").replace(";", ",")):
        with pytest.raises(UserError):
            read(taught, write(tmp_path / "other.csv", content))


def test_the_delimiter_of_the_mapping_wins_over_the_likelier_one(taught, tmp_path):
    rows = "".join(f"0{day}.03.26;Haus, Hof, Garten, Zaun;-7,25\n" for day in range(1, 6))
    made = read(taught, write(tmp_path / "komma.csv", "Wann;Wer;Wieviel\n" + rows))
    assert [row.amount for row in made.rows] == [-725] * 5


def test_an_encoding_chosen_by_hand_is_used_again(book, tmp_path):
    header = "日子,誰,多少\n"
    rows = "".join(f"2026-02-0{day},店,-{day}.00\n" for day in range(1, 4))
    options = ReadOptions(
        columns={"date": 0, "payee": 1, "amount": 2}, header_row=1, encoding="big5"
    )
    first = read(book, write(tmp_path / "a.csv", header + rows, "big5"), options)
    after = apply(book, first.edit)
    again = read(after, write(tmp_path / "b.csv", header + rows.replace("-02-", "-03-"), "big5"))
    assert (again.encoding, again.counts["entry"]) == ("big5", 3)


def test_an_answer_alone_is_remembered_too(book, tmp_path):
    header = "Date,Description,Amount\n"
    path = write(tmp_path / "q.csv", header + "05/03/2026,a,-1\n06/03/2026,b,2\n")
    assert len(read(book, path).questions) == 1
    after = apply(book, read(book, path, ReadOptions(day_first=True)).edit)
    again = read(after, write(tmp_path / "r.csv", header + "05/04/2026,a,-1\n06/04/2026,b,2\n"))
    assert again.questions == ()
    assert [row.date.month for row in again.rows] == [4, 4]


def test_the_command_line_remembers_nothing_by_itself(book, tmp_path):
    path = write(tmp_path / "q.csv", "Date,Description,Amount\n05/03/2026,a,-1\n06/03/2026,b,2\n")
    made = read(book, path, importing.named_options("day-first", None, book), learn=False)
    assert not apply(book, made.edit).profiles


def test_a_profile_is_named_on_the_command_line(taught, tmp_path):
    more = APRIL.replace("Wer", "Wer;Ort").replace("Strom", "Strom;x").replace("Kunde", "Kunde;y")
    path = write(tmp_path / "more.csv", more)
    with pytest.raises(UserError):
        read(taught, path)
    made = read(taught, path, importing.named_options("umsatz", None, taught), learn=False)
    assert [row.payee for row in made.rows] == ["Strom", "Kunde"]
    other = write(tmp_path / "o.csv", "a;b\n1;2\n")
    with pytest.raises(UserError, match="does not have the columns"):
        read(taught, other, importing.named_options("umsatz", None, taught))
    answered = importing.named_options("umsatz,month-first", None, taught)
    assert (answered.day_first, len(answered.known)) == (False, 1)
    with pytest.raises(UserError, match="umsatz"):
        importing.named_options("sideways", None, taught)


def test_a_name_with_a_comma_is_a_name(taught):
    (profile,) = taught.profiles.values()
    edit = Edit(text("x"), (Change("profile", profile.id, profile, replace(profile, name="a,b")),))
    renamed = apply(taught, edit)
    assert importing.named_options("a,b", None, renamed).known[0].is_named


def test_a_corrected_mapping_replaces_the_old_one(taught, tmp_path):
    wrong = replace(NAMED, columns={"date": 0, "note": 1, "amount": 2})
    made = read(taught, write(tmp_path / "x.csv", MARCH.replace("02.26", "05.26")), wrong, "second")
    (profile,) = apply(taught, made.edit).profiles.values()
    assert {column.role for column in profile.columns} == {"date", "note", "amount"}
    assert (profile.name, profile.account) == ("umsatz", "second")


def test_workbooks_are_known_by_their_headings_on_any_sheet(book, tmp_path):
    rows = [["Wann", "Wer", "Wieviel"], [dt.date(2026, 2, 3), "Miete", -11.5]]
    options = ReadOptions(columns={"date": 0, "payee": 1, "amount": 2}, header_row=1)
    first = read(book, workbook(tmp_path / "a.xlsx", {"2月": rows}), options)
    after = apply(book, first.edit)
    more = [["Mein Laden"], *[[*row] for row in rows]]
    more[2][0] = dt.date(2026, 3, 3)
    again = read(after, workbook(tmp_path / "b.xlsx", {"说明": [["x"]], "3月": more}))
    assert [(row.amount, row.date.month) for row in again.rows] == [(-1150, 3)]


def test_a_file_without_headings_is_not_remembered(book, tmp_path):
    options = ReadOptions(columns={"date": 0, "amount": 1}, header_row=-1)
    made = read(book, write(tmp_path / "n.csv", "2026-02-03;-1,00\n2026-02-04;2,00\n"), options)
    assert made.learned == ()


def test_profiles_and_rules_survive_a_dump(taught):
    (profile,) = taught.profiles.values()
    dump = facts.dump(taught)
    assert dump["profiles"][0]["columns"][0] == {"role": "amount", "name": "wieviel", "place": 2}
    again = apply(Book(), facts.read(Book(), dump, text("again")))
    assert again.profiles == {profile.id: profile}
    assert known_headers(again) == known_headers(taught)


@pytest.mark.parametrize(
    ("kind", "fact", "said"),
    [
        ("rule", PayeeRule("r", " ", "c"), "a rule needs"),
        ("rule", PayeeRule("r", "x", "nobody"), "not in the book"),
        ("profile", Profile("p", "p", ("a",), (NamedColumn("date", "a", 0),)), "names the column"),
    ],
)
def test_rules_and_profiles_that_could_not_work_are_refused(book, kind, fact, said):
    book = apply(book, Edit(text("c"), (adding("category", Category("c", "c", "expense")),)))
    with pytest.raises(UserError, match=said):
        apply(book, Edit(text("x"), (adding(kind, fact),)))
