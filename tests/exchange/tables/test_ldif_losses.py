"""All or listed: what an LDIF file holds is either read, or its attribute is named among the import's problems."""

import base64
import re
import unicodedata
from contextlib import closing
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.contacts.records import PersonFilter, PersonSort
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.tables.ldif import read_ldif
from liaison_desk.foundation.core.paging import Sort
from tests.desks import new_desk

JPEG, PNG = b"\xff\xd8\xff\xe0\0\x10JFIF" + b"x" * 20, b"\x89PNG\r\n\x1a\n" + b"y" * 20


def packed(data):
    return base64.b64encode(data if isinstance(data, bytes) else data.encode()).decode()


def entry(*lines):
    return "\n".join(("dn: cn=Aki Mori", "sn: Mori", "givenName: Aki", *lines, "", ""))


def read(text):
    return read_ldif(text.encode(), ReadSettings())


def said(text):
    return [str(problem) for problem in read(text).problems]


def notes(text):
    (person,) = read(text).records
    return person.notes.host or person.notes.home


@pytest.fixture
def taken(tmp_path):
    """Take a file in; return its report, the desk's people by name, and its lists with the names of who is on them."""

    def take(text):
        file = tmp_path / "people.ldif"
        file.write_text(text, "utf-8")
        with closing(new_desk(tmp_path / "my.desk", new_profile("JPN", "USA"))) as desk:
            report, again = import_file(desk, file), import_file(desk, file)
            assert (again.added, again.updated) == (0, 0)
            people = desk.contacts.people_by_ids(desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids)
            lists = {one.name: [people[who].name.full() for who in one.members] for one in desk.distributions.lists()}
            return report, {one.name.full(): one for one in people.values()}, lists

    return take


# Photos


def test_the_first_picture_is_the_photo_and_further_ones_stay_beside_it_as_those_of_a_card_do(taken):
    picture, other = f"jpegPhoto:: {packed(JPEG)}", f"jpegPhoto;x-small:: {packed(PNG)}"
    report, people, _ = taken(entry(picture, picture, other))
    assert people["Aki Mori"].photo
    assert people["Aki Mori"].extra == (f"PHOTO:data:image/png;base64,{packed(PNG)}",)
    assert report.problems == ()


def test_a_picture_that_is_none_does_not_displace_one_that_is(taken):
    report, people, _ = taken(entry(f"photo:: {packed(bytes(9))}", f"jpegPhoto:: {packed(JPEG)}"))
    assert people["Aki Mori"].photo
    assert [str(one) for one in report.problems] == [
        "photo is neither text nor a picture and was left out (entries: 1)."
    ]


@pytest.mark.parametrize("line", ["photo: http://example.org/a.png", f"photo:: {packed('http://example.org/a.png')}"])
def test_a_picture_told_in_words_stands_in_the_notes(line):
    assert notes(entry(line)) == "photo: http://example.org/a.png"


def test_what_stands_elsewhere_is_named_and_not_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(JPEG)
    text = entry(f"jpegPhoto:< {secret.as_uri()}", "description:< https://example.org/")
    assert said(text) == [
        f"The value of jpegphoto stands elsewhere and is not fetched: {secret.as_uri()[:80]}",
        "The value of description stands elsewhere and is not fetched: https://example.org/",
    ]
    assert read(text).records[0].extra == ()


# What is no text, or for the directory alone


def test_what_is_no_text_is_listed_once_for_all_entries():
    certificate = f"userCertificate;binary:: {packed(bytes(range(256)))}"
    text = entry(certificate) + entry(certificate, "objectGUID:: AAAA").replace("Aki", "Ren")
    assert said(text) == [
        "usercertificate;binary is neither text nor a picture and was left out (entries: 2).",
        "objectguid is neither text nor a picture and was left out (entries: 1).",
    ]


def test_what_a_directory_keeps_for_itself_is_listed_once():
    text = entry("userPassword: one", "uid: aki", "entryUUID: 4") + entry("userPassword:: dHdv").replace("Aki", "Ren")
    assert said(text) == ["Left out as the directory's own: userpassword, uid, entryuuid"]
    assert "dHdv" not in repr(read(text))


def test_a_value_in_damaged_base64_is_listed():
    assert said(entry("description:: !!!")) == ["The value of description is damaged and was left out: !!!"]


def test_text_in_base64_of_windows_is_read():
    assert notes(entry(f"description:: {packed('“Über”'.encode('cp1252'))}")) == "“Über”"


def test_attributes_of_an_option_are_kept_with_it_in_whatever_order():
    (person,) = read(entry("sn;lang-ja: 森", "sn;phonetic;lang-ja: もり", "title;lang-fr: Chef")).records
    assert (person.name.native_family, person.name.reading_family) == ("森", "もり")
    assert person.notes.host == "title;lang-fr: Chef"


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (("roomNumber: 7", "mail: aki7@example.org"), "roomnumber: 7"),
        (("secretary: Ki",), "secretary: Ki"),
        (("l: 5", "roomNumber: 5"), "roomnumber: 5"),
        (("grade: ★★★",), "grade: ★★★"),
        (("member: cn=J5",), "member: cn=J5"),
        (("version: 3",), "version: 3"),
        (("cn: Aki M Mori",), "Aki M Mori"),
        (("cn: ★",), "★"),
        (("sn;lang-ja: 森", "sn;x-old: 林"), "sn;x-old: 林"),
    ],
)
def test_what_only_looks_like_a_repetition_is_kept(lines, kept):
    assert notes(entry(*lines)) == kept


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (("cn: Dr Aki Mori", "personalTitle: Prof"), "Dr Aki Mori"),
        (("cn: Colonel Aki Mori", "rank: Captain"), "Colonel Aki Mori"),
        (("cn: Aki Mori", "sn: 森", "sn;lang-ja: 林"), "森"),
    ],
)
def test_a_name_that_says_otherwise_in_two_places_is_kept_in_both(lines, kept):
    (person,) = read("\n".join(("dn: mail=a", *lines))).records
    assert kept in person.notes.host + person.notes.home


# Lines and records


def test_lines_between_entries_are_listed():
    assert said(entry() + "no directory at all\n\n" + entry()) == [
        "This line is no attribute of LDIF: no directory at all"
    ]


def test_a_line_that_goes_on_from_a_blank_one_does_not_join_two_entries():
    text = entry("title: Chief") + " lost\n" + entry("title: Deputy").replace("Aki", "Ren")
    assert [one.posts[0].title.host for one in read(text).records] == ["Chief", "Deputy"]
    assert said(text) == ["This line is no attribute of LDIF:  lost"]


def test_an_entry_without_a_blank_line_before_it_is_one_of_its_own():
    assert len(read(entry().rstrip() + "\n" + entry().replace("Aki", "Ren")).records) == 2


def test_line_ends_of_every_system_and_folding_are_understood():
    text = "\ufeffversion: 1\n# who\n  serves\n" + entry("title: Chief of\n  plans", f"description:: {packed('Met')[:2]}\n {packed('Met')[2:]}")  # fmt: skip
    for line_end in ("\n", "\r\n", "\r"):
        result = read(text.replace("\n", line_end))
        (person,) = result.records
        assert (person.posts[0].title.host, person.notes.host, result.problems) == ("Chief of plans", "Met", ())


def test_records_of_change_are_listed_and_nobody_is_made_of_them():
    text = (
        "version: 1\n\ndn: cn=Aki Mori\ncontrol: 1.2.840 true\nchangetype: modify\nreplace: mail\nmail: a@example.org\n-\n"
        "delete: title\n-\n\ndn: cn=old\nchangetype: delete\n\ndn: cn=b\nchangetype: modrdn\nnewrdn: cn=c\ndeleteoldrdn: 1\n\n"
    )
    text += entry().replace("sn:", "changetype: add\nsn:", 1)
    result = read(text)
    assert [one.name.full() for one in result.records] == ["Aki Mori"]
    assert [(one.line, str(one)) for one in result.problems] == [
        (line, "This record changes an entry of a directory; it was left out.") for line in (3, 12, 15)
    ]
    assert result.skipped == 3


def test_of_an_entry_without_a_dn_nothing_is_lost():
    _, other = read(entry() + "sn: Ito\ngivenName: Ren\nroomNumber: 5\n").records
    assert (other.name.family, other.notes.host) == ("Ito", "roomnumber: 5")


def test_two_entries_of_one_dn_are_both_read(taken):
    report, people, _ = taken(
        entry("telephoneNumber: 1", "mail: a@x.org") + entry("telephoneNumber: 2", "mail: a@x.org")
    )
    assert [one.number for one in people["Aki Mori"].phones] == ["2", "1"]
    assert "more than once" in str(report.problems[0])


def test_an_entry_is_called_by_its_dn_with_the_signs_that_stand_escaped_there():
    (person,) = read(
        f"dn:: {packed('cn=Mori' + chr(92) + ', Aki,o=Command')}\nobjectclass: person\ntitle: Chief\n"
    ).records
    assert (person.name.family, person.name.given) == ("Mori", "Aki")


def test_of_many_problems_it_is_said_how_many_are_not_listed():
    result = read(entry() + "junk\n" * 3000)
    assert len(result.problems) == 1001
    assert str(result.problems[-1]) == "2000 more problems are not listed."


# Lists

AKI, REN = entry(), entry().replace("Aki", "Ren")


def listed(*lines, dn="cn=Plans", member="cn=Aki Mori"):
    return "\n".join((f"dn: {dn}", "objectClass: groupOfNames", *lines, f"member: {member}", "", ""))


def test_what_a_list_has_no_place_for_is_listed(taken):
    more = ("cn: Plans", "cn: Other", "description: Said once", "mail: list@example.org", "owner: cn=Ren Mori")
    report, _, lists = taken(AKI + listed(*more, f"jpegPhoto:: {packed(JPEG)}", "objectSid:: AAAA", "uid: p"))
    assert lists == {"Plans": ["Aki Mori"]}
    assert {str(one) for one in report.problems} == {
        "A list keeps its name and its people only; cn was left out: Other",
        "A list keeps its name and its people only; description was left out: Said once",
        "A list keeps its name and its people only; mail was left out: list@example.org",
        "A list keeps its name and its people only; owner was left out: cn=Ren Mori",
        "A list keeps its name and its people only; jpegphoto was left out: image",
        "objectsid is neither text nor a picture and was left out (entries: 1).",
        "Left out as the directory's own: uid",
    }


def test_two_lists_of_one_name_come_in_beside_each_other(taken):
    text = AKI + REN + listed("cn: Plans", dn="cn=Plans,ou=1") + listed("cn: Plans", dn="cn=Plans,ou=2", member="cn=Ren Mori")  # fmt: skip
    report, _, lists = taken(text)
    assert lists == {"Plans": ["Aki Mori"], "Plans (2)": ["Ren Mori"]}
    assert [str(one) for one in report.problems] == [
        "“Plans” is what another list of this file is called, too; this one was taken in as “Plans (2)”."
    ]


def test_one_list_in_two_pieces_is_one(taken):
    report, _, lists = taken(AKI + REN + listed("cn: Plans") + listed("cn: Plans", member="cn=Ren Mori"))
    assert lists == {"Plans": ["Aki Mori", "Ren Mori"]}
    assert [str(one) for one in report.problems] == [
        "“Plans” stands in this file more than once and was taken in as one."
    ]


def test_a_list_without_a_cn_is_called_by_its_dn(taken):
    report, _, lists = taken(AKI + listed(dn="ou=Staff+l=Tokyo,o=x") + listed(dn="ou=Plans"))
    assert lists == {"Staff": ["Aki Mori"], "Plans": ["Aki Mori"]}
    assert report.problems == ()


def test_a_list_without_any_name_is_said_to_have_none(taken):
    report, _, lists = taken(AKI + listed(dn=""))
    assert lists == {"?": ["Aki Mori"]}
    assert [str(one) for one in report.problems] == ["This list has no name; it is listed as “?”."]


def test_who_of_a_list_is_not_in_the_file_is_named(taken):
    report, _, _ = taken(AKI + listed("cn: Plans", "uniqueMember: cn=Gone,o=x", "member;range=0-1: cn=Away"))
    assert [str(one) for one in report.problems] == [
        "2 people of the list “Plans” are not in this file: cn=Gone,o=x, cn=Away"
    ]


# Whatever the attributes

ATTRIBUTES = """sn surname givenName initials cn displayName personalTitle generationQualifier rank mail email telephoneNumber homePhone
mobile cellphone facsimileTelephoneNumber fax pager title o company ou department departmentNumber manager secretary street
postalAddress postOfficeBox l st postalCode c co homePostalAddress labeledURI description notes info employeeNumber employeeType
businessCategory carLicense roomNumber preferredLanguage registeredAddress telexNumber destinationIndicator seeAlso audio photo
jpegPhoto thumbnailPhoto userCertificate;binary userSMIMECertificate userPKCS12 userPassword uid x500UniqueIdentifier
modifytimestamp creatorsName entryUUID structuralObjectClass member uniqueMember owner version control sn;lang-ja givenName;lang-ja
sn;lang-ja;phonetic cn;lang-ja title;lang-ja description;lang-fr cn;x-odd
mozillaNickname xmozillanickname mozillaSecondEmail mozillaHomeStreet mozillaHomeStreet2 mozillaHomeLocalityName mozillaHomeState
mozillaHomePostalCode mozillaHomeCountryName mozillaWorkStreet2 mozillaWorkUrl mozillaHomeUrl mozillaCustom1 mozillaCustom4
nsAIMid birthyear birthmonth birthday mozillaUseHtmlMail xmozillausehtmlmail
otherTelephone otherMobile conferenceInformation streetAddress IPPhone URL country assistant spouse notDefined x-own-thing
objectGUID objectSid proxyAddresses sAMAccountName extensionAttribute1 msExchHideFromAddressLists targetAddress"""
PLAIN = st.one_of(
    st.sampled_from(
        ["Aki", "a", "7", "Colonel", "Dr", "森", "もり", "★", "Aki Mori", "Colonel Ren Ito", "x@example.org"]
    ),
    st.text("abkmoriz 019@.-/$,:;<+森亜もり", min_size=1, max_size=12).map(str.strip).filter(bool),
    st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8),
)
WRITTEN = st.one_of(
    PLAIN.map(lambda text: (": " + text, text)),
    PLAIN.map(lambda text: (":: " + packed(text), text)),
    st.binary(max_size=12).map(lambda data: (":: " + packed(data + b"\0"), None)),
    st.just((":: " + packed(JPEG), packed(JPEG))),
    PLAIN.map(lambda text: (":< file:///" + text, None)),
    PLAIN.map(lambda text: (":: !" + text, None)),
)
ENTRY = st.lists(st.tuples(st.sampled_from(ATTRIBUTES.split()), WRITTEN), max_size=8)


def flat(text):
    """Return a text as it is compared: names change their blanks, addresses their lines, readings their width."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().replace("$", " ").split())


def is_there(name, text, there, problems):
    """Tell whether a value was read, or its attribute is named as left out."""
    bare = name.lower().partition(";")[0]
    words = re.findall(r"\w+", text or "") or [text or "not in words"]
    return all(flat(word) in there for word in words) or any(bare in str(one) for one in problems)


def content(person):
    """Return all that a person says, each value on its own, without the identifier that was made for him."""

    def values(one):
        if isinstance(one, str):
            yield one
        elif isinstance(one, tuple):
            for each in one:
                yield from values(each)
        elif is_dataclass(one):
            for each in fields(one):
                if each.name != "uid":
                    yield from values(getattr(one, each.name))

    return values(person)


@given(ENTRY)
def test_every_value_of_a_person_is_read_or_its_attribute_named(attributes):
    lines = [name + written for name, (written, _) in attributes]
    result = read("\n".join(("dn: cn=Kim Lee", "mail: k@example.com", *lines, "")))
    assert len(result.entries) == 1
    there = flat("\n".join(content(result.records[0])))
    for name, (written, text) in attributes:
        assert is_there(name, text, there, result.problems), (name, written, result)


@given(ENTRY)
def test_every_value_of_a_list_is_read_or_its_attribute_named(attributes):
    lines = [name + written for name, (written, _) in attributes]
    result = read("\n".join(("dn: cn=Plans", "objectClass: groupOfNames", *lines, "")))
    (group,) = (one.record for one in result.groups)
    there = flat("\n".join((group.name, *group.members)))
    for name, (written, text) in attributes:
        assert is_there(name, text, there, result.problems), (name, written, result)
