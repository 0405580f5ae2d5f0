"""Damaged and hostile Outlook files: one sentence each, whatever they say of themselves, and never more work than the file is long."""

from struct import pack_into

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.exchange.mail.reader import read_mail
from liaison_desk.exchange.mail.rtf import MAX_RTF, text_of_rtf, unpacked
from liaison_desk.foundation.core.errors import UnreadableError
from tests.cost import calls
from tests.exchange.mail.mails import DESK, read
from tests.exchange.mail.outlook import SECTOR, Item, attachment, compound, mail, msg

WHOLE = msg(mail("Sync", "text", to=[("a", "a@example.org", 1)], attachments=[attachment("a.pdf", b"x" * 6000)]))
DAMAGED = "The Outlook message is damaged or cut off and cannot be read."


def changed(*words: tuple[int, int]) -> bytes:
    data = bytearray(WHOLE)
    for at, word in words:
        pack_into("<I", data, at, word)
    return bytes(data)


def places(data: bytes) -> tuple[int, int]:
    """Return where the table of sectors and the directory begin."""
    return (int.from_bytes(data[76:80], "little") + 1) * SECTOR, (int.from_bytes(data[48:52], "little") + 1) * SECTOR


FAT, DIRECTORY = places(WHOLE)
FIRST_OF_DIRECTORY = DIRECTORY // SECTOR - 1


@pytest.mark.parametrize(
    "data",
    [
        WHOLE[:100],
        WHOLE[:700],
        WHOLE[: len(WHOLE) // 2],
        changed((FAT + 4 * FIRST_OF_DIRECTORY, FIRST_OF_DIRECTORY)),  # the directory's chain is a ring
        changed((DIRECTORY + 120, 2_000_000_000)),  # the small streams say they are 2 GB
        changed((DIRECTORY + 76, 0)),  # the root hangs below itself
        changed((48, 0xFFFFFF00)),
        changed((60, 0xFFFFFF00)),
        changed((26, 0xFFFF0009)),
        changed((44, 0), (48, 0)),
        compound({}).replace(b"R\0o\0o\0t", b"r\0o\0o\0t")[:512],
    ],
)
def test_what_does_not_hold_together_is_said_in_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableError) as told:
        read(data)
    assert str(told.value) == DAMAGED


def test_what_is_no_outlook_message_is_said() -> None:
    with pytest.raises(UnreadableError) as told:
        read(compound({"WordDocument": b"x" * 5000}))
    assert str(told.value) == "This file is of Office, but no Outlook message."


def test_a_table_of_sectors_that_says_it_is_endless_is_read_as_far_as_the_file_goes() -> None:
    data = changed((44, 0xFFFFFFFF), (68, 0), (72, 0xFFFFFFFF))
    assert read(data).mails[0].subject == "Sync"


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_no_byte_brings_it_down(edits) -> None:
    data = bytearray(WHOLE)
    for at, byte in edits:
        data[at] = byte
    try:
        found = read_mail(bytes(data), DESK)
    except UnreadableError:
        return
    assert len(found.mails) == 1


@given(st.binary(max_size=3000))
def test_no_rich_text_brings_it_down(data: bytes) -> None:
    text_of_rtf(b"{\\rtf1\\fromhtml1 " + data)
    assert len(unpacked(b"\0\0\0\0\xff\xff\xff\x7fLZFu\0\0\0\0" + data)) <= MAX_RTF


def test_rich_text_that_says_it_is_two_gigabytes_is_read_to_its_limit() -> None:
    again = b"\xff" + b"\x01\x0e" * 8  # eight times sixteen letters of what is known beforehand
    assert len(unpacked(b"\0\0\0\0\xff\xff\xff\x7fLZFu\0\0\0\0" + again * 20_000)) == MAX_RTF


def test_a_thousand_names_for_one_stream_cost_no_more_than_the_file() -> None:
    item = mail("x", "y", attachments=[Item({0x3707: f"{n}.bin"}, {0x3701: b"z" * 5000}) for n in range(40)])
    data = bytearray(msg(item))
    _, directory = places(data)
    big = len(data) - 2000
    for at in range(directory, len(data) - 128, 128):
        if data[at : at + 40].decode("utf-16-le", "replace") == "__substg1.0_37010102":
            pack_into("<IQ", data, at + 116, 0, big)
    with pytest.raises(UnreadableError):
        read(bytes(data))


def test_more_files_than_a_mail_may_have_are_left_out_and_told() -> None:
    found = read(msg(mail("x", "y", attachments=[Item({0x3707: f"{n}"}, {0x3701: b"z"}) for n in range(501)])))
    assert len(found.mails[0].content.files) == 500
    assert [one.text for one in found.problems] == [
        "The mail is too large or too deeply nested to be read whole; its beginning was kept."
    ]


def test_work_grows_with_the_file_and_no_faster() -> None:
    def cost(count: int) -> int:
        data = msg(mail("x", "y", to=[(f"n{n}", f"{n}@example.org", 1) for n in range(count)]))
        return calls(lambda: read(data))

    assert cost(200) < 2.6 * cost(100)
