"""A cell of the budget: its editor, the line between months, its style."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.parts.budget_model import BudgetModel, Index
from ui.state import State
from ui.theme import Theme


class PlanCell(QStyledItemDelegate):
    """A cell with its editor; a thin line separates months that have several columns."""

    def __init__(self, state: State, model: BudgetModel) -> None:
        super().__init__(model)
        self._state = state
        self._model = model

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        line = QLineEdit(parent)
        line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
        return line

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        model = self._model
        if model.has_measures and model.columns[index.column()].measure == "plan":
            painter.save()
            painter.setPen(QColor(self._state.theme.line))
            painter.drawLine(option.rect.topLeft(), option.rect.bottomLeft())
            painter.restore()


def grid_style(theme: Theme) -> str:
    """The style of a table `#budgetGrid`: narrower cells than other tables have."""
    return (
        f"#budgetGrid::item {{ padding: 0 1px; border-bottom: 1px solid {theme.line}; }}"
        f"#budgetGrid::item:selected {{ background: {theme.accent_soft}; color: {theme.text}; }}"
        f"#budgetGrid QHeaderView::section {{ color: {theme.text}; padding: 4px 6px; }}"
        f"#budgetGrid QHeaderView::section:horizontal {{ color: {theme.muted}; padding: 4px; }}"
        f"#budgetGrid QTableCornerButton::section {{ background: {theme.surface}; border: none;"
        f" border-bottom: 1px solid {theme.line}; }}"
    )
