"""What is taken in comes out again the same; what is taken in twice changes nothing."""

import re

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_files
from liaison_desk.foundation.core.errors import CancelledError
from tests.app.files import CARDS, MAIL, TABLE, calendar
from tests.desks import new_desk

COUNTS = ("read", "added", "updated", "skipped")


def counts(report):
    return tuple(report[name] for name in COUNTS)


def said_in(file):
    """Return an export without the times of writing, and without the file's own name, which calendars are called by."""
    text = file.read_text("utf-8-sig")
    text = re.sub(r'(?m)^(DTSTAMP|LAST-MODIFIED|REV):.*$|"updated_at": "[^"]*"|"written": "[^"]*"', "", text)
    if file.suffix in {".ics", ".csv"}:
        text = text.replace(file.stem, "").replace("first", "").replace("second", "")
    if file.suffix == ".json":
        own = [line for line in text.splitlines() if '"palette"' in line]
        for line in own:
            text = text.replace(line, re.sub(r'"(uid|created_at)": "[^"]*"', "", line))
    return text


@pytest.fixture
def ics(tmp_path):
    file = tmp_path / "work.ics"
    file.write_bytes(calendar().encode())
    return file


@pytest.fixture
def vcf(tmp_path):
    file = tmp_path / "people.vcf"
    file.write_bytes(CARDS.replace("\n", "\r\n").encode())
    return file


@pytest.mark.parametrize(
    ("what", "ending"),
    [
        ("contacts", "vcf"),
        ("calendar", "ics"),
        ("tasks", "ics"),
        ("meetings", "ics"),
        ("all", "json"),
        ("contacts", "json"),
        ("calendar", "json"),
        ("contacts", "csv"),
        ("calendar", "csv"),
        ("tasks", "csv"),
    ],
)
def test_export_import_export_is_a_fixed_point(say, sample, tmp_path, what, ending):
    first, second, third = (tmp_path / f"{name}.{ending}" for name in ("first", "second", "third"))
    assert say("export", sample, what, "--output", first).code == 0
    taken, again = tmp_path / "taken.desk", tmp_path / "again.desk"
    for seed, (place, source, target) in enumerate(((taken, first, second), (again, second, third))):
        new_desk(place, new_profile("JPN", "USA"), seed=seed).close()
        report = say("import", place, source, "--json")
        assert report.code == 0, report.json[0]["problems"][:5]
        assert report.json[0]["added"] > 0
        assert say("export", place, what, "--output", target).code == 0
        assert say("check", place).code == 0
    assert said_in(second) == said_in(third)


@pytest.mark.parametrize(("what", "ending"), [("calendar", "ics"), ("contacts", "vcf"), ("all", "json"), ("contacts", "csv"), ("calendar", "csv"), ("tasks", "csv")])  # fmt: skip
def test_taking_in_the_own_export_changes_nothing(say, sample, tmp_path, what, ending):
    file = tmp_path / f"own.{ending}"
    say("export", sample, what, "--output", file)
    place = tmp_path / "copy.desk"
    say("backup", sample, place)
    report = say("import", place, file, "--json")
    assert report.code == 0, report.json[0]["problems"][:5]
    read, added, updated, skipped = counts(report.json[0])
    assert (added, updated) == (0, 0)
    assert read == skipped > 0


def test_importing_the_same_file_twice_doubles_nothing(say, db, ics, vcf):
    report = say("import", db, ics, vcf, "--json")
    assert [counts(one) for one in report.json] == [(3, 3, 0, 0), (2, 2, 0, 0)]
    assert [one["file"] for one in report.json] == [str(ics), str(vcf)]
    assert report.code == 0
    report = say("import", db, ics, vcf, "--json")
    assert [counts(one) for one in report.json] == [(3, 0, 0, 3), (2, 0, 0, 2)]
    assert say("check", db).code == 0


def test_a_dry_run_says_the_same_and_changes_nothing(say, db, ics, vcf):
    before = say("history", db, "--json").out
    dry = say("import", db, ics, vcf, "--dry-run", "--json")
    assert say("history", db, "--json").out == before
    assert dry.json == say("import", db, ics, vcf, "--json").json


def test_a_higher_sequence_updates_and_an_older_one_is_refused(say, db, tmp_path, ics):
    say("import", db, ics)
    newer, older = tmp_path / "newer.ics", tmp_path / "older.ics"
    newer.write_bytes(calendar("Main planning conference", 2).encode())
    older.write_bytes(calendar("Initial planning conference", 1).encode())
    assert counts(say("import", db, newer, "--json").json[0]) == (3, 0, 1, 2)
    report = say("import", db, older, "--json")
    assert counts(report.json[0]) == (3, 0, 0, 3)
    assert report.code == 1
    assert report.json[0]["problems"] == [
        {"line": 4, "text": "“Initial planning conference” is older here than on the desk; the desk's was kept."}
    ]
    titles = [one["title"] for one in say("agenda", db, "--from", "2026-11-25", "--to", "2026-11-25", "--json").json]
    assert titles == ["Main planning conference"]


def test_a_broken_entry_is_listed_with_its_line_and_the_rest_taken(say, db, tmp_path):
    file = tmp_path / "broken.ics"
    file.write_bytes(calendar().replace("DTSTART;TZID=America/Denver:20261125T090000", "DTSTART:sometime").encode())
    report = say("import", db, file, "--json")
    assert report.code == 1
    assert report.json[0]["added"] == 2
    assert report.json[0]["skipped"] == 1
    assert {problem["line"] for problem in report.json[0]["problems"]} <= {4, 8}
    plain = say("import", db, file)
    assert plain.code == 1
    assert "  line " in plain.out


@pytest.mark.parametrize("ending", ["ics", "vcf", "json", "csv", "eml", "doc"])
@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe" * 100, b"just some words"])
def test_what_is_no_such_file_is_refused_in_one_line(say, db, tmp_path, ending, content):
    file = tmp_path / f"odd.{ending}"
    file.write_bytes(content)
    before = say("history", db, "--json").out
    report = say("import", db, file)
    assert report.code in {1, 2}
    if report.code == 2:
        assert len(report.err.splitlines()) == 1
    assert say("history", db, "--json").out == before


def test_a_readable_file_is_taken_beside_an_unreadable_one(say, db, tmp_path, ics):
    missing = tmp_path / "missing.ics"
    report = say("import", db, missing, ics, "--json")
    assert report.code == 2
    assert [counts(one) for one in report.json] == [(0, 0, 0, 0), (3, 3, 0, 0)]
    assert "There is no file" in report.json[0]["problems"][0]["text"]
    assert len(report.err.splitlines()) == 1


def test_several_files_are_one_action(say, db, ics, vcf):
    say("import", db, ics, vcf)
    desk = open_desk(str(db))
    assert desk.history.undo() == "Import files"
    assert desk.search("kisaragi") == []
    assert desk.search("weekly") == []
    desk.close()


@pytest.mark.parametrize("at", range(6))
def test_stopping_keeps_nothing_of_any_file(db, ics, vcf, at):
    desk = open_desk(str(db))
    before = desk.history.count()
    told = []

    def step(done, total):
        told.append((done, total))
        if len(told) > at:
            raise CancelledError

    if at < 5:
        with pytest.raises(CancelledError):
            import_files(desk, [ics, vcf], step=step)
        assert desk.history.count() == before
    else:
        import_files(desk, [ics, vcf], step=step)
        assert told == sorted(told)
    assert desk.check() == []
    desk.close()


def test_a_table_of_people_is_taken_in(say, db, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(TABLE)
    report = say("import", db, file, "--json")
    assert counts(report.json[0]) == (2, 2, 0, 0)
    assert counts(say("import", db, file, "--json").json[0]) == (2, 0, 0, 2)
    assert [hit["type"] for hit in say("search", db, "cedar", "--json").json] == ["person"]
    desk = open_desk(str(db))
    assert [one.name.host for one in desk.contacts.organizations()] == ["Planning Staff"]
    desk.close()


@pytest.mark.parametrize("date", ["Date: Mon, 23 Nov 2026 09:00:00 -0700\n", ""])
def test_a_mail_is_a_note_and_its_invitation_an_event(say, db, tmp_path, date):
    file = tmp_path / "invitation.eml"
    file.write_text(MAIL.format(date=date, calendar=calendar().replace("\r\n", "\n")))
    report = say("import", db, file, "--json")
    assert report.json[0]["added"] == 4
    assert report.code == (0 if date else 1)
    agenda = say("agenda", db, "--from", "2026-11-25", "--to", "2026-11-25", "--json").json
    assert [(one["title"], one["calendar"]) for one in agenda] == [("Planning conference", "Invitations")]
    assert {hit["type"] for hit in say("search", db, "conference", "--json").json} == {"meeting", "event"}
    assert counts(say("import", db, file, "--json").json[0])[1:3] == (0, 0)


def test_what_only_the_desk_knows_survives_an_update(say, db, tmp_path, ics):
    from dataclasses import replace

    from liaison_desk.calendar.records import EventFilter
    from liaison_desk.domain.bilingual import Bilingual
    from liaison_desk.domain.marking import Marking

    say("import", db, ics)
    desk = open_desk(str(db))
    events = desk.calendars.events_by_ids(desk.calendars.events(EventFilter()).ids)
    mine = next(event for event in events.values() if event.uid == "one@example.org")
    marking = Marking("USA", audience=frozenset({"USA", "JPN"}))
    desk.calendars.save(replace(mine, title=Bilingual("Planning conference", "計画会議"), marking=marking))
    desk.close()
    newer = tmp_path / "newer.ics"
    newer.write_bytes(calendar("Main planning conference", 2).encode())
    assert counts(say("import", db, newer, "--json").json[0]) == (3, 0, 1, 2)
    desk = open_desk(str(db))
    event = desk.calendars.event(mine.id)
    assert (event.title.host, event.title.home, event.title.home_state.value) == (
        "Main planning conference",
        "計画会議",
        "stale",
    )
    assert event.marking == marking
    desk.close()


def test_a_note_with_its_task_comes_back_from_an_archive_in_one_undo(say, sample, tmp_path):
    file, place = tmp_path / "all.json", tmp_path / "new.desk"
    say("export", sample, "all", "--output", file)
    say("init", place)
    assert say("import", place, file).code == 0
    desk = open_desk(str(place))
    assert desk.history.undo() == "Import a file"
    assert desk.history.redo() == "Import a file"
    assert desk.check() == []
    desk.close()


def test_an_export_of_nothing_known_is_refused(say, sample, tmp_path):
    report = say("export", sample, "contacts", "--output", tmp_path / "x.ics")
    assert report.code == 2
    assert "Possible endings: .csv, .json, .vcf, .xlsx" in report.err
    assert not (tmp_path / "x.ics").exists()
    assert say("export", sample, "all", "--output", tmp_path / "nowhere" / "x.json").code == 2


def test_an_organization_keeps_both_names_that_only_a_later_card_knows(say, db, tmp_path):
    file = tmp_path / "two.vcf"
    file.write_text(
        "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:a\r\nFN:Ann Early\r\nN:Early;Ann;;;\r\nORG:Joint Staff\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:b\r\nFN:Ben Later\r\nN:Later;Ben;;;\r\n"
        "ORG;ALTID=2;LANGUAGE=en:Joint Staff\r\nORG;ALTID=2;LANGUAGE=ja:統合幕僚監部\r\nEND:VCARD\r\n",
        "utf-8",
    )
    assert say("import", db, file).code == 0
    assert say("export", db, "contacts", "--output", tmp_path / "out.vcf").code == 0
    assert (tmp_path / "out.vcf").read_text("utf-8").count("LANGUAGE=ja:統合幕僚監部") == 2
