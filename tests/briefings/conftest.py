"""Fixtures of the page that composes packets; others here make their own desks."""

from dataclasses import replace

import pytest

from tests.briefings.builders import shown, surroundings
from tests.briefings.desks import OPEN, PROFILE, weekly_desk

MARKING = replace(PROFILE, default_marking=OPEN)


@pytest.fixture
def marking_desk(tmp_path):
    """The desk of one week, which marks what is written as everybody's."""
    opened = weekly_desk(tmp_path)
    opened.profile.save(MARKING)
    yield opened
    opened.close()


@pytest.fixture
def around(qapp, marking_desk, tmp_path):
    """The page's surroundings, and what is said in them."""
    with surroundings(marking_desk, tmp_path) as found:
        yield found


@pytest.fixture
def builder_ui(around):
    return around[0]


@pytest.fixture
def said(around):
    return around[1]


@pytest.fixture
def page(builder_ui, marking_desk, qtbot):
    """The Briefings page, shown and at rest."""
    return shown(builder_ui, marking_desk, qtbot, MARKING)
