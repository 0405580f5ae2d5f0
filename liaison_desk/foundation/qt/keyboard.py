"""The keyboard in a page of several parts: keys that work wherever it stands in one of them, and in which one it stands."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


# The types stand as words: the first use of Qt.Key makes all its 470 names.
def on_keys(
    holder: QWidget, keys: "QKeySequence | QKeySequence.StandardKey | Qt.Key | str", act: Callable[[], object]
) -> None:
    """Let keys – of a standard key all those this system has for it – act while the keyboard is in a widget or inside it."""
    shortcut = QShortcut(keys, holder)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)


def part_in_hand(parts: Sequence[QWidget]) -> int:
    """Return the number of the part the keyboard is in; -1 when it is in none of them."""
    focus = QGuiApplication.focusObject()
    if not isinstance(focus, QWidget):
        return -1
    return next((number for number, one in enumerate(parts) if one is focus or one.isAncestorOf(focus)), -1)


def pushes(event: QKeyEvent) -> bool:
    """Tell whether Alt and an arrow to the left or right were pressed, which push what is chosen."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return plain == Qt.KeyboardModifier.AltModifier and Qt.Key(event.key()) in {Qt.Key.Key_Left, Qt.Key.Key_Right}
