"""The step that asks what the columns of a table are, where that could not be found."""

from PySide6.QtWidgets import QWidget

from ui.forms.import_reading import ImportReading
from ui.state import State


class ColumnsStep(QWidget):
    """Encoding, header line and columns, with samples under each."""

    def __init__(self, state: State, reading: ImportReading) -> None:
        super().__init__()
        self._state = state
        self._reading = reading

    def can_help(self) -> bool:
        """Whether the file is a table whose columns can be named."""
        return False

    def look(self) -> None:
        """Show the first lines of the file."""
