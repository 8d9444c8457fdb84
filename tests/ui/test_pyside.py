"""The toolkit itself: PySide6 6.12.0 lost references to None on Python < 3.12 (PYSIDE-3474)."""

import sys

import pytest
from PySide6.QtWidgets import QLabel


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_void_calls_keep_the_references_to_none(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("y")
    assert abs(sys.getrefcount(None) - before) <= 10
