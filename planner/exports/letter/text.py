"""A proposal in words: the blocks of the letter, the same for PDF, docx and the preview."""

from collections.abc import Iterator

from planner.basics.text import N_, NN_, Amount, Text, counted, text
from planner.exports.letter.offer_text import offer_blocks
from planner.exports.letter.proposal import MonthFigures, Proposal
from planner.exports.letter.words import ASKS, ENCLOSURES
from planner.exports.pdf.blocks import Block, Document, Row, column, items, row, table, words
from planner.wording import Wording

_FEES = N_("Fees")
_MONTHS = (
    (N_("Month"), 1.8),
    (N_("Income"), 1.15),
    (N_("Expenses"), 1.15),
    (N_("Repayments"), 1.15),
    (N_("Left over"), 1.15),
)


def document(told: Proposal, wording: Wording) -> Document:
    """The whole letter; it runs over as many pages as it needs."""
    _ = wording._
    subject = subject_of(told, wording)
    return {
        "title": f"{told.sender} · {subject}" if told.sender else subject,
        "language": wording.language,
        "date": told.today.isoformat(),
        "header": [told.sender, wording.date(told.today, "year")],
        "footer": _(
            N_("Figures from the own books of the business; what lies ahead is a forecast.")
        ),
        "pages_words": _(N_("Page {page} of {pages}")),
        "look": "letter",
        "flows": True,
        "pages": [blocks(told, wording)],
    }


def subject_of(told: Proposal, wording: Wording) -> str:
    """What the letter is about, in one line."""
    return wording._(N_("Proposal for repayment: {loan}")).format(loan=told.loan)


def blocks(told: Proposal, wording: Wording) -> list[Block]:
    """Everything between header and footer."""
    return [
        *_head(told, wording),
        *_loan(told, wording),
        *_owed(told, wording),
        *_reason(told, wording),
        *_months(told, wording),
        *offer_blocks(told, wording),
        *_asks(told, wording),
        *_enclosures(told, wording),
        *_close(told, wording),
    ]


def _head(told: Proposal, wording: Wording) -> Iterator[Block]:
    _ = wording._
    yield words("right", _place_and_day(told, wording))
    yield words("text", _(N_("To: {lender}")).format(lender=told.lender))
    yield words("heading", subject_of(told, wording))
    yield words("text", _(N_("Dear Sir or Madam,")))
    yield words("text", _(_OPENING_LATE if told.state.days_past_due else _OPENING))


def _place_and_day(told: Proposal, wording: Wording) -> str:
    day = wording.date(told.today, "year")
    if not told.place:
        return day
    return wording._(N_("{place}, {date}")).format(place=told.place, date=day)


_OPENING_LATE = N_(
    "I have not been able to pay this loan as agreed. I want to repay all of it, and I propose a "
    "plan that I can keep. The figures below show how things stand."
)
_OPENING = N_(
    "Nothing of this loan is overdue. I expect that the coming instalments will be hard to pay as "
    "agreed, so I write to you in time. I want to repay all of it; the figures below show how."
)


def _loan(told: Proposal, wording: Wording) -> Iterator[Block]:
    _ = wording._
    amount = wording.money(told.principal, told.currency)
    yield words("strong", _(N_("1. The loan")))
    yield table(
        [column("", share) for share in (0.9, 1.5, 1.3, 1.3)],
        [row([_(N_("Loan")), told.loan, _(N_("Contract number")), told.number or "______________"]),
         row([_(N_("Paid out on")), wording.date(told.drawn_on, "year"),
              _(N_("Amount of the loan")), amount])],
    )  # fmt: skip


def _owed(told: Proposal, wording: Wording) -> Iterator[Block]:
    _, now = wording._, told.state
    parts = (
        (N_("Principal not yet due"), now.principal_normal),
        (N_("Principal overdue"), now.principal_overdue),
        (N_("Interest not overdue, to this day"), now.interest_normal),
        (N_("Interest overdue"), now.interest_overdue),
        (N_("Penalty interest on principal"), now.penalty_on_principal),
        (N_("Compound interest (on overdue interest)"), now.penalty_on_interest),
        (_FEES, now.fee),
        (N_("Due now"), now.due_now),
        (N_("Repaid in full today"), now.payoff),
    )
    shown = [(name, amount) for name, amount in parts if amount or name != _FEES]
    date = wording.date(told.today, "year")
    yield words("strong", _(N_("2. What is owed on {date}")).format(date=date))
    yield words("text", wording.say(_standing(told, wording)))
    yield table(
        [column(_(N_("Part")), 2), column(_(N_("Amount")), 1, "right")],
        [row([_(name), wording.money(amount, told.currency)]) for name, amount in shown],
    )
    check = N_(
        "Worked out from the terms of the contract and the payments made. If your figures differ, "
        "please tell me."
    )
    yield words("muted", _(check))


def _standing(told: Proposal, wording: Wording) -> Text:
    """How late it is, in one sentence."""
    oldest = wording.date(told.oldest, "year")
    if told.state.days_past_due:
        return counted(
            *NN_(
                "Open instalments: {open}. The oldest fell due on {oldest}, {count} day ago "
                "({bucket}).",
                "Open instalments: {open}. The oldest fell due on {oldest}, {count} days ago "
                "({bucket}).",
            ),
            told.state.days_past_due,
            open=told.behind,
            oldest=oldest,
            bucket=told.state.bucket,
        )
    amount = Amount(told.wanted, told.currency)
    if told.state.due_now:
        key = N_("Nothing is overdue. {amount} is due since {oldest}, within the days of grace.")
        if told.oldest == told.today:
            key = N_("Nothing is overdue. {amount} falls due today, {oldest}.")
        return text(key, amount=amount, oldest=oldest)
    return text(
        N_("Nothing is overdue. The next instalment of {amount} falls due on {oldest}."),
        amount=amount, oldest=oldest,
    )  # fmt: skip


def _reason(told: Proposal, wording: Wording) -> Iterator[Block]:
    neutral = N_(
        "At present the income of the business does not suffice for the instalments as agreed. I "
        "will gladly explain the details in person."
    )
    yield words("strong", wording._(N_("3. The reason")))
    yield words("text", told.reason or wording._(neutral))


def _months(told: Proposal, wording: Wording) -> Iterator[Block]:
    _ = wording._
    with_plan = N_(
        "Months that are over as booked; the others by the forecast, with this proposal."
    )
    as_agreed = N_("Months that are over as booked; the others by the forecast, as agreed so far.")
    yield words("strong", _(N_("4. Income and expenses")))
    yield words("text", _(with_plan if told.offer else as_agreed))
    name, *amounts = _MONTHS
    columns = [column(_(name[0]), name[1])]
    columns += [column(_(title), share, "right") for title, share in amounts]
    rows = [_month(one, told, wording, "{month}") for one in told.past]
    rows += [_month(one, told, wording, N_("{month} (forecast)")) for one in told.coming]
    yield table(columns, rows)


def _month(one: MonthFigures, told: Proposal, wording: Wording, key: str) -> Row:
    month = wording._(key).format(month=wording.date(one.first, "month"))
    amounts = (one.income, one.expense, one.repaid, one.left)
    return row([month, *(wording.money(sum_, told.currency, exact=False) for sum_ in amounts)])


def _asks(told: Proposal, wording: Wording) -> Iterator[Block]:
    penalty = wording.money(told.penalty, told.currency)
    facts = {"penalty": penalty, "date": wording.date(told.answer_by, "year")}
    asked = [wording._(ASKS[key]).format(**facts) for key in ASKS if key in told.asks]
    asked += told.more_asks
    if asked:
        yield words("strong", wording._(N_("6. What I ask for")))
        yield items(asked, is_numbered=True)


def _enclosures(told: Proposal, wording: Wording) -> Iterator[Block]:
    enclosed = [wording._(ENCLOSURES[key]) for key in ENCLOSURES if key in told.enclosures]
    enclosed += told.more_enclosures
    if enclosed:
        yield words("strong", wording._(N_("Enclosures")))
        yield items(enclosed, is_numbered=True)


def _close(told: Proposal, wording: Wording) -> Iterator[Block]:
    _ = wording._
    thanks = N_("Thank you for looking at this. You can reach me at any time to talk about it.")
    yield words("text", _(thanks))
    yield words("text", _(N_("Yours faithfully,")))
    sign = (
        told.sender,
        _(N_("Signature: ____________________")),
        _(N_("Telephone: ____________________")),
        _place_and_day(told, wording),
    )
    yield words("right", "\n".join(filter(None, sign)))
