"""The one error a person is meant to read."""

from planner.basics.text import Fact, Text, text


class UserError(Exception):
    """Refused: what happened, that nothing was changed, what to do next.

    `key` is a literal marked with `N_`; `facts` fill its named fields. Shown through
    `planner.wording`; everything that is not a `UserError` is our own bug.
    """

    def __init__(self, key: str, /, **facts: Fact) -> None:
        super().__init__(key)
        self.text: Text = text(key, **facts)

    def __str__(self) -> str:
        return f"{self.text.key} {dict(self.text.facts)}"
