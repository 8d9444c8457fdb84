"""Meituan (美团) bill: the amount really paid counts, on the day it was paid."""

from planner.basics.text import N_
from planner.importers.importer import Importer, Parsed, Row, Task
from planner.importers.platform import CLOSED, UNKNOWN, Facts, read_bill
from planner.importers.statement import Layout
from planner.importers.words import DEBT, unpaid

LAYOUT = Layout(
    frozenset({"交易类型", "订单标题", "收/支", "实付金额"}),
    {
        "date": ("交易成功时间", "交易创建时间"),
        "kind": ("交易类型",),
        "payee": ("订单标题",),
        "direction": ("收/支",),
        "amount": ("实付金额",),
        "place": ("支付方式",),
        "status": ("交易状态",),
        "key": ("交易单号",),
        "remark": ("备注",),
    },
)


def read(task: Task) -> Parsed:
    """Every data row of the bill with its outcome."""
    return read_bill(task, LAYOUT, judge, "meituan")


def judge(facts: Facts) -> Row:
    """The outcome of one payment; its type is no category."""
    kind, facts = facts.kind, facts._replace(kind="")
    if "退款" in kind:
        return facts.row("refund", facts.minor)
    if unpaid(facts.status):
        return facts.skipped(CLOSED)
    if "还款" in kind or DEBT.search(facts.payee):
        return facts.row("loan_payment", -facts.minor, to=f"{kind} {facts.payee}")
    if facts.direction == "支出":
        return facts.row("entry", -facts.minor, direction="out")
    if facts.direction == "收入":
        return facts.row("entry", facts.minor, direction="in")
    return facts.row("not_understood", facts.minor, UNKNOWN)


MEITUAN = Importer("meituan", N_("Meituan bill"), LAYOUT.fits, read)
