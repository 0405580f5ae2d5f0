"""What a record of partnership becomes by what a table says of it: who is named stays the contact he is.

A table knows names alone; entries of lists are recognized by their keys, or by whom they name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from liaison_desk.app.incoming.tellings import both
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record
from liaison_desk.domain.text import fold


def named_values(mine: Record, incoming: Record, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a record in which a number goes with what it stands beside: who is called otherwise now is another."""
    for name in [one for one in values if isinstance(values[one], str) and f"{one}_id" in values]:
        said = "about_uid" if name == "about" else name
        if values[said] != getattr(mine, said):
            values[f"{name}_id"] = getattr(incoming, f"{name}_id")
    return values


def _with(
    *ids: str, by: Callable[[Any], object], within: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType({})
) -> Any:
    """Return what lets the entries of a list keep the numbers of those they are the same as, and texts their translations' states."""

    def keep(old: Sequence[Any], new: Sequence[Any]) -> tuple[Any, ...]:
        known: dict[object, list[Any]] = {}
        for one in old:
            known.setdefault(by(one), []).append(one)
        found = []
        for one in new:
            mine = known.get(by(one))
            found.append(_kept(mine.pop(0), one, ids, within) if mine else one)
        return tuple(found)

    return keep


def _kept(mine: Any, one: Any, ids: Sequence[str], within: Mapping[str, Callable[[Any, Any], Any]]) -> Any:
    values = {name: getattr(mine, name) for name in ids if not getattr(one, name)}
    for each in fields(one):
        text = getattr(one, each.name)
        if isinstance(text, Bilingual):
            values[each.name] = both(getattr(mine, each.name), text)
    values |= {name: keep(getattr(mine, name), getattr(one, name)) for name, keep in within.items()}
    return replace(one, **values) if values else one


def _name(one: Any) -> object:
    return fold(one.name)


def _signatures(old: Sequence[Any], new: Sequence[Any]) -> Any:
    return _with("contact_id", by=lambda one: (one.party, _name(one)))(old, new)


TOGETHER: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType(
    {
        "parties": _with("organization_id", by=lambda one: (one.key, _name(one))),
        "signatures": _signatures,
        "obligations": _with(by=lambda one: one.key),
        "amendments": _with(by=lambda one: one.key, within={"signatures": _signatures}),
        "sites": _with("site_id", "contact_id", by=lambda one: (_name(one), fold(one.host_name))),
        "delegation": _with("contact_id", by=_name),
        "escorts": _with("contact_id", by=_name),
        "steps": _with(by=lambda one: one.key),
        "onward": _with("contact_id", by=_name),
    }
)
"""How the lists of what the desk knows and of what a table says make one."""
