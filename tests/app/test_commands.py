"""What the command line promises to users, scripts and other programs."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from liaison_desk.app.cli import commands
from liaison_desk.app.desk import open_desk
from liaison_desk.calendar.records import Event
from liaison_desk.contacts.records import Organization, Person, Post
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import Attendee, Meeting, Portion, PortionKind, RegisterFilter, RegisterSort
from tests.app.files import calendar


def test_sample_desks_of_one_seed_are_the_same(say, tmp_path):
    exports = []
    for name in ("one", "two"):
        say("sample", tmp_path / f"{name}.desk", "--seed", "3", "--anchor", "2026-11-24", "--scale", "0")
        say("export", tmp_path / f"{name}.desk", "all", "--output", tmp_path / f"{name}.json")
        exports.append((tmp_path / f"{name}.json").read_bytes())
    assert exports[0] == exports[1]
    say("sample", tmp_path / "three.desk", "--seed", "4", "--anchor", "2026-11-24", "--scale", "0")
    say("export", tmp_path / "three.desk", "all", "--output", tmp_path / "three.json")
    assert (tmp_path / "three.json").read_bytes() != exports[0]


@pytest.mark.parametrize(("scale", "least", "most"), [(0, 1, 750), (1, 550, 800), (3, 1350, 1850)])
def test_a_sample_has_about_as_many_records_as_promised(say, tmp_path, scale, least, most):
    assert say("sample", tmp_path / "s.desk", "--scale", scale, "--anchor", "2026-11-24").code == 0
    desk = open_desk(str(tmp_path / "s.desk"))
    notes = desk.registers.portions(RegisterFilter(), Sort(RegisterSort.DATE))
    assert least <= desk.history.records() - len(notes) <= most
    assert (desk.history.labels(), desk.check()) == ((None, None), [])
    desk.close()


def test_search_answers_in_the_promised_form(say, sample):
    for words in ("演習", "exercise"):
        hits = say("search", sample, words, "--json").json
        assert hits
        assert all(set(hit) == {"type", "uid", "title", "snippet"} for hit in hits)
    assert len(say("search", sample, "exercise", "--limit", "2", "--json").json) == 2
    assert say("search", sample, "nothinglikethis", "--json").json == []
    assert say("search", sample, "nothinglikethis").out == ""


def test_the_agenda_answers_in_the_promised_form(say, db, tmp_path):
    file = tmp_path / "work.ics"
    file.write_bytes(calendar().encode())
    say("import", db, file)
    found = say("agenda", db, "--from", "2026-10-26", "--to", "2026-11-26", "--json").json
    assert [(one["title"], one["start"], one["end"]) for one in found] == [
        ("Weekly sync", "2026-10-26T16:00:00-06:00", "2026-10-26T17:00:00-06:00"),
        ("Weekly sync", "2026-11-02T16:00:00-07:00", "2026-11-02T17:00:00-07:00"),
        ("Weekly sync", "2026-11-09T16:00:00-07:00", "2026-11-09T17:00:00-07:00"),
        ("Weekly sync", "2026-11-23T16:00:00-07:00", "2026-11-23T17:00:00-07:00"),
        ("Planning conference", "2026-11-25T09:00:00-07:00", "2026-11-25T10:00:00-07:00"),
        ("感謝祭", "2026-11-26", "2026-11-27"),
    ]
    assert {frozenset(one) for one in found} == {
        frozenset({"uid", "title", "start", "end", "all_day", "zone", "calendar", "status", "declined"})
    }
    assert [one["all_day"] for one in found] == [False] * 5 + [True]
    assert (found[0]["zone"], found[-1]["zone"]) == ("America/Denver", "")


def test_the_agenda_says_each_time_in_three_zones(say, db, tmp_path):
    file = tmp_path / "work.ics"
    file.write_bytes(calendar().encode())
    say("import", db, file)
    lines = say("agenda", db, "--from", "2026-11-25", "--to", "2026-11-26").out.splitlines()
    assert lines[0] == "Wed 25 Nov 2026"
    assert "25 0900T / 1600Z / " in lines[1]
    assert "Planning conference" in lines[1]
    assert lines[3].split() == ["all", "day", "感謝祭", "(work)"]


def test_history_answers_in_the_promised_form(say, sample):
    entries = say("history", sample, "--limit", "5", "--json").json
    assert len(entries) == 5
    assert [one["id"] for one in entries] == sorted((one["id"] for one in entries), reverse=True)
    uid = entries[0]["uid"]
    assert {one["uid"] for one in say("history", sample, uid, "--json").json} == {uid}
    assert entries[0]["before"] is None
    assert entries[0]["after"]["row"]["uid"] == uid
    assert len(say("history", sample, "--limit", "5").out.splitlines()) == 5


def test_templates_are_listed(say):
    listed = say("templates")
    assert listed.code == 0
    assert "weekly" in [line.split("\t")[0] for line in listed.out.splitlines()]


def test_backup_and_restore(say, sample, tmp_path):
    assert say("backup", sample, tmp_path / "copy.desk").code == 0
    assert say("restore", tmp_path / "copy.desk", tmp_path / "back.desk").code == 0
    assert say("check", tmp_path / "back.desk").code == 0
    exports = []
    for place in (sample, tmp_path / "back.desk"):
        say("export", place, "all", "--output", tmp_path / "all.json")
        exports.append((tmp_path / "all.json").read_bytes())
    assert exports[0] == exports[1]


def test_an_encrypted_desk_is_made_and_opened_by_its_passphrase(say, tmp_path, monkeypatch):
    place = tmp_path / "secret.desk"
    refused = say("init", place, "--encrypt")
    assert refused.code == 2
    assert not place.exists()
    monkeypatch.setenv("LIAISON_DESK_PASSPHRASE", "六甲おろし '26")
    assert say("init", place, "--encrypt").code == 0
    assert not place.read_bytes().startswith(b"SQLite")
    assert say("check", place).code == 0
    assert say("backup", place, tmp_path / "copy.desk").code == 0
    assert say("restore", tmp_path / "copy.desk", tmp_path / "back.desk").code == 0
    assert say("check", tmp_path / "back.desk").code == 0
    monkeypatch.setenv("LIAISON_DESK_PASSPHRASE", "guess")
    assert say("check", place).code == 2
    assert say("restore", tmp_path / "copy.desk", tmp_path / "other.desk").code == 2


def text_of(file):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(file.read_bytes())).pages)


@pytest.fixture
def told(db):
    """Return a desk with one meeting whose notes are for different nations."""
    desk = open_desk(str(db))
    both, home = frozenset({"USA", "JPN"}), frozenset({"JPN"})
    notes = (
        Portion(kind=PortionKind.INSIGHT, text=Bilingual("The annex is agreed."), marking=Marking("JPN", audience=both)),
        Portion(kind=PortionKind.INSIGHT, text=Bilingual("Tokyo has doubts."), marking=Marking("JPN", audience=home)),
        Portion(kind=PortionKind.INSIGHT, text=Bilingual("<b>Plain</b> & <img src='x'>"), marking=Marking("JPN", audience=both)),
    )  # fmt: skip
    desk.meetings.save(
        Meeting(
            title=Bilingual("Planning talks", "計画協議"),
            start=datetime(2026, 11, 24, 9),
            end=datetime(2026, 11, 24, 10),
            zone="America/Denver",
            marking=Marking("JPN", audience=both),
            portions=notes,
        )
    )
    owner = desk.calendars.calendars()[0]
    desk.calendars.save(
        Event(
            calendar_id=owner.id,
            title=Bilingual("Staff visit"),
            start=datetime(2026, 11, 26, 9),
            end=datetime(2026, 11, 26, 10),
            zone="America/Denver",
            marking=Marking("JPN", audience=both),
        )
    )
    desk.close()
    return db


def test_a_packet_holds_what_its_audience_may_read_and_nothing_else(say, told, tmp_path):
    span = ("--from", "2026-11-20", "--to", "2026-11-27")
    shared, own = tmp_path / "shared.pdf", tmp_path / "own.pdf"
    assert say("brief", told, "weekly", "--output", shared, "--audience", "USA,JPN", *span).code == 0
    assert say("brief", told, "weekly", "--output", own, "--audience", "JPN", *span).code == 0
    assert "The annex is agreed." in text_of(shared)
    assert "Tokyo has doubts." not in text_of(shared)
    assert "Tokyo has doubts." in text_of(own)
    assert "<b>Plain</b> & <img src='x'>" in text_of(own).replace("\n", " ")


@pytest.fixture
def seated(told):
    """Return the desk of ``told`` with someone at its meeting, and a series of two meetings of one title; and the UIDs of all."""
    desk = open_desk(str(told))
    both = Marking("JPN", audience=frozenset({"USA", "JPN"}))
    person = desk.contacts.save(Person(name=PersonName("Yajima", "Masahito"), rank="Lt Col", marking=both))
    desk.contacts.save(Person(name=PersonName("Absent"), rank="Gen", marking=both))
    there = (Attendee("Yajima", contact_id=person.id), Attendee("A visitor"))
    (talks,) = desk.meetings.called("Planning talks")
    talks = desk.meetings.save(replace(desk.meetings.meeting(talks), attendees=there))
    days = [
        replace(
            talks,
            id=0,
            uid="",
            version=0,
            title=Bilingual("Weekly sync"),
            attendees=there[at:],
            portions=(),
            start=talks.start + timedelta(days=at),
            end=talks.end + timedelta(days=at),
        )
        for at in (0, 1)
    ]
    uids = [talks.uid, *(one.uid for one in desk.meetings.save_all(days, "Add meetings"))]
    desk.close()
    return told, uids


@pytest.mark.parametrize("title", ["planning talks", "計画協議", "UID"])
def test_a_seating_list_of_one_meeting(say, seated, tmp_path, title):
    (place, uids), paper = seated, tmp_path / "seats.pdf"
    asked = uids[0] if title == "UID" else title
    assert say("brief", place, "seating", "--meeting", asked, "--output", paper).code == 0
    said = " ".join(text_of(paper).split())
    for words in ("Planning talks", "Lt Col Yajima", "A visitor"):
        assert words in said
    assert "Absent" not in said


def test_a_roster_by_precedence_or_by_organization(say, seated, tmp_path):
    (place, _), paper = seated, tmp_path / "roster.pdf"
    desk = open_desk(str(place))
    both = Marking("JPN", audience=frozenset({"USA", "JPN"}))
    wing = desk.contacts.save_organization(Organization(name=Bilingual("Wing"), marking=both))
    junior = Person(name=PersonName("Mori"), rank="Lt", rank_code="OF-1", marking=both)
    desk.contacts.save(replace(junior, posts=(Post(Bilingual("Pilot"), wing.id),)))
    desk.close()
    orders = {}
    for order in ("precedence", "organization"):
        assert say("brief", place, "roster", "--order", order, "--output", paper).code == 0
        said = text_of(paper)
        orders[order] = sorted(("MORI", "YAJIMA", "ABSENT"), key=said.index)
    assert orders["precedence"][-1] != "MORI"
    assert orders["organization"][0] == "MORI"
    assert say("brief", place, "roster", "--order", "age", "--output", paper).code == 2


def test_of_several_meetings_of_one_title_the_day_tells_which(say, seated, tmp_path):
    (place, uids), paper = seated, tmp_path / "seats.pdf"
    refused = say("brief", place, "seating", "--meeting", "Weekly sync", "--output", paper)
    assert refused.code == 2
    assert "2 meetings are called Weekly sync" in refused.err
    assert not paper.exists()
    assert (
        say("brief", place, "seating", "--meeting", "Weekly sync", "--from", "2026-11-25", "--output", paper).code == 0
    )
    assert "Yajima" not in text_of(paper)
    assert "A visitor" in text_of(paper)
    assert len(uids) == len(set(uids))


def test_a_third_nation_gets_none_of_it(say, told, tmp_path):
    packet, report = tmp_path / "third.pdf", tmp_path / "withheld.txt"
    done = say("brief", told, "weekly", "--output", packet, "--audience", "USA,JPN,GBR", "--withheld", report, "--from", "2026-11-20", "--to", "2026-11-27")  # fmt: skip
    if done.code == 0:
        for words in ("The annex is agreed.", "Tokyo has doubts.", "Staff visit", "Planning talks"):
            assert words not in text_of(packet)
        assert report.read_text("utf-8")
    else:
        assert done.code == 2
        assert not packet.exists()


def test_a_bug_is_one_line_and_stands_in_the_log(say, db, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    def broken(_said, _language):
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(commands, "_COMMANDS", {"check": broken})
    done = say("check", db)
    assert done.code == 2
    log = tmp_path / "liaison-desk" / "liaison-desk.log"
    assert done.err == f"liaison-desk: Something went wrong inside this program. The report is in {log}.\n"
    assert "ZeroDivisionError: inside" in log.read_text("utf-8")


BAD = {
    "no such command": ("fly", "DB"),
    "no desk": ("check", "DIR/none.desk"),
    "a folder that is missing": ("init", "DIR/none/x.desk"),
    "a desk that is there": ("init", "DB"),
    "an unknown nation": ("init", "DIR/x.desk", "--home", "XQZ"),
    "the same nation twice": ("init", "DIR/x.desk", "--home", "USA", "--host", "USA"),
    "an unknown template": ("brief", "DB", "nonsuch", "--output", "DIR/x.pdf"),
    "a template that is a path": ("brief", "DB", "../weekly", "--output", "DIR/x.pdf"),
    "a slashed audience": ("brief", "DB", "weekly", "--output", "DIR/x.pdf", "--audience", "USA/JPN"),
    "an unknown audience": ("brief", "DB", "weekly", "--output", "DIR/x.pdf", "--audience", "USA,JPX"),
    "an empty audience": ("brief", "DB", "weekly", "--output", "DIR/x.pdf", "--audience", ""),
    "a full-width comma and an unknown nation": ("brief", "DB", "weekly", "--output", "DIR/x.pdf", "--audience", "USA、ZZZ"),
    "a packet to a missing folder": ("brief", "DB", "weekly", "--output", "DIR/none/x.pdf"),
    "an unknown meeting": ("brief", "DB", "seating", "--output", "DIR/x.pdf", "--meeting", "Planning talks"),
    "a meeting for a packet of tasks": ("brief", "DB", "suspense-list", "--output", "DIR/x.pdf", "--meeting", "Weekly sync"),
    "a task for a packet of meetings": ("brief", "DB", "minutes", "--output", "DIR/x.pdf", "--task", "26-001"),
    "a packet backwards in time": ("brief", "DB", "weekly", "--output", "DIR/x.pdf", "--from", "2026-11-27", "--to", "2026-11-20"),
    "a date that is none": ("agenda", "DB", "--from", "2026-02-30"),
    "an agenda backwards in time": ("agenda", "DB", "--from", "2026-11-27", "--to", "2026-11-20"),
    "an agenda at the end of time": ("agenda", "DB", "--to", "9999-12-31"),
    "an agenda from the beginning": ("agenda", "DB", "--from", "0001-01-01", "--to", "0001-01-02"),
    "an unknown page": ("picture", "DB", "kitchen", "--output", "DIR/x.png"),
    "an unknown pane": ("picture", "DB", "partnership/kitchen", "--output", "DIR/x.png"),
    "an odd size": ("picture", "DB", "today", "--output", "DIR/x.png", "--size", "big"),
    "an export of what is not": ("export", "DB", "weather", "--output", "DIR/x.ics"),
    "an ending that does not fit": ("export", "DB", "tasks", "--output", "DIR/x.vcf"),
    "an export without an ending": ("export", "DB", "tasks", "--output", "DIR/x"),
    "an export over a folder": ("export", "DB", "tasks", "--output", "DIR"),
    "a file that is missing": ("import", "DB", "DIR/none.ics"),
    "a folder as a file": ("import", "DB", "DIR"),
    "no file": ("import", "DB"),
    "a backup over a file": ("backup", "DB", "DB"),
    "a backup to a missing folder": ("backup", "DB", "DIR/none/x.desk"),
    "a backup that is none": ("restore", "DIR/text.txt", "DIR/x.desk"),
    "a backup that is missing": ("restore", "DIR/none.desk", "DIR/x.desk"),
    "a negative limit": ("search", "DB", "x", "--limit", "-1"),
    "a sample over a desk": ("sample", "DB"),
    "a sample too large": ("sample", "DIR/x.desk", "--scale", "100000"),
    "a text file as desk": ("search", "DIR/text.txt", "x"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_wrong_call_is_one_line_and_changes_nothing(say, db, tmp_path, what):
    (tmp_path / "text.txt").write_text("just some words")
    words = [word.replace("DB", str(db)).replace("DIR", str(tmp_path)) for word in BAD[what]]
    files = {path: path.read_bytes() for path in tmp_path.iterdir()}
    done = say(*words)
    assert done.code == 2
    assert done.out == ""
    assert len(done.err.splitlines()) == 1, done.err
    assert done.err.startswith("liaison-desk: ")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_a_desk_of_a_newer_program_is_refused_by_every_command(say, db, tmp_path):
    connection = sqlite3.connect(db)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = db.read_bytes()
    for words in (("check", db), ("search", db, "x"), ("export", db, "all", "--output", tmp_path / "x.json"), ("brief", db, "weekly", "--output", tmp_path / "x.pdf"), ("restore", db, tmp_path / "x.desk")):  # fmt: skip
        done = say(*words)
        assert done.code == 2
        assert "newer Liaison Desk" in done.err
    assert db.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [db.name]


def test_messages_speak_japanese_where_the_user_does(say, db, monkeypatch):
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    done = say("import", db, "nothing.ics")
    assert done.code == 2
    assert any("ぁ" <= letter <= "ん" for letter in done.err), done.err


def test_a_problem_in_a_file_is_said_in_the_users_language(say, db, tmp_path, monkeypatch):
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    (tmp_path / "odd.ics").write_text("just some words")
    done = say("import", db, tmp_path / "odd.ics")
    assert done.code == 2
    assert "not a calendar" not in done.err


def test_only_the_answer_stands_on_standard_output(say, sample):
    done = say("search", sample, "exercise", "--json")
    assert (done.err, type(done.json)) == ("", list)


def test_a_reader_that_has_seen_enough_is_no_error(sample):
    command = f"{sys.executable} -m liaison_desk history {sample} | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_a_data_folder_that_cannot_be_made_is_one_clear_line(say, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    answer = say("--demo")
    assert answer.code == 2
    assert str(tmp_path / "file") in answer.err
    assert answer.err.count("\n") == 1


def test_the_history_of_an_unknown_record_is_refused(say, sample):
    answer = say("history", sample, "nowhere")
    assert (answer.code, answer.out) == (2, "")
    assert "nowhere" in answer.err


def test_a_new_desk_has_its_calendars_and_nothing_to_undo(say, tmp_path):
    say("init", tmp_path / "new.desk")
    desk = open_desk(str(tmp_path / "new.desk"))
    assert len(desk.calendars.calendars()) == 7
    assert desk.history.undo() is None
    assert desk.history.since(desk.clock.now().replace(hour=0)) == []
    desk.close()
