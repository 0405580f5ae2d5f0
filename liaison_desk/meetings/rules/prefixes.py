"""What is typed at the beginning of a note to say what it is: ``d/`` a decision, ``e2/`` an equity with the second usual marking."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from liaison_desk.meetings.records import PortionKind

PREFIXES: Final[Mapping[str, PortionKind]] = MappingProxyType(
    {
        "s": PortionKind.DISCUSSION,
        "d": PortionKind.DECISION,
        "i": PortionKind.INSIGHT,
        "r": PortionKind.RECOMMENDATION,
        "e": PortionKind.EQUITY,
        "c": PortionKind.COMMITMENT,
        "f": PortionKind.RFI,
        "a": PortionKind.ACTION,
        "n": PortionKind.NOTE,
    }
)
LONGEST: Final = 3
_PREFIX = re.compile(r"([a-z]?)([1-9]?)/")
_FRACTION = re.compile(r"[1-9]/[0-9]")
_SHORT = re.compile(r"[a-z]/[a-z](?![A-Za-z0-9'\u2019&-])")
"""Two letters parted by a stroke and no more: c/o, n/a, i/a/w. An article goes on: d/a new date."""
_ARTICLE = re.compile(r"[^n]/a\s")


class Prefix(NamedTuple):
    """What a prefix sets: a kind, the number of a usual marking from 1 (0: none); and how many characters it takes."""

    kind: PortionKind | None
    marking: int
    length: int


def read_prefix(text: str) -> Prefix | None:
    """Return what the beginning of a note sets, in letters of either width; ``None`` when it is an ordinary text.

    Capitals are words: A/C, C/S, N/A.
    """
    found = _PREFIX.match(unicodedata.normalize("NFKC", text[:LONGEST]))
    if found is None or not (found[1] or found[2]):
        return None
    if found[1] and found[1] not in PREFIXES:
        return None
    return Prefix(PREFIXES.get(found[1]), int(found[2] or 0), found.end())


def is_word(prefix: str, behind: str) -> bool | None:
    """Tell whether a prefix with what was typed behind it is an ordinary word (n/a, d/o, 1/2); ``None`` while that is open."""
    text = unicodedata.normalize("NFKC", (prefix + behind)[: LONGEST + 2])
    if re.fullmatch(r"[a-z]/[a-z]?|[1-9]/", text):
        return None
    if _FRACTION.match(text):
        return True
    return bool(_SHORT.match(text)) and not _ARTICLE.match(text)
