"""Pictures after the plan is adopted: `python -m tests.pictures_adopted OUTDIR`.

The shop of the tests takes all the steps of its way out as one edit; outlook, what if, calendar
and emergency fund are grabbed in both languages and themes.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests import pictures

PAGES = "outlook,what_if,calendar,reserve"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    application = pictures.make_application()
    for language in ("zh", "en"):
        with tempfile.TemporaryDirectory() as folder:
            shown = argparse.Namespace(
                folder=asked.folder, pages=PAGES, themes="light,dark", sizes="1160x1000",
                shop=True, text_size=100,
            )  # fmt: skip
            window = pictures.open_window(Path(folder), language, shown)
            adopt(application, window)
            pictures.grab_all(application, window, shown)
            window.close()
            pictures.settle(application, 0.1)
    for path in asked.folder.glob("*_1160.png"):
        path.rename(asked.folder / f"adopted_{path.name.replace('_1160', '')}")
    return 0


def adopt(application: pictures.QApplication, window: pictures.MainWindow) -> None:
    """Apply the way out and wait for the look ahead after it."""
    state = window.state
    pictures.wait_for(application, lambda: state.look is not None)
    state.apply(state.look.way_out.edit)
    version = state.book.version
    pictures.wait_for(application, lambda: state.look and state.look.outlook.stamp.book == version)
    pictures.settle(application, 9)


if __name__ == "__main__":
    sys.exit(main())
