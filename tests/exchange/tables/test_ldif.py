"""Address books in LDIF: people, their lists, photos; what a directory keeps for itself stays there; hostile files."""

import base64
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.contacts.records import PersonFilter, PersonSort
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.tables.ldif import read_ldif
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.core.paging import Sort
from tests.desks import new_desk

BOOK = f"""version: 1
# Names of a directory
dn: cn=Aki Mori,ou=J5,o=Command
objectClass: top
objectClass: inetOrgPerson
cn: Aki Mori
sn: Mori
givenName: Aki
sn;lang-ja:: {base64.b64encode("森".encode()).decode()}
givenName;lang-ja:: {base64.b64encode("亜希".encode()).decode()}
sn;lang-ja;phonetic:: {base64.b64encode("もり".encode()).decode()}
mail: aki@example.org
mail: mori@example.jp
mozillaSecondEmail: home@example.net
telephoneNumber: +81 3-5555-0101
mobile: 090-5555-0102
title: Plan
 ner
o: Joint Staff
ou: J5
l: Tokyo
postalAddress: 1-2-3 Ichigaya$Tokyo
description: Met at the sea
  side
employeeNumber: 4711
userPassword:: c2VjcmV0
modifytimestamp: 20261101000000Z
jpegPhoto:: {{photo}}

dn: mail=nobody@example.org
objectclass: person
mail: nobody@example.org

dn: cn=Planners
objectclass: groupOfNames
cn: Planners
member: CN=Aki Mori, OU=J5, O=Command
member: cn=gone,o=Command

dn: cn=Old
changetype: delete

dn: cn=odd
objectclass: person
cn: Ren Ito
jpegPhoto:< file:///etc/passwd
this is no attribute
"""


def jpeg():
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, "JPEG")
    return out.getvalue()


def book():
    return BOOK.replace("{photo}", base64.b64encode(jpeg()).decode()).encode()


def test_an_entry_is_read_with_its_names_reach_and_place():
    person = read_ldif(book(), ReadSettings()).records[0]
    assert (person.name.latin(), person.name.native(), person.name.reading_family) == ("Mori Aki", "森 亜希", "もり")
    assert [one.address for one in person.emails] == ["aki@example.org", "mori@example.jp", "home@example.net"]
    assert [(one.number, one.kind) for one in person.phones] == [
        ("+81 3-5555-0101", "work"),
        ("090-5555-0102", "mobile"),
    ]
    (post,) = person.posts
    assert (post.title.host, post.organization, post.department) == ("Planner", "Joint Staff", "J5")
    assert person.addresses[0].city == "Tokyo"
    assert person.notes.host == "Met at the sea side\n\nemployeenumber: 4711"
    assert "secret" not in repr(person)
    assert "20261101" not in repr(person)


def test_lists_photos_and_what_could_not_be_read_arrive_on_the_desk(tmp_path):
    file = tmp_path / "people.ldif"
    file.write_bytes(book())
    with closing(new_desk(tmp_path / "my.desk", new_profile("JPN", "USA"))) as desk:
        report = import_file(desk, file)
        people = list(
            desk.contacts.people_by_ids(desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids).values()
        )
        by_name = {one.name.full(): one for one in people}
        assert set(by_name) == {"Mori Aki", "nobody@example.org", "Ren Ito"}
        assert desk.contacts.picture(by_name["Mori Aki"].photo) == jpeg()
        (planners,) = desk.distributions.lists()
        assert (planners.name, planners.members) == ("Planners", (by_name["Mori Aki"].id,))
        assert {str(one) for one in report.problems} == {
            "The row has no name; it is listed as “nobody@example.org”.",
            "This record changes an entry of a directory; it was left out.",
            "The value of jpegphoto stands elsewhere and is not fetched: file:///etc/passwd",
            "Left out as the directory's own: userpassword, modifytimestamp",
            "This line is no attribute of LDIF: this is no attribute",
            "1 people of the list “Planners” are not in this file: cn=gone,o=Command",
        }
        again = import_file(desk, file)
        assert (again.added, again.updated) == (0, 0)


@pytest.mark.parametrize("data", [b"", b"version: 1\n\n# nothing\n", b"\x00\x01\x02", b"BEGIN:VCARD\nEND:VCARD\n"])
def test_a_file_without_an_entry_is_refused_in_one_sentence(data):
    with pytest.raises(UnreadableError, match="LDIF"):
        read_ldif(data, ReadSettings())


@pytest.mark.parametrize(
    "data",
    [
        b"dn: cn=a\ncn: " + b"x" * 5_000_000,
        b"dn: cn=a\ncn:: " + b"!" * 1_000_000,
        b"dn: cn=a\n" + b"mail: a@example.org\n" * 100_000,
        b"dn: cn=a\ncn: A" + b"\n b" * 300_000,
        b"dn: cn=a\njpegPhoto:: " + b"QUJD" * 100,
        b"dn: cn=a\n" + b"x" * 5_000_000 + b": 1\n",
        b"dn: " + b"\\2c" * 100_000 + b"\ncn: a\n",
        b"dn: cn=a\n\n" + b"dn: cn=L\nobjectclass: group\nmember: cn=a\nmember: cn=b\n\n" * 20_000,
        b"dn: cn=a\n\n" + b"".join(b"dn: o=%d\nobjectclass: group\ncn: L\nmember: cn=a\n\n" % n for n in range(20_000)),
    ],
    ids=[
        "endless line",
        "broken base64",
        "endless entry",
        "endless folding",
        "no picture",
        "endless name",
        "endless dn",
        "one list in pieces",
        "lists of one name",
    ],
)
def test_a_hostile_file_is_read(data):
    assert len(read_ldif(data, ReadSettings()).entries) == 1


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["", " go on", "# said", "dn: cn=a", "cn: Aki", "sn:: 44G/", "mail:", "changetype: modify", "-"]
        ),
        st.text(max_size=40),
    ),
    max_size=30,
)


@given(LINES)
def test_any_lines_are_read_or_refused(lines):
    try:
        read = read_ldif("\n".join(lines).encode("utf-8", "replace"), ReadSettings())
    except UnreadableError:
        return
    for person in read.records:
        assert person.name.latin() or person.name.native() or person.name.reading()


def test_a_name_of_blanks_alone_is_compared_in_good_time():
    data = b"dn: cn=a" + b" " * 200_000 + b"b\nmail: a@example.org\n\ndn: cn=L\nobjectclass: groupOfNames\ncn: L\nmember: CN = A" + b" " * 200_000 + b"b\n"  # fmt: skip
    read = read_ldif(data, ReadSettings())
    assert read.groups[0].record.members == (read.entries[0].name,)


def test_a_line_without_end_that_goes_on_is_put_together_in_good_time():
    data = "dn: cn=a\nmail: a@example.org\ndescription: " + "a" * 8_000_000 + " \n" + " \n" * 20_000
    (person,) = read_ldif(data.encode(), ReadSettings()).records
    assert len(person.notes.host) == 8_000_000


@pytest.mark.parametrize("named", ["Mori\\, Aki", "Mori\\2C Aki", "mori\\2c\\20Aki", "M\\6fri\\, Aki"])
def test_a_sign_in_a_name_is_the_same_however_it_is_escaped(named):
    data = f"dn: cn=Mori\\, Aki,o=x\nsn: Mori\n\ndn: cn=L\nobjectclass: groupOfNames\ncn: L\nmember: cn={named},o=x\n"
    read = read_ldif(data.encode(), ReadSettings())
    assert read.groups[0].record.members == (read.entries[0].name,)
    other = read_ldif(data.replace("member: cn=", "member: cn=Mori,ou=").encode(), ReadSettings())
    assert other.groups[0].record.members != (other.entries[0].name,)
