"""What a quickly typed line means: its kind, who asks or owes whom, the suspense, how pressing it is, and whose it is.

``RFI JPN→US missile warning feed spec by 15 dec !1 @Tanaka`` and ``RFI 日→米 警報データの仕様 12/15まで ！1 ＠田中`` say the same.
Whatever is not understood stays in the title; no character that was typed is lost.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import islice
from types import MappingProxyType
from typing import Final

from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.typed import TypedTime
from liaison_desk.tasks.records import Priority, RfiPriority, TaskKind
from liaison_desk.tasks.rules.quick_times import Found, find_keyword, find_keywords, find_stroke, find_unled, find_until

_WIDE: Final = MappingProxyType({**{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}, 0x3000: 0x20})
_KIND: Final = re.compile(
    r"\s*(?:[(\[【][^)\]】]{1,80}[)\]】]\s*)?"
    r"(?P<kind>(?i:rfi|commitment|promise)|C|約束|コミットメント|情報要求|照会)(?::|(?=\s)|$)"
)
_COMMITMENTS: Final = frozenset({"commitment", "promise", "c", "約束", "コミットメント"})
_ARROW: Final = re.compile(r"\s{0,2}(?:[-=–]?>|→|⇒|➡|➔)\s{0,2}")
_SHORT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "日": "JPN",
        "米": "USA",
        "英": "GBR",
        "豪": "AUS",
        "加": "CAN",
        "韓": "KOR",
        "仏": "FRA",
        "独": "DEU",
        "伊": "ITA",
    }
)
_WORD: Final = re.compile(r"\S+")
_LONGEST: Final = 1000  # characters of a line that are read; what follows them is title
_MOST_WORDS: Final = 3  # of a nation's name
_PRIORITIES: Final[Mapping[str, tuple[Priority, RfiPriority]]] = MappingProxyType(
    {
        "!": (Priority.HIGH, RfiPriority.IMMEDIATE),
        "!1": (Priority.HIGH, RfiPriority.IMMEDIATE),
        "!2": (Priority.NORMAL, RfiPriority.PRIORITY),
        "!3": (Priority.LOW, RfiPriority.ROUTINE),
    }
)
_OWNER: Final = re.compile(r"""(?<!\S)@(?:"(?P<quoted>[^"]*[^"\s][^"]*)"|(?P<name>[^\s"]*[^\s",.;:!?、。]))""")


class Meaning(StrEnum):
    """What a part of a line was understood as."""

    KIND = "kind"
    DIRECTION = "direction"
    DUE = "due"
    PRIORITY = "priority"
    OWNER = "owner"


class Doubt(StrEnum):
    """Why a part of a line that looks like something was not understood."""

    NO_TIME = "no-time"
    TWO_DAYS = "two-days"
    NO_NATION = "no-nation"
    SECOND = "second"
    NO_LEAD = "no-lead"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the line that was understood, from ``start`` up to ``end``."""

    meaning: Meaning
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that look like more than words and mean nothing: they stay in the title."""

    words: str
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class QuickTask:
    """A line as it was understood. ``urgency`` is the priority of a request; ``owner`` the name after @, still nobody's."""

    title: str
    kind: TaskKind = TaskKind.TASK
    from_nation: str = ""
    to_nation: str = ""
    due: TypedTime | None = None
    priority: Priority = Priority.NORMAL
    urgency: RfiPriority = RfiPriority.ROUTINE
    owner: str = ""
    parts: tuple[Part, ...] = ()
    unread: tuple[Unread, ...] = ()

    def has(self, meaning: Meaning) -> bool:
        """Tell whether something of that meaning was understood."""
        return any(part.meaning is meaning for part in self.parts)


def read_quick(line: str, zones: Sequence[str], now: datetime, refused: Collection[Meaning] = frozenset()) -> QuickTask:
    """Read a line. ``zones`` are those of the host and of home, the first being meant where none is typed.

    What is ``refused`` is not looked for: its words are words of the title.
    """
    reading = _Reading(line, zones, now, frozenset(refused))
    return reading.result()


@dataclass(slots=True)
class _Reading:
    """One line being read: what has been taken from it so far. ``plain`` has its letters narrow, each in its place."""

    line: str
    zones: Sequence[str]
    now: datetime
    refused: frozenset[Meaning]
    plain: str = ""
    parts: list[Part] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def result(self) -> QuickTask:
        """Return what the line means."""
        self.plain = self.line[:_LONGEST].translate(_WIDE)
        kind = self._kind()
        asks, asked = self._direction()
        priority, urgency = self._priority()
        owner = self._owner()
        due = self._due()
        parts = tuple(sorted(self.parts, key=lambda part: part.start))
        return QuickTask(
            self._title(parts), kind, asks, asked, due, priority, urgency, owner, parts, tuple(self.unread)
        )  # fmt: skip

    def _take(self, meaning: Meaning, start: int, end: int) -> None:
        """Take a part, with the brackets that hold it alone."""
        if self.plain[start - 1 : start] + self.plain[end : end + 1] in {"()", "[]", "【】"}:
            start, end = start - 1, end + 1
        self.parts.append(Part(meaning, start, end))

    def _free(self, start: int, end: int) -> bool:
        return all(end <= part.start or start >= part.end for part in self.parts)

    def _words(self) -> Iterator[re.Match[str]]:
        """Yield the words of which nothing has been taken."""
        return (word for word in _WORD.finditer(self.plain) if self._free(word.start(), word.end()))

    def _title(self, parts: Sequence[Part]) -> str:
        """Return what is left; where Japanese words close up, no blank comes between them."""
        title, at = "", 0
        for start, end in [*((part.start, part.end) for part in parts), (len(self.line), len(self.line))]:
            piece = self.line[at:start]
            title += piece if _closes_up(title, piece) else f" {piece}"
            at = end
        return " ".join(title.split())

    def _kind(self) -> TaskKind:
        found = _KIND.match(self.plain)
        if found is None or Meaning.KIND in self.refused:
            return TaskKind.TASK
        self._take(Meaning.KIND, found.start("kind"), found.end())
        return TaskKind.COMMITMENT if found["kind"].lower() in _COMMITMENTS else TaskKind.RFI

    def _direction(self) -> tuple[str, str]:
        if Meaning.DIRECTION in self.refused:
            return "", ""
        for arrow in _ARROW.finditer(self.plain):
            before, after = self._before(arrow.start()), self._after(arrow.end())
            if before and after and before[0] != after[0] and self._free(before[1], after[1]):
                self._take(Meaning.DIRECTION, before[1], after[1])
                return before[0], after[0]
            if (before or after) and not self.unread:
                low = max((part.end for part in self.parts if part.end <= arrow.start()), default=0)
                left, right = self.plain[low : arrow.start()].split()[-1:], self.plain[arrow.end() :].split()[:1]
                words = "".join((*left, arrow[0].strip(), *right))
                self.unread.append(Unread(words, Doubt.NO_NATION))
        return "", ""

    def _before(self, end: int) -> tuple[str, int] | None:
        """Return the nation whose name ends at a place, and where it begins."""
        low = max((part.end for part in self.parts if part.end <= end), default=0)
        starts = [word.start() for word in _WORD.finditer(self.plain, low, end)][-_MOST_WORDS:]
        return next(((code, start) for start in starts if (code := _nation(self.plain[start:end]))), None)

    def _after(self, start: int) -> tuple[str, int] | None:
        """Return the nation whose name begins at a place, and where it ends."""
        ends = [word.end() for word in islice(_WORD.finditer(self.plain, start), _MOST_WORDS)]
        return next(((code, end) for end in reversed(ends) if (code := _nation(self.plain[start:end]))), None)

    def _priority(self) -> tuple[Priority, RfiPriority]:
        said = Priority.NORMAL, RfiPriority.ROUTINE
        if Meaning.PRIORITY in self.refused:
            return said
        marks = [word for word in self._words() if word[0] in _PRIORITIES]
        if marks:
            self._take(Meaning.PRIORITY, marks[0].start(), marks[0].end())
            self.unread += [Unread(self.line[word.start() : word.end()], Doubt.SECOND) for word in marks[1:]]
            return _PRIORITIES[marks[0][0]]
        # "!Call" and "Call!": at the very beginning or end of a line it is no exclamation.
        for edge in (re.match(r"\s*(?P<mark>!+)(?=\s*[^\s!])", self.plain), re.search(r"(?P<mark>!+)\s*$", self.plain)):
            if edge is not None and self._free(edge.start("mark"), edge.end("mark")):
                self._take(Meaning.PRIORITY, edge.start("mark"), edge.end("mark"))
                return _PRIORITIES["!"]
        return said

    def _owner(self) -> str:
        if Meaning.OWNER in self.refused:
            return ""
        names = [one for one in _OWNER.finditer(self.plain) if self._free(one.start(), one.end())]
        if not names:
            return ""
        self.unread += [Unread(self.line[one.start() : one.end()], Doubt.SECOND) for one in names[1:]]
        self._take(Meaning.OWNER, names[0].start(), names[0].end())
        return " ".join((names[0]["quoted"] or names[0]["name"]).split())

    def _due(self) -> TypedTime | None:
        if Meaning.DUE in self.refused:
            return None
        doubts: list[Unread] = []
        for found in self._times():
            if found.time is not None:
                self._take(Meaning.DUE, found.start, found.end)
                return found.time
            doubts.append(Unread(found.words, Doubt.TWO_DAYS if found.two_ways else Doubt.NO_TIME))
        self.unread += doubts[:1] or self._unled()
        return None

    def _unled(self) -> list[Unread]:
        """Return the time that the title ends in, for whoever may have meant it as the suspense."""
        begin, end = 0, len(self.plain)
        for part in sorted(self.parts, key=lambda one: one.start, reverse=True):
            if self.plain[part.end : end].strip():
                begin = part.end
                break
            end = part.start
        found = find_unled(self.plain[begin:end].rstrip(), self.zones, self.now)
        if found is None:
            return []
        return [Unread(found.words, Doubt.TWO_DAYS if found.two_ways else Doubt.NO_LEAD)]

    def _times(self) -> Iterator[Found]:
        """Yield the times that may be the suspense, and what looks like one and is none, the likeliest first."""
        words = [(word.start(), word.end()) for word in self._words()]
        stroke = next((start for start, end in reversed(words) if _begins_stroke(self.plain[start:end])), None)
        if stroke is not None:
            yield find_stroke(self.plain, self._stretch(stroke), self.zones, self.now)
        for keyword in find_keywords(self.plain):
            if not self._free(keyword.start(), keyword.end()):
                continue
            low = max((part.end for part in self.parts if part.end <= keyword.start()), default=0)
            stretch = low, self._stretch(keyword.start())[1]
            found = find_keyword(self.plain, keyword, stretch, self.zones, self.now)
            if found is not None:
                yield found
        for found in find_until(self.plain, self.zones, self.now):
            if self._free(found.start, found.end):
                yield found

    def _stretch(self, start: int) -> tuple[int, int]:
        """Return from where to where nothing has been taken, beginning at a place; blanks at its end do not count."""
        end = min((part.start for part in self.parts if part.start >= start), default=len(self.plain))
        return start, start + len(self.plain[start:end].rstrip())


def _closes_up(before: str, after: str) -> bool:
    return any("\u3040" <= letter <= "\u9fff" for letter in (before[-1:], after[:1]) if letter)


def _nation(text: str) -> str:
    return _SHORT.get(text, "") or load_nations().meant(text)


def _begins_stroke(word: str) -> bool:
    return len(word) > 1 and word[0] == "/" and word[1] != "/"
