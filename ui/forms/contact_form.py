"""Noting a call, message, letter or visit: who, what was said, what was promised on either side."""

import datetime as dt

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.text import N_, Text, text
from planner.book.contact import Contact, Promise
from planner.book.edit import Edit
from planner.services.troubles.records import (
    AFTER_VISIT,
    BEFORE_VISIT,
    CHANNELS,
    VISIT_RULE,
    record_edit,
)
from planner.services.troubles.signs import NOTICED
from planner.services.troubles.statements import about
from ui.forms.form_dialog import FormDialog
from ui.forms.pickers import AccountPicker
from ui.forms.reading import Reading
from ui.forms.segments import Segments
from ui.parts.button import make_button
from ui.parts.date_edit import DateEdit
from ui.parts.field import make_room
from ui.parts.file_list import FileList
from ui.parts.money_edit import MoneyEdit
from ui.style import set_role
from ui.theme import GAP, GAP_M

_SIDES = ("owner", "other")


class ContactForm(FormDialog):
    """A new record. For a visit it begins with what to look to before, and asks more after."""

    title_key = N_("Note a contact")
    form_width = 880

    def build(self) -> None:
        """Add the fields."""
        say = self.say
        self.channel = Segments([(key, say(words)) for key, words in CHANNELS.items()])
        self.column.addWidget(self.channel)
        self.checklist = self._before_visit()
        self.column.addWidget(self.checklist)
        row = self.add_row()
        self.date, self.time = DateEdit(self.state), QLineEdit()
        self.add_field("date", N_("Date"), self.date, row)
        self.add_field("time", N_("Time"), self.time, row)
        self.lender, self.loan = QLineEdit(), QComboBox()
        self.add_field("lender", N_("With"), self.lender, row)
        self.add_field("loan", N_("About the loan"), self.loan, row)
        row = self.add_row()
        self.person, self.staff, self.organisation = QLineEdit(), QLineEdit(), QLineEdit()
        self.add_field("person", N_("Name of the person"), self.person, row)
        self.add_field("staff", N_("Staff number"), self.staff, row)
        self.add_field("organisation", N_("Institution, if another"), self.organisation, row)
        self.witnesses = QLineEdit()
        self.add_field("witnesses", N_("Who else was there"), self.witnesses, row)
        self.shown = Segments(
            (("", say(N_("Not asked"))), ("yes", say(N_("Showed who they are"))),
             ("no", say(N_("Did not show it"))))
        )  # fmt: skip
        self.guide = make_button(self._guide, "link", say(N_("Note it along five questions")))
        row = self.add_row()
        row.addWidget(self.shown)
        row.addStretch(1)
        row.addWidget(self.guide)
        self.said = QPlainTextEdit()
        self.said.setTabChangesFocus(True)
        self.said.setFixedHeight(64)
        self.add_field("said", N_("What was said"), self.said)
        self._build_promises()
        self._build_signs()
        self.files = FileList(self.state)
        self.column.addWidget(self.files)
        self._set_up()

    def _before_visit(self) -> QWidget:
        """What to look to before a visit, in two columns; where a rule stands behind it, its source."""
        half = (len(BEFORE_VISIT) + 1) // 2
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_M)
        rule = QLabel(self.state.wording.say(about(VISIT_RULE, self.state.today)))
        rule.setToolTip(self.say(VISIT_RULE.sentence))
        for lines in (BEFORE_VISIT[:half], BEFORE_VISIT[half:]):
            label = QLabel("\n".join(f"· {self.say(line)}" for line in lines))
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(label)
            if lines[-1] == BEFORE_VISIT[-1]:
                column.addWidget(rule)
            column.addStretch(1)
            row.addLayout(column, 1)
            label.setWordWrap(True)
            set_role(label, "small")
        rule.setWordWrap(True)
        set_role(rule, "small")
        return widget

    def _build_promises(self) -> None:
        self._asked: set[str] = set()
        self.what: dict[str, QLineEdit] = {}
        self.due: dict[str, DateEdit] = {}
        self.sum: dict[str, MoneyEdit] = {}
        labels = {"owner": N_("You promised"), "other": N_("They promised")}
        for side in _SIDES:
            row = self.add_row()
            self.what[side], self.due[side] = QLineEdit(), DateEdit(self.state)
            self.sum[side] = MoneyEdit(self.state)
            self.add_field(f"what {side}", labels[side], self.what[side], row)
            self.add_field(f"due {side}", N_("By (if a day was named)"), self.due[side], row)
            self.add_field(f"sum {side}", N_("Money (if a sum was named)"), self.sum[side], row)
        self.account = AccountPicker(self.state.book, self.say(N_("Not counted on")))
        self.add_field("account", N_("Their money is expected in"), self.account, row)

    def _build_signs(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.signs: dict[str, QCheckBox] = {}
        for name, (words, _rule) in NOTICED.items():
            self.signs[name] = QCheckBox(self.say(words))
            row.addWidget(self.signs[name])
        row.addStretch(1)
        self.column.addLayout(row)

    def _set_up(self) -> None:
        now = self.state.clock()
        self.date.set_date(self.state.today)
        self.time.setText(f"{now:%H:%M}")
        self.loan.addItem(self.say(N_("No particular loan")), "")
        for key, loan in self.state.book.loans.items():
            self.loan.addItem(loan.name, key)
        self.channel.changed.connect(self._show_channel)
        self.loan.currentIndexChanged.connect(self._propose_lender)
        self.sum["other"].textChanged.connect(self._show_account)
        self._show_channel()
        self._show_account()
        self.lender.setFocus()

    def show_loan(self, key: str) -> None:
        """Begin with this loan and its lender."""
        place = self.loan.findData(key)
        if place >= 0:
            self.loan.setCurrentIndex(place)
        self._propose_lender()

    def show_channel(self, channel: str) -> None:
        """Begin with a call, a visit or another kind of contact."""
        self.channel.set_value(channel)
        self._show_channel()

    def show_contact(self, begun: Contact) -> None:
        """Fill in what a record begins with; day and time stay those of now."""
        self.show_loan(begun.loan)
        self.lender.setText(begun.lender)
        self.said.setPlainText(begun.said)
        for promise in begun.promises:
            self.what[promise.by].setText(promise.what)
            if promise.due is not None:
                self.due[promise.by].set_date(promise.due)
        self.show_channel(begun.channel)

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that notes the contact."""
        date = reading.take("date", self.date.date, self.state.today)
        time = reading.take("time", self._time, dt.time())
        lender = reading.need("lender", self.lender.text(), N_("Write down who it was with."))
        made = [self._promise(side, reading) for side in _SIDES]
        if not reading.errors:
            self._ask_for_days(made, reading)
        if reading.errors:
            return None
        contact = Contact(
            id=new_id(),
            at=dt.datetime.combine(date, time),
            lender=lender,
            channel=self.channel.value(),
            person=self.person.text().strip(),
            staff_no=self.staff.text().strip(),
            said=self.said.toPlainText().strip(),
            organisation=self.organisation.text().strip(),
            identified=self.shown.value(),  # type: ignore[arg-type]
            loan=str(self.loan.currentData() or ""),
            promises=tuple(promise for promise in made if promise is not None),
            witnesses=self.witnesses.text().strip(),
            files=tuple(one.file for one in self.files.taken),
            signs=tuple(name for name, box in self.signs.items() if box.isChecked()),
        )
        try:
            return record_edit(self.state.book, contact, self.state.clock())
        except UserError as error:
            field = "date" if contact.at > self.state.clock() else "said"
            reading.errors.setdefault(field, error.text)
            return None

    def contents(self) -> tuple[bytes, ...]:
        """What the chosen files hold."""
        return tuple(one.content for one in self.files.taken)

    def toast(self) -> Text | None:
        """Said after saving."""
        return text(N_("Noted. It stands in the chain of records from now on."))

    def _time(self) -> dt.time:
        written = self.time.text().strip().replace("：", ":")
        try:
            return dt.datetime.strptime(written, "%H:%M").time()
        except ValueError:
            raise UserError(N_("Write the time like 14:30.")) from None

    def _promise(self, side: str, reading: Reading) -> Promise | None:
        due, sum_ = self.due[side], self.sum[side]
        date = None if due.is_empty else reading.take(f"due {side}", due.date, None)
        amount = 0 if sum_.is_empty else reading.take(f"sum {side}", sum_.minor, 0)
        if amount < 0:
            reading.refuse(f"sum {side}", N_("The amount can't be negative."))
        what = self.what[side].text().strip()
        if not what:
            if date is not None or amount:
                reading.refuse(f"what {side}", N_("Write down what was promised."))
            return None
        account = self.account.account() if side == "other" and amount else ""
        return Promise(side, what, date, amount, account)  # type: ignore[arg-type]

    def _ask_for_days(self, made: list[Promise | None], reading: Reading) -> None:
        """A promise without a day is asked about once; saving again is the answer."""
        for promise in made:
            if promise is None or promise.due is not None or promise.by in self._asked:
                continue
            self._asked.add(promise.by)
            reading.refuse(
                f"due {promise.by}",
                N_("Was a day named? Without one nothing reminds of it. Save again to keep it so."),
            )

    def _show_channel(self) -> None:
        is_visit = self.channel.value() == "visit"
        self.checklist.setVisible(is_visit)
        self.guide.setVisible(is_visit)
        self.adjustSize()
        make_room(self)

    def _guide(self) -> None:
        """Put the questions where the notes are written, below what stands there already."""
        questions = "\n".join(self.say(line) for line in AFTER_VISIT)
        written = self.said.toPlainText().strip()
        self.said.setPlainText(f"{written}\n{questions}".strip())
        self.said.setFixedHeight(88)
        make_room(self)
        self.said.setFocus()
        self.guide.hide()

    def _show_account(self) -> None:
        self.fields["account"].setVisible(not self.sum["other"].is_empty)

    def _propose_lender(self) -> None:
        loan = self.state.book.loans.get(str(self.loan.currentData() or ""))
        if loan is not None and not self.lender.text().strip():
            self.lender.setText(loan.lender or loan.name)
