"""Packets that are kept: composed, saved, made for next week, let out with a record of what went in."""

from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from io import BytesIO

import pytest
from pypdf import PdfReader

from liaison_desk.briefings.records import (
    About,
    ItemRef,
    Packet,
    PacketItem,
    PacketLanguage,
    PacketRequest,
    TextLook,
)
from liaison_desk.briefings.rules import request_of
from liaison_desk.briefings.sections import SECTIONS
from liaison_desk.contacts.records import Organization
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.foundation.core.attached import LARGEST
from liaison_desk.foundation.core.errors import DeskError, InvalidError, NotFoundError, RefusedError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import Task, TaskFilter, TaskSort
from tests.briefings.desks import BOTH, HOME_ONLY, OPEN, weekly_desk
from tests.briefings.papers import squeezed


@pytest.fixture
def desk(tmp_path):
    with_desk = weekly_desk(tmp_path)
    yield with_desk
    with_desk.close()


def packet(desk, *items, **more):
    begun = desk.packets.begin(
        desk.briefings.template("weekly"), Bilingual("MPC read-ahead", "MPC事前資料"), PacketRequest()
    )
    return replace(begun, items=items or begun.items, **({"marking": OPEN} | more))


def words(text, **more):
    return PacketItem(text=Bilingual(text), **({"marking": OPEN} | more))


def printed(desk, one):
    return desk.briefings.compose(request_of(one))


def deleting(desk, kind):
    """Return what puts records of a kind into the trash."""
    return {
        "person": desk.contacts.delete, "organization": desk.contacts.delete_organizations, "task": desk.tasks.delete,
        "event": desk.calendars.delete, "meeting": desk.meetings.delete,
    }[kind]  # fmt: skip


def test_a_packet_comes_back_as_it_was_kept(desk):
    about = About(records=(ItemRef("person", "uid", "Somebody"),), words="J5", since=date(2026, 11, 2))
    item = PacketItem("roster", {"order": "precedence"}, tab=True, divider=True, title=Bilingual("People"), about=about)
    asked = replace(PacketRequest(), language=PacketLanguage.BOTH, audience=frozenset({"JPN"}), copies=3, ruby=True)
    kept = desk.packets.save(packet(desk, item, words("Words", look=TextLook.BLUF), asked=asked))
    found = desk.packets.packet(kept.id)
    assert found == kept
    assert [one.key for one in found.items] == ["i1", "i2"]
    assert [hit.title for hit in desk.search("read-ahead")] == ["MPC read-ahead"]
    assert [hit.title for hit in desk.search("事前資料")] == ["MPC read-ahead"]
    assert desk.check() == []


def test_what_is_written_for_a_packet_is_released_by_its_marking(desk):
    made = packet(
        desk,
        words("The bottom line.", look=TextLook.BLUF),
        words("First paragraph.\n\nSecond <b>paragraph</b> & more.", title=Bilingual("Background")),
        words("1000 our position nobody else may read", marking=HOME_ONLY, title=Bilingual("Equities")),
        words("nobody marked this sentence", marking=None),
        words("one\n  deeper\ntwo", look=TextLook.NUMBERED),
    )
    result = printed(desk, made)
    text = squeezed(result)
    assert "(U)BLUF.Thebottomline." in text
    assert "(U)Second<b>paragraph</b>&more." in text
    assert "position" not in text
    assert "Equities" not in text
    assert "nobodymarked" not in text
    assert [one.title for one in result.outline] == ["Background"]
    assert {entry.record.label for entry in result.withheld.entries} == {"Equities", "nobody marked this sentence"}
    ours = desk.briefings.compose(replace(request_of(made), audience=frozenset({"JPN"})))
    assert "ourposition" in squeezed(ours)


def test_the_title_stands_on_every_page_or_nothing_is_made(desk):
    made = packet(desk, words("Words."), marking=HOME_ONLY)
    with pytest.raises(RefusedError, match="title of this packet may not be read by USA"):
        printed(desk, made)
    result = desk.briefings.compose(replace(request_of(made), audience=frozenset({"JPN"})))
    assert "MPCread-ahead" in squeezed(result)
    assert result.marking.audience == frozenset({"JPN"})
    info = PdfReader(BytesIO(result.pdf)).metadata
    assert info.title == "MPC read-ahead"
    assert "MPC" not in result.file_name


def test_a_title_without_a_marking_asks_for_one(desk):
    with pytest.raises(RefusedError, match="title of this packet has no marking"):
        printed(desk, packet(desk, words("Words."), marking=None))


def test_an_entry_is_about_its_own_records_and_days(desk):
    everybody = desk.contacts.people_by_ids(range(1, 500))
    one = next(iter(everybody.values()))
    ref = ItemRef("person", one.uid, one.name.latin())
    made = packet(desk, PacketItem("roster", about=About(records=(ref,))))
    text = squeezed(desk.briefings.compose(replace(request_of(made), audience=frozenset({"JPN"}))))
    assert one.name.family.upper() in text.upper()
    others = [other.name.family.upper() for other in everybody.values() if other.name.family != one.name.family]
    assert not [name for name in others if name in text.upper()]
    gone = packet(desk, PacketItem("roster", about=About(records=(ItemRef("person", "no-such", "Col Gone"),))))
    with pytest.raises(NotFoundError, match="Col Gone is not there any more"):
        printed(desk, gone)


@pytest.mark.parametrize(("kind", "section"), [
    ("person", "roster"), ("organization", "whos_who"), ("task", "task_sheet"), ("event", "event_cards"), ("meeting", "minutes"),
])  # fmt: skip
def test_a_record_in_the_trash_stops_the_packet_until_it_comes_out(desk, kind, section):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Plans"), marking=OPEN))
    records = {"organization": house, "task": desk.tasks.save(Task(title=Bilingual("Seats"), marking=OPEN))}
    for one, table in (("person", "people"), ("event", "events"), ("meeting", "meetings")):
        service = {"people": desk.contacts, "events": desk.calendars, "meetings": desk.meetings}[table]
        records[one] = next(iter(getattr(service, f"{table}_by_ids")(range(1, 500)).values()))
    record = records[kind]
    item = PacketItem(section, next(one.options for one in SECTIONS if one.name == section), key="i1")
    made = packet(desk, replace(item, about=About(records=(ItemRef(kind, record.uid, "Called so"),))))
    assert printed(desk, made).pages == 1
    deleting(desk, kind)([record.id])
    with pytest.raises(NotFoundError, match="Called so is not there any more"):
        printed(desk, made)
    assert desk.briefings.gone(made.items) == {"i1"}
    desk.history.restore(kind, [record.id])
    assert printed(desk, made).pages == 1
    assert desk.briefings.gone(made.items) == frozenset()


@pytest.mark.parametrize(
    ("section", "kind"), [("whos_who", "organization"), ("task_sheet", "task"), ("coordination", "task")]
)
def test_a_packet_about_what_is_gone_is_about_nothing_else_instead(desk, section, kind):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Plans"), marking=OPEN))
    task = desk.tasks.save(Task(title=Bilingual("Seats"), marking=OPEN))
    asked = PacketRequest(organization=house.id) if kind == "organization" else PacketRequest(tasks=(task.id,))
    item = PacketItem(section, next(one.options for one in SECTIONS if one.name == section))
    made = packet(desk, item, asked=asked)
    assert printed(desk, made).pages == 1
    for fate in (deleting(desk, kind), partial(desk.history.purge, kind)):
        fate([house.id if kind == "organization" else task.id])
        with pytest.raises(NotFoundError, match="not there any more"):
            printed(desk, made)


def test_a_packet_may_say_that_it_was_made_before(desk):
    asked = PacketRequest("daily-brief")
    before = desk.briefings.finish(desk.briefings.prepare(asked))
    as_of = desk.clock.now()
    desk.clock.forward(days=2)
    assert desk.briefings.finish(desk.briefings.prepare(asked)).pdf != before.pdf
    assert desk.briefings.finish(desk.briefings.prepare(asked, as_of=as_of)).pdf == before.pdf


def test_what_is_built_again_is_what_has_changed(desk):
    made = packet(desk)
    built = {}
    before = desk.briefings.prepare(request_of(made), built=built)
    sections = dict(built)
    changed = replace(made, items=(*made.items, replace(words("A late word."), key="late")))
    after = desk.briefings.prepare(request_of(changed), built=built)
    assert len(built) == len(sections) + 1
    assert all(built[key] is section for key, section in sections.items())
    assert after.document.sections[:-1] == before.document.sections
    alone = desk.briefings.prepare(request_of(changed))
    assert desk.briefings.finish(after).pdf == desk.briefings.finish(alone).pdf


def test_next_weeks_packet_is_made_from_this_weeks(desk):
    asked = replace(PacketRequest(), since=date(2026, 11, 23), until=date(2026, 11, 29))
    kept = desk.packets.save(packet(desk, asked=asked))
    following = desk.packets.next_of(kept)
    assert (following.asked.since, following.asked.until) == (date(2026, 11, 30), date(2026, 12, 6))
    assert following.id == 0
    assert following.items == kept.items
    again = desk.packets.save(following)
    assert {line.id for line in desk.packets.packets()} == {kept.id, again.id}


def test_what_goes_out_is_kept_with_its_digest_and_what_went_in(desk):
    kept = desk.packets.save(packet(desk))
    result = printed(desk, kept)
    final = desk.packets.let_out(kept.id, result, "1-3")
    assert final.sha256 == sha256(result.pdf).hexdigest()
    assert desk.packets.file_of(final) == result.pdf
    assert desk.packets.let_out(kept.id, result).id == desk.packets.finals(kept.id)[0].id
    found = desk.packets.finals(kept.id)[0]
    assert (found.number, found.audience, found.copies, found.pages) == (1, ("USA", "JPN"), "1-3", result.pages)
    assert found.included == result.included
    assert "meeting" in {one.record.kind for one in found.included}
    told = [(one.uid, one.portions, one.rule) for one in result.withheld.entries]
    assert [(one.uid, one.portions, one.rule) for one in found.withheld.entries] == told
    assert all(one.record.label for one in found.withheld.entries)
    assert [line.finals for line in desk.packets.packets()] == [1]
    desk.packets.delete([kept.id])
    assert desk.packets.packets() == []
    assert desk.history.undo() is not None
    assert [one.sha256 for one in desk.packets.finals(kept.id)] == [found.sha256]
    assert desk.check() == []


def test_a_withheld_record_that_is_erased_for_good_is_named_nowhere_in_what_went_out(desk, tmp_path):
    (task,) = desk.tasks.tasks(TaskFilter(words="本国への所要報告"), Sort(TaskSort.DUE)).ids
    ours = words("Our own position", title=Bilingual("Equities"), marking=HOME_ONLY)
    kept = desk.packets.save(packet(desk, *packet(desk).items, ours))
    desk.packets.let_out(kept.id, printed(desk, kept))

    def lost():
        (final,) = desk.packets.finals(kept.id)
        return {one.record.label for one in final.withheld.entries}

    assert {"本国への所要報告", "Equities"} <= lost()
    desk.tasks.delete([task])
    assert "本国への所要報告" in lost()
    desk.history.purge("task", [task])
    assert "本国への所要報告" not in lost()
    assert "Equities" in lost()
    desk.close()
    held = b"".join(path.read_bytes() for path in tmp_path.glob("weekly.desk*"))
    assert "本国への所要報告".encode() not in held
    assert b"Equities" in held


def test_a_draft_does_not_go_out(desk):
    kept = desk.packets.save(packet(desk))
    draft = desk.briefings.compose(replace(request_of(kept), draft=True))
    with pytest.raises(RefusedError, match="draft is not kept"):
        desk.packets.let_out(kept.id, draft)
    assert desk.packets.finals(kept.id) == []


def test_copies_go_out_together_or_not_at_all(desk):
    kept = desk.packets.save(packet(desk))
    made = [(number, desk.briefings.compose(replace(request_of(kept), copy=number))) for number in ("1", "2", "3")]
    with pytest.raises(DeskError, match="larger than"):
        desk.packets.let_out_all(kept.id, [*made, ("4", replace(made[0][1], pdf=bytes(LARGEST + 1)))])
    assert desk.packets.finals(kept.id) == []
    finals = desk.packets.let_out_all(kept.id, made)
    assert [(one.number, one.copies) for one in finals] == [(1, "1"), (2, "2"), (3, "3")]
    assert desk.history.undo() == "Let a packet go out"
    assert desk.packets.finals(kept.id) == []


def test_what_may_not_be_kept_is_refused_by_field(desk):
    secret = Marking("USA", Level.SECRET, frozenset({"USA", "JPN"}))
    with pytest.raises(RefusedError, match="nothing above UNCLASSIFIED"):
        desk.packets.save(packet(desk, words("x", marking=secret)))
    with pytest.raises((InvalidError, RefusedError)):
        desk.packets.save(packet(desk, words("(S//REL TO USA, JPN) a plan")))
    for said in ({"copy": "SECRET//NOFORN"}, {"block": ("Controlled by the J5", "SECRET//NOFORN")}):
        marked = packet(desk)
        with pytest.raises(InvalidError, match="nothing above UNCLASSIFIED"):
            desk.packets.save(replace(marked, asked=replace(marked.asked, **said)))
    with pytest.raises(InvalidError, match="title"):
        desk.packets.save(replace(packet(desk), title=Bilingual()))
    assert desk.packets.packets() == []


def test_no_page_is_made_of_what_may_not_be_kept(desk):
    for said in (words("(S) a plan"), words("x", marking=Marking("USA", Level.SECRET))):
        with pytest.raises((InvalidError, RefusedError), match="nothing above UNCLASSIFIED"):
            desk.briefings.compose(PacketRequest(items=(said,)))
    with pytest.raises(InvalidError, match="nothing above UNCLASSIFIED"):
        desk.briefings.compose(PacketRequest(title=Bilingual("(S) The plan"), items=(words("x", marking=BOTH),)))


def test_files_of_a_packet_are_kept_in_the_desk_and_go_along_into_a_copy(desk):
    kept = desk.packets.save(packet(desk, words("x", marking=BOTH)))
    data = b"%PDF-1.4 not really"
    entry = PacketItem("file", file=sha256(data).hexdigest(), file_name="../plan.pdf", marking=BOTH)
    with_file = replace(kept, items=(*kept.items, entry))
    kept = desk.packets.save(with_file, "Add to a packet", {entry.file: data})
    (file,) = desk.attachments.of(copy_ref(kept))
    assert (file.name, file.media_type) == ("plan.pdf", "application/pdf")
    assert desk.history.undo() == "Add to a packet"
    assert desk.attachments.of(copy_ref(kept)) == []
    desk.history.redo()
    kept = desk.packets.packet(kept.id)
    assert desk.attachments.of(copy_ref(kept)) == [file]
    copy = desk.packets.keep(desk.packets.next_of(kept))
    assert [one.sha256 for one in desk.attachments.of(copy_ref(copy))] == [file.sha256]
    lost = replace(entry, file="0" * 64)
    with pytest.raises(NotFoundError, match=r"plan\.pdf is not there any more"):
        printed(desk, replace(kept, items=(lost,)))


def copy_ref(copy: Packet):
    return RecordRef("packet", copy.id)
