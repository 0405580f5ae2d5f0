"""Files that are broken, endless or no address book: what can be read is, the rest is listed, nothing is half a record."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.exchange.vcard import photo_apart, read_vcards
from liaison_desk.foundation.core.errors import UnreadableError
from tests.exchange.vcard.reading import SETTINGS, card, one, read


def test_empty_card_is_left_out_and_listed():
    result = read(card() + card("FN:Aki Mori"))
    assert (len(result.records), result.skipped, str(result.problems[0])) == (
        1,
        1,
        "This card says nothing and was left out.",
    )


def test_card_without_a_name_is_called_by_its_address():
    result = read(card("EMAIL:duty@example.mil"))
    assert result.records[0].name.family == "duty@example.mil"
    assert str(result.problems[0]) == "This card has no name; it is listed as “duty@example.mil”."


def test_cards_that_share_a_uid_are_all_read():
    assert len(read(card("UID:1", "FN:Aki Mori") + card("UID:1", "FN:Aki Mori")).records) == 2


def test_entries_know_their_lines():
    assert [entry.line for entry in read(card("FN:Aki Mori") + card("FN:Ren Ito")).entries] == [1, 5]


@pytest.mark.parametrize(
    "data", [b"", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", b"\x00\x01\xff" * 50, b"name,phone\nIto,1\n"]
)
def test_file_without_a_card_is_refused_in_one_line(data):
    with pytest.raises(UnreadableError, match=r"^This file holds no address book card \(vCard\)\.$"):
        read(data)


def test_deep_nesting_and_endless_cards_are_bounded():
    deep = b"BEGIN:VCARD\nN:A;B\n" * 2_000
    assert len(read(deep).records) == 2_000
    endless = card(*(f"X-LINE:{n}" for n in range(6_000)), "FN:Aki Mori")
    result = read(endless)
    assert len(result.records[0].extra) < 6_000
    assert any("too long" in str(problem) for problem in result.problems)


def test_rubbish_lines_never_displace_what_stands_after_them():
    rubbish = [f"{n} of something that no program folded" for n in range(5_000)]
    result = read(card("FN:Aki Mori", "ORG:J5", *rubbish, "TEL:719 555 0101", "EMAIL:aki@example.org"))
    person = result.records[0]
    assert (person.phones[0].number, person.emails[0].address) == ("719 555 0101", "aki@example.org")
    assert [str(problem) for problem in result.problems] == [
        "1000 lines from here on are no properties of a card: 0 of something that no program folded",
        "This card is too long; 4000 of its lines were left out.",
    ]
    assert result.problems[0].line == 5


def test_endless_line_is_read_in_bounded_memory():
    data = card("FN:Aki Mori", "NOTE:" + "x" * 8_000_000, "TEL:719 555 0101")
    tracemalloc.start()
    person = read(data).records[0]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert person.phones[0].number == "719 555 0101"
    assert peak < 12 * len(data)


@pytest.mark.parametrize("value", ["@@@@", "QUJ", "QUJD=QUJD", "あいう", "=" * 50])
def test_broken_base64_costs_the_picture_and_nothing_else(value):
    person = one("FN:Aki Mori", f"PHOTO;ENCODING=b;TYPE=JPEG:{value}", "TEL:719 555 0101")
    assert person.phones[0].number == "719 555 0101"
    assert photo_apart(person)[1] == b""  # a picture that cannot be read; the import says so


def test_twenty_thousand_cards_are_each_read():
    data = b"".join(card(f"FN:Person {n}", f"TEL:719 555 {n:05}", f"UID:{n}") for n in range(20_000))
    assert [person.phones[0].number[-5:] for person in read(data).records] == [f"{n:05}" for n in range(20_000)]


@given(st.lists(st.sampled_from([b"BEGIN:VCARD", b"END:VCARD", b"N:Mori;Aki", b"AGENT:", b"TEL;", b"=0D", b" ", b"x"])))
def test_any_order_of_lines_is_read_or_refused(lines):
    try:
        result = read_vcards(b"\n".join(lines), SETTINGS)
    except UnreadableError:
        return
    assert all(person.name.family or person.name.native_family or person.name.given for person in result.records)
