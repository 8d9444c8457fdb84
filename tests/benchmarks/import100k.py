"""`import100k`: the dry run of a bill of 100,000 rows against pandas.read_csv of the same file."""

import datetime as dt
import statistics
import sys
import tempfile
from pathlib import Path
from random import Random

from planner.basics.text import text
from planner.book.account import Account
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply
from planner.services.importing import read_file
from planner.services.session import new_book
from tests.benchmarks.outlook100k import spent_by
from tests.benchmarks.timing import median_ms
from tests.importers.files import alipay, alipay_row

ROWS = 100_000
ROUNDS = 5
HEADER_LINE = 12
WAYS = (
    {"direction": "支出", "kind": "日用百货", "place": "余额"},
    {"direction": "收入", "kind": "商业服务", "place": "余额"},
    {"direction": "支出", "kind": "餐饮美食", "place": "花呗"},
    {"direction": "不计收支", "kind": "退款", "note": "退款-货款", "status": "退款成功"},
)


def run() -> dict[str, object]:
    """Median CPU milliseconds of both, taken in turn, and their ratio (goal 8, stretch 4).

    And the most memory of two whole processes: the command, and pandas alone.
    """
    import pandas as pd

    account = Account("bank", "网商银行", "bank", 0, dt.date(2025, 1, 1))
    filled = Edit(text("account"), (adding("account", account),))
    book = apply(Book(), filled)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bill.csv"
        path.write_bytes(bill().encode("gb18030"))

        def ours() -> None:
            batch = read_file(book, path, "bank", today=dt.date(2026, 1, 1))
            assert sum(batch.counts.values()) == ROWS

        def theirs() -> None:
            table = pd.read_csv(path, encoding="gb18030", skiprows=HEADER_LINE - 1)
            assert len(table) == ROWS

        shop = Path(folder) / "shop.leeway"
        new_book(shop, lambda: dt.datetime(2026, 1, 1), filled=filled).close()
        dry_run = ("import", str(shop), str(path), "--account", "bank", "--dry-run", "--json")
        whole = spent_by((sys.executable, "app.py", *dry_run))
        read = f"import pandas; pandas.read_csv({str(path)!r}, encoding='gb18030', skiprows=11)"
        peer = spent_by((sys.executable, "-c", read))
        pairs = [(median_ms(theirs, 1), median_ms(ours, 1)) for _ in range(ROUNDS)]
    yardstick, spent = (statistics.median(column) for column in zip(*pairs, strict=True))
    return {
        "name": "import100k",
        "rows": ROWS,
        "ms": round(spent),
        "pandas_ms": round(yardstick),
        "ratio": round(spent / yardstick, 2),
        "goal": 8,
        "peak_mb": round(whole.peak_mb),
        "pandas_peak_mb": round(peer.peak_mb),
        "peak_ratio": round(whole.peak_mb / peer.peak_mb, 2),
        "command_s": round(whole.cpu, 2),
        "pandas_command_s": round(peer.cpu, 2),
    }


def bill() -> str:
    """A year of a busy shop in Alipay's layout; the same every time."""
    chance, at, rows = Random(3), dt.datetime(2025, 1, 1), []
    for number in range(ROWS):
        at += dt.timedelta(seconds=chance.randint(1, 600))
        cells = {
            "note": f"商品{chance.randint(1, 9000)}",
            **chance.choice(WAYS),
            "at": f"{at:%Y-%m-%d %H:%M:%S}",
            "payee": f"商户{chance.randint(1, 500)}",
            "amount": f"{chance.randint(1, 99_999) / 100:.2f}",
            "key": f"2025{number * 7919 + 13:024d}",
        }
        rows.append(alipay_row(**cells))
    return alipay(rows)
