"""What is painted, and what painting costs: only what is in sight, however many exercises there are."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from PySide6.QtGui import QAccessible, QImage

from liaison_desk.exercises.records import MilestoneKind
from liaison_desk.exercises.ui.timeline.axis import Sight, Zoom
from liaison_desk.exercises.ui.timeline.rows import rows_of_all
from liaison_desk.exercises.ui.timeline.view import GanttView
from liaison_desk.exercises.ui.timeline.words import TimelineWords
from liaison_desk.foundation.qt.theme import ThemeSetting
from tests.cost import calls
from tests.exercises.ui.timeline.lanes import TODAY, lane, place


def lanes(many: int):
    """Return exercises that are all about today, so that as much is in sight of each."""
    random = Random(5)
    found = []
    for number in range(many):
        some = [
            place(20 * number + n, first, first + timedelta(days=4 * (n % 3 == 0)), kind=MilestoneKind.CONFERENCE)
            for n, first in enumerate(TODAY + timedelta(days=random.randrange(-300, 300)) for _ in range(20))
        ]
        found.append(lane(*some, id_=number + 1, startex=datetime(2027, 1, 4, 8) + timedelta(days=number % 60)))
    return found


@pytest.fixture
def view(ui, desk, qtbot):
    view = GanttView(ui, TimelineWords(ui.language, desk.profile.get))
    qtbot.addWidget(view)
    view.resize(1440, 900)
    with qtbot.waitExposed(view):
        view.show()
    return view


def paint(view) -> QImage:
    image = QImage(view.viewport().size(), QImage.Format.Format_ARGB32_Premultiplied)
    view.viewport().render(image)
    return image


@pytest.mark.parametrize("zoom", Zoom)
def test_three_hundred_exercises_cost_a_frame_no_more_than_thirty(view, zoom):
    costs = []
    for many in (30, 300):
        view.show_rows(rows_of_all(lanes(many), TODAY), TODAY)
        view.see(Sight(TODAY.toordinal() - zoom / 3, float(zoom)))
        paint(view)
        costs.append(calls(lambda: (view.pan(0.5), paint(view))))
    assert costs[1] < 1.1 * costs[0]


def test_moving_the_days_lays_nothing_out_anew(view):
    view.show_rows(rows_of_all(lanes(12), TODAY), TODAY)
    view.see(Sight(TODAY.toordinal() - 90, 366.0))
    paint(view)
    before = [view.laid(number) for number in view.rows_in_sight()]
    view.pan(20)
    paint(view)
    assert all(view.laid(number) is one for number, one in zip(view.rows_in_sight(), before, strict=True))


def test_both_themes_paint_other_pictures(view, ui):
    view.show_rows(rows_of_all(lanes(3), TODAY), TODAY)
    view.see(Sight(TODAY.toordinal() - 90, 366.0))
    light = paint(view)
    ui.theme.choose(ThemeSetting.DARK)
    dark = paint(view)
    assert light.pixelColor(700, 800).lightness() > 200 > 60 > dark.pixelColor(700, 800).lightness()
    ui.theme.choose(ThemeSetting.LIGHT)
    assert paint(view) == light


def test_days_far_from_any_plan_are_painted_too(view):
    view.show_rows(rows_of_all(lanes(2), TODAY), TODAY)
    for day in (date(12, 1, 1), date(1899, 12, 1), date(2299, 12, 1), date(9970, 1, 1)):
        view.see(Sight(float(day.toordinal()), 1100.0))
        assert not paint(view).isNull()


def test_a_screen_reader_finds_the_marks_in_order(view):
    view.show_rows(rows_of_all(lanes(2), TODAY), TODAY)
    found = QAccessible.queryAccessibleInterface(view)
    assert found.role() is QAccessible.Role.List
    assert found.childCount() == 42
    mark = view.rows[0].marks[3]
    view.choose(mark, 0)
    child = found.child(3)
    assert child.text(QAccessible.Text.Name) == view.words.said(mark, view.rows[0].lane)
    assert "PACIFIC LANTERN 1" in child.text(QAccessible.Text.Name)
    assert child.state().selected
    assert not found.child(4).state().selected
    view.see(view.sight.towards(mark.first, mark.last))
    assert not child.rect().isEmpty()
    view.pan(5000)
    assert child.rect().isEmpty()
