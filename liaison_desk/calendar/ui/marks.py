"""How one event is painted: a block of hours, a bar of days, a line in a month's cell. The words always stand beside colour."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen

from liaison_desk.calendar.records import Occurrence, Status
from liaison_desk.calendar.rules.days import dates
from liaison_desk.calendar.ui import tips
from liaison_desk.calendar.ui.layout import Bar, Placed
from liaison_desk.calendar.words.wording import ZULU, Wording
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import paint_elided
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

_BAR = 3
_LINE = 15
_TIGHT_LINE = 14
_FOOT = 1
_ICON = 14
_WORD = 26
_FIRST_IDEOGRAPH = "\u2e80"
_NEVER_FIRST = "、。，．・：；！？）」』】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_NEVER_LAST = "（「『【〈《"


def holiday_nations(occurrences: Sequence[Occurrence], day: date) -> list[str]:
    """Return the palettes of the holiday calendars that have a holiday on a day."""
    found = []
    for one in occurrences:
        if one.day_off and one.palette not in found:
            first, last = dates(one, ZULU)
            if first <= day <= last:
                found.append(one.palette)
    return sorted(found)


def block_path(rect: QRect, *, left: bool = True, right: bool = True) -> QPainterPath:
    """Return an event's outline: rounded where it begins or ends, square where it goes on."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), Size.RADIUS_EVENT, Size.RADIUS_EVENT)
    if left and right:
        return path
    for square, x in ((not left, rect.left()), (not right, rect.right() - Size.RADIUS_EVENT + 1)):
        if square:
            path.addRect(QRectF(x, rect.top(), Size.RADIUS_EVENT, rect.height()))
    return path.simplified()


def paint_block(
    ui: Ui, wording: Wording, painter: QPainter, rect: QRect, one: Occurrence, placed: Placed,
    *, selected: bool, clash: bool, height_of: Callable[[int], int], ways: Iterable[QRect] = (),
) -> None:  # fmt: skip
    """Paint an event in the hours: ground, bar, title, and below it when and where. ``height_of`` minutes gives pixels.

    ``ways`` are where one is on the way there and back; a ``clash`` shows a warning beside the title.
    """
    colors = ui.theme.calendar(one.palette)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for way in ways:
        _paint_way(ui, painter, way, colors.bar)
    if placed.piece.away:
        painter.restore()
        return
    path = block_path(rect)
    # The hairline of surface keeps what overlaps apart.
    painter.setPen(QPen(ui.theme.color("surf"), 2))
    painter.drawPath(path)
    _fill(ui, painter, path, rect, one, colors.fill, colors.bar)
    painter.setClipPath(path)
    painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), colors.bar)
    painter.setClipping(False)
    if selected:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colors.bar, 2))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), Size.RADIUS_EVENT - 1, Size.RADIUS_EVENT - 1)
    inner = rect.adjusted(_BAR + 5, 2, -2, 0)
    inner.setHeight(min(inner.height(), max(_LINE, height_of(placed.free) - 3)))
    if placed.covered < 1.0:
        full = rect.width() / max(0.05, 1 - placed.left)
        inner.setRight(min(inner.right(), rect.left() + round((placed.covered - placed.left) * full) - 3))
    icons = _icons(one, clash=clash, room=inner.width())
    if clash and not icons:  # too narrow for a warning: an edge of its colour remains
        painter.fillRect(QRect(rect.right() - 2, rect.top() + 2, 2, rect.height() - 4), ui.theme.color("amb"))
    painter.setPen(colors.text)
    _words(ui, wording, painter, inner, one, len(icons) * _ICON + (3 if icons else 0))
    for number, (icon, tone) in enumerate(icons):
        ui.icons.paint(
            painter, QPoint(inner.right() - (number + 1) * _ICON + 1, inner.top() + 2), icon, tone, _ICON - 2
        )
    painter.restore()


def _icons(one: Occurrence, *, clash: bool, room: int) -> list[tuple[str, str]]:
    """Return the icons at an event's right, each with its tone, the warning first; as many as leave room for a word."""
    found = [("triangle-alert", "amb")] if clash else []
    if icon := tips.access_icon(one):
        found.append((icon, "t2"))
    return found[: max(0, (room - _WORD) // _ICON)]


def _paint_way(ui: Ui, painter: QPainter, rect: QRect, color: QColor) -> None:
    """Paint the way to or from an event: hatched in its colour, so that nobody takes the time for free."""
    painter.fillRect(rect, ui.theme.color("surf"))
    hatch = QColor(color)
    hatch.setAlphaF(0.55)
    painter.fillRect(rect, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
    painter.fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), color)
    painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), color)
    if rect.height() >= _ICON + 2 and rect.width() >= 3 * _ICON:
        ground = QRect(rect.left() + 4, rect.center().y() - 7, 18, 14)
        painter.fillRect(ground, ui.theme.color("surf"))
        ui.icons.paint(painter, ground.topLeft() + QPoint(3, 1), "car", "t2", _ICON - 2)


def paint_ghost(ui: Ui, wording: Wording, painter: QPainter, rect: QRect, one: Occurrence | None) -> None:
    """Paint where a dragged bar would be, over everything; without an occurrence where a new one would."""
    colors = ui.theme.calendar(one.palette) if one is not None else None
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colors.bar if colors else ui.theme.color("acc"), 2))
    painter.setBrush(colors.fill if colors else ui.theme.color("accbg"))
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), Size.RADIUS_EVENT, Size.RADIUS_EVENT)
    painter.setPen(colors.text if colors else ui.theme.color("acc"))
    painter.setFont(ui.theme.font(Size.SECONDARY, MEDIUM))
    words = wording.title(one) if one is not None else ui.language.tr("New event")
    paint_elided(painter, rect.adjusted(_BAR + 5, 0, -4, 0), words)
    painter.restore()


def _words(ui: Ui, wording: Wording, painter: QPainter, inner: QRect, one: Occurrence, icons: int) -> int:
    """Paint title, time and place; beside the first line are ``icons`` pixels of icons. Returns where that line stands."""
    font = _struck(ui.theme.font(Size.SECONDARY, SEMIBOLD), one)
    painter.setFont(font)
    title = wording.title(one)
    local = to_local(one.starts, wording.profile().host_zone)
    # The hour that comes twice in autumn says which of the two it is.
    zone = (
        f" {wording.place_name(one.starts)}"
        if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
        else ""
    )
    meta = " · ".join(part for part in (f"{local:%H:%M}{zone}", wording.text(one.place)) if part)
    rows, line = line_room(inner.height())
    if rows < 2:
        top = inner.top() + max(0, min(4, (inner.height() - line) // 2))
        middle = QRect(inner.left(), top, inner.width() - icons, line)
        paint_elided(painter, middle, title)
        return top
    # As many lines of title as leave room for the time.
    used = _paint_lines(painter, inner, title, rows - 1, line, icons)
    painter.setFont(ui.theme.font(Size.SECONDARY, REGULAR, tabular=True))
    paint_elided(painter, QRect(inner.left(), inner.top() + used, inner.width(), line), meta)
    return inner.top()


def line_room(height: int) -> tuple[int, int]:
    """Return how many whole lines fit a height, and how high each is: closer together where that makes room for one more."""
    room = height - _FOOT
    rows = max(1, room // _TIGHT_LINE)
    return rows, max(_TIGHT_LINE, min(_LINE, room // rows))


def _paint_lines(painter: QPainter, inner: QRect, text: str, rows: int, line: int, icons: int) -> int:
    """Paint at most ``rows`` lines, the last one cut with an ellipsis; returns the height they took."""
    rest = text
    for row in range(rows):
        rect = QRect(inner.left(), inner.top() + row * line, inner.width() - (0 if row else icons), line)
        if row == rows - 1:
            paint_elided(painter, rect, rest)
            return rows * line
        fitting = fitting_length(rest, rect.width(), painter.fontMetrics().horizontalAdvance)
        if fitting >= len(rest):
            paint_elided(painter, rect, rest)
            return (row + 1) * line
        paint_elided(painter, rect, rest[:fitting].rstrip())
        rest = rest[fitting:].lstrip()
    return rows * line


def fitting_length(text: str, width: int, advance: Callable[[str], int]) -> int:
    """Return how many letters of a text fit a line: up to a blank or beside a Chinese or Japanese letter.

    All of it when a word alone is wider than the line: it is then cut with an ellipsis rather than broken.
    """
    if advance(text) <= width:
        return len(text)
    fits = 0
    for count in range(1, len(text)):
        if _may_part(text[count - 1], text[count]):
            if advance(text[:count].rstrip()) > width:
                break
            fits = count
    return fits or len(text)


def _may_part(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return " " in {before, after} or max(before, after) >= _FIRST_IDEOGRAPH


def paint_bar(
    ui: Ui, wording: Wording, painter: QPainter, rect: QRect, one: Occurrence, bar: Bar, *, selected: bool,
    clash: bool = False,
) -> None:  # fmt: skip
    """Paint an event that lasts days; square at the side where it goes on beyond what is shown."""
    colors = ui.theme.calendar(one.palette)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = block_path(rect, left=bar.begins, right=bar.finishes)
    painter.setPen(Qt.PenStyle.NoPen)
    _fill(ui, painter, path, rect, one, colors.fill, colors.bar)
    if bar.begins:
        painter.setClipPath(path)
        painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), colors.bar)
        painter.setClipping(False)
    if selected:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colors.bar, 2))
        painter.drawPath(block_path(rect.adjusted(1, 1, -1, -1), left=bar.begins, right=bar.finishes))
    painter.setPen(colors.text)
    painter.setFont(_struck(ui.theme.font(Size.SECONDARY, MEDIUM), one))
    icons = _paint_icons(ui, painter, rect, one, clash=clash)
    paint_elided(painter, rect.adjusted(_BAR + 5, 0, -4 - icons, 0), wording.title(one))
    painter.restore()


def _paint_icons(ui: Ui, painter: QPainter, rect: QRect, one: Occurrence, *, clash: bool) -> int:
    """Paint the icons of an event of one line at its right; returns the width they took."""
    icons = _icons(one, clash=clash, room=rect.width())
    for number, (icon, tone) in enumerate(icons):
        at = QPoint(rect.right() - 1 - (number + 1) * _ICON, rect.center().y() - _ICON // 2 + 2)
        ui.icons.paint(painter, at, icon, tone, _ICON - 2)
    return len(icons) * _ICON + (3 if icons else 0)


def paint_line(
    ui: Ui, wording: Wording, painter: QPainter, rect: QRect, one: Occurrence, *, selected: bool, clash: bool = False
) -> None:
    """Paint a timed event as a line of a month's cell: bar, time, title."""
    colors = ui.theme.calendar(one.palette)
    painter.save()
    if selected:
        painter.fillRect(rect, colors.fill)
    painter.fillRect(QRect(rect.left() + 1, rect.top() + 3, _BAR, rect.height() - 6), colors.bar)
    local = to_local(one.starts, wording.profile().host_zone)
    painter.setFont(ui.theme.font(Size.META, REGULAR, tabular=True))
    painter.setPen(ui.theme.color("t2" if selected else "t3"))
    inner = rect.adjusted(_BAR + 5, 0, -2, 0)
    used = paint_elided(painter, inner, f"{local:%H:%M}")
    painter.setFont(_struck(ui.theme.font(Size.SECONDARY), one))
    painter.setPen(ui.theme.color("t1"))
    icons = _paint_icons(ui, painter, rect, one, clash=clash)
    painter.setPen(ui.theme.color("t2" if one.off else "t1"))
    paint_elided(painter, inner.adjusted(used + 5, 0, -icons, 0), wording.title(one))
    painter.restore()


def _fill(
    ui: Ui, painter: QPainter, path: QPainterPath, rect: QRect, one: Occurrence, fill: QColor, edge: QColor
) -> None:
    """Fill an event's ground: tentative ones with a dashed edge, cancelled and declined ones hollow."""
    painter.fillPath(path, ui.theme.color("surf") if one.off else fill)
    if one.status is Status.CONFIRMED and not one.off:
        return
    painter.save()
    painter.setClipPath(path)
    painter.setPen(QPen(edge, 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), Size.RADIUS_EVENT, Size.RADIUS_EVENT)
    painter.restore()


def _struck(font: QFont, one: Occurrence) -> QFont:
    font.setStrikeOut(one.off)
    return font
