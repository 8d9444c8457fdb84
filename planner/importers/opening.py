"""From a path to a `Source`: recognised by content, checked, decoded, split into rows."""

import codecs
from pathlib import Path

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.importers.delimited import guess_delimiter, parse
from planner.importers.encoding import decode
from planner.importers.importer import DEFAULTS, ReadOptions
from planner.importers.known import recalled
from planner.importers.safe import check_archive, is_archive, is_workbook, read_bytes, unpacked
from planner.importers.source import Cancelled, Kind, Source, never
from planner.importers.workbook import read_sheets

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_JUNK = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"SQLite format", b"\x7fELF", b"MZ", b"Rar!",
         b"7z\xbc\xaf", b"\x1f\x8b")  # fmt: skip


def open_source(
    path: Path,
    options: ReadOptions = DEFAULTS,
    cancelled: Cancelled = never,
) -> Source:
    """The content of a file by its real type, whatever its name says. Raises UserError."""
    raw, name = read_bytes(path), path.name
    if is_archive(raw) and not is_workbook(raw):
        raw, inner = unpacked(raw, name, options.password)
        name = f"{name}/{inner}"
    if is_archive(raw):
        check_archive(raw, name)
        return Source(name, "xlsx", read_sheets(raw, "xlsx", name, cancelled))
    if raw.startswith(_OLE):
        return Source(name, "xls", read_sheets(raw, "xls", name, cancelled))
    if raw.startswith(_JUNK):
        raise _no_statement(name)
    return _of_text(raw, name, options, cancelled)


def _of_text(raw: bytes, name: str, options: ReadOptions, cancelled: Cancelled) -> Source:
    kind = text_kind(raw)
    if kind == "html":
        return Source(name, kind, read_sheets(raw, kind, name, cancelled))
    if kind == "camt":
        return Source(name, kind, read_sheets(raw, kind, name, cancelled))
    decoded = decode(raw, name, options.encoding)
    layout = recalled(raw, decoded.text, options.known) if kind == "csv" else None
    if layout is not None and layout.encoding and not options.encoding:
        decoded = decode(raw, name, layout.encoding)
    _refuse_binary(decoded.text, name)
    notices = (_NULS,) if decoded.nuls else ()
    if kind != "csv":
        return Source(name, kind, text=decoded.text, encoding=decoded.encoding, notices=notices)
    found = layout.delimiter if layout is not None else guess_delimiter(decoded.text)
    delimiter = options.delimiter or found
    sheet = parse(decoded.text, delimiter, name, cancelled)
    return Source(
        name,
        kind,
        (sheet,),
        encoding=decoded.encoding,
        delimiter=delimiter,
        is_cut=not decoded.text.endswith(("\n", "\r")),
        notices=notices,
    )


_NULS: Text = text(N_("The file held NUL characters; they were taken out."))


def text_kind(raw: bytes) -> Kind:
    """Which text format the first bytes announce; CSV where they announce none."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw = raw[:4000].decode("utf-16", "ignore").encode()
    head = raw[:4000].lstrip(b"\xef\xbb\xbf \t\r\n")
    low = head.lower()
    if b"<ofx>" in low or head.startswith(b"OFXHEADER") or b"<?ofx" in low:
        return "ofx"
    if low.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style")):
        return "html"
    if head.startswith(b"<") and (b":camt." in low or b"<bktocstmr" in low):
        return "camt"
    if low.startswith((b"!type:", b"!account", b"!option:", b"!clear:")):
        return "qif"
    if head.startswith((b":20:", b"{1:")) or b"\n:20:" in head:
        return "mt940"
    return "csv"


def _refuse_binary(decoded: str, name: str) -> None:
    sample = decoded[:20_000]
    odd = sum(ord(char) < 32 and char not in "\t\r\n\x0b\x0c\x1a" for char in sample)
    if odd * 20 > len(sample) or not sample.strip():
        raise _no_statement(name)


def _no_statement(name: str) -> UserError:
    return UserError(
        N_(
            "{file} is no statement that can be read (CSV, Excel, OFX, QIF, MT940, camt.053). "
            "Nothing was imported."
        ),
        file=name,
    )
