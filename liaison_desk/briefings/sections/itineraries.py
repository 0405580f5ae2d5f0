"""The itinerary of a visit: the events that are linked with it, day by day in three zones, its sites, escorts and delegation."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from liaison_desk.briefings.document import (
    Band,
    Block,
    Column,
    Group,
    KeyValues,
    Line,
    PortionText,
    Row,
    Section,
    Source,
    Text,
)
from liaison_desk.briefings.sections.attending import names_in
from liaison_desk.briefings.sections.delegations import delegation
from liaison_desk.briefings.sections.exercising import marked_once
from liaison_desk.briefings.sections.happenings import titled
from liaison_desk.briefings.sections.naming import Naming
from liaison_desk.briefings.sections.partnerships import Told
from liaison_desk.briefings.sections.setting import Setting, source
from liaison_desk.briefings.sections.times import day_words, three_clocks
from liaison_desk.briefings.sections.visits import (
    Visiting,
    around_days,
    asked_visits,
    facts,
    sites_and_escorts,
    visit_papers,
    visiting,
)
from liaison_desk.calendar.records import EVENT, Event, Occurrence, Status
from liaison_desk.domain.dtg import ThreeZones, three_zones
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.zones import place_zone
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.partnership.records import VISIT, Visit


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the itinerary of each visit that is not over, or of the one asked for."""
    books, visits = setting.partnership, asked_visits(setting)
    linked = {one.id: books.linked(RecordRef(VISIT, one.id), EVENT) for one in visits} if books is not None else {}
    ids = sorted({id_ for some in linked.values() for id_ in some})
    events = (
        {id_: one for id_, one in setting.calendars.events_by_ids(ids).items() if one.deleted_at is None} if ids else {}
    )
    names = names_in(setting, events.values())

    def paper(around: Visiting, told: Told, one: Visit) -> tuple[Block, ...]:
        own = [events[id_] for id_ in linked.get(one.id, ()) if id_ in events]
        people = (Group(setting.line("Delegation"), (delegation(told, one, full=False),)),) if one.delegation else ()
        return (
            KeyValues(tuple(facts(around, told, one))),
            *_itinerary(told, names, _occurrences(setting, one, own)),
            *sites_and_escorts(around, told, one),
            *people,
        )

    return visit_papers(visiting(setting, visits), "visit_itinerary", "Itinerary", paper)


def _occurrences(setting: Setting, visit: Visit, events: Sequence[Event]) -> list[Occurrence]:
    """Return when the events of a visit are: one that comes again only on its days, every other whenever it is."""
    if not events:
        return []
    days = around_days(visit)
    walls = [wall.date() for one in events if one.recurrence is None for wall in (one.start, one.end)]
    first, last = min([*walls, *(days or ())], default=None), max([*walls, *(days or ())], default=None)
    if first is None or last is None:
        return []
    since, until = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (first, last))
    ids = {one.id for one in events}
    found = setting.calendars.occurrences(
        since - timedelta(days=2), until + timedelta(days=3), sorted({one.calendar_id for one in events})
    )
    return [
        one
        for one in found
        if one.event_id in ids and (not one.recurring or (days is not None and days[0] <= one.start.date() <= days[1]))
    ]


def _itinerary(told: Told, names: Naming, found: Sequence[Occurrence]) -> tuple[Block, ...]:
    if not found:
        return ()
    setting = told.setting
    home = setting.profile.home_place
    columns = (
        Column(setting.words("Local")),
        Column(setting.words("Zulu")),
        Column(setting.text(home) if home else setting.words("Home")),
        Column(setting.words("Event"), 2.6),
        Column(setting.words("Where"), 1.6, spare=True),
    )
    days: dict[date, list[Occurrence]] = {}
    for one in sorted(found, key=lambda one: (one.start.date(), not one.all_day, one.starts)):
        days.setdefault(one.start.date(), []).append(one)
    rows: list[Row | Band] = []
    for day, some in days.items():
        rows.append(Band(setting.each(lambda language, day=day: day_words(language, day))))  # type: ignore[misc]
        rows += [_row(told, names, one) for one in some]
    return (Group(setting.line("Programme"), (marked_once(setting, columns, rows),)),)


def _row(told: Told, names: Naming, one: Occurrence) -> Row:
    setting = told.setting
    record = source(EVENT, one.event_id, one.title, Marking.decode(one.marking), one.uid)

    def says(text: Text, *known: Source) -> Line:
        # The event goes with the visit, too: what is told of it here tells of that.
        piece = PortionText(text, record.marking, (record, told.record), names=known)
        return Line((piece,)) if any(text) else Line(())

    title = [titled(setting, one.title, record, names, (told.record,))]
    if one.status is Status.CANCELLED:
        title.append(PortionText(setting.words("Cancelled"), record.marking, (record,), before="[", after="]"))
    elif one.status is Status.TENTATIVE:
        title.append(PortionText(setting.words("Tentative"), record.marking, (record,), before="[", after="]"))
    clocks = tuple(map(says, _three_times(setting, one)))
    where = says(setting.text(one.place), *names.text(one.place)) if one.place else Line(())
    return Row((*clocks, Line(tuple(title)), where), lead=3)


def _three_times(setting: Setting, one: Occurrence) -> tuple[Text, Text, Text]:
    """Return when something of an itinerary is where it happens (with its end), in Zulu and at home, +1 where that is another day."""
    if one.all_day:
        return setting.words("all day"), ("",), ("",)
    profile = setting.profile
    begins, ends = (
        three_zones(at, place_zone(one.zone, profile.host_zone), profile.home_zone) for at in (one.starts, one.ends)
    )
    local, zulu, home = three_clocks(begins)
    return (local if one.ends == one.starts else (_span(begins, ends),)), zulu, home


def _span(begins: ThreeZones, ends: ThreeZones) -> str:
    later = (ends.place.local.date() - begins.place.local.date()).days
    opening = f"{begins.place.local:%H%M}" if begins.place.letter == ends.place.letter else begins.place.clock
    return f"{opening}–{ends.place.clock}{f'+{later}' if later else ''}"
