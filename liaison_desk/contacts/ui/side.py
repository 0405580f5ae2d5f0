"""The right pane: what other capabilities know of the person, the meetings with him, and the notes about him."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from liaison_desk.contacts.records import Encounter
from liaison_desk.contacts.ui.detail import Dossier, TextSection
from liaison_desk.contacts.ui.markings import stays_home
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import SectionTitle, Text, hairline, paint_elided, plain_tip
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import Size

Panel = Callable[[int], QWidget]
"""Makes what another capability shows of a person, by his id; the window hands such functions to the page."""

_FEW = 6
_ICONS = {"phone": "phone", "vtc": "video", "visit": "plane", "conference": "flag", "office-call": "users"}


class SidePane(QScrollArea):
    """Holds ``side_content``; on a narrow page that stands under the person instead."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(ui.language.tr("Meetings and notes"))

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
    ui: Ui, words: Words, dossier: Dossier, panels: Sequence[Panel], edit: Callable[[], object]
) -> QWidget:
    """Return panels, meetings and notes, one below the other."""
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
    outer.addWidget(MeetingsSection(ui, words, dossier.encounters))
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
    return content


class MeetingsSection(QWidget):
    """The meetings a person attended, newest first; a few at once, all on request."""

    def __init__(self, ui: Ui, words: Words, encounters: Sequence[Encounter]) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._encounters = encounters
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        tr = ui.language.tr
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        many = len(encounters) > _FEW
        self.head = SectionTitle(
            ui, tr("Meetings"), str(len(encounters) or ""), link=tr("All") if many else "", act=self.show_all
        )
        outer.addWidget(self.head)
        outer.addLayout(self._rows)
        self._show(encounters[:_FEW])
        if not encounters:
            outer.addWidget(Text(ui, tr("No meeting with this contact yet."), tone="t3"))

    def show_all(self) -> None:
        """Show every meeting that was read."""
        self._show(self._encounters[self._rows.count() :])

    def _show(self, encounters: Sequence[Encounter]) -> None:
        for one in encounters:
            self._rows.addWidget(MeetingButton(self._ui, self._words, one))


class MeetingButton(QAbstractButton):
    """One meeting: what it was, its title, its day; pressing it opens the meeting."""

    def __init__(self, ui: Ui, words: Words, encounter: Encounter) -> None:
        super().__init__()
        self._ui = ui
        self._title = words.best(encounter.title) or words.meeting_kind(encounter)
        self._meta = words.meeting_kind(encounter)
        day: date = encounter.start.date()
        self._day = words.day(day)
        self._icon = _ICONS.get(encounter.kind, "notebook-pen")
        self.setText(self._title.replace("&", "&&"))
        self.setAccessibleName(f"{self._title}, {self._meta}, {words.full_day(day)}")
        self.setToolTip(plain_tip(_tip(words, encounter.title, encounter)))
        self.setProperty("ring", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: ui.open(RecordRef("meeting", encounter.meeting_id, self._title)))

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(200, Size.ROW_TWO_LINE + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon, title over kind, day at the right, hairline below."""
        del event
        painter = QPainter(self)
        theme = self._ui.theme
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("hov"))
        self._ui.icons.paint(painter, QPoint(0, 5), self._icon, "t2")
        inner = self.rect().adjusted(26, 3, 0, -4)
        top = QRect(inner.left(), inner.top(), inner.width(), 18)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(Size.SECONDARY, tabular=True))
        painter.setPen(theme.color("t2"))
        painter.drawText(top, right, self._day)
        taken = painter.fontMetrics().horizontalAdvance(self._day) + 10
        paint_elided(painter, top.translated(0, 18), self._meta)
        painter.setFont(theme.font(Size.BODY))
        painter.setPen(theme.color("t1"))
        paint_elided(painter, top.adjusted(0, 0, -taken, 0), self._title)
        painter.fillRect(QRect(26, self.height() - 1, self.width(), 1), theme.color("line"))


def _tip(words: Words, title: Bilingual, encounter: Encounter) -> str:
    lines = [words.best(title), words.other(title)]
    try:
        at = to_utc(encounter.start, encounter.zone)
        lines.append(three_zones(at, encounter.zone, words.profile().home_zone).line)
    except DeskError:  # a zone this machine does not know
        lines.append(encounter.start.strftime("%Y-%m-%d %H:%M"))
    return "\n".join(line for line in lines if line)
