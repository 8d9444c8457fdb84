"""What the first argument asks for: window, command line, or a child process of a frozen app."""

import sys

import pytest

import app
from planner.exports.pdf import child as drawing
from planner.importers import child as reading


def test_the_words_of_both_children_are_known():
    assert {
        drawing.WORD: drawing.__name__,
        reading.WORD: reading.__name__,
    } == app.CHILDREN


@pytest.mark.parametrize(("module", "arguments"), [(drawing, ()), (reading, ("xlsx",))])
def test_a_childs_word_runs_the_child_and_nothing_else(monkeypatch, module, arguments):
    told = []

    def main(*given):
        told.append(given)
        return 7

    monkeypatch.setattr(module, "main", main)
    monkeypatch.setattr(sys, "argv", ["leeway", module.WORD, *arguments])
    assert app.main() == 7
    assert told == [arguments]
