"""Facts <-> the JSON of the command-line contract ("leeway-facts", version 1).

`read` turns a file into one Edit on a book; `dump` writes every fact of a book, so that
a new book with that dump applied dumps equally.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from planner.basics.errors import UserError
from planner.basics.ids import natural
from planner.basics.text import N_, Text
from planner.book.account import Account, Category
from planner.book.book import Book, Fact
from planner.book.budget import BudgetLine, Reserve
from planner.book.contact import Contact
from planner.book.contact_fields import CONTACT, write_contact
from planner.book.edit import Change, Edit
from planner.book.entry import Entry
from planner.book.fields import (
    REQUIRED,
    Field,
    Json,
    choice,
    field,
    many,
    nested,
    read_object,
    whole,
    write_object,
)  # fmt: skip
from planner.book.invoice import Invoice
from planner.book.learned import NamedColumn, PayeeRule, Profile
from planner.book.limits import Identity, Limits
from planner.book.market import Indicator, Point
from planner.book.offer import STEPS, Offer, Paper, StepDone
from planner.book.recurring import Recurring
from planner.book.terms import (
    read_event,
    read_loan,
    read_terms,
    write_event,
    write_loan,
    write_terms,
)  # fmt: skip
from planner.book.what_if import Chosen, WhatIf


class Shape(NamedTuple):
    """How the facts of one kind stand in the file."""

    key: str
    """Name of the list (or object) in the file."""
    kind: str
    read: Callable[[Json, str], Fact]
    write: Callable[[Any, str], dict[str, Json]]


def _shape(key: str, kind: str, make: Callable[..., Fact], *fields: Field) -> Shape:
    return Shape(
        key,
        kind,
        lambda source, currency: make(**read_object(source, fields, currency)),
        lambda fact, currency: write_object(fact, fields, currency),
    )


def _month(value: Json, currency: str) -> str:
    is_month = isinstance(value, str) and len(value) == 7 and value[4] == "-"
    if not is_month or not value.replace("-", "").isdigit() or not 1 <= int(value[5:]) <= 12:
        raise UserError(N_("A month is written like 2026-12."))
    return str(value)


_RECURRING = (
    field("id", "id"), field("title", "text"), field("account", "id"),
    field("category", "text", ""), field("amount", "money"), field("rrule", "rrule"),
    field("from", "date", REQUIRED, "start"), field("until", "date?", None),
    field("spread", "not_negative", 0),
)  # fmt: skip
_IS_CHANGE = field("change", "flag", False, "is_change")
"""Written only where it is true: few items are changes of others."""


def _read_recurring(source: Json, currency: str) -> Recurring:
    return Recurring(**read_object(source, (*_RECURRING, _IS_CHANGE), currency))


def _write_recurring(item: Recurring, currency: str) -> dict[str, Json]:
    return write_object(item, (*_RECURRING, _IS_CHANGE)[: None if item.is_change else -1], currency)


_KINDS = ("cash", "bank", "wallet", "card", "reserve")
_ACCOUNT = (
    field("id", "id"), field("name", "text"), choice("kind", _KINDS),
    field("opening", "money", 0), field("opened_on", "date"), field("minimum", "money", 0),
)  # fmt: skip
_COUNTED_AT = field("counted_at", "moment?", None)
"""Written only where it is known."""


def _read_account(source: Json, currency: str) -> Account:
    return Account(**read_object(source, (*_ACCOUNT, _COUNTED_AT), currency))


def _write_account(account: Account, currency: str) -> dict[str, Json]:
    is_counted = account.counted_at is not None
    return write_object(account, (*_ACCOUNT, _COUNTED_AT) if is_counted else _ACCOUNT, currency)


_STEP = (choice("step", STEPS), field("date", "date"))
_PAPER = (field("name", "text"), field("done", "flag", False))
_COLUMN = (field("role", "text"), field("name", "text"), whole("place", 0, 999, 0))
_POINT = (field("date", "date"), field("value", "decimal"))
_CHOSEN = (field("key", "id"), field("value", "text"))
SHAPES: tuple[Shape, ...] = (
    _shape("book", "book", Identity, field("name", "text", ""), field("currency", "text", "CNY"),
           choice("language", ("zh", "en"), "zh")),
    Shape("accounts", "account", _read_account, _write_account),
    _shape("categories", "category", Category, field("id", "id"), field("name", "text"),
           choice("flow", ("income", "expense", "debt", "transfer")),
           field("essential", "flag", False), field("group", "text", "")),
    _shape("entries", "entry", Entry, field("id", "id"), field("date", "date"),
           field("account", "id"), field("amount", "money"), field("category", "text", ""),
           field("payee", "text", ""), field("note", "text", ""), field("to_account", "text", ""),
           field("source", "text", "")),
    Shape("recurring", "recurring", _read_recurring, _write_recurring),
    _shape("invoices", "invoice", Invoice, field("id", "id"),
           choice("direction", ("receivable", "payable")), field("party", "text"),
           field("amount", "positive"), field("issued", "date"), field("due", "date"),
           field("account", "id"), field("settled_on", "date?", None),
           field("category", "text", "")),
    Shape("loans", "loan", read_loan, write_loan),
    Shape("loan_events", "loan_event", read_event, write_event),
    _shape("offers", "offer", Offer, field("id", "id"), field("name", "text"),
           field("lender", "text", ""), field("debit_account", "id"),
           Field("terms", "terms", read_terms, write_terms),
           many("steps", nested("steps", _STEP, StepDone), ()),
           many("papers", nested("papers", _PAPER, Paper), ()), field("note", "text", ""),
           choice("decision", ("open", "chosen", "declined"), "open"), field("loan", "text", "")),
    _shape("budget", "budget", BudgetLine,
           Field("month", "month", _month, lambda value, currency: value),
           field("category", "id"), field("amount", "money")),
    _shape("reserve", "reserve", Reserve, many("accounts", field("accounts", "id"), ()),
           field("target_months", "decimal", Decimal(3))),
    Shape("contacts", "contact",
          lambda source, currency: Contact(**read_object(source, CONTACT, currency)),
          write_contact),
    _shape("profiles", "profile", Profile, field("id", "id"), field("name", "text"),
           many("header", field("header", "text")), field("delimiter", "text", ""),
           many("columns", nested("columns", _COLUMN, NamedColumn)),
           many("answers", field("answers", "text"), ()), field("account", "text", "")),
    _shape("rules", "rule", PayeeRule, field("id", "id"), field("words", "text"),
           choice("how", ("contains", "equals"), "contains"), field("category", "id")),
    _shape("indicators", "indicator", Indicator, field("id", "id"), field("name", "text"),
           field("unit", "text", ""), many("points", nested("points", _POINT, Point), ()),
           field("category", "text", ""), field("share", "decimal", Decimal(1)),
           field("note", "text", "")),
    _shape("what_ifs", "what_if", WhatIf, field("id", "id"), field("name", "text"),
           field("kind", "id"), many("values", nested("values", _CHOSEN, Chosen), ())),
    _shape("limits", "limits", Limits, field("tight_chance", "chance", 0.05),
           field("short_chance", "chance", 0.5), field("cushion", "money", 0)),
)  # fmt: skip
_BY_KIND = {shape.kind: shape for shape in SHAPES}
_SINGLE = {"book", "reserve", "limits"}


def read(book: Book, document: Json, title: Text, *, overlay: bool = False) -> Edit:
    """The Edit that adds all facts of `document` to `book`.

    With `overlay` (a scenario) a known id replaces that fact and `{"id": …, "remove": true}`
    removes it; without, a known id is refused. Raises UserError naming list, place and key.
    """
    _check_frame(document)
    currency = _currency(book, document)
    changes: dict[tuple[str, str], Change] = {}
    for shape in SHAPES:
        for source, where in _objects(document, shape):
            try:
                change = _change(book, shape, source, currency, overlay=overlay)
            except UserError as error:
                raise UserError(
                    N_("{where}: {reason} Nothing was changed."), where=where, reason=error.text
                ) from None
            if (change.kind, change.id) in changes:
                raise UserError(
                    N_('{where}: the id "{id}" stands twice. Nothing was changed.'),
                    where=where,
                    id=change.id,
                )
            if change.before != change.after:
                changes[change.kind, change.id] = change
    return Edit(title, tuple(changes.values()))


def dump(book: Book) -> dict[str, Json]:
    """Every fact of `book` in the shape of the contract, in an order that history can't change."""
    document: dict[str, Json] = {"format": "leeway-facts", "version": 1}
    for shape in SHAPES:
        facts = [write_fact(shape.kind, fact, book.currency) for fact in book.facts(shape.kind)]
        if shape.kind in _SINGLE:
            document[shape.key] = facts[0]
        elif facts:
            document[shape.key] = sorted(facts, key=_dump_order)
    return document


def read_fact(kind: str, source: Json, currency: str) -> Fact:
    """One fact from its JSON object. Raises UserError naming the key."""
    return _BY_KIND[kind].read(source, currency)


def write_fact(kind: str, fact: Fact, currency: str) -> dict[str, Json]:
    """The JSON object of one fact."""
    return _BY_KIND[kind].write(fact, currency)


def _dump_order(source: dict[str, Json]) -> Any:
    return (
        str(source.get("date", "")),
        natural(str(source.get("id", ""))),
        str(source.get("month")),
    )


def _check_frame(document: Json) -> None:
    if not isinstance(document, dict) or document.get("format") != "leeway-facts":
        raise UserError(
            N_('This is no facts file: it does not begin with "leeway-facts". Nothing was changed.')
        )
    if document.get("version") != 1:
        raise UserError(
            N_(
                "This facts file has a version that this program does not know. "
                "Nothing was changed."
            )
        )
    known = {"format", "version", *(shape.key for shape in SHAPES)}
    for key in document:
        if key not in known:
            raise UserError(N_('Unknown key "{key}". Nothing was changed.'), key=str(key)[:60])


def _currency(book: Book, document: Json) -> str:
    info = document.get("book")
    named = info.get("currency") if isinstance(info, dict) else None
    return named if isinstance(named, str) else book.currency


def _objects(document: Json, shape: Shape) -> Iterator[tuple[Json, str]]:
    """The JSON objects of one kind, each with the words that say where it stands."""
    found = document.get(shape.key)
    if found is None:
        return
    if shape.kind in _SINGLE:
        yield found, shape.key
        return
    if not isinstance(found, list):
        raise UserError(N_('"{key}" must be a list.'), key=shape.key)
    for number, source in enumerate(found):
        yield _named(source, shape.kind, number, found), _place(shape.key, number, source)


def _place(key: str, number: int, source: Json) -> str:
    name = source.get("id") if isinstance(source, dict) else None
    return f'{key}[{number}] "{name}"' if isinstance(name, str) else f"{key}[{number}]"


def _named(source: Json, kind: str, number: int, siblings: list[Json]) -> Json:
    """Loan events may come without an id: they get one from their loan, date and place."""
    if kind != "loan_event" or not isinstance(source, dict) or "id" in source:
        return source
    key = (source.get("loan"), source.get("date"))
    twins = [
        other
        for other in siblings[:number]
        if isinstance(other, dict) and (other.get("loan"), other.get("date")) == key
    ]
    name = "-".join((str(key[0]), str(key[1]), str(source.get("type")), str(len(twins) + 1)))
    return {"order": len(twins), **source, "id": name}


def _change(book: Book, shape: Shape, source: Json, currency: str, *, overlay: bool) -> Change:
    if overlay and isinstance(source, dict) and source.get("remove") is True:
        return _removal(book, shape, source)
    fact = shape.read(source, currency)
    before = book.find(shape.kind, fact.id)
    if before is not None and not overlay and shape.kind not in _SINGLE:
        raise UserError(N_('The id "{id}" is already in the book.'), id=fact.id)
    return Change(shape.kind, fact.id, before, fact)


def _removal(book: Book, shape: Shape, source: dict[str, Json]) -> Change:
    key = str(source.get("id", ""))
    before = book.find(shape.kind, key)
    if before is None or shape.kind in _SINGLE:
        raise UserError(N_('The id "{id}" to be removed is not in the book.'), id=key)
    return Change(shape.kind, key, before, None)
