"""Blocks -> PDF: flowing over pages, fonts, text layer, same bytes, faults in words."""

import subprocess
import sys
from io import BytesIO

import pytest
from pypdf import PdfReader

from planner.basics.errors import UserError
from planner.exports.pdf import child, press
from planner.exports.pdf.blocks import column, ground, items, row, table, words
from planner.exports.pdf.press import pdf
from planner.exports.pdf.text_layer import mended
from planner.outlook.level import Level

SENTENCE = "本金与利息应按约定的还款日偿还，金额见合同。"


def document(*parts, flows=True, language="zh"):
    return {
        "title": "阿宁面馆 · 文件", "language": language, "date": "2026-11-23",
        "header": ["阿宁面馆", "2026年11月23日"], "footer": "foot", "pages_words": "第 {page}/{pages} 页",
        "flows": flows, "pages": [list(part) for part in parts],
    }  # fmt: skip


def read(content):
    return PdfReader(BytesIO(content))


def said(content):
    """The words of every page without line ends and blanks."""
    return ["".join(page.extract_text().split()) for page in read(content).pages]


def log(count, text=SENTENCE):
    columns = [column("日期"), column("对方"), column("说了什么", 4), column("金额", 1, "right")]
    rows = [row([f"D{number:03}", "经理", text, "¥1,000.00"]) for number in range(count)]
    return table(columns, rows)


def test_a_long_table_runs_over_pages_with_its_head_on_each_and_every_row_once():
    pages = said(pdf(document([words("heading", "沟通记录"), log(120)])))
    assert len(pages) >= 3
    assert all("说了什么" in page for page in pages)
    whole = "".join(pages)
    assert [whole.count(f"D{number:03}") for number in range(120)] == [1] * 120
    assert whole.count(SENTENCE) == 120
    assert [f"第{number}/{len(pages)}页" in page for number, page in enumerate(pages, 1)] == [
        True
    ] * len(pages)


def test_a_row_higher_than_a_page_goes_on_below_the_next_head():
    pages = said(pdf(document([log(3, SENTENCE * 150)])))
    assert all("说了什么" in page for page in pages)
    assert sum(page.count("还款日") for page in pages) >= 3 * 150 - len(pages)
    letters = "".join(pages).count("偿")
    assert letters == 3 * 150


def test_long_paragraphs_and_items_are_broken_at_words_and_nothing_is_lost():
    english = "The borrower pays on time. " * 400
    blocks = [words("text", english), items(["one", "two " * 1500, "three"], is_numbered=True)]
    content = pdf(document(blocks, language="en"))
    pages = said(content)
    whole = "".join(pages)
    assert len(pages) >= 3
    assert [whole.count(word) for word in ("borrower", "time.", "two", "2.")] == [400, 400, 1500, 1]
    assert "three" in pages[-1]


def test_a_heading_never_stands_alone_at_the_foot_of_a_page():
    for lines in range(28, 46):
        filling = words("text", "\n".join("填" for _ in range(lines)))
        blocks = [filling, words("heading", "标题"), words("muted", "说明"), log(8)]
        for page in said(pdf(document([*blocks]))):
            assert ("标题" in page) <= ("D000" in page)


def test_each_part_begins_on_a_new_page_and_no_block_gives_one_empty_page():
    assert len(said(pdf(document([words("text", "甲")], [words("text", "乙")])))) == 2
    assert len(said(pdf(document([])))) == 1


def test_a_table_without_titles_has_no_head():
    content = pdf(document([table([column(""), column("", 3)], [row(["姓名", "周"])])]))
    assert "姓名周" in said(content)[0]


def test_han_letters_are_found_as_themselves_and_every_font_is_embedded():
    content = pdf(document([words("text", "本金 金额 日期 长 门 车 马 龙 2026 A1 first 网商贷2")]))
    assert "本金金额日期长门车马龙2026A1first网商贷2" in said(content)[0]
    fonts = [
        font.get_object()
        for page in read(content).pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = inner["/FontDescriptor"].get_object()
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_same_document_same_bytes_and_no_trace_of_machine_or_user(monkeypatch):
    one = document([words("text", SENTENCE), log(5)])
    first = pdf(one)
    assert all(pdf(one) == first for _ in range(4))
    monkeypatch.setenv("USER", "somebody")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert pdf(one) == first
    about = read(first).metadata
    assert about["/Author"] in {"", None}
    assert about["/CreationDate"].startswith("D:20261123")
    for trace in (b"/root", b"/home", b"/work", b"/tmp", b"somebody"):
        assert trace not in first


@pytest.mark.parametrize("nasty", ["=1+1", "@SUM(A1)", "<b>x</b>", "{page}", "%s", "(a\\b)"])
def test_text_is_text(nasty):
    content = pdf(document([words("text", nasty), items([nasty])]))
    assert said(content)[0].count(nasty) == 2
    assert not read(content).pages[0].annotations


def test_control_characters_of_a_name_are_blanks():
    assert "甲乙" in said(pdf(document([words("text", "甲\x00\t乙")])))[0]


@pytest.mark.parametrize(
    "outcome",
    [
        subprocess.CompletedProcess([], 1, b"", b"boom"),
        subprocess.CompletedProcess([], 0, b"no pdf", b""),
        subprocess.TimeoutExpired("x", 1),
        FileNotFoundError("python"),
    ],
)
def test_a_child_that_fails_is_said_in_words(monkeypatch, outcome):
    def run(*_args, **_options):
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(press.subprocess, "run", run)
    with pytest.raises(UserError) as caught:
        pdf(document([]))
    assert "Nothing was written" in caught.value.text.key


def test_a_frozen_app_starts_itself(monkeypatch):
    assert press.command()[1:] == ["-m", "planner.exports.pdf.child"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert press.command() == [sys.executable, child.WORD]


def test_levels_have_their_grounds():
    assert [ground(level) for level in (None, *Level)] == [
        "", "covered", "tight", "short", "overdue",
    ]  # fmt: skip


def test_a_file_without_id_or_radicals_is_left_as_it_is():
    assert mended(b"%PDF beginbfrange [<0041>] endbfrange", "2026-11-23") == (
        b"%PDF beginbfrange [<0041>] endbfrange"
    )
    assert b"<91D1>" in mended(b"beginbfrange [<2FA6>] endbfrange", "2026-11-23")
    assert b"[<0020><0041>]" in mended(b"beginbfrange [<0009><0041>] endbfrange", "2026-11-23")
    door = b"beginbfrange [<2F3E>] endbfrange"
    assert b"<6237>" in mended(door, "2026-11-23", "账户流水")
    assert b"<6236>" in mended(door, "2026-11-23", "門戶")
