"""OFX, QFX and QBO, versions 1 (SGML) and 2 (XML): tags are scanned, nothing is expanded.

The header's character set often lies, so the usual ladder has decoded the text already.
"""

import html
import re
from collections.abc import Iterator

from planner.basics.text import N_
from planner.importers.bank_words import Money, judged
from planner.importers.dates import read_moment
from planner.importers.importer import OUTSIDE, Importer, Parsed, Row, Task
from planner.importers.numbers import read_exact
from planner.importers.platform import NO_AMOUNT, NO_DATE
from planner.importers.source import Source
from planner.importers.statement import TICK

_TAG = re.compile(r"<(/?)([A-Za-z0-9._]{1,40})[^<>]{0,200}>([^<]*)")
_KEPT = frozenset({
    "DTPOSTED", "TRNAMT", "FITID", "NAME", "MEMO", "CURSYM", "PAYEE", "TRNTYPE",
})  # fmt: skip
_FRAME = frozenset({"CURDEF", "BANKID", "ACCTID"})
_STATEMENT = {"STMTRS": "", "CCSTMTRS": "card", "INVSTMTRS": ""}


def recognise(source: Source) -> bool:
    """Whether it is OFX."""
    return source.kind == "ofx"


def read(task: Task) -> Parsed:
    """Every transaction; of investment statements only the cash lines."""
    rows = []
    for number, (line, fields) in enumerate(_transactions(task.source.text), 1):
        if not number % TICK:
            task.tick(number, number)
        rows.append(_row(line, fields, task.currency))
    return Parsed("ofx", tuple(rows), notices=task.source.notices)


def _transactions(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, fields) of every STMTTRN, with the account and currency it stands under."""
    frame: dict[str, str] = {}
    fields: dict[str, str] | None = None
    line, place, begin = 1, 0, 1
    for found in _TAG.finditer(text):
        is_end, tag, value = bool(found[1]), found[2].upper(), found[3]
        if tag == "STMTTRN":
            if fields is not None:
                yield begin, frame | fields
            line, place = line + text.count("\n", place, found.start()), found.start()
            fields, begin = (None if is_end else {}), line
        elif is_end:
            continue
        elif fields is None:
            if tag in _STATEMENT:
                frame["STATEMENT"] = _STATEMENT[tag]
            elif tag in _FRAME:
                frame[tag] = value.strip()
        elif tag in _KEPT and not fields.get(tag):
            fields[tag] = _unescaped(value)
    if fields is not None:
        yield begin, frame | fields


def _unescaped(value: str) -> str:
    """Some banks escape twice."""
    return " ".join(html.unescape(html.unescape(value)).split())


def _row(line: int, fields: dict[str, str], currency: str) -> Row:
    moment = read_moment(fields.get("DTPOSTED", "")[:8])
    code = fields.get("CURSYM") or fields.get("CURDEF") or ""
    code = code.upper() if re.fullmatch(r"[A-Za-z]{3}", code) else ""
    amount = read_exact(fields.get("TRNAMT", ""), code or currency)
    payee, memo = fields.get("NAME", ""), fields.get("MEMO", "")
    note = "" if memo == payee else memo
    if moment is None or amount.minor is None:
        reason = NO_DATE if moment is None else amount.reason or NO_AMOUNT
        date = moment.date if moment else None
        return Row(line, "not_understood", reason, date, payee=payee, note=note)
    key = fields.get("FITID", "")
    if key:
        key = "|".join((fields.get("BANKID", ""), fields.get("ACCTID", ""), key))
    money = Money(
        line, "", moment.date, "", amount.minor, payee, note, "", "", key, code,
        is_card=bool(fields.get("STATEMENT")),
    )  # fmt: skip
    if money.is_card and amount.minor > 0 and fields.get("TRNTYPE", "").upper() == "PAYMENT":
        return money.moved(OUTSIDE)
    return judged(money)


OFX = Importer("ofx", N_("Bank file OFX/QFX"), recognise, read)
