"""Read-ahead, daily brief and task sheet keep silent: what an audience may not read changes no byte of them."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from liaison_desk.briefings.records import PacketLanguage
from liaison_desk.calendar.records import Calendar, Participant, RhythmCard, RhythmInput
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.meetings.records import Attendee, Meeting, PortionKind
from liaison_desk.tasks.records import ChecklistItem, LogEntry, Rfi, Supporter, Task, TaskKind
from tests.briefings.desks import HOME_ONLY, OPEN
from tests.briefings.noted_desks import note
from tests.briefings.papers import USA_JPN, calendar_desk, days, event, printed
from tests.briefings.test_note_papers_withheld import same, tells

Kind = PortionKind
DAY = date(2026, 11, 27)
SECRET = "Zanzibar"


@pytest.fixture
def desk(tmp_path):
    with closing(calendar_desk(tmp_path)) as opened:
        opened.calendars.save_calendars(
            [Calendar(name=Bilingual("Leave", "休暇"), palette="leave", marking=OPEN)], "Make calendars"
        )
        opened.shown = opened.contacts.save(Person(name=PersonName("Hartwell", "Dana"), nation="USA", marking=OPEN))
        opened.hidden = opened.contacts.save(
            Person(name=PersonName("Asagiri", "Rin", "朝霧", "凛"), nation="JPN", marking=HOME_ONLY)
        )
        opened.asked = met(opened, "Conference", datetime(2026, 12, 7, 9), opened.shown, opened.hidden, series="Series")
        opened.sync = met(opened, "Sync", datetime(2026, 11, 26, 9), opened.shown, series="Series")
        yield opened


def met(desk, title, start, *people, notes=(), **more):
    there = tuple(Attendee(one.name.latin(), one.name.native(), one.id, nation=one.nation) for one in people)
    values = {"zone": "America/Denver", "attendees": there, "portions": tuple(notes), "marking": OPEN} | more
    return desk.meetings.save(
        Meeting(title=Bilingual(title, title), start=start, end=start.replace(hour=start.hour + 1), **values)
    )


def task(desk, title, **more):
    return desk.tasks.save(Task(title=Bilingual(title, title), **({"due": datetime(2026, 11, 27), "marking": OPEN} | more)))  # fmt: skip


def papers(desk, audience=USA_JPN):
    both = {"audience": audience, "language": PacketLanguage.BOTH}
    return {
        "read-ahead": printed(desk, "read-ahead", meeting=desk.asked.id, **both),
        "daily-brief": printed(desk, "daily-brief", DAY, DAY, **both),
        "task-sheet": printed(desk, "task-sheet", DAY, DAY, **both),
    }


def earlier(desk, title=SECRET, **more):
    notes = [note("We agree.", "合意した。", Kind.DECISION)]
    met(desk, title, datetime(2026, 11, 26, 14), desk.shown, series="Series", notes=notes, **more)


def with_hidden_alone(desk):
    met(desk, "Quiet call", datetime(2026, 11, 10, 9), desk.hidden, notes=[note(SECRET, SECRET, Kind.DECISION)])


def hidden_note(kind, **more):
    return lambda desk: desk.meetings.add_portion(desk.sync.id, note(SECRET, SECRET, kind, marking=HOME_ONLY, **more))


def hidden_rfi(desk):
    rfi = Rfi(asker="Rin Asagiri", asker_id=desk.hidden.id, question=Bilingual("Where?"))
    task(desk, SECRET, kind=TaskKind.RFI, from_nation="JPN", to_nation="USA", rfi=rfi, marking=HOME_ONLY)


def asked_by_hidden(desk):
    """Save a request of somebody withheld who will be there, which everybody may read: it is no part of this background."""
    rfi = Rfi(asker="Rin Asagiri", asker_id=desk.hidden.id, question=Bilingual(SECRET))
    due = datetime(2027, 3, 1)
    task(desk, SECRET, kind=TaskKind.RFI, from_nation="JPN", to_nation="USA", rfi=rfi, due=due)


def hidden_event(desk):
    card = RhythmCard(inputs=(RhythmInput(Bilingual(SECRET), 1, makes_task=False),))
    event(desk, SECRET, datetime(2026, 11, 28, 9), datetime(2026, 11, 28, 10), rhythm=card, marking=HOME_ONLY)


def hidden_input(desk):
    card = RhythmCard(
        chair=Participant("Rin Asagiri"), inputs=(RhythmInput(Bilingual("Call Rin Asagiri"), 20, makes_task=False),)
    )
    event(desk, "Rin Asagiri's board", datetime(2026, 12, 17, 9), datetime(2026, 12, 17, 10), rhythm=card)


def hidden_leave(desk):
    days(desk, SECRET, datetime(2026, 11, 27), datetime(2026, 11, 28), calendar="Leave", marking=HOME_ONLY)


def leave_of_hidden(desk):
    days(desk, "Leave: Rin Asagiri", datetime(2026, 11, 27), datetime(2026, 11, 28), calendar="Leave")


def hidden_task(desk):
    log = (LogEntry(datetime(2026, 11, 20, 9, tzinfo=UTC), "Ito Ken", SECRET),)
    task(desk, SECRET, log=log, checklist=(ChecklistItem(SECRET),), marking=HOME_ONLY)


ADDED = {
    "an earlier meeting": lambda desk: earlier(desk, marking=HOME_ONLY),
    "an earlier meeting called after somebody": lambda desk: earlier(desk, "Talk with Rin Asagiri"),
    "a meeting with somebody withheld alone": with_hidden_alone,
    "a decision": hidden_note(Kind.DECISION),
    "a bottom line": hidden_note(Kind.NOTE, section="bottom-line"),
    "a promise": hidden_note(Kind.COMMITMENT, said_by="Dana Hartwell", nation="USA", to_nation="JPN"),
    "a request": hidden_rfi,
    "a request of somebody withheld": asked_by_hidden,
    "an event with a card": hidden_event,
    "an input and an event that name somebody": hidden_input,
    "leave": hidden_leave,
    "leave of somebody withheld": leave_of_hidden,
    "a task": hidden_task,
}


@pytest.mark.parametrize("what", ADDED)
def test_what_is_withheld_leaves_no_trace(desk, what):
    before = papers(desk)
    ADDED[what](desk)
    after = papers(desk)
    same(before, after)
    assert not any(tells(paper, words) for paper in after.values() for words in (SECRET, "Asagiri", "朝霧"))
    home = papers(desk, frozenset({"JPN"}))
    assert any(tells(paper, words) for paper in home.values() for words in (SECRET, "RinAsagiri"))


@pytest.mark.parametrize("extra", ["Rin Asagiri", "朝霧 凛"])
def test_a_task_sheet_tells_nobody_withheld(desk, extra):
    """Whoever is named in words, in the log, as a step, as a source or for a part, is left out; all else stays."""
    one = task(desk, "Clearances", detail=Bilingual("For all.", "全員分。"), checklist=(ChecklistItem("Collect"),))
    before = papers(desk)["task-sheet"]
    steps = (*one.checklist, ChecklistItem(f"Call {extra}"))
    log = (LogEntry(datetime(2026, 11, 20, 9, tzinfo=UTC), "Ito Ken", f"Called {extra}."),)
    named = {"support": (Supporter(extra),), "lead": extra, "waiting_on": extra, "source": extra, "reason": extra}
    desk.tasks.save(replace(one, checklist=steps, log=log, **named))
    after = papers(desk)["task-sheet"]
    assert after.pdf == before.pdf
    assert tells(papers(desk, frozenset({"JPN"}))["task-sheet"], "Collect")


def test_the_days_of_a_meeting_that_may_not_be_read_are_not_told(desk):
    shown = papers(desk)["read-ahead"]
    assert tells(shown, "7December2026")
    assert "2026-12-07" in shown.file_name
    desk.meetings.save(replace(desk.meetings.meeting(desk.asked.id), marking=HOME_ONLY))
    hidden = papers(desk)["read-ahead"]
    assert not tells(hidden, "December")
    assert not tells(hidden, "Conference")
    assert "2026-11-23" in hidden.file_name
    assert tells(papers(desk, frozenset({"JPN"}))["read-ahead"], "7December2026")
