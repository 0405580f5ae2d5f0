"""The sections a packet can have, one module each; the tuple below is the whole list.

A section asks the capabilities' services and builds blocks made of portions. It decides nothing about release: it
gives every portion its marking and the records it comes from. To add a section, write its module and add its line here.
"""

from liaison_desk.briefings.sections import (
    biographies,
    calendars,
    cards,
    cover,
    engagements,
    event_cards,
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
    waiting,
    whos_who,
)
from liaison_desk.briefings.sections.setting import SectionKind, Setting

SECTIONS: tuple[SectionKind, ...] = (
    SectionKind("cover", cover.build, {"contents": False}),
    SectionKind("schedule", schedule.build, {}),
    SectionKind("suspenses", suspenses.build, {"ahead_days": 14, "full": False}, "tasks"),
    SectionKind("meetings", meetings.build, {}),
    SectionKind("insights", insights.build, {}),
    SectionKind("minutes", minutes.build, {"listed": False}, "meeting"),
    SectionKind("memorandum", memoranda.build, {}, "meeting"),
    SectionKind("meeting_log", meeting_log.build, {}, "meeting"),
    SectionKind("engagement", engagements.build, {"part": "report"}, "meeting"),
    SectionKind("waiting", waiting.build, {}, "tasks"),
    SectionKind("rfi_log", rfis.build_log, {}, "tasks"),
    SectionKind("rfi_sheet", rfis.build_sheets, {}, "tasks"),
    SectionKind("commitments", registers.build_commitments, {"unfinished": True}),
    SectionKind("register", registers.build, {"kinds": "decision", "asked": False}),
    SectionKind("roster", roster.build, {"order": "precedence", "nation": "", "tag": ""}, "meeting"),
    SectionKind("cards", cards.build, {"order": "precedence", "nation": "", "tag": ""}, "meeting"),
    SectionKind("seating", seating.build, {"order": "precedence", "nation": "", "tag": ""}, "meeting"),
    SectionKind("whos_who", whos_who.build, {"vacant": True}),
    SectionKind("week", calendars.build_week, {"workdays": False, "cancelled": True}),
    SectionKind("month", calendars.build_month, {"cancelled": True}),
    SectionKind("quarter", calendars.build_quarter, {"cancelled": True}),
    SectionKind("plan24", calendars.build_two_years, {"cancelled": True}),
    SectionKind("rhythm", rhythm.build, {"cancelled": True}),
    SectionKind("event_cards", event_cards.build, {"cancelled": True}),
    SectionKind("biographies", biographies.build, {"all": False, "nation": "", "tag": ""}, "meeting"),
)

__all__ = ["SECTIONS", "SectionKind", "Setting"]
