"""Address books as directories and Thunderbird write them: LDIF (RFC 2849) with inetOrgPerson (RFC 2798) and Mozilla's attributes."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from liaison_desk.contacts.records import Person
from liaison_desk.exchange.result import Entry, LineProblem, ReadSettings, told
from liaison_desk.exchange.tables.common import RowReading
from liaison_desk.exchange.tables.grid import text_of
from liaison_desk.exchange.tables.headings import Cells
from liaison_desk.exchange.tables.ldif_records import DirectoryRecord, bare, name_of, records
from liaison_desk.exchange.tables.people import person_of
from liaison_desk.exchange.vcard.groups import Group, ReadCards, no_place
from liaison_desk.foundation.core.errors import UnreadableError

MAX_ENTRIES = 200_000
_LISTS = frozenset({"groupofnames", "groupofuniquenames", "group"})
_JAPANESE, _READING = ";lang-ja", ";lang-ja;phonetic"  # RFC 3866 and what Japanese directories write
_SEVERAL = ":::"

_ATTRIBUTES: Mapping[str, str] = {
    "sn": "family", "surname": "family", "givenname": "given", "gn": "given", "initials": "", "cn": "full", "commonname": "full",
    "displayname": "full", "personaltitle": "prefix", "generationqualifier": "suffix",
    f"sn{_JAPANESE}": "native_family", f"givenname{_JAPANESE}": "native_given",
    f"sn{_READING}": "reading_family", f"givenname{_READING}": "reading_given",
    "mozillanickname": "nickname", "xmozillanickname": "nickname", "nickname": "nickname", "rank": "rank",
    "mail": "email", "email": "email", "mozillasecondemail": "email.second", "xmozillasecondemail": "email.second",
    "telephonenumber": "phone.work", "homephone": "phone.home", "mobile": "phone.mobile", "cellphone": "phone.mobile",
    "facsimiletelephonenumber": "phone.fax", "fax": "phone.fax", "pager": "phone.pager", "pagerphone": "phone.pager",
    "othertelephone": "phone.other", "othermobile": "phone.other",
    "title": "title", "o": "company", "company": "company", "ou": "department", "department": "department",
    "orgunit": "department", "departmentnumber": "department", "manager": "", "secretary": "",
    "street": "address.work.street", "streetaddress": "address.work.street", "mozillaworkstreet2": "address.work.street2",
    "postaladdress": "address.work.label", "postofficebox": "address.work.box", "l": "address.work.city",
    "locality": "address.work.city", "st": "address.work.region", "region": "address.work.region",
    "postalcode": "address.work.code", "zip": "address.work.code", "c": "address.work.country",
    "countryname": "address.work.country", "co": "address.work.country",
    "mozillahomestreet": "address.home.street", "homestreet": "address.home.street", "mozillahomestreet2": "address.home.street2",
    "mozillahomelocalityname": "address.home.city", "mozillahomestate": "address.home.region",
    "mozillahomepostalcode": "address.home.code", "mozillahomecountryname": "address.home.country",
    "homepostaladdress": "address.home.label", "labeleduri": "url.1", "workurl": "url.1", "homeurl": "url.2",
    "mozillaworkurl": "url.1", "mozillahomeurl": "url.2", "description": "notes", "notes": "notes", "info": "notes",
}  # fmt: skip
_STRUCTURE = frozenset({"dn", "objectclass", "changetype"})
# What says how the directory keeps the entry, and what must not be copied out of it.
_OWN = frozenset(
    {"modifytimestamp", "createtimestamp", "creatorsname", "modifiersname", "entryuuid", "entrycsn", "entrydn", "control",
     "structuralobjectclass", "uid", "userpassword", "authpassword", "unicodepwd", "sambantpassword", "sambalmpassword"}
)  # fmt: skip
_MEMBERS = ("member", "uniquemember")


def read_ldif(data: bytes, settings: ReadSettings) -> ReadCards:
    """Read the people of an LDIF file and the lists of them; a value that is only named by an address is never fetched.

    Whatever is not taken in stands among the problems: records of change (``changetype`` other than add), entries that
    name nobody, what a list has no place for, and, once for the file, attributes of the directory's own and binary ones.
    Raises UnreadableError for a file without an entry.
    """
    reading = RowReading(settings)
    entries: list[Entry[Person]] = []
    lists: dict[str, DirectoryRecord] = {}
    known: set[str] = set()
    left: dict[str, list[int]] = {}
    own: dict[str, None] = {}
    skipped, named = 0, False
    for number, record in enumerate(records(text_of(data).text, reading.problems)):
        if number >= MAX_ENTRIES:
            raise UnreadableError("The file has more than {count} entries.", count=MAX_ENTRIES)
        cells = _cells(record)
        named |= "dn" in record.values
        if record.changes:
            reading.tell(cells, "This record changes an entry of a directory; it was left out.")
            skipped += 1
            continue
        if _LISTS.intersection(one.lower() for one in record.values.get("objectclass", ())):
            _gather(lists, record, cells, reading)
        elif (person := person_of(cells, reading)) is not None:
            name = name_of(record.first("dn"))
            known.add(name)
            entries.append(Entry(replace(person, extra=tuple(record.pictures)), record.line, name, derived=True))
        else:
            reading.tell(cells, "This entry names nobody and was left out.")
            skipped += 1
            continue
        for name in record.binary:
            left.setdefault(name, []).append(record.line)
        own |= dict.fromkeys(name for name in map(bare, record.values) if name in _OWN)
    if not named:
        raise UnreadableError("This file holds no entry of an address book (LDIF).")
    groups = [Entry(_group(one, known, reading), one.line) for one in lists.values()]
    problems = [*_left_out(left, own), *reading.problems]
    return ReadCards(tuple(entries), told(problems), skipped, tuple(groups))


def _left_out(left: Mapping[str, list[int]], own: Mapping[str, None]) -> list[LineProblem]:
    """Return what is said once of attributes that many entries have: binary ones by name, those of the directory together."""
    said = "{name} is neither text nor a picture and was left out (entries: {count})."
    problems = [LineProblem(lines[0], said, {"name": name, "count": len(set(lines))}) for name, lines in left.items()]
    if own:
        problems.append(LineProblem(0, "Left out as the directory's own: {names}", {"names": ", ".join(own)}))
    return problems


def _cells(record: DirectoryRecord) -> Cells:
    """Return an entry as the fields of a row; what has no field is kept with its name."""
    cells = Cells(record.line)
    for name, values in record.values.items():
        kind = bare(name)
        said = list(dict.fromkeys(filter(None, values)))
        if kind in _STRUCTURE or kind in _OWN or not said:
            continue
        target = _ATTRIBUTES.get(name, "" if ";lang-" in name else _ATTRIBUTES.get(kind, ""))
        if kind in {"postaladdress", "homepostaladdress"}:
            said = [value.replace("$", "\n") for value in said]
        if target and target not in cells.fields:
            several = target.startswith(("email", "phone"))
            cells.fields[target] = _SEVERAL.join(said) if several else said[0]
            said = [] if several else said[1:]
        cells.others += [(name, value) for value in said if not target or value != cells.fields[target]]
    called = record.called("cn")
    if called and not cells.take("full", "family", "given", "native_family", "native_given", "email"):
        cells.fields["full"] = called
    return cells


def _gather(lists: dict[str, DirectoryRecord], record: DirectoryRecord, cells: Cells, reading: RowReading) -> None:
    """Add a list to those of a file; the second part of one that stands there in two pieces goes to the first."""
    dn = name_of(record.first("dn"))
    before = lists.setdefault(dn or f"\n{record.line}", record)
    if before is record:
        return
    for name, values in record.values.items():
        before.values.setdefault(name, []).extend(values)
    before.pictures |= record.pictures
    said = "“{name}” stands in this file more than once and was taken in as one."
    reading.tell(cells, said, name=before.first("cn") or before.called())


def _group(record: DirectoryRecord, known: Collection[str], reading: RowReading) -> Group:
    """Return the list that an entry is, and list what a list has no place for."""
    name = record.first("cn") or record.called()
    more = [
        (attribute, value)
        for attribute, values in record.values.items()
        for value in values
        if value and bare(attribute) not in (*_STRUCTURE, *_OWN, *_MEMBERS) and (attribute, value) != ("cn", name)
    ]
    more += [(attribute, "image") for attribute in record.pictures.values()]
    reading.problems += (no_place(record.line, attribute, value) for attribute, value in dict.fromkeys(more))
    members = [one for attribute, values in record.values.items() if bare(attribute) in _MEMBERS for one in values]
    names = (named if (named := name_of(one)) in known else one for one in members if one)
    return Group(name, "", tuple(dict.fromkeys(names)), marking=reading.settings.marking)
