"""The look ahead in words: banner, safety, coming payments, ways out."""

from collections.abc import Iterator

from planner.advice.action import Action
from planner.advice.effect import effect
from planner.advice.plan import together
from planner.basics.text import (
    N_,
    NC_,
    NN_,
    Amount,
    Chance,
    Fact,
    Text,
    WithYear,
    counted,
    in_context,
    text,
)
from planner.book.book import Book
from planner.outlook.level import Level
from planner.outlook.outlook import Due, Outlook
from planner.outlook.runway import WATCHED_DAYS
from planner.services.look_ahead import LookAhead
from planner.services.troubles.stages import situation
from planner.services.troubles.steps import next_steps
from planner.wording import Wording

MOST_DUES = 6
MOST_ACTIONS = 3


def outlook_words(book: Book, look: LookAhead, wording: Wording) -> list[str]:
    """Lines for a person, in the language of `wording`."""
    parts = (
        banner(book, look),
        steps_today(book, look),
        _figures(book, look.outlook, wording),
        _dues(book, look.outlook, wording),
        _ways_out(book, look),
        _notes(look),
    )
    lines: list[str] = []
    for part in parts:
        said = [wording.say(line) for line in part]
        if said and lines:
            lines.append("")
        lines += said
    return lines


def banner(book: Book, look: LookAhead) -> list[Text]:
    """The first thing to say: the warning that matters most, or that all is covered."""
    for warning in look.warnings:
        if warning.level > Level.covered:
            return [warning.headline, warning.detail]
    return [calm(book, look.outlook)]


def steps_today(book: Book, look: LookAhead) -> list[Text]:
    """The three things to do today, numbered, where the first warning is of an overdue loan."""
    first = next(iter(look.warnings), None)
    if first is None or first.level is not Level.overdue:
        return []
    now = situation(book, first.loan, look.outlook.stamp.today)
    if now is None:
        return []
    return [
        text(N_("  {number}. {title}. {why}"), number=number, title=step.title, why=step.why)
        for number, step in enumerate(next_steps(book, now), start=1)
    ]


def calm(book: Book, outlook: Outlook) -> Text:
    """What is said when no due is at risk; it never claims more than is known."""
    if not book.accounts:
        return text(N_("This book has no account yet. Add one, and the outlook begins."))
    if not outlook.dues:
        return _without_dues(outlook)
    last = WithYear(outlook.dues[-1].date)
    if outlook.has_short_history and not book.recurring:
        return text(
            N_(
                "Today's money covers every payment to {date}; "
                "what will come in and go out is not known yet."
            ),
            date=last,
        )
    if outlook.has_short_history:
        return text(N_("By your plan, every payment to {date} is covered."), date=last)
    return text(N_("Every payment to {date} is covered."), date=last)


def _without_dues(outlook: Outlook) -> Text:
    none = text(N_("No loan payment is due in the coming {days} days."), days=outlook.stamp.days)
    chance = outlook.chance_runs_out or 0
    if outlook.has_short_history or chance < _WORTH_SAYING:
        return none
    return text(
        N_("{none} That the money runs out within {days} days: {chance}."),
        none=none,
        days=min(WATCHED_DAYS, outlook.stamp.days),
        chance=Chance(chance),
    )


def _figures(book: Book, outlook: Outlook, wording: Wording) -> Iterator[Text]:
    currency = book.currency
    yield text(N_("Money today: {balance}"), balance=Amount(outlook.balance, currency))
    if outlook.days_of_safety is None:
        yield text(N_("Days of safety: over {days}"), days=outlook.stamp.days)
    else:
        yield text(N_("Days of safety: {days}"), days=outlook.days_of_safety)
    free = Amount(outlook.free_to_spend, currency, exact=False)
    if outlook.free_account:
        account = book.accounts[outlook.free_account].name
        yield text(
            N_("Free to spend today: {amount}; {account} sets it"), amount=free, account=account
        )
    else:
        yield text(N_("Free to spend today: {amount}"), amount=free)
    if outlook.lowest is not None:
        yield text(
            N_("Lowest point ahead: about {amount} on {date}"),
            amount=Amount(outlook.lowest.p50, currency, exact=False),
            date=wording.date(outlook.lowest.date, "year"),
        )
    yield text(
        N_("Emergency fund: {amount}, enough for {months} months (goal {target})"),
        amount=Amount(outlook.reserve.amount, currency, exact=False),
        months=str(outlook.reserve.months),
        target=f"{outlook.reserve.target_months.normalize():f}",
    )


def _dues(book: Book, outlook: Outlook, wording: Wording) -> Iterator[Text]:
    if not outlook.dues:
        return
    yield text(N_("Coming payments"))
    for due in outlook.dues[:MOST_DUES]:
        yield text(
            N_("  {date}  {loan}  {amount}  {level}; after it {left}"),
            date=wording.date(due.date, "year"),
            loan=due.loan_name,
            amount=Amount(due.amount, book.currency),
            level=level_word(due),
            left=Amount(due.expected_balance_after, book.currency, exact=False),
        )
    more = len(outlook.dues) - MOST_DUES
    if more > 0:
        yield counted(*NN_("  and {count} more", "  and {count} more"), more)


def level_word(due: Due) -> Text:
    """The level of a due as the window says it."""
    if due.level is Level.overdue:
        return counted(*NN_("{count} day overdue", "{count} days overdue"), due.days_past_due)
    return in_context(*_WORDS[due.level])


_WORDS = {
    Level.covered: NC_("level", "Covered"),
    Level.tight: NC_("level", "Tight"),
    Level.short: NC_("level", "Likely short"),
}


def _ways_out(book: Book, look: LookAhead) -> Iterator[Text]:
    first = [action for action in look.actions if action.due == look.actions[0].due]
    if not first:
        return
    yield text(N_("What can be arranged"))
    for number, action in enumerate(first[:MOST_ACTIONS], start=1):
        yield text(
            N_("  {number}. {title} ({effect})"),
            number=number,
            title=action.title,
            effect=effect(action, book.currency),
        )
    yield from _plan(book, look)


def _plan(book: Book, look: LookAhead) -> Iterator[Text]:
    """The whole plan, or until when it reaches; that nothing does is said too."""
    way = look.way_out
    if way is None:
        return
    facts: dict[str, Fact] = {
        "titles": _titles(way.actions),
        "effect": effect(together(way), book.currency),
    }
    if way.covers_all and len(way.actions) == 1:
        yield text(N_("  Enough for every payment ahead: {titles}"), **facts)
        return
    if way.covers_all:
        yield text(N_("  Together: {titles} ({effect})"), **facts)
        return
    assert way.first_open is not None
    yield text(
        N_("  Together, until {date}: {titles} ({effect}). From then on more is needed: nothing "
           "found here covers every payment."),
        **facts, date=way.first_open,
    )  # fmt: skip


def _titles(actions: tuple[Action, ...]) -> tuple[Text, ...]:
    return tuple(action.title for action in actions)


def _notes(look: LookAhead) -> list[Text]:
    """What else there is to say, without alarm."""
    return [warning.sentence for warning in look.warnings if warning.level is Level.covered]


_WORTH_SAYING = 0.05
"""Below this chance nothing is said of it: it would read "almost never"."""
