"""Inputs for whole and decimal numbers, with room on the left like every other input."""

from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox

_WIDTH = 150
_MARGINS = (8, 0, 0, 0)


def whole_spin(low: int, high: int, value: int) -> QSpinBox:
    """An input for a whole number from `low` to `high`."""
    spin = QSpinBox()
    spin.setRange(low, high)
    spin.setValue(value)
    spin.setKeyboardTracking(False)
    spin.setMaximumWidth(_WIDTH)
    spin.lineEdit().setTextMargins(*_MARGINS)
    return spin


def decimal_spin(low: float, high: float, step: float, suffix: str = "") -> QDoubleSpinBox:
    """An input for a number with one decimal from `low` to `high`."""
    spin = QDoubleSpinBox()
    spin.setRange(low, high)
    spin.setDecimals(1)
    spin.setSingleStep(step)
    spin.setSuffix(suffix)
    spin.setKeyboardTracking(False)
    spin.setMaximumWidth(_WIDTH)
    spin.lineEdit().setTextMargins(*_MARGINS)
    return spin
