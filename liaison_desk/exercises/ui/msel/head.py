"""The head of the MSEL: table or running view, the filter, import and export, the pane beside, a new inject."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import IconButton, PrimaryButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.filtering import FilterLine
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size

TABLE, RUNNING = "table", "running"


class MselHead(QWidget):
    """Says how many injects are shown, and tells what is wanted."""

    narrowed = Signal()
    mode_changed = Signal(str)
    new_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal()
    detail_wanted = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        tr = ui.language.tr
        self.setFixedHeight(Size.TOOLBAR)
        self.segments = Segments(ui, [(TABLE, tr("MSEL")), (RUNNING, tr("Running"))], tr("How the MSEL is shown"))
        self.search = FilterLine(ui, tr("Filter by words"))
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(280)
        self.count = Text(ui, "", Size.SECONDARY, tone="t2", tabular=True)
        self.import_button = IconButton(
            ui, "file-down", tr("Import a MSEL…"), bordered=True, act=self.import_wanted.emit
        )
        self.export_button = IconButton(
            ui, "file-up", tr("Export the MSEL…"), bordered=True, act=self.export_wanted.emit
        )
        self.detail_button = IconButton(
            ui,
            "panel-right",
            tr("One inject beside the table"),
            key=tr("Enter"),
            bordered=True,
            act=self.detail_wanted.emit,
        )
        self.new_button = PrimaryButton(ui, tr("New inject"), icon="plus", key="N", act=self.new_wanted.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(10)
        row.addWidget(self.segments)
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        row.addStretch(1)
        for widget in (self.import_button, self.export_button, self.detail_button, self.new_button):
            row.addWidget(widget)
        self.segments.chosen.connect(lambda value: self.mode_changed.emit(str(value)))
        self.search.words_changed.connect(lambda _: self.narrowed.emit())

    @property
    def running(self) -> bool:
        """Whether the running view is chosen."""
        return self.segments.value() == RUNNING

    def show_count(self, shown: int, total: int) -> None:
        """Say how many injects are shown, and of how many."""
        tr, count = self._ui.language.tr, self._ui.language.count
        whole = count("{n} inject", "{n} injects", total)
        self.count.set_text(whole if shown == total else tr("{n} of {all}", n=shown, all=whole))

    def show_mode(self, mode: str) -> None:
        """Show which view is chosen, and only what belongs to it."""
        self.segments.set_value(mode)
        for widget in (self.search, self.count, self.detail_button, self.new_button):
            widget.setVisible(mode == TABLE)

    def enable(self, on: bool) -> None:
        """Let things be done, where there is an exercise."""
        for widget in (self.import_button, self.export_button, self.new_button, self.search):
            widget.setEnabled(on)
