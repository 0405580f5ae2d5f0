"""Two seats at one packet: what one of them changed and the other one's change stands in place of."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from liaison_desk.briefings.records import Packet, PacketItem, PacketRequest
from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.foundation.core.language import Language

_ENTRY, _ORDER = "entry", "order of entries"
_ABSENT = object()


def overtaken(before: Packet, there: Packet, mine: Packet, after: Packet) -> frozenset[str]:
    """Return what others changed in ``there`` and ``after`` has as ``mine`` does, all three made of ``before``.

    Words of entries are not told of: they are kept beside each other. See ``overtaken_words`` for the names.
    """
    found = {name for name, *four in _parts(before, there, mine, after) if _is_lost(*four)}
    theirs, left = ({item.key: item for item in one.items} for one in (there, after))
    if any(one.key not in left and theirs.get(one.key, one) != one for one in before.items):
        found.add(_ENTRY)  # with all its words
    if _is_lost(*(_order(one, (before, there, mine, after)) for one in (before, there, mine, after))):
        found.add(_ORDER)
    return frozenset(found)


def overtaken_words(names: frozenset[str], language: Language) -> str:
    """Return what was overtaken as a list of words."""
    tr = language.tr
    words = {
        "title": tr("Packet title"), "marking": tr("Marking"), "audience": tr("Audience"), "since": tr("From"), "until": tr("To"),
        "meeting": tr("Meeting"), "exercise": tr("Exercise"), "arrangement": tr("Arrangement"),
        "visit": tr("Visit"), "paper": tr("Paper"), "language": tr("Language"), "names": tr("Names"),
        "ruby": tr("Readings over Japanese names"), "copies": tr("Copies"), "copy": tr("Copy number"), "draft": tr("State"),
        "block": tr("Block"), _ENTRY: tr("Entry"), _ORDER: tr("Order"),
    }  # fmt: skip
    return ", ".join(dict.fromkeys(words[name] for name in words if name in names))


def _is_lost(before: Any, there: Any, mine: Any, after: Any) -> bool:
    return bool(there != before and after == mine != there)


def _parts(*four: Packet) -> Iterator[tuple[str, Any, Any, Any, Any]]:
    """Yield each part by its name, as the four packets have it."""

    def each(name: str, of: Any) -> tuple[str, Any, Any, Any, Any]:
        one, two, three, last = (of(packet) for packet in four)
        return name, one, two, three, last

    for side in Side:
        yield each("title", lambda packet, side=side: packet.title.side(side))
    yield each("marking", lambda packet: packet.marking)
    for one in fields(PacketRequest):
        yield each(one.name, lambda packet, name=one.name: getattr(packet.asked, name))
    for item in four[0].items:
        for part in fields(PacketItem):
            yield each(_ENTRY, lambda packet, key=item.key, name=part.name: _part(packet, key, name))


def _part(packet: Packet, key: str, name: str) -> Any:
    item = next((one for one in packet.items if one.key == key), None)
    return _ABSENT if item is None else getattr(replace(item, text=Bilingual()), name)


def _order(packet: Packet, among: Sequence[Packet]) -> list[str]:
    """Return the keys of the entries that all have, in the order of one."""
    common = set.intersection(*({item.key for item in one.items} for one in among))
    return [item.key for item in packet.items if item.key in common]
