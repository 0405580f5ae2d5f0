"""The next dates of a repetition in three zones, telling where the clocks of one side shift its time against the other."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.calendar.records import Event
from liaison_desk.calendar.rules import Happening, coming
from liaison_desk.calendar.words.wording import ZULU, Wording, zone_letter
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text, TimeText, ZonedTime
from liaison_desk.foundation.qt.theme import Size

SHOWN: Final = 5
_LOOKED_AT: Final = 60
_DAY: Final = timedelta(days=1)
_DAY_WIDTH: Final = 136
_ROW: Final = 20


@dataclass(frozen=True, slots=True)
class ComingLine:
    """One date: its day, place, Zulu and home times, and what shifted since the date before ("" = nothing)."""

    day: str
    times: tuple[ZonedTime, ...]
    shift: str = ""

    @property
    def text(self) -> str:
        """The line as it is read out."""
        times = " ".join(one.text + (f"{one.day_offset:+d}" if one.day_offset else "") for one in self.times)
        return " ".join(filter(None, (self.day, times, self.shift)))


def coming_lines(event: Event, wording: Wording, now: datetime, shown: int = SHOWN) -> list[ComingLine]:
    """Return the next dates, and after them the first one from which a side's time is another, when that is further on."""
    local = wording.profile().host_zone
    found = coming(event, now, local, _LOOKED_AT) or coming(event, now - timedelta(days=36_500), local, _LOOKED_AT)
    lines: list[ComingLine] = []
    before: Happening | None = None
    for number, one in enumerate(found):
        shift = _shift(before, one, wording) if before is not None else ""
        if number < shown or shift:
            lines.append(_line(one, wording, shift))
        if number >= shown and shift:
            break
        before = one
    return lines


def _line(one: Happening, wording: Wording, shift: str) -> ComingLine:
    if one.all_day:
        return ComingLine(wording.day(one.start.date(), year=True), ())
    profile = wording.profile()
    here = to_local(one.starts, profile.host_zone)
    times = []
    for zone in (profile.host_zone, ZULU, profile.home_zone):
        there = to_local(one.starts, zone)
        words = f"{there:%H%M}{zone_letter(zone, one.starts)}"
        times.append(ZonedTime(words, (there.date() - here.date()).days))
    return ComingLine(wording.day(here.date(), year=True), tuple(times), shift)


def _shift(before: Happening, one: Happening, wording: Wording) -> str:
    """Return whose clocks put an occurrence at another time of day than the one before."""
    if one.all_day or before.all_day:
        return ""
    profile, tr = wording.profile(), wording.language.tr
    words = []
    sides = ((wording.home_name(), profile.home_zone), (wording.text(profile.host_place), profile.host_zone))
    for name, zone in sides:
        old, new = (_of_day(happening, zone) for happening in (before, one))
        series = _of_day(one, one.zone or profile.host_zone) - _of_day(before, before.zone or profile.host_zone)
        by = (new - old - series + _DAY / 2) % _DAY - _DAY / 2
        if by:
            length = wording.length(abs(by))
            later = tr("{place} {length} later", place=name, length=length)
            words.append(later if by > timedelta() else tr("{place} {length} earlier", place=name, length=length))
    return tr(", ").join(words)


def _of_day(one: Happening, zone: str) -> timedelta:
    there = to_local(one.starts, zone)
    return timedelta(hours=there.hour, minutes=there.minute)


class Upcoming(QWidget):
    """Shows the lines, one row a date."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.lines: tuple[ComingLine, ...] = ()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(2, 4, 0, 0)
        self._rows.setSpacing(2)

    def show_lines(self, lines: list[ComingLine]) -> None:
        """Show other dates."""
        if tuple(lines) == self.lines:
            return
        self.lines = tuple(lines)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if lines:
            self._rows.addWidget(Text(self._ui, self._ui.language.tr("Next dates"), Size.META, tone="t3"))
        for number, line in enumerate(lines):
            self._rows.addWidget(self._row(line, apart=number >= SHOWN))
        self.setAccessibleName("\n".join(line.text for line in lines))
        self.setVisible(bool(lines))

    def _row(self, line: ComingLine, *, apart: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4 if apart else 0, 0, 0)
        row.setSpacing(8)
        day = Text(self._ui, line.day, Size.SECONDARY, tabular=True)
        day.setFixedWidth(max(_DAY_WIDTH, day.sizeHint().width()))
        row.addWidget(day)
        if line.times:
            times = TimeText(self._ui, line.times, 72)
            times.setFixedSize(72 * len(line.times), _ROW)
            row.addWidget(times)
        row.addWidget(Text(self._ui, line.shift, Size.SECONDARY, tone="amb", wrap=True), 1)
        return holder
