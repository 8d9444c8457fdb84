"""The chart of the expected balance as a block: days, quantiles, ticks, due dates."""

from collections.abc import Iterator

from planner.basics.text import N_
from planner.exports.export import Subject
from planner.exports.pdf.blocks import Fan, Tick, ground
from planner.outlook.outlook import DayBand

DAYS = 180
"""Half a year: beyond it a band says little, and marks stand too close."""


def shown_days(subject: Subject) -> tuple[DayBand, ...]:
    """The days of the chart."""
    return subject.outlook.days[:DAYS]


def fan_block(subject: Subject) -> Fan:
    """The chart of `shown_days`, of which there must be one at least."""
    wording, book = subject.wording, subject.book
    days, say = shown_days(subject), wording._
    low = min(0, *(day.p5 for day in days))
    high = max(book.limits.cushion, *(day.p95 for day in days), 100)
    amounts, named = wording.money_axis(low, high, book.currency)
    index = {day.date: number for number, day in enumerate(days)}
    cushion = wording.money(book.limits.cushion, book.currency, exact=False)
    return {
        "block": "fan",
        "bands": [[day.p5, day.p25, day.p50, day.p75, day.p95] for day in days],
        "days": list(_months(subject, days)),
        "amounts": [
            {"at": at, "text": words} for at, words in zip(amounts, named, strict=True)
        ],
        "marks": [
            {"day": index[due.date], "at": days[index[due.date]].p50, "level": ground(due.level)}
            for due in subject.outlook.dues
            if due.date in index
        ],
        "cushion": {
            "at": book.limits.cushion, "text": say(N_("Cushion {amount}")).format(amount=cushion),
        },
        "short_of_money": say(N_("Not enough money")),
        "legend": [say(N_("9 in 10 cases")), say(N_("half of the cases")),
                   say(N_("middle course")), say(N_("marks: due dates"))],
    }  # fmt: skip


def _months(subject: Subject, days: tuple[DayBand, ...]) -> Iterator[Tick]:
    """A name at each first of a month; the year with the first one and with January."""
    wording = subject.wording
    firsts = [(number, day.date) for number, day in enumerate(days) if day.date.day == 1]
    for number, date in firsts:
        is_new = number == firsts[0][0] or date.month == 1
        style = "month" if is_new else "bare_month"
        yield {"at": number, "text": wording.date(date, style)}
