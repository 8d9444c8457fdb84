"""One term, one word: the window, the letter, the workbook and the texts of law say the same.

The catalogue holds what the window says. Letter, contact record and workbook are written in both
languages and compared piece by piece: where the English has a term, the Chinese has its word.
"""

import datetime as dt
import io
import re

import openpyxl
import pytest
from babel.messages.pofile import read_po

from planner.basics.text import text
from planner.book.contact import Contact
from planner.book.edit import Edit, adding, apply
from planner.book.loan import LoanEvent
from planner.exports.contact_pages import document as record
from planner.exports.letter.text import document as letter
from planner.exports.letter.words import ASKS
from planner.services.exporting import kind_named, subject
from planner.services.look_ahead import look_ahead
from planner.services.troubles.call_script import script_text
from planner.services.troubles.proposing import Wishes
from planner.services.troubles.statements import STATEMENTS
from planner.wording import LOCALES, Wording

PO = LOCALES / "zh_CN" / "LC_MESSAGES" / "leeway.po"
TERMS = (
    (r"\boverdue\b", "逾期"),
    (r"\bpenalty interest\b", "罚息"),
    (r"\bcompound interest\b", "复利"),
    (r"\bdays of grace\b|\bgrace days\b", "宽限"),
    (r"\bcredit (register|report)\b", "征信"),
    (r"\bemergency fund\b", "应急金"),
    (r"\bextension\b", "展期"),
)
"""An English term and the word its Chinese must hold."""
FORBIDDEN = (
    "罚金",
    "滞纳金",
    "违约金",
    "利息的利息",
    "延期",
    "信用记录",
    "信用报告",
    "备用金",
    "拖欠",
    "您",
)
"""Other words for the same things, and the form of address the product does not use."""


def pairs():
    """English and Chinese of every message, plurals and contexts included."""
    with PO.open("rb") as file:
        messages = [message for message in read_po(file, locale="zh_CN") if message.id]
    for message in messages:
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        chinese = message.string if isinstance(message.string, tuple) else (message.string,)
        yield " ".join(sources), " ".join(chinese)


@pytest.mark.parametrize(("english", "chinese"), TERMS)
def test_a_term_has_one_chinese_word(english, chinese):
    pattern = re.compile(english, re.IGNORECASE)
    said = [(source, words) for source, words in pairs() if pattern.search(source)]
    assert said
    assert [pair for pair in said if chinese not in pair[1]] == []


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_other_word_stands_for_a_term(word):
    assert [pair for pair in pairs() if word in pair[1]] == []


# what is written out

TODAY = dt.date(2027, 1, 30)


@pytest.fixture(scope="module")
def told(shop):
    """Letter, call, contact record and workbook of the shop that is 20 days late, by language."""
    paid = LoanEvent("december", "l1", "pay", dt.date(2026, 12, 10), 539853)
    call = Contact("c", dt.datetime(2027, 1, 29, 7), "银行", "phone", loan="l1", said="x",
                   identified="no", signs=("threats", "third_parties"))  # fmt: skip
    book = apply(shop, Edit(text("t"), (adding("loan_event", paid), adding("contact", call))))
    look = look_ahead(book, TODAY, paths=100, with_actions=False)
    wishes = Wishes(plan="extend", asks=tuple(ASKS))
    return {
        language: subject(book, look, language, today=TODAY, wishes=wishes)
        for language in ("en", "zh")
    }


def pieces(kind, one):
    """The words of one written thing, piece by piece in the same order in every language."""
    if kind == "letter":
        return _of_document(letter(one.proposal(), one.wording))
    if kind == "contacts":
        return _of_document(record(one.contacts(), one.wording, TODAY, ""))
    if kind == "call":
        return script_text(one.proposal(), one.wording).split("\n")
    content = kind_named(kind).content(one, ".xlsx")
    sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    rows = (row for sheet in sheets for row in sheet.iter_rows(values_only=True))
    return [str(cell) for row in rows for cell in row if isinstance(cell, str)]


def _of_document(made):
    said = [made["title"], made["footer"]]
    for block in (block for page in made["pages"] for block in page):
        match block["block"]:
            case "words":
                said.append(block["text"])
            case "items":
                said += block["items"]
            case "table":
                said += [column["title"] for column in block["columns"]]
                said += [cell for row in block["rows"] for cell in row["cells"]]
    return said


WRITTEN = {
    "letter": {"逾期", "罚息", "复利", "征信", "展期"},
    "call": {"展期", "罚息"},
    "contacts": set(),
    "schedule": set(),
    "budget": {"应急金"},
}
"""What is written out, and the words that must be in it so that the comparison means something."""


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_is_written_out_uses_the_words_of_the_window(told, kind):
    english, chinese = pieces(kind, told["en"]), pieces(kind, told["zh"])
    assert len(english) == len(chinese)
    wrong = [
        (source, words)
        for source, words in zip(english, chinese, strict=True)
        for pattern, word in TERMS
        if re.search(pattern, source, re.IGNORECASE) and word not in words
    ]
    assert wrong == []
    whole = "\n".join(chinese)
    assert [word for word in WRITTEN[kind] if word not in whole] == []
    assert [word for word in FORBIDDEN if word in whole] == []


@pytest.mark.parametrize("one", STATEMENTS, ids=lambda one: one.id)
def test_the_texts_of_law_and_practice_use_them_too(one):
    chinese = Wording("zh")._(one.sentence)
    assert [word for pattern, word in TERMS
            if re.search(pattern, one.sentence, re.IGNORECASE) and word not in chinese] == []  # fmt: skip
