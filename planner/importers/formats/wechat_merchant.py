"""WeChat Pay for merchants (交易账单): ticked values, unquoted, so a comma shifts the columns."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from planner.basics.text import N_
from planner.importers.bank_words import Money
from planner.importers.columns import clean, clean_name
from planner.importers.dates import read_moment
from planner.importers.importer import Importer, Parsed, Row, Stated, Task
from planner.importers.numbers import read_exact
from planner.importers.platform import NO_AMOUNT, NO_DATE, ZERO
from planner.importers.source import Sheet, Source
from planner.importers.statement import CUT, DataRow, Layout, data_rows

_ROLES = {
    "date": ("交易时间",),
    "trade": ("微信订单号",),
    "status": ("交易状态",),
    "amount": ("应结订单金额", "总金额"),
    "refund": ("退款金额",),
    "refund_id": ("微信退款单号",),
    "note": ("商品名称",),
    "fee": ("手续费",),
}
_NEW = Layout(frozenset({"交易时间", "微信订单号", "应结订单金额", "手续费"}), _ROLES)
_OLD = Layout(frozenset({"交易时间", "微信订单号", "总金额", "手续费"}), _ROLES)
_NAME = "商品名称"
_SUMMARY = "总交易单数"
_TOTALS = {
    _SUMMARY: "number", "应结订单总金额": "amount", "总交易额": "amount", "退款总金额": "refund",
    "总退款金额": "refund",
}  # fmt: skip
"""What the summary says of which column; fees are rounded there in a way of their own."""
_FEWEST = 20
"""So many values a row has at least; one with fewer ticks is not ticked throughout."""


def recognise(source: Source) -> bool:
    """Whether it has the header of the merchant's bill, of either era."""
    return _NEW.fits(source) or _OLD.fits(source)


def read(task: Task) -> Parsed:
    """Every payment and refund with its fee."""
    layout = _NEW if _NEW.fits(task.source) else _OLD
    plain = replace(task.source, sheets=tuple(_unticked(one) for one in task.source.sheets))
    rows: list[Row] = []
    said: list[dict[str, str]] = []
    tables = layout.tables(plain)
    for table in tables:
        names = [clean_name(cell) for cell in table.sheet.rows[table.header]]
        for data in data_rows(table, task):
            cells = _mended(data, names)
            said.append({role: cells[index] for role, index in table.columns.items()})
            rows.append(_row(data, said[-1], task.currency))
    return Parsed(
        f"wechat-merchant-{task.source.kind}",
        tuple(rows),
        _stated(task, said),
        header_line=tables[0].header_line,
    )


def _stated(task: Task, said: Sequence[dict[str, str]]) -> Stated:
    """Whether the summary below the rows is that of the rows."""
    totals: dict[str, str] = {}
    for sheet in task.source.sheets:
        for names, values in pairwise(sheet.rows):
            if names and clean(names[0]).lstrip("`").startswith(_SUMMARY):
                plain = (clean(value).lstrip("`") for value in values)
                totals = dict(zip(map(clean_name, names), plain, strict=False))
    known = {role: totals[name] for name, role in _TOTALS.items() if totals.get(name)}
    if not known:
        return "none"
    number = known.pop("number", str(len(said)))
    fits = number == str(len(said)) and all(
        read_exact(total, task.currency).minor == _sum(said, role, task.currency)
        for role, total in known.items()
    )
    return "match" if fits else "differ"


def _sum(said: Sequence[dict[str, str]], role: str, currency: str) -> int | None:
    found = [read_exact(words.get(role) or "0", currency).minor for words in said]
    return None if None in found else sum(abs(one) for one in found if one is not None)


def _unticked(sheet: Sheet) -> Sheet:
    """Without the tick before every value, and without the summary at the end."""
    rows = [[clean(cell).lstrip("`") for cell in _joined(row)] for row in sheet.rows]
    ends = [index for index, row in enumerate(rows) if row and row[0].startswith(_SUMMARY)]
    end = ends[0] if ends else len(rows)
    return Sheet(sheet.name, rows[:end], list(sheet.lines)[:end])


def _joined(row: Sequence[str]) -> Sequence[str]:
    """The values of a row, each of which begins with a tick: a comma inside one parts no columns."""
    found: list[str] = []
    for cell in row:
        if found and cell and not cell.lstrip().startswith("`"):
            found[-1] += f",{cell}"
        else:
            found.append(cell)
    return found if len(found) >= _FEWEST and row[0].lstrip().startswith("`") else row


def _mended(data: DataRow, names: Sequence[str]) -> Sequence[str]:
    """Commas in the name of the goods taken back: the columns beside it are fixed in number."""
    extra = len(data.cells) - len(names)
    if extra <= 0 or _NAME not in names:
        return data.cells
    left = names.index(_NAME)
    name = ",".join(data.cells[left : left + extra + 1])
    return [*data.cells[:left], name, *data.cells[left + extra + 1 :]]


def _row(data: DataRow, words: dict[str, str], currency: str) -> Row:
    moment = read_moment(words["date"])
    amount, refund, fee = (
        read_exact(words.get(role) or "0", currency) for role in ("amount", "refund", "fee")
    )
    note = words.get("note", "")
    if data.fault is CUT or moment is None:
        return Row(data.line, "not_understood", data.fault or NO_DATE, note=note)
    if amount.minor is None or refund.minor is None or fee.minor is None:
        reason = amount.reason or refund.reason or fee.reason or NO_AMOUNT
        return Row(data.line, "not_understood", reason, moment.date, note=note)
    key = f"{words['trade']}|{words.get('refund_id', '')}"
    net = amount.minor - abs(refund.minor)
    money = Money(
        data.line, "", moment.date, moment.minute, net, "", note, "", "", key, "",
        fee=-fee.minor, direction="in",
    )  # fmt: skip
    if not net:
        return money.row("skipped", reason=ZERO, fee=0)
    if net < 0:
        return money.row("refund")
    return money.row("entry", direction="in")


WECHAT_MERCHANT = Importer("wechat-merchant", N_("WeChat Pay merchant bill"), recognise, read)
