"""Menus that open where something is clicked and are gone when they close."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.foundation.qt.buttons import literal

Value = TypeVar("Value")


def popup_menu(parent: QWidget) -> QMenu:
    """Return an empty menu that is deleted once it has closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def add_choices(
    menu: QMenu, choices: Iterable[tuple[Value, str]], present: object, act: Callable[[Value], object]
) -> None:
    """Add exclusive choices to a menu, the present one ticked; an & in their words is a letter."""
    group = QActionGroup(menu)
    for value, words in choices:
        action = menu.addAction(literal(words))
        action.setCheckable(True)
        action.setChecked(value == present)
        group.addAction(action)
        action.triggered.connect(lambda _=False, value=value: act(value))


def choice_menu(
    parent: QWidget, choices: Iterable[tuple[Value, str]], present: object, act: Callable[[Value], object]
) -> QMenu:
    """Return a menu of exclusive choices, the present one ticked."""
    menu = popup_menu(parent)
    add_choices(menu, choices, present, act)
    return menu


def open_below(menu: QMenu, widget: QWidget) -> None:
    """Open a menu under what was clicked."""
    menu.popup(widget.mapToGlobal(QPoint(0, widget.height() + 2)))
