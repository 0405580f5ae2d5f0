"""What a marking says, whatever grammar prints it: who made the information, how high it is, who may read it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache, reduce
from typing import Any, Final

from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.core.language import Language

Groups = Mapping[str, frozenset[str]]
"""Known groups of nations, e.g. FVEY to its members; a group that is not here never expands."""
MARKINGS: Final = frozenset({"marking", "event_marking", "answer_marking"})
"""The fields of records that hold a marking; the ``source_marking`` of a disclosure is words, as they stood on what was disclosed."""


class Level(IntEnum):
    """How high information stands, on one scale for every nation's words; grammars give the words."""

    UNCLASSIFIED = 0
    CUI = 1
    RESTRICTED = 2
    CONFIDENTIAL = 3
    SECRET = 4
    TOP_SECRET = 5


@dataclass(frozen=True, slots=True)
class Marking:
    """One portion's marking.

    ``originator`` is a trigraph, or empty for a page compiled from several originators. ``audience`` holds
    nations and groups: None means that no release list was given, the originator alone is "originator only",
    the empty set means that nobody may read it. ``verbatim`` is a foreign marking exactly as it was written.
    """

    originator: str
    level: Level = Level.UNCLASSIFIED
    audience: frozenset[str] | None = None
    caveats: tuple[str, ...] = ()
    verbatim: str = ""

    @property
    def readers(self) -> frozenset[str] | None:
        """Who may read this, groups not expanded; None is everybody.

        Without a list only plain unclassified text is everybody's. Any caveat takes that away, known or not:
        the program cannot tell a harmless caveat from a limiting one, so it assumes the worse.
        """
        if self.audience is not None:
            return self.audience
        if self.level is Level.UNCLASSIFIED and not self.caveats:
            return None
        return frozenset({self.originator} - {""})

    @property
    def originator_only(self) -> bool:
        """Whether nobody but the originator may read this."""
        return self.readers == frozenset({self.originator})

    def encode(self) -> str:
        """Return the database's text form: a JSON list such as ``["JPN",0,["JPN","USA"]]``."""
        audience = None if self.audience is None else sorted(self.audience)
        values: list[Any] = [self.originator, int(self.level), audience, list(self.caveats), self.verbatim]
        if not self.caveats and not self.verbatim:
            values = values[:3] if audience is not None else values[:2]
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def decode(text: str) -> "Marking | None":
        """Read the database's text form; the empty text is None, that is unmarked. Damage raises UnreadableError."""
        return _decoded(text) if text else None


@lru_cache(maxsize=4096)
def _decoded(text: str) -> Marking:
    # A list of thousands of portions has a handful of different markings.
    try:
        originator, level, audience, caveats, verbatim, *_ = [*json.loads(text), None, None, None, None][:5]
        return Marking(
            str(originator),
            Level(level),
            None if audience is None else frozenset(map(str, audience)),
            tuple(map(str, caveats or ())),
            str(verbatim or ""),
        )
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableError("A stored marking is damaged: {value}", value=text[:80]) from error


def expand(audience: frozenset[str], groups: Groups) -> frozenset[str]:
    """Return the audience with the members of its known groups; an unknown group stands only for itself."""
    return audience.union(*(groups[code] for code in audience if code in groups))


def _within(code: str, readers: frozenset[str], groups: Groups) -> bool:
    expanded = expand(readers, groups)
    members = groups.get(code, frozenset())
    return code in expanded or (bool(members) and members <= expanded)


def may_read(marking: Marking | None, nation: str, groups: Groups) -> bool:
    """Tell whether a nation (or every member of a group) may read a portion. Unmarked is read by nobody."""
    if marking is None:
        return False
    readers = marking.readers
    return readers is None or _within(nation, readers, groups)


def common_audience(one: frozenset[str], other: frozenset[str], groups: Groups) -> frozenset[str]:
    """Return who stands in both lists: codes as they were written where they survive, else the nations left."""
    kept = frozenset(code for code in one | other if _within(code, one, groups) and _within(code, other, groups))
    return kept | ((expand(one, groups) & expand(other, groups)) - expand(kept, groups))


def roll_up(markings: Iterable[Marking], groups: Groups) -> Marking:
    """Return the marking of a page from those of its portions (IC Markings Register 2016; DoDM 5200.01 vol. 2).

    The highest level; the lists intersect; a classified portion without a list is its originator's alone;
    plain unclassified portions leave the list alone. No portions at all give an unclassified page of nobody's.
    """
    portions = list(markings)
    originators = {portion.originator for portion in portions}
    originator = originators.pop() if len(originators) == 1 else ""
    limited = [portion for portion in portions if portion.readers is not None]
    # CUI and caveated text without a list keeps saying so: the originator alone, in the words of its own policy.
    unlisted = originator and all(p.audience is None and p.level < Level.CONFIDENTIAL for p in limited)
    audience: frozenset[str] | None = None
    if limited and not unlisted:
        lists = (portion.readers for portion in limited if portion.readers is not None)
        audience = reduce(lambda one, other: common_audience(one, other, groups), lists)
    return Marking(
        originator,
        max((portion.level for portion in portions), default=Level.UNCLASSIFIED),
        audience,
        tuple(sorted({caveat for portion in portions for caveat in portion.caveats})),
    )


def list_order(audience: Iterable[str], first: str = "USA") -> tuple[str, ...]:
    """Return codes in the order of a release list: ``first``, then trigraphs A-Z, then longer codes A-Z."""
    return tuple(sorted(set(audience), key=lambda code: (code != first, len(code) > 3, code)))


def describe(marking: Marking | None, language: Language) -> str:
    """Return a marking in a person's words for a chip: ``Share with USA, JPN``, ``JPN only``, ``Unmarked``."""
    if marking is None:
        return language.tr("Unmarked")
    readers = marking.readers
    if readers is None:
        return language.tr("No limits")
    nations = ", ".join(list_order(readers))
    if not readers:
        return language.tr("Releasable to nobody")
    if len(readers) == 1:
        return language.tr("{nations} only", nations=nations)
    return language.tr("Share with {nations}", nations=nations)
