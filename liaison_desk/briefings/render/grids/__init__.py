"""Calendars on paper: each kind of grid laid out from what was released, whatever has no room printed in a list below it."""

from liaison_desk.briefings.document import DayGrid, Grid, MonthGrid, Timeline
from liaison_desk.briefings.render.grids.days import cut_days
from liaison_desk.briefings.render.grids.entries import Rest, cut_captions
from liaison_desk.briefings.render.grids.months import cut_weeks
from liaison_desk.briefings.render.grids.timeline import cut_timeline
from liaison_desk.briefings.render.once import entries_once
from liaison_desk.briefings.render.strips import Strip
from liaison_desk.briefings.render.typesetter import Typesetter

__all__ = ["cut_grid"]


def cut_grid(typesetter: Typesetter, grid: Grid, room: float) -> list[Strip]:
    """Cut a grid into strips; ``room`` is the height in points that it may fill on its first page."""
    said = ""
    if isinstance(grid, Timeline):
        grid, said = entries_once(typesetter, grid)
    captions = cut_captions(typesetter, grid, said)
    room -= sum(strip.height for strip in captions)
    rest = Rest(typesetter, grid, brief=isinstance(grid, MonthGrid), said=said)
    strips: list[Strip] = []
    match grid:
        case DayGrid():
            strips = cut_days(typesetter, grid, room, rest)
        case MonthGrid():
            strips = cut_weeks(typesetter, grid, room, rest)
        case Timeline():
            strips = cut_timeline(typesetter, grid, rest)
    return [*captions, *strips, *rest.cut()]
