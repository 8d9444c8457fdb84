"""Unexpected errors: told calmly, logged without personal data, the program goes on."""

import sys

import pytest

from planner.basics.errors import UserError
from ui import errors


@pytest.fixture
def log(tmp_path):
    path = errors.open_log(tmp_path / "logs")
    yield path
    errors.close_log()


def caught(error):
    try:
        raise error
    except type(error) as raised:
        return raised


def test_the_log_names_the_place_and_never_the_message(log):
    told = []
    errors.report(caught(ValueError("周师傅 13800000000")), lambda *said: told.append(said))
    content = log.read_text("utf-8")
    assert "ValueError" in content
    assert "test_errors.py" in content
    assert "138" not in content + told[0][1]
    assert "周师傅" not in content + told[0][1]
    assert told[0][0].key == "This step did not work. The book is unchanged."


def test_a_refusal_that_slipped_through_speaks_for_itself(log):
    told = []
    errors.report(caught(UserError("Enter a date.")), lambda *said: told.append(said))
    assert told[0][0].key == "Enter a date."
    assert not log.exists()


def test_errors_of_slots_arrive_and_the_former_hook_comes_back(log):
    told, before = [], sys.excepthook
    end = errors.watch(lambda *said: told.append(said))
    sys.excepthook(*_info(ZeroDivisionError("x")))
    end()
    assert told[0][1].startswith("ZeroDivisionError")
    assert sys.excepthook is before


def test_an_interrupt_is_left_to_python(log, monkeypatch):
    told, passed = [], []
    monkeypatch.setattr(sys, "excepthook", lambda *args: passed.append(args))
    end = errors.watch(lambda *said: told.append(said))
    sys.excepthook(*_info(KeyboardInterrupt()))
    end()
    assert not told
    assert len(passed) == 1


def test_a_log_that_cant_be_written_disturbs_nobody(tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("x", "utf-8")
    errors.open_log(blocker)
    errors.report(caught(ValueError("x")), lambda *said: None)
    errors.close_log()


def _info(error):
    raised = caught(error)
    return type(raised), raised, raised.__traceback__
