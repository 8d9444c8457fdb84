"""The form for one category."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from planner.basics.ids import new_id
from planner.basics.text import N_, NC_, in_context
from planner.book.account import Category, Flow
from planner.book.edit import Edit
from planner.services.editing import saved
from planner.wording import Wording
from ui.forms.form_dialog import FormDialog
from ui.forms.reading import Reading
from ui.state import State

_FLOWS: tuple[tuple[Flow, tuple[str, str]], ...] = (
    ("expense", NC_("category", "Expense")),
    ("income", NC_("category", "Income")),
    ("debt", NC_("category", "Loan payments")),
    ("transfer", NC_("category", "Own transfers")),
)


def flow_words(flow: Flow, wording: Wording) -> str:
    """What a category is for, in words."""
    return wording.say(in_context(*dict(_FLOWS)[flow]))


def open_category_form(
    state: State, parent: QWidget | None, category: Category | None = None
) -> "CategoryForm":
    """Show the form for a new category, or for `category`."""
    form = CategoryForm(state, parent)
    if category is not None:
        form.show_category(category)
    form.open()
    return form


class CategoryForm(FormDialog):
    """A new category, or the change of one."""

    title_key = N_("Add category")
    adds_several = True
    form_width = 420

    def build(self) -> None:
        """Add the fields."""
        self._before: Category | None = None
        row = self.add_row()
        self.name, self.flow = QLineEdit(), QComboBox()
        for flow, _words in _FLOWS:
            self.flow.addItem(flow_words(flow, self.state.wording), flow)
        self.add_field("name", N_("Name"), self.name, row)
        self.add_field("flow", N_("Kind"), self.flow, row)
        self.group = QComboBox()
        self.group.setEditable(True)
        groups = {category.group for category in self.state.book.categories.values()}
        self.group.addItems(["", *sorted(groups - {""})])
        self.add_field("group", N_("Heading in the budget (may stay empty)"), self.group)
        self.essential = QCheckBox(self.say(N_("The business can't do without it")))
        self.column.addWidget(self.essential)
        self.flow.currentIndexChanged.connect(self._show_flow)
        self.name.setFocus()

    def show_category(self, category: Category) -> None:
        """Fill the form with a category that is changed."""
        self._before = category
        self.name.setText(category.name)
        self.flow.setCurrentIndex(self.flow.findData(category.flow))
        self.group.setCurrentText(category.group)
        self.essential.setChecked(category.essential)
        self.set_title(N_("Change category"))
        self.another_button.hide()

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that saves the category."""
        name = reading.need("name", self.name.text(), N_("Give it a name."))
        flow: Flow = self.flow.currentData()
        own = self._before.id if self._before else ""
        twins = (
            other
            for other in self.state.book.categories.values()
            if other.name.casefold() == name.casefold() and other.flow == flow and other.id != own
        )
        if next(twins, None) is not None:
            reading.refuse("name", N_("There is already a category of this name."))
        if reading.errors:
            return None
        category = Category(
            id=self._before.id if self._before else new_id(),
            name=name,
            flow=flow,
            group=self.group.currentText().strip(),
            essential=flow == "expense" and self.essential.isChecked(),
        )
        return saved(self.state.book, "category", category)

    def clear(self) -> None:
        """Keep kind and heading; the name is typed anew."""
        self.name.clear()
        self.name.setFocus()

    def _show_flow(self) -> None:
        self.essential.setVisible(self.flow.currentData() == "expense")
