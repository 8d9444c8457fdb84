"""A theme as Qt sees it: palette, fonts and the one style sheet of the application.

Widgets ask for a look by the dynamic property "role" (labels: title, heading, number, muted,
small, error; buttons: primary, link, flat, segment; frames: card) and by object name.
"""

from platformdirs import user_cache_path
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui import icons
from ui.preferences import APP
from ui.theme import GAP, RADIUS_BUTTON, RADIUS_CARD, TEXT_SIZE, Theme, font_families

_MOST_TITLE = 22.0
"""Points: what is large already leaves the room to what is small."""


def apply_style(application: QApplication, theme: Theme, language: str, scale: int = 100) -> None:
    """Give the whole application this look; `scale` is the text size in percent."""
    size = TEXT_SIZE * scale / 100
    font = QFont(font_families(language))
    font.setPointSizeF(size)
    is_new_font = application.font() != font
    if is_new_font:
        application.setFont(font)
    colors, sheet = palette(theme), style_sheet(theme, size)
    if application.palette() != colors:
        application.setPalette(colors)
    if is_new_font or application.styleSheet() != sheet:
        application.setStyleSheet(sheet)  # slow; styled widgets take a new font only by this


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another look of the style sheet."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def set_tight(widget: QWidget, *, is_tight: bool) -> None:
    """Take the margin from a segment's words, or give it back."""
    widget.setProperty("tight", is_tight)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def palette(theme: Theme) -> QPalette:
    """The palette of a theme, for everything the style sheet leaves to Fusion."""
    roles = QPalette.ColorRole
    colors = {
        roles.Window: theme.bg, roles.WindowText: theme.text, roles.Base: theme.surface,
        roles.AlternateBase: theme.bg, roles.Text: theme.text, roles.Button: theme.surface,
        roles.ButtonText: theme.text, roles.BrightText: theme.short, roles.Link: theme.accent,
        roles.Highlight: theme.accent_soft, roles.HighlightedText: theme.text,
        roles.ToolTipBase: theme.surface, roles.ToolTipText: theme.text,
        roles.PlaceholderText: theme.muted, roles.Mid: theme.line, roles.Dark: theme.muted,
        roles.Light: theme.surface, roles.Midlight: theme.line, roles.Shadow: theme.line,
    }  # fmt: skip
    made = QPalette()
    for role, color in colors.items():
        made.setColor(role, QColor(color))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.faint))
    return made


def picture(name: str, color: str) -> str:
    """The icon as the style sheet names a file; "none" where no file can be written."""
    path = user_cache_path(APP, appauthor=False) / "icons" / f"{name}-{color.lstrip('#')}.svg"
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(icons.svg(name, color), "utf-8")
    except OSError:
        return "none"
    return f'url("{path.as_posix()}")'


def style_sheet(theme: Theme, size: float) -> str:
    """The one style sheet; `size` is ordinary text in points."""
    return "\n".join((_texts(theme, size), _buttons(theme), _inputs(theme), _rooms(theme, size)))


def _texts(theme: Theme, size: float) -> str:
    def points(base: float) -> str:
        return f"{base * size / TEXT_SIZE:.1f}pt"

    title = min(20 * size / TEXT_SIZE, _MOST_TITLE)
    return f"""
QToolTip {{ color: {theme.text}; background: {theme.surface}; border: 1px solid {theme.line};
    padding: 4px 6px; }}
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {title:.1f}pt; font-weight: 700; }}
QLabel[role="name"] {{ font-size: {points(20)}; font-weight: 700; }}
QLabel[role="number"] {{ font-size: {points(19)}; font-weight: 700; }}
QLabel[role="heading"] {{ font-size: {points(11.5)}; font-weight: 700; }}
QLabel[role="strong"] {{ font-weight: 700; }}
QLabel[role="muted"] {{ color: {theme.muted}; }}
QLabel[role="small"] {{ color: {theme.muted}; font-size: {points(9.5)}; }}
QLabel[role="error"] {{ color: {theme.short}; font-size: {points(9.5)}; }}
"""


def _buttons(theme: Theme) -> str:
    pad = "padding: 7px 14px;"
    return f"""
QPushButton {{ background: {theme.surface}; color: {theme.text}; {pad}
    border: 1px solid {theme.line}; border-radius: {RADIUS_BUTTON}px; }}
QPushButton:hover {{ border-color: {theme.muted}; }}
QPushButton:pressed {{ background: {theme.accent_soft}; }}
QPushButton:disabled {{ color: {theme.faint}; }}
QPushButton:focus {{ border: 2px solid {theme.accent}; padding: 6px 13px; }}
QPushButton[role="primary"] {{ background: {theme.accent}; color: {theme.on_accent};
    border-color: {theme.accent}; font-weight: 600; }}
QPushButton[role="primary"]:hover {{ border-color: {theme.text}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {theme.text}; }}
QPushButton[role="primary"]:disabled {{ background: {theme.line}; color: {theme.muted};
    border-color: {theme.line}; }}
QPushButton[role="link"] {{ background: transparent; border: 2px solid transparent;
    color: {theme.accent}; text-decoration: underline; padding: 4px 6px; }}
QPushButton[role="link"]:focus {{ border: 2px solid {theme.accent}; border-radius: 4px; }}
QPushButton[role="flat"] {{ background: transparent; border: 2px solid transparent; padding: 5px; }}
QPushButton[role="flat"]:hover {{ background: {theme.accent_soft}; }}
QPushButton[role="flat"]:focus {{ border: 2px solid {theme.accent}; }}
QPushButton[role="segment"] {{ border-radius: 0; padding: 5px 12px; margin: 0; }}
QPushButton[role="segment"]:checked {{ background: {theme.accent_soft}; color: {theme.accent};
    border-color: {theme.accent}; }}
QPushButton[role="segment"]:focus {{ border: 2px solid {theme.accent}; padding: 4px 11px; }}
QPushButton[role="segment"][tight="true"] {{ padding: 5px 3px; }}
QPushButton[role="segment"][tight="true"]:focus {{ padding: 4px 2px; }}
QPushButton::menu-indicator {{ width: 0; }}
QCheckBox, QRadioButton {{ spacing: {GAP}px; padding: 3px; border: 2px solid transparent;
    border-radius: 4px; background: transparent; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {theme.accent}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 15px; height: 15px;
    border: 1px solid {theme.muted}; background: {theme.surface}; }}
QCheckBox::indicator {{ border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:checked {{ background: {theme.accent}; border-color: {theme.accent};
    image: {picture("check", theme.on_accent)}; }}
QRadioButton::indicator:checked {{ background: {theme.accent}; border: 4px solid {theme.surface}; }}
QCheckBox:disabled {{ color: {theme.muted}; }}
QCheckBox::indicator:disabled {{ background: {theme.line}; border-color: {theme.line}; }}
QCheckBox::indicator:checked:disabled {{ image: {picture("check", theme.muted)}; }}
"""


def _inputs(theme: Theme) -> str:
    kinds = (
        "QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QPlainTextEdit, QTextEdit, "
        "QListWidget"
    )
    focused = ", ".join(f"{kind}:focus" for kind in kinds.split(", "))
    return f"""
{kinds} {{ background: {theme.surface}; color: {theme.text}; border: 1px solid {theme.muted};
    border-radius: 6px; padding: 5px 8px; selection-background-color: {theme.accent};
    selection-color: {theme.on_accent}; }}
{focused} {{ border: 2px solid {theme.accent}; padding: 4px 7px; }}
QLineEdit[role="wrong"] {{ border: 1px solid {theme.short}; }}
QLineEdit:disabled, QComboBox:disabled {{ color: {theme.faint}; border-color: {theme.line}; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: {picture("down", theme.muted)}; width: 14px; height: 14px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 22px;
    background: transparent; }}
QAbstractSpinBox::up-arrow {{ image: {picture("up", theme.muted)}; width: 11px; height: 11px; }}
QAbstractSpinBox::down-arrow {{ image: {picture("down", theme.muted)}; width: 11px;
    height: 11px; }}
QComboBox QLineEdit {{ border: none; padding: 0 2px; background: transparent; }}
QAbstractSpinBox QLineEdit {{ border: none; padding: 0 8px;
    background: transparent; }}
QComboBox QAbstractItemView {{ background: {theme.surface}; color: {theme.text};
    border: 1px solid {theme.muted}; selection-background-color: {theme.accent_soft};
    selection-color: {theme.text}; outline: none; }}
QTableView QLineEdit, QTableView QComboBox {{ border-radius: 0; padding: 0 6px; }}
QListWidget::item {{ padding: 6px 6px; border-radius: 4px; color: {theme.text}; }}
QListWidget::item:selected {{ background: {theme.accent_soft}; color: {theme.text}; }}
QSlider {{ min-height: 22px; border: 2px solid transparent; border-radius: 4px; }}
QSlider:focus {{ border-color: {theme.accent}; }}
QSlider::groove:horizontal {{ height: 4px; background: {theme.track}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {theme.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 14px; margin: -6px 0; border-radius: 8px;
    background: {theme.surface}; border: 2px solid {theme.accent}; }}
QProgressBar {{ background: {theme.track}; border: none; border-radius: 3px; max-height: 6px;
    min-height: 6px; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: 3px; }}
QTableView {{ background: {theme.surface}; border: none; outline: none; gridline-color: {theme.line};
    selection-background-color: {theme.accent_soft}; selection-color: {theme.text}; }}
QTableView:focus {{ border: 2px solid {theme.accent}; border-radius: 4px; }}
QTableView::item {{ border-bottom: 1px solid {theme.line}; padding: 0 8px; }}
QTableView::item:focus {{ background: {theme.accent_soft}; border: 2px solid {theme.accent};
    padding: 0 6px; }}
QHeaderView {{ background: {theme.surface}; }}
QHeaderView::section {{ background: {theme.surface}; color: {theme.muted}; border: none;
    border-bottom: 1px solid {theme.line}; padding: 6px 8px; }}
"""


def _rooms(theme: Theme, size: float) -> str:
    return f"""
QMainWindow, QDialog, #page, #pageBody {{ background: {theme.bg}; }}
#page {{ border: none; }}
QFrame[role="card"] {{ background: {theme.surface}; border: 1px solid {theme.line};
    border-radius: {RADIUS_CARD}px; }}
#sidebar {{ background: {theme.side}; border: none; border-right: 1px solid {theme.line}; }}
#sidebar QPushButton {{ background: transparent; border: 2px solid transparent; text-align: left;
    padding: 7px 3px 7px 9px; border-radius: {RADIUS_BUTTON}px; }}
#sidebar QPushButton:hover {{ background: {theme.line}; }}
#sidebar QPushButton:checked {{ background: {theme.accent_soft}; color: {theme.accent};
    font-weight: 700; }}
#sidebar QPushButton:focus {{ border-color: {theme.accent}; }}
#toast {{ background: {theme.text}; border-radius: {RADIUS_BUTTON}px; }}
#toast QLabel {{ color: {theme.bg}; }}
#toast QPushButton {{ background: transparent; color: {theme.bg}; border: 2px solid transparent;
    font-weight: 700; text-decoration: underline; padding: 2px 8px; }}
#toast QPushButton:focus {{ border-color: {theme.bg}; }}
#errorBar {{ background: {theme.short_soft}; border: none;
    border-bottom: 1px solid {theme.short}; }}
#ribbon {{ background: {theme.accent_soft}; border: none; }}
#ribbon QPushButton {{ padding: 1px 4px; }}
#banner QPushButton#more {{ padding: 1px 2px 1px 0; text-align: left; }}
#crosshairBox {{ background: {theme.surface}; border: 1px solid {theme.muted}; border-radius: 5px;
    padding: 6px 8px; font-size: {9.5 * size / TEXT_SIZE:.1f}pt; }}
#chartName {{ background: {theme.surface}; border-radius: 3px; padding: 0 3px;
    font-size: {9 * size / TEXT_SIZE:.1f}pt; }}
QMenuBar {{ background: {theme.side}; }}
QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {theme.accent_soft}; }}
QMenu {{ background: {theme.surface}; border: 1px solid {theme.line}; padding: 4px; }}
QMenu::item {{ padding: 6px 26px; border-radius: 4px; }}
QMenu::item:selected {{ background: {theme.accent_soft}; color: {theme.text}; }}
QMenu::item:disabled {{ color: {theme.faint}; }}
QMenu::separator {{ height: 1px; background: {theme.line}; margin: 4px 8px; }}
QStatusBar {{ background: {theme.bg}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {theme.line}; border-radius: 4px; min-height: 30px;
    min-width: 30px; margin: 1px; }}
QScrollBar::handle:hover {{ background: {theme.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QTabWidget::pane {{ border: none; }}
QTabBar::tab {{ background: transparent; color: {theme.muted}; padding: 7px 14px;
    border: none; border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {theme.accent}; border-bottom: 2px solid {theme.accent}; }}
QTabBar::tab:focus {{ border: 2px solid {theme.accent}; border-radius: 4px; }}
QSplitter::handle {{ background: transparent; }}
"""
