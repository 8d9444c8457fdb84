"""The contact record as a file: what leaves is seen first, names masked unless asked otherwise."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from planner.basics.text import N_, Text, text
from planner.services.exporting import export
from planner.services.troubles.record_table import contacts_html
from planner.wording import Wording
from ui.forms.segments import Segments
from ui.jobs import Cancelled
from ui.languages import NAMES
from ui.parts.button import make_button
from ui.preferences import books_folder
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, GAP_L, GAP_M, GAP_XL

MASKED, COMPLETE = "contacts", "contacts_full"


class ContactsExport(QDialog):
    """Attributes: choice (masked or complete), language, preview, outcome."""

    def __init__(self, state: State, parent: QWidget | None = None, kind: str = MASKED) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._state = state
        say = state.wording._
        self.setWindowTitle(say(N_("Export the contact record")))
        self.choice = Segments(((MASKED, say(N_("Names masked"))), (COMPLETE, say(N_("Complete")))))
        self.choice.set_value(kind)
        self.language = Segments(list(NAMES.items()))
        self.language.set_value(state.wording.language)
        self.hint, self.outcome, self.preview = QLabel(), QLabel(), QTextBrowser()
        self.preview.setOpenLinks(False)
        self.preview.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview.setAccessibleName(say(N_("Preview: exactly this leaves")))
        set_role(self.hint, "muted")
        for label in (self.hint, self.outcome):
            label.setWordWrap(True)
        self.sheet_button = make_button(self._ask_sheet, text=say(N_("Save as Excel…")))
        self.pdf_button = make_button(self._ask_pdf, "primary", say(N_("Save as PDF…")))
        self._lay_out()
        for part in (self.choice, self.language):
            part.changed.connect(self.show_now)
        self.show_now()
        self.resize(820, 640)

    def show_now(self) -> None:
        """Show what would leave."""
        state, is_masked = self._state, self.choice.value() == MASKED
        self.hint.setText(state.wording._(_HINTS[self.choice.value()]))
        self.preview.setHtml(
            contacts_html(state.book, state.today, self.language.value(), is_redacted=is_masked)
        )
        for button in (self.pdf_button, self.sheet_button):
            button.setEnabled(bool(state.book.contacts) and state.look is not None)

    def save_as(self, path: Path) -> None:
        """Write the file, off the window's thread."""
        state, look, kind = self._state, self._state.look, self.choice.value()
        if look is None:
            return
        book, today, language = state.book, state.today, self.language.value()
        identity = state.session.book_id

        def job(cancelled: Cancelled) -> None:
            export(book, look, kind, path, language, today=today, book_id=identity)

        saved = text(N_("Saved as {name}"), name=path.name)
        state.run(job, lambda _: self._say(saved), partial(self._say, is_wrong=True))

    def _lay_out(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.choice)
        top.addStretch(1)
        top.addWidget(self.language)
        foot.setSpacing(GAP)
        foot.addWidget(self.outcome, 1)
        close = make_button(self.reject, text=self._state.wording._(N_("Close")))
        for button in (self.sheet_button, self.pdf_button, close):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        column.setSpacing(GAP_M)
        column.addLayout(top)
        column.addWidget(self.hint)
        column.addWidget(self.preview, 1)
        column.addLayout(foot)

    def _ask_pdf(self) -> None:
        self._ask_where(".pdf")

    def _ask_sheet(self) -> None:
        self._ask_where(".xlsx")

    def _ask_where(self, suffix: str) -> None:
        folder = books_folder()
        start = folder if folder.is_dir() else Path.home()
        name = Wording(self.language.value())._(N_("Contact record"))
        said = self._state.wording._(N_("Save as…"))
        proposed = str(start / f"{name} {self._state.today}{suffix}")
        chosen, _ = QFileDialog.getSaveFileName(self, said, proposed, f"*{suffix}")
        if chosen:
            path = Path(chosen)
            self.save_as(path if path.suffix else path.with_suffix(suffix))

    def _say(self, said: Text, *, is_wrong: bool = False) -> None:
        self.outcome.setText(self._state.wording.say(said))
        set_role(self.outcome, "error" if is_wrong else "small")


_HINTS = {
    MASKED: N_(
        "Exactly this leaves: days, manner and signs. Names are letters; numbers, amounts and words "
        "are left out, so that it can be shown around."
    ),
    COMPLETE: N_(
        "Exactly this leaves: everything that was noted, with names and seals. Give it only to "
        "people you trust, such as your lawyer."
    ),
}
