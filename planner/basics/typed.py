"""What people type and what foreign files hold: amounts, dates and rates as written by hand.

Nothing here guesses: what can be read in two ways is refused with a sentence.
"""

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from planner.basics.dates import clamped
from planner.basics.errors import UserError
from planner.basics.money import checked, exponent, parse_amount, rounded
from planner.basics.text import N_

_CURRENCY_MARKS = re.compile(r"^(?:CNY|RMB|人民币|HK\$|NT\$|[¥￥$€£])|(?:元|圆|CNY|RMB)$")
_MINUSES = str.maketrans({"−": "-", "–": "-", "－": "-", "＋": "+"})
_UNITS = {"万": 10**4, "亿": 10**8}


def read_amount(written: str, currency: str, mark: str = ".") -> int:
    """Minor units of an amount as statements write it: "¥1,234.50", "(12.00)", "－3元", "12.00-".

    `mark` is the decimal mark of the whole file ("." or ","); the other one may only group
    thousands. Raises UserError for exponents, foreign digits, wrong groups, or more decimals
    than `currency` has (zeros included: "¥1,000" under a decimal comma is no 1.00).
    """
    number, is_negative = _stripped(written)
    if number.endswith(("CR", "DR")):
        is_negative ^= number.endswith("DR")
        number = number[:-2].strip()
    plain = _ungrouped(number, mark)
    if plain is None:
        raise _no_amount(written)
    minor = parse_amount(plain, currency)
    return -minor if is_negative else minor


def typed_amount(written: str, currency: str) -> int:
    """Minor units of an amount typed by a person: "1.2万", "3500+200", "−¥1,200.50".

    Plus and minus between numbers are added up. Raises UserError for what is no amount.
    """
    text = _ascii(written).replace(" ", "")
    if not text:
        raise UserError(N_("Type an amount."))
    pieces = re.findall(r"[+-]?[^+-]+", text)
    if "".join(pieces) != text:
        raise _no_amount(written)
    return checked(sum(_one_typed(piece, written, currency) for piece in pieces))


def typed_date(written: str, today: dt.date) -> dt.date:
    """The date of "2026-12-5", "2026/12/5", "2026年12月5日", "12-5", "12月5日" or "5".

    A missing year or month is that of `today`. Raises UserError for what is no date.
    """
    numbers = re.fullmatch(
        r"(?:(?:([0-9]{4})[-/.年])?([0-9]{1,2})[-/.月])?([0-9]{1,2})日?", _ascii(written)
    )
    if numbers is None:
        raise UserError(
            N_('"{written}" is no date. Write it like 2026-11-23.'), written=written[:40]
        )
    year, month, day = numbers.groups()
    try:
        date = dt.date(int(year or today.year), int(month or today.month), int(day))
    except ValueError:
        raise UserError(N_('There is no day "{written}".'), written=written[:40]) from None
    if not 1900 <= date.year <= 2200:
        raise UserError(N_("The year of {written} lies outside 1900–2200."), written=written[:40])
    return date


def typed_rate(written: str) -> Decimal:
    """The rate of "14.4%", "4‰", "万分之四", "万4" or "0.144", as a Decimal share.

    Raises UserError for what is no rate, and for a bare number of 1 or more: nobody can tell
    whether 14.4 means 14.4 % or something else.
    """
    text = _ascii(written).replace(" ", "")
    for digit, chinese in enumerate("零一二三四五六七八九"):
        text = text.replace(chinese, str(digit))
    text = re.sub(r"点", ".", text)
    match = re.fullmatch(r"(百分之|千分之|万分之|万)?([0-9]{1,9}(?:\.[0-9]{1,12})?)([%‰])?", text)
    if match is None or (match[1] and match[3]):
        raise UserError(
            N_('"{written}" is no rate. Write it like 14.4% or 0.144.'), written=written[:40]
        )
    scale = {"百分之": 2, "千分之": 3, "万分之": 4, "万": 4, "%": 2, "‰": 3}
    unit = match[1] or match[3]
    value = Decimal(match[2]).scaleb(-scale.get(unit or "", 0))
    if not unit and value >= 1:
        raise UserError(
            N_('Is "{written}" meant in percent? Then write {written}%.'), written=written[:40]
        )
    return value


def day_of(month: str, day: int) -> dt.date:
    """`day` of a month written like 2026-12, clamped to its last day."""
    return clamped(int(month[:4]), int(month[5:]), day)


def _ascii(written: str) -> str:
    """Half-width forms, plain minus, no surrounding blanks. Digits of other scripts stay."""
    return unicodedata.normalize("NFKC", written).translate(_MINUSES).strip()


def _stripped(written: str) -> tuple[str, bool]:
    """The bare number and whether a sign, trailing minus or brackets make it negative."""
    text = _ascii(written)
    is_negative = False
    if text.startswith("(") and text.endswith(")"):
        text, is_negative = text[1:-1].strip(), True
    sign = re.match(r"[+-]", text)
    text = _CURRENCY_MARKS.sub("", text[1:] if sign else text).strip()
    text = _CURRENCY_MARKS.sub("", text).strip()
    if sign is None and (sign := re.match(r"[+-]", text)):
        text = text[1:].strip()
    if sign is None and text.endswith("-"):
        return text[:-1].strip(), not is_negative
    is_minus = sign is not None and sign.group() == "-"
    return text, is_negative ^ is_minus


def _ungrouped(number: str, mark: str) -> str | None:
    """`number` as digits with a point, or None where groups or marks do not fit."""
    group = "," if mark == "." else "."
    whole, found, fraction = number.partition(mark)
    if found and not re.fullmatch(r"[0-9]+", fraction):
        return None
    groups = f"[{re.escape(group)}' \u00a0\u202f]"
    if not re.fullmatch(rf"[0-9]+|[0-9]{{1,3}}({groups})[0-9]{{3}}(?:\1[0-9]{{3}})*", whole):
        return None
    digits = re.sub(r"[^0-9]", "", whole)
    return f"{digits}.{fraction}" if found else digits


def _one_typed(piece: str, written: str, currency: str) -> int:
    number, is_negative = _stripped(piece)
    unit = _UNITS.get(number[-1:], 1)
    plain = _ungrouped(number[:-1] if unit > 1 else number, ".")
    if plain is None:
        raise _no_amount(written)
    if unit == 1:
        minor = parse_amount(plain, currency)
        return -minor if is_negative else minor
    exact = Decimal(plain) * unit
    minor = rounded(exact.scaleb(exponent(currency)))
    if Decimal(minor).scaleb(-exponent(currency)) != exact:
        raise _no_amount(written)
    return -minor if is_negative else minor


def _no_amount(written: str) -> UserError:
    return UserError(
        N_('"{written}" is no amount. Write it like 1,200.50, 1.2万 or 3500+200.'),
        written=written[:40],
    )
