"""Contracts and histories drawn by hypothesis, as the JSON of the command line."""

import datetime as dt

from hypothesis import assume
from hypothesis import strategies as st

from planner.basics.dates import add_months

METHODS = (
    "equal_instalment",
    "equal_principal",
    "interest_only",
    "single_payment",
    "daily_interest",
)
RATES = (
    {"value": "0"}, {"value": "0.0385"}, {"value": "0.12"}, {"value": "0.144"}, {"value": "0.2399"},
    {"value": "0.0004", "per": "day"}, {"value": "0.00022", "per": "day"},
)  # fmt: skip
START = dt.date(2023, 1, 1)


def amount(cents):
    """Cents as the decimal text of the contract."""
    return f"{cents // 100}.{cents % 100:02}"


@st.composite
def contracts(draw, *, holidays=("none",), fees=True):
    """A terms document without events."""
    drawn = START + dt.timedelta(days=draw(st.integers(0, 1300)))
    first = draw(
        st.one_of(
            st.just(add_months(drawn, 1)),
            st.integers(8, 75).map(lambda days: drawn + dt.timedelta(days=days)),
        )
    )
    holiday = draw(st.sampled_from(holidays))
    assume((first - drawn).days > 10 or holiday != "previous")  # else refused: due before the draw
    fee = st.sampled_from(
        ([], [{"amount": "5.00", "when": "each"}], [{"amount": "3.33", "when": "draw"}])
    )
    return {
        "principal": amount(draw(st.integers(10_000, 30_000_000))),
        "drawn_on": drawn.isoformat(),
        "method": draw(st.sampled_from(METHODS)),
        "instalments": draw(st.integers(1, 14)),
        "first_due": first.isoformat(),
        "due_day": draw(st.sampled_from((0, 0, 31, 28, 10))),
        "rate": draw(st.sampled_from(RATES)),
        "interest": draw(st.sampled_from(("monthly", "daily"))),
        "year_days": draw(st.sampled_from((360, 365, "actual"))),
        "rounding": draw(st.sampled_from(("half_up", "half_even"))),
        "instalment_unit": draw(st.sampled_from(("0.01", "0.01", "0.10", "1.00"))),
        "penalty": {
            "multiplier": draw(st.sampled_from(("1.5", "1.3", "1"))),
            "grace_days": draw(st.sampled_from((0, 0, 3))),
            "compound": draw(st.booleans()),
        },
        "allocation": draw(st.permutations(("fee", "penalty", "interest", "principal"))),
        "prepay": {
            "mode": draw(st.sampled_from(("lower", "shorten"))),
            "fee_rate": draw(st.sampled_from(("0", "0", "0.01", "0.03"))),
        },
        "holiday": holiday,
        "fees": draw(fee) if fees else [],
    }


@st.composite
def histories(draw, contract, *, kinds=("pay", "pay", "prepay", "fee"), most=8):
    """Events of a contract by date: late, early, partial and too large payments."""
    drawn = dt.date.fromisoformat(contract["drawn_on"])
    span = (contract["instalments"] + 2) * 31
    principal = round(float(contract["principal"]) * 100)
    found = []
    for _ in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(kinds))
        most_cents = 5000 if kind == "fee" else draw(
            st.sampled_from((5000, 2 * principal // contract["instalments"] + 1, principal + 5000))
        )  # fmt: skip
        date = drawn + dt.timedelta(days=draw(st.integers(0, span)))
        found.append(
            {
                "type": kind,
                "date": date.isoformat(),
                "amount": amount(draw(st.integers(1, most_cents))),
            }
        )
    return sorted(found, key=lambda event: event["date"])


@st.composite
def lived(draw, **options):
    """A contract with its history, and a day to look at."""
    kinds = options.pop("kinds", ("pay", "pay", "prepay", "fee"))
    contract = draw(contracts(**options))
    happened = draw(histories(contract, kinds=kinds))
    span = (contract["instalments"] + 3) * 31
    day = dt.date.fromisoformat(contract["drawn_on"]) + dt.timedelta(
        days=draw(st.integers(0, span))
    )
    return {**contract, "events": happened}, day


@st.composite
def changes(draw, contract, date, kind):
    """One event of a kind that the command-line contract leaves open, on `date`."""
    event = {"type": kind, "date": date.isoformat()}
    cents = round(float(contract["principal"]) * 100)
    if kind == "draw":
        event["amount"] = amount(draw(st.integers(100, cents)))
    if kind in {"rate", "reschedule"}:
        event["rate"] = draw(st.sampled_from((*RATES, {"value": "0.03", "spread": "0.015"})))
    if kind in {"extend", "reschedule"}:
        event["instalments"] = draw(st.integers(1, 6))
    if kind == "reschedule":
        event["first_due"] = (date + dt.timedelta(days=draw(st.integers(12, 60)))).isoformat()
        event["interest_rows"] = draw(st.integers(0, event["instalments"] - 1))
        event["method"] = draw(st.sampled_from((contract["method"], *METHODS)))
    if kind == "waive":
        event["part"] = draw(st.sampled_from(("penalty", "interest", "fee")))
        event["amount"] = draw(st.sampled_from(("0.00", "3.21")))
    return event


@st.composite
def changed(draw):
    """A contract with every kind of event, and a day to look at."""
    contract, day = draw(lived(holidays=("none", "none", "next", "previous")))
    drawn = dt.date.fromisoformat(contract["drawn_on"])
    span = (contract["instalments"] + 1) * 31
    dates = st.integers(0, span).map(lambda days: drawn + dt.timedelta(days=days))
    kinds = ("rate", "rate", "draw", "extend", "reschedule", "waive", "accelerate")
    events = [*contract["events"]]
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(kinds))
        events.append(draw(changes(contract, draw(dates), kind)))
    events = [{**event, "id": str(number)} for number, event in enumerate(events)]
    events.sort(key=lambda event: event["date"])
    if draw(st.booleans()):
        undone = draw(st.sampled_from(events))
        later = max(draw(dates), dt.date.fromisoformat(events[-1]["date"]))
        events.append(
            {"type": "reverse", "id": "r", "date": later.isoformat(), "reverses": undone["id"]}
        )
    if draw(st.booleans()):
        order = draw(st.permutations(("fee", "penalty", "interest", "principal")))
        contract["late_allocation"] = {
            "after_days": draw(st.sampled_from((30, 90))),
            "order": order,
        }
    if draw(st.booleans()):
        date = draw(dates)
        contract["rate_changes"] = [
            {"date": date.isoformat(), "rate": draw(st.sampled_from(RATES))}
        ]
    contract["prepay"]["fee_rows"] = draw(st.sampled_from((0, 0, 2)))
    return {**contract, "events": events}, day
