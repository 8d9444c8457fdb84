"""First run: language, sample or own book, three numbers; and which book opens at the next start."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.services.editing import removed
from planner.services.session import new_book, open_book
from tests.shop import SHOP
from ui import opening, start
from ui.draft import Draft
from ui.forms.first_run import FirstRun
from ui.forms.refused_book import RefusedBook
from ui.main_window import MainWindow
from ui.state import State


@pytest.fixture
def nothing_open(qapp, preferences, now):
    made = State(Draft(), preferences, lambda: now[0])
    yield made
    made.close()


@pytest.fixture
def run(nothing_open, qtbot):
    dialog = FirstRun(nothing_open)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(dialog, words):
    for button, key in dialog._said:
        if dialog.state.wording._(key) == words:
            button.click()
            return
    raise AssertionError(words)


def heading(dialog):
    return dialog._title.text()


def fill(dialog, **texts):
    for name, typed in texts.items():
        getattr(dialog, name).setText(typed)


def test_the_language_comes_first_and_speaks_at_once(run):
    buttons = {button.text(): button for button in run._screens.currentWidget().children()
               if hasattr(button, "text")}  # fmt: skip
    buttons["English"].click()
    assert heading(run) == "How do you want to begin?"
    assert run.state.wording.language == "en"


def test_it_says_that_it_never_asks_for_secrets(run):
    run.show_screen("choice")
    said = " ".join(label.text() for label in run.findChildren(QLabel))
    assert "手机号、身份证号或银行密码" in said


def test_three_numbers_make_a_book_whose_outlook_works(run, qtbot):
    run.show_screen("choice")
    press(run, "开始我的账本")
    fill(run, name="小店", money="8000", instalment="5230.50", due="12/5")
    run.left.setValue(6)
    press(run, "继续")
    assert heading(run) == "账本准备好了"
    state = run.state
    assert state.book.info.name == "小店"
    state.start()
    with qtbot.waitSignal(state.outlook_changed, timeout=20_000):
        pass
    dues = state.look.outlook.dues
    assert len(dues) == 6
    assert (dues[0].date, dues[0].amount) == (dt.date(2026, 12, 5), 523_050)
    assert dues[0].expected_balance_after == 800_000 - 523_050
    assert dues[1].date == dt.date(2027, 1, 5)
    assert dues[1].expected_balance_after == 800_000 - 2 * 523_050
    assert state.preferences.last_book == str(state.session.path)
    assert not state.preferences.is_sample


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"instalment": "5000"}, "due"),
        ({"due": "12/5"}, "instalment"),
        ({"money": "viel"}, "money"),
        ({"instalment": "-5", "due": "12/5"}, "instalment"),
        ({"instalment": "5000", "due": "2026-11-22"}, "due"),
    ],
)
def test_what_is_wrong_is_said_under_its_field_and_stays(run, typed, wrong):
    run.show_screen("numbers")
    fill(run, **typed)
    press(run, "继续")
    assert [name for name, field in run.fields.items() if field.error.text()] == [wrong]
    assert not run.state.has_book
    for name in typed:
        assert getattr(run, name).text()


def test_enter_presses_the_button_that_has_the_focus(run, qtbot):
    qtbot.keyClick(run.focusWidget(), Qt.Key.Key_Return)
    assert heading(run) == "怎么开始？"
    skip = next(button for button in run.findChildren(QPushButton) if button.text() == "跳过")
    run.show_screen("numbers")
    fill(run, money="100")
    skip.setFocus()
    qtbot.keyClick(skip, Qt.Key.Key_Enter)
    assert [account.opening for account in run.state.book.accounts.values()] == [0]


def test_enter_in_a_field_goes_on(run, qtbot):
    run.show_screen("numbers")
    fill(run, money="100")
    qtbot.keyClick(run.money, Qt.Key.Key_Return)
    assert heading(run) == "账本准备好了"


def test_fields_beside_each_other_stay_level_when_one_is_wrong(run):
    run.show_screen("numbers")
    fill(run, instalment="5000")
    press(run, "继续")
    assert run.instalment.mapTo(run, run.instalment.pos()).y() == (
        run.due.mapTo(run, run.due.pos()).y()
    )


def test_every_number_can_be_skipped(run):
    run.show_screen("numbers")
    fill(run, money="viel")
    press(run, "跳过")
    assert run.state.has_book
    assert not run.state.book.loans
    assert [account.opening for account in run.state.book.accounts.values()] == [0]


def test_the_last_screen_leads_on_to_import_or_what_repeats(run, qtbot):
    for words, where in (("导入支付宝、微信或银行账单", "import"),
                         ("添加固定收支：房租、工资、营业收入", "repeating")):  # fmt: skip
        with qtbot.waitSignal(run.state.page_requested) as asked:
            press(run, words)
        assert asked.args == ["entries", where]


def test_the_sample_is_marked_as_one_and_opens_again_on_the_same_day(run, now):
    run.show_screen("choice")
    press(run, "先看示例账本")
    state = run.state
    assert state.preferences.is_sample
    assert len(state.book.loans) == 2
    path = state.session.path
    opening.open_sample(state)
    assert state.session.path == path


def test_undo_in_the_sample_takes_back_own_changes_and_never_empties_it(run):
    run.show_screen("choice")
    press(run, "先看示例账本")
    state = run.state
    filled = state.book
    assert state.session.undo_title is None
    told = []
    state.failed.connect(told.append)
    state.undo()
    assert state.book == filled
    assert state.wording.say(told[0]) == "没有可以撤销的修改。"
    state.apply(removed(filled, "loan", [next(iter(filled.loans))]))
    state.undo()
    assert state.book == filled
    state.undo()
    state.session.go_to(0)
    assert state.book == filled


def test_a_place_that_cant_be_written_is_said_in_the_dialog(run, tmp_path, monkeypatch):
    def refuse(*args, **options):
        raise UserError("The amount must be greater than 0.")

    monkeypatch.setattr("planner.services.session.new_book", refuse)
    run.show_screen("numbers")
    press(run, "继续")
    assert run._refusal.isVisible()
    assert not run.state.has_book


def test_own_books_never_overwrite_each_other(tmp_path):
    first = opening.free_path("我的账本")
    first.parent.mkdir(parents=True)
    first.write_text("x", "utf-8")
    assert opening.free_path("我的账本").name == "我的账本 2.leeway"


def answer(kind):
    """Accept or close the modal dialog that is about to open."""

    def act():
        from PySide6.QtWidgets import QApplication

        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            dialog.close()
        else:
            QTimer.singleShot(20, act)

    QTimer.singleShot(20, act)


def test_without_a_book_the_first_run_opens_and_closing_it_ends_the_start(qapp, preferences, now):
    answer(FirstRun)
    assert start.make_window([], preferences, lambda: now[0]) is None


def test_the_last_book_opens_again(qapp, preferences, now, tmp_path):
    path = tmp_path / "mine.leeway"
    new_book(path, lambda: now[0]).close()
    preferences.last_book = str(path)
    window = start.make_window([], preferences, lambda: now[0])
    assert window.state.session.path == path
    window.close()


def test_a_named_book_goes_before_the_last_one(qapp, preferences, now, tmp_path):
    for name in ("last", "named"):
        new_book(tmp_path / f"{name}.leeway", lambda: now[0]).close()
    preferences.last_book = str(tmp_path / "last.leeway")
    named = str(tmp_path / "named.leeway")
    window = start.make_window([named], preferences, lambda: now[0])
    assert window.state.session.path == Path(named)
    window.close()


def test_demo_opens_the_sample_and_its_ribbon_leads_to_a_book_of_ones_own(
    qapp, preferences, now, qtbot
):
    window = start.make_window(["--demo"], preferences, lambda: now[0])
    window.show()
    ribbon = next(part for part in window.findChildren(type(window.error_bar).__base__)
                  if part.objectName() == "ribbon")  # fmt: skip
    assert ribbon.isVisible()
    ribbon.start.click()
    dialog = window.findChild(FirstRun)
    press(dialog, "跳过")
    dialog.accept()
    assert not ribbon.isVisible()
    assert not window.state.preferences.is_sample
    window.close()


def choose(said):
    """Press the button that says `said` in the message that is about to open."""

    def act():
        from PySide6.QtWidgets import QApplication

        box = QApplication.activeModalWidget()
        if not isinstance(box, RefusedBook):
            QTimer.singleShot(20, act)
            return
        assert box.reason.text()
        next(button for button in box.buttons if said in button.text()).click()

    QTimer.singleShot(20, act)


@pytest.fixture
def broken(tmp_path, now):
    """A damaged book with one backup."""
    path = tmp_path / "broken.leeway"
    with new_book(path, lambda: now[0], filled=facts.read(Book(), SHOP, text("shop"))) as session:
        session.back_up()
    path.write_bytes(b"no book")
    return path


def test_a_book_that_cant_be_opened_says_why_and_closing_ends_the_start(
    qapp, preferences, now, broken
):
    answer(RefusedBook)
    assert start.make_window([str(broken)], preferences, lambda: now[0]) is None
    assert broken.read_bytes() == b"no book"


def test_its_newest_copy_is_brought_back_with_one_click(qapp, preferences, now, broken):
    choose("恢复")
    window = start.make_window([str(broken)], preferences, lambda: now[0])
    assert window.state.session.path == broken
    assert window.state.book.loans
    window.close()


def test_another_book_can_be_opened_instead(preferences, now, broken, monkeypatch, qapp):
    other = broken.with_name("other.leeway")
    new_book(other, lambda: now[0]).close()
    answers = iter([("", ""), (str(other), "")])
    monkeypatch.setattr("ui.opening.QFileDialog.getOpenFileName", lambda *args: next(answers))
    choose("另一本")
    QTimer.singleShot(300, lambda: choose("另一本"))
    window = start.make_window([str(broken)], preferences, lambda: now[0])
    assert window.state.session.path == other
    window.close()


def test_from_there_one_can_start_anew(qapp, preferences, now, broken):
    choose("新建")
    QTimer.singleShot(300, lambda: answer(FirstRun))
    assert start.make_window([str(broken)], preferences, lambda: now[0]) is None


def test_a_last_book_that_is_gone_is_said_and_never_made_anew(qapp, preferences, now, tmp_path):
    preferences.last_book = str(tmp_path / "gone.leeway")
    answer(RefusedBook)
    assert start.make_window([], preferences, lambda: now[0]) is None
    assert not (tmp_path / "gone.leeway").exists()


def test_a_book_open_elsewhere_offers_no_backup_and_no_word_is_cut(qtbot, nothing_open, state):
    state.session.back_up()
    refused = opening.open_path(nothing_open, state.session.path)
    box = RefusedBook(nothing_open, state.session.path, refused)
    qtbot.addWidget(box)
    box.show()
    said = [button.text() for button in box.buttons]
    assert said[0] == "只读打开"
    assert not any("恢复" in words for words in said)
    for button in box.buttons:
        assert button.width() >= button.sizeHint().width()


def test_a_second_window_on_the_same_book_may_read_it(qapp, preferences, now, state):
    path = state.session.path
    choose("只读")
    window = start.make_window([str(path)], preferences, lambda: now[0])
    assert window.state.session.is_read_only
    assert window.state.book == state.book
    window.close()


def test_a_second_window_on_the_same_book_is_refused_in_a_sentence(nothing_open, state):
    refused = opening.open_path(nothing_open, state.session.path)
    assert refused.is_locked
    assert nothing_open.wording.say(refused.reason)
    assert not nothing_open.has_book
    with pytest.raises(UserError):
        open_book(state.session.path, state.clock)


def test_choosing_a_book_in_the_file_dialog_opens_it(
    nothing_open, qtbot, tmp_path, monkeypatch, now
):
    path = tmp_path / "other.leeway"
    new_book(path, lambda: now[0]).close()
    answers = iter([("", ""), (str(tmp_path / "none.leeway"), ""), (str(path), "")])
    monkeypatch.setattr("ui.opening.QFileDialog.getOpenFileName", lambda *args: next(answers))
    opening.choose_book(nothing_open, None)
    assert not nothing_open.has_book
    with qtbot.waitSignal(nothing_open.failed):
        opening.choose_book(nothing_open, None)
    opening.choose_book(nothing_open, None)
    assert nothing_open.session.path == path


def test_a_book_that_cant_be_changed_says_so_when_it_opens(qapp, preferences, now, tmp_path):
    path = tmp_path / "mine.leeway"
    new_book(path, lambda: now[0]).close()
    state = State(open_book(path, lambda: now[0], read_only=True), preferences, lambda: now[0])
    window = MainWindow(state)
    window.show()
    assert window.error_bar.isVisible()
    assert window.error_bar.words.text() == state.wording.say(state.session.read_only_reason)
    window.close()
