"""What a click on an event shows: its time in three zones with date-time groups to copy, people, place, and what to do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from liaison_desk.calendar.records import EVENT, Event, Occurrence, Status
from liaison_desk.calendar.rules import content_of
from liaison_desk.calendar.rules.days import dates
from liaison_desk.calendar.service import Belongings
from liaison_desk.calendar.ui.facts import facts_of, other_title
from liaison_desk.calendar.words.wording import ZULU, Wording
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.belongings import link_words
from liaison_desk.foundation.qt.buttons import Button, ButtonKind, IconButton, LinkButton, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import Chip, Text, ZonedTime, hairline, paint_time
from liaison_desk.foundation.qt.theme import REGULAR, SEMIBOLD, Size

WIDTH: Final = 404
_SHOWN_LINKS: Final = 4
_SHORT_MARK: Final = 14
_COPIED: Final = 1500
_GAP: Final = 8


@dataclass(frozen=True, slots=True)
class EventAction:
    """Something another part of the program can do with an occurrence: its words, an icon, the deed; a ``quiet`` one only in the menu.

    ``key`` is the letter that does it, "" none.
    """

    words: str
    icon: str
    act: Callable[[Occurrence], None]
    quiet: bool = False
    key: str = ""


def action_of(actions: Sequence[EventAction], key: int) -> EventAction | None:
    """Return the action whose letter was pressed."""
    return next((one for one in actions if one.key and key == ord(one.key)), None)


class EventPopover(QFrame):
    """Floats beside an occurrence. E or F2 edits, Del deletes, Esc closes; actions may have letters of their own."""

    edit_asked = Signal(object)
    delete_asked = Signal(object)
    menu_asked = Signal(object, QPoint)
    card_asked = Signal(object)

    def __init__(
        self,
        ui: Ui,
        wording: Wording,
        occurrence: Occurrence,
        event: Event,
        actions: Sequence[EventAction] = (),
        parent: QWidget | None = None,
        belongings: Belongings | None = None,
        invitation: Callable[[Callable[[], object]], QWidget | None] | None = None,
        names: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        """``invitation`` makes what stands in it of an invitation, given what closes the popover; ``names`` are the contacts'."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.ui = ui
        self.wording = wording
        self.occurrence = occurrence
        self.record = event
        self.content = content_of(event, occurrence)
        self._actions = tuple(action for action in actions if not action.quiet)
        self._belongings = belongings or Belongings()
        self._names = names
        self.link_buttons: list[LinkButton] = []
        self.facts: list[str] = []
        self.card_button: LinkButton | None = None
        self.copy_buttons: list[IconButton] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(wording.line(occurrence))
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(18, 14, 16, 14)
        self._outer.setSpacing(10)
        self._add_head()
        self._outer.addWidget(hairline(ui))
        self._add_times()
        self._outer.addWidget(hairline(ui))
        self.invitation = invitation(self.close) if invitation is not None else None
        if self.invitation is not None:
            self._outer.addWidget(self.invitation)
            self._outer.addWidget(hairline(ui))
        self._add_facts()
        self._outer.addWidget(ui.beside(RecordRef(EVENT, event.id)))
        self._add_buttons()

    def show_beside(self, place: QRect) -> None:
        """Show right of a rectangle of the screen, or left of it where there is more room."""
        self._outer.activate()
        self.resize(WIDTH, self._outer.totalHeightForWidth(WIDTH))
        screen = QGuiApplication.screenAt(place.center()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        x = place.right() + _GAP
        if x + self.width() > room.right():
            x = place.left() - self.width() - _GAP
        x = max(room.left() + 8, min(x, room.right() - self.width() - 8))
        y = max(room.top() + 8, min(place.top() - 20, room.bottom() - self.height() - 8))
        self.move(x, y)
        self.show()
        self.edit_button.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint an opaque, bordered ground: round corners or a shadow would stand on black without a compositor."""
        del event
        painter = QPainter(self)
        painter.setPen(self.ui.theme.color("ctl"))
        painter.setBrush(self.ui.theme.color("surf"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys act on the event that is shown."""
        key = event.key()
        if key in {Qt.Key.Key_F2, Qt.Key.Key_E}:
            self._ask(self.edit_asked)
        elif key == Qt.Key.Key_Delete:
            self._ask(self.delete_asked)
        elif key == Qt.Key.Key_Escape:
            self.close()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(focus := self.focusWidget(), Button):
            focus.click()
        elif (action := action_of(self._actions, key)) is not None:
            self._do(action)
        else:
            super().keyPressEvent(event)

    def _ask(self, signal: SignalInstance) -> None:
        one = self.occurrence
        self.close()
        signal.emit(one)

    def _add_head(self) -> None:
        ui, tr = self.ui, self.ui.language.tr
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(_Stripe(ui, self.occurrence.palette))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(
            Text(ui, self.wording.title(self.occurrence), Size.SUBJECT, SEMIBOLD, wrap=True, selectable=True)
        )
        other = other_title(self.wording, self.occurrence)
        if other:
            words.addWidget(Text(ui, other, Size.SECONDARY, tone="t2", wrap=True, selectable=True))
        meta = QHBoxLayout()
        meta.setSpacing(7)
        length = self.occurrence.ends - self.occurrence.starts
        mark = self._mark()
        short = isinstance(mark, Chip) or len(mark.text_whole()) <= _SHORT_MARK
        for text in (self.occurrence.calendar, "·", self.wording.length(length), *("·" if short else "")):
            meta.addWidget(Text(ui, text, Size.SECONDARY, tone="t2"))
        if short:  # a mark is never cut: a long one has a line of its own
            meta.addWidget(mark)
        if self.occurrence.status is not Status.CONFIRMED:
            cancelled = self.occurrence.status is Status.CANCELLED
            meta.addWidget(
                Chip(ui, tr("Cancelled") if cancelled else tr("Tentative"), "red" if cancelled else "neutral")
            )
        meta.addStretch(1)
        words.addLayout(meta)
        if not short:
            words.addWidget(mark)
        head.addLayout(words, 1)
        close = IconButton(ui, "x", tr("Close"), key="Esc", act=self.close)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._outer.addLayout(head)

    def _mark(self) -> Chip | Text:
        marking = Marking.decode(self.occurrence.marking)
        if marking is None:
            return Chip(self.ui, self.ui.language.tr("unmarked, stays with you"), "amb", "triangle-alert")
        portion = load_grammar(self.wording.profile().policy).portion(marking)
        return Text(self.ui, portion, Size.SECONDARY, SEMIBOLD, wrap=len(portion) > _SHORT_MARK)

    def _add_times(self) -> None:
        ui, one = self.ui, self.occurrence
        if one.all_day:
            first, last = dates(one, ZULU)
            words = self.wording.day(first, year=True)
            if last != first:
                words += f" – {self.wording.day(last, year=True)}"
            self._outer.addWidget(Text(ui, words, weight=SEMIBOLD, selectable=True))
            return
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(8)
        grid.setColumnMinimumWidth(0, 44)
        grid.setColumnStretch(1, 1)
        for number, row in enumerate(self.wording.rows(one.starts, one.ends)):
            grid.addWidget(Text(ui, row.name, Size.SECONDARY, SEMIBOLD, elide=False), number, 0)
            grid.addWidget(_Time(ui, ZonedTime(row.words, row.day_offset)), number, 1)
            grid.addWidget(Text(ui, row.dtg, Size.SECONDARY, mono=True, selectable=True), number, 2)
            copy = IconButton(ui, "copy", ui.language.tr("Copy {group}", group=row.dtg))
            copy.setFixedSize(24, 22)
            copy.clicked.connect(partial(self._copy, copy, row.dtg))
            self.copy_buttons.append(copy)
            grid.addWidget(copy, number, 3)
        self._outer.addLayout(grid)

    def _copy(self, button: IconButton, text: str) -> None:
        QGuiApplication.clipboard().setText(text.replace(" ", ""))
        button.set_icon_name("check")
        QTimer.singleShot(_COPIED, button, lambda: button.set_icon_name("copy"))

    def _add_facts(self) -> None:
        self._outer.setSpacing(8)
        now = self.ui.clock.now()
        for icon, text, tone in facts_of(self.wording, self.occurrence, self.record, self.content, now, self._names):
            self._add_fact(icon, text, tone)
        tr, count = self.ui.language.tr, self.ui.language.count
        files, links = self._belongings.files, self._belongings.links
        if files:
            self._add_fact("paperclip", count("{n} file", "{n} files", len(files)), "t2")
        for ref in links[:_SHOWN_LINKS]:
            button = self._add_link("link", link_words(ref, self.ui.language), partial(self._open_link, ref))
            self.link_buttons.append(button)
        if len(links) > _SHOWN_LINKS:
            self._add_fact("link", tr("and {n} more links", n=len(links) - _SHOWN_LINKS), "t2")
        if self.record.rhythm is not None:
            self.card_button = self._add_link("id-card", tr("Battle-rhythm card…"), partial(self._ask, self.card_asked))

    def _add_link(self, icon: str, words: str, act: Callable[[], object]) -> LinkButton:
        button = LinkButton(self.ui, words, act)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(_Picture(self.ui, icon), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(button)
        row.addStretch(1)
        self._outer.addLayout(row)
        return button

    def _open_link(self, ref: RecordRef) -> None:
        self.close()
        self.ui.open(ref)

    def _add_fact(self, icon: str, text: str, tone: str) -> None:
        self.facts.append(text)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(_Picture(self.ui, icon), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(self.ui, text, Size.SECONDARY, REGULAR, tone=tone, wrap=True, selectable=True), 1)
        self._outer.addLayout(row)

    def _add_buttons(self) -> None:
        ui, tr = self.ui, self.ui.language.tr
        row = QHBoxLayout()
        row.setSpacing(8)
        row.setContentsMargins(0, 4, 0, 0)
        for number, action in enumerate(self._actions):
            kind = PrimaryButton if not number else PlainButton
            button = kind(ui, action.words, icon=action.icon, act=partial(self._do, action))
            button.setToolTip(action.key)
            row.addWidget(button)
        kind = PlainButton if self._actions else PrimaryButton
        self.edit_button: Button = kind(ui, tr("Edit"), icon="pencil", act=partial(self._ask, self.edit_asked))
        self.delete_button = Button(ui, tr("Delete"), ButtonKind.DANGER, act=partial(self._ask, self.delete_asked))
        row.addWidget(self.edit_button)
        row.addWidget(self.delete_button)
        row.addStretch(1)
        self.more_button = IconButton(ui, "ellipsis", tr("More"))
        self.more_button.clicked.connect(self._open_menu)
        row.addWidget(self.more_button)
        self._outer.addLayout(row)

    def _do(self, action: EventAction) -> None:
        self.close()
        action.act(self.occurrence)

    def _open_menu(self) -> None:
        at = self.more_button.mapToGlobal(QPoint(0, self.more_button.height()))
        one = self.occurrence
        self.close()
        self.menu_asked.emit(one, at)


def copied_text(wording: Wording, occurrence: Occurrence) -> str:
    """Return an occurrence as plain text for a mail or a note: title, time in three zones, place."""
    place = wording.text(occurrence.place)
    return "\n".join(part for part in (wording.title(occurrence), wording.when(occurrence), place) if part)


def event_menu(
    ui: Ui, occurrence: Occurrence, parent: QWidget, *, edit: Callable[[], None], delete: Callable[[], None],
    copy: Callable[[], None], cancel: Callable[[], None], duplicate: Callable[[], None], actions: Sequence[EventAction] = (),
) -> QMenu:  # fmt: skip
    """Return what can be done with an event."""
    tr, icons = ui.language.tr, ui.icons
    menu = popup_menu(parent)
    for action in actions:
        words = f"{action.words}\t{action.key}" if action.key else action.words
        menu.addAction(icons.icon(action.icon), words, partial(action.act, occurrence))
    menu.addAction(icons.icon("pencil"), tr("Edit…"), edit)
    menu.addAction(icons.icon("copy"), tr("Copy as text"), copy)
    menu.addAction(icons.icon("calendar-plus"), tr("Make a copy…"), duplicate)
    words = tr("Mark as taking place") if occurrence.status is Status.CANCELLED else tr("Cancel event…")
    menu.addAction(icons.icon("circle-x"), words, cancel)
    menu.addSeparator()
    menu.addAction(icons.icon("trash-2", "red"), tr("Delete"), delete)
    return menu


class _Stripe(QWidget):
    """The calendar's colour beside the title."""

    def __init__(self, ui: Ui, palette: str) -> None:
        super().__init__()
        self._ui = ui
        self._palette = palette
        self.setFixedWidth(4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._ui.theme.calendar(self._palette).bar)


class _Picture(QWidget):
    """An icon before a fact."""

    def __init__(self, ui: Ui, icon: str) -> None:
        super().__init__()
        self._ui = ui
        self._icon = icon
        self.setFixedSize(Size.ICON, Size.ICON)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        self._ui.icons.paint(QPainter(self), QPoint(0, 1), self._icon, "t3", 14)


class _Time(QWidget):
    """A stretch of time with its amber day mark."""

    def __init__(self, ui: Ui, time: ZonedTime) -> None:
        super().__init__()
        self._ui = ui
        self._time = time
        self.setFixedHeight(20)
        self.setAccessibleName(time.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint_time(self._ui, QPainter(self), self.rect(), self._time, tone="t1")
