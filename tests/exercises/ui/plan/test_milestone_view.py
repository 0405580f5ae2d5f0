"""One milestone whole, at the right of the plan."""

from dataclasses import replace

from liaison_desk.domain.marking import Marking
from tests.exercises.plans_using import by_key
from tests.exercises.ui.plan.conftest import settle


def test_the_milestone_at_the_right_is_not_wider_than_its_pane_however_long_its_mark_is(pane, ui, desk, exercise):
    nations = frozenset({"USA", "AUS", "CAN", "DEU", "FRA", "GBR", "JPN", "KOR", "NLD", "NZL"})
    one = by_key(desk, exercise)["fpc"]
    desk.plans.save(replace(one, marking=Marking("USA", audience=nations)))
    pane.refresh()
    pane.reveal("milestone", one.id)
    settle(ui)
    assert pane.view.isVisible()
    assert pane.view.widget().width() <= pane.view.viewport().width()
