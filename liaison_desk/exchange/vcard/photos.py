"""The picture inside a card."""

import base64
import binascii
import re

from liaison_desk.contacts.records import Person
from liaison_desk.exchange.vcard.properties import parse_line

_DATA = re.compile(r"data:(image/[\w.+-]+)[^,]{0,100}?;base64,", re.IGNORECASE)


def inline_photo(person: Person) -> tuple[str, bytes] | None:
    """Return the media type and bytes of the first picture among the lines kept of a card; ``None`` if it has none.

    A picture that is only named by an address is never fetched.
    """
    for kept in person.extra:
        found = parse_line(kept) if kept.upper().startswith("PHOTO") else None
        data = _DATA.match(found.value) if found else None
        if found and data:
            try:
                return data[1].lower(), base64.b64decode(found.value[data.end() :].replace("\\n", ""))
            except (ValueError, binascii.Error):
                continue
    return None
