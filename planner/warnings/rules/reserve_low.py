"""The emergency fund is smaller than this business needs."""

from planner.basics.text import N_, Amount, Fact, Text, text
from planner.book.book import Book
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.warnings.early_warning import EarlyWarning


def reserve_low(book: Book, outlook: Outlook) -> list[EarlyWarning]:
    """A note when there are debts or a goal and the fund is under what is advised.

    It never raises the level: the level speaks of due dates.
    """
    reserve = outlook.reserve
    concerns = bool(book.loans) or bool(book.reserve_accounts)
    if not concerns or reserve.monthly_need <= 0 or reserve.amount >= reserve.advised:
        return []
    facts: dict[str, Fact] = {
        "amount": Amount(reserve.amount, book.currency, exact=False),
        "advised": Amount(reserve.advised, book.currency, exact=False),
        "need": Amount(reserve.monthly_need, book.currency, exact=False),
        "months": str(reserve.months),
    }
    return [
        EarlyWarning(
            rule="reserve_low",
            level=Level.covered,
            headline=_headline(facts),
            sentence=text(
                N_("The emergency fund of {amount} is less than the {advised} advised."), **facts
            ),
            detail=text(N_("A month costs {need}; the fund would last {months} months."), **facts),
            reason=text(
                N_(
                    "Advised is one month's need, or more where income and due dates swing more: "
                    "the gap that 95 in 100 possible half-years stay within."
                )
            ),
        )
    ]


def _headline(facts: dict[str, Fact]) -> Text:
    return text(N_("The emergency fund covers {months} months"), **facts)
