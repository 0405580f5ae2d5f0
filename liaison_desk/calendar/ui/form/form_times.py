"""When an event is, in its form: wall times in one zone or in two, or whole days; each follows the others."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from liaison_desk.calendar.records import Event
from liaison_desk.calendar.ui.drag import hour_from
from liaison_desk.calendar.ui.fields.moment_field import WallTimeField
from liaison_desk.calendar.ui.fields.repeat_field import Anchor
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.doubts import wall_of
from liaison_desk.domain.towns import town_of
from liaison_desk.domain.typed import day_reader
from liaison_desk.domain.zones import known_zones, to_local, to_utc
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import CheckRow, Choice, DateField, Form

_FLOATING: Final = ""
_DAY: Final = timedelta(days=1)
_TICK: Final = timedelta(microseconds=1)


class FormTimes:
    """The fields of start, end and zones, added to a form. ``follow`` is called when the start moved."""

    def __init__(self, form: Form, ui: Ui, wording: Wording, follow: Callable[[], None]) -> None:
        self.ui = ui
        self._form = form
        self._wording = wording
        self._follow = follow
        self._event: Event | None = None
        self._start: datetime | None = None
        self._hour: tuple[datetime | None, datetime | None] | None = None  # given to it for its days
        self._timeless = False  # it came with whole days, and has no times of its own
        tr, choices = ui.language.tr, zone_choices(ui, wording)
        self.all_day = form.add("all_day", tr("All day"), CheckRow(ui, tr("All day")))
        self.start = form.add(
            "start", tr("&Start"), WallTimeField(ui, wording, self.zone_name, lambda: self._day(self._start))
        )
        self.end = form.add(
            "end", tr("&End"), WallTimeField(ui, wording, self.end_zone_name, lambda: self._day(self._start))
        )
        self.first_day = form.add(
            "first_day", tr("First day"), DateField(ui, day_reader(wording.profile, ui.clock.now))
        )
        self.last_day = form.add("last_day", tr("Last day"), DateField(ui, day_reader(wording.profile, ui.clock.now)))
        self.zone = form.add("zone", tr("Time &zone"), Choice(ui, choices))
        self.two_zones = form.add("two_zones", tr("The end"), CheckRow(ui, tr("The end is in another time zone")))
        self.end_zone = form.add("end_zone", tr("Zone of the end"), Choice(ui, choices))
        self.all_day.changed.connect(self._on_all_day)
        self.start.changed.connect(self._on_start)
        self.first_day.changed.connect(self._on_first_day)
        self.zone.changed.connect(self._on_zone)
        self.two_zones.changed.connect(self._on_two_zones)
        self.end_zone.changed.connect(self._on_end_zone)

    def show(self, event: Event) -> dict[str, Any]:
        """Take an event; returns the values of its fields."""
        self._event = event
        known = {value for value, _ in zone_choices(self.ui, self._wording)}
        for field, name in ((self.zone, event.zone), (self.end_zone, event.end_zone)):
            if name not in known:
                field.set_choices([(name, name), *zone_choices(self.ui, self._wording)])
        self._start, self._timeless = event.start, event.all_day
        self.zone.set_value(event.zone)
        other = bool(event.end_zone) and event.end_zone != event.zone
        self.two_zones.set_value(other)
        self.end_zone.set_value(event.end_zone if other else event.zone)
        local = event.zone or self.local
        first = event.start.date()
        last = max(first, event.end.date() - _DAY) if event.all_day else event.end.date()
        return {
            "all_day": event.all_day, "start": to_utc(event.start, local), "end": to_utc(event.end, event.end_zone or local),
            "first_day": first, "last_day": last,
        }  # fmt: skip

    def collect(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return start, end, zones and whether it lasts whole days; raises InvalidError."""
        if values["all_day"]:
            return self._days(values["first_day"], values["last_day"])
        assert self._event is not None
        zone, starts, ends = values["zone"], values["start"], values["end"]
        if starts is None:
            raise InvalidError([Problem("start", "Give the start, as in 2026-11-24 0900 or 241600ZNOV26.")])
        own = values["end_zone"] if values["two_zones"] else ""
        if own == zone and own != self._event.end_zone:
            own = ""
        if not values["two_zones"] and zone == self._event.zone and self._event.end_zone == zone:
            own = self._event.end_zone  # said twice by another program: nothing the user changed
        ends = ends or starts
        if ends < starts:
            raise InvalidError([Problem("end", "The event ends before it starts.")])
        start, end = wall_of("start", starts, zone or self.local), wall_of("end", ends, own or zone or self.local)
        return {"start": start, "end": end, "zone": zone, "end_zone": own, "all_day": False}

    def anchor(self) -> Anchor | None:
        """Return what a repetition hangs on; None while there is no start."""
        try:
            if self.all_day.value():
                first = self.first_day.value()
                return Anchor(datetime.combine(first, datetime.min.time()), "", all_day=True) if first else None
            at = self.start.value()
        except DeskError:
            return None
        if at is None:
            return None
        return Anchor(to_local(at, self.zone_name()).replace(tzinfo=None), str(self.zone.value() or ""), all_day=False)

    def zone_name(self) -> str:
        """Return the zone the start is read in."""
        return str(self.zone.value() or "") or self.local if hasattr(self, "zone") else self.local

    def end_zone_name(self) -> str:
        """Return the zone the end is read in."""
        if not hasattr(self, "end_zone") or not self.two_zones.value():
            return self.zone_name()
        return str(self.end_zone.value() or "") or self.local

    @property
    def local(self) -> str:
        """The zone in which floating times are read."""
        return self._wording.profile().host_zone

    def show_rows(self) -> None:
        """Show the fields that a timed event has, or those of one that lasts whole days."""
        whole = bool(self.all_day.value())
        for name in ("start", "end", "zone", "two_zones"):
            self._form.set_shown(name, not whole)
        self._form.set_shown("end_zone", not whole and bool(self.two_zones.value()))
        for name in ("first_day", "last_day"):
            self._form.set_shown(name, whole)

    def _days(self, first: date | None, last: date | None) -> dict[str, Any]:
        if first is None:
            raise InvalidError([Problem("first_day", "Give the first day.")])
        if (last or first) < first:
            raise InvalidError([Problem("last_day", "The last day lies before the first.")])
        midnight = datetime.min.time()
        start, end = datetime.combine(first, midnight), datetime.combine((last or first) + _DAY, midnight)
        return {"start": start, "end": end, "zone": "", "end_zone": "", "all_day": True}

    def _day(self, start: datetime | None) -> date:
        return start.date() if start is not None else to_local(self.ui.clock.now(), self.local).date()

    def clock(self) -> timedelta:
        """Return the time of day it begins at as hours."""
        return self._start - datetime.combine(self._start, time()) if self._start is not None else timedelta()

    def _on_all_day(self) -> None:
        self.show_rows()
        with suppress(DeskError):  # what cannot be read says so itself; the other fields stay as they are
            self._to_days() if self.all_day.value() else self._to_hours()
        self._follow()

    def _to_days(self) -> None:
        """Let it last the days its times touch."""
        starts, ends = self.start.value(), self.end.value()
        if starts is None or (starts, ends) == self._hour:
            return
        first = to_local(starts, self.zone_name()).date()
        last = to_local(ends - _TICK, self.end_zone_name()).date() if ends is not None and ends > starts else first
        self.first_day.set_value(first)
        self.last_day.set_value(max(first, last))

    def _to_hours(self) -> None:
        """Let it have its times again, on the first of its days; what had none gets the first hour of duty here."""
        first = self.first_day.value()
        if first is None or self._start is None:
            return
        if self._timeless:
            profile = self._wording.profile()
            self._timeless = False
            self.zone.set_value(profile.host_zone)
            hour = hour_from(datetime.combine(first, profile.duty_start), profile.host_zone)
            self.end.set_value(to_utc(hour.end, profile.host_zone))
            self.start.set_value(to_utc(hour.start, profile.host_zone))
            self._start = hour.start
            self._hour = self.start.value(), self.end.value()
        elif first != self._start.date():
            self.start.set_value(to_utc(datetime.combine(first, self._start.time()), self.zone_name()))
            self._on_start()

    def length(self) -> timedelta | None:
        """Return how long the event lasts as the fields say; ``None`` where they do not."""
        try:
            starts, ends = self.start.value(), self.end.value()
        except DeskError:
            return None
        return ends - starts if starts is not None and ends is not None and ends > starts else None

    def take(self, starts: datetime, ends: datetime) -> None:
        """Put the event at other instants (UTC)."""
        self.start.set_value(starts)
        self._on_start()
        self.end.set_value(ends)

    def _on_start(self) -> None:
        """Moving the start moves the end along, so that the event lasts as long as before."""
        try:
            starts, ends = self.start.value(), self.end.value()
        except DeskError:
            return
        if starts is None:
            return
        if self._start is not None and ends is not None:
            before = to_utc(self._start, self.zone_name())
            if ends >= before:
                self.end.set_value(starts + (ends - before))
        self._start = to_local(starts, self.zone_name()).replace(tzinfo=None)
        self._follow()

    def _on_first_day(self) -> None:
        try:
            first, last = self.first_day.value(), self.last_day.value()
        except DeskError:
            return
        if first is not None and (last is None or last < first):
            self.last_day.set_value(first)
        self._follow()

    def _on_zone(self) -> None:
        """Another zone keeps the wall times that were typed; an end in a zone of its own stays where it is."""
        for field in (self.start, self.end) if not self.two_zones.value() else (self.start,):
            field.read_again()
        self._fix()

    def _on_two_zones(self) -> None:
        """The end is in another zone, or in that of the start again: its wall time stays."""
        if not self.two_zones.value():
            self.end_zone.set_value(self.zone.value())
        self.show_rows()
        self._on_end_zone()

    def _on_end_zone(self) -> None:
        self.end.read_again()
        self._fix()

    def _fix(self) -> None:
        """Keep what the texts mean now, so that they are not read again in the light of another day."""
        try:
            self.end.set_value(self.end.value())
            self.start.set_value(self.start.value())
        except DeskError:
            return
        self._follow()


def zone_choices(ui: Ui, wording: Wording) -> list[tuple[str, str]]:
    """Return the zones one can choose, the desk's own first, then every one by name."""
    profile, tr = wording.profile(), ui.language.tr
    first = [
        (profile.host_zone, wording.place_name(ui.clock.now(), short=False) + f" ({profile.host_zone})"),
        (profile.home_zone, f"{wording.home_name() or town_of(profile.home_zone)} ({profile.home_zone})"),
        ("UTC", tr("Zulu")),
        (_FLOATING, tr("Floating: every reader's own time")),
    ]
    seen = {name for name, _ in first}
    return [*first, *((name, name) for name in known_zones() if name not in seen)]
