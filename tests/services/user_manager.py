"""Run inside a mount namespace of its own: a real systemd for one user, and a timer installed in it.

`unshare -m python user_manager.py FOLDER BOOK` prints what it saw as one JSON object. The
namespace hides /run, so that the systemd of this computer, if any, is not touched.
"""

import datetime as dt
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def main(folder, book):
    run = Path("/run")
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(run)], check=True)
    place = run / "user"
    (run / "systemd" / "system").mkdir(parents=True)
    place.mkdir(mode=0o700)
    home = folder / "home"
    home.mkdir()
    os.environ.update(
        HOME=str(home),
        XDG_RUNTIME_DIR=str(place),
        DBUS_SESSION_BUS_ADDRESS=f"unix:path={place}/bus",
        XDG_CONFIG_HOME=str(home / ".config"),
        XDG_DATA_HOME=str(home / ".local/share"),
        XDG_STATE_HOME=str(home / ".local/state"),
    )
    manager = subprocess.Popen(
        ["/lib/systemd/systemd", "--user", "--unit=basic.target"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        print(json.dumps(seen(book, home)))
    finally:
        manager.terminate()
        manager.wait(20)


def seen(book, home):
    from planner.services import reminding
    from planner.services.computer import this_computer
    from planner.services.reminders.choices import key_of

    here, found = this_computer(), {}
    if not until(lambda: not ctl("show", "-pVersion")[0], 5):
        return {"has_no_manager": True}
    before = below(home)
    unit = f"leeway-{key_of(book)}"
    choices = reminding.Choices(at=dt.time(9, 30))
    found["usable"] = reminding.status(book, here).reason is None
    on = reminding.switch_on(book, choices, here)
    found["on"] = [on.is_on, f"{on.at:%H:%M}"]
    again = reminding.switch_on(book, reminding.Choices(at=dt.time(10)), here)
    found["again"] = [again.is_on, f"{again.at:%H:%M}"]
    found["files"] = {path: mode for path, mode in below(home).items() if "leeway" in path}
    found["next"] = ctl("show", "-pNextElapseUSecRealtime", "--value", f"{unit}.timer")[1]
    found["units"] = ctl("list-timers", "--all", "--no-legend")[1]
    ctl("start", f"{unit}.service")
    found["result"] = ctl("show", "-pResult", "--value", f"{unit}.service")[1]
    found["exit"] = ctl("show", "-pExecMainStatus", "--value", f"{unit}.service")[1]
    found["argv"] = ctl("show", "-pExecStart", "--value", f"{unit}.service")[1]
    found["caught_up"] = caught_up(home, unit)
    off = reminding.switch_off(book, here)
    found["off"] = off.is_on
    found["loaded"] = ctl("show", "-pLoadState", "--value", f"{unit}.timer")[1]
    found["left"] = [path for path in below(home) if path not in before and "eeway" in path]
    return found


def caught_up(home, unit):
    """The timer was last run two days ago: started now, it must run at once."""
    ctl("stop", f"{unit}.timer")
    stamp = home / ".local/share/systemd/timers" / f"stamp-{unit}.timer"
    old = time.time() - 2 * 86_400
    os.utime(stamp, (old, old))
    before = ctl("show", "-pExecMainStartTimestampMonotonic", "--value", f"{unit}.service")[1]
    ctl("start", f"{unit}.timer")
    return until(
        lambda: (
            ctl("show", "-pExecMainStartTimestampMonotonic", "--value", f"{unit}.service")[1]
            != before
        )
    )


def ctl(*words):
    done = subprocess.run(
        ["systemctl", "--user", "--no-pager", *words], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.strip()


def until(is_so, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.1)
    return False


def below(home):
    return {
        path.relative_to(home).as_posix(): oct(path.stat().st_mode & 0o777)
        for path in home.rglob("*")
        if path.is_file()
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
