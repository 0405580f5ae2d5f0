"""How a nation writes markings: grammars read from ``resources/policies``, which print and parse them.

The inside of the program knows one model (``Marking``); each policy file says in data what its levels and
lists are called. Nothing here claims any authority to classify.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from liaison_desk.domain.marking import Level, Marking, list_order
from liaison_desk.domain.nations import Nations, load_nations
from liaison_desk.domain.policy import read_policy, reading
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.resources import resource

LONGEST = 500
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BRACKETS = MappingProxyType(str.maketrans("[]\u3010\u3011", "()()"))
_FOREIGN = re.compile(r"//\s*(?P<nation>[A-Z]{3,4})\s+")


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
        self._in_full: Mapping[str, str] = MappingProxyType(
            {spelling: caveat for caveat, short in self._caveats.items() for spelling in (caveat, short)}
        )
        self._beside_list: frozenset[str] = frozenset(policy.get("beside_list", ()))
        self._any_level = _any_of(
            spelling for words in self._levels for spelling in (words.banner, words.portion, *words.also)
        )
        self._joint = re.compile(
            rf"//\s*JOINT\s+(?P<level>{self._any_level})\s+(?P<codes>[A-Z]{{3}}(?:[ ,]+[A-Z]{{3,4}})*)\s*(?P<rest>//.*)?$"
        )
        self._head = self._head_pattern(policy.get("leads", ()))
        self._prefix = re.compile(rf"(?:{_any_of(self._list.prefixes)})(?=[\s:]|$)")

    @property
    def nation(self) -> str:
        """The nation or organization whose grammar this is; it stands first in its lists."""
        return self._list.first

    def banner(self, marking: Marking) -> str:
        """Return the line for the top and bottom of a page: ``SECRET//REL TO USA, JPN``."""
        if marking.verbatim:
            return _unbracketed(marking.verbatim)
        level = self._words(marking.level).banner
        return level if self._banner_levels_only else self._print(level, marking, portion=False)

    def portion(self, marking: Marking) -> str:
        """Return the mark that stands before a portion: ``(S//REL TO USA, JPN)``. A foreign marking stays verbatim.

        Readers are told the truth even where this grammar has no word for it: a list without its own nation
        prints as ``(U//JPN ONLY)``, and a list that nobody is on as ``(U//NO COMMON RELEASE)``.
        """
        if marking.verbatim:
            return f"({_unbracketed(marking.verbatim)})"
        return f"({self._print(self._words(marking.level).portion, marking, portion=True)})"

    def color(self, level: Level) -> str:
        """Return the colour (#rrggbb) of a level's banner."""
        return self._words(level).color

    def own_level(self, text: str) -> Level | None:
        """Return the level a marking in this grammar begins with; None if it is no marking of this grammar.

        It looks no further than the level, so that a marking with a faulty list still shows how high it stands.
        """
        found = self._split(_unbracketed(_plain(text[:LONGEST])))
        return found[0].level if found else None

    def level_of(self, text: str) -> Level | None:
        """Return the level a marking in this or any other shipped grammar begins with; None if it is no marking."""
        foreign = self._split_foreign(_unbracketed(_plain(text[:LONGEST])))
        if foreign:
            return foreign[0].level
        found = (grammar.own_level(text) for grammar in (self, *self._others()))
        return next((level for level in found if level is not None), None)

    def parse(self, text: str, originator: str) -> ParsedMarking:
        """Read a portion mark or a banner, also one that is carelessly written; ``corrected`` is then its right form.

        ``originator`` is whose information it is, for the text does not say. Categories this grammar does not
        know are kept as caveats, and a marking in another nation's grammar is kept verbatim with its level and
        its nation. What cannot be read raises DeskError that says what is wrong.
        """
        if len(text) > LONGEST:
            raise DeskError("A marking has at most {limit} characters.", limit=LONGEST)
        plain = _plain(text)
        if plain.startswith("(") != plain.endswith(")"):
            raise DeskError("The marking {marking} lacks a bracket.", marking=text.strip()[:80])
        body = _unbracketed(plain)
        found = self._split(body)
        if found is None:
            return ParsedMarking(self._read_foreign(text, body))
        words, spelling, rest = found
        marking = self._read(words, rest, originator)
        # A short form without brackets is a portion mark that lost them.
        short = spelling == _plain(words.portion) != _plain(words.banner)
        right = self.portion(marking) if short or plain.startswith("(") else self.banner(marking)
        return ParsedMarking(marking, None if right == text.strip() else right)

    def _others(self) -> Iterator["Grammar"]:
        return (load_grammar(code) for code in grammars() if code != self.code)

    def _words(self, level: Level) -> LevelWords:
        for words in self._levels:
            if words.level is level:
                return words
        # A level this policy has no word for is printed by its plain name, never as a lower one.
        name = level.name.replace("_", " ")
        return LevelWords(level, name, name, "#4a4a4a")

    def _print(self, level: str, marking: Marking, *, portion: bool) -> str:
        beside = [caveat for caveat in marking.caveats if caveat in self._beside_list]
        apart = [caveat for caveat in marking.caveats if caveat not in self._beside_list]
        release = self._release(marking.audience, portion=portion)
        if portion:
            beside = [self._caveats.get(caveat, caveat) for caveat in beside]
            apart = [self._caveats.get(caveat, caveat) for caveat in apart]
        last = "/".join([*beside, *([release] if release else [])])
        return self._separator.join([level, *apart, *([last] if last else [])])

    def _release(self, audience: frozenset[str] | None, *, portion: bool) -> str:
        words = self._list
        if audience is None:
            return ""
        if not audience:
            return words.nobody
        if audience == {words.first}:
            return words.own_portion if portion else words.own_banner
        for name, codes in words.names.items():
            if codes == audience:
                return name
        codes_in_order = ", ".join(list_order(audience, words.first))
        if words.first in audience:
            return f"{words.prefixes[0]} {codes_in_order}"
        return f"{codes_in_order} {words.only}"

    def _head_pattern(self, leads: Sequence[str]) -> re.Pattern[str]:
        """Compile what a marking begins with: a level, then its end, a stroke, or a word that only markings have."""
        lead = rf"(?:(?:{_any_of(leads)})\s*:\s*)?" if leads else ""
        release = _any_of((*self._list.prefixes, self._list.own_banner, self._list.own_portion, *self._in_full))
        return re.compile(rf"{lead}(?P<level>{self._any_level})(?:\s*$|\s*/+|[\s,-]+(?=(?:{release})(?!\w)))")

    def _split(self, body: str) -> tuple[LevelWords, str, str] | None:
        """Split a marking into its level, the level's spelling, and the rest; None if no level stands first."""
        head = self._head.match(body)
        if head is None:
            return None
        spelling = head["level"]
        words = next(w for w in self._levels if spelling in map(_plain, (w.banner, w.portion, *w.also)))
        return words, spelling, body[head.end() :].strip(" /")

    def _split_foreign(self, body: str) -> tuple[LevelWords, str, str] | None:
        """Split a marking of another government's information; its nation stands in the place of the spelling.

        ``//GBR S//REL TO USA, GBR`` is one nation's; ``//JOINT S JPN USA`` is nobody's alone, and those it names
        are its readers if no list says otherwise.
        """
        joint = self._joint.match(body)
        if joint:
            found = self._split(joint["level"])
            rest = (joint["rest"] or "").strip(" /")
            listed = any(self._is_release(piece.strip()) for piece in re.split("/+", rest))
            return (found[0], "", rest if listed else f"{joint['codes']} {self._list.only}//{rest}") if found else None
        foreign = _FOREIGN.match(body)
        found = self._split(body[foreign.end() :]) if foreign else None
        return (found[0], foreign["nation"], found[2]) if foreign and found else None

    def _read_foreign(self, text: str, body: str) -> Marking:
        found = self._split_foreign(body)
        if found:
            words, nation, rest = found
            originator = nation and self._nations.require(nation)
            return replace(self._read(words, rest, originator), verbatim=text.strip())
        for grammar in self._others():
            if grammar.own_level(body) is not None:
                return replace(grammar.parse(body, grammar.nation).marking, verbatim=text.strip())
        raise DeskError("{marking} does not begin with a level this desk knows.", marking=text.strip()[:80] or "()")

    def _read(self, words: LevelWords, rest: str, originator: str) -> Marking:
        audience: frozenset[str] | None = None
        apart: list[str] = []
        beside: list[str] = []
        for category in (part.strip() for part in rest.split("//")):
            pieces = [piece.strip() for piece in category.split("/")]
            if self._prefix.match(category) and all(piece in self._nations for piece in pieces[1:]):
                pieces = [", ".join(pieces)]  # REL TO USA/JPN
            if not any(self._is_release(piece) or self._in_full.get(piece) in self._beside_list for piece in pieces):
                pieces = [category]  # a category of another system, such as SI/TK, is one thing
            for piece in filter(None, pieces):
                if self._is_release(piece):
                    codes = self._read_list(piece)
                    if audience is not None and codes != audience:
                        raise DeskError("A marking carries one release list; this one carries two.")
                    audience = codes
                else:
                    caveat = self._in_full.get(piece, piece)
                    (beside if caveat in self._beside_list else apart).append(caveat)
        caveats = tuple(dict.fromkeys([*apart, *beside]))
        return Marking(originator, words.level, audience, caveats)

    def _is_release(self, piece: str) -> bool:
        words = self._list
        if piece in self._in_full:
            return False
        if piece in (words.own_banner, words.own_portion, words.nobody) or piece in words.names:
            return True
        return bool(self._prefix.match(piece)) or self._only_codes(piece) is not None

    def _only_codes(self, piece: str) -> list[str] | None:
        """Return the codes of a list such as ``AUS, JPN ONLY``; None if the piece is none."""
        codes = _codes(piece.removesuffix(self._list.only))
        alike = all(code in self._nations or re.fullmatch(r"[A-Z]{2,4}", code) for code in codes)
        return codes if piece.endswith(self._list.only) and codes and alike else None

    def _read_list(self, piece: str) -> frozenset[str]:
        words = self._list
        if piece == words.nobody:
            return frozenset()
        if piece in (words.own_banner, words.own_portion):
            return frozenset({words.first})
        if piece in words.names:
            return words.names[piece]
        only = self._only_codes(piece)
        if only is not None:
            return frozenset(map(self._code, only))
        prefix = self._prefix.match(piece)
        codes = frozenset(map(self._code, _codes(piece[prefix.end() if prefix else 0 :])))
        if not codes:
            raise DeskError("The release list names nobody; write out the nations.")
        if codes == {words.first}:
            raise DeskError(
                "{prefix} {nation} alone is not a release list: write {own}, or name the other nations.",
                prefix=words.prefixes[0],
                nation=words.first,
                own=words.own_banner,
            )
        if words.first not in codes:
            raise DeskError(
                "A {prefix} list names {nation} first; for the others alone write {only}.",
                prefix=words.prefixes[0],
                nation=words.first,
                only=f"{', '.join(list_order(codes))} {words.only}",
            )
        return codes

    def _code(self, code: str) -> str:
        # A group nobody listed is let through: it stands for itself and expands to no one.
        if re.fullmatch(r"[A-Z]{4}", code) and code not in self._nations:
            return code
        return self._nations.require(code)


def _plain(text: str) -> str:
    """Return text in upper case, ordinary width and round brackets, with single blanks and nothing invisible."""
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_BRACKETS).upper().split())


def _unbracketed(text: str) -> str:
    text = text.strip()
    return (text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text).rstrip(" .,;")


def _codes(text: str) -> list[str]:
    return [code for code in re.split(r"[\s,;:、&]+", text) if code and code != "AND"]


def _any_of(spellings: Iterable[str]) -> str:
    """Return a pattern of the spellings, the longest first, with blanks that may be doubled by a careless hand."""
    return "|".join(sorted({re.escape(_plain(spelling)) for spelling in spellings}, key=len, reverse=True))


@cache
def load_grammar(code: str) -> Grammar:
    """Return a policy's grammar by the name of its file; an unknown name raises DeskError."""
    path = resource("policies", f"{code}.toml")
    # Only the one file is read: every start asks for its banner.
    if not code.isidentifier() or not path.is_file() or "levels" not in read_policy(path):
        raise DeskError("There is no marking policy called {code}.", code=code[:40])
    return read_grammar(path)


def read_grammar(path: Path) -> Grammar:
    """Return the grammar in a policy file. A spoilt file raises UnreadableError that names it."""
    policy = read_policy(path)
    with reading(path):
        return Grammar(path.stem, policy, load_nations())


@cache
def grammars() -> tuple[str, ...]:
    """Return the names of the policies that hold a grammar, the default first."""
    found = (path.stem for path in resource("policies").glob("*.toml") if "levels" in read_policy(path))
    return tuple(sorted(found, key=lambda code: (code != "us", code)))
