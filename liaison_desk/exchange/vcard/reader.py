"""Cards to people: what every program's properties mean for a contact, and what is kept because it means nothing here."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from liaison_desk.contacts.records import Assistant, Person, Skill
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.exchange.result import Entry, LineProblem, ReadSettings
from liaison_desk.exchange.vcard.cards import Card, cards
from liaison_desk.exchange.vcard.full_names import called
from liaison_desk.exchange.vcard.groups import MARKING, Group, ReadCards, is_group, read_group
from liaison_desk.exchange.vcard.names import NAME_ORDER, NATIVE_NAME, RANK, READING, read_name
from liaison_desk.exchange.vcard.posts import POST, TITLE, read_posts
from liaison_desk.exchange.vcard.properties import ASSISTANT, PREFIX, Property, split, unescape
from liaison_desk.exchange.vcard.reach import labels_of, preferred_first, read_addresses, read_email, read_phone
from liaison_desk.exchange.vcard.sides import Sides, is_japanese
from liaison_desk.foundation.core.errors import DeskError, UnreadableError

SIZE = 64 * 1024 * 1024
"""The largest file that is read, in bytes."""

_DATE = re.compile(r"(\d{4})([-/]?)(\d{1,2})\2(\d{1,2})(?:[T ].*)?$")
_INSTANT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d):?(\d\d)?(?:[.,]\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?$")
_NO_YEAR = 1604  # what Apple's and Mozilla's programs write for a birthday without a year
_UUID = re.compile(r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)
_NOTHING = ("VERSION", "PRODID", "REV", "UID", "TZ", "KIND", "CLASS")  # these name nobody
_BIRTHDAYS, _ANNIVERSARIES = ("BDAY",), ("ANNIVERSARY", "X-ANNIVERSARY")
LEVEL = PREFIX + "LEVEL"
# What other programs call the one who answers for a person.
ASSISTANTS = ("X-ASSISTANT", "X-EVOLUTION-ASSISTANT", "X-KADDRESSBOOK-X-ASSISTANTSNAME", "X-MS-ASSISTANT")
# Understood in full: nothing of these goes among the kept lines.
_UNDERSTOOD = frozenset(
    [
        "VERSION",
        "PRODID",
        "BEGIN",
        "END",
        "N",
        "FN",
        "NICKNAME",
        "ORG",
        "TITLE",
        "ROLE",
        "TEL",
        "EMAIL",
        "ADR",
        "LABEL",
        "URL",
        "NOTE",
        "CATEGORIES",
        "LANG",
        "UID",
        "REV",
        "CREATED",
        "X-ABLABEL",
        *ASSISTANTS,
    ]
)
_OURS = frozenset(
    PREFIX + name
    for name in (
        [
            "NATION",
            "SERVICE",
            "RANK-CODE",
            "RANK-HOME",
            "DATE-OF-RANK",
            "INTERPRETER",
            "DIET",
            "MET-WHERE",
            "CADENCE-DAYS",
            "ADDRESS-AS",
            "PRONUNCIATION",
            "ASSISTANT",
            "BIOGRAPHY",
            "NOTE",
            "MARKING",
            "CREATED",
            "LANG",
        ]
    )
) | {NAME_ORDER, NATIVE_NAME, RANK, POST, TITLE}


def read_vcards(data: bytes, settings: ReadSettings) -> ReadCards:
    """Read the people of a vCard file of any version, encoding and dialect, and the lists of people among its cards.

    A card that cannot be taken is left out and listed with its line (1 = the first); the others are kept, also those
    that share a UID. A file that holds no card at all raises UnreadableError, and nothing has been read.
    """
    if len(data) > SIZE:
        raise UnreadableError(
            "This file is too large to be an address book: {size} MB.", size=len(data) // 1024 // 1024
        )
    sides = Sides.of(settings)
    entries: list[Entry[Person]] = []
    groups: list[Entry[Group]] = []
    problems: list[LineProblem] = []
    found = cards(data)
    if not found:
        raise UnreadableError("This file holds no address book card (vCard).")
    for card in found:
        problems += card.problems
        if is_group(card):
            marking = _marking(card, settings, problems)
            groups.append(Entry(read_group(card, _uid(card), marking, problems), card.line))
            continue
        try:
            person = _person(card, settings, sides, problems)
        except (DeskError, ValueError, OverflowError) as error:
            problems.append(
                LineProblem(card.line, "This card cannot be read and was left out: {reason}", {"reason": str(error)})
            )
            continue
        if person is None:
            problems.append(LineProblem(card.line, "This card says nothing and was left out."))
            continue
        entries.append(Entry(person, card.line))
    return ReadCards(tuple(entries), tuple(problems), len(found) - len(entries) - len(groups), tuple(groups))


def _person(card: Card, settings: ReadSettings, sides: Sides, problems: list[LineProblem]) -> Person | None:
    found = card.properties
    if not found:
        return None
    company = next((each.parts()[0] for each in card.all("ORG")), "")
    naming = read_name(found, sides, company)
    if not _any_part(naming.name):
        substitute = _substitute(card)
        if not substitute:
            return None
        naming = replace(naming, name=called(substitute, naming.name))
        problems.append(
            LineProblem(card.line, "This card has no name; it is listed as “{name}”.", {"name": substitute})
        )
    labels = labels_of(found)
    posts, posts_left = read_posts(found, sides)
    phones = [(each, read_phone(each, labels)) for each in preferred_first(card.all("TEL"))]
    emails = [read_email(each) for each in preferred_first(card.all("EMAIL"))]
    birthday, anniversary = _first_date(card.all(*_BIRTHDAYS)), _first_date(card.all(*_ANNIVERSARIES))
    own_rank = bool(card.all(RANK))
    code = _own(card, "RANK-CODE") or ("" if own_rank else naming.rank_code)
    rank_home = _own(card, "RANK-HOME")
    if not own_rank and is_japanese(naming.rank) and sides.home == "ja":
        rank_home = naming.rank
    person = Person(
        name=naming.name,
        uid=_uid(card),
        created_at=_instant(card.all("CREATED", PREFIX + "CREATED")),
        updated_at=_instant(card.all("REV")),
        marking=_marking(card, settings, problems),
        nickname=", ".join(word for each in card.all("NICKNAME") for word in _words(each, ",")),
        nation=_own(card, "NATION"),
        service=_own(card, "SERVICE"),
        rank_code=code,
        rank=naming.rank,
        rank_home=rank_home,
        date_of_rank=_date(_own(card, "DATE-OF-RANK")),
        posts=posts,
        phones=tuple(phone for _, phone in phones if phone),
        emails=tuple(email for email in emails if email),
        addresses=read_addresses(found),
        urls=tuple(
            dict.fromkeys(filter(None, ("".join(each.text.split()) for each in preferred_first(card.all("URL")))))
        ),
        languages=tuple(
            Skill(each.text, each.parameter(LEVEL))
            for each in preferred_first(card.all("LANG", PREFIX + "LANG"))
            if each.text
        ),
        address_as=_own(card, "ADDRESS-AS"),
        pronunciation=_own(card, "PRONUNCIATION"),
        assistants=_assistants(card),
        interpreter=_own(card, "INTERPRETER") == "yes",
        diet=_own(card, "DIET"),
        met_where=_own(card, "MET-WHERE"),
        cadence_days=_days(_own(card, "CADENCE-DAYS")),
        birthday=birthday[1],
        anniversary=anniversary[1],
        biography=sides.read(card.all(PREFIX + "BIOGRAPHY")),
        notes=sides.read(card.all("NOTE", PREFIX + "NOTE")),
        tags=tuple(dict.fromkeys(word for each in card.all("CATEGORIES") for word in _words(each, ",", ";"))),
    )
    noted = {each.group.lower() for each, phone in phones if each.group and phone}
    left = [each for each in found if each not in (birthday[0], anniversary[0]) and _is_kept(each, naming.name, noted)]
    left = [_second(each) if each.name == "BDAY" and birthday[1] else each for each in left]
    names = [line for line in naming.kept if not line.startswith(PREFIX)]
    others = [line for line in naming.kept if line.startswith(PREFIX)]
    lines = [each.canonical() for each in (*posts_left, *left)]
    return replace(person, extra=tuple(dict.fromkeys((*names, *lines, *others))))


def _is_kept(each: Property, name: PersonName, noted: set[str]) -> bool:
    """Tell whether a property goes among the kept lines because the record has no place for it."""
    if each.name == "X-ABLABEL":
        return each.group.lower() not in noted
    if each.name in _UNDERSTOOD or each.name in _OURS or not (each.value.strip() or each.parameters):
        return False
    if each.name == "KIND":
        return each.text.lower() != "individual"
    if each.name in READING and each.name != "SOUND":
        return each.text not in (name.reading_family, name.reading_given, name.family, name.given)
    if each.name == "SOUND" and "x-irmc-n" in each.types:
        return not (name.reading_family or name.reading_given) and not each.value.isascii()
    return True


def _second(each: Property) -> Property:
    """Return a second birthday under a name that does not pass for the first; one in other words (ALTID) stays."""
    return each if each.parameter("ALTID") else replace(each, name=PREFIX + "OTHER-BDAY")


def _any_part(name: PersonName) -> bool:
    return any((name.family, name.given, name.native_family, name.native_given))


def _substitute(card: Card) -> str:
    """Return what a card without a name is called in the list: its organization, nickname, address, or first words."""
    told = [each for each in card.properties if each.value.strip() and each.name not in _NOTHING]
    for names in (
        ("ORG",),
        ("NICKNAME",),
        ("EMAIL",),
        ("TEL",),
        ("X-PHONETIC-LAST-NAME", "SOUND"),
        ("TITLE", "ROLE"),
        (),
    ):
        for each in told:
            words = " ".join(" ".join(part for part in each.parts() if part).split())
            plain = not each.value.startswith(("data:", "<"))
            if words and plain and (each.name in names or not names):
                return words[:60]
    return "?" if told else ""


def _words(each: Property, *separators: str) -> list[str]:
    pieces = [each.value]
    for separator in separators:
        pieces = [part for piece in pieces for part in split(piece, separator)]
    return [word for word in (unescape(piece).strip() for piece in pieces) if word]


def _own(card: Card, name: str) -> str:
    return next((each.text for each in card.all(PREFIX + name)), "")


def _assistants(card: Card) -> tuple[Assistant, ...]:
    """Return who answers for a person: from our own lines, and from those of other programs whom they do not name."""
    parts = [(*each.parts(), "", "")[:2] for each in card.all(ASSISTANT)]
    own = [Assistant(name, phone=phone) for name, phone in parts if name or phone]
    known = {one.name for one in own}
    others = dict.fromkeys(each.text for each in card.all(*ASSISTANTS) if each.text and each.text not in known)
    return (*own, *map(Assistant, others))


def _days(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _uid(card: Card) -> str:
    text = next((each.text for each in card.all("UID") if each.text), "")
    return _UUID.sub(lambda found: found[1].lower(), text)


def _date(text: str) -> date | None:
    """Return the day that a text names; ``None`` if it names none, or no year (``--0415``, 1604)."""
    found = _DATE.match(text.strip())
    if not found or int(found[1]) == _NO_YEAR:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def _first_date(found: Sequence[Property]) -> tuple[Property | None, date | None]:
    for each in found:
        day = _date(each.text)
        if day and not each.parameter("X-APPLE-OMIT-YEAR"):
            return each, day
    return None, None


def _instant(found: Sequence[Property]) -> datetime | None:
    """Return a time stamp as an aware instant in UTC; one without a zone is taken as UTC."""
    for each in found:
        match = _INSTANT.match(each.text)
        if match:
            year, month, day, hour, minute, second, zone = match.groups()
            shown = f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}"
            offset = "+00:00" if zone in (None, "Z") else f"{zone[:3]}:{zone[-2:]}"
            try:
                return datetime.fromisoformat(shown + offset).astimezone(UTC)
            except (ValueError, OverflowError):
                continue
    return None


def _marking(card: Card, settings: ReadSettings, problems: list[LineProblem]) -> Marking | None:
    """Return the marking that our own export wrote, else that of the settings. One that is damaged leaves it unmarked."""
    for each in card.all(MARKING):
        try:
            return Marking.decode(each.text)
        except DeskError:
            problems.append(LineProblem(each.line, "The marking of this card cannot be read; it was left unmarked."))
            return None
    return settings.marking
