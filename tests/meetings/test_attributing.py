"""Who said a portion is found among those who were there, however his rank stands before his name."""

import pytest

from liaison_desk.meetings.records import Attendee, Portion
from liaison_desk.meetings.rules.attributing import attributed

THERE = (
    Attendee("Owen Halloran", contact_id=4, rank="Lt Col USAF", nation="USA"),
    Attendee("Ueno Takumi", "上野 匠", contact_id=5, rank="Col JASDF", nation="JPN"),
)


@pytest.mark.parametrize(
    ("said_by", "found"),
    [
        ("Owen Halloran", (4, "USA")),
        ("Lt Col Owen Halloran", (4, "USA")),
        ("Lt Col USAF Owen Halloran", (4, "USA")),
        ("Col 上野 匠", (5, "JPN")),
        ("Gen Owen Halloran", (0, "")),
        ("Owen", (0, "")),
        ("", (0, "")),
    ],
)
def test_a_speaker_is_found_with_his_rank_and_without(said_by, found):
    portion = attributed(Portion(said_by=said_by), THERE)
    assert (portion.said_by_id, portion.nation) == found
