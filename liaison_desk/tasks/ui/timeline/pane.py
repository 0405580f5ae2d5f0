"""The timeline with what stands above it: whose lanes, which days, and how many suspenses there was no room for."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import IconButton, PlainButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text, hairline
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.tasks.service.lists import Span
from liaison_desk.tasks.ui.timeline.layout import Lanes
from liaison_desk.tasks.ui.timeline.view import TimelineView
from liaison_desk.tasks.ui.words import Words


class TimelinePane(QWidget):
    """The bar and the view."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._ui = ui
        tr = ui.language.tr
        self.view = TimelineView(ui, words)
        self.lanes = Segments(ui, [(Lanes.OWNER, tr("By owner")), (Lanes.KIND, tr("By kind"))], tr("Lanes"))
        self.lanes.set_value(self.view.kind)
        self.lanes.chosen.connect(lambda kind: self.view.show_lanes(Lanes(str(kind))))
        self.told = Text(ui, "", Size.SECONDARY, tone="amb", tabular=True)
        self.count = Text(ui, "", Size.SECONDARY, tone="t2", tabular=True)
        view = self.view
        bar = QHBoxLayout()
        bar.setContentsMargins(20, 2, 20, 8)
        bar.setSpacing(8)
        bar.addWidget(self.lanes)
        bar.addWidget(self.count)
        bar.addWidget(self.told)
        bar.addStretch(1)
        self.buttons = [
            IconButton(ui, "zoom-in", tr("Fewer days"), key="+", bordered=True, act=lambda: view.zoom(-1)),
            IconButton(ui, "zoom-out", tr("More days"), key="-", bordered=True, act=lambda: view.zoom(1)),
            IconButton(ui, "chevron-left", tr("Earlier"), key="PgUp", bordered=True, act=lambda: self._turn(-1)),
            PlainButton(ui, tr("Today"), act=view.go_to_today),
            IconButton(ui, "chevron-right", tr("Onwards"), key="PgDn", bordered=True, act=lambda: self._turn(1)),
        ]
        for button in self.buttons:
            bar.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(bar)
        outer.addWidget(hairline(ui))
        outer.addWidget(view, 1)

    def show_span(self, span: Span) -> None:
        """Show suspenses, and say of how many more there are."""
        language = self._ui.language
        self.view.show_lines(span.lines)
        count = language.count("{n} suspense in sight", "{n} suspenses in sight", len(span.lines) + span.more)
        self.count.set_text(count)
        told = language.tr("{n} later ones are left out: narrow the list or show fewer days.", n=span.more)
        self.told.set_text(told if span.more else "")

    def _turn(self, by: int) -> None:
        self.view.pan(by * self.view.sight.days // 2)
