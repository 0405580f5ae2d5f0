"""Meetings, what was noted in them, and tasks: whatever they say in words, nobody withheld is named by it on paper; the officer is told."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime

import pytest

from liaison_desk.briefings.records import PacketLanguage, PacketRequest
from liaison_desk.contacts.records import Email, Organization, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.meetings.records import Attendee, Meeting, Portion, PortionKind
from liaison_desk.tasks.records import Task
from tests.briefings.desks import HOME_ONLY, OPEN, WEEK, weekly_desk
from tests.briefings.papers import USA_JPN, squeezed

DUE = datetime(2026, 11, 27, 12)
NAMED = (
    Bilingual("Lunch with Rin Asagiri"),
    Bilingual("Lunch", "浅霧凛と昼食"),
    Bilingual("あさぎり りん 送別"),
    Bilingual("浅霧1佐との調整"),
    Bilingual("ASAGIRI, Rin: farewell"),
    Bilingual("Call on Maj Asagiri"),
    Bilingual("Write to xq@example.jp"),
    Bilingual("Hidden Staff sync"),
    Bilingual("秘匿部の件"),
)


@pytest.fixture
def desk(tmp_path):
    with closing(weekly_desk(tmp_path)) as opened:
        name = PersonName("Asagiri", "Rin", "浅霧", "凛", "あさぎり", "りん")
        opened.contacts.save(Person(name=name, emails=(Email("xq@example.jp"),), rank="Maj", marking=HOME_ONLY))
        opened.contacts.save_organization(Organization(name=Bilingual("Hidden Staff", "秘匿部"), marking=HOME_ONLY))
        yield opened


def paper(desk, language=PacketLanguage.BOTH, **more):
    values = {"since": WEEK[0], "until": WEEK[1], "audience": USA_JPN} | more
    return desk.briefings.compose(PacketRequest(language=language, **values))


def meet(desk, title="Office call", notes=(), **more):
    return desk.meetings.save(
        Meeting(title=title if isinstance(title, Bilingual) else Bilingual(title), start=datetime(2026, 11, 26, 9), end=datetime(2026, 11, 26, 10),
                zone="America/Denver", marking=OPEN, portions=notes, **more)
    )  # fmt: skip


def notes_of(text, *kinds):
    return tuple(Portion(uid=f"n-{n}", kind=kind, marking=OPEN, text=text, said_by="") for n, kind in enumerate(kinds))


ALL_KINDS = (PortionKind.DECISION, PortionKind.COMMITMENT, PortionKind.INSIGHT, PortionKind.RECOMMENDATION)


def told_of(result):
    return {(one.record.kind, one.rule) for one in result.withheld.entries}


@pytest.mark.parametrize("title", NAMED, ids=lambda one: one.host)
def test_a_meeting_whose_title_names_somebody_withheld_leaves_no_trace_and_is_reported(desk, title):
    before = paper(desk)
    meeting = meet(desk, title, notes_of(Bilingual("We agree.", "合意した。"), *ALL_KINDS))
    note = next(one for one in meeting.portions if one.kind is PortionKind.COMMITMENT)
    made = desk.meetings.make_task(meeting.id, note.uid).portions
    task_id = next(one.task_id for one in made if one.task_id)
    desk.tasks.save(replace(desk.tasks.tasks_by_ids([task_id])[task_id], due=DUE))
    after = paper(desk)
    assert after.pdf == before.pdf
    assert after.outline == before.outline
    assert ("meeting", "Its title names what is withheld.") in told_of(after)
    assert "合意した" in squeezed(paper(desk, PacketLanguage.HOME, audience=frozenset({"JPN"})))


@pytest.mark.parametrize("text", NAMED, ids=lambda one: one.host)
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_note_that_names_somebody_withheld_stays_out_and_the_others_stay(desk, text, kind):
    meeting = meet(desk, notes=notes_of(Bilingual("We agree."), PortionKind.DECISION))
    before = paper(desk)
    desk.meetings.add_portion(meeting.id, Portion(uid="n-x", kind=kind, marking=OPEN, text=text, said_by=""))
    after = paper(desk)
    assert after.pdf == before.pdf
    assert "Weagree." in squeezed(after)
    assert len(after.withheld.entries) > len(before.withheld.entries)


@pytest.mark.parametrize("place", NAMED, ids=lambda one: one.host)
def test_a_place_that_names_somebody_withheld_is_not_told(desk, place):
    meeting = meet(desk)
    before = paper(desk)
    desk.meetings.save(replace(meeting, place=place))
    assert paper(desk).pdf == before.pdf


@pytest.mark.parametrize("title", NAMED, ids=lambda one: one.host)
def test_a_task_whose_title_names_somebody_withheld_leaves_no_trace_and_is_reported(desk, title):
    before = paper(desk)
    desk.tasks.save(Task(title=title, due=DUE, own_owner="J5", marking=OPEN))
    after = paper(desk)
    assert after.pdf == before.pdf
    assert ("task", "Its title names what is withheld.") in told_of(after)
    assert paper(desk, audience=frozenset({"JPN"})).pdf != paper(desk).pdf


@pytest.mark.parametrize("title", NAMED, ids=lambda one: one.host)
def test_a_seating_list_does_not_name_whom_its_meeting_is_called_after(desk, title):
    meeting = meet(desk, title, attendees=(Attendee("Joe Blow"),), place=title)
    shown = paper(desk, template="seating", meeting=meeting.id, since=None, until=None)
    assert ("meeting", "Its title names what is withheld.") in told_of(shown)
    assert "Blow" not in squeezed(shown)


def test_who_may_be_named_is_named(desk):
    desk.contacts.save(Person(name=PersonName("Hartwell", "Dana"), marking=OPEN))
    meet(
        desk,
        "Lunch with Dana Hartwell",
        notes_of(Bilingual("Asagirino was toured."), *ALL_KINDS),
        place=Bilingual("Hartwell Hall"),
    )
    desk.tasks.save(Task(title=Bilingual("Thank Dana Hartwell"), due=DUE, marking=OPEN))
    shown = squeezed(paper(desk, PacketLanguage.HOST))
    for words in ("LunchwithDanaHartwell", "Asagirinowastoured", "HartwellHall", "ThankDanaHartwell"):
        assert words in shown
