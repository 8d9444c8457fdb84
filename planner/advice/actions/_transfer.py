"""A transfer between own accounts as an idea: an entry dated ahead, on the day to act."""

from planner.advice.action import Idea
from planner.advice.actions._shared import day_to_act, fresh_id
from planner.basics.text import N_, Amount, text
from planner.book.book import Book
from planner.book.edit import Edit, adding
from planner.book.entry import Entry
from planner.outlook.outlook import Due, Outlook


def transfer(
    kind: str, book: Book, outlook: Outlook, due: Due, *, account: str, amount: int, effort: int
) -> Idea:
    """`amount` minor units from `account` into the account that `due` is debited from."""
    date = day_to_act(outlook, due)
    said = text(
        N_("Move {amount} from {source} to {account} by {date}"),
        amount=Amount(amount, book.currency, exact=amount % 100 != 0),
        source=book.accounts[account].name,
        account=book.accounts[due.account].name,
        date=date,
    )
    entry = Entry(
        id=fresh_id(book, "entry", f"{kind}-{account}-{due.loan}-{due.number}"),
        date=date,
        account=account,
        amount=-amount,
        to_account=due.account,
    )
    return Idea(kind, said, Edit(said, (adding("entry", entry),)), effort=effort)
