"""Reading a workbook in a child process that can be ended: by time, by memory, by the owner."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.importers import child
from planner.importers.source import Cancelled, ImportCancelled, Number, Sheet

_ROOT = Path(__file__).resolve().parents[2]
_GAVE_UP = 1
_PATIENCE = 0.02
"""Seconds between two looks at the child."""

_SENTENCES = {
    "encrypted": N_(
        "{file} is protected by a password. Save it without one. Nothing was imported."
    ),
    "damaged": N_("{file} is damaged or not what it claims to be. Nothing was imported."),
    "too_large": N_("{file} is far larger unpacked than a statement can be. Nothing was imported."),
    "too_wide": N_("{file}, line {line}: more cells than a statement has. Nothing was imported."),
}


def read_sheets(raw: bytes, kind: str, name: str, cancelled: Cancelled) -> tuple[Sheet, ...]:
    """The visible sheets of a workbook. Raises UserError when it is refused or takes too long."""
    with tempfile.TemporaryFile() as content, tempfile.TemporaryFile() as answer:
        content.write(raw)
        content.seek(0)
        code = _run(kind, content, answer, cancelled)
        answer.seek(0)
        if code != 0:
            # A child that was ended ran too long or took too much; one that gave up by itself
            # met something its parser did not expect.
            raise _refusal("damaged" if code == _GAVE_UP else "too_large", name)
        return tuple(_sheets(answer, name))


def command(kind: str) -> list[str]:
    """How the child is started, also by a frozen app, which can only start itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, child.WORD, kind]
    return [sys.executable, "-m", "planner.importers.child", kind]


def _run(kind: str, content: IO[bytes], answer: IO[bytes], cancelled: Cancelled) -> int:
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command(kind),
        stdin=content,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    end = time.monotonic() + child.SECONDS
    try:
        while process.poll() is None:
            if cancelled():
                raise ImportCancelled
            if time.monotonic() > end:
                return -1
            time.sleep(_PATIENCE)
        return process.returncode
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _sheets(answer: IO[bytes], name: str) -> Iterator[Sheet]:
    title: str | None = None
    rows: list[list[str]] = []
    lines: list[int] = []
    for written in answer:
        found: Any = _loaded(written, name)
        if isinstance(found, list):
            lines.append(int(found[0]))
            rows.append(found[1:])
            continue
        if "refused" in found:
            raise _refusal(found["refused"], name, int(found["line"]))
        if title is not None:
            yield Sheet(title, rows, lines)
        title, rows, lines = found["sheet"], [], []
    if title is not None:
        yield Sheet(title, rows, lines)


def _loaded(written: bytes, name: str) -> Any:
    try:
        return json.loads(written, parse_int=Number, parse_float=Number)
    except ValueError:  # the child was ended in the middle of a row
        raise _refusal("too_large", name) from None


def _refusal(code: str, name: str, line: int = 0) -> UserError:
    return UserError(_SENTENCES[code], file=name, line=line)
