"""There is too little history to know the usual business."""

from planner.basics.text import N_, text
from planner.book.book import Book
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.warnings.early_warning import EarlyWarning


def few_records(book: Book, outlook: Outlook) -> list[EarlyWarning]:
    """A note while fewer than 60 days are on record, so that nobody reads "covered" as "safe"."""
    if not outlook.has_short_history or not (book.loans or len(book.ledger) or book.recurring):
        return []
    if book.recurring:
        sentence = text(N_("Records are few so far: only what you have planned is counted."))
    else:
        sentence = text(
            N_(
                "Records are few and no income or expense is planned yet: "
                "only today's balance and the loans are counted."
            )
        )
    return [
        EarlyWarning(
            rule="few_records",
            level=Level.covered,
            headline=text(N_("Still few records")),
            sentence=sentence,
            detail=text(
                N_("Enter what comes in and goes out regularly, or import bills of two months.")
            ),
            reason=text(N_("Usual income and spending are learnt from 60 days of entries on.")),
        )
    ]
