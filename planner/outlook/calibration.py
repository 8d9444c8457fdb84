"""From counted courses to a chance that can be believed: "2 in 10" should come true 2 in 10 times.

Where usual business is drawn from history, the count alone overstates: owners steer, and bad
weeks are made up for. Where the owner has entered everything, nothing is learnt and the count
stands as it is.
"""

WEIGHT, POWER = 0.82, 1.09
"""odds of the chance = WEIGHT × odds of the count ** POWER.

A logistic fit (intercept −0.203, slope 1.092) of what followed on the logit of the counted share,
on 6,514 loan checks whose 60 days were over before 2019-01-01, 10,000 courses each. On the checks
of 2019, which took no part in the fit, the calibration error is .012 (docs/EARLY-WARNING.md).
"""

WEIGHT_BELOW_ZERO = 0.05
"""The same for another question: is the account below 0 on some evening, with no instalment to
pay? Whoever sees an account empty stops spending, which courses drawn from flows don't know.

Set so that about as many come true as are said, on 3,932 looks at 625 real bank accounts (all of
them give .045 now, two halves .048 and .042). The Brier skill there is +.065, as it is when each
half is judged with the weight of the other; with `WEIGHT` it is −2.72 (docs/EARLY-WARNING.md).
"""


def calibrated(share: float) -> float:
    """The chance that goes with a counted share of short courses; 0 and 1 stay what they are."""
    return _mapped(share, WEIGHT)


def calibrated_below_zero(share: float) -> float:
    """The chance that goes with a counted share of courses below 0 where no instalment comes."""
    return _mapped(share, WEIGHT_BELOW_ZERO)


def _mapped(share: float, weight: float) -> float:
    if share <= 0 or share >= 1:
        return share
    odds: float = weight * (share / (1 - share)) ** POWER
    return odds / (1 + odds)


def counted_share(chance: float) -> float:
    """The share of short courses that `calibrated` turns into `chance`."""
    if chance <= 0 or chance >= 1:
        return chance
    odds: float = (chance / (1 - chance) / WEIGHT) ** (1 / POWER)
    return odds / (1 + odds)
