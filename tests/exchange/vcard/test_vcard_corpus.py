"""The real files of other programs, where they are at hand: all are read in bounded time, and read again what was written."""

import time
from pathlib import Path

import pytest

from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.vcard import read_vcards, write_vcards
from liaison_desk.foundation.core.errors import UnreadableError

SETTINGS = ReadSettings()
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "vcf"
FILES = sorted(CORPUS.iterdir()) if CORPUS.is_dir() else []
pytestmark = pytest.mark.skipif(
    not FILES, reason="the collection of other programs' address books is not on this machine"
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[-60:])
def test_file_is_read_and_written_without_loss(path):
    began = time.perf_counter()
    try:
        people = read_vcards(path.read_bytes(), SETTINGS).records
    except UnreadableError:
        people = ()
    assert time.perf_counter() - began < 2
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
    begun = read = named = 0
    for path in FILES:
        data = path.read_bytes()
        try:
            result = read_vcards(data, SETTINGS)
        except UnreadableError:
            continue
        begun += len(result.entries) + result.skipped
        read += len(result.entries)
        named += sum(
            bool(p.name.family or p.name.given or p.name.native_family or p.name.native_given) for p in result.records
        )
    assert read >= begun * 0.99
    assert named == read
