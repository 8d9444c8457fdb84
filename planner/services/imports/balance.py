"""What an import does to balances: those that hold its rows already, and that which a bank states."""

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from planner.basics.money import plain
from planner.basics.text import N_, NN_, Amount, Text, counted, text
from planner.book.book import Book
from planner.book.counted import Move
from planner.book.fields import Json
from planner.services.counted import Earlier, movements

if TYPE_CHECKING:
    from planner.services.imports.batch import Batch

_EARLIER = NN_(
    "{count} row is from before the balance of {account} was counted ({known}).",
    "{count} rows are from before the balance of {account} was counted ({known}).",
)
_TODAY = N_("Ticked: the balance of today is {included}. Not ticked: {otherwise}.")
_INCLUDED = N_("The balance includes them: it stays.")
_ON_TOP = N_("They change the balance by {sum}; with --balance-includes yes it stays.")
_AGREES = N_("On {date} the statement and the book both have {sum}.")
_DIFFERS = N_("On {date} the statement has {sum}, the book would have {own}: {apart} apart.")


class Effect(NamedTuple):
    """An account with earlier rows, and its balance of today either way (minor units)."""

    earlier: Earlier
    included: int
    otherwise: int


class Closed(NamedTuple):
    """The balance a statement states, and that of the book on the same day after the import."""

    stated: int
    own: int


class BalanceView(NamedTuple):
    """What is shown of balances beside the rows."""

    effects: tuple[Effect, ...] = ()
    """Balances of today either way: for the question "does the balance include these?"."""
    closed: Closed | None = None
    """The statement's closing balance beside the book's own; None where none is stated."""


def view_of(batch: "Batch") -> BalanceView:
    """What the import does to balances; nothing while a question is open."""
    book, today, closing = batch.before, batch.today, batch.parsed.closing
    if book is None or today is None or batch.unanswered:
        return BalanceView()
    if not batch.earlier and closing is None:
        return BalanceView()
    moves = movements(book, batch.rows_edit)
    sums = _after(book, moves, today) if batch.earlier else {}
    effects = tuple(
        Effect(one, sums[one.account.id] - one.total, sums[one.account.id]) for one in batch.earlier
    )
    if closing is None:
        return BalanceView(effects)
    own = _after(book, moves, closing.date)[batch.account] - sum(
        one.total for one in batch.earlier if one.account.id == batch.account and batch.holds(one)
    )
    return BalanceView(effects, Closed(closing.balance, own))


def _after(book: Book, moves: tuple[list[Move], list[Move]], on: dt.date) -> dict[str, int]:
    """Balances at the end of a day, all rows of the file on top."""
    sums = book.balances(on)
    for listed, sign in zip(moves, (-1, 1), strict=True):
        for move in listed:
            if move.account in sums and move.date <= on:
                sums[move.account] += sign * move.amount
    return sums


def effect_words(batch: "Batch", effect: Effect) -> tuple[Text, Text]:
    """Which rows lie before the known balance, and today's balance either way."""
    one = effect.earlier
    rows = counted(*_EARLIER, one.count, known=one.counted_at.date(), account=one.account.name)
    both = text(
        _TODAY,
        included=Amount(effect.included, batch.currency),
        otherwise=Amount(effect.otherwise, batch.currency),
    )
    return rows, both


def closed_words(batch: "Batch") -> Text | None:
    """Whether the book agrees with the balance that the statement states."""
    found, closing = batch.balance.closed, batch.parsed.closing
    if found is None or closing is None:
        return None
    stated = Amount(found.stated, batch.currency)
    if found.stated == found.own:
        return text(_AGREES, date=closing.date, sum=stated)
    return text(
        _DIFFERS,
        date=closing.date,
        sum=stated,
        own=Amount(found.own, batch.currency),
        apart=Amount(abs(found.stated - found.own), batch.currency),
    )


def balance_words(batch: "Batch") -> list[Text]:
    """The same for the command line: earlier rows and what is done with them, the bank's balance."""
    said = []
    for effect in batch.balance.effects:
        said.append(effect_words(batch, effect)[0])
        total = Amount(effect.earlier.total, batch.currency)
        is_held = batch.holds(effect.earlier)
        said.append(text(_INCLUDED) if is_held else text(_ON_TOP, sum=total))
    checked = closed_words(batch)
    return [*said, checked] if checked is not None else said


def balance_json(batch: "Batch") -> dict[str, Json]:
    """Keys that the report has only where a balance is touched or stated."""

    def money(minor: int) -> str:
        return plain(minor, batch.currency)

    found: dict[str, Json] = {}
    if listed := batch.balance.effects:
        found["earlier"] = [
            {
                "account": one.account.id, "known_until": one.counted_at.isoformat("T", "minutes"),
                "rows": one.count, "first": one.first.isoformat(), "last": one.last.isoformat(),
                "sum": money(one.total), "included": batch.holds(one),
                "balance_if_included": money(effect.included),
                "balance_if_not": money(effect.otherwise),
            }
            for effect in listed for one in (effect.earlier,)
        ]  # fmt: skip
    closing, both = batch.parsed.closing, batch.balance.closed
    if closing is not None and both is not None:
        found["stated_balance"] = {
            "date": closing.date.isoformat(), "stated": money(both.stated), "book": money(both.own),
            "difference": money(both.stated - both.own),
        }  # fmt: skip
    return found
