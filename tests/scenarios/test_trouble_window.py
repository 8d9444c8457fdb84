"""The worked case through command line and window, on one book file: missed, talked about, cleared.

The noodle shop misses 2027-01-10. On each day the window names the sum that the `loan` command
works out from the terms alone; what is noted in one is there in the other.
"""

import datetime as dt
import io
import json
import zipfile

import pytest
from pypdf import PdfReader

from planner.cli import run
from planner.services.care import verify
from planner.services.session import open_book
from planner.services.troubles.clean_record import clean_record
from planner.services.troubles.stages import situation
from tests.shop import SHOP
from tests.ui.shop_state import with_look
from ui.forms.contact_form import ContactForm
from ui.pages.trouble import TroublePage
from ui.preferences import Preferences
from ui.state import State

DUE = dt.date(2027, 1, 10)
STEPS = {
    0: ("See options", "Note the call", "Work out a plan"),
    3: ("Record payment", "Note the call", "See options"),
    20: ("Work out a plan", "Note the call", "Record payment"),
    45: ("Work out a plan", "Note a contact", "Record payment"),
    100: ("See the timeline", "Work out a plan", "Note a contact"),
}
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def book_file(tmp_path, capsys):
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


@pytest.fixture
def window(qtbot, tmp_path, book_file):
    """Opens the page on a day, as often as asked; the one before is closed."""
    opened = []

    def close():
        while opened:
            opened.pop().state.close()

    def open_on(day):
        close()
        now = dt.datetime.combine(day, dt.time(16))
        session = open_book(book_file, lambda: now)
        preferences = Preferences(tmp_path / "preferences.json", language="en")
        page = TroublePage(with_look(State(session, preferences, lambda: now)))
        qtbot.addWidget(page)
        page.resize(950, 720)
        page.show()
        opened.append(page)
        return page

    yield open_on
    close()


def command(arguments, capsys):
    code = run([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def owed_by_terms(book, folder, day, capsys):
    """What the `loan` command says: it knows the terms and payments, but no book."""
    _, dump = command(["dump", str(book)], capsys)
    own = {"id", "name", "lender", "debit_account", "books_cash"}
    terms = {key: value for key, value in dump["loans"][0].items() if key not in own}
    terms["events"] = [{"type": "pay", "date": one["date"], "amount": one["amount"]}
                       for one in dump["loan_events"]]  # fmt: skip
    source = folder / "terms.json"
    source.write_text(json.dumps(terms), "utf-8")
    return command(["loan", str(source), "--as-of", day.isoformat()], capsys)[1]["as_of"]


def test_each_stage_shows_its_own_steps_and_the_sum_of_the_engine(
    window, book_file, tmp_path, capsys
):
    """A repair has taken what was there for the instalment."""
    repair = {"id": "repair", "date": "2027-01-04", "account": "bank", "amount": "-13600.00"}
    source = tmp_path / "repair.json"
    source.write_text(json.dumps({"format": "leeway-facts", "version": 1, "entries": [repair]}))
    assert run(["apply", str(book_file), str(source), "--today", "2027-01-04"]) == 0
    capsys.readouterr()
    for days, buttons in STEPS.items():
        day = DUE + dt.timedelta(days=days)
        page = window(day)
        assert tuple(button.text() for button in page.today.buttons) == buttons
        said = owed_by_terms(book_file, tmp_path, day, capsys)
        now = situation(page.state.book, "l1", day)
        assert said["days_past_due"] == now.days_past_due == days
        assert page.wording.money(now.owed, "CNY") in page.today.said.text()
        assert said["due_now"] == f"{now.owed / 100:.2f}"
        page.state.close()


def test_from_the_missed_day_to_a_clean_record(window, qtbot, book_file, capsys):
    page = window(dt.date(2027, 1, 28))
    page.focus_on("new_contact")
    form = next(one for one in page.window().findChildren(ContactForm) if one.isVisible())
    form.channel.set_value("visit")
    form.person.setText("张伟")
    form.said.setPlainText("来问一月的款")
    form.what["owner"].setText("还一部分")
    form.due["owner"].setText("2027-02-02")
    form.save()
    page.state.close()

    on = ["--paths", "50", "--today", "2027-02-03"]
    _, look = command(["outlook", str(book_file), *on], capsys)
    missed = [one["due"] for one in look["warnings"] if one["rule"] == "promise_due"]
    assert missed == ["2027-02-02"]

    check_letter(book_file, capsys)
    page = window(dt.date(2027, 2, 3))
    page.focus_on("plan")
    qtbot.waitUntil(page.plan.table.isVisible, timeout=20_000)
    page.plan.table.choose("lower")
    before = len(page.state.session.history())
    page.plan.adopt_button.click()
    assert len(page.state.session.history()) == before + 1
    now = situation(page.state.book, "l1", page.state.today)
    assert now.days_past_due == 0
    page.state.close()

    with open_book(book_file, lambda: dt.datetime(2027, 2, 3, 17)) as session:
        left = situation(session.book, "l1", dt.date(2027, 2, 3)).owed
    paid = {"format": "leeway-facts", "version": 1, "loan_events": [
        {"loan": "l1", "type": "pay", "date": "2027-02-03", "amount": f"{left / 100:.2f}"},
    ]}  # fmt: skip
    source = book_file.with_name("paid.json")
    source.write_text(json.dumps(paid), "utf-8")
    if left:
        assert run(["apply", str(book_file), str(source), "--today", "2027-02-03"]) == 0
    capsys.readouterr()
    assert command(["check", str(book_file), "--today", "2027-02-03"], capsys)[0] in {0, 10}

    page = window(dt.date(2027, 2, 3))
    record = clean_record(page.state.book, "l1", page.state.today)
    assert (record.cleared_on, record.shown_until) == (dt.date(2027, 2, 3), dt.date(2032, 2, 3))
    assert record.next_check(page.state.today) == dt.date(2027, 3, 3)
    assert "until 2032-02-03" in page.today.record.text()
    page.state.close()
    assert verify(book_file) == []
    check_pack(book_file, capsys)


def check_letter(book_file, capsys):
    """The proposal before the plan is agreed: the buckets of the engine, nobody but the lender."""
    with open_book(book_file, lambda: dt.datetime(2027, 2, 3, 10), read_only=True) as session:
        now = situation(session.book, "l1", dt.date(2027, 2, 3)).now
    letter = book_file.with_name("letter.pdf")
    arguments = ["export", str(book_file), "--kind", "proposal", "--to", str(letter)]
    assert run([*arguments, "--lang", "zh", "--today", "2027-02-03"]) == 0
    said = "".join(text_of("letter.pdf", letter.read_bytes()).split())
    capsys.readouterr()
    for name, amount in (
        ("逾期本金", now.principal_overdue), ("逾期利息", now.interest_overdue),
        ("逾期本金罚息", now.penalty_on_principal), ("逾期利息复利", now.penalty_on_interest),
        ("现在应还", now.due_now), ("今天全部还清", now.payoff),
    ):  # fmt: skip
        assert f"{name}¥{amount / 100:,.2f}" in said, name
    assert "2027年1月10日，至今24天（M1）" in said
    for secret in ("张伟", "来问一月的款", "还一部分"):
        assert secret not in said


def check_pack(book_file, capsys):
    """The pack of the worked case: every part is there, the lender's visitor is not named."""
    target = book_file.with_name("pack.zip")
    arguments = ["export", str(book_file), "--kind", "adviser", "--to", str(target), "--lang", "zh"]
    assert run([*arguments, "--today", "2027-02-03"]) == 0
    capsys.readouterr()
    with zipfile.ZipFile(target) as pack:
        names = pack.namelist()
        parts = {name: pack.read(name) for name in names}
    assert names[0] == "0 目录.html"
    assert "2 还款方案（信函）.pdf" in names
    page = parts[names[0]].decode()
    assert all(name in page for name in names[1:])
    for name, content in parts.items():
        said = text_of(name, content)
        for secret in ("张伟", "来问一月的款", "还一部分"):
            assert secret not in said, name


def text_of(name, content):
    """All text of a part: workbooks are unpacked, PDFs read."""
    if name.endswith(".pdf"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as sheets:
            return b"".join(sheets.read(one) for one in sheets.namelist()).decode(
                "utf-8", "replace"
            )
    return content.decode()
