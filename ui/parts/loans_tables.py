"""The three tables of the loans page: loans, instalments of a plan, payments made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QIcon

from planner.basics.text import N_, NC_, Text, in_context, text
from planner.book.edit import Edit
from planner.book.loan import LoanEvent
from planner.outlook.level import Level
from planner.services.editing import removed
from planner.services.lending import LoanLine, LoanView, PlanRow
from ui.parts.loans_words import MARK_LEVELS, UNKNOWN, mark_text, progress_text
from ui.parts.tables import Column, FactTable
from ui.state import State
from ui.theme import level_icon, level_word

_KINDS: dict[str, tuple[str, str]] = {
    "pay": NC_("loan event", "Instalment"),
    "prepay": NC_("loan event", "Early repayment"),
    "fee": NC_("loan event", "Fee"),
    "draw": NC_("loan event", "Draw"),
    "rate": NC_("loan event", "New rate"),
    "extend": NC_("loan event", "Extension"),
    "reschedule": NC_("loan event", "New plan"),
    "waive": NC_("loan event", "Waived"),
    "accelerate": NC_("loan event", "All due"),
    "reverse": NC_("loan event", "Taken back"),
}


@dataclass(frozen=True, slots=True)
class EventRow:
    """A payment or another event, and how its money was used (minor units)."""

    event: LoanEvent
    principal: int = 0
    interest: int = 0
    penalty: int = 0
    """Penalty and fees together."""
    kept: int = 0

    @property
    def id(self) -> str:
        """The event's id."""
        return self.event.id


def loans_table(state: State) -> FactTable:
    """One row per loan."""

    def money(minor: int) -> str:
        return _money(state, minor)

    columns = (
        Column(_title(state, N_("Loan")), lambda line: line.name, is_wide=True),
        Column(_title(state, N_("Lender")), lambda line: line.lender or "—", width=140,
               is_spare=True),
        Column(
            _title(state, N_("Principal left")), lambda line: money(line.principal_left),
            is_number=True,
        ),
        Column(
            _title(state, N_("Repaid so far")),
            lambda line: state.wording.say(progress_text(line)),
            is_number=True,
        ),
        Column(_title(state, N_("Next payment")), lambda line: _next_day(state, line), is_number=True),
        Column(
            _title(state, N_("Amount")),
            lambda line: money(line.next_amount) if line.next_due else "—",
            is_number=True,
        ),
        Column(
            _title(state, N_("Status")),
            lambda line: state.wording.say(_status(line)),
            color=lambda line: state.theme.level_color(_level(line)) if line.level is not None else "",
            icon=lambda line: _icon(state, line.level),
        ),
    )  # fmt: skip
    return _named(FactTable(state, columns), state)


def plan_table(state: State) -> FactTable:
    """One row per instalment, with what became of it."""

    def money(minor: int) -> str:
        return _money(state, minor)

    def parts(title: str, name: str) -> Column:
        return Column(
            _title(state, title), lambda row: money(getattr(row, name)), is_number=True, width=112
        )

    columns = (
        Column(_title(state, N_("No.")), lambda row: str(row.number), is_number=True, width=48),
        Column(
            _title(state, N_("Due date")),
            lambda row: state.wording.date(row.due, "year"),
            width=136,
        ),
        parts(N_("Instalment"), "payment"),
        parts(N_("Principal"), "principal"),
        Column(
            _title(state, N_("Interest")),
            lambda row: UNKNOWN if row.is_rate_unknown else money(row.interest),
            is_number=True,
            width=112,
        ),
        parts(N_("Fee"), "fee"),
        parts(N_("Left after it"), "balance"),
        Column(
            _title(state, N_("Status")),
            lambda row: _said_mark(state, row),
            color=lambda row: _mark_color(state, row),
            icon=lambda row: _icon(state, MARK_LEVELS[row.mark]),
            is_wide=True,
        ),
    )
    return _named(FactTable(state, columns, key=lambda row: row.number), state)


def events_table(state: State) -> FactTable:
    """One row per payment or other event; Del removes, as one edit."""

    def parts(title: str, name: str) -> Column:
        return Column(
            _title(state, title),
            lambda row: _money(state, getattr(row, name)) if getattr(row, name) else "—",
            is_number=True,
            width=112,
        )

    columns = (
        Column(
            _title(state, N_("Date")),
            lambda row: state.wording.date(row.event.date, "year"),
            width=136,
        ),
        Column(
            _title(state, N_("Kind")),
            lambda row: state.wording.say(in_context(*_KINDS[row.event.type])),
            is_wide=True,
        ),
        Column(
            _title(state, N_("Amount")),
            lambda row: _money(state, row.event.amount) if row.event.amount else "—",
            is_number=True,
            width=120,
        ),
        parts(N_("Principal"), "principal"),
        parts(N_("Interest"), "interest"),
        parts(N_("Penalty and fees"), "penalty"),
        parts(N_("Kept for later"), "kept"),
    )

    def remove(rows: Sequence[EventRow]) -> tuple[Edit, Text]:
        edit = removed(state.book, "loan_event", [row.id for row in rows])
        return edit, text(N_("Payment removed"))

    return _named(FactTable(state, columns, remove=remove), state)


def event_rows(view: LoanView) -> list[EventRow]:
    """The events of a loan, newest first, each payment with its use."""
    uses = list(view.uses)
    rows = []
    for event in view.events:
        use = next(
            (one for one in uses if (one.date, one.amount) == (event.date, event.amount)), None
        )
        if use is None or event.type not in {"pay", "prepay"}:
            rows.append(EventRow(event))
            continue
        uses.remove(use)
        rows.append(
            EventRow(event, use.principal, use.interest, use.penalty + use.fee, use.unapplied)
        )
    return rows[::-1]


def _title(state: State, key: str) -> Callable[[], str]:
    return lambda: state.wording._(key)


def _named(table: FactTable, state: State) -> FactTable:
    table.setMinimumHeight(90)
    return table


def _money(state: State, minor: int) -> str:
    return state.wording.money(minor, state.book.currency)


def _next_day(state: State, line: LoanLine) -> str:
    return state.wording.date(line.next_due, "week") if line.next_due else "—"


def _level(line: LoanLine) -> Level:
    return line.level if line.level is not None else Level.covered


def _status(line: LoanLine) -> Text:
    if line.next_due is None:
        return in_context(*NC_("loan", "Repaid"))
    if line.level is None:
        return text("—")
    return level_word(line.level, line.days_past_due)


def _icon(state: State, level: Level | None) -> QIcon | None:
    return None if level is None else level_icon(level, state.theme)


def _said_mark(state: State, row: PlanRow) -> str:
    said = state.wording.say(mark_text(row))
    if row.moved_from is not None:
        moved = N_("moved from {date}, no working day")
        said += " · " + state.wording._(moved).format(
            date=state.wording.date(row.moved_from, "week")
        )
    if row.settled_on is not None:
        return f"{said} · {state.wording.date(row.settled_on)}"
    if row.left and row.left != row.payment:
        left = state.wording._(N_("{amount} still due")).format(amount=_money(state, row.left))
        return f"{said} · {left}"
    return said


def _mark_color(state: State, row: PlanRow) -> str:
    level = MARK_LEVELS[row.mark]
    if level is not None:
        return state.theme.level_color(level)
    return "" if row.mark == "part" else state.theme.muted
