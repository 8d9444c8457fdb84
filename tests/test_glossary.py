"""One term, one word: the window, the workbook and the texts of law call a thing the same."""

import re

import pytest
from babel.messages.pofile import read_po

from planner.wording import LOCALES

PO = LOCALES / "zh_CN" / "LC_MESSAGES" / "leeway.po"
TERMS = (
    (r"\boverdue\b", "逾期"),
    (r"\bpenalty interest\b", "罚息"),
    (r"\bcompound interest\b", "复利"),
    (r"\bdays of grace\b|\bgrace days\b", "宽限"),
    (r"\bcredit (register|report)\b", "征信"),
    (r"\bemergency fund\b", "应急金"),
)
"""An English term and the word its Chinese must hold."""
FORBIDDEN = ("罚金", "滞纳金", "利息的利息", "延期", "信用记录", "信用报告", "备用金", "拖欠", "您")
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
