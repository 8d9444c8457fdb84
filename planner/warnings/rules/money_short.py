"""All payments are covered, and still the money does not reach for everything that is planned."""

from planner.basics.text import N_, Amount, Fact, text
from planner.book.book import Book
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.warnings.early_warning import EarlyWarning
from planner.warnings.rules._said import days_left, lead


def money_short(book: Book, outlook: Outlook) -> list[EarlyWarning]:
    """One warning of the first day whose middle balance is below 0, where no due is in danger.

    A due in danger has its own warning. Where little is known of what comes in, nothing is said.
    """
    if outlook.has_short_history and not book.recurring:
        return []
    first = next((day for day in outlook.days if day.p50 < 0), None)
    if first is None or any(due.level > Level.covered for due in outlook.dues):
        return []
    days = lead(first.date, outlook.stamp.today)
    lowest = min(outlook.days, key=lambda day: day.p50)
    facts: dict[str, Fact] = {
        "date": first.date,
        "low": lowest.date,
        "gap": Amount(-lowest.p50, book.currency, exact=False),
        "time": days_left(days),
    }
    return [
        EarlyWarning(
            rule="money_short",
            level=Level.tight,
            headline=text(
                N_("Watch {date}: the money may not reach for everything planned"), **facts
            ),
            sentence=text(
                N_(
                    "{date}: if business goes on as now, the money no longer reaches for everything "
                    "planned; on {low} about {gap} are missing."
                ),
                **facts,
            ),
            detail=text(
                N_(
                    "The loan payments are covered. For other bills most is missing on {low}: about "
                    "{gap}. {time}: What if shows what smaller or later costs change."
                ),
                **facts,
            ),
            reason=text(
                N_(
                    "On that evening half of the possible courses leave less than nothing in all "
                    "accounts together, without the emergency fund."
                )
            ),
            lead_days=days,
        )
    ]
