"""What if: named what-ifs over the outlook as it is, their differences, and one step to adopt one."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from planner.advice.action import Action
from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.services.what_if import (
    SCENARIOS,
    Comparison,
    Futures,
    Ground,
    Param,
    Scenario,
    Tried,
    begin,
    of_action,
    try_out,
)
from planner.services.what_if_table import difference_table
from ui.forms.entry_form import open_entry_form
from ui.jobs import Cancelled
from ui.parts.card import Card
from ui.parts.differences_table import DifferencesTable
from ui.parts.empty import EmptyState
from ui.parts.overlay_card import OverlayCard
from ui.parts.page import Page
from ui.parts.strands import STRANDS
from ui.parts.tall_list import TallList
from ui.parts.what_if_choice import WhatIfChoice
from ui.theme import GAP_M, GAP_S

_LIST_WIDTH = 306
_FIRST = "takings"
"""Chosen when the page opens for the first time, so that it shows what it is for."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """What the what-ifs of one book stand on; worked out beside the window."""

    version: str
    ground: Ground
    futures: Futures
    params: dict[str, tuple[Param, ...]]
    missing: dict[str, Text]


class WhatIfPage(Page):
    """List of what-ifs, chart, table of differences."""

    key = "what_if"
    icon = "what_if"

    def nav_title(self) -> str:
        return self.wording._(N_("What if…"))

    def help_text(self) -> str:
        return self.wording._(
            N_(
                "Choose up to three what-ifs and turn what they count on. The chart shows the "
                "book as it is with its bands, and the middle path of each what-if over it. Your "
                "book changes only when you choose Apply, and that can be undone."
            )
        )

    def build(self) -> None:
        self._prepared: Prepared | None = None
        self._order: list[WhatIfChoice] = []
        self._asked = 0
        self._is_new = True
        self.action: WhatIfChoice | None = None
        self.discard_button = self.add_header_button(self._discard_all)
        self.chart = OverlayCard(self.state)
        self.table = DifferencesTable(self.state)
        self.differences = Card()
        self.differences.body.addWidget(self.table)
        self.chart.legend_into(self.differences.corner)
        self.chart.hinted.connect(self.differences.set_hint)
        self.choices = {kind.key: WhatIfChoice(self.state, kind) for kind in SCENARIOS}
        self.empty = EmptyState("", "", self._add_entry)
        self._lay_out()
        for choice in self.choices.values():
            self._listen_to(choice)

    def retranslate(self) -> None:
        say = self.wording._
        self.discard_button.setText(say(N_("Discard all")))
        self.list_card.set_title(say(N_("Choose up to three")))
        self.differences.set_title(say(N_("Differences")))
        self.table.setAccessibleName(say(N_("Differences")))
        self.chart.retranslate()
        self.empty.set_texts(
            say(N_("Enter what you have and what you owe; then this page shows what may happen.")),
            say(N_("Add entry")),
        )
        for choice in self._all():
            choice.retranslate()

    def restyle(self) -> None:
        self.chart.restyle()
        for choice in self._all():
            choice.show_number(choice.number)

    def refresh(self) -> None:
        self._stack.setCurrentIndex(0 if self.state.book.accounts else 1)
        if not self.state.book.accounts:
            return
        prepared = self._prepared
        if prepared is None or self._is_stale_base(prepared):
            self._show_outlook()
            self._prepare()
        else:
            self._ask()

    def focus_on(self, what: object) -> None:
        """Begin with an Action of another page, or with the what-if of this key."""
        if isinstance(what, Action):
            self._start_with(of_action(what))
        elif isinstance(what, str) and what in self.choices:
            self._is_new = False
            self.choices[what].choose(is_chosen=True)

    # building

    def _lay_out(self) -> None:
        self.list_card = Card()
        self.list_card.setFixedWidth(_LIST_WIDTH)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = TallList()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, GAP_S, 0)
        self._list.setSpacing(2)
        for choice in self.choices.values():
            self._list.addWidget(choice)
        self._list.addStretch(1)
        area.setWidget(inner)
        for part in (area.viewport(), inner):
            part.setAutoFillBackground(False)
        self.list_card.body.addWidget(area)
        upper = QHBoxLayout()
        upper.setSpacing(GAP_M)
        upper.addWidget(self.list_card)
        upper.addWidget(self.chart, 1)
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP_M)
        rows.addLayout(upper, 1)
        rows.addWidget(self.differences)
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self._stack.addWidget(self.empty)
        self.column.addWidget(self._stack, 1)

    def _listen_to(self, choice: WhatIfChoice) -> None:
        choice.chosen.connect(self._on_chosen)
        choice.turned.connect(self._ask)
        choice.adopted.connect(self._on_adopted)

    def _all(self) -> list[WhatIfChoice]:
        return [*([self.action] if self.action else []), *self.choices.values()]

    # preparing

    def _is_stale_base(self, prepared: Prepared) -> bool:
        is_same = prepared.version == self.state.book.version
        return not is_same or prepared.ground.today != self.state.today

    def _prepare(self) -> None:
        """Learn what is usual and draw the futures, beside the window."""
        book, today = self.state.book, self.state.today

        def job(cancelled: Cancelled) -> Prepared:
            ground = Ground(book, today)
            params, missing = _params_of(ground)
            return Prepared(
                book.version, ground, begin(book, today, cancelled=cancelled), params, missing
            )

        self.state.run(job, self._on_prepared, kind="what if base")

    def _on_prepared(self, prepared: Prepared) -> None:
        if self._is_stale_base(prepared):
            return
        self._prepared = prepared
        for key, choice in self.choices.items():
            choice.show_params(prepared.params.get(key, ()), prepared.missing.get(key))
        if self._is_new:
            self._is_new = False
            self.choices[_FIRST].choose(is_chosen=_FIRST in prepared.params)
        self._tell_room()
        self._ask()

    # trying

    def _on_chosen(self, choice: WhatIfChoice, is_chosen: bool) -> None:  # noqa: FBT001
        if is_chosen and choice not in self._order:
            self._order.append(choice)
        elif not is_chosen and choice in self._order:
            self._order.remove(choice)
        self._tell_room()
        self._ask()

    def _tell_room(self) -> None:
        has_room = len(self._order) < len(STRANDS)
        for choice in self._all():
            choice.tell_room(has_room=has_room)
            choice.show_number(self._order.index(choice) if choice in self._order else None)
        self.discard_button.setEnabled(bool(self._order))

    def _ask(self) -> None:
        """Work out what is chosen; only the answer to the newest question is shown."""
        self._asked += 1
        prepared, asked = self._prepared, self._asked
        if prepared is None or self._is_stale_base(prepared):
            return
        wanted = [
            (choice, scenario)
            for choice in self._order
            if (scenario := self._scenario_of(choice, prepared.ground)) is not None
        ]
        if not wanted:
            self._show(())
            return

        def job(cancelled: Cancelled) -> list[Tried | UserError]:
            return [_outcome(prepared.futures, scenario, cancelled) for _, scenario in wanted]

        def done(outcomes: list[Tried | UserError]) -> None:
            if asked == self._asked and prepared is self._prepared:
                self._tell([choice for choice, _ in wanted], outcomes)

        self.state.run(job, done, kind="what if")

    def _scenario_of(self, choice: WhatIfChoice, ground: Ground) -> Scenario | None:
        """What a choice stands for; a refusal is told beside it."""
        try:
            return choice.scenario(ground)
        except UserError as refusal:
            choice.say_outcome(None, refusal)
            return None

    def _tell(self, choices: list[WhatIfChoice], outcomes: list[Tried | UserError]) -> None:
        shown = []
        for choice, outcome in zip(choices, outcomes, strict=True):
            if isinstance(outcome, UserError):
                choice.say_outcome(None, outcome)
            else:
                choice.say_outcome(outcome.scenario, None)
                shown.append(outcome)
        self._show(tuple(shown))

    def _show_outlook(self) -> None:
        """The book as it is, until there is something to lay over it."""
        look = self.state.look
        if look is not None:
            self.chart.show_tried(look.outlook, ())

    def _show(self, tried: tuple[Tried, ...]) -> None:
        look, prepared = self.state.look, self._prepared
        if look is not None:
            self.chart.show_tried(look.outlook, tried)
        if prepared is not None:
            comparison = Comparison(prepared.futures.base, tried)
            lines = difference_table(comparison, self.state.book.currency)
            names = [self.wording.say(one.scenario.name) for one in tried if one.scenario]
            self.table.show_lines(lines, names)

    # adopting and discarding

    def _on_adopted(self, choice: WhatIfChoice) -> None:
        prepared = self._prepared
        if prepared is None:
            return
        scenario = self._scenario_of(choice, prepared.ground)
        if scenario is None:
            return
        toast = text(N_("Applied: {name}"), name=scenario.name)
        if self.state.apply(
            scenario.as_edit(), toast, lambda refusal: self._refuse(choice, refusal)
        ):
            self._discard(choice)

    def _refuse(self, choice: WhatIfChoice, refusal: Text) -> None:
        choice.say_outcome(None, UserError(refusal.key, **refusal.facts))

    def _discard(self, choice: WhatIfChoice) -> None:
        choice.choose(is_chosen=False)
        choice.reset()
        if choice is self.action:
            self.action = None
            choice.hide()
            choice.setParent(None)

    def _discard_all(self) -> None:
        for choice in list(self._order):
            self._discard(choice)

    def _start_with(self, scenario: Scenario) -> None:
        """Show one what-if of another page, alone."""
        self._is_new = False
        self._discard_all()
        self.action = WhatIfChoice(self.state, None, scenario)
        self._listen_to(self.action)
        self._list.insertWidget(0, self.action)
        self.action.choose(is_chosen=True)
        self.action.box.setFocus()

    def _add_entry(self) -> None:
        open_entry_form(self.state, self.window())


def _params_of(ground: Ground) -> tuple[dict[str, tuple[Param, ...]], dict[str, Text]]:
    """What can be chosen for each kind, and why nothing can for the others."""
    params, missing = {}, {}
    for kind in SCENARIOS:
        try:
            params[kind.key] = kind.params(ground)
        except UserError as refusal:
            missing[kind.key] = refusal.text
    return params, missing


def _outcome(futures: Futures, scenario: Scenario, cancelled: Cancelled) -> Tried | UserError:
    """What would come of it, or why it can't be: one that does not fit leaves the others."""
    try:
        return try_out(futures, scenario, cancelled)
    except UserError as refusal:
        return refusal
