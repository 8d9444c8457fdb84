"""Every kind of fact has a name in sentences."""

import pytest

from planner.book.book import MAPS, SINGLES
from planner.book.kind_words import kind_word
from planner.wording import Wording


@pytest.mark.parametrize("kind", ["entry", *MAPS, *SINGLES])
def test_a_kind_is_named_in_chinese_without_its_key(kind):
    said = Wording("zh").say(kind_word(kind))
    assert said
    assert not said.isascii()


def test_what_is_no_kind_has_no_name():
    with pytest.raises(KeyError):
        kind_word("shop")
