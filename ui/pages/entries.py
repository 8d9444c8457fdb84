"""Income and expenses: the entries, what repeats, invoices, accounts and categories."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent

from planner.basics.text import N_
from ui.forms.entry_form import open_entry_form
from ui.forms.segments import Segments
from ui.parts.entries_accounts import AccountList, CategoryList
from ui.parts.entries_invoices import PayableList, ReceivableList
from ui.parts.entries_list import ListSection
from ui.parts.entries_repeating import RepeatingList
from ui.parts.entries_section import EntriesSection
from ui.parts.page import Page

Section = EntriesSection | ListSection
SECTIONS = (
    ("entries", N_("Entries")),
    ("repeating", N_("Repeating")),
    ("invoices", N_("Invoices")),
    ("accounts", N_("Accounts && categories")),
)


class EntriesPage(Page):
    """What moved, what comes again, and what is promised."""

    key = "entries"
    icon = "entries"

    def nav_title(self) -> str:
        """The name of the page."""
        return self.wording._(N_("Income & expenses"))

    def help_text(self) -> str:
        """What F1 says."""
        return self.wording._(
            N_(
                "Here you keep what came in and went out, what comes again every month, and "
                "invoices. Everything can be changed in the table and undone."
            )
        )

    def build(self) -> None:
        """Header buttons, the choice of a section, and the sections (made when first shown)."""
        self.imports_button = self.add_header_button(self._show_imports)
        self.import_button = self.add_header_button(self._import, icon="import")
        self.add_button = self.add_header_button(self._add, icon="plus", role="primary")
        self.choice = Segments([(key, "") for key, _ in SECTIONS])
        self.choice.changed.connect(self.show_section)
        self.column.addWidget(self.choice)
        self.sections: dict[str, Section] = {}
        self.setAcceptDrops(True)
        self.show_section("entries")

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self.wording._
        self.imports_button.setText(say(N_("Imports…")))
        self.import_button.setText(say(N_("Import bills")))
        self.add_button.setText(say(N_("Add entry")))
        self.choice.set_words([say(words) for _, words in SECTIONS])
        self.choice.setAccessibleName(say(N_("Part of this page")))
        for section in self.sections.values():
            section.retranslate()

    def restyle(self) -> None:
        """Take the colours of the theme of now."""
        for section in self.sections.values():
            section.retranslate()

    def refresh(self) -> None:
        """Show the book of now in the section that is visible."""
        self.sections[self.choice.value()].refresh()

    def focus_on(self, what: object) -> None:
        """A section's key, "import", "new", "filter", or the id of an entry."""
        if not isinstance(what, str):
            return
        if what in dict(SECTIONS):
            self.choice.set_value(what)
        elif what == "import":
            self._import()
        elif what == "new":
            self._add()
        else:
            self._focus_on_entries(what)

    def show_section(self, key: str) -> None:
        """Bring a section to the front."""
        is_new = key not in self.sections
        if is_new:
            section = _MAKERS[key](self)
            self.sections[key] = section
            self.column.addWidget(section, 1)
            section.retranslate()
        for other, section in self.sections.items():
            section.setVisible(other == key)
        self.sections[key].refresh()

    def _focus_on_entries(self, what: str) -> None:
        self.choice.set_value("entries")
        section = self.sections["entries"]
        assert isinstance(section, EntriesSection)
        if what == "filter":
            section.focus_filter()
        else:
            section.choose(what)

    def _add(self) -> None:
        section, window = self.choice.value(), self.window()
        lists = self.sections[section]
        if isinstance(lists, ListSection):
            lists.lists[0].add()
        else:
            open_entry_form(self.state, window)

    def _import(self, path: Path | None = None) -> None:
        from ui.forms.import_wizard import open_import_wizard

        open_import_wizard(self.state, self.window(), path)

    def _show_imports(self) -> None:
        from ui.forms.imports_dialog import open_imports

        open_imports(self.state, self.window())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event)
        if path is not None:
            self._import(path)


def _dropped_file(event: QDropEvent) -> Path | None:
    urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(urls[0].toLocalFile()) if urls else None


def _entries(page: EntriesPage) -> Section:
    return EntriesSection(page.state)


def _repeating(page: EntriesPage) -> Section:
    return ListSection([RepeatingList(page.state)])


def _invoices(page: EntriesPage) -> Section:
    return ListSection([ReceivableList(page.state), PayableList(page.state)])


def _accounts(page: EntriesPage) -> Section:
    return ListSection([AccountList(page.state), CategoryList(page.state)])


_MAKERS: dict[str, Callable[[EntriesPage], Section]] = {
    "entries": _entries,
    "repeating": _repeating,
    "invoices": _invoices,
    "accounts": _accounts,
}
