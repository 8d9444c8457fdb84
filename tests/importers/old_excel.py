"""A minimal writer of old Excel files (BIFF8 in an OLE2 container), just enough for a statement."""

import datetime as dt
import struct
from collections.abc import Sequence
from pathlib import Path

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls(
    path: Path, sheets: dict[str, Sequence[Sequence[object]]], hidden: Sequence[str] = ()
) -> Path:
    """A workbook with these sheets; cells are text, numbers, dates, None or an error ("#")."""
    path.write_bytes(_container(_stream(sheets, hidden)))
    return path


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _text(value: str, size: str) -> bytes:
    return struct.pack(size, len(value)) + b"\x01" + value.encode("utf-16-le")


def _stream(sheets, hidden) -> bytes:
    bodies = [_sheet(rows) for rows in sheets.values()]
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6))
    head += _record(0x00E0, struct.pack("<HH", 0, 0) + bytes(16))
    head += _record(0x00E0, struct.pack("<HH", 0, 14) + bytes(16))
    tail = _record(0x000A, b"")

    def bounds(place: int) -> bytes:
        found = b""
        for name, body in zip(sheets, bodies, strict=True):
            state = 1 if name in hidden else 0
            found += _record(0x0085, struct.pack("<IBB", place, state, 0) + _text(name, "<B"))
            place += len(body)
        return found

    size = len(head) + len(bounds(0)) + len(tail)
    return head + bounds(size) + tail + b"".join(bodies)


def _sheet(rows) -> bytes:
    found = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            found += _cell(row, column, value)
    return found + _record(0x000A, b"")


def _cell(row: int, column: int, value: object) -> bytes:
    place = struct.pack("<HH", row, column)
    if value is None:
        return b""
    if value == "#":
        return _record(0x0205, place + struct.pack("<HBB", 0, 0x2A, 1))
    if isinstance(value, bool):
        return _record(0x0205, place + struct.pack("<HBB", 0, value, 0))
    if isinstance(value, dt.date):
        days = float((value - dt.date(1899, 12, 30)).days)
        return _record(0x0203, place + struct.pack("<Hd", 1, days))
    if isinstance(value, int | float):
        return _record(0x0203, place + struct.pack("<Hd", 0, float(value)))
    return _record(0x0204, place + struct.pack("<H", 0) + _text(str(value), "<H"))


def _container(stream: bytes) -> bytes:
    """One stream named Workbook; padded, so that no short sectors are needed."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % _SECTOR)
    count = len(stream) // _SECTOR
    fat = [_FAT, _END, *range(3, count + 2), _END]
    fat += [_FREE] * (128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    return header + struct.pack("<128I", *fat) + directory.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    title = name.encode("utf-16-le").ljust(64, b"\0")
    links = struct.pack("<III", _FREE, _FREE, child)
    return (
        title + struct.pack("<HBB", 2 * len(name) + 2, kind, 1) + links + bytes(36)
        + struct.pack("<III", start, size, 0)
    )  # fmt: skip
