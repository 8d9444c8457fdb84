"""The first step of importing: which file, into which account."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from planner.basics.text import N_, Text
from ui.forms.account_form import open_account_form
from ui.forms.import_reading import ImportReading
from ui.forms.pickers import AccountPicker
from ui.parts import folders
from ui.parts.button import make_button, set_icon
from ui.parts.field import Field
from ui.state import State
from ui.theme import GAP_L, GAP_M


class FileStep(QWidget):
    """Choose or drop a file. What is wrong with it is said here."""

    def __init__(self, state: State, reading: ImportReading) -> None:
        super().__init__()
        self._state = state
        self._reading = reading
        self.setAcceptDrops(True)
        say = state.wording._
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_M)
        title = QLabel(say(N_("Import bills")))
        title.setProperty("role", "title")
        column.addWidget(title)
        self._build_account(column)
        self._build_drop(column)
        self.refusal = QLabel()
        self.refusal.setProperty("role", "error")
        self.refusal.setWordWrap(True)
        self.refusal.setTextFormat(Qt.TextFormat.PlainText)
        self.refusal.hide()
        column.addWidget(self.refusal)
        self._build_password(column)
        column.addStretch(1)
        state.book_changed.connect(self._offer_accounts)
        self._offer_accounts()

    def _build_account(self, column: QVBoxLayout) -> None:
        say = self._state.wording._
        self.account = AccountPicker(self._state.book)
        self.account.currentIndexChanged.connect(self._take_account)
        self.account.activated.connect(self._choose_account)
        self.add_account = make_button(self._add_account, text=say(N_("Add account")))
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        field = Field(say(N_("The bill belongs to this account")), self.account)
        field.setMinimumWidth(300)
        row.addWidget(field)
        row.addWidget(self.add_account, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column.addLayout(row)

    def _build_drop(self, column: QVBoxLayout) -> None:
        say = self._state.wording._
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(GAP_L, 48, GAP_L, 48)
        inside.setSpacing(GAP_M)
        words = QLabel(say(N_("Drop the file here, or choose it.")))
        words.setProperty("role", "heading")
        kinds = QLabel(
            say(N_("Alipay and WeChat bills, bank statements, any table as CSV or Excel."))
        )
        calm = QLabel(
            say(N_("It is read on this computer only. You see every row before anything is added."))
        )
        self.choose_button = make_button(self._ask, "primary", say(N_("Choose file…")))
        set_icon(self.choose_button, "folder", self._state.theme)
        for widget in (words, kinds, calm):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            widget.setWordWrap(True)
        kinds.setProperty("role", "muted")
        calm.setProperty("role", "small")
        inside.addWidget(words)
        inside.addWidget(kinds)
        inside.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(calm)
        column.addWidget(frame)

    def _build_password(self, column: QVBoxLayout) -> None:
        say = self._state.wording._
        self.password_row = QWidget()
        row = QHBoxLayout(self.password_row)
        row.setContentsMargins(0, 0, 0, 0)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self._try_password)
        row.addWidget(
            Field(say(N_("Password of the archive (sent to you with it)")), self.password)
        )
        again = make_button(self._try_password, text=say(N_("Open")))
        row.addWidget(again, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.password_row.hide()
        column.addWidget(self.password_row)

    def choose(self, path: Path) -> None:
        """Read this file."""
        self.refusal.hide()
        self.password_row.hide()
        self._take_account()
        if self._reading.account:
            self._reading.open(path)

    def show_refusal(self, refusal: Text) -> None:
        """Say why the file can't be read; ask for the password of an archive."""
        self.refusal.setText(self._state.wording.say(refusal))
        self.refusal.show()
        path = self._reading.path
        is_archive = path is not None and path.suffix.lower() == ".zip"
        self.password_row.setVisible(is_archive)
        (self.password if is_archive else self.choose_button).setFocus()

    def _ask(self) -> None:
        say = self._state.wording._
        kinds = say(N_("Bills and tables ({patterns})")).format(
            patterns="*.csv *.xlsx *.xls *.zip *.txt *.ofx *.qif *.xml *.html"
        )
        everything = say(N_("All files")) + " (*)"
        chosen, _kind = QFileDialog.getOpenFileName(
            self, say(N_("Import bills")), folders.open_folder(self._state.preferences),
            f"{kinds};;{everything}",
        )  # fmt: skip
        if chosen:
            self.choose(folders.opened(self._state.preferences, chosen))

    def _try_password(self) -> None:
        self._reading.password = self.password.text()
        self.refusal.hide()
        self._reading.read()

    def _choose_account(self) -> None:
        self._reading.is_account_chosen = True

    def _take_account(self) -> None:
        self._reading.account = self.account.account()

    def _add_account(self) -> None:
        open_account_form(self._state, self)

    def _offer_accounts(self) -> None:
        chosen = self.account.account()
        known = {self.account.itemData(place) for place in range(self.account.count())}
        self.account.blockSignals(True)
        self.account.clear()
        for key, fact in self._state.book.accounts.items():
            self.account.addItem(fact.name, key)
        added = [key for key in self._state.book.accounts if key not in known]
        self.account.set_account(added[-1] if known and added else chosen)
        self.account.blockSignals(False)
        has_accounts = self.account.count() > 0
        self.choose_button.setEnabled(has_accounts)
        self._take_account()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None and self.choose_button.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            self.choose(path)


def dropped_file(event: QDropEvent) -> Path | None:
    """The file that is dragged, or None when it is something else."""
    urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(urls[0].toLocalFile()) if urls else None
