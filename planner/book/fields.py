"""How single values of the JSON facts are read and written: a table of fields per kind.

Every reader refuses what it does not know by name and never guesses.
"""

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from planner.basics.dates import parse_date
from planner.basics.errors import UserError
from planner.basics.money import parse_amount, plain
from planner.basics.repeat import checked_rule
from planner.basics.text import N_

Json = Any
REQUIRED = object()


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a JSON object: its name there, the attribute, both conversions, the default."""

    key: str
    attribute: str
    read: Callable[[Json, str], Any]
    """(JSON value, currency) -> value; raises UserError."""
    write: Callable[[Any, str], Json]
    default: Any = REQUIRED


def read_object(source: Json, fields: tuple[Field, ...], currency: str) -> dict[str, Any]:
    """Attributes read from a JSON object. Raises UserError naming the key that is wrong."""
    if not isinstance(source, dict):
        raise UserError(N_("Expected an object with named values."))
    known = {field.key for field in fields}
    for key in source:
        if key not in known:
            raise UserError(N_('Unknown key "{key}".'), key=str(key)[:60])
    values = {}
    for field in fields:
        if field.key not in source:
            if field.default is REQUIRED:
                raise UserError(N_('"{key}" is missing.'), key=field.key)
            values[field.attribute] = field.default
            continue
        try:
            values[field.attribute] = field.read(source[field.key], currency)
        except UserError as error:
            raise UserError(N_('"{key}": {reason}'), key=field.key, reason=error.text) from None
    return values


def write_object(fact: object, fields: tuple[Field, ...], currency: str) -> dict[str, Json]:
    """The JSON object of `fact`; keys in the order of `fields`, defaults written out."""
    return {field.key: field.write(getattr(fact, field.attribute), currency) for field in fields}


def _text(value: Json, currency: str) -> str:
    if not isinstance(value, str):
        raise UserError(N_("Expected text."))
    if "\0" in value or any(0xD800 <= ord(char) <= 0xDFFF for char in value):
        raise UserError(N_("The text holds characters that can't be stored."))
    if len(value) > 20_000:
        raise UserError(N_("The text is longer than 20,000 characters."))
    return value


def _id(value: Json, currency: str) -> str:
    written = _text(value, currency)
    if not written or len(written) > 200 or written != written.strip():
        raise UserError(N_("An id is a short text without spaces around it."))
    return written


def _money(value: Json, currency: str) -> int:
    if not isinstance(value, str):
        raise UserError(N_('Amounts are text such as "-4500.00".'))
    return parse_amount(value, currency)


def _positive(value: Json, currency: str) -> int:
    minor = _money(value, currency)
    if minor <= 0:
        raise UserError(N_("The amount must be greater than 0."))
    return minor


def _not_negative(value: Json, currency: str) -> int:
    minor = _money(value, currency)
    if minor < 0:
        raise UserError(N_("The amount can't be negative."))
    return minor


def _date(value: Json, currency: str) -> dt.date:
    if not isinstance(value, str):
        raise UserError(N_("Dates are text such as 2026-11-23."))
    return parse_date(value)


def _moment(value: Json, currency: str) -> dt.datetime:
    if not isinstance(value, str) or len(value) < 16:
        raise UserError(N_("Expected a date and time such as 2026-11-20T10:15."))
    parse_date(value[:10])
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        raise UserError(N_("Expected a date and time such as 2026-11-20T10:15.")) from None
    if moment.tzinfo is not None:
        raise UserError(N_("Times are the clock on the wall, without a time zone."))
    return moment


def _flag(value: Json, currency: str) -> bool:
    if not isinstance(value, bool):
        raise UserError(N_("Expected true or false."))
    return value


def _chance(value: Json, currency: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise UserError(N_("A chance is a number from 0 to 1."))
    return float(value)


def _decimal(value: Json, currency: str) -> Decimal:
    if not isinstance(value, str):
        raise UserError(N_('Expected a decimal number as text, such as "0.144".'))
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    plainly = all(char in "+-.0123456789" for char in value)
    if not number.is_finite() or not plainly or len(value) > 40:
        raise UserError(N_('Expected a decimal number as text, such as "0.144".'))
    return number


def _rrule(value: Json, currency: str) -> str:
    written = _text(value, currency)
    checked_rule(written)
    return written


def _as_is(value: Any, currency: str) -> Json:
    return value


def _iso(value: Any, currency: str) -> Json:
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    return value.isoformat()


def _or_none(inner: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    def convert(value: Any, currency: str) -> Any:
        return None if value is None else inner(value, currency)

    return convert


def field(key: str, kind: str, default: Any = REQUIRED, attribute: str = "") -> Field:
    """A field of a named kind: see `CONVERSIONS`; "date?" may be null."""
    if kind.endswith("?"):
        read, write = CONVERSIONS[kind[:-1]]
        return Field(key, attribute or key, _or_none(read), _or_none(write), default)
    read, write = CONVERSIONS[kind]
    return Field(key, attribute or key, read, write, default)


def choice(key: str, options: tuple[str, ...], default: Any = REQUIRED) -> Field:
    """A field that holds one of `options`."""

    def read(value: Json, currency: str) -> str:
        if value not in options:
            raise UserError(N_("Expected one of: {options}."), options=", ".join(options))
        return str(value)

    return Field(key, key, read, _as_is, default)


def whole(key: str, low: int, high: int, default: Any = REQUIRED) -> Field:
    """A field that holds a whole number from `low` to `high`."""

    def read(value: Json, currency: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise UserError(N_("Expected a whole number from {low} to {high}."), low=low, high=high)
        return value

    return Field(key, key, read, _as_is, default)


def nested(
    key: str, fields: tuple[Field, ...], make: Callable[..., Any], default: Any = REQUIRED
) -> Field:
    """A field that holds an object of `fields`, made into a value by `make`."""

    def read(value: Json, currency: str) -> Any:
        return make(**read_object(value, fields, currency))

    def write(value: Any, currency: str) -> Json:
        return write_object(value, fields, currency)

    return Field(key, key, read, write, default)


def optional(inner: Field) -> Field:
    """The field `inner`, which may also be left out or null: then the value is None."""
    return Field(inner.key, inner.attribute, _or_none(inner.read), _or_none(inner.write), None)


def many(key: str, inner: Field, default: Any = REQUIRED) -> Field:
    """A field that holds a list, each element read and written like `inner`."""

    def read(value: Json, currency: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise UserError(N_("Expected a list."))
        return tuple(inner.read(item, currency) for item in value)

    def write(value: Any, currency: str) -> Json:
        return [inner.write(item, currency) for item in value]

    return Field(key, key, read, write, default)


def _write_chance(value: float, currency: str) -> Json:
    return int(value) if math.isclose(value, int(value)) else value


CONVERSIONS: dict[str, tuple[Callable[[Any, str], Any], Callable[[Any, str], Any]]] = {
    "text": (_text, _as_is),
    "id": (_id, _as_is),
    "money": (_money, plain),
    "positive": (_positive, plain),
    "not_negative": (_not_negative, plain),
    "date": (_date, _iso),
    "moment": (_moment, _iso),
    "flag": (_flag, _as_is),
    "chance": (_chance, _write_chance),
    "decimal": (_decimal, lambda value, currency: format(value, "f")),
    "rrule": (_rrule, _as_is),
}
