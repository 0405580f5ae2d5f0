"""Nations and groups of nations by code, from ``resources/policies/nations.toml`` and ``groups.toml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from liaison_desk.domain.policy import read_policy, reading
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.resources import resource


@dataclass(frozen=True, slots=True)
class Nation:
    """A nation (trigraph) or an organization (longer code), its names, and how its people write theirs."""

    code: str
    english: str
    japanese: str
    family_first: bool = False
    also: tuple[str, ...] = ()

    def name(self, language_code: str) -> str:
        """Return the name for a language code: Japanese for ``ja``, English for every other."""
        return self.japanese if language_code == "ja" else self.english


class Nations:
    """The table of nations and the codes people wrongly write for them. It never changes."""

    def __init__(self, nations: Mapping[str, Nation], mistaken: Mapping[str, str]) -> None:
        self._nations = MappingProxyType(dict(nations))
        self._mistaken = MappingProxyType(dict(mistaken))
        self._called: dict[str, str] = {}
        for code, nation in self._nations.items():
            for text in (code, nation.english, nation.japanese, *nation.also):
                self._called.setdefault(_plain(text), code)
        for wrong, code in self._mistaken.items():
            self._called.setdefault(_plain(wrong), code)

    def __contains__(self, code: object) -> bool:
        return code in self._nations

    def all(self) -> tuple[Nation, ...]:
        """Return every nation and organization in the order of the file."""
        return tuple(self._nations.values())

    def find(self, code: str) -> Nation | None:
        """Return a nation by its code, or None."""
        return self._nations.get(code)

    def meant(self, text: str) -> str:
        """Return the code of the nation that a text is the code or a name of, in either language; empty for none."""
        asked = _plain(text)
        return self._called.get(asked, "") if asked else ""

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


def _plain(text: str) -> str:
    """Return what is compared of a nation's name: without case, width, blanks and the points of U.S."""
    return re.sub(r"[\s.]", "", fold(text)).removeprefix("the")


@cache
def load_nations() -> Nations:
    """Return the shipped table of nations (editable data)."""
    return read_nations(resource("policies", "nations.toml"))


def read_nations(path: Path) -> Nations:
    """Return the table of nations in a file. A spoilt file raises UnreadableError that names it."""
    table = read_policy(path)
    with reading(path):
        nations = {
            code: Nation(code, entry["en"], entry["ja"], entry.get("family_first", False), tuple(entry.get("also", ())))
            for code, entry in table.items()
        }
        return Nations(nations, {wrong: code for code, entry in table.items() for wrong in entry.get("never", ())})


@cache
def load_groups() -> Mapping[str, frozenset[str]]:
    """Return the shipped groups of nations that expand in a release list (editable data)."""
    path = resource("policies", "groups.toml")
    table = read_policy(path)
    with reading(path):
        return MappingProxyType({code: frozenset(members) for code, members in table.items()})
