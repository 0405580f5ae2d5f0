"""The form of a meeting: titles, times typed as one says them, place, and who was there as they were that day."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ceiling import text_problems
from liaison_desk.domain.marking import describe
from liaison_desk.domain.record import Record
from liaison_desk.domain.typed import parse_time
from liaison_desk.domain.zones import known_zones, label, to_local, to_utc
from liaison_desk.foundation.core.errors import DeskError, InvalidError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import BilingualField, Choice, Form, MomentField, TextField
from liaison_desk.foundation.qt.newer import NewerDialog
from liaison_desk.meetings.records import Attendee, Meeting
from liaison_desk.meetings.rules.templates import meeting_templates, template_of, template_problems
from liaison_desk.meetings.service import Meetings
from liaison_desk.meetings.ui.agenda import AgendaField
from liaison_desk.meetings.ui.attendees import AttendeesField, Freeze
from liaison_desk.meetings.ui.suggested import PersonText, SuggestedText
from liaison_desk.meetings.ui.words import Words
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of

Suggest = Callable[[str, str], list[RecordRef]]
Invited = Callable[[Meeting], Sequence[Attendee]]

_TEXTS = ("title", "place")
_PLAIN = ("kind", "template", "link", "chair", "series", "interpreter", "attendees", "agenda", "marking")
_HEAD = {field.name for field in fields(Record)} - {"marking"}


class MeetingForm(Form):
    """Field names are the record's attribute names; ``show_meeting`` fills them, ``collect`` reads them."""

    def __init__(
        self, ui: Ui, words: Words, suggest: Suggest, freeze: Freeze, series: Callable[[str], Sequence[str]],
        invited: Invited | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ui, label_width=104)
        self._words = words
        self._zone = words.profile().host_zone
        self._base = Meeting(title=Bilingual(), start=_wall(0), end=_wall(1), zone=self._zone)
        tr = ui.language.tr
        sides = words.side_names()
        self.add("title", tr("&Title"), BilingualField(ui, *sides))
        self.kind = self.add("kind", tr("&Kind"), Choice(ui, words.kinds))
        self.start = self.add(
            "start", tr("&Begins"), MomentField(ui, self._read, self._write, words.instant, "24 0900T · today 0900")
        )
        self.end = self.add("end", tr("&Ends"), MomentField(ui, self._read_end, self._write, words.instant, "1000"))
        self.zone = self.add("zone", tr("Time &zone"), Choice(ui, _zone_choices(words)))
        self.template = self.add("template", tr("Tem&plate"), Choice(ui, _template_choices(words)))
        self.add("marking", tr("&Marking"), marking_field(ui, words.profile()))
        self.add_section(tr("Where"))
        self.add("place", tr("Meetin&g place"), BilingualField(ui, *sides))
        self.add("link", tr("&Link"), TextField(ui, "https://"))
        self.add(
            "series", tr("Seri&es"), SuggestedText(ui, lambda typed: [RecordRef("series", n, name) for n, name in enumerate(series(typed), 1)]),
        )  # fmt: skip
        self.add_section(tr("Meeting agenda"))
        self.agenda = self.add("agenda", tr("Item&s"), AgendaField(ui, sides))
        self.add_section(tr("Attendance"))
        people = partial(suggest, "person")
        self.chair = self.add("chair", tr("&Chair"), PersonText(ui, people))
        self.interpreter = self.add("interpreter", tr("&Interpreter"), PersonText(ui, people))
        # Who is invited is asked for as the form began, whatever is typed meanwhile.
        ask = (lambda: invited(self._base)) if invited is not None else None
        self.attendees = self.add(
            "attendees", tr("P&resent"), AttendeesField(ui, words, people, freeze, self._day, ask),
            tr("Contacts keep the rank and post they have on the day of the meeting."),
        )  # fmt: skip
        self._length = timedelta(hours=1)
        self.start.changed.connect(self._on_start)
        self.end.changed.connect(self._on_end)
        self.zone.changed.connect(self._on_zone)
        self.attendees.changed.connect(self._on_present)
        self.template.changed.connect(self._on_template)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show a meeting; the form is clean afterwards."""
        self._base = meeting
        self._zone = meeting.zone or "UTC"
        if self._zone not in known_zones():  # an imported meeting may name a zone nobody knows
            self._zone = self._words.profile().host_zone
        self._length = meeting.end - meeting.start
        values: dict[str, Any] = {name: getattr(meeting, name) for name in _PLAIN}
        values |= {name: pair_of(getattr(meeting, name)) for name in _TEXTS}
        values["start"] = to_utc(meeting.start, self._zone)
        values["end"] = to_utc(meeting.end, self._zone)
        values["zone"] = self._zone
        if meeting.kind not in dict(self._words.kinds):
            self.kind.set_choices([*self._words.kinds, (meeting.kind, meeting.kind)])
        if meeting.template and template_of(meeting.template) is None:  # a template of another desk
            self.template.set_choices([*_template_choices(self._words), (meeting.template, meeting.template)])
        self.agenda.set_times(meeting.start, meeting.end)
        self.fill(values)
        if problems := template_problems():
            self.template.set_problem("\n".join(map(self._words.language.error, problems)))
        self.attendees.offer_invited(bool(meeting.event_id))
        self._on_present()

    def collect(self) -> Meeting:
        """Return the meeting as the form says; raises DeskError when a time is missing or a text above the ceiling."""
        values = self.values()
        if values["start"] is None or values["end"] is None:
            raise DeskError("Say when the meeting begins and ends.")
        texts = {name: bilingual_of(values[name]) for name in _TEXTS}
        profile = self._words.profile()
        said = texts | {name: Bilingual(values[name]) for name in ("link", "series", "chair", "interpreter")}
        items = values["agenda"]
        host = [line for item in items for line in (item.title.host, item.lead)]
        said["agenda"] = Bilingual("\n".join(host), "\n".join(item.title.home for item in items))
        problems = text_problems(said, profile.ceiling, self._words.grammar(), profile.home)
        if problems:
            raise InvalidError(problems)
        values |= texts
        base = self._base
        # A wall time that autumn repeats is kept exactly as long as nobody changed it.
        for name in ("start", "end"):
            kept = values["zone"] == base.zone and values[name] == to_utc(getattr(base, name), base.zone)
            values[name] = getattr(base, name) if kept else to_local(values[name], values["zone"]).replace(tzinfo=None)
        return replace(base, **values)

    def rebase(self, newer: Meeting) -> None:
        """Let what the form says be saved over a newer version; its notes are not the form's."""
        self._base = replace(self._base, version=newer.version)

    def differences(self, before: Meeting, newer: Meeting) -> list[str]:
        """Return how a newer version differs from the one the form began with, line by line."""
        changed = [
            field.name
            for field in fields(newer)
            if field.name not in _HEAD and getattr(newer, field.name) != getattr(before, field.name)
        ]
        return [f"{self.field(name).label}: {self._said(newer, name)}" for name in changed if self._has(name)]

    def _has(self, name: str) -> bool:
        return name in {*_PLAIN, *_TEXTS, "start", "end", "zone"}

    def _said(self, meeting: Meeting, name: str) -> str:
        words, value = self._words, getattr(meeting, name)
        if name in _TEXTS:
            return " / ".join(part for part in (value.host, value.home) if part) or "–"
        if name in {"start", "end"}:
            return words.line(value, meeting.zone)
        if name == "marking":
            return describe(value, words.language)
        if name == "attendees":
            return ", ".join(words.attendee(one) for one in value) or "–"
        if name == "agenda":
            return ", ".join(words.best(one.title) for one in value) or "–"
        if name == "template":
            known = template_of(value)
            return known.name(words.language.code) if known is not None else value or "–"
        return words.kind(value) if name == "kind" else value or "–"

    def _read(self, typed: str) -> datetime:
        found = parse_time(typed, (self._zone, *self._home_zones()), self._words.clock.now())
        if found.all_day:
            raise DeskError("Give the time too, as in 24 0900T.")
        return found.at

    def _read_end(self, typed: str) -> datetime:
        """Read the end; a time without its day is on the day the meeting begins."""
        start = self.start.value() if self.start.check() else None
        digits = typed.strip().replace(":", "")
        if isinstance(start, datetime) and digits.isdecimal() and 3 <= len(digits) <= 4:
            typed = f"{to_local(start, self._zone):%Y-%m-%d} {digits.zfill(4)}"
        return self._read(typed)

    def _write(self, at: datetime) -> str:
        local = to_local(at, self._zone)
        zone_letter = self._words.times(local.replace(tzinfo=None), self._zone)
        return f"{local:%Y-%m-%d} {zone_letter.place.clock}" if zone_letter is not None else f"{local:%Y-%m-%d %H%M}"

    def _home_zones(self) -> tuple[str, str]:
        profile = self._words.profile()
        return profile.host_zone, profile.home_zone

    def _day(self) -> date:
        try:
            start = self.start.value()
        except DeskError:
            start = None
        return to_local(start or self._words.clock.now(), self._zone).date()

    def _on_start(self) -> None:
        """Keep the length: the end follows the beginning."""
        try:
            start = self.start.value()
        except DeskError:
            return
        if start is not None:
            self.end.set_value(start + self._length)
            self._tell_times(start, start + self._length)
            self.attendees.follow_day()

    def _on_end(self) -> None:
        try:
            start, end = self.start.value(), self.end.value()
        except DeskError:
            return
        if start is not None and end is not None and end >= start:
            self._length = end - start
            self._tell_times(start, end)

    def _tell_times(self, start: datetime, end: datetime) -> None:
        """Let the agenda say the clock times of the meeting as it is now."""
        self.agenda.set_times(*(to_local(at, self._zone).replace(tzinfo=None) for at in (start, end)))

    def _on_present(self) -> None:
        """Offer those present as chair and interpreter."""
        names = [one.name or one.native for one in self.attendees.value()]
        self.chair.show_present(names)
        self.interpreter.show_present(names)

    def _on_template(self) -> None:
        """A template for a kind of meeting says which kind it is, unless that was said already."""
        template = template_of(self.template.value())
        if template is not None and template.meeting and self.kind.value() == self._base.kind == "meeting":
            self.kind.set_value(template.meeting)

    def _on_zone(self) -> None:
        """Keep the wall times: 0900 stays 0900 in the other zone."""
        before, self._zone = self._zone, self.zone.value()
        for field in (self.start, self.end):
            try:
                at = field.value()
            except DeskError:
                continue
            if at is not None:
                field.set_value(to_utc(to_local(at, before).replace(tzinfo=None), self._zone))


def new_meeting(words: Words) -> Meeting:
    """Return a meeting that begins at the next quarter of an hour at the host headquarters and lasts an hour."""
    profile = words.profile()
    now = to_local(words.clock.now(), profile.host_zone).replace(tzinfo=None, second=0, microsecond=0)
    start = now + timedelta(minutes=-now.minute % 15)
    return Meeting(
        title=Bilingual(),
        start=start,
        end=start + timedelta(hours=1),
        zone=profile.host_zone,
        marking=profile.default_marking,
    )


def meeting_dialog(
    ui: Ui, words: Words, meetings: Meetings, suggest: Suggest, freeze: Freeze, meeting: Meeting, saved: Callable[[Meeting], None],
    invited: Invited | None = None,
) -> NewerDialog:  # fmt: skip
    """Return the form of a new or known meeting in its dialog; ``invited`` gives those of a meeting's calendar event."""
    tr = ui.language.tr
    form = MeetingForm(ui, words, suggest, freeze, meetings.series, invited)
    return NewerDialog(
        ui, tr("Edit meeting") if meeting.id else tr("New meeting"), form, meeting,
        action=tr("Save") if meeting.id else tr("Take notes"), collect=form.collect, commit=meetings.save_head,
        read=meetings.meeting, show=form.show_meeting, rebase=form.rebase, differences=form.differences, saved=saved, width=760,
    )  # fmt: skip


def _template_choices(words: Words) -> list[tuple[str, str]]:
    code = words.language.code
    return [
        ("", words.language.tr("No template")),
        *((key, one.name(code)) for key, one in meeting_templates().items()),
    ]


def _zone_choices(words: Words) -> list[tuple[str, str]]:
    profile, now = words.profile(), words.clock.now()
    first = dict.fromkeys((profile.host_zone, profile.home_zone, "UTC"))
    return [
        *((name, f"{name.replace('_', ' ')}  {label(name, now)}") for name in first),
        *((name, name.replace("_", " ")) for name in known_zones() if name not in first),
    ]


def _wall(hour: int) -> datetime:
    return datetime(2000, 1, 1, hour, tzinfo=UTC).replace(tzinfo=None)
