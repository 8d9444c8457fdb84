"""The table of coming payments, each with the balance after it and its level."""

from collections.abc import Sequence

from PySide6.QtGui import QIcon

from planner.outlook.outlook import Due
from ui.parts.tables import Column, FactTable
from ui.state import State
from ui.theme import level_icon, level_word


class DuesTable(FactTable):
    """Rows are dues; Enter or a double click opens the loan."""

    def __init__(self, state: State) -> None:
        super().__init__(state, _columns(state), key=_date_of)
        self.opened.connect(self._open_loan)

    def _open_loan(self, due: Due) -> None:
        self._state.show_page("loans", due.loan)


def _date_of(due: Due) -> object:
    return due.date


def _columns(state: State) -> Sequence[Column]:
    def date(due: Due) -> str:
        return state.wording.date(due.date, "row")

    def name(due: Due) -> str:
        said = state.wording._("{loan}, no. {number}")
        return said.format(loan=due.loan_name, number=due.number)

    def amount(due: Due) -> str:
        return state.wording.money(due.amount, state.book.currency)

    def after(due: Due) -> str:
        return state.wording.money(due.expected_balance_after, state.book.currency, exact=False)

    def level(due: Due) -> str:
        return state.wording.say(level_word(due.level, due.days_past_due))

    def color(due: Due) -> str:
        return state.theme.level_color(due.level)

    def shape(due: Due) -> QIcon:
        return level_icon(due.level, state.theme)

    def tip(due: Due) -> str:
        if due.to_cover <= 0:
            return ""
        account = (
            state.book.accounts[due.account].name if due.account in state.book.accounts else ""
        )
        return state.wording._("By {date} move {amount} more into {account}.").format(
            date=state.wording.date(max(due.act_by, state.today), "week"),
            amount=state.wording.money(due.to_cover, state.book.currency, exact=False),
            account=account,
        )

    return (
        Column(lambda: state.wording._("Date"), date, tip=tip),
        Column(lambda: state.wording._("Payment"), name, tip=tip, is_wide=True),
        Column(lambda: state.wording._("Amount"), amount, tip=tip, is_number=True),
        Column(lambda: state.wording._("Balance after"), after, tip=tip, is_number=True),
        Column(lambda: state.wording._("Status"), level, tip=tip, color=color, icon=shape),
    )
