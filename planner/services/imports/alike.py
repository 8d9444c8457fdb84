"""One category was corrected: which others of that payee could follow, and a rule for the future."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from planner.basics.text import N_, NN_, counted, text
from planner.book.account import Category
from planner.book.book import Book
from planner.book.edit import Change, Edit, replacing
from planner.book.entry import Entry
from planner.book.learned import HowMatched, PayeeRule
from planner.importers.payee import normal_payee
from planner.services.imports.batch import Batch, BatchRow


def alike_entries(book: Book, entry: Entry) -> tuple[Entry, ...]:
    """Entries of the same payee and side with another category than `entry`, by date."""
    name = normal_payee(entry.payee)
    if not name or not entry.category or entry.to_account:
        return ()
    ledger = book.ledger
    codes = {code for code, payee in enumerate(ledger.payees.values) if normal_payee(payee) == name}
    found = (
        ledger.entry(row) for row, code in enumerate(ledger.payees.codes) if int(code) in codes
    )
    return tuple(
        one
        for one in found
        if one.category != entry.category
        and not one.to_account
        and (one.amount > 0) == (entry.amount > 0)
        and one.id != entry.id
    )


def alike_rows(batch: Batch, row: BatchRow) -> tuple[BatchRow, ...]:
    """Rows of a file with the payee and side of `row` that would be booked otherwise."""
    name = normal_payee(row.payee)
    if not name or not row.category:
        return ()
    return tuple(
        other
        for other in batch.rows
        if other.outcome in {"entry", "refund"}
        and other.category != row.category
        and other.is_income == row.is_income
        and normal_payee(other.payee) == name
    )


def rule_for(payee: str, category: str) -> PayeeRule:
    """The rule that gives everybody of this name the category; one rule per name.

    The name without branch and legal form, where that stands in the payee as it is written.
    """
    bare = normal_payee(payee)
    how: HowMatched = "contains" if bare in payee.lower() else "equals"
    words = bare if how == "contains" else payee.strip()
    digest = hashlib.blake2b(f"{how} {words} {category}".encode(), digest_size=6).hexdigest()
    return PayeeRule(f"rule-{digest}", words, category, how)


def followed(
    book: Book, entry: Entry, others: Sequence[Entry], rule: PayeeRule | None = None
) -> Edit:
    """The one Edit that gives `others` the category of `entry`, and makes the rule."""
    category = book.categories[entry.category]
    changes = [replacing("entry", one, category=entry.category) for one in others]
    changes += rule_changes(book, (rule,) if rule else (), book.categories)
    if others:
        said = counted(
            *NN_(
                "Category “{category}” for {count} more entry of “{payee}”",
                "Category “{category}” for {count} more entries of “{payee}”",
            ),
            len(others),
            category=category.name,
            payee=entry.payee,
        )
        return Edit(said, tuple(changes))
    title = text(
        N_("“{payee}” always gets “{category}”"), payee=entry.payee, category=category.name
    )
    return Edit(title, tuple(changes))


def rule_changes(
    book: Book, rules: Iterable[PayeeRule], categories: Mapping[str, Category]
) -> list[Change]:
    """The changes that add rules; older ones of the same words and side make room.

    `categories` are all that a rule may name.
    """
    changes = []
    for rule in rules:
        category = categories[rule.category]
        old = [
            one
            for one in book.rules.values()
            if (one.words, one.how) == (rule.words, rule.how) and one.id != rule.id
            and (known := book.categories.get(one.category)) and known.flow == category.flow
        ]  # fmt: skip
        changes += [Change("rule", one.id, one, None) for one in old]
        before = book.rules.get(rule.id)
        if before != rule:
            changes.append(Change("rule", rule.id, before, rule))
    return changes
