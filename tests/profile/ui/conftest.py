"""A desk with its profile, and the surroundings of a dialog."""

from dataclasses import replace

import pytest

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from tests.desks import new_desk
from tests.foundation.qt.conftest import asker, bus, jobs, theme, ui

__all__ = ["asker", "bus", "jobs", "theme", "ui"]


@pytest.fixture
def desk(tmp_path):
    profile = replace(
        DeskProfile(),
        host_place=Bilingual("Colorado Springs", "コロラドスプリングス"),
        default_marking=Marking("JPN", audience=frozenset({"JPN", "USA"})),
    )
    desk = new_desk(tmp_path / "mine.desk", profile)
    yield desk
    desk.close()
