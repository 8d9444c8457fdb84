"""Another loan: the money comes tomorrow, equal instalments follow from the next month on."""

from decimal import Decimal

from planner.basics.dates import add_months
from planner.basics.errors import UserError
from planner.basics.money import exponent
from planner.basics.text import N_, NN_, Amount, counted, text
from planner.book.edit import Edit, adding
from planner.book.loan import Loan, Rate, Terms
from planner.book.terms import ASSUMABLE
from planner.loans.schedule import plan
from planner.outlook.borrowing import free_key
from planner.services.affording import usual_account
from planner.services.what_ifs._kind import Ground, Kind, Param, Values
from planner.simulation.scenario import Scenario

_SUM = 20_000
_NOTE = N_(
    "The money comes tomorrow and stays in the account; what it buys is not counted. Whether it "
    "is affordable at all says the page Loans, under Offers."
)


def _params(ground: Ground) -> tuple[Param, ...]:
    usual_account(ground.book, ground.today)
    whole = 10 ** exponent(ground.book.currency)
    return (
        Param("amount", N_("Amount"), "amount", _SUM * whole, 1),
        Param("months", N_("Instalments"), "months", 12, 1, 60),
        Param("rate", N_("Rate a year"), "rate", 1200, 0, 3600, 10),
    )


def _make(ground: Ground, values: Values) -> Scenario:
    amount, months, rate = (int(str(values[key])) for key in ("amount", "months", "rate"))
    if amount <= 0:
        raise UserError(N_("The amount must be greater than 0."))
    first = add_months(ground.tomorrow, 1)
    terms = Terms(
        principal=amount,
        drawn_on=ground.tomorrow,
        method="equal_instalment",
        first_due=first,
        rate=Rate(Decimal(rate) / 10_000),
        instalments=months,
        due_day=ground.tomorrow.day,
        assumed=ASSUMABLE,
    )
    borrowed = Amount(amount, ground.book.currency, exact=False)
    name = counted(
        *NN_("New loan of {amount} over {count} month", "New loan of {amount} over {count} months"),
        months,
        amount=borrowed,
    )
    account = usual_account(ground.book, ground.today)
    loan = Loan(free_key(ground.book), ground.say(text(N_("New loan"))), account, terms)
    edit = Edit(name, (adding("loan", loan),))
    return Scenario(name, (edit,), "new_loan", text(_NOTE), plan(terms).payment - amount)


NEW_LOAN = Kind("new_loan", N_("A new loan"), _params, _make)
