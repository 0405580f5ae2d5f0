"""The left pane of the Today page: when both headquarters work, the day's events in three zones, and tomorrow's."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from liaison_desk.calendar.records import Occurrence
from liaison_desk.domain.duty import Span
from liaison_desk.domain.zones import label, to_local
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.today.painted import TIME_COLUMNS, HoursRibbon, ScheduleDelegate
from liaison_desk.today.rows import ShortList
from liaison_desk.today.sections import Pane, Section
from liaison_desk.today.view import TodayView
from liaison_desk.today.words import short_day

_TOMORROW = 6  # rows shown; the rest on demand


class DayPane(Pane):
    """Working hours, schedule, tomorrow."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        tr = ui.language.tr
        self._rows = ScheduleDelegate(ui)
        self._tomorrow_rows = ScheduleDelegate(ui)
        self.schedule = ShortList(tr("Schedule"), self._rows, self._say, self._open)
        self.tomorrow = ShortList(tr("Tomorrow"), self._tomorrow_rows, self._say, self._open)
        self.ribbon = HoursRibbon(ui)
        self._columns = _ZoneHeads(ui)
        self._all_day = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        self._all_day.setContentsMargins(Size.GUTTER, 4, Size.GUTTER, 4)
        self._hours = Section(ui, "hours", tr("Working hours"), self.ribbon)
        self._today = Section(
            ui, "schedule", tr("Schedule"), self.schedule, tr("Nothing is on the calendar today."),
            action=tr("New event"), act=lambda: ui.open(RecordRef("event", 0)), above=(self._columns,),
        )  # fmt: skip
        self._next_day = Section(
            ui, "tomorrow", tr("Tomorrow"), self.tomorrow, tr("Nothing is on the calendar tomorrow."), most=_TOMORROW
        )
        self.lay_out(self._hours, self._today, self._next_day)
        self._today.put_first(self._all_day)

    def show_view(self, view: TodayView) -> None:
        """Show the day, and which of its events are over."""
        self.view = view
        language, profile = self.ui.language, view.profile
        tr = language.tr
        for rows in (self._rows, self._tomorrow_rows):
            rows.side, rows.profile, rows.now = profile.side_of(language.code), profile, view.now
        self._columns.show_zones(
            (
                label(profile.host_zone, view.now),
                tr("Zulu"),
                self.best(profile.home_place) or label(profile.home_zone, view.now),
            )
        )
        self.ribbon.show_view(view)
        both = view.common
        words = self._overlap_words(view, both) if both else tr("No common hours today")
        self._hours.show_state(note=words, tone="grn" if both else "t2")
        self._all_day.set_text("  ·  ".join(self.best(one.title) for one in view.all_day))
        done = sum(one.ends <= view.now for one in view.schedule)
        self._today.show_lines(view.schedule, str(len(view.schedule) or ""), tr("{n} done", n=done) if done else "")
        day = short_day(language, view.day + timedelta(days=1))
        self._next_day.show_lines(view.tomorrow, " · ".join(filter(None, (day, str(len(view.tomorrow) or "")))))

    def _overlap_words(self, view: TodayView, both: Span) -> str:
        tr, zone = self.ui.language.tr, view.profile.host_zone
        begin, end = (to_local(at, zone) for at in both)
        words = tr(
            "Overlap {begin}–{end} {zone}", begin=f"{begin:%H:%M}", end=f"{end:%H:%M}", zone=label(zone, view.now)
        )
        if both[0] > view.now:
            hours, minutes = divmod(int((both[0] - view.now).total_seconds()) // 60, 60)
            return f"{words}, " + tr("opens in {hours} h {minutes} m", hours=hours, minutes=minutes)
        return words

    def _open(self, one: Occurrence) -> None:
        self.ui.open(RecordRef("event", one.event_id))

    def _say(self, one: Occurrence) -> str:
        return self.best(one.title)


class _ZoneHeads(QWidget):
    """The small headings over the schedule's three time columns."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.setFixedHeight(26)
        self._labels = [Text(ui, "", Size.META, tone="t2") for _ in TIME_COLUMNS]
        for text, column in zip(self._labels, TIME_COLUMNS, strict=True):
            text.setParent(self)
            text.setGeometry(Size.GUTTER + column, 4, 90 if column == TIME_COLUMNS[-1] else 52, 18)

    def show_zones(self, names: tuple[str, str, str]) -> None:
        """Name the columns."""
        for text, name in zip(self._labels, names, strict=True):
            text.set_text(name)
