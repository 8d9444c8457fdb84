"""What if: named what-ifs over the outlook as it is, their differences, and one step to adopt one."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

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
from planner.services.what_ifs.market import lately
from ui.forms.entry_form import open_entry_form
from ui.forms.keep_form import KeepForm
from ui.forms.market_dialog import open_market
from ui.jobs import Cancelled
from ui.parts.card import Card
from ui.parts.differences_table import DifferencesTable
from ui.parts.empty import EmptyState
from ui.parts.overlay_card import OverlayCard
from ui.parts.page import Page
from ui.parts.what_if_choice import WhatIfChoice
from ui.parts.what_if_list import WhatIfList
from ui.theme import GAP_M

Question = Callable[[], Scenario]
_FIRST, _MARKET = "takings", "market"
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
        self._wanted: list[WhatIfChoice] = []
        self._is_new = True
        self._kept_from: WhatIfChoice | None = None
        self._asked_figure = ""
        self.list = WhatIfList(self.state)
        self.list.changed.connect(self._ask)
        self.list.adopted.connect(self._adopt)
        self.list.keeping.connect(self._keep)
        self.market_button = self.add_header_button(self._open_market)
        self.discard_button = self.add_header_button(self.list.discard_all)
        self.chart = OverlayCard(self.state)
        self.table = DifferencesTable(self.state)
        self.differences = Card()
        self.differences.body.addWidget(self.table)
        self.chart.legend_into(self.differences.corner)
        self.chart.hinted.connect(self.differences.set_hint)
        self.empty = EmptyState("", "", self._add_entry)
        self._lay_out()

    def retranslate(self) -> None:
        say = self.wording._
        self.market_button.setText(say(N_("Market note…")))
        self.discard_button.setText(say(N_("Discard all")))
        self.differences.set_title(say(N_("Differences")))
        self.table.setAccessibleName(say(N_("Differences")))
        self.list.retranslate()
        self.chart.retranslate()
        self.empty.set_texts(
            say(N_("Enter what you have and what you owe; then this page shows what may happen.")),
            say(N_("Add entry")),
        )

    def restyle(self) -> None:
        self.chart.restyle()
        self.list.restyle()

    def refresh(self) -> None:
        has_account = bool(self.state.book.accounts)
        self._stack.setCurrentIndex(0 if has_account else 1)
        if not has_account:
            return
        if self._known() is None:
            self._show_outlook()
            self._prepare()
        else:
            self._ask()

    def focus_on(self, what: object) -> None:
        """Begin with an Action or Scenario of another page, or with the what-if of this key."""
        if isinstance(what, Action):
            self._is_new = False
            self.list.start_with(of_action(what))
        elif isinstance(what, Scenario):
            self._is_new = False
            self.list.start_with(what)
        elif isinstance(what, str) and what in self.list.choices:
            self._is_new = False
            self.list.choices[what].choose(is_chosen=True)

    # preparing

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(GAP_M)
        upper.addWidget(self.list)
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

    def _known(self) -> Prepared | None:
        """What was prepared, if it is of the book and the day of now."""
        prepared = self._prepared
        if prepared is None or not self._is_of_now(prepared):
            return None
        return prepared

    def _is_of_now(self, prepared: Prepared) -> bool:
        now = (self.state.book.version, self.state.today)
        return (prepared.version, prepared.ground.today) == now

    def _prepare(self) -> None:
        """Learn what is usual and draw the futures, beside the window."""
        ground = Ground(self.state.book, self.state.today)
        self.state.run(
            lambda cancelled: _prepared(ground, cancelled), self._on_prepared, kind="what if base"
        )

    def _on_prepared(self, prepared: Prepared) -> None:
        if not self._is_of_now(prepared):
            return
        self._prepared = prepared
        known = set(self.list.kept)
        self.list.show_params(prepared.params, prepared.missing)
        self._show_newly_kept(set(self.list.kept) - known)
        if self._is_new:
            self._is_new = False
            self.list.choices[_FIRST].choose(is_chosen=_FIRST in prepared.params)
        if self._asked_figure:
            self._try_market(self._asked_figure)
        self._ask()

    # trying

    def _ask(self) -> None:
        """Work out what is chosen; an answer to another choice than that of now is not shown."""
        order, prepared = list(self.list.order), self._known()
        self.discard_button.setEnabled(bool(order))
        if prepared is None:
            return
        wanted = [
            (choice, question)
            for choice in order
            if (question := _question_of(choice, prepared.ground)) is not None
        ]
        self._wanted = [choice for choice, _ in wanted]
        if not wanted:
            self._show(prepared, ())
            return

        def job(cancelled: Cancelled) -> list[Tried | UserError]:
            return [_outcome(prepared.futures, question, cancelled) for _, question in wanted]

        def done(outcomes: list[Tried | UserError]) -> None:
            choices = [choice for choice, _ in wanted]
            if prepared is self._known() and choices == self._wanted:
                self._tell(prepared, choices, outcomes)

        self.state.run(job, done, kind="what if")

    def _tell(
        self, prepared: Prepared, choices: list[WhatIfChoice], outcomes: list[Tried | UserError]
    ) -> None:
        shown = []
        for choice, outcome in zip(choices, outcomes, strict=True):
            if isinstance(outcome, UserError):
                choice.say_outcome(None, outcome)
            else:
                choice.say_outcome(outcome.scenario, None)
                shown.append(outcome)
        self._show(prepared, tuple(shown))

    def _show_outlook(self) -> None:
        """The book as it is, until there is something to lay over it."""
        if self.state.look is not None:
            self.chart.show_tried(self.state.look.outlook, ())

    def _show(self, prepared: Prepared, tried: tuple[Tried, ...]) -> None:
        if self.state.look is not None:
            self.chart.show_tried(self.state.look.outlook, tried)
        comparison = Comparison(prepared.futures.base, tried)
        lines = difference_table(comparison, self.state.book.currency)
        names = [self.wording.say(one.scenario.name) for one in tried if one.scenario]
        self.table.show_lines(lines, names)

    def _adopt(self, choice: WhatIfChoice) -> None:
        """Make a what-if part of the book, as one Edit."""
        prepared = self._known()
        if prepared is None:
            return

        def refused(why: Text) -> None:
            choice.say_outcome(None, UserError(why.key, **why.facts))

        try:
            scenario = choice.question(prepared.ground)()
        except UserError as refusal:
            refused(refusal.text)
            return
        toast = text(N_("Applied: {name}"), name=scenario.name)
        if self.state.apply(scenario.as_edit(), toast, refused):
            self.list.discard(choice)

    def _keep(self, choice: WhatIfChoice) -> None:
        """Keep what is chosen under a name; what can't be read is told beside it."""
        assert choice.kind is not None
        try:
            values = choice.values()
        except UserError as refusal:
            choice.say_outcome(None, refusal)
            return
        self._kept_from = choice if choice.kept is None else None
        KeepForm(self.state, choice.kind.key, values, choice.kept, self.window()).open()

    def _show_newly_kept(self, keys: set[str]) -> None:
        """The one that was just kept takes the place of what it was kept from."""
        source, self._kept_from = self._kept_from, None
        if source is not None and source in self.list.order and len(keys) == 1:
            self.list.discard(source)
            self.list.kept[keys.pop()].choose(is_chosen=True)

    def _open_market(self) -> None:
        open_market(self.state, self.window(), self._try_market)

    def _try_market(self, key: str) -> None:
        """Choose the what-if of a market figure, with this one and how it moved lately."""
        if self._known() is None:
            self._asked_figure = key
            return
        self._asked_figure = ""
        choice, indicator = self.list.choices[_MARKET], self.state.book.indicators.get(key)
        if indicator is None or not choice.fields:
            return
        for field in choice.fields:
            field.set_value(key if field.param.form == "pick" else lately(indicator))
        if choice.is_chosen:
            self._ask()
        else:
            self.list.make_room()
            choice.choose(is_chosen=True)

    def _add_entry(self) -> None:
        open_entry_form(self.state, self.window())


def _prepared(ground: Ground, cancelled: Cancelled) -> Prepared:
    """What can be chosen for each kind, why nothing can for the others, and the futures."""
    params, missing = {}, {}
    for kind in SCENARIOS:
        try:
            params[kind.key] = kind.params(ground)
        except UserError as refusal:
            missing[kind.key] = refusal.text
    futures = begin(ground.book, ground.today, cancelled=cancelled)
    return Prepared(ground.book.version, ground, futures, params, missing)


def _question_of(choice: WhatIfChoice, ground: Ground) -> Question | None:
    """What makes the scenario of a choice; what can't be read is told beside it."""
    try:
        return choice.question(ground)
    except UserError as refusal:
        choice.say_outcome(None, refusal)
        return None


def _outcome(futures: Futures, question: Question, cancelled: Cancelled) -> Tried | UserError:
    """What would come of it, or why it can't be: one that does not fit leaves the others."""
    try:
        return try_out(futures, question(), cancelled)
    except UserError as refusal:
        return refusal
