"""The text of a note: what stands for now."""

import re

_TAG = re.compile(r"(?<![\w#])#(\w[\w-]*)")


def plain(text: str) -> str:
    """Return the text without marks."""
    return text


def topics(text: str) -> tuple[str, ...]:
    """Return the tags of a text."""
    return tuple(dict.fromkeys(_TAG.findall(text)))


def first_line(text: str, limit: int) -> str:
    """Return how a text begins."""
    return text.split("\n", 1)[0][:limit]
