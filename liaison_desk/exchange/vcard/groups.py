"""Cards that are a list of people: what RFC 6350 (6.1.4, 6.6.5) and Apple's programs call a group."""

import re
from dataclasses import dataclass

from liaison_desk.contacts.records import Person
from liaison_desk.exchange.result import Entry, Read
from liaison_desk.exchange.vcard.cards import Card
from liaison_desk.exchange.vcard.properties import one_line

_KIND_OF_UID = re.compile(r"urn:(?:uuid|uid):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """A list of people. ``members`` are UIDs in lower case, for programs differ in how they write one and the same."""

    name: str
    uid: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadCards(Read[Person]):
    """What an address book held: people, and the lists of them."""

    groups: tuple[Entry[Group], ...] = ()


def is_group(card: Card) -> bool:
    """Tell whether a card is a list of people."""
    return any(each.text.lower() == "group" for each in card.all("KIND", "X-ADDRESSBOOKSERVER-KIND"))


def read_group(card: Card, uid: str) -> Group:
    """Return the list that a card is."""
    name = next((one_line(each.text).strip("; ") for each in card.all("FN", "N") if each.text), "")
    named = (each.text for each in card.all("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"))
    return Group(name, uid, tuple(dict.fromkeys(filter(None, map(bare_uid, named)))))


def bare_uid(uid: str) -> str:
    """Return a UID without the word for its kind and in lower case, as the members of a group are compared."""
    return _KIND_OF_UID.sub("", uid).casefold()
