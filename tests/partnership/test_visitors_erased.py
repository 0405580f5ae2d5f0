"""The personal data of visitors are gone on their day: from the rows, the history, what undo holds, and every byte of the file."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from liaison_desk.app.cli import commands
from liaison_desk.app.desk import Desk
from liaison_desk.app.founding import new_profile
from liaison_desk.app.handover.reading import opened
from liaison_desk.app.handover.writing import hand_over
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.briefings.records import Packet, PacketItem, PacketRequest
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.errors import DeskError, NotFoundError
from liaison_desk.foundation.database import engine
from liaison_desk.partnership.records import VISIT, VISITOR, Delegate, Visit, Visitor
from liaison_desk.partnership.service.visitors import ON_THEIR_DAY, Erased
from tests.desks import new_desk

DAY = date(2026, 12, 20)
PASSPORT, BORN, PLACE = "TK7391264", date(1971, 8, 13), "Hachinohe-minato"
TRACES = (PASSPORT, BORN.isoformat(), PLACE, PLACE.casefold(), "Second thoughts")
PHRASE = "four words of nobody"


def bytes_of(desk):
    place = Path(desk.location)
    return b"".join(path.read_bytes() for path in place.parent.glob(f"{place.name}*"))


def traces(desk):
    data = bytes_of(desk)
    return [one for one in TRACES if one.encode() in data]


def visit_of(desk, title="Call on the commander"):
    people = (Delegate("MORIKAWA Haruto", code="OF-8"),)
    return desk.visits.save(Visit(title=Bilingual(title), first=date(2026, 11, 18), last=DAY, delegation=people))


def data_of(visit, **values):
    told = {"name": "MORIKAWA Haruto", "born": BORN, "birthplace": PLACE, "passport": PASSPORT, "purge_on": DAY}
    return Visitor(visit_id=visit.id, **(told | values))


def test_on_their_day_no_byte_of_them_is_left_whatever_was_done_with_them(desk, clock):
    visit = visit_of(desk)
    one = desk.visitors.save(data_of(visit))
    one = desk.visitors.save(replace(one, passport="TK0000001", note="Second thoughts"))
    desk.history.undo()
    other = desk.visitors.save(data_of(visit, name="Other", purge_on=DAY - timedelta(days=1)))
    desk.visitors.delete([other.id])
    undone = desk.visitors.save(data_of(visit, name="Undone"))
    desk.history.undo()
    later = desk.visitors.save(data_of(visit, name="Later", passport="KEPT-1", purge_on=date(2027, 2, 1)))
    desk.visitors.save(replace(later, passport=PASSPORT))
    desk.visitors.save(replace(desk.visitors.one(later.id), passport="KEPT-2", born=None, birthplace=""))
    assert traces(desk) == [TRACES[0], TRACES[1], TRACES[2], TRACES[4]]
    clock.at = clock.at.replace(month=12, day=19)
    assert desk.visitors.erase_due() == Erased(1)
    clock.forward(days=1)
    done = desk.visitors.erase_due()
    assert done == Erased(2)
    assert sorted(desk.visitors.by_ids([one.id, other.id, undone.id, later.id])) == [later.id]
    desk.visitors.erase([later.id])
    assert traces(desk) == []
    assert b"KEPT" not in bytes_of(desk)
    assert desk.visitors.erase_due() == Erased()
    told = desk.history.entries(one.uid)
    assert (told[0].label, told[0].action) == (ON_THEIR_DAY, "unasked")
    assert all(entry.purged and entry.before is None and entry.after is None for entry in told)
    assert desk.check() == []
    label = desk.history.undo()
    assert label == "Add a visit", "what is erased comes back by no undo"
    assert desk.visits.one(visit.id).deleted_at is not None
    assert traces(desk) == []


def test_nothing_stays_behind_in_pages_whose_rows_were_shifted(desk):
    """SQLite overwrites what it deletes, but not what is left where rows moved from: only writing anew leaves nothing."""
    random = Random(24)  # with which five of them would stay
    visit = visit_of(desk)
    drafts = [
        data_of(visit, passport=f"PASS{n:03}{random.getrandbits(60):x}", note="n" * random.randrange(40))
        for n in range(120)
    ]
    with desk.database.write("Add visitors’ data") as transaction:
        people = desk.visitors.save_in(transaction, drafts)
    for _ in range(60):
        number = random.randrange(len(people))
        changed = replace(people[number], note="m" * random.randrange(900))
        people[number] = desk.visitors.save(changed)
    gone = [one for one in people if random.random() < 0.6]
    for start in range(0, len(gone), 4):
        with desk.database.write("Erase", action="purge") as transaction:
            transaction.erase(desk.database.types[VISITOR], [one.id for one in gone[start : start + 4]])
    assert desk.database.settle(), "what an erasing could not wipe is wiped later"
    data = bytes_of(desk)
    assert not [one.passport for one in gone if one.passport.encode() in data or one.passport[:12].encode() in data]
    assert all(one.passport.encode() in data for one in people if one not in gone)
    assert desk.check() == []


def test_they_go_with_the_visit_and_with_the_contact(any_desk):
    contact = any_desk.contacts.save(Person(name=PersonName("Morikawa", "Haruto")))
    visit, other = visit_of(any_desk), visit_of(any_desk, "Another")
    by_contact = any_desk.visitors.save(data_of(other, contact_id=contact.id))
    by_visit = any_desk.visitors.save(data_of(visit))
    kept = any_desk.visitors.save(data_of(other, name="Kept", purge_on=date(2030, 1, 1)))
    any_desk.visits.delete([visit.id])
    assert any_desk.visitors.of_visit(visit.id) == []
    any_desk.history.purge(VISIT, [visit.id])
    any_desk.history.purge("person", [contact.id])
    assert list(any_desk.visitors.by_ids([by_contact.id, by_visit.id, kept.id])) == [kept.id]
    done = any_desk.visitors.erase([kept.id, by_visit.id])
    assert (done.count, done.traceless) == (1, True)
    with any_desk.database.read() as connection:
        said = connection.exec_driver_sql(
            "SELECT count(*) FROM history_entry WHERE kind = 'visitor' AND before || after LIKE '%%TK7%%'"
        )
        assert said.scalar_one() == 0
        left = connection.exec_driver_sql("SELECT count(*) FROM desk_meta WHERE key = 'to_rewrite'").scalar_one()
    assert left == 0
    if any_desk.location.startswith("postgresql"):
        assert done.shared
    assert any_desk.check() == []


def test_a_reader_hinders_only_the_wiping_which_is_made_up_for(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "LOCK_SECONDS", 0.05)
    desk = new_desk(tmp_path / "read.desk", new_profile("JPN", "USA"))
    visit = visit_of(desk)
    one = desk.visitors.save(data_of(visit))
    with desk.database.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM visitor").scalar_one()
        done = desk.visitors.erase([one.id])
        assert (done.count, done.traceless) == (1, False)
    assert desk.visitors.by_ids([one.id]) == {}
    assert desk.visitors.erase_due() == Erased()
    assert traces(desk) == []
    desk.close()


def test_no_search_no_trash_no_export_and_no_history_on_paper_tells_them(desk, capsys, tmp_path):
    visit = visit_of(desk)
    one = desk.visitors.save(data_of(visit))
    assert [hit for words in TRACES for hit in desk.search(words)] == []
    desk.visitors.delete([one.id])
    assert desk.history.trash() == []
    desk.close()
    place, target = desk.location, tmp_path / "all.json"
    assert commands.run(["history", place, "--json"]) == 0
    told = capsys.readouterr().out
    assert commands.run(["export", place, "all", "--output", str(target)]) == 0
    assert VISITOR in {entry["type"] for entry in json.loads(told)}
    assert not [words for words in TRACES if words in told + target.read_text("utf-8")]


def test_a_backup_takes_nothing_along_that_was_to_be_erased(desk, tmp_path):
    desk.visitors.save(data_of(visit_of(desk), purge_on=date(2020, 1, 1)))
    desk.close()
    assert commands.run(["backup", desk.location, str(tmp_path / "copy.desk")]) == 0
    data = (tmp_path / "copy.desk").read_bytes()
    assert not [one for one in TRACES if one.encode() in data]


def test_copies_beside_the_desk_that_may_hold_them_are_named(desk):
    visit = visit_of(desk)
    place = Path(desk.location)
    one = desk.visitors.save(data_of(visit))
    desk.back_up(place.with_name(f"{place.name}.before-0099-1"))
    desk.back_up(place.with_name("test-20261124-1641.desk"))
    hand_over(desk, place.with_name("test-20261124.handover"), PHRASE)
    place.with_name(".test.desk.k3_a.part").write_bytes(b"left behind")
    place.with_name("test-2.desk").write_bytes(b"another desk")
    assert desk.visitors.erase([one.id]).copies == (
        ".test.desk.k3_a.part", "test-20261124-1641.desk", "test-20261124.handover", "test.desk.before-0099-1"
    )  # fmt: skip


def test_data_need_a_day_on_which_they_are_erased_and_one_is_proposed(desk):
    visit = visit_of(desk)
    proposed = desk.visitors.of_delegate(visit, visit.delegation[0])
    assert (proposed.purge_on, proposed.name, proposed.id) == (DAY + timedelta(days=30), "MORIKAWA Haruto", 0)
    saved = desk.visitors.save(proposed)
    assert desk.visitors.of_delegate(visit, visit.delegation[0]) == desk.visitors.one(saved.id)
    with pytest.raises(DeskError, match="erased"):
        desk.visitors.save(replace(saved, purge_on=None))
    assert proposed.marking is None, "nobody is given them who was not named"
    over = desk.visits.save(Visit(title=Bilingual("Over"), first=date(2026, 6, 1), delegation=visit.delegation))
    assert desk.visitors.of_delegate(over, over.delegation[0]).purge_on == date(2026, 11, 25)


def test_two_of_one_name_share_no_data_unless_something_tells_them_apart(desk):
    who = desk.contacts.save(Person(name=PersonName("Sato")))
    people = (Delegate("Sato"), Delegate("Sato", role="Aide"), Delegate("Sato", contact_id=who.id))
    visit = desk.visits.save(replace(visit_of(desk), delegation=people))
    for one in people[:2]:
        with pytest.raises(DeskError, match="Two who go along are called Sato"):
            desk.visitors.of_delegate(visit, one)
    assert desk.visitors.of_delegate(visit, people[2]).contact_id == who.id
    apart = desk.visits.save(replace(visit, delegation=(Delegate("Sato Ken"), *people[1:])))
    one, other = (desk.visitors.save(desk.visitors.of_delegate(apart, each)) for each in apart.delegation[:2])
    assert desk.visitors.of_delegate(apart, apart.delegation[1]) == other
    assert one.id != other.id


def test_a_slip_in_the_days_of_a_visit_erases_nobodys_data(desk):
    visit = visit_of(desk)
    one = desk.visitors.save(desk.visitors.of_delegate(visit, visit.delegation[0]))
    slipped = desk.visits.save(replace(visit, first=date(2016, 1, 18), last=date(2016, 1, 20)))
    assert desk.visitors.one(one.id).purge_on == date(2026, 11, 25), "not today, or they would be gone at once"
    assert desk.visitors.erase_due().count == 0
    desk.visits.save(replace(slipped, first=visit.first, last=visit.last))
    assert desk.visitors.one(one.id).purge_on == one.purge_on


def test_data_are_kept_as_long_after_a_visit_that_moves_and_seen_of_those_who_do_not_go_any_more(desk):
    visit = visit_of(desk)
    usual = desk.visitors.save(desk.visitors.of_delegate(visit, visit.delegation[0]))
    own = desk.visitors.save(data_of(visit, name="Own day", purge_on=date(2027, 5, 1)))
    later = desk.visits.save(replace(visit, first=date(2027, 1, 18), last=date(2027, 2, 20), delegation=()))
    assert desk.visitors.one(usual.id).purge_on == date(2027, 3, 22)
    assert desk.visitors.one(own.id).purge_on == own.purge_on
    kept = desk.visits.whole(later.id).data
    assert [(one.name, one.of(visit.delegation[0])) for one in kept] == [("MORIKAWA Haruto", True), ("Own day", False)]
    desk.history.undo()
    assert desk.visitors.one(usual.id).purge_on == usual.purge_on


def gone_out(desk, visitor):
    """Let a packet go out with the personal data of somebody, which are saved for it; return what is kept of it."""
    marking = desk.profile.get().default_marking
    visit = desk.visits.save(replace(desk.visits.one(visitor.visit_id), marking=marking))
    desk.visitors.save(replace(visitor, marking=marking))
    asked = PacketRequest("visitor-data", audience=frozenset({"JPN"}), visit=visit.id)
    packet = desk.packets.save(
        Packet(title=Bilingual("Visitors"), asked=asked, items=(PacketItem("visitor_data", {}, "i1"),))
    )
    return desk.packets.let_out(packet.id, desk.briefings.compose(asked))


def test_the_file_of_a_packet_that_went_out_with_them_goes_when_they_go(desk):
    visit = visit_of(desk)
    final = gone_out(desk, data_of(visit))
    (one,) = desk.visitors.of_visit(visit.id)
    assert VISITOR in {each.record.kind for each in final.included}
    desk.history.purge(VISIT, [visit.id])
    assert desk.visitors.by_ids([one.id]) == {}
    assert desk.packets.file_of(final), "it is still there until the next look"
    assert desk.visitors.erase_due() == Erased(0, files=1)
    with pytest.raises(NotFoundError):
        desk.packets.file_of(final)
    assert desk.packets.finals(final.packet_id)[0].sha256 == final.sha256
    assert desk.visitors.erase_due() == Erased()
    assert desk.check() == []


def test_what_takes_no_personal_data_along_takes_no_packet_along_that_went_out_with_them(desk, tmp_path):
    final = gone_out(desk, data_of(visit_of(desk)))
    data = desk.packets.file_of(final)
    export(desk, "all", tmp_path / "all.json")
    assert final.sha256 not in {
        one["sha256"] for one in json.loads((tmp_path / "all.json").read_text("utf-8"))["files"]
    }
    hand_over(desk, tmp_path / "without.handover", PHRASE, without_kinds=(VISITOR,))
    hand_over(desk, tmp_path / "with.handover", PHRASE)
    for name, kept in (("without", False), ("with", True)):
        with opened(tmp_path / f"{name}.handover", PHRASE) as archive:
            assert bool(Desk(archive.database).attachments.contents([final.sha256])) == kept, name
    assert desk.packets.file_of(final) == data, "here it stays until they are erased"
