"""The scales above a timeline: stretches of days with their names, as far as these have room."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from liaison_desk.briefings.document import Stretch
from liaison_desk.briefings.render.grids.board import MIDDLE, SMALL_BOLD, TEXT, Board
from liaison_desk.briefings.render.strips import BLACK
from liaison_desk.briefings.render.tables import HAIR, THICK
from liaison_desk.briefings.render.typesetter import Typesetter

SCALE = 11.0
FISCAL = 2
"""The first scales are the fiscal years of both nations: every other one lies on grey."""
_BAND = 0.86


def draw_scales(
    board: Board, typesetter: Typesetter, scales: Sequence[Sequence[Stretch]], x: Callable[[date], float]
) -> float:
    """Draw scales under each other from the top; ``x`` gives the place of a day's beginning. Return how high they are."""
    left = min((x(scale[0].first) for scale in scales if scale), default=0.0)
    for tier, stretches in enumerate(scales):
        y = tier * SCALE
        for number, stretch in enumerate(stretches):
            _draw(
                board,
                typesetter,
                stretch,
                (x(stretch.first), y, x(stretch.last + timedelta(days=1))),
                bold=tier == 0 or len(stretches) < 4,
                banded=tier < FISCAL and bool(number % 2),
            )
        board.line(left, y, typesetter.width, y, HAIR, MIDDLE)
    height = len(scales) * SCALE
    board.line(left, height, typesetter.width, height, THICK, BLACK)
    return height


def _draw(
    board: Board, typesetter: Typesetter, stretch: Stretch, at: tuple[float, float, float], *, bold: bool, banded: bool
) -> None:
    """Draw one stretch and its name: in the packet's languages, in the first alone where both have no room, or none."""
    left, y, right = at
    if banded:
        board.box(left, y, right - left, SCALE, fill=_BAND, stroke=0.0)
    board.line(left, y, left, y + SCALE, 0.4, MIDDLE)
    face, style = (typesetter.bold, SMALL_BOLD) if bold else (typesetter.regular, TEXT)
    for words in (typesetter.both(stretch.text), stretch.text[0]):
        clean = face.clean(words)
        if face.width(clean, style.size) <= right - left - 3.0:
            board.write(left + 2.5, y + 0.4, clean, style)
            break
