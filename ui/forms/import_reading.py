"""Reading a file off the window's thread: what was decided so far, and the newest `Batch`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject, QTimer, Signal

from planner.basics.text import Text
from planner.book.learned import PayeeRule
from planner.services.importing import (
    Batch,
    Choice,
    ReadOptions,
    named_options,
    read_file,
    with_choices,
)
from ui.jobs import Cancelled
from ui.state import State

KIND = "import"


class ImportReading(QObject):
    """One file on its way into the book.

    Signals: `begun()`, `progressed(int done, int total)`, `ready(Batch)`, `refused(Text)`.
    """

    begun = Signal()
    progressed = Signal(int, int)
    ready = Signal(object)
    refused = Signal(object)

    def __init__(self, state: State, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state
        self.path: Path | None = None
        self.account = ""
        self.password = ""
        self.options = ReadOptions()
        self.answers: tuple[str, ...] = ()
        self.choices: Mapping[int, Choice] = MappingProxyType({})
        self.rules: tuple[PayeeRule, ...] = ()
        self.includes = True
        """Whether known balances hold the rows before them already."""
        self.is_account_chosen = False
        """Whether the owner has chosen the account; else remembered columns may name it."""
        self.batch: Batch | None = None
        self.is_busy = False
        self._progress = (0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(100)
        self._timer.timeout.connect(self._tell_progress)

    def open(self, path: Path) -> None:
        """Read another file; nothing decided about the last one counts any more."""
        self.path, self.options, self.answers = path, ReadOptions(), ()
        self.choices, self.rules = MappingProxyType({}), ()
        self.includes, self.batch = True, None
        self.read()

    def answer(self, option: str) -> None:
        """Take an answer to a question, and read again."""
        self.answers = (*self.answers, option)
        self.read()

    def read(self) -> None:
        """Read the file with all that was decided."""
        path, account = self.path, self.account
        if path is None or not account:
            return
        book, today = self._state.book, self._state.today
        choices, rules, includes = self.choices, self.rules, self.includes
        answered = named_options(",".join(self.answers), self.password)
        kept = self.options
        options = replace(
            answered, encoding=kept.encoding or answered.encoding, columns=kept.columns,
            header_row=kept.header_row, sheet=kept.sheet, profile=kept.profile,
        )  # fmt: skip

        def progress(done: int, total: int) -> None:
            self._progress = (done, total)

        def job(cancelled: Cancelled) -> Batch:
            batch = read_file(
                book, path, account, today=today, options=options, cancelled=cancelled,
                progress=progress, learn=True, includes=includes,
            )  # fmt: skip
            again = with_choices(book, batch, choices, rules) if choices or rules else batch
            return _looked_through(again)

        self._start(job)

    def choose(self, choices: Mapping[int, Choice], rule: PayeeRule | None = None) -> None:
        """Take decisions on single rows, by their number; later ones add to earlier ones.

        A `rule` counts for all rows at once and comes with the import.
        """
        batch, book = self.batch, self._state.book
        if batch is None:
            return
        if rule is not None:
            self.rules = (*(one for one in self.rules if one.id != rule.id), rule)
        rules = self.rules
        merged = dict(self.choices)
        for number, choice in choices.items():
            merged[number] = _joined(merged.get(number), choice)
        self.choices = MappingProxyType(merged)
        self._start(lambda cancelled: _looked_through(with_choices(book, batch, merged, rules)))

    def include(self, is_included: bool) -> None:  # noqa: FBT001 - a signal passes it so
        """Take the answer whether known balances hold the rows before them already."""
        self.includes, batch = is_included, self.batch
        if batch is not None:
            self._start(lambda cancelled: _looked_through(replace(batch, includes=is_included)))

    def stop(self) -> None:
        """Stop reading; nothing was kept."""
        self._state.lane.cancel(KIND)
        self._end()

    def _start(self, job: Callable[[Cancelled], Batch]) -> None:
        self.is_busy, self._progress = True, (0, 0)
        self._timer.start()
        self.begun.emit()
        self._state.run(job, self._on_ready, self._on_refused, KIND)

    def _on_ready(self, batch: Batch) -> None:
        self._end()
        usual = self._usual_account(batch)
        if usual and usual != self.account and not self.is_account_chosen:
            self.account, self.is_account_chosen = usual, True
            self.read()
            return
        self.batch = batch
        self.ready.emit(batch)

    def _usual_account(self, batch: Batch) -> str:
        """The account into which files with these columns went last; empty: none is known."""
        profile = self._state.book.profiles.get(batch.profile)
        known = profile is not None and profile.account in self._state.book.accounts
        return profile.account if profile is not None and known else ""

    def _on_refused(self, refusal: Text) -> None:
        self._end()
        self.refused.emit(refusal)

    def _end(self) -> None:
        self.is_busy = False
        self._timer.stop()

    def _tell_progress(self) -> None:
        self.progressed.emit(*self._progress)


def _looked_through(batch: Batch) -> Batch:
    """The batch, with all that the window shows and takes of it worked out off its thread."""
    taken = () if batch.questions else ("edit",)
    for name in ("balance", "counts", "notices", "money_in", "money_out", *taken):
        getattr(batch, name)  # the batch keeps it
    return batch


def _joined(before: Choice | None, after: Choice) -> Choice:
    """A later decision on a row, keeping what an earlier one said of other parts."""
    if before is None:
        return after
    names = ("outcome", "category", "amount", "date", "payee", "to_account", "loan")
    said = {name: value for name in names if (value := getattr(after, name)) is not None}
    accept = after.accept or (before.accept and after.outcome is None)
    return replace(before, **said, accept=accept, **({"outcome": None} if after.accept else {}))
