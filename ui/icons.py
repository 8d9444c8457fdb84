"""Line icons as SVG strings, coloured when drawn; a shape for every level.

Every icon is drawn on a 24 × 24 grid with `{color}` as its only colour (`{hole}` for the sign
inside a filled shape).
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_LINE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{color}" '
    'stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round">'
)
_SOLID = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="{color}">'

_PATHS: dict[str, str] = {
    "outlook": '<path d="M3 17l6-6 4 4 8-9"/><path d="M15 6h6v6"/>',
    "calendar": '<rect x="3" y="5" width="18" height="16" rx="2"/><path d="M3 10h18M8 3v4M16 3v4"/>',
    "entries": '<path d="M7 4v16M3 16l4 4 4-4M17 20V4M13 8l4-4 4 4"/>',
    "budget": '<circle cx="12" cy="12" r="9"/><path d="M12 3v9l6.5 6"/>',
    "loans": '<path d="M3 10l9-6 9 6M4 20h16M6 10v10M10 10v10M14 10v10M18 10v10"/>',
    "reserve": '<path d="M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6z"/>',
    "what_if": '<path d="M4 6h9M17 6h3M4 12h3M11 12h9M4 18h9M17 18h3"/><circle cx="15" cy="6" r="2"/>'
    '<circle cx="9" cy="12" r="2"/><circle cx="15" cy="18" r="2"/>',
    "trouble": '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="3.5"/>'
    '<path d="M5.6 5.6l4 4M14.4 14.4l4 4M18.4 5.6l-4 4M9.6 14.4l-4 4"/>',
    "reports": '<path d="M6 3h8l5 5v13H6z"/><path d="M14 3v5h5M9 13h6M9 17h6"/>',
    "settings": '<circle cx="12" cy="12" r="3"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3'
    'M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M5.6 18.4l2.1-2.1M16.3 7.7l2.1-2.1"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "export": '<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>',
    "import": '<path d="M12 16V5M7 9l5-5 5 5M4 20h16"/>',
    "undo": '<path d="M9 7L4 12l5 5M4 12h10a6 6 0 0 1 6 6"/>',
    "redo": '<path d="M15 7l5 5-5 5M20 12H10a6 6 0 0 0-6 6"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "copy": '<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V4H4v12h4"/>',
    "table": '<rect x="3" y="5" width="18" height="14" rx="1"/><path d="M3 10h18M3 15h18M10 5v14"/>',
    "chart": '<path d="M4 4v16h16M8 16l4-5 3 3 5-7"/>',
    "help": '<circle cx="12" cy="12" r="9"/><path d="M9.5 9a2.6 2.6 0 1 1 3.6 2.6c-.8.5-1.1 1-1.1 2'
    'M12 17v.2"/>',
    "down": '<path d="M6 9l6 6 6-6"/>',
    "up": '<path d="M6 15l6-6 6 6"/>',
    "right": '<path d="M9 6l6 6-6 6"/>',
    "left": '<path d="M15 6l-6 6 6 6"/>',
    "edit": '<path d="M4 20l1-5L16 4l4 4L9 19z"/>',
    "trash": '<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5"/>',
    "folder": '<path d="M3 6h6l2 2h10v11H3z"/>',
    "save": '<path d="M4 4h13l3 3v13H4z"/><path d="M8 4v5h7V4M8 20v-6h8v6"/>',
    "repeat": '<path d="M4 12a8 8 0 0 1 14-5l2 2M20 12a8 8 0 0 1-14 5l-2-2M20 4v5h-5M4 20v-5h5"/>',
    "invoice": '<path d="M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6"/>',
    "account": '<rect x="3" y="6" width="18" height="13" rx="2"/><path d="M3 10h18M15 15h3"/>',
    "tag": '<path d="M4 4h8l8 8-8 8-8-8z"/><path d="M8 8v.1"/>',
    "check": '<path d="M4 12.5l5 5L20 7"/>',
}
_SHAPES: dict[str, str] = {
    "tick": '<circle cx="12" cy="12" r="10"/><path d="M7 12.4l3.4 3.4 6.4-7" fill="none" '
    'stroke="{hole}" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>',
    "triangle": '<path d="M12 2.5L22.6 21a1 1 0 0 1-.9 1.4H2.3A1 1 0 0 1 1.4 21z"/>'
    '<path d="M12 9.2v6" stroke="{hole}" stroke-width="2.6" stroke-linecap="round"/>'
    '<circle cx="12" cy="18.8" r="1.5" fill="{hole}"/>',
    "octagon": '<path d="M7.8 2h8.4L22 7.8v8.4L16.2 22H7.8L2 16.2V7.8z"/>'
    '<path d="M12 6.8v6.4" stroke="{hole}" stroke-width="2.6" stroke-linecap="round"/>'
    '<circle cx="12" cy="17" r="1.6" fill="{hole}"/>',
}
NAMES = (*_PATHS, *_SHAPES)


def svg(name: str, color: str, hole: str = "#FFFFFF") -> str:
    """The SVG text of an icon or a level's shape."""
    if name in _SHAPES:
        return (_SOLID + _SHAPES[name] + "</svg>").format(color=color, hole=hole)
    return (_LINE + _PATHS[name] + "</svg>").format(color=color)


@lru_cache(maxsize=512)
def pixmap(name: str, color: str, size: int, ratio: float, hole: str = "#FFFFFF") -> QPixmap:
    """The icon as a picture of `size` device-independent pixels, sharp at `ratio`."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    content = QByteArray(svg(name, color, hole).encode())
    QSvgRenderer(content).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, color: str, size: int = 16, hole: str = "#FFFFFF") -> QIcon:
    """The icon for buttons and tables, sharp on this screen and at twice its scale."""
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen else 1.0
    found = QIcon(pixmap(name, color, size, ratio, hole))
    found.addPixmap(pixmap(name, color, size, 2 * ratio, hole))
    return found
