"""Pay today what is overdue, moving own money into the account first where it lies elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from planner.advice.action import Idea
from planner.advice.actions._payment import paying, payment_today
from planner.advice.actions._shared import fresh_id, room
from planner.basics.text import N_, Amount, Text, text
from planner.book.book import Book
from planner.book.edit import Edit, adding
from planner.book.entry import Entry
from planner.outlook.outlook import Due, Outlook


@dataclass(frozen=True, slots=True)
class _Move:
    account: str
    amount: int


def pay_overdue(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    """For the oldest overdue instalment of a loan: it and as many of the next as own money pays.

    With the emergency fund as a second idea, where that pays for more.
    """
    behind = [one for one in outlook.dues if one.loan == due.loan and one.days_past_due]
    if not behind or behind[0] != due:
        return
    sums = tuple(accumulate(one.amount for one in behind))
    reserves = book.reserve_accounts
    others = [
        _Move(key, room(book, outlook, key))
        for key, account in book.accounts.items()
        if key != due.account and key not in reserves and account.is_spendable
    ]
    fund = [_Move(key, outlook.accounts[key]) for key in reserves if key != due.account]
    paid = 0
    for effort, sources in enumerate((others, [*others, *fund])):
        has = outlook.accounts[due.account] + sum(max(one.amount, 0) for one in sources)
        amount = max((one for one in sums if one <= has), default=0)
        if amount > paid:
            paid = amount
            yield _idea(book, outlook, due, amount, sources, effort=effort)


def _idea(
    book: Book, outlook: Outlook, due: Due, amount: int, sources: list[_Move], *, effort: int
) -> Idea:
    event = payment_today(book, outlook, book.loans[due.loan], "pay", amount)
    moves = list(_moves(amount - max(outlook.accounts[due.account], 0), sources))
    said = _said(book, due, amount, moves)
    moving = (
        adding("entry", Entry(
            fresh_id(book, "entry", f"{event.id}-{move.account}"), event.date, move.account,
            -move.amount, to_account=due.account,
        ))
        for move in moves
    )  # fmt: skip
    return Idea(
        "pay_overdue", said, Edit(said, (*moving, *paying(book, event))), effort=effort + len(moves)
    )


def _moves(missing: int, sources: list[_Move]) -> Iterator[_Move]:
    """What each source gives until nothing is missing, in their order."""
    for source in sources:
        given = min(missing, source.amount)
        if given > 0:
            missing -= given
            yield _Move(source.account, given)


def _said(book: Book, due: Due, amount: int, moves: list[_Move]) -> Text:
    paid = Amount(amount, book.currency)
    loan, account = book.loans[due.loan].name, book.accounts[due.account].name
    if not moves:
        return text(
            N_("Pay {amount} of {loan} from {account} today, and record it"),
            amount=paid,
            loan=loan,
            account=account,
        )
    return text(
        N_("Move {moves} to {account} and pay {amount} of {loan} today; record both"),
        moves=tuple(
            text(
                N_("{amount} from {source}"),
                amount=Amount(move.amount, book.currency),
                source=book.accounts[move.account].name,
            )
            for move in moves
        ),
        account=account,
        amount=paid,
        loan=loan,
    )
