"""Trouble paying, as a person uses it: the shop misses 2027-01-10."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox

from planner.basics.text import text
from planner.book.edit import Edit, adding, replacing
from planner.book.entry import Entry
from planner.book.loan import LoanEvent, Penalty, Rate
from planner.book.terms import with_rate_known
from planner.loans.replay import state as state_on
from planner.services.care import backups
from planner.services.loans.edits import payment_edit
from planner.services.troubles.curing import cures
from planner.services.troubles.stages import situation
from planner.services.troubles.steps import next_steps
from tests.ui.shop_state import shop_state, with_look
from ui.forms.amend_form import AmendForm
from ui.forms.contact_delete_form import ContactDeleteForm
from ui.forms.contact_form import ContactForm
from ui.forms.loan_form import LoanForm
from ui.pages.trouble import TroublePage

DUE = dt.date(2027, 1, 10)


def opened(qtbot, folder, days, language="en", *, takings=0):
    """The page `days` after the missed due date, December paid."""
    state = shop_state(folder, language, dt.datetime(2027, 1, 10, 16) + dt.timedelta(days=days))
    paid = LoanEvent("december", "l1", "pay", dt.date(2026, 12, 10), 539853)
    state.session.apply(Edit(text("December"), (adding("loan_event", paid),)))
    if takings:
        weekly = replacing("recurring", state.book.recurring["r1"], amount=takings)
        state.session.apply(Edit(text("Takings"), (weekly,)))
    page = TroublePage(with_look(state))
    qtbot.addWidget(page)
    page.resize(950, 720)
    page.show()
    return page


@pytest.fixture
def page(qtbot, tmp_path):
    made = opened(qtbot, tmp_path, 20, takings=5_700_00)
    yield made
    made.state.close()


def without_money(page):
    """A repair has taken what was there for the instalment."""
    repair = Entry("repair", dt.date(2027, 1, 4), "bank", -13_600_00)
    assert page.state.apply(Edit(text("Repair"), (adding("entry", repair),)))


def seen(part):
    return "\n".join(label.text() for label in part.findChildren(QLabel) if not label.isHidden())


@pytest.mark.parametrize("days", [0, 3, 20, 45, 100])
def test_today_changes_with_the_stage_and_has_one_primary_step(qtbot, tmp_path, days):
    page = opened(qtbot, tmp_path, days)
    now = situation(page.state.book, "l1", page.state.today)
    steps = next_steps(page.state.book, now)
    assert [button.text() for button in page.today.buttons] == [
        page.wording.say(step.button) for step in steps
    ]
    assert [button.property("role") for button in page.today.buttons] == ["primary", "", ""]
    owed = state_on(now.loan.terms, page.state.book.events_of("l1"), page.state.today).due_now
    assert page.wording.money(owed, "CNY") in page.today.said.text()
    page.state.close()


def test_a_step_that_speaks_of_rules_tells_their_source(qtbot, tmp_path):
    page = opened(qtbot, tmp_path, 100)
    said = page.today.buttons[0].accessibleDescription()
    assert said.count("Checked 2026-11-23") == 2
    assert said.splitlines()[1] in {label.toolTip().split("\n")[0] for label in
                                    page.today.findChildren(QLabel)}  # fmt: skip
    page.state.close()


def test_every_step_leads_where_it_says(page, qtbot):
    without_money(page)
    asked = []
    page.state.page_requested.connect(lambda key, focus: asked.append((key, focus)))
    for button in page.today.buttons:
        button.click()
    assert asked == [("trouble", "plan"), ("trouble", "new_contact"), ("loans", "l1"),
                     ("loans", "pay")]  # fmt: skip


def test_where_the_money_lies_ready_the_first_button_records_the_payment(page):
    asked = []
    page.state.page_requested.connect(lambda key, focus: asked.append((key, focus)))
    page.today.buttons[0].click()
    assert asked == [("loans", "l1"), ("loans", "pay")]


def test_what_a_day_costs_stands_beside_the_chart(page):
    now = situation(page.state.book, "l1", page.state.today)
    said = page.cost.lines.said()
    for cure in cures(page.state.book, now):
        assert page.wording.money(cure.total, "CNY") in said
    assert "Each day late costs ¥3.24." in seen(page.cost)


def test_without_a_rate_no_late_day_is_said_to_cost_nothing(page):
    loan, state = page.state.book.loans["l1"], page.state
    unknown = with_rate_known(replace(loan.terms, rate=Rate(Decimal(0))), is_known=False)
    state.session.apply(Edit(text("x"), (replacing("loan", loan, terms=unknown),)))
    page.choice.set_value("cost")
    page._on_section()
    assert page.cost.known.isHidden()
    assert "not filled in yet" in page.cost.missing.sentence.text()
    page.cost.missing.button.click()
    form = page.window().findChild(LoanForm)
    assert form.inputs.rate.hasFocus() or form.focusWidget() is form.inputs.rate
    form.close()


def test_the_chart_says_itself_in_words(page, qtbot):
    qtbot.waitUntil(lambda: page.cost.slot.canvas is not None)
    assert page.cost.slot.canvas.accessibleName().startswith("Catching up 90 days later costs")


def test_the_point_from_which_a_plan_costs_less_is_marked_and_named(page, qtbot):
    assert "From 18 Apr on, in 78 days" in page.cost.point.text()
    qtbot.waitUntil(lambda: page.cost.slot.canvas is not None)
    chart = page.cost.slot.canvas
    assert "From 18 Apr on, in 78 days" in chart.accessibleName()
    (mark,) = [line for line in chart.axes.lines if line.get_marker() == "D"]
    assert (list(mark.get_xdata()), list(mark.get_ydata())) == ([78], [250_23])
    assert "above this line a plan costs less" in [words.get_text() for words in chart.axes.texts]


def test_the_timeline_shows_source_date_and_certainty_of_every_line(page):
    page.focus_on("timeline")
    said = seen(page.timeline)
    assert "This is information, not legal advice." in seen(page)
    assert said.count("Checked 2026-11-23") == 13 + 7
    assert "11 Apr 2027" in said


def test_a_plan_is_worked_out_and_adopted_in_one_edit(page, qtbot):
    page.focus_on("plan")
    qtbot.waitUntil(page.plan.table.isVisible, timeout=20_000)
    assert "a month can be kept up for a year" in page.plan.most.text()
    page.plan.table.choose("lower")
    before = len(page.state.session.history())
    page.plan.adopt_button.click()
    assert len(page.state.session.history()) == before + 1
    now = situation(page.state.book, "l1", page.state.today)
    assert now.days_past_due == 0
    assert "may show the delay until 2032-01-30" in page.today.record.text()
    page.state.undo()
    assert page.today.record.isHidden()
    assert situation(page.state.book, "l1", page.state.today).days_past_due == 20


def test_more_certainty_is_asked_for_and_answered(page, qtbot):
    page.focus_on("plan")
    qtbot.waitUntil(page.plan.table.isVisible, timeout=20_000)
    first = page.plan.most.text()
    page.plan.chance.set_value("0.95")
    qtbot.waitUntil(page.plan.table.isVisible, timeout=20_000)
    assert page.plan.most.text() != first


def test_a_shop_without_room_is_told_so_calmly(qtbot, tmp_path):
    page = opened(qtbot, tmp_path, 20)
    page.focus_on("plan")
    qtbot.waitUntil(page.plan.table.isVisible, timeout=20_000)
    assert page.plan.most.text().startswith("No monthly payment can be kept up")
    page.state.close()


def the_form(page, kind):
    return next(form for form in page.window().findChildren(kind) if form.isVisible())


def test_a_visit_is_noted_and_a_promise_is_kept_later(page):
    page.focus_on("new_contact")
    form = the_form(page, ContactForm)
    assert form.lender.text() == "网商银行"
    assert not form.checklist.isVisible()
    form.channel.set_value("visit")
    assert form.checklist.isVisible()
    form.said.setPlainText("Two people came.")
    form.what["owner"].setText("Pay a part")
    form.due["owner"].setText("2027-02-05")
    form.sum["owner"].setText("2000")
    form.signs["third_parties"].setChecked(True)
    form.save()
    (line,) = (page.contacts.table.facts.row(row) for row in range(1))
    assert line.contact.promises[0].amount == 2_000_00
    said = page.contacts.words.text()
    assert "You: Pay a part ¥2,000.00 (by 5 Feb)" in said
    assert "Family, neighbours or customers were contacted · Recommended standard" in said
    page.contacts.kept_buttons[0].click()
    assert "Recorded as kept 2027-01-30 16:00" in page.contacts.words.text()
    assert page.contacts.kept_buttons == []


@pytest.mark.parametrize(
    ("fill", "field"),
    [({"date": "2027-02-20"}, "date"), ({"time": "25:00"}, "time"), ({"lender": ""}, "lender"),
     ({}, "said"), ({"said": "x", "due": "2027-02-01"}, "what owner"),
     ({"said": "x", "what": "y", "sum": "-5"}, "sum owner")],
)  # fmt: skip
def test_what_is_wrong_is_said_under_its_field_and_stays(page, fill, field):
    page.focus_on("new_contact")
    form = the_form(page, ContactForm)
    parts = {"date": form.date, "time": form.time, "lender": form.lender, "what": form.what["owner"],
             "due": form.due["owner"], "sum": form.sum["owner"]}  # fmt: skip
    if fill.get("said"):
        form.said.setPlainText(fill["said"])
    elif "date" in fill:
        form.said.setPlainText("x")
    for name, value in fill.items():
        if name in parts:
            parts[name].setText(value)
    form.save()
    assert form.isVisible()
    assert [name for name, one in form.fields.items() if one.error.isVisible()] == [field]
    assert not page.state.book.contacts


def test_money_they_promised_asks_where_it_will_come(page):
    page.focus_on("new_contact")
    form = the_form(page, ContactForm)
    assert not form.account.isVisible()
    form.what["other"].setText("Refund")
    form.sum["other"].setText("300")
    assert form.account.isVisible()
    form.account.set_account("bank")
    form.save()
    assert form.isVisible()
    assert "Was a day named?" in form.fields["due other"].error.text()
    form.save()
    (contact,) = page.state.book.contacts.values()
    assert (contact.promises[0].by, contact.promises[0].account) == ("other", "bank")


def test_words_are_added_beside_the_record(page):
    page.focus_on("new_contact")
    form = the_form(page, ContactForm)
    form.said.setPlainText("They called.")
    form.save()
    page.contacts.amend_button.click()
    more = the_form(page, AmendForm)
    more.save()
    assert more.isVisible()
    more.said.setPlainText("It was the branch in Hangzhou.")
    more.save()
    assert "Added 2027-01-30 16:00: It was the branch in Hangzhou." in page.contacts.words.text()
    assert "They called." in page.contacts.words.text()


def test_without_a_loan_the_page_says_what_it_is_for(qtbot, tmp_path):
    state = shop_state(tmp_path, is_empty=True)
    page = TroublePage(state)
    qtbot.addWidget(page)
    page.show()
    assert page.empty.isVisible()
    assert not page.today.isVisible()
    asked = []
    state.page_requested.connect(lambda key, focus: asked.append((key, focus)))
    page.empty.button.click()
    assert asked == [("loans", "new")]
    state.close()


def test_language_and_theme_change_everything(page):
    page.state.set_language("zh")
    assert "已过还款日 20 天" in page.today.said.text()
    for key in ("timeline", "plan", "contacts", "cost"):
        page.focus_on(key)
    page.state.set_theme("dark")
    assert page.choice.value() == "cost"


def with_visit(page, folder, said="Two people came."):
    """A visit with a letter, noted in the form."""
    letter, large = folder / "letter.pdf", folder / "film.mp4"
    letter.write_bytes(b"%PDF a letter")
    with large.open("wb") as file:
        file.truncate(200 * 2**20)
    page.focus_on("new_contact")
    form = the_form(page, ContactForm)
    form.channel.set_value("visit")
    form.said.setPlainText(said)
    form.person.setText("Zhang Wei")
    form.files.add_paths([letter, large, letter])
    return form


def test_files_are_added_to_a_record_and_the_limit_is_said(page, tmp_path, monkeypatch):
    form = with_visit(page, tmp_path)
    assert "at most 20 MB" in form.files.error.text()
    assert form.files.said.text() == "letter.pdf (1 kB)"
    form.save()
    contacts = page.contacts
    assert contacts.files.isVisible()
    contacts.files.save_to(0, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == b"%PDF a letter"
    opened_urls = []
    monkeypatch.setattr("ui.parts.trouble_files.QDesktopServices.openUrl", opened_urls.append)
    contacts.files.open_copy(0)
    assert opened_urls[0].toLocalFile().endswith("letter.pdf")
    page.state.undo()
    assert not contacts.files.isVisible()


def test_notes_of_a_visit_are_guided_by_questions(page):
    page.focus_on("new_contact")
    form = the_form(page, ContactForm)
    assert not form.guide.isVisible()
    form.channel.set_value("visit")
    form.said.setPlainText("At noon.")
    form.guide.click()
    written = form.said.toPlainText().splitlines()
    assert written[0] == "At noon."
    assert len(written) == 6


def test_personal_data_is_deleted_after_saying_what_stays(page, tmp_path):
    with_visit(page, tmp_path).save()
    page.contacts.delete_button.click()
    form = the_form(page, ContactDeleteForm)
    assert "can't be brought back" in seen(form)
    assert "Backups made before still do" in seen(form)
    assert not form.everywhere.isVisible()
    for box in (*form.groups.values(), form.backups):
        box.setChecked(True)
    form.save()
    record = next(one for one in page.state.book.contacts.values() if not one.amends)
    assert (record.person, record.said, record.files) == ("", "", ())
    assert "Personal data deleted 2027-01-30 16:00" in page.contacts.words.text()
    assert len(backups(page.state.session.path)) == 1
    page.contacts.delete_button.click()
    again = the_form(page, ContactDeleteForm)
    again.groups["person"].setChecked(False)
    again.save()
    assert again.isVisible()
    again.groups["person"].setChecked(True)
    again.save()
    assert again.isVisible()
    assert "Nothing of that" in seen(again)


def test_the_way_back_and_an_objection_stand_in_their_section(page, qtbot):
    now = situation(page.state.book, "l1", page.state.today)
    page.focus_on("back")
    assert "Only one loan wants money" in seen(page.back)
    assert page.back.objections == {}
    page.state.apply(payment_edit(page.state.book, "l1", page.state.today, now.owed, now.today))
    assert "until 2032-01-30" in seen(page.back)
    assert "Next look at your credit report: 2027-02-28" in seen(page.back)
    assert "Matters most now: ¥5,398.53 on" in seen(page.back)
    page.back.objections["l1"].click()
    form = the_form(page, ContactForm)
    form.save()
    (contact,) = page.state.book.contacts.values()
    assert contact.promises[0].due == dt.date(2027, 2, 19)


def test_what_stands_for_a_loan_changes_the_order_in_one_edit(page):
    first = page.state.book.loans["l1"]
    other = replace(first, id="l2", name="Other", terms=replace(
        first.terms, penalty=Penalty(Decimal(2))))  # fmt: skip
    page.state.apply(Edit(text("t"), (adding("loan", other),)))
    page.focus_on("back")
    assert "Other" in seen(page.back)
    page.back.boxes["l1", "security"].click()
    assert page.state.book.loans["l1"].backing == ("security",)
    assert "It is secured" in seen(page.back)


def test_to_be_prepared_for_a_visit_begins_with_its_checklist(qtbot, tmp_path):
    page = opened(qtbot, tmp_path, 45)
    without_money(page)
    page.state.page_requested.connect(lambda key, focus: page.focus_on(focus))
    page.today.buttons[1].click()
    form = the_form(page, ContactForm)
    assert form.channel.value() == "visit"
    assert form.checklist.isVisible()
    assert "Sign nothing on the spot" in seen(form.checklist)
    assert "Checked 2026-11-23" in seen(form.checklist)
    page.state.close()


def test_a_person_goes_from_every_record_at_once(page, tmp_path):
    for said in ("First visit.", "Second visit."):
        with_visit(page, tmp_path, said).save()
    page.contacts.delete_button.click()
    form = the_form(page, ContactDeleteForm)
    assert form.everywhere.isVisible()
    assert form.everywhere.text() == "In the 1 other record that names this person too"
    form.save()
    assert [one.person for one in page.state.book.contacts.values() if not one.amends] == ["", ""]


def test_looking_at_a_file_asks_first_and_saving_asks_where(page, tmp_path, monkeypatch):
    with_visit(page, tmp_path).save()
    files, seen_urls, answers = page.contacts.files, [], []
    monkeypatch.setattr("ui.parts.trouble_files.QDesktopServices.openUrl", seen_urls.append)
    monkeypatch.setattr("ui.parts.trouble_files.QMessageBox.question", lambda *_: answers.pop())
    for answer, count in ((QMessageBox.StandardButton.No, 0), (QMessageBox.StandardButton.Yes, 1)):
        answers.append(answer)
        files.open_button.click()
        assert len(seen_urls) == count
    target = tmp_path / "kept.pdf"
    monkeypatch.setattr(
        "ui.parts.trouble_files.QFileDialog.getSaveFileName", lambda *_: (str(target), "")
    )
    files.save_button.click()
    assert target.read_bytes() == b"%PDF a letter"
    said = []
    page.state.failed.connect(said.append)
    monkeypatch.setattr(
        "ui.parts.trouble_files.QFileDialog.getSaveFileName", lambda *_: (str(tmp_path), "")
    )
    page.state.noticed.connect(lambda *_: said.append("noticed"))
    files.save_button.click()
    assert len(said) == 1
    assert "no ordinary file" in page.wording.say(said[0])
