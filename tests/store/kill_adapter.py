"""A writer to be killed: one numbered edit per commit, some of 2,000 entries, some edits undone.

Made for any kill harness that calls open(path), commit(n, rng), close() and verify(path).
`python -m tests.store.kill_adapter PATH START SEED` is such a writer: it prints "T n" before it
tries edit n and "A n" once `apply` has returned.
"""

import datetime as dt
import random
import sys
from pathlib import Path

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.account import Account
from planner.book.edit import Edit, adding, removing, replacing
from planner.book.entry import Entry
from planner.services import care
from planner.services.session import Session, new_book, open_book

BIG = 2000
DAY = dt.date(2026, 11, 23)


def clock() -> dt.datetime:
    return dt.datetime.combine(DAY, dt.time(10, 15))


class SessionAdapter:
    """The product's own calls: one `apply` is one commit."""

    session: Session

    def open(self, path: str) -> None:
        book = Path(path)
        if book.exists():
            self.session = open_book(book, clock)
            return
        bank = adding("account", Account("bank", "bank", "bank", 0, DAY))
        self.session = new_book(book, clock, filled=Edit(text("bank"), (bank,)))

    def commit(self, n: int, rng: random.Random) -> None:
        size = BIG if rng.random() < 0.15 else 3
        changes = [adding("entry", _entry(n, part, rng)) for part in range(size)]
        old = [entry for entry in self._some(rng) if not entry.payee]
        changes += [replacing("entry", entry, note="y" * 300) for entry in old[::2]]
        changes += [removing("entry", entry) for entry in old[1::2]]
        changes += [adding("entry", _padding(n, part)) for part in range(rng.randrange(20))]
        self.session.apply(Edit(text("edit {number}", number=n), tuple(changes)))

    def _some(self, rng: random.Random) -> list[Entry]:
        """Older entries to rewrite or remove, so that pages are freed and used again."""
        ledger = self.session.book.ledger
        if rng.random() < 0.6:
            return []
        return [ledger.entry(row) for row in rng.sample(range(len(ledger)), min(60, len(ledger)))]

    def close(self) -> None:
        self.session.close()

    def verify(self, path: str) -> tuple[set[int], list[str]]:
        """The numbers present, and everything that is wrong."""
        book = Path(path)
        if not book.exists():
            return set(), []
        problems = [str(problem) for problem in care.verify(book)]
        try:
            with open_book(book, clock) as session:
                history = session.history()
                parts: dict[int, int] = {}
                for entry in session.book.ledger:
                    if entry.payee:
                        parts[int(entry.payee)] = parts.get(int(entry.payee), 0) + 1
        except UserError as error:
            return set(), [*problems, str(error)]
        numbers = {int(str(line.title.facts["number"])) for line in history[1:]}
        halves = [n for n, count in parts.items() if count not in {3, BIG}]
        if halves or numbers != set(parts):
            problems.append(f"halves {halves}, history and entries {numbers ^ set(parts)}")
        return numbers, problems


def _entry(n: int, part: int, rng: random.Random) -> Entry:
    note = rng.choice(("", "x" * 400))
    return Entry(
        f"{n}-{part}", DAY, "bank", rng.randrange(-(10**7), 10**7), payee=str(n), note=note
    )


def _padding(n: int, part: int) -> Entry:
    return Entry(f"pad-{n}-{part}", DAY, "bank", 1)


def main() -> None:
    path, start, seed = sys.argv[1:]
    adapter, rng, n = SessionAdapter(), random.Random(int(seed)), int(start)
    adapter.open(path)
    while True:
        print("T", n, flush=True)
        adapter.commit(n, rng)
        print("A", n, flush=True)
        n += 1


if __name__ == "__main__":
    main()
