"""Keys that move an event through the hour that comes twice in autumn: it stands where the toast says, or the toast says why not."""

from datetime import timedelta

import pytest

from liaison_desk.domain.zones import to_utc
from tests.calendar.ui.conftest import DENVER
from tests.calendar.ui.strokes import ALT, KEY, at, one

SECOND = to_utc(at(1, 30, 1), DENVER, fold=1)
HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)


@pytest.fixture
def autumn(open_page, ui, qtbot):
    """Show the week the clocks go back at the end of, with an event taken hold of by the keyboard."""

    def opened():
        page = open_page()
        for _ in range(4):
            qtbot.keyClick(page, KEY.Key_PageUp)
            assert ui.jobs.idle()
        qtbot.keyClick(page.week, KEY.Key_J)
        return page

    return opened


def test_an_event_walks_through_both_hours(autumn, board, ui, qtbot, window):
    board.event("Watch", at(1, 15, 1), 15)
    page = autumn()
    starts = [one(page, "Watch").starts]
    for _ in range(9):
        qtbot.keyClick(page.week, KEY.Key_Down, ALT)
        assert ui.jobs.idle()
        starts.append(one(page, "Watch").starts)
        assert one(page, "Watch").ends - starts[-1] == QUARTER
    assert starts == [to_utc(at(1, 15, 1), DENVER) + n * QUARTER for n in range(10)]
    assert window.toasts[1][0] == "Moved “Watch” to Sun 1 Nov 0145S–0100T / 0745–0800Z / 1645–1700I."
    assert window.toasts[4][0] == "Moved “Watch” to Sun 1 Nov 0130–0145T / 0830–0845Z / 1730–1745I."


@pytest.mark.parametrize(("answer", "lands"), [(0, SECOND), (2, SECOND - HOUR)])
def test_of_a_series_one_can_stand_in_the_second_and_the_whole_says_that_it_cannot(
    autumn, board, ui, qtbot, window, answer, lands
):
    board.weekly("Watch", at(2, 30, 1))
    page = autumn()
    ui.ask.chooses = answer
    for _ in range(4):
        qtbot.keyClick(page.week, KEY.Key_Up, ALT)
        assert ui.jobs.idle()
    assert one(page, "Watch").starts == lands
    said = {
        0: "Moved “Watch” to Sun 1 Nov 0145–0245T / 0845–0945Z / 1745–1845I.",
        2: "Moved “Watch” to Sun 1 Nov 0145S–0145T / 0745–0845Z / 1645–1745I: of the two, a series keeps the first.",
    }
    assert window.toasts[2][0] == said[answer]
