"""The desk's ceiling: what may be kept at all, checked when something is marked and when text is pasted."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.grammar import INVISIBLE, LONGEST, Grammar
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.foundation.core.errors import DeskError, Problem, RefusedError

_LINES = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]*[^\s][^\n\r\v\f\x85\u2028\u2029]*")
_OPENING, _CLOSING = "([\uff08\u3010", ")]\uff09\u3011"
_BRACKETS = re.compile(
    rf"[{re.escape(_OPENING)}][^{re.escape(_OPENING + _CLOSING)}]{{1,{LONGEST - 2}}}[{re.escape(_CLOSING)}]"
)
_STROKE = re.compile(r"(?<=[^/\uff0f])(?://|\uff0f\uff0f)")
# A level in capitals that heads a line: "SECRET: the plan".
_LABEL = re.compile(r"([A-Z][A-Z ]{1,30}?)[ ]*(?:[:\t\uff1a\u2013\u2014]|-\s)")
# What may stand before a portion mark: quotation marks, bullets, paragraph numbers, the word Subject.
_LEAD = re.compile(
    r"(?:[\s>*_#\"'\u201c\u2022\u30fb\u2013-]|\([a-z0-9]{1,3}\)|(?:\d{1,3}|[A-Za-z])[.)]|\u7b2c\d{1,3}"
    rf"|(?i:subj|subject|re|fwd?|\u4ef6\u540d)[:\uff1a])+(?=[{re.escape(_OPENING)}])"
)
_LONGEST_BANNER = 200
# One letter on either side of a stroke is no marking: C/S approves, s/w update, c/o the desk.
_SHORT = re.compile(r"[A-Za-z]/[A-Za-z](?![A-Za-z0-9/])")


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
    marks = list(_marks(beginning[0]))
    for mark in marks:
        _check(mark, ceiling, grammar)
    for line in lines:
        for later in _marks(line[0]):
            # An enumeration goes (a), (b), (c): only at the very beginning is a small letter a mark.
            if later == later.upper() or "//" in later:
                _check(later, ceiling, grammar)
    mark = next((mark for mark in marks if not mark.endswith("//") and grammar.level_of(mark) is not None), "")
    if not mark:
        return GuardResult(text)
    parsed = grammar.parse(mark, originator)
    start = bare.index(mark, beginning.start())
    rest = bare[beginning.start() : start].lstrip() + bare[start + len(mark) :].lstrip(" \t:-").strip()
    if parsed.corrected is None:
        return GuardResult(rest, parsed.marking)
    values = (("was", mark), ("now", parsed.corrected))
    return GuardResult(rest, parsed.marking, "The marking {was} was put right: {now}.", values)


def text_problems(texts: Mapping[str, Bilingual], ceiling: Level, grammar: Grammar, originator: str) -> list[Problem]:
    """Return which texts of a form, by field name, hold a marking above the ceiling; other brackets are ordinary words."""
    problems = []
    for name, text in texts.items():
        for wording in (text.host, text.home):
            try:
                guard(wording, ceiling, grammar, originator)
            except RefusedError as error:
                problems.append(Problem(name, error.text, tuple(error.values.items())))
            except DeskError:
                continue
    return problems


def seems_marked(text: str) -> bool:
    """Tell whether words begin with a bracket, as a marking does, so that readers may take what is in it for one.

    Only the bracket is looked for, for it is asked of everything in a long table: of what is no marking it says so, too.
    """
    lead = _LEAD.match(text, 0, _LONGEST_BANNER)
    return text.startswith(tuple(_OPENING), lead.end() if lead else 0)


def _check(mark: str, ceiling: Level, grammar: Grammar) -> None:
    level = grammar.level_of(mark)
    if level is not None:
        check_ceiling(Marking("", level), ceiling)


def _marks(line: str) -> Iterator[str]:
    """Yield what may be a marking at the beginning of a line: a bracket, the whole line, or a level ending in ``//``.

    Where a line goes on in mixed case, a banner cannot be told from the text behind it; its level still can.
    """
    line = line.strip()
    lead = _LEAD.match(line, 0, _LONGEST_BANNER)
    if lead:
        line = line[lead.end() :]
    bracketed = _BRACKETS.match(line)
    if bracketed:
        yield bracketed[0]
        return
    is_banner = "//" not in line or line == line.upper()
    if 1 < len(line) <= _LONGEST_BANNER and is_banner and not _SHORT.match(unicodedata.normalize("NFKC", line[:4])):
        yield line
    stroke = _STROKE.search(line, 0, _LONGEST_BANNER)
    if stroke:
        yield line[: stroke.start()].lstrip(_OPENING) + "//"
    label = _LABEL.match(line)
    if label:
        yield f"{label[1]}//"
