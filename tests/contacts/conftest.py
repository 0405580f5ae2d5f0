"""A fresh desk for each test."""

import pytest

from tests.contacts.people import new_desk


@pytest.fixture
def desk(tmp_path):
    opened = new_desk(tmp_path)
    yield opened
    opened.close()
