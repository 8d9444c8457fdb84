"""A small noodle shop of our own, as facts: weekly takings, monthly costs, one loan of twelve rows.

Written for the tests: on 2026-11-23 the bank holds 19,051.91, and without chance it goes below
zero for the first time on the instalment of 2027-01-10: −1,185.15.
"""

import datetime as dt


def _entries() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []

    def book(date: dt.date, amount: str, category: str, payee: str) -> None:
        rows.append(
            {
                "id": f"e{len(rows) + 1}",
                "date": date.isoformat(),
                "account": "bank",
                "amount": amount,
                "category": category,
                "payee": payee,
            }
        )

    monday = dt.date(2026, 6, 1)
    takings = ("5120.00", "5480.50", "4890.25", "5600.00", "5210.75")
    for week in range(25):
        book(monday + dt.timedelta(weeks=week), takings[week % 5], "sales", "堂食")
    for month in range(6, 12):
        book(dt.date(2026, month, 1), "-4500.00", "rent", "房东")
        book(dt.date(2026, month, 5), "-11800.00", "supplies", "粮油行")
        book(dt.date(2026, month, 15), "-4800.00", "wages", "帮工")
        book(dt.date(2026, month, 20), "-610.00", "utilities", "供电")
    book(dt.date(2026, 8, 12), "-42000.00", "decor", "装修队")
    return sorted(rows, key=lambda row: row["date"])


def _monthly(key: str, title: str, category: str, amount: str, day: int) -> dict[str, object]:
    return {
        "id": key, "title": title, "account": "bank", "category": category, "amount": amount,
        "rrule": f"FREQ=MONTHLY;BYMONTHDAY={day}", "from": "2026-12-01", "until": None,
        "spread": "0.00",
    }  # fmt: skip


SHOP: dict[str, object] = {
    "format": "leeway-facts",
    "version": 1,
    "book": {"name": "阿宁面馆", "currency": "CNY", "language": "zh"},
    "accounts": [
        {"id": "bank", "name": "网商银行", "kind": "bank", "opening": "16000.00",
         "opened_on": "2026-06-01", "minimum": "3000.00"},
        {"id": "fund", "name": "应急金", "kind": "reserve", "opening": "6500.00",
         "opened_on": "2026-06-01"},
    ],
    "categories": [
        {"id": "sales", "name": "堂食收入", "flow": "income"},
        {"id": "rent", "name": "房租", "flow": "expense", "essential": True},
        {"id": "supplies", "name": "进货", "flow": "expense", "essential": True},
        {"id": "wages", "name": "工资", "flow": "expense", "essential": True},
        {"id": "utilities", "name": "水电", "flow": "expense", "essential": True},
        {"id": "decor", "name": "装饰", "flow": "expense", "essential": False},
    ],
    "entries": _entries(),
    "recurring": [
        {"id": "r1", "title": "堂食收入", "account": "bank", "category": "sales",
         "amount": "4700.00", "rrule": "FREQ=WEEKLY;BYDAY=MO", "from": "2026-11-30",
         "until": None, "spread": "600.00"},
        _monthly("r2", "房租", "rent", "-4500.00", 1),
        _monthly("r3", "进货", "supplies", "-11600.00", 5),
        _monthly("r4", "工资", "wages", "-4800.00", 15),
        _monthly("r5", "水电", "utilities", "-640.00", 20),
    ],
    "invoices": [
        {"id": "i1", "direction": "receivable", "party": "街坊酒楼", "amount": "2600.00",
         "issued": "2026-11-10", "due": "2027-01-20", "account": "bank", "settled_on": None},
    ],
    "loans": [
        {"id": "l1", "name": "网商贷", "lender": "网商银行", "debit_account": "bank",
         "principal": "60000.00", "drawn_on": "2026-08-10", "method": "equal_instalment",
         "instalments": 12, "first_due": "2026-09-10", "due_day": 10,
         "rate": {"value": "0.144", "per": "year"}, "interest": "monthly", "year_days": 360},
    ],
    "loan_events": [
        {"loan": "l1", "type": "pay", "date": f"2026-{month:02}-10", "amount": "5398.53"}
        for month in (9, 10, 11)
    ],
    "reserve": {"accounts": ["fund"], "target_months": "3"},
    "limits": {"tight_chance": 0.05, "short_chance": 0.5, "cushion": "3000.00"},
}  # fmt: skip
