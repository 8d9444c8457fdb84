"""Reading a form: every field is read, and all that is wrong is told at once."""

from collections.abc import Callable
from typing import TypeVar

from planner.basics.errors import UserError
from planner.basics.text import Fact, Text, text

T = TypeVar("T")


class Reading:
    """The outcome of reading a form: `errors` holds a sentence per field that is wrong."""

    def __init__(self) -> None:
        self.errors: dict[str, Text] = {}

    def take(self, field: str, read: Callable[[], T], instead: T) -> T:
        """What `read` returns; where it refuses, the reason is kept and `instead` returned."""
        try:
            return read()
        except UserError as error:
            self.errors.setdefault(field, error.text)
            return instead

    def refuse(self, field: str, key: str, /, **facts: Fact) -> None:
        """Keep a reason why a field is wrong; the first one of a field stays."""
        self.errors.setdefault(field, text(key, **facts))

    def need(self, field: str, value: str, key: str) -> str:
        """`value` without blanks around it; refused with `key` when nothing is left."""
        if not value.strip():
            self.refuse(field, key)
        return value.strip()
