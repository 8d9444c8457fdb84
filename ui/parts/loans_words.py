"""Words about loans that page, forms and simulator share: methods, marks, rates, dates."""

from decimal import Decimal

from planner.basics.text import N_, NC_, NN_, Percent, Text, counted, in_context, text
from planner.book.loan import Method, Terms
from planner.outlook.level import Level
from planner.services.lending import LoanLine, PlanRow
from planner.wording import Wording

METHODS: dict[Method, tuple[str, str]] = {
    "equal_instalment": (
        N_("Equal instalments"),
        N_("The same sum every month; first mostly interest, later mostly principal."),
    ),
    "equal_principal": (
        N_("Equal principal"),
        N_("The same principal every month plus interest on the rest: the sums fall over time."),
    ),
    "interest_only": (
        N_("Interest first, principal last"),
        N_("Only interest every month; the whole principal comes with the last payment."),
    ),
    "single_payment": (
        N_("One payment at the end"),
        N_("Nothing in between; principal and all interest on the last due date."),
    ),
    "daily_interest": (
        N_("Draw and repay any day"),
        N_("Interest runs by the day; repay principal whenever you like, the rest at the end."),
    ),
}
"""Method -> its name and what it means in plain words."""

_PLAIN_MARKS: dict[str, tuple[str, str]] = {
    "paid": NC_("instalment", "Paid"),
    "part": NC_("instalment", "Partly paid"),
    "due": NC_("instalment", "Due today"),
    "open": NC_("instalment", "To come"),
}
MARK_LEVELS: dict[str, Level | None] = {
    "paid": Level.covered,
    "paid_late": Level.covered,
    "part": None,
    "overdue": Level.overdue,
    "due": Level.tight,
    "open": None,
}
"""Which shape and colour goes with a mark; None: no shape."""


def mark_text(row: PlanRow) -> Text:
    """What became of an instalment, in a few words."""
    if row.mark == "overdue":
        return counted(*NN_("{count} day overdue", "{count} days overdue"), row.days_late)
    if row.mark == "paid_late":
        return counted(*NN_("Paid {count} day late", "Paid {count} days late"), row.days_late)
    return in_context(*_PLAIN_MARKS[row.mark])


def progress_text(line: LoanLine) -> Text:
    """How far a loan is repaid."""
    return text(N_("{paid} of {count} paid"), paid=line.paid, count=line.count)


UNKNOWN = "—"
RATE_MISSING = text(N_("rate not filled in yet"))
"""Said wherever a figure needs the rate and there is none."""


def rate_text(terms: Terms) -> Text:
    """The contract rate with its unit."""
    if terms.is_rate_unknown:
        return RATE_MISSING
    places = _places(terms.rate.value)
    rate = Percent(float(terms.rate.value), places)
    if terms.rate.per == "day":
        return text(N_("{rate} a day"), rate=rate)
    return text(N_("{rate} a year"), rate=rate)


def typed_percent(share: Decimal) -> str:
    """A share as a person would type it: 0.144 -> "14.4%"."""
    return f"{(share * 100).normalize():f}%"


def count_text(wording: Wording, count: int) -> str:
    """A number of instalments."""
    return wording.ngettext("{count} instalment", "{count} instalments", count).format(count=count)


def _places(share: Decimal) -> int:
    exponent = (share * 100).normalize().as_tuple().exponent
    return min(max(-int(exponent), 0), 4)
