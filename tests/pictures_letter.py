"""Pictures of the letter to a lender and of its form: `python -m tests.pictures_letter OUTDIR`.

The shop of the tests is 20 days late; its takings can carry a smaller payment. The form is grabbed
in both themes, once with the letter and once with the call; the PDF becomes pictures by pdftoppm.
"""

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from planner.basics.text import text
from planner.book.edit import Edit, adding, replacing
from planner.book.entry import Entry
from tests.pictures import settle, wait_for
from tests.pictures_trouble import open_window
from ui.forms.letter_form import LetterForm
from ui.start import make_application

REASON = {
    "zh": "一月门前修路两周，堂食少了三成，二月六日恢复通行。",
    "en": "The street was closed for two weeks in January; a third of the guests stayed away.",
}
_DOTS = "80"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--languages", default="zh,en")
    parser.add_argument("--themes", default="light,dark")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    application = make_application()
    for language in asked.languages.split(","):
        with tempfile.TemporaryDirectory() as place:
            window = open_window(Path(place), language, 20)
            state = window.state
            state.apply(Edit(text("Takings"), tuple(_kept_books(state.book))))
            settle(application, 0.5)
            wait_for(application, partial(_has_look, state))
            window.show_page("trouble", "letter")
            form = next(one for one in window.findChildren(LetterForm) if one.isVisible())
            form.fields.reason.setPlainText(REASON[language])
            wait_for(application, form.pdf_button.isEnabled)
            for theme in asked.themes.split(","):
                state.set_theme(theme)
                for part in ("letter", "call"):
                    form.part.set_value(part)
                    settle(application, 0.5)
                    form.grab().save(str(asked.folder / f"{part}_form_{language}_{theme}.png"))
            _print(application, form, asked.folder / f"letter_{language}")
            form.reject()
            window.close()
            settle(application, 0.1)
    return 0


def _kept_books(book):
    """Better takings to come; December and January as they were booked."""
    yield replacing("recurring", book.recurring["r1"], amount=5_700_00)
    monday = dt.date(2026, 11, 30)
    for week, sum_ in enumerate((5430, 5610, 5280, 5920, 5150, 3980, 3760, 5340, 5480)):
        day = monday + dt.timedelta(weeks=week)
        yield adding("entry", Entry(f"w{week}", day, "bank", sum_ * 100, "sales"))
    for month in (dt.date(2026, 12, 1), dt.date(2027, 1, 1)):
        costs = (("rent", -4500, 0), ("supplies", -11750, 4), ("wages", -4800, 14),
                 ("utilities", -655, 19))  # fmt: skip
        for category, sum_, after in costs:
            day, key = month + dt.timedelta(days=after), f"{category}{month.month}"
            yield adding("entry", Entry(key, day, "bank", sum_ * 100, category))


def _has_look(state):
    return state.look is not None


def _print(application, form, target: Path) -> None:
    """The pages of the PDF as pictures."""
    path = target.with_suffix(".pdf")
    form.save_as(path)
    wait_for(application, path.exists)
    settle(application, 0.3)
    subprocess.run(["pdftoppm", "-r", _DOTS, "-png", str(path), str(target)], check=True)
    path.unlink()


if __name__ == "__main__":
    sys.exit(main())
