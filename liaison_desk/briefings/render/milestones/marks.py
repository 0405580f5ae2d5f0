"""The marks of a chart, told apart by form alone: solid, outlined, hatched, struck through; a lock for what is agreed."""

from liaison_desk.briefings.document import Form
from liaison_desk.briefings.render.grids.board import WHITE, Board
from liaison_desk.briefings.render.milestones.labels import HALF, LEAST
from liaison_desk.briefings.render.strips import BLACK, Shape

_STROKE = 0.8
_SOLID = frozenset({Form.DONE, Form.AGREED})
Point = tuple[float, float]


def draw_mark(board: Board, form: Form, begin: float, end: float, middle: float) -> None:
    """Draw a milestone of a form between two places: a diamond where it is short, else a bar."""
    if end - begin < LEAST:
        _diamond(board, form, (begin + end) / 2, middle)
        return
    top, height = middle - HALF + 0.7, 2 * HALF - 1.4
    board.box(begin, top, end - begin, height, BLACK if form in _SOLID else WHITE, _STROKE, BLACK)
    if form is Form.PAST:
        board.hatch(begin, top, end - begin, height, 3.0)
    elif form is Form.CANCELLED:
        board.line(begin, middle, end, middle, _STROKE, BLACK)
    elif form is Form.DONE:
        _check(board, (begin + end) / 2, middle)


def _diamond(board: Board, form: Form, x: float, middle: float) -> None:
    left, top, right, bottom = (x - HALF, middle), (x, middle - HALF), (x + HALF, middle), (x, middle + HALF)
    board.shapes.append(Shape((left, top, right, bottom), BLACK if form in _SOLID else WHITE))
    if form is Form.PAST:
        for share in (0.25, 0.5, 0.75):
            board.line(*_between(left, top, share), *_between(bottom, right, share), 0.6, BLACK)
    board.shapes.append(Shape((left, top, right, bottom, left, top), None, _STROKE, BLACK))
    if form is Form.CANCELLED:
        board.line(x - HALF - 1.5, middle, x + HALF + 1.5, middle, _STROKE, BLACK)
    elif form is Form.DONE:
        _check(board, x, middle)


def _check(board: Board, x: float, middle: float) -> None:
    board.shapes.append(Shape(((x - 1.9, middle), (x - 0.5, middle + 1.4), (x + 2.0, middle - 1.5)), None, 0.9, WHITE))


def draw_lock(board: Board, x: float, middle: float) -> None:
    """Draw the sign that the days of a milestone are agreed, its left edge at ``x``."""
    board.shapes.append(Shape(_shackle(x, middle), None, 0.8, BLACK))
    board.box(x, middle - 0.6, 4.6, 3.8, BLACK, 0.0)


def _shackle(x: float, middle: float) -> tuple[Point, ...]:
    return (
        (x + 0.9, middle - 0.6), (x + 0.9, middle - 2.2), (x + 1.5, middle - 3.3), (x + 3.1, middle - 3.3),
        (x + 3.7, middle - 2.2), (x + 3.7, middle - 0.6),
    )  # fmt: skip


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
