"""Pictures of the import wizard: `python -m tests.pictures_import OUTDIR`.

The statement of an unknown bank, with semicolons and decimal commas, stands in the preview of
the sample shop: wizard_{language}_{theme}.png; and its columns before it: wizard_columns_….
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.pictures import open_window, settle, wait_for
from ui.forms.import_wizard import ImportWizard, open_import_wizard
from ui.main_window import MainWindow
from ui.start import make_application

STATEMENT = """Buchungstag;Empfänger;Verwendungszweck;Betrag;Saldo
13.11.2026;城东粮油行;面粉 25 kg;-1.235,20;20.412,63
14.11.2026;午市堂食;扫码收款;1.120,00;21.532,63
15.11.2026;供电公司;电费;-612,40;20.920,23
16.11.2026;晚市外卖;平台结算;2.004,75;22.924,98
17.11.2026;快递;运费;-12,00;22.912,98
18.11.2026;银行;查询费减免;0,00;22.912,98
19.11.2026;午市堂食;扫码收款;980,50;23.893,48
20.11.2026;城东粮油行;退货;86,00;23.979,48
21.11.2026;房东;房租 十二月;-4.500,00;19.479,48
"""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    application = make_application()
    for language in ("zh", "en"):
        with tempfile.TemporaryDirectory() as place:
            options = argparse.Namespace(text_size=100, shop=False)
            window = open_window(Path(place), language, options)
            wait_for(application, lambda window=window: window.state.look is not None)
            grab(application, window, asked.folder, Path(place))
            window.close()
            settle(application, 0.1)
    return 0


def grab(application: QApplication, window: MainWindow, folder: Path, place: Path) -> None:
    path = place / "statement.csv"
    path.write_text(STATEMENT, "utf-8")
    for theme in ("light", "dark"):
        window.state.set_theme(theme)
        wizard = open_import_wizard(window.state, window, path)
        settle(application, 0.5)
        wait_for(application, lambda wizard=wizard: not wizard.reading.is_busy)
        end = f"{window.state.wording.language}_{theme}.png"
        save(application, wizard, folder / f"wizard_{end}")
        wizard._ask_columns()
        save(application, wizard, folder / f"wizard_columns_{end}")
        wizard.reject()
        settle(application, 0.1)


def save(application: QApplication, wizard: ImportWizard, path: Path) -> None:
    settle(application, 0.3)
    wizard.grab().save(str(path))


if __name__ == "__main__":
    sys.exit(main())
