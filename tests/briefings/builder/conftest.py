"""What tests of composing packets begin with: a desk, the page on it, a packet on show."""

import pytest

from liaison_desk.briefings.records import PacketRequest
from liaison_desk.domain.bilingual import Bilingual
from tests.briefings.builders import settled


@pytest.fixture
def desk(marking_desk):
    return marking_desk


@pytest.fixture
def ui(builder_ui):
    return builder_ui


@pytest.fixture
def packet(page, ui, desk, qtbot):
    """A packet that is kept and on show."""
    begun = desk.packets.begin(desk.briefings.template("weekly"), Bilingual("MPC read-ahead"), PacketRequest())
    kept = desk.packets.save(begun)
    page.show_record(kept.id)
    settled(page, ui, qtbot)
    return kept
