"""The sections a packet can have, one module each; the tuple below is the whole list.

A section asks the capabilities' services and builds blocks made of portions. It decides nothing about release: it
gives every portion its marking and the records it comes from. To add a section, write its module and add its line here.
"""

from liaison_desk.briefings.sections import (
    biographies,
    burndown,
    calendars,
    cards,
    cover,
    daily,
    engagements,
    event_cards,
    gatherings,
    insights,
    meeting_log,
    meetings,
    memoranda,
    minutes,
    registers,
    rfis,
    rhythm,
    roster,
    schedule,
    seating,
    suspenses,
    task_sheets,
    waiting,
    whos_who,
)
from liaison_desk.briefings.sections.setting import SectionKind, Setting

SECTIONS: tuple[SectionKind, ...] = (
    SectionKind("cover", "Cover", cover.build, {"contents": False}),
    SectionKind("schedule", "Schedule", schedule.build, {}, dated=True),
    SectionKind("suspenses", "Suspenses", suspenses.build, {"ahead_days": 14, "full": False}, "tasks"),
    SectionKind("burndown", "Open tasks over time", burndown.build, {"only": "", "ahead_days": 0}, "tasks"),
    SectionKind("meetings", "Meetings held", meetings.build, {}),
    SectionKind("insights", "Insights and recommendations", insights.build, {}),
    SectionKind("minutes", "Meeting minutes", minutes.build, {"listed": False}, "meeting"),
    SectionKind("memorandum", "Memorandum for record", memoranda.build, {}, "meeting"),
    SectionKind("meeting_log", "Log of meetings", meeting_log.build, {}, "meeting"),
    SectionKind("engagement", "Engagement", engagements.build, {"part": "report"}, "meeting"),
    SectionKind("agenda", "Agenda and attendees", gatherings.build_agenda, {}, "meeting"),
    SectionKind("background", "Background", gatherings.build_background, {"days": 60}, "meeting"),
    SectionKind(
        "bottom_lines", "Bottom lines of the last meetings", daily.build_bottom_lines, {"days_back": 1}, "meeting"
    ),
    SectionKind("inputs", "Battle-rhythm inputs due", daily.build_inputs, {"ahead_days": 0}),
    SectionKind("away", "Who is away, days off", daily.build_away, {"ahead_days": 0}, dated=True),
    SectionKind("task_sheet", "Task sheet", task_sheets.build_sheets, {}, "tasks"),
    SectionKind("coordination", "Coordination", task_sheets.build_coordination, {}, "tasks"),
    SectionKind("waiting", "Waiting-on lists", waiting.build, {}, "tasks"),
    SectionKind("rfi_log", "RFI log", rfis.build_log, {}, "tasks"),
    SectionKind("rfi_sheet", "RFI sheet", rfis.build_sheets, {}, "tasks"),
    SectionKind("commitments", "Commitments", registers.build_commitments, {"unfinished": True}),
    SectionKind("register", "Registers", registers.build, {"kinds": "decision", "asked": False}),
    SectionKind("roster", "Contact roster", roster.build, {"order": "precedence", "nation": "", "tag": ""}, "meeting"),
    SectionKind("cards", "Contact cards", cards.build, {"order": "precedence", "nation": "", "tag": ""}, "meeting"),
    SectionKind("seating", "Seating list", seating.build, {"order": "precedence", "nation": "", "tag": ""}, "meeting"),
    SectionKind("whos_who", "Who’s who", whos_who.build, {"vacant": True}),
    SectionKind("week", "Week at a glance", calendars.build_week, {"workdays": False, "cancelled": True}, dated=True),
    SectionKind("month", "Month calendar", calendars.build_month, {"cancelled": True}, dated=True),
    SectionKind("quarter", "Quarter", calendars.build_quarter, {"cancelled": True}, dated=True),
    SectionKind("plan24", "Planning calendar, 24 months", calendars.build_two_years, {"cancelled": True}, dated=True),
    SectionKind("rhythm", "Battle-rhythm week", rhythm.build, {"cancelled": True}, dated=True),
    SectionKind("event_cards", "Event cards", event_cards.build, {"cancelled": True}, dated=True),
    SectionKind(
        "biographies",
        "Biographies",
        biographies.build,
        {"all": False, "apart": True, "nation": "", "tag": ""},
        "meeting",
    ),
)

__all__ = ["SECTIONS", "SectionKind", "Setting"]
