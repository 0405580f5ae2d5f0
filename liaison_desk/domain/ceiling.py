"""The desk's ceiling: what may be kept at all, checked when something is marked and when text is pasted."""

import re
from dataclasses import dataclass

from liaison_desk.domain.grammar import INVISIBLE, LONGEST, Grammar
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.foundation.core.errors import RefusedError

_LINES = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]*[^\s][^\n\r\v\f\x85\u2028\u2029]*")
_BRACKETS = re.compile(rf"[(\uff08][^()\uff08\uff09]{{1,{LONGEST - 2}}}[)\uff09]")
_STROKE = re.compile(r"(?<=[^/\uff0f])(?://|\uff0f\uff0f)")
_NUMBER = re.compile(r"(?:\d{1,3}[.)]|[A-Za-z][.)]|[-*\u2022\u30fb])\s+(?=[(\uff08])")
_LONGEST_BANNER = 200


@dataclass(frozen=True, slots=True)
class GuardResult:
    """Pasted text without the marking it began with, that marking, and a note where it was put right.

    ``note`` is an English template for translation with ``values``, or empty.
    """

    text: str
    marking: Marking | None = None
    note: str = ""
    values: tuple[tuple[str, str], ...] = ()


def check_ceiling(marking: Marking | None, ceiling: Level) -> None:
    """Refuse (RefusedError) a marking above the desk's ceiling; unmarked text passes."""
    if marking is not None and marking.level > ceiling:
        raise RefusedError(
            "This desk keeps nothing above {ceiling}; a marking of {level} was refused and not stored.",
            ceiling=ceiling.name.replace("_", " "),
            level=marking.level.name.replace("_", " "),
        )


def guard(text: str, ceiling: Level, grammar: Grammar, originator: str) -> GuardResult:
    """Look at pasted text before it is kept: take off the marking it begins with and put its list right.

    A marking above the ceiling, at the beginning or before any later line, raises RefusedError and the text must
    not be stored. A marking at or under the ceiling that cannot be read raises DeskError. Ordinary text comes
    back as it is. Markings of every shipped grammar are looked for, a line at a time.
    """
    bare = INVISIBLE.sub("", text)
    lines = _LINES.finditer(bare)
    beginning = next(lines, None)
    if beginning is None:
        return GuardResult(text)
    mark = _mark(beginning[0])
    _check(mark, ceiling, grammar)
    for line in lines:
        later = _mark(line[0])
        # An enumeration goes (a), (b), (c): only at the very beginning is a small letter a mark.
        if later == later.upper() or "//" in later:
            _check(later, ceiling, grammar)
    if mark.endswith("//") or grammar.level_of(mark) is None:
        return GuardResult(text)
    parsed = grammar.parse(mark, originator)
    start = bare.index(mark, beginning.start())
    rest = bare[beginning.start() : start].lstrip() + bare[start + len(mark) :].lstrip(" \t:-").strip()
    if parsed.corrected is None:
        return GuardResult(rest, parsed.marking)
    values = (("was", mark), ("now", parsed.corrected))
    return GuardResult(rest, parsed.marking, "The marking {was} was put right: {now}.", values)


def _check(mark: str, ceiling: Level, grammar: Grammar) -> None:
    level = grammar.level_of(mark) if mark else None
    if level is not None:
        check_ceiling(Marking("", level), ceiling)


def _mark(line: str) -> str:
    """Return what may be a marking at the beginning of a line: brackets, a whole short line, or ``LEVEL//``."""
    line = _NUMBER.sub("", line.strip(), count=1)
    bracketed = _BRACKETS.match(line)
    if bracketed:
        return bracketed[0]
    if len(line) <= _LONGEST_BANNER and ("//" not in line or line == line.upper()):
        return line if len(line) > 1 else ""
    # In mixed case a banner cannot be told from a banner with text behind it; its level can.
    stroke = _STROKE.search(line, 0, _LONGEST_BANNER)
    return line[: stroke.start()].lstrip("(\uff08") + "//" if stroke else ""
