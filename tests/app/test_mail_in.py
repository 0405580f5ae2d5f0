"""Mails become notes or tasks: their sender a contact, the mail and its files kept, once, and taken back in one step."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.incoming.mail_in import Becomes, proposed, take_in
from liaison_desk.app.incoming.mails import open_mails
from liaison_desk.contacts.rules.merging import Choice
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.meetings.records import Meeting, PortionKind
from tests.app.letters import BOTH, PROFILE, desk_of_letters, letter, person
from tests.exchange.mail.outlook import attachment, mail, msg

ENGLISH = Language("en")


@pytest.fixture
def desk(tmp_path):
    found = desk_of_letters(tmp_path)
    yield found
    found.close()


def look(desk, path):
    (one,) = open_mails(desk, path).mails
    return one


def become(desk, path, becomes=Becomes.TASK, **changes):
    """Take one mail in and return its report and what it became."""
    taken = take_in(desk, [replace(proposed(look(desk, path), becomes), **changes)], ENGLISH)
    return taken.reports[0], taken.records[0]


def kept(desk, ref):
    return {one.name: desk.attachments.data(one.id) for one in desk.attachments.of(RecordRef(ref.kind, ref.id))}


def test_a_mail_becomes_a_task_owned_by_its_sender_with_the_mail_and_its_files(desk, tmp_path):
    ada = person(desk, "Ada Marsh", "USA", "ADA@example.org")
    path = letter(tmp_path, "Re: Fwd: Side letter", files=(("plan.pdf", b"%PDF-1"), ("b.pdf", b"%PDF-2")))
    report, ref = become(desk, path)
    assert (report.read, report.added, report.skipped, report.problems) == (1, 1, 0, ())
    task = desk.tasks.task(ref.id)
    assert (task.title.host, task.detail.host) == ("Side letter", "Please return it.")
    assert (task.host_owner, task.host_owner_id, task.own_owner) == ("Ada Marsh", ada.id, "")
    assert (task.source, task.marking) == ("Mail from Ada Marsh, 2026-11-23", BOTH)
    assert kept(desk, ref) == {"mail.eml": path.read_bytes(), "plan.pdf": b"%PDF-1", "b.pdf": b"%PDF-2"}
    assert {one.marking for one in desk.attachments.of(RecordRef("task", ref.id))} == {BOTH.encode()}
    assert [hit.id for hit in desk.search("side letter", kinds=["task"])] == [task.id]


@pytest.mark.parametrize(
    ("nation", "own", "host"), [("JPN", "Ada Marsh", ""), ("USA", "", "Ada Marsh"), ("AUS", "", ""), ("", "", "")]
)
def test_the_side_of_the_owner_is_his_nations(desk, tmp_path, nation, own, host):
    person(desk, "Ada Marsh", nation, "ada@example.org")
    _, ref = become(desk, letter(tmp_path))
    task = desk.tasks.task(ref.id)
    assert (task.own_owner, task.host_owner) == (own, host)
    assert task.source == "Mail from Ada Marsh, 2026-11-23"


def test_what_the_officer_wrote_himself_is_his_own(desk, tmp_path):
    _, ref = become(desk, letter(tmp_path, sender="Kishi <Kishi@Example.JP>"))
    assert desk.tasks.task(ref.id).own_owner == "Kishi Jiro"


def test_one_undo_takes_the_whole_back_and_the_mail_can_come_again(desk, tmp_path):
    path = letter(tmp_path, files=(("plan.pdf", b"%PDF-1"),))
    _, first = become(desk, path)
    assert desk.history.labels() == ("Take in a mail", None)
    desk.history.undo()
    assert desk.tasks.counts().open == 0
    assert kept(desk, first) == {}
    report, second = become(desk, path)
    assert report.added == 1
    assert kept(desk, second) == {"mail.eml": path.read_bytes(), "plan.pdf": b"%PDF-1"}
    become(desk, letter(tmp_path, number=2, name="two.eml"), Becomes.NOTE)
    desk.history.undo()
    report, fourth = become(desk, tmp_path / "two.eml", Becomes.TASK)
    assert (report.added, fourth.kind) == (1, "task")
    assert desk.check() == []


def test_the_same_mail_is_told_and_not_doubled_in_whatever_format_and_whatever_it_became(desk, tmp_path):
    _, ref = become(desk, letter(tmp_path), Becomes.NOTE)
    again = tmp_path / "again.msg"
    again.write_bytes(msg(mail("Other words", "x", texts={0x1035: "<1@example.org>"})))
    one = look(desk, again)
    assert (one.known.kind, one.known.id) == ("meeting", ref.id)
    report, known = become(desk, again)
    assert (report.added, report.skipped) == (0, 1)
    assert [str(problem) for problem in report.problems] == [
        "This mail is on the desk already, as “Side letter”; it was not taken in again."
    ]
    assert (known.kind, known.id) == ("meeting", ref.id)
    twins = [proposed(look(desk, letter(tmp_path, number=9, name=name)), Becomes.TASK) for name in ("a.eml", "b.eml")]
    taken = take_in(desk, twins, ENGLISH)
    assert [one.added for one in taken.reports] == [1, 0]
    assert desk.history.labels()[0] == "Take in mails"


def test_a_mail_becomes_a_meeting_of_its_own_with_its_people_as_they_are_that_day(desk, tmp_path):
    ada = person(desk, "Ada Marsh", "USA", "ada@example.org")
    _, ref = become(desk, letter(tmp_path), Becomes.NOTE)
    meeting = desk.meetings.meeting(ref.id)
    assert (meeting.title.host, meeting.kind, meeting.zone) == ("Side letter", "mail", "America/Denver")
    assert meeting.start == datetime(2026, 11, 23, 22, 30)
    assert [(one.name, one.contact_id, one.nation, one.role) for one in meeting.attendees] == [
        ("Ada Marsh", ada.id, "USA", "from"),
        ("Jiro Kishi", 0, "", "to"),
    ]
    (portion,) = meeting.portions
    assert (portion.kind, portion.said_by, portion.marking) == (PortionKind.NOTE, "Ada Marsh", BOTH)
    assert portion.said_at == look(desk, tmp_path / "mail.eml").mail.at
    assert portion.text.host.endswith("\n\nPlease return it.")


def test_a_mail_becomes_a_note_of_a_meeting_that_is_there(desk, tmp_path):
    wall = datetime(2026, 11, 23, 9)
    there = desk.meetings.save(Meeting(title=Bilingual("Sync"), start=wall, end=wall, zone="America/Denver"))
    path = letter(tmp_path, "転送: 覚書", "お送りします。", files=(("plan.pdf", b"%PDF-1"),))
    assert [one.id for one in look(desk, path).meetings] == [there.id]
    _, ref = become(desk, path, Becomes.NOTE, meeting_id=there.id)
    assert ref == RecordRef("meeting", there.id, "Sync")
    (portion,) = desk.meetings.meeting(there.id).portions
    assert portion.text.home.endswith("Attachments: plan.pdf\n\n覚書\n\nお送りします。")
    assert kept(desk, ref).keys() == {"mail.eml", "plan.pdf"}
    desk.history.undo()
    assert desk.meetings.meeting(there.id).portions == ()
    assert kept(desk, ref) == {}


def test_several_mails_in_one_meeting_are_all_known_again(desk, tmp_path):
    wall = datetime(2026, 11, 23, 9)
    there = desk.meetings.save(Meeting(title=Bilingual("Sync"), start=wall, end=wall, zone="America/Denver"))
    paths = [letter(tmp_path, number=n, name=f"{n}.eml") for n in range(3)]
    decisions = [replace(proposed(look(desk, path), Becomes.NOTE), meeting_id=there.id) for path in paths]
    assert [one.added for one in take_in(desk, decisions, ENGLISH).reports] == [1, 1, 1]
    assert len(desk.meetings.meeting(there.id).portions) == 3
    box = tmp_path / "box.eml"
    box.write_bytes(b"\n".join(b"From x Mon Nov 23 14:30:00 2026\n" + path.read_bytes() for path in paths))
    assert [one.known.id for one in open_mails(desk, box).mails] == [there.id] * 3


@pytest.mark.parametrize("becomes", [Becomes.NOTE, Becomes.TASK])
def test_the_plain_import_does_not_double_a_mail_or_change_what_it_became(desk, tmp_path, becomes):
    path = letter(tmp_path)
    become(desk, path, becomes)
    before = desk.history.labels()
    report = import_file(desk, path)
    assert (report.read, report.added, report.updated, report.skipped) == (1, 0, 0, 1)
    assert "“Side letter”" in str(report.problems[0])
    assert desk.history.labels() == before
    assert len(desk.search("side letter", kinds=["task", "meeting"])) == 1
    desk.history.undo()
    report = import_file(desk, path)
    assert report.added + report.updated == 1


def test_a_meeting_that_is_gone_takes_nothing_and_says_so(desk, tmp_path):
    wall = datetime(2026, 11, 23, 9)
    there = desk.meetings.save(Meeting(title=Bilingual("Sync"), start=wall, end=wall, zone="America/Denver"))
    decision = replace(proposed(look(desk, letter(tmp_path)), Becomes.NOTE), meeting_id=there.id)
    desk.meetings.delete([there.id])
    taken = take_in(desk, [decision], ENGLISH)
    assert str(taken.reports[0]) == "This meeting is not there any more."
    assert taken.records == (None,)


def test_only_the_chosen_files_are_kept_and_pictures_of_the_text_only_when_asked_for(desk, tmp_path):
    path = tmp_path / "x.msg"
    files = [
        attachment("plan.pdf", b"1"),
        attachment("logo.png", b"2", "image/png", hidden=True),
        attachment("c.pdf", b"3"),
    ]
    path.write_bytes(msg(mail("Plan", "see", attachments=files)))
    one = look(desk, path)
    assert proposed(one, Becomes.TASK).files == {0, 2}
    _, ref = become(desk, path, files=frozenset({1, 2}))
    assert kept(desk, ref) == {"x.msg": path.read_bytes(), "logo.png": b"2", "c.pdf": b"3"}


@pytest.mark.parametrize(
    ("subject", "text", "file"),
    [
        ("Plan", "SECRET//REL TO USA, JPN\n\nThe plan.", "plan.pdf"),
        ("Plan", "(U) Hello\n(S) The plan.", "plan.pdf"),
        ("Re: (S) Plan", "Hello", "plan.pdf"),
        ("SECRET: the plan", "Hello", "plan.pdf"),
        ("Plan", "Hello", "(S) plan.pdf"),
    ],
)
def test_a_mail_marked_above_the_ceiling_is_refused_and_nothing_of_it_is_stored(desk, tmp_path, subject, text, file):
    one = look(desk, letter(tmp_path, subject, text, files=((file, b"x"),)))
    assert isinstance(one, UnreadableError)
    assert "This desk keeps nothing above UNCLASSIFIED" in str(one)
    assert "mail.eml" in str(one)


def test_the_marking_a_mail_begins_with_becomes_its_own(desk, tmp_path):
    _, ref = become(desk, letter(tmp_path, "Plan", "(U//REL TO USA, JPN) The plan."))
    task = desk.tasks.task(ref.id)
    assert (task.marking.level, task.marking.audience) == (Level.UNCLASSIFIED, frozenset({"USA", "JPN"}))
    assert task.detail.host == "The plan."


def test_a_marking_that_cannot_be_read_leaves_the_mail_unmarked_and_says_so(desk, tmp_path):
    report, ref = become(desk, letter(tmp_path, "Plan", "(U//REL TO XQQ) The plan."))
    assert desk.tasks.task(ref.id).marking is None
    assert [one.text for one in report.problems] == [
        "The marking the mail begins with could not be read, so it has none: {reason}"
    ]


@pytest.mark.parametrize(
    ("people", "sender", "chosen", "offered"),
    [
        ([("Ada Marsh", "ada@example.org"), ("Ada Marsh", "other@example.org")], "Ada Marsh <ada@example.org>", 0, [0]),
        ([("Ada Marsh", "")], "Ada Marsh <new@example.org>", 0, [0]),
        ([("Ada Marsh", "a@example.org"), ("Ada Marsh", "b@example.org")], "Ada Marsh <new@example.org>", None, [0, 1]),
        ([("Ben Cole", "desk@example.org"), ("Ada Marsh", "desk@example.org")], "Marsh, Ada <desk@example.org>", 1, [0, 1]),
        ([("Ben Cole", "desk@example.org"), ("Ada Marsh", "desk@example.org")], "The Desk <desk@example.org>", None, [0, 1]),
        ([("Ben Cole", "ben@example.org")], "Ada Marsh <ada@example.org>", None, []),
    ],
)  # fmt: skip
def test_the_sender_is_found_by_his_address_then_by_his_name_and_never_guessed_among_several(
    desk, tmp_path, people, sender, chosen, offered
):
    saved = [person(desk, name, "USA", *filter(None, [address])) for name, address in people]
    one = look(desk, letter(tmp_path, sender=f'"{sender.split(" <")[0]}" <{sender.split("<")[1]}'))
    assert [candidate.id for candidate in one.candidates] == [saved[place].id for place in offered]
    assert one.sender_id == (saved[chosen].id if chosen is not None else 0)


def test_a_contact_in_the_trash_sends_nothing_and_a_double_that_was_merged_is_who_took_its_place(desk, tmp_path):
    ada = person(desk, "Ada Marsh", "USA", "ada@example.org")
    path = letter(tmp_path)
    desk.contacts.delete([ada.id])
    assert look(desk, path).candidates == ()
    desk.contacts.restore([ada.id])
    other = person(desk, "Ada B. Marsh", "USA", "ada@work.example")
    work = letter(tmp_path, sender="ada@work.example", name="b.eml")
    assert look(desk, work).sender_id == other.id
    desk.merging.merge(desk.contacts.person(ada.id), other, {"emails": Choice.ONE})
    one = look(desk, work)
    assert [(who.id, who.name) for who in one.candidates] == [(ada.id, "Ada Marsh")]
    assert one.sender_id == ada.id


def test_the_day_of_a_mail_is_the_hosts(desk, tmp_path):
    assert look(desk, letter(tmp_path)).day == date(2026, 11, 23)


def test_a_refused_mail_leaves_the_others(tmp_path):
    desk = desk_of_letters(tmp_path, replace(PROFILE, default_marking=None))
    good = proposed(look(desk, letter(tmp_path)), Becomes.TASK)
    bad = replace(proposed(look(desk, letter(tmp_path, number=2, name="b.eml")), Becomes.NOTE), meeting_id=999)
    taken = take_in(desk, [bad, good], ENGLISH)
    assert isinstance(taken.reports[0], DeskError)
    assert desk.tasks.task(taken.records[1].id).marking is None
    desk.close()


def test_the_command_line_takes_mails_in_as_what_is_asked(say, db, tmp_path):
    path = letter(tmp_path)
    said = say("import", db, path, tmp_path / "x.csv", "--as", "task", "--dry-run")
    assert said.code == 2
    assert said.out.strip() == f"{path}: 1 read, 1 added, 0 updated, 0 skipped"
    assert said.err.strip() == "liaison-desk: x.csv is no mail; only .eml and .msg become notes or tasks."
    assert say("search", db, "letter").out == ""
    assert say("import", db, path, "--as", "task").code == 0
    assert "Side letter" in say("search", db, "letter").out
    again = say("import", db, path, "--as", "note")
    assert again.code == 1
    assert "on the desk already" in again.out
    assert say("import", db, path, "--as", "poem").code == 2


def test_an_outlook_file_is_taken_in_as_an_eml_is(say, db, tmp_path):
    path = tmp_path / "x.msg"
    path.write_bytes(msg(mail("Plan", "see")))
    assert say("import", db, path).code == 0
    path.write_bytes(b"not an Outlook file")
    assert say("import", db, path).code == 2


def test_a_mail_above_the_ceiling_is_refused_by_the_plain_import_too_with_what_it_invites_to(say, db, tmp_path):
    path = tmp_path / "invite.eml"
    path.write_text(
        "From: a@example.org\nSubject: Cobra\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSECRET//NOFORN\n\nSee.\n--b\n"
        "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:v\nDTSTART:20261125T090000Z\n"
        "SUMMARY:Cobra\nEND:VEVENT\nEND:VCALENDAR\n--b--\n"
    )
    said = say("import", db, path)
    assert said.code == 1
    assert "1 read, 0 added, 0 updated, 1 skipped" in said.out
    assert "This desk keeps nothing above UNCLASSIFIED" in said.out
    assert say("search", db, "cobra").out == ""


def test_a_mail_that_invites_becomes_a_task_from_the_command_line_too_and_its_event_stands_in_the_calendar(
    say, db, tmp_path
):
    path = tmp_path / "invite.eml"
    path.write_text(
        "From: a@example.org\nSubject: Cobra\nMessage-ID: <c@x>\nDate: Mon, 23 Nov 2026 22:30:00 -0700\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee.\n--b\n"
        "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:v\n"
        "DTSTART:20261125T090000Z\nSUMMARY:Cobra\nEND:VEVENT\nEND:VCALENDAR\n--b--\n"
    )
    said = say("import", db, path, "--as", "task")
    assert said.code == 0
    assert "2 read, 2 added, 0 updated, 0 skipped" in said.out
    found = say("search", db, "cobra").out
    assert "task" in found
    assert "event" in found
