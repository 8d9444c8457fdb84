"""Bad input when paying gets hard: clear sentences, nothing lost, and old texts of law say so."""

import datetime as dt
import json

from planner.basics.text import text
from planner.book.contact import Contact
from planner.book.edit import Edit, adding, apply
from planner.cli import run
from planner.services.troubles.happenings import happenings
from planner.services.troubles.record_table import contact_table
from planner.services.troubles.stages import situation
from planner.services.troubles.statements import CHECKED, about
from planner.wording import Wording
from tests.shop import SHOP


def test_a_contact_that_is_still_to_come_is_pointed_out_and_nothing_is_lost(tmp_path, capsys):
    """A worked example may lie ahead of the clock; so it is added, and its day is asked about."""
    book, source = tmp_path / "shop.leeway", tmp_path / "facts.json"
    contact = {"id": "c9", "at": "2027-03-01T10:00", "lender": "Bank", "channel": "phone",
               "said": "x"}  # fmt: skip
    source.write_text(json.dumps({**SHOP, "contacts": [contact]}), "utf-8")
    for today, is_early in (("2026-11-25", True), ("2027-03-01", False)):
        assert run(["new", str(book), "--today", today, "--lang", "en"]) == 0
        capsys.readouterr()
        assert run(["apply", str(book), str(source), "--today", today, "--lang", "en"]) == 0
        said = capsys.readouterr().out
        assert "facts added." in said
        assert ('the contact "c9" of 2027-03-01 10:00 is still to come' in said) == is_early
        assert run(["dump", str(book)]) == 0
        assert len(json.loads(capsys.readouterr().out)["contacts"]) == 1
        book.unlink()


def test_texts_of_law_older_than_a_year_say_so_wherever_they_are_shown(shop):
    """On the day of the check nothing is said; a year and a day later every line says it."""
    call = Contact("c", dt.datetime(2026, 11, 20, 7), "Bank", "phone", said="x")
    book = apply(shop, Edit(text("t"), (adding("contact", call),)))
    for days, is_old in ((365, False), (366, True)):
        today = CHECKED + dt.timedelta(days=days)
        lines = [Wording("en").say(about(row.statement, today))
                 for row in happenings(situation(shop, "l1", today))]  # fmt: skip
        lines += [
            row.signs for row in contact_table(book, Wording("en"), today, is_redacted=True).rows
        ]
        assert [("more than a year ago" in line) for line in lines] == [is_old] * len(lines)
        assert len(lines) == 14
    assert "已超过一年" in Wording("zh").say(
        about(happenings(situation(shop, "l1", today))[0].statement, today)
    )
