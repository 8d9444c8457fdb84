"""Every reader with mutated files: an answer or a refusal, never anything else, and in time."""

import random
import time
from pathlib import Path

import pytest

from planner.importers import workbook
from tests.importers.fuzzing import (
    BINARIES,
    TEXTS,
    mutated,
    mutated_file,
    outcomes,
    read_here,
    seed_of,
    tried,
)

CRASHES = Path(__file__).parent / "crashes"


@pytest.mark.parametrize("name", TEXTS)
def test_mutated_files_are_answered_or_refused(tmp_path, name):
    assert (
        sum(value for value in tried(name, tmp_path, 120).values() if isinstance(value, int)) == 120
    )


@pytest.mark.parametrize("kind", BINARIES)
def test_mutated_workbooks_and_xml_are_answered_or_refused(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(workbook, "_run", read_here)
    tried(kind, tmp_path, 60)


@pytest.mark.parametrize("kind", ["xlsx", "camt"])
def test_mutated_files_through_the_child_process_are_too(tmp_path, kind):
    chance, content = random.Random(kind), seed_of(kind, tmp_path)
    path = tmp_path / "fuzzed"
    for _ in range(3):
        path.write_bytes(mutated_file(kind, content, chance))
        outcomes(path)


@pytest.mark.parametrize("crash", sorted(CRASHES.iterdir()), ids=lambda path: path.name)
def test_files_that_once_broke_a_reader_are_refused(tmp_path, monkeypatch, crash):
    monkeypatch.setattr(workbook, "_run", read_here)
    assert outcomes(crash) is None


def test_mutations_differ(tmp_path):
    chance = random.Random(1)
    assert len({mutated(TEXTS["qif"], chance) for _ in range(50)}) > 40


@pytest.mark.parametrize(
    "content",
    [b"<OFX>" * 50_000, b"<OFX>" + b"<STMTTRN>" * 20_000, b"!Type:Bank\n" + b"S\n" * 50_000,
     b":20:x\n" * 20_000, b'"' * 100_000, b"," * 900 + b"\n", b"(" * 50_000 + b"\n",
     ("日期,摘要,金额\n" + "2026-03-01," + "(" * 5000 + "," + "1'" * 5000 + "\n").encode()],
)  # fmt: skip
def test_files_made_to_be_slow_are_not(tmp_path, content):
    path = tmp_path / "slow"
    path.write_bytes(content)
    start = time.monotonic()
    outcomes(path)
    assert time.monotonic() - start < 5
