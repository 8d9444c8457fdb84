"""A loan that is still to be paid out becomes smaller."""

from dataclasses import replace
from fractions import Fraction

from planner.basics.errors import UserError
from planner.basics.money import rounded
from planner.basics.text import N_, Percent, text
from planner.book.edit import Edit, replacing
from planner.book.loan import Loan
from planner.loans.schedule import plan
from planner.services.what_ifs._kind import Ground, Kind, Param, Values
from planner.simulation.scenario import Scenario

_NOTE = N_("Less money comes, and every instalment is smaller.")


def _params(ground: Ground) -> tuple[Param, ...]:
    loans = _to_come(ground)
    if not loans:
        raise UserError(N_("No loan in the book is still to be paid out."))
    options = tuple((loan.id, loan.name) for loan in loans)
    return (
        Param("loan", N_("Loan"), "pick", loans[0].id, options=options),
        Param("percent", N_("Less by"), "percent", -20, -90, -5, 5),
    )


def _to_come(ground: Ground) -> list[Loan]:
    return [loan for loan in ground.book.loans.values() if loan.terms.drawn_on > ground.today]


def _make(ground: Ground, values: Values) -> Scenario:
    loan, percent = ground.book.loans[str(values["loan"])], -int(str(values["percent"]))
    terms = loan.terms
    smaller = replace(
        terms, principal=terms.principal - rounded(Fraction(terms.principal * percent, 100))
    )
    if smaller.received <= 0:
        raise UserError(N_("The fees at the draw must be less than the amount of the loan."))
    size = Percent(percent / 100)
    name = text(N_("Borrow {size} less with {name}"), size=size, name=loan.name)
    costs = [plan(one).payment - one.received for one in (terms, smaller)]
    edit = Edit(name, (replacing("loan", loan, terms=smaller),))
    return Scenario(name, (edit,), "borrow_less", text(_NOTE), costs[1] - costs[0])


BORROW_LESS = Kind("borrow_less", N_("Borrow less"), _params, _make)
