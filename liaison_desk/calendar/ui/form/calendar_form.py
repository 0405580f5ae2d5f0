"""The form of a calendar: its name in both languages, its colour, how its events are marked, whose holidays it shows."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from liaison_desk.calendar.records import Calendar
from liaison_desk.calendar.service import Calendars
from liaison_desk.calendar.ui.form.nations import holiday_nations, nation_words
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import BilingualField, CheckRow, Choice, Field, Form
from liaison_desk.foundation.qt.theme import CALENDARS
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of

_SWATCH = 24
_GAP = 10


class PaletteField(Field):
    """One of the theme's calendar colours, each a swatch with its name."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.input = _Swatches(ui)
        self.input.changed.connect(self.changed)
        self.body.addWidget(self.input)
        self.watch(self.input)

    def value(self) -> str:
        """Return the palette's key."""
        return self.input.keys[self.input.current]

    def set_value(self, value: str) -> None:
        """Choose a palette; an unknown one shows as the neutral one."""
        keys = self.input.keys
        self.input.choose(keys.index(value) if value in keys else keys.index("rhythm"))


class _Swatches(QWidget):
    changed = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.keys = CALENDARS
        self.current = 0
        tr = ui.language.tr
        self._names = {
            "planning": tr("Blue"), "exercises": tr("Orange"), "rhythm": tr("Grey"), "visits": tr("Green"), "leave": tr("Violet"),
            "holiday_jp": tr("Holidays of Japan, red"), "holiday_us": tr("Holidays of the United States, indigo"),
            "holiday_other": tr("Holidays of another nation, purple"),
        }  # fmt: skip
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", True)
        self.setFixedSize(self.sizeHint())
        self.choose(0)

    def sizeHint(self) -> QSize:
        return QSize(len(self.keys) * (_SWATCH + _GAP) - _GAP + 4, _SWATCH + 6)

    def choose(self, number: int) -> None:
        self.current = number
        name = self._names.get(self.keys[number], self.keys[number])
        self.setAccessibleDescription(name)
        self.setToolTip(name)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self._take((self.current + steps[Qt.Key(event.key())]) % len(self.keys))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = int(event.position().x()) // (_SWATCH + _GAP)
        if 0 <= number < len(self.keys):
            self._take(number)

    def _take(self, number: int) -> None:
        self.choose(number)
        self.changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, key in enumerate(self.keys):
            rect = QRectF(2 + number * (_SWATCH + _GAP), 3, _SWATCH, _SWATCH)
            colors = self._ui.theme.calendar(key)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.bar)
            painter.drawRoundedRect(rect.adjusted(3, 3, -3, -3), 5, 5)
            if number == self.current:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(colors.bar, 2))
                painter.drawRoundedRect(rect, 7, 7)


def bilingual_field(ui: Ui, wording: Wording, rows: int = 1) -> BilingualField:
    """Return a field for a text in the desk's two languages, named by them."""
    profile, tr = wording.profile(), ui.language.tr
    names = {"en": tr("English"), "ja": tr("Japanese")}
    host, home = profile.host_language, profile.home_language
    return BilingualField(ui, names.get(host, host), names.get(home, home), rows)


def calendar_dialog(
    ui: Ui, wording: Wording, calendars: Calendars, calendar: Calendar, saved: Callable[[Calendar], None]
) -> FormDialog:
    """Return the form of a calendar, a new one when it has no id."""
    tr = ui.language.tr
    form = Form(ui)
    form.add("name", tr("Calendar name"), bilingual_field(ui, wording))
    form.add("palette", tr("Colour"), PaletteField(ui))
    form.add("event_marking", tr("Mark new events"), marking_field(ui, wording.profile(), tr("as the desk marks")))
    form.add("visible", tr("Shown"), CheckRow(ui, tr("Shown when the desk is opened")))
    nations = [("", tr("No holidays"))]
    if calendar.holidays:
        nations.append((calendar.holidays, nation_words(calendar.holidays, wording)))
    holidays = form.add("holidays", tr("Public holidays of"), Choice(ui, nations))
    form.fill({
        "name": pair_of(calendar.name), "palette": calendar.palette, "event_marking": calendar.event_marking,
        "visible": calendar.visible, "holidays": calendar.holidays,
    })  # fmt: skip

    def offer(found: Sequence[tuple[str, str]]) -> None:
        rest = [one for one in found if one[0] != calendar.holidays]
        holidays.set_choices([*nations, *rest])

    # Which nations there are is asked of a library that takes its time.
    ui.jobs.database.run(lambda: holiday_nations(wording), offer, owner=form)

    def collect() -> Calendar:
        values: dict[str, Any] = form.values()
        return replace(calendar, **{**values, "name": bilingual_of(values["name"])})

    title = tr("Edit calendar") if calendar.id else tr("New calendar")
    action = tr("Save") if calendar.id else tr("Add calendar")
    return FormDialog(ui, title, form, action=action, collect=collect, commit=calendars.save_calendar, saved=saved)
