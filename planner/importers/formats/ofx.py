"""OFX, QFX and QBO, versions 1 (SGML) and 2 (XML): tags are scanned, nothing is expanded.

The header's character set often lies, so the usual ladder has decoded the text already.
"""

import html
import re
from collections.abc import Iterator

from planner.basics.text import N_, text
from planner.importers.bank_words import Money, judged
from planner.importers.dates import read_moment
from planner.importers.importer import OUTSIDE, Importer, Parsed, Row, Task
from planner.importers.numbers import read_exact
from planner.importers.platform import CORRECTED, NO_AMOUNT, NO_DATE
from planner.importers.several import told_apart
from planner.importers.source import Source
from planner.importers.statement import TICK

CORRECTS_UNKNOWN = text(
    N_(
        "The bank corrects a payment that is not in this file. If that one is in the book, change "
        "it there."
    )
)
DELETED = text(N_("The bank takes back a payment of this file; neither counts."))
_TAG = re.compile(r"<(/?)([A-Za-z0-9._]{1,40})[^<>]{0,200}>([^<]*)")
_KEPT = frozenset({
    "DTPOSTED", "TRNAMT", "FITID", "NAME", "MEMO", "CURSYM", "PAYEE", "TRNTYPE", "CORRECTFITID",
    "CORRECTACTION",
})  # fmt: skip
_FRAME = frozenset({"CURDEF", "BANKID", "ACCTID"})
_STATEMENT = {"STMTRS": "", "CCSTMTRS": "card", "INVSTMTRS": ""}


def recognise(source: Source) -> bool:
    """Whether it is OFX."""
    return source.kind == "ofx"


def read(task: Task) -> Parsed:
    """Every transaction; of investment statements only the cash lines."""
    rows: list[Row] = []
    actions: list[str] = []
    names: list[str] = []
    for number, (line, fields) in enumerate(_transactions(task.source.text), 1):
        if not number % TICK:
            task.tick(number, number)
        rows.append(_row(line, fields, task.currency))
        names.append(fields.get("ACCTID", ""))
        is_named = fields.get("CORRECTFITID")
        actions.append(fields.get("CORRECTACTION", "").upper() or "REPLACE" if is_named else "")
    counted, accounts = told_apart(zip(names, _corrected(rows, actions), strict=True))
    return Parsed("ofx", counted, notices=task.source.notices, accounts=accounts)


def _corrected(rows: list[Row], actions: list[str]) -> tuple[Row, ...]:
    """Corrections in place of what they correct; without that only the owner can tell.

    What is deleted, and what is replaced, stays in the list with its reason.
    """
    if not any(actions):
        return tuple(rows)
    places: dict[str, int] = {}
    for index, row in enumerate(rows):
        places.setdefault(row.key, index)
    found = list(rows)
    for index, (row, action) in enumerate(zip(rows, actions, strict=True)):
        if not action or not row.corrects or row.outcome == "not_understood":
            continue
        place = places.get(row.corrects)
        if place is None:
            found[index] = row._replace(outcome="not_understood", reason=CORRECTS_UNKNOWN)
            continue
        found[place] = found[place]._replace(outcome="skipped", reason=CORRECTED)
        if action == "DELETE":
            found[index] = row._replace(outcome="skipped", reason=DELETED)
    return tuple(found)


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
    key, corrects = _key(fields, "FITID"), _key(fields, "CORRECTFITID")
    corrects = "" if corrects == key else corrects  # some banks name the payment itself
    money = Money(
        line, "", moment.date, "", amount.minor, payee, note, "", "", key, code,
        is_card=bool(fields.get("STATEMENT")),
    )  # fmt: skip
    if money.is_card and amount.minor > 0 and fields.get("TRNTYPE", "").upper() == "PAYMENT":
        return money.moved(OUTSIDE, corrects=corrects)
    return judged(money)._replace(corrects=corrects)


def _key(fields: dict[str, str], tag: str) -> str:
    """The number of a payment with its account; empty where it has none."""
    number = fields.get(tag, "")
    return number and "|".join((fields.get("BANKID", ""), fields.get("ACCTID", ""), number))


OFX = Importer("ofx", N_("Bank file OFX/QFX"), recognise, read)
