"""What a pasted text becomes: a portion a line, tables and what is indented below a line left together."""

import re
from typing import Final

MOST: Final = 500
"""How many portions one paste makes; a longer text is laid into as many."""
LONGEST: Final = 10_000
"""Of how many characters a line of a note is at most; far longer ones take the window minutes to lay out."""
SHOWN: Final = 100_000
"""Of how many characters a note is at most shown."""
BREAKS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
"""What ends a line of a pasted text."""
_CUT = re.compile(rf".{{1,{LONGEST}}}(?=\s|\Z)|.{{1,{LONGEST}}}", re.DOTALL)
_TABLE = re.compile(r"\s*\|")


def pieces_of(text: str) -> list[str]:
    """Return the texts of the portions that a pasted text becomes, in order; nothing of it is lost but blank lines.

    A table stays one portion. What would be more than 500 portions is gathered into so many.
    """
    pieces: list[list[str]] = []
    table = False
    for line in BREAKS.split(text):
        if not line.strip():
            table = False
            continue
        is_row = bool(_TABLE.match(line))
        if is_row and table:
            pieces[-1].append(line.rstrip())
        else:
            pieces.append([line.strip() if is_row else line.rstrip()])
        table = is_row
    size = -(-len(pieces) // MOST)
    if size > 1:
        some = (pieces[start : start + size] for start in range(0, len(pieces), size))
        pieces = [[line for lines in group for line in lines] for group in some]
    return ["\n".join(lines) for lines in pieces]


def cut(text: str) -> list[str]:
    """Return a text in parts, between words where there are any, if one of its lines is too long to be shown; else as it is."""
    if all(len(line) <= LONGEST for line in text.split("\n")):
        return [text]
    return [part.strip() for part in _CUT.findall(text) if part.strip()]


def shown_length(text: str) -> int:
    """Return how many characters of a note, from its beginning, can be laid out while it is typed in: all but for huge ones.

    Pasted lines are cut into notes; those that come with an archive or by the service are as long as they are.
    """
    if len(text) <= LONGEST:
        return len(text)
    at = 0
    for line in text[:SHOWN].split("\n"):
        if len(line) > LONGEST:
            blank = line.rfind(" ", LONGEST // 2, LONGEST)
            return at + (blank if blank > 0 else LONGEST)
        at += len(line) + 1
    return min(len(text), SHOWN)
