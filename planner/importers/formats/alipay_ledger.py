"""Alipay for merchants, cash log (账务明细): every movement of the balance, signed by column."""

import re
from collections.abc import Sequence

from planner.basics.text import N_
from planner.importers.bank_words import Money
from planner.importers.dates import YEAR_FIRST
from planner.importers.importer import OUTSIDE, Importer, Parsed, Row, Stated, Task
from planner.importers.numbers import read_cell
from planner.importers.part import Manner, Part
from planner.importers.platform import NO_AMOUNT, NO_DATE, ZERO
from planner.importers.statement import DataRow, Layout

LAYOUT = Layout(
    frozenset({"账务流水号", "收入金额(+元)", "支出金额(-元)", "业务类型"}),
    {
        "date": ("发生时间",),
        "money_in": ("收入金额(+元)",),
        "money_out": ("支出金额(-元)",),
        "balance": ("账户余额(元)",),
        "payee": ("对方账号",),
        "note": ("商品名称",),
        "category": ("业务类型",),
        "id": ("账务流水号",),
    },
)

_FOOT = 10
"""The totals stand within so many lines at the end."""
_PRINTED = re.compile(r"(收入|支出)合计[:：]\s*([0-9]+)\s*笔[,，\s]+共\s*(-?[0-9.,]+)元")
_SIGNS = {"收入": 1, "支出": -1}


def read(task: Task) -> Parsed:
    """Every movement of the balance; the running balance proves the signs."""
    rows: list[Row] = []
    amounts: list[int] = []
    tables = LAYOUT.tables(task.source)
    for table in tables:
        part = Part(table, task, Manner(task.currency, YEAR_FIRST, "."))
        rows += [
            _row(part, data, money.minor)
            for data, money in zip(part.rows, part.amounts, strict=True)
        ]
        amounts += [money.minor for money in part.amounts if money.minor]
    return Parsed(
        f"alipay-ledger-{task.source.kind}",
        tuple(rows),
        _stated(task, amounts),
        header_line=tables[0].header_line,
    )


def _stated(task: Task, amounts: Sequence[int]) -> Stated:
    """Whether the totals below the rows are those of the rows."""
    lines = (" ".join(row) for sheet in task.source.sheets for row in sheet.rows[-_FOOT:])
    found = _PRINTED.findall("\n".join(lines))
    if not found:
        return "none"
    fits = all(
        (int(count), read_cell(money, task.currency).minor) == _sum(amounts, _SIGNS[word])
        for word, count, money in found
    )
    return "match" if fits else "differ"


def _sum(amounts: Sequence[int], sign: int) -> tuple[int, int]:
    mine = [amount for amount in amounts if amount * sign > 0]
    return len(mine), sum(mine)


def _row(part: Part, data: DataRow, amount: int | None) -> Row:
    moment, kind = part.moment(data), part.cell(data, "category")
    note = part.cell(data, "note") or kind
    if data.fault or moment is None or amount is None:
        reason = data.fault or (NO_DATE if moment is None else NO_AMOUNT)
        return Row(data.line, "not_understood", reason, note=note)
    money = Money(
        data.line, part.table.sheet.name, moment.date, moment.minute, amount,
        part.cell(data, "payee"), note, "", "", part.cell(data, "id"), "",
    )  # fmt: skip
    if not amount:
        return money.row("skipped", reason=ZERO)
    if "提现" in kind or "充值" in kind or "转账到银行" in kind:
        return money.moved(OUTSIDE)
    if "退款" in kind:
        return money.row("refund")
    return money.row("entry")


ALIPAY_LEDGER = Importer("alipay-ledger", N_("Alipay merchant bill (cash log)"), LAYOUT.fits, read)
