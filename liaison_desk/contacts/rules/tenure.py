"""When a person's time in a post is time in a post the desk keeps: one title, and days that nobody else holds it."""

from datetime import date
from typing import Protocol

from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.domain.text import fold


class Dated(Protocol):
    """What has a first and a last day, either of which may be open."""

    @property
    def since(self) -> date | None:
        """The first day."""
        ...

    @property
    def until(self) -> date | None:
        """The last day."""
        ...


def same_title(one: Bilingual, other: Bilingual) -> bool:
    """Tell whether two titles mean one post: they are alike in a language, and differ in none that both are written in.

    A changed title whose other wording was left as it was is therefore another one.
    """
    pairs = [(_plain(one.side(side)), _plain(other.side(side))) for side in Side]
    common = [(mine, his) for mine, his in pairs if mine and his]
    return bool(common) and all(mine == his for mine, his in common)


def overlap(one: Dated, other: Dated) -> bool:
    """Tell whether two times share a day."""
    starts = max(one.since or date.min, other.since or date.min)
    return starts <= min(one.until or date.max, other.until or date.max)


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
