"""Reminders: what is new is told once, at the right hour, and names nothing unless it may."""

import base64
import datetime as dt
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import cli
from planner.basics.errors import UserError
from planner.outlook.level import Level
from planner.services import reminding
from planner.services.computer import Ran
from planner.services.look_ahead import look_ahead
from planner.services.notices import NOTICES, show
from planner.services.notices.powershell import toast
from planner.services.reminders.choices import (
    Choices,
    is_quiet,
    key_of,
    load_choices,
    save_choices,
)
from planner.services.reminders.memory import Memory, forget, recall, remember
from planner.services.reminders.news import news
from planner.wording import Wording
from tests.services.computers import Runs, computer, files

TODAY = dt.date(2026, 11, 23)
DUE = dt.date(2027, 1, 10)
"""The first due date of the test shop that may be short."""
NEXT = dt.date(2026, 12, 10)
"""The next one, covered."""
MORNING = dt.time(9)
ZH = Wording("zh")
DAYS = (7, 3, 1, 0)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def shop_look(shop):
    return look_ahead(shop, TODAY, paths=500, with_actions=False)


@pytest.fixture
def at(shop_look):
    """The look ahead on another day, with dues of these levels: (date, level) pairs."""

    def made(day, *dues):
        base = shop_look.outlook.dues[0]
        outlook = replace(
            shop_look.outlook,
            stamp=replace(shop_look.outlook.stamp, today=day),
            dues=tuple(
                replace(base, date=date, level=level, number=number, loan="l1")
                for number, (date, level) in enumerate(dues, 1)
            ),
        )
        return replace(shop_look, outlook=outlook, warnings=())

    return made


def told(looks, memory=None, days=DAYS):
    """What each look in turn has to tell: its level, or None."""
    memory = memory or Memory()
    found = []
    for look in looks:
        one, memory = news(look, memory, days)
        found.append(one and one.level)
    return found


def days_from(first, count):
    return [first + dt.timedelta(days=number) for number in range(count)]


# what is new


def test_a_level_is_told_when_it_changes_and_not_again(at):
    levels = [Level.covered, Level.tight, Level.tight, Level.short, Level.short, Level.covered]
    looks = [at(day, (DUE, level)) for day, level in zip(days_from(TODAY, 6), levels, strict=True)]
    assert told(looks) == [None, Level.tight, None, Level.short, None, Level.covered]


def test_a_due_date_is_told_seven_three_and_one_day_before_and_on_the_day(at):
    days = days_from(NEXT - dt.timedelta(days=9), 10)
    found = told([at(day, (NEXT, Level.covered)) for day in days])
    on = [(NEXT - day).days for day, one in zip(days, found, strict=True) if one is not None]
    assert on == [7, 3, 1, 0]


def test_only_the_chosen_days_count(at):
    looks = [at(day, (NEXT, Level.covered)) for day in days_from(NEXT - dt.timedelta(days=9), 10)]
    on = [number for number, one in enumerate(told(looks, days=(3,))) if one is not None]
    assert on == [9 - 3]
    assert told(looks, days=()) == [None] * 10


def test_a_day_on_which_the_computer_was_off_is_made_up_for(at):
    def ahead(days):
        return at(NEXT - dt.timedelta(days=days), (NEXT, Level.covered))

    assert told([ahead(9), ahead(5), ahead(4), ahead(3)]) == [
        None, Level.covered, None, Level.covered,
    ]  # fmt: skip


def test_the_first_look_ever_does_not_dig_out_old_days(at):
    assert told([at(NEXT - dt.timedelta(days=5), (NEXT, Level.covered))]) == [None]
    assert told([at(NEXT - dt.timedelta(days=5), (NEXT, Level.short))]) == [Level.short]


def test_at_most_one_thing_is_told_the_worst_first(at):
    day = NEXT - dt.timedelta(days=3)
    one, memory = news(at(day, (NEXT, Level.covered), (DUE, Level.short)), Memory(), DAYS)
    assert (one.level, one.due.date) == (Level.short, DUE)
    assert told([at(day, (NEXT, Level.covered), (DUE, Level.short))], memory) == [None]


def test_of_two_near_dates_the_one_more_at_risk_is_told(at):
    memory = Memory(level=Level.tight, mark=NEXT - dt.timedelta(days=4))
    second = NEXT + dt.timedelta(days=4)
    day = NEXT - dt.timedelta(days=3)
    one, _ = news(at(day, (NEXT, Level.covered), (second, Level.tight)), memory, DAYS)
    assert one.due.date == second
    overdue = at(day, (day - dt.timedelta(days=1), Level.overdue))
    assert told([overdue], replace(memory, level=Level.overdue)) == [None]


# a clock that is wrong


def test_a_clock_set_back_tells_nothing_twice_and_nothing_good(at):
    day = NEXT - dt.timedelta(days=3)
    short = at(day, (NEXT, Level.short))
    back = day - dt.timedelta(days=5)
    looks = [
        short,
        at(back, (NEXT, Level.short)),
        at(back, (NEXT, Level.tight)),
        at(back, (NEXT, Level.covered)),
        short,
        at(day + dt.timedelta(days=1), (NEXT, Level.short)),
    ]
    assert told(looks) == [Level.short, None, None, None, None, None]


def test_a_clock_set_back_and_running_on_skips_no_day_before_a_due(at):
    ahead = at(DUE - dt.timedelta(days=30), (DUE, Level.covered))
    days = days_from(NEXT - dt.timedelta(days=8), 9)
    found = told([ahead, *(at(day, (NEXT, Level.covered)) for day in days)])[1:]
    assert [(NEXT - day).days for day, one in zip(days, found, strict=True) if one is not None] == [
        7, 3, 1, 0,
    ]  # fmt: skip


def test_a_clock_that_had_run_ahead_hides_no_warning(at):
    future = at(dt.date(2030, 1, 1), (DUE, Level.overdue))
    now = at(TODAY, (NEXT, Level.short), (DUE, Level.covered))
    later = at(TODAY + dt.timedelta(days=1), (NEXT, Level.short), (DUE, Level.covered))
    looks = [replace_number(look) for look in (future, now, later)]
    assert told(looks) == [Level.overdue, Level.short, None]


def replace_number(look):
    """Number the dues by month, as one loan would."""
    dues = tuple(replace(due, number=due.date.month) for due in look.outlook.dues)
    return replace(look, outlook=replace(look.outlook, dues=dues))


@settings(max_examples=60, deadline=None)
@given(
    clock=st.lists(st.integers(-40, 12), min_size=1, max_size=30),
    levels=st.lists(st.sampled_from([Level.covered, Level.tight, Level.short]), min_size=52),
)
def test_whatever_the_clock_does_no_day_before_a_due_is_told_twice(shop_look, clock, levels):
    base = replace(shop_look.outlook.dues[0], date=NEXT, number=1, loan="l1")
    memory, seen = Memory(), []
    for offset in clock:
        day = NEXT - dt.timedelta(days=12) + dt.timedelta(days=offset)
        if day > NEXT:
            continue
        due = replace(base, level=levels[offset + 40 if offset < 12 else -1])
        stamp = replace(shop_look.outlook.stamp, today=day)
        look = replace(shop_look, outlook=replace(shop_look.outlook, stamp=stamp, dues=(due,)))
        before = set(memory.said)
        mark = memory.mark
        one, memory = news(look, memory, DAYS)
        seen += [name for name in memory.said if name not in before]
        assert mark is None or memory.mark >= mark
        if mark is not None and day < mark and set(memory.said) == before:
            assert one is None
    near = [name for name in seen if name.rsplit(" ", 1)[1].isdigit()]
    assert len(near) == len(set(near))


# hours, words, memory


@pytest.mark.parametrize(
    ("time", "quiet"),
    [((20, 59), False), ((21, 0), True), ((0, 0), True), ((7, 59), True), ((8, 0), False)],
)
def test_the_night_is_quiet(time, quiet):
    assert is_quiet(Choices(), dt.time(*time)) is quiet


def test_quiet_hours_within_a_day_and_none_at_all():
    noon = Choices(quiet_from=dt.time(12), quiet_until=dt.time(14))
    assert is_quiet(noon, dt.time(13))
    assert not is_quiet(noon, dt.time(14))
    never = Choices(quiet_from=dt.time(9), quiet_until=dt.time(9))
    assert not any(is_quiet(never, dt.time(hour)) for hour in range(24))


@pytest.fixture
def book_path(tmp_path):
    return tmp_path / "店.leeway"


def remind(path, book, look, here, time=MORNING, day=TODAY):
    now = dt.datetime.combine(day, time)
    return reminding.remind(path, book, look, ZH, now=now, computer=here)


def shown(run):
    return [call[-2:] for call in run.calls if call[0] == "notify-send"]


def test_a_notice_names_neither_sum_nor_lender(shop, shop_look, tmp_path, book_path):
    run = Runs()
    here = computer(tmp_path, run=run)
    assert remind(book_path, shop, shop_look, here)
    assert not remind(book_path, shop, shop_look, here)
    assert shown(run) == [("余地", "有一笔还款要留意")]


def test_who_wants_it_is_told_the_whole_sentence(shop, shop_look, tmp_path, book_path):
    run = Runs()
    here = computer(tmp_path, run=run)
    save_choices(book_path, Choices(is_private=False), here)
    remind(book_path, shop, shop_look, here)
    worst = max(shop_look.warnings, key=lambda one: one.level)
    assert shown(run)[0][1] == ZH.say(worst.sentence)
    assert "网商贷" in shown(run)[0][1]


def test_good_news_and_a_due_without_a_warning_have_words_too(shop, at, tmp_path, book_path):
    run = Runs()
    here = computer(tmp_path, run=run)
    remind(book_path, shop, at(TODAY, (DUE, Level.short)), here)
    remind(book_path, shop, at(TODAY, (DUE, Level.covered)), here)
    assert shown(run)[1][1] == "接下来的还款又都够付了"
    save_choices(book_path, Choices(is_private=False), here)
    near = NEXT - dt.timedelta(days=3)
    remind(book_path, shop, at(near, (NEXT, Level.covered)), here, day=near)
    assert shown(run)[2][1] == "12月10日：网商贷有一笔还款到期。"
    remind(book_path, shop, at(near, (DUE, Level.tight)), here, day=near)
    remind(book_path, shop, at(near, (DUE, Level.covered)), here, day=near)
    assert shown(run)[4][1] == "到2027年1月10日的每笔还款都够。"


def test_the_night_puts_it_off_to_the_morning(shop, at, tmp_path, book_path):
    run = Runs()
    here = computer(tmp_path, run=run)
    evening = NEXT - dt.timedelta(days=3)
    morning = NEXT - dt.timedelta(days=2)
    remember(book_path, Memory(mark=NEXT - dt.timedelta(days=4)), here)
    late = at(evening, (NEXT, Level.covered))
    assert not remind(book_path, shop, late, here, dt.time(22), evening)
    assert remind(book_path, shop, at(morning, (NEXT, Level.covered)), here, MORNING, morning)
    assert len(shown(run)) == 1


def test_what_the_desktop_did_not_show_is_told_next_time(shop, shop_look, tmp_path, book_path):
    silent = computer(tmp_path, run=Runs(**{"notify-send": Ran(1, "no bus")}))
    assert not remind(book_path, shop, shop_look, silent)
    run = Runs()
    assert remind(book_path, shop, shop_look, computer(tmp_path, run=run))
    assert len(shown(run)) == 1


def test_a_book_that_can_not_be_read_is_told_once_until_it_can(
    shop, shop_look, tmp_path, book_path
):
    run = Runs()
    here = computer(tmp_path, run=run)
    now = dt.datetime.combine(TODAY, MORNING)

    def look(*, fails, is_on=True):
        with reminding.reminder(book_path, now, ZH, is_on=is_on, computer=here) as tell:
            if fails:
                raise UserError("gone")
            tell(shop, shop_look, ZH)

    for fails in (True, True, False, True):
        if fails:
            with pytest.raises(UserError):
                look(fails=True)
        else:
            look(fails=False)
    assert [body for _, body in shown(run)] == [
        "每日查看读不了账本。请打开余地看看。",
        "有一笔还款要留意",
        "每日查看读不了账本。请打开余地看看。",
    ]
    look(fails=False, is_on=False)
    with pytest.raises(UserError):
        look(fails=True, is_on=False)
    assert len(shown(run)) == 3


def test_trouble_at_night_or_without_a_desktop_waits(tmp_path, book_path):
    night = dt.datetime.combine(TODAY, dt.time(23))
    here = computer(tmp_path, run=Runs(**{"notify-send": Ran(1, "")}))
    assert not reminding.remind_of_trouble(book_path, ZH, now=night, computer=here)
    day = dt.datetime.combine(TODAY, MORNING)
    assert not reminding.remind_of_trouble(book_path, ZH, now=day, computer=here)
    assert not recall(book_path, here).is_blind


def test_memory_is_kept_for_its_owner_only_and_apart_for_each_book(tmp_path, book_path):
    here = computer(tmp_path)
    memory = Memory(Level.tight, TODAY, ("l1 5 2027-01-10 7",), is_blind=True)
    remember(book_path, memory, here)
    assert recall(book_path, here) == memory
    assert recall(tmp_path / "other.leeway", here) == Memory()
    path = here.state / "reminders" / f"{key_of(book_path)}.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert "leeway" not in path.read_text("utf-8")
    assert re.fullmatch("[0-9a-f]{16}", key_of(book_path))
    forget(book_path, here)
    assert files(here.state) == []


@pytest.mark.parametrize(
    "damage",
    ["", "[]", "{", '{"level": "rosy"}', '{"mark": "soon"}', '{"mark": 5}', '{"said": 7}'],
)
def test_a_damaged_memory_is_an_empty_one(tmp_path, book_path, damage):
    here = computer(tmp_path)
    remember(book_path, Memory(Level.tight, TODAY), here)
    (here.state / "reminders" / f"{key_of(book_path)}.json").write_text(damage, "utf-8")
    assert recall(book_path, here) == Memory()


def test_memory_that_can_not_be_written_stops_nothing(shop, shop_look, tmp_path, book_path):
    here = computer(tmp_path)
    here.state.write_text("a file stands where the folder should be")
    assert remind(book_path, shop, shop_look, here)


def test_choices_come_back_and_wrong_ones_are_the_usual(tmp_path, book_path):
    here = computer(tmp_path)
    assert load_choices(book_path, here) == Choices()
    chosen = Choices(dt.time(7, 30), False, dt.time(22), dt.time(6), (3,))
    save_choices(book_path, chosen, here)
    assert load_choices(book_path, here) == chosen
    path = here.settings / "reminders" / f"{key_of(book_path)}.json"
    assert path.stat().st_mode & 0o777 == 0o600
    wrong = {"at": 9, "is_private": "no", "days": ["7"], "quiet_from": "25:00"}
    path.write_text(json.dumps(wrong))
    assert load_choices(book_path, here) == Choices()


# the switch


def test_the_switch_installs_and_removes_and_the_command_is_this_installation(tmp_path, book_path):
    run = Runs()
    here = computer(tmp_path, run=run)
    assert not reminding.status(book_path, here).is_on
    on = reminding.switch_on(book_path, Choices(at=dt.time(8, 30)), here)
    assert (on.is_on, on.at) == (True, dt.time(8, 30))
    unit = here.config / "systemd/user" / f"leeway-{key_of(book_path)}.service"
    line = re.search("^ExecStart=(.*)$", unit.read_text("utf-8"), re.MULTILINE)[1]
    assert line == f'"{sys.executable}" "{ROOT / "app.py"}" "check" "{book_path}" "--notify"'
    remember(book_path, Memory(Level.tight, TODAY), here)
    assert not reminding.switch_off(book_path, here).is_on
    assert files(here.config) == []
    assert files(here.state) == []


def test_the_fallback_is_taken_away_once_systemd_works(tmp_path, book_path):
    no_bus = computer(tmp_path, run=Runs(systemctl=Ran(1, "no bus")))
    status = reminding.switch_on(book_path, Choices(), no_bus)
    assert (status.is_on, status.at) == (True, None)
    reminding.switch_on(book_path, Choices(), computer(tmp_path))
    assert not (no_bus.config / "autostart").exists()


def test_a_look_in_the_quiet_hours_is_refused(tmp_path, book_path):
    here = computer(tmp_path)
    with pytest.raises(UserError):
        reminding.switch_on(book_path, Choices(at=dt.time(22)), here)
    assert files(tmp_path) == []


def test_choices_that_can_not_be_written_are_told(tmp_path, book_path):
    here = computer(tmp_path)
    here.settings.write_text("a file stands where the folder should be")
    with pytest.raises(UserError):
        reminding.switch_on(book_path, Choices(), here)
    assert files(tmp_path) == ["settings"]


def test_a_packed_app_and_a_windows_python_start_without_a_console(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert reminding.own_command() == (sys.executable,)
    monkeypatch.delattr(sys, "frozen")
    (tmp_path / "pythonw.exe").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    assert reminding.own_command()[0] == str(tmp_path / "pythonw.exe")


# notices


def test_each_system_has_its_program(tmp_path):
    def asked(platform):
        run = Runs()
        ran = show("余地", "a <b> & 'c' \"d\"", computer(tmp_path, platform, run))
        return ran.code, (run.calls or [()])[0]

    code, linux = asked("linux")
    assert (code, linux[0]) == (0, "notify-send")
    assert linux[-3:] == ("--", "余地", "a &lt;b&gt; &amp; 'c' \"d\"")
    _, mac = asked("darwin")
    assert mac[0] == "osascript"
    assert mac[-2:] == ("余地", "a <b> & 'c' \"d\"")
    assert not any("余地" in line for line in mac[:-2])
    _, windows = asked("win32")
    script = base64.b64decode(windows[-1]).decode("utf-16-le")
    said = base64.b64decode(re.search(r"FromBase64String\('([^']*)'\)", script)[1]).decode()
    assert said == toast("余地", "a <b> & 'c' \"d\"")
    assert "<text>a &lt;b&gt; &amp; 'c' \"d\"</text>" in said
    assert windows[:2] == ("powershell", "-NoProfile")
    assert asked("freebsd14") == (127, ())
    assert len({one.name for one in NOTICES}) == len(NOTICES)


def test_a_trial_says_why_nothing_came(tmp_path):
    run = Runs()
    reminding.try_notice(ZH, computer(tmp_path, run=run))
    assert shown(run) == [("余地", "有一笔还款要留意")]
    missing = Runs(**{"notify-send": Ran(127, "notify-send: No such file")})
    with pytest.raises(UserError) as refusal:
        reminding.try_notice(ZH, computer(tmp_path, run=missing))
    assert "libnotify-bin" in refusal.value.text.key
    with pytest.raises(UserError) as refusal:
        reminding.try_notice(ZH, computer(tmp_path, run=Runs(**{"notify-send": Ran(1, "no\nbus")})))
    assert refusal.value.text.facts["said"] == "no bus"


# the command


def test_check_tells_and_its_exit_code_stays(tmp_path, monkeypatch, capsys):
    run = Runs()
    here = computer(tmp_path, run=run)
    monkeypatch.setattr("planner.services.reminding.this_computer", lambda: here)
    book = tmp_path / "shop.leeway"
    assert cli.run(["new", str(book), "--demo", "--today", "2026-11-23"]) == 0
    all_day = Choices(quiet_from=dt.time(9), quiet_until=dt.time(9))
    save_choices(book, all_day, here)
    plain = cli.run(["check", str(book), "--today", "2026-11-23"])
    assert shown(run) == []
    told = cli.run(["check", str(book), "--today", "2026-11-23", "--notify"])
    assert plain == told in {10, 11}
    assert len(shown(run)) == 1
    book.unlink()
    save_choices(book, all_day, here)
    assert cli.run(["check", str(book), "--notify"]) == 3
    assert len(shown(run)) == 2
    capsys.readouterr()


def test_check_with_a_notice_needs_no_qt():
    code = (
        "import sys, planner.cli, planner.services.reminding, planner.services.checking;"
        "print([name for name in ('PySide6', 'matplotlib', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
