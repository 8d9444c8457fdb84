"""An instalment is due within a week and covered: a reminder, no alarm."""

from planner.basics.text import N_, Amount, text
from planner.book.book import Book
from planner.outlook.level import Level
from planner.outlook.outlook import Due, Outlook
from planner.warnings.early_warning import EarlyWarning
from planner.warnings.rules._said import in_days, lead

SOON = 7
"""Days ahead that count as soon."""


def due_soon(book: Book, outlook: Outlook) -> list[EarlyWarning]:
    """One reminder per covered due of the next seven days; others have a warning already."""
    return [
        _reminder(book, outlook, due)
        for due in outlook.dues
        if due.level is Level.covered and lead(due.date, outlook.stamp.today) <= SOON
    ]


def _reminder(book: Book, outlook: Outlook, due: Due) -> EarlyWarning:
    days = lead(due.date, outlook.stamp.today)
    amount = Amount(due.amount, book.currency)
    account = book.accounts[due.account].name
    when = text(N_("today")) if days <= 0 else in_days(days)
    return EarlyWarning(
        rule="due_soon",
        level=Level.covered,
        headline=text(N_("{loan}: {amount} due {when}"), loan=due.loan_name, amount=amount, when=when),
        sentence=text(
            N_("{date}: the {loan} payment of {amount} is due {when}; {account} covers it."),
            date=due.date, loan=due.loan_name, amount=amount, when=when, account=account,
        ),
        detail=text(
            N_("After it about {left} is left in {account}."),
            left=Amount(due.expected_balance_after, book.currency, exact=False),
            account=account,
        ),
        reason=text(N_("Payments due within {days} days are listed here."), days=SOON),
        due=due.date,
        loan=due.loan,
        lead_days=days,
    )  # fmt: skip
