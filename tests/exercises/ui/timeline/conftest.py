"""The timeline on a real desk on Tuesday 24 November 2026, 0941 in Colorado Springs, 0141 the next day in Tokyo."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from liaison_desk.app.desk import Desk
from liaison_desk.contacts.records import Person
from liaison_desk.domain.backplan import load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exercises.records import Exercise, ExerciseState, Member
from liaison_desk.exercises.ui.timeline.pane import TimelinePane
from liaison_desk.foundation.core.clock import FixedClock
from tests.desks import new_desk
from tests.exercises.ui.opened import sources
from tests.windows import shown, told, ui

__all__ = ["sources", "told", "ui"]

NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)
PROFILE = DeskProfile(
    host_place=Bilingual("Colorado Springs", "コロラドスプリングス"), home_place=Bilingual("Tokyo", "東京")
)


@pytest.fixture
def desk(tmp_path):
    desk = new_desk(tmp_path / "a.desk", PROFILE, FixedClock(NOW))
    yield desk
    desk.close()


@dataclass
class Exercising:
    """A few ways to put exercises on a desk."""

    desk: Desk

    def exercise(self, name: str = "PACIFIC LANTERN 27", startex: datetime | None = datetime(2027, 3, 8, 8), days: int = 11, **more) -> Exercise:  # fmt: skip
        end = startex.replace(hour=17) if startex else None
        values = {
            "name": Bilingual(name), "startex": startex, "state": ExerciseState.IN_PLANNING,
            "endex": datetime.fromordinal(end.toordinal() + days).replace(hour=17) if end else None,
        } | more  # fmt: skip
        return self.desk.exercises.save(replace(self.desk.exercises.new(), **values))

    def planned(
        self, name: str = "PACIFIC LANTERN 27", startex: datetime = datetime(2027, 3, 8, 8), **more
    ) -> Exercise:
        """An exercise with the milestones of the multinational back-plan."""
        one = self.exercise(name, startex, **more)
        self.desk.plans.carry_out(self.desk.plans.try_template(one.id, load_backplan("multinational")))
        return one

    def member(self, family: str = "Lindqvist") -> Member:
        person = self.desk.contacts.save(Person(name=PersonName(family, "Maj")))
        return Member(family, person.id)

    def milestone(self, exercise: Exercise, key: str):
        return next(one for one in self.desk.plans.plan(exercise.id).milestones if one.key == key)


@pytest.fixture
def made(desk):
    return Exercising(desk)


@pytest.fixture
def open_pane(ui, sources, qtbot):
    def opened(exercise_id: int = 0, ui=ui) -> TimelinePane:
        pane = shown(TimelinePane(sources, ui), ui, qtbot, 1240, 720)
        pane.show_exercise(exercise_id)
        assert ui.jobs.idle()
        pane.view.setFocus()
        return pane

    return opened
