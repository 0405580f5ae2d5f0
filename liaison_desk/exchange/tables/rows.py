"""Lists within a cell: a line an entry, its parts between strokes, so that a person reads and writes them and nothing is lost.

``JPN | Ono Yu | 2026-11-24 | Tokyo | rank: Lt Col``: first the parts that every entry has, in their order, then those that not every
one has, each behind its name. A stroke that belongs to a text has a backslash before it; what begins with two blanks goes on the line before.
Blanks around a part say nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from liaison_desk.domain.headings import heading_key, headings_table

_INDENT = "  "
_LABEL = re.compile(r"([^\W\d_][\w ]{0,30})\s*[:：]\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parts:
    """One entry: its parts by place, and those behind a name, of which one may come more than once."""

    heads: tuple[str, ...]
    named: tuple[tuple[str, str], ...] = ()


@cache
def _names() -> Mapping[str, str]:
    """Return the names that stand before parts, in both languages, by what is compared of them."""
    return {heading_key(word): name for name, words in headings_table("lists")["names"].items() for word in words}


def text_of(entries: Iterable[Parts]) -> str:
    """Return entries as one cell."""
    return "\n".join(_lines(entries, "|"))


def inner_text(entry: Parts) -> str:
    """Return an entry as a part of another: its parts between semicolons."""
    return next(_lines([entry], ";"))


def entries_of(text: str) -> Iterator[Parts]:
    """Yield the entries of a cell."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith(_INDENT) and lines:
            lines[-1] += "\n" + line.removeprefix(_INDENT)
        elif line.strip():
            lines.append(line)
    return (_entry(line, "|") for line in lines)


def inner_entry(text: str) -> Parts:
    """Return the entry that a part of another is."""
    return _entry(text, ";")


def _lines(entries: Iterable[Parts], mark: str) -> Iterator[str]:
    for entry in entries:
        heads = [_kept(head, mark) for head in entry.heads]
        named = [f"{name}: {_escaped(said, mark)}" for name, said in entry.named]
        while not named and len(heads) > 1 and not heads[-1]:
            heads.pop()
        between = " | " if mark == "|" else f"{mark} "
        yield between.join((*heads, *named)).rstrip(" ") or mark


def _kept(text: str, mark: str) -> str:
    """Return a part that nobody takes for one behind a name."""
    said = _escaped(text, mark)
    return f"\\{said}" if _named(said) else said


def _escaped(text: str, mark: str) -> str:
    said = text.strip().replace("\\", "\\\\").replace(mark, f"\\{mark}")
    return said.replace("\n", f"\n{_INDENT}") if mark == "|" else said


def _named(raw: str) -> tuple[str, str] | None:
    match = _LABEL.fullmatch(raw)
    name = _names().get(heading_key(match[1]), "") if match else ""
    return (name, match[2]) if match and name else None


def _entry(line: str, mark: str) -> Parts:
    heads: list[str] = []
    named: list[tuple[str, str]] = []
    for raw in _split(line, mark):
        found = _named(raw)
        if found is None:
            heads.append(_unescaped(raw))
        else:
            named.append((found[0], _unescaped(found[1])))
    return Parts(tuple(heads), tuple(named))


def _split(line: str, mark: str) -> Sequence[str]:
    """Return the parts of a line as they stand there, cut at every stroke that has no backslash before it."""
    parts, start, place = [], 0, 0
    while place < len(line):
        if line[place] == "\\":
            place += 2
        elif line[place] == mark:
            parts.append(line[start:place].strip())
            place += 1
            start = place
        else:
            place += 1
    return [*parts, line[start:].strip()]


def _unescaped(raw: str) -> str:
    return re.sub(r"\\(.)", r"\1", raw, flags=re.DOTALL)
