"""What one test does with the mouse, the next one does not feel."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


@pytest.mark.parametrize("time", [1, 2])
@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton])
def test_a_double_click_is_over_when_its_test_is(qtbot, button, time):
    assert QApplication.mouseButtons() == Qt.MouseButton.NoButton
    widget = QWidget()
    qtbot.addWidget(widget)
    QTest.mouseDClick(widget, button)
    assert QApplication.mouseButtons() == button
