"""The note over the window while a large change is being written; nothing else can be changed."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from planner.basics.text import N_
from ui.state import State


class SavingNote(QProgressDialog):
    """Appears by itself and goes by itself: what is being written can't be stopped half-way."""

    def __init__(self, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._home = state, parent
        self._running = 0
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setRange(0, 0)
        self.setCancelButton(None)
        self.setAutoReset(False)
        self.setMinimumDuration(10**9)  # shown and hidden below, not by a clock
        self.reset()
        state.saving.changed.connect(self._on_saving)

    def reject(self) -> None:
        if not self._running:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._running:
            event.ignore()
            return
        super().closeEvent(event)

    def _on_saving(self, is_saving: bool) -> None:  # noqa: FBT001 - a signal passes it so
        self._running += 1 if is_saving else -1
        if not self._running:
            self.hide()
        elif not self.isVisible():
            self._appear()

    def _appear(self) -> None:
        wording = self._state.wording
        self.setWindowTitle(wording._(N_("Leeway")))
        self.setLabelText(wording._(N_("Writing into the book…")))
        self.setParent(QApplication.activeModalWidget() or self._home, self.windowFlags())
        self.show()
