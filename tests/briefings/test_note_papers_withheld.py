"""Papers of notes and tasks keep silent: what an audience may not read changes no byte of them, and the officer is told of it."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_desk.briefings.records import PacketLanguage
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.meetings.records import Attendee, Attribution, Meeting, PortionKind
from liaison_desk.tasks.records import Rfi, Side, Supporter, Task, TaskKind, TaskState
from tests.briefings.desks import HOME_ONLY, OPEN
from tests.briefings.noted_desks import ASKED, HARTWELL, NOTES, note, noted_desk, save
from tests.briefings.papers import USA_JPN, printed, read

Kind = PortionKind
MONTH = (date(2026, 11, 1), date(2026, 11, 30))
OF_MEETING = ("minutes", "memorandum", "engagement-plan", "engagement-report", "trip-report")
OF_PERIOD = (
    "meeting-log",
    "suspense-list",
    "waiting-lists",
    "rfi-log",
    "rfi-sheet",
    "commitments",
    "registers",
    "weekly",
    "task-sheet",
    "daily-brief",
)
BEFOREHAND = ("read-ahead", "talking-points")
SECRET = "Zanzibar"


@pytest.fixture
def made(tmp_path):
    desk, meeting, rfi = noted_desk(tmp_path)
    with closing(desk):
        yield desk, meeting, rfi


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """The papers of the meeting as it is on every copy of the desk."""
    desk, meeting, _ = noted_desk(tmp_path_factory.mktemp("before"))
    with closing(desk):
        return {one: printed(desk, one, meeting=meeting) for one in OF_MEETING}


def every(desk, meeting, audience=USA_JPN, language=PacketLanguage.BOTH):
    """Print everything; return the papers by template."""
    of_meeting = (*OF_MEETING, *BEFOREHAND)
    found = {one: printed(desk, one, meeting=meeting, audience=audience, language=language) for one in of_meeting}
    return found | {one: printed(desk, one, *MONTH, audience=audience, language=language) for one in OF_PERIOD}


def same(before, after):
    assert {name: one.outline for name, one in after.items()} == {name: one.outline for name, one in before.items()}
    assert [name for name, one in after.items() if one.pdf != before[name].pdf] == []


def tells(result, words):
    """Tell whether words are anywhere in a file: text, bookmarks, metadata, name, bytes."""
    said = [*read(result.pdf).pages, *read(result.pdf).metadata, result.file_name]
    said += [one.title for one in result.outline]
    return words in "".join("".join(said).split()) or words.encode() in result.pdf


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("section", ["", "red-lines", "assessment", "commitments", "purpose"])
def test_a_home_only_note_is_in_the_home_papers_and_nowhere_in_those_for_both(made, before, kind, section):
    desk, meeting, _ = made
    hidden = note(SECRET, SECRET, kind, marking=HOME_ONLY, section=section, due=date(2026, 12, 3), level=1, **HARTWELL)
    saved = desk.meetings.add_portion(meeting, hidden)
    if kind in {Kind.COMMITMENT, Kind.RFI, Kind.ACTION}:
        desk.meetings.make_task(meeting, saved.portions[-1].uid)
    after = {one: printed(desk, one, meeting=meeting) for one in OF_MEETING}
    same(before, after)
    assert not any(tells(one, SECRET) for one in after.values())
    home = {one: printed(desk, one, meeting=meeting, audience=frozenset({"JPN"})) for one in OF_MEETING}
    assert any(tells(one, SECRET) for one in home.values())
    told = [one for name in OF_MEETING if tells(home[name], SECRET) for one in after[name].withheld.entries]
    assert any(one.record.kind == "meeting" and not one.whole for one in told)


def test_no_heading_stands_over_nothing(tmp_path):
    hidden = [replace(one, marking=HOME_ONLY) for one in NOTES]
    bare, bare_meeting, _ = noted_desk(tmp_path, "bare.desk", notes=())
    desk, meeting, _ = noted_desk(tmp_path, notes=hidden)
    with closing(bare), closing(desk):
        for template in OF_MEETING:
            shown, without = printed(desk, template, meeting=meeting), printed(bare, template, meeting=bare_meeting)
            assert shown.outline == without.outline
            assert shown.pdf == without.pdf
        plan = printed(desk, "engagement-plan", meeting=meeting, audience=frozenset({"JPN"}))
        assert "Principals" in [one.title for one in plan.outline]


@pytest.mark.parametrize("template", ["engagement-plan", "talking-points", "engagement-report", "trip-report"])
def test_a_meeting_is_no_engagement_for_those_who_may_read_none_of_it(tmp_path, template):
    """Of a period only those meetings are told that have such a part: that one has is told by the notes of it alone."""
    said = note("Said.", "発言。", Kind.DISCUSSION)
    sections = {"engagement-plan": "red-lines", "talking-points": "red-lines", "trip-report": "itinerary"}
    hidden = note(SECRET, SECRET, marking=HOME_ONLY, section=sections.get(template, "assessment"))
    bare, _, _ = noted_desk(tmp_path, "bare.desk", notes=[said])
    desk, _, _ = noted_desk(tmp_path, notes=[said, hidden])
    with closing(bare), closing(desk):
        shown, without = (printed(one, template, *MONTH) for one in (desk, bare))
        assert shown.pdf == without.pdf
        assert [one.record.kind for one in shown.withheld.entries] == ["meeting"]
        assert tells(printed(desk, template, *MONTH, audience=frozenset({"JPN"})), SECRET)


def test_frozen_minutes_tell_nothing_of_what_was_withheld_in_them(made):
    desk, meeting, _ = made
    desk.meetings.add_portion(meeting, note(SECRET, marking=HOME_ONLY))
    desk.minutes.finalize(meeting)
    first = printed(desk, "minutes", meeting=meeting)
    whole = desk.minutes.versions(meeting)[0].sha256[:12]
    assert not tells(first, whole)
    assert tells(
        printed(desk, "minutes", meeting=meeting, audience=frozenset({"JPN"})), f"FINAL,version1,SHA-256{whole}"
    )
    # Without the note there is a draft, then a second version; neither shows outside, where nothing has changed.
    desk.meetings.delete_portion(meeting, desk.meetings.meeting(meeting).portions[-1].uid)
    assert printed(desk, "minutes", meeting=meeting).pdf == first.pdf
    desk.minutes.finalize(meeting)
    newest = desk.minutes.versions(meeting)[0]
    assert newest.number == 2
    assert printed(desk, "minutes", meeting=meeting).pdf == first.pdf
    assert tells(first, f"FINAL,version1,SHA-256{newest.sha256[:12]}")
    home = printed(desk, "minutes", meeting=meeting, audience=frozenset({"JPN"}))
    assert tells(home, f"FINAL,version2,SHA-256{newest.sha256[:12]}")
    # What everybody may read is a change for everybody.
    desk.meetings.add_portion(meeting, note("Afterthought."))
    changed = printed(desk, "minutes", meeting=meeting)
    assert tells(changed, f"DRAFT,changedsinceversion1(SHA-256{newest.sha256[:12]})")


def test_a_meeting_whose_title_is_withheld_vanishes_everywhere(made):
    desk, meeting, _ = made
    before = every(desk, meeting)
    hidden = desk.meetings.save(
        Meeting(
            title=Bilingual(SECRET, SECRET),
            start=datetime(2026, 11, 24, 9),
            end=datetime(2026, 11, 24, 10),
            zone="America/Denver",
            marking=HOME_ONLY,
            attendees=(Attendee(SECRET, "", 0, "Col", "Chief", "J5", "USA"),),
            portions=tuple(replace(one, uid="", id=0) for one in NOTES),
        )
    )
    for one in hidden.portions:
        if one.kind in {Kind.COMMITMENT, Kind.RFI, Kind.ACTION}:
            desk.meetings.make_task(hidden.id, one.uid)
    same(before, after := every(desk, meeting))
    assert any(one.record.kind == "meeting" and one.whole for one in after["registers"].withheld.entries)
    for template in OF_MEETING:
        paper = printed(desk, template, meeting=hidden.id)
        assert not tells(paper, SECRET)
        assert [one.title for one in paper.outline] == []
        assert paper.withheld.entries


TASKS = {
    "task": {"due": datetime(2026, 12, 1), "own_owner": "Ito Ken", "support": (Supporter("J9"),)},
    "waiting": {"state": TaskState.WAITING, "waiting_on": "J5", "waiting_side": Side.HOST, "waiting_since": date(2026, 11, 2)},
    "commitment": {"kind": TaskKind.COMMITMENT, "from_nation": "JPN", "to_nation": "USA", "due": datetime(2026, 12, 1)},
    "rfi": {"kind": TaskKind.RFI, "from_nation": "JPN", "to_nation": "USA", "rfi": replace(ASKED, answer_marking=OPEN)},
}  # fmt: skip


@pytest.mark.parametrize("name", list(TASKS))
def test_a_withheld_task_vanishes_and_the_officer_is_told(made, name):
    desk, meeting, _ = made
    before = every(desk, meeting)
    desk.tasks.save(Task(title=Bilingual(SECRET, SECRET), marking=HOME_ONLY, **TASKS[name]))
    after = every(desk, meeting)
    same(before, after)
    assert any(one.record.label == SECRET for paper in after.values() for one in paper.withheld.entries)
    assert any(tells(one, SECRET) for one in every(desk, meeting, frozenset({"JPN"})).values())


def test_an_answer_stays_out_apart_from_its_question(made):
    desk, _, rfi = made
    task = desk.tasks.task(rfi)
    shown = printed(desk, "rfi-sheet", tasks=(rfi,))
    assert tells(shown, "WhichformatfromJanuary?")
    assert not tells(shown, "Versiontwo.")
    assert "Answer" not in [one.title for one in shown.outline]
    assert any(one.record.kind == "task" and not one.whole for one in shown.withheld.entries)
    desk.tasks.save(replace(task, rfi=replace(task.rfi, answer=Bilingual(), answer_marking=None)))
    assert printed(desk, "rfi-sheet", tasks=(rfi,)).pdf == shown.pdf
    without = desk.tasks.task(rfi)
    desk.tasks.save(replace(without, rfi=replace(without.rfi, answer=Bilingual("Version two."), answer_marking=OPEN)))
    assert tells(printed(desk, "rfi-sheet", tasks=(rfi,)), "Versiontwo.")


def test_whoever_is_withheld_is_named_in_no_field(made):
    desk, meeting, _ = made
    desk.contacts.save(Person(name=PersonName("Asagiri", "Rin"), marking=HOME_ONLY))
    who = "Rin Asagiri"
    head = desk.meetings.meeting(meeting)
    before = every(desk, meeting, language=PacketLanguage.HOST)
    named = {"lead": who, "support": (Supporter(who),), "own_owner": who, "due": datetime(2026, 12, 24)}
    desk.meetings.save_head(replace(head, attendees=(*head.attendees, Attendee(who, "", 0, "Maj", "", "", "JPN", ""))))
    assert not any(tells(one, "Asagiri") for one in every(desk, meeting).values())
    same(before, every(desk, meeting, language=PacketLanguage.HOST))
    changed = desk.meetings.meeting(meeting)
    agenda = tuple(replace(one, lead=who) for one in changed.agenda)
    desk.meetings.save_head(
        replace(changed, chair=who, interpreter=who, link=f"https://x.example/{who}", agenda=agenda)
    )
    asked = replace(ASKED, asker=who, office=who, channel=who, justification=who, question=Bilingual(who), answer_marking=OPEN,
                    answer=Bilingual(who), chain=(*(replace(one, who=who, note=who) for one in ASKED.chain),))  # fmt: skip
    save(desk, "Plain words", kind=TaskKind.RFI, from_nation="USA", to_nation="JPN", rfi=asked, **named)
    save(desk, "More words", state=TaskState.WAITING, waiting_on=who, waiting_side=Side.OTHER, **named)
    desk.meetings.add_portion(
        meeting,
        note("Someone will.", kind=Kind.COMMITMENT, to_whom=who, said_by=who, nation="JPN", due=date(2026, 12, 5)),
    )
    for template, paper in every(desk, meeting).items():
        assert not tells(paper, "Asagiri"), template


def test_the_next_meeting_of_a_withheld_series_is_not_told(made):
    desk, meeting, _ = made
    head = desk.meetings.meeting(meeting)
    event = desk.calendars.event(head.event_id)
    assert tells(printed(desk, "minutes", meeting=meeting), "Nextmeeting")
    desk.calendars.save(replace(event, marking=HOME_ONLY))
    hidden = printed(desk, "minutes", meeting=meeting)
    assert any(one.record.kind == "event" and one.whole for one in hidden.withheld.entries)
    desk.meetings.save_head(replace(head, event_id=0))
    assert printed(desk, "minutes", meeting=meeting).pdf == hidden.pdf
    assert not tells(hidden, "Nextmeeting")


@pytest.mark.parametrize("attribution", [Attribution.OFFICE, Attribution.NATION, Attribution.NAMED])
def test_nothing_is_told_of_a_speaker_who_is_withheld_whatever_he_is_called(made, attribution):
    desk, meeting, _ = made
    hidden = desk.contacts.save(Person(name=PersonName("Asagiri", "Rin"), marking=HOME_ONLY))
    head = desk.meetings.meeting(meeting)
    there = Attendee("Rin Asagiri", "", hidden.id, "Maj", "", "Quiet Office", "Ruritania")
    desk.meetings.save_head(replace(head, attendees=(*head.attendees, there)))
    said = {"said_by": "the major", "said_by_id": hidden.id, "nation": "Ruritania", "attribution": attribution}
    for kind in (Kind.DISCUSSION, Kind.DECISION, Kind.COMMITMENT):
        desk.meetings.add_portion(meeting, note("Something was said.", kind=kind, **said))
    for template, paper in every(desk, meeting).items():
        assert not any(tells(paper, words) for words in ("themajor", "QuietOffice", "Ruritania", "Asagiri")), template
    assert tells(printed(desk, "minutes", meeting=meeting), "Somethingwassaid.")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(Kind), st.integers(0, 8), st.booleans()), max_size=12))
def test_the_numbering_of_notes_is_that_of_those_that_went_in(tmp_path_factory, drawn):
    """The papers with the withheld notes are, byte for byte, those that never had them."""
    folder = tmp_path_factory.mktemp("drawn")
    every_note = [
        note(f"Words {number}.", kind=kind, level=level, marking=OPEN if shown else HOME_ONLY)
        for number, (kind, level, shown) in enumerate(drawn)
    ]
    one, one_meeting, _ = noted_desk(folder, "one.desk", notes=())
    other, other_meeting, _ = noted_desk(folder, "other.desk", notes=())
    with closing(one), closing(other):
        for desk, meeting, notes in (
            (one, one_meeting, every_note),
            (other, other_meeting, [each for each in every_note if each.marking == OPEN]),
        ):
            desk.meetings.save(replace(desk.meetings.meeting(meeting), portions=tuple(notes)))
        for template in ("minutes", "memorandum", "engagement-report"):
            assert (
                printed(one, template, meeting=one_meeting).pdf == printed(other, template, meeting=other_meeting).pdf
            )


def test_a_request_without_anything_said_of_it_is_a_sheet_all_the_same(made):
    desk, _, _ = made
    bare = save(desk, "Bare", kind=TaskKind.RFI, from_nation="USA", to_nation="JPN", rfi=Rfi())
    assert tells(printed(desk, "rfi-sheet", tasks=(bare.id,)), "26-001:Bare")
