"""How a nation writes markings: grammars read from ``resources/policies``, which print and parse them.

The inside of the program knows one model (``Marking``); each policy file says in data what its levels and
lists are called. Nothing here claims any authority to classify.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from liaison_desk.domain.marking import Level, Marking, list_order
from liaison_desk.domain.nations import Nations, load_groups, load_nations, read_policy
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.core.resources import resource

LONGEST = 500


@dataclass(frozen=True, slots=True)
class LevelWords:
    """What a grammar calls one level, in full and in a portion mark, other spellings, and its colour (#rrggbb)."""

    level: Level
    banner: str
    portion: str
    color: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedMarking:
    """A marking that was read, and its right form where the text differed from it (else None)."""

    marking: Marking
    corrected: str | None = None


@dataclass(frozen=True, slots=True)
class ListWords:
    """How a grammar writes release lists.

    ``prefixes`` begin a list (the first is the printed one); ``first`` is the code that stands first and without
    which a list is wrong; ``own_banner`` and ``own_portion`` say "this nation alone"; ``only`` ends a list that
    leaves ``first`` out; ``nobody`` says that no nation may read it; ``names`` are whole lists with a name.
    """

    prefixes: tuple[str, ...]
    first: str
    own_banner: str
    own_portion: str
    only: str
    nobody: str
    names: Mapping[str, frozenset[str]]


class Grammar:
    """One policy's way to print and read markings. ``code`` names its file; it never changes once loaded."""

    def __init__(self, code: str, policy: Mapping[str, Any], nations: Nations) -> None:
        self.code = code
        self.english: str = policy["name"]
        self.japanese: str = policy["name_ja"]
        self.block: tuple[str, ...] = tuple(policy.get("designation_block", ()))
        self._nations = nations
        self._separator: str = policy.get("separator", "//")
        self._banner_levels_only: bool = policy.get("banner_is_level_only", False)
        self._levels = tuple(
            LevelWords(
                Level[entry["level"]],
                entry["banner"],
                entry["portion"],
                entry["color"],
                tuple(entry.get("also", ())),
            )
            for entry in policy["levels"]
        )
        words = policy["list"]
        self._list = ListWords(
            tuple(words["prefixes"]),
            words["first"],
            words["own_banner"],
            words["own_portion"],
            words["only"],
            words["nobody"],
            MappingProxyType({name: frozenset(codes) for name, codes in policy.get("lists", {}).items()}),
        )
        self._caveats: Mapping[str, str] = MappingProxyType(dict(policy.get("caveats", {})))
        self._beside_list: frozenset[str] = frozenset(policy.get("beside_list", ()))

    def banner(self, marking: Marking) -> str:
        """Return the line for the top and bottom of a page: ``SECRET//REL TO USA, JPN``."""
        raise NotImplementedError

    def portion(self, marking: Marking) -> str:
        """Return the mark that stands before a portion: ``(S//REL TO USA, JPN)``."""
        raise NotImplementedError

    def color(self, level: Level) -> str:
        """Return the colour (#rrggbb) of a level's banner."""
        raise NotImplementedError

    def parse(self, text: str, originator: str) -> ParsedMarking:
        """Read a portion mark or a banner. What cannot be read raises DeskError that says what is wrong."""
        raise NotImplementedError


@cache
def load_grammar(code: str) -> Grammar:
    """Return a policy's grammar by the name of its file; an unknown name raises DeskError."""
    if code not in grammars():
        raise DeskError("There is no marking policy called {code}.", code=code[:40])
    return Grammar(code, read_policy(resource("policies", f"{code}.toml")), load_nations())


@cache
def grammars() -> tuple[str, ...]:
    """Return the names of the policies that hold a grammar, the default first."""
    found = (path.stem for path in resource("policies").glob("*.toml") if "levels" in read_policy(path))
    return tuple(sorted(found, key=lambda code: (code != "us", code)))
