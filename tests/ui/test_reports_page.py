"""The reports page: what can be exported, for whom, what is in it, and where it went."""

import threading

import pytest
from PySide6.QtWidgets import QFileDialog

from planner.services.budget_import import read_budget_import
from planner.services.exporting import KINDS, subject
from tests.ui.shop_state import shop_state, with_look
from ui.pages.reports import PICTURE, ReportsPage


@pytest.fixture
def state(qtbot, tmp_path):
    made = with_look(shop_state(tmp_path))
    yield made
    made.close()


@pytest.fixture
def page(qtbot, state):
    made = ReportsPage(state)
    qtbot.addWidget(made)
    made.resize(960, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


def choose(monkeypatch, path):
    """Answer the file dialog as a person would; remember what it proposed."""
    proposed = []

    def answer(parent, title, name, pattern):
        proposed.append(name)
        return str(path), pattern

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return proposed


def test_every_kind_of_export_has_a_card_with_what_it_is_for(page, state):
    assert list(page.cards) == [*(kind.kind for kind in KINDS), PICTURE]
    for kind in KINDS:
        card = page.cards[kind.kind]
        assert card.title.text() == kind.title
        assert card.about.text() == kind.about
        assert card.save_button.isEnabled()


def test_a_card_tells_what_will_be_in_the_file(page):
    assert page.cards["entries"].facts.said() == (
        "Entries 50; First day 1 Jun 2026; Last day 20 Nov 2026"
    )
    assert "Instalments 12" in page.cards["schedule"].facts.said()
    assert "Nov 2026 to Oct 2027" in page.cards["budget"].facts.said()


def test_entries_are_saved_where_the_owner_says(qtbot, page, state, tmp_path, monkeypatch):
    target = tmp_path / "out" / "entries.csv"
    target.parent.mkdir()
    proposed = choose(monkeypatch, target)
    card = page.cards["entries"]
    with qtbot.waitSignal(state.noticed, timeout=20_000):
        card.save_button.click()
    assert "阿宁面馆 " in proposed[0]
    assert proposed[0].endswith(" 2026-11-23.csv")
    assert target.stat().st_size > 1000
    assert card.outcome.text() == "Saved as entries.csv"
    assert card.folder_button.isVisible()
    assert card.save_button.isEnabled()


def test_the_folder_of_a_saved_file_can_be_opened(qtbot, page, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("ui.pages.reports.QDesktopServices.openUrl", opened.append)
    page.cards["entries"].say_outcome("Saved", tmp_path / "a.csv")
    page.cards["entries"].folder_button.click()
    assert opened[0].toLocalFile() == str(tmp_path)


def test_a_budget_saved_here_can_be_brought_back(qtbot, page, state, tmp_path, monkeypatch):
    target = tmp_path / "budget.xlsx"
    choose(monkeypatch, target)
    with qtbot.waitSignal(state.noticed, timeout=30_000):
        page.cards["budget"].save_button.click()
    found = read_budget_import(state.book, state.session.book_id, target)
    assert found.file == "budget.xlsx"
    assert [*found.changes, *found.conflicts, *found.not_understood] == []


def test_an_export_can_be_stopped_and_writes_nothing(qtbot, page, state, tmp_path, monkeypatch):
    target, free = tmp_path / "budget.xlsx", threading.Event()
    target.write_bytes(b"old")
    choose(monkeypatch, target)

    def slow(book, look, language, **named):
        free.wait(20)
        return subject(book, look, language, **named)

    monkeypatch.setattr("planner.services.exporting.subject", slow)
    card = page.cards["budget"]
    card.save_button.click()
    assert card.stop_button.isVisible()
    assert not card.save_button.isEnabled()
    card.stop_button.click()
    free.set()
    qtbot.waitUntil(lambda: not state.lane.is_busy, timeout=20_000)
    assert card.outcome.text() == state.wording._("Stopped; nothing was written.")
    assert card.save_button.isEnabled()
    assert not card.stop_button.isVisible()
    assert target.read_bytes() == b"old"


def test_the_file_speaks_the_chosen_language(qtbot, page, state, tmp_path, monkeypatch):
    page.language.set_value("zh")
    proposed = choose(monkeypatch, tmp_path / "plan.xlsx")
    with qtbot.waitSignal(state.noticed, timeout=30_000):
        page.cards["schedule"].save_button.click()
    assert "Repayment" not in proposed[0]
    assert (tmp_path / "plan.xlsx").exists()


def test_a_name_without_ending_gets_the_chosen_one(qtbot, page, state, tmp_path, monkeypatch):
    choose(monkeypatch, tmp_path / "liste")
    card = page.cards["entries"]
    card.suffix.set_value(".xlsx")
    with qtbot.waitSignal(state.noticed, timeout=30_000):
        card.save_button.click()
    assert (tmp_path / "liste.xlsx").exists()


def test_a_refused_place_is_told_on_the_card(qtbot, page, tmp_path):
    card = page.cards["entries"]
    page.save("entries", tmp_path / "missing" / "a.csv")
    qtbot.waitUntil(card.save_button.isEnabled, timeout=20_000)
    assert "no folder" in card.outcome.text()
    assert not card.folder_button.isVisible()


def test_leaving_the_dialog_does_nothing(qtbot, page, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: ("", ""))
    page.cards["entries"].save_button.click()
    assert page.cards["entries"].outcome.text() == ""


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_the_chart_is_saved_as_a_picture(page, state, tmp_path, suffix):
    target = tmp_path / f"chart{suffix}"
    page.save(PICTURE, target)
    assert target.stat().st_size > 5000
    assert page.cards[PICTURE].outcome.text() == f"Saved as chart{suffix}"


def test_a_picture_that_can_not_be_written_says_so(page, tmp_path):
    page.save(PICTURE, tmp_path / "missing" / "chart.png")
    assert "could not be written" in page.cards[PICTURE].outcome.text()


def test_before_the_first_outlook_nothing_can_be_saved(qtbot, tmp_path):
    state = shop_state(tmp_path)
    page = ReportsPage(state)
    qtbot.addWidget(page)
    page.show()
    assert not page.cards["budget"].save_button.isEnabled()
    page.save("budget", tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()
    state.close()


def test_the_page_goes_to_the_kind_that_is_asked_for(page):
    page.focus_on("calendar")
    assert page.cards["calendar"].save_button.hasFocus()


def test_another_language_is_spoken_at_once(page, state):
    state.set_language("zh")
    assert page.header_title.text() == "报表与导出"
    assert page.language.value() == "zh"
