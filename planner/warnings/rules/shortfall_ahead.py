"""A coming instalment may not find enough money."""

from planner.basics.text import N_, Amount, Chance, Fact, Text, text
from planner.book.book import Book
from planner.outlook.due_risk import cushion_of, rounded_up
from planner.outlook.level import Level
from planner.outlook.outlook import Due, Outlook
from planner.warnings.early_warning import EarlyWarning
from planner.warnings.rules._said import days_left, lead

_JUST_UNDER = 0.999
"""`move` brings the chance just under the tight limit: that is what it is said to be enough for."""
STILL_TIME = 3
"""Days before the due date down to which arranging something is in time; then: ask the lender."""


def shortfall_ahead(book: Book, outlook: Outlook) -> list[EarlyWarning]:
    """One warning for each coming due that is tight or short, by date."""
    return [
        _warning(book, outlook, due)
        for due in outlook.dues
        if due.level in {Level.tight, Level.short}
    ]


def missing(due: Due) -> int:
    """What the headline says is missing (minor units): the plan's gap, else that of the paths."""
    if due.level is Level.short:
        return max(-due.expected_balance_after, 0) or due.gap_if_short
    return due.bad_case_gap


def _warning(book: Book, outlook: Outlook, due: Due) -> EarlyWarning:
    days = lead(due.date, outlook.stamp.today)
    return EarlyWarning(
        rule="shortfall_ahead",
        level=due.level,
        headline=_headline(book, due),
        sentence=_sentence(book, outlook, due),
        detail=_detail(book, due, days),
        reason=_reason(book, outlook, due),
        due=due.date,
        loan=due.loan,
        lead_days=days,
    )


def _headline(book: Book, due: Due) -> Text:
    if due.level is Level.short:
        return text(
            N_("Please arrange: the {loan} payment on {date} looks about {gap} short"),
            loan=due.loan_name,
            date=due.date,
            gap=Amount(missing(due), book.currency, exact=False),
        )
    return text(
        N_("Watch {date}: the balance may not cover the {loan} payment"),
        loan=due.loan_name,
        date=due.date,
    )


def _sentence(book: Book, outlook: Outlook, due: Due) -> Text:
    facts: dict[str, Fact] = {
        "date": due.date,
        "loan": due.loan_name,
        "amount": Amount(due.amount, book.currency),
        "gap": Amount(missing(due), book.currency, exact=False),
        "account": book.accounts[due.account].name,
        "move": Amount(due.to_cover, book.currency, exact=False),
        "act_by": max(due.act_by, outlook.stamp.today),
        "then": Chance(book.limits.tight_chance * _JUST_UNDER),
    }
    if due.level is Level.short and due.to_cover <= rounded_up(missing(due), book.currency):
        return text(
            N_(
                "{date}: the {loan} payment of {amount} looks about {gap} short; "
                "{move} more in {account} by {act_by} would cover it."
            ),
            **facts,
        )
    if due.level is Level.short:
        return text(
            N_(
                "{date}: the {loan} payment of {amount} looks about {gap} short; "
                "with {move} more in {account} by {act_by} it falls short {then}."
            ),
            **facts,
        )
    if due.move > 0:
        return text(
            N_(
                "{date}: the balance may not cover the {loan} payment of {amount}; "
                "with {move} more in {account} by {act_by} it falls short {then}."
            ),
            **facts,
        )
    return text(
        N_(
            "{date}: after the {loan} payment of {amount} only {left} would be left in {account}, "
            "less than the cushion of {cushion}."
        ),
        **facts,
        left=Amount(due.expected_balance_after, book.currency, exact=False),
        cushion=Amount(cushion_of(book, due.account), book.currency, exact=False),
    )


def _detail(book: Book, due: Due, days: int) -> Text:
    if due.chance_short >= book.limits.tight_chance:
        how_sure = text(
            N_("If business goes on as now, it falls short {chance}, by {gap} in a bad case."),
            chance=Chance(due.chance_short),
            gap=Amount(due.bad_case_gap, book.currency, exact=False),
        )
    else:
        how_sure = text(
            N_("The plan leaves {left} after it, less than the cushion of {cushion}."),
            left=Amount(due.expected_balance_after, book.currency, exact=False),
            cushion=Amount(cushion_of(book, due.account), book.currency, exact=False),
        )
    if due.level is Level.tight or days >= STILL_TIME:
        return text(
            N_("{how_sure} {time}: enough to arrange it now."),
            how_sure=how_sure,
            time=days_left(days),
        )
    return text(
        N_("{how_sure} Talk to the lender today: that leaves more choices."), how_sure=how_sure
    )


def _reason(book: Book, outlook: Outlook, due: Due) -> Text:
    account = book.accounts[due.account].name
    facts: dict[str, Fact] = {
        "account": account,
        "balance": Amount(outlook.accounts[due.account], book.currency),
        "paths": outlook.stamp.paths,
        "left": Amount(due.expected_balance_after, book.currency),
        "short": due.paths_short,
    }
    if book.loans[due.loan].terms.debit == "after_income":
        return text(
            N_(
                "From {balance} in {account} today, plan and usual business leave {left} after "
                "this payment, taken at the end of its day. "
                "Of {paths} possible courses {short} fall short."
            ),
            **facts,
        )
    if outlook.has_short_history:
        return text(
            N_(
                "From {balance} in {account} today, your plan leaves {left} after this payment. "
                "Records are few, so usual income beyond the plan is not counted. "
                "Of {paths} possible courses {short} fall short."
            ),
            **facts,
        )
    return text(
        N_(
            "From {balance} in {account} today, plan and usual business leave {left} after this "
            "payment, taken before that day's income. "
            "Of {paths} possible courses {short} fall short."
        ),
        **facts,
    )
