"""How the lines of a list are numbered: 1., a., (1), (a), one pattern after the other, from what was released."""

from collections.abc import Sequence

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def depths(levels: Sequence[int]) -> list[int]:
    """Return how deep each line is printed: the first at the left, none more than one step deeper than the one before it.

    So a line whose heading was withheld stands where it would if that had never been.
    """
    found: list[int] = []
    for level in levels:
        found.append(min(level, found[-1] + 1) if found else 0)
    return found


def numbers(levels: Sequence[int]) -> list[str]:
    """Return the number of each line, by its depth."""
    counted: list[int] = []
    found = []
    for level in levels:
        del counted[level + 1 :]
        counted += [0] * (level + 1 - len(counted))
        counted[level] += 1
        found.append(_number(counted[level], level))
    return found


def _number(count: int, level: int) -> str:
    bare = letters(count) if level % 2 else str(count)
    return f"({bare})" if level % 4 > 1 else f"{bare}."


def letters(count: int) -> str:
    """Return a to z, then aa, ab and so on."""
    said = ""
    while count:
        count, rest = divmod(count - 1, len(_LETTERS))
        said = _LETTERS[rest] + said
    return said
