"""Calendars as tables: days with what is on each of them, and the weeks of a month; nothing is cut for want of room."""

from collections.abc import Sequence

from liaison_desk.briefings.document import Column, DayGrid, Entry, Grid, Line, Look, MonthGrid, Timeline
from liaison_desk.briefings.render.docx.entries import Entries
from liaison_desk.briefings.render.docx.flow import Flow
from liaison_desk.briefings.render.docx.hand import Hand
from liaison_desk.briefings.render.docx.markup import Xml, joined, some
from liaison_desk.briefings.render.docx.paper import Cell, boxed, head_line, paragraph, row, ruled, shade, table
from liaison_desk.briefings.render.docx.paper import Grid as Lines
from liaison_desk.briefings.render.docx.scales import write_timeline
from liaison_desk.briefings.render.docx.tables import band_row, head_row, spread
from liaison_desk.briefings.render.grids.entries import day_at, days_of
from liaison_desk.briefings.render.once import entries_once
from liaison_desk.foundation.core.styled import Style

_WEEK = 7
_OUTSIDE = 0.94
_ROOM = (1.5, 2.5, 2.5, 2.5)
_DEEPEST = 14
"""Lines of a week that is kept whole; a busier one may go on over the page."""
_FEW = 4
"""Days of one series that stand below each other."""
_LISTED = 2
"""Where in a grid's columns those of times begin, behind the number and the day."""


def write_grid(hand: Hand, grid: Grid, flow: Flow) -> None:
    """Write a grid of days or of a month, or a timeline, between its captions and its legend."""
    said = ""
    if isinstance(grid, Timeline):
        grid, said = entries_once(hand.typesetter, grid)
    entries = Entries(hand, grid)
    flow.add(*entries.captions())
    match grid:
        case DayGrid():
            flow.table(_days(hand, grid, entries))
            flow.add(*entries.legend())
        case MonthGrid():
            flow.table(_weeks(hand, grid, entries))
            flow.add(*entries.legend())
            if grid.entries:
                flow.table(_list(hand, grid, entries))
        case Timeline():
            write_timeline(hand, grid, entries, flow, said)


def _on(grid: Grid, day: int) -> list[tuple[Entry, bool]]:
    """Return what is on a day, and whether it began on one before: holidays, what fills the day, the rest by time."""
    there = []
    for number, entry in enumerate(grid.entries):
        first, last = days_of(grid, entry)
        if first <= day <= last:
            continued = (entry.first - grid.first).days < day
            begins = -1 if continued or entry.begins is None else entry.begins
            order = (entry.look is not Look.HOLIDAY, entry.begins is not None, begins, number)
            there.append((order, (entry, continued)))
    return [one for _, one in sorted(there, key=lambda told: told[0])]


def _days(hand: Hand, grid: DayGrid, entries: Entries) -> Xml:
    """Return a table of the days: under each what is on it, with its times in three zones."""
    columns = grid.words.columns[_LISTED:]
    days = [_on(grid, day) for day in range(grid.days)]
    texts = [_texts(hand, entries, entry, _times(entries, entry)) for day in days for entry, _ in day]
    widths = spread(hand, columns, texts) or _even(hand, columns)
    rows = [head_row(hand, columns, widths)]
    for number, day in enumerate(days):
        rows.append(band_row(widths, [hand.both(grid.heads[number], style=Style.STRONG)]))
        rows += [_listed(hand, entries, entry, _times(entries, entry), widths) for entry, _ in day]
    return table(widths, rows, Lines(ruled()))


def _times(entries: Entries, entry: Entry) -> list[list[Line]]:
    """Return the lines of the cells of an entry's times: before the local one its days, if it is on several; those alone if it fills them."""
    local = [entries.cell(entry, 1)] if entry.first == entry.last or entry.clock.portions else []
    day = [entries.cell(entry, 0)] if entry.first != entry.last else []
    return [[*day, *local], [entries.cell(entry, 2)], [entries.cell(entry, 3)]]


def _list(hand: Hand, grid: Grid, entries: Entries) -> Xml:
    """Return a table of all entries, with their days, their times in three zones and their places; a series is told once."""
    columns = grid.words.columns[_LISTED - 1 :]

    alike: dict[tuple[str, Xml], list[Entry]] = {}
    for entry in grid.entries:
        said = joined([entries.told(entry), entries.times(entry), hand.each(entries.cell(entry, 4).text)])
        alike.setdefault((entry.series or str(id(entry)), said), []).append(entry)

    def cells(series: Sequence[Entry]) -> list[list[Line]]:
        days = [entries.cell(entry, 0) for entry in (series if len(series) <= _FEW else series[:1])]
        return [days, *([entries.cell(series[0], number)] for number in (1, 2, 3))]

    told = [(one, cells(one)) for one in alike.values()]
    texts = [_texts(hand, entries, one[0], times) for one, times in told]
    widths = spread(hand, columns, texts) or _even(hand, columns)
    rows = [_listed(hand, entries, one[0], times, widths, _all_days(hand, entries, one)) for one, times in told]
    return table(widths, [head_row(hand, columns, widths), *rows], Lines(ruled()))


def _all_days(hand: Hand, entries: Entries, some_of: Sequence[Entry]) -> Xml:
    """Return all days of a series that has too many for the column of days, in the first language: figures need no translation."""
    days = ", ".join(filter(None, (entries.cell(entry, 0).text(0) for entry in some_of)))
    return hand.run(f" · {days}" if len(some_of) > _FEW else "")


def _texts(hand: Hand, entries: Entries, entry: Entry, times: Sequence[Sequence[Line]]) -> list[list[str]]:
    """Return the words of an entry's cells, to be measured."""
    stacked = hand.typesetter.stacked
    title = [f"{hand.typesetter.mark(entry.marking)} {' / '.join([*stacked(entry.line), *stacked(entry.note)])}"]
    return [
        *([text for line in lines for text in stacked(line)] for lines in times),
        title,
        stacked(entries.cell(entry, 4)),
    ]


def _listed(
    hand: Hand,
    entries: Entries,
    entry: Entry,
    times: Sequence[Sequence[Line]],
    widths: Sequence[float],
    more: Xml | None = None,
) -> Xml:
    """Return an entry as a row: its times, what it is and ``more`` of it, where."""
    cells = [Cell([told for line in lines for told in hand.stacked(line, "Cell")]) for lines in times]
    what = Cell([paragraph("Cell", [some(entries.told(entry), more)])])
    return row(widths, [*cells, what, Cell(hand.stacked(entries.cell(entry, 4), "Cell"))])


def _weeks(hand: Hand, grid: MonthGrid, entries: Entries) -> Xml:
    """Return the weeks of a month, each as high as its busiest day."""
    width = hand.typesetter.width / _WEEK
    widths = [width] * _WEEK
    heads = [Cell([paragraph("CalendarHead", [hand.both(text)])], borders=head_line()) for text in grid.heads]
    rows = [row(widths, heads, head=True)]
    for start in range(-grid.first.weekday(), grid.days, _WEEK):
        days = [_day(hand, grid, entries, number) for number in range(start, start + _WEEK)]
        rows.append(row(widths, days, whole=_height(hand, grid, entries, start, width) <= _DEEPEST))
    return table(widths, rows, Lines(boxed(), _ROOM))


def _height(hand: Hand, grid: Grid, entries: Entries, start: int, width: float) -> int:
    """Return how many lines the busiest day of a week has, about."""
    face, days = hand.typesetter.regular, range(max(0, start), min(grid.days, start + _WEEK))

    def lines(entry: Entry) -> int:
        words = f"{entry.clock.text(0)} {_texts(hand, entries, entry, ())[0][0]}"
        return len(face.wrap(words, 8.0, width - 5.0))

    return max((sum(lines(entry) for entry, _ in _on(grid, day)) for day in days), default=0)


def _day(hand: Hand, grid: MonthGrid, entries: Entries, number: int) -> Cell:
    if not 0 <= number < grid.days:
        return Cell((), fill=shade(_OUTSIDE))
    inside = [paragraph("CalendarHead", [hand.run(str(day_at(grid, number).day))])]
    for entry, continued in _on(grid, number):
        when = hand.run("…") if continued and entry.begins is not None else hand.each(entry.clock.text)
        inside.append(paragraph("CalendarText", [entries.told(entry, when or None)]))
    return Cell(inside)


def _even(hand: Hand, columns: Sequence[Column]) -> list[float]:
    """Return columns that are all as wide."""
    return [hand.typesetter.width / len(columns)] * len(columns)
