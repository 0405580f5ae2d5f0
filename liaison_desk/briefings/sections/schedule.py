"""The schedule: day by day, each event where it happens, in Zulu and at home."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from liaison_desk.briefings.document import Band, Column, Line, PortionText, Row, Section, Table, Text, Words
from liaison_desk.briefings.sections.happenings import titled
from liaison_desk.briefings.sections.naming import Naming, naming
from liaison_desk.briefings.sections.setting import Setting, portion, source
from liaison_desk.briefings.sections.times import dated, day_words, short_day, three_clocks
from liaison_desk.calendar.records import EVENT, Occurrence
from liaison_desk.calendar.words.status_words import status_words
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.zones import place_zone
from liaison_desk.foundation.core.language import Language


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the table of everything on the calendars in the period, under the date at the place of each event."""
    since, until = setting.span
    days: dict[Any, list[Occurrence]] = {}
    there: list[Occurrence] = []
    for occurrence in setting.calendars.occurrences(since, until, setting.request.calendars):
        if not _in_period(setting, occurrence):
            continue
        there.append(occurrence)
        days.setdefault(max(occurrence.start.date(), setting.since), []).append(occurrence)
    told = (text for one in there for text in (one.title, one.place))
    names = naming(setting, (wording for text in told for wording in (text.host, text.home)))
    rows: list[Row | Band] = []
    for day in sorted(days):
        rows.append(Band(setting.each(lambda language, day=day: day_words(language, day))))  # type: ignore[misc]
        # What fills the whole day stands first; the rest by the instant it begins.
        rows += [_row(setting, one, names) for one in sorted(days[day], key=lambda one: (not one.all_day, one.starts))]
    table = Table(_columns(setting), tuple(rows))
    blocks = (table,) if rows else ()
    return Section("schedule", setting.line("Schedule"), blocks, setting.words("Nothing to report."))


def _in_period(setting: Setting, one: Occurrence) -> bool:
    """Tell whether an event is of the period; all-day ones by their dates, which no zone moves."""
    return not one.all_day or (one.start.date() <= setting.until and one.end.date() > setting.since)


def _columns(setting: Setting) -> tuple[Column, ...]:
    place = setting.profile.home_place
    return (
        Column(setting.words("Local")),
        Column(setting.words("Zulu")),
        Column(setting.text(place) if place else setting.words("Home")),
        Column(setting.words("Event"), 2.2),
        Column(setting.words("Where"), 1),
    )


def _row(setting: Setting, one: Occurrence, names: Naming) -> Row:
    event = source(EVENT, one.event_id, one.title, Marking.decode(one.marking), one.uid)
    local, zulu, home = _times(setting, one)
    title: list[PortionText | Words] = [titled(setting, one.title, event, names)]
    if status := status_words(setting.words, one):
        title.append(PortionText(status, event.marking, (event,), before="[", after="]"))
    place = Line((portion(setting.text(one.place), event, names=names.text(one.place)),)) if one.place else Line(())
    times = tuple(Line((portion(text, event),)) for text in (local, zulu, home))
    return Row((*times, Line(tuple(title)), place), lead=3)


def _times(setting: Setting, one: Occurrence) -> tuple[Text, Text, Text]:
    if one.all_day:
        last = (one.end - one.end.resolution).date()
        if last > one.start.date():
            return (
                setting.each(lambda language: language.tr("until {day}", day=_day(setting, language, last))),
                ("",),
                ("",),
            )
        return setting.words("all day"), ("",), ("",)
    zone = place_zone(one.zone, setting.profile.host_zone)
    begins = three_zones(one.starts, zone, setting.profile.home_zone)
    ends = three_zones(one.ends, zone, setting.profile.home_zone)
    local, zulu, home = three_clocks(begins)
    if one.ends == one.starts:
        return local, zulu, home
    if ends.place.local.date() == begins.place.local.date() and ends.place.letter == begins.place.letter:
        return (f"{begins.place.local:%H%M}–{ends.place.clock}",), zulu, home
    first, last = begins.place.local.date(), ends.place.local.date()
    days = (last - first).days
    if days > 1 or first < setting.since:
        # Of something that lasts days it is told on which they fall.
        began, ended = (
            setting.each(lambda language, at=at: f"{_day(setting, language, at.local.date())} {at.clock}")  # type: ignore[misc]
            for at in (begins.place, ends.place)
        )
        return tuple(f"{one}–{other}" for one, other in zip(began, ended, strict=True)), zulu, home
    return (f"{begins.place.clock}–{ends.place.clock}{f'+{days}' if days else ''}",), zulu, home


def _day(setting: Setting, language: Language, day: date) -> str:
    """Return a day, with its year if that is not the period's."""
    return short_day(language, day) if setting.since.year == setting.until.year == day.year else dated(language, day)
