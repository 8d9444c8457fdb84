"""Everyday book-keeping as single Edits: an invoice is settled, a payee's category remembered."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.basics.errors import UserError
from planner.basics.text import N_, NN_, Text, counted, text
from planner.book.book import Book
from planner.book.check import references
from planner.book.edit import Change, Edit
from planner.book.entry import Entry
from planner.book.invoice import Invoice
from planner.services.editing import fact_name


def settled(book: Book, invoice: str, on: dt.date, account: str, entry: str) -> Edit:
    """The Edit that settles an invoice on a day: the entry (with id `entry`) and the mark, at once.

    Raises UserError when the invoice is not in the book or already settled.
    """
    found = book.invoices.get(invoice)
    if found is None:
        raise UserError(N_("This invoice is no longer in the book. Nothing was changed."))
    if found.settled_on is not None:
        raise UserError(
            N_("The invoice of {party} is already settled. Nothing was changed."),
            party=found.party,
        )
    receipt = Entry(
        id=entry,
        date=on,
        account=account,
        amount=found.signed,
        category=found.category,
        payee=found.party,
    )
    return Edit(
        _settled_title(found),
        (
            Change("entry", entry, None, receipt),
            Change("invoice", invoice, found, replace(found, settled_on=on)),
        ),
    )


def check_unused(book: Book, kind: str, ids: Sequence[str]) -> None:
    """Raises UserError saying what still needs one of these accounts or categories."""
    for key in ids:
        uses = _uses(book, kind, key)
        if uses:
            fact = book.find(kind, key)
            raise UserError(
                N_(
                    "“{name}” is still used by {uses}. Choose something else there first; "
                    "nothing was changed."
                ),
                name=fact_name(book, fact) if fact else key,
                uses=tuple(uses),
            )


def _uses(book: Book, kind: str, key: str) -> list[Text]:
    ledger = book.ledger
    columns = (ledger.categories,) if kind == "category" else (ledger.accounts, ledger.to_accounts)
    entries = sum(int((column.codes == column.code_of(key)).sum()) for column in columns)
    found = [counted(*NN_("{count} entry", "{count} entries"), entries)] if entries else []
    for other, words in _USERS:
        count = sum((kind, key) in references(fact) for fact in book.facts(other))
        if count:
            found.append(counted(*words, count))
    return found


_USERS = (
    ("recurring", NN_("{count} repeating item", "{count} repeating items")),
    ("invoice", NN_("{count} invoice", "{count} invoices")),
    ("loan", NN_("{count} loan", "{count} loans")),
    ("offer", NN_("{count} offer", "{count} offers")),
    ("budget", NN_("the plan of {count} month", "the plan of {count} months")),
    ("rule", NN_("{count} rule for payees", "{count} rules for payees")),
    ("indicator", NN_("{count} market figure", "{count} market figures")),
    ("reserve", NN_("the emergency fund", "the emergency fund")),
)


def payees(book: Book) -> tuple[str, ...]:
    """Names that entries have, the most frequent first."""
    column = book.ledger.payees
    counts = np.bincount(column.codes, minlength=len(column.values))
    order = np.argsort(-counts, kind="stable")
    return tuple(column.values[code] for code in order if column.values[code])


def remembered_category(book: Book, payee: str, *, is_income: bool) -> str:
    """The category that the last entries of this payee mostly had; empty when there is none."""
    ledger = book.ledger
    code = ledger.payees.code_of(payee.strip())
    if not payee.strip() or code < 0:
        return ""
    rows = np.flatnonzero((ledger.payees.codes == code) & ((ledger.amounts > 0) == is_income))
    keys = [ledger.categories.values[ledger.categories.codes[row]] for row in rows[-9:][::-1]]
    known = Counter(key for key in keys if key in book.categories)
    return known.most_common(1)[0][0] if known else ""


def _settled_title(invoice: Invoice) -> Text:
    if invoice.direction == "receivable":
        return text(N_("Payment received from {party}"), party=invoice.party)
    return text(N_("Bill of {party} paid"), party=invoice.party)
