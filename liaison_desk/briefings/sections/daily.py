"""What a day begins with: what the battle rhythm wants handed in, who is away, and what came of the meetings since yesterday."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from liaison_desk.briefings.document import Column, Items, Line, Row, Section, Table, Text
from liaison_desk.briefings.sections.accounts import Account, accounts, asked_meetings
from liaison_desk.briefings.sections.attending import names_in, told
from liaison_desk.briefings.sections.happenings import entries, happenings, titled
from liaison_desk.briefings.sections.promises import whence
from liaison_desk.briefings.sections.setting import Setting, portion, source
from liaison_desk.briefings.sections.times import at_place, near_days, three_clocks
from liaison_desk.calendar.records import EVENT, Event, Occurrence, RhythmInput
from liaison_desk.calendar.rules.rhythm import Due, due_inputs
from liaison_desk.calendar.rules.series import EARLIEST_INPUT
from liaison_desk.calendar.rules.span import Happening
from liaison_desk.domain.zones import to_utc
from liaison_desk.meetings.records import PortionKind

_DAY = timedelta(days=1)
_SATURDAY = 5
_LEAVE = "leave"
_CAME_OF = (PortionKind.DECISION, PortionKind.COMMITMENT, PortionKind.ACTION)


def build_inputs(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the table of what battle-rhythm cards want handed in during the period and ``ahead_days`` after it, by when it is due."""
    since, until = setting.span
    until += _DAY * int(options["ahead_days"])
    events = setting.calendars.rhythmic(since, until + _DAY * (EARLIEST_INPUT + 1))
    names = names_in(setting, events.values())
    rows = []
    for event in events.values():
        record = source(EVENT, event.id, event.title, event.marking, event.uid)
        for at, asked, one, due in _due(setting, event, since, until):
            board = Line((titled(setting, _called(event, one), record, names), portion(near_days(setting, one.start.date()), record)), ", ")  # fmt: skip
            cells = (
                Line((portion(_when(setting, due), record),)),
                Line((told(setting, asked.what, record, names),)),
                board,
                Line((portion((asked.to,), record, names=names.organization(asked.to)),)) if asked.to else Line(()),
            )
            rows.append((at, event.id, Row(cells, lead=2)))
    columns = (
        Column(setting.words("Due")),
        Column(setting.words("Input"), 2),
        Column(setting.words("For"), 1.8),
        Column(setting.words("Hand in to"), 1),
    )
    ordered = tuple(row for _, _, row in sorted(rows, key=lambda one: one[:2]))
    blocks = (Table(columns, ordered),) if ordered else ()
    return Section("inputs", setting.line("Battle-rhythm inputs due"), blocks, setting.words("Nothing to report."))


def _due(
    setting: Setting, event: Event, since: datetime, until: datetime
) -> Iterator[tuple[datetime, RhythmInput, Happening, Due]]:
    """Yield the inputs of an event that are due in a span of instants, and when; those of a day are due at its end."""
    host = setting.profile.host_zone
    longest = max((one.days_before for one in event.rhythm.inputs), default=0) if event.rhythm is not None else 0
    for asked, one, due in due_inputs(event, since - _DAY, until + _DAY * (longest + 1), host):
        wall = due.due.replace(hour=0, minute=0) + _DAY - timedelta(minutes=1) if due.all_day else due.due
        at = to_utc(wall, due.zone or host)
        if since <= at < until:
            yield at, asked, one, due


def _called(event: Event, one: Happening) -> Any:
    """Return what an occurrence is called: a changed one by its own title."""
    return (one.override.title if one.override is not None else None) or event.title


def _when(setting: Setting, due: Due) -> Text:
    """Return the day and time where something is due, and below it Zulu and home; of a day only the day."""
    if due.all_day:
        return near_days(setting, due.due.date())
    zones = at_place(setting, due.due, due.zone)
    local, zulu, home = three_clocks(zones)
    return tuple(f"{day} {local[0]}\n{zulu[0]} / {home[0]}" for day in near_days(setting, zones.place.local.date()))


def build_away(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the table of who is away in the period and ``ahead_days`` after it, as calendars of leave tell, and of nations' days off."""
    setting = replace(setting, until=setting.until + _DAY * int(options["ahead_days"]))
    found = happenings(setting, cancelled=False, wanted=_is_away)
    listed, _ = entries(setting, found)
    columns = (
        Column(setting.words("Day")),
        Column(setting.words("Time")),
        Column(setting.words("Away, day off"), 3),
    )
    rows = tuple(
        Row((one.cells[0], one.cells[1], Line((*one.line.pieces, *one.note.pieces))), lead=2) for one in listed
    )
    blocks = (Table(columns, rows),) if rows else ()
    return Section("away", setting.line("Who is away, days off"), blocks, setting.words("Nothing to report."))


def _is_away(one: Occurrence) -> bool:
    return one.palette == _LEAVE or bool(one.holiday)


def build_bottom_lines(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build what came of each meeting since ``days_back`` days before the period: bottom lines, decisions, promises and actions.

    Days of a weekend do not count: a Monday tells of Friday's meetings, too.
    """
    since = setting.since
    for _ in range(int(options["days_back"])):
        since -= _DAY
        while since.weekday() >= _SATURDAY:
            since -= _DAY
    held = asked_meetings(replace(setting, since=since))
    lines = tuple(line for account in accounts(setting, held) for line in _came(account))
    heading_line = setting.line("Bottom lines of the last meetings")
    return Section("bottom_lines", heading_line, (Items(lines),) if lines else (), setting.words("Nothing to report."))


def _came(account: Account) -> Iterator[Line]:
    """Yield a meeting and when it was, and under it what came of it."""
    meeting = account.meeting
    yield Line((whence(account, at_place(account.setting, meeting.start, meeting.zone).place.clock),))
    first = [one for one in meeting.portions if one.section == "bottom-line" and one.text]
    for note in (*first, *(one for one in account.notes(*_CAME_OF) if one not in first)):
        yield account.line(note, 1)
