"""Words: one gettext catalogue for window, command line and exports; formats by Babel.

English source sentences stand in the code; `resources/locale` holds the Chinese. A `Wording` is
made for one language and turns `Text` values, money, dates and chances into words. Nothing
here is global: whoever shows something holds the `Wording` it speaks.
"""

import datetime as dt
import gettext
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from planner.basics.errors import UserError
from planner.basics.money import exponent, to_decimal
from planner.basics.text import Amount, Chance, Fact, Percent, Text, WithYear

LOCALES = Path(__file__).resolve().parent.parent / "resources" / "locale"
LANGUAGES = ("zh", "en")
MINUS = "\N{MINUS SIGN}"
_SYMBOLS = {"CNY": "¥", "HKD": "HK$", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "TWD": "NT$"}
_DATES = {
    "zh": {
        "day": "M月d日",
        "week": "M月d日（EEE）",
        "row": "M月d日 EEE",
        "long": "M月d日 EEEE",
        "full": "y年M月d日EEEE",
        "year": "y年M月d日",
        "month": "y年M月",
        "bare_month": "M月",
        "weekday": "EEE",
    },
    "en": {
        "day": "d MMM",
        "week": "EEE, d MMM",
        "row": "EEE d MMM",
        "long": "EEEE d MMMM",
        "full": "EEEE, d MMMM y",
        "year": "d MMM y",
        "month": "MMM y",
        "bare_month": "MMM",
        "weekday": "EEE",
    },
}
"""CLDR date patterns; English in British order."""


@lru_cache(maxsize=4)
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("leeway", LOCALES, languages=["zh_CN"])


@dataclass(frozen=True)
class Wording:
    """One language ("zh" or "en") and everything that is said in it."""

    language: str = "zh"

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse("zh_CN" if self.language == "zh" else "en_GB")

    def _(self, key: str) -> str:
        """The sentence in this language."""
        return _catalogue(self.language).gettext(key) if key else ""

    def ngettext(self, key: str, plural: str, count: int) -> str:
        """The singular or plural sentence in this language."""
        return _catalogue(self.language).ngettext(key, plural, count)

    def pgettext(self, context: str, key: str) -> str:
        """The sentence in this language, for a word with several meanings."""
        return _catalogue(self.language).pgettext(context, key)

    def say(self, text: Text) -> str:
        """A `Text` in words, its facts formatted by their type."""
        if text.plural:
            sentence = self.ngettext(text.key, text.plural, text.count)
        elif text.context:
            sentence = self.pgettext(text.context, text.key)
        else:
            sentence = self._(text.key)
        if not text.facts:
            return sentence
        return sentence.format(**{name: self.fact(value) for name, value in text.facts.items()})

    def error(self, error: UserError) -> str:
        """What a refusal says."""
        return self.say(error.text)

    def fact(self, value: Fact) -> str:
        """One fact inside a sentence."""
        match value:
            case Amount(minor, currency, exact):
                return self.money(minor, currency, exact=exact)
            case WithYear(date):
                return self.date(date, "year")
            case Chance(chance):
                return self.chance(chance)
            case Percent(share, digits):
                return self.percent(share, digits)
            case Text():
                return self.say(value)
            case dt.date():
                return self.date(value)
            case tuple():
                return self._(", ").join(self.fact(item) for item in value)
            case _:
                return str(value)

    def money(self, minor: int, currency: str, *, exact: bool = True, sign: bool = False) -> str:
        """The sum as "¥19,870.79"; a true minus stands before the symbol; `exact=False` leaves decimals out.

        With `sign` a positive amount shows its plus.
        """
        number = self.number(to_decimal(abs(minor), currency), exponent(currency) if exact else 0)
        symbol = _SYMBOLS.get(currency, f"{currency} ")
        is_zero = not any(digit in number for digit in "123456789")
        before = "" if is_zero else MINUS if minor < 0 else "+" if sign else ""
        return f"{before}{symbol}{number}"

    def number(self, value: Decimal | int, places: int = 0) -> str:
        """A number with thousands separators and `places` decimals."""
        pattern = "#,##0" + ("." + "0" * places if places else "")
        return str(format_decimal(value, pattern, locale=self._locale)).replace("-", MINUS)

    def percent(self, share: float, digits: int = 0) -> str:
        """0.144 -> "14.4%" with one digit."""
        return f"{self.number(Decimal(str(share)) * 100, digits)}%"

    def chance(self, chance: float) -> str:
        """A chance as a count, the way people reckon: "about 2 in 10 times"."""
        if chance < 0.05:
            return self._("almost never")
        if chance >= 0.95:
            return self._("almost every time")
        tenths = max(1, int(10 * chance + 0.5))
        return self._("about {count} in 10 times").format(count=tenths)

    def date(self, date: dt.date, style: str = "day") -> str:
        """A date in one of the styles of `_DATES`: "day" 5 Dec, "row" Sat 5 Dec, "month" Dec 2026."""
        pattern = _DATES[self.language][style]
        return str(format_date(date, pattern, locale=self._locale))

    def short_money(self, minor: int, currency: str) -> str:
        """An amount as short as an axis needs it: 1.5 万 in Chinese, ¥15k in English."""
        whole = to_decimal(minor, currency)
        if whole == 0:
            return "0"
        unit, name = (Decimal(10_000), " 万") if self.language == "zh" else (Decimal(1000), "k")
        if abs(whole) < _SMALL:
            return self.money(minor, currency, exact=False)
        number = (abs(whole) / unit).normalize()
        places = min(2, max(0, -int(number.as_tuple().exponent)))
        sign = MINUS if minor < 0 else ""
        symbol = "" if self.language == "zh" else self.money(0, currency, exact=False).rstrip("0")
        return f"{sign}{symbol}{self.number(number, places)}{name}"

    def money_axis(self, low: int, high: int, currency: str) -> tuple[list[int], list[str]]:
        """Round ticks (minor units) between two amounts, and their short words."""
        step = nice_step((high - low) / _TICKS)
        ticks = [index * step for index in range(-(-low // step), high // step + 1)]
        return ticks, [self.short_money(tick, currency) for tick in ticks]


_TICKS = 5
_SMALL = 1000
"""Sums below it are written out: ¥300 reads better than ¥0.3k."""


def nice_step(rough: float) -> int:
    """The smallest of 1, 2, 2.5, 5 × 10ⁿ minor units (n ≥ 1) that is at least `rough`."""
    size: int = 10 ** max(1, len(str(int(rough))) - 1)
    steps = [size * quarters // 4 for quarters in (4, 8, 10, 20, 40)]
    return min(step for step in steps if step >= rough)
