"""The two languages as Qt knows them: Qt's own buttons, locales, the system's choice."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from planner.wording import LOCALES

NAMES = {"zh": "中文", "en": "English"}
"""Every language in its own words; they are never translated."""

_TRANSLATOR_NAME = "qt buttons"
_OWN = LOCALES / "zh_CN"
"""What Qt's own Chinese leaves in English (`qt_more.ts`, made into .qm by pyside6-lrelease)."""


def of_system() -> str:
    """Give "zh" where the system speaks Chinese, "en" elsewhere."""
    return "zh" if QLocale.system().language() == QLocale.Language.Chinese else "en"


def qt_locale(language: str) -> QLocale:
    """The locale for Qt's own calendars and spin boxes."""
    if language == "zh":
        return QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def install(application: QApplication, language: str) -> None:
    """Let Qt's own buttons speak `language`."""
    for old in application.findChildren(QTranslator, _TRANSLATOR_NAME):
        application.removeTranslator(old)
        old.setParent(None)
    if language != "zh":
        return
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase_zh_CN", qt), ("qt_more", str(_OWN))):
        translator = QTranslator(application)
        translator.setObjectName(_TRANSLATOR_NAME)
        if translator.load(name, folder):
            application.installTranslator(translator)
