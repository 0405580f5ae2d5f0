"""Timelines as tables: what happens at the left, under the names of the calendars; at the right a scale on which it is marked."""

from collections.abc import Sequence

from liaison_desk.briefings.document import Entry, Look, Stretch, Timeline
from liaison_desk.briefings.render.docx.entries import Entries
from liaison_desk.briefings.render.docx.flow import Flow
from liaison_desk.briefings.render.docx.hand import Hand
from liaison_desk.briefings.render.docx.markup import Xml, joined, some, w
from liaison_desk.briefings.render.docx.paper import Cell, Grid, Placing, boxed, line, paragraph, row, shade, table
from liaison_desk.briefings.render.docx.tables import band_row, said_rows
from liaison_desk.briefings.render.strips import BLACK, DARK
from liaison_desk.foundation.core.styled import Style

_LEAST, _MOST = 16.0, 34.0
_SHARE = 0.65
_BAND = 0.88
_SIZE = 8.0
_ROOM = (1.5, 1.0, 1.5, 1.0)
_FILLED = {Look.CONFIRMED: "clear", Look.TENTATIVE: "diagStripe", Look.CANCELLED: "horzStripe", Look.HOLIDAY: "pct25"}
_SERIES, _MOST_TICKS = "|", 5


def write_timeline(hand: Hand, grid: Timeline, entries: Entries, flow: Flow, said: str = "") -> None:
    """Write a timeline, its legend below; ``said`` is how entries without a mark are marked."""
    flow.table(_Scaled(hand, grid, entries).table(said))
    flow.add(*entries.legend(signs=False))


class _Scaled:
    """One timeline in the making: its finest scale that has room, and the widths of the columns."""

    def __init__(self, hand: Hand, grid: Timeline, entries: Entries) -> None:
        self._hand = hand
        self._grid = grid
        self._entries = entries
        room = hand.typesetter.width * _SHARE
        fitting = [tier for tier, scale in enumerate(grid.scales) if len(scale) * _LEAST <= room]
        self._tiers = grid.scales[: max(fitting, default=-1) + 1]
        self._fine: Sequence[Stretch] = self._tiers[-1] if self._tiers else ()
        step = min(_MOST, max(_LEAST, room / max(1, len(self._fine))))
        self._widths = [hand.typesetter.width - step * len(self._fine), *([step] * len(self._fine))]

    def table(self, said: str) -> Xml:
        """Return what is said and the scales, then each calendar with what is on it; the nameless last."""
        grid = self._grid
        rows = [*said_rows(self._hand, said, self._widths), *(self._scale(scale) for scale in self._tiers)]
        order = sorted({entry.row for entry in grid.entries}, key=lambda one: (not grid.rows[one].portions, one))
        named = [one for one in order if grid.rows[one].portions]
        for number in named:
            name = self._hand.each(grid.rows[number].text, style=Style.STRONG)
            mark = self._hand.mark(grid.rows[number].marking, Style.STRONG)
            rows += self._calendar([mark, name], [entry for entry in grid.entries if entry.row == number])
        if further := [entry for entry in grid.entries if entry.row not in named]:
            rows += self._calendar([self._hand.both(grid.words.further, style=Style.STRONG)], further)
        return table(self._widths, rows, Grid(boxed(), _ROOM))

    def _scale(self, scale: Sequence[Stretch]) -> Xml:
        """Return one scale as a row of headings; a stretch is over the finest ones that begin in it."""
        finest = scale is self._fine
        cells = [Cell([paragraph("CalendarHead", ())])]
        for number, one in enumerate(scale):
            if span := sum(one.first <= fine.first <= one.last for fine in self._fine):
                fill = shade(_BAND) if number % 2 and not finest else None
                told = paragraph(
                    "CalendarText" if finest else "CalendarHead", [self._named(one, span, lines=1 + finest)]
                )
                cells.append(Cell([told], span, fill=fill))
        return row(self._widths, cells, head=True)

    def _named(self, one: Stretch, span: int, lines: int) -> Xml:
        """Return the name of a stretch; in the first language alone where both have no room, nothing where that has none."""
        typesetter, room = self._hand.typesetter, span * self._widths[-1] - 2 * _ROOM[1]
        for words, most in ((one.text, room), (one.text[:1], room * lines)):
            if typesetter.regular.width(typesetter.both(words), _SIZE) <= most:
                return self._hand.both(words)
        return joined(())

    def _calendar(self, name: Sequence[Xml], entries: Sequence[Entry]) -> list[Xml]:
        """Return the name of a calendar and its entries; what comes again in one series is one row, with all its days."""
        alike: dict[tuple[str, Xml, Look], list[Entry]] = {}
        for entry in entries:
            own = entry.series or str(id(entry))
            alike.setdefault((own, self._words(entry), entry.look), []).append(entry)
        rows = [self._row(words, some_of) for (_, words, _), some_of in alike.items()]
        return [band_row(self._widths, name), *rows]

    def _words(self, entry: Entry) -> Xml:
        """Return all that an entry says behind its days."""
        times, hand = self._entries.times(entry), self._hand
        where = hand.each(self._entries.cell(entry, 4).text)
        place = some(hand.run(" · "), where) if where else None
        return some(self._entries.told(entry, times or None, signed=False), place)

    def _row(self, words: Xml, entries: Sequence[Entry]) -> Xml:
        # The first language alone tells the days, as it tells times: figures need no translation.
        days = ", ".join(filter(None, (self._entries.cell(entry, 0).text(0) for entry in entries)))
        lead = self._hand.run(f"{days}  ", 0, Style.STRONG) if days else joined(())
        cells = [Cell([paragraph("CalendarText", [lead, words])])]
        return row(self._widths, [*cells, *(self._marked(one, entries) for one in self._fine)])

    def _marked(self, one: Stretch, entries: Sequence[Entry]) -> Cell:
        """Return a piece of the scale: filled where something lasts, with a diamond where it is on one day, a tick where it comes again."""
        there = [entry for entry in entries if entry.first <= one.last and entry.last >= one.first]
        today = self._grid.today
        dashed = line("left", 1.0, BLACK, "dashed") if today is not None and one.first <= today <= one.last else None
        borders = w("tcBorders", dashed) if dashed else None
        if not there:
            return Cell([paragraph("CalendarText", ())], borders=borders)
        entry = there[0]
        if entry.first != entry.last:
            pattern = _FILLED[entry.look]
            return Cell([paragraph("CalendarText", ())], borders=borders, fill=shade(DARK, pattern))
        sign = _SERIES if len(entries) > 1 else "◆" if entry.look in {Look.CONFIRMED, Look.HOLIDAY} else "◇"
        return Cell(
            [paragraph("CalendarText", [self._hand.run(sign * min(len(there), _MOST_TICKS))], Placing(align="center"))],
            borders=borders,
        )
