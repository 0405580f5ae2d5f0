"""Cards that are a list of people: what RFC 6350 (6.1.4, 6.6.5) and Apple's programs call a group."""

import re
from dataclasses import dataclass

from liaison_desk.contacts.records import Person
from liaison_desk.domain.marking import Marking
from liaison_desk.exchange.result import Entry, LineProblem, Read
from liaison_desk.exchange.vcard.cards import Card
from liaison_desk.exchange.vcard.properties import PREFIX, Property, one_line

# Said by what a list is, or only of the card itself; everything else has no place in a list.
_MEMBERS, _NAMES, _KINDS = ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"), ("FN", "N"), ("KIND", "X-ADDRESSBOOKSERVER-KIND")
NETWORK, MARKING = PREFIX + "NETWORK", PREFIX + "MARKING"
_UNDERSTOOD = frozenset((*_MEMBERS, *_KINDS, "VERSION", "PRODID", "UID", "REV", NETWORK, MARKING, f"{PREFIX}CREATED"))
_KIND_OF_UID = re.compile(r"urn:(?:uuid|uid):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """A list of people. ``members`` are UIDs as they are written; ``network`` is the label of the addresses it is copied as."""

    name: str
    uid: str
    members: tuple[str, ...]
    network: str = ""
    marking: Marking | None = None


@dataclass(frozen=True, slots=True)
class ReadCards(Read[Person]):
    """What an address book held: people, and the lists of them."""

    groups: tuple[Entry[Group], ...] = ()


def is_group(card: Card) -> bool:
    """Tell whether a card is a list of people."""
    return any(each.text.lower() == "group" for each in card.all(*_KINDS))


def read_group(card: Card, uid: str, marking: Marking | None, problems: list[LineProblem]) -> Group:
    """Return the list that a card is; what a list has no place for is added to the problems."""
    name = next(filter(None, map(_called, (*card.all("FN"), *card.all("N")))), "")
    for each in card.properties:
        repeated = each.name in _NAMES and _words(_called(each)) in ([], _words(name))
        if each.text and each.name not in _UNDERSTOOD and not repeated:
            problems.append(no_place(each.line or card.line, each.name, each.text))
    named = (each.text for each in card.all(*_MEMBERS))
    network = next((each.text for each in card.all(NETWORK)), "")
    return Group(name, uid, tuple(dict.fromkeys(filter(None, map(bare_uid, named)))), network, marking)


def no_place(line: int, name: str, text: str) -> LineProblem:
    """Return what is said of something that a file knows of a list and that a list has no place for."""
    said = "A list keeps its name and its people only; {name} was left out: {text}"
    return LineProblem(line, said, {"name": name, "text": one_line(text)[:80]})


def _called(each: Property) -> str:
    """Return what a name says: in parts (N) without the signs between those that are not there."""
    return one_line(each.text).strip("; " if each.name == "N" else None)


def _words(text: str) -> list[str]:
    """Return the words of a name in whatever order its parts stand."""
    return sorted(text.replace(";", " ").split())


def bare_uid(uid: str) -> str:
    """Return a UID without the word for its kind, as the members of a group are compared."""
    return _KIND_OF_UID.sub("", uid)
