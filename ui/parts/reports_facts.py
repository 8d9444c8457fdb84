"""What each export will hold, in a few facts, before it is written."""

import datetime as dt
from collections.abc import Callable

from planner.basics.dates import add_months
from planner.basics.text import N_
from planner.book.book import Book
from planner.services.lending import loan_lines
from planner.services.look_ahead import LookAhead
from planner.services.troubles.stages import situations
from planner.wording import Wording

Lines = list[tuple[str, str]]


def facts_of(kind: str, book: Book, look: LookAhead, today: dt.date, wording: Wording) -> Lines:
    """Pairs of name and value about the export of this kind; [] when nothing can be told."""
    tell = _TELLERS.get(kind)
    return tell(book, look, today, wording) if tell else []


def _budget(book: Book, look: LookAhead, today: dt.date, wording: Wording) -> Lines:
    say = wording._
    last = add_months(today.replace(day=1), 11)
    months = say(N_("{first} to {last}")).format(
        first=wording.date(today, "month"), last=wording.date(last, "month")
    )
    return [
        (say(N_("Months")), months),
        (say(N_("Categories")), wording.number(len(book.categories))),
        (say(N_("Loans")), wording.number(len(book.loans))),
        (say(N_("Balance today")), wording.money(look.outlook.balance, book.currency)),
    ]


def _report(book: Book, look: LookAhead, today: dt.date, wording: Wording) -> Lines:
    say = wording._
    return [
        (say(N_("Pages")), wording.number(2)),
        (say(N_("Due dates")), wording.number(len(look.outlook.dues))),
        (say(N_("Loans")), wording.number(len(book.loans))),
        (say(N_("Balance today")), wording.money(look.outlook.balance, book.currency)),
    ]


def _schedule(book: Book, look: LookAhead, today: dt.date, wording: Wording) -> Lines:
    say = wording._
    lines = loan_lines(book, today, look.outlook)
    left = sum(line.principal_left for line in lines)
    return [
        (say(N_("Loans")), wording.number(len(lines))),
        (say(N_("Instalments")), wording.number(sum(line.count for line in lines))),
        (say(N_("Principal left")), wording.money(left, book.currency)),
    ]


def _proposal(book: Book, look: LookAhead, today: dt.date, wording: Wording) -> Lines:
    """The loan that a letter without any choice is about."""
    say, standing = wording._, situations(book, today)
    if not standing:
        return [(say(N_("Loans")), "0")]
    now = standing[0]
    return [
        (say(N_("Loan")), now.loan.name),
        (say(N_("Lender")), now.loan.lender or now.loan.name),
        (say(N_("Days past due")), wording.number(now.days_past_due)),
        (say(N_("Due now")), wording.money(now.owed, book.currency)),
    ]


def _entries(book: Book, look: LookAhead, today: dt.date, wording: Wording) -> Lines:
    say, ledger = wording._, book.ledger
    if not len(ledger):
        return [(say(N_("Entries")), "0")]
    first, last = (dt.date.fromordinal(int(ledger.days[row])) for row in (0, -1))
    return [
        (say(N_("Entries")), wording.number(len(ledger))),
        (say(N_("First day")), wording.date(first, "year")),
        (say(N_("Last day")), wording.date(last, "year")),
    ]


def _calendar(book: Book, look: LookAhead, today: dt.date, wording: Wording) -> Lines:
    say, dues = wording._, look.outlook.dues
    lines = [(say(N_("Due dates")), wording.number(len(dues)))]
    if dues:
        lines.append((say(N_("First day")), wording.date(dues[0].date, "year")))
        lines.append((say(N_("Last day")), wording.date(dues[-1].date, "year")))
    return lines


def _masked(book: Book, look: LookAhead, today: dt.date, wording: Wording) -> Lines:
    say = wording._
    left_out = say(N_("names, numbers, amounts, words"))
    return [*_contacts(book, look, today, wording), (say(N_("Left out")), left_out)]


def _contacts(book: Book, look: LookAhead, today: dt.date, wording: Wording) -> Lines:
    say, records = wording._, book.contacts.values()
    lines = [(say(N_("Records")), wording.number(len(records)))]
    if records:
        days = sorted(record.at.date() for record in records)
        lines.append((say(N_("First day")), wording.date(days[0], "year")))
        lines.append((say(N_("Last day")), wording.date(days[-1], "year")))
    return lines


def _pack(book: Book, look: LookAhead, today: dt.date, wording: Wording) -> Lines:
    """What leaves with the pack: its parts in their order, and what is masked."""
    say = wording._
    first = add_months(today, -12)
    entries = sum(first.toordinal() < int(day) <= today.toordinal() for day in book.ledger.days)
    return [
        (say(N_("Entries of 12 months")), wording.number(entries)),
        (say(N_("Loans")), wording.number(len(book.loans))),
        (say(N_("Contact records")), wording.number(len(book.contacts))),
    ]


def _masked_pack(book: Book, look: LookAhead, today: dt.date, wording: Wording) -> Lines:
    say = wording._
    left_out = say(N_("names, numbers, amounts, words of contacts"))
    return [*_pack(book, look, today, wording), (say(N_("Left out")), left_out)]


_TELLERS: dict[str, Callable[[Book, LookAhead, dt.date, Wording], Lines]] = {
    "budget": _budget,
    "report": _report,
    "proposal": _proposal,
    "schedule": _schedule,
    "entries": _entries,
    "calendar": _calendar,
    "contacts": _masked,
    "contacts_full": _contacts,
    "adviser": _masked_pack,
    "adviser_full": _pack,
}
