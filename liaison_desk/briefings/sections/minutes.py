"""Minutes: the head of a meeting, its notes in order, what was decided, promised and asked, and whether all this is final."""

from collections.abc import Mapping, Sequence
from typing import Any

from liaison_desk.briefings.document import Block, Group, Items, Section
from liaison_desk.briefings.sections.accounts import Account, accounts, asked_meetings
from liaison_desk.briefings.sections.engagements import HEADINGS
from liaison_desk.briefings.sections.heads import agenda, attendees, facts, paper
from liaison_desk.briefings.sections.meetings import PLAN
from liaison_desk.briefings.sections.promises import actions, promises, requests
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.versions import frozen_versions, state
from liaison_desk.calendar.records import Event
from liaison_desk.meetings.records import Meeting, Minutes, Portion, PortionKind

_IN_ORDER = frozenset({"", "discussion", "decisions", "commitments"})
"""Sections of a template whose notes stand in the order of the meeting; what was decided and promised is told again below."""


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the minutes of the meeting asked for, or of each of the period; attendees by precedence or as ``listed``."""
    meetings = asked_meetings(setting)
    versions = frozen_versions(setting, meetings)
    frozen = [one for kept in versions.values() for _, one in kept]
    listed = bool(options["listed"])
    events = setting.calendars.events_by_ids(sorted({one.event_id for one in meetings} - {0}))
    groups = tuple(
        _minutes(account, versions.get(account.meeting.id, ()), events.get(account.meeting.event_id), listed)
        for account in accounts(setting, meetings, frozen)
    )
    return Section("minutes", None, groups, setting.words("Nothing to report."))


def _minutes(account: Account, versions: Sequence[tuple[Minutes, Meeting]], event: Event | None, listed: bool) -> Group:
    final, words = state(account, versions)
    return paper(
        account,
        "Meeting minutes",
        facts(account, words, event=event),
        *attendees(account, listed=listed),
        *agenda(account),
        *_discussion(account),
        *decisions(account),
        *promises(account, "Commitments"),
        *requests(account),
        *actions(account),
        draft=not final,
    )


def _discussion(account: Account) -> list[Block]:
    """Return the notes in order; those of a template's own sections under their headings, the plan of an engagement not at all."""
    setting = account.setting
    under: dict[str, list[Portion]] = {}
    for note in account.meeting.portions:
        if note.text and note.section not in PLAN:
            known = note.section in HEADINGS and note.section not in _IN_ORDER
            under.setdefault(HEADINGS[note.section] if known else "Discussion", []).append(note)
    return [
        Group(setting.line(words), (Items(tuple(account.line(note, note.level) for note in notes), numbered=True),))
        for words, notes in under.items()
    ]


def decisions(account: Account) -> list[Block]:
    """Return what was decided."""
    decided = [account.line(note, labelled=False) for note in account.notes(PortionKind.DECISION)]
    heading = account.setting.line("Decisions")
    return [Group(heading, (Items(tuple(decided), numbered=True),))] if decided else []
