"""The window is on the screen before anything heavy is imported."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = """
import datetime as dt, sys
from pathlib import Path
import app
from PySide6.QtCore import QEvent, QObject, QTimer
from ui.preferences import Preferences
from ui.start import make_application, make_window

application = make_application()
folder = Path(sys.argv[1])
preferences = Preferences(folder / "preferences.json", language="zh", theme="light")
window = make_window(["--demo"], preferences, lambda: dt.datetime(2026, 11, 23, 9, 12))
HEAVY = ("pandas", "matplotlib", "openpyxl", "xlsxwriter", "alembic")

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched is window.page.viewport():
            print("painted with", sorted(name for name in HEAVY if name in sys.modules))
            window.page.viewport().removeEventFilter(self)
        return False

watch = Watch()
window.page.viewport().installEventFilter(watch)
window.show()
window.state.outlook_changed.connect(application.quit)
QTimer.singleShot(60000, application.quit)
application.exec()
print("matplotlib in the end", "matplotlib" in sys.modules, "look", window.state.look is not None)
window.close()
"""


def test_first_paint_comes_before_matplotlib_and_pandas(tmp_path):
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == ["painted with []", "matplotlib in the end True look True"]
