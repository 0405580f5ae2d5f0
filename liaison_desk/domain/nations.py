"""Nations and groups of nations by code, from ``resources/policies/nations.toml`` and ``groups.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.core.resources import resource


@dataclass(frozen=True, slots=True)
class Nation:
    """A nation (trigraph) or an organization (longer code), its names, and how its people write theirs."""

    code: str
    english: str
    japanese: str
    family_first: bool = False

    def name(self, language_code: str) -> str:
        """Return the name for a language code: Japanese for ``ja``, English for every other."""
        return self.japanese if language_code == "ja" else self.english


class Nations:
    """The table of nations and the codes people wrongly write for them. It never changes."""

    def __init__(self, nations: Mapping[str, Nation], mistaken: Mapping[str, str]) -> None:
        self._nations = MappingProxyType(dict(nations))
        self._mistaken = MappingProxyType(dict(mistaken))

    def __contains__(self, code: object) -> bool:
        return code in self._nations

    def all(self) -> tuple[Nation, ...]:
        """Return every nation and organization in the order of the file."""
        return tuple(self._nations.values())

    def find(self, code: str) -> Nation | None:
        """Return a nation by its code, or None."""
        return self._nations.get(code)

    def name(self, code: str, language_code: str) -> str:
        """Return a nation's name in a language; an unknown code stands for itself."""
        nation = self._nations.get(code)
        return nation.name(language_code) if nation else code

    def family_first(self, code: str) -> bool:
        """Tell whether the people of a nation put the family name first."""
        nation = self._nations.get(code)
        return nation is not None and nation.family_first

    def require(self, code: str) -> str:
        """Return the code if it is known. A mistaken one (JP) or an unknown one raises DeskError that says so."""
        if code in self._nations:
            return code
        if code in self._mistaken:
            raise DeskError("Write {right}, never {wrong}.", right=self._mistaken[code], wrong=code)
        raise DeskError("{code} is not the code of a known nation.", code=code[:20])


def read_policy(path: Path) -> dict[str, Any]:
    """Return a TOML file of the policies. A file that cannot be read raises UnreadableError that names it."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableError("The data file {name} cannot be read.", name=path.name) from error


@cache
def load_nations() -> Nations:
    """Return the shipped table of nations (editable data)."""
    table = read_policy(resource("policies", "nations.toml"))
    nations = {
        code: Nation(code, entry["en"], entry["ja"], entry.get("family_first", False)) for code, entry in table.items()
    }
    mistaken = {wrong: code for code, entry in table.items() for wrong in entry.get("never", ())}
    return Nations(nations, mistaken)


@cache
def load_groups() -> Mapping[str, frozenset[str]]:
    """Return the shipped groups of nations that expand in a release list (editable data)."""
    table = read_policy(resource("policies", "groups.toml"))
    return MappingProxyType({code: frozenset(members) for code, members in table.items()})
