"""Alipay for merchants, cash log (账务明细): every movement of the balance, signed by column."""

from planner.basics.text import N_
from planner.importers.bank_words import Money
from planner.importers.dates import YEAR_FIRST
from planner.importers.importer import OUTSIDE, Importer, Parsed, Row, Task
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


def read(task: Task) -> Parsed:
    """Every movement of the balance; the running balance proves the signs."""
    rows: list[Row] = []
    tables = LAYOUT.tables(task.source)
    for table in tables:
        part = Part(table, task, Manner(task.currency, YEAR_FIRST, "."))
        rows += [
            _row(part, data, money.minor)
            for data, money in zip(part.rows, part.amounts, strict=True)
        ]
    return Parsed(
        f"alipay-ledger-{task.source.kind}", tuple(rows), header_line=tables[0].header_line
    )


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
