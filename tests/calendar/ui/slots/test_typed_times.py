"""The words of “Find a time”: reasons in both languages, lengths and times of day as they are typed."""

from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.calendar.rules.slots import Against, Reason, Slot, SlotOptions
from liaison_desk.calendar.ui.slots.words import SlotWords
from liaison_desk.calendar.words.typed import read_clock, read_length
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from tests.calendar.ui.conftest import DENVER, PROFILE
from tests.calendar.ui.slots.proposals import HALF


@pytest.mark.parametrize(
    ("reason", "english", "japanese"),
    [
        ((Against.HOST_DUTY, 24, 20, 0), "outside duty in Colorado Springs: 1300T", "コロラドスプリングスは勤務時間外：1300T"),
        ((Against.HOME_DUTY, 28, 20, 0), "Sunday in Tokyo", "東京は日曜日"),
        ((Against.BUSY, 24, 16, 7), "Col Whitcombe is taken 0900–1000T", "Col Whitcombe 予定あり 0900–1000T"),
        ((Against.BUSY, 24, 16, 0), "you are taken 0900–1000T: Untitled", "自分の予定 0900–1000T：件名なし"),
        ((Against.BUSY, 26, 7, 7), "Col Whitcombe is taken 26 Nov", "Col Whitcombe 予定あり 11月26日"),
    ],
)  # fmt: skip
def test_reasons_in_both_languages(reason, english, japanese):
    kind, day, hour, who = reason
    at = datetime(2026, 11, day, hour, tzinfo=UTC)
    zone = "Asia/Tokyo" if kind is Against.HOME_DUTY else DENVER
    until = at + (timedelta(days=1) if hour == 7 else timedelta(hours=1))
    against = (Reason(kind, at, until, zone, who),)
    first = at if kind is not Against.BUSY else datetime(2026, 11, 24, 16, tzinfo=UTC)
    slot = Slot(first, first + HALF, against=against)
    for code, expected in (("en", english), ("ja", japanese)):
        words = SlotWords(Wording(Language(code), lambda: PROFILE), {7: "Col Whitcombe"})
        assert words.against(slot, SlotOptions()) == (expected,)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("45", 45),
        ("1:30", 90),
        ("1h30", 90),
        ("1.5h", 90),
        ("2 h", 120),
        ("90 min", 90),
        ("１時間３０分", 90),
        ("30分", 30),
    ],
)
def test_lengths_as_they_are_typed(typed, minutes):
    assert read_length(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["soon", "", "-5", "1:3", "h"])
def test_what_is_no_length_is_refused(typed):
    with pytest.raises(DeskError):
        read_length(typed)


@pytest.mark.parametrize(("typed", "clock"), [("0900", "09:00"), ("9:30", "09:30"), ("１６００", "16:00")])
def test_times_of_day_as_they_are_typed(typed, clock):
    assert f"{read_clock(typed):%H:%M}" == clock


@pytest.mark.parametrize("typed", ["24:00", "0960", "noon", "9"])
def test_what_is_no_time_of_day_is_refused(typed):
    with pytest.raises(DeskError):
        read_clock(typed)
