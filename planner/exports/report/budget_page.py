"""The second page: the budget of twelve months, the largest expenses, how each loan stands."""

from typing import cast

from planner.basics.text import N_
from planner.exports.budget_table import BudgetRow, BudgetTable
from planner.exports.export import Subject
from planner.exports.loan_standing import LoanStanding
from planner.exports.pdf.blocks import Bars, Block, Column, Level, Row, column, ground, table, words
from planner.exports.report.outlook_page import counted_table, level_words
from planner.exports.workbook.words import LOOKS, month_word

_EXPENSES = 6
_LOANS = 10
_SHORT = 24
"""A name and its lender stand together when they have no more letters."""


def budget_page(subject: Subject) -> list[Block]:
    """The blocks of the page."""
    budget, _ = subject.budget(), subject.wording._
    first, last = (subject.wording.date(day, "month") for day in budget.first_days[::11])
    blocks: list[Block] = [
        words("heading", _(N_("Budget from {first} to {last}")).format(first=first, last=last)),
    ]
    if _is_empty(budget):
        blocks.append(
            words("text", _(N_("Nothing is planned and nothing is known to repeat yet.")))
        )
        return [*blocks, *_loans(subject)]
    blocks += [words("muted", _so_far(subject, budget)), _bars(subject, budget)]
    return [
        *blocks,
        _months(subject, budget),
        *_expenses(subject, budget),
        *_loans(subject),
        *_notes(subject),
    ]


def _is_empty(budget: BudgetTable) -> bool:
    """Whether no month has any money in it."""
    return not any((*budget.closing, *(amount for series in _series(budget) for amount in series)))


def _so_far(subject: Subject, budget: BudgetTable) -> str:
    """What the running month has brought against its plan."""
    wording = subject.wording

    def money(minor: int) -> str:
        return wording.money(minor, budget.currency, exact=False)

    return wording._(
        N_(
            "{month} so far: income {earned} of {planned_income}, expenses {spent} of "
            "{planned_expense}."
        )
    ).format(
        month=wording.date(budget.first_days[0], "month"),
        earned=money(budget.booked("income")[0]),
        planned_income=money(budget.planned("income")[0]),
        spent=money(-budget.booked("expense")[0]),
        planned_expense=money(-budget.planned("expense")[0]),
    )


def _months(subject: Subject, budget: BudgetTable) -> Block:
    _ = subject.wording._
    titles = (_(N_("Income")), _(N_("Expenses")), _(N_("Repayments")), _(N_("Other")),
              _(N_("Balance at month end")), _(N_("Lowest balance")))  # fmt: skip
    columns = [
        column(_(N_("Month")), 1.2),
        *(column(title, 1.25, "right") for title in titles),
        column(_(N_("State")), 1.2, "center"),
    ]
    return table(columns, [_month(subject, budget, month) for month in range(12)])


def _month(subject: Subject, budget: BudgetTable, month: int) -> Row:
    wording = subject.wording
    drawn = sum(row.cells[month].plan for row in budget.rows_of("debt") if _is_draw(row))
    other = drawn + budget.planned("transfer")[month]
    word = month_word(budget, subject.book.limits.cushion, month)
    shown = (series[month] for series in _series(budget))
    amounts = (*shown, other, budget.closing[month], budget.lowest(month))
    return {
        "cells": [
            wording.date(budget.first_days[month], "month"),
            *(wording.money(minor, budget.currency, exact=False) if minor else "–"
              for minor in amounts),
            wording.say(word),
        ],
        "level": cast("Level", LOOKS[word.key]),
    }  # fmt: skip


def _series(budget: BudgetTable) -> tuple[list[int], list[int], list[int]]:
    """Planned income, expenses and repayments of each month, as they are shown."""
    debts = [row for row in budget.rows_of("debt") if not _is_draw(row)]
    repaid = [-sum(row.cells[at].plan for row in debts) for at in range(len(budget.months))]
    return list(budget.planned("income")), [-sum_ for sum_ in budget.planned("expense")], repaid


def _bars(subject: Subject, budget: BudgetTable) -> Bars:
    """The months as a picture."""
    wording, series = subject.wording, _series(budget)
    highest = max(100, *(max(values) for values in series))
    amounts, named = wording.money_axis(0, highest, budget.currency)
    return {
        "block": "bars",
        "months": [wording.date(day, "bare_month") for day in budget.first_days],
        "series": [list(map(float, values)) for values in series],
        "amounts": [{"at": at, "text": said} for at, said in zip(amounts, named, strict=True)],
        "legend": [
            wording._(title)
            for title in (N_("Income, budget"), N_("Expenses, budget"), N_("Repayments, budget"))
        ],
    }


def _is_draw(row: BudgetRow) -> bool:
    return row.key.startswith("draw:")


def _expenses(subject: Subject, budget: BudgetTable) -> list[Block]:
    """The largest expenses of the twelve months, with their share."""
    wording, _ = subject.wording, subject.wording._
    found = sorted(budget.rows_of("expense"), key=lambda row: row.plan)
    whole = sum(row.plan for row in found)
    found = [row for row in found if row.plan < 0]
    if not found:
        return []
    columns: list[Column] = [
        {"title": _(N_("Category")), "share": 3, "align": "left"},
        {"title": _(N_("In twelve months")), "share": 1.6, "align": "right"},
        {"title": _(N_("A month")), "share": 1.6, "align": "right"},
        {"title": _(N_("Share")), "share": 1, "align": "right"},
        {"title": _(N_("Must be paid")), "share": 1.3, "align": "center"},
    ]
    rows: list[Row] = [
        {
            "cells": [
                wording.fact(row.name),
                wording.money(-row.plan, budget.currency, exact=False),
                wording.money(-row.plan // len(budget.months), budget.currency, exact=False),
                wording.percent(row.plan / whole),
                _(N_("yes")) if row.is_essential else _(N_("can wait")),
            ],
            "level": "",
        }
        for row in found
    ]
    return [
        words("heading", _(N_("Largest expenses"))),
        counted_table(subject, columns, rows, _EXPENSES),
    ]


def _loans(subject: Subject) -> list[Block]:
    _, standings = subject.wording._, subject.loans()
    if not standings:
        return [words("heading", _(N_("Loans"))), words("text", _(N_("There is no loan.")))]
    columns: list[Column] = [
        {"title": _(N_("Loan")), "share": 1.9, "align": "left"},
        {"title": _(N_("Principal left")), "share": 1.35, "align": "right"},
        {"title": _(N_("Repaid in full today")), "share": 1.35, "align": "right"},
        {"title": _(N_("Next instalment")), "share": 1.6, "align": "right"},
        {"title": _(N_("Paid")), "share": 0.8, "align": "right"},
        {"title": _(N_("Cost a year")), "share": 0.9, "align": "right"},
        {"title": _(N_("State")), "share": 1.35, "align": "center"},
    ]
    rows = [_loan(subject, standing) for standing in standings]
    return [words("heading", _(N_("Loans"))), counted_table(subject, columns, rows, _LOANS)]


def _loan(subject: Subject, loan: LoanStanding) -> Row:
    wording, currency = subject.wording, subject.book.currency
    name = loan.name
    if loan.lender not in {"", loan.name} and len(loan.name + loan.lender) <= _SHORT:
        name = f"{loan.name} · {loan.lender}"
    following = "–"
    if loan.next_due is not None:
        day = wording.date(loan.next_due, "year")
        following = f"{wording.money(loan.next_amount, currency)}\n{day}"
    if loan.level is not None:
        state = wording.say(level_words(loan.level, loan.days_past_due))
    else:
        state = "–" if loan.next_due else wording._(N_("Repaid"))
    return {
        "cells": [
            name,
            wording.money(loan.principal_left, currency),
            wording.money(loan.payoff, currency),
            following,
            f"{loan.paid}/{loan.count}",
            "—" if loan.yearly_cost is None else wording.percent(loan.yearly_cost, 2),
            state,
        ],
        "level": ground(loan.level),
    }


def _notes(subject: Subject) -> list[Block]:
    _, outlook = subject.wording._, subject.outlook
    said = _(
        N_(
            "Budget: what the owner has planned; where nothing is planned, what repeats, what is "
            "invoiced and what is usual. Cost a year: the true cost of the contract, fees "
            "included. States: Covered, Tight, Likely short and Overdue judge each due date on "
            "the debited account; Shortfall, Below goal and Enough judge a month."
        )
    )
    short_history = _(
        N_("There are fewer than 60 days of entries yet, so only the owner's own plan is "
           "counted on.")
    ) if outlook.has_short_history else ""  # fmt: skip
    return [words("muted", f"{said} {short_history}".strip())]
