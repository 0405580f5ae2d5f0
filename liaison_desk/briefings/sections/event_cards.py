"""Event cards: for each event when it is in three zones, how it comes again, who takes part, and what it is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liaison_desk.briefings.document import Group, KeyValue, KeyValues, Line, PortionText, Section, Source, Text
from liaison_desk.briefings.sections.attending import (
    attending,
    card_rows,
    changed_at,
    names_in,
    parties,
    people_on,
    told,
)
from liaison_desk.briefings.sections.happenings import cancelled_note, happenings, of_calendar, titled
from liaison_desk.briefings.sections.naming import Naming
from liaison_desk.briefings.sections.repeats import repeated
from liaison_desk.briefings.sections.setting import Setting, portion, source
from liaison_desk.briefings.sections.times import at_place, period_words
from liaison_desk.calendar.records import EVENT, Calendar, Event, Status
from liaison_desk.calendar.rules import coming, latest
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.zones import place_zone

_ACCESS = {"open": "Open to liaison officers", "invitation": "By invitation", "closed": "Closed to liaison officers"}


@dataclass(frozen=True, slots=True)
class _Shown:
    """The occurrence that a card shows: where it stands in its series, its wall times, its instants."""

    at: datetime
    start: datetime
    end: datetime
    starts: datetime
    ends: datetime
    title: Bilingual
    place: Bilingual
    status: Status
    zone: str
    all_day: bool


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build a card for each event asked for, or else of each event of the period, by when it is next."""
    found = happenings(setting, cancelled=options["cancelled"], wanted=lambda one: not one.holiday)
    shown: dict[int, _Shown] = {}
    for one in found.occurrences:
        shown.setdefault(
            one.event_id,
            _Shown(
                one.at,
                one.start,
                one.end,
                one.starts,
                one.ends,
                one.title,
                one.place,
                one.status,
                one.zone,
                one.all_day,
            ),
        )
    wanted = setting.request.events
    events = setting.calendars.events_by_ids(sorted(shown) if wanted is None else wanted)
    if wanted is not None:
        shown = {
            id_: shown.get(id_) or _next(setting, event) for id_, event in events.items() if event.deleted_at is None
        }
    calendars = {one.id: one for one in found.calendars}
    names = names_in(setting, events.values(), found.calendars)
    order = sorted((id_ for id_ in shown if id_ in events), key=lambda id_: (shown[id_].starts, id_))
    groups = tuple(
        _card(setting, events[id_], shown[id_], calendars.get(events[id_].calendar_id), names) for id_ in order
    )
    return Section("event_cards", setting.line("Event cards"), groups, setting.words("Nothing to report."))


def _next(setting: Setting, event: Event) -> _Shown:
    """Return the next occurrence of an event from the period's first day on, or else its latest."""
    zone = setting.profile.host_zone
    since = setting.span[0]
    found = next(iter((*coming(event, since, zone, 1), *latest(event, since, zone, 1))), None)
    if found is None:
        begins = at_place(setting, event.start, event.zone).zulu.local
        ends = at_place(setting, event.end, event.end_zone or event.zone).zulu.local
        said = (event.title, event.place, event.status, event.zone, event.all_day)
        return _Shown(event.start, event.start, event.end, begins, ends, *said)
    changed = changed_at(event, found.at)
    its = changed or event
    said = (its.title or event.title, its.place, its.status, found.zone, found.all_day)
    return _Shown(found.at, found.start, found.end, found.starts, found.ends, *said)


def _card(setting: Setting, event: Event, one: _Shown, calendar: Calendar | None, names: Naming) -> Group:
    record = source(EVENT, event.id, event.title, event.marking, event.uid)
    rows = [
        *_when(setting, event, one, record),
        *_what(setting, event, one, record, calendar, names),
        *_who(setting, event, one, record, names),
        *card_rows(setting, event, one.start, record, names),
    ]
    changed = changed_at(event, one.at)
    notes = changed.description if changed is not None else event.description
    if notes:
        rows.append(KeyValue(setting.words("Notes"), Line((told(setting, notes, record, names),))))
    return Group(Line(_title(setting, one, record, names)), (KeyValues(tuple(rows)),))


def _title(setting: Setting, one: _Shown, record: Source, names: Naming) -> tuple[PortionText, ...]:
    """Return the title in both languages, whichever the packet is in."""
    title = titled(setting, one.title, record, names)
    pieces = [title]
    other = one.title.side(setting.profile.side_of(setting.languages[0].code).other)
    if len(setting.languages) == 1 and other and other not in title.text:
        pieces.append(PortionText((other,), record.marking, (record,), before="/ ", names=title.names, title=True))
    return tuple(pieces)


def _when(setting: Setting, event: Event, one: _Shown, record: Source) -> list[KeyValue]:
    label = setting.words("Time")
    if one.all_day:
        last = (one.end - one.end.resolution).date()
        first = one.start.date()
        said = setting.each(
            lambda language: f"{period_words(language, first, max(first, last))}, {language.tr('all day')}"
        )
        rows = [KeyValue(label, Line((portion(said, record),)))]
    else:
        zones = (place_zone(one.zone, setting.profile.host_zone), setting.profile.home_zone)
        begins, ends = three_zones(one.starts, *zones), three_zones(one.ends, *zones)
        rows = [KeyValue(label, Line((portion((begins.line,), record),)))]
        if one.ends > one.starts:
            rows.append(KeyValue(setting.words("Until"), Line((portion((ends.line,), record),))))
    again = repeated(setting, event, one.starts)
    if any(again):
        rows.append(KeyValue(setting.words("Repeats"), Line((portion(again, record),))))
    return rows


def _what(
    setting: Setting, event: Event, one: _Shown, record: Source, calendar: Calendar | None, names: Naming
) -> list[KeyValue]:
    rows: list[KeyValue] = []

    def row(label: Text, text: Text, known: tuple[Source, ...] = ()) -> None:
        if any(text):
            rows.append(KeyValue(label, Line((portion(text, record, names=known),))))

    row(setting.words("Where"), setting.text(one.place) if one.place else (), names.text(one.place))
    row(setting.words("VTC link"), (event.link,), names.organization(event.link))
    if one.status is Status.CANCELLED:
        changed = changed_at(event, one.at)
        note = cancelled_note(setting, changed.reason if changed is not None else event.reason, record, names)
        rows.append(KeyValue(setting.words("Status"), Line(tuple(note))))
    else:
        row(setting.words("Status"), setting.words("Tentative" if one.status is Status.TENTATIVE else "Confirmed"))
    if calendar is not None:
        of = of_calendar(calendar)
        name = PortionText(
            setting.text(calendar.name), record.marking, (record,), names=(of, *names.text(calendar.name))
        )
        rows.append(KeyValue(setting.words("Calendar"), Line((name,))))
    row(setting.words("Access"), setting.words(_ACCESS.get(event.access, _ACCESS["open"])))
    row(setting.words("Travel"), _travel(setting, event))
    return rows


def _travel(setting: Setting, event: Event) -> Text:
    parts = (("{n} min before", event.travel_before), ("{n} min after", event.travel_after))
    return setting.each(lambda language: ", ".join(language.tr(said, n=minutes) for said, minutes in parts if minutes))


def _who(setting: Setting, event: Event, one: _Shown, record: Source, names: Naming) -> list[KeyValue]:
    there: Sequence[tuple[Text, Line]] = (
        (
            setting.words("Organizer"),
            attending(setting, (event.organizer,) if event.organizer is not None else (), record, names),
        ),
        (setting.words("People"), attending(setting, people_on(event, one.at), record, names)),
        (setting.words("Organizations"), parties(setting, event, record, names)),
    )
    return [KeyValue(label, line) for label, line in there if line.pieces]
