"""Which loan first when money does not reach for all, and the way back to a clean record."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from planner.basics.text import N_, text
from planner.book.contact import Contact
from planner.book.edit import Edit, replacing
from planner.services.troubles.clean_record import (
    FREE,
    KEPT,
    OBJECTION,
    CleanRecord,
    check_words,
    clean_records,
    matters_most,
    objection,
    record_words,
)  # fmt: skip
from planner.services.troubles.order import Order, Ranked, order_words, payment_order
from planner.services.troubles.statements import about
from ui.parts.button import make_button
from ui.parts.card import Card
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, GAP_M

_BACKING = {"security": N_("Secured"), "guarantor": N_("Somebody vouches for it")}


class TroubleBack(Card):
    """Attributes: objections (a button per loan that has come back)."""

    def __init__(self, state: State, note: Callable[[Contact], object]) -> None:
        super().__init__()
        self._state = state
        self._note = note
        self.objections: dict[str, QPushButton] = {}
        self.boxes: dict[tuple[str, str], QCheckBox] = {}
        self._list = QWidget()
        self.body.addWidget(self._list)
        self.body.addStretch(1)

    def show_all(self) -> None:
        """Show the order of payment and every loan that has come back."""
        self.set_title(self._state.wording._(N_("Which first, and the way back")))
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self.objections, self.boxes = {}, {}
        self._add_order(grid, payment_order(self._state.book, self._state.today))
        self._add_records(grid)
        self.body.replaceWidget(self._list, fresh)
        self._list.hide()
        self._list.setParent(None)
        self._list = fresh

    def _add_order(self, grid: QGridLayout, order: Order) -> None:
        wording = self._state.wording
        if len(order.rows) < 2:
            head = N_("Only one loan wants money within 30 days, so there is nothing to choose.")
            self._line(grid, "", wording._(N_("Order of payment")), wording._(head))
            return
        head = N_("If it does not reach for all, in this order")
        self._line(grid, "", wording._(head), wording.say(order_words(self._state.book, order)))
        for number, row in enumerate(order.rows, 1):
            self._add_ranked(grid, number, row)

    def _add_ranked(self, grid: QGridLayout, number: int, row: Ranked) -> None:
        wording = self._state.wording
        amount = wording.money(row.wanted, self._state.book.currency)
        title = wording._(N_("{loan}: {amount}")).format(loan=row.now.loan.name, amount=amount)
        reasons = " ".join(wording.say(reason) for reason in row.reasons)
        place = self._line(grid, str(number), title, reasons)
        boxes = QHBoxLayout()
        boxes.setSpacing(GAP)
        for key, words in _BACKING.items():
            box = QCheckBox(wording._(words))
            box.setAccessibleName(f"{row.now.loan.name}: {box.text()}")
            box.setChecked(key in row.now.loan.backing)
            box.clicked.connect(self._backing(row.id))
            self.boxes[row.id, key] = box
            boxes.addWidget(box)
        grid.addLayout(boxes, place, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)

    def _add_records(self, grid: QGridLayout) -> None:
        wording, today = self._state.wording, self._state.today
        records = clean_records(self._state.book, today)
        if not records:
            head = N_("Once a delay has ended, this is where the way back is kept: until when the "
                      "credit record may show it, and when to look at it.")  # fmt: skip
            self._line(grid, "", wording._(N_("Back to a clean record")), wording._(head))
            return
        for key, record in records:
            self._add_record(grid, key, record)
        sources = "\n".join(
            f"{wording._(one.sentence)} {wording.say(about(one, today))}"
            for one in (KEPT, FREE, OBJECTION)
        )
        self._line(grid, "", "", sources)

    def _add_record(self, grid: QGridLayout, key: str, record: CleanRecord) -> None:
        wording = self._state.wording
        said = wording.say(record_words(record))
        said += f"\n{wording.say(check_words(record, self._state.today))}"
        look, currency = self._state.look, self._state.book.currency
        next_due = matters_most(look.outlook, key, currency) if look else None
        if next_due is not None:
            said += f"\n{wording.say(next_due)}"
        place = self._line(grid, "", self._state.book.loans[key].name, said)
        button = make_button(self._objecting(key), text=wording._(N_("Note an objection")))
        self.objections[key] = button
        grid.addWidget(button, place, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)

    def _line(self, grid: QGridLayout, mark: str, title: str, below: str) -> int:
        """The row of the title; its small words stand in the next one."""
        place = grid.rowCount()
        number, head, small = QLabel(mark), QLabel(title), QLabel(below)
        for label in (number, head):
            set_role(label, "strong")
            label.setContentsMargins(0, GAP - 2, 0, 0)
        set_role(small, "small")
        for label in (head, small):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head.setVisible(bool(title))
        small.setVisible(bool(below))
        grid.addWidget(number, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(head, place, 1)
        grid.addWidget(small, place + 1, 1)
        return place

    def _backing(self, loan: str) -> Callable[[], None]:
        def keep() -> None:
            before = self._state.book.loans[loan]
            backing = tuple(key for key in _BACKING if self.boxes[loan, key].isChecked())
            title = text(N_("Change loan “{name}”"), name=before.name)
            self._state.apply(Edit(title, (replacing("loan", before, backing=backing),)))

        return keep

    def _objecting(self, loan: str) -> Callable[[], None]:
        def note() -> None:
            say = self._state.wording._
            what = say(N_("I objected to the entry about this loan in my credit report."))
            answer = say(N_("Answer to the objection"))
            self._note(objection(self._state.book, loan, self._state.today, what, answer))

        return note
