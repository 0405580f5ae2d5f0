"""Who may not be told on the papers of notes: neither what stands beside him, nor numbers that count him, nor his old name."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from liaison_desk.briefings.records import PacketLanguage
from liaison_desk.briefings.withheld import as_csv, as_text
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.language import Language
from liaison_desk.meetings.records import AgendaItem, Attendee, Attribution, PortionKind
from liaison_desk.tasks.records import Rfi, Side, TaskKind, TaskState
from tests.briefings.desks import HOME_ONLY, OPEN
from tests.briefings.noted_desks import HARTWELL, note, noted_desk, save
from tests.briefings.papers import USA_JPN, pages, printed
from tests.briefings.test_note_papers_withheld import MONTH, every, tells

Kind = PortionKind
JPN = frozenset({"JPN"})


@pytest.fixture
def made(tmp_path):
    desk, meeting, _ = noted_desk(tmp_path, notes=())
    with closing(desk):
        yield desk, meeting


def spaceless(text):
    return "".join(text.split())


def add(desk, meeting, said):
    return desk.meetings.add_portion(meeting, said).portions[-1]


def change(desk, meeting, portion, **values):
    now = next(one for one in desk.meetings.meeting(meeting).portions if one.uid == portion.uid)
    return desk.meetings.change_portion(meeting, now, replace(now, **values))


@pytest.mark.parametrize("kind", [Kind.COMMITMENT, Kind.RFI, Kind.ACTION])
def test_what_is_attributed_to_nobody_does_not_say_to_whom(made, kind):
    """Between two nations the one that is promised something tells which one promises."""
    desk, meeting = made
    due = date(2026, 12, 3)
    said = note(
        "Send it.", "送る。", kind, attribution=Attribution.NONE, to_whom="Quiet Office", to_nation="JPN", due=due
    )
    portion = add(desk, meeting, replace(said, said_by="Dana Hartwell", nation="USA"))
    desk.meetings.make_task(meeting, portion.uid)
    for template, paper in every(desk, meeting).items():
        assert not tells(paper, "QuietOffice"), template
    assert tells(printed(desk, "minutes", meeting=meeting), "Sendit.")
    change(desk, meeting, portion, to_whom="", attribution=Attribution.NONE)
    for template in ("minutes", "engagement-report", "commitments"):
        paper = printed(desk, template, *MONTH, meeting=0 if template == "commitments" else meeting)
        assert not tells(paper, "→JPN"), template


def test_a_task_of_what_is_attributed_to_nobody_does_not_tell_the_side_it_waits_on(made):
    desk, meeting = made
    said = note("Send it.", kind=Kind.COMMITMENT, attribution=Attribution.NONE, **HARTWELL)
    portion = add(desk, meeting, said)
    desk.meetings.make_task(meeting, portion.uid)
    task = desk.tasks.task(desk.meetings.meeting(meeting).portions[-1].task_id)
    waits = {"state": TaskState.WAITING, "waiting_on": "Dana Hartwell", "waiting_since": date(2026, 11, 20)}
    papers = []
    for side in (Side.HOST, Side.HOME):
        task = desk.tasks.save(replace(task, waiting_side=side, **waits))
        papers.append(printed(desk, "waiting-lists", *MONTH, tasks=(task.id,)))
    assert tells(papers[0], "Sendit.")
    assert papers[0].pdf == papers[1].pdf


@pytest.mark.parametrize("attribution", [Attribution.NONE, Attribution.NATION, Attribution.OFFICE])
def test_minutes_for_others_do_not_count_a_change_of_a_hidden_speaker(made, attribution):
    desk, meeting = made
    portion = add(desk, meeting, note("Nobody said this.", attribution=attribution, **HARTWELL))
    desk.minutes.finalize(meeting)
    first = printed(desk, "minutes", meeting=meeting)
    assert tells(first, "FINAL,version1,")
    change(desk, meeting, portion, said_by="Lee Sam")
    assert printed(desk, "minutes", meeting=meeting).pdf == first.pdf
    desk.minutes.finalize(meeting)
    assert printed(desk, "minutes", meeting=meeting).pdf == first.pdf
    # The paper that stays at home counts as the desk does, with the digest of the desk.
    newest = desk.minutes.versions(meeting)[0]
    assert newest.number == 2
    home = printed(desk, "minutes", meeting=meeting, audience=JPN)
    assert tells(home, f"FINAL,version2,SHA-256{newest.sha256[:12]}")


def test_minutes_that_are_no_final_version_say_on_every_page_that_they_are_a_draft(made):
    desk, meeting = made
    for number in range(30):
        add(desk, meeting, note(f"Long words {number} " * 12))
    draft = printed(desk, "minutes", meeting=meeting)
    assert [page.count("DRAFT") for page in map(spaceless, pages(draft))] == [2] + [1] * (draft.pages - 1)
    assert draft.pages > 1
    desk.minutes.finalize(meeting)
    final = printed(desk, "minutes", meeting=meeting)
    assert not tells(final, "DRAFT")
    # What others may not read makes no draft of the minutes that they have.
    add(desk, meeting, note("Zanzibar", marking=HOME_ONLY))
    assert printed(desk, "minutes", meeting=meeting).pdf == final.pdf
    assert tells(printed(desk, "minutes", meeting=meeting, audience=JPN), "DRAFT")


def test_only_the_pages_of_drafts_are_marked_among_several_minutes(made):
    desk, meeting = made
    desk.minutes.finalize(meeting)
    other = replace(desk.meetings.meeting(meeting), id=0, uid="", version=0, state="draft", frozen=0, portions=())
    desk.meetings.save(replace(other, start=other.start.replace(day=24), end=other.end.replace(day=24)))
    texts = list(map(spaceless, pages(printed(desk, "minutes", *MONTH))))
    assert ["DRAFT" in text for text in texts] == [True, False]


@pytest.mark.parametrize("audience", [USA_JPN, JPN])
def test_the_number_of_a_version_that_was_undone_is_not_given_to_another(made, audience):
    """Whoever has the paper of the first would hold two that differ, both called version 1."""
    desk, meeting = made
    add(desk, meeting, note("First."))
    desk.minutes.finalize(meeting)
    assert tells(printed(desk, "minutes", meeting=meeting, audience=audience), "FINAL,version1,")
    desk.history.undo()
    assert not tells(printed(desk, "minutes", meeting=meeting, audience=audience), "version")
    add(desk, meeting, note("Second."))
    desk.minutes.finalize(meeting)
    (kept,) = desk.minutes.versions(meeting)
    paper = printed(desk, "minutes", meeting=meeting, audience=audience)
    assert tells(paper, f"FINAL,version2,SHA-256{kept.sha256[:12]}")
    add(desk, meeting, note("Third."))
    desk.minutes.finalize(meeting)
    desk.history.undo()
    paper = printed(desk, "minutes", meeting=meeting, audience=audience)
    assert tells(paper, f"DRAFT,changedsinceversion2(SHA-256{kept.sha256[:12]})")


def test_a_note_that_was_narrowed_since_is_in_no_version_for_others(made):
    desk, meeting = made
    add(desk, meeting, note("Open."))
    desk.minutes.finalize(meeting)
    without = printed(desk, "minutes", meeting=meeting).outline
    portion = add(desk, meeting, note("Zanzibar"))
    desk.minutes.finalize(meeting)
    assert tells(printed(desk, "minutes", meeting=meeting), "FINAL,version2,")
    change(desk, meeting, portion, marking=HOME_ONLY)
    narrowed = printed(desk, "minutes", meeting=meeting)
    assert narrowed.outline == without
    assert tells(narrowed, "FINAL,version1,")
    desk.meetings.delete_portion(meeting, portion.uid)
    assert printed(desk, "minutes", meeting=meeting).pdf == narrowed.pdf


@pytest.mark.parametrize("role", ["chair", "interpreter", "lead", "to_whom", "owner"])
def test_the_name_somebody_had_that_day_does_not_outlive_his_marking(made, role):
    """Attendees are frozen under the name of that day; who is called so elsewhere in the meeting is the same contact."""
    desk, meeting = made
    person = desk.contacts.save(Person(name=PersonName("Asagiri", "Rin"), marking=OPEN))
    head = desk.meetings.meeting(meeting)
    there = Attendee("Rin Asagiri", "", person.id, "Maj", "", "", "JPN")
    head = replace(head, attendees=(*head.attendees, there))
    if role in {"chair", "interpreter"}:
        head = replace(head, **{role: "Maj Rin Asagiri"})
    if role == "lead":
        head = replace(head, agenda=tuple(replace(one, lead="Rin Asagiri") for one in head.agenda))
    desk.meetings.save_head(head)
    if role in {"to_whom", "owner"}:
        promised = note("Send it.", kind=Kind.COMMITMENT, to_whom="Rin Asagiri", to_nation="JPN", **HARTWELL)
        portion = add(desk, meeting, promised)
        if role == "owner":
            desk.meetings.make_task(meeting, portion.uid)
    assert tells(printed(desk, "minutes", meeting=meeting), "ASAGIRIRin")
    desk.contacts.save(replace(desk.contacts.person(person.id), name=PersonName("Yamada", "Rin"), marking=HOME_ONLY))
    for template, paper in every(desk, meeting).items():
        assert not any(tells(paper, name) for name in ("Asagiri", "ASAGIRI", "Yamada", "YAMADA")), template


def test_a_promise_whose_withheld_task_is_done_does_not_leave_the_list_of_what_is_open(made):
    """Else the paper of the others would say how a task stands that they may not know of."""
    desk, meeting = made
    for number in (3, 1, 2):
        due = date(2026, 12, number)
        portion = add(desk, meeting, note(f"Send part {number}.", kind=Kind.COMMITMENT, due=due, to_nation="USA"))
        if number == 1:
            desk.meetings.make_task(meeting, portion.uid)
    task = desk.tasks.task(next(one.task_id for one in desk.meetings.meeting(meeting).portions if one.task_id))
    task = desk.tasks.save(replace(task, marking=HOME_ONLY))
    papers = ("commitments", "weekly")
    before = [printed(desk, one, *MONTH).pdf for one in papers]
    assert tells(printed(desk, "commitments", *MONTH), "Sendpart1.")
    desk.tasks.complete([task.id])
    assert [printed(desk, one, *MONTH).pdf for one in papers] == before
    assert not tells(printed(desk, "commitments", *MONTH, audience=JPN), "Sendpart1.")
    desk.tasks.save(replace(desk.tasks.task(task.id), marking=OPEN))
    assert not tells(printed(desk, "commitments", *MONTH), "Sendpart1.")


def test_the_officer_is_told_which_numbers_of_requests_may_be_missed(made):
    """They are official, so they print as they are; the paper itself says nothing of it."""
    desk, _ = made
    asked = {"kind": TaskKind.RFI, "from_nation": "USA", "to_nation": "JPN", "rfi": Rfi()}
    save(desk, "First", **asked)
    hidden = save(desk, "Zanzibar", marking=HOME_ONLY, **asked)
    assert printed(desk, "rfi-log", *MONTH).withheld.gaps == ()  # nothing later went in
    save(desk, "Third", **asked)
    for template in ("rfi-log", "rfi-sheet"):
        paper = printed(desk, template, *MONTH)
        assert tells(paper, "26-003")
        assert not tells(paper, hidden.rfi.called)
        assert paper.withheld.gaps == ("26-002 (USA→JPN)",)
        for words in (as_text(paper.withheld, Language("en")), as_csv(paper.withheld, Language("ja"))):
            assert "26-002 (USA→JPN)" in words
    assert printed(desk, "rfi-log", *MONTH, audience=JPN).withheld.gaps == ()


@pytest.mark.parametrize("words", ["Rin Asagiri has it.", "朝霧凛が担当する。"])
def test_notes_name_nobody_by_the_name_of_that_day(made, words):
    desk, meeting = made
    person = desk.contacts.save(Person(name=PersonName("Yamada", "Rin"), marking=HOME_ONLY))
    short = desk.contacts.save(Person(name=PersonName("Li", "An"), marking=HOME_ONLY))
    head = desk.meetings.meeting(meeting)
    there = (Attendee("Rin Asagiri", "朝霧凛", person.id), Attendee("Li", "", short.id))
    desk.meetings.save_head(replace(head, attendees=(*head.attendees, *there)))
    add(desk, meeting, note("The client agrees."))
    without = every(desk, meeting)
    for kind in (Kind.DISCUSSION, Kind.INSIGHT):
        add(desk, meeting, note(words, words, kind))
    assert {name: one.pdf for name, one in every(desk, meeting).items()} == {
        name: one.pdf for name, one in without.items()
    }
    assert tells(without["minutes"], "Theclientagrees.")


@pytest.mark.parametrize("withheld", ["named", "trash"])
def test_a_task_that_is_told_nowhere_leaves_nothing_beside_its_note(made, withheld):
    desk, meeting = made
    desk.contacts.save(Person(name=PersonName("Asagiri", "Rin"), marking=HOME_ONLY))
    asked = add(desk, meeting, note("Which feed?", kind=Kind.RFI, to_nation="USA", said_by="Ito Ken", nation="JPN"))
    without = printed(desk, "minutes", meeting=meeting)
    desk.meetings.make_task(meeting, asked.uid)
    task = desk.tasks.task(desk.meetings.meeting(meeting).portions[-1].task_id)
    assert tells(printed(desk, "minutes", meeting=meeting), task.rfi.called)
    if withheld == "named":
        desk.tasks.save(replace(task, title=Bilingual("Ask Rin Asagiri")))
    else:
        desk.tasks.delete([task.id])
    assert printed(desk, "minutes", meeting=meeting).pdf == without.pdf


@pytest.mark.parametrize("told", ["title", "place", "agenda"])
@pytest.mark.parametrize("words", ["Farewell to Rin Asagiri", "朝霧凛の離任"])
def test_a_meeting_names_nobody_by_the_name_of_that_day(made, told, words):
    """What its title names is withheld with the meeting; its place and agenda stay out by themselves."""
    desk, meeting = made
    person = desk.contacts.save(Person(name=PersonName("Yamada", "Rin"), marking=HOME_ONLY))
    for kind in (Kind.INSIGHT, Kind.COMMITMENT):
        said = add(desk, meeting, note("Seats are few.", kind=kind, **HARTWELL))
    desk.meetings.make_task(meeting, said.uid)
    head = desk.meetings.meeting(meeting)
    there = (*head.attendees, Attendee("Rin Asagiri", "朝霧凛", person.id))
    named = (AgendaItem(Bilingual(words)),) if told == "agenda" else Bilingual(words)
    desk.meetings.save_head(replace(head, attendees=there, **{told: named}))
    for template, paper in every(desk, meeting).items():
        assert not tells(paper, "Asagiri"), template
        assert not tells(paper, "朝霧"), template
        assert told != "title" or not tells(paper, "Seatsarefew."), template
    assert tells(printed(desk, "minutes", meeting=meeting, audience=JPN), spaceless(words))


def test_whoever_was_there_is_called_in_the_script_of_the_reader(made):
    """Who spoke, to whom, who led and who chaired stand in Japanese as the attendee does, in English in Latin letters."""
    desk, meeting = made
    head = desk.meetings.meeting(meeting)
    agenda = (AgendaItem(Bilingual("Way ahead"), lead="Maj Ito Ken"),)
    desk.meetings.save_head(replace(head, agenda=agenda, chair="伊藤 健"))
    add(desk, meeting, note("Send it.", kind=Kind.COMMITMENT, said_by="Ito Ken", to_whom="伊藤 健"))
    home = printed(desk, "minutes", meeting=meeting, language=PacketLanguage.HOME)
    host = printed(desk, "minutes", meeting=meeting, language=PacketLanguage.HOST)
    assert all(tells(home, words) for words in ("—伊藤健", "3等空佐伊藤健"))
    assert not tells(home, "ItoKen")
    assert tells(host, "—ItoKen→ItoKen")
    assert not tells(host, "伊藤")


def test_the_other_script_of_a_speaker_is_looked_up_too(made):
    desk, meeting = made
    desk.contacts.save(Person(name=PersonName("Asagiri", "Rin", "朝霧", "凛"), marking=HOME_ONLY))
    head = desk.meetings.meeting(meeting)
    desk.meetings.save_head(replace(head, attendees=(*head.attendees, Attendee("Rin", "朝霧 凛"))))
    add(desk, meeting, note("Send it.", "送る。", said_by="Rin"))
    for template, paper in every(desk, meeting).items():
        assert not tells(paper, "朝霧"), template
    home = printed(desk, "minutes", meeting=meeting, audience=JPN, language=PacketLanguage.HOME)
    assert tells(home, "—朝霧凛")
