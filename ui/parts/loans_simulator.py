"""The sliders of the loan simulator: amount, term, rate, method, an extra sum, days late."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel

from planner.basics.money import exponent
from planner.basics.text import N_
from planner.book.loan import Rate
from planner.services.loans.trials import Knobs
from ui.forms.loan_terms import shrinking
from ui.parts.button import make_button
from ui.parts.card import Card
from ui.parts.knob import Knob
from ui.parts.loans_words import METHODS, count_text
from ui.state import State
from ui.theme import GAP

_REST_MS = 250
"""After this time without a move the picture is drawn anew with exact limits."""
_YEAR_STEP, _DAY_STEP = Decimal("0.001"), Decimal("0.00001")
_YEAR_TOP, _DAY_TOP = 360, 100
"""Steps up to 36 % a year, 0.1 % a day."""
_AMOUNT_STEPS = 100
_DAYS_LATE = 90


class LoanSimulator(Card):
    """Sliders over a loan.

    Signals: turned while something moves, rested when nothing moves any more, adopted.
    """

    turned = Signal()
    rested = Signal()
    adopted = Signal()

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._now: Knobs | None = None
        self._per = "year"
        self._amount_step = self._extra_step = 1
        self._skipped = 0
        self.amount = Knob(lambda steps: self._money(self._amount_of(steps)))
        self.instalments = Knob(lambda count: count_text(state.wording, count))
        self.rate = Knob(self._rate_words)
        self.extra = Knob(lambda steps: self._money(steps * self._extra_step))
        self.days_late = Knob(self._days_words)
        self.method = shrinking(QComboBox())
        for key in METHODS:
            self.method.addItem("", key)
        self.refusal = QLabel()
        self.refusal.setProperty("role", "error")
        self.refusal.setWordWrap(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.rested)
        self._arrange()
        self._listen()

    def start(self, now: Knobs, rate: Rate, *, is_new: bool, skipped: int = 0) -> None:
        """Begin where the loan stands; only a loan not yet paid out can change its amount.

        `skipped`: days that the next instalment is late when it is paid with the one after it.
        """
        self._now, self._per = now, rate.per
        self._skipped = skipped
        self.skip_button.setVisible(0 < skipped <= _DAYS_LATE)
        self._amount_step = max(_nice(now.principal // 40), 1)
        self._extra_step = max(_nice(now.principal // _AMOUNT_STEPS), 1)
        steps = round(now.principal / self._amount_step)
        self.amount.set_range(1, 3 * steps, steps, 5)
        self.amount.setVisible(is_new)
        self.instalments.set_range(1, max(60, 2 * now.instalments), now.instalments, 6)
        top = _DAY_TOP if rate.per == "day" else _YEAR_TOP
        at = int(now.rate / self._rate_step)
        self.rate.set_range(0, max(top, 2 * at), at, 5)
        self.extra.set_range(0, now.principal // self._extra_step, 0, 5)
        self.extra.setVisible(not is_new)
        self.days_late.set_range(0, _DAYS_LATE, 0, 7)
        with QSignalBlocker(self.method):
            self.method.setCurrentIndex(list(METHODS).index(now.method))
        self.say_refusal("")
        self._tell_adopt()

    def knobs(self) -> Knobs | None:
        """Where everything stands; what was not moved keeps its exact value."""
        now = self._now
        if now is None:
            return None
        turned = replace(
            now,
            instalments=self.instalments.value(),
            method=self.method.currentData(),
            extra=self.extra.value() * self._extra_step,
            days_late=self.days_late.value(),
        )
        if self.rate.value() != int(now.rate / self._rate_step):
            turned = replace(turned, rate=self.rate.value() * self._rate_step)
        if self.amount.value() != round(now.principal / self._amount_step):
            turned = replace(turned, principal=self._amount_of(self.amount.value()))
        return turned

    def is_turned(self) -> bool:
        """Whether there is something to adopt (days late are only looked at)."""
        knobs = self.knobs()
        return knobs is not None and replace(knobs, days_late=0) != self._now

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self._state.wording._
        self.set_title(say(N_("Try it out")))
        for knob, name in (
            (self.amount, N_("Amount")),
            (self.instalments, N_("Instalments to come")),
            (self.rate, N_("Rate")),
            (self.extra, N_("Repaid early today")),
            (self.days_late, N_("Next instalment paid late by")),
        ):
            knob.set_name(say(name))
        self.method.setAccessibleName(say(N_("How it is repaid")))
        for index, (name, _) in enumerate(METHODS.values()):
            self.method.setItemText(index, say(name))
        self.skip_button.setText(say(N_("Skip one, pay it with the next")))
        self.adopt_button.setText(say(N_("Adopt")))
        self.reset_button.setText(say(N_("Back to now")))

    def say_refusal(self, said: str) -> None:
        """Why these values can't be; empty when they can."""
        self.refusal.setText(said)
        self.refusal.setVisible(bool(said))

    # inside

    @property
    def _rate_step(self) -> Decimal:
        return _DAY_STEP if self._per == "day" else _YEAR_STEP

    def _arrange(self) -> None:
        self.reset_button = make_button(self._reset)
        self.adopt_button = make_button(self.adopted.emit, "primary")
        self.skip_button = make_button(self._skip, "link")
        self.body.setSpacing(GAP + 2)
        for part in (
            self.amount, self.instalments, self.rate, self.method, self.extra, self.days_late,
        ):  # fmt: skip
            self.body.addWidget(part)
        self.body.addWidget(self.skip_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.refusal)
        self.body.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.reset_button)
        row.addWidget(self.adopt_button)
        self.body.addLayout(row)

    def _listen(self) -> None:
        for knob in (self.amount, self.instalments, self.rate, self.extra, self.days_late):
            knob.turned.connect(self._on_turned)
            knob.rested.connect(self._rest.start)
        self.method.currentIndexChanged.connect(self._on_turned)

    def _skip(self) -> None:
        self.days_late.set_value(self._skipped)

    def _on_turned(self) -> None:
        self._tell_adopt()
        self.turned.emit()
        self._rest.start()

    def _tell_adopt(self) -> None:
        self.adopt_button.setEnabled(self.is_turned())

    def _reset(self) -> None:
        if self._now is None:
            return
        rate = Rate(self._now.rate, "day" if self._per == "day" else "year")
        self.start(self._now, rate, is_new=not self.amount.isHidden(), skipped=self._skipped)
        self.turned.emit()
        self.rested.emit()

    def _amount_of(self, steps: int) -> int:
        now = self._now
        if now is not None and steps == round(now.principal / self._amount_step):
            return now.principal
        return steps * self._amount_step

    def _money(self, minor: int) -> str:
        return self._state.wording.money(minor, self._state.book.currency, exact=False)

    def _rate_words(self, steps: int) -> str:
        wording = self._state.wording
        share = float(steps * self._rate_step)
        if self._per == "day":
            return wording._(N_("{rate} a day")).format(rate=wording.percent(share, 3))
        return wording._(N_("{rate} a year")).format(rate=wording.percent(share, 1))

    def _days_words(self, days: int) -> str:
        wording = self._state.wording
        return wording.ngettext("{count} day", "{count} days", days).format(count=days)


def _nice(rough: int) -> int:
    """The largest of 1, 2, 5 × 10ⁿ minor units up to `rough`, whole units of money above that."""
    size: int = 10 ** max(len(str(max(rough, 1))) - 1, exponent("CNY"))
    return max((factor * size for factor in (1, 2, 5) if factor * size <= rough), default=size)
