"""A document of blocks -> the bytes of a PDF, through the child that draws it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.exports.pdf import child
from planner.exports.pdf.blocks import Document
from planner.exports.pdf.text_layer import mended

_ROOT = Path(__file__).resolve().parents[3]
SECONDS = 60


def pdf(document: Document) -> bytes:
    """The finished file: same document, same bytes. Raises UserError where Qt can't draw it."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command(),
            input=json.dumps(document).encode(),
            capture_output=True,
            env=_surroundings(),
            timeout=SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise _no_pdf() from fault
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        raise _no_pdf()
    return mended(done.stdout, document["date"], json.dumps(document, ensure_ascii=False))


def command() -> list[str]:
    """How the child is started, also by a frozen app, which can only start itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, child.WORD]
    return [sys.executable, "-m", "planner.exports.pdf.child"]


def _surroundings() -> dict[str, str]:
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "QT_QPA_PLATFORM": "offscreen",
        "TZ": "UTC",
        "QT_HASH_SEED": "0",  # the order of fonts in the file is that of a hash table
    }


def _no_pdf() -> UserError:
    return UserError(
        N_(
            "The PDF could not be drawn here: a system library for it is missing, or it took too "
            "long. Nothing was written; the Excel budget holds the same figures."
        )
    )
