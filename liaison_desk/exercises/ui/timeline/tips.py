"""What the tool tip of a timeline says at a point: a mark, an exercise with its clashes, days off, a fiscal year."""

from datetime import date
from typing import Final

from PySide6.QtCore import QPointF

from liaison_desk.domain.nations import load_nations
from liaison_desk.exercises.ui.timeline.grid import BAND, GanttGrid
from liaison_desk.exercises.ui.timeline.rows import Row
from liaison_desk.foundation.qt.style import plain_tip

_MOST: Final = 8
"""Lines of a tip; the rest is counted."""
_NEAR: Final = 4
"""Pixels within which the pointer means a day."""


def tip_at(view: GanttGrid, at: QPointF) -> str:
    """Return what stands at a point of the viewport, in plain text that cannot be taken for rich text."""
    if at.y() < view.head:
        return _of_head(view, at) if at.x() >= view.labels else ""
    number, item = view.item_at(at)
    if number < 0:
        return ""
    row = view.rows[number]
    if item is not None:
        lines = view.words.told(item.mark, row.lane)
        return plain_tip("\n".join([" · ".join(lines[:-2]), " · ".join(lines[-2:])] if len(lines) > 3 else lines))
    if at.x() < view.labels:
        lines = [view.words.title(row), view.words.fact(row)]
        return plain_tip("\n".join(lines + _clashes(view, row)))
    day = int(view.at_x(at.x()))
    lines = _clashes(view, row, day)
    return plain_tip("\n".join([*lines, *_offs(view, day)]))


def _clashes(view: GanttGrid, row: Row, day: int = 0) -> list[str]:
    """Return with what a row clashes, on a day if one is given."""
    some = [one for one in row.lane.clashes if not day or one.first.toordinal() <= day <= one.last.toordinal()]
    lines = [view.words.clash(one) for one in some[:_MOST]]
    if len(some) > _MOST:
        lines.append(view.words.language.tr("+{n} more", n=len(some) - _MOST))
    return lines


def _offs(view: GanttGrid, day: int) -> list[str]:
    """Return what days off are called near a day."""
    reach = int(_NEAR / view.day_width)
    code, nations = view.words.language.code, load_nations()
    return [
        f"{view.words.dates(one.first, one.last)} · {one.name(code)} · {nations.name(one.nation, code)}"
        for one in view.offs_in_sight()
        if one.first - reach <= day <= one.last + reach
    ]


def _of_head(view: GanttGrid, at: QPointF) -> str:
    day = int(view.at_x(at.x()))
    if view.shown.fiscal and at.y() < 2 * BAND:
        profile, code = view.words.profile(), view.words.language.code
        nation = profile.host if at.y() < BAND else profile.home
        for year in view.fiscal_years(nation):
            if year.first.toordinal() <= day <= year.last.toordinal():
                name = load_nations().name(nation, code)
                return plain_tip(f"{name} · {year.name(code)} · {view.words.span(year.first, year.last)}")
        return ""
    return plain_tip("\n".join([view.words.full_day(date.fromordinal(day)), *_offs(view, day)]))
