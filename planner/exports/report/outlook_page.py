"""The first page: the headline, six figures, the chart, coming due dates, ways out."""

from planner.basics.text import N_, NN_, Text, counted, text
from planner.exports.export import Subject
from planner.exports.key_figures import key_figures
from planner.exports.pdf.blocks import Block, Column, Figures, Row, Table, ground, words
from planner.exports.report.fan import fan_block, shown_days
from planner.exports.workbook.words import LEVELS
from planner.outlook.level import Level
from planner.outlook.outlook import Due

_DUES = 8


def outlook_page(subject: Subject) -> list[Block]:
    """The blocks of the page."""
    wording, book = subject.wording, subject.book
    about = wording._(N_("Outlook, budget and loans on {date}. Amounts in {currency}.")).format(
        date=wording.date(subject.today, "year"), currency=book.currency
    )
    blocks: list[Block] = [
        words("title", book.info.name or wording._(N_("Business report"))),
        words("muted", about),
        {
            "block": "banner",
            "level": ground(_worst(subject)),
            "lines": [wording.say(line) for line in subject.headline],
        },
        _figures(subject),
    ]
    if any(day.p5 or day.p95 for day in subject.outlook.days):
        blocks += _chart(subject)
    blocks += [*_dues(subject), *_ways_out(subject)]
    return blocks


def _worst(subject: Subject) -> Level:
    """The level of what the headline speaks of."""
    levels = (warning.level for warning in subject.warnings if warning.level > Level.covered)
    return next(levels, Level.covered)


def _figures(subject: Subject) -> Figures:
    wording, loans = subject.wording, subject.loans()
    left = sum(loan.principal_left for loan in loans)
    return {
        "block": "figures",
        "cells": [
            {"label": wording._(figure.label), "value": wording.fact(figure.value),
             "note": wording.fact(figure.note)}
            for figure in key_figures(subject, left, len(loans))
        ],
    }  # fmt: skip


def _chart(subject: Subject) -> list[Block]:
    """Chart with its title, date and assumptions."""
    wording, stamp = subject.wording, subject.outlook.stamp
    days = shown_days(subject)
    title = text(N_("Expected balance to {date}"), date=wording.date(days[-1].date, "year"))
    assumed = text(
        N_(
            "As of {date}, from what repeats, is invoiced, is owed and is usual: {paths} possible "
            "courses, of which the bands hold half and nine in ten."
        ),
        date=wording.date(subject.today, "year"),
        paths=wording.number(stamp.paths),
    )
    blocks = [words("heading", wording.say(title)), words("muted", wording.say(assumed))]
    return [*blocks, fan_block(subject)]


def _dues(subject: Subject) -> list[Block]:
    wording, dues = subject.wording, subject.outlook.dues
    if not dues:
        return []
    _ = wording._
    columns: list[Column] = [
        {"title": _(N_("Due date")), "share": 1.25, "align": "left"},
        {"title": _(N_("Loan")), "share": 1.9, "align": "left"},
        {"title": _(N_("To pay")), "share": 1.25, "align": "right"},
        {"title": _(N_("Balance after it")), "share": 1.35, "align": "right"},
        {"title": _(N_("Arrange by")), "share": 1.25, "align": "center"},
        {"title": _(N_("State")), "share": 1.3, "align": "center"},
    ]
    return [
        words("heading", _(N_("Coming payments"))),
        counted_table(subject, columns, [_due(subject, due) for due in dues], _DUES),
    ]


def _due(subject: Subject, due: Due) -> Row:
    wording, currency = subject.wording, subject.book.currency
    return {
        "cells": [
            wording.date(due.date, "year"),
            due.loan_name,
            wording.money(due.amount, currency),
            wording.money(due.expected_balance_after, currency),
            wording.date(max(due.act_by, subject.today), "year"),
            wording.say(level_words(due.level, due.days_past_due)),
        ],
        "level": ground(due.level),
    }


def level_words(level: Level, days_past_due: int) -> Text:
    """The level in a word; with the days when something is overdue."""
    if level is Level.overdue and days_past_due:
        return counted(*NN_("{count} day overdue", "{count} days overdue"), days_past_due)
    return LEVELS[level]


def counted_table(subject: Subject, columns: list[Column], rows: list[Row], most: int) -> Table:
    """A table of at most `most` rows; the rest is counted below it."""
    ngettext, last = subject.wording.ngettext, max(0, len(rows) - most)
    return {
        "block": "table",
        "columns": columns,
        "rows": rows[:most],
        "more": [
            ngettext("and {count} more in the app", "and {count} more in the app", left_out).format(
                count=left_out
            )
            for left_out in range(1, len(rows) + 1)
        ],
        "left_out": last,
    }


def _ways_out(subject: Subject) -> list[Block]:
    wording, book = subject.wording, subject.book
    if not subject.actions:
        return []
    _ = wording._
    first = subject.actions[0]
    loan = book.loans.get(first.loan)
    about = _(N_("For the {loan} payment on {date}.")).format(
        loan=loan.name if loan else first.loan, date=wording.date(first.due, "week")
    )
    columns: list[Column] = [
        {"title": _(N_("What can be arranged")), "share": 4, "align": "left"},
        {"title": _(N_("Cost")), "share": 1.1, "align": "right"},
        {"title": _(N_("Short now")), "share": 1.5, "align": "right"},
        {"title": _(N_("Short then")), "share": 1.5, "align": "right"},
    ]
    rows: list[Row] = [
        {
            "cells": [
                wording.say(action.title),
                wording.money(action.cost, book.currency) if action.cost else _(N_("nothing")),
                wording.chance(action.chance_before),
                wording.chance(action.chance_after),
            ],
            "level": "",
        }
        for action in subject.actions
    ]
    return [
        words("heading", _(N_("Ways out"))),
        words("muted", about),
        counted_table(subject, columns, rows, len(rows)),
    ]
