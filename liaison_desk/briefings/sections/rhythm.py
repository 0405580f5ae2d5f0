"""The battle-rhythm week: what comes again by its card, as a grid and as a table of chairs, roles, inputs and reports."""

from collections.abc import Mapping
from typing import Any

from liaison_desk.briefings.document import Band, Block, Column, Group, Line, PortionText, Row, Section, Table
from liaison_desk.briefings.sections.attending import called, inputs, names_in, told
from liaison_desk.briefings.sections.calendars import week_section
from liaison_desk.briefings.sections.happenings import (
    Happenings,
    cancelled_note,
    entries,
    happenings,
    three_times,
    titled,
    touched,
)
from liaison_desk.briefings.sections.naming import Naming
from liaison_desk.briefings.sections.setting import Setting, portion
from liaison_desk.briefings.sections.times import day_words
from liaison_desk.calendar.records import Event, Occurrence, RhythmCard, Status

_PALETTE = "rhythm"


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the grid and the table of every event with a battle-rhythm card, and of those on a calendar of that kind."""
    found = happenings(setting, cancelled=options["cancelled"], wanted=_is_rhythm)
    ids = sorted({one.event_id for one in found.occurrences})
    events = setting.calendars.events_by_ids(ids) if ids else {}
    names = names_in(setting, events.values())
    rows: list[Row | Band] = []
    days: dict[Any, list[Occurrence]] = {}
    for one in found.occurrences:
        days.setdefault(max(touched(setting, one)[0], setting.since), []).append(one)
    for day in sorted(days):
        rows.append(Band(setting.each(lambda language, day=day: day_words(language, day))))  # type: ignore[misc]
        rows += [
            _row(setting, found, one, events.get(one.event_id), names)
            for one in sorted(days[day], key=lambda one: (not one.all_day, one.starts))
        ]
    home = setting.profile.home_place
    columns = (
        Column(setting.words("Local")),
        Column(setting.words("Zulu")),
        Column(setting.text(home) if home else setting.words("Home")),
        Column(setting.words("Event"), 2.2),
        Column(setting.words("Chair"), 1.2),
        Column(setting.words("My role"), 1.2),
        Column(setting.words("Inputs due"), 1.8),
        Column(setting.words("Report home"), 1.1),
    )
    after: tuple[Block, ...] = ()
    if rows:
        after = (Group(setting.line("Chairs, roles, inputs and reports"), (Table(columns, tuple(rows)),)),)
    return week_section(setting, "rhythm", "Battle-rhythm week", entries(setting, found), after=after)


def _is_rhythm(one: Occurrence) -> bool:
    return one.rhythmic or (one.palette == _PALETTE and not one.holiday)


def _row(setting: Setting, found: Happenings, one: Occurrence, event: Event | None, names: Naming) -> Row:
    record = found.source(one)
    title: list[PortionText] = [titled(setting, one.title, record, found.names)]
    if one.status is Status.CANCELLED:
        title += cancelled_note(setting, found.reason(one), record, names)
    elif one.status is Status.TENTATIVE:
        title.append(PortionText(setting.words("Tentative"), record.marking, (record,), before="[", after="]"))
    times = [Line((portion(text, record),)) if any(text) else Line(()) for text in three_times(setting, one)]
    card = event.rhythm if event is not None else None
    if event is None or card is None:
        card, due = RhythmCard(), Line(())
    else:
        due = Line(inputs(setting, event, one.start, record, names), separator="; ", led=False)
    chair = Line((called(setting, card.chair, record, names),)) if card.chair is not None else Line(())
    role, report = (
        Line((told(setting, text, record, names),)) if text else Line(()) for text in (card.role, card.report)
    )
    return Row((*times, Line(tuple(title)), chair, role, due, report), lead=3)
