"""The table of contents of a pack: what is in it, how the loans stand, what is left out. HTML."""

from collections.abc import Iterable, Sequence
from html import escape

from planner.basics.text import N_, Text
from planner.exports.export import Subject
from planner.loans.replay import open_dues, state

Listed = tuple[str, str, str, int, Text | None]
"""(file name, title, what is in it, bytes, why it is missing)."""
_LOOK = (
    "body{font:15px/1.5 sans-serif;margin:2em auto;max-width:52em;color:#1D2421}"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3em .6em;"
    "border-bottom:1px solid #DFE3DE;vertical-align:top}td.n{text-align:right}"
    "small{color:#5A6560}"
)


def contents_page(subject: Subject, parts: Sequence[Listed]) -> str:
    """The page in the language of `subject`; it loads nothing and runs nothing."""
    _ = subject.wording._
    title = _(N_("Pack for an adviser"))
    day = subject.wording.date(subject.today, "year")
    name = subject.book.info.name
    return "".join((
        "<!DOCTYPE html>\n", f'<html lang="{subject.wording.language}"><head><meta charset="utf-8">',
        f"<title>{escape(title)}</title><style>{_LOOK}</style></head><body>\n",
        f"<h1>{escape(title)}</h1>\n<p>{escape(' · '.join(filter(None, (name, day))))}</p>\n",
        _paragraphs(subject), _files(subject, parts), _loans(subject),
        "</body></html>\n",
    ))  # fmt: skip


def _paragraphs(subject: Subject) -> str:
    """What matters most of the outlook, in its own words."""
    said = [subject.wording.say(one.sentence) for one in subject.warnings[:1]]
    return "".join(f"<p>{escape(one)}</p>\n" for one in said)


def _files(subject: Subject, parts: Iterable[Listed]) -> str:
    _ = subject.wording._
    rows = [_row([f"<strong>{escape(name)}</strong>", f"{escape(about)}",
                  escape(_size(subject, size, missing))])
            for name, _title, about, size, missing in parts]  # fmt: skip
    heads = _head([_(N_("File")), _(N_("What is in it")), _(N_("Size"))])
    masked = _(
        N_(
            "The contact record names no people, numbers or words. The entries name payees as they "
            "were noted: look through them before the pack is handed on."
        )
    )
    note = "" if subject.book.contacts else f"<p><small>{escape(masked)}</small></p>\n"
    title = escape(_(N_("Contents")))
    return f"<h2>{title}</h2>\n<table>{heads}{''.join(rows)}</table>\n{note}"


def _size(subject: Subject, size: int, missing: Text | None) -> str:
    if missing is not None:
        words = subject.wording._(N_("not included: {reason}"))
        return words.format(reason=subject.wording.say(missing))
    return f"{-(-size // 1024)} kB"


def _loans(subject: Subject) -> str:
    _, loans = subject.wording._, subject.book.loans
    if not loans:
        return ""
    heads = _head([_(N_("Loan")), _(N_("Lender")), _(N_("Principal left")), _(N_("Due now")),
                   _(N_("Next due")), _(N_("Days past due")),
                   _(N_("Repaid in full today"))])  # fmt: skip
    rows = "".join(_loan(subject, key) for key in loans)
    title = escape(_(N_("Loans")))
    return f"<h2>{title}</h2>\n<table>{heads}{rows}</table>\n"


def _loan(subject: Subject, key: str) -> str:
    loan, events = subject.book.loans[key], subject.book.events_of(key)
    now = state(loan.terms, events, subject.today)
    coming = [due for due in open_dues(loan.terms, events, subject.today) if due.left]

    def money(amount: int) -> str:
        return subject.wording.money(amount, subject.book.currency)

    due = ""
    if coming:
        due = f"{subject.wording.date(coming[0].due, 'year')} · {money(coming[0].left)}"
    cells = (
        loan.name, loan.lender, money(now.principal_normal + now.principal_overdue),
        money(now.due_now), due, f"{now.days_past_due} · {now.bucket}", money(now.payoff),
    )  # fmt: skip
    return _row([escape(cell) for cell in cells])


def _head(words: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<th>{escape(word)}</th>" for word in words) + "</tr>\n"


def _row(cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"
