"""Receipts that pay an open invoice, and payments of a bill that was to be paid.

Certain where party and amount are those of the invoice: it is settled in the same edit. Where
only the amount fits near the due date it is suggested.
"""

from collections.abc import Iterator, Sequence

from planner.basics.text import N_, Amount, Text, text
from planner.book.invoice import Invoice
from planner.importers.payee import LIKE, likeness, normal_payee
from planner.services.imports.batch import BatchRow, Suggestion
from planner.services.imports.match import Candidate, Sight

_NEAR = 30
"""Days around the due date in which an equal amount suggests an invoice."""
_EARLY = 3
"""Days before the day of issue that a payment may have."""
_PAYS = N_("Pays the invoice of {party} over {sum}, due on {date}.")
_MAY_PAY = N_("May pay the invoice of {party} over {sum}, due on {date}.")
_OF_INVOICE = text(N_("The category of the invoice."))


def payments(sight: Sight, rows: Sequence[BatchRow]) -> Iterator[Candidate]:
    """Every pair of a row and an open invoice of its amount and direction."""
    currency = sight.book.currency
    opened = [one for one in sight.book.invoices.values() if one.settled_on is None]
    amounts = {one.signed for one in opened}
    for row in rows:
        if row.outcome != "entry" or row.amount not in amounts or row.currency != currency:
            continue
        for invoice in opened:
            if invoice.signed == row.amount and (found := _candidate(row, invoice, currency)):
                yield found


def _candidate(row: BatchRow, invoice: Invoice, currency: str) -> Candidate | None:
    assert row.date is not None
    if (invoice.issued - row.date).days > _EARLY:
        return None
    is_certain = _is_party(row, invoice.party)
    if not is_certain and abs((invoice.due - row.date).days) > _NEAR:
        return None
    said = _said(_MAY_PAY, invoice, currency)
    # Of two equal invoices of one customer the older one is paid first.
    distance = float(invoice.due.toordinal() if is_certain else abs((invoice.due - row.date).days))

    def sure() -> BatchRow:
        paid = row._replace(settles=invoice, reason=_said(_PAYS, invoice, currency))
        if row.category or not invoice.category:
            return paid
        return paid._replace(category=invoice.category, why=_OF_INVOICE, mark="")

    return Candidate(
        row, invoice.id, (distance,), is_certain, sure, Suggestion("invoice", invoice, said)
    )


def _is_party(row: BatchRow, party: str) -> bool:
    name = normal_payee(party)
    if len(name) < 2:
        return False
    return likeness(row.payee, party) >= LIKE or name in normal_payee(row.note)


def _said(key: str, invoice: Invoice, currency: str) -> Text:
    total = Amount(invoice.amount, currency)
    return text(key, party=invoice.party[:40], sum=total, date=invoice.due)
