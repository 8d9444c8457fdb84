"""Signs of improper collection: noted neutrally, each with the rule it touches and its certainty.

The owner ticks what was noticed; the hour and the number of contacts are read from the records.
"""

from collections.abc import Iterable

from planner.basics.text import N_
from planner.book.contact import Contact
from planner.services.troubles.statements import Statement, statement

NOTICED: dict[str, tuple[str, str]] = {
    "third_parties": (N_("Family, neighbours or customers were contacted"), "third_parties"),
    "threats": (N_("There were threats or insults"), "threats"),
}
"""What the owner can tick: its words and the statement it touches."""
READ: dict[str, tuple[str, str]] = {
    "hour": (N_("Contact between 22:00 and 8:00"), "hours"),
    "three_a_day": (N_("More than three contacts on one day"), "hours"),
    "six_a_day": (N_("More than six contacts on one day"), "attempts"),
}
"""What the records show by themselves."""
_SIGNS = NOTICED | READ
NIGHT, MORNING = 22, 8


def signs_of(contact: Contact, contacts: Iterable[Contact]) -> tuple[str, ...]:
    """Names of the signs of one record among all `contacts`, noticed ones first."""
    found = [name for name in contact.signs if name in NOTICED]
    if contact.channel not in {"phone", "visit", "message"} or contact.amends:
        return tuple(found)
    if contact.at.hour >= NIGHT or contact.at.hour < MORNING:
        found.append("hour")
    same_day = sum(
        1
        for other in contacts
        if other.at.date() == contact.at.date()
        and (other.lender, other.organisation) == (contact.lender, contact.organisation)
        and not other.amends
        and other.channel in {"phone", "visit", "message"}
    )
    found += ["six_a_day"] if same_day > 6 else ["three_a_day"] if same_day > 3 else []
    return tuple(found)


def sign_words(name: str) -> str:
    """English source text of a sign."""
    return _SIGNS[name][0]


def sign_rule(name: str) -> Statement:
    """The statement that a sign touches."""
    return statement(_SIGNS[name][1])
