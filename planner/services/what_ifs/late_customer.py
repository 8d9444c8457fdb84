"""A large customer pays late: everything from this customer comes so many days later."""

from collections.abc import Iterator
from fractions import Fraction

from planner.basics.dates import ONE_DAY
from planner.basics.errors import UserError
from planner.basics.text import N_, NN_, counted, text
from planner.book.edit import Change, Edit, replacing
from planner.book.invoice import Invoice
from planner.services.what_ifs._change import of_item, of_rates, planned_income, usual_income
from planner.services.what_ifs._kind import Ground, Kind, Param, Values
from planner.simulation.scenario import Scenario

_MOST = 8
_NOTE = N_("Open invoices move by so many days; regular payments pause for as long, then go on.")


def _params(ground: Ground) -> tuple[Param, ...]:
    names = _customers(ground)
    if not names:
        raise UserError(N_("No customer is known by name. Enter an invoice that is still open."))
    options = tuple((name, name) for name in names)
    return (
        Param("customer", N_("Customer"), "pick", names[0], options=options),
        Param("days", N_("Later by"), "days", 30, 1, 120),
    )


def _customers(ground: Ground) -> list[str]:
    """Whoever owes most first; then those who pay regularly, the largest first."""
    owed: dict[str, int] = {}
    for invoice in _open(ground):
        owed[invoice.party] = owed.get(invoice.party, 0) + invoice.amount
    regular: dict[str, int] = {}
    for rate in usual_income(ground):
        if rate.payee:
            regular[rate.payee] = regular.get(rate.payee, 0) + rate.total
    planned = {item.title: item.amount for item in planned_income(ground)}
    ranked = [sorted(sums, key=lambda name: -sums[name]) for sums in (owed, regular, planned)]
    return list(dict.fromkeys(name for names in ranked for name in names if name))[:_MOST]


def _open(ground: Ground) -> list[Invoice]:
    return [
        invoice
        for invoice in ground.book.invoices.values()
        if invoice.direction == "receivable" and invoice.settled_on is None
    ]


def _make(ground: Ground, values: Values) -> Scenario:
    customer, days = str(values["customer"]), int(str(values["days"]))
    name = counted(
        *NN_("{name} pays {count} day late", "{name} pays {count} days late"), days, name=customer
    )
    mine = [invoice for invoice in _open(ground) if invoice.party == customer]
    changes = [
        replacing("invoice", invoice, due=max(invoice.due, ground.today) + days * ONE_DAY)
        for invoice in mine
    ]
    changes += _regular(ground, customer, days, has_invoice=bool(mine))
    return Scenario(name, (Edit(name, tuple(changes)),), "late_customer", text(_NOTE))


def _regular(ground: Ground, customer: str, days: int, *, has_invoice: bool) -> Iterator[Change]:
    """Regular money pauses; where an invoice stands for it, that moves it already."""
    title = text(N_("{name} pays later"), name=customer)
    for item in planned_income(ground):
        if item.title == customer:
            span = (ground.tomorrow, ground.today + days * ONE_DAY)
            yield from of_item(ground, item, Fraction(-1), title, span)
    if has_invoice:
        return
    for rate in usual_income(ground):
        if rate.payee == customer:
            first = ground.tomorrow + rate.resumes * ONE_DAY
            span = (first, first + (days - 1) * ONE_DAY)
            yield from of_rates(ground, [rate], Fraction(-1), title, span)


LATE_CUSTOMER = Kind("late_customer", N_("A customer pays late"), _params, _make)
