"""Statements written for the tests, in the layouts that platforms and banks export."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

ALIPAY_COLUMNS = (
    "交易时间", "交易分类", "交易对方", "对方账号", "商品说明", "收/支", "金额", "收/付款方式", "交易状态",
    "交易订单号", "商家订单号", "备注",
)  # fmt: skip
WECHAT_COLUMNS = (
    "交易时间", "交易类型", "交易对方", "商品", "收/支", "金额(元)", "支付方式", "当前状态", "交易单号",
    "商户单号", "备注",
)  # fmt: skip


def alipay_row(
    *,
    at="2026-03-05 12:30:00",
    kind="日用百货",
    payee="城东批发部",
    note="包装盒",
    direction="支出",
    amount="36.50",
    place="余额",
    status="交易成功",
    key="2026030522001100000000000301",
    remark="",
):
    """One row of the app export."""
    return (at, kind, payee, "/", note, direction, amount, place, status, key, "T1", remark)


def alipay(
    rows: Iterable[Sequence[str]],
    *,
    totals: Sequence[str] = (),
    note_lines: int = 3,
    columns: Sequence[str] = ALIPAY_COLUMNS,
) -> str:
    """The app export: preamble, header, rows with tabs after ids and a comma at the end."""
    lines = ["-" * 84, "导出信息：", "姓名：阿宁", "支付宝账户：a@example.com"]
    lines += ["起始时间：[2026-01-01 00:00:00]    终止时间：[2026-03-31 23:59:59]", *totals, ""]
    lines += [f"{number}.本明细仅供个人对账使用。" for number in range(1, note_lines + 1)]
    lines += ["", "-" * 24 + "支付宝支付科技有限公司  电子客户回单" + "-" * 24]
    lines += [",".join(columns) + ","]
    for row in rows:
        cells = list(row)
        if len(cells) > 10:
            cells[9] += "\t"
            cells[10] += "\t"
        lines.append(",".join(_quoted(cell) for cell in cells) + ",")
    return "\n".join(lines) + "\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set('",\n') else cell


def wechat_row(
    *,
    at="2026-03-05 09:15:00",
    kind="商户消费",
    payee="街角五金",
    note="螺丝",
    direction="支出",
    amount: object = "¥18.00",
    place="零钱",
    status="支付成功",
    key="4200003000202603050000000041",
    remark="/",
):
    """One row of the WeChat bill."""
    return (at, kind, payee, note, direction, amount, place, status, key, "S9", remark)


def wechat_preamble(totals: Sequence[str] = (), *, utc_note: bool = False) -> list[str]:
    """The lines above the header; the 2026 layout has one note more."""
    lines = ["微信支付账单明细", "微信昵称：[阿宁]"]
    lines += ["起始时间：[2026-03-01 00:00:00] 终止时间：[2026-03-31 23:59:59]"]
    lines += ["导出类型：[全部]", "导出时间：[2026-04-01 08:00:00]", "", *totals, "注："]
    lines += [
        "1. 充值/提现/零钱通存取/信用卡还款等交易，将计入中性交易",
        "3. 本明细仅供个人对账使用",
    ]
    lines += ["4. 本账单中所有时间均为UTC+08:00时间"] if utc_note else []
    return [*lines, "", "-" * 22 + "微信支付账单明细列表" + "-" * 20]


def wechat_csv(rows: Iterable[Sequence[str]], totals: Sequence[str] = (), tabs: str = "\t") -> str:
    """The CSV layout; `tabs` stand after every id."""
    lines = [line + "," * 10 for line in wechat_preamble(totals)]
    lines.append(",".join(WECHAT_COLUMNS))
    for row in rows:
        cells = [f'"{cell}"' for cell in row]
        cells[8] += tabs
        cells[9] += tabs
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


def wechat_xlsx(path: Path, rows: Iterable[Sequence[object]], *, utc_note: bool = True) -> Path:
    """The workbook layout; amounts are whatever the rows hold, text or numbers."""
    book = Workbook()
    sheet = book.active
    for line in wechat_preamble(utc_note=utc_note):
        sheet.append([line])
    sheet.append(WECHAT_COLUMNS)
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def table(header: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """A plain CSV table."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def signed(rows: Iterable[Sequence[str]], at: int = -1) -> list[tuple[str, ...]]:
    """The rows with a plus before amounts (in column `at`) that have no sign."""
    found = []
    for row in rows:
        cells = list(row)
        cells[at] = cells[at] if cells[at][:1] in {"-", "+"} else f"+{cells[at]}"
        found.append(tuple(cells))
    return found


def write(path: Path, content: str, encoding: str = "utf-8") -> Path:
    """The content as a file."""
    path.write_bytes(content.encode(encoding))
    return path


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    """A zip archive of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def days(first: dt.date, count: int) -> list[str]:
    """`count` days from `first`, written like 2026-03-05."""
    return [(first + dt.timedelta(number)).isoformat() for number in range(count)]
