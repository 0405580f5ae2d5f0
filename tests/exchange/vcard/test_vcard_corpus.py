"""The real files of other programs, where they are at hand: all are read in bounded time, and read again what was written."""

import re
from pathlib import Path

import pytest

from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.vcard import read_vcards, write_vcards
from liaison_desk.foundation.core.errors import UnreadableError
from tests.cost import processor_seconds

SETTINGS = ReadSettings()
_REACH = re.compile(r"^(?:[\w-]+\.)?(TEL|EMAIL)(;[^:\n\"]*)?:(?:tel:|mailto:)?(.+)$", re.MULTILINE | re.IGNORECASE)
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "vcf"
FILES = sorted(CORPUS.iterdir()) if CORPUS.is_dir() else []
pytestmark = pytest.mark.skipif(
    not FILES, reason="the collection of other programs' address books is not on this machine"
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[-60:])
def test_file_is_read_and_written_without_loss(path):
    data = path.read_bytes()
    with processor_seconds(2):
        try:
            people = read_vcards(data, SETTINGS).records
        except UnreadableError:
            people = ()
    for version in ("3.0", "4.0"):
        data = write_vcards(people, {}, version, settings=SETTINGS)
        if not people:
            continue
        once = read_vcards(data, SETTINGS).records
        # The lines kept of another program may settle once; what the record says must stand at once.
        assert [(p.name, p.rank, p.posts, p.phones, p.emails, p.addresses, p.notes, p.tags, p.uid) for p in once] == [
            (p.name, p.rank, p.posts, p.phones, p.emails, p.addresses, p.notes, p.tags, p.uid) for p in people
        ]
        assert read_vcards(write_vcards(once, {}, version, settings=SETTINGS), SETTINGS).records == once


def test_nearly_every_card_is_found_and_named():
    begun = read = people = named = 0
    for path in FILES:
        data = path.read_bytes()
        try:
            result = read_vcards(data, SETTINGS)
        except UnreadableError:
            continue
        begun += len(result.entries) + len(result.groups) + result.skipped
        read += len(result.entries) + len(result.groups)
        people += len(result.records)
        named += sum(
            bool(p.name.family or p.name.given or p.name.native_family or p.name.native_given) for p in result.records
        )
    assert read >= begun * 0.99
    assert named == people


def test_every_number_and_address_that_a_person_would_see_is_read():
    """Looked for by plain text, without our parser: lines that are neither folded nor encoded."""
    looked_for, lost = 0, []
    for path in FILES:
        data = path.read_bytes()
        try:
            result = read_vcards(data, SETTINGS)
        except UnreadableError:
            continue
        text = data.decode("latin-1").replace("\r\n", "\n")
        told = "\n".join(
            [_plain(phone.number) for person in result.records for phone in person.phones]
            + [_plain(email.address) for person in result.records for email in person.emails]
            + [_plain(line) for person in result.records for line in person.extra]
        )
        for _, head, value in _REACH.findall(text):
            if "ENCODING" in head.upper() or "PRINTABLE" in head.upper() or not value.isascii() or not value.strip():
                continue
            looked_for += 1
            if _plain(value) not in told:
                lost.append((path.name, value))
    assert lost == []
    assert looked_for > 500


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9@+*#]", "", text.lower())
