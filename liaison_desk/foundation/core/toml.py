"""TOML files of the user's, read within bounds: tomllib keeps every beginning of a dotted key, which of a long one fills the memory."""

import tomllib
from typing import Any, Final

_MOST_DOTS: Final = 100
"""How many dots a line may have: a key stands on one line, and no wording of such a file needs more."""


def read_toml(text: str) -> dict[str, Any]:
    """Return what a text of TOML says. Raises ValueError for what is none, RecursionError for what lies too deep."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            raise ValueError(f"line {number} has more than {_MOST_DOTS} dots")
    return tomllib.loads(text)
