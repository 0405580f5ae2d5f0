"""Whoever and whatever is withheld stays out of a packet, however another record happens to name it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from liaison_desk.briefings.records import PacketLanguage, PacketRequest
from liaison_desk.briefings.sections.naming import Naming
from liaison_desk.contacts.records import Billet, Organization, OrganizationName, Person, PersonFilter, PersonSort
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import Attendee, Attribution, Meeting, Portion, PortionKind
from liaison_desk.tasks.records import LogEntry, Task, TaskState
from tests.briefings.desks import HOME_ONLY, OPEN, WEEK, weekly_desk
from tests.briefings.papers import pages

DUE = datetime(2026, 11, 27, 12)
BOTH, JPN = frozenset({"USA", "JPN"}), frozenset({"JPN"})


@pytest.fixture
def desk(tmp_path):
    opened = weekly_desk(tmp_path)
    yield opened
    opened.close()


def text_of(desk, audience=BOTH, **asked):
    result = desk.briefings.compose(PacketRequest(since=WEEK[0], until=WEEK[1], audience=audience, **asked))
    return re.sub(r"\s+", " ", " ".join(pages(result)))


def meeting_of(desk, marking):
    return next(one for one in desk.meetings.held(*WEEK) if one.marking == marking)


def promise(desk, marking, words, said_by, attribution=Attribution.NAMED):
    """Note a commitment in a meeting and make it a task with a suspense, as an officer does with one key."""
    meeting = meeting_of(desk, marking)
    note = Portion(
        uid=f"n-{words}",
        kind=PortionKind.COMMITMENT,
        marking=OPEN,
        text=Bilingual(words),
        said_by=said_by,
        attribution=attribution,
    )
    desk.meetings.add_portion(meeting.id, note)
    made = desk.meetings.make_task(meeting.id, note.uid).portions[-1].task_id
    task = desk.tasks.tasks_by_ids([made])[made]
    return desk.tasks.save(replace(task, due=DUE))


def test_a_promise_made_in_a_withheld_meeting_does_not_come_back_as_a_suspense(desk):
    promise(desk, HOME_ONLY, "Quiet promise", "J5")
    assert "Quiet promise" not in text_of(desk)
    assert "Quiet promise" in text_of(desk, JPN)


def test_a_task_made_of_a_note_does_not_name_the_withheld_contact_who_spoke(desk):
    promise(desk, OPEN, "Open promise", "Rin Aoi")
    shown = text_of(desk)
    assert "Open promise" in shown
    assert "aoi" not in shown.casefold()
    assert "Open promise AOI Rin" in text_of(desk, JPN)


@pytest.mark.parametrize("family", ["Oh", "Daniel"])
def test_a_withheld_contact_does_not_take_the_words_of_one_who_was_there_along(desk, family):
    shown = replace(OPEN, audience=frozenset({"USA", "JPN"}))
    there, _ = desk.contacts.save_all(
        [
            Person(name=PersonName("Sorensen", "Daniel O."), rank="Col", marking=shown),
            Person(name=PersonName(family, "Pat"), marking=HOME_ONLY),
        ],
        "Add contacts",
    )
    meeting = meeting_of(desk, OPEN)
    attendees = (Attendee("Daniel O. Sorensen", rank="Col", contact_id=there.id),)
    note = Portion(
        uid="n",
        kind=PortionKind.INSIGHT,
        marking=OPEN,
        text=Bilingual("Agreed."),
        said_by="Col Daniel O. Sorensen",
        attribution=Attribution.NAMED,
    )
    desk.meetings.save(replace(meeting, attendees=attendees, portions=(note,)))
    assert "Agreed. — Col SORENSEN Daniel O." in text_of(desk)


@pytest.mark.parametrize("attribution", [Attribution.NONE, Attribution.NATION, Attribution.OFFICE])
def test_a_task_made_of_a_note_keeps_what_may_not_be_traced_by_name(desk, attribution):
    promise(desk, OPEN, "Untraced promise", "Dana Hartwell", attribution)
    assert "Untraced promise Open" in text_of(desk, JPN)


@pytest.mark.parametrize("name", ["Rin Aoi", "AOI Rin", "Maj Aoi", "葵 凛", "葵凛", "葵1佐", "葵さん"])
def test_a_withheld_contact_typed_by_hand_is_nowhere(desk, name):
    desk.tasks.save(Task(title=Bilingual("On hold"), due=DUE, state=TaskState.WAITING, waiting_on=name, marking=OPEN))
    desk.tasks.save(Task(title=Bilingual("In his hands"), due=DUE, own_owner=name, marking=OPEN))
    meeting = meeting_of(desk, OPEN)
    desk.meetings.add_portion(
        meeting.id,
        Portion(uid="n-1", kind=PortionKind.DISCUSSION, marking=OPEN, text=Bilingual("It rained."), said_by=name),
    )
    desk.meetings.save(
        replace(
            desk.meetings.meeting(meeting.id), attendees=(*meeting.attendees, Attendee(name, rank="Maj", nation="JPN"))
        )
    )
    for language in PacketLanguage:
        shown = text_of(desk, language=language)
        assert "On hold" in shown or language is not PacketLanguage.HOST
        assert not re.search("aoi|葵|Rin", shown, re.IGNORECASE), language
    assert name in text_of(desk, JPN)


def test_a_name_nobody_in_the_contacts_bears_stands_as_typed(desk):
    desk.tasks.save(
        Task(title=Bilingual("On hold"), due=DUE, state=TaskState.WAITING, waiting_on="Maj Aoki", marking=OPEN)
    )
    assert "Waiting (Maj Aoki)" in text_of(desk)


def test_a_withheld_contact_in_the_trash_is_still_withheld(desk):
    desk.contacts.delete(list(desk.contacts.people(PersonFilter(words="Aoi"), Sort(PersonSort.NAME)).ids))
    desk.tasks.save(Task(title=Bilingual("In his hands"), due=DUE, own_owner="Rin Aoi", marking=OPEN))
    assert "aoi" not in text_of(desk).casefold()


def test_a_withheld_organization_goes_from_attendees_who_are_shown(desk):
    desk.contacts.save_organization(Organization(name=Bilingual("Grey cell", "灰班"), nation="USA", marking=HOME_ONLY))
    meeting = meeting_of(desk, OPEN)
    people = tuple(replace(one, organization="Grey cell") for one in meeting.attendees)
    desk.meetings.save(replace(meeting, attendees=people))
    shown = text_of(desk)
    assert "Col HARTWELL Dana" in shown
    assert "Grey cell" not in shown
    assert "Col HARTWELL Dana (Grey cell)" in text_of(desk, JPN)


def test_the_report_of_what_was_withheld_never_takes_the_packets_place(desk, tmp_path):
    result = desk.briefings.compose(PacketRequest(since=WEEK[0], until=WEEK[1], audience=BOTH))
    packet = tmp_path / "packet"
    desk.briefings.save(result, packet)
    for taken in (packet, tmp_path / "report.pdf"):
        with pytest.raises(RefusedError, match="needs a file of its own"):
            desk.briefings.save_withheld(result, taken, Language())
    assert packet.read_bytes() == result.pdf
    assert not (tmp_path / "report.pdf").exists()


@pytest.mark.parametrize("language", PacketLanguage)
def test_the_log_of_a_task_does_not_name_the_withheld_contact_who_wrote_it(desk, language):
    log = (LogEntry(datetime(2026, 11, 26, tzinfo=UTC), "Rin Aoi", "It went on."),)
    task = desk.tasks.save(Task(title=Bilingual("Logged"), due=DUE, log=log, marking=OPEN))
    asked = {"template": "task-sheet", "tasks": (task.id,), "language": language}
    assert "It went on." in text_of(desk, **asked)
    assert not WITHHELD.search(text_of(desk, **asked))
    assert "It went on. Rin Aoi" in text_of(desk, JPN, **asked)


def meet(desk, attendees, notes=()):
    """Keep an open meeting of the week with these people and notes."""
    return desk.meetings.save(
        Meeting(
            title=Bilingual("Office call"),
            start=datetime(2026, 11, 26, 9),
            end=datetime(2026, 11, 26, 10),
            zone="America/Denver",
            marking=OPEN,
            attendees=attendees,
            portions=notes,
        )
    )


def falcon(desk):
    """Keep a withheld organization, and a withheld post and contact of other names."""
    house = Organization(name=Bilingual("Falcon Cell", "隼班"), marking=HOME_ONLY)
    renamed = OrganizationName(None, Bilingual("Osprey Bureau")), OrganizationName(date(2026, 6, 1), house.name)
    desk.contacts.save_organization(replace(house, names=renamed))
    desk.billets.save(Billet(title=Bilingual("Merlin Handler", "鷹担当"), marking=HOME_ONLY))


SAID = Portion(uid="n-9", kind=PortionKind.DECISION, marking=OPEN, text=Bilingual("We agree."))
WITHHELD = re.compile("falcon|osprey|merlin|aoi|葵|隼|鷹", re.IGNORECASE)
ANY_KIND = ["Falcon Cell", "FalconCells", "隼班長", "Osprey Bureau", "Merlin Handler", "鷹担当", "Aide to Maj Aoi", "Office of Maj Aoi"]  # fmt: skip


@pytest.mark.parametrize("field", ["host_owner", "own_owner", "waiting_on"])
@pytest.mark.parametrize("typed", ANY_KIND)
def test_a_task_does_not_name_whatever_is_withheld(desk, typed, field):
    falcon(desk)
    task = Task(title=Bilingual("In their hands"), due=DUE, state=TaskState.WAITING, waiting_on="Them", marking=OPEN)
    desk.tasks.save(replace(task, **{field: typed}))
    shown = text_of(desk)
    assert "In their hands" in shown
    assert not WITHHELD.search(shown)
    assert typed in text_of(desk, JPN)


@pytest.mark.parametrize("field", ["host_owner", "own_owner", "waiting_on"])
@pytest.mark.parametrize("typed", ANY_KIND)
def test_a_task_does_not_name_whoever_is_withheld_beside_a_picked_contact(desk, typed, field):
    falcon(desk)
    (hartwell,) = desk.contacts.people(PersonFilter(words="Hartwell"), Sort(PersonSort.NAME)).ids
    waits = {"state": TaskState.WAITING, "waiting_on": "Them", "waiting_on_id": 0, "marking": OPEN}
    task = Task(title=Bilingual("In their hands"), due=DUE, **waits)
    for name in (f"Dana Hartwell / {typed}", f"{typed} (Hartwell)"):
        saved = desk.tasks.save(replace(task, **{field: name, f"{field}_id": hartwell}))
        assert not WITHHELD.search(text_of(desk)), name
        assert typed.replace(" ", "") in text_of(desk, JPN).replace(" ", "")
        desk.tasks.delete([saved.id])


def test_the_withheld_brother_of_a_picked_contact_is_not_named_beside_him(desk):
    hartwell, _ = (
        desk.contacts.save(Person(name=PersonName(*name), nation="USA", marking=marking))
        for name, marking in ((("Quill", "Dana"), OPEN), (("Quill", "Rowan"), HOME_ONLY))
    )
    task = Task(title=Bilingual("In their hands"), due=DUE, own_owner="Dana Quill / Rowan Quill", marking=OPEN)
    desk.tasks.save(replace(task, own_owner_id=hartwell.id))
    people = (Attendee("Dana Quill / Rowan Quill", "", hartwell.id, role="Dana and Rowan Quill"),)
    meet(desk, people, (replace(SAID, said_by="Dana Quill, Rowan Quill", said_by_id=hartwell.id),))
    for language in PacketLanguage:
        assert "rowan" not in text_of(desk, language=language).casefold()
    assert "Rowan Quill" in text_of(desk, JPN)


@pytest.mark.parametrize("words", ["Dana Hartwell / Rin Aoi", "Dana Hartwell for Maj Aoi", "Hartwell (葵 凛)"])
@pytest.mark.parametrize("there", [True, False])
def test_a_speaker_who_is_picked_does_not_bring_along_whoever_is_withheld_beside_him(desk, words, there):
    (hartwell,) = desk.contacts.people(PersonFilter(words="Hartwell"), Sort(PersonSort.NAME)).ids
    attendees = (Attendee("Dana Hartwell", contact_id=hartwell),) if there else ()
    meet(desk, attendees, (replace(SAID, said_by=words, said_by_id=hartwell),))
    for language in PacketLanguage:
        shown = text_of(desk, language=language)
        assert "We agree." in shown
        assert not WITHHELD.search(shown)
    assert words in text_of(desk, JPN)


def test_a_picked_contact_is_not_taken_for_a_withheld_one_of_his_name_or_rank(desk):
    for family, given in (("Hartwell", "Quiet"), ("Major", "Quiet")):
        desk.contacts.save(Person(name=PersonName(family, given), nation="JPN", marking=HOME_ONLY))
    (hartwell,) = desk.contacts.people(PersonFilter(words="Dana"), Sort(PersonSort.NAME)).ids
    desk.tasks.save(
        Task(title=Bilingual("In hand"), due=DUE, own_owner="Major Hartwell", own_owner_id=hartwell, marking=OPEN)
    )
    assert "Major Hartwell" in text_of(desk)


@pytest.mark.parametrize("typed", ANY_KIND)
def test_a_meeting_does_not_name_whatever_is_withheld(desk, typed):
    falcon(desk)
    note = Portion(uid="n-1", kind=PortionKind.DECISION, marking=OPEN, text=Bilingual("We agree."), said_by=typed)
    people = (
        Attendee(typed),
        Attendee("Joe Blow", post=typed),
        Attendee("Jim Bloggs", organization=typed),
        Attendee("Jan Doe", nation=typed),
        Attendee("Ann Onymous", rank=typed),
    )
    meeting = meet(desk, people, (note, replace(note, uid="n-2", said_by="Joe Blow", attribution=Attribution.OFFICE)))
    for language in PacketLanguage:
        assert not WITHHELD.search(text_of(desk, language=language)), language
    seats = {"template": "seating", "meeting": meeting.id}
    shown = text_of(desk, **seats)
    assert "Joe Blow" in shown
    assert "Jim Bloggs" in shown
    assert not WITHHELD.search(shown)
    assert text_of(desk, JPN, **seats).count(typed) >= 3


def test_a_nation_and_a_rank_known_as_such_name_nobody(desk):
    desk.contacts.save_all(
        [Person(name=PersonName(name), marking=HOME_ONLY) for name in ("Usa", "Major")], "Add contacts"
    )
    meet(desk, (Attendee("Joe Blow", rank="Major", nation="USA"),))
    assert "Major Joe Blow (USA)" in text_of(desk)


def test_what_merely_contains_a_withheld_name_stands_as_typed(desk):
    falcon(desk)
    meeting = meet(desk, (Attendee("Joe Blow", post="Chief, Falconry", organization="Aoibara Office"),))
    shown = text_of(desk, template="seating", meeting=meeting.id)
    assert "Chief, Falconry, Aoibara Office" in shown


def test_a_picked_contact_is_that_one_whoever_else_bears_the_name(desk):
    openly = desk.contacts.save(Person(name=PersonName("Aoi", "Ann"), marking=OPEN))
    meet(desk, (Attendee("Ann Aoi", contact_id=openly.id),))
    assert "AOI Ann" in text_of(desk)


def test_words_that_were_never_looked_up_are_withheld():
    names = Naming({}, {}, {}, {}, frozenset({"Dana Hartwell"}))
    assert names.text(Bilingual("Dana Hartwell")) == names.organization("") == ()
    (source,) = names.text(Bilingual("Dana Hartwell", "デーナ・ハートウェル"))
    assert source.marking is None
    assert source.record.label == "デーナ・ハートウェル"
