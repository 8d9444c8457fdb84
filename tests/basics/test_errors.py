"""What the system refuses is said in the reader's language."""

import errno
import os

import pytest

from planner.basics.errors import system_reason
from planner.wording import Wording

USUAL = ("ENOENT", "EACCES", "ENOSPC", "EROFS", "EISDIR", "ENOTDIR", "EBUSY", "ENAMETOOLONG")


@pytest.mark.parametrize("name", USUAL)
def test_the_usual_reasons_are_chinese_on_a_chinese_screen(name):
    number = getattr(errno, name)
    said = Wording("zh").say(system_reason(OSError(number, os.strerror(number))))
    assert not any(char.isascii() for char in said)
    english = Wording("en").say(system_reason(OSError(number, os.strerror(number))))
    assert english.isascii()
    assert english != said


def test_an_unknown_reason_keeps_its_number_for_whoever_helps():
    assert Wording("zh").say(system_reason(OSError(9999, "Strange thing"))) == "系统错误 9999"
    assert Wording("en").say(system_reason(PermissionError())) == "access is not allowed"
    assert Wording("en").say(system_reason(OSError())) == "system error OSError"


def test_no_sentence_of_ours_quotes_the_systems_english():
    from tests.test_house import ROOT

    found = [
        path.name
        for folder in ("planner", "ui")
        for path in (ROOT / folder).rglob("*.py")
        if ".strerror" in path.read_text("utf-8") and path.name != "computer.py"
    ]
    assert found == []
