"""Insights and recommendations: the register of what the officer thinks, across the meetings of the period."""

from collections.abc import Mapping
from typing import Any

from liaison_desk.briefings.document import Group, Items, Line, PortionText, Section
from liaison_desk.briefings.sections.meetings import spoken
from liaison_desk.briefings.sections.naming import Naming, naming
from liaison_desk.briefings.sections.noted import Noted, noted, untranslated
from liaison_desk.briefings.sections.setting import Setting, source
from liaison_desk.briefings.sections.times import near_day
from liaison_desk.domain.notetext import unmarked
from liaison_desk.meetings.records import MEETING, Meeting, PortionKind, PortionLine

_HEADINGS = {PortionKind.INSIGHT: "Insights", PortionKind.RECOMMENDATION: "Recommendations"}


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build a numbered list of each kind, every entry with the meeting it comes from."""
    found = setting.meetings.portions(frozenset(_HEADINGS), setting.since, setting.until)
    meetings = setting.meetings.meetings_by_ids(sorted({one.meeting_id for one in found}))
    told = noted(setting, (one.portion for one in found))
    names = naming(setting, told.wordings(), meetings=meetings.values())
    groups = []
    for kind, heading in _HEADINGS.items():
        lines = tuple(
            _line(setting, one, meetings[one.meeting_id], names, told)
            for one in found
            if one.portion.kind is kind and one.portion.text and one.meeting_id in meetings
        )
        if lines:
            groups.append(Group(setting.line(heading), (Items(lines, numbered=True),)))
    heading_line = setting.line("Insights and recommendations")
    return Section("insights", heading_line, tuple(groups), setting.words("Nothing to report."))


def _line(setting: Setting, one: PortionLine, meeting: Meeting, names: Naming, told: Noted) -> Line:
    record = source(MEETING, meeting.id, meeting.title, meeting.marking, meeting.uid)
    # What was noted in a meeting that cannot be named stays out with it.
    also = (*names.of_meeting(meeting.title, meeting), *names.present_in(unmarked(one.portion.text), meeting))
    text = told.piece(setting, one.portion, record, names, also)
    day = meeting.start.date()
    whence = tuple(
        language.tr("{title}, {day}", title=title, day=near_day(setting, language, day)) if title else ""
        for language, title in zip(setting.languages, setting.text(meeting.title), strict=True)
    )
    origin = PortionText(
        whence,
        meeting.marking,
        (record,),
        before="(",
        after=")",
        names=names.of_meeting(meeting.title, meeting),
        title=True,
    )
    remark = untranslated(setting, one.portion)
    return Line((text, *remark, *spoken(setting, one.portion, meeting, record, names), origin))
