"""Bytes to text: BOM, then strict UTF-8, then GB18030, then what fits better; the user overrides.

GB18030 accepts almost any pair of bytes, so its answer is weighed: known column names decide,
then how common the characters are. A character cut off at the very end never fails the ladder.
"""

import codecs
from typing import NamedTuple

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.importers.columns import familiar

ENCODINGS = ("utf-8", "gb18030", "big5", "cp1252", "utf-16")
"""What the user may choose from."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 20_000
_CUT = 4
"""Bytes at the end that may be the half of a character."""


class Decoded(NamedTuple):
    """Text and the encoding it was read in; `nuls` counts NUL characters taken out."""

    text: str
    encoding: str
    nuls: int


def decode(raw: bytes, name: str, wanted: str = "") -> Decoded:
    """The text of `raw`. Raises UserError naming the line that no encoding can read."""
    if wanted:
        return _stripped(_strictly(raw, name, wanted), wanted)
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _stripped(_strictly(raw[len(bom) :], name, encoding), encoding)
    if encoding := _utf16_without_bom(raw):
        return _stripped(_strictly(raw, name, encoding), encoding)
    found = _tolerant(raw, "utf-8")
    if found is not None:
        return _stripped(found, "utf-8")
    _refuse_broken_utf8(raw, name)
    encoding, text = _best(raw)
    return _stripped(_strictly(raw, name, encoding) if text is None else text, encoding)


def _strictly(raw: bytes, name: str, encoding: str) -> str:
    if encoding not in {*ENCODINGS, "utf-16-le", "utf-16-be"}:
        raise UserError(N_('Unknown encoding "{encoding}".'), encoding=encoding[:40])
    found = _tolerant(raw, encoding)
    if found is not None:
        return found.removeprefix("\ufeff")
    line = _bad_line(raw, encoding)
    raise UserError(
        N_(
            "{file}, line {line}: these bytes are no {encoding} text. Nothing was imported; "
            "choose another encoding or export the file again."
        ),
        file=name,
        line=line,
        encoding=encoding,
    )


def _tolerant(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(raw) - _CUT:
            return None
        return raw[: error.start].decode(encoding)


def _bad_line(raw: bytes, encoding: str) -> int:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError as error:
        return raw.count(b"\n", 0, error.start) + 1
    raise AssertionError


def _utf16_without_bom(raw: bytes) -> str:
    sample = raw[:2000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 8:
        return ""
    return "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else ""


def _refuse_broken_utf8(raw: bytes, name: str) -> None:
    """Chinese column names that read well as UTF-8 prove that the file is UTF-8 with damage."""
    head = raw[:_SAMPLE].decode("utf-8", "ignore")
    if any(ord(char) > 0x2E80 for char in head) and familiar(head):
        _strictly(raw, name, "utf-8")


def _best(raw: bytes) -> tuple[str, str | None]:
    """The likeliest of the old encodings, with the text where all bytes fit it."""
    sample = raw[:_SAMPLE]
    order = sorted(
        ("gb18030", "big5", "cp1252"), key=lambda name: _weight(sample, name), reverse=True
    )
    for encoding in order:
        text = _tolerant(raw, encoding)
        if text is not None:
            return encoding, text
    return "gb18030", None


def _weight(sample: bytes, encoding: str) -> tuple[int, float]:
    text = sample.decode(encoding, "ignore")
    foreign = [char for char in text if ord(char) > 127]
    common = sum(_COMMON[encoding](char, sample) for char in foreign)
    return familiar("".join(foreign)), common / max(1, len(foreign))


def _common_gb(char: str, sample: bytes) -> bool:
    lead = char.encode("gb18030", "ignore")[:1]
    return b"\xa1" <= lead <= b"\xa9" or b"\xb0" <= lead <= b"\xd7"


def _common_big5(char: str, sample: bytes) -> bool:
    lead = char.encode("big5", "ignore")[:1]
    return b"\xa1" <= lead <= b"\xa3" or b"\xa4" <= lead <= b"\xc6"


def _common_cp1252(char: str, sample: bytes) -> bool:
    """A letter with an accent that stands between ASCII letters, as European words have it."""
    byte = char.encode("cp1252", "ignore")
    place = sample.find(byte)
    around = sample[max(0, place - 1) : place] + sample[place + 1 : place + 2]
    return char.isalpha() and all(code < 128 for code in around)


_COMMON = {"gb18030": _common_gb, "big5": _common_big5, "cp1252": _common_cp1252}


def _stripped(text: str, encoding: str) -> Decoded:
    nuls = text.count("\0")
    return Decoded(text.replace("\0", "") if nuls else text, encoding, nuls)
