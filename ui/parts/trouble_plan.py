"""A plan one can keep: the most a month with a chosen chance, other plans side by side, adopting one."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QLabel

from planner.basics.errors import UserError
from planner.basics.text import N_, Amount, Chance, Text, text
from planner.book.book import Book
from planner.services.troubles.keeping import CHANCES, futures
from planner.services.troubles.stages import Situation
from planner.services.troubles.variants import Variant, agreed_edit, scenario_of, variants
from ui.forms.segments import Segments
from ui.jobs import Cancelled
from ui.parts.button import make_button
from ui.parts.card import Card
from ui.parts.tables import Column, FactTable
from ui.state import State
from ui.style import set_role
from ui.theme import GAP

_ROWS = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """What was worked out, and for which question."""

    question: tuple[str, dt.date, str, float]
    most: int
    plans: tuple[Variant, ...]


class TroublePlan(Card):
    """The chance is chosen; the answer comes from the lane and stays until the book changes."""

    def __init__(self, state: State, write: Callable[[str, float], object]) -> None:
        """`write(kind, chance)` begins the letter that offers a plan."""
        super().__init__()
        self._write = write
        self._state = state
        self._now: Situation | None = None
        self._answer: Answer | None = None
        self._asked: tuple[str, dt.date, str, float] | None = None
        self.chance = Segments([(str(chance), "") for chance in CHANCES])
        self.chance.set_value(str(CHANCES[1]))
        self.ask, self.most, self.terms = QLabel(), QLabel(), QLabel()
        self.table = FactTable(state, _columns(state), key=_kind)
        self.adopt_button = make_button(self._adopt)
        self.letter_button = make_button(self._begin_letter)
        self.try_button = make_button(self._try_out)
        self.note_button = make_button(self._note)
        set_role(self.most, "heading")
        set_role(self.terms, "small")
        for label in (self.most, self.terms):
            label.setWordWrap(True)
        self._lay_out()
        self.chance.changed.connect(self._on_chance)
        self.table.chosen_changed.connect(self._tell_adopt)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        wording = self._state.wording
        self.set_title(wording._(N_("A plan you can keep")))
        self.ask.setText(wording._(N_("How sure should it be?")))
        self.chance.set_words(
            [wording._(N_("{share} of cases")).format(share=wording.percent(c)) for c in CHANCES]
        )
        self.table.setAccessibleName(wording._(N_("Possible plans")))
        self.adopt_button.setText(wording._(N_("The lender agreed: change the loan")))
        self.letter_button.setText(wording._(N_("Letter and call…")))
        self.try_button.setText(wording._(N_("See it on What if")))
        self.note_button.setText(wording._(N_("Note the talk about it")))
        self._show()

    def show_situation(self, now: Situation) -> None:
        """Work it out for the loan of `now`, off the window's thread."""
        self._now = now
        self._show()
        self._work_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.ask)
        row.addWidget(self.chance)
        row.addStretch(1)
        self.body.addLayout(row)
        for part in (self.most, self.table, self.terms):
            self.body.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        for button in (self.letter_button, self.try_button, self.adopt_button, self.note_button):
            foot.addWidget(button)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addStretch(1)

    def _question(self) -> tuple[str, dt.date, str, float] | None:
        if self._now is None:
            return None
        version = self._state.book.version
        return version, self._state.today, self._now.loan.id, float(self.chance.value())

    def _work_out(self) -> None:
        question = self._question()
        if question is None or question == self._asked:
            return
        self._asked = question
        job = _working(self._state.book, question)
        self._state.run(job, self._take, self._refused, kind="trouble plan")

    def _take(self, answer: Answer) -> None:
        if answer.question == self._question():
            self._answer = answer
            self._show()

    def _refused(self, said: object) -> None:
        self._asked = None
        self._state.failed.emit(said)

    def _on_chance(self) -> None:
        self._show()
        self._work_out()

    def _show(self) -> None:
        wording = self._state.wording
        answer = (
            self._answer if self._answer and self._answer.question == self._question() else None
        )
        plans = answer.plans if answer else ()
        buttons = (self.letter_button, self.try_button, self.adopt_button, self.note_button)
        for part in (self.table, self.terms, *buttons):
            part.setVisible(answer is not None)
        if answer is None:
            self.most.setText(wording._(N_("Working it out from the forecast…")))
            return
        self.most.setText(wording.say(_most(answer, self._state.book)))
        self.table.set_rows(plans)
        self.table.fit_rows(_ROWS)
        if plans and self.table.current() is None:
            self.table.choose((self._kept() or plans)[0].kind)
        self.table.setVisible(bool(plans))
        self.terms.setText(wording._(_HINT))
        self._tell_adopt()

    def _tell_adopt(self) -> None:
        has_plan = self.table.current() is not None
        self.adopt_button.setEnabled(has_plan)
        self.try_button.setEnabled(has_plan)

    def _adopt(self) -> None:
        plan, now = self.table.current(), self._now
        if plan is None or now is None:
            return
        try:
            edit = agreed_edit(self._state.book, now.loan.id, plan)
        except UserError as error:
            self._state.failed.emit(error.text)
            return
        self._state.apply(edit, text(N_("The new plan is in the book.")))

    def _try_out(self) -> None:
        plan, now = self.table.current(), self._now
        if plan is None or now is None:
            return
        try:
            scenario = scenario_of(self._state.book, now.loan.id, plan)
        except UserError as error:
            self._state.failed.emit(error.text)
            return
        self._state.show_page("what_if", scenario)

    def _begin_letter(self) -> None:
        """With the plan that is chosen; where none can be kept the letter begins with a talk."""
        plan = self.table.current() if self._kept() else None
        self._write(plan.kind if plan else "", float(self.chance.value()))

    def _kept(self) -> list[Variant]:
        """The plans that are covered as surely as the owner wants."""
        plans = self._answer.plans if self._answer else ()
        return [plan for plan in plans if plan.is_kept(float(self.chance.value()))]

    def _note(self) -> None:
        self._state.show_page("trouble", "new_contact")


_HINT = N_(
    "Each plan is tried on the same possible futures as the outlook. The rate stays as it is; fees "
    "for a new plan are not known here. A plan holds only once the lender has agreed to it, best "
    "in writing."
)


def _most(answer: Answer, book: Book) -> Text:
    chance = answer.question[3]
    if not answer.most:
        return text(
            N_(
                "No monthly payment can be kept up this surely with the income and costs in the "
                "book. First look for what can change: costs, prices, time. Then talk to the "
                "lender about a pause."
            )
        )
    return text(
        N_("{amount} a month can be kept up for a year {how_sure}."),
        amount=Amount(answer.most, book.currency, exact=False),
        how_sure=Chance(chance),
    )


def _working(
    book: Book, question: tuple[str, dt.date, str, float]
) -> Callable[[Cancelled], Answer]:
    def work(cancelled: Cancelled) -> Answer:
        _, today, loan_id, chance = question
        drawn = futures(book, today, cancelled=cancelled)
        most = drawn.most_monthly(loan_id, chance)
        return Answer(question, most, variants(drawn, loan_id, most))

    return work


def _kind(plan: Variant) -> object:
    return plan.kind


def _columns(state: State) -> Sequence[Column]:
    def money(minor: int, *, sign: bool = False) -> str:
        return state.wording.money(minor, state.book.currency, exact=False, sign=sign)

    def chance(plan: Variant) -> str:
        return state.wording.chance(plan.chance_short)

    def say(key: str) -> str:
        return state.wording._(key)

    return (
        Column(lambda: say(N_("Plan")), lambda plan: say(plan.title), is_wide=True),
        Column(lambda: say(N_("At once")), lambda plan: money(plan.at_once), is_number=True),
        Column(lambda: say(N_("Then a month")), lambda plan: money(plan.instalment),
               is_number=True),
        Column(lambda: say(N_("Until")), lambda plan: state.wording.date(plan.last_due, "month")),
        Column(lambda: say(N_("Costs more")), lambda plan: money(plan.extra, sign=True),
               is_number=True),
        Column(lambda: say(N_("Short within a year")), chance),
    )  # fmt: skip
