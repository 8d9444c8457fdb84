"""What to say on the telephone about a proposal, and what to keep in mind; beside the letter.

Tone: short sentences, the fact, the sum, the day; nothing is promised that the plan does not hold.
"""

import datetime as dt
from collections.abc import Iterator

from planner.basics.text import N_
from planner.book.contact import Contact
from planner.exports.letter.offer_text import rate_words
from planner.exports.letter.proposal import Proposal
from planner.exports.letter.words import ASK_NAMES
from planner.exports.pdf.as_html import html, plain
from planner.exports.pdf.blocks import Block, items, words
from planner.wording import Wording


def script_html(told: Proposal, wording: Wording) -> str:
    """The script to look at while calling."""
    return html(_blocks(told, wording))


def script_text(told: Proposal, wording: Wording) -> str:
    """The script as plain text, to be copied."""
    return plain(_blocks(told, wording))


def call_note(told: Proposal, loan_id: str, wording: Wording) -> Contact:
    """A record to begin with when the call has been made: what was proposed, the answer to add."""
    key = N_("I proposed: {offer}\nThe answer: ")
    return Contact(
        id="",
        at=dt.datetime.combine(told.today, dt.time()),
        lender=told.lender,
        channel="phone",
        said=wording._(key).format(offer=_offer(told, wording)),
        loan=loan_id,
    )


def _blocks(told: Proposal, wording: Wording) -> Iterator[Block]:
    _ = wording._
    steps = (
        (N_("Say who you are"), _who(told, wording)),
        (N_("What has happened"), _what(told, wording)),
        (N_("What you can pay, and when"), _offer(told, wording)),
        (N_("What you ask for"), _asks(told, wording)),
        (N_("Ask for the answer"), _(_ANSWER)),
    )
    for number, (title, said) in enumerate(steps, 1):
        yield words("strong", f"{number}. {_(title)}")
        yield words("text", said)
    yield words("strong", _(N_("Keep in mind")))
    yield items([_limit(told, wording), *(_(key) for key in _MIND)])


_ANSWER = N_(
    "What can you decide, and by when do I have your answer? I will send the proposal in writing "
    "as well. May I repeat what we have agreed?"
)
_MIND = (
    N_("Write down day and time, name and staff number, and what was said on both sides."),
    N_("Pressed for more: “I only promise what I can keep. I will think about it and call back.”"),
    N_("Give no passwords, codes or card numbers away on the telephone."),
)


def _who(told: Proposal, wording: Wording) -> str:
    key = N_("Hello, this is {sender}. It is about my loan “{loan}”. May I have your name and "
             "staff number, please?")  # fmt: skip
    if not told.sender:
        key = N_("Hello, I am calling about my loan “{loan}”. May I have your name and staff "
                 "number, please?")  # fmt: skip
    return wording._(key).format(sender=told.sender, loan=told.loan)


def _what(told: Proposal, wording: Wording) -> str:
    late = N_("The instalment of {date} is open; {amount} is due today in all.")
    ahead = N_("The instalment of {date}, {amount}, will be hard for me to pay in full.")
    key = late if told.state.due_now else ahead
    amount = wording.money(told.wanted, told.currency)
    said = wording._(key).format(date=wording.date(told.oldest, "year"), amount=amount)
    return "\n".join(filter(None, (said, told.reason)))


def _offer(told: Proposal, wording: Wording) -> str:
    offer = told.offer
    if offer is None or not offer.rows:
        return wording._(
            N_("I can't name a sum yet that I could keep. I would like to look at it with you.")
        )
    key = N_("From {first} to {last} I can pay {rate}.")
    if offer.sum_now:
        key = N_("I can pay {sum_now} today, and from {first} to {last} {rate}.")
    return wording._(key).format(
        first=wording.date(offer.rows[0].due, "year"),
        last=wording.date(offer.rows[-1].due, "year"),
        rate=wording.say(rate_words(offer, told.currency)),
        sum_now=wording.money(offer.sum_now, told.currency),
    )


def _asks(told: Proposal, wording: Wording) -> str:
    names = [wording._(ASK_NAMES[key]) for key in ASK_NAMES if key in told.asks]
    return wording._(N_("; ")).join([*names, *told.more_asks]) or wording._(N_("Your view of it."))


def _limit(told: Proposal, wording: Wording) -> str:
    if told.offer is None or not told.offer.rows:
        return wording._(N_("Promise no sum and no day today."))
    key = N_("Promise nothing beyond the plan: {rate}.")
    return wording._(key).format(rate=wording.say(rate_words(told.offer, told.currency)))
