"""Budget: what every category is planned to bring or cost, beside what was booked."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from planner.basics.dates import add_months
from planner.basics.errors import UserError
from planner.basics.text import N_, text
from planner.services.budgeting import BudgetTable, budget_table
from planner.services.months import month_date, month_key
from planner.services.planning import plan_copied, plan_from_repeating
from ui.forms.segments import Segments
from ui.parts.budget_model import GridColumn, line_name
from ui.parts.budget_rows import MEASURES, GridLine, grid_lines, plan_months
from ui.parts.budget_table import BudgetGrid, described
from ui.parts.button import make_button, set_icon
from ui.parts.card import Card
from ui.parts.chart_slot import ChartSlot
from ui.parts.empty import EmptyState
from ui.parts.page import Page
from ui.theme import CHART_HEIGHT

if TYPE_CHECKING:
    from ui.parts.charts.budget_bars import BudgetBars

MONTHS = 12
_VIEWS = (
    ("detail", N_("3 months")),
    ("plan", N_("Year: plan")),
    ("actual", N_("Year: actual")),
)


class BudgetPage(Page):
    """Months across, categories down, and bars of the chosen line."""

    key = "budget"
    icon = "budget"

    def nav_title(self) -> str:
        """The name of the page."""
        return self.wording._(N_("Budget"))

    def help_text(self) -> str:
        """What F1 says."""
        return self.wording._(
            N_(
                "Type what you plan for a category and month. What you leave out is worked out "
                "from repeating items, invoices, loan schedules and your history, and shown grey."
            )
        )

    def build(self) -> None:
        """Header, the offer to fill the plan, the table, the chart."""
        self._shift = -1
        self._chosen = "total expense"
        self._table: BudgetTable | None = None
        self.copy_button = self.add_header_button(self._copy_month, icon="copy")
        self.bring_button = self.add_header_button(self._bring_back)
        self.export_button = self.add_header_button(self._export, icon="export", role="primary")
        self._build_offer()
        self._build_table()
        self._build_chart()
        self.empty = EmptyState("", "", self._to_entries)
        self.column.addWidget(self.empty, 1)

    def _build_offer(self) -> None:
        self.offer = Card()
        row = QHBoxLayout()
        self.offer_words = QLabel()
        self.offer_words.setWordWrap(True)
        self.fill_button = make_button(self._fill, "primary")
        row.addWidget(self.offer_words, 1)
        row.addWidget(self.fill_button)
        self.offer.body.addLayout(row)
        self.column.addWidget(self.offer)

    def _build_table(self) -> None:
        self.table_card = Card()
        self.view = Segments([(key, "") for key, _ in _VIEWS])
        self.view.changed.connect(self._show_table)
        self.back = make_button(self._go_back, "flat")
        self.today = make_button(self._go_today, "link")
        self.forth = make_button(self._go_forth, "flat")
        for widget in (self.back, self.today, self.forth, self.view):
            self.table_card.corner.addWidget(widget)
        self.grid = BudgetGrid(self.state)
        self.grid.line_chosen.connect(self._choose)
        self.grid.selectionModel().currentChanged.connect(self._describe)
        self.table_card.body.addWidget(self.grid)
        self.foot = QLabel()
        self.foot.setProperty("role", "small")
        self.table_card.body.addWidget(self.foot)
        self.column.addWidget(self.table_card)

    def _build_chart(self) -> None:
        self.chart_card = Card()
        self.chart = ChartSlot(self._make_chart)
        self.chart.setFixedHeight(CHART_HEIGHT)
        self.chart_card.body.addWidget(self.chart)
        self.column.addWidget(self.chart_card)
        self.column.addStretch(1)

    def _make_chart(self) -> "BudgetBars":
        from ui.parts.charts.budget_bars import BudgetBars

        return BudgetBars(self.state)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self.wording._
        self.copy_button.setText(say(N_("Copy last month")))
        self.export_button.setText(say(N_("Export Excel")))
        self.bring_button.setText(say(N_("Bring back a workbook…")))
        self.offer_words.setText(
            say(
                N_(
                    "Nothing is planned by you yet. Start with what repeats, then change what differs."
                )
            )
        )
        self.fill_button.setText(say(N_("Fill in what repeats")))
        self.table_card.set_title(say(N_("Plan and actual")))
        self.view.set_words([say(words) for _, words in _VIEWS])
        self.today.setText(say(N_("This month")))
        for button, words in (
            (self.back, say(N_("Earlier months"))),
            (self.forth, say(N_("Later months"))),
        ):
            button.setAccessibleName(words)
            button.setToolTip(words)
        self.grid.setAccessibleName(say(N_("Budget")))
        self.empty.set_texts(
            say(N_("The budget is made of categories. With your first entries it fills itself.")),
            say(N_("Go to income && expenses")),
        )

    def restyle(self) -> None:
        """Take the colours of the theme of now."""
        self.grid.restyle()
        set_icon(self.back, "left", self.state.theme)
        set_icon(self.forth, "right", self.state.theme)

    def refresh(self) -> None:
        """Show the budget of now."""
        book = self.state.book
        is_empty = not book.categories and not len(book.ledger) and not book.loans
        for widget in self._filled_parts():
            widget.setVisible(not is_empty)
        self.empty.setVisible(is_empty)
        self.offer.setVisible(not is_empty and not book.budget and bool(book.recurring))
        if not is_empty:
            self._show_table()

    def focus_on(self, what: object) -> None:  # noqa: ARG002 - every page answers so
        """The table, whatever is asked for."""
        self.grid.setFocus()

    def _filled_parts(self) -> tuple[QWidget, ...]:
        buttons = (self.copy_button, self.bring_button, self.export_button)
        return (self.table_card, self.chart_card, *buttons)

    # table and chart

    def _show_table(self) -> None:
        state = self.state
        first = month_key(add_months(state.today.replace(day=1), self._shift))
        self._table = budget_table(state.book, state.look, first, MONTHS, today=state.today)
        self.grid.grid.show(grid_lines(self._table), self._table.months, self._columns())
        self.grid.fit()
        ends = (month_date(self._table.months[place]) for place in (0, self._last_month()))
        first, last = (self.wording.date(date, "month") for date in ends)
        self.table_card.set_hint(f"{first} – {last}")
        self._describe()
        self._show_chart()

    def _last_month(self) -> int:
        return max(column.month for column in self._columns())

    def _columns(self) -> list[GridColumn]:
        view = self.view.value()
        if view == "detail":
            return [GridColumn(month, measure) for month in range(3) for measure in MEASURES]
        return [
            GridColumn(month, "plan" if view == "plan" else "actual") for month in range(MONTHS)
        ]

    def _choose(self, line: GridLine) -> None:
        if line.cells and line.key != self._chosen:
            self._chosen = line.key
            self._show_chart()

    def _describe(self) -> None:
        said = described(self.grid, self.state)
        self.foot.setText(
            said
            or self.wording._(
                N_(
                    "Grey: worked out from repeating items, invoices and schedules. Type to plan yourself."
                )
            )
        )

    def _show_chart(self) -> None:
        lines = self.grid.grid.lines
        line = next((line for line in lines if line.key == self._chosen), None)
        line = line or next((line for line in lines if line.kind == "subtotal"), None)
        if line is None or self._table is None:
            return
        name = line_name(line, self.wording)
        self.chart_card.set_title(name)
        months = plan_months(line, self._table.months)
        is_income = line.flow == "income"
        self.chart.show_on(lambda chart: chart.show_line(name, months, is_income=is_income))

    # what the buttons do

    def _fill(self) -> None:
        assert self._table is not None
        try:
            now = month_key(self.state.today)
            months = [month for month in self._table.months if month >= now]
            edit = plan_from_repeating(self.state.book, months)
        except UserError as error:
            self.state.failed.emit(error.text)
            return
        self.state.apply(edit, text(N_("Planned what repeats")))

    def _copy_month(self) -> None:
        target = self.grid.current_month() or month_key(self.state.today)
        source = month_key(add_months(month_date(target), -1))
        try:
            edit = plan_copied(self.state.book, source, target)
        except UserError as error:
            self.state.failed.emit(error.text)
            return
        self.state.apply(edit, edit.title)

    def _export(self) -> None:
        self.state.show_page("reports", "budget")

    def _bring_back(self) -> None:
        from ui.forms.budget_back import ask_for_workbook, read_back

        path = ask_for_workbook(self.state, self.window())
        if path is not None:
            read_back(self.state, path, self.window())

    def _to_entries(self) -> None:
        self.state.show_page("entries", "new")

    def _go_back(self) -> None:
        self._go(-1)

    def _go_forth(self) -> None:
        self._go(1)

    def _go_today(self) -> None:
        self._go(-1 - self._shift)

    def _go(self, months: int) -> None:
        self._shift += months
        self._show_table()
