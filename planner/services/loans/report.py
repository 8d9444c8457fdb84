"""One loan, or several side by side, as the `loan` command shows them: JSON and sentences.

Terms documents come in the contract's shape; what contradicts itself is refused with the field
named. Nothing here needs a book.
"""

import datetime as dt
from collections.abc import Sequence

from planner.basics.errors import UserError
from planner.basics.money import plain
from planner.basics.text import N_
from planner.book.fields import Json
from planner.book.terms import read_terms_document
from planner.loans.instalment import Instalment, LoanState, PaymentUse
from planner.services.loans.figures import LoanFigures, loan_figures
from planner.services.loans.report_words import notes, report_words
from planner.wording import Wording


def loan_json(
    documents: Sequence[Json],
    as_of: dt.date | None,
    currency: str = "CNY",
    wording: Wording | None = None,
) -> Json:
    """The contract's JSON: of one document its object, of several {"loans": […]} in order.

    Without `as_of` the state is that of the last event (of the draw when there is none).
    Beyond the contract: `assumed` (terms that were left out) and `notes` (sentences, English
    without `wording`). Raises UserError naming the document and the field.
    """
    words = wording or Wording("en")
    reports = [_json(report, currency, words) for report in _reports(documents, as_of, currency)]
    return reports[0] if len(reports) == 1 else {"loans": reports}


def loan_words(
    documents: Sequence[Json], as_of: dt.date | None, wording: Wording, currency: str = "CNY"
) -> list[str]:
    """The same in lines for a person, with what is only our assumption. Errors as `loan_json`."""
    lines: list[str] = []
    for report in _reports(documents, as_of, currency):
        lines += [*([""] if lines else []), *report_words(report, wording, currency)]
    return lines


def _reports(documents: Sequence[Json], as_of: dt.date | None, currency: str) -> list[LoanFigures]:
    found: list[LoanFigures] = []
    for number, document in enumerate(documents, 1):
        try:
            found.append(loan_figures(*read_terms_document(document, currency), as_of))
        except UserError as error:
            if len(documents) == 1:
                raise
            raise UserError(
                N_("Terms {number}: {reason}"), number=number, reason=error.text
            ) from None
    return found


def _json(report: LoanFigures, currency: str, wording: Wording) -> dict[str, Json]:
    def money(minor: int) -> str:
        return plain(minor, currency)

    schedule = report.schedule
    totals = {"payment": schedule.payment, "interest": schedule.interest, "fee": schedule.fee}
    return {
        "schedule": [_row_json(row, currency) for row in schedule.rows],
        "totals": {key: money(value) for key, value in totals.items()},
        "annual_cost": {
            "simple": round(report.cost.simple, 10),
            "compound": round(report.cost.compound, 10),
        },
        "as_of": _state_json(report.state, currency),
        "payments": [_payment_json(use, currency) for use in report.payments],
        "assumed": list(report.terms.assumed),
        "notes": [wording.say(note) for note in notes(report, currency)],
    }


def _row_json(row: Instalment, currency: str) -> dict[str, Json]:
    parts = ("payment", "principal", "interest", "fee", "balance")
    amounts = {key: plain(getattr(row, key), currency) for key in parts}
    return {"number": row.number, "due": row.due.isoformat(), **amounts}


def _state_json(there: LoanState, currency: str) -> dict[str, Json]:
    parts = (
        "principal_normal", "principal_overdue", "interest_normal", "interest_overdue",
        "penalty_on_principal", "penalty_on_interest", "fee",
    )  # fmt: skip
    return {
        "date": there.date.isoformat(),
        **{key: plain(getattr(there, key), currency) for key in parts},
        "days_past_due": there.days_past_due,
        "bucket": there.bucket,
        "risk_class": there.risk_class,
        "due_now": plain(there.due_now, currency),
        "payoff": plain(there.payoff, currency),
    }


def _payment_json(use: PaymentUse, currency: str) -> dict[str, Json]:
    parts = ("amount", "fee", "penalty", "interest", "principal", "unapplied")
    amounts = {key: plain(getattr(use, key), currency) for key in parts}
    return {"date": use.date.isoformat(), **amounts}
