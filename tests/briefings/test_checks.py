"""What to look at before a packet goes out: pure rules over an outline and the finished file."""

import pytest

from liaison_desk.briefings.checks import BLOCK, TITLE, LookedAt, Tone, look_over, ranges
from liaison_desk.briefings.records import (
    EntryTold,
    Packet,
    PacketItem,
    PacketLanguage,
    PacketRequest,
    PacketResult,
    WithheldReport,
)
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from tests.briefings.desks import HOME_ONLY, OPEN

ENGLISH = Language("en")


def words(key, text="Words", **more):
    return PacketItem(key=key, text=Bilingual(text), **({"marking": OPEN} | more))


def made(*told, pages=3):
    return PacketResult(b"%PDF", pages, "UNCLASSIFIED", OPEN, WithheldReport(frozenset()), "x.pdf", (), 9, told=told)


def looked(*items, packet=None, request=None, **more):
    at = LookedAt(request or PacketRequest(), items, lambda item: item.key, packet, **more)
    return [(str(one.tone), one.problem.field, one.say(ENGLISH)) for one in look_over(at)]


def asking(*items, **more):
    return [said for tone, _, said in looked(*items, **more) if tone != Tone.WELL]


def test_a_packet_of_which_all_is_well_says_so_in_green():
    told = made(EntryTold("a", 2, 1))
    assert looked(words("a"), result=told) == [
        ("grn", "", "All portions are marked, and the banner matches."),
        ("grn", "", "3 pages fit A4."),
        ("grn", "", "Every entry has something to say."),
    ]


def test_a_packet_without_entries_is_told_and_not_praised():
    found = looked(result=made(pages=1))
    assert found[0] == ("amb", "", "The packet has nothing in it yet.")
    assert not any("Every entry" in said for _, _, said in found)


def test_words_that_nobody_wrote_are_asked_for_once():
    assert asking(words("a", ""), result=made()) == ["“a” has not been written."]


def test_unmarked_words_and_an_unmarked_title_are_told():
    packet = Packet(title=Bilingual("T"))
    found = looked(words("a", marking=None), packet=packet, result=made())
    assert found[0] == ("red", TITLE, "The title of the packet has no marking.")
    assert ("amb", "a", "“a” has no marking and stays out.") in found
    assert ("grn", "", "The banner matches what went in.") in found
    assert not any("All portions" in said for _, _, said in found)


def test_an_entry_of_which_nothing_went_in_is_told_with_its_page():
    result = made(EntryTold("a", 1, 1), EntryTold("b", 0, 2))
    at = LookedAt(PacketRequest(), (words("a"), PacketItem("suspenses", key="b")), lambda item: item.key, result=result)
    (told,) = [one for one in look_over(at) if one.tone is Tone.LOOK]
    assert (told.problem.field, told.page, told.say(ENGLISH)) == ("b", 2, "“b” has nothing to show.")


def test_words_that_the_audience_may_not_read_are_told_apart_from_empty_ones():
    assert asking(words("a", marking=HOME_ONLY), result=made()) == ["Nothing of “a” may be read by the audience."]


@pytest.mark.parametrize(
    ("language", "text", "lacks"),
    [
        (PacketLanguage.HOST, Bilingual("", "語"), True),
        (PacketLanguage.HOME, Bilingual("word"), True),
        (PacketLanguage.BOTH, Bilingual("word", "語"), False),
        (PacketLanguage.BOTH, Bilingual("word"), True),
        (PacketLanguage.BOTH, Bilingual("word", "語", home_state=Wording.STALE), True),
        (PacketLanguage.HOST, Bilingual("word", "語", home_state=Wording.STALE), False),
    ],
)
def test_what_is_not_translated_for_the_packets_language_is_told(language, text, lacks):
    item = PacketItem(key="a", text=text, marking=OPEN)
    said = asking(item, request=PacketRequest(language=language), result=made(EntryTold("a", 1, 1)))
    assert ("“a” is not translated." in said) is lacks


def test_what_stops_the_packet_stands_first():
    found = looked(words("a", ""), PacketItem("roster", key="b"), gone={"b"})
    assert found[0] == ("red", "b", "“b” is about something that is not there any more.")
    assert not any(tone == "grn" for tone, _, _ in found), "nothing was made"


def test_blank_lines_of_the_designation_block_and_odd_pages_are_told():
    found = looked(
        words("a"), request=PacketRequest(block=("J6",)), block=("Controlled by", "POC"), odd_pages=(2, 3, 7),
        result=made(EntryTold("a", 1, 1)),
    )  # fmt: skip
    assert ("amb", BLOCK, "“POC” of the designation block is blank.") in found
    assert ("amb", "", "Of another size than A4: pages 2–3, 7.") in found
    assert not any("fit" in said for _, _, said in found)


def test_a_spoilt_template_says_what_is_wrong_with_it():
    error = DeskError("The template {name} cannot be read: {why}.", name="mine", why="line 3")
    assert asking(words("a"), spoilt=[error], result=made(EntryTold("a", 1, 1))) == [
        "The template mine cannot be read: line 3."
    ]


def test_numbers_are_said_as_people_write_them():
    assert ranges([1, 2, 3, 5, 8, 9]) == "1–3, 5, 8–9"
