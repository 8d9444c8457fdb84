"""Column names: how they are cleaned, what they are called elsewhere, where the header stands.

A header is found by its names within the first rows, never by counting lines.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from planner.importers.source import Number, Sheet

HEADER_ROWS = 60
"""A header stands within so many rows, or there is none."""

ROLES: dict[str, tuple[str, ...]] = {
    "date": (
        "交易日期", "日期", "交易时间", "记账日期", "记账日", "入账日期", "时间", "业务日期", "发生日期",
        "发生时间", "记录时间", "付款时间", "交易创建时间", "date", "transactiondate", "dateposted",
        "postingdate", "posteddate", "bookingdate", "transaction_date", "valuedate", "buchungstag",
        "buchungsdatum", "datum", "time", "交易日", "交易日期时间",
    ),
    "time": ("交易时间", "时间", "time"),
    "amount": (
        "金额", "金额(元)", "结算金额", "交易金额", "金額", "交易金額", "发生额", "交易金额(元)", "记账金额", "amount",
        "transactionamount", "billingamount", "betrag", "umsatz", "实付金额", "amount(cny)", "收支金额",
    ),
    "money_in": (
        "收入", "收入金额", "记账金额(收入)", "存入金额", "贷方金额", "贷方发生额", "贷方", "收入(元)",
        "收入金额(元)", "存入", "转入金额", "credit", "deposit", "deposits", "moneyin", "creditamount",
        "income", "in", "paidin", "haben", "入账金额",
    ),
    "money_out": (
        "支出", "支出金额", "记账金额(支出)", "取出金额", "借方金额", "借方发生额", "借方", "支出(元)",
        "支出金额(元)", "取出", "支取", "提取", "转出金额", "debit", "withdrawal", "withdrawals", "moneyout",
        "debitamount", "expense", "out", "paidout", "soll", "付款金额",
    ),
    "direction": (
        "收/支", "收支", "收支类型", "借贷", "借贷状态", "借贷标志", "借/贷", "借贷方向", "收支方向", "方向",
        "收付标志", "收/付", "direction", "transactiontype", "dr/cr", "cr/dr", "debit/credit",
    ),
    "balance": (
        "余额", "餘額", "結餘", "账户余额", "联机余额", "本次余额", "结余", "账户余额(元)", "余额(元)", "balance",
        "runningbalance", "saldo",
    ),
    "payee": (
        "交易对方", "对方户名", "对方名称", "对方", "对手信息", "交易对手名称", "交易对手", "对方账户名",
        "对方账户名称", "对方姓名", "收款人", "付款人", "收(付)方名称", "商户名称", "商家", "客户", "往来单位", "payee",
        "name", "counterparty", "merchant", "beneficiary", "auftraggeber/empfanger", "empfanger",
    ),
    "note": (
        "摘要", "交易摘要", "项目", "说明", "交易说明", "商品说明", "商品", "商品名称", "事由", "用途", "附言",
        "交易描述", "交易详情", "交易类型", "交易名称", "业务摘要", "客户摘要", "交易场所", "交易地点", "备注", "備註", "說明", "内容", "description",
        "details", "memo", "narrative", "text", "note", "notes", "reference", "verwendungszweck",
        "item1", "item2",
    ),
    "category": (
        "类别", "分类", "交易分类", "收支类别", "收支分类", "科目", "category",
    ),
    "account": ("账户", "账号名称", "支付方式", "收/付款方式", "付款方式", "收付款方式", "account"),
    "currency": (
        "币种", "货币", "结算币种", "记账币种", "交易币种", "账户币种", "currency", "billingcurrency",
        "currencycode", "wahrung",
    ),
    "id": (
        "交易流水号", "流水号", "交易单号", "交易订单号", "订单号", "交易号", "凭证号", "transactionid",
        "referenceno", "id",
    ),
    "status": ("交易状态", "状态", "当前状态", "status"),
    "fee": ("手续费", "服务费", "手续费(元)", "服务费(元)", "fee"),
    "card": ("卡末四位", "卡号末四位", "卡号后四位"),
}  # fmt: skip
"""What a column is for -> the cleaned names it goes by, the likeliest first."""

_PLATFORM = {
    "支付宝交易号", "商家实收(元)", "业务类型", "账务流水号", "微信订单号", "应结订单金额", "导出信息:",
    "中性交易", "当前状态", "资金状态", "子类别", "关联id", "账户1",
}  # fmt: skip
_KNOWN = frozenset(name for names in ROLES.values() for name in names) | _PLATFORM
_SPACE = re.compile(r"[\s\ufeff#`]+")
_QUOTED = re.compile(r'="(.*)"|\'(.*)\'', re.DOTALL)
_ESCAPED = ("'=", "'+", "'-", "'@", "'\t", "'\r", "'＝", "'＋", "'－", "'＠")
_BLANKS = " \t\r\n\u3000\u00a0\ufeff"


@lru_cache(maxsize=4096)
def clean_name(cell: str) -> str:
    """A column's name as it is compared: half-width, lower case, without spaces and ticks."""
    plain = unicodedata.normalize("NFKD", clean(cell))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _SPACE.sub("", plain).lower()


def clean(cell: str) -> str:
    """A value without padding and without the marks that keep it text in a spreadsheet.

    Such marks: `="…"`, apostrophes around it, and the apostrophe our own exports put before
    text that begins like a formula.
    """
    if isinstance(cell, Number):
        return cell
    value = cell.strip(_BLANKS)
    if value[:1] in {"'", "="} and len(value) > 1:
        if value.startswith(_ESCAPED):
            return value[1:]
        if quoted := _QUOTED.fullmatch(value):
            return (quoted[1] or quoted[2] or "").strip(_BLANKS)
    return value


def familiar(text: str) -> int:
    """How many known Chinese column names `text` holds: evidence that it was decoded rightly."""
    return sum(name in text for name in _CHINESE)


_CHINESE = tuple(name for name in sorted(_KNOWN) if len(name) > 1 and name[0] > "\u2e80")


def is_known(name: str) -> bool:
    """Whether a cleaned name is one that statements use for a column."""
    return name in _KNOWN


def header_of(sheet: Sheet, required: Iterable[str]) -> int | None:
    """Index of the first row that holds all `required` cleaned names, or None."""
    wanted = set(required)
    for index, row in enumerate(sheet.rows[:HEADER_ROWS]):
        if len(row) >= len(wanted) and wanted <= {clean_name(cell) for cell in row}:
            return index
    return None


def likely_header(sheet: Sheet) -> int | None:
    """Index of the row with most known names: at least a date and some money, or None."""
    best, most = None, 1
    for index, row in enumerate(sheet.rows[:HEADER_ROWS]):
        roles = guess(row)
        known = sum(is_known(clean_name(cell)) for cell in row if len(cell) <= 40)
        has_money = bool({"amount", "money_in", "money_out"} & set(roles))
        if "date" in roles and has_money and known > most:
            best, most = index, known
    return best


def guess(header: Sequence[str]) -> dict[str, int]:
    """What each column is probably for: role -> index, by the names in ROLES."""
    names: dict[str, int] = {}
    for index, cell in enumerate(header):
        names.setdefault(clean_name(cell), index)
    found: dict[str, int] = {}
    for role, aliases in ROLES.items():
        for alias in aliases:
            if alias in names and names[alias] not in found.values():
                found[role] = names[alias]
                break
    return _settled(found, names)


def _settled(found: dict[str, int], names: Mapping[str, int]) -> dict[str, int]:
    """A signed amount beats totals by direction only where these are not a pair."""
    is_pair = "money_in" in found and "money_out" in found
    if "amount" in found and is_pair and not _beside(found["money_in"], found["money_out"]):
        is_pair = False
    if is_pair:
        found.pop("amount", None)
    elif "amount" in found:
        found.pop("money_in", None)
        found.pop("money_out", None)
    return found


def _beside(first: int, second: int) -> bool:
    return abs(first - second) == 1


def notes_of(header: Sequence[str]) -> tuple[int, ...]:
    """Indexes of all columns that describe a row, in the order of the file."""
    return tuple(index for index, cell in enumerate(header) if clean_name(cell) in ROLES["note"])
