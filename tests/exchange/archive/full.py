"""A desk with a record of every kind, each naming others in every way it can."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from liaison_desk.briefings.records import (
    About,
    Included,
    ItemRef,
    Packet,
    PacketFinal,
    PacketItem,
    PacketLanguage,
    PacketRequest,
    Withheld,
    WithheldReport,
)
from liaison_desk.calendar.records import Alarm, Calendar, Event, Override, Participant, Recurrence
from liaison_desk.contacts.records import (
    Assistant,
    Billet,
    Distribution,
    Email,
    Organization,
    OrganizationName,
    OrganizationParent,
    Person,
    PersonFilter,
    PersonSort,
    Phone,
    Post,
    SavedSearch,
)
from liaison_desk.domain.backplan import Rule, Unit
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exchange.archive.document import ArchiveContent, write_archive
from liaison_desk.exchange.archive.files import AttachedFile
from liaison_desk.exercises.records import (
    Exercise,
    ExerciseState,
    Inject,
    InjectState,
    Lesson,
    Makes,
    Member,
    Milestone,
    Objective,
)
from liaison_desk.exercises.records import Level as ExerciseLevel
from liaison_desk.exercises.records import Participant as Nation
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.meetings.records import Attendee, Meeting, Minutes, Portion, PortionKind, RegisterFilter
from liaison_desk.meetings.rules.minutes import content_of, digest
from liaison_desk.tasks.records import (
    ChainStep,
    ChecklistItem,
    LogEntry,
    Mode,
    Repeats,
    Rfi,
    RfiStatus,
    Supporter,
    Task,
    TaskFilter,
    TaskGrouping,
    TaskKind,
    TaskState,
    TaskView,
)
from tests.exchange.archive.partnership import partnership

NOON = datetime.fromisoformat("2026-11-23 12:00")
SEEN = datetime(2026, 11, 23, 19, 30, 1, 250, tzinfo=UTC)
RELEASED = Marking("JPN", Level.RESTRICTED, frozenset({"JPN", "USA"}), ("EXERCISE",), "取扱注意")


def full_desk() -> ArchiveContent:
    headquarters = Organization(id=1, uid="org-a", name=Bilingual("Example Command", "例示軍"), nation="USA")
    office = Organization(
        id=2,
        uid="org-b",
        name=Bilingual("Liaison Office"),
        parent_id=1,
        zone="America/Denver",
        names=(
            OrganizationName(None, Bilingual("Liaison Cell")),
            OrganizationName(date(2026, 4, 1), Bilingual("Liaison Office")),
        ),
        parents=(OrganizationParent(None), OrganizationParent(date(2026, 4, 1), 1)),
    )
    planner = Billet(
        id=1,
        uid="billet-a",
        title=Bilingual("Planner", "計画班長"),
        organization_id=2,
        cadence_days=30,
        counterparts=(2,),
    )
    chief = Billet(id=2, uid="billet-b", title=Bilingual("Chief, plans"), organization_id=1, counterparts=(1,))
    person = Person(
        id=1,
        uid="person-a",
        version=7,
        created_at=SEEN,
        updated_at=SEEN + timedelta(days=1),
        author="officer",
        deleted_at=SEEN,
        marking=RELEASED,
        name=PersonName("Morishita", "Kengo", "森下", "健吾", "もりした", "けんご"),
        posts=(Post(Bilingual("Planner", "計画班長"), organization_id=2, since=date(2025, 4, 1), billet_id=1),),
        address_as="Morishita-san",
        pronunciation="moh-REE-sh-tah",
        assistants=(Assistant("Kengo", contact_id=1), Assistant("Front desk", phone="555-0100")),
        phones=(Phone("315-555-0142", network="DSN"),),
        emails=(Email("morishita@example.jp"),),
        birthday=date(1980, 2, 29),
        extra=("X-ODD;A=1:kept <b>&",),
    )
    calendar = Calendar(id=1, uid="calendar-a", name=Bilingual("Rhythm", "定例"))
    invited = Participant("Kengo", "morishita@example.jp", contact_id=1)
    event = Event(
        id=1,
        uid="event-a",
        calendar_id=1,
        title=Bilingual("Sync", "調整", home_state=Wording.STALE),
        start=NOON,
        end=NOON + timedelta(hours=1),
        zone="America/Denver",
        organizer=invited,
        participants=(invited, Participant("Nobody")),
        alarms=(Alarm(minutes=-90), Alarm(at=SEEN)),
        recurrence=Recurrence(rules=("FREQ=WEEKLY",), excluded=(NOON,), added=(NOON,), added_until=(None,)),
        overrides=(Override(at=NOON, start=NOON, end=NOON, participants=(invited,)),),
    )
    task = Task(
        id=1,
        uid="task-a",
        title=Bilingual("Answer", "回答"),
        state=TaskState.DONE,
        completed_at=SEEN,
        due=NOON,
        own_owner_id=1,
        source_kind="meeting",
        source_id=1,
        checklist=(ChecklistItem("call", done=True),),
    )
    meeting = Meeting(
        id=1,
        uid="meeting-a",
        title=Bilingual("Office call", "表敬"),
        start=NOON,
        end=NOON,
        zone="Asia/Tokyo",
        event_id=1,
        attendees=(Attendee("Kengo Morishita", contact_id=1), Attendee("A guest")),
        portions=(
            Portion(
                uid="p1",
                kind=PortionKind.RFI,
                marking=RELEASED,
                text=Bilingual("Ask", "質問"),
                said_at=SEEN,
                task_id=1,
                said_by="Kengo Morishita",
                said_by_id=1,
                level=2,
                section="asks",
                due=date(2026, 12, 1),
            ),
        ),
    )
    request = Task(
        id=2,
        uid="task-b",
        title=Bilingual("Ask", "質問"),
        kind=TaskKind.RFI,
        from_nation="JPN",
        to_nation="USA",
        due=NOON,
        rfi=Rfi(
            year=2026,
            direction="JPN>USA",
            number=14,
            status=RfiStatus.PARTIAL,
            asker="Kengo",
            asker_id=1,
            question=Bilingual("Which?", "どれか", home_state=Wording.STALE),
            answer=Bilingual("This"),
            answer_marking=RELEASED,
            chain=(ChainStep("asked", "Kengo", date(2026, 11, 1)),),
        ),
        lead_id=1,
        support=(Supporter("Kengo", 1), Supporter("J6")),
        after_id=1,
        log=(LogEntry(SEEN, "officer", "Asked."),),
        reminders=(60,),
        repeats=Repeats.AFTER_DONE,
    )
    minutes = Minutes(
        id=1, uid="minutes-a", meeting_id=1, number=1, content=content_of(meeting), sha256=digest(content_of(meeting))
    )
    view = TaskView(
        id=1,
        uid="view-a",
        name="Of the call",
        mode=Mode.BOARD,
        wanted=TaskFilter(kinds=(TaskKind.RFI,), contact_id=1, source_kind="meeting", source_id=1),
        grouping=TaskGrouping.KIND,
        pinned=True,
    )
    about = About(
        records=(ItemRef("person", "person-a", "Morishita"),),
        since=date(2026, 11, 23),
        task_filter=TaskFilter(contact_id=1, source_kind="meeting", source_id=1),
        register=RegisterFilter(contact_id=1),
    )
    packet = Packet(
        id=1,
        uid="packet-a",
        title=Bilingual("Read-ahead", "事前資料"),
        marking=RELEASED,
        asked=PacketRequest(
            "read-ahead",
            language=PacketLanguage.BOTH,
            audience=frozenset({"JPN", "USA"}),
            people=(1,),
            meeting=1,
            organization=2,
            calendars=(1,),
            events=(1,),
            tasks=(1, 2),
            task_filter=TaskFilter(contact_id=1, source_kind="meeting", source_id=1),
            register=RegisterFilter(contact_id=1),
            copies=3,
            block=("Office", "CUI//REL"),
        ),
        items=(
            PacketItem("roster", {"order": "precedence", "nation": ""}, "i1", tab=True, about=about),
            PacketItem(
                key="i2", text=Bilingual("Words", "言葉"), marking=RELEASED, heading=(("en", "BLUF"), ("ja", "要旨"))
            ),
        ),
    )
    lost = Withheld(
        RecordRef("task", 0, "Ask"),
        "task-b",
        2,
        whole=True,
        rule="{nations} may not have it.",
        values=(("nations", "AUS"),),
    )
    final = PacketFinal(
        id=1,
        uid="final-a",
        packet_id=1,
        number=1,
        file_name="read-ahead.pdf",
        sha256="ab" * 32,
        size=4_000,
        pages=3,
        banner="UNCLASSIFIED",
        audience=("JPN", "USA"),
        copies="1/3",
        included=(Included(RecordRef("person", 0, "Morishita"), "person-a", 4),),
        withheld=WithheldReport(frozenset({"JPN", "USA"}), (lost,), ("JPN→USA 26-002",)),
    )
    exercise = Exercise(
        id=1,
        uid="exercise-a",
        name=Bilingual("GLOBAL SENTINEL 27"),
        series="GLOBAL SENTINEL",
        state=ExerciseState.IN_PLANNING,
        sponsor_id=1,
        zone="America/Denver",
        startex=NOON,
        endex=NOON.replace(month=12),
        participants=(Nation("J6", "USA", 2, ExerciseLevel.STAFF, "Networks"), Nation(nation="JPN")),
        objectives=(Objective("o1", Bilingual("Share", "共有"), ours=True),),
        team=(Member("Kengo", 1, "JPN", "Planner", since=date(2026, 10, 1)),),
        event_id=1,
        marking=RELEASED,
    )
    milestone = Milestone(
        id=1,
        uid="milestone-a",
        exercise_id=1,
        key="ipc",
        title=Bilingual("Conference", "会議"),
        owner_id=1,
        rule=Rule("endex", -3, Unit.WORKING_DAYS, before="startex"),
        first=date(2026, 11, 2),
        last=date(2026, 11, 4),
        at=time(9),
        held=True,
        makes=(Makes.EVENT, Makes.TASK),
        event_id=1,
        task_id=2,
    )
    inject = Inject(
        id=1,
        uid="inject-a",
        exercise_id=1,
        number="014",
        minutes=-90,
        text=Bilingual("Launch", "発射"),
        objective="o1",
        state=InjectState.CLOSED,
        delivered_at=SEEN,
        closed_at=SEEN,
    )
    lessons = (
        Lesson(id=1, uid="lesson-a", exercise_id=1, title=Bilingual("Names late"), owner_id=1, task_id=2, tags=("training",)),
        Lesson(id=2, uid="lesson-b", exercise_id=1, title=Bilingual("Names late"), from_id=1, due=date(2026, 12, 1)),
    )  # fmt: skip
    profile = DeskProfile(default_marking=Marking("JPN"), officer_name=PersonName("Ono", "Yu"), paper="a4")
    return ArchiveContent(
        profile,
        (headquarters, office),
        (person,),
        (calendar,),
        (event,),
        (task, request),
        (meeting,),
        (planner, chief),
        (Distribution(id=1, uid="list-a", name="Weekly", network="internet", members=(1,)),),
        (search("search-a", 1, organization_id=2, with_below=True), search("search-b", 2, list_id=1, words="森")),
        (
            attached("file-a", 1, "portrait.jpg", media_type="image/jpeg", marking=RELEASED, created_at=SEEN),
            attached("file-b", 2, "演習計画.pdf", owner_kind="meeting"),
        ),
        minutes=(minutes,),
        task_views=(view,),
        packets=(packet,),
        packet_finals=(final,),
        exercises=(exercise,),
        milestones=(milestone,),
        injects=(inject,),
        lessons=lessons,
        **partnership(RELEASED, NOON),
    )


CONTENTS = {
    hashlib.sha256(data).hexdigest(): data for data in (b"\xff\xd8\xff" + bytes(range(256)), b"", "計画".encode())
}


def attached(
    uid: str, number: int, name: str, data: bytes = b"\xff\xd8\xff" + bytes(range(256)), **more: Any
) -> AttachedFile:
    values = {
        "owner_kind": "person",
        "owner_id": 1,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    } | more
    return AttachedFile(id=number, uid=uid, name=name, **values)


def written(content: ArchiveContent) -> bytes:
    """Write a desk whose files are among ``CONTENTS``."""
    return write_archive(content, CONTENTS.get)


def search(uid: str, number: int, **wanted: Any) -> SavedSearch:
    return SavedSearch(
        id=number, uid=uid, name="Plans", wanted=PersonFilter(**wanted), sort=PersonSort.NEGLECT, pinned=True
    )
