"""Engagements: the plan and the talking points before, the report afterwards, and the report of a trip: the sections of their templates, in order.

A heading stands only over what went in, so that no empty one tells of a red line.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from liaison_desk.briefings.document import Block, Bluf, Group, Items, Line, Section
from liaison_desk.briefings.sections.accounts import Account, accounts, asked_meetings
from liaison_desk.briefings.sections.heads import attendees, facts, paper
from liaison_desk.briefings.sections.meetings import PLAN
from liaison_desk.briefings.sections.promises import both_ways
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.meetings.records import Portion, PortionKind

_REPORT: Final = ("bottom-line", "discussion", "reaction", "commitments", "assessment", "recommendation", "next-touch")
_POINTS: Final = ("themes", "asks", "gives", "red-lines", "questions")
_TRIP: Final = ("purpose", "travellers", "itinerary", "discussion", "commitments", "recommendations")
HEADINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "principals": "Principals",
        "effect": "Desired effect",
        "themes": "Themes",
        "asks": "Asks",
        "gives": "Gives",
        "red-lines": "Red lines",
        "questions": "Likely questions",
        "history": "History with the person",
        "bottom-line": "Bottom line",
        "purpose": "Purpose",
        "travellers": "Travellers",
        "itinerary": "Itinerary",
        "discussion": "Discussion",
        "reaction": "Reaction",
        "commitments": "Commitments",
        "assessment": "Assessment",
        "recommendation": "Recommendation",
        "recommendations": "Recommendations",
        "next-touch": "Next contact",
    }
)
PARTS: Final = MappingProxyType(
    {
        "plan": ("Engagement plan", PLAN),
        "points": ("Talking points", _POINTS),
        "report": ("Engagement report", _REPORT),
        "trip": ("Trip report", _TRIP),
    }
)
_BEFOREHAND: Final = frozenset({"plan", "points"})
"""What is made for a meeting that is to come."""


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the ``part`` (plan, points, report, trip) of the meeting asked for, or of each of the period that has one."""
    part = str(options["part"])
    title, keys = PARTS[part]
    asked = bool(setting.request.meeting)
    before = part in _BEFOREHAND and not asked
    meetings = setting.meetings.held(setting.since, setting.until) if before else asked_meetings(setting)
    groups = []
    for account in accounts(setting, meetings):
        own = [one for one in account.meeting.portions if one.section in _own(keys) and one.text]
        if asked or any(setting.is_told(account.text(note)) for note in own):
            groups.append(_paper(account, title, keys))
        elif own:
            # That there is a plan would tell of it: the paper goes with its notes, of which the officer is told.
            groups.append(Group(Line(tuple(account.text(note) for note in own))))
    return Section(f"engagement_{part}", None, tuple(groups), setting.words("Nothing to report."))


def _own(keys: tuple[str, ...]) -> frozenset[str]:
    """Return the sections that tell that a meeting has this part, for minutes have a discussion and commitments, too."""
    return frozenset(keys) - {"discussion", "commitments", "purpose"}


def _paper(account: Account, title: str, keys: tuple[str, ...]) -> Group:
    under: dict[str, list[Portion]] = {}
    for note in account.meeting.portions:
        if note.text:
            under.setdefault(note.section or "discussion", []).append(note)
    blocks: list[Block] = [Bluf(account.line(note, labelled=False)) for note in _of(under, keys, "bottom-line")]
    blocks += [facts(account), *(attendees(account) if keys is not _POINTS else ())]
    for key in keys:
        heading = account.setting.line(HEADINGS[key])
        if key == "commitments":
            promised = [note for section, notes in under.items() if section not in PLAN for note in notes]
            blocks += both_ways(heading, [(account, one) for one in promised if _promises(one)])
        elif key != "bottom-line" and (notes := under.get(key)):
            lines = tuple(account.line(note, note.level, labelled=key == "discussion") for note in notes)
            blocks.append(Group(heading, (Items(lines),)))
    return paper(account, title, *blocks)


def _of(under: Mapping[str, list[Portion]], keys: tuple[str, ...], key: str) -> list[Portion]:
    return under.get(key, []) if key in keys else []


def _promises(note: Portion) -> bool:
    return note.kind is PortionKind.COMMITMENT or note.section == "commitments"
