"""The two languages as Qt knows them: Qt's own buttons, locales, the system's choice."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

NAMES = {"zh": "中文", "en": "English"}
"""Every language in its own words; they are never translated."""

_TRANSLATOR_NAME = "qt buttons"


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
    translator = QTranslator(application)
    translator.setObjectName(_TRANSLATOR_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
