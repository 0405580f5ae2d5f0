"""Packets, their files and what went out of them, as one archive takes them from desk to desk."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.briefings.records import FILE, About, ItemRef, Packet, PacketItem, PacketRequest
from liaison_desk.briefings.rules import request_of
from liaison_desk.contacts.records import Organization, PersonFilter, PersonSort
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exchange.archive.document import read_archive
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MeetingFilter, MeetingSort
from tests.briefings.desks import OPEN, weekly_desk
from tests.briefings.strange_files import picture
from tests.desks import new_desk

WEEK = {"since": date(2026, 11, 23), "until": date(2026, 11, 29)}


@pytest.fixture
def desk(tmp_path):
    """A desk with a packet about one person, with a picture, that went out once."""
    with closing(weekly_desk(tmp_path)) as opened:
        hartwell = person(opened, "Hartwell")
        drawn = picture("PNG")
        digest = sha256(drawn).hexdigest()
        about = About(records=(ItemRef("person", hartwell.uid, "Hartwell"),))
        items = (
            PacketItem("roster", {"order": "precedence"}, "i1", tab=True, about=about),
            PacketItem("suspenses", {"ahead_days": 30}, "i2"),
            PacketItem(key="i3", text=Bilingual("In short.", "要するに"), marking=OPEN),
            PacketItem(FILE, key="i4", file=digest, file_name="map.png", marking=OPEN, title=Bilingual("Map")),
        )
        asked = PacketRequest(people=(hartwell.id,), copies=2, **WEEK)
        packet = Packet(title=Bilingual("Read-ahead", "事前資料"), marking=OPEN, asked=asked, items=items)
        kept = opened.packets.keep(packet, {digest: drawn})
        opened.packets.let_out(kept.id, printed(opened, kept), "1/2")
        yield opened


@pytest.fixture
def other(tmp_path, clock):
    """Another desk, which gave its numbers to other records."""
    with closing(new_desk(tmp_path / "other.desk", new_profile("JPN", "USA"), clock, seed=2)) as opened:
        opened.contacts.save_organization(Organization(name=Bilingual("Another")))
        opened.packets.save(Packet(title=Bilingual("Ours"), items=(PacketItem(key="i1"),)))
        yield opened


def person(desk, family):
    ids = desk.contacts.people(PersonFilter(words=family), Sort(PersonSort.NAME)).ids
    (found,) = desk.contacts.people_by_ids(ids).values()
    return found


def printed(desk, packet):
    return desk.briefings.compose(replace(request_of(packet), copy="1/2", copies=1))


def sent(desk, path):
    export(desk, "all", path)
    return path


def changed(path, part, **values):
    """Change what an archive says of the first of a part."""
    told = json.loads(path.read_text("utf-8"))
    told[part][0] |= values
    path.write_text(json.dumps(told), "utf-8")
    return path


def told_of(report):
    return [str(problem) for problem in report.problems]


def test_a_packet_is_the_same_on_the_other_desk_with_its_files_and_what_went_out(desk, other, tmp_path):
    mine = desk.packets.called("Read-ahead")
    path = sent(desk, tmp_path / "all.json")
    assert told_of(import_file(other, path)) == []
    theirs = other.packets.called("Read-ahead")
    assert (theirs.uid, theirs.title, theirs.marking, theirs.items) == (mine.uid, mine.title, mine.marking, mine.items)
    assert theirs.id != mine.id
    hartwell = person(other, "Hartwell")
    assert theirs.asked == replace(mine.asked, people=(hartwell.id,))
    assert hartwell.id != person(desk, "Hartwell").id
    assert other.attachments.contents([mine.items[3].file])

    (before,), (after,) = desk.packets.finals(mine.id), other.packets.finals(theirs.id)
    assert other.packets.file_of(after) == desk.packets.file_of(before)
    same = ("uid", "number", "file_name", "sha256", "size", "pages", "banner", "audience", "copies", "marking")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert [(one.uid, one.record.label, one.portions) for one in after.included] == [
        (one.uid, one.record.label, one.portions) for one in before.included
    ]
    here = {one.record.id for one in after.included if one.record.kind == "person"}
    assert here == {hartwell.id}
    assert after.withheld.records == before.withheld.records > 0
    assert [hit.title for hit in other.search("事前資料")] == ["Read-ahead"]
    assert other.check() == []


def test_taken_in_again_it_changes_nothing_and_is_written_as_it_was(desk, other, tmp_path):
    path = sent(desk, tmp_path / "all.json")
    import_file(other, path)
    for one in (desk, other):
        before = one.history.count()
        report = import_file(one, path)
        assert (report.added, report.updated, told_of(report)) == (0, 0, [])
        assert one.history.count() == before
    again = json.loads(sent(other, tmp_path / "again.json").read_text("utf-8"))
    first = json.loads(path.read_text("utf-8"))
    dated = {"updated_at", "author"}
    for part in ("packets", "packet_finals"):
        kept = [one for one in again[part] if one["uid"] in {old["uid"] for old in first[part]}]
        assert [{k: v for k, v in one.items() if k not in dated} for one in kept] == [
            {k: v for k, v in one.items() if k not in dated} for one in first[part]
        ]


def test_what_went_out_on_both_desks_under_one_number_stays_on_both(desk, other, tmp_path):
    import_file(other, sent(desk, tmp_path / "all.json"))
    for one, words in ((desk, "Here."), (other, "There.")):
        packet = one.packets.called("Read-ahead")
        text = replace(packet.items[2], text=Bilingual(words))
        packet = one.packets.save(replace(packet, items=(text,), marking=OPEN))
        assert one.packets.let_out(packet.id, printed(one, packet)).number == 2
    assert (
        told_of(import_file(other, sent(desk, tmp_path / "all.json")))[1:] == []
    )  # the packet gives way, which is told
    finals = other.packets.finals(other.packets.called("Read-ahead").id)
    assert [one.number for one in finals] == [3, 2, 1]
    assert len({other.packets.file_of(one) for one in finals}) == 3
    assert import_file(other, tmp_path / "all.json").updated == 0
    assert other.check() == []


def test_undone_at_once_and_from_the_trash_it_comes_back(desk, other, tmp_path):
    path = sent(desk, tmp_path / "all.json")
    import_file(other, path)
    packet = other.packets.called("Read-ahead")
    other.packets.delete([packet.id])
    import_file(other, path)
    assert len(other.packets.finals(other.packets.called("Read-ahead").id)) == 1
    other.history.undo()
    other.history.undo()
    assert other.packets.called("Read-ahead").id == packet.id
    other.history.undo()
    with pytest.raises(NotFoundError):
        other.packets.called("Read-ahead")
    assert other.check() == []


def test_what_lies_in_the_trash_stays_behind_with_its_files(desk, tmp_path):
    desk.packets.delete([desk.packets.called("Read-ahead").id])
    told = json.loads(sent(desk, tmp_path / "all.json").read_text("utf-8"))
    assert (told["packets"], told["packet_finals"], told["files"], told["contents"]) == ([], [], [], [])


def test_a_packet_about_somebody_who_is_not_written_is_about_nobody(desk, other, tmp_path):
    mine = desk.packets.called("Read-ahead")
    plain = replace(mine, items=(PacketItem("roster", key="i1"), mine.items[2]))
    desk.packets.save(replace(plain, asked=replace(mine.asked, people=(person(desk, "Hartwell").id,))))
    desk.contacts.delete([person(desk, "Hartwell").id])
    import_file(other, sent(desk, tmp_path / "all.json"))
    theirs = other.packets.called("Read-ahead")
    assert theirs.asked.people == ()
    assert "person" not in {one.record.kind for one in printed(other, theirs).included}


@pytest.mark.parametrize("what", ["meeting", "organization"])
def test_a_packet_about_one_record_that_is_not_written_is_not_about_all_of_them(desk, other, tmp_path, what):
    mine = desk.packets.called("Read-ahead")
    if what == "meeting":
        (number, *_) = desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids
        kind = "minutes"
    else:
        number = desk.contacts.save_organization(Organization(name=Bilingual("Cell"), marking=OPEN)).id
        kind = "whos_who"
    asked = replace(mine.asked, people=None, **{what: number})
    desk.packets.save(replace(mine, items=(PacketItem(kind, key="i1"), mine.items[2]), asked=asked))
    desk.meetings.delete([number]) if what == "meeting" else desk.contacts.delete_organizations([number])
    path = sent(desk, tmp_path / "all.json")
    assert told_of(import_file(other, path)) == []
    packet = other.packets.called("Read-ahead")
    with pytest.raises(NotFoundError, match="is not there any more"):
        printed(other, packet)
    before = other.history.count()
    assert import_file(other, path).updated == 0
    assert other.history.count() == before
    sent(other, tmp_path / "again.json")
    (again,) = [
        one for one in read_archive((tmp_path / "again.json").read_bytes()).content.packets if one.uid == packet.uid
    ]
    assert getattr(again.asked, what) == getattr(packet.asked, what)


HOSTILE = {
    "a section that is not known": ({"items": [{"kind": "../x"}]}, "no section of kind ../x"),
    "an option that is not known": ({"items": [{"kind": "roster", "options": {"x": 1}}]}, "has no option x"),
    "an option of another shape": ({"items": [{"kind": "roster", "options": {"order": "height"}}]}, "order must be"),
    "an option that is a list": ({"items": [{"kind": "roster", "options": {"order": [[]]}}]}, "items[0].options.order"),
    "too many options": ({"items": [{"options": {str(n): 1 for n in range(200)}}]}, "items[0].options"),
    "a heading of three": ({"items": [{"heading": [["en", "a", "b"]]}]}, "items[0].heading[0]"),
    "pages that are none": ({"items": [{"kind": "file", "pages": "1-99999999"}]}, "Name pages"),
    "two thousand million copies": ({"asked": {"copies": 2**31 - 1}}, "A packet has 1 to 99 copies."),
    "no copies": ({"asked": {"copies": 0}}, "A packet has 1 to 99 copies."),
    "a marking above the ceiling": ({"marking": {"level": "TOP_SECRET", "originator": "USA"}}, "nothing above"),
    "ten thousand entries": ({"items": [{}] * 10_000}, "at most 200 entries"),
    "no title": ({"title": {}}, "Give the packet a title."),
}  # fmt: skip


@pytest.mark.parametrize(("values", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_a_packet_that_no_desk_would_keep_is_listed_and_the_rest_comes_in(desk, other, tmp_path, values, reason):
    path = changed(sent(desk, tmp_path / "all.json"), "packets", **values)
    report = import_file(other, path)
    assert any(reason in one for one in told_of(report)), told_of(report)
    assert person(other, "Hartwell")
    for line in other.packets.packets():  # what came in can be printed, or says what is wrong
        assert other.packets.packet(line.id)
    assert other.check() == []


def nested(depth):
    return {"kind": "person", "id": 0, "about": [nested(depth - 1)]} if depth else {"kind": "person", "id": 0}


ALTERED = {
    "a digest that is none": {"sha256": "../../etc/passwd"},
    "a number below one": {"number": 0},
    "a rule that asks its values": {"withheld": {"audience": [], "entries": [
        {"record": {"kind": "task", "id": 0}, "uid": "t", "portions": 1, "whole": True, "rule": "{x.__class__}",
         "values": [["x", "y"]]}]}},
    "a rule that stretches them": {"withheld": {"audience": [], "entries": [
        {"record": {"kind": "task", "id": 0}, "uid": "t", "portions": 1, "whole": True, "rule": "{x:>999999999}",
         "values": [["x", "y"]]}]}},
    "a rule with more places": {"withheld": {"audience": [], "entries": [
        {"record": {"kind": "task", "id": 0}, "uid": "t", "portions": 1, "whole": True, "rule": "{y} {"}]}},
}  # fmt: skip


@pytest.mark.parametrize("values", ALTERED.values(), ids=ALTERED)
def test_what_went_out_and_was_altered_is_left_out_and_told(desk, other, tmp_path, values):
    path = changed(sent(desk, tmp_path / "all.json"), "packet_finals", **values)
    said = told_of(import_file(other, path))
    assert "What the file says of a packet that went out was altered; it was left out." in said
    assert other.packets.finals(other.packets.called("Read-ahead").id) == []
    assert other.check() == []


def test_what_the_desk_keeps_of_a_packet_that_went_out_is_never_replaced(desk, tmp_path):
    (final,) = desk.packets.finals(desk.packets.called("Read-ahead").id)
    path = changed(sent(desk, tmp_path / "all.json"), "packet_finals", banner="TOP SECRET")
    said = told_of(import_file(desk, path))
    assert any("under number 1 is not what the file says; it stays" in one for one in said)
    assert desk.packets.finals(desk.packets.called("Read-ahead").id) == [final]


@pytest.mark.parametrize("depth", [100, 200, 230, 245, 260, 400])
def test_a_record_within_records_without_end_costs_that_entry_alone(desk, other, tmp_path, depth):
    included = [{"record": nested(depth), "uid": "x", "portions": 1}]
    path = changed(sent(desk, tmp_path / "all.json"), "packet_finals", included=included)
    deep = any("packet_finals" in one for one in told_of(import_file(other, path)))
    assert deep != bool(other.packets.finals(other.packets.called("Read-ahead").id))
    assert deep or depth < 400
    assert person(other, "Hartwell")
    assert other.check() == []


def test_a_file_that_names_a_number_of_this_desk_points_to_nothing_of_it(desk, other, tmp_path):
    stranger = {"record": {"kind": "organization", "id": 1}, "uid": "nobody", "portions": 1}
    import_file(other, changed(sent(desk, tmp_path / "all.json"), "packet_finals", included=[stranger]))
    (final,) = other.packets.finals(other.packets.called("Read-ahead").id)
    assert [one.record for one in final.included] == [RecordRef("organization", 0)]
