"""Facts and titles as the text that stands in the file, and back.

Amounts inside are minor units, so that nothing depends on the book's currency. What is read is
not trusted: whatever does not fit raises ValueError or UserError.
"""

import datetime as dt
import json
import string
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from planner.basics.money import exponent
from planner.basics.text import Amount, Chance, Percent, Text
from planner.basics.text import Fact as TextFact
from planner.book import facts
from planner.book.book import Fact
from planner.book.edit import Change

_MINOR = "JPY"
"""A currency without decimals: amounts written in it are whole minor units of whatever currency."""

_Coded = Any


def write_json(value: Any) -> str:
    """Compact JSON, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_json(written: str) -> Any:
    """The value of a JSON text. Raises ValueError, also for one that is nested too deeply."""
    try:
        return json.loads(written)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def write_fact(kind: str, fact: Fact) -> dict[str, Any]:
    """A fact as an object for JSON."""
    return facts.write_fact(kind, fact, _MINOR)


def read_fact(kind: str, source: Any) -> Fact:
    """A fact from its object. Raises UserError naming the key, ValueError for an unknown kind."""
    if kind not in _KINDS:
        raise ValueError(kind)
    return facts.read_fact(kind, source, _MINOR)


_KINDS = {shape.kind for shape in facts.SHAPES}


def write_changes(changes: tuple[Change, ...]) -> str:
    """Changes as JSON: [kind, before or null, after or null] each."""
    return write_json(
        [
            [change.kind, *(_side(change.kind, fact) for fact in _sides(change))]
            for change in changes
        ]
    )


def read_changes(written: str) -> tuple[Change, ...]:
    """Changes from their JSON. Raises ValueError or UserError."""
    match read_json(written):
        case list(listed):
            return tuple(_change(item) for item in listed)
    raise ValueError("no list")


def write_title(title: Text) -> str:
    """A title as JSON, its facts with their types, so that it can be said in any language later."""
    return write_json(_text(title))


def read_title(written: str) -> Text:
    """A title from its JSON. Raises ValueError for what could not be said."""
    return _read_text(read_json(written), 0)


def _sides(change: Change) -> tuple[Fact | None, Fact | None]:
    return change.before, change.after


def _side(kind: str, fact: Fact | None) -> _Coded:
    return None if fact is None else write_fact(kind, fact)


def _change(item: Any) -> Change:
    if not isinstance(item, list) or len(item) != 3 or not isinstance(item[0], str):
        raise ValueError("no change")
    before, after = (None if side is None else read_fact(item[0], side) for side in item[1:])
    one = before or after
    if one is None or (before and after and before.id != after.id):
        raise ValueError("no change")
    return Change(item[0], one.id, before, after)


def _text(title: Text) -> dict[str, _Coded]:
    return {
        "key": title.key,
        "facts": {name: _coded(value) for name, value in title.facts.items()},
        "plural": title.plural,
        "count": title.count,
        "context": title.context,
    }


def _coded(value: TextFact) -> _Coded:
    match value:
        case Text():
            return ["text", _text(value)]
        case Amount() | Chance() | Percent():
            return [type(value).__name__.lower(), *value]
        case tuple():
            return ["list", *(_coded(item) for item in value)]
        case dt.datetime():
            return ["moment", value.isoformat()]
        case dt.date():
            return ["date", value.isoformat()]
        case _:
            return value


def _read_text(source: Any, depth: int) -> Text:
    match source:
        case {
            "key": str(key),
            "facts": dict(listed),
            "plural": str(plural),
            "count": int(count),
            "context": str(context),
        } if depth < 5:
            known = {str(name): _decoded(value, depth) for name, value in listed.items()}
            for sentence in (key, plural):
                _check_sentence(sentence, known)
            return Text(key, MappingProxyType(known), plural, count, context)
    raise ValueError("no title")


def _check_sentence(sentence: str, known: Mapping[str, TextFact]) -> None:
    """Only plain named fields: a field that reaches into objects or pads is not ours."""
    for _, name, layout, conversion in string.Formatter().parse(sentence):
        if name is not None and (name not in known or layout or conversion) and known:
            raise ValueError("no field of this title")


def _decoded(value: Any, depth: int) -> TextFact:
    if isinstance(value, str | int | float):
        return value
    match value:
        case ["text", inner]:
            return _read_text(inner, depth + 1)
        case ["list", *items] if depth < 5:
            return tuple(_decoded(item, depth + 1) for item in items)
        case [str(name), *rest] if name in _READERS:
            return _READERS[name](*rest)
    raise ValueError("no fact of a title")


def _amount(minor: Any, currency: Any, exact: Any) -> Amount:
    if type(minor) is not int or not isinstance(currency, str) or not isinstance(exact, bool):
        raise ValueError("no amount")
    exponent(currency)
    return Amount(minor, currency, exact)


def _share(value: Any) -> float:
    if type(value) not in {int, float} or not abs(value) < 1e12:
        raise ValueError("no share")
    return float(value)


def _percent(value: Any, digits: Any) -> Percent:
    if type(digits) is not int or not 0 <= digits <= 12:
        raise ValueError("no percentage")
    return Percent(_share(value), digits)


_READERS: dict[str, Callable[..., TextFact]] = {
    "amount": _amount,
    "chance": lambda value: Chance(_share(value)),
    "percent": _percent,
    "date": dt.date.fromisoformat,
    "moment": dt.datetime.fromisoformat,
}
