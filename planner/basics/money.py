"""Money: integer minor units (fen, cents) of one currency, and the only rounding in the house.

Decimals per currency follow ISO 4217; an amount that needs more is refused, never rounded.
"""

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Literal

from planner.basics.errors import UserError
from planner.basics.text import N_

Rounding = Literal["half_up", "half_even"]

LIMIT = 9 * 10**15
"""Largest amount in minor units: fits a signed 64-bit integer with room for sums."""

_NO_DECIMALS = ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX",
                "VND", "VUV", "XAF", "XOF", "XPF")  # fmt: skip
_THREE_DECIMALS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_EXPONENTS = dict.fromkeys(_NO_DECIMALS, 0) | dict.fromkeys(_THREE_DECIMALS, 3) | {"CLF": 4}


def exponent(currency: str) -> int:
    """Decimal places of `currency` (ISO 4217). Raises UserError for what is no currency code."""
    if not re.fullmatch(r"[A-Z]{3}", currency):
        raise UserError(
            N_('"{currency}" is no currency code. Use three letters such as CNY.'),
            currency=currency,
        )
    return _EXPONENTS.get(currency, 2)


def parse_amount(written: str, currency: str) -> int:
    """Minor units of a machine-written decimal such as "-4500.00".

    Raises UserError for anything else: exponents, separators, NaN, more decimals than the
    currency has, or a size beyond `LIMIT`.
    """
    match = re.fullmatch(r"([+-]?)([0-9]{1,20})(?:\.([0-9]+))?", written)
    if match is None:
        raise UserError(
            N_('"{written}" is no amount. Write it like "-4500.00".'), written=written[:40]
        )
    sign, whole, fraction = match.groups()
    places = exponent(currency)
    if len(fraction or "") > places:
        raise UserError(
            N_('"{written}" has more decimals than {currency} knows ({places}).'),
            written=written[:40],
            currency=currency,
            places=places,
        )
    minor = int(whole) * 10**places + int((fraction or "").ljust(places, "0") or 0)
    return checked(-minor if sign == "-" else minor)


def checked(minor: int) -> int:
    """`minor` itself if it is within ±`LIMIT`; raises UserError otherwise."""
    if abs(minor) > LIMIT:
        raise UserError(N_("The amount is too large for a book: at most 9,000,000,000,000,000."))
    return minor


def plain(minor: int, currency: str) -> str:
    """Machine-written decimal of `minor` units: 1987079 CNY -> "19870.79". Inverse of parsing."""
    places = exponent(currency)
    sign, digits = ("-" if minor < 0 else ""), str(abs(minor)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def rounded(value: Decimal | Fraction, mode: Rounding = "half_up", unit: int = 1) -> int:
    """`value` minor units as a whole multiple of `unit`: the only place where money is rounded.

    `half_up` rounds halves away from zero (commercial rounding), `half_even` to the even multiple.
    """
    exact = Fraction(value) / unit
    floor, rest = divmod(abs(exact.numerator), exact.denominator)
    doubled = 2 * rest
    up = doubled > exact.denominator or (
        doubled == exact.denominator and (mode == "half_up" or floor % 2 == 1)
    )
    whole = floor + up
    return (-whole if exact < 0 else whole) * unit


def split(minor: int, parts: int) -> tuple[int, ...]:
    """`minor` in `parts` (>= 1) sums that differ by at most one unit and add up exactly."""
    share, rest = divmod(abs(minor), parts)
    sign = -1 if minor < 0 else 1
    return tuple(sign * (share + (1 if index < rest else 0)) for index in range(parts))


def to_decimal(minor: int, currency: str) -> Decimal:
    """`minor` units as an exact Decimal in whole currency: 1987079 CNY -> 19870.79."""
    with localcontext() as context:
        context.prec = 40
        return Decimal(minor).scaleb(-exponent(currency))


def quantized(value: Decimal, places: int, mode: Rounding = "half_up") -> Decimal:
    """`value` with `places` decimals, for rates and shares that are shown (not for money)."""
    rule = ROUND_HALF_UP if mode == "half_up" else ROUND_HALF_EVEN
    return value.quantize(Decimal(1).scaleb(-places), rounding=rule)
