"""What a bank's or a shopkeeper's words make of a row: repayment, own money, refund, or plain."""

import datetime as dt
import re
from typing import NamedTuple

from planner.importers.importer import OUTSIDE, WALLET, Direction, Row
from planner.importers.platform import LENT_TO_YOU, OPENING, UNPAID, ZERO
from planner.importers.words import (
    CASH,
    DEBT,
    REFUND,
    came_from_loan,
    carries_forward,
    pays_lender,
    unpaid,
)

_INVESTMENT = re.compile(
    r"理财产品|(?:基金|理财|余额宝|零钱通|余利宝).{0,8}(?:申购|赎回|买入|卖出|转入|转出|购买)|"
    r"(?:申购|赎回|买入|卖出).{0,8}(?:基金|理财)|"
    r"investment.{0,12}transfer|securities|brokerage",
    re.IGNORECASE,
)
_CARD_CENTRE = re.compile(r"(?=.*自动还款)(?=.*(?:卡中心|信用卡))", re.DOTALL)
"""In any order: banks write the other party before or after what it was for."""
_CASH_PLACE = "现金"


class Money(NamedTuple):
    """One understood row of a table: what moved, when, and all that is said about it."""

    line: int
    sheet: str
    date: dt.date
    minute: str
    amount: int
    """Signed minor units, + came in."""
    payee: str
    note: str
    kind: str
    place: str
    key: str
    currency: str
    status: str = ""
    fee: int = 0
    direction: Direction = ""
    is_card: bool = False
    """From a card's own statement: a repayment there is the other leg of a payment."""

    def row(self, outcome: str, **more: object) -> Row:
        """The row with this outcome; `more` are further fields of Row."""
        values: dict[str, object] = {
            "date": self.date, "minute": self.minute, "amount": self.amount, "payee": self.payee,
            "note": self.note, "kind": self.kind, "place": self.place or WALLET, "key": self.key,
            "currency": self.currency, "sheet": self.sheet, "fee": self.fee,
        }  # fmt: skip
        return Row(self.line, outcome, **{**values, **more})  # type: ignore[arg-type]

    def moved(self, elsewhere: str, **more: object) -> Row:
        """A transfer between the row's own place and another one, whichever way it went."""
        here = self.place or WALLET
        source, target = (here, elsewhere) if self.amount < 0 else (elsewhere, here)
        return self.row("transfer", amount=-abs(self.amount), place=source, other=target, **more)


def on_account(row: Row) -> int:
    """What a judged row did to the balance of its own account, minor units."""
    is_in = row.outcome == "transfer" and row.other == WALLET
    return -row.amount if is_in else row.amount


def judged(money: Money) -> Row:
    """The outcome of a row by its words; a plain entry where they say nothing special."""
    words = f"{money.payee} {money.note} {money.kind}"
    if not money.amount:
        return money.row("skipped", reason=ZERO)
    if carries_forward(f"{money.payee} {money.note}"):
        return money.row("skipped", reason=OPENING)
    if state := unpaid(money.status):
        return money.row("skipped", reason=UNPAID[state])
    if _INVESTMENT.search(words):
        return money.moved(OUTSIDE)
    if money.amount < 0 and _is_repayment(money, words):
        return money.row("loan_payment", to=words.strip())
    if money.amount > 0 and (special := _special_income(money, words)):
        return special
    if CASH.search(words):
        return money.moved(_CASH_PLACE)
    if REFUND.search(words):
        return money.row("refund")
    return money.row("entry", direction=money.direction)


def _is_repayment(money: Money, words: str) -> bool:
    return bool(DEBT.search(words) or _CARD_CENTRE.match(words) or pays_lender(money.payee, words))


def _special_income(money: Money, words: str) -> Row | None:
    """Money that came in and is no income: a draw of a loan, the payment onto a card."""
    if came_from_loan(words):
        return money.moved(OUTSIDE, reason=LENT_TO_YOU)
    if money.is_card and "还款" in words:
        return money.moved(OUTSIDE)
    return None
