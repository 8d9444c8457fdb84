"""Files made and replaced so that no crash leaves half of one under a final name."""

import errno
import os
import re
import secrets
import sys
import time
from pathlib import Path

from planner.basics.errors import UserError
from planner.basics.text import N_

PART = ".part"
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between the tries while a virus scanner or a sync program holds the target."""


def side_file(book: Path, ending: str) -> Path:
    """A file that belongs to `book` and lies beside it."""
    return book.with_name(f"{book.name}{ending}")


def new_part(target: Path) -> Path:
    """A fresh empty file beside `target`, readable by its owner alone, to be renamed to it."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}{PART}")
    make_private(part)
    return part


def make_private(path: Path) -> None:
    """Make an empty file with mode 0600. Raises FileExistsError for what is there already."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def remove_parts(folder: Path, name: str) -> None:
    """Remove what interrupted copies left behind in `folder`; `name`: pattern of their targets."""
    pattern = re.compile(rf"\.{name}\.[0-9a-f]{{8}}\.part(-journal)?")
    for entry in folder.iterdir() if folder.is_dir() else ():
        if pattern.fullmatch(entry.name):
            entry.unlink(missing_ok=True)


def discard(part: Path) -> None:
    """Remove a part and its journal, whichever are there."""
    for path in (part, side_file(part, "-journal")):
        path.unlink(missing_ok=True)


def publish(part: Path, target: Path) -> None:
    """Give a finished part its final name, which must be free. Raises FileExistsError else."""
    sync_file(part)
    try:
        os.link(part, target)
    except OSError as error:
        if isinstance(error, FileExistsError) or error.errno == errno.ENOENT:
            raise
        make_private(target)  # a stick without hard links: reserve the name, then fill it
        replace(part, target)
    part.unlink(missing_ok=True)
    sync_folder(target.parent)


def replace(part: Path, target: Path) -> None:
    """Put a finished part in place of `target`, patiently: another program may hold it.

    Raises UserError when the target stays held; it is then what it was.
    """
    sync_file(part)
    for wait in _WAITS:
        try:
            part.replace(target)
        except PermissionError:
            time.sleep(wait)
        else:
            sync_folder(target.parent)
            return
    raise UserError(
        N_(
            "Another program holds {name}, perhaps a virus scanner or a sync program. "
            "Nothing was changed. Close that program and try again."
        ),
        name=target.name,
    )


def sync_file(path: Path) -> None:
    """Return when the content of `path` is on the disk."""
    number = os.open(path, os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def sync_folder(folder: Path) -> None:
    """Return when the names in `folder` are on the disk (Windows does that by itself)."""
    if sys.platform != "win32":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
