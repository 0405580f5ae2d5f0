"""What files say of tasks and meetings that the desk knows more of: nothing that only the desk knows is lost."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import export, register_table, tasks_table
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import (
    AgendaItem,
    Attendee,
    Attribution,
    Meeting,
    MeetingFilter,
    MeetingSort,
    Portion,
    PortionKind,
    RegisterFilter,
)
from liaison_desk.tasks.records import (
    ChainStep,
    ChecklistItem,
    LogEntry,
    Repeats,
    Rfi,
    RfiStatus,
    Side,
    Supporter,
    Task,
    TaskFilter,
    TaskKind,
    TaskSort,
    TaskState,
    TaskView,
)
from tests.desks import new_desk

NOW = datetime(2026, 11, 24, 16, tzinfo=UTC)

HOME = Marking("JPN", Level.UNCLASSIFIED, frozenset({"JPN"}))
AT = datetime(2026, 11, 20, 22, 20, 1, 345, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path):
    with_all = new_desk(tmp_path / "mine.desk", new_profile("JPN", "USA"), FixedClock(NOW))
    yield with_all
    with_all.close()


@pytest.fixture
def other(tmp_path):
    empty = new_desk(tmp_path / "other.desk", new_profile("JPN", "USA"), FixedClock(NOW))
    yield empty
    empty.close()


def person(desk):
    return desk.contacts.save(Person(name=PersonName("Raman", "Priya"), nation="USA"))


def request(desk, **more):
    """Save a request that says all a request can say."""
    who = person(desk).id
    rfi = Rfi(
        status=RfiStatus.REVIEW, asker="Priya Raman", asker_id=who, office="J6", question=Bilingual("Which?", "どれか", home_state=Wording.TRANSLATED),
        justification="Needed\nsoon", received=date(2026, 11, 1), channel="e-mail", answer=Bilingual("This"), answer_marking=HOME,
        chain=(ChainStep("asked", "Raman | J6", date(2026, 11, 1), "by hand"), ChainStep("passed")),
    )  # fmt: skip
    whole = Task(
        title=Bilingual("Feed", "接続"), kind=TaskKind.RFI, from_nation="USA", to_nation="JPN", rfi=rfi, due=datetime(2026, 12, 1), due_zone="Asia/Tokyo",
        lead="Priya Raman", lead_id=who, support=(Supporter("Priya Raman", who), Supporter("J7")), waiting_side=Side.HOST,
        log=(LogEntry(AT, "sato", "Asked.\nTwice."), LogEntry(AT, "", "")), reminders=(1440, 60), asleep_until=date(2026, 11, 30),
        checklist=(ChecklistItem("Ask", done=True),), marking=HOME,
    )  # fmt: skip
    return desk.tasks.save(replace(whole, **more))


def meeting(desk):
    """Save a meeting whose notes know who said them, and made a task."""
    who = person(desk)
    notes = (
        Portion(kind=PortionKind.COMMITMENT, text=Bilingual("Host sends the draft.", "案を送る。", home_state=Wording.TRANSLATED), said_by="Priya Raman",
                said_at=AT, attribution=Attribution.OFFICE, to_whom="Ishida", to_nation="JPN", due=date(2026, 12, 3), level=2, section="asks"),
        Portion(kind=PortionKind.EQUITY, marking=HOME, text=Bilingual(home="国内限り")),
    )  # fmt: skip
    saved = desk.meetings.save(
        Meeting(
            title=Bilingual("Sync", "調整"), start=datetime(2026, 11, 24, 9), end=datetime(2026, 11, 24, 10), zone="America/Denver", chair="Raman",
            attendees=(Attendee("Priya Raman", contact_id=who.id, nation="USA", rank="Col"),), template="minutes", kind="vtc", link="https://vtc.example.org",
            agenda=(AgendaItem(Bilingual("Open points", "未決事項"), 0, 10, "Raman"), AgendaItem(Bilingual("Any other business"))), portions=notes,
        )
    )  # fmt: skip
    return desk.meetings.make_task(saved.id, saved.portions[0].uid)


def sent(desk, what, place):
    export(desk, what, place)
    return place


def bare(place, *names):
    """Take the desk's own lines and parameters out of a calendar file, as a program does that knows none of them."""
    text = place.read_text("utf-8").replace("\n ", "")
    text = re.sub(r"(?m)^X-LIAISON-DESK.*\n", "", text)
    text = re.sub(r"(?m)^(COMMENT|RELATED-TO)[;:].*\n", "", text)
    text = re.sub(r'(?m);X-[A-Z-]+=("[^"]*"|[^;:\n]*)', "", text)
    for old, new in names:
        assert old in text
        text = text.replace(old, new)
    place.write_text(text, "utf-8", newline="")
    return place


def test_a_request_goes_to_another_desk_whole(desk, other, tmp_path):
    mine = request(desk)
    for ending in ("ics", "csv", "json"):
        import_file(other, sent(desk, "tasks", tmp_path / f"tasks.{ending}"))
        (there,) = other.tasks.tasks_by_ids(other.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids).values()
        named = replace(
            mine, lead_id=0, support=(Supporter("Priya Raman"), Supporter("J7")), rfi=replace(mine.rfi, asker_id=0)
        )
        assert there.rfi.called == "26-001"
        words = replace(there.rfi.question, home_state=Wording.TRANSLATED)  # a table does not say which side was first
        assert replace(there.rfi, question=words) == (
            named.rfi
            if ending != "csv"
            else replace(named.rfi, chain=(replace(named.rfi.chain[0], who="Raman / J6"), named.rfi.chain[1]))
        )
        for name in (
            "kind",
            "due",
            "due_zone",
            "lead",
            "support",
            "waiting_side",
            "log",
            "reminders",
            "asleep_until",
            "checklist",
            "marking",
        ):
            assert getattr(there, name) == getattr(named, name), (ending, name)
        other.tasks.delete([there.id])
        other.history.purge("task", [there.id])


def test_another_program_that_marks_a_request_done_loses_nothing_of_it(desk, tmp_path):
    mine = request(desk)
    file = bare(
        sent(desk, "tasks", tmp_path / "tasks.ics"),
        ("STATUS:IN-PROCESS", "STATUS:COMPLETED"),
        ("SUMMARY;LANGUAGE=en:Feed", "SUMMARY:Feed!"),
    )
    assert import_file(desk, file).updated == 1
    now = desk.tasks.task(mine.id)
    assert (now.state, now.title.host, now.title.home) == (TaskState.DONE, "Feed!", "接続")
    assert now.rfi == replace(mine.rfi, status=RfiStatus.ANSWERED)
    for name in (
        "kind",
        "from_nation",
        "to_nation",
        "lead",
        "lead_id",
        "support",
        "log",
        "asleep_until",
        "checklist",
        "reminders",
        "due_zone",
    ):
        assert getattr(now, name) == getattr(mine, name), name


def test_a_contact_goes_with_his_name(desk, tmp_path):
    mine = desk.tasks.save(Task(title=Bilingual("Draft"), host_owner="Priya Raman", host_owner_id=person(desk).id))
    file = sent(desk, "tasks", tmp_path / "tasks.ics")
    file.write_text(file.read_text("utf-8").replace("Priya Raman", "Owen Vance"), "utf-8", newline="")
    import_file(desk, file)
    now = desk.tasks.task(mine.id)
    assert (now.host_owner, now.host_owner_id) == ("Owen Vance", 0)


def test_a_log_grows_by_what_another_desk_wrote(desk, other, tmp_path):
    mine = request(desk)
    import_file(other, sent(desk, "tasks", tmp_path / "there.ics"))
    theirs = other.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids[0]
    other.tasks.log(theirs, "Answered by telephone.")
    desk.tasks.log(mine.id, "Asked again.")
    import_file(desk, sent(other, "tasks", tmp_path / "back.ics"))
    texts = [one.text for one in desk.tasks.task(mine.id).log]
    assert sorted(texts) == sorted(["Asked.\nTwice.", "", "Asked again.", "Answered by telephone."])


def test_a_task_waits_for_the_same_task_on_another_desk(desk, other, tmp_path):
    first = desk.tasks.save(Task(title=Bilingual("First")))
    desk.tasks.save(Task(title=Bilingual("Second"), after_id=first.id))
    file = sent(desk, "tasks", tmp_path / "tasks.ics")
    assert f"RELATED-TO;RELTYPE=DEPENDS-ON:{first.uid}" in file.read_text("utf-8").replace("\n ", "")
    report = import_file(other, file)
    assert (report.added, report.problems) == (2, ())
    named = {
        one.title.host: one
        for one in other.tasks.tasks_by_ids(other.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids).values()
    }
    assert named["Second"].after_id == named["First"].id
    assert named["Second"].extra == named["First"].extra or "RELATED-TO" not in str(named["Second"].extra)


@pytest.mark.parametrize("there", [True, False])
def test_a_task_waits_for_one_that_only_the_desk_knows_or_keeps_what_it_was_told(desk, tmp_path, there):
    file = tmp_path / "one.ics"
    lines = [
        "BEGIN:VCALENDAR",
        "BEGIN:VTODO",
        "UID:late",
        "SUMMARY:Late",
        "RELATED-TO;RELTYPE=DEPENDS-ON:early",
        "END:VTODO",
        "END:VCALENDAR",
        "",
    ]
    file.write_text("\r\n".join(lines), "utf-8")
    early = desk.tasks.save(Task(uid="early", title=Bilingual("Early"))).id if there else 0
    assert import_file(desk, file).added == 1
    late = desk.tasks.task(desk.tasks.tasks(TaskFilter(words="Late"), Sort(TaskSort.DUE)).ids[0])
    assert late.after_id == early
    assert ("RELATED-TO;RELTYPE=DEPENDS-ON:early" in late.extra) is not there
    assert "RELTYPE=DEPENDS-ON:early" in sent(desk, "tasks", tmp_path / "out.ics").read_text("utf-8")


def test_a_ring_of_waiting_in_a_file_is_told_and_the_tasks_come_in(desk, tmp_path):
    file = tmp_path / "ring.ics"
    todo = "BEGIN:VTODO\r\nUID:{}\r\nSUMMARY:{}\r\nRELATED-TO;RELTYPE=DEPENDS-ON:{}\r\nEND:VTODO\r\n"
    file.write_text(
        "BEGIN:VCALENDAR\r\n" + todo.format("a", "A", "b") + todo.format("b", "B", "a") + "END:VCALENDAR\r\n", "utf-8"
    )
    report = import_file(desk, file)
    assert report.added == 2
    assert any("waits for this task already" in str(one) for one in report.problems)
    assert desk.check() == []


def test_notes_in_another_programs_journal_keep_what_only_the_desk_knows(desk, tmp_path):
    mine = meeting(desk)
    file = bare(
        sent(desk, "meetings", tmp_path / "notes.ics"), ("Host sends the draft.", "Host sends the draft on Friday.")
    )
    import_file(desk, file)
    now = desk.meetings.meeting(mine.id)
    for name in ("agenda", "template", "chair", "kind", "link", "end", "attendees"):
        assert getattr(now, name) == getattr(mine, name), name
    assert mine.portions[0] in now.portions
    assert mine.portions[1] in now.portions
    assert "Host sends the draft on Friday." in [one.text.host for one in now.portions]


def test_a_desks_own_journal_changes_a_note_and_leaves_its_task_and_speaker(desk, tmp_path):
    mine = meeting(desk)
    file = sent(desk, "meetings", tmp_path / "notes.ics")
    text = file.read_text("utf-8").replace("\n ", "").replace("Host sends the draft.", "Host sends two drafts.")
    file.write_text(text, "utf-8", newline="")
    import_file(desk, file)
    now = desk.meetings.meeting(mine.id)
    assert [one.text.host for one in now.portions] == ["Host sends two drafts.", ""]
    assert now.portions[0] == replace(mine.portions[0], text=now.portions[0].text)
    assert now.portions[0].task_id == mine.portions[0].task_id > 0
    assert now.portions[0].said_by_id > 0


def test_notes_go_to_another_desk_with_all_they_say(desk, other, tmp_path):
    mine = meeting(desk)
    import_file(other, sent(desk, "meetings", tmp_path / "notes.ics"))
    there = other.meetings.meeting(other.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids[0])
    assert there.agenda == mine.agenda
    assert there.template == "minutes"
    at = AT.replace(microsecond=0)
    assert there.portions == tuple(
        replace(one, task_id=0, said_by_id=0, said_at=one.said_at and at) for one in mine.portions
    )


def test_frozen_minutes_and_views_survive_an_archive_unchanged(desk, other, tmp_path):
    mine = meeting(desk)
    desk.minutes.finalize(mine.id)
    desk.meetings.add_portion(mine.id, Portion(text=Bilingual("Late.")))
    desk.minutes.finalize(mine.id)
    view = desk.task_views.save(
        TaskView(
            name="Of the sync",
            wanted=TaskFilter(source_kind="meeting", source_id=mine.id, kinds=(TaskKind.COMMITMENT,)),
            pinned=True,
        )
    )
    report = import_file(other, sent(desk, "all", tmp_path / "all.json"))
    assert report.problems == ()
    there = other.meetings.meeting(other.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids[0])
    assert (there.state, there.frozen) == ("final", 2)
    frozen = [(one.number, one.sha256, one.content, one.uid) for one in desk.minutes.versions(mine.id)]
    assert [(one.number, one.sha256, one.content, one.uid) for one in other.minutes.versions(there.id)] == frozen
    assert len(frozen) == 2
    ((taken, count),) = other.task_views.counted(pinned=True)
    assert (taken.name, taken.wanted, count) == (view.name, replace(view.wanted, source_id=there.id), 1)
    assert there.portions[0].said_by_id > 0
    promised = other.tasks.task(there.portions[0].task_id)
    assert (promised.kind, promised.source_id, promised.source_uid) == (
        TaskKind.COMMITMENT,
        there.id,
        there.portions[0].uid,
    )
    assert import_file(other, tmp_path / "all.json").updated == 0
    assert other.check() == []


def test_altered_minutes_are_refused_and_told(desk, other, tmp_path):
    mine = meeting(desk)
    desk.minutes.finalize(mine.id)
    file = sent(desk, "meetings", tmp_path / "notes.json")
    text = file.read_text("utf-8")
    file.write_text(text.replace('\\"text\\":{\\"home\\":\\"国内限り\\"', '\\"text\\":{\\"home\\":\\"公開\\"'), "utf-8")
    assert file.read_text("utf-8") != text
    report = import_file(other, file)
    assert any("altered" in str(one) for one in report.problems)
    assert other.minutes.versions(other.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids[0]) == []


def test_requests_of_two_desks_under_one_number_get_two_without_a_gap(desk, other, tmp_path):
    request(desk, title=Bilingual("Mine"))
    request(other, title=Bilingual("Theirs"))
    import_file(other, sent(desk, "all", tmp_path / "all.json"))
    request(other, title=Bilingual("Next"))
    found = other.tasks.tasks_by_ids(other.tasks.tasks(TaskFilter(), Sort(TaskSort.NUMBER)).ids).values()
    assert {one.title.host: one.rfi.called for one in found} == {"Theirs": "26-001", "Mine": "26-002", "Next": "26-003"}


def test_tables_for_windows(desk, tmp_path):
    mine, notes = request(desk, title=Bilingual("=HYPERLINK(1)")), meeting(desk)
    assert tasks_table(desk, [mine.id], tmp_path / "tasks.csv") == 1
    text = (tmp_path / "tasks.csv").read_text("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert "26-001" in text
    assert "UNCLASSIFIED//REL TO JPN" in text or "Answer Marking" in text
    assert register_table(desk, RegisterFilter(kinds=(PortionKind.COMMITMENT,)), tmp_path / "register.csv") == 1
    told = (tmp_path / "register.csv").read_text("utf-8-sig")
    assert "Host sends the draft." in told
    assert "open" in told
    assert "国内限り" not in told
    assert register_table(desk, RegisterFilter(), tmp_path / "register.xlsx") == len(notes.portions)
    with pytest.raises(DeskError, match="is no table"):
        tasks_table(desk, [mine.id], tmp_path / "tasks.pdf")


def test_the_history_of_a_meeting_tells_of_its_notes(desk):
    mine = meeting(desk)
    uids = {one.uid for one in desk.history.entries(mine.uid)}
    assert uids == {mine.uid, *(one.uid for one in mine.portions)}
    desk.meetings.delete_portion(mine.id, mine.portions[1].uid)
    assert desk.history.entries(mine.uid)[0].uid == mine.portions[1].uid
    assert {one.uid for one in desk.history.entries(mine.portions[0].uid)} == {mine.portions[0].uid}


def test_a_rule_of_another_program_repeats_by_its_date_and_the_desks_own_word_stays(desk, tmp_path):
    file = tmp_path / "rule.ics"
    file.write_text(
        "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:r\r\nSUMMARY:Report\r\nDUE;VALUE=DATE:20261127\r\nRRULE:FREQ=WEEKLY\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
        "utf-8",
    )
    import_file(desk, file)
    task = desk.tasks.task(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids[0])
    assert task.repeats is Repeats.BY_DATE
    desk.tasks.save(replace(task, repeats=Repeats.AFTER_DONE))
    file.write_text(file.read_text("utf-8").replace("SUMMARY:Report", "SUMMARY:Weekly report"), "utf-8")
    import_file(desk, file)
    now = desk.tasks.task(task.id)
    assert (now.title.host, now.repeats) == ("Weekly report", Repeats.AFTER_DONE)
