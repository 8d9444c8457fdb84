"""The line of steps that an application goes through, each with its day, and the next one to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_, NC_, Text, in_context
from planner.book.offer import STEPS, Offer, Step
from planner.outlook.level import Level
from planner.services.offer_edits import STEP_NAMES, step_back_edit, step_edit
from ui.forms.pay_out_form import open_pay_out_form
from ui.parts.button import make_button
from ui.parts.date_edit import DateEdit
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, icon, level_icon

_SHAPE = 16


class StepLine(QWidget):
    """Five steps in a row; below, what records the next one."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._offer: Offer | None = None
        self.marks = {step: QLabel() for step in STEPS}
        self.names = {step: QLabel() for step in STEPS}
        self.days = {step: QLabel() for step in STEPS}
        self.date = DateEdit(state, state.today)
        self.date.setFixedWidth(150)
        self.next_button = make_button(self._do_next)
        self.pay_out_button = make_button(self._pay_out)
        self.back_button = make_button(self._take_back, "link")
        self.error = QLabel()
        set_role(self.error, "error")
        self.error.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self._steps())
        column.addLayout(self._controls())
        column.addWidget(self.error)

    def show_offer(self, offer: Offer) -> None:
        """Show how far the application of `offer` has come."""
        if self._offer is None or self._offer.id != offer.id:
            self.date.set_date(self._state.today)
        self._offer = offer
        self.error.hide()
        say = self._state.wording._
        for step in STEPS:
            self._show_step(offer, step)
        following = offer.next_step if offer.is_pending else None
        can_step = following is not None and following != "paid_out"
        for widget in (self.date, self.next_button):
            widget.setVisible(can_step)
        if following is not None:
            name = say(STEP_NAMES[following])
            self.next_button.setText(say(N_("Record “{step}”")).format(step=name))
        self.date.setAccessibleName(say(N_("Day of the step")))
        self.pay_out_button.setText(say(N_("Paid out …")))
        self.pay_out_button.setVisible(offer.is_pending)
        set_role(self.pay_out_button, "primary" if following == "paid_out" else "")
        self.back_button.setText(say(N_("Take the last step back")))
        self.back_button.setVisible(bool(offer.steps) and offer.is_pending)

    def _steps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(2)
        for column, step in enumerate(STEPS):
            top = QHBoxLayout()
            top.setSpacing(6)
            top.addWidget(self.marks[step])
            top.addWidget(self.names[step], 1)
            grid.addLayout(top, 0, column)
            set_role(self.days[step], "small")
            self.days[step].setContentsMargins(_SHAPE + 6, 0, 0, 0)
            grid.addWidget(self.days[step], 1, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _controls(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for widget in (self.date, self.next_button, self.pay_out_button, self.back_button):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _show_step(self, offer: Offer, step: Step) -> None:
        wording, theme = self._state.wording, self._state.theme
        done = next((done for done in offer.steps if done.step == step), None)
        is_next = step == offer.next_step and offer.is_pending
        passed = any(STEPS.index(one.step) > STEPS.index(step) for one in offer.steps)
        if done is not None:
            shape, said = level_icon(Level.covered, theme, _SHAPE), wording.date(done.date, "year")
        elif is_next:
            shape = icon("right", theme.accent, _SHAPE)
            said = wording.say(in_context(*NC_("step", "Next")))
        else:
            shape = icon("right", theme.faint, _SHAPE)
            key = NC_("step", "Left out") if passed else NC_("step", "Still to come")
            said = wording.say(in_context(*key))
        self.marks[step].setPixmap(shape.pixmap(_SHAPE, _SHAPE))
        name = wording._(STEP_NAMES[step])
        self.names[step].setText(name)
        self.names[step].setWordWrap(True)
        self.names[step].setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        set_role(self.names[step], "strong" if is_next else "" if done else "muted")
        self.days[step].setText(said)
        self.names[step].setAccessibleName(f"{name}: {said}")

    # doing

    def _do_next(self) -> None:
        offer, state = self._offer, self._state
        if offer is None:
            return
        try:
            date = self.date.date()
            if date > state.today:
                raise UserError(N_("This day is still to come. Record the step once it is done."))
            edit = step_edit(state.book, offer.id, date)
        except UserError as error:
            self._refuse(error.text)
            return
        state.apply(edit, edit.title, self._refuse)

    def _take_back(self) -> None:
        if self._offer is not None:
            edit = step_back_edit(self._state.book, self._offer.id)
            self._state.apply(edit, edit.title, self._refuse)

    def _pay_out(self) -> None:
        if self._offer is not None:
            form = open_pay_out_form(self._state, self.window(), self._offer)
            form.accepted.connect(self._show_loan)

    def _show_loan(self) -> None:
        offer = self._offer and self._state.book.offers.get(self._offer.id)
        if offer:
            self._state.show_page("loans", offer.loan)

    def _refuse(self, reason: Text) -> None:
        self.error.setText(self._state.wording.say(reason))
        self.error.show()
