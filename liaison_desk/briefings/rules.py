"""What makes an outline valid, and how one becomes another: pure functions over entries of packets."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count as counting
from pathlib import Path
from string import Formatter

from liaison_desk.briefings.records import (
    FILE,
    PACKET,
    TEXT,
    About,
    Included,
    Packet,
    PacketFinal,
    PacketItem,
    PacketRequest,
    Period,
    Template,
    Withheld,
    WithheldReport,
)
from liaison_desk.domain.bilingual import Languages, Side
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem, RefusedError
from liaison_desk.foundation.core.ids import RecordRef

MOST_ITEMS = 200
MOST_PAGES = 5_000
MOST_COPIES = 99
MOST_KEPT = 150_000_000
"""How many bytes of copies go out and are kept at once: they are held until the last one is made, for all are kept or none."""
_RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
_OF_HOW_MANY = re.compile(r"(?<!\d)\d{1,3} ?(?:/|of) ?\d{1,3}$")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_JOINERS = str.maketrans({"、": ",", "〜": "-", "～": "-", "–": "-", "‐": "-", "ー": "-"})


def chosen_pages(text: str) -> tuple[int, ...]:
    """Return the pages that words such as ``1-3, 5`` choose, in that order, the first being 1; none for all of them.

    Raises InvalidError (field ``pages``) for anything else.
    """
    said = unicodedata.normalize("NFKC", text).translate(_JOINERS).replace(" ", "").strip(",")
    chosen: list[int] = []
    for part in said.split(",") if said else ():
        found = _RANGE.fullmatch(part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last or len(chosen) + last - first >= MOST_PAGES:
            raise InvalidError([Problem("pages", "Name pages as in 1-3, 5.")])
        chosen += range(first, last + 1)
    return tuple(chosen)


def moved(items: Sequence[PacketItem], source: int, target: int) -> tuple[PacketItem, ...]:
    """Return an outline with the entry at one place moved before the one at another (its length: to the end).

    A tab takes along what belongs to it, and is never set down among what belongs to another one.
    """
    size = belonging(items, source)
    group, rest = items[source : source + size], [*items[:source], *items[source + size :]]
    place = target if target <= source else max(source, target - size)
    if items[source].tab:
        while place < len(rest) and not rest[place].tab and place and any(one.tab for one in rest[:place]):
            place += 1
    return (*rest[:place], *group, *rest[place:])


def belonging(items: Sequence[PacketItem], place: int) -> int:
    """Return how many entries go with the one at a place: a tab's own are those up to the next tab."""
    if not items[place].tab:
        return 1
    return next((at for at in range(place + 1, len(items)) if items[at].tab), len(items)) - place


def tab_letter(number: int) -> str:
    """Return the letter of the tab of a number, the first being 0: A to Z, then AA, AB and so on."""
    said = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


def keyed(items: Iterable[PacketItem]) -> tuple[PacketItem, ...]:
    """Return entries that each have a key of their own; the first of those that share one keeps it."""
    every = tuple(items)
    taken = {item.key for item in every}
    fresh = (name for number in counting(1) if (name := f"i{number}") not in taken)
    used = {""}
    found = []
    for item in every:
        found.append(replace(item, key=next(fresh)) if item.key in used else item)
        used.add(item.key)
    return tuple(found)


def usual_audience(template: Template, profile: DeskProfile) -> frozenset[str]:
    """Return the nations a template is usually for."""
    return frozenset(profile.host if side is Side.HOST else profile.home for side in template.audience)


def next_period(template: Template, since: date, until: date) -> tuple[date, date]:
    """Return the period after one: the next month or quarter where the template is about those, else as many days on."""
    months = {Period.MONTH: 1, Period.QUARTER: 3, Period.TWO_YEARS: 24}.get(template.period)
    if months is not None and since.day == 1:
        year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
        year_after, month_after = divmod(year * 12 + month + months, 12)
        return date(year, month + 1, 1), date(year_after, month_after + 1, 1) - timedelta(days=1)
    days = (until - since).days + 1
    return since + timedelta(days=days), until + timedelta(days=days)


def problems_of(packet: Packet) -> list[Problem]:
    """Return what keeps a packet from being kept, by field; an empty list means that nothing does."""
    found = []
    if not packet.title:
        found.append(Problem("title", "Give the packet a title."))
    if not 1 <= packet.asked.copies <= MOST_COPIES:
        found.append(Problem("copies", "A packet has 1 to {most} copies.", (("most", MOST_COPIES),)))
    if len(packet.items) > MOST_ITEMS:
        found.append(Problem("items", "A packet has at most {most} entries.", (("most", MOST_ITEMS),)))
    for item in packet.items:
        try:
            chosen_pages(item.pages)
        except DeskError:
            found.append(Problem("pages", "Name pages as in 1-3, 5."))
    return found


def renumbered(final: PacketFinal, number_of: Callable[[str, str], int]) -> PacketFinal:
    """Return what went out with the numbers of its records that ``number_of`` gives for their kind and uid."""

    def ref(one: Included | Withheld) -> RecordRef:
        return RecordRef(one.record.kind, number_of(one.record.kind, one.uid), one.record.label)

    report = final.withheld
    included = tuple(replace(one, record=ref(one)) for one in final.included)
    withheld = tuple(replace(one, record=ref(one)) for one in report.entries)
    return replace(final, included=included, withheld=replace(report, entries=withheld))


def titled(report: WithheldReport, title_of: Callable[[Withheld], str]) -> WithheldReport:
    """Return what stayed out with its records called what ``title_of`` says; the packet's own words as they are."""
    named = (
        one if one.record.kind == PACKET else replace(one, record=replace(one.record, label=title_of(one)))
        for one in report.entries
    )
    return replace(report, entries=tuple(named))


def altered(final: PacketFinal) -> bool:
    """Tell whether what went out is told in a way in which no desk tells it: its digest, or a rule with places for nothing it says."""
    rules_hold = all(_fills(one.rule, {name for name, _ in one.values}) for one in final.withheld.entries)
    return final.number < 1 or not _DIGEST.fullmatch(final.sha256) or not rules_hold


def _fills(rule: str, names: set[str]) -> bool:
    """Tell whether the places of a sentence are these names, and nothing that a value would be asked or stretched for."""
    try:
        places = [(name, how, turned) for _, name, how, turned in Formatter().parse(rule) if name is not None]
    except ValueError:
        return False
    return all(name in names and not how and not turned for name, how, turned in places)


def blank_items(items: Iterable[PacketItem]) -> tuple[PacketItem, ...]:
    """Return the entries whose template asks for words that nobody has written yet."""
    return tuple(one for one in items if one.kind == TEXT and not one.text)


def files_of(items: Iterable[PacketItem]) -> frozenset[str]:
    """Return the files an outline takes in, by SHA-256."""
    return frozenset(one.file for one in items if one.kind == FILE and one.file)


def request_of(packet: Packet) -> PacketRequest:
    """Return what is asked for to make a packet."""
    return replace(packet.asked, title=packet.title, marking=packet.marking, items=packet.items)


def template_items(packet: Packet, languages: Languages) -> tuple[PacketItem, ...]:
    """Return the outline of a packet as a template may keep it: without words, files, records or days.

    A template's headings are fixed words, printed for everybody: a title that not everybody may read does not become one.
    """
    kept = []
    for item in packet.items:
        if item.kind == FILE:
            continue
        free = item.marking is not None and item.marking.readers is None
        titles = ((languages.host_language, item.title.host), (languages.home_language, item.title.home))
        heading = tuple(pair for pair in titles if pair[1]) if free else ()
        about = About(words=item.about.words, order=item.about.order)
        kept.append(
            PacketItem(
                item.kind, item.options, heading=heading or item.heading, tab=item.tab, divider=item.divider,
                across=item.across, hint=item.hint, look=item.look, about=about,
            )
        )  # fmt: skip
    return tuple(kept)


def entry_of(items: Iterable[PacketItem], key: str) -> PacketItem | None:
    """Return the entry of a key; None where there is none."""
    return next((one for one in items if one.key == key), None)


def with_entry(items: Iterable[PacketItem], changed: PacketItem) -> tuple[PacketItem, ...]:
    """Return an outline with an entry in the place of the one that has its key; where that is gone, nothing happens."""
    return tuple(changed if one.key == changed.key else one for one in items)


def without_entry(items: Iterable[PacketItem], key: str) -> tuple[PacketItem, ...]:
    """Return an outline without an entry. What belonged to a tab stays, and belongs to the one before."""
    return tuple(one for one in items if one.key != key)


def put_after(items: Sequence[PacketItem], key: str, added: Iterable[PacketItem]) -> tuple[PacketItem, ...]:
    """Return an outline with entries added behind the one of a key; at the end where there is none."""
    place = next((at + 1 for at, one in enumerate(items) if one.key == key), len(items))
    return (*items[:place], *added, *items[place:])


def numbered(request: PacketRequest) -> tuple[PacketRequest, ...]:
    """Return what is asked for each copy. A number given as the copy's counts up from there, else it says which of how many.

    Raises InvalidError (field ``copies``) for a number of several copies that says already which of how many it is.
    """
    copies = max(1, request.copies)
    if copies == 1:
        return (replace(request, copies=1),)
    require_countable(copies, request.copy)
    said = unicodedata.normalize("NFKC", request.copy).strip()
    if said.isascii() and said.isdecimal():
        names = [str(int(said) + number).zfill(len(said)) for number in range(copies)]
    else:
        names = [" ".join(filter(None, (request.copy.strip(), f"{n}/{copies}"))) for n in range(1, copies + 1)]
    return tuple(replace(request, copy=name, copies=1) for name in names)


def require_room(size: int, copies: int) -> None:
    """Raise RefusedError where so many copies of a file of so many bytes are too much to be kept at once."""
    if size * copies > MOST_KEPT:
        raise RefusedError(
            "{n} copies of this packet have {size} MB; {most} MB are kept at once. Make fewer copies.",
            n=copies, size=size * copies // 1_000_000, most=MOST_KEPT // 1_000_000,
        )  # fmt: skip


def require_countable(copies: int, copy: str) -> None:
    """Raise InvalidError (field ``copies``) for a number such as ``7/9`` of several copies: each would say two of them."""
    if copies > 1 and _OF_HOW_MANY.search(unicodedata.normalize("NFKC", copy).strip()):
        said = "“{copy}” says already which of how many. For several copies give the first one’s number, or none."
        raise InvalidError([Problem("copies", said, (("copy", copy.strip()),))])


def copy_paths(path: Path, count: int) -> tuple[Path, ...]:
    """Return where each of so many copies is written: ``packet_copy-2.pdf``; one alone under its own name."""
    if count == 1:
        return (path,)
    return tuple(path.with_name(f"{path.stem}_copy-{number}{path.suffix}") for number in range(1, count + 1))
