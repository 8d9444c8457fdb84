"""Terms and events that contradict themselves are refused with the field named, never mended."""

from planner.basics.dates import shifted
from planner.basics.errors import UserError
from planner.basics.text import N_, Percent
from planner.book.loan import LoanEvent, Rate, Terms

_NEEDS_AMOUNT = ("pay", "prepay", "fee", "draw")


def check_terms(terms: Terms) -> None:
    """Raises UserError naming the field when `terms` can't be those of a loan."""
    _check_orders(terms)
    _check_dates(terms)
    _check_shares(terms)
    for rate in (terms.rate, *(change.rate for change in terms.rate_changes)):
        check_rate(rate, terms)


def _check_orders(terms: Terms) -> None:
    if sorted(terms.allocation) != ["fee", "interest", "penalty", "principal"]:
        raise UserError(N_('"allocation" names each of fee, penalty, interest, principal once.'))
    late = terms.late_allocation
    if late and sorted(late.order) != sorted(terms.allocation):
        raise UserError(
            N_('"late_allocation" names each of fee, penalty, interest, principal once.')
        )


def _check_dates(terms: Terms) -> None:
    if terms.first_due <= terms.drawn_on:
        raise UserError(
            N_(
                '"first_due" ({first_due}) must lie after the draw ({drawn_on}). '
                "Check both dates in the contract."
            ),
            first_due=terms.first_due.isoformat(),
            drawn_on=terms.drawn_on.isoformat(),
        )
    if shifted(terms.first_due, terms.holiday) <= terms.drawn_on:
        raise UserError(
            N_('"holiday": the rule moves the first due date to the day of the draw or before it.')
        )
    for change in terms.rate_changes:
        if change.date < terms.drawn_on:
            raise UserError(
                N_('"rate_changes": {date} lies before the draw ({drawn_on}).'),
                date=change.date.isoformat(),
                drawn_on=terms.drawn_on.isoformat(),
            )


def _check_shares(terms: Terms) -> None:
    if terms.received <= 0:
        raise UserError(N_('"fees": those at the draw leave nothing of the principal.'))
    if terms.penalty.multiplier < 0:
        raise UserError(N_('"penalty": the multiplier can\'t be negative.'))
    if not 0 <= terms.prepay.fee_rate < 1:
        raise UserError(N_('"prepay": the fee rate is a share from 0 to 1, such as "0.01".'))


def check_rate(rate: Rate, terms: Terms) -> None:
    """Raises UserError for a rate under 0 or above 100 % a year (a per cent typed as a number)."""
    days = 1 if rate.per == "year" else 365 if terms.year_days == "actual" else terms.year_days
    yearly = (rate.value + rate.spread) * days
    if yearly < 0:
        raise UserError(N_('"rate" can\'t be below 0.'))
    if yearly > 1:
        raise UserError(
            N_(
                '"rate" {value} would be {percent} a year. '
                'Write 14.4 % a year as "0.144", 0.04 % a day as "0.0004" per day.'
            ),
            value=format(rate.value, "f"),
            percent=Percent(float(yearly), 0),
        )


def check_event(event: LoanEvent, terms: Terms) -> None:
    """Raises UserError naming the field when `event` can't have happened to this loan."""
    if event.date < terms.drawn_on:
        raise UserError(
            N_('"date": the event "{type}" of {date} lies before the draw ({drawn_on}).'),
            type=event.type,
            date=event.date.isoformat(),
            drawn_on=terms.drawn_on.isoformat(),
        )
    check_needs(event)
    if event.first_due and shifted(event.first_due, terms.holiday) <= event.date:
        raise UserError(
            N_('"first_due": the holiday rule moves it to the day of the event or before it.')
        )
    if event.rate is not None:
        check_rate(event.rate, terms)


def check_needs(event: LoanEvent) -> None:
    """Raises UserError naming the field that an event of this type needs and does not have."""
    if event.type in _NEEDS_AMOUNT and event.amount <= 0:
        raise UserError(N_('"amount" is missing: "{type}" needs one above 0.'), type=event.type)
    if event.type == "rate" and event.rate is None:
        raise UserError(N_('"rate" is missing: the new rate and whether it is per day or year.'))
    if event.type in {"extend", "reschedule"} and event.instalments < 1:
        raise UserError(
            N_('"instalments" is missing: "{type}" needs a number from 1.'), type=event.type
        )
    if event.type == "reschedule" and (event.first_due is None or event.first_due <= event.date):
        raise UserError(N_('"first_due" of a reschedule must be given and lie after its date.'))
    if event.interest_rows and event.interest_rows >= event.instalments:
        raise UserError(N_('"interest_rows" must be fewer than "instalments".'))
    if event.type == "waive" and event.part == "principal":
        raise UserError(N_('"part": penalty, interest or a fee can be waived, not principal.'))
    if event.type == "reverse" and not event.reverses:
        raise UserError(N_('"reverses" is missing: the id of the event to be undone.'))
