"""Ways to reach a person: telephones, e-mail, postal addresses, in both directions.

Numbers are kept as they were typed: a DSN number or an extension is no civil number and is never made one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

from liaison_desk.contacts.records import Address, Email, Phone
from liaison_desk.exchange.vcard.properties import PREFIX, Property, escape, line, structured, text_line, unescape

NETWORK = PREFIX + "NETWORK"
_LABEL = "X-ABLABEL"
_APPLE = re.compile(r"_\$!<(.*)>!\$_")
_KINDS = {
    "cell": "mobile",
    "mobile": "mobile",
    "iphone": "mobile",
    "car": "mobile",
    "pager": "pager",
    "fax": "fax",
    "facsimile": "fax",
}
_PLACES = ("work", "home")
_APPLE_TYPES = {word: frozenset((word,)) for word in ("work", "home", "mobile", "pager", "iphone")} | {
    "homefax": frozenset(("home", "fax")),
    "workfax": frozenset(("work", "fax")),
}
_TYPES = {"mobile": "cell", "other": ""}
_COMMON = {
    "voice",
    "pref",
    "internet",
    "msg",
    "video",
    "text",
    "cell",
    "pager",
    "fax",
    "work",
    "home",
    "dom",
    "intl",
    "postal",
    "parcel",
}
_NETWORKS = (
    (re.compile(r"\s*\(?(?:DSN|AUTOVON)\b", re.IGNORECASE), "DSN"),
    (re.compile(r"\s*\(?(VoSIP|VoIP|VOSIP|SVoIP|NSVT|DVoIP)\b", re.IGNORECASE), ""),
    (re.compile(r"\s*(?:内線|ext\.?|extension|x)\s*[0-9-]{2,7}\s*$", re.IGNORECASE), "extension"),
)


def network_of(text: str) -> str:
    """Return the network that a number's own prefix, or a label, names; ``civil`` if it names none."""
    for pattern, network in _NETWORKS:
        found = pattern.match(text)
        if found:
            return network or found[1]
    return "civil"


def labels_of(found: Sequence[Property]) -> Mapping[str, str]:
    """Return what X-ABLabel calls each group, Apple's own names in plain words."""
    labels = {each.group.lower(): each.text for each in found if each.group and each.name == _LABEL}
    return {group: _APPLE.sub(r"\1", label) for group, label in labels.items()}


def preferred_first(found: Iterable[Property]) -> list[Property]:
    """Return properties with the preferred ones first, otherwise in the order of the card."""

    def preference(each: Property) -> int:
        given = each.parameter("PREF")
        if given.isdecimal() and len(given) < 4:
            return int(given)
        return 1 if "pref" in each.types else 101

    return sorted(found, key=preference)


def read_phone(each: Property, labels: Mapping[str, str]) -> Phone | None:
    """Read a TEL of any version; ``None`` if it is empty."""
    number = each.line_text
    if number.lower().startswith("tel:"):
        number, _, rest = unquote(number[4:]).partition(";")
        extension = re.search(r"(?:^|;)ext=([^;]+)", rest)
        number = f"{number} ext. {extension[1]}" if extension else number
    if not number:
        return None
    label = labels.get(each.group.lower(), "")
    types = each.types
    meant = _APPLE_TYPES.get(label.lower(), frozenset()) if types.isdisjoint({*_KINDS, *_PLACES}) else frozenset()
    if meant:
        types, label = types | meant, ""
    place = next((word for word in _PLACES if word in types), "")
    kind = next(
        (_KINDS[word] for word in ("fax", "facsimile", "pager", "cell", "mobile", "iphone", "car") if word in types),
        place,
    )
    own = next((word[2:] for word in sorted(types) if word.startswith("x-") and word not in ("x-dsn", "x-other")), "")
    network = each.parameter(NETWORK) or ("DSN" if "x-dsn" in types else network_of(label)) or "civil"
    if network == "civil" and not each.parameter(NETWORK):
        network = network_of(number)
    note = "" if label == network else label
    if kind in ("fax", "mobile", "pager") and place and not note:
        note = place
    return Phone(number, kind or own or "other", network, note)


def phone_lines(phones: Sequence[Phone]) -> list[str]:
    """Return the TEL lines; a note is its label, except home and work, which are types."""
    lines: list[str] = []
    for at, phone in enumerate(phones, 1):
        place = phone.note if phone.note in _PLACES and phone.kind in ("fax", "mobile", "pager") else ""
        label = "" if place else phone.note
        network = network_of(label) if label and network_of(label) != "civil" else network_of(phone.number)
        parameters: dict[str, Sequence[str]] = {"TYPE": tuple(filter(None, (_type(phone.kind), place)))}
        if phone.network != network:
            parameters[NETWORK] = (phone.network,)
            label = label or (phone.network if phone.network != "civil" else "")
        lines += _labelled("TEL", escape(phone.number), parameters, label, f"tel{at}")
    return lines


def _type(kind: str) -> str:
    return _TYPES.get(kind, kind if kind in ("work", "home", "fax", "pager") else f"x-{kind}")


def _labelled(name: str, value: str, parameters: Mapping[str, Sequence[str]], label: str, group: str) -> list[str]:
    if not label:
        return [line(name, value, parameters)]
    return [line(name, value, parameters, group), text_line("X-ABLabel", label, group=group)]


def read_email(each: Property) -> Email | None:
    """Read an EMAIL; ``None`` if it is empty."""
    address = each.line_text
    if address.lower().startswith("mailto:"):
        address = unquote(address[7:])
    if "@" in address and "<" not in address:
        address = "".join(address.split())  # blanks of a fold
    kind = next((word for word in _PLACES if word in each.types), "")
    own = next((word[2:] for word in sorted(each.types) if word.startswith("x-")), "")
    return Email(address, kind or own or "other", each.parameter(NETWORK) or "internet") if address else None


def email_lines(emails: Sequence[Email]) -> list[str]:
    """Return the EMAIL lines."""
    return [
        text_line(
            "EMAIL",
            email.address,
            {"TYPE": (_type(email.kind),), NETWORK: (email.network if email.network != "internet" else "",)},
        )
        for email in emails
    ]


def read_addresses(found: Sequence[Property]) -> tuple[Address, ...]:
    """Read every ADR with its label; a LABEL that no ADR of its kind takes is an address of its own."""
    labels = [(_address_kind(each), each) for each in found if each.name == "LABEL" and each.text]
    addresses: list[Address] = []
    for each in preferred_first(each for each in found if each.name == "ADR"):
        kind = _address_kind(each)
        box, extended, street, city, region, code, country = _address_parts(each)
        given = ",".join(each.parameters.get("LABEL", ()))
        # Some programs escape the quotes that they put around the label.
        label = unescape(given[2:-2] if given.startswith('\\"') and given.endswith('\\"') else given).strip()
        other = next((one for one in labels if one[0] == kind and one[1].group in ("", each.group)), None)
        if not label and other is not None:
            labels.remove(other)
            label = other[1].text
        if any((box, extended, street, city, region, code, country, label)):
            addresses.append(Address(kind, street, city, region, code, country, box, extended, label))
    return (*addresses, *(Address(kind, label=one.text) for kind, one in labels))


def _address_parts(each: Property) -> list[str]:
    parts = each.parts()
    filled = [part for part in parts if part]
    if len(filled) > 2 and all(len(part) > 1 and part[0] == part[-1] == '"' for part in filled):
        parts = [part.strip('"') for part in parts]
    if len(parts) > 7:
        parts[6:] = [", ".join(filter(None, parts[6:]))]
    return [*parts, *[""] * 7][:7]


def _address_kind(each: Property) -> str:
    own = next((word[2:] for word in sorted(each.types - _COMMON) if word.startswith("x-")), "")
    return next((word for word in _PLACES if word in each.types), "") or own or "other"


def address_lines(addresses: Sequence[Address], version: str) -> list[str]:
    """Return the ADR lines. Version 4.0 carries the label as a parameter, 3.0 as a property of its own."""
    lines: list[str] = []
    for at, address in enumerate(addresses, 1):
        types = {"TYPE": (_type(address.kind),)}
        parts = (
            address.box,
            address.extended,
            address.street,
            address.city,
            address.region,
            address.code,
            address.country,
        )
        label = {"LABEL": (escape(address.label, ""),)} if version == "4.0" else {}
        group = f"adr{at}" if address.label and version == "3.0" else ""
        lines.append(line("ADR", structured(*parts), {**types, **label}, group))
        if group:
            lines.append(text_line("LABEL", address.label, types, group))
    return lines
