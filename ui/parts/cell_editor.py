"""The editor that opens inside a table's cell: a line of text, or a list to choose from."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

if TYPE_CHECKING:
    from ui.parts.tables import FactTable

Index = QModelIndex | QPersistentModelIndex


class CellEditor(QStyledItemDelegate):
    """Makes the editor for a cell and gives the typed text to the model.

    Attributes: line (the text editor that was opened last).
    """

    def __init__(self, table: "FactTable") -> None:
        super().__init__(table)
        self._table = table
        self.line: QLineEdit | None = None

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._table.facts.columns[index.column()]
        if column.choices is None:
            line = QLineEdit(parent)
            line.setAlignment(
                (Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft)
                | Qt.AlignmentFlag.AlignVCenter
            )
            line.setAccessibleName(column.title())
            self.line = line
            return line
        choice = QComboBox(parent)
        for value, label in column.choices():
            choice.addItem(label, value)
        choice.setAccessibleName(column.title())
        return choice

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        written = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(written)))
        elif isinstance(editor, QLineEdit):
            editor.setText(str(written))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())
