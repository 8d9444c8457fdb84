"""The book that the forecast benchmarks use: a year of takings, five loans, sixty open invoices."""

import datetime as dt
from random import Random

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply

TODAY = dt.date(2026, 11, 23)


def busy_shop(loans: int = 5) -> Book:
    """A shop with `loans` loans; the same every time."""
    chance = Random(7)
    document = {
        "format": "leeway-facts",
        "version": 1,
        "accounts": [
            {"id": "bank", "name": "Bank", "kind": "bank", "opening": "60000.00",
             "opened_on": "2025-11-01"},
            {"id": "fund", "name": "Fund", "kind": "reserve", "opening": "8000.00",
             "opened_on": "2025-11-01"},
        ],
        "categories": [
            {"id": "sales", "name": "Sales", "flow": "income"},
            {"id": "goods", "name": "Goods", "flow": "expense", "essential": True},
            {"id": "rent", "name": "Rent", "flow": "expense", "essential": True},
        ],
        "entries": _entries(chance),
        "recurring": [
            {"id": "rent", "title": "Rent", "account": "bank", "category": "rent",
             "amount": "-4500.00", "rrule": "FREQ=MONTHLY;BYMONTHDAY=1", "from": "2025-12-01"},
            {"id": "sub", "title": "Catering", "account": "bank", "amount": "900.00",
             "rrule": "FREQ=WEEKLY;BYDAY=FR", "from": "2026-11-27", "spread": "150.00"},
        ],
        "invoices": [_invoice(number, chance) for number in range(60)],
        "loans": [_loan(number) for number in range(loans)],
    }  # fmt: skip
    return apply(Book(), facts.read(Book(), document, text("benchmark")))


def _entries(chance: Random) -> list[dict[str, str]]:
    rows = []
    for back in range(365):
        date = (TODAY - dt.timedelta(days=back)).isoformat()
        rows.append(_entry(f"s{back}", date, f"{chance.gauss(1400, 300):.2f}", "sales"))
        if back % 5 == 0:
            rows.append(_entry(f"g{back}", date, f"{-chance.gauss(3600, 400):.2f}", "goods"))
    return rows


def _entry(key: str, date: str, amount: str, category: str) -> dict[str, str]:
    return {"id": key, "date": date, "account": "bank", "amount": amount, "category": category}


def _invoice(number: int, chance: Random) -> dict[str, object]:
    due = TODAY + dt.timedelta(days=5 * number + 3)
    return {
        "id": f"i{number}", "direction": "receivable", "party": f"Customer {number % 9}",
        "amount": f"{chance.uniform(300, 2500):.2f}", "issued": "2026-11-01",
        "due": due.isoformat(), "account": "bank",
    }  # fmt: skip


def _loan(number: int) -> dict[str, object]:
    day = 3 + 5 * (number % 5)
    return {
        "id": f"l{number}", "name": f"Loan {number}", "debit_account": "bank",
        "principal": f"{20000 + 1000 * number}.00", "drawn_on": f"2026-11-{day:02}",
        "method": "equal_instalment", "instalments": 12, "first_due": f"2026-12-{day:02}",
        "rate": {"value": "0.12", "per": "year"}, "interest": "monthly", "books_cash": False,
    }  # fmt: skip
