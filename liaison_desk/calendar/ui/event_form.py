"""The form of an event: everything a person would edit, both languages, times typed as they are spoken."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from liaison_desk.calendar.records import Calendar, Event, Occurrence, Status
from liaison_desk.calendar.service import Calendars
from liaison_desk.calendar.ui.calendar_form import bilingual, bilingual_field, pair
from liaison_desk.calendar.ui.marking_field import marking_field
from liaison_desk.calendar.ui.moments import reader, show_moment
from liaison_desk.calendar.ui.people_field import PeopleField, Suggest
from liaison_desk.calendar.ui.reminders_field import RemindersField
from liaison_desk.calendar.ui.repeat_field import Anchor, RepeatField
from liaison_desk.calendar.ui.scope import Scope, apply, content_of
from liaison_desk.calendar.ui.wording import Wording, town_of
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.zones import known_zones, to_local, to_utc
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import CheckRow, Chips, Choice, DateField, Form, MomentField, TextField
from liaison_desk.foundation.qt.newer import NewerDialog

_FLOATING: Final = ""
_OF_SERIES: Final = ("calendar_id", "link", "access", "busy", "recurrence", "marking", "categories")
_TIMES: Final = ("start", "end", "zone", "end_zone", "all_day")
_WORDS: Final = ("title", "description", "place", "status", "participants", "alarms")
_WIDTH: Final = 640


class EventForm(Form):
    """Fields of one event. ``event`` shows; ``collected`` returns it as the fields say."""

    def __init__(self, ui: Ui, wording: Wording, calendars: Sequence[Calendar], suggest: Suggest) -> None:
        super().__init__(ui)
        self.ui = ui
        self.wording = wording
        self.original: Event | None = None
        self._event: Event | None = None
        self._start: datetime | None = None
        tr = ui.language.tr
        self.title = self.add("title", tr("&Title"), bilingual_field(ui, wording))
        self.calendar = self.add(
            "calendar_id", tr("&Calendar"), Choice(ui, [(one.id, wording.calendar(one)) for one in calendars])
        )
        self.all_day = self.add("all_day", tr("All day"), CheckRow(ui, tr("All day")))
        self.start = self.add("start", tr("&Start"), self._moment(lambda: self._day(self._start)))
        self.end = self.add("end", tr("&End"), self._moment(lambda: self._day(self._start)))
        self.first_day = self.add("first_day", tr("First day"), DateField(ui))
        self.last_day = self.add("last_day", tr("Last day"), DateField(ui))
        self.zone = self.add("zone", tr("Time &zone"), Choice(ui, zone_choices(ui, wording)))
        self.repeat = self.add("recurrence", tr("&Repeat"), RepeatField(ui, wording, self._anchor))
        self.add("place", tr("&Where"), bilingual_field(ui, wording))
        self.add("link", tr("&Link"), TextField(ui, tr("VTC address; never opened by itself")))
        self.people = self.add("participants", tr("Pe&ople"), PeopleField(ui, suggest))
        self.reminders = self.add("alarms", tr("Re&minders"), RemindersField(ui))
        self._statuses = (
            (Status.CONFIRMED, tr("Confirmed")), (Status.TENTATIVE, tr("Tentative")), (Status.CANCELLED, tr("Cancelled")),
        )  # fmt: skip
        self.add("status", tr("Stat&us"), Choice(ui, self._statuses))
        self.add("access", tr("&Access"), Choice(ui, [
            ("open", tr("Open to liaison officers")), ("invitation", tr("By invitation")), ("closed", tr("Closed to liaison officers"))]))  # fmt: skip
        self.add("busy", tr("Busy"), CheckRow(ui, tr("Shows me as busy")))
        self.add("marking", tr("Mar&king"), marking_field(ui, wording.profile()))
        self.add("description", tr("&Notes"), bilingual_field(ui, wording, rows=3))
        self.add("categories", tr("Cate&gories"), Chips(ui))
        self.all_day.changed.connect(self._on_all_day)
        self.start.changed.connect(self._on_start)
        self.first_day.changed.connect(self._on_first_day)
        self.zone.changed.connect(self._on_zone)

    def show_event(self, event: Event, scope: Scope = Scope.ALL) -> None:
        """Show an event; for one occurrence of a series only what an occurrence can have of its own."""
        self._event = event
        local = event.zone or self._local
        known = {value for value, _ in zone_choices(self.ui, self.wording)}
        if event.zone not in known:
            self.zone.set_choices([(event.zone, event.zone), *zone_choices(self.ui, self.wording)])
        self._start = event.start
        self.zone.set_value(event.zone)
        first = event.start.date()
        last = max(first, event.end.date() - timedelta(days=1)) if event.all_day else event.end.date()
        self.all_day.set_value(event.all_day)
        self.fill({
            "title": pair(event.title), "start": to_utc(event.start, local), "end": to_utc(event.end, event.end_zone or local),
            "first_day": first, "last_day": last, "place": pair(event.place), "link": event.link, "participants": event.participants,
            "alarms": event.alarms, "status": event.status, "busy": event.busy, "description": pair(event.description),
            "categories": event.categories, "marking": event.marking, "recurrence": event.recurrence,
        })  # fmt: skip
        self._choose("access", event.access, "open")
        self._choose("calendar_id", event.calendar_id, None)
        self._show_times()
        for name in _OF_SERIES if scope is Scope.ONE else ():
            self.set_shown(name, shown=False)
        self.settle()

    def rebase(self, newer: Event) -> None:
        """Let what the form says be saved over a newer version."""
        assert self._event is not None
        self.original = newer
        self._event = replace(newer, start=self._event.start, end=self._event.end)

    def differences(self, before: Event, newer: Event) -> list[str]:
        """Return how a newer version differs from the one the form began with, line by line."""
        old, new = self._said(before), self._said(newer)
        lines = [f"{name}: {words}" for name, words in new.items() if words != old[name]]
        return lines or [self.ui.language.tr("It differs in details that are not shown here.")]

    def _said(self, event: Event) -> dict[str, str]:
        tr, text = self.ui.language.tr, self.wording.text
        return {
            tr("Title"): text(event.title),
            tr("Time"): self._when(event),
            tr("Where"): text(event.place),
            tr("People"): tr(", ").join(someone.name or someone.email for someone in event.participants),
            tr("Repetition"): " ".join(event.recurrence.rules) if event.recurrence else tr("Not repeated"),
            tr("Event status"): dict(self._statuses)[event.status],
            tr("Notes"): text(event.description),
        }

    def _when(self, event: Event) -> str:
        if event.all_day:
            return self.wording.day(event.start.date(), year=True)
        zone = event.zone or self._local
        return self.wording.times(to_utc(event.start, zone), to_utc(event.end, event.end_zone or zone))

    def collected(self) -> Event:
        """Return the event as the fields say; raises DeskError or InvalidError where one means nothing."""
        assert self._event is not None
        values: dict[str, Any] = self.values()
        start, end, zone, end_zone = self._times(values)
        return replace(
            self._event,
            calendar_id=values["calendar_id"] or 0,
            title=bilingual(values["title"]),
            description=bilingual(values["description"]),
            place=bilingual(values["place"]),
            start=start,
            end=end,
            zone=zone,
            end_zone=end_zone,
            all_day=values["all_day"],
            status=values["status"],
            access=values["access"],
            busy=values["busy"],
            link=values["link"],
            participants=values["participants"],
            alarms=values["alarms"],
            categories=values["categories"],
            marking=values["marking"],
            recurrence=values["recurrence"],
        )

    @property
    def _local(self) -> str:
        return self.wording.profile().host_zone

    def _times(self, values: dict[str, Any]) -> tuple[datetime, datetime, str, str]:
        if values["all_day"]:
            first, last = values["first_day"], values["last_day"]
            if first is None:
                raise InvalidError([Problem("first_day", "Give the first day.")])
            if (last or first) < first:
                raise InvalidError([Problem("last_day", "The last day lies before the first.")])
            midnight = datetime.min.time()
            return (
                datetime.combine(first, midnight),
                datetime.combine((last or first) + timedelta(days=1), midnight),
                "",
                "",
            )
        zone = values["zone"]
        starts, ends = values["start"], values["end"]
        if starts is None:
            raise InvalidError([Problem("start", "Give the start, as in 2026-11-24 0900 or 241600ZNOV26.")])
        assert self._event is not None
        end_zone = self._event.end_zone if zone == self._event.zone and not self._event.all_day else ""
        if ends is not None and ends < starts:
            raise InvalidError([Problem("end", "The event ends before it starts.")])
        walls = (
            to_local(at, name or self._local).replace(tzinfo=None)
            for at, name in ((starts, zone), (ends or starts, end_zone or zone))
        )
        start, end = walls
        return start, end, zone, end_zone

    def _moment(self, base: Callable[[], date]) -> MomentField:
        ui, profile = self.ui, self.wording.profile()

        def echo(at: datetime) -> str:
            return three_zones(at, profile.host_zone, profile.home_zone).line

        return MomentField(
            ui,
            reader(self._zone_name, (profile.host_zone, profile.home_zone, "UTC"), ui.clock.now, base),
            lambda at: show_moment(at, self._zone_name()),
            echo,
            "2026-11-24 0900",
        )

    def _zone_name(self) -> str:
        return str(self.zone.value() or "") or self._local if hasattr(self, "zone") else self._local

    def _day(self, start: datetime | None) -> date:
        return start.date() if start is not None else to_local(self.ui.clock.now(), self._local).date()

    def _anchor(self) -> Anchor | None:
        if not hasattr(self, "repeat"):
            return None
        try:
            if self.all_day.value():
                first = self.first_day.value()
                return Anchor(datetime.combine(first, datetime.min.time()), "", all_day=True) if first else None
            at = self.start.value()
        except DeskError:
            return None
        if at is None:
            return None
        return Anchor(to_local(at, self._zone_name()).replace(tzinfo=None), str(self.zone.value() or ""), all_day=False)

    def _choose(self, name: str, value: Any, otherwise: Any) -> None:
        field = self.field(name)
        try:
            field.set_value(value)
        except ValueError:  # a value from another program, or a calendar in the trash
            if otherwise is not None:
                field.set_value(otherwise)

    def _on_all_day(self) -> None:
        self._show_times()
        self.repeat.follow()

    def _on_start(self) -> None:
        """Moving the start moves the end along, so that the event lasts as long as before."""
        try:
            starts, ends = self.start.value(), self.end.value()
        except DeskError:
            return
        if starts is None:
            return
        wall = to_local(starts, self._zone_name()).replace(tzinfo=None)
        if self._start is not None and ends is not None:
            before = to_utc(self._start, self._zone_name())
            if ends >= before:
                self.end.set_value(starts + (ends - before))
        self._start = wall
        self.repeat.follow()

    def _on_first_day(self) -> None:
        try:
            first, last = self.first_day.value(), self.last_day.value()
        except DeskError:
            return
        if first is not None and (last is None or last < first):
            self.last_day.set_value(first)
        self.repeat.follow()

    def _on_zone(self) -> None:
        """Another zone keeps the wall times that were typed."""
        assert self._start is not None
        for field in (self.start, self.end):
            text = field.input.text()
            field.set_value(None)
            field.input.setText(text)
            field.check()
        try:
            self.end.set_value(self.end.value())
            self.start.set_value(self.start.value())
        except DeskError:
            return
        self.repeat.follow()

    def _show_times(self) -> None:
        whole = bool(self.all_day.value())
        for name in ("start", "end", "zone"):
            self.set_shown(name, not whole)
        for name in ("first_day", "last_day"):
            self.set_shown(name, whole)


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


def event_dialog(
    ui: Ui, wording: Wording, calendars: Calendars, known: Sequence[Calendar], suggest: Suggest, event: Event, *,
    saved: Callable[[Event], None], occurrence: Occurrence | None = None, scope: Scope = Scope.ALL,
) -> NewerDialog:  # fmt: skip
    """Return the form of an event; of an occurrence of a series, as far as ``scope`` reaches."""
    tr = ui.language.tr
    form = EventForm(ui, wording, known, suggest)

    def show(record: Event) -> None:
        form.original = record
        shown = record
        if occurrence is not None and scope is not Scope.ALL and record.recurrence is not None:
            content = content_of(record, occurrence)
            names = _TIMES + _WORDS if scope is Scope.ONE else _TIMES
            shown = replace(record, **{name: getattr(content, name) for name in names})
        form.show_event(shown, scope)

    titles = {
        Scope.ONE: tr("Edit this occurrence"),
        Scope.LATER: tr("Edit this and later occurrences"),
        Scope.ALL: tr("Edit event"),
    }
    title = titles[scope] if event.id else tr("New event")
    action = tr("Save") if event.id else tr("Add event")

    def commit(edited: Event) -> Event:
        assert form.original is not None
        return apply(calendars, form.original, edited, occurrence, scope) if event.id else calendars.save(edited)

    def collect() -> Event:
        try:
            return form.collected()
        except InvalidError:
            raise
        except DeskError as error:  # form.check has shown it already below its field
            raise InvalidError([Problem("", error.text, tuple(error.values.items()))]) from error

    return NewerDialog(
        ui, title, form, event, action=action, collect=collect, commit=commit, read=calendars.event, show=show,
        rebase=form.rebase, differences=form.differences, saved=saved, width=_WIDTH,
    )  # fmt: skip
