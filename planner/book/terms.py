"""Loan terms and loans <-> JSON, as the command-line contract writes them."""

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
    read_object,
    whole,
    write_object,
)  # fmt: skip
from planner.book.loan import Fee, Loan, LoanEvent, Penalty, Prepay, Rate, RateChange, Terms

METHODS = (
    "equal_instalment", "equal_principal", "interest_only", "single_payment", "daily_interest",
)  # fmt: skip
BUCKETS = ("fee", "penalty", "interest", "principal")
EVENTS = ("pay", "prepay", "extend", "reschedule", "fee", "waive", "rate", "draw", "reverse")


def _read_year_days(value: Json, currency: str) -> Any:
    if isinstance(value, bool) or value not in (360, 365, "actual"):
        raise UserError(N_("Expected one of: {options}."), options='360, 365, "actual"')
    return value


_RATE = (field("value", "decimal"), choice("per", ("day", "year"), "year"))
_PENALTY = (
    field("multiplier", "decimal", Penalty().multiplier),
    whole("grace_days", 0, 3650, 0),
    field("compound", "flag", True),
)
_PREPAY = (
    choice("mode", ("lower", "shorten"), "lower"),
    field("fee_rate", "decimal", Prepay().fee_rate),
)
_FEE = (field("amount", "not_negative"), choice("when", ("draw", "each")))
_RATE_CHANGE = (field("date", "date"), nested("rate", _RATE, Rate))

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
    many("allocation", choice("allocation", BUCKETS), BUCKETS),
    nested("prepay", _PREPAY, Prepay, Prepay()),
    choice("holiday", ("none", "next", "previous"), "none"),
    many("fees", nested("fees", _FEE, Fee), ()),
    many("rate_changes", nested("rate_changes", _RATE_CHANGE, RateChange), ()),
    choice("debit", ("before_income", "after_income"), "before_income"),
)
LOAN: tuple[Field, ...] = (
    field("id", "id"),
    field("name", "text"),
    field("lender", "text", ""),
    field("debit_account", "id"),
    field("books_cash", "flag", True),
)
EVENT: tuple[Field, ...] = (
    field("id", "id"),
    field("loan", "id"),
    choice("type", EVENTS),
    field("date", "date"),
    field("amount", "not_negative", 0),
    whole("order", 0, 10**6, 0),
    field("source", "text", ""),
)


def read_terms(source: Json, currency: str) -> Terms:
    """Terms from their JSON object (without events). Raises UserError naming the key."""
    values = read_object(source, TERMS, currency)
    terms = Terms(**{**values, "due_day": values["due_day"] or values["first_due"].day})
    if sorted(terms.allocation) != sorted(BUCKETS):
        raise UserError(N_('"allocation" names each of fee, penalty, interest, principal once.'))
    return terms


def read_loan(source: Json, currency: str) -> Loan:
    """A loan from its JSON object, terms beside its name. Raises UserError naming the key."""
    if not isinstance(source, dict):
        raise UserError(N_("Expected an object with named values."))
    own = {entry.key for entry in LOAN}
    values = read_object({key: source[key] for key in source if key in own}, LOAN, currency)
    rest = {key: source[key] for key in source if key not in own and key != "events"}
    return Loan(terms=read_terms(rest, currency), **values)


def write_loan(loan: Loan, currency: str) -> dict[str, Json]:
    """The JSON object of a loan, all terms written out."""
    return write_object(loan, LOAN, currency) | write_object(loan.terms, TERMS, currency)


def read_event(source: Json, currency: str) -> LoanEvent:
    """A loan event from its JSON object. Raises UserError naming the key."""
    return LoanEvent(**read_object(source, EVENT, currency))


def write_event(event: LoanEvent, currency: str) -> dict[str, Json]:
    """The JSON object of a loan event."""
    return write_object(event, EVENT, currency)
