"""The part of the letter that offers a plan, or says honestly that none can be kept yet."""

from collections.abc import Iterator

from planner.basics.text import N_, Amount, Chance, Fact, Text, text
from planner.exports.letter.proposal import Offer, Proposal
from planner.exports.pdf.blocks import Block, column, row, table, words
from planner.loans.instalment import Instalment
from planner.wording import Wording

SURE = 0.8
"""A plan that is kept with a smaller chance is offered without a word on how sure it is."""
MOST_ROWS = 12
"""A longer plan shows so many instalments; what follows them is told in one line."""


def offer_blocks(told: Proposal, wording: Wording) -> Iterator[Block]:
    """The offer with its instalments and dates."""
    yield words("strong", wording._(N_("5. What I offer")))
    offer = told.offer
    if offer is None:
        yield words("text", wording._(_NO_PLAN))
        return
    yield words("text", wording.say(text(_opening(offer), **_facts(told, offer, wording))))
    yield _plan(offer, told, wording)
    rest = offer.rows[MOST_ROWS:]
    if rest:
        key = N_("… and {number} more each month until {last}, {sum} in all.")
        facts = {
            "number": len(rest),
            "last": wording.date(rest[-1].due, "year"),
            "sum": wording.money(sum(one.payment for one in rest), told.currency),
        }
        yield words("muted", wording._(key).format(**facts))
    yield words("text", wording.say(text(_closing(offer), **_facts(told, offer, wording))))


_NO_PLAN = N_(
    "By today's forecast I could not keep any of the plans that I have tried with enough "
    "certainty: more time, a lower instalment, months of interest only, or a sum now. I do not "
    "want to promise what I can't keep. I propose a talk, and will bring my books."
)


def rate_words(offer: Offer, currency: str) -> Text:
    """What is paid each month, in a few words."""
    sums = [row.payment for row in offer.rows] or [0]
    usual, last = Amount(sums[0], currency), Amount(sums[-1], currency)
    if set(sums[:-1]) - {sums[0]}:
        return text(N_("at most {most} a month"), most=Amount(max(sums), currency))
    if sums[-1] == sums[0]:
        return text(N_("{usual} a month"), usual=usual)
    return text(N_("{usual} a month, the last one {last}"), usual=usual, last=last)


def _opening(offer: Offer) -> str:
    if offer.sum_now:
        return N_(
            "{title}: {sum_now} today, then {count} instalments from {first} to {last}, {rate}."
        )
    return N_("{title}: {count} instalments from {first} to {last}, {rate}.")


def _closing(offer: Offer) -> str:
    if offer.chance_kept < SURE and offer.at_once > offer.sum_now:
        return N_(
            "{still_due} of penalty and fees stays due beside it unless you waive it. Worked out "
            "at the rate of the contract. If a month gets hard I will tell you before its due date."
        )
    if offer.chance_kept < SURE:
        return N_(
            "Worked out at the rate of the contract. If a month gets hard I will tell you before "
            "its due date."
        )
    if offer.at_once > offer.sum_now:
        return N_(
            "{still_due} of penalty and fees stays due beside it unless you waive it. Worked out "
            "at the rate of the contract; by my forecast every instalment of the coming year can "
            "be paid {chance}."
        )
    return N_(
        "Worked out at the rate of the contract; by my forecast every instalment of the coming "
        "year can be paid {chance}."
    )


def _facts(told: Proposal, offer: Offer, wording: Wording) -> dict[str, Fact]:
    rows = offer.rows
    return {
        "title": text(offer.title),
        "count": len(rows),
        "first": wording.date(rows[0].due, "year") if rows else "–",
        "last": wording.date(rows[-1].due, "year") if rows else "–",
        "rate": rate_words(offer, told.currency),
        "sum_now": Amount(offer.sum_now, told.currency),
        "still_due": Amount(offer.at_once - offer.sum_now, told.currency),
        "chance": Chance(offer.chance_kept),
    }


def _plan(offer: Offer, told: Proposal, wording: Wording) -> Block:
    _ = wording._
    titles = (N_("Instalment"), N_("Principal"), N_("Interest"), N_("Principal left"))
    columns = [column(_(N_("No.")), 0.5), column(_(N_("Due date")), 1.3)]
    columns += [column(_(title), 1.15, "right") for title in titles]

    def shown(number: int, one: Instalment) -> list[str]:
        amounts = (one.payment, one.principal, one.interest, one.balance)
        said = [wording.money(minor, told.currency) for minor in amounts]
        return [str(number), wording.date(one.due, "year"), *said]

    rows = [row(shown(number, one)) for number, one in enumerate(offer.rows[:MOST_ROWS], 1)]
    return table(columns, rows)
