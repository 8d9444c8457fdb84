"""A promise made in a call or visit is due soon, or its day has passed."""

import datetime as dt

from planner.basics.text import N_, Fact, Text, text
from planner.book.book import Book
from planner.book.contact import OpenPromise, open_promises
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.warnings.early_warning import EarlyWarning
from planner.warnings.rules._said import days_left, lead

SOON = 3
"""Days before its day from which a promise is brought to mind."""
LATE = 60
"""Days after its day for which a promise is still spoken of."""


def promise_due(book: Book, outlook: Outlook) -> list[EarlyWarning]:
    """A note per open promise from three days before its day on.

    It never raises the level: the level speaks of due dates.
    """
    today = outlook.stamp.today
    return [
        _warning(one, one.promise.due, today)
        for one in open_promises(book.contacts)
        if one.promise.due is not None and -LATE <= lead(one.promise.due, today) <= SOON
    ]


def _warning(one: OpenPromise, due: dt.date, today: dt.date) -> EarlyWarning:
    days = lead(due, today)
    facts: dict[str, Fact] = {
        "what": one.promise.what,
        "date": due,
        "lender": one.contact.lender,
        "at": one.contact.at.date(),
        "left": days_left(max(days, 0)),
    }
    is_mine = one.promise.by == "owner"
    return EarlyWarning(
        rule="promise_due",
        level=Level.covered,
        headline=_headline(facts, is_mine=is_mine, is_past=days < 0),
        sentence=_sentence(facts, is_mine=is_mine, is_past=days < 0),
        detail=_detail(is_mine=is_mine, is_past=days < 0),
        reason=text(
            N_("It stands in the contact record of {at}. Kept? Then say so there."), **facts
        ),
        due=due,
        loan=one.contact.loan,
        lead_days=days,
    )


def _headline(facts: dict[str, Fact], *, is_mine: bool, is_past: bool) -> Text:
    if is_past:
        return text(
            N_("The day of your promise to {lender} has passed: {date}")
            if is_mine
            else N_("The day of the promise of {lender} has passed: {date}"),
            **facts,
        )
    return text(
        N_("Your promise to {lender} is due on {date}")
        if is_mine
        else N_("{lender} promised something for {date}"),
        **facts,
    )


def _sentence(facts: dict[str, Fact], *, is_mine: bool, is_past: bool) -> Text:
    if is_past:
        return text(
            N_("You promised {lender} for {date}: {what}. It is not recorded as kept.")
            if is_mine
            else N_("{lender} promised for {date}: {what}. It is not recorded as kept."),
            **facts,
        )
    return text(
        N_("You promised {lender} for {date}: {what}. {left}.")
        if is_mine
        else N_("{lender} promised for {date}: {what}. {left}."),
        **facts,
    )


def _detail(*, is_mine: bool, is_past: bool) -> Text:
    if is_past and is_mine:
        return text(N_("Call today and name a new day: that is better than silence."))
    if is_past:
        return text(N_("Ask about it, and note the answer."))
    if is_mine:
        return text(N_("If it can't be kept, say so before the day."))
    return text(N_("Note it when it has come."))
