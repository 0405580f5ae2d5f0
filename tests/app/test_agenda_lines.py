"""The agenda of the command line: what is off says so, and what was written in Zulu stands on the host's clock too."""

from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.app.cli.agenda import agenda_json, agenda_lines
from liaison_desk.calendar.records import Occurrence, Status
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.language import Language

PROFILE = DeskProfile(host_zone="America/Denver", home_zone="Asia/Tokyo")
STARTS = datetime(2026, 11, 25, 17, tzinfo=UTC)


def one(status=Status.CONFIRMED, zone="America/Denver", *, declined=False) -> Occurrence:
    wall = STARTS.replace(tzinfo=None)
    return Occurrence(1, "a", 1, Bilingual("Sync"), Bilingual(), STARTS, STARTS + timedelta(hours=1), wall, wall + timedelta(hours=1),
                      zone, False, wall, status, False, calendar="Planning", declined=declined)  # fmt: skip


@pytest.mark.parametrize(
    ("occurrence", "english", "japanese"),
    [
        (one(), "Sync (Planning)", "Sync (Planning)"),
        (one(Status.CANCELLED), "Sync [Cancelled] (Planning)", "Sync [中止] (Planning)"),
        (one(Status.CANCELLED, declined=True), "Sync [Cancelled] (Planning)", "Sync [中止] (Planning)"),
        (one(Status.TENTATIVE), "Sync [Tentative] (Planning)", "Sync [仮] (Planning)"),
        (one(declined=True), "Sync [Declined] (Planning)", "Sync [欠席] (Planning)"),
    ],
)
def test_what_is_off_or_unsure_says_so(occurrence, english, japanese):
    for code, said in (("en", english), ("ja", japanese)):
        assert list(agenda_lines([occurrence], PROFILE, Language(code)))[1].endswith(f"  {said}")
    [told] = agenda_json([occurrence], PROFILE)
    assert (told["status"], told["declined"]) == (str(occurrence.status), occurrence.declined)


@pytest.mark.parametrize(
    ("zone", "times"),
    [
        ("UTC", "25 1000T / 1700Z / 0200I+1 NOV 26"),
        ("", "25 1000T / 1700Z / 0200I+1 NOV 26"),
        ("America/Chicago", "25 1100S / 1700Z / 0200I+1 NOV 26"),
    ],
)
def test_zulu_is_no_place(zone, times):
    assert list(agenda_lines([one(zone=zone)], PROFILE, Language("en")))[1].split("  ")[1] == times
