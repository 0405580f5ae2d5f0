"""What comes again more often than monthly, told once by its rule: at the scale of years it would hide what matters."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from liaison_desk.briefings.document import Block, Column, Group, Line, PortionText, Row, Table
from liaison_desk.briefings.sections.happenings import Happenings, titled, touched
from liaison_desk.briefings.sections.repeats import repeated
from liaison_desk.briefings.sections.setting import Setting, portion
from liaison_desk.briefings.sections.times import short_days
from liaison_desk.calendar.records import Event, Occurrence
from liaison_desk.calendar.words.status_words import status_words

_MONTH = timedelta(days=28)
"""The shortest month: what comes again within it comes more often than monthly."""


def part_often(told: Happenings) -> tuple[Happenings, list[list[Occurrence]]]:
    """Return what is to be drawn, and apart from it each series that comes more often than monthly.

    Of a series those that are called or stand otherwise than the others, such as one that is cancelled, are still drawn, and
    those that were moved: the rule does not tell when they are.
    """
    series: dict[tuple[object, ...], list[Occurrence]] = {}
    for one in told.occurrences:
        if one.recurring and one.event_id and one.start == one.at:
            key = (one.event_id, one.title, one.status, one.declined, one.marking)
            series.setdefault(key, []).append(one)
    often = [some for some in series.values() if _is_often(some)]
    gone = {id(one) for some in often for one in some}
    return replace(told, occurrences=[one for one in told.occurrences if id(one) not in gone]), often


def _is_often(some: Sequence[Occurrence]) -> bool:
    """Tell whether a series goes on for longer than a month, and comes more often: a week of daily sessions is one thing."""
    lasting = some[-1].starts - some[0].starts
    return lasting > _MONTH and lasting <= _MONTH * (len(some) - 1)


def often_told(setting: Setting, told: Happenings, often: Sequence[Sequence[Occurrence]]) -> tuple[Block, ...]:
    """Return the table of the series that come more often than monthly; nothing where there are none."""
    if not often:
        return ()
    events = setting.calendars.events_by_ids(sorted({some[0].event_id for some in often}))
    place = {calendar.id: number for number, calendar in enumerate(told.calendars)}
    order = sorted(often, key=lambda some: (place.get(some[0].calendar_id, len(place)), -len(some)))
    columns = (
        Column(setting.words("How often"), 1.6),
        Column(setting.words("In this period")),
        Column(setting.words("Event"), 2.2),
        Column(setting.words("Where"), 1),
    )
    rows = tuple(_row(setting, told, some, events.get(some[0].event_id)) for some in order)
    return (Group(setting.line("Comes more often than monthly"), (Table(columns, rows),)),)


def _row(setting: Setting, told: Happenings, some: Sequence[Occurrence], event: Event | None) -> Row:
    one, last = some[0], touched(setting, some[-1])[1]
    record = told.source(one)
    first = touched(setting, one)[0]
    rule = repeated(setting, event, one.starts) if event is not None else ()
    days = setting.each(lambda language: f"{short_days(language, first, last, year=True)} × {len(some)}")
    title = [titled(setting, one.title, record, told.names)]
    if status := status_words(setting.words, one):
        title.append(PortionText(status, record.marking, (record,), before="[", after="]"))
    where = Line(
        tuple(
            PortionText(
                setting.text(place),
                record.marking,
                (record,),
                before="/ " if number else "",
                names=told.names.text(place),
            )
            for number, place in enumerate(dict.fromkeys(each.place for each in some if each.place))
        )
    )
    cells = (
        Line((portion(rule, record),)) if any(rule) else Line(()),
        Line((portion(days, record),)),
        Line(tuple(title)),
    )
    return Row((*cells, where), lead=2)
