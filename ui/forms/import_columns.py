"""The step that asks what the columns of a table are, where that could not be found."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.basics.text import N_, Text, in_context
from planner.services.importing import (
    ENCODINGS,
    ROLE_TITLES,
    Peek,
    PeekSheet,
    ReadOptions,
    peek,
)
from ui.forms.import_reading import ImportReading
from ui.jobs import Cancelled
from ui.parts.button import make_button
from ui.parts.field import Field
from ui.state import State
from ui.theme import GAP_M

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".html", ".htm", ".zip")
_SAMPLES = 12
NO_HEADER = -1
"""The choice for tables without headings."""
_KIND = "import look"


class ColumnsStep(QWidget):
    """Encoding, sheet, header line and columns, with samples under each.

    Signals: `given()` when the columns are named and the file is read again.
    """

    given = Signal()

    def __init__(self, state: State, reading: ImportReading) -> None:
        super().__init__()
        self._state = state
        self._reading = reading
        self._peek: Peek | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_M)
        title = QLabel(state.wording._(N_("What do the columns hold?")))
        title.setProperty("role", "heading")
        hint = QLabel(
            state.wording._(
                N_(
                    "Click the line with the headings. Needed are the date, and the amount (or money in "
                    "and money out). The rest may stay."
                )
            )
        )
        hint.setProperty("role", "small")
        column.addWidget(title)
        column.addWidget(hint)
        self._build_choices(column)
        self.table = QTableWidget()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName(state.wording._(N_("First lines of the file")))
        self.table.setShowGrid(False)
        self.table.cellClicked.connect(self._take_header)
        column.addWidget(self.table, 1)
        self.wrong = QLabel()
        self.wrong.setProperty("role", "error")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        column.addWidget(self.wrong)

    def _build_choices(self, column: QVBoxLayout) -> None:
        say = self._state.wording._
        self.encoding, self.sheet, self.header = QComboBox(), QComboBox(), QComboBox()
        self.encoding.addItem(say(N_("as found")), "")
        for name in ENCODINGS:
            self.encoding.addItem(name, name)
        self.encoding.activated.connect(self.look)
        self.sheet.activated.connect(self._show_sheet)
        self.header.activated.connect(self._show_header)
        self.read_button = make_button(self._read, "primary", say(N_("Read with these columns")))
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        self._sheet_field = Field(say(N_("Sheet")), self.sheet)
        row.addWidget(Field(say(N_("Encoding")), self.encoding))
        row.addWidget(self._sheet_field)
        row.addWidget(Field(say(N_("Line with the headings")), self.header))
        row.addStretch(1)
        row.addWidget(self.read_button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)

    def can_help(self) -> bool:
        """Whether the file may be a table whose columns can be named."""
        path = self._reading.path
        return path is not None and path.suffix.lower() in TABLES

    def look(self) -> None:
        """Show the first lines of the file."""
        path = self._reading.path
        if path is None:
            return
        options = ReadOptions(
            encoding=self.encoding.currentData() or "", password=self._reading.password
        )

        def job(cancelled: Cancelled) -> Peek:
            return peek(path, options, cancelled)

        self._state.run(job, self._show, self._refuse, _KIND)

    def chosen(self) -> dict[str, int]:
        """Role -> 0-based column, as named now."""
        found = {}
        for column in range(self.table.columnCount()):
            box = self.table.cellWidget(0, column)
            if isinstance(box, QComboBox) and box.currentData():
                found[str(box.currentData())] = column
        return found

    def _show(self, look: Peek) -> None:
        self._peek = look
        self.wrong.hide()
        self.sheet.clear()
        for number, sheet in enumerate(look.sheets):
            self.sheet.addItem(sheet.name or look.file, number)
        self._sheet_field.setVisible(len(look.sheets) > 1)
        known = [place for place, sheet in enumerate(look.sheets) if sheet.header_row]
        self.sheet.setCurrentIndex(known[0] if known else 0)
        self._show_sheet()

    def _refuse(self, refusal: Text) -> None:
        self.wrong.setText(self._state.wording.say(refusal))
        self.wrong.show()

    def _sheet(self) -> PeekSheet | None:
        if self._peek is None or not self._peek.sheets:
            return None
        return self._peek.sheets[max(0, self.sheet.currentIndex())]

    def _show_sheet(self) -> None:
        sheet = self._sheet()
        if sheet is None:
            return
        self.header.clear()
        self.header.addItem(self._state.wording._(N_("none")), NO_HEADER)
        for line, row in zip(sheet.lines, sheet.rows, strict=True):
            words = " · ".join(filter(None, row))[:40]
            self.header.addItem(f"{line}: {words}", line)
        self.header.setFixedWidth(300)
        self.header.setCurrentIndex(max(0, self.header.findData(sheet.header_row or NO_HEADER)))
        self._show_header()

    def _show_header(self) -> None:
        sheet = self._sheet()
        if sheet is None:
            return
        line = self.header.currentData()
        names = next(
            (row for at, row in zip(sheet.lines, sheet.rows, strict=True) if at == line), ()
        )
        rows = [
            row
            for at, row in zip(sheet.lines, sheet.rows, strict=True)
            if line is None or at > line
        ]
        width = max((len(row) for row in (names, *rows)), default=0)
        roles = {place: role for role, place in sheet.columns.items()} if names else {}
        self.table.clear()
        self.table.setColumnCount(width)
        self.table.setRowCount(1 + min(_SAMPLES, len(rows)))
        for column in range(width):
            name = names[column] if column < len(names) else ""
            self.table.setHorizontalHeaderItem(column, QTableWidgetItem(name or str(column + 1)))
            self.table.setCellWidget(0, column, self._role_box(roles.get(column, ""), name))
            self.table.setColumnWidth(column, 172)
        for place, row in enumerate(rows[:_SAMPLES], 1):
            for column, cell in enumerate(row):
                self.table.setItem(place, column, QTableWidgetItem(cell))
        self.table.verticalHeader().hide()
        self.table.setRowHeight(0, 36)

    def _take_header(self, row: int, _column: int) -> None:
        """While no line is the header, a click on a line makes it that."""
        sheet = self._sheet()
        if sheet is None or row < 1 or self.header.currentData() != NO_HEADER:
            return
        self.header.setCurrentIndex(self.header.findData(sheet.lines[row - 1]))
        self._show_header()

    def _role_box(self, role: str, name: str) -> QComboBox:
        wording = self._state.wording
        box = QComboBox()
        box.setAccessibleName(wording._(N_("What column {name} holds")).format(name=name))
        box.addItem(wording._(N_("not used")), "")
        for key, words in ROLE_TITLES.items():
            box.addItem(wording.say(in_context(*words)), key)
        box.setCurrentIndex(max(0, box.findData(role)))
        box.activated.connect(self._only(box))
        return box

    def _only(self, box: QComboBox) -> Callable[[int], None]:
        """A role belongs to one column: choosing it takes it from the column that had it."""

        def chosen(_place: int) -> None:
            for column in range(self.table.columnCount()):
                other = self.table.cellWidget(0, column)
                if not isinstance(other, QComboBox) or other is box or not box.currentData():
                    continue
                if other.currentData() == box.currentData():
                    other.setCurrentIndex(0)

        return chosen

    def _read(self) -> None:
        columns, sheet = self.chosen(), self._sheet()
        has_money = bool({"amount", "money_in", "money_out"} & set(columns))
        if "date" not in columns or not has_money or sheet is None:
            self.wrong.setText(
                self._state.wording._(
                    N_("Name the column of the date and that of the amount first.")
                )
            )
            self.wrong.show()
            return
        self.wrong.hide()
        self._reading.options = replace(
            self._reading.options,
            encoding=self.encoding.currentData() or "",
            sheet=sheet.name,
            header_row=self.header.currentData(),
            columns=MappingProxyType(columns),
        )
        self._reading.read()
        self.given.emit()
