"""One pass over a document: structure follows content, so that rows, headings, lists and groups go with what they name."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from liaison_desk.briefings.document import (
    Band,
    Block,
    Bluf,
    Branch,
    Burndown,
    Card,
    Cards,
    Chart,
    Contents,
    DayGrid,
    Entry,
    Grid,
    Group,
    Items,
    KeyValue,
    KeyValues,
    Line,
    MilestoneChart,
    Pages,
    Paragraph,
    Photo,
    Picture,
    Piece,
    Pin,
    PortionText,
    Row,
    Section,
    Source,
    Table,
    Title,
    Words,
)
from liaison_desk.briefings.records import Withheld, WithheldReport
from liaison_desk.briefings.release.deciding import Why, why
from liaison_desk.briefings.walking import branch_lines, card_lines, lines_of
from liaison_desk.domain.marking import Marking, roll_up
from liaison_desk.domain.release import Decision, ReleaseRules, decide, linked_to, named_in_title
from liaison_desk.foundation.core.ids import RecordRef

_SAID, _LONGEST_SAID = 3, 120


def _telling(portion: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """Return what puts portions in order that say most first."""
    return -max(map(len, portion[1:]), default=0), portion


def _beginning(portion: tuple[str, ...]) -> str:
    """Return how a portion begins, in the first language that has it; its uid stands before its wordings."""
    said = next(filter(None, portion[1:]), "")
    return said if len(said) <= _LONGEST_SAID else f"{said[:_LONGEST_SAID]}…"


def _heading_something(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines of a list without those of fixed words under which nothing is left."""
    kept: list[Line] = []
    for line in reversed(lines):
        if line.portions or (kept and kept[-1].level > line.level):
            kept.append(line)
    return tuple(reversed(kept))


def _filled(table: Table) -> Table:
    """Return a table without the spare columns in which nothing is left."""
    rows = [row for row in table.rows if isinstance(row, Row)]
    told = [
        at
        for at, column in enumerate(table.columns)
        if not column.spare or any(at == row.lead or row.cells[at].pieces for row in rows)
    ]
    if len(told) == len(table.columns):
        return table
    kept = tuple(
        replace(row, cells=tuple(row.cells[at] for at in told), lead=told.index(row.lead))
        if isinstance(row, Row)
        else row
        for row in table.rows
    )
    return replace(table, columns=tuple(table.columns[at] for at in told), rows=kept)


class Sieve:
    """One pass over one document: keeps what may be released and remembers what was not."""

    def __init__(self, home: str, audience: frozenset[str], rules: ReleaseRules) -> None:
        self._plain = Marking(home)
        self._audience = audience
        self._rules = rules
        self._known: dict[tuple[object, ...], Why] = {}
        self._withheld: dict[tuple[Source | None, Decision, bool], set[tuple[str, ...]]] = {}

    def report(self) -> WithheldReport:
        """Return what has stayed out so far."""
        entries = tuple(
            Withheld(
                source.record if source else RecordRef("", 0),
                source.uid if source else "",
                len(portions),
                whole,
                decision.rule,
                decision.values,
                decision.blocked,
                decision.may_permit,
                tuple(map(_beginning, sorted(portions, key=_telling)[:_SAID])),
            )
            for (source, decision, whole), portions in self._withheld.items()
        )
        return WithheldReport(self._audience, entries)

    def section(self, section: Section) -> Section | None:
        """Return what may go in of a section; None where nothing of it may."""
        heading = self._line(section.heading) if section.heading else None
        if section.heading and heading is None:
            self._drop(section.heading, section.blocks)
            return None
        blocks = self._blocks(section.blocks)
        if section.empty and not any(line.portions for block in blocks for line in lines_of(block)):
            blocks = (Paragraph(Line((Words(section.empty),), marking=self._plain)),)
        return replace(section, heading=heading, blocks=blocks) if blocks else None

    def _blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(kept for block in blocks if (kept := self._block(block)) is not None)

    def _block(self, block: Block) -> Block | None:
        match block:
            case Title(line, under):
                kept = self._line(line)
                return replace(block, line=kept, under=self._lines(under)) if kept else None
            case Paragraph(line) | Bluf(line) | Picture(line=line) | Pages(line=line):
                kept = self._line(line)
                return replace(block, line=kept) if kept else None
            case Items(lines):
                kept_lines = _heading_something(self._lines(lines))
                return replace(block, lines=kept_lines) if kept_lines else None
            case KeyValues(pairs, photo):
                kept_pairs, kept_photo = self._pairs(pairs), self._photo(photo)
                return KeyValues(kept_pairs, kept_photo) if kept_pairs or kept_photo else None
            case Cards(cards):
                kept_cards = self._cards(cards)
                return Cards(kept_cards) if kept_cards else None
            case Chart(branches):
                kept_branches = self._branches(branches)
                return Chart(kept_branches) if kept_branches else None
            case Table() | Grid() | Burndown() | MilestoneChart():
                return self._of_records(block)
            case Group(heading, blocks):
                return self._group(block, heading, blocks)
            case Contents():
                return block

    def _of_records(self, block: Table | Grid | Burndown | MilestoneChart) -> Block | None:
        match block:
            case Table():
                return self._table(block)
            case Grid():
                return self._grid(block)
            case Burndown(spells=spells):
                left = ((spell, self._line(spell.line)) for spell in spells)
                kept = tuple(replace(spell, line=line) for spell, line in left if line is not None)
                rolled = self._rolled(spell.line for spell in kept)
                return replace(block, spells=kept, marking=rolled) if kept else None
            case MilestoneChart():
                return self._milestones(block)

    def _milestones(self, chart: MilestoneChart) -> MilestoneChart | None:
        """Keep an exercise's chart with the milestones that may be shown; all of it goes with what the exercise is called."""
        line = self._line(chart.line)
        if line is None:
            self._drop_lines(chart.line, chart.lines)
            return None
        pins = tuple(kept for pin in chart.pins if (kept := self._pin(pin)) is not None)
        when = self._line(chart.when) or Line((), marking=self._plain)
        kept_chart = replace(chart, line=line, when=when, facts=self._lines(chart.facts), pins=pins)
        return replace(kept_chart, marking=self._rolled(kept_chart.lines))

    def _pin(self, pin: Pin) -> Pin | None:
        line = self._line(pin.line)
        if line is None:
            self._drop_lines(pin.line, pin.lines)
            return None
        blank = Line((), marking=self._plain)
        kept = replace(pin, line=line, short=self._line(pin.short) or blank, when=self._line(pin.when) or blank)
        return replace(kept, marking=self._rolled(kept.lines))

    def _pairs(self, pairs: Iterable[KeyValue]) -> tuple[KeyValue, ...]:
        return tuple(replace(pair, line=kept) for pair in pairs if (kept := self._line(pair.line)) is not None)

    def _photo(self, photo: Photo | None) -> Photo | None:
        return photo if photo is not None and self._may_go(photo.portion) else None

    def _cards(self, cards: Iterable[Card]) -> tuple[Card, ...]:
        kept = [left for card in cards if (left := self._card(card)) is not None]
        busy = {ref for card in kept if not card.idle for ref in card.of}
        return tuple(sorted((one for one in kept if not (one.idle and one.of & busy)), key=self._standing))

    def _card(self, card: Card) -> Card | None:
        heading = self._line(card.heading)
        if heading is None:
            self._drop_lines(card.heading, card_lines(card))
            return None
        kept = replace(card, heading=heading, rows=self._pairs(card.rows), photo=self._photo(card.photo))
        return replace(kept, marking=self._rolled(card_lines(kept)))

    def _branches(self, branches: Iterable[Branch]) -> tuple[Branch, ...]:
        return tuple(kept for branch in branches if (kept := self._branch(branch)) is not None)

    def _branch(self, branch: Branch) -> Branch | None:
        heading = self._line(branch.heading)
        if heading is None:
            self._drop_lines(branch.heading, branch_lines(branch))
            return None
        cards, below = self._cards(branch.cards), self._branches(branch.below)
        # A branch is drawn for who is in it: left empty it would tell that somebody was.
        return Branch(heading, cards, below) if cards or below else None

    def _group(self, group: Group, heading: Line, inner: tuple[Block, ...]) -> Group | None:
        kept = self._line(heading)
        if kept is None:
            self._drop(heading, inner)
            return None
        if group.filled and inner and self._block(inner[-1]) is None:
            self._blocks(inner[:-1])  # whatever of it is withheld is told of
            return None
        blocks = self._blocks(inner)
        # A heading of fixed words with nothing under it would tell that something was there; the days of a grid are always there.
        told = kept.portions or any(
            isinstance(block, Grid) or any(line.portions for line in lines_of(block)) for block in blocks
        )
        return replace(group, heading=kept, blocks=blocks) if told else None

    def _grid(self, grid: Grid) -> Grid:
        """Keep the days and what may be shown on them; a calendar is named only where something of it is left."""
        entries = tuple(kept for entry in grid.entries if (kept := self._entry(entry)) is not None)
        blank = Line((), marking=self._plain)
        asked, named = {entry.row for entry in grid.entries}, {entry.row for entry in entries}
        # A withheld calendar of which something would have been there is reported, even where nothing of it is left.
        lines = {number: self._line(grid.rows[number]) or blank for number in sorted(asked)}
        rows = tuple(lines[number] if number in named else blank for number in range(len(grid.rows)))
        if isinstance(grid, DayGrid) and grid.shorter is not None:
            after = grid.first + timedelta(days=grid.shorter.days)
            grid = replace(grid, shorter=None) if any(one.last >= after for one in entries) else grid.shorter
        return replace(grid, entries=entries, rows=rows)

    def _entry(self, entry: Entry) -> Entry | None:
        line = self._line(entry.line)
        if line is None:
            self._drop_lines(entry.line, entry.lines)
            return None
        blank = Line((), marking=self._plain)
        clock, note, *cells = (self._line(one) or blank for one in entry.lines[1:])
        kept = replace(entry, line=line, clock=clock, note=note, cells=tuple(cells))
        return replace(kept, marking=self._rolled(kept.lines))

    def _table(self, table: Table) -> Table | None:
        rows: list[Row | Band] = []
        for row in table.rows:
            if isinstance(row, Band):
                if rows and isinstance(rows[-1], Band):
                    rows.pop()
                rows.append(row)
            elif (kept := self._row(row)) is not None:
                rows.append(kept)
        if rows and isinstance(rows[-1], Band):
            rows.pop()
        if not any(isinstance(row, Band) for row in rows):  # under bands the order is theirs
            rows = [*sorted((row for row in rows if isinstance(row, Row)), key=self._standing)]
        return _filled(replace(table, rows=tuple(rows))) if rows else None

    def _standing(self, entry: Row | Card) -> tuple[bool, tuple[int | str, ...]]:
        """Return what an entry is ordered by; it comes last where what it would be ordered by may not be told."""
        place = entry.place
        if place is None or not all(self._told(source) for source in place.sources):
            return True, ()
        return False, place.key

    def _told(self, source: Source) -> bool:
        return decide(source.marking, self._audience, self._rules, source.uid).released

    def _row(self, row: Row) -> Row | None:
        lead = self._line(row.cells[row.lead])
        if lead is None:
            for cell in row.cells:
                self._drop(row.cells[row.lead], (Paragraph(cell),))
            return None
        blank = Line((), marking=self._plain)
        cells = tuple(lead if index == row.lead else self._line(cell) or blank for index, cell in enumerate(row.cells))
        return replace(row, cells=cells, marking=self._rolled(cell for cell in cells))

    def _lines(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(kept for line in lines if (kept := self._line(line)) is not None)

    def _line(self, line: Line) -> Line | None:
        portions = line.portions
        if not portions:
            return replace(line, marking=self._plain)
        kept = self._kept(line)
        if line.led and portions[0] not in kept:
            self._drop(line, ())
            return None
        left = replace(line, pieces=kept)
        return replace(left, marking=self._rolled((left,))) if left.portions else None

    def _kept(self, line: Line) -> tuple[Piece, ...]:
        kept: list[Piece] = []
        owner: PortionText | None = None
        for piece in line.pieces:
            if isinstance(piece, Words):
                kept.append(piece)
                continue
            if not piece.joined:
                owner = piece
            elif owner is not None and owner not in kept:
                self._note(piece, self._why(piece) if not self._why(piece).released else self._why(owner))
                continue
            if self._may_go(piece):
                kept.append(piece)
        return tuple(kept)

    def _rolled(self, lines: Iterable[Line]) -> Marking:
        markings = {marking for line in lines for piece in line.portions for marking in piece.markings}
        return roll_up(markings, self._rules.groups) if markings else self._plain

    def _why(self, portion: PortionText) -> Why:
        # A note is decided about by itself only where a permission may be its own.
        own = portion.uid if self._rules.permissions else ""
        key = (portion.marking, portion.sources, portion.names, portion.links, own)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = why(portion, self._audience, self._rules)
        return found

    def _may_go(self, portion: PortionText) -> bool:
        reason = self._why(portion)
        if not reason.released:
            self._note(portion, reason)
        return reason.released

    def _note(self, portion: PortionText, reason: Why) -> None:
        source = reason.source or (portion.sources[0] if portion.sources else None)
        said = (portion.uid, *portion.text)
        linked = (
            portion.sources
            and reason.source in portion.links
            and reason.source not in (*portion.sources, *portion.names)
        )
        lost = self._withheld.setdefault((source, reason.decision, reason.source is not None), set())
        if linked:  # the record itself lost nothing here: it is told so that the officer knows which it is
            lost = self._withheld.setdefault((portion.sources[0], linked_to(reason.decision), False), set())
        lost.add(said)
        if portion.title and reason.source in portion.names:
            self._withheld.setdefault((portion.sources[0], named_in_title(reason.decision), True), set()).add(said)

    def _drop(self, leader: Line, blocks: Iterable[Block]) -> None:
        """Note everything that goes because the line that leads it may not be shown."""
        self._drop_lines(leader, (leader, *(line for block in blocks for line in lines_of(block))))

    def _drop_lines(self, leader: Line, lines: Iterable[Line]) -> None:
        cause = next((portion for portion in leader.portions if not self._why(portion).released), None)
        for line in lines:
            for portion in line.portions:
                reason = self._why(portion)
                if not reason.released:
                    self._note(portion, reason)
                elif cause is not None:
                    self._note(portion, self._why(cause))
