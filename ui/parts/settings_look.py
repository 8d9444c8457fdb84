"""Settings of this computer: language, theme, text size. They change nothing in the book."""

from planner.basics.text import N_
from ui.forms.segments import Segments
from ui.languages import NAMES
from ui.parts.card import Card
from ui.parts.field import Field
from ui.preferences import TEXT_SIZES
from ui.state import State

_THEMES = ("light", "dark", "system")


class LookCard(Card):
    """Three choices, each taking effect at once."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.language = Segments(tuple(NAMES.items()))
        self.theme = Segments([(name, "") for name in _THEMES])
        self.text_size = Segments([(str(size), f"{size}%") for size in TEXT_SIZES])
        self._fields = [Field("", part) for part in (self.language, self.theme, self.text_size)]
        for field in self._fields:
            self.body.addWidget(field)
        self.refresh()
        self.language.changed.connect(state.set_language)
        self.theme.changed.connect(state.set_theme)
        self.text_size.changed.connect(self._on_size)

    def retranslate(self) -> None:
        """Put all texts in the language of now."""
        say = self._state.wording._
        self.set_title(say(N_("Look")))
        labels = (say(N_("Language")), say(N_("Theme")), say(N_("Text size")))
        for field, label in zip(self._fields, labels, strict=True):
            field.set_label(label)
        self.theme.set_words([say(N_("Light")), say(N_("Dark")), say(N_("Like the system"))])

    def refresh(self) -> None:
        """Show what is chosen."""
        self.language.set_value(self._state.wording.language)
        self.theme.set_value(self._state.preferences.theme)
        self.text_size.set_value(str(self._state.preferences.text_size))

    def _on_size(self, percent: str) -> None:
        self._state.set_text_size(int(percent))
