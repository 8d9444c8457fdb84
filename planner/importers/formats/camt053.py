"""camt.053 bank statements (ISO 20022), read from the rows the child process made of the XML."""

from planner.basics.text import N_
from planner.importers.bank_words import Money, judged, on_account
from planner.importers.camt import HEADER
from planner.importers.dates import read_moment
from planner.importers.importer import Importer, Parsed, Row, Stated, Task
from planner.importers.numbers import read_exact
from planner.importers.platform import NO_AMOUNT, NO_DATE, PENDING_ROW
from planner.importers.several import told_apart
from planner.importers.source import Sheet, Source


def recognise(source: Source) -> bool:
    """Whether it is camt XML."""
    return source.kind == "camt"


def read(task: Task) -> Parsed:
    """Every entry of every statement in the file."""
    rows: list[tuple[str, Row]] = []
    fits: list[bool] = []
    number = 0
    for sheet in task.source.sheets:
        mine = []
        for cells in sheet.rows[1:]:
            number += 1
            words = dict(zip(HEADER, cells, strict=True))
            mine.append(_row(number, sheet.name, words, task.currency))
        fits += _adds_up(sheet, mine, task.currency)
        rows += [(sheet.name, row) for row in mine]
    stated: Stated = "none" if not fits else "match" if all(fits) else "differ"
    counted, accounts = told_apart(rows)
    return Parsed("camt053", counted, stated, accounts=accounts)


def _adds_up(sheet: Sheet, rows: list[Row], currency: str) -> list[bool]:
    """Whether opening + booked entries = closing; nothing where a balance is missing."""
    code = next((row.currency for row in rows if row.currency), currency)
    balances = [read_exact(cell, code).minor for cell in sheet.rows[0][len(HEADER) :]]
    if len(balances) != 2 or balances[0] is None or balances[1] is None:
        return []
    booked = sum(on_account(row) for row in rows if row.reason is not PENDING_ROW)
    return [balances[0] + booked == balances[1]]


def _row(number: int, account: str, words: dict[str, str], currency: str) -> Row:
    moment = read_moment(words["BookingDate"]) or read_moment(words["ValueDate"])
    found = read_exact(words["Amount"], words["Currency"] or currency)
    payee, note = words["Name"], words["Remittance"]
    if moment is None or found.minor is None or words["CdtDbtInd"] not in {"CRDT", "DBIT"}:
        reason = NO_DATE if moment is None else found.reason or NO_AMOUNT
        return Row(number, "not_understood", reason, payee=payee, note=note)
    minor = abs(found.minor) if words["CdtDbtInd"] == "CRDT" else -abs(found.minor)
    key = f"{account}|{words['Reference']}" if words["Reference"] else ""
    money = Money(number, "", moment.date, "", minor, payee, note, "", "", key, words["Currency"])
    if words["Status"] == "PDNG":
        return money.row("skipped", reason=PENDING_ROW)
    row = judged(money)
    is_reversal = words["Reversal"].lower() in {"true", "1"}
    return row._replace(outcome="refund") if is_reversal and row.outcome == "entry" else row


CAMT053 = Importer("camt053", N_("Bank statement camt.053"), recognise, read)
