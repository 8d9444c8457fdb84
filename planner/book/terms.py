"""Loan terms and loans <-> JSON, as the command-line contract writes them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.book.fields import (
    Field,
    Json,
    choice,
    field,
    many,
    nested,
    optional,
    read_object,
    whole,
    write_object,
)  # fmt: skip
from planner.book.loan import (
    UNKNOWN_RATE,
    Fee,
    LateAllocation,
    Loan,
    LoanEvent,
    Penalty,
    Prepay,
    Rate,
    RateChange,
    Terms,
)  # fmt: skip
from planner.book.terms_check import check_event, check_needs, check_terms

METHODS = (
    "equal_instalment", "equal_principal", "interest_only", "single_payment", "daily_interest",
)  # fmt: skip
BUCKETS = ("fee", "penalty", "interest", "principal")
EVENTS = (
    "pay", "prepay", "extend", "reschedule", "fee", "waive", "rate", "draw", "reverse",
    "accelerate",
)  # fmt: skip
ASSUMABLE = (
    "interest", "year_days", "rounding", "penalty", "allocation", "prepay", "holiday", "debit",
)  # fmt: skip
"""Terms that an owner often does not know; left out, they are our assumption."""


def _read_year_days(value: Json, currency: str) -> Any:
    if isinstance(value, bool) or value not in (360, 365, "actual"):
        raise UserError(N_("Expected one of: {options}."), options='360, 365, "actual"')
    return value


_RATE = (
    field("value", "decimal"),
    choice("per", ("day", "year"), "year"),
    field("spread", "decimal", Decimal(0)),
)
_PENALTY = (
    field("multiplier", "decimal", Penalty().multiplier),
    whole("grace_days", 0, 3650, 0),
    field("compound", "flag", True),
)
_PREPAY = (
    choice("mode", ("lower", "shorten"), "lower"),
    field("fee_rate", "decimal", Prepay().fee_rate),
    whole("fee_rows", 0, 1200, 0),
    whole("locked_rows", 0, 1200, 0),
)
_FEE = (field("amount", "not_negative"), choice("when", ("draw", "each")))
_RATE_CHANGE = (field("date", "date"), nested("rate", _RATE, Rate))
_ORDER = choice("allocation", BUCKETS)
_LATE = (whole("after_days", 0, 3650, 90), many("order", _ORDER, LateAllocation().order))

TERMS: tuple[Field, ...] = (
    field("principal", "positive"),
    field("drawn_on", "date"),
    choice("method", METHODS),
    whole("instalments", 1, 1200, 1),
    field("first_due", "date"),
    whole("due_day", 0, 31, 0),
    nested("rate", _RATE, Rate),
    choice("interest", ("monthly", "daily"), "monthly"),
    Field("year_days", "year_days", _read_year_days, lambda value, currency: value, 360),
    choice("rounding", ("half_up", "half_even"), "half_up"),
    field("instalment_unit", "positive", 1),
    nested("penalty", _PENALTY, Penalty, Penalty()),
    many("allocation", _ORDER, BUCKETS),
    nested("prepay", _PREPAY, Prepay, Prepay()),
    choice("holiday", ("none", "next", "previous"), "none"),
    many("fees", nested("fees", _FEE, Fee), ()),
    many("rate_changes", nested("rate_changes", _RATE_CHANGE, RateChange), ()),
    choice("debit", ("before_income", "after_income"), "before_income"),
    optional(nested("late_allocation", _LATE, LateAllocation)),
    many("assumed", choice("assumed", (*ASSUMABLE, UNKNOWN_RATE)), ()),
)
LOAN: tuple[Field, ...] = (
    field("id", "id"),
    field("name", "text"),
    field("lender", "text", ""),
    field("debit_account", "id"),
    field("books_cash", "flag", True),
    many("backing", choice("backing", ("security", "guarantor")), ()),
    field("contract_number", "text", ""),
)
RARE = {"backing", "contract_number"}
"""Keys of a loan that few have: written only where they say something."""
EVENT: tuple[Field, ...] = (
    field("id", "id"),
    field("loan", "id"),
    choice("type", EVENTS),
    field("date", "date"),
    field("amount", "not_negative", 0),
    whole("order", 0, 10**6, 0),
    field("source", "text", ""),
)
CHANGE: tuple[Field, ...] = (
    optional(nested("rate", _RATE, Rate)),
    whole("instalments", 0, 1200, 0),
    field("first_due", "date?", None),
    optional(choice("method", METHODS)),
    whole("interest_rows", 0, 1199, 0),
    optional(choice("part", BUCKETS)),
    field("reverses", "text", ""),
)
"""Keys that only some types of event need; written only where they say something."""


def read_terms(source: Json, currency: str) -> Terms:
    """Terms from their JSON object (without events). Raises UserError naming the key.

    Without "assumed", every left-out key of `ASSUMABLE` counts as our assumption.
    """
    values = read_object(source, TERMS, currency)
    left_out = tuple(key for key in ASSUMABLE if key not in source)
    assumed = values["assumed"] if "assumed" in source else left_out
    due_day = values["due_day"] or values["first_due"].day
    terms = Terms(**{**values, "due_day": due_day, "assumed": assumed})
    check_terms(terms)
    return terms


def with_rate_known(terms: Terms, *, is_known: bool) -> Terms:
    """`terms`, saying whether their rate is known."""
    others = tuple(key for key in terms.assumed if key != UNKNOWN_RATE)
    return replace(terms, assumed=others if is_known else (*others, UNKNOWN_RATE))


def read_terms_document(source: Json, currency: str) -> tuple[Terms, tuple[LoanEvent, ...]]:
    """Terms and events of a terms file, whose events name no loan and need no id.

    Raises UserError naming the key, and for events that are not in the order of their dates.
    """
    if not isinstance(source, dict):
        raise UserError(N_("Expected an object with named values."))
    terms = read_terms({key: source[key] for key in source if key != "events"}, currency)
    listed = source.get("events", [])
    if not isinstance(listed, list):
        raise UserError(N_('"{key}" must be a list.'), key="events")
    events: list[LoanEvent] = []
    for number, item in enumerate(listed, 1):
        try:
            events.append(_listed_event(item, number, terms, currency))
            _check_order(events)
        except UserError as error:
            raise UserError(
                N_("events[{number}]: {reason}"), number=number - 1, reason=error.text
            ) from None
    return terms, tuple(events)


def _listed_event(item: Json, number: int, terms: Terms, currency: str) -> LoanEvent:
    if not isinstance(item, dict):
        raise UserError(N_("Expected an object with named values."))
    named = {"id": str(number), "loan": "-", **item}
    event = replace(read_event(named, currency), order=number)
    check_event(event, terms)
    return event


def _check_order(events: list[LoanEvent]) -> None:
    if len(events) > 1 and events[-1].date < events[-2].date:
        raise UserError(
            N_('"date": {date} comes after {before} in the file. List the events by date.'),
            date=events[-1].date.isoformat(),
            before=events[-2].date.isoformat(),
        )
    if events[-1].type == "reverse":
        known = {event.id for event in events[:-1]}
        if events[-1].reverses not in known:
            raise UserError(
                N_('"reverses": no earlier event has the id "{id}".'), id=events[-1].reverses
            )
    if events[-1].id in {event.id for event in events[:-1]}:
        raise UserError(N_('The id "{id}" stands twice.'), id=events[-1].id)


def read_loan(source: Json, currency: str) -> Loan:
    """A loan from its JSON object, terms beside its name. Raises UserError naming the key."""
    if not isinstance(source, dict):
        raise UserError(N_("Expected an object with named values."))
    own = {entry.key for entry in LOAN}
    values = read_object({key: source[key] for key in source if key in own}, LOAN, currency)
    if source.get("events"):
        raise UserError(N_('"events" of a loan in a book stand in the list "loan_events".'))
    rest = {key: source[key] for key in source if key not in own and key != "events"}
    return Loan(terms=read_terms(rest, currency), **values)


def write_loan(loan: Loan, currency: str) -> dict[str, Json]:
    """The JSON object of a loan, all terms written out."""
    own = tuple(entry for entry in LOAN if entry.key not in RARE or getattr(loan, entry.key))
    return write_object(loan, own, currency) | write_terms(loan.terms, currency)


def write_terms(terms: Terms, currency: str) -> dict[str, Json]:
    """The JSON object of terms, all of them written out."""
    return write_object(terms, TERMS, currency)


def read_event(source: Json, currency: str) -> LoanEvent:
    """A loan event from its JSON object. Raises UserError naming the key."""
    event = LoanEvent(**read_object(source, EVENT + CHANGE, currency))
    check_needs(event)
    return event


def write_event(event: LoanEvent, currency: str) -> dict[str, Json]:
    """The JSON object of a loan event."""
    special = tuple(entry for entry in CHANGE if getattr(event, entry.key) != entry.default)
    return write_object(event, EVENT + special, currency)
