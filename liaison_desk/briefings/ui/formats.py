"""The ways to export beside the plain PDF, as a menu."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import popup_menu


def formats_menu(
    ui: Ui, parent: QWidget, pdf: Callable[[], object], sealed: Callable[[], object], word: Callable[[], object],
    report: Callable[[], object],
) -> QMenu:  # fmt: skip
    """Return the menu: ``sealed`` asks for a password or a signature, ``report`` is that of what was withheld, for the officer alone."""
    tr, icon = ui.language.tr, ui.icons.icon
    menu = popup_menu(parent)
    menu.addAction(icon("file-down"), f"{tr('&PDF…')}\tCtrl+E", pdf)
    menu.addAction(icon("lock"), tr("PDF with pa&ssword or signature…"), sealed)
    menu.addAction(icon("file-text"), tr("&Word file, to be edited…"), word)
    menu.addSeparator()
    menu.addAction(icon("eye-off"), tr("&Report of what was withheld…"), report)
    return menu
