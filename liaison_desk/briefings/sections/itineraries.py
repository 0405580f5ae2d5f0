"""The itinerary of a visit: the events that are linked with it, day by day in three zones, its sites, escorts and delegation."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
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
from liaison_desk.briefings.sections.delegations import delegation
from liaison_desk.briefings.sections.exercising import marked_once
from liaison_desk.briefings.sections.happenings import titled
from liaison_desk.briefings.sections.partnerships import Told
from liaison_desk.briefings.sections.setting import Setting, source
from liaison_desk.briefings.sections.times import day_words, short_days, three_clocks
from liaison_desk.briefings.sections.visits import (
    Visiting,
    asked_visits,
    facts,
    sites_and_escorts,
    visit_papers,
    visiting,
)
from liaison_desk.calendar.records import EVENT
from liaison_desk.domain.dtg import ThreeZones, three_zones
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.zones import place_zone
from liaison_desk.partnership.records import Visit
from liaison_desk.partnership.records.visit_lines import ItineraryItem


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the itinerary of each visit that is not over, or of the one asked for."""
    books, visits = setting.partnership, asked_visits(setting)
    found = {one.id: books.itinerary(one.id) for one in visits} if books is not None else {}
    items = [item for some in found.values() for item in some]
    around = visiting(setting, visits, [text for item in items for text in (item.title, item.place)])

    def paper(_around: Visiting, told: Told, one: Visit) -> tuple[Block, ...]:
        people = (Group(setting.line("Delegation"), (delegation(told, one, full=False),)),) if one.delegation else ()
        return (
            KeyValues(tuple(facts(around, told, one))),
            *_itinerary(told, found.get(one.id, ())),
            *sites_and_escorts(around, told, one),
            *people,
        )

    return visit_papers(around, "visit_itinerary", "Itinerary", paper)


def _itinerary(told: Told, found: Sequence[ItineraryItem]) -> tuple[Block, ...]:
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
    days: dict[date, list[ItineraryItem]] = {}
    for one in sorted(found, key=lambda one: (one.start.date(), not one.all_day, one.starts, one.event_id)):
        days.setdefault(one.start.date(), []).append(one)
    rows: list[Row | Band] = []
    for day, some in days.items():
        rows.append(Band(setting.each(lambda language, day=day: day_words(language, day))))  # type: ignore[misc]
        rows += [_row(told, one) for one in some]
    return (Group(setting.line("Programme"), (marked_once(setting, columns, rows),)),)


def _row(told: Told, one: ItineraryItem) -> Row:
    setting = told.setting
    record = source(EVENT, one.event_id, one.title, Marking.decode(one.marking), one.uid)

    def says(text: Text, *known: Source) -> Line:
        # The event goes with the visit, too: what is told of it here tells of that.
        piece = PortionText(text, record.marking, (record, told.record), names=known)
        return Line((piece,)) if any(text) else Line(())

    title = [titled(setting, one.title, record, told.names, (told.record,))]
    if one.cancelled:
        title.append(PortionText(setting.words("Cancelled"), record.marking, (record,), before="[", after="]"))
    clocks = tuple(map(says, _three_times(setting, one)))
    where = says(setting.text(one.place), *told.names.text(one.place)) if one.place else Line(())
    return Row((*clocks, Line(tuple(title)), where), lead=3)


def _three_times(setting: Setting, one: ItineraryItem) -> tuple[Text, Text, Text]:
    """Return when something of an itinerary is where it happens (with its end), in Zulu and at home, +1 where that is another day."""
    if one.all_day:
        last = (one.end - timedelta(microseconds=1)).date()
        first = one.start.date()
        whole = (
            setting.words("all day")
            if last <= first
            else setting.each(lambda language: short_days(language, first, last))
        )
        return whole, ("",), ("",)
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
