"""What an action does, in one line: which limit it cures, what it costs, whose consent it needs.

The same words in the window, on the command line and in the report.
"""

from planner.advice.action import Action
from planner.basics.text import N_, Amount, Chance, Text, text
from planner.outlook.level import Level

SAID_FROM = 0.05
"""Smaller chances are said as "almost never": a change below is no change in words."""


def effect(action: Action, currency: str) -> Text:
    """The chance before → after where it is the trouble, the balance and the cushion where that is.

    Then what the action costs or saves, and whether the lender must agree.
    """
    said = _cured(action, currency)
    if action.cost:
        amount = Amount(abs(action.cost), currency, exact=False)
        if action.cost > 0:
            said = text(N_("{change} · costs {cost}"), change=said, cost=amount)
        else:
            said = text(N_("{change} · saves {cost}"), change=said, cost=amount)
    if action.needs_lender:
        said = text(N_("{change} · the lender must agree"), change=said)
    return said


def _cured(action: Action, currency: str) -> Text:
    if action.is_saving:
        return text(N_("Every payment stays covered"))
    if not action.helps_alone:
        return text(N_("Makes the gap smaller, together with another step"))
    if action.level_after < action.level_before is Level.overdue:
        return text(
            N_("Ends this delay · {left} left, cushion {cushion}"),
            left=Amount(action.left_after, currency, exact=False),
            cushion=Amount(action.cushion, currency, exact=False),
        )
    if action.chance_before < SAID_FROM:
        return _left(action, currency)
    chance = text(
        N_("Short: {before} → {after}"),
        before=Chance(action.chance_before),
        after=Chance(action.chance_after),
    )
    if action.left_before >= action.cushion or action.chance_after >= SAID_FROM:
        return chance
    return text(
        N_("{chance} · {left} left, cushion {cushion}"),
        chance=chance,
        left=Amount(action.left_after, currency, exact=False),
        cushion=Amount(action.cushion, currency, exact=False),
    )


def _left(action: Action, currency: str) -> Text:
    return text(
        N_("{before} left → {after} left, cushion {cushion}"),
        before=Amount(action.left_before, currency, exact=False),
        after=Amount(action.left_after, currency, exact=False),
        cushion=Amount(action.cushion, currency, exact=False),
    )
