"""What is known before a meeting: when and where it is, its agenda and who will be there; and what went before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from liaison_desk.briefings.document import Block, Column, Group, Items, Line, Row, Section, Table
from liaison_desk.briefings.sections.accounts import Account, accounts, accounts_of, coming_meetings
from liaison_desk.briefings.sections.commitments import secretly_over
from liaison_desk.briefings.sections.heads import agenda, attendees, facts, heading
from liaison_desk.briefings.sections.meetings import attendee
from liaison_desk.briefings.sections.noted import untranslated
from liaison_desk.briefings.sections.promises import both_ways, whence
from liaison_desk.briefings.sections.registers import MOST
from liaison_desk.briefings.sections.rfis import STATUSES
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.tasking import Tasking, about, found_tasks, tasking
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import (
    MEETING,
    Earlier,
    Meeting,
    Portion,
    PortionKind,
    PortionLine,
    RegisterFilter,
    RegisterSort,
)
from liaison_desk.tasks.records import Rfi, Task, TaskFilter, TaskKind, TaskState

_Of = TypeVar("_Of")
_OPEN = (TaskState.OPEN, TaskState.IN_PROGRESS, TaskState.WAITING)
_WORTH_TELLING = (PortionKind.DISCUSSION, PortionKind.DECISION, PortionKind.EQUITY, PortionKind.RFI)


def build_agenda(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build time, place, agenda and attendees by precedence of the meeting asked for, or of each of the period that is to come."""
    groups = tuple(
        Group(heading(account), (facts(account), *agenda(account), *attendees(account)))
        for account in accounts(setting, coming_meetings(setting))
    )
    return Section("agenda", setting.line("Agenda and attendees"), groups, setting.words("Nothing to report."))


@dataclass(frozen=True, slots=True)
class _Before:
    """What went before one meeting: the meetings of its series, those with the same people, and which people those are."""

    account: Account
    people: frozenset[int]
    of_series: Sequence[Earlier]
    with_people: Sequence[Earlier]

    @property
    def ids(self) -> frozenset[int]:
        """The meetings that went before."""
        return frozenset(one.id for one in (*self.of_series, *self.with_people))


def build_background(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build what went before the meeting asked for, or before each of the period that is to come.

    That is what the meetings of its series, and those with the same people, told in the ``days`` before it; and whatever was promised
    or asked there, or asked by those people, that is still open. Raises RefusedError for more than a packet can hold.

    Who "the same people" are is told by those alone whom the audience may see there: a meeting that goes in on account of
    somebody withheld would tell of him.
    """
    coming = accounts(setting, coming_meetings(setting))
    every = _before(setting, coming)
    lately = {one.account.meeting.id: _lately(setting, one, int(options["days"])) for one in every}
    recent = _few(sorted(set[int]().union(*lately.values())))
    told = {one.meeting.id: one for one in accounts(setting, setting.meetings.meetings_by_ids(recent).values())}
    promised = _promised(setting, frozenset[int]().union(*(one.ids for one in every)))
    asked = _asked(setting)
    groups = tuple(
        Group(
            heading(one.account),
            (
                *_series(one, lately[one.account.meeting.id], told),
                *_decided(one, lately[one.account.meeting.id], told),
                *both_ways(
                    setting.line("Open commitments both ways"),
                    [(account, note) for account, note in promised if account.meeting.id in one.ids],
                    origin=True,
                ),
                *_requests(one, asked),
            ),
        )
        for one in every
    )
    return Section("background", setting.line("Background"), groups, setting.words("Nothing to report."))


def _few(found: Sequence[_Of]) -> Sequence[_Of]:
    if len(found) > MOST:
        # Cut off there, the paper would change with those that are withheld, and lose the others silently.
        raise RefusedError("A packet holds {count} notes at most. Choose a shorter period.", count=MOST)
    return found


def _before(setting: Setting, coming: Iterable[Account]) -> list[_Before]:
    """Return what went before each of some meetings, in one question for all."""
    people = {one.meeting.id: _people(one) for one in coming}
    if not people:
        return []
    meetings = [one.meeting for one in coming]
    found = setting.meetings.earlier(setting.as_of, meetings, frozenset[int]().union(*people.values()))
    before = []
    for account in coming:
        meeting, there = account.meeting, people[account.meeting.id]
        earlier = [one for one in found if one.id != meeting.id and one.starts < _starts(setting, meeting)]
        of_series = [one for one in earlier if _is_of_series(one, meeting)]
        others = [one for one in earlier if one.contact_ids & there and not _is_of_series(one, meeting)]
        before.append(_Before(account, there, of_series, others))
    return before


def _people(account: Account) -> frozenset[int]:
    """Return the contacts who will be at a meeting, as far as the audience may be told."""
    there = [one for one in account.meeting.attendees if one.contact_id]
    return frozenset(
        one.contact_id
        for one in there
        if account.setting.is_told(attendee(account.setting, one, account.record, account.names))
    )


def _starts(setting: Setting, meeting: Meeting) -> datetime:
    return to_utc(meeting.start, meeting.zone or setting.profile.host_zone)


def _is_of_series(one: Earlier, meeting: Meeting) -> bool:
    return bool(
        (meeting.series and one.series == meeting.series) or (one.event_id and one.event_id == meeting.event_id)
    )


def _lately(setting: Setting, one: _Before, days: int) -> set[int]:
    since = _starts(setting, one.account.meeting) - timedelta(days=days)
    return {each.id for each in (*one.of_series, *one.with_people) if each.starts >= since}


def _series(one: _Before, lately: set[int], told: Mapping[int, Account]) -> list[Block]:
    """Return what was noted at each of the last meetings of the series."""
    last = [told[each.id] for each in one.of_series if each.id in lately and each.id in told]
    groups = tuple(Group(Line((whence(account),)), (Items(_notes(account)),)) for account in last)
    return [Group(one.account.setting.line("Earlier meetings of the series"), groups)] if groups else []


def _notes(account: Account) -> tuple[Line, ...]:
    first = _bottom_lines(account)
    notes = [*first, *(one for one in account.notes(*_WORTH_TELLING) if one not in first)]
    return tuple(account.line(note, note.level) for note in notes)


def _bottom_lines(account: Account) -> list[Portion]:
    return [one for one in account.meeting.portions if one.section == "bottom-line" and one.text]


def _decided(one: _Before, lately: set[int], told: Mapping[int, Account]) -> list[Block]:
    """Return what was decided at the other meetings with the same people, each with where and when."""
    last = [told[each.id] for each in one.with_people if each.id in lately and each.id in told]
    lines = tuple(
        Line(
            (
                account.text(note),
                *untranslated(account.setting, note),
                *account.speaker(note),
                replace(whence(account), before="(", after=")"),
            )
        )
        for account in last
        for note in (*_bottom_lines(account), *account.notes(PortionKind.DECISION))
    )
    heading_line = one.account.setting.line("Decided with the same people")
    return [Group(heading_line, (Items(lines, numbered=True),))] if lines else []


def _promised(setting: Setting, meetings: frozenset[int]) -> list[tuple[Account, Portion]]:
    """Return the commitments noted in some meetings that are not kept yet, as far as the audience may know, by when they are due."""
    if setting.registers is None or not meetings:
        return []
    wanted = RegisterFilter(kinds=(PortionKind.COMMITMENT,), unfinished=True)
    lines: list[PortionLine] = [*setting.registers.register(wanted, Sort(RegisterSort.DUE)), *secretly_over(setting)]
    kept = _few([one for one in lines if one.meeting_id in meetings and one.portion.text])
    known = accounts_of(setting, kept)
    ordered = sorted(kept, key=lambda one: (one.portion.due is None, str(one.portion.due), one.portion.id))
    return [(known[one.meeting_id], one.portion) for one in ordered if one.meeting_id in known]


def _asked(setting: Setting) -> Tasking:
    """Return the requests for information that are open."""
    return tasking(setting, found_tasks(setting, TaskFilter(kinds=(TaskKind.RFI,), states=_OPEN)))


def _requests(one: _Before, told: Tasking) -> list[Block]:
    """Return the open requests that came out of meetings before this one, or that somebody asked who will be there."""
    setting = told.setting
    columns = (
        Column(setting.words("RFI")),
        Column(setting.words("Question"), 2.6),
        Column(setting.words("Asker"), 1.1),
        Column(setting.words("LTIOV")),
        Column(setting.words("State"), 1),
    )
    rows = tuple(_request_row(told, task) for task in told.tasks.values() if _is_of(one, told, task))
    return [Group(setting.line("Open requests for information"), (Table(columns, rows),))] if rows else []


def _is_of(one: _Before, told: Tasking, task: Task) -> bool:
    if task.source_kind == MEETING and task.source_id in {*one.ids, one.account.meeting.id}:
        return True
    rfi = task.rfi or Rfi()
    return rfi.asker_id in one.people and told.people(task, rfi.asker, rfi.asker_id) is not None


def _request_row(told: Tasking, task: Task) -> Row:
    setting, rfi = told.setting, task.rfi or Rfi()
    return Row(
        (
            Line((number,)) if (number := told.number(task)) is not None else Line(()),
            Line((told.action(task),)),
            told.person(task, rfi.asker, rfi.asker_id),
            about(told, task, told.due(task)),
            about(told, task, setting.words(STATUSES[rfi.status])),
        ),
        lead=1,
    )
