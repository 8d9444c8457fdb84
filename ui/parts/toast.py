"""Toast: what was just done, for eight seconds, with a button that takes it back."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from planner.basics.text import Text
from ui.parts.button import make_button
from ui.state import State
from ui.theme import GAP, GAP_L

_SECONDS = 8


class Toast(QFrame):
    """Floats over the lower edge of `host`; follows its size."""

    def __init__(self, state: State, host: QWidget) -> None:
        super().__init__(host)
        self._state = state
        self._host = host
        self.setObjectName("toast")
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.undo = make_button(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_L, GAP, GAP, GAP)
        row.addWidget(self.words)
        row.addWidget(self.undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        state.noticed.connect(self.show_text)
        state.language_changed.connect(self.hide)
        self.hide()

    def show_text(self, said: Text, can_undo: bool) -> None:  # noqa: FBT001 - a signal passes it so
        """Say this; with `can_undo` a button takes the last change back."""
        wording = self._state.wording
        self.words.setText(wording.say(said))
        self.setAccessibleName(self.words.text())
        self.undo.setText(wording._("Undo"))
        self.undo.setVisible(can_undo)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _take_back(self) -> None:
        self.hide()
        self._state.undo()

    def _place(self) -> None:
        self.adjustSize()
        left = (self._host.width() - self.width()) // 2
        self.move(max(0, left), self._host.height() - self.height() - 18)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
