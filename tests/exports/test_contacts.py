"""The contact record as a sheet: complete, or with nothing in it that tells who it was."""

import datetime as dt
import html
import io
import re
import zipfile

import openpyxl
import pytest
from pypdf import PdfReader

from planner.basics.errors import UserError
from planner.book.contact import Contact, Promise
from planner.book.edit import apply
from planner.services.exporting import kind_named, subject
from planner.services.look_ahead import look_ahead
from planner.services.troubles.record_table import contacts_html
from planner.services.troubles.records import amend_edit, record_edit

NOW = dt.datetime(2027, 1, 30, 16, 0)
SECRETS = ("张伟", "工号A103", "13800138000", "王律师", "聚鑫催收", "网商", "阿宁", "两千", "2,345", "2345",
           "借条", "邻居老刘")  # fmt: skip


@pytest.fixture(scope="module")
def book(shop):
    visit = Contact(
        "v1", NOW.replace(hour=6), "网商银行", "visit", person="张伟", staff_no="工号A103",
        organisation="聚鑫催收", said="=1+1 打 13800138000 找王律师", loan="l1", identified="no",
        promises=(Promise("owner", "还两千", dt.date(2027, 2, 5), 2_345_67),),
        witnesses="邻居老刘", signs=("threats",), promised="写借条",
    )  # fmt: skip
    made = apply(shop, record_edit(shop, visit, NOW))
    call = Contact("v2", NOW.replace(hour=9), "网商银行", "phone", person="张伟", said="又来电话")
    made = apply(made, record_edit(made, call, NOW))
    return apply(made, amend_edit(made, "v1", "是王律师介绍的", NOW))


def written(book, kind, language="zh", suffix=".xlsx"):
    look = look_ahead(book, NOW.date(), paths=50, with_actions=False)
    return kind_named(kind).content(subject(book, look, language, today=NOW.date()), suffix)


def pages(content):
    """The words of a PDF as they are searched and copied, and what it says of itself."""
    reader = PdfReader(io.BytesIO(content))
    words = "\n".join(page.extract_text() for page in reader.pages)
    xmp = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
    return words, f"{reader.metadata} {xmp}"


def cells(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_masked_pdf_tells_nobody_who_it_was_in_words_or_metadata(book, language):
    content = written(book, "contacts", language, ".pdf")
    said, about = pages(content)
    said = "".join(said.split())
    assert [secret for secret in SECRETS if secret in said + about] == []
    assert [secret for secret in SECRETS if secret.encode() in content] == []
    assert all(contact.seal not in said for contact in book.contacts.values())
    assert ("联系人A" if language == "zh" else "PersonA") in said
    assert "GB/T45251-2025" in said


def test_a_complete_pdf_has_every_word_embeds_its_fonts_and_shows_chinese(book):
    content = written(book, "contacts_full", "zh", ".pdf")
    said = "".join(pages(content)[0].split())
    for word in ("张伟", "工号A103", "聚鑫催收", "邻居老刘", "¥2,345.67", "打13800138000找王律师",
                 "是王律师介绍的", "记录链完好", "2027-01-3006:00"):  # fmt: skip
        assert word in said, word
    assert book.contacts["v1"].seal in said
    for page in PdfReader(io.BytesIO(content)).pages:
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            assert any(key.startswith("/FontFile") for key in below["/FontDescriptor"])


@pytest.mark.parametrize("is_redacted", [True, False])
def test_the_preview_says_exactly_what_the_pdf_says(book, is_redacted):
    kind = "contacts" if is_redacted else "contacts_full"
    said = "".join(pages(written(book, kind, "zh", ".pdf"))[0].split())
    preview = contacts_html(book, NOW.date(), "zh", is_redacted=is_redacted)
    words = html.unescape(re.sub(r"<[^>]+>", "\n", preview)).split()
    assert len(words) > 30
    assert [word for word in words if word not in said] == []


def test_equal_records_give_equal_bytes(book):
    assert written(book, "contacts", "zh", ".pdf") == written(book, "contacts", "zh", ".pdf")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_masked_nothing_tells_who_it_was(book, language):
    """Searched in every part of the file: cells, properties, footers, comments."""
    content = written(book, "contacts", language)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        everything = "\n".join(parts.read(name).decode("utf-8") for name in parts.namelist())
    assert [secret for secret in SECRETS if secret in everything] == []
    assert all(contact.seal not in everything for contact in book.contacts.values())


def test_masked_days_manner_and_sameness_stay(book):
    rows = cells(written(book, "contacts", "en"))[4:]
    assert [row[0] for row in rows] == ["2027-01-30 06:00", "2027-01-30 16:00", "2027-01-30 09:00"]
    assert [row[1] for row in rows] == ["Visit", "Addition", "Call"]
    assert rows[0][3] == rows[2][3] == "Person A"
    assert (rows[0][2], rows[2][2]) == ("Institution A", "Institution B")
    assert rows[0][8] == "Promised by the owner\nPromised by the owner · 2027-02-05"
    assert "Contact between 22:00 and 8:00 · Recommended standard: GB/T 45251-2025" in rows[0][9]
    assert rows[0][9].count("Checked 2026-11-23") == 2


def test_complete_everything_is_there_as_text(book):
    rows = cells(written(book, "contacts_full"))
    said = "\n".join(cell for row in rows for cell in row)
    assert all(word in said for word in ("张伟", "工号A103", "聚鑫催收", "邻居老刘", "¥2,345.67"))
    assert "=1+1 打 13800138000 找王律师" in said
    assert book.contacts["v1"].seal in said
    assert "记录链完好" in said


def test_a_broken_chain_is_said_in_the_file(book):
    from dataclasses import replace

    forged = {**book.contacts, "v1": replace(book.contacts["v1"], said="x")}
    said = cells(written(replace(book, contacts=forged), "contacts_full", "en"))[1][0]
    assert "was changed from outside" in said


def test_without_records_there_is_nothing_to_export(shop):
    with pytest.raises(UserError, match="No contact"):
        written(shop, "contacts")
