"""QIF (Quicken): records of lettered lines, ended by ^."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.importers.bank_words import Money, judged
from planner.importers.dates import DateOrder, date_order, read_moment
from planner.importers.importer import Importer, Parsed, Row, Task
from planner.importers.numbers import AmountRead, Mark, decimal_mark, read_cell
from planner.importers.one_column import comes_back
from planner.importers.platform import NO_AMOUNT, NO_DATE, OPENING, OTHER_HALF
from planner.importers.questions import date_questions, mark_questions, sign_questions
from planner.importers.several import label_of, told_apart
from planner.importers.signs import card_sign
from planner.importers.source import Source
from planner.importers.statement import TICK

_MONEY_TYPES = ("bank", "cash", "ccard", "oth a", "oth l")


@dataclass(slots=True)
class Record:
    """One transaction: its first line in the file, its fields by letter, its splits."""

    line: int
    fields: dict[str, str] = field(default_factory=dict)
    splits: list[tuple[str, str]] = field(default_factory=list)
    """(category or [account], amount as written)."""
    is_card: bool = False
    """Of the statement of a credit card."""
    account: str = ""
    """The own account it stands under, where the file names it."""

    @property
    def amount(self) -> str:
        """As written."""
        return self.fields.get("T") or self.fields.get("U", "")


def recognise(source: Source) -> bool:
    """Whether it is QIF."""
    return source.kind == "qif"


def read(task: Task) -> Parsed:
    """Every transaction. Raises UserError for investment accounts, which hold no plain money."""
    records = list(_records(task))
    dates = [record.fields.get("D", "") for record in records]
    chosen = task.options
    order = date_order(dates, day_first=chosen.day_first, year_first=chosen.year_first)
    amounts = [record.fields.get("T", "") for record in records]
    mark = decimal_mark(amounts, task.options.decimal_mark)
    ways, asked = _card_ways(records, mark.mark, task)
    rows = [
        (one.account, _row(one, order, mark.mark, task.currency, way))
        for one, way in zip(records, ways, strict=True)
    ]
    counted, accounts = told_apart(rows)
    return Parsed(
        "qif",
        counted if task.options.account else _once(counted, accounts),
        questions=(*date_questions(order), *mark_questions(mark), *sign_questions(asked)),
        notices=task.source.notices,
        accounts=accounts,
    )


def _card_ways(records: Sequence[Record], mark: Mark, task: Task) -> tuple[list[int], str]:
    """1 or −1 by which each amount is multiplied, and an amount to ask about.

    Purchases on a card have a minus in QIF; some banks write them without.
    """
    of_card = [record for record in records if record.is_card]
    minors = [read_cell(record.amount, task.currency, mark).minor or 0 for record in of_card]
    came_back = [comes_back(_words(record)) for record in of_card]
    sign = card_sign(minors, came_back)
    if task.options.sign:
        sign = "-1" if task.options.sign == "reversed" else "1"
    asked = ""
    if not sign and min(minors, default=0) >= 0:
        asked = next((one.amount for one, minor in zip(of_card, minors, strict=True) if minor), "")
    back = {id(one) for one, is_back in zip(of_card, came_back, strict=True) if is_back}
    ways = [
        -1
        if record.is_card and (sign == "-1" or (sign == "words" and id(record) not in back))
        else 1
        for record in records
    ]
    return ways, asked


def _words(record: Record) -> str:
    return f"{record.fields.get('P', '')} {record.fields.get('M', '')}"


def _once(rows: tuple[Row, ...], accounts: Sequence[str]) -> tuple[Row, ...]:
    """A transfer between two accounts of the file stands under both of them: the second is left out."""
    seen: Counter[tuple[object, ...]] = Counter()
    found = []
    for row in rows:
        if row.outcome == "transfer" and {row.place, row.other} <= set(accounts):
            move = (row.date, row.amount, row.place, row.other)
            if seen[move, row.sheet == row.place] < seen[move, row.sheet != row.place]:
                found.append(row._replace(outcome="skipped", reason=OTHER_HALF))
                seen[move, row.sheet == row.place] += 1
                continue
            seen[move, row.sheet == row.place] += 1
        found.append(row)
    return tuple(found)


def _records(task: Task) -> Iterator[Record]:
    is_money, is_card, is_account, account = True, task.is_card, False, ""
    record: Record | None = None
    for number, written in enumerate(task.source.text.splitlines(), 1):
        if not number % TICK:
            task.tick(number, number)
        line = written.strip()
        if line.startswith("!"):
            is_money = _is_money(line, task.source.name, is_money=is_money)
            is_card = task.is_card or line.lower().startswith("!type:ccard")
            is_account = line.lower().startswith("!account")
            record = None
        elif line.startswith("^"):
            if record is not None and is_money:
                yield record
            record = None
        elif line:
            if is_account and line[0] == "N":
                account = label_of(line[1:])
            record = record or Record(number, is_card=is_card, account=account)
            _take(record, line[0], line[1:].strip())
    if record is not None and is_money:
        yield record


def _is_money(line: str, name: str, *, is_money: bool) -> bool:
    """Whether the records after this header are transactions."""
    low = line.lower().rstrip()
    if low.startswith("!type:invst"):
        raise UserError(
            N_(
                "{file} is the statement of a stock account; such statements can't be imported. "
                "Nothing was imported."
            ),
            file=name,
        )
    if low.startswith("!type:"):
        return low.removeprefix("!type:").strip() in _MONEY_TYPES
    return False if low.startswith("!account") else is_money


def _take(record: Record, letter: str, value: str) -> None:
    if letter == "S":
        record.splits.append((value, ""))
    elif letter == "$" and record.splits:
        record.splits[-1] = (record.splits[-1][0], value)
    elif letter != "E":
        record.fields.setdefault(letter, value)


def _row(record: Record, order: DateOrder, mark: Mark, currency: str, way: int) -> Row:
    fields = record.fields
    moment = read_moment(fields.get("D", ""), order)
    amount = read_cell(record.amount, currency, mark)
    payee, note, label = fields.get("P", ""), fields.get("M", ""), fields.get("L", "")
    if moment is None or amount.minor is None:
        reason = NO_DATE if moment is None else amount.reason or NO_AMOUNT
        return Row(record.line, "not_understood", reason, payee=payee, note=note)
    kind = "" if label.startswith(("[", "--")) else label.partition("/")[0]
    money = Money(
        record.line, "", moment.date, moment.minute, amount.minor * way, payee, note, kind, "", "",
        "", is_card=record.is_card,
    )  # fmt: skip
    target = _account(label)
    if target and target == record.account:
        return money.row("skipped", reason=OPENING)
    if target:
        return money.moved(target)
    return _with_splits(money, record.splits, mark, currency, way)


def _account(label: str) -> str:
    """The own account that a label in brackets names; empty where it is a category."""
    return label_of(label[1:].partition("]")[0]) if label.startswith("[") else ""


def _with_splits(
    money: Money, splits: Sequence[tuple[str, str]], mark: Mark, currency: str, way: int
) -> Row:
    """Parts of a split that go to an own account are no expense."""
    moved = 0
    other = ""
    for label, written in splits:
        part: AmountRead = read_cell(written, currency, mark)
        if _account(label) and part.minor:
            moved += part.minor * way
            other = other or _account(label)
    if not moved or abs(moved) > abs(money.amount):
        return judged(money)
    if moved == money.amount:
        return money.moved(other)
    return judged(money._replace(amount=money.amount - moved))._replace(moved=moved, other=other)


QIF = Importer("qif", N_("Quicken file QIF"), recognise, read)
