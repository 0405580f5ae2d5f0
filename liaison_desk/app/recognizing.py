"""Who of a file is on the desk already, though the file does not know him by the desk's uid.

The same name and the same e-mail address or telephone are the same person: what he lacks is filled, nothing of his is
taken away. The same name alone is said, and he is added as another: two people may well bear one name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liaison_desk.app.desk import Desk
from liaison_desk.contacts.records import Person
from liaison_desk.exchange.result import Entry, LineProblem
from liaison_desk.foundation.database.transaction import Transaction

_FEWEST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Recognized:
    """Whom the desk has: ``known`` by the file's uid, ``alike`` those of the same name only, and what is said of them."""

    known: Mapping[str, Person]
    alike: Mapping[str, Sequence[Person]]
    problems: Sequence[LineProblem]


def recognize(
    desk: Desk, transaction: Transaction, entries: Sequence[Entry[Person]], decided: Mapping[str, int]
) -> Recognized:
    """Look for people whose uid the desk does not know among those who bear their names.

    ``decided`` is what the user said of them by their uids: whose entry each is (an id), 0 for another person.
    """
    uids = [entry.record.uid for entry in entries]
    there = desk.contacts.known(transaction, uids)
    strangers = [entry for entry in entries if entry.record.uid not in there]
    namesakes = desk.contacts.namesakes(transaction, [entry.record for entry in strangers])
    chosen = desk.contacts.people_in(transaction, set(decided.values()) - {0})
    known: dict[str, Person] = {}
    alike: dict[str, Sequence[Person]] = {}
    problems = []
    for entry in strangers:
        uid, person = entry.record.uid, entry.record
        others = namesakes.get(uid, ())
        same = next((other for other in others if share_reach(person, other)), None)
        if uid in decided:
            same = chosen.get(decided[uid])
        elif others and same is None:
            said = "“{name}” may be a contact you have already; he was added as another."
            problems.append(LineProblem(entry.line, said, {"name": person.name.full()}))
        if same is not None:
            known[uid] = same
        if others:
            alike[uid] = others
    return Recognized(known, alike, problems)


def share_reach(one: Person, other: Person) -> bool:
    """Tell whether two people have an e-mail address or a telephone in common."""
    emails = {email.address.casefold() for email in one.emails}
    numbers = {_digits(phone.number) for phone in one.phones} - {""}
    return any(email.address.casefold() in emails for email in other.emails) or any(
        _digits(phone.number) in numbers for phone in other.phones
    )


def _digits(number: str) -> str:
    """Return what is dialled of a number, without a country's or trunk's beginning; empty for an extension."""
    digits = re.sub(r"\D", "", number)
    return digits[-8:] if len(digits) >= _FEWEST_DIGITS else ""
