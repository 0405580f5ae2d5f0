"""A small real desk for the tests of the Briefings service and page: invented people, both languages, both nations' notes."""

from datetime import UTC, date, datetime
from pathlib import Path

from liaison_desk.app.desk import Desk
from liaison_desk.calendar.records import Calendar, Event, Recurrence, Status
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.meetings.records import Attendee, Attribution, Meeting, Portion, PortionKind
from liaison_desk.tasks.records import Task, TaskState
from tests.conftest import HandClock
from tests.desks import filled_desk

NOW = datetime(2026, 11, 27, 22, 15, tzinfo=UTC)
OPEN = Marking("USA")
HOME = Marking("JPN")
HOME_ONLY = Marking("JPN", audience=frozenset({"JPN"}))
BOTH = Marking("USA", audience=frozenset({"USA", "JPN"}))
PROFILE = DeskProfile(
    home_place=Bilingual("Tokyo", "東京"),
    host_place=Bilingual("Colorado Springs", "コロラドスプリングス"),
    office=Bilingual("Japan liaison office", "日本連絡官室"),
    officer_name=PersonName("Kisaragi", "Jun", "如月", "純"),
    officer_rank=Bilingual("Lt Col", "2等空佐"),
)


def weekly_desk(folder: Path) -> Desk:
    """Make a desk that holds one week's work."""
    return filled_desk(folder / "weekly.desk", _work, PROFILE, HandClock(NOW))[0]


def _work(desk: Desk) -> None:
    calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Planning", "計画"), marking=OPEN))

    def event(title: Bilingual, start: datetime, end: datetime, **more: object) -> None:
        values = {"zone": "America/Denver", "marking": OPEN} | more
        desk.calendars.save(Event(calendar_id=calendar.id, title=title, start=start, end=end, **values))

    event(
        Bilingual("Battle rhythm sync", "業務調整"),
        datetime(2026, 11, 2, 7, 30),
        datetime(2026, 11, 2, 8, 0),
        recurrence=Recurrence(rules=("FREQ=WEEKLY;BYDAY=MO,WE,FR",)),
        place=Bilingual("VTC", "テレビ会議"),
    )
    event(
        Bilingual("Evening call with Tokyo", "東京との電話会議"),
        datetime(2026, 11, 24, 17, 0),
        datetime(2026, 11, 24, 17, 45),
    )
    event(
        Bilingual("Attaché's quiet dinner", "武官との会食"),
        datetime(2026, 11, 25, 18, 0),
        datetime(2026, 11, 25, 20, 0),
        marking=HOME_ONLY,
    )
    event(
        Bilingual("Thanksgiving Day", "感謝祭"),
        datetime(2026, 11, 26),
        datetime(2026, 11, 27),
        zone="",
        all_day=True,
    )
    event(Bilingual("Reading day", "自習日"), datetime(2026, 11, 30), datetime(2026, 12, 1), zone="", all_day=True)
    event(Bilingual("Day of rest", "休養日"), datetime(2026, 11, 22), datetime(2026, 11, 23), zone="", all_day=True)
    event(
        Bilingual("Site visit", "現地視察"),
        datetime(2026, 11, 27, 9, 0),
        datetime(2026, 11, 27, 11, 0),
        status=Status.CANCELLED,
    )
    due = datetime(2026, 11, 30, 12, 0)
    desk.tasks.save(
        Task(
            title=Bilingual("Disclosure decision on annex B", "附属書Bの開示判断"),
            due=due,
            due_zone="America/Denver",
            due_all_day=False,
            state=TaskState.WAITING,
            waiting_on="J5",
            own_owner="FLO",
            host_owner="J5",
            marking=OPEN,
        )
    )
    desk.tasks.save(Task(title=Bilingual("", "本国への所要報告"), due=datetime(2026, 12, 1), marking=HOME_ONLY))
    openly = desk.contacts.save(Person(name=PersonName("Hartwell", "Dana"), nation="USA", marking=OPEN))
    hidden = desk.contacts.save(Person(name=PersonName("Aoi", "Rin", "葵", "凛"), nation="JPN", marking=HOME_ONLY))
    desk.tasks.save(
        Task(
            title=Bilingual("Roster to J7", "参加者名簿"),
            due=datetime(2026, 11, 20),
            own_owner="Rin Aoi",
            own_owner_id=hidden.id,
            host_owner="Dana Hartwell",
            host_owner_id=openly.id,
            marking=BOTH,
        )
    )
    desk.meetings.save(
        Meeting(
            title=Bilingual("Space domain awareness working group", "宇宙領域把握作業部会"),
            start=datetime(2026, 11, 24, 9, 0),
            end=datetime(2026, 11, 24, 10, 30),
            zone="America/Denver",
            place=Bilingual("Building 1, room 210", "1号館208号室", home_state=Wording.STALE),
            marking=OPEN,
            attendees=(
                Attendee("Dana Hartwell", "", openly.id, "Col", "Branch chief", "J5", "USA"),
                Attendee("Rin Aoi", "葵 凛", hidden.id, "Maj", "", "Air Staff", "JPN"),
            ),
            portions=(
                Portion(
                    uid="p-1",
                    kind=PortionKind.DECISION,
                    marking=OPEN,
                    text=Bilingual("Annex B is released in draft.", "附属書Bは案として開示する。"),
                    said_by="Dana Hartwell",
                ),
                Portion(
                    uid="p-2",
                    kind=PortionKind.NOTE,
                    marking=HOME_ONLY,
                    text=Bilingual("", "席数の不足を懸念している様子。"),
                ),
                Portion(
                    uid="p-3",
                    kind=PortionKind.INSIGHT,
                    marking=BOTH,
                    text=Bilingual("Both staffs plan from one calendar now.", "両幕僚は同じ予定表で計画している。"),
                    said_by="Dana Hartwell",
                    attribution=Attribution.OFFICE,
                ),
                Portion(
                    uid="p-4",
                    kind=PortionKind.RECOMMENDATION,
                    marking=HOME,
                    text=Bilingual("Keep <one> calendar & share it.", "予定表の一元化を継続すべき。"),
                ),
                Portion(
                    uid="p-7",
                    kind=PortionKind.DISCUSSION,
                    marking=OPEN,
                    text=Bilingual("Seats were discussed.", "席数を討議した。"),
                    said_by="葵 凛",
                    attribution=Attribution.OFFICE,
                ),
                Portion(uid="p-5", kind=PortionKind.INSIGHT, marking=None, text=Bilingual("Not yet marked.", "")),
            ),
        )
    )
    desk.meetings.save(
        Meeting(
            title=Bilingual("", "空幕との非公式調整"),
            start=datetime(2026, 11, 25, 10, 0),
            end=datetime(2026, 11, 25, 11, 0),
            zone="America/Denver",
            marking=HOME_ONLY,
            portions=(
                Portion(
                    uid="p-6",
                    kind=PortionKind.INSIGHT,
                    marking=OPEN,
                    text=Bilingual("Open words in a closed meeting.", ""),
                ),
            ),
        )
    )


WEEK = (date(2026, 11, 23), date(2026, 11, 29))
