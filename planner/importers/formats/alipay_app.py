"""Alipay, personal, exported from the app ("用于个人对账"): twelve named columns, GB18030.

Row rules: the union of what public importers know, with closed purchases kept when their
refund is in the file (the money left and came back; the bank shows both).
"""

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache, partial

from planner.basics.text import N_
from planner.importers.importer import NO_REASON, OUTSIDE, WALLET, Importer, Parsed, Row, Task
from planner.importers.match import card_tail, usable_id
from planner.importers.platform import (
    CLOSED,
    LENT_TO_YOU,
    MAYBE_LENT,
    PURCHASE_CLOSED,
    RELEASED,
    UNKNOWN,
    Facts,
    fee_in,
    read_bill,
    with_purchases,
)
from planner.importers.statement import Layout
from planner.importers.words import (
    DEBT,
    INTEREST,
    LOAN_WORDS,
    REFUND,
    came_from_loan,
    may_be_lent,
    names_debt,
    names_lent,
    pays_lender,
)

LAYOUT = Layout(
    frozenset({"交易时间", "商品说明", "收/支", "金额", "交易状态"}),
    {
        "date": ("交易时间",),
        "kind": ("交易分类",),
        "payee": ("交易对方",),
        "note": ("商品说明",),
        "direction": ("收/支",),
        "amount": ("金额",),
        "place": ("收/付款方式",),
        "status": ("交易状态",),
        "key": ("交易订单号", "交易号"),
        "remark": ("备注",),
    },
)
_FUND = re.compile(
    r"买入|卖出|申购|赎回|^余额宝|余利宝|转入余额宝|定期(?:存|理财|宝|产品)|-定期|转[入出].{0,4}定期"
)
_BOUGHT_BACK = re.compile(r"(?:买入|申购|认购).{0,4}退款")
"""An investment that was not made: own money, whatever the state of the row says."""
_RETURNED = frozenset({"退款成功", "退税成功"})
_OWN_FUND = re.compile(r"^余额宝-|^余利宝-|^蚂蚁财富-")


def read(task: Task) -> Parsed:
    """Every data row of the export with its outcome."""
    parsed = read_bill(task, LAYOUT, partial(judge, currency=task.currency), "alipay-app")
    return replace(parsed, rows=with_purchases(_kept_open(parsed.rows)))


def judge(facts: Facts, currency: str) -> Row:
    """The outcome of one payment, by direction, words of the item, and status."""
    if facts.direction == "支出":
        return _paid(facts)
    if facts.direction == "收入":
        return _received(facts)
    return _neutral(facts, currency)


@lru_cache(maxsize=16_384)
def _said(note: str) -> frozenset[str]:
    """What the words of an item mean; a bill repeats its items."""
    meanings = {
        "own fund": _OWN_FUND, "fund": _FUND, "interest": INTEREST, "debt": DEBT,
        "loan": LOAN_WORDS,
    }  # fmt: skip
    found = {name for name, words in meanings.items() if words.search(note)}
    return frozenset({*found, *(("refund",) if REFUND.match(note) else ())})


def _paid(facts: Facts) -> Row:
    said = _said(facts.note)
    if "own fund" in said:
        return _fund(facts)
    if facts.status == "交易关闭":
        return facts.skipped(CLOSED)
    if "debt" in said or names_debt(facts.payee) or pays_lender(facts.payee, facts.note):
        return _repaid(facts)
    return facts.row("entry", -facts.minor, NO_REASON, "out")


def _received(facts: Facts) -> Row:
    if _BOUGHT_BACK.search(facts.note):
        return _fund(facts)
    if facts.status in _RETURNED:
        return _refund(facts)
    if facts.status == "交易关闭":
        return facts.skipped(CLOSED)
    if _speaks_of_loans(facts) and came_from_loan(f"{facts.payee} {facts.note}"):
        return _lent(facts)
    return facts.row("entry", facts.minor, NO_REASON, "in")


def _neutral(facts: Facts, currency: str) -> Row:
    if facts.status == "交易关闭":
        return facts.skipped(CLOSED)
    if facts.status == "还款成功":
        return _repaid(facts)
    said = _said(facts.note)
    is_debt = "debt" in said or names_debt(facts.payee)
    if "interest" in said and not is_debt:
        return facts.row("entry", facts.minor, NO_REASON, "in")
    if "fund" in said:
        return _fund(facts)
    if _speaks_of_loans(facts) and names_lent(f"{facts.payee} {facts.note}"):
        return _lent(facts)
    if is_debt:
        return _debt(facts)
    if facts.status in _RETURNED or "refund" in said:
        return _refund(facts)
    if facts.status.startswith("解冻"):
        return facts.skipped(RELEASED)
    return _own_money(facts, currency)


def _speaks_of_loans(facts: Facts) -> bool:
    """Payees and items are remembered one by one; there are far too many pairs of them."""
    return "loan" in _said(facts.note) or "loan" in _said(facts.payee)


def _lent(facts: Facts) -> Row:
    return facts.moved(OUTSIDE, facts.place or WALLET, reason=LENT_TO_YOU)


def _debt(facts: Facts) -> Row:
    """A neutral row that names a debt; the way the money went only where the words tell it."""
    if facts.status in _RETURNED:
        return facts.moved(OUTSIDE, facts.place or WALLET)
    if may_be_lent(f"{facts.payee} {facts.note}"):
        return facts.row("not_understood", facts.minor, MAYBE_LENT)
    return _repaid(facts)


def _own_money(facts: Facts, currency: str) -> Row:
    fee = -fee_in(facts.remark, currency)
    if "充值" in facts.note:
        return facts.moved(_not_wallet(facts.place), WALLET, fee=fee)
    if "提现" in facts.note or "转出到银行卡" in facts.note:
        bank = _not_wallet(facts.place)
        if "银行" in facts.payee and not card_tail(bank):
            bank = facts.payee
        return facts.moved(WALLET, bank, fee=fee)
    if pays_lender(facts.payee, facts.note):
        return _repaid(facts)
    return facts.row("not_understood", facts.minor, UNKNOWN)


def _fund(facts: Facts) -> Row:
    """Money between the wallet, its money fund and investments."""
    note, place = facts.note, facts.place or WALLET
    if "转出到银行卡" in note:
        return facts.moved("余额宝", _not_wallet(facts.place))
    if "转出" in note:
        return facts.moved("余额宝", WALLET)
    if "卖出" in note or "赎回" in note or "买入退款" in note:
        return facts.moved(OUTSIDE, place)
    if "转入" in note and "余额宝" in note:
        return facts.moved(place, "余额宝")
    return facts.moved(place, OUTSIDE)


def _not_wallet(place: str) -> str:
    return OUTSIDE if place in {"余额", "余额宝", "账户余额"} else place


def _repaid(facts: Facts) -> Row:
    return facts.row("loan_payment", -facts.minor, to=f"{facts.payee} {facts.note}".strip())


def _refund(facts: Facts) -> Row:
    key = facts.key.partition("_")[0] if "_" in facts.key else ""
    return facts.row("refund", facts.minor, refund_of=key)


def _kept_open(rows: tuple[Row, ...]) -> list[Row]:
    """Closed purchases and their refunds count together or not at all.

    One whose refunds give back its whole amount was paid and came back. Where they do not, neither
    side counts: half of it alone would change the balance.
    """
    found = list(rows)
    if all(row.reason is not CLOSED for row in rows):
        return found
    refunds = _Refunds(rows)
    for index, row in enumerate(rows):
        if row.reason is not CLOSED:
            continue
        mine = refunds.of(row)
        if mine and sum(rows[one].amount for one in mine) == row.amount:
            found[index] = row._replace(
                outcome="entry", reason=NO_REASON, amount=-row.amount, direction="out"
            )
        else:
            for one in mine:
                found[one] = rows[one]._replace(outcome="skipped", reason=PURCHASE_CLOSED)
    return found


class _Refunds:
    """The refunds of a bill by what they give back; each belongs to one purchase."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_words: dict[tuple[str, int], list[int]] = defaultdict(list)
        for index, row in enumerate(rows):
            if row.outcome == "refund":
                self._by_words[row.payee, row.amount].append(index)
                if row.refund_of and usable_id(row.key):
                    self._by_key[row.refund_of].append(index)

    def of(self, purchase: Row) -> list[int]:
        """Indexes of its refunds: by its number, or by payee and amount where that is ruined."""
        key = usable_id(purchase.key)
        if key:
            return self._by_key.pop(key, [])
        alike = self._by_words.get((purchase.payee, purchase.amount))
        return [alike.pop(0)] if alike else []


ALIPAY_APP = Importer("alipay-app", N_("Alipay bill from the app"), LAYOUT.fits, read)
