"""A second loan engine, written from the contract alone: one day after the other, in Decimal.

It shares no code with `planner`. Money is Decimal in whole currency, a loan is the JSON document
of the `loan` command, and every day from the draw on is lived through once: interest and penalty
are added up day by day, where the engine uses closed forms in fractions. It knows `pay`, `prepay`
and `fee` events. Slow and plain on purpose.
"""

import calendar
import datetime as dt
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 60
CENT = Decimal("0.01")
DAY = dt.timedelta(days=1)
MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN}


def cents(value, mode="half_up", unit=CENT):
    """Rounded to a multiple of unit; the 40th decimal is noise of the division by 360."""
    exact = (value / unit).quantize(Decimal("1e-20"))
    return exact.quantize(Decimal(1), rounding=MODES[mode]) * unit


def date(text):
    return dt.date.fromisoformat(text)


def month_day(first, months, day):
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day, calendar.monthrange(year, month + 1)[1]))


class Daybook:
    """The loan of one document; `live(until)` lets the days pass."""

    def __init__(self, document, working=lambda day: day.weekday() < 5):
        terms = self.terms = document
        self.working = working
        self.start = date(terms["drawn_on"])
        self.first = date(terms["first_due"])
        self.day = terms.get("due_day") or self.first.day
        self.n = terms.get("instalments", 1)
        self.balance = Decimal(terms["principal"])
        self.method = terms["method"]
        self.daily = terms.get("interest", "monthly") == "daily" or self.method == "daily_interest"
        self.mode = terms.get("rounding", "half_up")
        self.unit = Decimal(terms.get("instalment_unit", "0.01"))
        self.year = terms.get("year_days", 360)
        penalty = terms.get("penalty", {})
        self.multiplier = Decimal(penalty.get("multiplier", "1.5"))
        self.grace = penalty.get("grace_days", 0)
        self.compound = penalty.get("compound", True)
        self.order = terms.get("allocation", ["fee", "penalty", "interest", "principal"])
        prepay = terms.get("prepay", {})
        self.lower = prepay.get("mode", "lower") == "lower"
        self.fee_rate = Decimal(prepay.get("fee_rate", "0"))
        self.fees = terms.get("fees", [])
        base = 365 if self.year == "actual" else self.year
        value = Decimal(terms["rate"]["value"])
        self.annual = value * base if terms["rate"].get("per") == "day" else value
        self.whole_start = self.is_month()
        self.events = document.get("events", [])
        self.row = self.n if self.method == "single_payment" else 1
        self.since = self.start  # interest counts from here
        self.carry = Decimal(0)  # posted interest that waits for the next row
        self.rows, self.open, self.uses = [], [], []
        self.level = None
        self.reckon()

    # The calendar

    def is_month(self):
        """The first period is a whole one."""
        if month_day(self.start, 1, self.start.day) == self.first:
            return True
        return month_day(self.first, -1, self.day) == self.start

    def plain_due(self, k):
        return self.first if k == 1 else month_day(self.first, k - 1, self.day)

    def due(self, k):
        found, rule = self.plain_due(k), self.terms.get("holiday", "none")
        while rule != "none" and not self.working(found):
            found += DAY if rule == "next" else -DAY
        return found

    def end(self, k):
        if k == 0:
            return self.start
        return self.due(k) if self.daily else self.plain_due(k)

    def annual_on(self, day):
        return self.annual

    def changes_within(self, left, right):
        return False

    def rate_of(self, day):
        if self.year != "actual":
            return self.annual_on(day) / self.year
        return self.annual_on(day) / (366 if calendar.isleap(day.year) else 365)

    # Interest

    def day_by_day(self, start, stop):
        total, day = Decimal(0), start
        while day < stop:
            total += self.rate_of(day)
            day += DAY
        return total

    def interest(self, start, stop):
        """On one unit of money: whole months as twelfths when monthly, single days otherwise."""
        if self.daily:
            return self.day_by_day(start, stop)
        total, k = Decimal(0), 1
        while self.end(k - 1) < stop:
            left, right = self.end(k - 1), self.end(k)
            is_whole = start <= left and right <= stop and (k > 1 or self.whole_start)
            if is_whole and not self.changes_within(left, right):
                total += self.annual_on(left) / 12
            else:
                total += self.day_by_day(max(start, left), min(stop, right))
            k += 1
        return total

    def reckon(self):
        """The level payment by discounting: balance / (v + v² + … + vⁿ)."""
        rows = self.rows_with_principal()
        if self.method == "equal_principal":
            self.level = cents(self.balance / rows, self.mode, self.unit)
        if self.method == "equal_instalment":
            factor, worth = 1 / (1 + self.annual_on(self.since) / 12), Decimal(0)
            for k in range(1, rows + 1):
                worth += factor**k
            self.level = cents(self.balance / worth, self.mode, self.unit)

    def rows_with_principal(self):
        return self.n - self.row + 1

    def accrued(self, today):
        return self.carry + cents(self.balance * self.interest(self.since, today))

    # One day

    def live(self, until):
        today = self.start
        while today <= until:
            self.add_penalty(today)
            if self.balance and self.due(self.row) == today:
                self.post()
                self.instalment(today)
            for event in self.events:
                if date(event["date"]) == today:
                    self.post()
                    self.happen(today, event)
            today += DAY
        return self

    def finish(self):
        """Let all rows fall due that are still to come, without watching for penalty."""
        while self.balance:
            self.open = []
            self.instalment(self.due(self.row))
        return self

    def instalment(self, today):
        end = self.end(self.row)
        grown = cents(self.balance * self.interest(self.since, end), self.mode) + self.carry
        if self.row == self.n:
            principal = self.balance
        elif self.method == "equal_instalment":
            principal = min(self.balance, max(Decimal(0), self.level - grown))
        elif self.method == "equal_principal":
            principal = min(self.balance, self.level)
        else:
            principal = Decimal(0)
        fee = sum((Decimal(f["amount"]) for f in self.fees if f["when"] == "each"), Decimal(0))
        self.balance -= principal
        self.rows.append((today, principal + grown + fee, principal, grown, fee, self.balance))
        self.carry, self.since, self.row = Decimal(0), max(self.since, end), self.row + 1
        self.owe(today, principal, grown, fee)

    def owe(self, today, principal, interest, fee):
        self.open.append(
            {"date": today, "principal": principal, "interest": interest, "fee": fee,
             "p1": Decimal(0), "p2": Decimal(0), "grow1": Decimal(0), "grow2": Decimal(0),
             "started": False}
        )  # fmt: skip
        for use in self.uses:
            money, use["unapplied"] = use["unapplied"], Decimal(0)
            use["unapplied"] = self.allot(money, use, today)

    def late(self, due, today):
        unpaid = due["principal"] + due["interest"] > 0
        return unpaid and (today - due["date"]).days > self.grace

    def add_penalty(self, today):
        """The day before today is over: what was overdue then has borne penalty."""
        for due in self.open:
            if not self.late(due, today):
                continue
            first = today - DAY if due["started"] else due["date"]
            due["started"] = True
            share = self.day_by_day(first, today) * self.multiplier
            due["grow1"] += due["principal"] * share
            due["grow2"] += due["interest"] * share if self.compound else 0

    def post(self):
        for due in self.open:
            due["p1"] += cents(due["grow1"])
            due["p2"] += cents(due["grow2"])
            due["grow1"] = due["grow2"] = Decimal(0)

    def order_on(self, today):
        return self.order

    def allot(self, money, use, today):
        order = self.order_on(today)
        for day in sorted({due["date"] for due in self.open}):
            same = [due for due in self.open if due["date"] == day]
            for part in order:
                for key in ("p1", "p2") if part == "penalty" else (part,):
                    for due in same:
                        paid = min(money, due[key])
                        due[key] -= paid
                        use[part] += paid
                        money -= paid
        return money

    def use(self, today, amount):
        parts = ("fee", "penalty", "interest", "principal", "unapplied")
        self.uses.append({"date": today, "amount": amount, **dict.fromkeys(parts, Decimal(0))})
        return self.uses[-1]

    # Events

    def happen(self, today, event):
        getattr(self, event["type"])(today, Decimal(event["amount"]))

    def pay(self, today, amount):
        use = self.use(today, amount)
        use["unapplied"] = self.allot(amount, use, today)

    def prepay(self, today, amount):
        use = self.use(today, amount)
        rest = self.allot(amount, use, today)
        if self.balance:
            grown = self.accrued(today)
            paid = min(rest, grown)
            use["interest"] += paid
            rest -= paid
            self.carry, self.since = grown - paid, max(self.since, today)
        principal = cents(rest / (1 + self.fee_share()))
        fee = rest - principal
        if principal >= self.balance:
            principal = self.balance
            fee = min(rest - principal, cents(principal * self.fee_share()))
        use["principal"] += principal
        use["fee"] += fee
        use["unapplied"] = rest - principal - fee
        self.balance -= principal
        if principal and self.balance and self.lower:
            self.reckon()

    def fee_share(self):
        return self.fee_rate

    def fee(self, today, amount):
        self.owe(today, Decimal(0), Decimal(0), amount)

    # The answer

    def state(self, today):
        """The six parts and the rest of `as_of`, after `live(today)`."""
        self.post()
        late = [due for due in self.open if self.late(due, today)]
        good = [due for due in self.open if not self.late(due, today)]
        total = lambda dues, *keys: sum((due[key] for due in dues for key in keys), Decimal(0))  # noqa: E731
        kept = sum((use["unapplied"] for use in self.uses), Decimal(0))
        owed = total(self.open, "principal", "interest", "fee", "p1", "p2")
        accrued = self.accrued(today)
        days = max([(today - due["date"]).days for due in late], default=0)
        classes = [(361, "loss"), (271, "doubtful"), (91, "substandard"), (1, "attention")]
        charge = cents(self.balance * self.fee_share())
        return {
            "principal_normal": self.balance + total(good, "principal"),
            "principal_overdue": total(late, "principal"),
            "interest_normal": accrued + total(good, "interest"),
            "interest_overdue": total(late, "interest"),
            "penalty_on_principal": total(self.open, "p1"),
            "penalty_on_interest": total(self.open, "p2"),
            "fee": total(self.open, "fee"),
            "days_past_due": days,
            "bucket": f"M{(days + 29) // 30}",
            "risk_class": next((name for least, name in classes if days >= least), "normal"),
            "due_now": max(Decimal(0), owed - kept),
            "payoff": max(Decimal(0), owed + self.balance + accrued + charge - kept),
        }


def money(value):
    return format(value.quantize(CENT), "f")


def answer(document, as_of, working=lambda day: day.weekday() < 5, kind=Daybook):
    """The JSON of the `loan` command for a document, without the annual cost."""
    known = [event for event in document.get("events", []) if date(event["date"]) <= as_of]
    book = kind({**document, "events": known}, working).live(as_of)
    state = book.state(as_of)
    plain = {k: money(v) if isinstance(v, Decimal) else v for k, v in state.items()}
    last = max([date(event["date"]) for event in document.get("events", [])], default=book.start)
    rows = kind(document, working).live(last).finish().rows
    keys = ("payment", "principal", "interest", "fee", "balance")
    return {
        "schedule": [
            {"number": number, "due": row[0].isoformat(), **dict(zip(keys, map(money, row[1:]), strict=True))}
            for number, row in enumerate(rows, 1)
        ],
        "as_of": {"date": as_of.isoformat(), **plain},
        "payments": [
            {k: v.isoformat() if k == "date" else money(v) for k, v in use.items()}
            for use in book.uses
        ],
    }  # fmt: skip
