"""MT940 bank statements (SWIFT): tagged lines, several statements in one file."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planner.basics.text import N_
from planner.importers.bank_words import Money, judged, on_account
from planner.importers.importer import Closing, Importer, Parsed, Row, Stated, Task
from planner.importers.numbers import AmountRead, read_exact
from planner.importers.platform import NO_AMOUNT, NO_DATE
from planner.importers.several import told_apart
from planner.importers.source import Source
from planner.importers.statement import TICK

_TAG = re.compile(r":([0-9]{2}[A-Z]?):(.*)")
_LINE = re.compile(
    r"([0-9]{6})([0-9]{4})?(R?[CD])[A-Z]?([0-9]{1,15},[0-9]{0,5})([A-Z][A-Z0-9]{3})?(.*)"
)
_BALANCE = re.compile(r"([CD])[0-9]{6}([A-Z]{3})([0-9]{1,15},[0-9]{0,5})")
_SUBFIELD = re.compile(r"\?([0-9]{2})([^?]*)")
_PURPOSE = re.compile(r"^(?:.*?SVWZ\+)?(?:[A-Z]{4}\+)?")


@dataclass(slots=True)
class Statement:
    """One statement: account, balances as written, and its movements."""

    account: str = ""
    currency: str = ""
    opening: str = ""
    closing: str = ""
    moves: list[list[str]] = field(default_factory=list)
    """[line number, :61: text, :86: text] of each."""


def recognise(source: Source) -> bool:
    """Whether it is MT940."""
    return source.kind == "mt940"


def read(task: Task) -> Parsed:
    """Every movement of every statement; opening and closing balances are compared."""
    rows: list[tuple[str, Row]] = []
    fits: list[bool] = []
    statements = list(_statements(task))
    for statement in statements:
        mine = [_row(move, statement, task.currency) for move in statement.moves]
        rows += [(statement.account, row) for row in mine]
        fits += _adds_up(statement, mine, task.currency)
    stated: Stated = "none" if not fits else "match" if all(fits) else "differ"
    counted, accounts = told_apart(rows)
    return Parsed(
        "mt940", counted, stated, notices=task.source.notices, accounts=accounts,
        closing=_closing(statements, task.currency) if stated == "match" else None,
    )  # fmt: skip


def _closing(statements: Sequence[Statement], currency: str) -> Closing | None:
    """The closing balance of the newest statement, where all are of one account and currency."""
    if len({(one.account, one.currency) for one in statements}) > 1:
        return None
    if statements[0].currency not in {"", currency}:
        return None
    found = []
    for one in statements:
        balance, date = _balance(one.closing, currency), _date(one.closing[1:7])
        if balance is not None and date is not None:
            found.append(Closing(date, balance))
    return max(found, key=lambda closing: closing.date, default=None)


def _statements(task: Task) -> Iterator[Statement]:
    current: Statement | None = None
    for number, tag, value in _tags(task):
        if tag == "20" or current is None:
            if current is not None:
                yield current
            current = Statement()
        if tag == "25":
            current.account = value.strip()
        elif tag in {"60F", "60M"} and (found := _BALANCE.match(value)):
            current.opening, current.currency = value, found[2]
        elif tag in {"62F", "62M"}:
            current.closing = value
        elif tag == "61":
            current.moves.append([str(number), value, ""])
        elif tag == "86" and current.moves and not current.closing:
            current.moves[-1][2] = value
    if current is not None:
        yield current


def _tags(task: Task) -> Iterator[tuple[int, str, str]]:
    """(line, tag, value); lines that begin no tag continue the value."""
    begin, tag, parts = 0, "", list[str]()
    for number, line in enumerate(task.source.text.splitlines(), 1):
        if not number % TICK:
            task.tick(number, number)
        found = _TAG.match(line)
        if found is None:
            if tag and line.strip() not in {"-", "-XXX", "-}"}:
                parts.append(line)
            continue
        if tag:
            yield begin, tag, "\n".join(parts)
        begin, tag, parts = number, found[1], [found[2]]
    if tag:
        yield begin, tag, "\n".join(parts)


def _row(move: list[str], statement: Statement, currency: str) -> Row:
    line = int(move[0])
    found = _LINE.match(move[1])
    payee, note = _words(move[2])
    if found is None:
        return Row(line, "not_understood", NO_AMOUNT, payee=payee, note=note)
    date = _date(found[1])
    amount: AmountRead = read_exact(found[4], statement.currency or currency)
    if date is None or amount.minor is None:
        reason = NO_DATE if date is None else amount.reason or NO_AMOUNT
        return Row(line, "not_understood", reason, payee=payee, note=note)
    is_in = found[3] in {"C", "RD"}
    reference = found[6].partition("\n")[0].partition("//")[2].strip()
    key = f"{statement.account}|{reference}" if reference else ""
    minor = amount.minor if is_in else -amount.minor
    row = judged(Money(line, "", date, "", minor, payee, note, "", "", key, statement.currency))
    is_reversal = found[3].startswith("R")
    return row._replace(outcome="refund") if is_reversal and row.outcome == "entry" else row


def _date(written: str) -> dt.date | None:
    try:
        return dt.date(2000 + int(written[:2]), int(written[2:4]), int(written[4:6]))
    except ValueError:
        return None


def _words(text: str) -> tuple[str, str]:
    """Payee and purpose: from German subfields (?20…?33), else the text as it stands."""
    if "?20" not in text:
        return "", " ".join(text.split())[:400]
    fields = _SUBFIELD.findall(text.replace("\n", ""))
    payee = "".join(value for tag, value in fields if tag in {"32", "33"})
    purpose = "".join(value for tag, value in fields if "20" <= tag <= "29" or "60" <= tag <= "63")
    return payee.strip(), _PURPOSE.sub("", purpose).strip()


def _adds_up(statement: Statement, rows: list[Row], currency: str) -> list[bool]:
    """Whether opening + movements = closing; nothing where a balance is missing."""
    code = statement.currency or currency
    opening, closing = (_balance(text, code) for text in (statement.opening, statement.closing))
    if opening is None or closing is None:
        return []
    return [opening + sum(map(on_account, rows)) == closing]


def _balance(written: str, currency: str) -> int | None:
    found = _BALANCE.match(written)
    minor = read_exact(found[3], currency).minor if found else None
    if found is None or minor is None:
        return None
    return minor if found[1] == "C" else -minor


MT940 = Importer("mt940", N_("Bank statement MT940"), recognise, read)
