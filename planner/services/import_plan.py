"""Rows of a file against the book: duplicates, accounts, categories, loans."""

from collections.abc import Mapping, Sequence

from planner.basics.text import N_, Amount, Text, text
from planner.book.book import Book
from planner.importers.importer import BOOKED, NO_REASON, Row
from planner.importers.match import fingerprints, id_keys, known_keys
from planner.services.import_batch import BatchRow, Choice, Placed, counts_as_income, tidy
from planner.services.import_loans import LoanMatcher
from planner.services.import_names import Accounts, Categories

DUPLICATE = text(N_("Already in the book."))
TWICE = text(N_("Stands in this file a second time."))
LEFT_OUT = text(N_("You left it out."))
OTHER_CURRENCY = text(N_("In another currency than the one you chose."))
OWN_MONEY = text(N_("Own money moved: neither income nor expense."))
REPAYMENT = text(N_("A repayment, no expense; no loan of the book fits it for certain."))
TO_CARD = text(N_("A repayment to your own card account."))
REFUND = text(N_("A refund: it lowers the expense."))
GIVEN_BACK = text(N_("A refund to a customer: it lowers the income."))


class Plan:
    """Matches the rows of one file with a book, in the order of the file."""

    def __init__(self, book: Book, account: str, choices: Mapping[int, Choice]) -> None:
        self._book = book
        self._account = account
        self._choices = choices
        self._known = known_keys(book)
        self._seen: set[str] = set()
        self._loans = LoanMatcher(book)
        self.accounts = Accounts(book, account)
        self.categories = Categories(book)

    def rows(self, rows: Sequence[Row], currency: str) -> tuple[BatchRow, ...]:
        """Every row with its final outcome. `currency`: the only one that counts; empty: any."""
        self.accounts.prepare(rows)
        keys = id_keys(rows)
        if any(not key and row.outcome in BOOKED for key, row in zip(keys, rows, strict=True)):
            prints = fingerprints(rows, self._account)
            keys = [key or content for key, content in zip(keys, prints, strict=True)]
        pairs = zip(rows, keys, strict=True)
        return tuple(
            self._matched(number, row, key, currency) for number, (row, key) in enumerate(pairs, 1)
        )

    def _matched(self, number: int, read: Row, key: str, currency: str) -> BatchRow:
        own = self._book.currency
        choice = self._choices.get(number)
        if choice is None:
            placed = self._placed(read, key, currency)
            return BatchRow(number, read, key, placed, read.currency or own)
        row = _chosen(read, choice)
        placed = self._placed(row, key, currency)
        if placed.outcome in BOOKED:
            placed = _with_choice(placed, choice)
        return BatchRow(number, row, key, placed, row.currency or own)

    def _placed(self, row: Row, key: str, currency: str) -> Placed:
        if row.outcome not in BOOKED or row.date is None:
            return Placed(row.outcome, row.amount, row.reason)
        if currency and (row.currency or self._book.currency) != currency:
            return Placed("skipped", row.amount, OTHER_CURRENCY)
        twin = self._twin(key)
        if twin is not None:
            return Placed("duplicate", row.amount, twin)
        if row.outcome == "transfer":
            return self._transfer(row)
        if row.outcome == "loan_payment":
            return self._loan_payment(row)
        return self._entry(row)

    def _twin(self, key: str) -> Text | None:
        """Why a row is a duplicate; None: it is new."""
        if key in self._known or f"imp-{key}" in self._book.ledger.rows:
            return DUPLICATE
        if key in self._seen:
            return TWICE
        self._seen.add(key)
        return None

    def _entry(self, row: Row) -> Placed:
        is_income = counts_as_income(row.outcome, row.direction, row.amount)
        reason = row.reason
        if row.outcome == "refund" and reason is NO_REASON:
            reason = GIVEN_BACK if is_income else REFUND
        account = self.accounts.paying(row.place)
        category = self.categories.of(tidy(row.payee), row.kind, is_income=is_income)
        other = (self.accounts.own(row.other) or "") if row.moved else ""
        return Placed(row.outcome, row.amount, reason, account, other, category)

    def _transfer(self, row: Row) -> Placed:
        source, target = self.accounts.own(row.place), self.accounts.own(row.other)
        reason = OWN_MONEY if row.reason is NO_REASON else row.reason
        if source is None and target is None and row.place and row.other:
            source = target = self._account
        if source is not None and source == target:
            return self._inside(row, source)
        if source is not None and target is not None:
            return Placed("transfer", row.amount, reason, source, target)
        category = self.categories.own("transfer")
        if target is not None:
            return Placed("transfer", -row.amount, reason, target, category=category)
        account = source or self.accounts.paying(row.place)
        return Placed("transfer", row.amount, reason, account, category=category)

    def _inside(self, row: Row, account: str) -> Placed:
        """Two places that are one account in the book: nothing moves, but the row is known."""
        moved = Amount(-row.amount, row.currency or self._book.currency)
        reason = text(N_("{sum} moved inside one account; its balance stays."), sum=moved)
        category = self.categories.own("transfer")
        return Placed("transfer", 0, reason, account, category=category)

    def _loan_payment(self, row: Row) -> Placed:
        account = self.accounts.paying(row.place)
        words = f"{row.payee} {row.note} {row.to}"
        match = None if row.date is None else self._loans.match(words, -row.amount, row.date)
        if match is None:
            return self._debt(row, account, words)
        name = self._book.loans[match.loan].name
        if match.recorded is not None:
            reason = text(N_("Already recorded as a payment of {loan}."), loan=name)
            return Placed("duplicate", row.amount, reason, loan=match.loan, linked=match.recorded)
        reason = text(N_("A payment of {loan}."), loan=name)
        debt = self.categories.own("debt")
        return Placed(row.outcome, row.amount, reason, account, "", debt, match.loan)

    def _debt(self, row: Row, account: str, words: str) -> Placed:
        card = self.accounts.card_repaid(words)
        if card and card != account:
            return Placed(row.outcome, row.amount, TO_CARD, account, card)
        debt = self.categories.own("debt")
        return Placed(row.outcome, row.amount, REPAYMENT, account, "", debt)


def _chosen(row: Row, choice: Choice) -> Row:
    """The row as the owner has decided in the preview."""
    amount = row.amount if choice.amount is None else choice.amount
    if choice.outcome in {"transfer", "loan_payment"} and choice.amount is None:
        amount = -abs(amount)
    reason = row.reason
    if choice.outcome is not None:
        reason = LEFT_OUT if choice.outcome == "skipped" else NO_REASON
    return row._replace(
        outcome=choice.outcome or row.outcome,
        reason=reason,
        amount=amount,
        date=choice.date or row.date,
        payee=row.payee if choice.payee is None else choice.payee,
    )


def _with_choice(placed: Placed, choice: Choice) -> Placed:
    if choice.category is not None:
        placed = placed._replace(category=choice.category)
    if choice.to_account is not None and choice.to_account != placed.account:
        placed = placed._replace(to_account=choice.to_account, category="")
    return placed if choice.loan is None else placed._replace(loan=choice.loan)
