"""Military ranks by service, from ``resources/ranks``, and who goes before whom.

Codes (OF-1 to OF-10, WO, OR-1 to OR-9) order ranks across services; for forces outside NATO they are for
sorting only and are printed nowhere. A Navy captain is no Air Force captain: print the service with the rank.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from liaison_desk.domain.policy import read_policy, reading
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.resources import resource


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank of one service: its title, its short form, its reading in Latin letters, its official English.

    ``japanese`` is what Japanese readers call a rank of another nation.
    """

    nation: str
    service: str
    code: str
    title: str
    short: str
    reading: str = ""
    official: str = ""
    japanese: str = ""

    def title_for(self, language_code: str) -> str:
        """Return the title for readers of a language: what Japanese call it in Japanese, official English otherwise."""
        if language_code == "ja":
            return self.japanese or self.title
        return self.official or self.title


class RankTable:
    """Every rank that is known, most senior first within a service. It never changes."""

    def __init__(self, ranks: Iterable[Rank]) -> None:
        self.ranks = tuple(ranks)

    def services(self, nation: str = "") -> tuple[str, ...]:
        """Return the services, of one nation or of all."""
        return tuple(dict.fromkeys(rank.service for rank in self.ranks if not nation or rank.nation == nation))

    def of(self, service: str) -> tuple[Rank, ...]:
        """Return the ranks of a service, most senior first."""
        return tuple(rank for rank in self.ranks if rank.service == service)

    def find(self, text: str, service: str = "") -> Rank | None:
        """Return the rank that a title, short form, reading or official name means, in one service or the first."""
        known = [rank for rank in self.ranks if not service or rank.service == service]
        # Letter case tells a Navy CAPT from an Air Force Capt, so it is looked at first.
        exact = next((rank for rank in known if text.strip() in (rank.short, rank.title)), None)
        wanted = fold(text).replace(".", "").strip()
        return exact or next((rank for rank in known if wanted and wanted in _names(rank)), None)


def _names(rank: Rank) -> tuple[str, ...]:
    return tuple(fold(name) for name in (rank.title, rank.short, rank.reading, rank.official, rank.japanese) if name)


def precedence(code: str, date_of_rank: date | None = None) -> tuple[int, date]:
    """Return the sort key of precedence: the higher code first, then the earlier date of rank; no date comes last."""
    kind, _, number = code.partition("-")
    height = int(number) if number.isdecimal() else 0
    base = {"OF": 300, "WO": 200, "OR": 100}.get(kind, 0)
    return (-(base + height), date_of_rank or date.max)


@cache
def load_ranks() -> RankTable:
    """Return the shipped table of ranks (editable data)."""
    ranks: list[Rank] = []
    for path in sorted(resource("ranks").glob("*.toml")):
        table = read_policy(path)
        with reading(path):
            services = table["services"].items()
            ranks += [Rank(table["nation"], service, **entry) for service, entries in services for entry in entries]
    return RankTable(ranks)
