"""Rows of a file against the book: duplicates, accounts, categories, loans."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count, repeat

from planner.basics.text import N_, Amount, Text, text
from planner.book.account import Category
from planner.book.book import Book
from planner.book.entry import Entry
from planner.book.learned import PayeeRule
from planner.book.loan import LoanEvent
from planner.importers.importer import BOOKED, KEYED, NO_REASON, Row, new_tuple
from planner.importers.match import fingerprints, ids, known_keys, source_key, unnumbered
from planner.importers.platform import CORRECTED
from planner.services.imports.batch import BatchRow, Choice, counts_as_income
from planner.services.imports.loans import LoanMatcher
from planner.services.imports.names import Accounts, Categories
from planner.services.imports.purchases import Purchases
from planner.services.imports.review import reviewed
from planner.services.imports.twins import Twins

DUPLICATE = text(N_("Already in the book."))
NOW_NUMBERED = text(N_("Already in the book; it gets its transaction number now."))
TWICE = text(N_("Stands in this file a second time."))
CHOSEN = text(N_("You chose it."))
LEFT_OUT = text(N_("You left it out."))
OTHER_CURRENCY = text(N_("In another currency than the one you chose."))
OTHER_ACCOUNT = text(N_("Of another account of this file than the one you chose."))
OWN_MONEY = text(N_("Own money moved: neither income nor expense."))
REPAYMENT = text(N_("A repayment, no expense; no loan of the book fits it for certain."))
SAME_PAYMENT = text(N_("The same payment, known from another file; both are one entry now."))
TO_CARD = text(N_("A repayment to your own card account."))
REFUND = text(N_("A refund: it lowers the expense."))
CORRECTS_BOOKED = text(
    N_("The bank corrects a payment that is in the book already: change that one, or decide here.")
)
NO_PURCHASE = text(
    N_(
        "The purchase that it gives back is not in the book; it may have been closed unpaid: "
        "please decide."
    )
)
GIVEN_BACK = text(N_("A refund to a customer: it lowers the income."))


At = tuple[int, Row, str, str]
"""Number, row, identity and currency: how every BatchRow begins."""


class Plan:
    """Matches the rows of one file with a book, in the order of the file."""

    def __init__(
        self,
        book: Book,
        account: str,
        choices: Mapping[int, Choice],
        rules: Iterable[PayeeRule] = (),
        categories: Iterable[Category] = (),
        *,
        bill: str = "",
        only_of: str = "",
    ) -> None:
        """`rules` and `categories` are those that come with this file; `bill` is its format.

        `only_of`: the one account of a file with several whose rows count.
        """
        self._bill = bill
        self._only_of = only_of
        self._book = book
        self._account = account
        self._choices = choices
        self._known = known_keys(book)
        self._unnumbered = unnumbered(book)
        self._seen: set[str] = set()
        self._may_be_twin = True
        self._loans = LoanMatcher(book)
        self._twins = Twins(book)
        self._purchases = Purchases(book)
        self._corrected: Mapping[str, Row] = {}
        """Rows that the bank corrects further down, by their keys."""
        self._ways: dict[str, Callable[[At], BatchRow]] = {
            "entry": self._entry,
            "refund": self._entry,
            "transfer": self._transfer,
            "loan_payment": self._loan_payment,
        }
        self.accounts = Accounts(book, account)
        self.categories = Categories(book, rules, categories)

    def rows(self, rows: Sequence[Row], currency: str) -> tuple[BatchRow, ...]:
        """Every row with its final outcome. `currency`: the only one that counts; empty: any."""
        self.accounts.prepare(rows)
        self._purchases.prepare(rows)
        self._corrected = {row.key: row for row in rows if row.reason is CORRECTED}
        found = ids(rows)
        if any(not one and row.outcome in KEYED for one, row in zip(found, rows, strict=True)):
            found = fingerprints(rows, self._account, found)
        self._may_be_twin = bool(self._known) or len(set(found)) < len(found)
        has_new_numbers = self._unnumbered and any(one[:1] == "i" for one in found)
        contents = fingerprints(rows, self._account) if has_new_numbers else repeat("")
        matched = map(self._matched, count(1), rows, found, contents, repeat(currency))
        if not len(self._book.ledger) and not self._book.invoices:
            return tuple(matched)
        return reviewed(self._book, tuple(matched), self._choices, self.accounts, self._bill)

    def _matched(
        self, number: int, read: Row, identity: str, content: str, currency: str
    ) -> BatchRow:
        choice = self._choices.get(number)
        row = read if choice is None else _chosen(read, choice)
        at = (number, row, identity, row.currency or self._book.currency)
        outcome = row.outcome
        if outcome == "not_understood" and self._is_known(identity):
            return BatchRow(*at, "duplicate", row.amount, DUPLICATE)
        if self._corrected and (found := self._correction(at, choice)):
            return found
        if outcome not in BOOKED or row.date is None:
            return BatchRow(*at, outcome, row.amount, row.reason)
        if self._only_of and row.sheet != self._only_of:
            return BatchRow(*at, "skipped", row.amount, OTHER_ACCOUNT)
        if currency and currency != at[3]:
            return BatchRow(*at, "skipped", row.amount, OTHER_CURRENCY)
        if self._may_be_twin and (twin := self._twin(identity)) is not None:
            return BatchRow(*at, "duplicate", row.amount, twin)
        if content and identity.startswith("i") and (fact := self._without_number(content)):
            return BatchRow(*at, "duplicate", row.amount, NOW_NUMBERED, linked=fact)
        if outcome == "refund" and row.refund_of and self._is_doubtful(row, choice):
            return BatchRow(*at, "not_understood", row.amount, NO_PURCHASE)
        found = self._ways[outcome](at)
        return found if choice is None else _with_choice(found, choice)

    def _correction(self, at: At, choice: Choice | None) -> BatchRow | None:
        """What becomes of a payment in the book that the bank takes back; None: it is not there."""
        _, row, identity, _ = at
        is_corrected = row.reason is CORRECTED
        old = row if is_corrected else self._corrected.get(row.corrects)
        is_decided = choice is not None and choice.outcome is not None
        if old is None or is_decided or (identity and self._is_known(identity)):
            return None
        if not self._is_known(ids([old._replace(outcome="entry")])[0]):
            return None
        if is_corrected:
            return BatchRow(*at, "duplicate", row.amount, DUPLICATE)
        return BatchRow(*at, "not_understood", row.amount, CORRECTS_BOOKED)

    def _is_known(self, identity: str) -> bool:
        return bool(self._known) and source_key(identity) in self._known

    def _without_number(self, content: str) -> Entry | LoanEvent | None:
        """What came from a file that had lost the number of this row, each at most once."""
        fact = self._unnumbered.pop(source_key(content), None)
        return self._book.ledger.entry(fact) if isinstance(fact, int) else fact

    def _twin(self, identity: str) -> Text | None:
        """Why a row is a duplicate; None: it is new."""
        if self._known and source_key(identity) in self._known:
            return DUPLICATE
        before = len(self._seen)
        self._seen.add(identity)
        return TWICE if len(self._seen) == before else None

    def _is_doubtful(self, refund: Row, choice: Choice | None) -> bool:
        if choice is not None and choice.outcome is not None:
            return False
        return not self._purchases.knows(refund)

    def _entry(self, at: At) -> BatchRow:
        number, row, identity, currency = at
        outcome, reason, amount = row.outcome, row.reason, row.amount
        is_income = counts_as_income(outcome, row.direction, amount)
        if outcome == "refund" and reason is NO_REASON:
            reason = GIVEN_BACK if is_income else REFUND
        account = self.accounts.paying(row.place)
        category, why, mark = self.categories.of(row.payee, row.note, row.kind, is_income=is_income)
        other = (self.accounts.own(row.other) or "") if row.moved else ""
        known = self._twins.of(row, account, amount) if self._twins and not row.moved else None
        if known is not None:
            return BatchRow(
                *at, "duplicate", row.amount, SAME_PAYMENT, account, category=category, linked=known,
                mark=mark,
            )  # fmt: skip
        values = (
            number, row, identity, currency, outcome, amount, reason, account, other, category, "",
            None, why, mark, None, None,
        )  # fmt: skip
        return new_tuple(BatchRow, values)

    def _transfer(self, at: At) -> BatchRow:
        row = at[1]
        source, target = self.accounts.own(row.place), self.accounts.own(row.other)
        reason = OWN_MONEY if row.reason is NO_REASON else row.reason
        if source is None and target is None and row.place and row.other:
            source = target = self._account
        if source is not None and source == target:
            return self._inside(at, source)
        if source is not None and target is not None:
            known = self._twins.of(row, target, -row.amount) or self._twins.of(
                row, source, row.amount
            )
            if known is not None and known.to_account:
                return BatchRow(*at, "duplicate", row.amount, SAME_PAYMENT, linked=known)
            return BatchRow(*at, "transfer", row.amount, reason, source, target, linked=known)
        category = self.categories.own("transfer")
        if target is not None:
            return BatchRow(*at, "transfer", -row.amount, reason, target, category=category)
        account = source or self.accounts.paying(row.place)
        return BatchRow(*at, "transfer", row.amount, reason, account, category=category)

    def _inside(self, at: At, account: str) -> BatchRow:
        """Two places that are one account in the book: nothing moves, but the row is known."""
        moved = Amount(-at[1].amount, at[3])
        reason = text(N_("{sum} moved inside one account; its balance stays."), sum=moved)
        category = self.categories.own("transfer")
        return BatchRow(*at, "transfer", 0, reason, account, category=category)

    def _loan_payment(self, at: At) -> BatchRow:
        row = at[1]
        account = self.accounts.paying(row.place)
        words = f"{row.payee} {row.note} {row.to}"
        match = None if row.date is None else self._loans.match(words, -row.amount, row.date)
        if match is None:
            return self._debt(at, account, words)
        name = self._book.loans[match.loan].name
        if match.recorded is not None:
            reason = text(N_("Already recorded as a payment of {loan}."), loan=name)
            return BatchRow(
                *at, "duplicate", row.amount, reason, loan=match.loan, linked=match.recorded
            )
        reason = text(N_("A payment of {loan}."), loan=name)
        debt = self.categories.own("debt")
        return BatchRow(*at, row.outcome, row.amount, reason, account, "", debt, match.loan)

    def _debt(self, at: At, account: str, words: str) -> BatchRow:
        amount = at[1].amount
        card = self.accounts.card_repaid(words)
        if card and card != account:
            known = self._twins.of(at[1], account, amount)
            return BatchRow(*at, "loan_payment", amount, TO_CARD, account, card, linked=known)
        debt = self.categories.own("debt")
        return BatchRow(*at, "loan_payment", amount, REPAYMENT, account, "", debt)


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


def _with_choice(found: BatchRow, choice: Choice) -> BatchRow:
    if choice.category is not None:
        found = found._replace(category=choice.category, why=CHOSEN, mark="")
    if choice.to_account is not None and choice.to_account != found.account:
        found = found._replace(to_account=choice.to_account, category="", why=NO_REASON, mark="")
    return found if choice.loan is None else found._replace(loan=choice.loan)
