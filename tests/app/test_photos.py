"""Photos in cards: in with the person, out again in either version, once among his files; never more than is a picture."""

import base64
import hashlib

import pytest

from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.contacts.records import Assistant, Person, PersonFilter, PersonSort
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort

PICTURE = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 40


def card(name: str, *lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:4.0", f"FN:{name}", f"UID:{name}", *lines, "END:VCARD", "")).encode()


def photo(data: bytes = PICTURE) -> str:
    return f"PHOTO:data:image/jpeg;base64,{base64.b64encode(data).decode()}"


def everybody(desk):
    ids = desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids
    return [desk.contacts.person(id_) for id_ in ids]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_photo_comes_in_goes_out_and_comes_in_again_as_it_was(desk, tmp_path, version):
    path = tmp_path / "ada.vcf"
    path.write_bytes(card("Ada", photo()))
    assert import_file(desk, path).added == 1
    (ada,) = everybody(desk)
    assert ada.photo == hashlib.sha256(PICTURE).hexdigest()
    assert desk.contacts.picture(ada.photo) == PICTURE
    assert ada.extra == ()
    out = tmp_path / "out.vcf"
    export(desk, "contacts", out, version=version)
    again = import_file(desk, out)
    assert (again.added, again.updated) == (0, 0)
    assert len(desk.attachments.of(RecordRef("person", ada.id))) == 1
    assert desk.check() == []
    desk.history.undo()
    assert everybody(desk) == []


def test_many_cards_with_one_photo_keep_its_bytes_once(desk, tmp_path):
    path = tmp_path / "many.vcf"
    path.write_bytes(b"".join(card(f"Officer {n}", photo()) for n in range(40)))
    assert import_file(desk, path).added == 40
    assert {one.photo for one in everybody(desk)} == {hashlib.sha256(PICTURE).hexdigest()}


def test_a_photo_that_is_too_large_or_none_is_said_and_the_person_kept(desk, tmp_path):
    path = tmp_path / "large.vcf"
    path.write_bytes(card("Ada", photo(PICTURE[:20] + bytes(30_000_000))) + card("Ben", photo(b"<svg/>")))
    report = import_file(desk, path)
    assert report.added == 2
    assert ["25 MB" in str(problem) or "no picture" in str(problem) for problem in report.problems] == [True, True]
    assert [one.photo for one in everybody(desk)] == ["", ""]


def test_a_card_that_says_nothing_of_photo_and_assistant_takes_neither_away(desk, tmp_path):
    path = tmp_path / "ada.vcf"
    path.write_bytes(card("Ada", photo(), "X-ASSISTANT:Ben"))
    import_file(desk, path)
    path.write_bytes(card("Ada", "TEL:+1 719-555-0100"))
    assert import_file(desk, path).updated == 1
    (ada,) = everybody(desk)
    assert (bool(ada.photo), ada.assistants, len(ada.phones)) == (True, (Assistant("Ben"),), 1)


def test_an_assistant_who_is_a_contact_stays_one_when_the_own_card_comes_back(desk, tmp_path):
    ben = desk.contacts.save(Person(name=PersonName("Ben", "Ito")))
    desk.contacts.save(Person(name=PersonName("Ada"), assistants=(Assistant("Ben Ito", ben.id, "555-0100"),)))
    out = tmp_path / "out.vcf"
    export(desk, "contacts", out)
    report = import_file(desk, out)
    assert (report.added, report.updated) == (0, 0)
