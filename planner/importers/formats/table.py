"""Any table with a date and money columns: bank statements, books kept by hand, other programs.

Columns are found by their names or named by the owner; what can be read in two ways is asked
once per file and never guessed.
"""

from collections.abc import Iterator, Sequence

from planner.basics.text import N_, NN_, Text, counted, text
from planner.importers.bank_words import Money, judged
from planner.importers.dates import DateOrder, Moment, date_order, year_in
from planner.importers.importer import DEFAULTS, Importer, Parsed, Row, Task
from planner.importers.numbers import AmountRead, MarkFound, decimal_mark
from planner.importers.part import Manner, Part
from planner.importers.platform import NO_AMOUNT, NO_DATE, OPENING
from planner.importers.questions import date_questions, mark_questions, sign_questions
from planner.importers.source import Source
from planner.importers.statement import DataRow, Table, cells_of
from planner.importers.tables import checked_columns, tables_of
from planner.importers.words import carries_forward


def read(task: Task) -> Parsed:
    """Every data row of every table in the file. Raises UserError when columns are missing."""
    tables = tables_of(task.source, task.options)
    for table in tables or [Table(task.source.sheets[0], -1, {})]:
        checked_columns(table, task.source.name)
    order, mark = _order(tables, task), _mark(tables, task)
    manner = Manner(task.currency, order, mark.mark, task.options.inherit_dates)
    parts = [Part(table, task, _in_year(manner, table)) for table in tables]
    asked = [part for part in parts if part.asked]
    for part in (asked or parts) if task.options.sign else ():
        part.take_sign(task.options.sign)
    notices = [notice for part in parts for notice in _notices(part)]
    return Parsed(
        f"table-{task.source.kind}",
        tuple(row for part in parts for row in _rows(part, manner)),
        questions=(
            *date_questions(order),
            *mark_questions(mark),
            *sign_questions(
                next((part.asked for part in parts if part.asked), ""),
                is_plain=all(part.is_plain for part in asked),
            ),
        ),
        notices=(*task.source.notices, *notices, *_left_out(task.source, tables)),
        header_line=tables[0].header_line,
        closing=parts[0].closing if len(parts) == 1 else None,
    )


def recognise(source: Source) -> bool:
    """Whether some sheet has a date and money columns."""
    return bool(tables_of(source, DEFAULTS))


def _order(tables: Sequence[Table], task: Task) -> DateOrder:
    titles = [task.source.name, *(f"{table.sheet.name} {table.preamble}" for table in tables)]
    cells = [cell for table in tables for cell in _column(table, "date")]
    chosen = task.options
    return date_order(
        cells, day_first=chosen.day_first, year_first=chosen.year_first, year=year_in(titles)
    )


def _in_year(manner: Manner, table: Table) -> Manner:
    """A sheet's own title tells the year of its dates better than those of the others."""
    year = year_in([f"{table.sheet.name} {table.preamble}"]) or manner.order.year
    return manner._replace(order=manner.order._replace(year=year))


def _mark(tables: Sequence[Table], task: Task) -> MarkFound:
    roles = ("amount", "money_in", "money_out", "balance")
    cells = (cell for table in tables for role in roles for cell in _column(table, role))
    return decimal_mark(cells, task.options.decimal_mark)


def _column(table: Table, role: str) -> list[str]:
    return cells_of(table.sheet.rows[table.header + 1 :], table.columns.get(role))


def _rows(part: Part, manner: Manner) -> Iterator[Row]:
    before: Moment | None = None
    for data, money, fee in zip(part.rows, part.amounts, part.fees(), strict=True):
        moment = part.moment(data)
        if moment is None and manner.inherits_dates and not part.cell(data, "date"):
            moment = before
        before = moment or before
        yield _row(part, data, money, moment, fee)


def _row(part: Part, data: DataRow, money: AmountRead, moment: Moment | None, fee: int) -> Row:
    sheet = part.table.sheet.name
    payee, note = part.cell(data, "payee"), part.note(data)
    is_read = data.fault is None and moment is not None
    if is_read and money.minor is None and not money.reason and carries_forward(note or payee):
        return Row(data.line, "skipped", OPENING, moment and moment.date, note=note, sheet=sheet)
    if data.fault is not None or moment is None or money.minor is None or money.reason:
        reason = data.fault or (NO_DATE if moment is None else money.reason or NO_AMOUNT)
        date = moment.date if moment else None
        return Row(
            data.line, "not_understood", reason, date, amount=money.minor or 0, payee=payee,
            note=note, sheet=sheet,
        )  # fmt: skip
    found = Money(
        data.line, sheet, moment.date, moment.minute, money.minor, payee, note,
        kind=part.cell(data, "category"),
        place=part.cell(data, "account"),
        key=part.cell(data, "id"),
        currency=part.currency(data),
        status=part.cell(data, "status"),
        fee=fee,
        is_card=part.is_card,
    )  # fmt: skip
    return judged(found)


def _notices(part: Part) -> Iterator[Text]:
    if lines := part.minus_lines:
        yield counted(
            *NN_(
                "Row {row} has a minus beside the word for in or out: the word counts.",
                "{count} rows have a minus beside the word for in or out, the first is row {row}: "
                "the word counts.",
            ),
            len(lines),
            row=lines[0],
        )
    balance = part.balance
    if balance is None or not balance.proves:
        return
    if balance.breaks:
        line = part.rows[balance.breaks[0]].line
        yield text(N_("The balance jumps at row {row}: rows may be missing in the file."), row=line)
    else:
        yield text(N_("The balance column agrees with every row."))


def _left_out(source: Source, tables: Sequence[Table]) -> Iterator[Text]:
    read_names = {table.sheet.name for table in tables}
    for sheet in source.sheets:
        if sheet.name not in read_names and sheet.rows:
            yield text(N_('Sheet "{name}" holds no table and was left aside.'), name=sheet.name)


TABLE = Importer("table", N_("Table with date and amount"), recognise, read)
