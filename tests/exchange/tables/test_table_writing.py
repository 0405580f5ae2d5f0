"""Tables that this desk writes: for Excel in any language, safe to open, and read back by the desk itself."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.calendar.records import Alarm, Calendar, Event, Occurrence, Participant, Recurrence, Status
from liaison_desk.contacts.records import Address, Assistant, Email, Organization, Person, Phone, Post, Skill
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import NameOrder, PersonName
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.tables.headings import load_vocabulary
from liaison_desk.exchange.tables.reader import read_events_csv, read_people_csv, read_table, read_tasks_csv
from liaison_desk.exchange.tables.writer import write_all, write_events, write_meetings, write_people, write_tasks
from liaison_desk.foundation.core.language import Language, languages
from liaison_desk.foundation.core.resources import resource
from liaison_desk.meetings.records import Attendee, Meeting, Portion, PortionKind
from liaison_desk.tasks.records import ChecklistItem, Priority, Task, TaskState

DESK = ReadSettings()
RELEASED = Marking("JPN", Level.UNCLASSIFIED, frozenset({"JPN", "USA"}))
PERSON = Person(
    uid="uid-1",
    marking=RELEASED,
    name=PersonName("Kishi", "Minato", "岸", "湊", "きし", "みなと", prefix="Dr."),
    nickname="Mina",
    address_as="Kishi-san",
    pronunciation="KEE-shee",
    assistants=(Assistant("=Front desk", phone="555-0100"), Assistant("Aki")),
    nation="JPN",
    service="JASDF",
    rank="2等空佐",
    rank_home="2等空佐",
    rank_code="OF-4",
    date_of_rank=date(2024, 7, 1),
    posts=(
        Post(Bilingual("Planner", "計画班長"), organization="例示司令部", department="計画課", since=date(2025, 4, 1)),
        Post(Bilingual(home="研究員"), organization="例示研究所", until=date(2025, 3, 31)),
    ),
    phones=(
        Phone("+81 3-5555-0167"),
        Phone("315-555-0166", network="DSN", note="=SUM(A1)"),
        Phone("7731", "other", "extension"),
    ),
    emails=(Email("kishi@example.jp"), Email("kishi@example.org", "home", "intranet")),
    addresses=(Address("home", "例示1-2\n3F", "新宿区", "東京都", "162-0000", "日本"),),
    urls=("https://example.jp/kishi",),
    languages=(Skill("ja", "native"), Skill("en", "3/3")),
    interpreter=True,
    diet="no shellfish",
    met_where="Example Symposium",
    cadence_days=60,
    birthday=date(1980, 2, 29),
    tags=("PL27", "調整"),
    biography=Bilingual("Born by the sea.", "海辺に生まれる。"),
    notes=Bilingual('@home he says "yes"\n-- and waits', "+1 の件"),
)
EVENT = Event(
    uid="uid-2",
    title=Bilingual("Sync", "調整会議"),
    description=Bilingual("=1+1", "資料を持参"),
    place=Bilingual(home="第1会議室"),
    start=datetime.fromisoformat("2026-11-23 14:30"),
    end=datetime.fromisoformat("2026-11-23 15:30"),
    zone="America/Denver",
    end_zone="Asia/Tokyo",
    status=Status.TENTATIVE,
    access="invitation",
    busy=False,
    link="https://vtc.example/1",
    organizer=Participant("Ada Marsh", "ada@example.org", role="chair"),
    participants=(Participant("Ben Ito", "ben@example.org"), Participant(email="cy@example.org")),
    alarms=(Alarm(minutes=-15), Alarm(minutes=-1440)),
    categories=("RHYTHM", "定例"),
    recurrence=Recurrence(
        ("FREQ=WEEKLY;BYDAY=MO",),
        (datetime.fromisoformat("2026-12-24 09:00"),),
        (datetime.fromisoformat("2026-12-28 14:30"),),
    ),
)
TASK = Task(
    uid="uid-3",
    marking=Marking("USA"),
    title=Bilingual("Answer the RFI", "回答"),
    detail=Bilingual("in two languages"),
    state=TaskState.WAITING,
    priority=Priority.HIGH,
    due=datetime.fromisoformat("2026-11-30 17:00"),
    due_zone="America/Denver",
    due_all_day=False,
    start=date(2026, 11, 20),
    completed_at=datetime(2026, 11, 29, 3, 4, 5, tzinfo=UTC),
    percent=40,
    own_owner="岸 湊",
    host_owner="Ada Marsh",
    waiting_on="J5",
    waiting_since=date(2026, 11, 21),
    reason="no answer",
    source="Sync",
    checklist=(ChecklistItem("draft", done=True), ChecklistItem("send")),
    categories=("RFI",),
    url="https://example.org/rfi",
)
MEETING = Meeting(
    uid="uid-4",
    marking=RELEASED,
    title=Bilingual("Office call", "表敬"),
    start=datetime.fromisoformat("2026-11-23 09:00"),
    end=datetime.fromisoformat("2026-11-23 09:30"),
    zone="America/Denver",
    attendees=(Attendee("Minato Kishi", rank="2等空佐", post="Planner"), Attendee("Ada Marsh")),
    portions=(
        Portion(uid="p1", kind=PortionKind.INSIGHT, marking=RELEASED, text=Bilingual("<b>They</b> & we agree", "一致")),
        Portion(uid="p2", kind=PortionKind.RFI, text=Bilingual("Who pays?"), said_by="Ada Marsh"),
    ),
)


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("code", languages())
def test_people_come_back_from_our_own_table_in_every_language(code: str) -> None:
    other = Person(uid="uid-9", name=PersonName("Marsh", "Ada", order=NameOrder.GIVEN_FIRST))
    data = write_people([PERSON, other], [], "csv", Language(code))
    read = read_table(data, DESK)
    assert read.problems == ()
    assert [entry.record for entry in read.people] == [PERSON, other]


@pytest.mark.parametrize("code", languages())
def test_events_come_back_from_our_own_table_in_every_language(code: str) -> None:
    leave = Event(
        uid="l",
        title=Bilingual(home="休暇"),
        start=datetime.fromisoformat("2026-11-26"),
        end=datetime.fromisoformat("2026-11-28"),
        all_day=True,
    )
    floating = Event(
        uid="f",
        title=Bilingual("Lunch"),
        start=datetime.fromisoformat("2026-11-26 12:00"),
        end=datetime.fromisoformat("2026-11-26 13:00"),
    )
    read = read_events_csv(
        write_events([EVENT, leave, floating], [Calendar(name=Bilingual("Rhythm"))], "csv", Language(code)), DESK
    )
    assert read.problems == ()
    assert read.records == (EVENT, leave, floating)


@pytest.mark.parametrize("code", languages())
def test_tasks_come_back_from_our_own_table_in_every_language(code: str) -> None:
    someday = Task(uid="s", title=Bilingual("Someday"), due=datetime.fromisoformat("2027-01-04"))
    read = read_tasks_csv(write_tasks([TASK, someday], "csv", Language(code)), DESK)
    assert read.problems == ()
    assert read.records == (TASK, someday)


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("kind", ["people", "events", "tasks", "meetings"])
def test_every_heading_we_write_is_one_we_know_and_stands_for_one_field(kind: str, code: str) -> None:
    vocabulary = load_vocabulary(kind)
    names = vocabulary.in_order({name.replace("{n}", "2") for name in vocabulary.written})
    headings = [vocabulary.heading(name, Language(code)) for name in names]
    assert len(set(headings)) == len(headings)
    assert [column.field for column in vocabulary.columns(headings).columns] == names


def test_a_csv_opens_in_excel_with_japanese_and_without_formulas() -> None:
    data = write_people([PERSON], [], "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    (row,) = rows_of(data)
    assert row["Notes (host)"].startswith("'@home")
    assert row["Phone 1 - Value"] == "'+81 3-5555-0167"
    assert row["Marking"] == "UNCLASSIFIED//REL TO USA, JPN"
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


def test_a_post_that_knows_its_organization_by_number_is_written_by_name() -> None:
    person = replace(PERSON, posts=(Post(Bilingual("Planner"), organization_id=7),))
    (row,) = rows_of(
        write_people([person], [Organization(id=7, name=Bilingual("Example Command", "例示司令部"))], "csv")
    )
    assert row["Post 1 - Organization"] == "Example Command"


def test_meetings_have_a_row_for_each_portion_with_its_own_marking() -> None:
    bare = replace(MEETING, uid="uid-5", portions=())
    rows = rows_of(write_meetings([MEETING, bare], "csv"))
    assert [(row["UID"], row["Portion"], row["Portion Marking"], row["Text (host)"]) for row in rows] == [
        ("uid-4", "insight", "UNCLASSIFIED//REL TO USA, JPN", "<b>They</b> & we agree"),
        ("uid-4", "rfi", "", "Who pays?"),
        ("uid-5", "", "", ""),
    ]
    assert rows[0]["Attendees"] == "2等空佐 Minato Kishi, Planner; Ada Marsh"


def test_what_was_said_is_written_without_its_marks() -> None:
    said = Portion(text=Bilingual("**Pay** [[person:u-1|Ada]]", "| 誰 |\n|---|\n| *我々* |"))
    (row,) = rows_of(write_meetings([replace(MEETING, portions=(said,))], "csv"))
    assert (row["Text (host)"], row["Text (home)"]) == ("Pay Ada", "誰\n我々")


def test_occurrences_are_written_as_an_agenda_shows_them() -> None:
    at = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
    wall = datetime.fromisoformat("2026-11-23 14:30")
    occurrence = Occurrence(
        1,
        "uid-2",
        1,
        Bilingual("Sync"),
        Bilingual("Room 1"),
        at,
        at,
        wall,
        wall,
        "America/Denver",
        False,
        wall,
        Status.CONFIRMED,
        True,
        calendar="Rhythm",
    )
    (row,) = rows_of(write_events([occurrence], [], "csv"))
    assert (row["Start"], row["Zone"], row["Calendar"]) == ("2026-11-23 14:30", "America/Denver", "Rhythm")


def workbook(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name).decode("utf-8") for name in book.namelist()}


def test_a_workbook_holds_a_sheet_for_each_kind_and_only_text() -> None:
    data = write_all([PERSON], [], [EVENT], [], [TASK], [MEETING], Language("ja"))
    files = workbook(data)
    sheets = re.findall(r'<sheet name="([^"]+)"', files["xl/workbook.xml"])
    assert len(sheets) == len(set(sheets)) == 4
    words = "".join(ET.fromstring(files["xl/sharedStrings.xml"]).itertext())
    assert all(text in words for text in ("=1+1", "<b>They</b> & we agree", "調整会議", "岸", "+81 3-5555-0167"))
    pages = [text for name, text in files.items() if name.startswith("xl/worksheets/sheet")]
    assert len(pages) == 4
    for page in pages:
        assert "<f>" not in page
        assert set(re.findall(r'<c [^>]*?t="(\w+)"', page)) == {"s"}
        assert "hyperlink" not in page.lower()
        assert 'state="frozen"' in page


def test_the_same_records_give_the_same_workbook() -> None:
    assert write_people([PERSON], [], "xlsx") == write_people([PERSON], [], "xlsx")


def test_a_table_of_nothing_has_its_headings() -> None:
    assert write_tasks([], "csv").decode("utf-8-sig").startswith("UID,Marking,")
    assert workbook(write_tasks([], "xlsx"))


def test_every_word_of_these_formats_is_translated() -> None:
    said = json.loads(resource("translations", "ja", "tables.json").read_text("utf-8"))
    for kind in ("people", "events", "tasks", "meetings"):
        vocabulary = load_vocabulary(kind)
        for name in vocabulary.written:
            assert vocabulary.heading(name.replace("{n}", "1"), Language("en")).replace("1", "{n}") in said or (
                vocabulary.heading(name, Language("en")) in said
            )


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn")), min_size=1, max_size=12
)


@given(host=words, home=words, number=words, diet=words)
@settings(max_examples=60, deadline=None)
def test_any_words_come_back_as_they_were(host: str, home: str, number: str, diet: str) -> None:
    person = Person(
        uid="u",
        name=PersonName("Marsh", "Ada", order=NameOrder.GIVEN_FIRST),
        phones=(Phone(number.replace(":::", ""), "work", "DSN"),),
        diet=diet,
        notes=Bilingual(host, home),
    )
    read = read_people_csv(write_people([person], [], "csv"), DESK)
    assert read.records == (person,)
