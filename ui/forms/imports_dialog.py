"""What was imported, and what the book has learned from it: files, columns, rules for payees."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QStackedWidget, QVBoxLayout, QWidget

from planner.basics.text import N_
from ui.forms.imports_files import FilesPart
from ui.forms.imports_learned import ProfilesPart, RulesPart
from ui.forms.segments import Segments
from ui.state import State
from ui.theme import GAP_L, GAP_M, GAP_XL

_PARTS: tuple[tuple[str, str, Callable[[State], QWidget]], ...] = (
    ("files", N_("Imported files"), FilesPart),
    ("profiles", N_("Remembered columns"), ProfilesPart),
    ("rules", N_("Rules for payees"), RulesPart),
)


def open_imports(state: State, parent: QWidget | None, part: str = "files") -> "ImportsDialog":
    """Show the window with one of its parts in front."""
    dialog = ImportsDialog(state, parent)
    dialog.choice.set_value(part)
    dialog.open()
    return dialog


class ImportsDialog(QDialog):
    """Three lists; everything in them can be changed, and every change undone."""

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = state.wording._
        self.setWindowTitle(say(N_("Imports")))
        self.resize(880, 520)
        self.choice = Segments([(key, say(title)) for key, title, _ in _PARTS])
        self.choice.setAccessibleName(say(N_("Part of this window")))
        self.stack = QStackedWidget()
        self.parts = {key: make(state) for key, _, make in _PARTS}
        for part in self.parts.values():
            self.stack.addWidget(part)
        self.choice.changed.connect(lambda key: self.stack.setCurrentWidget(self.parts[key]))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_L)
        column.setSpacing(GAP_M)
        for widget in (self.choice, self.stack, buttons):
            column.addWidget(widget)
