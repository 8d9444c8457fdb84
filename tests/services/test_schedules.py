"""Schedules of the system: texts that read back as they were meant, nothing left after removal."""

import datetime as dt
import json
import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from planner.basics.errors import UserError
from planner.services.computer import Ran, remove_file, run_program, this_computer, write_file
from planner.services.schedules import SCHEDULES, autostart, launchd, systemd, task_scheduler
from planner.services.schedules.none import NONE
from planner.services.schedules.schedule import Task
from tests.services.computers import Runs, computer, files

HOME = Path(__file__).resolve().parent
GENERATOR = Path("/usr/lib/systemd/user-generators/systemd-xdg-autostart-generator")
WEIRD = '/书店 (1)/my "shop" $HOME `id` 100%.leeway'
TASK = Task(
    "k1", ("/opt/a b/python", "/opt/a b/app.py", "check", WEIRD, "--notify"), dt.time(9, 30)
)
SYSTEMS = {
    "linux": systemd.SYSTEMD,
    "darwin": launchd.LAUNCHD,
    "win32": task_scheduler.TASK_SCHEDULER,
}


def test_the_first_schedule_that_works_stands_for_each_system(tmp_path):
    def chosen(platform, run, *, has_desktop=True):
        here = computer(tmp_path, platform, run, has_desktop=has_desktop)
        return next(one.name for one in SCHEDULES if one.why_not(here) is None)

    no_bus = Runs(systemctl=Ran(1, "Failed to connect to bus"))
    assert chosen("linux", Runs()) == "systemd"
    assert chosen("linux", no_bus) == "autostart"
    assert chosen("linux", no_bus, has_desktop=False) == "none"
    assert chosen("darwin", Runs()) == "launchd"
    assert chosen("win32", Runs()) == "task_scheduler"
    assert chosen("freebsd14", Runs()) == "none"


# systemd


def test_the_timer_catches_up_and_levels_are_no_failures():
    texts = systemd.units(TASK)
    assert set(texts) == {"leeway-k1.service", "leeway-k1.timer"}
    assert "OnCalendar=*-*-* 09:30:00\nPersistent=true\n" in texts["leeway-k1.timer"]
    assert "SuccessExitStatus=10 11 12\n" in texts["leeway-k1.service"]


def test_systemd_reads_quotes_percents_and_dollars_as_they_are():
    assert systemd.quoted(("/a b/x", 'say "50%" \\', "line\nbreak")) == (
        '"/a b/x" "say \\"50%%\\" \\\\" "line\\nbreak"'
    )
    assert systemd.quoted(("/bin/x", "$HOME")) == ':"/bin/x" "$HOME"'


def test_systemd_is_told_in_order_and_files_have_their_rights(tmp_path):
    run = Runs()
    here = computer(tmp_path, run=run)
    systemd.SYSTEMD.install(TASK, here)
    asked = [call[4:] for call in run.calls]
    timer = "leeway-k1.timer"
    assert asked == [("daemon-reload",), ("enable", timer), ("restart", timer)]
    unit = here.config / "systemd/user" / timer
    assert unit.stat().st_mode & 0o777 == 0o644
    status = systemd.SYSTEMD.status("k1", here)
    assert (status.is_on, status.at, status.reason) == (True, dt.time(9, 30), None)


def test_a_timer_that_the_system_does_not_run_is_off_and_says_why(tmp_path):
    run = Runs(**{"is-active": Ran(3, "inactive")})
    here = computer(tmp_path, run=run)
    systemd.SYSTEMD.install(TASK, here)
    status = systemd.SYSTEMD.status("k1", here)
    assert not status.is_on
    assert status.reason is not None


def test_a_refusal_of_systemd_leaves_nothing(tmp_path):
    here = computer(tmp_path, run=Runs(enable=Ran(1, "Unit is\n masked.")))
    with pytest.raises(UserError) as refusal:
        systemd.SYSTEMD.install(TASK, here)
    assert refusal.value.text.facts["said"] == "Unit is masked."
    assert files(here.config) == []


# autostart


def spec_words(value):
    """Exec read back by the words of the Desktop Entry Specification, not by our code."""
    value = re.sub(r"\\(.)", r"\1", value)
    words = re.findall(r'"((?:\\.|[^"\\])*)"', value)
    return tuple(re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in words)


@pytest.mark.parametrize("path", [WEIRD, "/back\\slash/店.leeway", "/plain.leeway"])
def test_a_desktop_reads_the_command_as_it_was(path):
    command = (*TASK.command[:3], path)
    line = re.search(r"^Exec=(.*)$", autostart.entry(Task("k", command, TASK.at)), re.MULTILINE)
    assert spec_words(line[1]) == command


def test_the_autostart_of_systemd_reads_it_so_too(tmp_path):
    if not GENERATOR.exists():
        pytest.skip("systemd-xdg-autostart-generator not present")
    folder = tmp_path / "config" / "autostart"
    folder.mkdir(parents=True)
    program = sys.executable
    task = Task("k1", (program, *TASK.command[1:]), TASK.at)
    (folder / "leeway-k1.desktop").write_text(autostart.entry(task), "utf-8")
    places = [tmp_path / name for name in "abc"]
    for place in places:
        place.mkdir()
    subprocess.run(
        [GENERATOR, *places],
        env={"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_CONFIG_DIRS": "/nonexistent"},
        check=True,
    )
    made = next(path for place in places for path in place.glob("*.service") if path.is_file())
    line = re.search(r"^ExecStart=:(.*)$", made.read_text("utf-8"), re.MULTILINE)[1]
    words = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', line)
    read = [re.sub(r"\\(.)", r"\1", one or two).replace("%%", "%") for one, two in words]
    assert tuple(read) == task.command


def test_autostart_goes_without_a_trace(tmp_path):
    here = computer(tmp_path)
    autostart.AUTOSTART.install(TASK, here)
    path = here.config / "autostart/leeway-k1.desktop"
    assert path.stat().st_mode & 0o777 == 0o644
    status = autostart.AUTOSTART.status("k1", here)
    assert (status.is_on, status.at) == (True, None)
    autostart.AUTOSTART.remove("k1", here)
    autostart.AUTOSTART.remove("k1", here)
    assert files(here.config) == []
    assert not autostart.AUTOSTART.status("k1", here).is_on


def test_a_path_with_a_line_break_is_refused_by_autostart(tmp_path):
    here = computer(tmp_path)
    with pytest.raises(UserError):
        autostart.AUTOSTART.install(Task("k", ("/bin/x", "a\nb"), TASK.at), here)
    assert files(tmp_path) == []


# Windows


def test_the_windows_task_says_what_is_run_and_catches_up():
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    root = ET.fromstring(task_scheduler.definition(TASK).encode("utf-16"))
    assert root.findtext(f".//{space}StartWhenAvailable") == "true"
    assert root.findtext(f".//{space}DisallowStartIfOnBatteries") == "false"
    assert root.findtext(f".//{space}RunLevel") == "LeastPrivilege"
    assert root.findtext(f".//{space}StartBoundary") == "2020-01-01T09:30:00"
    assert root.findtext(f".//{space}DaysInterval") == "1"
    assert root.findtext(f".//{space}Command") == "/opt/a b/python"
    arguments = root.findtext(f".//{space}Arguments")
    assert arguments.startswith('"/opt/a b/app.py" check "/书店 (1)/my \\"shop\\" ')
    assert arguments.endswith(" --notify")


def test_windows_is_given_utf_16_in_a_file_that_is_gone_afterwards(tmp_path):
    seen = {}

    def create(arguments):
        path = Path(arguments[arguments.index("/XML") + 1])
        seen.update(path=path, text=path.read_bytes().decode("utf-16"))
        seen["mode"] = path.stat().st_mode & 0o777
        return Ran(0, "")

    query = Ran(0, task_scheduler.definition(TASK))
    run = Runs(Create=create, Query=query)
    here = computer(tmp_path, "win32", run)
    task_scheduler.TASK_SCHEDULER.install(TASK, here)
    assert seen["text"] == task_scheduler.definition(TASK)
    assert (seen["mode"], seen["path"].exists()) == (0o600, False)
    assert run.calls[0][:4] == ("schtasks", "/Create", "/TN", "Leeway-k1")
    assert "/F" in run.calls[0]
    assert task_scheduler.TASK_SCHEDULER.status("k1", here).at == dt.time(9, 30)
    task_scheduler.TASK_SCHEDULER.remove("k1", here)
    assert run.calls[-1] == ("schtasks", "/Delete", "/TN", "Leeway-k1", "/F")


def test_a_refusal_of_windows_is_told_and_an_unknown_task_is_off(tmp_path):
    here = computer(tmp_path, "win32", Runs(schtasks=Ran(1, "")))
    with pytest.raises(UserError) as refusal:
        task_scheduler.TASK_SCHEDULER.install(TASK, here)
    assert refusal.value.text.facts["said"] == "1"
    assert not task_scheduler.TASK_SCHEDULER.status("k1", here).is_on


# macOS


def test_the_agent_is_a_property_list_with_time_and_words():
    agent = plistlib.loads(launchd.agent(TASK))
    assert agent["ProgramArguments"] == list(TASK.command)
    assert agent["StartCalendarInterval"] == {"Hour": 9, "Minute": 30}
    assert (agent["Label"], agent["RunAtLoad"]) == ("app.leeway.reminder.k1", True)


def test_launchd_is_told_to_start_and_to_stop_and_nothing_is_left(tmp_path):
    run = Runs()
    here = computer(tmp_path, "darwin", run)
    launchd.LAUNCHD.install(TASK, here)
    launchd.LAUNCHD.install(TASK, here)
    path = here.home / "Library/LaunchAgents/app.leeway.reminder.k1.plist"
    assert path.stat().st_mode & 0o777 == 0o644
    assert [call[1] for call in run.calls] == ["bootstrap", "bootout", "bootstrap"]
    assert run.calls[0][2:] == ("gui/501", str(path))
    assert launchd.LAUNCHD.status("k1", here).at == dt.time(9, 30)
    launchd.LAUNCHD.remove("k1", here)
    launchd.LAUNCHD.remove("k1", here)
    assert run.calls[-1][1:] == ("bootout", "gui/501/app.leeway.reminder.k1")
    assert not path.exists()


def test_an_agent_that_is_not_loaded_is_off_and_a_refused_one_is_gone(tmp_path):
    here = computer(tmp_path, "darwin", Runs(print=Ran(113, "Could not find service")))
    launchd.LAUNCHD.install(TASK, here)
    status = launchd.LAUNCHD.status("k1", here)
    assert not status.is_on
    assert status.reason is not None
    here = computer(tmp_path, "darwin", Runs(bootstrap=Ran(5, "Input/output error")))
    with pytest.raises(UserError):
        launchd.LAUNCHD.install(TASK, here)
    assert files(here.home) == ["Library", "Library/LaunchAgents"]


@pytest.mark.parametrize("damage", [b"", b"text", b'<?xml version="1.0"?><plist>', b"bplist00"])
def test_a_damaged_agent_is_off(tmp_path, damage):
    here = computer(tmp_path, "darwin")
    assert not launchd.LAUNCHD.status("k1", here).is_on
    launchd.LAUNCHD.install(TASK, here)
    (here.home / "Library/LaunchAgents/app.leeway.reminder.k1.plist").write_bytes(damage)
    assert not launchd.LAUNCHD.status("k1", here).is_on


# all of them


def test_nothing_works_on_an_unknown_system_and_it_says_so(tmp_path):
    here = computer(tmp_path, "freebsd14")
    assert NONE.status("k", here).reason is not None
    with pytest.raises(UserError):
        NONE.install(TASK, here)
    NONE.remove("k", here)
    assert files(tmp_path) == []


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_a_folder_that_can_not_be_written_is_told(tmp_path, platform):
    here = computer(tmp_path, platform)
    for folder in (here.config, here.home):
        folder.write_text("a file stands where the folder should be")
    with pytest.raises(UserError):
        SYSTEMS[platform].install(TASK, here)
    if platform == "linux":
        with pytest.raises(UserError):
            autostart.AUTOSTART.install(TASK, here)


def test_a_temporary_folder_that_can_not_be_had_is_told(tmp_path, monkeypatch):
    def full(**_options):
        raise OSError(28, "No space left on device", "/tmp")

    monkeypatch.setattr("tempfile.TemporaryDirectory", full)
    with pytest.raises(UserError):
        task_scheduler.TASK_SCHEDULER.install(TASK, computer(tmp_path, "win32"))


def test_programs_are_run_without_a_shell_and_never_raise(monkeypatch):
    code = "import sys; print('$HOME'); print('wrong', file=sys.stderr); sys.exit(4)"
    assert run_program((sys.executable, "-c", code)).code == 4
    assert "$HOME" in run_program((sys.executable, "-c", code)).said
    assert run_program(("/no/such/program",)).code == 127
    monkeypatch.setattr("planner.services.computer.LONGEST", 0.2)
    assert run_program((sys.executable, "-c", "import time; time.sleep(9)")).code == 124


def test_this_computer_knows_its_folders(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", "not/absolute")
    here = this_computer()
    assert here.config == tmp_path
    assert here.data == here.home / ".local/share"
    assert here.platform == sys.platform


def test_a_file_is_written_whole_with_its_rights_and_removed_with_its_folder(tmp_path):
    path = tmp_path / "new" / "file"
    write_file(path, b"1", 0o600)
    write_file(path, b"2", 0o644)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"2", 0o644)
    remove_file(path)
    remove_file(path)
    assert files(tmp_path) == []


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """What a real systemd made of our timer, in a namespace of its own."""
    unshare = shutil.which("unshare")
    if unshare is None or not Path("/lib/systemd/systemd").exists():
        pytest.skip("systemd or unshare not present")
    for namespace in (["-m"], ["-rm"]):
        if run_program((unshare, *namespace, "true")).code == 0:
            break
    else:
        pytest.skip("mount namespaces not allowed")
    folder = tmp_path_factory.mktemp("systemd")
    book = folder / '店 $HOME 100% "a".leeway'
    app = HOME.parents[1] / "app.py"
    made = [sys.executable, app, "new", book, "--demo", "--today", "2026-11-23"]
    subprocess.run(made, check=True, capture_output=True)
    done = subprocess.run(
        [unshare, *namespace, sys.executable, HOME / "user_manager.py", folder, book],
        capture_output=True,
        check=False,
        text=True,
        timeout=90,
    )
    found = json.loads(done.stdout) if done.returncode == 0 else {"has_no_manager": True}
    if "has_no_manager" in found:
        pytest.skip("a user's systemd could not be started")
    return found


def test_a_real_systemd_takes_the_timer_twice_and_runs_it_at_its_time(seen):
    assert seen["usable"]
    assert seen["on"] == [True, "09:30"]
    assert seen["again"] == [True, "10:00"]
    assert " 10:00:00" in seen["next"]
    assert seen["units"].count("leeway") == 2  # one line: timer and service
    units = {mode for path, mode in seen["files"].items() if path.startswith(".config/systemd")}
    assert units == {"0o644"}


def test_a_real_systemd_runs_the_check_of_a_book_with_a_difficult_name(seen):
    assert '店 $HOME 100% "a".leeway --notify' in seen["argv"]
    assert seen["result"] == "success"
    assert seen["exit"] in {"0", "10", "11", "12"}


def test_a_real_systemd_catches_up_on_a_missed_day(seen):
    assert seen["caught_up"]


def test_a_real_systemd_knows_nothing_after_removal(seen):
    assert not seen["off"]
    assert seen["loaded"] == "not-found"
    left = [path for path in seen["left"] if not path.startswith(".config/Leeway/reminders/")]
    assert left == []
