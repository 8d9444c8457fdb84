"""Killed at any moment: every edit that was called saved is there, whole, and nothing else.

A short run of what tests/store/kill_adapter.py is for; the long runs are made by hand.
"""

import random
import subprocess
import sys
import time
from pathlib import Path

from tests.store.kill_adapter import SessionAdapter

ROOT = Path(__file__).resolve().parents[2]
KILLS = 6


def run_and_kill(path: Path, start: int, seed: int, seconds: float) -> tuple[set[int], set[int]]:
    """Numbers tried and numbers acknowledged by a writer that lives `seconds` after its start."""
    command = [sys.executable, "-m", "tests.store.kill_adapter", str(path), str(start), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline()]
        time.sleep(seconds)
        writer.kill()
        said += writer.stdout.readlines()
    lines = [line.split() for line in said if line.endswith("\n")]
    return tuple({int(number) for kind, number in lines if kind == key} for key in "TA")


def test_nothing_acknowledged_is_lost_and_nothing_half_is_there(tmp_path):
    path, rng = tmp_path / "book.leeway", random.Random(7)
    tried, acknowledged, inside = set(), set(), 0
    for _ in range(KILLS):
        new, saved = run_and_kill(
            path, max(tried, default=0) + 1, rng.randrange(999), rng.random() / 5
        )
        tried |= new
        acknowledged |= saved
        inside += bool(new - saved)
        present, problems = SessionAdapter().verify(str(path))
        assert problems == []
        assert acknowledged <= present <= tried
        assert len(present - acknowledged) <= 1
        acknowledged |= present
    assert inside > KILLS // 2
    assert len(acknowledged) > KILLS
