"""Packets that open with a password and bear the officer's signature: read by other programs, verified, altered, refused."""

import re
import shutil
import socket
import subprocess
import sys
import zlib
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pypdf import PdfReader
from pypdf.generic import IndirectObject, StreamObject
from PySide6.QtCore import QBuffer
from PySide6.QtPdf import QPdfDocument

from liaison_desk.briefings.document import Contents, KeyValues, Paragraph, Photo
from liaison_desk.briefings.records import PacketRequest
from liaison_desk.briefings.release import release
from liaison_desk.briefings.render import render_pdf
from liaison_desk.briefings.render.file import File
from liaison_desk.briefings.sealing import Seal, read_certificate, seal
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from tests.briefings.certificates import FIRST, LAST, OFFICER, PASSPHRASE, p12, verified
from tests.briefings.desks import NOW, weekly_desk
from tests.briefings.documents import RULES, USA_JPN, document, furniture, line, said

AT = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)
PASSWORD = "富嶽三十六景 '26"
WORDS = "The annex about mercury is agreed. 附属書の水銀に関する記述は合意済み。"
QUIET = settings(max_examples=60)


@pytest.fixture(scope="module")
def packet():
    """A finished packet of some pages with contents, links, bookmarks and a picture that words stand for."""
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG")
    photo = KeyValues((), Photo(picture.getvalue(), said("Mercury chart")))
    many = (Paragraph(line(said(f"{number}. {WORDS}"))) for number in range(60))
    made = document(Contents(), photo, *many, furniture=furniture(title=("Mercury packet",)))
    return render_pdf(release(made, USA_JPN, RULES)[0]).pdf


@pytest.fixture(scope="module")
def certificate():
    return read_certificate(p12(), PASSPHRASE, AT, "officer.p12")


@pytest.fixture(scope="module")
def protected(packet):
    return seal(packet, Seal(PASSWORD), AT)


@pytest.fixture(scope="module")
def signed(packet, certificate):
    return seal(packet, Seal(certificate=certificate), AT)


@pytest.fixture(scope="module")
def both(packet, certificate):
    return seal(packet, Seal(PASSWORD, certificate), AT)


def contents(pdf):
    """Return everything a file holds: number → object as it is written, and the numbers of its root and its metadata."""
    reader = PdfReader(BytesIO(pdf))
    found = {}
    for number in range(1, reader.trailer["/Size"]):
        one, written = reader.get_object(number), BytesIO()
        table = isinstance(one, StreamObject) and one.get("/Type") == "/XRef"
        if one is not None and not table:  # a number nobody has, or where everything stands now
            one.write_to_stream(written)
            found[number] = written.getvalue()
    return found, reader.trailer.raw_get("/Root").idnum, reader.trailer.raw_get("/Info").idnum


def led_to(pdf, password=None):
    """Return every object that a file leads to, in the order in which they are met: what it says, whatever its number."""
    reader = PdfReader(BytesIO(pdf), password=password)
    met = {}

    def told(value):
        if isinstance(value, IndirectObject):
            return f"object {met.setdefault(value.idnum, len(met))}"
        if isinstance(value, dict):  # how a stream is packed may differ, but not what is in it
            kept = sorted(value.keys() - {"/Length", "/Filter"})
            inner = value.get_data() if isinstance(value, StreamObject) else b""
            return [(key, told(dict.__getitem__(value, key))) for key in kept], inner
        return [told(one) for one in list.__iter__(value)] if isinstance(value, list) else repr(value)

    found = [told(dict.__getitem__(reader.trailer, name)) for name in ("/Root", "/Info")]
    seen = 0
    while seen < len(met):
        found.append(told(reader.get_object(list(met)[seen])))
        seen += 1
    return found


def opened(pdf, password):
    """Return what Qt says of a file, and the text of its first page."""
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(pdf)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.setPassword(password)
    document.load(buffer)
    answer = document.error(), document.getAllText(0).text() if document.pageCount() else ""
    document.close()
    return answer


def run(program, *words, **more):
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    return subprocess.run([program, *map(str, words)], capture_output=True, check=False, **more)


# Passwords


def test_nothing_but_the_lock_is_new_in_a_protected_packet(packet, protected):
    assert led_to(protected, PASSWORD) == led_to(packet)


def test_a_protected_packet_tells_nothing_without_its_password(packet, protected):
    plain = PdfReader(BytesIO(packet))
    words = {word for page in plain.pages for word in page.extract_text().split() if len(word) >= 6}
    words |= {*plain.metadata.values()} - {"/False", ""}
    words |= {"Mercury chart", "Mercury packet"}
    assert len(words) > 10
    forms = {word.encode(coding) for word in words for coding in ("utf-8", "utf-16-be")}
    assert [form for form in forms if form in protected] == []
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", protected, re.DOTALL)
    assert len(streams) > 5
    for stream in streams[:-1]:  # the last says where everything stands
        with pytest.raises(zlib.error):
            zlib.decompress(stream)


def test_it_is_encrypted_as_pdf_2_has_it_and_whoever_opens_it_may_do_all(protected):
    reader = PdfReader(BytesIO(protected))
    lock = reader.trailer["/Encrypt"]
    assert protected.startswith(b"%PDF-2.0")
    assert (lock["/V"], lock["/R"], lock["/Length"], lock["/CF"]["/StdCF"]["/CFM"]) == (5, 6, 256, "/AESV3")
    assert "/EncryptMetadata" not in lock  # it is encrypted unless that says no
    reader.decrypt(PASSWORD)
    assert reader.user_access_permissions.all() == reader.user_access_permissions


@pytest.mark.parametrize("name", ["protected", "both"])
def test_other_programs_open_it_with_the_password_alone(request, tmp_path, name):
    file = tmp_path / "packet.pdf"
    file.write_bytes(request.getfixturevalue(name))
    assert run("qpdf", "--check", f"--password={PASSWORD}", file).returncode == 0
    assert run("qpdf", "--check", file).returncode == 2
    assert "水銀" in run("pdftotext", "-upw", PASSWORD, file, "-").stdout.decode()
    assert run("pdftotext", file, "-").returncode == 1
    assert run("pdftotext", "-upw", "guess", file, "-").returncode == 1


def test_qt_opens_it_with_the_password_alone(both):
    assert opened(both, "") == (QPdfDocument.Error.IncorrectPassword, "")
    assert opened(both, "guess") == (QPdfDocument.Error.IncorrectPassword, "")
    error, text = opened(both, PASSWORD)
    assert error is QPdfDocument.Error.None_
    assert "水銀" in text


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("ｎｉｐｐｏｎ　２６", "nippon 26"), ("ｶｷﾞ", "カギ"), ("か\u3099き", "がき"), ("Ａ" * 60, "A" * 60)],
    ids=["wide", "narrow", "parted", "long"],
)
def test_a_password_opens_it_in_whatever_form_it_is_typed(packet, typed, plain):
    made = seal(packet, Seal(typed), AT)
    assert opened(made, plain)[0] is QPdfDocument.Error.None_
    # Qt hands on what is typed as it is; what is longer than PDF allows it cannot open.
    fits = len(typed.encode()) <= 127
    assert (opened(made, typed)[0] is QPdfDocument.Error.None_) == fits
    assert PdfReader(BytesIO(made), password=typed).pages


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "empty"), (" 　", "empty"), ("\u00ad", "empty"), ("a" * 128, "too long"), ("漢" * 43, "too long"),
        ("key 🔑", "emoji"), ("a\x00b", "emoji"), ("\ud800", "emoji"), ("אabc", "emoji"), ("א1", "emoji"),
    ],
    ids=range(10),
)  # fmt: skip
def test_a_password_that_pdf_cannot_have_is_refused(password, why):
    with pytest.raises(DeskError, match=why) as refused:
        Seal(password)
    assert re.search("[ぁ-ん]", Language("ja").error(refused.value))


@pytest.mark.parametrize(
    "password", ["a" * 127, "漢" * 42, "א", "a'\"\\ $(b)"], ids=["letters", "kanji", "leftward", "signs"]
)
def test_any_other_password_opens_the_packet_again(packet, password):
    assert PdfReader(BytesIO(seal(packet, Seal(password), AT)), password=password).pages


def test_the_password_is_never_shown():
    assert PASSWORD not in repr(Seal(PASSWORD))


def test_a_packet_of_many_pages_that_lead_to_each_other_is_protected():
    count = 1500
    file = File()
    tree, first = file.take(), file.take(count)
    for number in range(count):
        link = f"<</Subtype/Link/Rect[0 0 9 9]/Dest[{first + (number + 1) % count} 0 R/Fit]>>"
        file.put(first + number, f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 9 9]/Annots[{link}]>>")
    kids = " ".join(f"{first + number} 0 R" for number in range(count))
    file.put(tree, f"<</Type/Pages/Count {count}/Kids[{kids}]>>")
    made = file.finished(file.add(f"<</Type/Catalog/Pages {tree} 0 R>>"), file.add("<</Title(Many)>>"))
    reader = PdfReader(BytesIO(seal(made, Seal(PASSWORD), AT)), password=PASSWORD)
    assert len(reader.pages) == count
    assert reader.pages[0]["/Annots"][0]["/Dest"][0].get_object() == reader.pages[1]


# Signatures


@pytest.mark.parametrize(("name", "password"), [("signed", None), ("both", PASSWORD)], ids=["signed", "both"])
def test_a_signature_is_valid_and_covers_the_whole_file(request, name, password):
    status = verified(request.getfixturevalue(name), AT, password)
    assert (status.bottom_line, status.trusted, status.coverage) == (True, True, SignatureCoverageLevel.ENTIRE_FILE)
    assert status.signing_cert.subject.native == {"common_name": OFFICER}
    assert status.signer_reported_dt == AT
    assert status.timestamp_validity is None


def test_an_rsa_key_signs_too(packet):
    own = read_certificate(p12(kind="rsa"), PASSPHRASE, AT, "officer.p12")
    assert unbroken(seal(packet, Seal(certificate=own), AT))


def test_a_signature_says_who_and_when_and_nothing_else(signed):
    (field,) = PdfReader(BytesIO(signed)).root_object["/AcroForm"]["/Fields"]
    signature = field.get_object()["/V"]
    told = {key: value for key, value in signature.items() if key not in {"/Contents", "/ByteRange"}}
    assert told == {
        "/Type": "/Sig",
        "/Filter": "/Adobe.PPKLite",
        "/SubFilter": "/ETSI.CAdES.detached",
        "/Name": OFFICER,
        "/M": "D:20261124164100Z",
    }


def test_a_signature_changes_no_page_no_date_and_no_maker(packet, signed):
    assert signed.startswith(packet)
    (before, root, about), (after, *same) = contents(packet), contents(signed)
    assert same == [root, about]
    first_page = PdfReader(BytesIO(packet)).pages[0].indirect_reference.idnum
    assert {number for number, one in before.items() if after[number] != one} == {root, first_page}
    kept, new = PdfReader(BytesIO(packet)).root_object, PdfReader(BytesIO(signed)).root_object
    assert new.keys() - kept.keys() == {"/AcroForm", "/Extensions", "/Version"}
    assert kept.keys() - new.keys() == set()
    assert b"pyHanko" not in signed


def test_nothing_of_a_signature_is_seen_on_the_page(packet, signed):
    marks = PdfReader(BytesIO(signed)).pages[0]["/Annots"][-1].get_object()
    x1, y1, x2, y2 = marks["/Rect"]
    assert (x1 == x2, y1 == y2, x2 < 0) == (True, True, True)


def test_a_signed_packet_is_a_sound_file(signed, tmp_path):
    file = tmp_path / "packet.pdf"
    file.write_bytes(signed)
    assert run("qpdf", "--check", file).returncode == 0
    assert b"Signature is Valid" in run("pdfsig", file).stdout


def unbroken(pdf, password=None):
    try:
        status = verified(pdf, AT, password)
    except Exception:  # noqa: BLE001 - a file that cannot be read any more is broken, in whatever way it says so
        return False
    return status.bottom_line and status.coverage is SignatureCoverageLevel.ENTIRE_FILE


@QUIET
@given(data=st.data())
@pytest.mark.parametrize(("name", "password"), [("signed", None), ("both", PASSWORD)], ids=["signed", "both"])
def test_a_byte_that_is_changed_breaks_the_signature(request, data, name, password):
    altered = bytearray(request.getfixturevalue(name))
    first, gap = (int(one) for one in re.findall(rb"/ByteRange \[0 (\d+) (\d+)", altered)[0])
    covered = st.integers(0, first - 1) | st.integers(gap, len(altered) - 1)
    altered[data.draw(covered)] ^= data.draw(st.integers(1, 255))
    assert not unbroken(bytes(altered), password)


def test_a_byte_that_is_added_is_no_longer_covered(signed):
    assert unbroken(signed)
    assert not unbroken(signed + b"\n% more")


@pytest.mark.skipif(sys.platform == "win32", reason="asyncio wakes itself through a socket to itself there")
def test_signing_asks_nothing_of_any_network(packet, monkeypatch):
    asked = []

    def refuse(*words, **more):
        asked.append(words)
        raise OSError("no network here")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    with pytest.raises(OSError, match="no network"):
        socket.create_connection(("127.0.0.1", 9))
    assert asked.pop()
    own = read_certificate(p12(), PASSPHRASE, AT, "officer.p12")
    made = seal(packet, Seal(PASSWORD, own), AT)
    assert unbroken(made, PASSWORD)
    assert asked == []


def test_a_desk_seals_its_packets_by_its_own_clock(tmp_path):
    (tmp_path / "officer.p12").write_bytes(p12())
    with closing(weekly_desk(tmp_path)) as desk:
        own = desk.briefings.certificate(tmp_path / "officer.p12", PASSPHRASE)
        plain = desk.briefings.compose(PacketRequest())
        sealed = desk.briefings.sealed(plain, Seal(PASSWORD, own))
    assert replace(sealed, pdf=plain.pdf) == plain
    status = verified(sealed.pdf, NOW, PASSWORD)
    assert (status.bottom_line, status.signer_reported_dt) == (True, NOW)


def test_a_certificate_that_expires_before_the_packet_is_signed_is_refused(packet, certificate):
    for late, why in ((LAST + timedelta(seconds=1), "expired"), (FIRST - timedelta(seconds=1), "not valid yet")):
        with pytest.raises(DeskError, match=why):
            seal(packet, Seal(certificate=certificate), late)


def test_neither_of_the_libraries_comes_in_before_it_is_used():
    code = """
import sys
import liaison_desk.app.cli.briefing, liaison_desk.app.cli.commands
from liaison_desk.briefings.sealing import Seal
Seal("a password")
print(sorted(name for name in sys.modules if name.split(".")[0] in {"pypdf", "cryptography", "pyhanko", "asn1crypto", "aiohttp"}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
