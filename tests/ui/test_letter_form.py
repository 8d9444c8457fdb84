"""The letter and the call to a lender, as a person makes them in the window."""

import datetime as dt
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication

from planner.basics.text import text
from planner.book.edit import Edit, replacing
from planner.simulation.scenario import Scenario
from tests.ui.shop_state import with_look
from tests.ui.test_trouble_page import opened, the_form
from ui.forms.contact_form import ContactForm
from ui.forms.letter_form import LetterForm
from ui.pages.what_if import WhatIfPage


@pytest.fixture
def page(qtbot, tmp_path):
    made = opened(qtbot, tmp_path, 20, takings=5_700_00)
    yield made
    made.state.close()


@pytest.fixture
def form(page, qtbot):
    page.letter_button.click()
    made = the_form(page, LetterForm)
    qtbot.waitUntil(made.pdf_button.isEnabled, timeout=20_000)
    return made


def test_the_letter_begins_with_a_plan_that_is_kept_and_shows_its_sums(form):
    assert form.fields.plan.currentData() == "lower"
    said = form.preview.toPlainText()
    for words in ("To: 网商银行", "Proposal for repayment: 网商贷", "¥4,907.17", "¥58.89",
                  "10 Feb 2027", "To agree to this plan", "Copy of the loan contract"):  # fmt: skip
        assert words in said, words
    assert form.fields.asks["waive_penalty"].isChecked()


def test_what_is_chosen_stands_in_the_preview_at_once(form, qtbot):
    form.fields.reason.setPlainText("The street was closed in January.")
    form.fields.number.setText("HT-77")
    form.fields.more_enclosure.setText("Notice of the roadworks")
    form.fields.asks["waive_penalty"].click()
    qtbot.waitUntil(lambda: "street was closed" in form.preview.toPlainText(), timeout=3000)
    said = form.preview.toPlainText()
    assert "HT-77" in said
    assert "Notice of the roadworks" in said
    assert "To waive" not in said
    form.language.set_value("zh")
    assert "关于「网商贷」的还款方案" in form.preview.toPlainText()


def test_the_number_of_the_contract_comes_from_the_book(page, qtbot):
    change = replacing("loan", page.state.book.loans["l1"], contract_number="HT-2026")
    page.state.apply(Edit(text("t"), (change,)))
    with_look(page.state)
    page.letter_button.click()
    form = the_form(page, LetterForm)
    qtbot.waitUntil(form.pdf_button.isEnabled, timeout=20_000)
    assert form.fields.number.text() == "HT-2026"
    assert "HT-2026" in form.preview.toPlainText()


def test_what_was_typed_is_there_again_after_closing(page, form, qtbot):
    form.fields.reason.setPlainText("The street was closed.")
    form.fields.number.setText("HT-77")
    form.fields.more_ask.setText("A pause in February")
    form.fields.enclosures["contract"].setChecked(False)
    form.reject()
    page.letter_button.click()
    again = the_form(page, LetterForm)
    qtbot.waitUntil(again.pdf_button.isEnabled, timeout=20_000)
    wishes = again.fields.wishes()
    assert (wishes.reason, wishes.number) == ("The street was closed.", "HT-77")
    assert wishes.more_asks == ("A pause in February",)
    assert wishes.enclosures == ("report", "statements")


def test_a_talk_takes_the_place_of_a_plan_and_of_what_needs_one(form, qtbot):
    form.fields.plan.setCurrentIndex(form.fields.plan.count() - 1)
    qtbot.waitUntil(lambda: "could not keep any" in form.preview.toPlainText(), timeout=3000)
    assert not form.fields.asks["new_plan"].isEnabled()
    assert form.fields.asks["talk"].isChecked()


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_it_is_saved_as_pdf_and_as_word_with_the_words_of_the_preview(
    form, qtbot, tmp_path, monkeypatch, suffix
):
    form.fields.reason.setPlainText("The street was closed.")
    target = tmp_path / f"letter{suffix}"
    monkeypatch.setattr(
        "ui.forms.letter_form.QFileDialog.getSaveFileName", lambda *_: (str(target), "")
    )
    (form.pdf_button if suffix == ".pdf" else form.word_button).click()
    qtbot.waitUntil(lambda: "Saved as" in form.outcome.text(), timeout=20_000)
    content = BytesIO(target.read_bytes())
    if suffix == ".pdf":
        said = " ".join(page.extract_text() for page in PdfReader(content).pages)
    else:
        said = " ".join(one.text for one in Document(content).paragraphs)
    assert "The street was closed." in said
    assert "Yours faithfully," in said


def test_a_refusal_to_write_is_said_in_the_form(form, qtbot, tmp_path):
    form.save_as(tmp_path / "none" / "letter.docx")
    qtbot.waitUntil(lambda: "no folder" in form.outcome.text(), timeout=20_000)


def test_the_call_has_its_script_to_copy_and_one_click_notes_it(page, form):
    form.part.set_value("call")
    said = form.preview.toPlainText()
    for words in ("Hello, this is 阿宁面馆", "¥5,463.32 is due today", "From 10 Feb 2027",
                  "Promise nothing beyond the plan", "name and staff number"):  # fmt: skip
        assert words in said, words
    form.copy_button.click()
    assert "Promise nothing beyond the plan" in QGuiApplication.clipboard().text()
    form.note_button.click()
    note = the_form(page, ContactForm)
    assert note.channel.value() == "phone"
    assert note.lender.text() == "网商银行"
    assert note.said.toPlainText().startswith("I proposed: From 10 Feb 2027")
    note.save()
    (contact,) = page.state.book.contacts.values()
    assert (contact.loan, contact.channel) == ("l1", "phone")


def test_without_a_plan_that_is_kept_no_sum_is_promised_on_the_phone(qtbot, tmp_path):
    page = opened(qtbot, tmp_path, 20)
    page.focus_on("letter")
    form = the_form(page, LetterForm)
    qtbot.waitUntil(form.pdf_button.isEnabled, timeout=20_000)
    assert form.fields.plan.currentData() == "talk"
    assert "promises nothing" in form.fields.plan_field.hint.text()
    form.part.set_value("call")
    assert "Promise no sum and no day today." in form.preview.toPlainText()
    page.state.close()


def test_the_plan_chosen_on_the_page_is_that_of_the_letter(page, qtbot):
    page.focus_on("plan")
    qtbot.waitUntil(page.plan.table.isVisible, timeout=20_000)
    page.plan.table.choose("extend")
    page.plan.letter_button.click()
    form = the_form(page, LetterForm)
    qtbot.waitUntil(form.pdf_button.isEnabled, timeout=20_000)
    assert form.fields.plan.currentData() == "extend"
    assert "less surely than you want" in form.fields.plan_field.hint.text()
    assert "I will tell you before its due date" in form.preview.toPlainText()


def test_a_plan_is_seen_on_what_if_and_adopted_there_as_one_edit(page, qtbot):
    asked = []
    page.state.page_requested.connect(lambda key, focus: asked.append((key, focus)))
    page.focus_on("plan")
    qtbot.waitUntil(page.plan.table.isVisible, timeout=20_000)
    page.plan.table.choose("lower")
    page.plan.try_button.click()
    ((key, scenario),) = asked
    assert key == "what_if"
    assert isinstance(scenario, Scenario)
    what_if = WhatIfPage(page.state)
    qtbot.addWidget(what_if)
    what_if.show()
    what_if.focus_on(scenario)
    assert what_if.list.action.is_chosen
    qtbot.waitUntil(what_if.list.action.note.isVisible, timeout=20_000)
    assert what_if.list.action.title() == "Plan for “网商贷”: A lower instalment"
    before = len(page.state.session.history())
    what_if.list.action.adopt_button.click()
    assert len(page.state.session.history()) == before + 1
    assert page.state.book.events_of("l1")[-1].type == "reschedule"
    assert page.state.book.events_of("l1")[-1].date == dt.date(2027, 1, 30)
