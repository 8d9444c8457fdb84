"""What the import window calls outcomes, formats and answers."""

from planner.basics.text import N_, NC_, NN_, Text, counted, in_context, text
from planner.services.importing import Batch, BatchRow
from planner.wording import Wording

BOOKED = ("entry", "transfer", "loan_payment", "refund")
"""Outcomes that bring something into the book."""

_OUTCOMES = {
    "entry": NC_("import", "Entry"),
    "transfer": NC_("import", "Own transfer"),
    "loan_payment": NC_("import", "Loan payment"),
    "refund": NC_("import", "Refund"),
    "duplicate": NC_("import", "Already there"),
    "skipped": NC_("import", "Left out"),
    "not_understood": NC_("import", "Not understood"),
}
_ANSWERS = {
    "day-first": N_("Day first: 5/12 is 5 December"),
    "month-first": N_("Month first: 5/12 is 12 May"),
    "year-first": N_("Year first: 26/3/5 is 5 March 2026"),
    "decimal-point": N_("Point: 1,234.50"),
    "decimal-comma": N_("Comma: 1.234,50"),
    "sign-as-written": N_("It came in, a minus means out"),
    "sign-reversed": N_("It went out, a minus means in"),
}


_MAYBE = {
    "double": NC_("import", "Maybe a double"),
    "transfer": NC_("import", "Maybe own money"),
    "invoice": NC_("import", "Maybe an invoice"),
}
ANSWERS = {
    "double": (N_("The same"), N_("Another one")),
    "transfer": (N_("One transfer"), N_("Two payments")),
    "invoice": (N_("It pays it"), N_("It does not")),
}
"""What may be said to a suggestion: yes and no."""


def state_words(row: BatchRow, wording: Wording) -> str:
    """How a row stands: its outcome, or what it probably is."""
    if row.maybe is not None:
        return wording.say(in_context(*_MAYBE[row.maybe.kind]))
    if row.settles is not None:
        return wording.say(in_context(*_SETTLES))
    return outcome_words(row.outcome, wording)


_SETTLES = NC_("import", "Pays an invoice")


def outcome_words(outcome: str, wording: Wording) -> str:
    """What became of a row, in words."""
    return wording.say(in_context(*_OUTCOMES[outcome]))


def outcomes() -> tuple[str, ...]:
    """All outcomes in the order they are listed."""
    return tuple(_OUTCOMES)


def answer_words(option: str, wording: Wording) -> str:
    """An answer to a question about the file, in words."""
    if option in _ANSWERS:
        return wording._(_ANSWERS[option])
    return option.partition("=")[2] or option


def summary(batch: Batch) -> Text:
    """「将加入 n 笔，跳过 m 笔」."""
    added = sum(batch.counts[outcome] for outcome in BOOKED)
    left = len(batch.rows) - added
    more = counted(*NN_("{count} row will be added", "{count} rows will be added"), added)
    rest = counted(*NN_("{count} left out", "{count} left out"), left)
    return text(N_("{added}, {left}"), added=more, left=rest)
