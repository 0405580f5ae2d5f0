"""What to look at before a packet goes out: what is blank, empty, unmarked, untranslated, gone, or of another paper."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from liaison_desk.briefings.records import (
    FILE,
    TEXT,
    Packet,
    PacketItem,
    PacketLanguage,
    PacketRequest,
    PacketResult,
    Paper,
)
from liaison_desk.briefings.rules import blank_items
from liaison_desk.domain.bilingual import Bilingual, Side, Wording
from liaison_desk.domain.nations import load_nations
from liaison_desk.foundation.core.errors import DeskError, InvalidError, NotFoundError, Problem
from liaison_desk.foundation.core.language import Language

TITLE, BLOCK, AUDIENCE, SINCE, UNTIL, COPIES, MEETING, EXERCISE, ARRANGEMENT, VISIT = (
    "title",
    "block",
    "audience",
    "since",
    "until",
    "copies",
    "meeting",
    "exercise",
    "arrangement",
    "visit",
)
"""What a check is about where it is no entry of the outline: the packet's title, or a field of what is asked for."""
ASKED = frozenset({BLOCK, AUDIENCE, SINCE, UNTIL, COPIES, MEETING, EXERCISE, ARRANGEMENT, VISIT})
"""The fields of what is asked for."""


class Tone(StrEnum):
    """How much a check matters: it keeps the packet from being made, it asks for a look, all is well."""

    STOPS = "red"
    LOOK = "amb"
    WELL = "grn"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at. Its problem's field is the key of an entry, TITLE or one of ASKED; ``page`` is where it shows, 0 nowhere."""

    tone: Tone
    problem: Problem
    page: int = 0

    def say(self, language: Language) -> str:
        """Return it as a sentence."""
        return language.tr(self.problem.text, **dict(self.problem.values))


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What is looked at: the outline as it is asked for, the finished file (None: it was not made), and what the desk says beside.

    ``called`` says what an entry is called. ``packet`` is None for a template nobody has changed. ``gone`` are the keys of
    entries whose record or file is not there any more, ``odd_pages`` the pages that are not of the paper asked for, ``block`` the
    labels of the designation block where the level asks for one. ``failure`` is why no file was made.
    """

    request: PacketRequest
    items: tuple[PacketItem, ...]
    called: Callable[[PacketItem], str]
    packet: Packet | None = None
    result: PacketResult | None = None
    gone: Collection[str] = ()
    spoilt: Sequence[DeskError] = ()
    odd_pages: Sequence[int] = ()
    block: Sequence[str] = field(default=())
    paper: Paper = Paper.A4
    failure: Exception | None = None


def look_over(at: LookedAt) -> tuple[Check, ...]:
    """Return what to look at, what stops the packet first, and what is well at the end."""
    found = [*_failed(at), *_gone(at), *_unmarked(at), *_written(at), *_empty(at), *_untranslated(at), *_file(at)]
    found.sort(key=lambda one: one.tone is not Tone.STOPS)
    return (*found, *_well(at, found))


def _entry(at: LookedAt, item: PacketItem) -> tuple[tuple[str, str], ...]:
    return (("entry", at.called(item)),)


def _failed(at: LookedAt) -> Iterator[Check]:
    """Say why no file was made, but what the others say of an entry or the title themselves."""
    error = at.failure
    if isinstance(error, InvalidError):
        yield from (Check(Tone.STOPS, one) for one in error.problems)
    elif isinstance(error, DeskError) and not (at.gone and isinstance(error, NotFoundError)):
        field = AUDIENCE if any(one not in load_nations() for one in at.request.audience) else error.field
        if field != TITLE or at.packet is None or at.packet.marking is not None:
            yield Check(Tone.STOPS, Problem(field, error.text, tuple(error.values.items())))


def _gone(at: LookedAt) -> Iterator[Check]:
    for item in at.items:
        if item.key in at.gone:
            problem = Problem(item.key, "“{entry}” is about something that is not there any more.", _entry(at, item))
            yield Check(Tone.STOPS, problem)


def _unmarked(at: LookedAt) -> Iterator[Check]:
    """Whatever an officer writes or takes in needs a marking: unmarked it is withheld, and a title so stops the packet."""
    if at.packet is not None and at.packet.marking is None:
        yield Check(Tone.STOPS, Problem(TITLE, "The title of the packet has no marking."))
    for item in at.items:
        if item.marking is None and _is_written(item):
            yield Check(Tone.LOOK, Problem(item.key, "“{entry}” has no marking and stays out.", _entry(at, item)))


def _is_written(item: PacketItem) -> bool:
    return bool(item.title or item.text) or item.kind == FILE


def _written(at: LookedAt) -> Iterator[Check]:
    for item in blank_items(at.items):
        yield Check(Tone.LOOK, Problem(item.key, "“{entry}” has not been written.", _entry(at, item)))


def _empty(at: LookedAt) -> Iterator[Check]:
    """Entries of which nothing went in, whether there is nothing or none of it may be read; an outline without any."""
    if not at.items:
        yield Check(Tone.LOOK, Problem("", "The packet has nothing in it yet."))
    if at.result is None:
        return
    told = {one.key: one for one in at.result.told}
    for item in at.items:
        entry = told.get(item.key)
        if (entry is not None and entry.portions) or item.kind == "cover" or (item.kind == TEXT and not item.text):
            continue
        page = entry.page if entry is not None else 0
        if item.kind in {TEXT, FILE}:
            if item.marking is not None:
                problem = Problem(item.key, "Nothing of “{entry}” may be read by the audience.", _entry(at, item))
                yield Check(Tone.LOOK, problem)
        else:
            yield Check(Tone.LOOK, Problem(item.key, "“{entry}” has nothing to show.", _entry(at, item)), page)


def _untranslated(at: LookedAt) -> Iterator[Check]:
    sides = {
        PacketLanguage.HOST: (Side.HOST,),
        PacketLanguage.HOME: (Side.HOME,),
        PacketLanguage.BOTH: (Side.HOST, Side.HOME),
    }[at.request.language]
    if at.packet is not None and _lacks(at.packet.title, sides):
        yield Check(Tone.LOOK, Problem(TITLE, "The title of the packet is not translated."))
    for item in at.items:
        if _lacks(item.title, sides) or (item.kind == TEXT and _lacks(item.text, sides)):
            yield Check(Tone.LOOK, Problem(item.key, "“{entry}” is not translated.", _entry(at, item)))


def _lacks(text: Bilingual, sides: Collection[Side]) -> bool:
    return bool(text) and any(not text.side(side) or text.state(side) is Wording.STALE for side in sides)


def _file(at: LookedAt) -> Iterator[Check]:
    for number, label in enumerate(at.block):
        if number >= len(at.request.block) or not at.request.block[number].strip():
            yield Check(Tone.LOOK, Problem(BLOCK, "“{line}” of the designation block is blank.", (("line", label),)), 1)
    if at.odd_pages:
        said = (("pages", ranges(at.odd_pages)), ("paper", _PAPERS[at.paper]))
        yield Check(Tone.LOOK, Problem("", "Of another size than {paper}: pages {pages}.", said), at.odd_pages[0])
    for error in at.spoilt:
        yield Check(Tone.LOOK, Problem("", error.text, tuple(error.values.items())))


def _well(at: LookedAt, found: Sequence[Check]) -> Iterator[Check]:
    if at.result is None:
        return
    # A file is made only where every member of the audience may read its banner, which is rolled up from what went in.
    if any(item.marking is None and _is_written(item) for item in at.items):
        yield Check(Tone.WELL, Problem("", "The banner matches what went in."))
    else:
        yield Check(Tone.WELL, Problem("", "All portions are marked, and the banner matches."))
    if not at.odd_pages:
        said = (("n", at.result.pages), ("paper", _PAPERS[at.paper]))
        yield Check(
            Tone.WELL, Problem("", "{n} pages fit {paper}." if at.result.pages > 1 else "One page fits {paper}.", said)
        )
    if at.items and not any(one.problem.field for one in found):
        yield Check(Tone.WELL, Problem("", "Every entry has something to say."))


_PAPERS = {Paper.A4: "A4", Paper.LETTER: "Letter"}


def ranges(numbers: Sequence[int]) -> str:
    """Return numbers in order as people write them: ``3, 5–7``."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in found)
