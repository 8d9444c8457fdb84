"""The tables of the backtest data as plain rows; amounts in minor units."""

import csv
import datetime as dt
import gzip
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from planner.basics.money import rounded

DESIGNS = ("rolling", "fixed27", "fixed60", "bank")


class Check(NamedTuple):
    """A day on which the question is asked; `today` of the look ahead is the day before."""

    scenario: str
    date: dt.date


class Move(NamedTuple):
    """Money on a day: all invoices of one direction and partner, or one row of a bank account."""

    day: int
    amount: int
    partner: str
    category: str
    row: int
    """Number of the (first) row in the file."""


class Scenario(NamedTuple):
    """A loan that a company is thought to have taken."""

    key: str
    company: str
    start: dt.date
    opening_cash: int
    other_daily_flow: int
    instalment: int


class BankRow(NamedTuple):
    """A posted row of an account and the balance after it."""

    move: Move
    balance: int


def checks(folder: Path, design: str, limit: int | None = None) -> list[Check]:
    """The longest run of whole scenarios from the top with at most `limit` checks."""
    listed = [
        Check(row["scenario"], dt.date.fromisoformat(row["check_date"]))
        for row in _rows(folder, f"checks_{design}")
    ]
    found: list[Check] = []
    for _, whole in groupby(listed, key=lambda check: check.scenario):
        more = list(whole)
        if limit is not None and len(found) + len(more) > limit:
            break
        found += more
    return found


def scenarios(folder: Path, design: str) -> dict[str, Scenario]:
    """The scenarios of a loan design by their key; `first_uncovered_due` is not read."""
    name = "sme_loan_scenarios" if design == "rolling" else "sme_fixed_scenarios"
    return {row["scenario"]: _scenario(row) for row in _rows(folder, name)}


def _scenario(row: dict[str, str]) -> Scenario:
    return Scenario(
        row["scenario"], row["company"], dt.date.fromisoformat(row["start"]),
        _minor(row["opening_cash"]), _minor(row["other_daily_flow"]), _minor(row["instalment"]),
    )  # fmt: skip


def invoices(folder: Path, companies: set[str]) -> dict[str, list[Move]]:
    """Valid invoices by company and day; those of one day, direction and partner are one sum."""
    sums: dict[str, dict[tuple[int, str, str], list[int]]] = {key: {} for key in companies}
    days: dict[str, int] = {}
    for number, row in enumerate(_rows(folder, "sme_invoices"), start=1):
        if row["void"] != "0" or row["company"] not in companies:
            continue
        if row["date"] not in days:
            days[row["date"]] = dt.date.fromisoformat(row["date"]).toordinal()
        key = (days[row["date"]], row["dir"], row["partner"])
        found = sums[row["company"]].setdefault(key, [0, number])
        found[0] += _minor(row["gross"])
    return {company: list(_moves(found)) for company, found in sums.items()}


def _moves(sums: dict[tuple[int, str, str], list[int]]) -> Iterator[Move]:
    """In order of date. A sum of 0 stays: it says on which day the company began."""
    for (day, direction, partner), (amount, row) in sorted(sums.items()):
        is_sale = direction == "in"
        category = "sales" if is_sale else "purchases"
        yield Move(day, amount if is_sale else -amount, partner, category, row)


def bank_rows(folder: Path, accounts: set[str]) -> dict[str, list[BankRow]]:
    """Posted rows by `part-account`, in the order of `seq`."""
    found: dict[str, list[tuple[int, BankRow]]] = {key: [] for key in accounts}
    for number, row in enumerate(_rows(folder, "bank_transactions"), start=1):
        key = f"{row['part']}-{row['account_id']}"
        if key in found:
            day = dt.date.fromisoformat(row["date"]).toordinal()
            category = row["purpose"] or row["operation"]
            move = Move(day, _minor(row["amount"]), row["partner_account"], category, number)
            found[key].append((int(row["seq"]), BankRow(move, _minor(row["balance"]))))
    return {
        key: [row for _, row in sorted(rows, key=lambda one: one[0])] for key, rows in found.items()
    }


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with gzip.open(folder / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _minor(written: str) -> int:
    return rounded(Decimal(written) * 100)
