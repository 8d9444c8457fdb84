"""The list of imported files; each can be taken back, also after other changes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_, NN_, Text, counted, text
from planner.services.editing import fact_name
from planner.services.imports.undo import (
    BatchUndo,
    ImportedFile,
    Kept,
    import_batches,
    undo_batch,
)
from ui.parts.ask_bar import AskBar
from ui.parts.button import make_button
from ui.parts.tables import Column, FactTable
from ui.state import State
from ui.theme import GAP_M

_SHOWN = 6


class FilesPart(QWidget):
    """Newest file first. What can't be taken back is named before anything happens."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        say = state.wording._
        self.table = FactTable(state, self._columns(), key=lambda line: line.number)
        self.table.setAccessibleName(say(N_("Imported files")))
        self.table.chosen_changed.connect(self._show_choice)
        self.take_back_button = make_button(self._look, text=say(N_("Take back…")))
        self.nothing = QLabel(say(N_("No file has been imported yet.")))
        self.nothing.setProperty("role", "muted")
        self.kept = QLabel()
        self.kept.setProperty("role", "small")
        self.kept.setWordWrap(True)
        self.kept.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = AskBar(state)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.take_back_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_M)
        for widget in (self.table, self.nothing, self.bar, self.kept):
            column.addWidget(widget)
        column.addLayout(below)
        state.book_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the imports in force."""
        lines = import_batches(self._state.session) if self._state.has_book else ()
        self.table.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self._show_choice()

    def _columns(self) -> tuple[Column, ...]:
        state, say = self._state, self._state.wording._
        return (
            Column(lambda: say(N_("When")), lambda line: f"{line.at:%Y-%m-%d %H:%M}", width=150),
            Column(lambda: say(N_("File")), lambda line: line.file, is_wide=True,
                   sort=lambda line: line.file),
            Column(lambda: say(N_("Account")), lambda line: _account(state, line), width=190),
            Column(lambda: say(N_("Rows")), lambda line: str(line.rows or ""), is_number=True,
                   width=80, sort=lambda line: line.rows),
        )  # fmt: skip

    def _show_choice(self) -> None:
        self.bar.hide()
        self.kept.hide()
        is_chosen = self.table.current() is not None
        self.take_back_button.setEnabled(is_chosen and not self._state.session.is_read_only)

    def _look(self) -> None:
        """Say what would go and what would stay."""
        line = self.table.current()
        if line is None:
            return
        undo = self._undo(line, also_changed=False)
        if undo is None:
            return
        wording = self._state.wording
        said = counted(
            *NN_("{count} entry of {file} goes.", "{count} entries of {file} go."),
            undo.removed,
            file=line.file,
        )
        offers = [(wording._(N_("Take back")), lambda: self._apply(line, also_changed=False))]
        if undo.kept:
            stays = counted(
                *NN_(
                    "{goes} {count} stays, because it was changed since:",
                    "{goes} {count} stay, because they were changed since:",
                ),
                len(undo.kept),
                goes=said,
            )
            offers.append(
                (wording._(N_("Those too")), lambda: self._apply(line, also_changed=True))
            )
            said = stays
        self.bar.ask(wording.say(said), offers)
        self._show_kept(undo)

    def _show_kept(self, undo: BatchUndo) -> None:
        named = [self._kept_words(kept) for kept in undo.kept[:_SHOWN]]
        if len(undo.kept) > _SHOWN:
            named.append("…")
        self.kept.setText("\n".join(named))
        self.kept.setVisible(bool(named))

    def _kept_words(self, kept: Kept) -> str:
        name = fact_name(self._state.book, kept.fact)
        return f"{name}: {self._state.wording.say(kept.reason)}"

    def _undo(self, line: ImportedFile, *, also_changed: bool) -> BatchUndo | None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            return undo_batch(self._state.session, line.number, also_changed=also_changed)
        except UserError as error:
            self._refuse(error.text)
            return None
        finally:
            QGuiApplication.restoreOverrideCursor()

    def _apply(self, line: ImportedFile, *, also_changed: bool) -> None:
        undo = self._undo(line, also_changed=also_changed)
        if undo is None:
            return
        toast = text(N_("The import of {file} was taken back"), file=line.file)
        self._state.apply_whole(undo.edit, toast, self._show_choice, self._refuse)

    def _refuse(self, refusal: Text) -> None:
        self.kept.setText(self._state.wording.say(refusal))
        self.kept.show()


def _account(state: State, line: ImportedFile) -> str:
    account = state.book.accounts.get(line.account)
    return account.name if account else ""
