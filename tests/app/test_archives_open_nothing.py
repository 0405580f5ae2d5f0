"""An archive may be anybody's: nothing the desk has goes to more nations for what it says."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.calendar.records import Calendar, Event
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.meetings.records import MEETING, Meeting, Portion
from liaison_desk.partnership.records import Disclosure, Onward, Validity
from tests.app.partners import NOON
from tests.briefings.desks import HOME_ONLY, PROFILE
from tests.desks import new_desk

PLAIN = Marking("USA")
GIVEN = Onward("USA", ("AUS",), "Anybody", date(2026, 3, 1), "Letter")


def validity(title, marking):
    return Validity(title=Bilingual(title), expires=date(2027, 1, 1), marking=marking)


def test_an_archive_neither_opens_what_the_desk_has_nor_permits_to_pass_it_on(tmp_path):
    with closing(new_desk(tmp_path / "mine.desk", PROFILE, NOON)) as desk:
        ours = [validity("Ours", HOME_ONLY), validity("Unmarked", None), validity("Open", PLAIN)]
        ours = [desk.validities.save(one) for one in ours]
        notes = (Portion(marking=HOME_ONLY, text=Bilingual("Said among us")),)
        at = datetime(2026, 3, 2, 9)
        talks = Meeting(title=Bilingual("Talks"), start=at, end=at, zone="Asia/Tokyo", marking=PLAIN, portions=notes)
        talks = desk.meetings.meetings_by_ids([desk.meetings.save(talks).id]).popitem()[1]
        export(desk, "all", tmp_path / "all.json")
        with closing(new_desk(tmp_path / "theirs.desk", PROFILE, NOON, seed=2)) as theirs:
            import_file(theirs, tmp_path / "all.json")
            for one in theirs.validities.everything():
                theirs.validities.save(replace(one, marking=HOME_ONLY if one.title.host == "Open" else PLAIN))
            (meeting,) = theirs.meetings.meetings_by_ids(range(99)).values()
            opened = tuple(replace(one, marking=PLAIN) for one in meeting.portions)
            meeting = theirs.meetings.save(replace(meeting, portions=opened))
            new = theirs.meetings.save(replace(talks, id=0, uid="", version=0, portions=(), title=Bilingual("New")))
            told = {"at": at, "zone": "Asia/Tokyo", "about_kind": MEETING, "onward": (GIVEN,), "marking": PLAIN}
            for about in (meeting, new):
                theirs.disclosures.save(Disclosure(title=about.title, about_id=about.id, **told))
            export(theirs, "all", tmp_path / "theirs.json")
        report = import_file(desk, tmp_path / "theirs.json")
        assert sorted((one.values["title"], "marking" in one.text) for one in report.problems) == [
            ("Ours", True), ("Talks", False), ("Talks", True), ("Unmarked", True),
        ]  # fmt: skip
        marked = [desk.validities.one(one.id).marking for one in ours]
        assert marked == [HOME_ONLY, None, HOME_ONLY], "narrower it comes in"
        (note,) = desk.meetings.meetings_by_ids([talks.id])[talks.id].portions
        assert note.marking == HOME_ONLY
        entries = {one.title.host: one for one in desk.disclosures.everything()}
        assert (entries["Talks"].onward, "USA | AUS | Anybody" in entries["Talks"].note.host) == ((), True)
        assert {one.record for one in desk.disclosures.permissions()} == {entries["New"].uid, new.uid}
        assert import_file(desk, tmp_path / "theirs.json").updated == 0


def test_a_permission_that_came_before_what_it_is_about_does_not_open_that(tmp_path):
    at = datetime(2026, 3, 2, 9)
    with closing(new_desk(tmp_path / "theirs.desk", PROFILE, NOON, seed=2)) as theirs:
        theirs.disclosures.save(
            Disclosure(title=Bilingual("Slides"), at=at, zone="Asia/Tokyo", about_kind="event", about_uid="guest@host", onward=(GIVEN,), marking=PLAIN)
        )  # fmt: skip
        export(theirs, "all", tmp_path / "theirs.json")
    with closing(new_desk(tmp_path / "mine.desk", PROFILE, NOON)) as desk:
        import_file(desk, tmp_path / "theirs.json")
        calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Host"), marking=PLAIN))
        told = {"start": at, "end": at, "zone": "Asia/Tokyo", "marking": PLAIN, "calendar_id": calendar.id}
        desk.calendars.save(Event(uid="guest@host", title=Bilingual("Call"), **told))
        (entry,) = desk.disclosures.everything()
        assert {one.record for one in desk.disclosures.permissions()} == {entry.uid}


def test_no_file_lets_an_entry_be_about_something_else_than_it_is_about_here(tmp_path):
    with closing(new_desk(tmp_path / "mine.desk", PROFILE, NOON)) as desk:
        hidden, shown = (desk.validities.save(validity(str(mark), mark)) for mark in (HOME_ONLY, PLAIN))
        told = {"title": Bilingual("Told"), "at": datetime(2026, 3, 2, 9), "zone": "Asia/Tokyo", "marking": PLAIN}
        one = desk.disclosures.save(Disclosure(about_kind="validity", about_id=hidden.id, **told))
        free = desk.disclosures.save(Disclosure(**told))
        table = tmp_path / "log.csv"
        head = "Title,Disclosed At,UID,About Record (kind),About Record (UID),Onward Permission"
        rows = [f"Told,2026-03-02 09:00,{each.uid},validity,{shown.uid}," for each in (one, free)]
        table.write_text("\n".join([head, *rows]), "utf-8")
        (problem,) = import_file(desk, table).problems
        assert (problem.line, problem.text) == (2, "“{title}” stays about what it is about here.")
        assert desk.disclosures.one(free.id).about_uid == shown.uid, "what was about nothing is told no more widely"
        for about in (
            {"about_kind": "", "about_id": 0, "about_uid": "", "about": ""},
            {"about_id": shown.uid, "about_uid": shown.uid},
        ):
            archive = _changed(desk, tmp_path / "all.json", one.uid, about)
            assert [each.text for each in import_file(desk, archive).problems] == [problem.text]
            kept = desk.disclosures.one(one.id)
            assert (kept.about_kind, kept.about_id, kept.about_uid) == ("validity", hidden.id, hidden.uid)


def _changed(desk, path, uid, values):
    """Write an archive of a desk in which an entry of the disclosure log says something else."""
    export(desk, "all", path)
    told = json.loads(path.read_text("utf-8"))
    next(one for one in told["disclosures"] if one["uid"] == uid).update(values)
    path.write_text(json.dumps(told), "utf-8")
    return path
