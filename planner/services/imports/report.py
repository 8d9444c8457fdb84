"""The import report: as JSON of the command-line contract, and in sentences."""

from collections.abc import Iterable, Sequence

from planner.basics.money import plain
from planner.basics.text import N_, NN_, Amount, Text, counted, text
from planner.book.fields import Json
from planner.services.imports.balance import balance_json, balance_words
from planner.services.imports.batch import Batch, BatchRow
from planner.wording import Wording

_COUNTED: dict[str, tuple[str, str]] = {
    "entry": NN_("{count} entry", "{count} entries"),
    "transfer": NN_("{count} own transfer", "{count} own transfers"),
    "loan_payment": NN_("{count} repayment", "{count} repayments"),
    "refund": NN_("{count} refund", "{count} refunds"),
    "duplicate": NN_("{count} already known", "{count} already known"),
    "skipped": NN_("{count} left out", "{count} left out"),
    "not_understood": NN_("{count} not understood", "{count} not understood"),
}
_STATED = {
    "match": N_("The totals printed in the file agree with its rows."),
    "differ": N_("The totals printed in the file differ from its rows; such files warn of that."),
    "none": "",
}


def report_json(batches: Sequence[Batch], wording: Wording) -> Json:
    """The report of all files, amounts as decimal strings; every row that is no plain entry."""
    return {"files": [_file(batch, wording) for batch in batches]}


def _file(batch: Batch, wording: Wording) -> Json:
    return {
        "file": batch.file,
        "format": batch.format,
        "account": batch.account,
        "data_rows": len(batch.rows),
        "outcomes": dict(batch.counts),
        "money_in": plain(batch.money_in, batch.currency),
        "money_out": plain(batch.money_out, batch.currency),
        "rows": [_row(row, wording) for row in batch.rows if row.outcome != "entry"],
        "stated_totals": batch.stated_totals,
        "questions": [wording.say(question.text) for question in batch.unanswered],
        "notices": [wording.say(notice) for notice in (*batch.notices, *_assumed(batch))],
        **balance_json(batch),
    }


def _assumed(batch: Batch) -> list[Text]:
    """What was taken for granted instead of an answer."""
    return [question.assumed for question in batch.questions if not question.is_open]


def _row(row: BatchRow, wording: Wording) -> Json:
    found: dict[str, Json] = {
        "row": row.line, "outcome": row.outcome, "reason": wording.say(row.reason)
    }  # fmt: skip
    return found | {"sheet": row.sheet} if row.sheet else found


def report_words(batches: Iterable[Batch], wording: Wording) -> list[str]:
    """The report in lines for a person."""
    return [line for batch in batches for line in _lines(batch, wording)]


def _lines(batch: Batch, wording: Wording) -> list[str]:
    counts = tuple(
        counted(*_COUNTED[outcome], count) for outcome, count in batch.counts.items() if count
    )
    head = text(N_("{file}: {rows}."), file=batch.file, rows=counts or (text(N_("no rows")),))
    sums = text(
        N_("Money in {money_in}, money out {money_out}."),
        money_in=Amount(batch.money_in, batch.currency),
        money_out=Amount(batch.money_out, batch.currency),
    )
    notices: list[Text] = [head, sums, *batch.notices, *_assumed(batch), *balance_words(batch)]
    if batch.stated_totals != "none":
        notices.append(text(_STATED[batch.stated_totals]))
    notices += [question.text for question in batch.unanswered]
    doubtful = [row for row in batch.rows if row.outcome in {"skipped", "not_understood"}]
    notices += [
        text(N_("Row {row}: {reason}"), row=row.line, reason=row.reason) for row in doubtful[:20]
    ]
    if len(doubtful) > 20:
        rest = len(doubtful) - 20
        notices.append(counted(*NN_("… and {count} more row", "… and {count} more rows"), rest))
    return [wording.say(notice) for notice in notices]
