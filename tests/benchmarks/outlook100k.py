"""`outlook100k`: a whole process opens a book of 100,000 entries and says its outlook of 365 days.

Set against `hledger balance -M` on the same entries where hledger is installed; `check` is timed
beside it. Opening reads every entry; the look ahead has its ways out.
"""

import datetime as dt
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple

from planner.basics.text import text
from planner.book.account import Account, Category
from planner.book.edit import Change, Edit, adding
from planner.book.entry import Entry
from planner.book.limits import Limits
from planner.book.loan import Loan, Rate, Terms
from planner.services.session import new_book

TODAY = dt.date(2026, 11, 23)
ENTRIES = 100_000
A_DAY = 40
ROUNDS = 5
GOAL, MOST_MB, CHECK_SECONDS = 0.15, 300, 1.0
ROOT = Path(__file__).resolve().parents[2]
ACCOUNTS = ("bank", "wechat", "alipay", "till")
SPENDINGS = ("goods", "rent", "wages", "packaging", "transport", "household")


class Spent(NamedTuple):
    """What a process took."""

    cpu: float
    wall: float
    peak_mb: float


def run(entries: int = ENTRIES, rounds: int = ROUNDS) -> dict[str, object]:
    """Medians of both; without hledger its figures and the ratio are None."""
    with tempfile.TemporaryDirectory() as folder:
        path, journal = Path(folder) / "shop.leeway", Path(folder) / "shop.journal"
        facts = list(made(entries))
        filled = Edit(text("benchmark"), tuple(_changes(facts)))
        new_book(path, lambda: dt.datetime.combine(TODAY, dt.time(9)), filled=filled).close()
        ours = (sys.executable, str(ROOT / "app.py"))
        outlook = (*ours, "outlook", str(path), "--today", TODAY.isoformat())
        check = (*ours, "check", str(path), "--today", TODAY.isoformat())
        looked = [spent_by(outlook) for _ in range(rounds)]
        checked = [spent_by(check) for _ in range(rounds)]
        peers = []
        if shutil.which("hledger"):
            journal.write_text("".join(_journal(facts)), "utf-8")
            peer = ("hledger", "-f", str(journal), "balance", "-M")
            peers = [spent_by(peer) for _ in range(max(1, rounds // 2))]
    return _report(entries, looked, checked, peers)


def _report(
    entries: int, looked: Sequence[Spent], checked: Sequence[Spent], peers: Sequence[Spent]
) -> dict[str, object]:
    mine, peer = _median(looked), _median(peers) if peers else None
    return {
        "name": f"outlook{entries // 1000}k",
        "entries": entries,
        "cpu_s": round(mine.cpu, 3),
        "wall_s": round(mine.wall, 3),
        "peak_mb": round(max(one.peak_mb for one in looked)),
        "most_mb": MOST_MB,
        "check_wall_s": round(_median(checked).wall, 3),
        "check_goal_s": CHECK_SECONDS,
        "hledger_cpu_s": peer and round(peer.cpu, 3),
        "hledger_peak_mb": peer and round(peer.peak_mb),
        "ratio": peer and round(mine.cpu / peer.cpu, 3),
        "goal": GOAL,
    }


def _median(all_spent: Sequence[Spent]) -> Spent:
    return Spent(*(statistics.median(column) for column in zip(*all_spent, strict=True)))


def spent_by(command: Sequence[str]) -> Spent:
    """CPU and wall seconds and peak memory of a whole process; it must end well.

    Compiled modules are kept, as on any computer after the first start.
    """
    environment = {**os.environ, "LEEWAY_LANG": "en"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, code, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(code)
    assert process.returncode in {0, 10, 11, 12}, f"{command[0]} ended with {process.returncode}"
    return Spent(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def made(entries: int) -> Iterator[Entry]:
    """`entries` entries up to today, about forty a day; the same every time."""
    chance = Random(11)
    for number in range(entries):
        date = TODAY - dt.timedelta(days=(entries - 1 - number) // A_DAY)
        is_income = chance.random() < 0.62
        amount = int(min(9e5, chance.lognormvariate(8.2, 0.9)))
        category = "sales" if is_income else chance.choice(SPENDINGS)
        yield Entry(
            id=f"e{number}", date=date, account=chance.choice(ACCOUNTS),
            amount=amount if is_income else -round(amount * 1.58), category=category,
            payee=f"Party {chance.randrange(300)}", note=f"no {number}",
        )  # fmt: skip


def _changes(entries: Sequence[Entry]) -> Iterator[Change]:
    first = entries[0].date
    for account in ACCOUNTS:
        yield adding("account", Account(account, account.title(), "bank", 2_000_000, first))
    yield adding("category", Category("sales", "Sales", "income"))
    for name in SPENDINGS:
        yield adding("category", Category(name, name.title(), "expense", essential=name == "rent"))
    yield Change("limits", "limits", Limits(), Limits(cushion=300_000))
    for number in range(3):
        due = dt.date(2026, 12, 5 + 7 * number)
        terms = Terms(
            6_000_000, dt.date(2026, 11, 5), "equal_instalment", due, Rate(Decimal("0.144")), 12
        )  # fmt: skip
        yield adding("loan", Loan(f"l{number}", f"Loan {number}", "bank", terms))
    yield from (adding("entry", entry) for entry in entries)


def _journal(entries: Sequence[Entry]) -> Iterator[str]:
    """The same entries as a double-entry journal."""
    for entry in entries:
        sum_ = f"{entry.amount / 100:.2f} CNY"
        yield (
            f"{entry.date} {entry.payee}\n    assets:{entry.account}  {sum_}\n"
            f"    {'income' if entry.amount > 0 else 'expenses'}:{entry.category}\n\n"
        )
