"""Bills and statements: from a file to a `Batch` that shows every row, and to one Edit.

Nothing is written here; `session.apply(batch.edit)` brings a batch into the book.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from planner.basics.errors import UserError
from planner.basics.text import N_, NC_, text
from planner.book.book import Book
from planner.importers.encoding import ENCODINGS
from planner.importers.formats import IMPORTERS
from planner.importers.importer import (
    BOOKED,
    DEFAULTS,
    Parsed,
    Question,
    ReadOptions,
    Task,
    recognised,
)
from planner.importers.opening import open_source
from planner.importers.peek import Peek, PeekSheet
from planner.importers.peek import peek as first_look
from planner.importers.source import Cancelled, ImportCancelled, Progress, many_rows, never
from planner.services.import_batch import Batch, BatchRow, Choice
from planner.services.import_plan import Plan
from planner.services.import_report import report_json, report_words

__all__ = (
    "ENCODINGS", "ROLE_TITLES", "Batch", "BatchRow", "Choice", "ImportCancelled", "Peek", "PeekSheet",
    "ReadOptions", "guess_columns", "named_options", "peek", "read_file", "report_json",
    "report_words", "with_choices",
)  # fmt: skip


def read_file(
    book: Book,
    path: Path,
    account: str,
    *,
    today: dt.date,
    options: ReadOptions = DEFAULTS,
    cancelled: Cancelled = never,
    progress: Progress | None = None,
) -> Batch:
    """The batch of one file, to be booked to `account` (an id). Raises UserError, ImportCancelled.

    `progress` is called with (rows done, rows in all). Nothing is written.
    """
    if account not in book.accounts:
        raise UserError(
            N_('There is no account "{id}" in the book. Known: {known}. Nothing was imported.'),
            id=account,
            known=tuple(book.accounts),
        )
    with many_rows():
        source = open_source(path, options, cancelled)
        wanted = options.profile or ("table" if options.columns or options.header_row else "")
        importer = recognised(IMPORTERS, source, wanted)
        parsed = importer.read(Task(source, book.currency, options, cancelled, progress))
        return _batch(book, parsed, account, options, path.name, source.encoding, {})


def peek(path: Path, options: ReadOptions = DEFAULTS, cancelled: Cancelled = never) -> Peek:
    """A first look for the import window: raw rows, header, guessed columns. Raises UserError."""
    return first_look(path, IMPORTERS, options, cancelled)


def guess_columns(path: Path, options: ReadOptions = DEFAULTS) -> Mapping[str, int]:
    """Role -> 0-based column of the first sheet that is a table; empty where none is."""
    return next((sheet.columns for sheet in peek(path, options).sheets if sheet.columns), {})


ROLE_TITLES: dict[str, tuple[str, str]] = {
    "date": NC_("column", "Date"),
    "time": NC_("column", "Time of day"),
    "amount": NC_("column", "Amount with sign"),
    "money_in": NC_("column", "Money in"),
    "money_out": NC_("column", "Money out"),
    "direction": NC_("column", "In or out, as a word"),
    "balance": NC_("column", "Balance"),
    "payee": NC_("column", "Payee"),
    "note": NC_("column", "Note"),
    "category": NC_("column", "Category"),
    "account": NC_("column", "Account"),
    "currency": NC_("column", "Currency"),
    "id": NC_("column", "Transaction number"),
    "status": NC_("column", "Status"),
}
"""What a column can be for -> (context, English key), in the order of the import window."""


def with_choices(book: Book, batch: Batch, choices: Mapping[int, Choice]) -> Batch:
    """The batch after the owner's decisions on single rows, by their number."""
    options = ReadOptions(currency=batch.chosen_currency)
    merged = {**batch.choices, **choices}
    again = _batch(book, batch.parsed, batch.account, options, batch.file, batch.encoding, merged)
    return replace(again, questions=batch.questions)


def _batch(  # noqa: PLR0917 - one step of three functions, not an interface
    book: Book,
    parsed: Parsed,
    account: str,
    options: ReadOptions,
    file: str,
    encoding: str,
    choices: Mapping[int, Choice],
) -> Batch:
    plan = Plan(book, account, choices)
    rows = plan.rows(parsed.rows, options.currency)
    fees = plan.categories.own("expense") if any(row.read.fee for row in rows) else ""
    moves = plan.categories.own("transfer") if any(row.read.moved for row in rows) else ""
    questions = (*parsed.questions, *_currency_questions(book, rows, options))
    return Batch(
        file=file,
        format=parsed.format,
        account=account,
        currency=book.currency,
        rows=rows,
        parsed=parsed,
        added_categories=tuple(plan.categories.added.values()),
        added_accounts=tuple(plan.accounts.added.values()),
        loan_accounts=MappingProxyType(
            {loan.id: (loan.debit_account, loan.books_cash) for loan in book.loans.values()}
        ),
        fee_category=fees,
        transfer_category=moves,
        questions=questions,
        choices=MappingProxyType(dict(choices)),
        encoding=encoding,
        chosen_currency=options.currency,
    )


def _currency_questions(
    book: Book, rows: tuple[BatchRow, ...], options: ReadOptions
) -> tuple[Question, ...]:
    if options.currency or {row.currency for row in rows} <= {book.currency}:
        return ()
    found = sorted({row.currency for row in rows if row.outcome in BOOKED})
    if set(found) <= {book.currency}:
        return ()
    key = text(
        N_("The file holds {found}, the book keeps {currency}: which rows are to count?"),
        found=tuple(found),
        currency=book.currency,
    )
    return (Question("currency", key, tuple(f"currency={name}" for name in found)),)


_SWITCHES: dict[str, dict[str, object]] = {
    "day-first": {"day_first": True},
    "month-first": {"day_first": False},
    "decimal-point": {"decimal_mark": "."},
    "decimal-comma": {"decimal_mark": ","},
    "sign-as-written": {"sign": "as_written"},
    "sign-reversed": {"sign": "reversed"},
    "inherit-dates": {"inherit_dates": True},
}
_VALUES = ("encoding", "currency", "delimiter", "sheet")


def named_options(profile: str | None, password: str | None) -> ReadOptions:
    """The options of the command line: `--profile` takes a format and answers, by commas.

    Such as "wechat" or "table,day-first,encoding=big5". Raises UserError for unknown words.
    """
    values: dict[str, object] = {"password": password or ""}
    names = {importer.name for importer in IMPORTERS}
    for word in filter(None, (piece.strip() for piece in (profile or "").split(","))):
        name, _, value = word.partition("=")
        if word in _SWITCHES:
            values |= _SWITCHES[word]
        elif name in _VALUES and value:
            values[name] = value
        elif word in names:
            values["profile"] = word
        else:
            raise UserError(
                N_('Unknown profile "{word}". Known: {known}.'),
                word=word[:40],
                known=(*sorted(names), *_SWITCHES, *(f"{name}=…" for name in _VALUES)),
            )
    return ReadOptions(**values)  # type: ignore[arg-type]
