"""Pictures of loans, simulator and offers: `python -m tests.loan_pictures OUTDIR`.

The sample shop with two offers added, in both languages and themes, and the slider series: the
same loan while the number of instalments is dragged.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from planner.basics.text import text
from planner.book import facts
from tests import pictures
from ui.main_window import MainWindow
from ui.start import make_application

SIZE = (1160, 1000)
SERIES = 4
NAMES = {"zh": ("十二期方案", "先息后本方案"), "en": ("Twelve instalments", "Interest first")}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    application = make_application()
    for language in NAMES:
        with tempfile.TemporaryDirectory() as made:
            asked = argparse.Namespace(text_size=100, shop=False)
            window = pictures.open_window(Path(made), language, asked)
            window.resize(*SIZE)
            window.state.apply(facts.read(window.state.book, offers(language), text("shop")))
            grab_language(application, window, folder)
            window.close()
            pictures.settle(application, 0.1)
    return 0


def offers(language: str) -> dict[str, object]:
    """Two offers of one sum, as a book of the command line."""
    base = {"principal": "30000.00", "drawn_on": "2026-12-01", "first_due": "2027-01-01"}
    ways = (
        {"method": "equal_instalment", "instalments": 12, "rate": {"value": "0.144"}},
        {"method": "interest_only", "instalments": 12, "rate": {"value": "0.108"}},
    )
    return {
        "format": "leeway-facts",
        "version": 1,
        "offers": [
            {"id": f"o{number}", "name": name, "debit_account": "bank", "terms": {**base, **way}}
            for number, (name, way) in enumerate(zip(NAMES[language], ways, strict=True), 1)
        ],
    }


def grab_language(application: QApplication, window: MainWindow, folder: Path) -> None:
    language = window.state.wording.language
    pictures.wait_for(application, lambda: window.state.look is not None)
    for theme in ("light", "dark"):
        window.state.set_theme(theme)
        ending = f"{language}_{theme}.png"
        window.show_page("loans", None)
        page = window.page
        page.choice.set_value("loans")
        page.list.choose("l1")
        grab(application, window, folder / f"loans_{ending}")
        page.detail.mode.set_value("try")
        drag(application, window, folder, ending)
        page.detail.mode.set_value("plan")
        window.show_page("loans", "offers")
        pictures.wait_for(application, lambda: len(window.page.offers.grid.heads) == 2)
        grab(application, window, folder / f"offers_{ending}")


def drag(application: QApplication, window: MainWindow, folder: Path, ending: str) -> None:
    """The number of instalments is dragged: a picture of each stop, the last one whole."""
    page = window.page
    simulator = page.detail.trial.simulator
    simulator.reset_button.click()
    slider = simulator.instalments.slider
    slider.setFocus()
    for step in range(1, SERIES + 1):
        slider.setValue(slider.value() + 3)
        pictures.settle(application, 0.3)
        if ending == "zh_light.png":
            grab(application, window, folder / f"loan_slider_{step}_{ending}")
    simulator.rested.emit()
    grab(application, window, folder / f"simulator_{ending}")


def grab(application: QApplication, window: MainWindow, path: Path) -> None:
    pictures.settle(application, 0.2)
    window.page.verticalScrollBar().setValue(0)
    pictures.wait_for(application, lambda: pictures.are_charts_ready(window))
    pictures.settle(application, 0.8)
    window.grab().save(str(path))


if __name__ == "__main__":
    sys.exit(main())
