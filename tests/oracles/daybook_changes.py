"""The second engine, with what the contract leaves open and docs/DECISIONS.md decides.

Rate changes, several draws, extension, reschedule, waiver, acceleration, another order of
allocation after some days, fees and locks of early payments, reversals. Day by day, like `daybook`.
"""

from decimal import Decimal

from tests.oracles.daybook import Daybook, cents, date


class RefusedError(Exception):
    """The history can't have happened: the engine must refuse it too."""


class LivedDaybook(Daybook):
    """The loan of one document with every kind of event."""

    def __init__(self, document, working=lambda day: day.weekday() < 5):
        self.year = document.get("year_days", 360)
        self.rates = [(date(document["drawn_on"]), self.yearly(document["rate"]))]
        for change in document.get("rate_changes", []):
            self.rates.append((date(change["date"]), self.yearly(change["rate"])))
        self.is_short, self.interest_rows = False, 0
        super().__init__(document, working)
        undone = set()
        for event in reversed(self.events):
            if event["type"] == "reverse" and event.get("id") not in undone:
                undone.add(event["reverses"])
        self.events = [
            event
            for event in self.events
            if event["type"] != "reverse" and event.get("id") not in undone
        ]

    # Rates

    def yearly(self, rate):
        value = Decimal(rate["value"]) + Decimal(rate.get("spread", "0"))
        if rate.get("per", "year") == "year":
            return value
        return value * (365 if self.year == "actual" else self.year)

    def annual_on(self, day):
        found = self.rates[0][1]
        for since, annual in sorted(self.rates, key=lambda step: step[0]):
            if since <= day:
                found = annual
        return found

    def changes_within(self, left, right):
        return any(left < since < right for since, _ in self.rates[1:])

    def reckon(self):
        self.level_rate = self.annual_on(self.since)
        super().reckon()

    def rows_with_principal(self):
        return self.n - max(self.row, self.interest_rows + 1) + 1

    def keep_end(self):
        """After `shorten` the plan ends with the row in which the old instalment repays it."""
        if not self.is_short:
            return
        left, rows = self.balance, 0
        while left > 0 and self.row + rows <= self.n:
            grown = cents(left * self.level_rate / 12, self.mode)
            if self.method == "equal_instalment":
                left -= max(Decimal(0), self.level - grown)
            elif self.method == "equal_principal":
                left -= self.level
            rows += 1
        self.n = self.row + rows - 1
        self.is_short = False

    def instalment(self, today):
        if self.annual_on(self.since) != self.level_rate:
            self.keep_end()
            self.reckon()
        if self.row > self.interest_rows or self.row == self.n:
            return super().instalment(today)
        method, self.method = self.method, "interest_only"
        super().instalment(today)
        self.method = method
        return None

    # Events

    def happen(self, today, event):
        if event["type"] in {"pay", "prepay", "fee"}:
            super().happen(today, event)
        else:
            getattr(self, event["type"])(today, event)

    def order_on(self, today):
        late = self.terms.get("late_allocation")
        days = [(today - due["date"]).days for due in self.open if self.late(due, today)]
        if late and max(days, default=0) > late["after_days"]:
            return late["order"]
        return self.order

    def fee_share(self):
        asked_for = self.terms.get("prepay", {}).get("fee_rows", 0)
        return Decimal(0) if asked_for and len(self.rows) >= asked_for else self.fee_rate

    def prepay(self, today, amount):
        before = self.balance
        super().prepay(today, amount)
        if self.balance < before and not self.lower:
            self.is_short = True

    def pause(self, today):
        """The interest up to today is posted for the next row."""
        self.carry, self.since = self.accrued(today), max(self.since, today)

    def rate(self, today, event):
        self.rates.append((today, self.yearly(event["rate"])))

    def draw(self, today, event):
        if not self.balance:
            while self.row <= self.n and self.due(self.row) <= today:
                self.row += 1
        if self.row > self.n:
            raise RefusedError
        if self.balance:
            self.keep_end()
        self.is_short = False
        self.pause(today)
        self.balance += Decimal(event["amount"])
        self.reckon()

    def extend(self, today, event):
        if not self.balance:
            raise RefusedError
        self.keep_end()
        self.n += event["instalments"]
        if self.method == "single_payment":
            self.row = self.n
        self.reckon()

    def reschedule(self, today, event):
        if "rate" in event:
            self.rate(today, event)
        self.pause(today)
        for due in self.open:
            self.carry += due["interest"]
            self.balance += due["principal"]
            due["interest"] = due["principal"] = Decimal(0)
        self.method = event.get("method", self.method)
        self.n, self.first = event["instalments"], date(event["first_due"])
        self.day, self.start, self.since = self.first.day, today, today
        self.daily = self.terms.get("interest") == "daily" or self.method == "daily_interest"
        self.is_short, self.interest_rows = False, event.get("interest_rows", 0)
        self.whole_start = self.is_month()
        self.row = self.n if self.method == "single_payment" else 1
        self.reckon()

    def accelerate(self, today, event):
        if not self.balance:
            return
        self.pause(today)
        principal, interest = self.balance, self.carry
        self.rows.append((today, principal + interest, principal, interest, Decimal(0), Decimal(0)))
        self.balance = self.carry = Decimal(0)
        self.owe(today, principal, interest, Decimal(0))

    def waive(self, today, event):
        part = event.get("part", "penalty")
        left = Decimal(event.get("amount", "0")) or Decimal("1e15")
        for due in self.open:
            for key in ("p1", "p2") if part == "penalty" else (part,):
                given = min(left, due[key])
                due[key] -= given
                left -= given
        if part == "interest" and left and self.balance:
            self.pause(today)
            self.carry -= min(left, self.carry)
