"""A file read by the format that knows it."""

import pytest

from planner.importers.formats import IMPORTERS
from planner.importers.importer import Parsed, ReadOptions, Task, recognised
from planner.importers.opening import open_source
from tests.importers.files import write


@pytest.fixture
def read(tmp_path):
    """Reads text (in an encoding) or a path into a Parsed."""

    def read(
        content, *, encoding="utf-8", currency="CNY", name="file.csv", is_card=False, **options
    ) -> Parsed:
        path = content
        if isinstance(content, str):
            path = write(tmp_path / name, content, encoding)
        chosen = ReadOptions(**options)
        source = open_source(path, chosen)
        importer = recognised(IMPORTERS, source, chosen.profile)
        return importer.read(Task(source, currency, chosen, is_card=is_card))

    return read


def outcomes(parsed: Parsed) -> list[tuple[str, int]]:
    """(outcome, amount) of every row."""
    return [(row.outcome, row.amount) for row in parsed.rows]
