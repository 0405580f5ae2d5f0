"""Zones by the names people say: a town, a zone's short name such as JST, in either language.

The towns that no zone is named after, and the Japanese names, are data: ``resources/policies/towns.toml``.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType

from liaison_desk.domain.policy import read_policy
from liaison_desk.domain.zones import known_zones, label
from liaison_desk.foundation.core.resources import resource

_HALF_A_YEAR = timedelta(days=182)


def zone_called(words: str, zones: Sequence[str], now: datetime) -> str:
    """Return the zone that words name, empty when they name none.

    Short names (``MST``, ``MDT``) are those of ``zones`` only, for the same letters mean several zones of the world.
    """
    key = " ".join(words.casefold().split())
    for name in zones:
        if key in {label(name, at).casefold() for at in (now, now + _HALF_A_YEAR)} and not key.startswith(("+", "-")):
            return name
    return _towns().get(key, "")


def town_of(zone: str) -> str:
    """Return the town a zone is named after."""
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _towns() -> Mapping[str, str]:
    """Return zone by town, case folded; where two zones have a town of one name, the one whose name is shorter."""
    found = {}
    for name in sorted(known_zones(), key=lambda one: (len(one), one), reverse=True):
        if "/" in name and not name.startswith("Etc/"):
            found[town_of(name).casefold()] = name
    given = read_policy(resource("policies", "towns.toml"))["towns"]
    return MappingProxyType(found | {name.casefold(): zone for name, zone in given.items()})
