"""No line end in a field may begin a line of the card: a name would become another property, or end the card."""

import re

import pytest

from liaison_desk.contacts.records import Address, Email, Person, Phone, Skill
from liaison_desk.domain.names import PersonName
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.vcard.reader import read_vcards
from liaison_desk.exchange.vcard.writer import write_vcards


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_a_line_end_in_any_field_stays_inside_its_field(end):
    hostile = f"Aoi{end}NICKNAME:Intruder{end}END:VCARD{end}"
    person = Person(
        uid="card-1",
        name=PersonName(hostile, hostile, hostile, hostile, hostile, hostile, prefix=hostile),
        service=hostile,
        phones=(Phone("1", hostile, hostile, hostile),),
        emails=(Email("a@example.org", hostile, hostile),),
        addresses=(Address(hostile, hostile, label=hostile),),
        languages=(Skill("ja", hostile),),
        photo=f"data:image/png;base64,AAAA{end}NICKNAME:Intruder",
        urls=(f"https://example.org/{end}NICKNAME:Intruder",),
    )
    written = write_vcards([person], {}, settings=ReadSettings())
    unfolded = re.sub(rb"\r\n[ \t]", b"", written)
    lines = re.split(rb"\r\n|\r|\n", unfolded)
    assert not [line for line in lines if line.upper().startswith((b"NICKNAME", b"^NNICKNAME"))]
    assert lines.count(b"END:VCARD") == 1
    assert [entry.record.nickname for entry in read_vcards(written, ReadSettings()).entries] == [""]
