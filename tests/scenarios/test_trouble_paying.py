"""A worked case from end to end on the command line: the shop misses 2027-01-10 and comes back."""

import datetime as dt
import json

import pytest

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply
from planner.cli import run
from planner.services.session import open_book
from planner.services.troubles.clean_record import clean_record
from planner.services.troubles.keeping import futures
from planner.services.troubles.stages import situation
from planner.services.troubles.variants import agreed_edit, variants
from tests.shop import SHOP

DUE = dt.date(2027, 1, 10)


@pytest.fixture
def book_file(tmp_path, capsys):
    """The shop with December paid, and takings that can carry a smaller payment."""
    document = json.loads(json.dumps(SHOP))
    document["loan_events"].append(
        {"loan": "l1", "type": "pay", "date": "2026-12-10", "amount": "5398.53"}
    )
    document["recurring"][0]["amount"] = "5700.00"
    path, source = tmp_path / "shop.leeway", tmp_path / "shop.json"
    source.write_text(json.dumps(document), "utf-8")
    assert run(["new", str(path), "--today", "2026-12-10"]) == 0
    assert run(["apply", str(path), str(source), "--today", "2026-12-10"]) == 0
    capsys.readouterr()
    return path


def added(path, day, document, capsys):
    source = path.with_suffix(".json")
    source.write_text(json.dumps({"format": "leeway-facts", "version": 1, **document}), "utf-8")
    assert run(["apply", str(path), str(source), "--today", day]) == 0
    capsys.readouterr()


def answer(arguments, capsys):
    code = run(arguments)
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("days", [0, 3, 20, 45, 100])
def test_state_of_the_book_and_of_the_terms_agree_on_every_day(book_file, tmp_path, days, capsys):
    """The `loan` command knows nothing of books; both name the same buckets and sums."""
    day = (DUE + dt.timedelta(days=days)).isoformat()
    _, dump = answer(["dump", str(book_file)], capsys)
    terms = {key: value for key, value in dump["loans"][0].items()
             if key not in {"id", "name", "lender", "debit_account", "books_cash"}}  # fmt: skip
    terms["events"] = [{"type": "pay", "date": event["date"], "amount": event["amount"]}
                       for event in dump["loan_events"]]  # fmt: skip
    document = tmp_path / "terms.json"
    document.write_text(json.dumps(terms), "utf-8")
    _, said = answer(["loan", str(document), "--as-of", day, "--json"], capsys)
    book = apply(Book(), facts.read(Book(), dump, text("shop")))
    now = situation(book, "l1", dt.date.fromisoformat(day))
    assert said["as_of"]["days_past_due"] == now.days_past_due == days
    assert said["as_of"]["bucket"] == now.now.bucket
    assert said["as_of"]["due_now"] == f"{now.owed / 100:.2f}"
    for part in ("principal_overdue", "interest_overdue", "penalty_on_principal",
                 "penalty_on_interest"):  # fmt: skip
        assert said["as_of"][part] == f"{getattr(now.now, part) / 100:.2f}"


def test_from_the_missed_day_to_a_clean_record(book_file, tmp_path, capsys):
    code, _ = answer(["check", str(book_file), "--json", "--today", "2027-01-13"], capsys)
    assert code == 12
    visit = {"id": "v1", "at": "2027-01-28T15:00", "lender": "网商银行", "channel": "visit",
             "person": "张伟", "said": "来问一月的款", "loan": "l1",
             "promises": [{"by": "owner", "what": "还一部分", "due": "2027-02-02"}]}  # fmt: skip
    added(book_file, "2027-01-28", {"contacts": [visit]}, capsys)
    _, look = answer(
        ["outlook", str(book_file), "--json", "--paths", "50", "--today", "2027-02-03"], capsys
    )
    assert [one["due"] for one in look["warnings"] if one["rule"] == "promise_due"] == [
        "2027-02-02"
    ]

    day = dt.date(2027, 2, 3)
    with open_book(book_file, lambda: dt.datetime(2027, 2, 3, 10)) as session:
        drawn = futures(session.book, day, paths=500)
        most = drawn.most_monthly("l1", 0.8)
        plan = next(one for one in variants(drawn, "l1", most) if one.kind == "lower")
        session.apply(agreed_edit(session.book, "l1", plan))
        assert len(session.history()) == 3
        assert situation(session.book, "l1", day).days_past_due == 0
    owed = f"{plan.at_once / 100:.2f}"
    added(book_file, "2027-02-03",
          {"loan_events": [{"loan": "l1", "type": "pay", "date": "2027-02-03", "amount": owed}]},
          capsys)  # fmt: skip
    code, _ = answer(["check", str(book_file), "--json", "--today", "2027-02-03"], capsys)
    assert code in {0, 10}

    _, dump = answer(["dump", str(book_file)], capsys)
    book = apply(Book(), facts.read(Book(), dump, text("shop")))
    record = clean_record(book, "l1", day)
    assert (record.cleared_on, record.shown_until) == (day, dt.date(2032, 2, 3))
    assert run(["verify", str(book_file)]) == 0
    masked = tmp_path / "masked.xlsx"
    assert run(["export", str(book_file), "--kind", "contacts", "--to", str(masked)]) == 0
    assert masked.read_bytes().startswith(b"PK")
