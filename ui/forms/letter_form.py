"""The letter to a lender and the call about it: chosen on the left, seen on the right, then saved."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.book.contact import Contact
from planner.services.exporting import export
from planner.services.troubles.call_script import call_note, script_html, script_text
from planner.services.troubles.keeping import futures
from planner.services.troubles.proposing import (
    Proposal,
    Wishes,
    chosen_plan,
    letter_html,
    letter_of,
)
from planner.services.troubles.stages import situations
from planner.services.troubles.variants import Variant, variants
from planner.wording import Wording
from ui.forms.letter_fields import LetterFields
from ui.forms.segments import Segments
from ui.jobs import Cancelled
from ui.languages import NAMES
from ui.parts.button import make_button
from ui.preferences import books_folder
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, GAP_L, GAP_M, GAP_XL

_WAIT_MS = 250
_LEFT = 450


class LetterForm(QDialog):
    """Nothing is changed by it: it writes a file where the owner says, and begins a record of a call.

    Attributes: fields, part and language (what the right side shows), preview, outcome.
    """

    def __init__(
        self,
        state: State,
        note: Callable[[Contact], object],
        parent: QWidget | None = None,
        *,
        loan: str = "",
        plan: str = "",
        chance: float = 0.9,
        begun: Wishes | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._state, self._note = state, note
        self._wanted, self._chance = plan, chance
        self._plans: tuple[Variant, ...] | None = None
        standing = [one for one in situations(state.book, state.today) if one.is_drawn]
        self.fields = LetterFields(state, standing)
        self.fields.choose_loan(loan)
        if begun is not None:
            self.fields.restore(begun)
        say = state.wording._
        self.part = Segments((("letter", say(N_("The letter"))), ("call", say(N_("The call")))))
        self.language = Segments(list(NAMES.items()))
        self.language.set_value(state.wording.language)
        self.preview, self.outcome = QTextBrowser(), QLabel()
        self.preview.setOpenLinks(False)
        self.preview.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview.setAccessibleName(say(N_("Preview")))
        self.outcome.setWordWrap(True)
        self.copy_button = make_button(self.copy_script, text=say(N_("Copy")))
        self.note_button = make_button(self._note_call, text=say(N_("Note this call")))
        self.pdf_button = make_button(self._ask_pdf, "primary", say(N_("Save as PDF…")))
        self.word_button = make_button(self._ask_word, text=say(N_("Save as Word…")))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.show_now)
        self.setWindowTitle(say(N_("Letter and call to the lender")))
        self._lay_out()
        self._listen()
        self.resize(1080, 700)
        self._work_out()

    # what is shown

    def proposal(self) -> Proposal | None:
        """What the letter tells with what is chosen now; None until its plans are there."""
        state, look = self._state, self._state.look
        if look is None or self._plans is None:
            return None
        wishes = self.fields.wishes()
        try:
            plan = chosen_plan(self._plans, wishes)
            return letter_of(state.book, look, state.today, wishes, plan)
        except UserError as error:
            self._say(error.text, is_wrong=True)
            return None

    def show_now(self) -> None:
        """Show the letter or the call as it would be now."""
        told, language = self.proposal(), self.language.value()
        for button in (self.pdf_button, self.word_button, self.copy_button, self.note_button):
            button.setEnabled(told is not None)
        is_call = self.part.value() == "call"
        for button in (self.copy_button, self.note_button):
            button.setVisible(is_call)
        if told is None:
            self.preview.setPlainText(
                self._state.wording._(N_("Working it out from the forecast…"))
            )
            return
        bar = self.preview.verticalScrollBar()
        place = bar.value()
        wording = Wording(language)
        self.preview.setHtml(script_html(told, wording) if is_call else letter_html(told, language))
        bar.setValue(place)

    def copy_script(self) -> None:
        """Put the words for the call on the clipboard."""
        told = self.proposal()
        if told is not None:
            words = script_text(told, Wording(self.language.value()))
            QGuiApplication.clipboard().setText(words)
            self._say(text(N_("Copied.")))

    def save_as(self, path: Path) -> None:
        """Write the letter to `path` (.pdf or .docx), off the window's thread."""
        state, look = self._state, self._state.look
        if look is None:
            return
        wishes, language, book = self.fields.wishes(), self.language.value(), state.book
        today, identity = state.today, state.session.book_id
        self._say(text(N_("Writing {name} …"), name=path.name))

        def job(cancelled: Cancelled) -> None:
            export(
                book, look, "proposal", path, language, today=today, book_id=identity, wishes=wishes
            )

        saved = text(N_("Saved as {name}"), name=path.name)
        state.run(job, lambda _: self._say(saved), partial(self._say, is_wrong=True))

    # how it is put together

    def _lay_out(self) -> None:
        left = QScrollArea()
        left.setWidgetResizable(True)
        left.setFrameShape(QFrame.Shape.NoFrame)
        left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left.setWidget(self.fields)
        left.setFixedWidth(_LEFT)
        top, right, row = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        top.addWidget(self.part)
        top.addStretch(1)
        top.addWidget(self.language)
        right.setSpacing(GAP)
        right.addLayout(top)
        right.addWidget(self.preview, 1)
        row.setSpacing(GAP_L)
        row.addWidget(left)
        row.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.outcome, 1)
        close = make_button(self.reject, text=self._state.wording._(N_("Close")))
        for button in (self.copy_button, self.note_button, self.word_button, self.pdf_button):
            foot.addWidget(button)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        column.setSpacing(GAP_M)
        column.addLayout(row, 1)
        column.addLayout(foot)

    def _listen(self) -> None:
        self.fields.changed.connect(self._timer.start)
        self.fields.loan_changed.connect(self._work_out)
        self.part.changed.connect(self.show_now)
        self.language.changed.connect(self.show_now)
        self._state.outlook_changed.connect(self._work_out)

    # plans

    def _work_out(self) -> None:
        """Try the plans of the chosen loan on the courses of the outlook."""
        state, look, loan = self._state, self._state.look, self.fields.loan_id
        self._plans = None
        self.show_now()
        if look is None or not loan:
            return
        book, today, stamp, chance = state.book, state.today, look.outlook.stamp, self._chance

        def job(cancelled: Cancelled) -> tuple[Variant, ...]:
            drawn = futures(book, today, seed=stamp.seed, paths=stamp.paths, cancelled=cancelled)
            return variants(drawn, loan, drawn.most_monthly(loan, chance))

        def done(found: tuple[Variant, ...]) -> None:
            if (loan, book.version) == (self.fields.loan_id, state.book.version):
                self._plans = found
                self.fields.show_plans(found, chance, self._wanted)
                self._wanted = ""
                self.show_now()

        state.run(job, done, partial(self._say, is_wrong=True), kind="trouble letter")

    # what the buttons do

    def _note_call(self) -> None:
        told = self.proposal()
        if told is not None:
            self._note(call_note(told, self.fields.loan_id, self._state.wording))

    def _ask_pdf(self) -> None:
        self._ask_where(".pdf")

    def _ask_word(self) -> None:
        self._ask_where(".docx")

    def _ask_where(self, suffix: str) -> None:
        folder = books_folder()
        start = folder if folder.is_dir() else Path.home()
        name = Wording(self.language.value())._(N_("Proposal for repayment"))
        said = self._state.wording._(N_("Save as…"))
        proposed = str(start / f"{name} {self._state.today}{suffix}")
        chosen, _ = QFileDialog.getSaveFileName(self, said, proposed, f"*{suffix}")
        if chosen:
            path = Path(chosen)
            self.save_as(path if path.suffix else path.with_suffix(suffix))

    def _say(self, said: Text, *, is_wrong: bool = False) -> None:
        self.outcome.setText(self._state.wording.say(said))
        set_role(self.outcome, "error" if is_wrong else "small")
