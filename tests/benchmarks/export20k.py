"""`export20k`: the budget workbook of a book with 20,000 entries against a bare XlsxWriter loop.

The loop writes the very same cells (text, numbers, dates, formulas with their values) without
asking what they mean: the ratio is the price of our model, layout, checks and charts.
"""

import datetime as dt
import statistics
from io import BytesIO
from random import Random
from typing import Any

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply
from planner.exports.kinds.budget import content
from planner.services.exporting import subject
from planner.services.look_ahead import look_ahead
from tests.benchmarks.timing import median_ms

ENTRIES = 20_000
TODAY = dt.date(2026, 11, 23)
ROUNDS = 3


def run() -> dict[str, object]:
    """Median CPU milliseconds of both, taken in turn, and their ratio (goal 1.1, limit 1.3)."""
    book = crowded_shop()
    told = subject(book, look_ahead(book, TODAY, paths=200, with_actions=False), "zh", today=TODAY)
    cells = cells_of(content(told, ".xlsx"))
    ours, bare = [], []
    for _ in range(ROUNDS):
        bare.append(median_ms(lambda: write_bare(cells), 1))
        ours.append(median_ms(lambda: content(told, ".xlsx"), 1))
    spent, yardstick = statistics.median(ours), statistics.median(bare)
    return {
        "name": "export20k",
        "entries": len(book.ledger),
        "cells": sum(map(len, cells)),
        "ms": round(spent),
        "bare_ms": round(yardstick),
        "ratio": round(spent / yardstick, 2),
        "goal": 1.3,
    }


def crowded_shop() -> Book:
    """A shop with two years of entries; the same every time."""
    chance = Random(5)
    names = ("Sales", "Goods", "Rent", "Wages", "Power", "Repairs")
    payees = [f"客户{number}" for number in range(400)]
    document = {
        "format": "leeway-facts", "version": 1,
        "accounts": [{"id": "bank", "name": "网商银行", "kind": "bank", "opening": "50000.00",
                      "opened_on": "2024-11-01"}],
        "categories": [{"id": name, "name": name, "flow": "expense" if number else "income"}
                       for number, name in enumerate(names)],
        "entries": [
            {
                "id": f"e{number}", "account": "bank", "category": chance.choice(names),
                "date": (TODAY - dt.timedelta(days=chance.randrange(730))).isoformat(),
                "amount": f"{chance.gauss(0, 300):.2f}", "payee": chance.choice(payees),
                "note": chance.choice(("", "", "月结", "微信收款", "补货 3 箱")),
            }
            for number in range(ENTRIES)
        ],
        "loans": [{"id": "l1", "name": "网商贷", "debit_account": "bank", "principal": "60000.00",
                   "drawn_on": "2026-08-10", "method": "equal_instalment", "instalments": 12,
                   "first_due": "2026-09-10", "rate": {"value": "0.144"}}],
    }  # fmt: skip
    return apply(Book(), facts.read(Book(), document, text("benchmark")))


Cell = tuple[str, int, int, Any, Any]
"""What it is, row, column, what is written, the value of a formula."""


def cells_of(workbook: bytes) -> list[list[Cell]]:
    """Every cell of a workbook, sheet by sheet, as a bare loop needs it."""
    from openpyxl import load_workbook

    formulas = load_workbook(BytesIO(workbook))
    stored = load_workbook(BytesIO(workbook), data_only=True)
    sheets = []
    for sheet in formulas:
        found: list[Cell] = []
        for row, values in zip(sheet.iter_rows(), stored[sheet.title].iter_rows(), strict=True):
            for cell, value in zip(row, values, strict=True):
                if cell.value is None:
                    continue
                kind = {"f": "formula", "s": "text", "d": "date"}.get(cell.data_type, "number")
                found.append((kind, cell.row - 1, cell.column - 1, cell.value, value.value))
        sheets.append(found)
    return sheets


def write_bare(sheets: list[list[Cell]]) -> bytes:
    """Those cells through XlsxWriter, one look for each kind, nothing else."""
    import xlsxwriter

    buffer = BytesIO()
    file = xlsxwriter.Workbook(buffer, {"in_memory": True})
    plain = file.add_format({"font_size": 10})
    money = file.add_format({"num_format": "#,##0.00"})
    date = file.add_format({"num_format": "yyyy-mm-dd"})
    for cells in sheets:
        sheet = file.add_worksheet()
        for kind, row, column, value, result in cells:
            if kind == "text":
                sheet.write_string(row, column, value, plain)
            elif kind == "number":
                sheet.write_number(row, column, value, money)
            elif kind == "date":
                sheet.write_datetime(row, column, value, date)
            elif isinstance(result, dt.datetime):
                sheet.write_formula(row, column, "=1", date, 1)
            else:
                sheet.write_formula(row, column, value, money, "" if result is None else result)
    file.close()
    return buffer.getvalue()
