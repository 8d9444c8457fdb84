"""The backtest in plain words, and for other programs (`backtest --json`)."""

from collections.abc import Iterator

from planner.basics.text import N_, NN_, Text, counted, text
from planner.book.fields import Json
from planner.services.backtesting import Backtest, BandHeld, PastDue
from planner.wording import Wording

FEW = 6
"""Fewer judged due dates than this are called a first impression."""
MOST = 8


def backtest_json(found: Backtest, wording: Wording) -> Json:
    """The object of the command-line contract."""
    return {
        "months": found.months,
        "dues": [_due(due) for due in found.dues],
        "false_alarms": found.false_alarms,
        "loud_false_alarms": found.loud_false_alarms,
        "band": {f"days_{band.days}": _band(band) for band in found.bands},
        "words": backtest_words(found, wording),
    }


def backtest_words(found: Backtest, wording: Wording) -> list[str]:
    """Lines for a person, in the language of `wording`."""
    return [wording.say(line) for line in _lines(found)]


def _due(due: PastDue) -> Json:
    return {
        "date": due.date.isoformat(),
        "loan": due.loan,
        "warned_days_ahead": due.warned_days_ahead,
        "was_short": due.was_short,
        "worst_level": due.worst.name,
        "looked_days_ahead": due.looked_days_ahead,
    }


def _band(band: BandHeld) -> Json:
    share = round(band.inside / band.looks, 3) if band.looks else None
    return {"looks": band.looks, "inside": band.inside, "share": share, "expected": 0.9}


def _lines(found: Backtest) -> Iterator[Text]:
    if not found.dues:
        yield text(
            N_("No instalment fell due in the last 12 months, so there is nothing to compare yet.")
        )
    elif not found.judged:
        yield text(
            N_(
                "The records begin too late to replay any due date: "
                "60 days of entries must come before it."
            )
        )
    else:
        yield from _judged(found)
    for band in found.bands:
        if band.looks:
            yield text(
                N_(
                    "Looking {days} days ahead, the balance then lay inside the band "
                    "{inside} of {looks} times; about 9 in 10 are meant."
                ),
                days=band.days,
                inside=band.inside,
                looks=band.looks,
            )
    if found.judged and len(found.judged) < FEW:
        yield text(N_("These are few cases: a first impression, no proof."))
    if found.judged:
        yield text(
            N_(
                "Replayed week by week with the entries of that time and the plan and limits of "
                "today. Nobody in it acts on a warning, as you would."
            )
        )


def _judged(found: Backtest) -> Iterator[Text]:
    short = [due for due in found.judged if due.was_short]
    yield counted(
        *NN_(
            "In the last {months} months {count} instalment can be judged; "
            "{short} found too little money.",
            "In the last {months} months {count} instalments can be judged; "
            "{short} found too little money.",
        ),
        len(found.judged),
        months=max(found.months, 1),
        short=len(short),
    )
    for due in short[:MOST]:
        yield _said_before(due)
    if not found.false_alarms:
        yield text(N_("There would have been no false alarm."))
        return
    yield counted(
        *NN_(
            "{count} was warned of and then covered, by luck or because you acted; "
            "called likely short: {loud}, only tight: {quiet}.",
            "{count} were warned of and then covered, by luck or because you acted; "
            "called likely short: {loud}, only tight: {quiet}.",
        ),
        found.false_alarms,
        loud=found.loud_false_alarms,
        quiet=found.false_alarms - found.loud_false_alarms,
    )


def _said_before(due: PastDue) -> Text:
    if due.warned_days_ahead is None:
        return text(
            N_("  {date}  {loan}: no warning would have stood before it."),
            date=due.date,
            loan=due.loan_name,
        )
    return counted(
        *NN_(
            "  {date}  {loan}: the warning would have come {count} day ahead.",
            "  {date}  {loan}: the warning would have come {count} days ahead.",
        ),
        due.warned_days_ahead,
        date=due.date,
        loan=due.loan_name,
    )
