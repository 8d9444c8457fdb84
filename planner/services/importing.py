"""Bills and statements: from a file to a `Batch` that shows every row, and to one Edit.

Nothing is written here; `session.apply(batch.edit)` brings a batch into the book.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from planner.basics.errors import UserError
from planner.basics.text import N_, NC_, text
from planner.book.book import Book
from planner.book.edit import apply
from planner.book.learned import PayeeRule
from planner.importers.encoding import ENCODINGS
from planner.importers.formats import IMPORTERS
from planner.importers.formats.table import TABLE
from planner.importers.importer import (
    BOOKED,
    DEFAULTS,
    Question,
    ReadOptions,
    Task,
    recognised,
)
from planner.importers.opening import open_source
from planner.importers.peek import Peek, PeekSheet
from planner.importers.peek import peek as first_look
from planner.importers.questions import account_questions
from planner.importers.source import Cancelled, ImportCancelled, Progress, many_rows, never
from planner.services.imports.alike import rule_changes
from planner.services.imports.batch import Batch, BatchRow, Choice, Suggestion
from planner.services.imports.cards import repaid_before
from planner.services.imports.plan import Plan
from planner.services.imports.profiles import known_headers, learned, named_options, with_profile
from planner.services.imports.report import report_json, report_words

__all__ = (
    "ENCODINGS", "ROLE_TITLES", "Batch", "BatchRow", "Choice", "ImportCancelled", "Peek", "PeekSheet",
    "ReadOptions", "Suggestion", "guess_columns", "named_options", "peek", "read_file", "read_files",
    "report_json", "report_words", "with_choices",
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
    learn: bool = False,
    includes: bool | None = None,
) -> Batch:
    """The batch of one file, to be booked to `account` (an id). Raises UserError, ImportCancelled.

    `progress` is called with (rows done, rows in all). With `learn` the edit also remembers the
    columns and answers of a table for the next file of its layout. `includes` is that of `Batch`.
    Nothing is written.
    """
    if account not in book.accounts:
        raise UserError(
            N_('There is no account "{id}" in the book. Known: {known}. Nothing was imported.'),
            id=account,
            known=tuple(book.accounts),
        )
    with many_rows():
        read = _read(book, path, account, options, cancelled, progress, learn=learn)
        return replace(read, includes=includes, today=today)


def read_files(
    book: Book,
    paths: Sequence[Path],
    account: str,
    *,
    today: dt.date,
    profile: str = "",
    password: str = "",
    includes: bool | None = None,
) -> tuple[Batch, ...]:
    """The batches of several files, each matched with the book as those before it leave it.

    Raises UserError for the first that is refused; then none of them is to be booked. One with
    an open question raises it when its edit is asked for.
    """
    batches: list[Batch] = []
    for path in paths:
        options = named_options(profile, password, book)
        batch = read_file(book, path, account, today=today, options=options, includes=includes)
        batches.append(batch)
        if not batch.unanswered:
            book = apply(book, batch.edit)
    return tuple(batches)


def _read(  # noqa: PLR0917 - the second half of read_file
    book: Book,
    path: Path,
    account: str,
    options: ReadOptions,
    cancelled: Cancelled,
    progress: Progress | None,
    *,
    learn: bool,
) -> Batch:
    if not options.known and not options.profile:
        options = replace(options, known=known_headers(book))
    source = open_source(path, options, cancelled)
    options, profile = with_profile(book, source, options)
    is_table = profile or options.columns or options.header_row
    wanted = options.profile or ("table" if is_table else "")
    importer = recognised(IMPORTERS, source, wanted)
    is_card = book.accounts[account].kind == "card"
    parsed = importer.read(Task(source, book.currency, options, cancelled, progress, is_card))
    is_learned = learn and importer is TABLE
    read = Batch(
        path.name, parsed.format, account, book.currency, (), parsed,
        encoding=source.encoding,
        chosen_currency=options.currency,
        chosen_account=options.account,
        learned=learned(book, source, options, account) if is_learned else (),
        profile=profile,
    )  # fmt: skip
    return _matched(book, read)


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
    "fee": NC_("column", "Fee"),
}
"""What a column can be for -> (context, English key), in the order of the import window."""


def with_choices(
    book: Book,
    batch: Batch,
    choices: Mapping[int, Choice],
    rules: Sequence[PayeeRule] | None = None,
) -> Batch:
    """The batch after the owner's decisions on single rows, by their number.

    `rules` are all that the owner has made for this file; None: those it has already.
    """
    merged = MappingProxyType({**batch.choices, **choices})
    kept = batch.rules if rules is None else tuple(rules)
    again = _matched(book, replace(batch, choices=merged, rules=kept))
    return replace(again, questions=batch.questions)


def _matched(book: Book, read: Batch) -> Batch:
    """The batch with its rows matched anew to the book."""
    chosen = read.chosen_account if read.parsed.accounts else ""
    plan = Plan(
        book, read.account, read.choices, read.rules, read.added_categories, bill=read.format,
        only_of=chosen,
    )  # fmt: skip
    is_assigned = plan.accounts.assign(read.parsed.accounts, chosen)
    rows = plan.rows(read.parsed.rows, read.chosen_currency)
    fees = plan.categories.own("expense") if any(row.read.fee for row in rows) else ""
    moves = plan.categories.own("transfer") if any(row.read.moved for row in rows) else ""
    return replace(
        read,
        before=book,
        rows=rows,
        added_categories=tuple(plan.categories.added.values()),
        added_accounts=tuple(plan.accounts.added.values()),
        loan_accounts=MappingProxyType(
            {loan.id: (loan.debit_account, loan.books_cash) for loan in book.loans.values()}
        ),
        fee_category=fees,
        transfer_category=moves,
        questions=(
            *read.parsed.questions,
            *(() if is_assigned else account_questions(read.parsed.accounts, _only(book))),
            *_currency_questions(book, rows, read),
        ),
        settled=repaid_before(book, plan.accounts.added),
        ruled=tuple(rule_changes(book, read.rules, {**plan.categories.added, **book.categories})),
    )


def _only(book: Book) -> str:
    """The name of the one account that a statement can be of; empty where there are several."""
    names = [one.name for one in book.accounts.values() if one.kind not in {"cash", "reserve"}]
    return names[0] if len(names) == 1 else ""


def _currency_questions(
    book: Book, rows: tuple[BatchRow, ...], read: Batch
) -> tuple[Question, ...]:
    if read.chosen_currency or {row.currency for row in rows} <= {book.currency}:
        return ()
    if {row.currency for row in rows if row.outcome in BOOKED} <= {book.currency}:
        return ()
    # With what is known already, so that the next import of the file asks the same.
    found = sorted({row.currency for row in rows if row.outcome in {*BOOKED, "duplicate"}})
    key = text(
        N_("The file holds {found}, the book keeps {currency}: which rows are to count?"),
        found=tuple(found),
        currency=book.currency,
    )
    return (Question("currency", key, tuple(f"currency={name}" for name in found)),)
