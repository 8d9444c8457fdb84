"""WeChat Pay, personal ("用于个人对账"): CSV until 2025, since then a workbook, eleven columns.

The amount is text with ¥ or, since March 2026, a number cell; the header is found by name.
"""

from dataclasses import replace

from planner.basics.text import N_
from planner.importers.importer import NO_REASON, OUTSIDE, WALLET, Importer, Parsed, Row, Task
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
_REFUNDED = ("已全额退款", "已退款")


def read(task: Task) -> Parsed:
    """Every data row of the bill with its outcome."""
    parsed = read_bill(task, LAYOUT, lambda facts: judge(facts, task.currency), "wechat")
    return replace(parsed, rows=_told_apart(parsed.rows))


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
        bank = facts.payee or facts.place
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


def _told_apart(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The remark about a missing refund stays only where no refund of that payee is in the file."""
    refunded = {row.payee for row in rows if row.outcome == "refund"}
    return tuple(
        row._replace(reason=NO_REASON)
        if row.reason is REFUND_ELSEWHERE and row.payee in refunded
        else row
        for row in rows
    )


WECHAT = Importer("wechat", N_("WeChat Pay bill"), LAYOUT.fits, read)
