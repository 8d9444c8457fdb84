"""The session: what is applied is saved, and every step back and forth survives a restart."""

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from planner.basics.errors import UserError
from planner.basics.text import Amount, text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply, removing, replacing
from planner.book.limits import Identity, Limits
from planner.services import care
from planner.services.session import new_book, open_book
from planner.wording import Wording
from tests.shop import SHOP
from tests.store.books import NOW, adding_entry, clock, entry, shop_edit, shop_file


@pytest.fixture
def path(tmp_path):
    return shop_file(tmp_path)


def refused(call, *arguments) -> str:
    with pytest.raises(UserError) as refusal:
        call(*arguments)
    return Wording("en").error(refusal.value)


def test_a_new_book_is_empty_and_refuses_an_existing_path(tmp_path):
    path = tmp_path / "a.leeway"
    info = Identity("面馆", "JPY", "en")
    with new_book(path, clock, info=info) as session:
        assert session.book == Book(info=info)
        assert (session.path, session.is_read_only, session.read_only_reason) == (path, False, None)
        assert session.history() == ()
    before = path.read_bytes()
    assert "already exists" in refused(new_book, path, clock)
    assert path.read_bytes() == before


def test_a_book_keeps_its_id_whatever_it_is_called_and_holds(path, tmp_path):
    with open_book(path, clock) as session:
        known = session.book_id
        session.apply(adding_entry("more"))
        session.save_copy(tmp_path / "copy.leeway")
    moved = path.rename(tmp_path / "moved.leeway")
    for place in (moved, tmp_path / "copy.leeway"):
        with open_book(place, clock) as session:
            assert session.book_id == known
    with new_book(tmp_path / "other.leeway", clock) as session:
        assert session.book_id not in {known, ""}


def test_a_new_book_whose_filling_breaks_a_rule_leaves_no_file(tmp_path):
    path = tmp_path / "a.leeway"
    refused(lambda: new_book(path, clock, filled=adding_entry("x")))
    assert list(tmp_path.iterdir()) == []


def test_what_is_applied_is_there_after_a_restart_and_dumps_equally(tmp_path):
    path = tmp_path / "a.leeway"
    with new_book(path, clock) as session:
        edit = facts.read(session.book, SHOP, text("shop"))
        saved = session.apply(edit)
        assert session.book is saved
        dumped = facts.dump(saved)
    with open_book(path, clock) as session:
        assert session.book == saved
        assert facts.dump(session.book) == dumped
    with new_book(tmp_path / "b.leeway", clock) as other:
        assert facts.dump(other.apply(facts.read(other.book, dumped, text("again")))) == dumped


def test_undo_and_redo_survive_restarts(path):
    with open_book(path, clock) as session:
        first = session.book
        second = session.apply(adding_entry("a"))
    with open_book(path, clock) as session:
        assert session.undo_title == text("Add {id}", id="a")
        assert session.redo_title is None
        assert session.undo() == text("Add {id}", id="a")
        assert session.book == first
    with open_book(path, clock) as session:
        assert session.redo_title == text("Add {id}", id="a")
        assert session.redo() == text("Add {id}", id="a")
        assert session.book == second
        assert "nothing to redo" in refused(session.redo)
        session.undo()
        session.undo()
        assert session.book == Book()
        assert session.undo_title is None
        assert "nothing to undo" in refused(session.undo)


def test_a_new_edit_ends_what_could_be_redone_and_keeps_it_in_the_history(path):
    with open_book(path, clock) as session:
        session.apply(adding_entry("a"))
        session.undo()
        session.apply(adding_entry("b"))
        assert session.redo_title is None
        lines = session.history()
    assert [(line.number, line.is_undone) for line in lines] == [(1, False), (2, True), (3, False)]
    assert [line.at for line in lines] == [NOW] * 3
    assert lines[1].title == text("Add {id}", id="a")


def test_go_to_leads_to_every_state_at_once_and_back(path):
    with open_book(path, clock) as session:
        books = {0: Book(), 1: session.book}
        for number in (2, 3, 4):
            books[number] = session.apply(adding_entry(f"n{number}", number))
        generation = session._file.meta.generation
        for number in (1, 3, 0, 4, 4, 2):
            session.go_to(number)
            assert session.book == books[number]
        assert session._file.meta.generation == generation + 5
        session.apply(adding_entry("other"))
        assert "no state number 3" in refused(session.go_to, 3)
        assert "no state number 99" in refused(session.go_to, 99)
    assert care.verify(path) == []


def test_an_edit_that_no_longer_fits_is_refused_and_leaves_no_trace(path):
    with open_book(path, clock) as session:
        old = session.book.find("entry", "e1")
        change = replacing("entry", old, note="one")
        session.apply(Edit(text("first"), (change,)))
        generation = session._file.meta.generation
        assert "no longer fits" in refused(
            session.apply, Edit(text("second"), (replacing("entry", old, note="two"),))
        )
        assert session.book.find("entry", "e1").note == "one"
        assert session._file.meta.generation == generation


def test_an_edit_that_names_a_fact_twice_is_refused(path):
    twice = (adding("entry", entry("x")), adding("entry", entry("x", 7)))
    with open_book(path, clock) as session:
        assert "stands twice" in refused(session.apply, Edit(text("twice"), twice))
    assert "stands twice" in refused(
        lambda: new_book(path.with_name("b"), clock, filled=Edit(text("twice"), twice))
    )


def test_an_edit_without_changes_leaves_no_trace(path):
    with open_book(path, clock) as session:
        called = []
        session.subscribe(called.append)
        assert session.apply(Edit(text("nothing"), ())) is session.book
        assert len(session.history()) == 1
        assert called == []


def test_subscribers_hear_of_every_change_until_they_leave(path):
    with open_book(path, clock) as session:
        heard = []
        leave = session.subscribe(heard.append)
        saved = session.apply(adding_entry("a"))
        session.undo()
        refused(session.apply, Edit(text("wrong"), (removing("entry", entry("nowhere")),)))
        leave()
        leave()
        session.redo()
    assert heard[0] is saved
    assert len(heard) == 2


def test_a_read_only_session_shows_everything_and_saves_nothing(path):
    with open_book(path, clock, read_only=True) as session:
        assert session.is_read_only
        assert Wording("en").say(session.read_only_reason) == "It was opened for reading only."
        assert len(session.history()) == 1
        for call in (lambda: session.apply(adding_entry("a")), session.undo):
            assert "open for reading only. Nothing was changed" in refused(call)
    assert care.verify(path) == []


def test_a_copy_under_another_name_is_a_whole_book(path):
    target = path.with_name("copy.leeway")
    with open_book(path, clock, read_only=True) as session:
        session.save_copy(target)
        assert "copy.leeway already exists" in refused(session.save_copy, target)
        with open_book(target, clock) as copy:
            assert copy.book == session.book
            assert copy.undo() == session.undo_title
    assert not list(path.parent.glob(".*"))


def test_a_currency_may_change_in_an_empty_book_with_a_cushion(tmp_path):
    """Stored amounts are minor units: they do not change their meaning with the currency."""
    path = tmp_path / "a.leeway"
    with new_book(path, clock) as session:
        session.apply(
            Edit(text("limits"), (replacing("limits", Limits(), cushion=12345),))
        )  # fmt: skip
        session.apply(Edit(text("yen"), (replacing("book", Identity(), currency="JPY"),)))
    with open_book(path, clock) as session:
        assert session.book.limits.cushion == 12345
        assert session.book.currency == "JPY"
        session.go_to(0)
        assert session.book == Book()


def test_an_import_of_many_rows_is_one_edit_in_portions(path):
    many = tuple(adding("entry", entry(f"m{number}", number)) for number in range(4500))
    title = text("Import of {sum}", sum=Amount(5, "CNY"))
    with open_book(path, clock) as session:
        before = session.book
        after = session.apply(Edit(title, many))
    with open_book(path, clock) as session:
        assert session.book == after
        assert session.undo() == title
        assert session.book == before
    assert care.verify(path) == []


def test_rows_of_one_day_keep_their_order_after_a_restart(path):
    with open_book(path, clock) as session:
        for key in ("z", "a", "m"):
            session.apply(adding_entry(key))
        z = session.book.find("entry", "z")
        session.apply(Edit(text("note"), (replacing("entry", z, note="later"),)))
        shown = list(session.book.ledger)
    with open_book(path, clock) as session:
        assert list(session.book.ledger) == shown


def test_closing_twice_is_fine_and_lets_others_in(path):
    session = open_book(path, clock)
    session.close()
    session.close()
    open_book(path, clock).close()


def test_a_history_that_can_not_be_read_is_refused_in_a_sentence(path):
    import sqlite3

    plain = sqlite3.connect(path)
    plain.execute("UPDATE history SET title = '{}'")
    plain.execute("UPDATE history_part SET changes = 'x'")
    plain.commit()
    plain.close()
    with open_book(path, clock) as session:
        before = session.book
        for call in (session.history, session.undo, lambda: session.undo_title):
            assert "is damaged" in refused(call)
        assert "is damaged" in refused(session.go_to, 0)
        assert session.book is before


class SessionModel(RuleBasedStateMachine):
    """Any sequence of edits, steps and restarts equals a plain list of books."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.path = Path(self._folder.name) / "book.leeway"
        self.session = new_book(self.path, clock, filled=shop_edit())
        self.done = [Book(), self.session.book]
        self.undone: list[Book] = []
        self.count = 0

    def teardown(self) -> None:
        self.session.close()
        assert care.verify(self.path) == []
        self._folder.cleanup()

    def _apply(self, *changes) -> None:
        edit = Edit(text("edit {number}", number=len(self.done)), changes)
        expected = apply(self.session.book, edit)
        assert self.session.apply(edit) == expected
        self.done.append(expected)
        self.undone = []

    @precondition(lambda self: "bank" in self.session.book.accounts)
    @rule(
        amount=st.integers(-(10**9), 10**9), day=st.dates(dt.date(2025, 1, 1), dt.date(2027, 1, 1))
    )
    def add(self, amount, day) -> None:
        self.count += 1
        self._apply(adding("entry", entry(f"n{self.count}", amount, date=day)))

    @precondition(lambda self: len(self.session.book.ledger))
    @rule(
        row=st.integers(0, 10**6),
        note=st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    )
    def edit_one(self, row, note) -> None:
        ledger = self.session.book.ledger
        old = ledger.entry(row % len(ledger))
        if old.note != note:
            self._apply(replacing("entry", old, note=note))

    @precondition(lambda self: len(self.session.book.ledger) > 2)
    @rule(row=st.integers(0, 10**6), amount=st.integers(-(10**15), 10**15))
    def remove_one_and_add_another(self, row, amount) -> None:
        ledger = self.session.book.ledger
        self.count += 1
        self._apply(
            removing("entry", ledger.entry(row % len(ledger))),
            adding("entry", entry(f"n{self.count}", amount)),
        )

    @rule(cushion=st.integers(0, 10**9))
    def change_limits(self, cushion) -> None:
        old = self.session.book.limits
        if old.cushion != cushion:
            self._apply(replacing("limits", old, cushion=cushion))

    @precondition(lambda self: "bank" in self.session.book.accounts)
    @rule()
    def refuse_a_wrong_edit(self) -> None:
        with pytest.raises(UserError):
            self.session.apply(Edit(text("wrong"), (adding("entry", entry("e1", account="no")),)))

    @precondition(lambda self: len(self.done) > 1)
    @rule()
    def undo(self) -> None:
        self.session.undo()
        self.undone.append(self.done.pop())

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.session.redo()
        self.done.append(self.undone.pop())

    @rule()
    def restart(self) -> None:
        self.session.close()
        self.session = open_book(self.path, clock)

    @invariant()
    def the_session_shows_the_model(self) -> None:
        assert self.session.book == self.done[-1]
        assert (self.session.undo_title is None) == (len(self.done) == 1)
        assert (self.session.redo_title is None) == (not self.undone)


SessionModel.TestCase.settings = settings(max_examples=12, stateful_step_count=15, deadline=None)
test_any_sequence_of_changes_equals_a_plain_model = SessionModel.TestCase
