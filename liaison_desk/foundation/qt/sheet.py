"""The application's one style sheet, made of tokens.

Buttons, choices and rows paint themselves (see buttons, rows); the sheet holds what Qt paints well once it knows our
colours: text inputs, scroll bars, menus, splitters, headers and tool tips.
"""

from collections.abc import Mapping
from string import Template
from typing import Final

_SHEET: Final = Template("""
QWidget { outline: 0; }
QMainWindow, QDialog { background: $win; }
QLabel { background: transparent; }
QAbstractScrollArea { border: 0; background: transparent; }
*[surface="win"] { background: $win; }
*[surface="surf"] { background: $surf; }
*[surface="side"] { background: $side; }
*[surface="sunk"] { background: $sunk; }
*[surface="amb_bg"] { background: $amb_bg; border-radius: 6px; }
*[surface="red_bg"] { background: $red_bg; border-radius: 6px; }
*[surface="panel"] { background: $surf; border: 1px solid $line2; border-radius: 8px; }
QLabel[tone="t2"] { color: $t2; }
QLabel[tone="t3"] { color: $t3; }
QLabel[tone="acc"] { color: $acc; }
QLabel[tone="red"] { color: $red; }
QLabel[tone="amb"] { color: $amb; }
QLabel[tone="grn"] { color: $grn; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QTimeEdit {
  background: $surf; color: $t1; border: 1px solid $ctl; border-radius: 7px; padding: 0 9px;
  selection-background-color: $acc; selection-color: $on_acc; min-height: 30px; }
QPlainTextEdit, QTextEdit { padding: 4px 5px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus {
  border: 2px solid $acc; padding: 0 8px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 4px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: $red; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: $t3; border-color: $line2; background: $sunk; }
QLineEdit:read-only { background: $sunk; border-color: $line2; }
QLineEdit[bare="true"], QPlainTextEdit[bare="true"], QTextEdit[bare="true"] { border: 0; background: transparent; padding: 0; border-radius: 0; min-height: 0; }
QAbstractItemView { border: 0; background: transparent; color: $t1; selection-background-color: $sel; selection-color: $t1; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line2; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $ctl; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTreeView[table="true"]::item, QTableView[table="true"]::item { padding-left: 5px; }  /* under its headings, which have 8 px */
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; color: $t3; border: 0; border-bottom: 1px solid $line; padding: 0 8px;
  font-size: 11px; font-weight: 500; min-height: 27px; }
QHeaderView::section:hover { color: $t1; }
QHeaderView::up-arrow, QHeaderView::down-arrow { image: none; width: 0; height: 0; }  /* the headings paint their own */
QSplitter::handle { background: $line; }
QMenuBar { background: $win; color: $t1; }
QMenuBar::item { padding: 4px 9px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: $sel; }
QMenu { background: $surf; color: $t1; border: 1px solid $line2; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 10px; border-radius: 5px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $sel; }
QMenu::item:disabled { color: $t3; }
QMenu::separator { height: 1px; background: $line; margin: 5px 6px; }
QToolTip { background: $surf; color: $t1; border: 1px solid $line2; padding: 4px 7px; }
QTabBar::tab { background: transparent; color: $t2; padding: 7px 2px; margin-right: 18px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $t1; border-bottom-color: $acc; }
QTabBar::tab:hover { color: $t1; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; }
QProgressBar { background: $sunk; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $acc; border-radius: 2px; }
QComboBox QAbstractItemView { background: $surf; border: 1px solid $line2; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; border-radius: 5px; }
QComboBox QAbstractItemView::item:selected { background: $sel; color: $t1; }
#offers::item { min-height: 28px; padding-left: 6px; border-radius: 5px; }
#offers::item:selected { background: $sel; color: $t1; }
QStatusBar { background: $win; color: $t2; }
QStatusBar::item { border: 0; }
""")


def style_sheet(colors: Mapping[str, str]) -> str:
    """Return the style sheet in the colours of a theme's tokens."""
    return _SHEET.substitute(colors)
