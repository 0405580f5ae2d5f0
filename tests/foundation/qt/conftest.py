"""The surroundings of a page, made of the real parts, for every test of the common Qt parts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from liaison_desk.foundation.core.changes import ChangeBus
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.icons import Icons
from liaison_desk.foundation.qt.jobs import Jobs
from liaison_desk.foundation.qt.relay import ChangeRelay
from liaison_desk.foundation.qt.settings import Memory
from liaison_desk.foundation.qt.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme()
    theme.install(qapp)
    theme.show_japanese()
    yield theme
    theme.changed.disconnect()
    qapp.styleHints().colorSchemeChanged.disconnect()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.close(), "a lane did not end"


@pytest.fixture
def bus() -> ChangeBus:
    return ChangeBus()


@pytest.fixture
def asker() -> PreparedAsker:
    return PreparedAsker()


@pytest.fixture
def ui(theme: Theme, jobs: Jobs, bus: ChangeBus, asker: PreparedAsker, tmp_path) -> Ui:
    return Ui(
        language=Language("en"),
        theme=theme,
        icons=Icons(theme),
        jobs=jobs,
        clock=FixedClock(datetime(2026, 11, 24, 16, 41, tzinfo=UTC)),
        changes=ChangeRelay(bus),
        memory=Memory(tmp_path),
        ask=asker,
        notify=lambda text, undo: None,
        open=lambda ref: None,
    )


@pytest.fixture
def japanese_ui(ui: Ui) -> Ui:
    return replace(ui, language=Language("ja"))
