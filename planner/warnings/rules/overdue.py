"""An instalment is past its date and not recorded as paid."""

from planner.basics.text import N_, NN_, Amount, counted, text
from planner.book.book import Book
from planner.outlook.level import Level
from planner.outlook.outlook import Due, Outlook
from planner.warnings.early_warning import EarlyWarning


def overdue(book: Book, outlook: Outlook) -> list[EarlyWarning]:
    """One warning per loan that is behind: since its oldest instalment, and all that is open."""
    oldest: dict[str, Due] = {}
    for due in outlook.dues:
        if due.level is Level.overdue:
            oldest.setdefault(due.loan, due)
    return [_warning(book, outlook, due) for due in oldest.values()]


def _warning(book: Book, outlook: Outlook, due: Due) -> EarlyWarning:
    behind = [
        other for other in outlook.dues if other.loan == due.loan and other.level is Level.overdue
    ]
    owed = Amount(sum(other.amount for other in behind), book.currency)
    return EarlyWarning(
        rule="overdue",
        level=Level.overdue,
        headline=counted(
            *NN_(
                "{loan} is {count} day past its due date. Three things can be done today.",
                "{loan} is {count} days past its due date. Three things can be done today.",
            ),
            due.days_past_due,
            loan=due.loan_name,
        ),
        sentence=counted(
            *NN_(
                "{loan} is {count} day overdue, since {date}; {owed} is open in all; "
                "pay it or talk to the lender today.",
                "{loan} is {count} days overdue, since {date}; {owed} is open in all; "
                "pay it or talk to the lender today.",
            ),
            due.days_past_due,
            date=due.date,
            loan=due.loan_name,
            owed=owed,
        ),
        detail=text(
            N_("Open: {owed}, penalty so far included. In {account} there is {balance} today."),
            owed=owed,
            account=book.accounts[due.account].name,
            balance=Amount(outlook.accounts[due.account], book.currency),
        ),
        reason=text(
            N_(
                "The instalment of {date} is not recorded as paid. If it has been paid, "
                "record the payment; the warning then goes away."
            ),
            date=due.date,
        ),
        due=due.date,
        loan=due.loan,
        lead_days=(due.date - outlook.stamp.today).days,
    )
