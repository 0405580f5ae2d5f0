"""Two officers at one packet of a shared desk: what each of them changes stands, and where both changed the same it is told."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.briefings.records import Paper
from liaison_desk.briefings.ui.overtaking import overtaken
from liaison_desk.domain.bilingual import Bilingual
from tests.briefings.builders import ALT, kept, keys, pick, press_key, settled
from tests.briefings.desks import OPEN

TOLD = "Somebody else has changed the same at the same time; yours stands: {}."


@pytest.fixture
def packet(page, ui, desk, qtbot):
    """A packet with words of its own at the end, on show at both seats."""
    pick(page.adding.menu(), "Text", "Paragraphs")
    settled(page, ui, qtbot)
    return kept(desk)


def meanwhile(page, ui, desk, qtbot, theirs, mine):
    """Let another seat change the packet before it is known here, and this one then."""
    with desk_unheard(page):
        desk.packets.save(theirs)
        mine()
        settled(page, ui, qtbot)
    return desk.packets.packet(theirs.id)


class desk_unheard:  # noqa: N801 - used as a word
    """The page does not hear of changes, as from a seat whose notice is on its way."""

    def __init__(self, page):
        self._page = page

    def __enter__(self):
        self._kinds = self._page.kinds
        self._page.kinds = frozenset()

    def __exit__(self, *_):
        self._page.kinds = self._kinds


def set_draft(page):
    QTest.mouseClick(page.inspector.form.field("draft").input.button(True), Qt.MouseButton.LeftButton)


def test_what_two_seats_set_in_different_fields_both_stands(page, ui, said, desk, packet, qtbot):
    theirs = replace(packet, asked=replace(packet.asked, audience=frozenset({"JPN"}), paper=Paper.LETTER))
    found = meanwhile(page, ui, desk, qtbot, theirs, lambda: set_draft(page)).asked
    assert (found.audience, found.paper, found.draft) == ({"JPN"}, Paper.LETTER, True)
    assert page.inspector.form.field("audience").value() == ("JPN",)
    assert not any("Somebody" in note for note in said.notes)


def test_of_a_field_that_both_set_ours_stands_and_that_is_told(page, ui, said, desk, packet, qtbot):
    theirs = replace(packet, asked=replace(packet.asked, copy="9"), title=Bilingual("Theirs"))

    def mine():
        QTest.keyClicks(page.inspector.form.field("copies").number, "7")
        page.composer.rename("Ours")

    found = meanwhile(page, ui, desk, qtbot, theirs, mine)
    assert (found.asked.copy, found.title.host) == ("7", "Ours")
    assert said.notes[-1] == TOLD.format("Packet title, Copy number")


def test_an_order_that_both_changed_is_told_only_where_theirs_is_lost(page, ui, said, desk, packet, qtbot):
    first, second, third, *rest = packet.items
    page.outline.list.choose(third.key)
    theirs = replace(packet, items=(second, first, third, *rest))
    found = meanwhile(page, ui, desk, qtbot, theirs, lambda: press_key(page, Qt.Key.Key_Down, ALT))
    assert [one.key for one in found.items[:4]] == [second.key, first.key, rest[0].key, third.key]
    assert not any("Somebody" in note for note in said.notes)


def test_a_heading_that_both_changed_and_an_entry_one_of_them_took_out_are_told(page, ui, said, desk, packet, qtbot):
    *rest, last = packet.items
    page.edit_entry(last.key)

    def mine():
        page.editing._on_edited("title", Bilingual("Ours"), True)

    found = meanwhile(
        page, ui, desk, qtbot, replace(packet, items=(*rest, replace(last, title=Bilingual("Theirs")))), mine
    )
    assert found.items[-1].title.host == "Ours"
    assert said.notes[-1] == TOLD.format("Entry")
    written = replace(found, items=(*found.items[:-1], replace(found.items[-1], text=Bilingual("Words of theirs"))))
    found = meanwhile(page, ui, desk, qtbot, written, lambda: page.deeds.remove(keys(page)[-1], "Ours"))
    assert found.items[-1].key != last.key
    assert TOLD.format("Entry") in said.notes[-2:]


def test_what_both_set_alike_is_not_told():
    from liaison_desk.briefings.records import Packet, PacketItem

    before = Packet(title=Bilingual("One"), marking=OPEN, items=(PacketItem(key="a"), PacketItem(key="b")))
    same = replace(before, title=Bilingual("Two"), items=before.items[::-1])
    assert overtaken(before, same, same, same) == frozenset()
    assert overtaken(before, same, before, same) == frozenset()
    assert overtaken(before, same, before, before) == {"title", "order of entries"}
