"""Which sections there are to add, in which groups, and which records each may be about."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from liaison_desk.briefings.records import About, PacketItem
from liaison_desk.briefings.sections import SECTIONS, SectionKind
from liaison_desk.briefings.ui.outside import Found
from liaison_desk.calendar.records import CALENDAR, EVENT
from liaison_desk.contacts.records import ORGANIZATION, PERSON
from liaison_desk.exercises.records import EXERCISE
from liaison_desk.foundation.core.language import Language
from liaison_desk.meetings.records import MEETING
from liaison_desk.partnership.records import ARRANGEMENT, VISIT
from liaison_desk.tasks.records import TASK

_GROUPS: Final = MappingProxyType(
    {
        "calendar": ("schedule", "week", "month", "quarter", "plan24", "rhythm", "inputs", "away", "event_cards"),
        "tasks": (
            "suspenses",
            "waiting",
            "burndown",
            "task_sheet",
            "coordination",
            "rfi_log",
            "rfi_sheet",
            "commitments",
        ),
        "meetings": (
            "agenda",
            "background",
            "minutes",
            "memorandum",
            "engagement",
            "meetings",
            "bottom_lines",
            "meeting_log",
            "insights",
            "register",
        ),
        "people": ("roster", "cards", "biographies", "seating", "whos_who"),
        "exercises": (
            "exercise_read_ahead",
            "exercise_chart",
            "back_plan",
            "planning_team",
            "msel",
            "lessons",
            "exercises24",
        ),
        "partnership": (
            "arrangement_register",
            "arrangement_summary",
            "expiry_radar",
            "opportunities",
            "visit_board",
            "visit_itinerary",
            "delegation_list",
            "visitor_data",
            "disclosure_log",
            "gift_log",
        ),
        "turnover": ("continuity", "post_terms", "first_days", "document_index"),
    }
)
_ABOUT: Final = MappingProxyType(
    {
        **dict.fromkeys(("schedule", "week", "month", "quarter", "plan24", "rhythm"), (CALENDAR,)),
        "event_cards": (EVENT, CALENDAR),
        **dict.fromkeys(
            ("suspenses", "waiting", "burndown", "task_sheet", "coordination", "rfi_log", "rfi_sheet"), (TASK,)
        ),
        **dict.fromkeys(
            ("agenda", "background", "minutes", "memorandum", "meeting_log", "engagement", "bottom_lines"), (MEETING,)
        ),
        **dict.fromkeys(("roster", "cards", "biographies", "seating"), (PERSON, MEETING)),
        "whos_who": (ORGANIZATION,),
        **dict.fromkeys(
            ("exercise_read_ahead", "exercise_chart", "back_plan", "planning_team", "msel", "lessons"), (EXERCISE,)
        ),
        **dict.fromkeys(("arrangement_summary", "post_terms"), (ARRANGEMENT,)),
        **dict.fromkeys(("visit_itinerary", "delegation_list", "visitor_data"), (VISIT,)),
    }
)
# How one record is put on paper, the usual way first: a section with its options.
_PAPERS: Final[Mapping[str, Sequence[tuple[str, Mapping[str, Any]]]]] = MappingProxyType(
    {
        PERSON: (("biographies", {"all": True}), ("cards", {}), ("roster", {})),
        ORGANIZATION: (("whos_who", {}),),
        MEETING: (
            ("minutes", {}), ("agenda", {}), ("background", {}), ("memorandum", {}), ("engagement", {"part": "plan"}),
            ("engagement", {"part": "points"}), ("engagement", {"part": "report"}), ("engagement", {"part": "trip"}),
            ("meeting_log", {}), ("seating", {}),
        ),
        EVENT: (("event_cards", {}),),
        TASK: (("task_sheet", {}), ("suspenses", {"full": True}), ("coordination", {}), ("waiting", {})),
        EXERCISE: (
            ("exercise_read_ahead", {}), ("exercise_chart", {}), ("back_plan", {}), ("planning_team", {}), ("msel", {}),
            ("msel", {"ours": True}), ("lessons", {}),
        ),
        ARRANGEMENT: (("arrangement_summary", {}),),
        VISIT: (("visit_itinerary", {}), ("delegation_list", {}), ("visitor_data", {})),
        "rfi": (("rfi_sheet", {}), ("rfi_log", {})),
    }
)  # fmt: skip
ABOUT_MEETING: Final = frozenset(kind.name for kind in SECTIONS if kind.about == "meeting")
"""The sections that may be about one meeting."""
ABOUT_EXERCISE: Final = frozenset(kind.name for kind in SECTIONS if kind.about == "exercise")
"""The sections that may be about one exercise."""
ABOUT_ARRANGEMENT: Final = frozenset(kind.name for kind in SECTIONS if kind.about == "arrangement")
"""The sections that may be about one arrangement."""
ABOUT_VISIT: Final = frozenset(kind.name for kind in SECTIONS if kind.about == "visit")
"""The sections that may be about one visit."""
RECORDS: Final = (PERSON, MEETING, EVENT, TASK, ORGANIZATION, EXERCISE, ARRANGEMENT, VISIT)
"""The kinds of which a single record may be added."""


def section_groups(language: Language) -> list[tuple[str, list[SectionKind]]]:
    """Return the sections in groups, each with its heading; those of no group come last."""
    tr = language.tr
    headings = {
        "calendar": tr("Calendar"), "tasks": tr("Tasks and requests"), "meetings": tr("Meetings"),
        "people": tr("People and organizations"), "exercises": tr("Exercises"),
        "partnership": tr("Partnership"), "turnover": tr("Turnover"),
    }  # fmt: skip
    known = {kind.name: kind for kind in SECTIONS}
    grouped = {name for names in _GROUPS.values() for name in names}
    found = [(headings[key], [known[name] for name in names if name in known]) for key, names in _GROUPS.items()]
    return [*found, (tr("Others"), [kind for kind in SECTIONS if kind.name not in grouped])]


def records_for(kind: str) -> tuple[str, ...]:
    """Return the kinds of records that a section may be about alone."""
    return _ABOUT.get(kind, ())


def papers_for(found: Found) -> tuple[PacketItem, ...]:
    """Return the entries that may put one record on paper, the usual first."""
    known = {kind.name: kind for kind in SECTIONS}
    key = "rfi" if found.request else found.ref.kind
    about = About(records=(found.item,), since=found.day, until=found.day)
    return tuple(
        PacketItem(name, {**known[name].options, **options}, about=about)
        for name, options in _PAPERS.get(key, ())
        if name in known
    )


def paper_words(item: PacketItem, language: Language) -> str:
    """Return what an entry prints of a record: the section's title, of an engagement its paper's."""
    part = item.options.get("part")
    if item.kind == "engagement":
        return dict(part_words(language)).get(str(part), language.tr("Engagement"))
    return next((language.tr(kind.title) for kind in SECTIONS if kind.name == item.kind), item.kind)


def part_words(language: Language) -> list[tuple[str, str]]:
    """Return the papers of an engagement, each with what it is called."""
    tr = language.tr
    return [
        ("plan", tr("Engagement plan")), ("points", tr("Talking points")), ("report", tr("Engagement report")),
        ("trip", tr("Trip report")),
    ]  # fmt: skip
