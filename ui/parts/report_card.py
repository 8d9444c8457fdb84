"""One export: what it is for, what will be in it, the file type, and where it was saved."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from planner.basics.text import N_
from ui.forms.segments import Segments
from ui.parts.button import make_button, set_icon
from ui.parts.card import Card
from ui.parts.key_lines import KeyLines
from ui.state import State
from ui.theme import GAP, GAP_XL


class ReportCard(Card):
    """A card for one kind of export or picture.

    Signals: save_asked(str) with the chosen suffix, folder_asked(object) with the saved path,
    preview_asked() where `preview_button` is shown, stop_asked() while a file is being written.
    """

    save_asked = Signal(str)
    folder_asked = Signal(object)
    preview_asked = Signal()
    stop_asked = Signal()

    def __init__(self, state: State, suffixes: Sequence[str]) -> None:
        super().__init__()
        self._state = state
        self._saved: Path | None = None
        self.about = QLabel()
        self.about.setProperty("role", "muted")
        self.about.setWordWrap(True)
        self.facts = KeyLines()
        self.suffix = Segments([(suffix, suffix.lstrip(".").upper()) for suffix in suffixes])
        self.suffix.setVisible(len(suffixes) > 1)
        self.save_button = make_button(self._save)
        self.preview_button = make_button(self._preview, "link")
        self.preview_button.hide()
        self.outcome = QLabel()
        self.outcome.setWordWrap(True)
        self.folder_button = make_button(self._open_folder, "link")
        self.stop_button = make_button(self.stop_asked.emit, "link")
        self.stop_button.hide()
        self._arrange()
        self.say_outcome("")

    def _arrange(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self.about)
        left.addStretch(1)
        doing = QHBoxLayout()
        doing.setSpacing(GAP)
        doing.addWidget(self.save_button)
        doing.addWidget(self.suffix)
        doing.addWidget(self.preview_button)
        doing.addStretch(1)
        left.addLayout(doing)
        done = QHBoxLayout()
        done.setSpacing(GAP)
        done.addWidget(self.outcome, 1)
        done.addWidget(self.folder_button)
        done.addWidget(self.stop_button)
        left.addLayout(done)
        right.addWidget(self.facts)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GAP_XL)
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        self.body.addLayout(row)

    def say(self, title: str, about: str, save: str) -> None:
        """Title, what it is for, and the words of the button."""
        self.set_title(title)
        self.about.setText(about)
        self.save_button.setText(save)
        self.save_button.setAccessibleName(f"{save}: {title}")
        self.suffix.setAccessibleName(self._state.wording._(N_("File type")))
        self.preview_button.setText(self._state.wording._(N_("See what leaves")))
        self.preview_button.setAccessibleName(f"{self.preview_button.text()}: {title}")
        self.folder_button.setText(self._state.wording._(N_("Open folder")))
        self.stop_button.setText(self._state.wording._(N_("Cancel")))
        self.stop_button.setAccessibleName(f"{self.stop_button.text()}: {title}")

    def restyle(self) -> None:
        """Take the colours of the theme of now."""
        set_icon(self.save_button, "save", self._state.theme)

    def show_busy(self, *, is_busy: bool) -> None:
        """Whether it can be asked for now."""
        self.save_button.setEnabled(not is_busy)
        self.stop_button.hide()

    def show_writing(self, name: str) -> None:
        """The file `name` is being written: it can be stopped, not asked for again."""
        self.show_busy(is_busy=True)
        said = self._state.wording._(N_("Writing {name} …"))
        self.say_outcome(said.format(name=name))
        self.stop_button.show()

    def say_outcome(self, said: str, saved: Path | None = None, *, is_wrong: bool = False) -> None:
        """What came of it; a saved file offers its folder."""
        self._saved = saved
        self.outcome.setText(said)
        self.outcome.setVisible(bool(said))
        self.outcome.setProperty("role", "error" if is_wrong else "small")
        self.outcome.style().unpolish(self.outcome)
        self.outcome.style().polish(self.outcome)
        self.folder_button.setVisible(saved is not None)

    def _preview(self) -> None:
        self.preview_asked.emit()

    def _save(self) -> None:
        self.save_asked.emit(self.suffix.value())

    def _open_folder(self) -> None:
        if self._saved is not None:
            self.folder_asked.emit(self._saved)
