"""WeChat Pay, personal ("用于个人对账"): CSV until 2025, since then a workbook, eleven columns.

The amount is text with ¥ or, since March 2026, a number cell; the header is found by name.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from planner.basics.text import N_, NN_, counted
from planner.importers.importer import NO_REASON, OUTSIDE, WALLET, Importer, Parsed, Row, Task
from planner.importers.match import card_tail
from planner.importers.numbers import read_cell
from planner.importers.platform import (
    CLOSED,
    LENT_TO_YOU,
    MAYBE_LENT,
    REFUND_ELSEWHERE,
    UNKNOWN,
    Facts,
    fee_in,
    read_bill,
)
from planner.importers.statement import Layout
from planner.importers.words import came_from_loan, may_be_lent, names_debt, names_lent, unpaid

LAYOUT = Layout(
    frozenset({"交易时间", "交易类型", "收/支", "金额(元)", "当前状态"}),
    {
        "date": ("交易时间",),
        "kind": ("交易类型",),
        "payee": ("交易对方",),
        "note": ("商品",),
        "direction": ("收/支",),
        "amount": ("金额(元)",),
        "place": ("支付方式",),
        "status": ("当前状态",),
        "key": ("交易单号",),
        "remark": ("备注",),
    },
)
_FUND_IN = "转入零钱通-来自"
_FUND_OUT = "零钱通转出-到"
MISSING = NN_(
    "{count} purchase came back in whole or in part, but its refund is not in this file.",
    "{count} purchases came back in whole or in part, but their refunds are not in this file.",
)
_SUM = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_REFUNDED = ("已全额退款", "已退款")


def read(task: Task) -> Parsed:
    """Every data row of the bill with its outcome."""
    back: dict[tuple[str, int], int] = {}

    def judged(facts: Facts) -> Row:
        row = judge(facts, task.currency)
        if row.reason is REFUND_ELSEWHERE:
            back[facts.sheet, facts.line] = _came_back(facts, task.currency)
        return row

    parsed = read_bill(task, LAYOUT, judged, "wechat")
    rows = _told_apart(parsed.rows, back)
    missing = sum(row.reason is REFUND_ELSEWHERE for row in rows)
    told = (counted(*MISSING, missing),) if missing else ()
    return replace(parsed, rows=rows, notices=(*parsed.notices, *told))


def judge(facts: Facts, currency: str) -> Row:
    """The outcome of one payment. Types are no categories, so `kind` is not kept."""
    words = f"{facts.kind} {facts.payee} {facts.note}"
    kind, facts = facts.kind, facts._replace(kind="")
    if unpaid(facts.status):
        return facts.skipped(CLOSED)
    if facts.direction == "收入":
        return _received(facts, kind, words)
    is_out = facts.direction == "支出"
    if not is_out and names_lent(words):
        return facts.moved(OUTSIDE, WALLET, reason=LENT_TO_YOU)
    if names_debt(words):
        if not is_out and may_be_lent(words):
            return facts.row("not_understood", facts.minor, MAYBE_LENT)
        return facts.row("loan_payment", -facts.minor, to=words.strip())
    if is_out:
        # A refund is a row of its own, so the purchase counts in full.
        reason = REFUND_ELSEWHERE if facts.status.startswith(_REFUNDED) else NO_REASON
        return facts.row("entry", -facts.minor, reason, direction="out")
    return _neutral(facts, kind, currency)


def _received(facts: Facts, kind: str, words: str) -> Row:
    if "退款" in kind or facts.status.startswith(_REFUNDED):
        return facts.row("refund", facts.minor)
    if came_from_loan(words):
        return facts.moved(OUTSIDE, WALLET, reason=LENT_TO_YOU)
    return facts.row("entry", facts.minor, direction="in")


def _neutral(facts: Facts, kind: str, currency: str) -> Row:
    """Own money that moves between the wallet, its fund, banks and investments."""
    if kind == "零钱提现":
        fee = min(fee_in(facts.remark, currency), facts.minor)
        names = (facts.payee, facts.place)
        bank = next(filter(card_tail, names), facts.payee or facts.place)
        return facts.moved("零钱", bank, fee=-fee)._replace(amount=fee - facts.minor)
    if kind == "零钱充值":
        return facts.moved(facts.place or facts.payee, "零钱")
    if kind.startswith(_FUND_IN):
        return facts.moved(kind.removeprefix(_FUND_IN), "零钱通")
    if kind.startswith(_FUND_OUT):
        return facts.moved("零钱通", kind.removeprefix(_FUND_OUT))
    if "赎回" in kind or "赎回" in facts.note:
        return facts.moved(OUTSIDE, facts.place or WALLET)
    if "理财" in kind or "基金" in kind:
        return facts.moved(facts.place or WALLET, OUTSIDE)
    return facts.row("not_understood", facts.minor, UNKNOWN)


def _told_apart(rows: tuple[Row, ...], back: Mapping[tuple[str, int], int]) -> tuple[Row, ...]:
    """The remark about a missing refund stays where none of that payee and sum is in the file.

    `back`: sheet and line of a purchase -> what its state says came back of it, minor units.
    """
    if not back:
        return rows
    given: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.outcome == "refund":
            given[row.payee].append(row.amount)
    found = []
    for row in rows:
        is_there = row.reason is REFUND_ELSEWHERE and any(
            _is_given(given[payee], back[row.sheet, row.line]) for payee in (row.payee, "")
        )
        found.append(row._replace(reason=NO_REASON) if is_there else row)
    return tuple(found)


def _is_given(amounts: list[int], wanted: int) -> bool:
    """Whether refunds add up to a sum, in one or several parts; they are used up by that."""
    if wanted in amounts:
        amounts.remove(wanted)
        return True
    if len(amounts) > 1 and sum(amounts) == wanted:
        amounts.clear()
        return True
    return False


def _came_back(facts: Facts, currency: str) -> int:
    """What the state of a purchase says came back of it: "已退款(￥5.00)", or all."""
    found = _SUM.search(facts.status)
    return (read_cell(found[0], currency).minor if found else None) or facts.minor


WECHAT = Importer("wechat", N_("WeChat Pay bill"), LAYOUT.fits, read)
