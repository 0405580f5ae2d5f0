"""What a principal reads before a meeting and in the morning, and the sheet of a task: what stands in them, and what does not."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from liaison_desk.briefings.records import TEXT, About, ItemRef, PacketLanguage, PacketRequest, TextLook
from liaison_desk.briefings.sections import SECTIONS
from liaison_desk.briefings.templates import titles as titles_of
from liaison_desk.calendar.records import Calendar, Recurrence, RhythmCard, RhythmInput, Status
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.language import Language
from liaison_desk.meetings.records import AgendaItem, Attendee, Meeting, PortionKind
from liaison_desk.tasks.records import ChecklistItem, LogEntry, Rfi, Supporter, Task, TaskKind, TaskState
from tests.briefings.desks import HOME_ONLY, OPEN
from tests.briefings.noted_desks import note
from tests.briefings.papers import USA_JPN, board, calendar_desk, days, event, printed, squeezed

Kind = PortionKind
MONDAY = date(2026, 11, 30)


@pytest.fixture
def desk(tmp_path):
    with closing(calendar_desk(tmp_path)) as opened:
        yield opened


def person(desk, family, **more):
    return desk.contacts.save(Person(name=PersonName(family, "Dana"), nation="USA", **({"marking": OPEN} | more)))


def met(desk, title, start, *people, notes=(), hours=1, **more):
    """Save a meeting at a wall time of Colorado with some contacts."""
    there = tuple(Attendee(one.name.latin(), "", one.id, "Col USAF", "", "", one.nation) for one in people)
    values = {"zone": "America/Denver", "attendees": there, "portions": tuple(notes), "marking": OPEN} | more
    return desk.meetings.save(
        Meeting(title=Bilingual(title), start=start, end=start.replace(hour=start.hour + hours), **values)
    )


def decided(words):
    return note(words, kind=Kind.DECISION)


def titles(result):
    return [one.title for one in result.outline]


def test_a_read_ahead_is_about_the_days_of_its_meeting(desk):
    meeting = met(desk, "Conference", datetime(2026, 12, 7, 9))
    meeting = desk.meetings.save(replace(meeting, end=datetime(2026, 12, 11, 16)))
    event(desk, "During", datetime(2026, 12, 9, 9), datetime(2026, 12, 9, 10))
    event(desk, "Before", datetime(2026, 12, 3, 9), datetime(2026, 12, 3, 10))
    text = squeezed(printed(desk, "read-ahead", meeting=meeting.id))
    assert "7Decemberto11December2026" in text
    assert "During" in text
    assert "Before" not in text
    asked = squeezed(printed(desk, "read-ahead", date(2026, 12, 3), date(2026, 12, 3), meeting=meeting.id))
    assert "Before" in asked


def test_the_agenda_of_several_days_tells_its_days(desk):
    items = (AgendaItem(Bilingual("Opening"), 0, 30), AgendaItem(Bilingual("Scenario"), 1440, 60, "J5"))
    meeting = met(desk, "Conference", datetime(2026, 12, 7, 9), agenda=items)
    assert "7Dec0900T" not in squeezed(printed(desk, "read-ahead", meeting=meeting.id))
    long = desk.meetings.save(replace(meeting, end=datetime(2026, 12, 8, 16)))
    text = squeezed(printed(desk, "read-ahead", meeting=long.id))
    assert "7Dec0900T1600Z0100I+1(U)Opening30" in text
    assert "8Dec0900T1600Z0100I+1(U)ScenarioJ560" in text


def test_without_a_meeting_those_of_the_period_that_are_to_come_are_told(desk):
    met(desk, "Held", datetime(2026, 11, 26, 9))
    met(desk, "Tocome", datetime(2026, 11, 28, 9))
    met(desk, "Nextweek", datetime(2026, 12, 3, 9))
    text = squeezed(printed(desk, "read-ahead"))
    assert "Tocome" in text
    assert "Held" not in text
    assert "Nextweek" not in text


def test_the_background_is_the_series_and_what_was_decided_with_the_same_people(desk):
    hartwell, other = person(desk, "Hartwell"), person(desk, "Otherton")
    for number, day in enumerate((2, 20)):
        met(desk, "Sync", datetime(2026, 11, day, 9), other, notes=[decided(f"Sync{number}")], series="Sync")
    met(desk, "Long ago", datetime(2026, 7, 1, 9), other, notes=[decided("Longago")], series="Sync")
    met(desk, "Office call", datetime(2026, 11, 5, 9), hartwell, notes=[decided("Aseat")])
    met(desk, "Small talk", datetime(2026, 11, 6, 9), hartwell, notes=[note("Weather.")])
    met(desk, "Elsewhere", datetime(2026, 11, 7, 9), other, notes=[decided("Nothing")])
    coming = met(desk, "Sync", datetime(2026, 12, 1, 9), hartwell, series="Sync")
    result = printed(desk, "read-ahead", meeting=coming.id)
    text = squeezed(result)
    assert text.index("Sync,20Nov") < text.index("Sync1") < text.index("Sync,2Nov") < text.index("Sync0")
    assert "(U)Aseat(Officecall,5Nov)" in text
    assert not [words for words in ("Longago", "Smalltalk", "Elsewhere") if words in text]
    assert [one for one in titles(result) if "series" in one or "people" in one] == [
        "Earlier meetings of the series",
        "Decided with the same people",
    ]


def test_the_background_lists_what_is_open_from_there_whatever_its_age(desk):
    hartwell = person(desk, "Hartwell")
    promise = note("Send annex B.", kind=Kind.COMMITMENT, said_by="Dana Hartwell", nation="USA", to_nation="JPN")
    kept = note("Send annex A.", kind=Kind.COMMITMENT, said_by="Dana Hartwell", nation="USA", to_nation="JPN")
    old = met(desk, "Old call", datetime(2026, 3, 5, 9), hartwell, notes=[promise, kept])
    met(desk, "Elsewhere", datetime(2026, 3, 6, 9), notes=[replace(promise, text=Bilingual("Not asked."))])
    made = desk.meetings.make_task(old.id, old.portions[1].uid)
    task = desk.tasks.task(made.portions[1].task_id)
    desk.tasks.save(replace(task, state=TaskState.DONE, completed_at=datetime(2026, 4, 1, tzinfo=UTC)))
    for title, asker in (("Which feed?", hartwell.id), ("Which road?", 0)):
        rfi = Rfi(asker="Dana Hartwell" if asker else "J9", asker_id=asker, question=Bilingual(title))
        desk.tasks.save(
            Task(title=Bilingual(title), kind=TaskKind.RFI, from_nation="USA", to_nation="JPN", rfi=rfi, marking=OPEN)
        )
    coming = met(desk, "Next call", datetime(2026, 12, 1, 9), hartwell)
    text = squeezed(printed(desk, "read-ahead", meeting=coming.id))
    assert "Theirstous" in text
    assert "SendannexB." in text
    assert "Whichfeed?" in text
    assert not [words for words in ("SendannexA.", "Notasked.", "Whichroad?") if words in text]


def test_biographies_in_a_read_ahead_follow_each_other(desk):
    people = [person(desk, name, biography=Bilingual(f"Served in {name}.")) for name in ("Alba", "Bell", "Cord")]
    meeting = met(desk, "Call", datetime(2026, 12, 1, 9), *people)
    together = printed(desk, "read-ahead", meeting=meeting.id)
    apart = printed(desk, "biographies", meeting=meeting.id)
    pages = {one.page for one in together.outline if one.title.endswith("Dana") and one.title != "Call"}
    assert len(pages) < 3
    assert len({one.page for one in apart.outline if one.level == 1}) == 3


def test_the_daily_brief_tells_of_the_day(desk):
    desk.calendars.save_calendars([Calendar(name=Bilingual("Leave"), palette="leave", marking=OPEN)], "Make calendars")
    board(desk)
    days(desk, "Leave: CDR Halloran", datetime(2026, 12, 3), datetime(2026, 12, 5), calendar="Leave")
    days(desk, "Leave: LTC Ferreira", datetime(2026, 12, 12), datetime(2026, 12, 13), calendar="Leave")
    event(desk, "Today", datetime(2026, 11, 30, 9), datetime(2026, 11, 30, 10))
    desk.tasks.save(Task(title=Bilingual("Duetoday"), due=datetime(2026, 11, 30), marking=OPEN))
    desk.tasks.save(Task(title=Bilingual("Duelater"), due=datetime(2026, 12, 20), marking=OPEN))
    met(desk, "Friday call", datetime(2026, 11, 27, 9), notes=[decided("Fridaydecided"), note("Smalltalk")])
    met(desk, "Thursday call", datetime(2026, 11, 26, 9), notes=[decided("Thursdaydecided")])
    text = squeezed(printed(desk, "daily-brief", MONDAY, MONDAY))
    assert "30November2026" in text
    assert "(U)Today" in text
    assert "Duetodayandoverdue" in text
    assert "Duelater" not in text
    # A Monday tells what came of Friday's meetings.
    assert "Fridaycall,27Nov0900T" in text
    assert "Fridaydecided" in text
    assert not [words for words in ("Smalltalk", "Thursday") if words in text]
    # The board of Thursday, 3 December wants its slides two days before: on Tuesday at the time it begins.
    assert "1Dec1400T2100Z/0600I+1TwoslidesOperationsboard,3DecJ5" in text.replace("(U)", "")
    assert "3–4Dec" in text
    assert "CDRHalloran" in text
    assert "Ferreira" not in text


@pytest.mark.parametrize(
    ("before", "at", "day", "due"),
    [
        (1, time(12), date(2026, 12, 2), "2Dec1200T1900Z/0400I+1"),
        (35, None, date(2026, 10, 29), "29Oct1000S1600Z/0100I+1"),
        (0, None, date(2026, 12, 3), "3Dec1000T1700Z/0200I+1"),
    ],
)
def test_inputs_are_told_from_a_week_before_they_are_due_however_long_before_their_event(desk, before, at, day, due):
    start, end = datetime(2026, 12, 3, 10), datetime(2026, 12, 3, 11)
    asked = RhythmInput(Bilingual("Slides"), before, at, "J5", makes_task=False)
    event(desk, "Board", start, end, rhythm=RhythmCard(inputs=(asked,)))
    for days_before, told in ((8, False), (7, True), (0, True), (-1, False)):
        on = day - timedelta(days=days_before)
        text = squeezed(printed(desk, "daily-brief", on, on))
        assert (f"{due}SlidesBoard" in text.replace("(U)", "")) is told, on


def test_what_is_cancelled_wants_no_input(desk):
    start, end = datetime(2026, 12, 3, 10), datetime(2026, 12, 3, 11)
    card = RhythmCard(inputs=(RhythmInput(Bilingual("Slides"), makes_task=False),))
    weekly = Recurrence(rules=("FREQ=WEEKLY",))
    event(desk, "Board", start, end, rhythm=card, status=Status.CANCELLED, recurrence=weekly)
    assert "Slides" not in squeezed(printed(desk, "daily-brief", start.date(), start.date()))


def test_a_task_sheet_tells_all_of_a_task(desk):
    task = Task(
        title=Bilingual("Clearances"),
        detail=Bilingual("For eleven people."),
        due=datetime(2026, 12, 2, 17),
        due_zone="America/Denver",
        due_all_day=False,
        state=TaskState.WAITING,
        waiting_on="J5",
        waiting_since=date(2026, 11, 20),
        own_owner="Ito Ken",
        lead="J2",
        support=(Supporter("J7"), Supporter("J6")),
        checklist=(ChecklistItem("Collect forms", True), ChecklistItem("Hand in")),
        log=(LogEntry(datetime(2026, 11, 21, 2, tzinfo=UTC), "Ito Ken", "Called the office."),),
        source="Plans sync",
        reason="Badge desk",
        marking=OPEN,
    )
    saved = desk.tasks.save(task)
    result = printed(desk, "task-sheet", tasks=(saved.id,))
    text = squeezed(result)
    for words in (
        "ClearancesTasksheet", "State(U)Waiting", "Waitingon(U)J5", "021700T/0000Z+1/0900I+1DEC26", "J7;J6", "20Nov2026,7daysago",
        "Foreleven", "■(U)Collectforms", "□(U)Handin", "20Nov2026(U)Calledtheoffice.ItoKen", "Planssync", "Badgedesk",
    ):  # fmt: skip
        assert words in text, words
    assert titles(result) == ["Clearances", "Details", "Steps", "Log"]
    home = squeezed(printed(desk, "task-sheet", tasks=(saved.id,), language=PacketLanguage.HOME))
    assert "課題票" in home
    assert "2026年11月20日（7日前）" in home


def brief(desk, *tasks, audience=USA_JPN):
    """Compose a decision brief whose coordination is about some tasks."""
    template = desk.briefings.template("decision-brief")
    about = About(records=tuple(ItemRef("task", one.uid) for one in tasks))
    items = [replace(one, about=about) if one.kind == "coordination" and tasks else one for one in template.sections]
    asked = PacketRequest("decision-brief", items=tuple(items), audience=audience)
    return desk.briefings.compose(asked)


def test_those_with_a_part_in_a_task_agree_in_a_table(desk):
    hidden = desk.contacts.save(Person(name=PersonName("Asagiri", "Rin"), nation="JPN", marking=HOME_ONLY))
    support = (Supporter("J7"), Supporter("Rin Asagiri", hidden.id))
    task = desk.tasks.save(
        Task(title=Bilingual("Names"), lead="J5", support=support, own_owner="Ito Ken", host_owner="J5", marking=OPEN)
    )
    text = squeezed(brief(desk, task)).replace("(U)", "")
    assert "OfficeorpersonPartConcurNon-concurInitials,dateJ5Lead(OPR)□□J7Support(OCR)□□ItoKenOwnside□□" in text
    assert "asagiri" not in text.casefold()
    assert "ASAGIRIRin" in squeezed(brief(desk, task, audience=frozenset({"JPN"})))
    assert "Coordination" not in squeezed(brief(desk))


@pytest.mark.parametrize("template", ["point-paper", "bullet-background-paper", "decision-brief", "position-paper"])
def test_a_paper_nobody_has_written_is_a_title_alone(desk, template):
    result = printed(desk, template)
    assert [one for one in titles(result) if "equities" not in one] == []
    assert result.pages <= 2


def test_what_is_asked_for_has_its_words_in_both_languages(desk):
    """Every text of a shipped template says in both languages what to write; without a heading that is all that tells of it."""
    texts = [(one.name, item) for one in desk.briefings.templates() for item in one.sections if item.kind == TEXT]
    assert len(texts) > 25
    for name, item in texts:
        assert set(dict(item.hint)) == {"en", "ja"}, name
        assert dict(item.hint)["en"] != dict(item.hint)["ja"], name
        heading = dict(item.heading)
        assert not heading or heading["en"] != heading["ja"], name
        assert heading or item.look is TextLook.BLUF, name


def test_every_template_and_kind_of_section_is_called_otherwise_in_japanese(desk):
    english, japanese = Language("en"), Language("ja")
    for one in desk.briefings.templates():
        host, home = titles_of(one, [english, japanese])
        assert host != home, one.name
    assert [kind.title for kind in SECTIONS if japanese.tr(kind.title) == kind.title] == []
