"""Preferences survive a restart, are private, and never keep the window from opening."""

import json
import stat
import sys

import pytest

from ui.preferences import Preferences, load


def test_what_was_saved_is_loaded_again(tmp_path):
    path = tmp_path / "deep" / "preferences.json"
    saved = Preferences(path, language="zh", theme="dark", text_size=115, last_book="/x.leeway")
    saved.save()
    assert load(path) == saved


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_the_file_is_for_its_owner_only(tmp_path):
    path = tmp_path / "preferences.json"
    Preferences(path).save()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "[]", "{", '{"language": 3, "text_size": "x"}', "\0"])
def test_a_damaged_file_means_the_defaults(tmp_path, content):
    path = tmp_path / "preferences.json"
    path.write_text(content, "utf-8")
    assert load(path) == Preferences(path)


def test_known_values_are_kept_beside_unknown_ones(tmp_path):
    path = tmp_path / "preferences.json"
    path.write_text(json.dumps({"theme": "dark", "later": 1}), "utf-8")
    assert load(path).theme == "dark"


def test_a_folder_that_cant_be_written_disturbs_nobody(tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("x", "utf-8")
    Preferences(blocker / "preferences.json").save()
    assert blocker.read_text("utf-8") == "x"
