"""An offer of a loan: terms that a lender would give, and how far the application has come."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.book.loan import Terms

Step = Literal["registered", "papers", "review", "granted", "paid_out"]
Decision = Literal["open", "chosen", "declined"]

STEPS: tuple[Step, ...] = ("registered", "papers", "review", "granted", "paid_out")
"""What an application goes through: registered, papers handed in, under review, limit granted,
paid out. Lenders leave some out; none comes before an earlier one."""


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step of the application and the day it was reached."""

    step: Step
    date: dt.date


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that the lender wants."""

    name: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A loan that is not there yet; nothing of it is counted in balances or in the look ahead."""

    id: str
    name: str
    debit_account: str
    terms: Terms
    lender: str = ""
    steps: tuple[StepDone, ...] = ()
    """Those done, in the order of `STEPS`."""
    papers: tuple[Paper, ...] = ()
    note: str = ""
    decision: Decision = "open"
    loan: str = ""
    """Id of the loan that it became; stays when that loan is removed."""

    @property
    def is_paid_out(self) -> bool:
        """Whether the money has come: then the loan counts, not the offer."""
        return any(done.step == "paid_out" for done in self.steps)

    @property
    def is_pending(self) -> bool:
        """Whether it may still become a loan."""
        return self.decision != "declined" and not self.is_paid_out

    @property
    def next_step(self) -> Step | None:
        """The step after the last one done; None: it is paid out."""
        reached = max((STEPS.index(done.step) for done in self.steps), default=-1)
        return STEPS[reached + 1] if reached + 1 < len(STEPS) else None


def check_offer(offer: Offer) -> None:
    """Raises UserError when a step stands twice, out of order or before an earlier one."""
    for before, after in pairwise(offer.steps):
        if STEPS.index(after.step) <= STEPS.index(before.step):
            raise UserError(
                N_('"steps": "{step}" can\'t come after "{before}".'),
                step=after.step,
                before=before.step,
            )
        if after.date < before.date:
            raise UserError(
                N_('"steps": {date} ("{step}") lies before the step it follows ({before}).'),
                date=after.date.isoformat(),
                step=after.step,
                before=before.date.isoformat(),
            )
    if offer.loan and not offer.is_paid_out:
        raise UserError(N_('"loan": an offer that is not paid out has not become a loan.'))
