"""Certificate files as officers have them: those that can sign, and a clear sentence for every other."""

import re
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.briefings.sealing import read_certificate
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.core.language import Language
from tests.briefings.certificates import OFFICER, PASSPHRASE, p12

AT = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)


@pytest.mark.parametrize("usage", [("content_commitment",), ("digital_signature", "content_commitment"), None])
def test_certificates_for_signing_are_taken(usage):
    assert read_certificate(p12(usage=usage), PASSPHRASE, AT, "officer.p12").name == OFFICER


def test_a_file_without_a_passphrase_is_taken():
    assert read_certificate(p12(passphrase=""), "", AT, "officer.p12").name == OFFICER


@pytest.mark.parametrize(
    ("file", "passphrase", "kind", "why"),
    [
        (p12, "guess", UnreadableError, "passphrase does not open"),
        (p12, "", UnreadableError, "passphrase does not open"),
        (p12, "\udcff", UnreadableError, "passphrase does not open"),
        (lambda: p12()[:-9], PASSPHRASE, UnreadableError, "damaged"),
        (lambda: b"", PASSPHRASE, UnreadableError, "damaged"),
        (lambda: b"%PDF-1.4", PASSPHRASE, UnreadableError, "damaged"),
        (lambda: p12(parts="no key"), PASSPHRASE, DeskError, "no private key"),
        (lambda: p12(kind="ed25519"), PASSPHRASE, DeskError, "kind of key"),
        (lambda: p12(usage=("key_agreement",)), PASSPHRASE, DeskError, "not meant for signing"),
        (lambda: p12(last=AT - timedelta(days=1)), PASSPHRASE, DeskError, "expired.*2026-01-01 00:00Z to 2026-11-23 16:41Z"),
        (lambda: p12(first=AT + timedelta(minutes=1)), PASSPHRASE, DeskError, "not valid yet.*2026-11-24 16:42Z to 2027-01-01"),
    ],
    ids=range(11),
)  # fmt: skip
def test_a_certificate_that_cannot_sign_is_refused_in_both_languages(file, passphrase, kind, why):
    with pytest.raises(kind, match=why) as refused:
        read_certificate(file(), passphrase, AT, "officer.p12")
    japanese = Language("ja").error(refused.value)
    assert re.search("[ぁ-ん]", japanese)
    assert "officer.p12" in japanese or OFFICER in japanese


def read(content):
    """Return the certificate that a file holds, or the sentence by which it is refused."""
    try:
        return read_certificate(content, PASSPHRASE, AT, "officer.p12").own
    except UnreadableError as error:
        return str(error)


@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_certificate_file_is_one_clear_sentence(data):
    damaged = bytearray(p12())
    for place in data.draw(st.lists(st.integers(0, len(damaged) - 1), min_size=1, max_size=3)):
        damaged[place] ^= data.draw(st.integers(1, 255))
    # A few bytes, such as the number of its format, are read by nobody.
    found = read(bytes(damaged[: data.draw(st.integers(1, len(damaged)))]))
    assert found == read(p12()) or "officer.p12" in found


def test_without_the_optional_part_it_is_said_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    with pytest.raises(DeskError, match=r"pip install “liaison-desk\[sign\]”") as refused:
        read_certificate(p12(), PASSPHRASE, AT, "officer.p12")
    assert "liaison-desk[sign]" in Language("ja").error(refused.value)
