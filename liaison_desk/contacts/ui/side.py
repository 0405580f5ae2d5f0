"""The right pane: what other capabilities know of the person, the notes about him, and his timeline."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from liaison_desk.contacts.ui.detail import Dossier, TextSection
from liaison_desk.contacts.ui.markings import stays_home
from liaison_desk.contacts.ui.timeline import More, TimelineSection
from liaison_desk.contacts.ui.words import Words
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text, hairline
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface

Panel = Callable[[int], QWidget]
"""Makes what another capability shows of a person, by his id; the window hands such functions to the page."""


class SidePane(QScrollArea):
    """Holds ``side_content``; on a narrow page that stands under the person instead."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(ui.language.tr("Notes and timeline"))

    def show_content(self, content: QWidget) -> None:
        """Show another person's content."""
        holder = QWidget()
        surface(holder, "win")
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(20, 14, 16, 20)
        layout.addWidget(content)
        layout.addStretch(1)
        self.setWidget(holder)


def side_content(
    ui: Ui, words: Words, dossier: Dossier, panels: Sequence[Panel], edit: Callable[[], object], more: More
) -> QWidget:
    """Return panels, notes and the timeline, one below the other; ``more`` reads more of the timeline."""
    tr = ui.language.tr
    content = QWidget()
    outer = QVBoxLayout(content)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)

    def rule() -> None:
        outer.addSpacing(12)
        outer.addWidget(hairline(ui))
        outer.addSpacing(8)

    for panel in panels:
        outer.addWidget(panel(dossier.person.id))
        rule()
    notes = dossier.person.notes
    edit_notes = QAction(tr("Edit"), content)
    edit_notes.triggered.connect(lambda _=False: edit())
    outer.addWidget(TextSection(ui, words, dossier.person, tr("Notes"), notes, edit_notes))
    if not notes:
        outer.addWidget(Text(ui, tr("Nothing noted."), tone="t3"))
    profile = words.profile()
    if stays_home(dossier.person.marking, profile):
        strip = MessageStrip(ui)
        outer.addSpacing(10)
        outer.addWidget(strip)  # before it is shown, or it would be a window of its own for a moment
        strip.show_text(tr("This contact stays out of every packet for {nation}.", nation=profile.host), "amb")
    if dossier.timeline is not None:
        rule()
        outer.addWidget(TimelineSection(ui, words, dossier.timeline, more, dossier.person.marking))
    return content
