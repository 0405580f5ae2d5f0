"""Military ranks by service, from ``resources/ranks``, and who goes before whom.

Codes (OF-1 to OF-10, WO, OR-1 to OR-9) order ranks across services; for forces outside NATO they are for
sorting only and are printed nowhere. A Navy captain is no Air Force captain: print the service with the rank.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from liaison_desk.domain.policy import read_policy, reading
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.resources import resource

_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff]")


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
        self._by_title = _grouped((title, rank) for rank in self.ranks for title in (rank.short, rank.title))
        self._by_name = _grouped((name, rank) for rank in self.ranks for name in _names(rank))

    def services(self, nation: str = "") -> tuple[str, ...]:
        """Return the services, of one nation or of all."""
        return tuple(dict.fromkeys(rank.service for rank in self.ranks if not nation or rank.nation == nation))

    def said_in(self, words: str, language_code: str, nation: str = "") -> str:
        """Return a rank as somebody typed it, perhaps with its service behind it (Lt Col JASDF), for readers of a language.

        It stands as it was typed where it is in their language, or where no one rank of the nation (trigraph, or that of the
        service) is meant: a captain of no service known may be of two ranks.
        """
        japanese = language_code == "ja"
        service = next((one for one in self.services(nation) if words.endswith(f" {one}")), "")
        if _is_japanese(words) is japanese or not (service or nation):
            return words
        title = words.removesuffix(f" {service}") if service else words
        said = {rank.title_for(language_code) for rank in self._meant(title, service, nation)}
        found = said.pop() if len(said) == 1 else words
        return self.with_service(found, service) if _is_japanese(found) is japanese else words

    def with_service(self, title: str, service: str) -> str:
        """Return a rank with its service behind it, but for a Japanese one that only that service has: 2等空佐, 大佐 USAF."""
        told = _is_japanese(title) and {rank.service for rank in self.ranks if rank.title == title} == {service}
        return title if told or not service else f"{title} {service}"

    def _meant(self, title: str, service: str, nation: str) -> list[Rank]:
        """Return the ranks of a nation or service that a title means; of a foreign one those that are officially called so."""
        own = [one for one in self.ranks if nation in {"", one.nation} and service in {"", one.service}]
        called = self._by_title.get(title, ()), self._by_name.get(_wanted(title), ())
        found = next((some for ranks in called if (some := [one for one in ranks if one in own])), [])
        if found or (foreign := self.find(title)) is None:
            return found
        return [one for one in own if one.official and one.official == (foreign.official or foreign.title)]

    def of(self, service: str) -> tuple[Rank, ...]:
        """Return the ranks of a service, most senior first."""
        return tuple(rank for rank in self.ranks if rank.service == service)

    def find(self, text: str, service: str = "") -> Rank | None:
        """Return the rank that a title, short form, reading or official name means, in one service or the first."""
        # Letter case tells a Navy CAPT from an Air Force Capt, so it is looked at first.
        meant = (*self._by_title.get(text.strip(), ()), *self._by_name.get(_wanted(text), ()))
        return next((rank for rank in meant if not service or rank.service == service), None)


def _is_japanese(text: str) -> bool:
    return _JAPANESE.search(text) is not None


def _grouped(named: Iterable[tuple[str, Rank]]) -> dict[str, dict[Rank, None]]:
    """Return the ranks by what they are called, in their order and each once."""
    found: dict[str, dict[Rank, None]] = {}
    for name, rank in named:
        if name:
            found.setdefault(name, {})[rank] = None
    return found


def _wanted(text: str) -> str:
    return fold(text).replace(".", "").strip()


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
