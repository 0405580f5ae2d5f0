"""How the numbers of injects are counted on: 014 → 015, 3.2 → 3.3, 7a → 7b."""

import re
from collections.abc import Collection
from typing import Final

_LAST: Final = re.compile(r"(?P<head>.*?)(?P<number>\d{1,9})(?P<letter>[A-Za-z]?)(?P<tail>[^\dA-Za-z]*)", re.DOTALL)
FIRST: Final = "001"
_MOST: Final = 20_000


def next_number(number: str, taken: Collection[str] = ()) -> str:
    """Return the number that follows one, the first that is not ``taken`` (casefolded); as wide as it is written.

    Behind a letter the letter counts on (7a → 7b), behind z the number (7z → 8). What has no figures gets -2.
    """
    following = _after(number.strip()) if number.strip() else FIRST
    for _ in range(_MOST):
        if following.casefold() not in taken:
            break
        following = _after(following)
    return following


def _after(number: str) -> str:
    found = _LAST.fullmatch(number)
    if found is None:
        return f"{number}-2"
    letter = found["letter"]
    if letter and letter.casefold() != "z":
        return f"{found['head']}{found['number']}{chr(ord(letter) + 1)}{found['tail']}"
    return f"{found['head']}{int(found['number']) + 1:0{len(found['number'])}d}{found['tail']}"
