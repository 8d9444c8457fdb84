"""Tables inside HTML that banks name .xls: rows of cells, nothing else."""

from collections.abc import Iterator
from html.parser import HTMLParser

from planner.importers.encoding import decode


class _Table(HTMLParser):
    """Collects the cells of every table row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._is_in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "tr":
            self.rows.append([])
            self._is_in_cell = False
        elif tag in {"td", "th"}:
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append("")
            self._is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self._is_in_cell = False

    def handle_data(self, data: str) -> None:
        if self._is_in_cell:
            self.rows[-1][-1] += data


def table_rows(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    """Every row of every table with its number, first row 1."""
    table = _Table()
    table.feed(decode(raw, "").text)
    table.close()
    for number, row in enumerate(table.rows, 1):
        yield number, [" ".join(cell.split()) for cell in row]
