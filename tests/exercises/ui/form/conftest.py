"""The exercises page on a real desk."""

import pytest

from tests.exercises.ui.opened import desk, exercise, open_page, sources, told, ui

__all__ = ["desk", "open_page", "sources", "told", "ui"]


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def sheet(desk, ui, open_page):
    """The sheet of a planned exercise."""
    page = open_page()
    page.show_record(exercise(desk, planned=True, calendar=True, series="GLOBAL SENTINEL").id)
    assert ui.jobs.idle()
    return page
