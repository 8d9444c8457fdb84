"""Alipay for merchants, trades (业务明细): what the shop received, its fees, its refunds.

Refund rows repeat the trade's number and may be written with either sign, so the kind of
business decides.
"""

import re
from dataclasses import replace

from planner.basics.text import N_
from planner.importers.importer import Importer, Parsed, Row, Stated, Task
from planner.importers.numbers import read_cell
from planner.importers.platform import ZERO, Facts, read_bill
from planner.importers.statement import Layout

LAYOUT = Layout(
    frozenset({"支付宝交易号", "业务类型", "商家实收(元)"}),
    {
        "date": ("完成时间", "创建时间"),
        "kind": ("业务类型",),
        "payee": ("对方账户",),
        "note": ("商品名称",),
        "amount": ("商家实收(元)",),
        "key": ("支付宝交易号",),
        "remark": ("备注",),
        "batch": ("退款批次号/请求号", "退款批次号"),
        "fee": ("服务费(元)",),
    },
    more=("batch", "fee"),
)
_PRINTED = re.compile(r"(交易|退款)合计[:：]\s*([0-9]+)笔[,，]商家实收(?:退款)?共(-?[0-9.,]+)元")


def read(task: Task) -> Parsed:
    """Every trade and refund with its fee."""
    parsed = read_bill(task, LAYOUT, lambda facts: judge(facts, task.currency), "alipay-merchant")
    return replace(parsed, stated_totals=_stated(task, parsed))


def judge(facts: Facts, currency: str) -> Row:
    """A trade is income, a refund given lowers it; the fee counts by itself."""
    batch, fee = facts.more[0], read_cell(facts.more[1], currency).minor or 0
    key = f"{facts.key}|{facts.kind}|{batch}"
    if facts.kind == "退款":
        return facts.row("refund", -facts.minor, key=key, kind="", fee=abs(fee))
    return facts.row("entry", facts.minor, key=key, kind="", fee=-abs(fee), direction="in")


def _stated(task: Task, parsed: Parsed) -> Stated:
    lines = (" ".join(row) for sheet in task.source.sheets for row in sheet.rows[-10:])
    found = _PRINTED.findall("\n".join(lines))
    if not found:
        return "none"
    fits = all(
        (int(count), read_cell(money, task.currency).minor) == _sum(parsed, word)
        for word, count, money in found
    )
    return "match" if fits else "differ"


def _sum(parsed: Parsed, kind: str) -> tuple[int, int]:
    """How many rows of a kind and their sum; a trade of 0.00 is left out and counted all the same."""
    outcome = "entry" if kind == "交易" else "refund"
    amounts = [
        row.amount
        for row in parsed.rows
        if row.outcome == outcome or (row.reason is ZERO and row.kind == kind)
    ]
    return len(amounts), sum(amounts)


ALIPAY_MERCHANT = Importer(
    "alipay-merchant", N_("Alipay merchant bill (trades)"), LAYOUT.fits, read
)
