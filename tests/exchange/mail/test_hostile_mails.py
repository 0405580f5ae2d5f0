"""What is no mail is refused; any bytes, hostile and gathered mails are read within bounds."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.exchange.mail.reader import read_mail
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from tests.cost import processor_seconds
from tests.exchange.mail.mails import DESK, HEAD, read

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "eml"


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"\xff\xd8\xff\xe0 picture", b"\x00" * 100, b"\n\n\n", b"just: words\n\n"]
)
def test_what_is_no_mail_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="no mail"):
        read(data)


@pytest.mark.parametrize(
    "data",
    [
        "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000)),
        "Content-Type: message/rfc822\n\n" * 5000,
        "From: " + "(" * 100_000,
        "Subject: " + "=?a?q?" * 100_000,
        "From: a@example.org\nTo: " + '"\\' * 100_000 + "," * 1000,
        "From: a@example.org\nContent-Type: " + "x" * 300_000,
        "From: a@example.org\nContent-Type: text/html\n\n" + "<a " * 300_000,
        "From: a@example.org\nContent-Type: text/html\n\n" + "<!--" * 300_000 + '<a href="' * 10_000,
        "From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\n" * 100_000,
        "From: a@example.org\nContent-Transfer-Encoding: base64\n\n" + "=a" * 1_000_000,
        "From: a@example.org\n\n" + "begin 644 x\n" + "M\n" * 200_000 + "\nend",
        "Date: " + "1 " * 100_000 + "\nFrom: a@example.org\n\n",
    ],
    ids=[
        "nesting",
        "enclosing",
        "comments",
        "words",
        "quotes",
        "type",
        "tags",
        "comment tags",
        "parts",
        "base64",
        "uuencode",
        "date",
    ],
)
def test_hostile_mails_are_read_in_bounded_time(data: str) -> None:
    with processor_seconds(10):
        found = read(data)
    assert len(found.entries) == 1


@pytest.mark.parametrize("piece", ["=?utf-8?q?a", "=?a?b?a(", '"\\', "> ", "@ ", '"', ",", "<@", "(", "a@"])
def test_address_fields_full_of_beginnings_are_read_once_and_not_from_each_of_them(piece: str) -> None:
    field = "To: " + piece * (60_000 // len(piece)) + "\n"
    with processor_seconds(5):
        found = read("From: a@example.org\n" + field * 6)
    assert len(found.entries) == 1


def test_a_word_that_is_not_ended_leaves_the_next_one_readable() -> None:
    found = read('From: =?utf-8?q?Ha =?utf-8?q?Sato?= <sato@example.jp>\nTo: \\"Li\\" <li@example.org>\n\n')
    people = [(person.name, person.address) for _, person in found.mails[0].people]
    assert people == [("=?utf-8?q?Ha Sato", "sato@example.jp"), ('\\"Li\\"', "li@example.org")]


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_below_a_heading_are_read(data: bytes) -> None:
    found = read(HEAD.encode() + data)
    assert found.entries
    assert "\x00" not in found.mails[0].content.text


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = read(data)
    except DeskError:
        return
    assert found.entries


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the gathered mails are not at {CORPUS}")
def test_every_gathered_mail_is_read_in_time_and_japanese_without_damage() -> None:
    files = sorted(CORPUS.iterdir())
    refused, damaged = [], []
    for path in files:
        data = path.read_bytes()
        try:
            with processor_seconds(2):
                found = read_mail(data, DESK)
        except UnreadableError:
            refused.append(path.name)
            continue
        told = "".join(mail.subject + mail.content.text for mail in found.mails)
        if "〓" in told or "\x1b" in told or "=?iso-2022-jp?" in told.lower():
            damaged.append(path.name)
    assert len(refused) <= 1
    assert len(damaged) <= 4, damaged
