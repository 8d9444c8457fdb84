"""Rows of a file against the book: duplicates, accounts, categories, loans."""

from collections.abc import Mapping, Sequence

from planner.basics.text import N_, Amount, Text, text
from planner.book.book import Book
from planner.importers.importer import NO_REASON, Row
from planner.importers.match import Keys, known_keys
from planner.services.import_batch import BOOKED, BatchRow, Choice
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
        self._source_keys = Keys((), account)
        self._loans = LoanMatcher(book)
        self.accounts = Accounts(book, account)
        self.categories = Categories(book)

    def rows(self, rows: Sequence[Row], currency: str) -> tuple[BatchRow, ...]:
        """Every row with its final outcome. `currency`: the only one that counts; empty: any."""
        self.accounts.prepare(rows)
        self._source_keys = Keys(rows, self._account)
        return tuple(self._matched(number, row, currency) for number, row in enumerate(rows, 1))

    def _chosen(self, number: int, row: Row) -> Row:
        """The row as the owner has decided in the preview."""
        choice = self._choices.get(number)
        if choice is None:
            return row
        amount = row.amount if choice.amount is None else choice.amount
        if choice.outcome in {"transfer", "loan_payment"} and choice.amount is None:
            amount = -abs(amount)
        return row._replace(
            outcome=choice.outcome or row.outcome,
            reason=_chosen_reason(choice, row),
            amount=amount,
            date=choice.date or row.date,
            payee=row.payee if choice.payee is None else choice.payee,
        )

    def _matched(self, number: int, read: Row, currency: str) -> BatchRow:
        row = self._chosen(number, read)
        found = BatchRow(
            number, row.line, row.outcome, row.reason, row.date, row.amount, _tidy(row.payee),
            _tidy(row.note), "", "", "", "", row.fee, row.direction,
            row.currency or self._book.currency, row.sheet, "", row.moved,
        )  # fmt: skip
        if row.outcome not in BOOKED or row.date is None:
            return found
        if currency and found.currency != currency:
            return found._replace(outcome="skipped", reason=OTHER_CURRENCY)
        keys, twin = self._keys(read)
        if twin is not None:
            return found._replace(outcome="duplicate", reason=twin, keys=keys)
        return self._with_choice(self._booked(row, found._replace(keys=keys)))

    def _keys(self, row: Row) -> tuple[str, Text | None]:
        """Source keys of a row, and why it is a duplicate (None: it is new)."""
        first, fingerprint = self._source_keys.of(row)
        keys = f"{first} {fingerprint}" if first else fingerprint
        decisive = first or fingerprint
        if decisive in self._known or f"imp-{decisive}" in self._book.ledger.rows:
            return keys, DUPLICATE
        if decisive in self._seen:
            return keys, TWICE
        self._seen.add(decisive)
        return keys, None

    def _booked(self, row: Row, found: BatchRow) -> BatchRow:
        if found.outcome == "transfer":
            return self._transfer(row, found)
        if found.outcome == "loan_payment":
            return self._loan_payment(row, found)
        reason = found.reason
        if found.outcome == "refund" and reason is NO_REASON:
            reason = GIVEN_BACK if found.is_income else REFUND
        if row.moved:
            self.categories.own("transfer")
            found = found._replace(to_account=self.accounts.own(row.other) or "")
        return found._replace(
            account=self.accounts.paying(row.place),
            category=self.categories.of(found.payee, row.kind, is_income=found.is_income),
            reason=reason,
        )

    def _transfer(self, row: Row, found: BatchRow) -> BatchRow:
        source, target = self.accounts.own(row.place), self.accounts.own(row.other)
        reason = OWN_MONEY if found.reason is NO_REASON else found.reason
        if source is not None and source == target:
            return self._inside(row, found, source)
        if source is not None and target is not None:
            return found._replace(account=source, to_account=target, reason=reason)
        if source is None and target is None and row.place and row.other:
            return self._inside(row, found, self._account)
        category = self.categories.own("transfer")
        if target is not None:
            return found._replace(
                account=target, amount=-row.amount, category=category, reason=reason
            )
        return found._replace(
            account=source or self.accounts.paying(row.place), category=category, reason=reason
        )

    def _inside(self, row: Row, found: BatchRow, account: str) -> BatchRow:
        """Two places that are one account in the book: nothing moves, but the row is known."""
        moved = Amount(-row.amount, found.currency)
        return found._replace(
            account=account,
            amount=0,
            category=self.categories.own("transfer"),
            reason=text(N_("{sum} moved inside one account; its balance stays."), sum=moved),
        )

    def _loan_payment(self, row: Row, found: BatchRow) -> BatchRow:
        account = self.accounts.paying(row.place)
        words = f"{row.payee} {row.note} {row.to}"
        match = None if found.date is None else self._loans.match(words, -row.amount, found.date)
        if match is not None and match.recorded is not None:
            name = self._book.loans[match.loan].name
            reason = text(N_("Already recorded as a payment of {loan}."), loan=name)
            return found._replace(
                outcome="duplicate", reason=reason, loan=match.loan, linked=match.recorded
            )
        if match is not None:
            name = self._book.loans[match.loan].name
            return found._replace(
                account=account,
                loan=match.loan,
                category=self.categories.own("debt"),
                reason=text(N_("A payment of {loan}."), loan=name),
            )
        card = self.accounts.card_repaid(words)
        if card and card != account:
            return found._replace(account=account, to_account=card, reason=TO_CARD)
        return found._replace(
            account=account, category=self.categories.own("debt"), reason=REPAYMENT
        )

    def _with_choice(self, found: BatchRow) -> BatchRow:
        choice = self._choices.get(found.number)
        if choice is None or found.outcome not in BOOKED:
            return found
        if choice.category is not None:
            found = found._replace(category=choice.category)
        if choice.to_account is not None and choice.to_account != found.account:
            found = found._replace(to_account=choice.to_account, category="")
        if choice.loan is not None:
            found = found._replace(loan=choice.loan)
        return found


def _chosen_reason(choice: Choice, row: Row) -> Text:
    if choice.outcome is None:
        return row.reason
    return LEFT_OUT if choice.outcome == "skipped" else NO_REASON


def _tidy(words: str) -> str:
    """One line without characters that only steer the screen (reversed text, zero width)."""
    if words.isprintable():
        return words
    plain = "".join(char if char.isprintable() else " " for char in words)
    return " ".join(plain.split())
