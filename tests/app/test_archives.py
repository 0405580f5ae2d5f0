"""A whole desk as one file on another desk: what it keeps beside its records comes along, once, and names what it named."""

import json
from contextlib import closing
from dataclasses import replace

import pytest

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.attaching import files_of
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.contacts.records import Distribution, Organization, PersonFilter, PersonSort, SavedSearch
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import TaskFilter, TaskSort
from tests.desks import new_desk

RELEASED = Marking("USA", audience=frozenset({"USA", "JPN"}))
PICTURE = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 40
TEXT = "経歴と連絡事項".encode()


@pytest.fixture
def other(tmp_path, clock):
    """Another desk, which gave its numbers to other records."""
    with closing(new_desk(tmp_path / "other.desk", new_profile("JPN", "USA"), clock, seed=2)) as desk:
        desk.contacts.save_organization(Organization(name=Bilingual("Another")))
        yield desk


def written(desk, path):
    """Write a desk's archive; return its path and what it says of a part, without what differs between two writings."""
    export(desk, "all", path)

    def part(name):
        told = json.loads(path.read_text("utf-8"))[name]
        return [{key: value for key, value in one.items() if key not in {"updated_at", "author"}} for one in told]

    return path, part


def changed(path, change, source=None):
    """Change what an archive says, or write what another one says, changed."""
    told = json.loads((source or path).read_text("utf-8"))
    change(told)
    path.write_text(json.dumps(told), "utf-8")
    return path


def unchanged(desk, path):
    """Take a file in again; tell whether that changed nothing."""
    before = desk.history.count()
    report = import_file(desk, path)
    return (report.added, report.updated, report.problems) == (0, 0, ()) and desk.history.count() == before


@pytest.fixture
def searching(desk, make):
    """A desk with searches in an organization, of a list, and of nothing but words."""
    house = desk.contacts.save_organization(Organization(name=Bilingual("Joint Staff", "統合幕僚監部")))
    weekly = desk.distributions.save(Distribution(name="Weekly", members=(make.person().id,)))
    inside = PersonFilter(organization_id=house.id, with_below=True, overdue=True)
    desk.searches.save(SavedSearch(name="In house", wanted=inside, sort=PersonSort.PRECEDENCE, pinned=True))
    desk.searches.save(SavedSearch(name="Weekly", wanted=PersonFilter(list_id=weekly.id), sort=PersonSort.READING))
    desk.searches.save(SavedSearch(name="森", wanted=PersonFilter(words="森"), sort=PersonSort.NAME))
    return desk


def test_saved_searches_find_the_same_organization_and_list_on_the_other_desk(searching, other, tmp_path):
    path, said = written(searching, tmp_path / "all.json")
    assert import_file(other, path).problems == ()
    (inside, weekly, words) = other.searches.searches()
    (house,) = (one for one in other.contacts.organizations() if one.name.host == "Joint Staff")
    assert inside.wanted == PersonFilter(organization_id=house.id, with_below=True, overdue=True)
    assert (inside.sort, inside.pinned) == (PersonSort.PRECEDENCE, True)
    assert weekly.wanted == PersonFilter(list_id=other.distributions.lists()[0].id)
    assert len(other.contacts.people(weekly.wanted, Sort(weekly.sort))) == 1
    assert words.wanted == PersonFilter(words="森")
    assert [one.name for one in other.searches.searches(pinned=True)] == ["In house"]
    _, again = written(other, tmp_path / "again.json")
    assert again("searches") == said("searches")
    assert len(said("searches")) == 3
    assert unchanged(other, path)
    assert unchanged(searching, path)
    assert other.check() == []


def test_a_search_of_what_lies_in_the_trash_stays_behind_with_it(searching, tmp_path):
    (house,) = searching.contacts.organizations()
    searching.contacts.delete_organizations([house.id])
    _, said = written(searching, tmp_path / "all.json")
    assert sorted(one["name"] for one in said("searches")) == ["Weekly", "森"]


def test_a_search_of_an_organization_the_desk_refuses_is_listed_and_left_out(searching, other, tmp_path):
    path, _ = written(searching, tmp_path / "all.json")

    def nameless(told):
        told["organizations"][0]["name"] = {"host": " "}

    report = import_file(other, changed(path, nameless))
    assert [one.name for one in other.searches.searches()] == ["Weekly", "森"]
    assert "“In house” was left out, for what it refers to did not come in." in map(str, report.problems)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"name": " "}, "Give the search a name."),
        ({"marking": {"level": "TOP_SECRET", "originator": "USA"}}, "This desk keeps nothing above"),
        ({"sort": "height"}, "searches.sort"),
        ({"wanted": {"organization_id": {"uid": "x"}}}, "not in the archive and was left out"),
        ({"wanted": [[["deep"]]]}, "searches.wanted"),
    ],
)
def test_a_search_that_cannot_be_kept_is_listed_and_the_rest_comes_in(searching, other, tmp_path, values, reason):
    path, _ = written(searching, tmp_path / "all.json")
    report = import_file(other, changed(path, lambda told: told["searches"][0].update(values)))
    assert len(other.searches.searches()) == 2
    assert any(reason in str(problem) for problem in report.problems)
    assert other.check() == []


@pytest.fixture
def filing(desk, make):
    """A desk whose records of every kind own files: a photo, a text two of them share, one attached twice."""
    person = make.person()
    desk.contacts.set_photo(person.id, PICTURE)
    desk.contacts.attach(replace(person, marking=RELEASED), "経歴.txt", TEXT, "text/plain")
    house = desk.contacts.save_organization(Organization(name=Bilingual("Joint Staff", "統合幕僚監部")))
    owners = (make.task(), make.meeting(), make.event(), house)
    for kind, owner in zip(("task", "meeting", "event", "organization"), owners, strict=True):
        desk.attachments.add(RecordRef(kind, owner.id), "shared.txt", TEXT, media_type="text/plain")
    desk.attachments.add(RecordRef("task", owners[0].id), "again.txt", TEXT)
    return desk


def only_person(desk):
    (id_,) = desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids
    return desk.contacts.person(id_)


def test_a_photo_arrives_and_is_shown_and_every_file_with_its_record(filing, other, tmp_path):
    path, said = written(filing, tmp_path / "all.json")
    assert import_file(other, path).problems == ()
    person = only_person(other)
    assert other.contacts.picture(person.photo) == PICTURE
    (text,) = other.contacts.files(person)
    assert (text.name, text.media_type, other.contacts.file_data(text.id)) == ("経歴.txt", "text/plain", TEXT)
    assert Marking.decode(text.marking) == RELEASED
    (task,) = other.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids
    assert [one.name for one in other.attachments.of(RecordRef("task", task))] == ["again.txt", "shared.txt"]
    _, again = written(other, tmp_path / "again.json")
    for part in ("files", "contents"):
        assert again(part) == said(part)
    assert (len(said("files")), len(said("contents"))) == (7, 2)
    assert unchanged(other, path)
    assert unchanged(filing, path)
    assert other.check() == []
    assert [hit.kind for hit in other.search("経歴")] == ["attachment"]
    assert other.history.undo() == "Import a file"
    assert (other.search("経歴"), other.check()) == ([], [])


@pytest.mark.parametrize("what", ["contacts", "tasks"])
def test_an_archive_of_some_records_carries_their_files_alone(filing, other, tmp_path, what):
    export(filing, what, tmp_path / "some.json")
    told = json.loads((tmp_path / "some.json").read_text("utf-8"))
    kinds = {"contacts": {"person", "organization"}, "tasks": {"task"}}[what]
    assert {one["owner_kind"] for one in told["files"]} == kinds
    assert len(told["contents"]) == {"contacts": 2, "tasks": 1}[what]
    assert import_file(other, tmp_path / "some.json").problems == ()


def test_the_same_bytes_of_the_same_owner_are_the_same_file(filing, other, tmp_path):
    path, _ = written(filing, tmp_path / "all.json")

    def without_files(told):
        del told["files"], told["contents"]

    def under_other_uids(told):
        for one in told["files"]:
            one["uid"] += "-other"

    older = changed(tmp_path / "older.json", without_files, path)
    assert import_file(other, older).problems == ()
    person = only_person(other)
    assert other.contacts.picture(person.photo) == b""
    other.contacts.attach(person, "経歴.txt", TEXT, "text/plain")
    assert import_file(other, path).added == 6
    assert len(other.contacts.files(person)) == 1
    count = len(files_of(other))
    assert import_file(other, changed(tmp_path / "others.json", under_other_uids, path)).added == 0
    assert len(files_of(other)) == count == 7


def test_a_file_attached_again_elsewhere_comes_in_beside_the_first(filing, other, tmp_path):
    path, _ = written(filing, tmp_path / "all.json")
    import_file(other, path)
    person = only_person(filing)
    filing.contacts.attach(person, "copy.txt", TEXT, "text/plain")
    assert import_file(other, written(filing, path)[0]).added == 1
    assert [one.name for one in other.contacts.files(only_person(other))] == ["copy.txt", "経歴.txt"]


def test_a_file_in_the_trash_comes_back_as_records_do(filing, other, tmp_path):
    path, said = written(filing, tmp_path / "all.json")
    import_file(other, path)
    other.contacts.remove_files([one.id for one in other.contacts.files(only_person(other))])
    assert len(files_of(other)) == 6
    assert import_file(other, path).updated == 1
    assert {one.uid for one in files_of(other)} == {one["uid"] for one in said("files")}


def test_no_name_of_a_file_is_a_path_and_no_type_more_than_a_type(filing, other, tmp_path):
    path, _ = written(filing, tmp_path / "all.json")

    def hostile(told):
        for one, name in zip(
            told["files"], ("../../etc/passwd", "C:\\x\\..", "a\x00b\n" * 200, "", "/", "x/", "y"), strict=True
        ):
            one.update(name=name, media_type=name)

    report = import_file(other, changed(path, hostile))
    assert report.problems == ()
    names = [one.name for one in files_of(other)]
    assert sorted(names)[-5:] == ["file", "file", "file", "passwd", "y"]
    assert all(len(name) <= 255 and name.isprintable() and "/" not in name for name in names)
    assert {one.media_type for one in files_of(other)} == {"application/octet-stream"}
    assert unchanged(other, path)


@pytest.mark.parametrize(
    ("part", "values", "left", "reason"),
    [
        ("files", {"marking": {"originator": "USA", "level": "SECRET"}}, 6, "This desk keeps nothing above"),
        ("files", {"owner_id": "stranger"}, 6, "stranger"),
        ("files", {"owner_kind": "saved search"}, 6, "not in the archive and was left out"),
        ("contents", {"data": "QUJD"}, None, "is damaged"),
    ],
)
def test_a_file_that_cannot_be_kept_is_listed_and_the_rest_comes_in(
    filing, other, tmp_path, part, values, left, reason
):
    path, _ = written(filing, tmp_path / "all.json")
    report = import_file(other, changed(path, lambda told: told[part][0].update(values)))
    assert any(reason in str(problem) for problem in report.problems)
    kept = files_of(other)
    assert (len(kept) == left) if left else (0 < len(kept) < 7)
    assert only_person(other).name.family == "Kisaragi"
    assert other.check() == []


def test_the_files_of_a_record_the_desk_refuses_are_listed_and_left_out(filing, other, tmp_path):
    path, _ = written(filing, tmp_path / "all.json")

    def untitled(told):
        told["tasks"][0]["title"] = {}

    report = import_file(other, changed(path, untitled))
    assert {one.owner_kind for one in files_of(other)} == {"person", "meeting", "event", "organization"}
    told = "\n".join(map(str, report.problems))
    assert "“again.txt” was left out, for what it refers to did not come in." in told
    assert unchanged_but_for(other, path, len(report.problems))


def unchanged_but_for(desk, path, problems):
    """Take a file in again; tell whether that changed nothing and listed as much."""
    report = import_file(desk, path)
    return (report.added, report.updated, len(report.problems)) == (0, 0, problems)


def test_stopping_in_the_middle_keeps_no_file(filing, other, tmp_path):
    path, _ = written(filing, tmp_path / "all.json")
    assert import_file(other, path, dry_run=True).added > 7
    assert files_of(other) == ()
    with other.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM attachment_content").scalar() == 0


def test_people_told_apart_stay_apart_on_the_other_desk(desk, other, make, tmp_path):
    first, second = make.person(), make.person()
    third = desk.contacts.save(replace(first, id=0, version=0, uid=""))
    second = desk.contacts.save(replace(second, name=first.name, nation=first.nation))
    pairs = desk.merging.doubles()
    assert len(pairs) == 3
    desk.merging.tell_apart(pairs[:2])
    path, said = written(desk, tmp_path / "all.json")
    assert import_file(other, path).problems == ()
    left = other.merging.doubles()
    assert len(left) == 1
    assert len(other.distinctions.all()) == 2
    _, again = written(other, tmp_path / "again.json")
    assert again("distinctions") == said("distinctions")
    assert unchanged(other, path)
    assert unchanged(desk, path)
    desk.contacts.delete([third.id])
    _, said = written(desk, tmp_path / "less.json")
    gone = [pair for pair in pairs[:2] if third.id in (pair.one, pair.other)]
    assert len(said("distinctions")) == 2 - len(gone)
    assert other.check() == []


def test_what_lies_in_the_trash_comes_back_with_the_archive_it_is_in(desk, make, tmp_path):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Joint Staff")))
    calendar = make.calendar("Exercises")
    event = make.event(calendar=calendar)
    path, _ = written(desk, tmp_path / "all.json")
    desk.contacts.delete_organizations([house.id])
    desk.calendars.delete_calendars([calendar.id])
    desk.calendars.delete([event.id])
    assert import_file(desk, path).problems == ()
    assert [one.id for one in desk.contacts.organizations()] == [house.id]
    assert calendar.id in {one.id for one in desk.calendars.calendars()}
    assert desk.calendars.event(event.id).deleted_at is None
    assert unchanged(desk, path)


def test_final_minutes_are_final_on_the_other_desk_too(desk, other, make, tmp_path):
    meeting = make.meeting("Office call", "Agreed", "Noted")
    desk.minutes.finalize(meeting.id)
    path = tmp_path / "desk.json"
    export(desk, "meetings", path)
    import_file(other, path)
    (known,) = other.meetings.held(meeting.start.date(), meeting.start.date())
    assert (known.state, known.frozen, len(known.portions)) == ("final", 1, 2)
    assert unchanged(other, path)
    other.meetings.keep(known.id, [], [known.portions[0]])
    assert other.meetings.meeting(known.id).state == "draft"


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_table_of_meetings_is_not_taken_for_anything_else(desk, other, make, tmp_path, ending):
    make.meeting("Office call", "Agreed", "Noted")
    path = tmp_path / f"meetings{ending}"
    export(desk, "meetings", path)
    before = other.history.count()
    with pytest.raises(UnreadableError, match="table of meetings"):
        import_file(other, path)
    assert other.history.count() == before
