"""Mutated files of every reader; `python -m tests.importers.fuzzing KIND… [--rounds 2000]`.

Workbooks and XML are read in a child process; here the same code runs in this one, so that
thousands of files can be tried. Each file has 20 seconds, the whole process 1 GB of its own.
"""

import argparse
import io
import random
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

from planner.basics.errors import UserError
from planner.importers import child, workbook
from planner.importers.formats import IMPORTERS
from planner.importers.importer import OUTCOMES, ReadOptions, Task, recognised
from planner.importers.opening import open_source
from tests.importers import files
from tests.importers.files import alipay, alipay_row, table, wechat_csv, wechat_row
from tests.importers.old_excel import xls
from tests.importers.test_bank_files import camt, mt940, ntry, ofx, trn
from tests.importers.test_platforms import JD, MEITUAN, TRADES, WEB, jd_row, shop_bill, shop_line

SECONDS = 20
LEDGER = (
    "账务流水号",
    "发生时间",
    "业务类型",
    "商品名称",
    "收入金额(+元)",
    "支出金额(-元)",
    "账户余额(元)",
    "对方账号",
)
FEIDEE = ("交易类型", "日期", "子类别", "账户", "金额", "备注", "关联Id")
TEXTS = {
    "alipay": alipay([alipay_row(), alipay_row(direction="收入", key="2")]).encode("gb18030"),
    "wechat": wechat_csv([wechat_row(), wechat_row(direction="/", kind="零钱提现")]).encode(),
    "table": table(
        ("日期", "摘要", "收入", "支出", "余额", "币种"),
        [("2026-03-01", "a", "1,200.00", "", "1200.00", "CNY"), ("05/03/2026", "b", "", "1.5", "", "")],
    ).encode(),
    "jd": table(JD, [jd_row("米", "10.20(已退款1.00)")]).encode(),
    "meituan": table(MEITUAN, [("2026-03-05 09:00:00",) * 2 + ("支付", "x", "支出", "y", "1", "1.00", "9", "8", "")]).encode(),
    "web": table(WEB, [("1", "", "2020-03-05 10:00:00") + ("x",) * 6 + ("1.00", "支出", "y", "0", "0", "", "已支出")]).encode("gb18030"),
    "trades": table(TRADES, [("1", "2", "交易", "x") + ("2026-01-05 10:00:00",) * 2 + ("y", "1", "1.00", "", "-0.1", "")]).encode(),
    "ledger": table(LEDGER, [("1", "2026-01-05 10:00:03", "收费", "x", "88.00", "", "88.00", "y"), ("2", "2026-01-06 10:00:03", "提现", "x", "", "-8.00", "80.00", "")]).encode("gb18030"),
    "feidee": ("随手记导出文件(headers:v5;1)\n" + table(FEIDEE, [("转出", "2026-03-01 12:00:00", "", "现金", "50.00", "", "a1"), ("转入", "2026-03-01 12:00:00", "", "银行卡", "50.00", "", "a1"), ("支出", "2026-03-02 09:00:00", "早餐", "现金", "-3.5", "x", "")])).encode(),
    "broker": '="交收日期"\t="证券代码"\t="证券名称"\t="成交价格"\n="20260305"\t="1"\t="x"\t1\n'.encode("gb18030"),
    "merchant": shop_bill(shop_line(), shop_line(name="a,b")).encode(),
    "ofx": ofx(trn(), trn(fitid="")).encode(),
    "qif": b"!Type:Bank\nD3/25/26\nT-10.00\nPx\nS[A]\n$-9.00\nSFood\n$-1.00\n^\n",
    "mt940": mt940(":61:2603050305D12,00NTRFNONREF//R1", ":86:166?20SVWZ+x?32M").encode(),
}  # fmt: skip
REFUSED = {"broker"}
"""Kinds whose good file is refused, with its reason."""
BINARIES = ("xlsx", "xls", "html", "camt")
SPICE = [b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"<", b">", b"&", b"^", b":", b"(", b"9" * 30, b"-",
         b"\xe5", b"\xa1\xa1", b"1e999", b"\t\t", b'","', b"\xed\xa0\x80", b"#", "（".encode()]  # fmt: skip
ROWS = [
    ["日期", "摘要", "金额"],
    ["2026-03-01", "a", -1.5],
    ["2026-03-02", "b", "2.00"],
    [45000, "c", 3],
]


def seed_of(kind: str, folder: Path) -> bytes:
    """A good file of this kind."""
    if kind == "xlsx":
        return files.workbook(folder / "seed.xlsx", {"账": ROWS, "空": [[]]}).read_bytes()
    if kind == "xls":
        return xls(folder / "seed.xls", {"账": ROWS}).read_bytes()
    if kind == "html":
        cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in ROWS)
        return ("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>").encode()
    if kind == "camt":
        return camt(ntry(), ntry(way="CRDT")).encode()
    return TEXTS[kind]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with a few bytes changed, cut, doubled or spiced."""
    raw = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(raw) + 1)
        match chance.randrange(5):
            case 0:
                raw[place:place] = chance.choice(SPICE)
            case 1:
                del raw[place : place + chance.randint(1, 20)]
            case 2:
                raw[place : place + 1] = bytes([chance.randrange(256)])
            case 3:
                raw[place:place] = raw[place : place + chance.randint(1, 60)]
            case _:
                del raw[place + 1 :]
        if not raw:
            raw += b"x"
    return bytes(raw)


def mutated_file(kind: str, content: bytes, chance: random.Random) -> bytes:
    """Workbooks are mutated as bytes or, every second time, in one of their parts."""
    if kind != "xlsx" or chance.random() < 0.5:
        return mutated(content, chance)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = mutated(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def read_here(kind, content, answer, cancelled) -> int:
    """What `workbook._run` does, in this process."""
    out = io.StringIO()
    child.answer(kind, content.read(), out)
    answer.write(out.getvalue().encode("utf-8", "replace"))
    return 0


def outcomes(path: Path) -> list[str] | None:
    """Outcomes of a file, or None where it is refused."""
    try:
        source = open_source(path)
        parsed = recognised(IMPORTERS, source, "").read(Task(source, "CNY", ReadOptions()))
    except UserError:
        return None
    return [row.outcome for row in parsed.rows]


def tried(kind: str, folder: Path, rounds: int, seed: object = None) -> dict[str, object]:
    """Try `rounds` mutated files of one kind; what became of them. A fault ends it."""
    chance, content = random.Random(f"{kind}{seed or ''}"), seed_of(kind, folder)
    path, counts, slowest = folder / "fuzzed", Counter(), 0.0
    path.write_bytes(content)
    assert (outcomes(path) is None) == (kind in REFUSED), "the seed itself must be read"
    for _ in range(rounds):
        path.write_bytes(mutated_file(kind, content, chance))
        begun = time.monotonic()
        found = outcomes(path)
        slowest = max(slowest, time.monotonic() - begun)
        assert found is None or set(found) <= set(OUTCOMES)
        counts["refused" if found is None else "read"] += 1
    assert slowest < SECONDS
    return {"kind": kind, **counts, "slowest_s": round(slowest, 3)}


def main() -> int:
    """The command: every kind once, the broken file is kept as fuzzed-KIND."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kinds", nargs="*", default=[*TEXTS, *BINARIES])
    parser.add_argument("--rounds", type=int, default=2000)
    parser.add_argument("--seed", default="by hand")
    chosen = parser.parse_args()
    workbook._run = read_here
    resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
    for kind in chosen.kinds:
        with tempfile.TemporaryDirectory() as folder:
            signal.alarm(max(600, chosen.rounds))
            try:
                found = tried(kind, Path(folder), chosen.rounds, chosen.seed)
            except BaseException:
                broken = Path(tempfile.gettempdir()) / f"fuzzed-{kind}"
                broken.write_bytes((Path(folder) / "fuzzed").read_bytes())
                print(f"kept as {broken}", file=sys.stderr)
                raise
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print({**found, "peak_mb": peak}, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
