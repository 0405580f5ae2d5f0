"""Address books as directories and Thunderbird write them: LDIF (RFC 2849) with inetOrgPerson (RFC 2798) and Mozilla's attributes."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from liaison_desk.contacts.records import Person
from liaison_desk.exchange.result import Entry, LineProblem, ReadSettings
from liaison_desk.exchange.tables.common import RowReading
from liaison_desk.exchange.tables.grid import text_of
from liaison_desk.exchange.tables.headings import Cells
from liaison_desk.exchange.tables.people import person_of
from liaison_desk.exchange.vcard.groups import Group, ReadCards
from liaison_desk.foundation.core.errors import UnreadableError

MAX_ENTRIES, MAX_PROBLEMS = 200_000, 1_000
_LINE = re.compile(r"([A-Za-z0-9][\w.;-]*):([:<]?) ?(.*)", re.DOTALL)
_CALLED = re.compile(r"cn=([^,+]+)", re.IGNORECASE)
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
# What says how the directory keeps the entry, and what must not be copied out of it.
_SILENT = frozenset(
    {"dn", "objectclass", "modifytimestamp", "createtimestamp", "creatorsname", "modifiersname", "entryuuid", "entrycsn",
     "changetype", "version", "userpassword", "uid", "member", "uniquemember", "structuralobjectclass"}
)  # fmt: skip
_PICTURES = frozenset({"jpegphoto", "thumbnailphoto", "photo"})


@dataclass(slots=True)
class _Record:
    """One entry: the line it begins on, its attributes in small letters with their values, and base64 as it stands."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    problems: list[LineProblem] = field(default_factory=list)

    def first(self, name: str) -> str:
        return next(iter(self.values.get(name, ())), "")


def read_ldif(data: bytes, settings: ReadSettings) -> ReadCards:
    """Read the people of an LDIF file and the lists of them; a value that is only named by an address is never fetched.

    Records of change (``changetype`` other than add) and entries that name nobody are left out and listed. Raises
    UnreadableError for a file without an entry.
    """
    reading = RowReading(settings)
    entries: list[Entry[Person]] = []
    lists: list[_Record] = []
    known: dict[str, str] = {}
    skipped, named = 0, False
    for number, record in enumerate(_records(text_of(data).text)):
        if number >= MAX_ENTRIES:
            raise UnreadableError("The file has more than {count} entries.", count=MAX_ENTRIES)
        reading.problems += record.problems
        cells = _cells(record)
        named |= "dn" in record.values
        if record.first("changetype").lower() not in {"", "add"}:
            reading.tell(cells, "This record changes an entry of a directory; it was left out.")
            skipped += 1
        elif _LISTS.intersection(one.lower() for one in record.values.get("objectclass", ())):
            lists.append(record)
        elif (person := person_of(cells, reading)) is not None:
            person = replace(person, extra=tuple(f"PHOTO:data:image/jpeg;base64,{one}" for one in record.pictures[:1]))
            known[_name_of(record.first("dn"))] = person.uid
            entries.append(Entry(person, record.line))
        else:
            reading.tell(cells, "This entry names nobody and was left out.")
            skipped += 1
    if not named:
        raise UnreadableError("This file holds no entry of an address book (LDIF).")
    groups = [Entry(_group(one, known), one.line) for one in lists]
    return ReadCards(tuple(entries), tuple(reading.problems[:MAX_PROBLEMS]), skipped, tuple(groups))


def _records(text: str) -> Iterator[_Record]:
    """Yield the entries; lines that begin with a blank go on with the line before (RFC 2849, folding)."""
    record = _Record(1)
    for number, line in _lines(text):
        if not line.strip():
            if record.values:
                yield record
            record = _Record(number + 1)
        elif not line.startswith("#"):
            _take(record, number, line)
    if record.values:
        yield record


def _lines(text: str) -> Iterator[tuple[int, str]]:
    begun = 0
    parts: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(" ") and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield begun, "".join(parts)
        begun, parts = number, [line]
    yield begun, "".join(parts)


def _take(record: _Record, number: int, line: str) -> None:
    found = _LINE.fullmatch(line)
    if found is None:
        record.problems.append(LineProblem(number, "This line is no attribute of LDIF: {text}", {"text": line[:80]}))
        return
    name, mark, value = found.group(1).lower(), found.group(2), found.group(3)
    if name == "version":
        return
    if not record.values:
        record.line = number
    if name.partition(";")[0] in _PICTURES and mark == ":":
        record.pictures.append(value)
    elif mark == ":":
        value = _decoded(value)
    elif mark == "<":
        record.problems.append(
            LineProblem(number, "A value that stands elsewhere is not fetched: {text}", {"text": value[:80]})
        )
        return
    record.values.setdefault(name, []).append("" if name.partition(";")[0] in _PICTURES else value.strip())


def _decoded(value: str) -> str:
    try:
        data = base64.b64decode(value, validate=False)
    except (ValueError, binascii.Error):
        return value
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _cells(record: _Record) -> Cells:
    """Return an entry as the fields of a row; what has no field is kept with its name."""
    cells = Cells(record.line)
    for name, values in record.values.items():
        bare = name.partition(";")[0]
        said = list(dict.fromkeys(value for value in values if value))
        target = _ATTRIBUTES.get(name, "" if ";lang-" in name else _ATTRIBUTES.get(bare, ""))
        if bare in _SILENT or bare in _PICTURES or not said:
            continue
        if bare in {"postaladdress", "homepostaladdress"}:
            said = [value.replace("$", "\n") for value in said]
        if target and target not in cells.fields:
            several = target.startswith(("email", "phone"))
            cells.fields[target] = _SEVERAL.join(said) if several else said[0]
            said = [] if several else said[1:]
        cells.others += [(name, value) for value in said if value not in cells.fields.values()]
    called = _CALLED.match(record.first("dn"))
    if called and not cells.take("full", "family", "given", "native_family", "native_given", "email"):
        cells.fields["full"] = called.group(1)
    return cells


def _group(record: _Record, known: Mapping[str, str]) -> Group:
    members = [*record.values.get("member", ()), *record.values.get("uniquemember", ())]
    uids = (known.get(_name_of(one), one) for one in members)
    return Group(record.first("cn"), "", tuple(dict.fromkeys(uid.casefold() for uid in uids)))


def _name_of(dn: str) -> str:
    """Return a distinguished name as it is compared: without case and the blanks around its signs (RFC 4517, 4.2.15)."""
    return "".join(part.strip() for part in re.split("([,=+])", dn)).casefold()
