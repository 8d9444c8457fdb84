"""The text behind a PDF's letters: 金 must be found and copied as 金, not as the radical U+2FA6.

In many Chinese fonts an ideograph and a radical share one glyph, and Qt names the glyph after
the first code point that has it, which is the radical. The tables of names (ToUnicode, which Qt
writes plainly) are put right here, in place: every name keeps its length. So do the time of
making and the file's id, which become a matter of the facts alone.
"""

import re
import unicodedata
import uuid

_TABLE = re.compile(rb"beginbfrange.*?endbfrange", re.DOTALL)
_LISTED = re.compile(rb"\[[^\]]*\]")
_NAME = re.compile(rb"<(0009|00A0|2[EF][0-9A-F]{2})>")
"""Radicals; and the tab or hard blank after which Qt names the blank between words."""
_UNIFIED = dict(zip(
    (0x2E92, 0x2E93, 0x2EA0, 0x2EC5, 0x2EC6, 0x2EC9, 0x2ECB, 0x2ED1, 0x2ED3, 0x2ED4, 0x2ED8,
     0x2ED9, 0x2EDA, 0x2EDB, 0x2EDC, 0x2EDD, 0x2EE2, 0x2EE3, 0x2EE4, 0x2EE5, 0x2EE6, 0x2EE7,
     0x2EE8, 0x2EE9, 0x2EEA, 0x2EEB, 0x2EEC, 0x2EEE, 0x2EEF, 0x2EF0, 0x2EF1, 0x2EF2),
    "巳幺民见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐齿竜龙龜亀", strict=True,
))  # fmt: skip
"""Radicals that are words by themselves and that Unicode does not decompose (its file
EquivalentUnifiedIdeograph.txt says which is meant)."""


_VARIANTS = dict(zip("戶靑黃麥", "户青黄麦", strict=True))
"""Radicals whose plain character is another form of the one that is written today."""


def mended(content: bytes, date: str, said: str = "") -> bytes:
    """The file with right names for its letters, as if made on `date` (YYYY-MM-DD) at 0:00.

    `said` holds the words of the file: of two forms of a character the one that is in them is meant.
    """

    def renamed(listed: re.Match[bytes]) -> bytes:
        return _NAME.sub(lambda name: b"<%04X>" % _unified(int(name[1], 16), said), listed.group())

    content = _TABLE.sub(lambda table: _LISTED.sub(renamed, table.group()), content)
    day = date.replace("-", "").encode()
    content = re.sub(rb"\(D:\d{14}Z?", lambda found: _dated(found.group(), day), content)
    content = re.sub(
        rb"(xmp:(?:Create|Modify)Date|xmp:MetadataDate)=\"[^\"]{19}([^\"]*)\"",
        lambda found: b'%s="%sT00:00:00%s"' % (found[1], date.encode(), found[2]),
        content,
    )
    return _with_id(content)


def _unified(code: int, said: str) -> int:
    if code in {0x09, 0xA0}:
        return 0x20
    plain = _UNIFIED.get(code) or unicodedata.normalize("NFKC", chr(code))
    if plain not in said and _VARIANTS.get(plain, plain) in said:
        plain = _VARIANTS.get(plain, plain)
    return ord(plain) if len(plain) == 1 else code


def _dated(written: bytes, day: bytes) -> bytes:
    return b"(D:" + day + b"000000" + written[17:]


def _with_id(content: bytes) -> bytes:
    """The id that Qt made by chance, made from the content instead."""
    found = re.search(rb"uuid:([0-9a-f-]{36})", content)
    if found is None:
        return content
    chance = found[1]
    bare = content.replace(chance, b"").replace(chance.hex().encode(), b"")
    made = str(uuid.uuid5(uuid.NAMESPACE_OID, bare.hex())).encode()
    return content.replace(chance, made).replace(chance.hex().encode(), made.hex().encode())
