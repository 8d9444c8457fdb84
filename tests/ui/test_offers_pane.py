"""Offers in the window, as a person uses them."""

import copy
import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.outlook.level import Level
from planner.services.session import new_book
from tests.shop import SHOP
from tests.ui.shop_state import NOW, with_look
from ui.forms.offer_form import OfferForm
from ui.forms.pay_out_form import PayOutForm
from ui.pages.loans import LoansPage
from ui.parts.offers_pane import OffersPane
from ui.preferences import Preferences
from ui.state import State


def terms(**more):
    return {"principal": "30000.00", "drawn_on": "2026-12-01", "method": "equal_instalment",
            "instalments": 12, "first_due": "2027-01-01", "rate": {"value": "0.144"}, **more}  # fmt: skip


OFFERS = [
    {"id": "o1", "name": "网商贷十二期", "lender": "网商银行", "debit_account": "bank",
     "terms": terms(), "steps": [{"step": "registered", "date": "2026-11-10"}],
     "papers": [{"name": "营业执照", "done": True}, {"name": "流水"}], "note": "可再谈"},
    {"id": "o2", "name": "农商行", "debit_account": "bank", "decision": "chosen",
     "terms": terms(method="interest_only", rate={"value": "0.06"})},
    {"id": "o3", "name": "小贷", "debit_account": "bank", "decision": "declined",
     "terms": terms(instalments=6)},
]  # fmt: skip


def state_of(folder, language="en", offers=OFFERS, opening="150000.00"):
    document = copy.deepcopy(SHOP)
    document["accounts"][0]["opening"] = opening
    document["offers"] = copy.deepcopy(offers)
    session = new_book(
        folder / "shop.leeway", lambda: NOW, filled=facts.read(Book(), document, text("shop"))
    )
    return with_look(
        State(session, Preferences(folder / "preferences.json", language=language), lambda: NOW)
    )


@pytest.fixture
def state(qapp, tmp_path):
    made = state_of(tmp_path)
    yield made
    made.close()


def shown(qtbot, state):
    pane = OffersPane(state)
    qtbot.addWidget(pane)
    pane.resize(906, 760)
    state.book_changed.connect(pane.refresh)
    pane.show()
    pane.refresh()
    pending = [offer for offer in state.book.offers.values() if offer.is_pending]
    qtbot.waitUntil(lambda: len(pane.grid.heads) == len(pending), timeout=10_000)
    return pane


@pytest.fixture
def pane(qtbot, state):
    return shown(qtbot, state)


def column(pane, key):
    return pane.grid.heads[key].accessibleDescription()


def form_of(pane, kind):
    return next(form for form in pane.window().findChildren(kind) if form.isVisible())


# side by side


def test_offers_stand_side_by_side_with_the_best_marked_by_a_word_and_weight(pane):
    assert list(pane.grid.heads) == ["o1", "o2"]
    assert "Usual instalment ¥150.00 · lowest" in column(pane, "o2")
    assert "Largest instalment ¥2,699.32 · lowest" in column(pane, "o1")
    strong = [
        label.text()
        for label in pane.grid.findChildren(QLabel)
        if label.property("role") == "strong"
    ]
    assert strong
    assert all(said.endswith(("lowest", "longest")) for said in strong)
    assert "Your choice Chosen" in column(pane, "o2")


def test_an_offer_that_endangers_a_payment_shows_its_level_in_shape_and_word(qtbot, tmp_path):
    state = state_of(tmp_path, opening="16000.00")
    pane = shown(qtbot, state)
    assert "Days of safety 48 days" in column(pane, "o2")
    words = [label.text() for label in pane.grid.findChildren(QLabel)]
    assert state.wording.pgettext("level", "Likely short") in words
    assert pane._lines[0].first_risky.level is Level.short
    state.close()


def test_pressing_a_name_shows_that_offer_in_full(qtbot, pane):
    assert pane.detail.title.text() == "网商贷十二期"
    qtbot.mouseClick(pane.grid.heads["o2"], Qt.MouseButton.LeftButton)
    assert pane.detail.title.text() == "农商行"
    assert pane.grid.heads["o2"].isChecked()
    assert not pane.detail.papers_title.isVisible()
    assert pane.detail.verdict.text().startswith("Every payment of the coming")


def test_a_new_comparison_replaces_the_old_one_when_the_book_changes(qtbot, pane, state):
    edit = facts.read(
        state.book,
        {
            "format": "leeway-facts",
            "version": 1,
            "offers": [{**OFFERS[1], "id": "o9", "name": "九"}],
        },
        text("another"),
    )
    state.apply(edit)
    qtbot.waitUntil(lambda: list(pane.grid.heads) == ["o1", "o2", "o9"], timeout=10_000)


def test_another_language_and_theme_are_taken_at_once(qtbot, pane, state):
    state.set_language("zh")
    state.set_theme("dark")
    pane.retranslate()
    pane.restyle()
    pane.refresh()
    assert "通常每期 ¥150.00 · 最低" in column(pane, "o2")
    assert pane.afford.title.text() == "我最多可以稳妥地借多少？"
    assert pane.detail.steps.names["registered"].text() == "已登记"


# following an application


def test_the_next_step_is_recorded_with_its_day(qtbot, pane, state):
    steps = pane.detail.steps
    assert steps.days["registered"].text() == "10 Nov 2026"
    assert steps.days["papers"].text() == "Next"
    assert steps.next_button.text() == "Record “Papers handed in”"
    steps.date.setText("2026-11-20")
    steps.next_button.click()
    assert state.book.offers["o1"].steps[-1].date == dt.date(2026, 11, 20)
    assert steps.days["papers"].text() == "20 Nov 2026"
    steps.back_button.click()
    assert len(state.book.offers["o1"].steps) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [("2026-12-24", "still to come"), ("2026-11-01", "before the step"), ("soon", "soon")],
)
def test_a_day_that_can_t_be_is_refused_beside_the_step(pane, state, typed, said):
    steps = pane.detail.steps
    before = state.book
    steps.date.setText(typed)
    steps.next_button.click()
    assert state.book is before
    assert steps.error.isVisible()
    assert said in steps.error.text()
    assert steps.date.text() == typed


def test_papers_are_ticked_where_they_stand(qtbot, pane, state):
    licence, statements = pane.detail.papers
    assert (licence.isChecked(), statements.isChecked()) == (True, False)
    statements.click()
    assert [paper.done for paper in state.book.offers["o1"].papers] == [True, True]
    assert pane.detail.papers_title.text() == "Papers: 2 of 2 ready"
    licence.click()
    assert pane.detail.papers_title.text() == "Papers: 1 of 2 ready"


def test_choosing_declining_and_reopening(qtbot, pane, state):
    pane.detail.choose_button.click()
    assert state.book.offers["o1"].decision == "chosen"
    assert state.book.offers["o2"].decision == "open"
    assert not pane.detail.choose_button.isVisible()
    pane.detail.decline_button.click()
    assert pane.detail.verdict.text() == "Declined; it is no longer compared."
    qtbot.waitUntil(lambda: list(pane.grid.heads) == ["o2"], timeout=10_000)
    pane.detail.reopen_button.click()
    assert state.book.offers["o1"].is_pending


def test_what_is_declined_or_paid_out_is_listed_below(pane):
    table = pane.closed
    assert table.facts.rowCount() == 1
    assert table.facts.columns[3].show(table.facts.row(0)) == "Declined"
    table.setCurrentIndex(table.facts.index(0, 0))
    assert pane.detail.title.text() == "小贷"
    assert pane.detail.reopen_button.isVisible()


def test_removing_an_offer_can_be_undone(qtbot, pane, state):
    with qtbot.waitSignal(state.noticed):
        pane.detail.remove_button.click()
    assert "o1" not in state.book.offers
    assert pane.detail.title.text() == "农商行"
    state.undo()
    assert "o1" in state.book.offers


# paying out


def test_a_paid_out_offer_becomes_a_loan_in_one_edit(qtbot, pane, state):
    pane.detail.steps.pay_out_button.click()
    form = form_of(pane, PayOutForm)
    assert form.principal.text() == "30000.00"
    assert form.first_due.date() == dt.date(2026, 12, 23)
    form.date.setText("2026-11-20")
    assert form.first_due.date() == dt.date(2026, 12, 20)
    form.received.setText("29400")
    with qtbot.waitSignal(state.page_requested) as asked:
        form.save()
    (made,) = [loan for loan in state.book.loans.values() if loan.id != "l1"]
    assert asked.args == ["loans", made.id]
    assert (made.terms.drawn_on, made.terms.received) == (dt.date(2026, 11, 20), 2_940_000)
    assert state.book.offers["o1"].is_paid_out
    assert pane.closed.facts.columns[3].show(state.book.offers["o1"]) == "Paid out on 20 Nov 2026"
    assert not pane.detail.change_button.isVisible()
    state.undo()
    assert len(state.book.loans) == 1
    assert state.book.offers["o1"].is_pending


def test_a_first_due_date_that_was_typed_stays_when_the_day_changes(qtbot, pane):
    pane.detail.steps.pay_out_button.click()
    form = form_of(pane, PayOutForm)
    form.first_due.selectAll()
    qtbot.keyClicks(form.first_due, "2027-01-05")
    form.date.setText("2026-11-01")
    assert form.first_due.date() == dt.date(2027, 1, 5)
    form.date.setText("nonsense")
    form.reject()


def test_money_that_is_still_to_come_is_not_recorded(pane, state):
    pane.detail.steps.pay_out_button.click()
    form = form_of(pane, PayOutForm)
    form.date.setText("2026-12-24")
    form.save()
    assert "still to come" in form.fields["date"].error.text()
    form.date.setText("2026-11-20")
    form.received.setText("99999")
    form.save()
    assert "More came" in form.fields["first_due"].error.text()
    assert len(state.book.loans) == 1
    form.reject()


# the form


def test_an_offer_is_entered_with_the_terms_of_a_loan_form(qtbot, pane, state):
    pane.add_button.click()
    form = form_of(pane, OfferForm)
    assert form.fields["name"].label.text() == "Name of the offer"
    form.inputs.name.setText("Bank C")
    form.inputs.amount.setText("2万")
    form.inputs.rate.setText("9%")
    form.papers.setPlainText("Licence\n\n Lease \nLicence")
    form.note.setText("by phone")
    assert form.papers.isVisible()
    assert form.note.isVisible()
    assert not form.fields["paid"].isVisible()
    assert form.preview.instalment.text() != "—"
    form.save()
    (made,) = [offer for offer in state.book.offers.values() if offer.name == "Bank C"]
    assert (made.terms.principal, made.note) == (2_000_000, "by phone")
    assert [paper.name for paper in made.papers] == ["Licence", "Lease"]
    assert state.book.loans.keys() == {"l1"}


def test_a_changed_offer_keeps_its_steps_and_ticks(pane, state):
    pane.detail.change_button.click()
    form = form_of(pane, OfferForm)
    assert form.inputs.amount.text() == "30000.00"
    assert form.papers.toPlainText() == "营业执照\n流水"
    form.papers.setPlainText("流水\n营业执照")
    form.inputs.name.setText("网商贷")
    form.save()
    offer = state.book.offers["o1"]
    assert offer.name == "网商贷"
    assert [(paper.name, paper.done) for paper in offer.papers] == [
        ("流水", False),
        ("营业执照", True),
    ]
    assert len(offer.steps) == 1


def test_what_is_missing_is_told_under_its_field(pane, state):
    pane.add_button.click()
    form = form_of(pane, OfferForm)
    form.inputs.amount.setText("20000")
    form.inputs.rate.setText("60%")
    form.save()
    assert form.fields["name"].error.text() == "Give the offer a name."
    form.inputs.name.setText("Dear")
    form.save()
    assert "60" in form.fields["rate"].error.text()
    form.save()
    assert any(offer.name == "Dear" for offer in state.book.offers.values())


# how much can be borrowed


def answer(pane):
    return "\n".join(label.text() for label in (pane.afford.headline, pane.afford.lines))


def asked(qtbot, pane):
    pane.afford.ask_button.click()
    qtbot.waitUntil(lambda: "safely" in answer(pane), timeout=10_000)


def test_how_much_can_be_borrowed_on_the_terms_of_an_offer(qtbot, pane, state):
    box = pane.afford
    assert box.offer.currentText() == "网商贷十二期"
    assert not box.fields["rate"].isVisible()
    box.ask_button.click()
    assert box.stop_button.isVisible()
    assert not box.ask_button.isEnabled()
    assert box.lines.text() == "Working it out …"
    qtbot.waitUntil(lambda: "You can borrow up to" in answer(pane), timeout=10_000)
    assert not box.stop_button.isVisible()
    assert "spent at once" in box.note.text()


def test_terms_of_one_s_own_need_a_rate(qtbot, pane):
    box = pane.afford
    box.offer.setCurrentIndex(box.offer.findData(""))
    assert box.fields["rate"].isVisible()
    box.ask_button.click()
    assert box.fields["rate"].error.text() == "Enter the rate, for example 14.4%."
    box.rate.setText("0.04%")
    box.per.set_value("day")
    asked(qtbot, pane)
    assert box.fields["rate"].error.text() == ""
    assert "true yearly cost 14.5" in answer(pane)


def test_money_that_stays_is_asked_about_by_one_switch(qtbot, pane):
    asked(qtbot, pane)
    spent = answer(pane)
    pane.spent.click()
    qtbot.waitUntil(lambda: "safely" in answer(pane) and answer(pane) != spent, timeout=10_000)
    assert "stays in the account" in pane.afford.note.text()


def test_an_answer_about_an_older_book_is_not_left_standing(qtbot, pane, state):
    asked(qtbot, pane)
    pane.detail.papers[1].click()
    assert pane.afford.headline.text() == ""
    assert pane.afford.lines.text().startswith("The answer keeps every due date covered")


def test_the_question_can_be_called_off(qtbot, pane):
    box = pane.afford
    box.ask_button.click()
    box.stop_button.click()
    assert box.ask_button.isEnabled()
    assert not box.progress.isVisible()
    qtbot.wait(300)
    assert box.headline.text() == ""


def test_a_refusal_stands_where_the_answer_would(qtbot, pane):
    box = pane.afford
    box.offer.setCurrentIndex(box.offer.findData(""))
    box.account.set_account("fund")
    box.rate.setText("12%")
    box.ask_button.click()
    qtbot.waitUntil(lambda: "emergency fund" in box.lines.text(), timeout=10_000)
    assert box.ask_button.isEnabled()


def test_the_answer_is_said_in_another_language_at_once(qtbot, pane, state):
    asked(qtbot, pane)
    state.set_language("zh")
    pane.retranslate()
    assert pane.afford.headline.text().startswith("最多可以稳妥地借 ¥")


# the page


def test_an_offer_without_its_rate_shows_no_figure_that_needs_one(qtbot, tmp_path):
    unknown = copy.deepcopy(OFFERS[1])
    unknown["terms"] |= {"rate": {"value": "0"}, "assumed": ["rate"]}
    state = state_of(tmp_path, offers=[OFFERS[0], unknown])
    pane = shown(qtbot, state)
    words = column(pane, "o2")
    assert "Interest and fees in all —; True yearly cost rate not filled in yet" in words
    assert "Usual instalment —" in words
    assert "lowest" not in words
    assert "0.00%" not in words
    state.close()


def test_without_offers_the_pane_says_why_they_are_useful(qtbot, tmp_path):
    state = state_of(tmp_path, offers=[])
    pane = shown(qtbot, state)
    assert pane.empty.isVisible()
    assert not pane.compare_card.isVisible()
    assert not pane.detail.isVisible()
    pane.empty.button.click()
    assert form_of(pane, OfferForm).isVisible()
    form_of(pane, OfferForm).reject()
    pane.afford.rate.setText("12%")
    asked(qtbot, pane)
    state.close()


def test_the_loans_page_shows_offers_as_its_second_view(qtbot, state):
    page = LoansPage(state)
    qtbot.addWidget(page)
    page.resize(954, 760)
    page.show()
    assert not page.offers.isVisible()
    page.focus_on("offers")
    assert page.offers.isVisible()
    assert not page.list_card.isVisible()
    qtbot.waitUntil(lambda: len(page.offers.grid.heads) == 2, timeout=10_000)
    page.focus_on("l1")
    assert page.list_card.isVisible()
    assert not page.offers.isVisible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_clipped_and_everything_has_a_name(qtbot, tmp_path, language):
    from tests.ui.test_every_page import is_clipped

    state = state_of(tmp_path, language)
    page = LoansPage(state)
    qtbot.addWidget(page)
    page.resize(954, 760)
    page.show()
    page.focus_on("offers")
    qtbot.waitUntil(lambda: len(page.offers.grid.heads) == 2, timeout=10_000)
    qtbot.wait(50)
    pane = page.offers
    pane.afford.offer.setCurrentIndex(pane.afford.offer.findData(""))
    qtbot.wait(50)
    kinds = (QLabel, QAbstractButton)
    parts = [part for kind in kinds for part in pane.findChildren(kind) if part.isVisible()]
    assert [part.text() for part in parts if part.text() and is_clipped(part)] == []
    assert page.widget().minimumSizeHint().width() <= page.viewport().width() + 1
    inputs = [
        part
        for kind in (QAbstractButton, QLineEdit, QComboBox)
        for part in pane.findChildren(kind)
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    nameless = [
        part for part in inputs if not (part.accessibleName() or getattr(part, "text", str)())
    ]
    assert nameless == []
    state.close()
