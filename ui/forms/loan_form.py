"""The form for a loan: what an owner knows, with what it comes to beside it as one types."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.text import N_, Text, text
from planner.book.account import Account
from planner.book.edit import Change, Edit
from planner.book.loan import Loan, Terms
from planner.services.editing import changes_titled
from planner.services.lending import Preview, preview
from planner.services.loans.edits import Problem, loan_edit, terms_problems
from ui.forms.form_dialog import FormDialog
from ui.forms.loan_inputs import LoanInputs
from ui.forms.reading import Reading
from ui.parts.loans_preview import LoanPreview
from ui.state import State
from ui.theme import GAP_L


def open_loan_form(state: State, parent: QWidget | None, loan: Loan | None = None) -> "LoanForm":
    """Show the form for a new loan, or for `loan`."""
    form = LoanForm(state, parent)
    if loan is not None:
        form.show_loan(loan)
    form.open()
    return form


class LoanForm(FormDialog):
    """A new loan, one taken over midway, or the change of one."""

    title_key = N_("Add loan")
    form_width = 900

    def build(self) -> None:
        """Add the inputs, and beside them what they come to."""
        self._before: Loan | None = None
        self._asked: set[tuple[str, str, str]] = set()
        self._accepted: set[tuple[str, str, str]] = set()
        self.inputs = LoanInputs(self.state)
        self.fields |= self.inputs.fields
        self.preview = LoanPreview(self.state)
        row = QHBoxLayout()
        row.setSpacing(GAP_L)
        row.addWidget(_scrolled(self.inputs), 1)
        row.addWidget(self.preview)
        self.column.addLayout(row, 1)
        self.inputs.changed.connect(self._on_change)
        self._on_change()
        self.inputs.name.setFocus()

    def show_loan(self, loan: Loan) -> None:
        """Fill the form with a loan that is changed."""
        self._before = loan
        self.inputs.show_loan(loan)
        self.set_title(N_("Change loan"))

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that saves the loan, its past payments, and an account that is new."""
        inputs, before = self.inputs, self._before
        name = reading.need("name", inputs.name.text(), N_("Give the loan a name."))
        account, new = self._account(reading)
        terms = inputs.read_terms(reading)
        if not reading.errors:
            self._tell_problems(reading, terms)
        if reading.errors:
            return None
        loan = Loan(
            id=before.id if before else new_id(),
            name=name,
            debit_account=account,
            terms=terms,
            lender=inputs.lender.text().strip(),
            books_cash=not inputs.is_held_elsewhere(terms.drawn_on),
            backing=before.backing if before else (),
            contract_number=inputs.contract_number.text().strip(),
        )
        paid = 0 if before else reading.take("paid", inputs.paid.value, 0)
        edit = reading.take("paid", lambda: loan_edit(self.state.book, loan, paid), None)
        return changes_titled(edit.title, (*new, *edit.changes)) if edit else None

    def keeps_count(self) -> bool:
        """The form asks itself whether the balance holds what was paid out and repaid."""
        return False

    def toast(self) -> Text | None:
        """What is said after saving."""
        return text(N_("Saved “{name}”"), name=self.inputs.name.text().strip())

    def _on_change(self) -> None:
        reading = Reading()
        terms = self.inputs.read_terms(reading)
        seen = None if reading.errors else _try_preview(terms, self.state.book.currency)
        if seen is None:
            self.preview.show_nothing()
        else:
            self.preview.show_preview(seen, is_rate_unknown=terms.is_rate_unknown)
        self.inputs.show_past(seen, terms.drawn_on)

    def _account(self, reading: Reading) -> tuple[str, tuple[Change, ...]]:
        if self.state.book.accounts:
            return self.inputs.account.account(), ()
        typed = self.inputs.new_account.text()
        name = reading.need("account", typed, N_("Give the account a name."))
        made = Account(new_id(), name, "bank", 0, self.state.today)
        return made.id, (Change("account", made.id, None, made),)

    def _tell_problems(self, reading: Reading, terms: Terms) -> None:
        """Refusals stop; a question is asked once, saving again is its answer."""
        problems = terms_problems(terms, self.state.book.currency)
        asked = {_sign(problem) for problem in problems if problem.is_question}
        self._accepted |= asked & self._asked
        self._asked = asked
        for problem in problems:
            if _sign(problem) not in self._accepted:
                reading.errors.setdefault(problem.field, problem.text)
        is_asking = bool(reading.errors) and all(problem.is_question for problem in problems)
        self.save_button.setText(self.say(N_("Save all the same") if is_asking else N_("Save")))

    def _show_errors(self, errors: dict[str, Text]) -> None:
        if not self.inputs.terms.fields.keys().isdisjoint(errors):
            self.inputs.unfold()
        super()._show_errors(errors)


def _sign(problem: Problem) -> tuple[str, str, str]:
    """What makes a question the same question."""
    return problem.field, problem.text.key, str(sorted(problem.text.facts.items()))


def _try_preview(terms: Terms, currency: str) -> Preview | None:
    """What `terms` come to, or None while they contradict themselves."""
    try:
        problems = terms_problems(terms, currency)
        return preview(terms) if all(one.is_question for one in problems) else None
    except UserError:
        return None


def _scrolled(inputs: LoanInputs) -> QScrollArea:
    inputs.setObjectName("pageBody")
    area = QScrollArea()
    area.setObjectName("page")
    area.setWidget(inputs)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setMinimumHeight(500)
    # as wide as its words need at any text size, those of the folded terms too
    widest = max(part.minimumSizeHint().width() for part in (inputs, inputs.terms))
    area.setMinimumWidth(widest + area.verticalScrollBar().sizeHint().width() + GAP_L)
    return area
