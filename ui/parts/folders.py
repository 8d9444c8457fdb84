"""Where a file dialog begins: the folder that was used last; before that where such files lie."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from ui.preferences import Preferences, books_folder


def open_folder(preferences: Preferences) -> str:
    """The folder of the file that was chosen last; before that the downloads."""
    downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    return _first(preferences.open_folder, downloads)


def save_folder(preferences: Preferences) -> Path:
    """The folder into which something was saved last; before that the one of the books."""
    return Path(_first(preferences.save_folder, str(books_folder())))


def opened(preferences: Preferences, chosen: str) -> Path:
    """The file that was chosen; its folder is where the next dialog begins."""
    path = Path(chosen)
    preferences.open_folder = str(path.parent)
    preferences.save()
    return path


def saved(preferences: Preferences, chosen: str) -> Path:
    """The file to be written; its folder is where the next dialog for saving begins."""
    path = Path(chosen)
    preferences.save_folder = str(path.parent)
    preferences.save()
    return path


def _first(*folders: str) -> str:
    known = (folder for folder in folders if folder and Path(folder).is_dir())
    return next(known, str(Path.home()))
