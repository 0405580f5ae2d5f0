"""The sample's words and the dice that choose among them."""

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.foundation.core.resources import resource


@dataclass(frozen=True, slots=True)
class Telling:
    """One sample in the making: its words, its dice, the day it is told around, and how many times the usual size it is."""

    words: dict[str, Any]
    dice: Random
    day: date
    scale: int
    shared: Marking = field(default_factory=lambda: Marking("JPN", Level.UNCLASSIFIED, frozenset({"USA", "JPN"})))
    plain: Marking = field(default_factory=lambda: Marking("USA", Level.UNCLASSIFIED))
    home_only: Marking = field(default_factory=lambda: Marking("JPN", Level.UNCLASSIFIED, frozenset({"JPN"})))
    three: Marking = field(default_factory=lambda: Marking("JPN", Level.UNCLASSIFIED, frozenset({"USA", "JPN", "AUS"})))

    def marking(self) -> Marking:
        """Return a usual marking: mostly plain, some shared by list."""
        return self.dice.choices([self.plain, self.shared], [5, 3])[0]

    def named(self, name: str) -> Marking:
        """Return the marking that the words call plain, shared, home (for Japan alone) or three (nations)."""
        return {"plain": self.plain, "shared": self.shared, "home": self.home_only, "three": self.three}[name]

    def workday(self, days: int) -> date:
        """Return the day so many days from the sample's; of a weekend the Friday before in the past, else the Monday after."""
        day = self.day + timedelta(days=days)
        over = day.weekday() - 4
        return day if over <= 0 else day - timedelta(days=over) if days < 0 else day + timedelta(days=3 - over)

    def pair(self, *path: str) -> Bilingual:
        """Return one of the texts at a place in the words, with a topic filled in; the home side is a translation."""
        texts: Any = self.words
        for step in path:
            texts = texts[step]
        host, home = self.dice.choice(texts)
        topic, topic_ja = self.dice.choice(self.words["topics"]["list"])
        return Bilingual(
            host.format(topic=topic, topic_ja=topic_ja),
            home.format(topic=topic, topic_ja=topic_ja),
            home_state=Wording.TRANSLATED if home else Wording.ORIGINAL,
        )

    @property
    def noon(self) -> datetime:
        """The instant the sample was made: noon UTC of its day."""
        return datetime.combine(self.day, time(12), UTC)


def telling(scale: int, seed: int, day: date) -> Telling:
    """Begin a sample."""
    with resource("sample", "sample.toml").open("rb") as file:
        words = tomllib.load(file)
    return Telling(words, Random(seed), day, scale)  # noqa: S311 - repeatable dice are wanted
