"""JD (京东) bill: like Alipay's, but the amount's cell may name what was refunded of it.

Every purchase is booked in full and every refund is a row of its own, so that the net equals
the stated expense.
"""

import re
from dataclasses import replace

from planner.basics.text import N_, text
from planner.importers.importer import OUTSIDE, WALLET, Importer, Parsed, Row, Task
from planner.importers.numbers import AmountRead, read_cell
from planner.importers.platform import CLOSED, UNKNOWN, Facts, read_bill, with_purchases
from planner.importers.statement import Layout
from planner.importers.words import DEBT, unpaid

LAYOUT = Layout(
    frozenset({"交易时间", "商户名称", "交易说明", "金额", "收/支"}),
    {
        "date": ("交易时间",),
        "kind": ("交易分类",),
        "payee": ("商户名称",),
        "note": ("交易说明",),
        "direction": ("收/支",),
        "amount": ("金额",),
        "place": ("收/付款方式",),
        "status": ("交易状态",),
        "key": ("交易订单号",),
        "remark": ("备注",),
    },
)
_REFUNDED = re.compile(r"\s*[(（]已(?:全额)?退款([0-9.,]*)[)）]$")
_NOT_CHARGED = text(N_("Bought now and paid later: not charged yet."))


def read(task: Task) -> Parsed:
    """Every data row of the bill with its outcome."""
    parsed = read_bill(
        task, LAYOUT, judge, "jd", _amount, lambda facts: _as_stated(facts, task.currency)
    )
    return replace(parsed, rows=with_purchases(parsed.rows))


def judge(facts: Facts) -> Row:
    """The outcome of one payment."""
    if facts.status == "退款成功" or facts.note.startswith("退款-"):
        return facts.row("refund", facts.minor)
    if unpaid(facts.status):
        return facts.skipped(CLOSED)
    if DEBT.search(facts.note) or "白条还款" in facts.kind:
        return facts.row("loan_payment", -facts.minor, to=f"{facts.kind} {facts.note}")
    if facts.direction == "支出" or _REFUNDED.search(facts.written):
        return facts.row("entry", -facts.minor, direction="out")
    if facts.direction == "收入":
        return facts.row("entry", facts.minor, direction="in")
    return _neutral(facts)


def _neutral(facts: Facts) -> Row:
    words = f"{facts.kind} {facts.note}"
    if "先享后付" in f"{facts.place} {words}":
        return facts.skipped(_NOT_CHARGED)
    if "提现" in words:
        return facts.moved(WALLET, OUTSIDE)
    if "充值" in words:
        return facts.moved(facts.place, WALLET)
    if "转入" in words or "转出" in words:
        is_out = "转入" in words
        return facts.moved(*((facts.place or WALLET, OUTSIDE) if is_out else (OUTSIDE, WALLET)))
    return facts.row("not_understood", facts.minor, UNKNOWN)


def _amount(cell: str, currency: str) -> AmountRead:
    return read_cell(_REFUNDED.sub("", cell), currency)


def _as_stated(facts: Facts, currency: str) -> int:
    """JD counts what is left of a purchase, and nothing that is not charged yet."""
    if "全额退款" in facts.written or "先享后付" in f"{facts.place} {facts.kind}":
        return 0
    found = _REFUNDED.search(facts.written)
    refunded = read_cell(found[1], currency).minor if found else 0
    return facts.minor - (refunded or 0)


JD = Importer("jd", N_("JD bill"), LAYOUT.fits, read)
