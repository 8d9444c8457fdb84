"""One customer brings so much that a late payment of theirs would be felt at once."""

from planner.basics.text import N_, Amount, Fact, Percent, text
from planner.book.book import Book
from planner.book.takings import ONE_DAY, income, is_on_record
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.warnings.early_warning import EarlyWarning

SPAN = 180
"""Days that are looked at."""
SHARE = 0.4
"""From this share of the income on, one customer is a large one."""
SEVERAL = 3
"""Fewer invoices in that time are single jobs."""


def large_customer(book: Book, outlook: Outlook) -> list[EarlyWarning]:
    """A note about the customer on invoice who makes 40 % of half a year's income or more.

    Walk-in takings and platforms send no invoice and are not meant. It never raises the level.
    """
    today = outlook.stamp.today
    first = today - (SPAN - 1) * ONE_DAY
    if not is_on_record(book, first):
        return []
    sums: dict[str, list[int]] = {}
    for invoice in book.invoices.values():
        if invoice.direction == "receivable" and first <= invoice.issued <= today:
            sums.setdefault(invoice.party, []).append(invoice.amount)
    if not sums:
        return []
    name = max(sums, key=lambda party: sum(sums[party]))
    total = max(income(book, first, today), sum(map(sum, sums.values())))
    share = sum(sums[name]) / total
    if not name or share < SHARE or len(sums[name]) < SEVERAL:
        return []
    facts: dict[str, Fact] = {
        "party": name,
        "share": Percent(share),
        "month": Amount(sum(sums[name]) * 30 // SPAN, book.currency, exact=False),
    }
    return [
        EarlyWarning(
            rule="large_customer",
            level=Level.covered,
            headline=text(N_("{party} brings {share} of the income"), **facts),
            sentence=text(
                N_("{share} of the income of the last half year was invoiced to {party}."), **facts
            ),
            detail=text(
                N_("A month without this customer would leave about {month} less."), **facts
            ),
            reason=text(
                N_(
                    "Invoices written in the last 180 days, set against all that came in. "
                    "From 40% on a customer is named here."
                )
            ),
        )
    ]
