"""Opening files: real type, encoding, quotes, archives, workbooks in their child process."""

import datetime as dt
import io
import json
import os
import struct
import sys
import time
import zipfile
from pathlib import Path

import pytest
import pyzipper

from planner.basics.errors import UserError
from planner.importers import child, safe, workbook
from planner.importers.encoding import decode
from planner.importers.importer import ReadOptions
from planner.importers.opening import open_source
from planner.importers.source import ImportCancelled, Number
from tests.importers.files import alipay, alipay_row, table, wechat_row, wechat_xlsx, write, zipped
from tests.importers.files import workbook as made
from tests.importers.old_excel import xls
from tests.importers.test_bank_files import camt, ntry

TABLE = table(("日期", "摘要", "金额"), [("2026-03-01", "货款", "1.00")])


def refused(path, **options):
    with pytest.raises(UserError) as caught:
        open_source(path, ReadOptions(**options))
    return caught.value.text


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("big5", "big5"),
     ("utf-16", "utf-16-le"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")],
)  # fmt: skip
def test_the_encoding_is_found(tmp_path, encoding, name):
    content = TABLE.replace("货款", "貨款").replace("额", "額") if encoding == "big5" else TABLE
    source = open_source(write(tmp_path / "a.csv", content, encoding))
    assert name == source.encoding
    assert source.sheets[0].rows[0][0] == "日期"


def test_western_accents_are_no_chinese():
    content = "Datum;Text;Betrag\n01.03.26;Müller Bäckerei;-1,50\n02.03.26;Café;-2,50\n"
    assert ("cp1252", content) == decode(content.encode("cp1252"), "a.csv")[1::-1]


def test_half_a_character_at_the_end_is_forgiven(tmp_path):
    for encoding in ("utf-8", "gb18030"):
        raw = (TABLE + "2026-03-02,水").encode(encoding)[:-1]
        path = tmp_path / "a.csv"
        path.write_bytes(raw)
        assert encoding == open_source(path).encoding


@pytest.mark.parametrize("bad", [b"\xff\xfe\x80", b"\xed\xa0\x80"])
def test_damage_inside_utf8_is_refused_with_its_line(tmp_path, bad):
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.encode() + b"2026-03-02," + bad + b",1.00\n" + b"2026-03-03,x,1\n" * 3)
    assert refused(path).facts["line"] == 3


def test_the_owner_may_choose_the_encoding_and_a_wrong_choice_is_told(tmp_path):
    path = write(tmp_path / "a.csv", TABLE, "gb18030")
    assert refused(path, encoding="utf-8").facts["line"] == 1
    assert "Unknown encoding" in refused(path, encoding="klingon").key
    assert (
        open_source(write(path, "日期\n" * 9, "big5"), ReadOptions(encoding="big5")).encoding
        == "big5"
    )


def test_nuls_are_taken_out_and_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.replace("货款", "货\0款").encode())
    source = open_source(path)
    assert source.sheets[0].rows[1][1] == "货款"
    assert len(source.notices) == 1


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('日期,摘要,金额\n2026-03-01,"开着,1\n' + "2026-03-02,x,2\n" * 30, 2),
        ('日期,摘要,金额\n2026-03-01,x,1\n2026-03-02,"开着,1\n2026-03-03,y,2\n', 3),
        ('日期,摘要,金额\n2026-03-01,"开着,1\n2026-03-03,"y",2\n', 2),
        ('日期,摘要,金额\n2026-03-01,"开着,1\n2026-03-03,y",2\n', 2),
        ("日期,摘要,金额\n2026-03-01," + "长" * 200_000 + ",1\n", 2),
        ("日期,摘要,金额\n" + ",".join("x" * 1500) + "\n", 2),
    ],
    ids=["unclosed", "unclosed later", "closed by another", "swallowing", "huge cell", "wide"],
)
def test_a_file_that_would_lose_rows_is_refused_with_its_line(tmp_path, content, line):
    assert line == refused(write(tmp_path / "a.csv", content)).facts["line"]


def test_bare_quotes_and_long_cells_are_no_damage(tmp_path):
    content = '日期,摘要,金额\n2026-03-01,点"多多",1\n2026-03-01,"多多"视频,1\n'
    source = open_source(write(tmp_path / "a.csv", content))
    assert [row[1] for row in source.sheets[0].rows] == ["摘要", '点"多多"', "多多视频"]
    long = '日期,摘要,金额\n2026-03-01,"两行\n备注",1\n2026-03-02,x,1\n'
    assert list(open_source(write(tmp_path / "b.csv", long)).sheets[0].lines) == [1, 2, 4]
    broken = '日期,摘要,金额\n2026-03-01,"多多"视频,1\n2026-03-02,"两行\n备注",1\n'
    assert refused(write(tmp_path / "c.csv", broken)).facts["line"] == 2


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，", "|"])
def test_the_delimiter_is_found(tmp_path, delimiter):
    content = TABLE.replace(",", delimiter)
    assert delimiter == open_source(write(tmp_path / "a.csv", content)).delimiter
    plain = delimiter.join(("a", "b")) + "\n"
    assert delimiter == open_source(write(tmp_path / "b.csv", plain * 3)).delimiter


def test_a_quoted_header_and_tabs_inside_the_quotes_leave_the_delimiter_alone(tmp_path):
    rows = "".join(f'"2026-03-0{day}\t","货款\t","-\t","12.00\t",\n' for day in range(1, 5))
    content = f'明细\n卡号: 6222,\n"交易日期","摘要","收入","支出",\n{rows}"合计","","","48.00",\n'
    source = open_source(write(tmp_path / "a.csv", content, "gb18030"), ReadOptions())
    assert source.delimiter == ","
    assert [cell.strip() for cell in source.sheets[0].rows[3][:4]] == [
        "2026-03-01", "货款", "-", "12.00",
    ]  # fmt: skip


def test_old_line_ends_are_lines(tmp_path):
    source = open_source(write(tmp_path / "a.csv", TABLE.replace("\r\n", "\r")))
    assert list(source.sheets[0].lines) == [1, 2]


@pytest.mark.parametrize(
    "raw",
    [b"%PDF-1.7 x", b"\x89PNG\r\n", b"\x00\x01\x02\x03" * 50, b"   \n\n", b"\x1f\x8b\x08"],
    ids=["pdf", "png", "noise", "blank", "gzip"],
)
def test_what_is_no_text_is_refused(tmp_path, raw):
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    assert "no statement" in refused(path).key


def test_missing_empty_and_odd_paths_are_refused(tmp_path):
    assert "can't be read" in refused(tmp_path / "none.csv").key
    assert "is no file" in refused(tmp_path).key
    (tmp_path / "empty.csv").touch()
    assert "is empty" in refused(tmp_path / "empty.csv").key
    big = tmp_path / "big.csv"
    with big.open("wb") as file:
        file.truncate(safe.SIZE_LIMIT + 1)
    assert "50 MB" in refused(big).key


def test_a_workbook_named_csv_and_text_named_xls_are_known_by_their_content(tmp_path):
    book = wechat_xlsx(tmp_path / "a.xlsx", [wechat_row()]).rename(tmp_path / "a.csv")
    assert open_source(book).kind == "xlsx"
    assert open_source(write(tmp_path / "b.xls", TABLE)).kind == "csv"
    html = "<html><table><tr><td>日期</td><th>金额</th></tr><tr><td>2026-03-01<b>x</b></td></table></html>"
    source = open_source(write(tmp_path / "c.xls", html))
    assert (source.kind, source.sheets[0].rows[0]) == ("html", ["日期", "金额"])


def test_cells_keep_what_they_were(tmp_path):
    rows = [["文字", 0.1 + 0.2, 12, 2.5e27, True, None, "x"], [None], ["二"]]
    source = open_source(made(tmp_path / "a.xlsx", {"一": rows}))
    (sheet,) = source.sheets
    assert list(sheet.lines) == [1, 3]
    text, fraction, whole = sheet.rows[0][:3]
    assert sheet.rows[0] == ["文字", "0.3", "12", "2.5e+27", "TRUE", "", "x"]
    assert isinstance(fraction, Number)
    assert isinstance(whole, Number)
    assert not isinstance(text, Number)


def test_hidden_sheets_are_left_alone(tmp_path):
    import openpyxl

    path = made(tmp_path / "a.xlsx", {"看": [["1"]], "藏": [["2"]]})
    book = openpyxl.load_workbook(path)
    book["藏"].sheet_state = "hidden"
    book.save(path)
    assert [sheet.name for sheet in open_source(path).sheets] == ["看"]


CONTENT = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


def altered(path: Path, target: Path, sheet: bytes, name="xl/worksheets/sheet1.xml") -> Path:
    """The workbook with another first sheet."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, sheet if part.filename == name else old.read(part))
    return target


@pytest.fixture
def plain_book(tmp_path):
    return made(tmp_path / "plain.xlsx", {"S": [["x"]]})


def test_rows_beyond_the_last_one_of_any_spreadsheet_are_refused(plain_book, tmp_path):
    far = '<row r="99999999"><c r="A99999999"><v>1</v></c></row>'
    path = altered(plain_book, tmp_path / "far.xlsx", CONTENT.format(far).encode())
    assert refused(path).facts["line"] == 2**20 + 1


def test_one_bad_cell_does_not_end_the_sheet(plain_book, tmp_path):
    cells = (
        '<row r="1"><c r="A1" t="d"><v>2023-02-30</v></c><c r="B1"><v>5</v></c></row>'
        '<row r="2"><c r="A2"><v>abc</v></c><c r="B2" t="e"><v>#REF!</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>ok</t></is></c></row>'
    )
    path = altered(plain_book, tmp_path / "bad.xlsx", CONTENT.format(cells).encode())
    (sheet,) = open_source(path).sheets
    assert sheet.rows[0] == ["#BAD", "5"]
    assert sheet.rows[-1] == ["ok"]


def test_entities_bombs_and_lies_are_refused_before_any_parser(plain_book, tmp_path):
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha">]>' + CONTENT.format("").encode()
    assert "damaged" in refused(altered(plain_book, tmp_path / "a.xlsx", laughs)).key
    wide = laughs.decode().encode("utf-16")
    assert "damaged" in refused(altered(plain_book, tmp_path / "b.xlsx", wide)).key
    bomb = CONTENT.format(" " * 40_000_000).encode()
    start = time.monotonic()
    assert "far larger" in refused(altered(plain_book, tmp_path / "c.xlsx", bomb)).key
    assert time.monotonic() - start < 5


def test_archives_with_odd_parts_are_refused(plain_book, tmp_path):
    parts = dict.fromkeys(("xl/workbook.xml", "../evil.txt"), b"x")
    assert "damaged" in refused(zipped(tmp_path / "a.xlsx", parts)).key
    twice = tmp_path / "b.xlsx"
    with zipfile.ZipFile(twice, "w") as archive:
        archive.writestr("xl/workbook.xml", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("xl/workbook.xml", "2")
    assert "damaged" in refused(twice).key
    many = zipped(
        tmp_path / "c.xlsx", {"xl/workbook.xml": b"", **{str(n): b"" for n in range(2001)}}
    )
    assert "far larger" in refused(many).key
    cut = tmp_path / "d.xlsx"
    cut.write_bytes(plain_book.read_bytes()[:900])
    assert "damaged" in refused(cut).key
    empty = zipped(tmp_path / "e.xlsx", {"xl/workbook.xml": b"<x/>"})
    assert "damaged" in refused(empty).key


def test_a_part_that_is_larger_than_it_says_is_refused(plain_book, tmp_path):
    raw = bytearray(plain_book.read_bytes())
    place = raw.rindex(b"PK\x01\x02")
    raw[place + 24 : place + 28] = (1).to_bytes(4, "little")
    path = tmp_path / "lie.xlsx"
    path.write_bytes(bytes(raw))
    assert "damaged" in refused(path).key


def encrypted_flag(raw: bytes) -> bytes:
    """The archive with its parts marked as encrypted."""
    marked = bytearray(raw)
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = marked.find(magic)
        while place >= 0:
            marked[place + offset] |= 1
            place = marked.find(magic, place + 4)
    return bytes(marked)


def test_passwords_are_asked_for(plain_book, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(encrypted_flag(plain_book.read_bytes()))
    assert "Save it without one" in refused(path).key
    bill = zipped(tmp_path / "bill.zip", {"账单.csv": TABLE.encode()})
    bill.write_bytes(encrypted_flag(bill.read_bytes()))
    assert "Give it and try again" in refused(bill).key
    assert "does not open" in refused(bill, password="123456").key
    office = tmp_path / "b.xlsx"
    office.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    assert "protected by a password" in refused(office).key


@pytest.mark.parametrize("strength", [128, 256])
def test_an_archive_locked_with_aes_opens_with_its_password(tmp_path, strength):
    bill = tmp_path / "bill.zip"
    with pyzipper.AESZipFile(bill, "w", compression=pyzipper.ZIP_DEFLATED) as archive:
        archive.setpassword("密码12".encode())
        archive.setencryption(pyzipper.WZ_AES, nbits=strength)
        archive.writestr("支付宝交易明细.csv", alipay([alipay_row()]).encode("gb18030"))
    assert "Give it and try again" in refused(bill).key
    assert "does not open" in refused(bill, password="123456").key
    source = open_source(bill, ReadOptions(password="密码12"))
    assert source.name == "bill.zip/支付宝交易明细.csv"
    assert "城东批发部" in str(source.sheets[0].rows)


def test_an_archive_locked_in_another_way_is_not_blamed_on_the_password(tmp_path):
    """Bits 0 and 6 of the flags: PKWARE's strong encryption."""
    bill = zipped(tmp_path / "bill.zip", {"a.csv": TABLE.encode()})
    raw = bytearray(bill.read_bytes())
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        raw[raw.index(mark) + flags] |= 0x41
    bill.write_bytes(raw)
    assert "locked in a way" in refused(bill, password="123456").key


def test_a_statement_inside_a_zip_is_read(tmp_path):
    content = alipay([alipay_row()]).encode("gb18030")
    path = zipped(tmp_path / "a.zip", {"支付宝交易明细.csv": content, "说明.pdf": b"x"})
    assert open_source(path).name == "a.zip/支付宝交易明细.csv"
    two = zipped(tmp_path / "b.zip", {"a.csv": content, "b.csv": content})
    assert refused(two).facts["count"] == 2
    assert refused(zipped(tmp_path / "c.zip", {"x.pdf": b""})).facts["count"] == 0
    broken = tmp_path / "d.zip"
    broken.write_bytes(path.read_bytes()[:60])
    assert "damaged" in refused(broken).key
    huge = zipped(tmp_path / "e.zip", {"a.csv": b"\n" * (safe.SIZE_LIMIT + 10)})
    assert "far larger" in refused(huge).key


def test_old_excel_files_are_refused_when_damaged(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000)
    assert "damaged" in refused(path).key


def test_the_child_is_ended_when_the_owner_cancels_or_time_is_up(plain_book, monkeypatch):
    with pytest.raises(ImportCancelled):
        open_source(plain_book, cancelled=lambda: True)
    monkeypatch.setattr(child, "SECONDS", 0)
    monkeypatch.setattr(workbook, "command", lambda kind: [sys.executable, "-c", "input()"])
    assert "far larger" in refused(plain_book).key


def test_an_answer_that_breaks_off_is_no_answer(plain_book, monkeypatch):
    script = "print('{\"sheet\": \"S\"}'); print('[1, ')"
    monkeypatch.setattr(workbook, "command", lambda kind: [sys.executable, "-c", script])
    assert "far larger" in refused(plain_book).key


def test_a_frozen_app_starts_itself_with_a_word(monkeypatch):
    assert workbook.command("xlsx")[1:] == ["-m", "planner.importers.child", "xlsx"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert [sys.executable, child.WORD, "xls"] == workbook.command("xls")


def run_child(monkeypatch, kind: str, raw: bytes) -> list[str]:
    out = io.BytesIO()
    out.close = lambda: None
    monkeypatch.setattr(child, "_limit", lambda: None)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out))
    assert child.main(kind) == 0
    return out.getvalue().decode().splitlines()


def test_the_child_answers_in_lines_of_json(monkeypatch, plain_book):
    assert run_child(monkeypatch, "xlsx", plain_book.read_bytes()) == ['{"sheet": "S"}', '[1, "x"]']


def test_the_child_tells_why_it_refuses(monkeypatch):
    assert run_child(monkeypatch, "xlsx", b"PK nothing") == ['{"refused": "damaged", "line": 0}']

    def hungry(raw):
        raise MemoryError
        yield

    monkeypatch.setitem(child.READERS, "xlsx", hungry)
    assert run_child(monkeypatch, "xlsx", b"") == ['{"refused": "too_large", "line": 0}']


def test_too_many_cells_are_told_and_not_dropped(tmp_path):
    path = made(tmp_path / "a.xlsx", {"S": [["x"], ["y"] * 1001]})
    assert refused(path).facts["line"] == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits of processes are POSIX")
def test_the_child_limits_its_own_memory():
    import subprocess

    script = "from planner.importers import child; child._limit(); bytearray(2**31)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert "MemoryError" in done.stderr


def test_the_child_reads_every_kind_of_cell(monkeypatch, tmp_path):
    at = dt.datetime(2026, 3, 5, 9, 1, 2)
    cells = [at, dt.datetime(2026, 3, 5), dt.time(9, 1), True, False, 10**20, 0.1 + 0.2, "a\0b"]
    values = [child._cell(value) for value in cells]
    assert values == [
        "2026-03-05 09:01:02",
        "2026-03-05",
        "09:01:00",
        "TRUE",
        "FALSE",
        1e20,
        0.3,
        "ab",
    ]
    assert [child._cell(value) for value in (float("nan"), float("inf"), 2.5e27, 7.0)] == [
        "nan",
        "inf",
        2.5e27,
        7,
    ]
    path = made(tmp_path / "a.xlsx", {"S": [["x"], [], ["y", None]]})
    assert run_child(monkeypatch, "xlsx", path.read_bytes()) == [
        '{"sheet": "S"}',
        '[1, "x"]',
        '[3, "y"]',
    ]


def test_the_child_leaves_hidden_sheets_and_refuses_endless_ones(monkeypatch, tmp_path, plain_book):
    import openpyxl

    book = openpyxl.load_workbook(plain_book)
    book.create_sheet("H").sheet_state = "hidden"
    book.save(tmp_path / "h.xlsx")
    assert len(run_child(monkeypatch, "xlsx", (tmp_path / "h.xlsx").read_bytes())) == 2
    monkeypatch.setattr(child, "_CELLS", 0)
    assert run_child(monkeypatch, "xlsx", plain_book.read_bytes())[1:] == [
        '{"refused": "too_wide", "line": 1}'
    ]
    broken = altered(plain_book, tmp_path / "b.xlsx", b"<worksheet><sheetData><row")
    assert (
        run_child(monkeypatch, "xlsx", broken.read_bytes())[-1]
        == '{"refused": "damaged", "line": 0}'
    )


def test_the_child_forgives_bad_cells(monkeypatch, plain_book, tmp_path):
    cells = '<row r="1"><c r="A1" t="d"><v>2023-02-30</v></c><c r="B1"><v>5</v></c></row>'
    path = altered(plain_book, tmp_path / "bad.xlsx", CONTENT.format(cells).encode())
    assert run_child(monkeypatch, "xlsx", path.read_bytes())[-1] == '[1, "#BAD", 5]'


OLD = [["日期", "金额", "说明"], [dt.date(2026, 3, 5), 12.5, "货款"], [None, "#", True], [-1.0]]


def test_old_excel_files_are_read(tmp_path):
    path = xls(tmp_path / "a.xls", {"一": OLD, "藏": [["x"]]}, hidden=["藏"])
    source = open_source(path)
    (sheet,) = source.sheets
    assert (source.kind, sheet.name) == ("xls", "一")
    assert list(sheet.rows) == [
        ["日期", "金额", "说明"],
        ["2026-03-05", "12.5", "货款"],
        ["", "#BAD", "1"],
        ["-1"],
    ]


def test_the_child_reads_old_excel_files(monkeypatch, tmp_path):
    raw = xls(tmp_path / "a.xls", {"一": OLD, "藏": [["x"]]}, hidden=["藏"]).read_bytes()
    assert [json.loads(line)[1] for line in run_child(monkeypatch, "xls", raw)[2:3]] == [
        "2026-03-05"
    ]
    assert run_child(monkeypatch, "xls", raw[:600]) == ['{"refused": "damaged", "line": 0}']
    locked = raw + "EncryptedPackage".encode("utf-16-le")
    assert run_child(monkeypatch, "xls", locked) == ['{"refused": "encrypted", "line": 0}']
    odd = xls(tmp_path / "b.xls", {"一": [[dt.date(9999, 12, 31)]]}).read_bytes()
    huge = odd.replace(struct.pack("<d", 2958465.0), struct.pack("<d", 1e12))
    assert "#BAD" in run_child(monkeypatch, "xls", huge)[-1]


def test_the_child_reads_html_and_camt(monkeypatch):
    html = "<table><td>a</td><tr><td>日 期</td><th>x<b>y</b></th></tr>z</table>".encode()
    assert run_child(monkeypatch, "html", html) == [
        '{"sheet": ""}',
        '[1, "a"]',
        '[2, "日 期", "xy"]',
    ]
    lines = run_child(monkeypatch, "camt", camt(ntry()).encode())
    assert json.loads(lines[0])["sheet"] == "DE1"
    assert json.loads(lines[2]) == [
        2,
        "2026-03-05",
        "",
        "12.50",
        "CNY",
        "DBIT",
        "",
        "",
        "",
        "",
        "R1",
    ]
    assert run_child(monkeypatch, "camt", b"<a") == ['{"refused": "damaged", "line": 1}']
    other = camt(ntry()).replace("<IBAN>DE1</IBAN>", "<Othr><Id>77</Id></Othr>")
    assert json.loads(run_child(monkeypatch, "camt", other.encode())[0])["sheet"] == "77"
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><Document/>'
    assert run_child(monkeypatch, "camt", bomb) == ['{"refused": "damaged", "line": 0}']
