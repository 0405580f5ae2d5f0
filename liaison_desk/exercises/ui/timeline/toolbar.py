"""What stands above a timeline: which of it is shown, and how many days are in sight."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exercises.ui.timeline.axis import Zoom
from liaison_desk.exercises.ui.timeline.grid import Shown
from liaison_desk.foundation.qt.buttons import Check, PlainButton, Segments, literal
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import open_below, popup_menu
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import Size

_KEY: Final = "exercises/timeline/"


class TimelineBar(QWidget):
    """Tells what the user wants to see; what is remembered of it comes back with the next start.

    Where there is little room, what can be shown or left out folds into one button.
    """

    changed = Signal()
    zoom_chosen = Signal(object)

    def __init__(self, ui: Ui, profile: Callable[[], DeskProfile]) -> None:
        super().__init__()
        self._ui = ui
        tr, memory = ui.language.tr, ui.memory
        surface(self, "surf")
        self.setFixedHeight(Size.TOOLBAR)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 18, 0)
        row.setSpacing(14)
        self.conflicts = Check(ui, tr("Only with conflicts"), memory.flag(f"{_KEY}conflicts"))
        self.count = Text(ui, "", Size.SECONDARY, tone="t3", tabular=True)
        row.addWidget(self.conflicts)
        row.addWidget(self.count)
        row.addStretch(1)
        nations, code = load_nations(), ui.language.code
        self.checks = {
            "host": Check(ui, literal(nations.name(profile().host, code))),
            "home": Check(ui, literal(nations.name(profile().home, code))),
            "fiscal": Check(ui, tr("Fiscal years")),
            "done": Check(ui, tr("Done")),
        }
        self._holidays = Text(ui, tr("Holidays"), Size.SECONDARY, tone="t3")
        row.addWidget(self._holidays)
        for name, check in self.checks.items():
            check.setChecked(memory.flag(f"{_KEY}{name}", default=True))
            check.toggled.connect(lambda on, name=name: self._keep(name, on=on))
            row.addWidget(check)
        for name in ("host", "home"):
            words = self.checks[name].text()
            self.checks[name].setAccessibleName(tr("Holidays: {nation}", nation=words))
        self.conflicts.toggled.connect(lambda on: self._keep("conflicts", on=on))
        self.folded = PlainButton(ui, tr("Show"), icon="list-filter", act=self._open_menu)
        row.addWidget(self.folded)
        self.zooms = Segments(
            ui,
            [
                (Zoom.WEEKS, tr("6 weeks")), (Zoom.MONTHS, tr("4 months")), (Zoom.QUARTERS, tr("9 months")),
                (Zoom.YEAR, tr("Year")), (Zoom.TWO_YEARS, tr("24 months")),
            ],
            tr("Time in sight"),
        )  # fmt: skip
        self.zooms.setToolTip(tr("[ shows more days, ] fewer"))
        self.zooms.set_tight(True)
        self.zooms.chosen.connect(self.zoom_chosen)
        row.addWidget(self.zooms)
        self._fold()

    def shown(self) -> Shown:
        """Return what shall be drawn."""
        return Shown(**{name: check.isChecked() for name, check in self.checks.items()})

    def show_all(self, *, all_exercises: bool) -> None:
        """Offer what concerns all exercises, or only what concerns one."""
        self.conflicts.setVisible(all_exercises)
        self._fold()

    def show_zoom(self, zoom: Zoom) -> None:
        """Show how much is in sight."""
        self.zooms.set_value(zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold for another width."""
        super().resizeEvent(event)
        self._fold()

    def _keep(self, name: str, *, on: bool) -> None:
        self._ui.memory.keep(f"{_KEY}{name}", on)
        self.changed.emit()

    def _fold(self) -> None:
        checks = [self._holidays, *self.checks.values()]
        room = self.width() - self.zooms.sizeHint().width() - 60
        if not self.conflicts.isHidden():
            room -= self.conflicts.sizeHint().width() + self.count.sizeHint().width() + 28
        folded = sum(one.sizeHint().width() + 14 for one in checks) > room
        for one in checks:
            one.setVisible(not folded)
        self.folded.setVisible(folded)

    def _open_menu(self) -> None:
        """Offer in a menu what has no room beside it."""
        menu = popup_menu(self)
        for check in self.checks.values():
            words = check.accessibleName() or check.text()
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(check.isChecked())
            action.triggered.connect(check.setChecked)
        open_below(menu, self.folded)
