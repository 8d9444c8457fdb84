"""Exporting the contact record from the window: seen first, masked unless asked otherwise."""

import pytest

from tests.ui.test_trouble_page import opened, the_form
from ui.forms.contact_form import ContactForm
from ui.forms.contacts_export import ContactsExport
from ui.pages.reports import ReportsPage


@pytest.fixture
def page(qtbot, tmp_path):
    made = opened(qtbot, tmp_path, 20)
    made.focus_on("new_contact")
    form = the_form(made, ContactForm)
    form.person.setText("张伟")
    form.said.setPlainText("Came and asked for the key.")
    form.save()
    yield made
    made.state.close()


@pytest.fixture
def dialog(page):
    page.focus_on("contacts")
    page.contacts.export_button.click()
    return the_form(page, ContactsExport)


def test_what_leaves_is_seen_first_and_names_nobody(dialog):
    said = dialog.preview.toPlainText()
    assert "Person A" in said
    assert "张伟" not in said
    assert "the key" not in said
    dialog.choice.set_value("contacts_full")
    assert "张伟" in dialog.preview.toPlainText()
    assert "people you trust" in dialog.hint.text()
    dialog.choice.set_value("contacts")
    dialog.language.set_value("zh")
    assert "联系人A" in dialog.preview.toPlainText()


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_it_is_saved_where_the_owner_says(dialog, qtbot, tmp_path, monkeypatch, suffix):
    target = tmp_path / f"record{suffix}"
    monkeypatch.setattr(
        "ui.forms.contacts_export.QFileDialog.getSaveFileName", lambda *_: (str(target), "")
    )
    (dialog.pdf_button if suffix == ".pdf" else dialog.sheet_button).click()
    qtbot.waitUntil(lambda: "Saved as" in dialog.outcome.text(), timeout=20_000)
    assert target.read_bytes().startswith({".pdf": b"%PDF", ".xlsx": b"PK"}[suffix])


def test_a_place_that_is_not_there_is_told(dialog, qtbot, tmp_path):
    dialog.save_as(tmp_path / "none" / "record.xlsx")
    qtbot.waitUntil(lambda: "no folder" in dialog.outcome.text(), timeout=20_000)


def test_the_cards_of_the_reports_page_lead_to_the_preview(page, qtbot):
    reports, asked = ReportsPage(page.state), []
    qtbot.addWidget(reports)
    reports.show()
    page.state.page_requested.connect(lambda key, focus: asked.append((key, focus)))
    reports.cards["contacts_full"].preview_button.click()
    assert the_form(reports, ContactsExport).choice.value() == "contacts_full"
    reports.cards["proposal"].preview_button.click()
    assert asked == [("trouble", "letter")]
    assert reports.cards["budget"].preview_button.isHidden()
