"""The panes of the two logs and of the radar on a real desk; it is 24 November 2026."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from liaison_desk.app.lending.partnership import partnership_sources
from liaison_desk.domain.profile import DeskProfile
from tests.conftest import HandClock
from tests.desks import new_desk
from tests.windows import fill, settle, told, ui
from tests.windows import shown as opened

__all__ = ["fill", "told", "ui"]


@pytest.fixture
def desk(tmp_path):
    made = new_desk(tmp_path / "a.desk", DeskProfile(), HandClock(datetime(2026, 11, 24, 16, 41, tzinfo=UTC)))
    yield made
    made.close()


@pytest.fixture
def sources(desk, ui, told):
    made = partnership_sources(desk, ui)
    papers = lambda template, about: told.printed.append((template, about))  # noqa: E731 - one of a few callables
    return replace(made, outside=replace(made.outside, print_papers=papers))


@pytest.fixture
def show(ui, qtbot, sources):
    """Show a pane of a class, read whole."""

    def showing(kind):
        pane = opened(kind(sources, ui), ui, qtbot, height=700)
        ui.changes.changed.connect(pane.changed)  # as the page does
        pane.refresh()
        settle(ui)
        pane.take_focus()
        return pane

    return showing
