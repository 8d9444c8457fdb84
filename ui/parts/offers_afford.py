"""How much can I borrow safely? Asked on the terms of an offer or on terms of one's own."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QVBoxLayout

from planner.basics.dates import add_months
from planner.basics.errors import UserError
from planner.basics.text import N_, Text
from planner.basics.typed import typed_rate
from planner.book.book import Book
from planner.book.loan import Rate, Terms
from planner.services.offer_edits import as_of_today
from ui.forms.loan_terms import shrinking
from ui.forms.pickers import AccountPicker
from ui.forms.reading import Reading
from ui.forms.segments import Segments
from ui.jobs import Cancelled
from ui.parts.button import make_button
from ui.parts.card import Card
from ui.parts.field import Field
from ui.parts.loans_words import METHODS
from ui.parts.whole_edit import WholeEdit
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, GAP_L, GAP_M

if TYPE_CHECKING:
    from planner.services.affording import Affordable

_JOB = "afford"
_GUESS = 1_000_000
"""Where the search begins, minor units; it does not change the answer."""


class AffordBox(Card):
    """Terms on the left, the answer on the right."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._is_spent = True
        self._found: Affordable | None = None
        self._asked_of: Book | None = None
        self.fields: dict[str, Field] = {}
        row = QHBoxLayout()
        row.setSpacing(GAP_L)
        row.addLayout(self._build_inputs(), 5)
        row.addLayout(self._build_answer(), 4)
        self.body.addLayout(row)
        self._show_running(is_running=False)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self._state.wording._
        self.set_title(say(N_("How much can I borrow safely?")))
        for name, label in (
            ("offer", N_("On the terms of")),
            ("account", N_("Repaid from account")),
            ("method", N_("How it is repaid")),
            ("instalments", N_("Number of instalments")),
            ("rate", N_("Interest rate")),
            ("per", N_("The rate is for")),
        ):
            self.fields[name].set_label(say(label))
        self.per.set_words((say(N_("a year")), say(N_("a day"))))
        self.rate.setPlaceholderText(say(N_("14.4% or 0.04%")))
        for index, (name, _) in enumerate(METHODS.values()):
            self.method.setItemText(index, say(name))
        self.ask_button.setText(say(N_("Work it out")))
        self.stop_button.setText(say(N_("Cancel")))
        self.progress.setAccessibleName(say(N_("Working it out …")))
        self._show_answer()

    def refresh(self) -> None:
        """Offer the offers and accounts of now; an answer about another book is no answer."""
        self._fill(self.offer, self._offers())
        self._fill(
            self.account, [(one.name, key) for key, one in self._state.book.accounts.items()]
        )
        self._show_terms()
        if self._asked_of is not None and self._asked_of != self._state.book:
            self._stop()
            self._found = None
        self._show_answer()

    def set_spent(self, *, is_spent: bool) -> None:
        """Whether borrowed money counts as spent at once; asks again when there was an answer."""
        self._is_spent = is_spent
        if self._found is not None:
            self.ask()

    def set_offer(self, key: str) -> None:
        """Ask on the terms of this offer, unless an answer is shown already."""
        place = self.offer.findData(key)
        if place >= 0 and self._found is None:
            self.offer.setCurrentIndex(place)

    def ask(self) -> None:
        """Work the answer out, off the window's thread."""
        reading = Reading()
        wish = self._wish(reading)
        for name, field in self.fields.items():
            wrong = reading.errors.get(name)
            field.show_error(self._state.wording.say(wrong) if wrong else None)
        if wish is None:
            return
        self._asked_of, self._found = self._state.book, None
        self._show_running(is_running=True)
        self._show_answer()
        self._state.run(self._job(*wish), self._on_found, self._refuse, kind=_JOB)

    # building

    def _build_inputs(self) -> QVBoxLayout:
        self.offer, self.method = shrinking(QComboBox()), shrinking(QComboBox())
        for key in METHODS:
            self.method.addItem("", key)
        self.account = AccountPicker(self._state.book)
        shrinking(self.account)
        self.instalments = WholeEdit(1, 1200, 12)
        self.rate = QLineEdit()
        self.per = Segments((("year", ""), ("day", "")))
        self.ask_button = make_button(self.ask)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addLayout(self._row(("offer", self.offer), ("account", self.account)))
        column.addLayout(self._row(("method", self.method), ("instalments", self.instalments)))
        column.addLayout(self._row(("rate", self.rate), ("per", self.per)))
        row = QHBoxLayout()
        row.addWidget(self.ask_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.offer.currentIndexChanged.connect(self._show_terms)
        self.rate.returnPressed.connect(self.ask)
        return column

    def _row(self, *fields: tuple[str, Any]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        for name, widget in fields:
            self.fields[name] = Field("", widget)
            row.addWidget(self.fields[name], 1)
        return row

    def _build_answer(self) -> QVBoxLayout:
        self.headline, self.lines, self.note = QLabel(), QLabel(), QLabel()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.stop_button = make_button(self._stop)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        for label, role in ((self.headline, "heading"), (self.lines, ""), (self.note, "small")):
            label.setWordWrap(True)
            set_role(label, role)
            column.addWidget(label)
        column.addWidget(self.progress)
        row = QHBoxLayout()
        row.addWidget(self.stop_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return column

    # the question

    def _wish(self, reading: Reading) -> tuple[Terms, str] | None:
        """Terms and account asked about; what is wrong is told to `reading`."""
        offer = self._state.book.offers.get(str(self.offer.currentData() or ""))
        if offer is not None:
            return as_of_today(offer.terms, self._state.today), offer.debit_account
        account = reading.need(
            "account", self.account.account(), N_("Add an account for daily money first.")
        )
        rate = reading.take("rate", self._rate, None)
        count = reading.take("instalments", self.instalments.value, 1)
        if reading.errors or rate is None:
            return None
        today = self._state.today
        terms = Terms(
            principal=_GUESS,
            drawn_on=today,
            method=self.method.currentData(),
            first_due=add_months(today, 1),
            rate=rate,
            instalments=count,
            due_day=today.day,
            interest="daily" if rate.per == "day" else "monthly",
        )
        return terms, account

    def _rate(self) -> Rate:
        if not self.rate.text().strip():
            raise UserError(N_("Enter the rate, for example 14.4%."))
        return Rate(typed_rate(self.rate.text()), "day" if self.per.value() == "day" else "year")

    def _job(self, terms: Terms, account: str) -> "Callable[[Cancelled], Affordable]":
        book, today, is_spent = self._state.book, self._state.today, self._is_spent

        def job(cancelled: Cancelled) -> "Affordable":
            from planner.services.affording import afford

            return afford(book, terms, account, today, spent=is_spent, cancelled=cancelled)

        return job

    # the answer

    def _on_found(self, found: "Affordable") -> None:
        if self._asked_of != self._state.book:
            return
        self._found = found
        self._show_running(is_running=False)
        self._show_answer()

    def _refuse(self, reason: Text) -> None:
        self._show_running(is_running=False)
        self.headline.setText("")
        self.lines.setText(self._state.wording.say(reason))

    def _stop(self) -> None:
        self._state.lane.cancel(_JOB)
        self._show_running(is_running=False)
        self._show_answer()

    def _show_answer(self) -> None:
        from planner.services import affording

        found, say = self._found, self._state.wording.say
        self.lines.setVisible(found is not None or not self.progress.isVisible())
        if found is None:
            asked = N_("The answer keeps every due date covered and the emergency fund untouched.")
            self.headline.clear()
            self.note.clear()
            running = N_("Working it out …")
            key = asked if self.progress.isHidden() else running
            self.lines.setText(self._state.wording._(key))
            return
        book = self._state.book
        reasons = [found.reason, *([found.advice] if found.advice else [])]
        self.headline.setText(say(affording.headline(book, found)))
        lines = [*affording.figures(book, found), *reasons]
        self.lines.setText("\n".join(say(line) for line in lines))
        self.note.setText(say(affording.how_counted(found)))

    def _show_running(self, *, is_running: bool) -> None:
        self.progress.setVisible(is_running)
        self.stop_button.setVisible(is_running)
        self.ask_button.setEnabled(not is_running)

    # what can be chosen

    def _offers(self) -> list[tuple[str, str]]:
        pending = [offer for offer in self._state.book.offers.values() if offer.is_pending]
        own = self._state.wording._(N_("Terms of my own"))
        return [*((offer.name, offer.id) for offer in pending), (own, "")]

    def _show_terms(self) -> None:
        """Terms of one's own are asked for; an offer brings its terms along."""
        is_own = not self.offer.currentData()
        for name in ("account", "method", "instalments", "rate", "per"):
            self.fields[name].setVisible(is_own)

    def _fill(self, box: QComboBox, items: list[tuple[str, str]]) -> None:
        """Offer other items; the chosen one stays where it is still there."""
        chosen = box.currentData()
        with QSignalBlocker(box):
            box.clear()
            for name, key in items:
                box.addItem(name, key)
            box.setCurrentIndex(max(box.findData(chosen), 0))
