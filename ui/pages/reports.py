"""Reports and export: every kind of file the book can become, and the chart as a picture."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel

from planner.basics.errors import system_reason
from planner.basics.text import N_, Text, text
from planner.book.book import Book
from planner.services.exporting import KINDS, export
from planner.wording import Wording
from ui.forms.contacts_export import COMPLETE, MASKED, ContactsExport
from ui.forms.segments import Segments
from ui.jobs import Cancelled
from ui.languages import NAMES
from ui.parts import folders
from ui.parts.fan_card import days_from_today
from ui.parts.page import Page
from ui.parts.report_card import ReportCard
from ui.parts.reports_facts import facts_of
from ui.theme import GAP

PICTURE = "picture"
"""The card of the chart, beside the kinds of export."""
PROPOSAL = "proposal"
_PREVIEWED = (PROPOSAL, MASKED, COMPLETE)
_PICTURES = (".png", ".svg", ".pdf")


def _job(kind: str) -> str:
    """Under what name the lane knows an export."""
    return f"export {kind}"


class ReportsPage(Page):
    """A card per kind of export; the language of the file is chosen once at the top."""

    key = "reports"
    icon = "reports"

    def nav_title(self) -> str:
        """The name of the page."""
        return self.wording._(N_("Reports & export"))

    def help_text(self) -> str:
        """What F1 says."""
        return self.wording._(
            N_(
                "Files for the bank, the accountant or your own records. They are written to the "
                "place you choose; nothing is sent anywhere."
            )
        )

    def build(self) -> None:
        """The choice of a language, and the cards."""
        self.language_label = QLabel()
        self.language = Segments([(key, name) for key, name in NAMES.items()])
        self.language.set_value(self.wording.language)
        self.language.changed.connect(self._on_language_chosen)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.language_label)
        row.addWidget(self.language)
        row.addStretch(1)
        self.column.addLayout(row)
        self.cards: dict[str, ReportCard] = {}
        for kind in KINDS:
            self._add_card(kind.kind, kind.suffixes)
        self._add_card(PICTURE, _PICTURES)
        self.column.addStretch(1)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self.wording._
        self.language_label.setText(say(N_("Language of the file")))
        self.language.setAccessibleName(say(N_("Language of the file")))
        self.language.set_value(self.wording.language)
        save = say(N_("Save as…"))
        for kind in KINDS:
            self.cards[kind.kind].say(say(kind.title), say(kind.about), save)
        self.cards[PICTURE].say(
            say(N_("Chart of the expected balance")),
            say(N_("The chart of the outlook page as a picture, in light colours for print.")),
            save,
        )

    def restyle(self) -> None:
        """Take the colours of the theme of now."""
        for card in self.cards.values():
            card.restyle()

    def refresh(self) -> None:
        """Show what would be in each file now."""
        look = self.state.look
        for kind, card in self.cards.items():
            card.show_busy(is_busy=look is None)
            if look is not None:
                state = self.state
                card.facts.show_lines(facts_of(kind, state.book, look, state.today, self.wording))

    def focus_on(self, what: object) -> None:
        """Put the focus on the card of this kind."""
        card = self.cards.get(what) if isinstance(what, str) else None
        if card is not None:
            card.save_button.setFocus()
            self.ensureWidgetVisible(card)

    # saving

    def save(self, kind: str, path: Path) -> None:
        """Write the export of this kind to `path`, off the window's thread."""
        look, book, today = self.state.look, self.state.book, self.state.today
        identity = self.state.session.book_id
        if look is None:
            return
        card, language = self.cards[kind], self.language.value()
        card.show_writing(path.name)
        if kind == PICTURE:
            self._save_picture(path)
            return

        def job(cancelled: Cancelled) -> None:
            export(
                book, look, kind, path, language, today=today, book_id=identity,
                cancelled=cancelled,
            )  # fmt: skip

        self.state.run(
            job, lambda _: self._on_saved(kind, path), partial(self._on_refused, kind), _job(kind)
        )

    def stop(self, kind: str) -> None:
        """Leave the export of this kind; what was in the file before stays."""
        self.state.lane.cancel(_job(kind))
        card = self.cards[kind]
        card.show_busy(is_busy=self.state.look is None)
        card.say_outcome(self.wording._(N_("Stopped; nothing was written.")))

    def _save_picture(self, path: Path) -> None:
        from ui.parts.charts.fan import Fan

        look = self.state.look
        assert look is not None
        wording = Wording(self.language.value())
        chart = Fan(self.state)
        bands = days_from_today(look.outlook, self.state.preferences.horizon)
        chart.show_days(bands, look.outlook.dues)
        chart.wording = wording
        title = _shop_title(self.state.book, wording)
        note = wording._(N_("As of {date}. Dark band: half of cases; light band: 9 in 10.")).format(
            date=wording.date(self.state.today, "year")
        )
        try:
            chart.save_picture(path, title, note)
        except OSError as fault:
            refusal = text(
                N_("“{name}” could not be written: {reason}. Choose another folder."),
                name=path.name,
                reason=system_reason(fault),
            )
            self._on_refused(PICTURE, refusal)
        else:
            self._on_saved(PICTURE, path)
        finally:
            chart.deleteLater()

    def _on_saved(self, kind: str, path: Path) -> None:
        card = self.cards[kind]
        card.show_busy(is_busy=False)
        said = text(N_("Saved as {name}"), name=path.name)
        card.say_outcome(self.wording.say(said), path)
        self.state.noticed.emit(said, False)

    def _on_refused(self, kind: str, refusal: Text) -> None:
        card = self.cards[kind]
        card.show_busy(is_busy=False)
        card.say_outcome(self.wording.say(refusal), is_wrong=True)

    def _ask_where(self, kind: str, suffix: str) -> None:
        start = folders.save_folder(self.state.preferences)
        wording = Wording(self.language.value())
        name = f"{_file_title(kind, self.state.book, wording)} {self.state.today}{suffix}"
        said = self.wording._(N_("Save as…"))
        chosen, _ = QFileDialog.getSaveFileName(
            self.window(), said, str(start / name), f"*{suffix}"
        )
        if chosen:
            path = folders.saved(self.state.preferences, chosen)
            self.save(kind, path if path.suffix else path.with_suffix(suffix))

    def _add_card(self, kind: str, suffixes: tuple[str, ...]) -> None:
        card = ReportCard(self.state, suffixes)
        card.save_asked.connect(partial(self._ask_where, kind))
        card.folder_asked.connect(_open_folder)
        card.stop_asked.connect(partial(self.stop, kind))
        if kind in _PREVIEWED:
            card.preview_button.show()
            card.preview_asked.connect(partial(self._preview, kind))
        self.cards[kind] = card
        self.column.addWidget(card)

    def _preview(self, kind: str) -> None:
        """Something is left out, or everything leaves: seen before it is written."""
        if kind == PROPOSAL:
            self.state.show_page("trouble", "letter")
            return
        ContactsExport(self.state, self.window(), kind).open()

    def _on_language_chosen(self, _language: str) -> None:
        for card in self.cards.values():
            card.say_outcome("")


def _shop_title(book: Book, wording: Wording) -> str:
    title = wording._(N_("Chart of the expected balance"))
    return f"{book.info.name} · {title}" if book.info.name else title


def _file_title(kind: str, book: Book, wording: Wording) -> str:
    """A file name without what file systems refuse."""
    titles = {row.kind: row.title for row in KINDS}
    title = wording._(titles.get(kind, N_("Chart of the expected balance")))
    return "".join(
        "-" if char in '<>:"/\\|?*' else char for char in f"{book.info.name} {title}"
    ).strip()


def _open_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
