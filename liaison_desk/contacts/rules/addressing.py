"""People as the addresses of a mail: one of each, of the network that is asked for, safe in a To line."""

import re
from collections.abc import Iterable

from liaison_desk.contacts.records import Person

_PLAIN = re.compile(r"[\w !#$%&'*+/=?^`{|}~-]*")


def addresses(
    people: Iterable[Person], network: str = "", *, named: bool = True, separator: str = "; "
) -> tuple[str, int]:
    """Return the addresses of people as one text, and how many people have none.

    ``network`` is a label of the addresses (any without it). ``named`` ones read ``Name <address>``, a name with special
    characters in quotes (RFC 5322, 3.2.4). The same address stands once.
    """
    found: dict[str, str] = {}
    without = 0
    for person in people:
        wanted = [one.address.strip() for one in person.emails if not network or one.network == network]
        address = next((text for text in wanted if text), "")
        if not address:
            without += 1
            continue
        address = "".join(address.split())
        name = " ".join((person.name.latin() or person.name.native()).split())
        found.setdefault(address.casefold(), f"{_quoted(name)} <{address}>" if named and name else address)
    return separator.join(found.values()), without


def _quoted(name: str) -> str:
    if _PLAIN.fullmatch(name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
