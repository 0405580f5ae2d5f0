"""People to cards: vCard 3.0 and 4.0 that other programs read, with what vCard cannot say under names of our own."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Literal

from liaison_desk.contacts.records import Distribution, Organization, Person
from liaison_desk.domain.record import Record
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.vcard.cards import parse_kept
from liaison_desk.exchange.vcard.groups import MARKING, NETWORK
from liaison_desk.exchange.vcard.names import NAME_ORDER, NATIVE_NAME, full_beside, name_lines, read_name
from liaison_desk.exchange.vcard.photos import photo_line
from liaison_desk.exchange.vcard.posts import post_lines
from liaison_desk.exchange.vcard.properties import ASSISTANT, PREFIX, escape, line, parse_line, structured, text_line
from liaison_desk.exchange.vcard.reach import address_lines, email_lines, phone_lines
from liaison_desk.exchange.vcard.sides import Sides

Version = Literal["3.0", "4.0"]

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DATA = re.compile(r"data:(\w+)/([\w.+-]+);base64,", re.ASCII)
# A card has one of these: what the record says stands in the place of a line that was kept.
_SINGLE = frozenset(
    [
        "BDAY",
        "ANNIVERSARY",
        "X-ANNIVERSARY",
        "SORT-STRING",
        "X-PHONETIC-LAST-NAME",
        "X-PHONETIC-FIRST-NAME",
        "UID",
        "REV",
    ]
)


def write_vcards(
    people: Iterable[Person],
    organizations: Mapping[int, Organization],
    version: Version = "4.0",
    *,
    settings: ReadSettings,
    picture: Callable[[str], bytes] | None = None,
    lists: Iterable[Distribution] = (),
) -> bytes:
    """Return people, and lists of them, as one vCard file, UTF-8 with CRLF, the same bytes for the same people.

    A list is a group card (RFC 6350, 6.1.4; in 3.0 as Apple's programs have it) of those of its people who are written.

    ``organizations`` gives the names of the posts' organizations by id, ``picture`` a photo by its SHA-256. Read again with the same settings, every
    field of a record is as it was, but for what belongs to this desk alone: id, version, author, trash, and the ids of
    organizations, posts and contacts, which become names. Time stamps lose fractions of a second.
    """
    sides = Sides.of(settings)
    uids: dict[int, str] = {}
    written: list[bytes] = []
    for person in people:
        uids[person.id] = person.uid
        written += _card(person, organizations, version, sides, picture)
    for one in lists:
        written += _group(one, uids, version)
    return b"".join(written)


def _card(
    person: Person, organizations: Mapping[int, Organization], version: Version, sides: Sides,
    picture: Callable[[str], bytes] | None,
) -> Iterable[bytes]:  # fmt: skip
    lines = [
        f"VERSION:{version}",
        "PRODID:-//Liaison Desk//EN",
        *_identity(person, version),
        *_names(person, version, sides),
        *([text_line("NICKNAME", person.nickname)] if person.nickname else []),
        *post_lines(person.posts, organizations, version, sides),
        *phone_lines(person.phones),
        *email_lines(person.emails),
        *address_lines(person.addresses, version),
        *(line("URL", escape(url, "")) for url in person.urls),
        *_languages(person, version),
        *_dates(person, version),
        *sides.lines("NOTE", person.notes, version, "1"),
        *([line("CATEGORIES", ",".join(escape(tag) for tag in person.tags))] if person.tags else []),
        *_own_lines(person, version, sides),
    ]
    lines += _kept((*photo_line(person, picture), *person.extra), lines, version)
    return map(fold, ("BEGIN:VCARD", *lines, "END:VCARD"))


def _group(one: Distribution, uids: Mapping[int, str], version: Version) -> Iterable[bytes]:
    kind, member = (
        ("KIND", "MEMBER") if version == "4.0" else (f"X-ADDRESSBOOKSERVER-{of}" for of in ("KIND", "MEMBER"))
    )
    lines = [
        f"VERSION:{version}",
        "PRODID:-//Liaison Desk//EN",
        *_identity(one, version),
        line("N", structured(one.name, "", "", "", "")),
        text_line("FN", one.name),
        f"{kind}:group",
        *([text_line(NETWORK, one.network)] if one.network else []),
        _marked(one),
    ]
    known = filter(None, (uids.get(id_) for id_ in one.members))
    lines += (f"{member}:urn:uuid:{uid}" if _UUID.fullmatch(uid) else text_line(member, uid) for uid in known)
    return map(fold, ("BEGIN:VCARD", *lines, "END:VCARD"))


def _identity(record: Record, version: Version) -> list[str]:
    lines = []
    if record.uid:
        uuid = version == "4.0" and _UUID.fullmatch(record.uid)
        value = {"VALUE": ("text",)} if version == "4.0" and not uuid else {}
        lines.append(f"UID:urn:uuid:{record.uid}" if uuid else text_line("UID", record.uid, value))
    if record.updated_at:
        lines.append(f"REV:{_stamp(record.updated_at)}")
    if record.created_at:
        lines.append(f"{PREFIX}CREATED:{_stamp(record.created_at)}")
    return lines


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}".rjust(16, "0")


def _names(person: Person, version: Version, sides: Sides) -> list[str]:
    """Return the name lines: those of the card it came from as long as they say what the record says, else new ones."""
    lines = name_lines(person.name, person.rank, version, sides)
    new = lines if _says(lines, person, sides) else [*lines, text_line(NAME_ORDER, person.name.order.value)]
    kept = {name: [text for text in person.extra if _name(text) == name] for name in ("N", "FN")}
    if not any(kept.values()) or (version == "3.0" and len(kept["N"]) > 1):
        return new
    names = kept["N"] or [text for text in lines if _name(text) == "N"]
    full = kept["FN"] or [full_beside(names, person.name, person.rank)]
    instead = ("N", "FN", NATIVE_NAME) if kept["N"] else ("N", "FN")
    old = [*names, *full, *(text for text in lines if _name(text) not in instead)]
    return old if _says(old, person, sides) else new


def _says(lines: Sequence[str], person: Person, sides: Sides) -> bool:
    """Tell whether a reader takes exactly this person's name and rank from the lines."""
    again = read_name(parse_kept(lines), sides, _company(person))
    return again.name == person.name and again.rank == person.rank


def _company(person: Person) -> str:
    return next((post.organization for post in person.posts), "")


def _name(text: str) -> str:
    """Return the property name of a content line without its group."""
    head = re.split(r"[;:]", text, maxsplit=1)[0]
    return head.rpartition(".")[2].upper()


def _languages(person: Person, version: Version) -> list[str]:
    name = "LANG" if version == "4.0" else PREFIX + "LANG"
    return [text_line(name, skill.code, {PREFIX + "LEVEL": (skill.level,)}) for skill in person.languages]


def _dates(person: Person, version: Version) -> list[str]:
    days: Sequence[tuple[str, date | None]] = (
        ("BDAY", person.birthday),
        ("ANNIVERSARY" if version == "4.0" else "X-ANNIVERSARY", person.anniversary),
    )
    return [
        f"{name}:{day.isoformat() if version == '3.0' else day.isoformat().replace('-', '')}"
        for name, day in days
        if day
    ]


def _own_lines(person: Person, version: Version, sides: Sides) -> list[str]:
    """Return what vCard has no property for."""
    texts = (
        ("NATION", person.nation),
        ("SERVICE", person.service),
        ("RANK-CODE", person.rank_code),
        ("RANK-HOME", person.rank_home),
        ("DATE-OF-RANK", person.date_of_rank.isoformat() if person.date_of_rank else ""),
        ("INTERPRETER", "yes" if person.interpreter else ""),
        ("DIET", person.diet),
        ("MET-WHERE", person.met_where),
        ("ADDRESS-AS", person.address_as),
        ("PRONUNCIATION", person.pronunciation),
        ("CADENCE-DAYS", str(person.cadence_days) if person.cadence_days else ""),
    )
    lines = [text_line(PREFIX + name, text) for name, text in texts if text]
    lines += [line(ASSISTANT, structured(one.name, one.phone)) for one in person.assistants]
    # The line other programs know holds one name.
    lines += [text_line("X-ASSISTANT", one.name) for one in person.assistants[:1] if one.name]
    lines += sides.lines(PREFIX + "BIOGRAPHY", person.biography, version)
    lines.append(_marked(person))
    return lines


def _marked(record: Record) -> str:
    """Return the marking, also an empty one: an unmarked record must not take what a later import gives to others."""
    return text_line(MARKING, record.marking.encode() if record.marking else "")


def _kept(extra: Sequence[str], written: Sequence[str], version: Version) -> list[str]:
    """Return the kept lines that still have a place: each once, none that the record says itself."""
    names = {_name(text) for text in written}
    lines: list[str] = []
    for text in dict.fromkeys(extra):
        name = _name(text)
        found = parse_line(text)
        if (
            found is None
            or "\n" in text
            or "\r" in text
            or name in ("N", "FN", "BEGIN", "END", "VERSION")
            or text in written
        ):
            continue
        if name in _SINGLE and name in names and not found.parameter("ALTID"):
            continue
        data = _DATA.match(found.value) if version == "3.0" else None
        if data:
            simple = data[2].isalnum() and data[1] in ("image", "audio", "application")
            kind = {"TYPE": (data[2].upper(),)} if simple else {"MEDIATYPE": (f"{data[1]}/{data[2]}",)}
            lines.append(
                line(
                    found.name, found.value[data.end() :], {"ENCODING": ("b",), **kind, **found.parameters}, found.group
                )
            )
        else:
            lines.append(text)
    return lines


def fold(text: str) -> bytes:
    """Return a content line as bytes, no piece longer than 75 octets, never cut inside a character (RFC 6350 §3.2)."""
    data = text.encode("utf-8", "replace")
    pieces = []
    start, limit = 0, 75
    while len(data) - start > limit:
        end = start + limit
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end])
        start, limit = end, 74
    pieces.append(data[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
