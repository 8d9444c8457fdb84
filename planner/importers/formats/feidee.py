"""随手记 (Feidee) exports, for people who switch: one row per entry, transfers in one or two rows."""

from collections.abc import Mapping

from planner.basics.text import N_, text
from planner.importers.bank_words import Money
from planner.importers.dates import read_moment
from planner.importers.importer import Importer, Parsed, Row, Task
from planner.importers.numbers import currency_code, read_cell
from planner.importers.platform import NO_AMOUNT, NO_DATE, OTHER_HALF, UNKNOWN, ZERO
from planner.importers.source import Source
from planner.importers.statement import DataRow, Layout, data_rows

_ROLES = {
    "date": ("日期",),
    "type": ("交易类型",),
    "kind": ("子分类", "子类别", "分类", "类别"),
    "place": ("账户1", "账户"),
    "other": ("账户2",),
    "amount": ("金额",),
    "payee": ("商家",),
    "note": ("备注",),
    "pair": ("关联id",),
    "currency": ("账户币种",),
}
_SHEETS = Layout(frozenset({"交易类型", "日期", "账户1", "金额"}), _ROLES)
_APP = Layout(frozenset({"交易类型", "日期", "账户", "金额", "关联id"}), _ROLES)
ADJUSTED = text(N_("A corrected balance: no money moved."))


def recognise(source: Source) -> bool:
    """Whether it has the header of the app's or of the cloud's export."""
    return _SHEETS.fits(source) or _APP.fits(source)


def read(task: Task) -> Parsed:
    """Every row of every sheet, amounts taken literally (also negative expenses)."""
    layout = _SHEETS if _SHEETS.fits(task.source) else _APP
    tables = layout.tables(task.source)
    found: list[tuple[DataRow, dict[str, str], str]] = []
    for table in tables:
        for data in data_rows(table, task):
            words = {role: data.cells[index] for role, index in table.columns.items()}
            found.append((data, words, table.sheet.name))
    arrivals = {
        words["pair"]: words["place"]
        for _, words, _ in found
        if words["type"] == "转入" and words.get("pair")
    }
    rows = tuple(_row(data, words, sheet, arrivals, task) for data, words, sheet in found)
    return Parsed(f"feidee-{task.source.kind}", rows, header_line=tables[0].header_line)


def _row(
    data: DataRow, words: Mapping[str, str], sheet: str, arrivals: Mapping[str, str], task: Task
) -> Row:
    moment = read_moment(words["date"])
    currency = currency_code(words.get("currency", ""))
    amount = read_cell(words["amount"], currency or task.currency)
    payee, note = words.get("payee", ""), words.get("note", "")
    if data.fault or moment is None or amount.minor is None:
        reason = data.fault or (NO_DATE if moment is None else amount.reason or NO_AMOUNT)
        return Row(data.line, "not_understood", reason, payee=payee, note=note, sheet=sheet)
    money = Money(
        data.line, sheet, moment.date, moment.minute, amount.minor, payee, note,
        words.get("kind", ""), words["place"], "", currency,
    )  # fmt: skip
    return _judged(money, words, arrivals)


def _judged(money: Money, words: Mapping[str, str], arrivals: Mapping[str, str]) -> Row:
    kind, pair = words["type"], words.get("pair", "")
    if kind.endswith("变更"):
        return money.row("skipped", reason=ADJUSTED)
    if not money.amount:
        return money.row("skipped", reason=ZERO)
    if kind == "支出":
        return money.row("entry", amount=-money.amount, direction="out")
    if kind == "收入":
        return money.row("entry", direction="in")
    if kind == "转入" and pair:
        return money.row("skipped", reason=OTHER_HALF)
    if kind in {"转账", "转出"}:
        target = words.get("other") or arrivals.get(pair, "")
        return money._replace(amount=-abs(money.amount)).moved(target)
    if kind == "转入":
        return money._replace(amount=abs(money.amount)).moved("")
    return money.row("not_understood", reason=UNKNOWN)


FEIDEE = Importer("feidee", N_("Export of the app 随手记"), recognise, read)
