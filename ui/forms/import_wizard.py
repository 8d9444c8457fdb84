"""Importing a bill: choose the file, look at what becomes of every row, take it into the book."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from planner.basics.text import N_, NN_, Text, counted
from planner.services.importing import Batch
from ui.forms.import_columns import ColumnsStep
from ui.forms.import_file import FileStep
from ui.forms.import_preview import PreviewStep
from ui.forms.import_reading import ImportReading
from ui.forms.import_words import BOOKED, summary
from ui.parts.button import make_button
from ui.state import State
from ui.theme import GAP, GAP_XL

SIZE = (1020, 660)


def open_import_wizard(
    state: State, parent: QWidget | None, path: Path | None = None
) -> "ImportWizard":
    """Show the window for importing, with `path` read at once."""
    wizard = ImportWizard(state, parent)
    wizard.open()
    if path is not None:
        wizard.file.choose(path)
    return wizard


class ImportWizard(QDialog):
    """Three steps in one window: file, columns (only where needed), preview."""

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(state.wording._(N_("Import bills")))
        self.resize(*SIZE)
        self.reading = ImportReading(state, self)
        self.file = FileStep(state, self.reading)
        self.columns = ColumnsStep(state, self.reading)
        self.preview = PreviewStep(state, self.reading)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XL, GAP_XL - 4, GAP_XL, GAP_XL - 4)
        column.setSpacing(GAP + 4)
        for step in (self.file, self.columns, self.preview):
            column.addWidget(step, 1)
        self._build_foot(column)
        self._listen()
        self._show_step(self.file)

    def _build_foot(self, column: QVBoxLayout) -> None:
        say = self._state.wording._
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(say(N_("Progress of reading")))
        self.words = QLabel()
        self.words.setProperty("role", "strong")
        self.sure = QLabel()
        self.sure.setProperty("role", "small")
        self.stop_button = make_button(self._stop, text=say(N_("Stop")))
        self.back_button = make_button(self._back, text=say(N_("Another file")))
        self.columns_button = make_button(self._ask_columns, text=say(N_("Name the columns…")))
        self.cancel_button = make_button(self.reject, text=say(N_("Cancel")))
        self.import_button = make_button(self._import, "primary", say(N_("Import")))
        self.import_button.setDefault(True)
        column.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.words)
        said.addWidget(self.sure)
        row.addLayout(said, 1)
        for button in (
            self.stop_button, self.back_button, self.columns_button, self.cancel_button,
            self.import_button,
        ):  # fmt: skip
            row.addWidget(button)
        column.addLayout(row)

    def _listen(self) -> None:
        reading = self.reading
        reading.begun.connect(self._on_begun)
        reading.progressed.connect(self._on_progress)
        reading.ready.connect(self._on_ready)
        reading.refused.connect(self._on_refused)

    # what happens while reading

    def _on_begun(self) -> None:
        self.progress.setRange(0, 0)
        self._set_busy(is_busy=True)

    def _on_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _on_ready(self, batch: Batch) -> None:
        self._set_busy(is_busy=False)
        self._show_step(self.preview)
        self.preview.show_batch(batch)
        self.words.setText(self._state.wording.say(summary(batch)))
        self.sure.setText(self.preview.totals(batch))
        self.import_button.setEnabled(self._can_import(batch))
        if self._can_import(batch):
            self.import_button.setFocus()

    def _on_refused(self, refusal: Text) -> None:
        self._set_busy(is_busy=False)
        self._show_step(self.file)
        self.file.show_refusal(refusal)
        self.columns_button.setVisible(self.columns.can_help())

    def _set_busy(self, *, is_busy: bool) -> None:
        self.progress.setVisible(is_busy)
        self.stop_button.setVisible(is_busy)
        for step in (self.file, self.columns, self.preview):
            step.setEnabled(not is_busy)
        self.import_button.setEnabled(not is_busy)

    @staticmethod
    def _can_import(batch: Batch) -> bool:
        return not batch.questions and any(row.outcome in BOOKED for row in batch.rows)

    def _show_step(self, step: QWidget) -> None:
        for other in (self.file, self.columns, self.preview):
            other.setVisible(other is step)
        is_preview = step is self.preview
        self.progress.hide()
        self.stop_button.hide()
        self.import_button.setVisible(is_preview)
        self.back_button.setVisible(step is not self.file)
        self.columns_button.setVisible(is_preview and self.columns.can_help())
        for label in (self.words, self.sure):
            label.setVisible(is_preview)

    # what the buttons do

    def _stop(self) -> None:
        self.reading.stop()
        self._set_busy(is_busy=False)
        self._show_step(self.preview if self.reading.batch else self.file)

    def _back(self) -> None:
        self._show_step(self.file)

    def _ask_columns(self) -> None:
        self._show_step(self.columns)
        self.columns.look()

    def _import(self) -> None:
        batch = self.reading.batch
        if batch is None:
            return
        count = sum(batch.counts[outcome] for outcome in BOOKED)
        toast = counted(
            *NN_("{count} row of {file} imported", "{count} rows of {file} imported"),
            count,
            file=batch.file,
        )
        self.import_button.setEnabled(False)
        self._state.apply_whole(batch.edit, toast, self.accept, self._on_late_refusal)

    def _on_late_refusal(self, refusal: Text) -> None:
        self._set_busy(is_busy=False)
        self.sure.setText(self._state.wording.say(refusal))

    def done(self, result: int) -> None:
        if self.reading.is_busy:
            self.reading.stop()
        super().done(result)
