"""What the outline shows: a row an entry, with what the finished file says of it, and the headings below it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from liaison_desk.briefings.records import FILE, TEXT, EntryTold, OutlineEntry, PacketItem, PacketResult
from liaison_desk.briefings.rules import tab_letter
from liaison_desk.domain.marking import Marking


@dataclass(frozen=True, slots=True)
class Row:
    """A row: an entry of the outline, or a heading below one (``key`` is "").

    ``letter`` is its tab's, ``mark`` its portion mark, ``page`` where it begins (0: it is nowhere), ``entries`` how many stand below it,
    ``inside`` whether it belongs to a tab. ``state`` is "" or why it is not in the file: "blank", "unmarked", "withheld", "empty".
    """

    key: str
    title: str
    letter: str = ""
    mark: str = ""
    page: int = 0
    entries: int = 0
    level: int = 0
    inside: bool = False
    kind: str = ""
    state: str = ""
    tab: bool = False
    below: tuple["Row", ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a finished file says of the entries of its outline, by their keys; made once a file, for rows are shown at every key.

    ``entries`` are those that went in, ``headings`` an entry's own heading (None: it has none) and the rows of those below it.
    """

    entries: Mapping[str, EntryTold]
    headings: Mapping[str, tuple[OutlineEntry | None, tuple[Row, ...]]]


def told_of(result: PacketResult) -> Told:
    """Return what a finished file says."""
    found = defaultdict[str, list[OutlineEntry]](list)
    for one in result.outline:
        if one.section < len(result.told):
            found[result.told[one.section].key].append(one)
    return Told({one.key: one for one in result.told}, {key: _parted(some) for key, some in found.items()})


def _parted(found: Sequence[OutlineEntry]) -> tuple[OutlineEntry | None, tuple[Row, ...]]:
    first, rest = (found[0], found[1:]) if found[0].level == 0 else (None, found)
    return first, tuple(
        Row("", one.title, mark=one.mark, page=one.page, entries=one.entries, level=max(1, one.level)) for one in rest
    )


def rows_of(
    items: Sequence[PacketItem], told: Told | None, called: Callable[[PacketItem], str],
    mark: Callable[[Marking], str], front: str = "",
) -> tuple[Row, ...]:  # fmt: skip
    """Return the rows of an outline; without a file (``told``) every entry counts as going in.

    ``mark`` prints a portion mark; ``front`` is that of the title, which stands on the cover.
    """
    rows: list[Row] = []
    letters, inside = 0, False
    for item in items:
        entry = told.entries.get(item.key) if told is not None else None
        there = told is None or entry is not None
        letter = ""
        if item.tab:
            inside = True
            letter = tab_letter(letters) if there else ""
            letters += there
        own = mark(item.marking) if item.marking is not None and _is_own(item) else ""
        row = Row(
            item.key, called(item), letter, front if item.kind == "cover" and entry else own, entry.page if entry else 0,
            kind=item.kind, state=_state(item, entry, made=told is not None), inside=inside and not item.tab, tab=item.tab,
        )  # fmt: skip
        rows.append(_with_headings(row, *told.headings[item.key]) if told and item.key in told.headings else row)
    return tuple(rows)


def _is_own(item: PacketItem) -> bool:
    return item.kind in {TEXT, FILE} or bool(item.title)


def _state(item: PacketItem, entry: EntryTold | None, *, made: bool) -> str:
    if item.kind == TEXT and not item.text:
        return "blank"
    if item.marking is None and _is_own(item):
        return "unmarked"
    if not made or (entry is not None and entry.portions) or item.kind == "cover":
        return ""
    return "withheld" if item.kind in {TEXT, FILE} or entry is None else "empty"


def _with_headings(row: Row, first: OutlineEntry | None, below: tuple[Row, ...]) -> Row:
    """Return a row as the file calls it, with the headings below it."""
    if first is None:
        return replace(row, below=below)
    return replace(row, title=first.title, mark=first.mark, entries=first.entries, below=below)
