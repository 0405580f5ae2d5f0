"""A desk with one meeting that holds everything its papers tell, tasks that wait, and a request for information."""

from datetime import date, datetime

from liaison_desk.calendar.records import Event, Recurrence
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.meetings.records import AgendaItem, Attendee, Attribution, Meeting, Portion, PortionKind
from liaison_desk.tasks.records import (
    ChainStep,
    ChecklistItem,
    Rfi,
    RfiPriority,
    RfiStatus,
    Side,
    Supporter,
    Task,
    TaskKind,
    TaskState,
)
from tests.briefings.desks import HOME_ONLY, NOW, OPEN, PROFILE
from tests.briefings.papers import calendar_desk, calendar_of, with_calendars
from tests.desks import filled_desk

Kind = PortionKind
DAY = date(2026, 11, 26)


def note(host="", home="", kind=Kind.NOTE, **more):
    """Make a note that both nations may read, said by nobody unless told otherwise."""
    states = {name: more.pop(name) for name in ("host_state", "home_state") if name in more}
    return Portion(kind=kind, text=Bilingual(host, home, **states), **({"marking": OPEN} | more))


HARTWELL = {"said_by": "Dana Hartwell", "nation": "USA"}
ITO = {"said_by": "Ito Ken", "nation": "JPN"}
NOTES = (
    note("Annex B was reviewed.", "附属書Bを確認した。", Kind.DISCUSSION, **HARTWELL),
    note("Two questions are open.", "未解決の質問が2件ある。", level=1, home_state=Wording.STALE),
    note("Both concern paragraph four.", "", level=2),
    note("Annex B is released in draft.", "附属書Bは案として開示する。", Kind.DECISION, **HARTWELL),
    note("One calendar serves both.", "予定表は共通である。", Kind.INSIGHT, attribution=Attribution.OFFICE, **HARTWELL),
    note("Keep one calendar.", "予定表を一元化すべき。", Kind.RECOMMENDATION, attribution=Attribution.NATION, **HARTWELL),
    note("Nobody said this.", "発言者なし。", Kind.DISCUSSION, attribution=Attribution.NONE, said_by="Lee Sam", nation="USA"),
    note("Send the draft.", "案を送付する。", Kind.COMMITMENT, to_whom="Maj Ito", to_nation="JPN", due=date(2026, 12, 4), **HARTWELL),
    note("Name eleven people.", "11名を通知する。", Kind.COMMITMENT, to_nation="USA", due=date(2026, 12, 1), **ITO),
    note("Which feed?", "どの配信か。", Kind.RFI, to_nation="USA", due=date(2026, 12, 15), **ITO),
    note("Circulate the minutes.", "議事録を配布する。", Kind.ACTION, due=date(2026, 11, 30), **ITO),
    note("Two years in post.", "在任2年。", section="principals"),
    note("One calendar, said often.", "予定表の一元化。", section="themes"),
    note("Ask for annex B.", "附属書Bを求める。", Kind.RFI, section="asks"),
    note("Annex B comes before the conference.", "附属書Bは会議前に届く。", section="bottom-line"),
    note("Well prepared.", "準備は十分。", Kind.INSIGHT, section="reaction"),
    note("Call in January.", "1月に電話。", section="next-touch"),
    note("By rail from Denver.", "デンバーから鉄道。", section="itinerary"),
)  # fmt: skip
PEOPLE = (
    Attendee("Ito Ken", "伊藤 健", 0, "Maj JASDF", "Liaison officer", "Japan liaison office", "JPN"),
    Attendee("Dana Hartwell", "", 0, "Col USAF", "Branch chief", "J5 Plans", "USA", "Chair"),
    Attendee("Lee Sam", "", 0, "Capt USSF", "Planner", "J5 Plans", "USA"),
)
AGENDA = (
    AgendaItem(Bilingual("Opening", "開会"), 0, 5, "Col Hartwell"),
    AgendaItem(Bilingual("Annex B", "附属書B"), 5, 40, "Capt Lee"),
    AgendaItem(Bilingual("Any other business", "その他")),
)


def noted_desk(folder, name="noted.desk", notes=NOTES, **more):
    """Make the desk; return it with the id of its meeting and that of its request."""
    fill = {NOTES: _noted, (): _without_notes}.get(tuple(notes)) if not more else None
    if fill is not None:
        desk, ids = filled_desk(folder / name, fill, PROFILE, FixedClock(NOW))
        return desk, *ids
    desk = calendar_desk(folder, name)
    return desk, *_with_meeting(desk, notes, **more)


def _noted(desk):
    with_calendars(desk)
    return _with_meeting(desk, NOTES)


def _without_notes(desk):
    with_calendars(desk)
    return _with_meeting(desk, ())


def _with_meeting(desk, notes, **more):
    weekly = {"recurrence": Recurrence(rules=("FREQ=WEEKLY",)), "zone": "America/Denver", "marking": OPEN}
    start, end = datetime(2026, 11, 26, 9), datetime(2026, 11, 26, 10, 30)
    title = Bilingual("Plans sync", "計画調整会議")
    event = desk.calendars.save(Event(calendar_id=calendar_of(desk).id, title=title, start=start, end=end, **weekly))
    values = {
        "place": Bilingual("Building 1", "1号館"),
        "link": "https://vtc.example/j5",
        "chair": "Col Hartwell",
        "interpreter": "Sato Emi",
        "event_id": event.id,
        "marking": OPEN,
        "attendees": PEOPLE,
        "agenda": AGENDA,
    } | more
    meeting = desk.meetings.save(
        Meeting(title=title, start=start, end=end, zone="America/Denver", portions=tuple(notes), **values)
    )
    for one in meeting.portions:
        if one.kind in {Kind.COMMITMENT, Kind.RFI, Kind.ACTION} and not one.section:
            desk.meetings.make_task(meeting.id, one.uid)
    return meeting.id, tasks_of(desk)


def tasks_of(desk):
    """Save tasks that are due, wait or are promised, and a request that was answered for home alone; return the request's id."""
    due = datetime(2026, 12, 2, 17)
    save(desk, "Clearances", due=due, due_zone="America/Denver", due_all_day=False, own_owner="Ito Ken", host_owner="Dana Hartwell",
         lead="J5", support=(Supporter("J7"), Supporter("J2")), checklist=(ChecklistItem("a", True), ChecklistItem("b")))  # fmt: skip
    waits = {"state": TaskState.WAITING, "own_owner": "Ito Ken"}
    save(desk, "Seat count", waiting_on="Air Staff", waiting_side=Side.HOME, waiting_since=date(2026, 11, 10), **waits)
    save(
        desk, "Legal opinion", waiting_on="J5 legal", waiting_side=Side.HOST, waiting_since=date(2026, 11, 20), **waits
    )
    save(desk, "Loan of planners", kind=TaskKind.COMMITMENT, from_nation="JPN", to_nation="USA", own_owner="Ito Ken")
    return save(
        desk,
        "Message format",
        kind=TaskKind.RFI,
        from_nation="JPN",
        to_nation="USA",
        due=datetime(2026, 12, 10),
        rfi=ASKED,
    ).id


ASKED = Rfi(
    status=RfiStatus.PARTIAL,
    priority=RfiPriority.PRIORITY,
    asker="Operations Group",
    office="J3 Ops",
    question=Bilingual("Which format from January?", "1月以降の形式は何か。"),
    justification="Software must change.",
    received=date(2026, 11, 12),
    channel="E-mail",
    answer=Bilingual("Version two.", "第2版。"),
    answer_marking=HOME_ONLY,
    answered=date(2026, 11, 25),
    chain=(
        ChainStep("asked", "Operations Group", date(2026, 11, 11)),
        ChainStep("received", "Liaison office", date(2026, 11, 12)),
        ChainStep("passed", "J3 Ops", date(2026, 11, 12), "by e-mail"),
    ),
)


def save(desk, title, **more):
    return desk.tasks.save(Task(title=Bilingual(title), **({"marking": OPEN} | more)))
