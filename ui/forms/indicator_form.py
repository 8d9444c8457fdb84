"""The form for a market figure: its name, and the category whose money follows it."""

from decimal import Decimal

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.text import N_
from planner.basics.typed import typed_rate
from planner.book.edit import Edit
from planner.book.market import Indicator
from planner.services.editing import saved
from ui.forms.form_dialog import FormDialog
from ui.forms.reading import Reading
from ui.state import State

_FLOWS = ("expense", "income")


def open_indicator_form(
    state: State, parent: QWidget | None, indicator: Indicator | None = None
) -> "IndicatorForm":
    """Show the form for a new market figure, or for `indicator`."""
    form = IndicatorForm(state, parent)
    if indicator is not None:
        form.show_indicator(indicator)
    form.open()
    return form


class IndicatorForm(FormDialog):
    """A new market figure, or the change of one. Attribute: saved_id after saving."""

    title_key = N_("Add market figure")
    form_width = 440

    def build(self) -> None:
        """Add the fields."""
        self._before: Indicator | None = None
        self.saved_id = ""
        row = self.add_row()
        self.name, self.unit = QLineEdit(), QLineEdit()
        self.add_field("name", N_("Name"), self.name, row)
        self.add_field("unit", N_("Unit (may stay empty)"), self.unit, row)
        row = self.add_row()
        self.category, self.share = QComboBox(), QLineEdit("100%")
        self.category.addItem(self.say(N_("None, only note it")), "")
        for key, one in self.state.book.categories.items():
            if one.flow in _FLOWS:
                self.category.addItem(one.name, key)
        self.add_field("category", N_("Category that follows it"), self.category, row)
        self.add_field("share", N_("How much of a change arrives"), self.share, row)
        self.add_hint(
            N_(
                "When flour is half of what you buy and becomes 10% dearer, your stock becomes 5% "
                "dearer: then write 50%."
            )
        )
        self.note = QLineEdit()
        self.add_field("note", N_("Note (may stay empty)"), self.note)
        self.category.currentIndexChanged.connect(self._show_share)
        self._show_share()
        self.name.setFocus()

    def show_indicator(self, indicator: Indicator) -> None:
        """Fill the form with a market figure that is changed."""
        self._before = indicator
        self.name.setText(indicator.name)
        self.unit.setText(indicator.unit)
        self.category.setCurrentIndex(max(0, self.category.findData(indicator.category)))
        self.share.setText(f"{(indicator.share * 100).normalize():f}%")
        self.note.setText(indicator.note)
        self.set_title(N_("Change market figure"))

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that saves it."""
        name = reading.need("name", self.name.text(), N_("Give it a name."))
        own = self._before.id if self._before else new_id()
        others = (one for one in self.state.book.indicators.values() if one.id != own)
        if any(one.name.casefold() == name.casefold() for one in others):
            reading.refuse("name", N_("There is already a market figure of this name."))
        share = reading.take("share", self._share, Decimal(1))
        if reading.errors:
            return None
        self.saved_id = own
        indicator = Indicator(
            own,
            name,
            self.unit.text().strip(),
            self._before.points if self._before else (),
            str(self.category.currentData()),
            share,
            self.note.text().strip(),
        )
        return saved(self.state.book, "indicator", indicator)

    def _share(self) -> Decimal:
        share = typed_rate(self.share.text())
        if share > 2:
            raise UserError(N_("At most 200%."))
        return share

    def _show_share(self) -> None:
        self.share.setEnabled(bool(self.category.currentData()))
