"""Nothing that can be on a desk makes a view raise while it paints: an exception in a paint event would end the program."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions

from liaison_desk.calendar.records import Calendar, Occurrence, Status
from liaison_desk.calendar.ui.timeline.axis import ZOOMS
from liaison_desk.calendar.ui.timeline.rows import Rows
from liaison_desk.calendar.ui.timeline.view import TimelineView
from liaison_desk.calendar.ui.ways import Way, ways
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.duty import Duties, duties
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from tests.calendar.ui.conftest import PROFILE

ZONES = (
    "America/Denver",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "UTC",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
    "Etc/GMT+12",
)
PALETTES = ("planning", "exercises", "rhythm", "visits", "leave", "holiday_jp", "holiday_us", "nothing_known", "")
LENGTHS = (0, 1, 15, 60, 1439, 1440, 1500, 30 * 1440 + 77, 5 * 366 * 1440)
FIRST, LAST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 28, tzinfo=UTC)
KEYS = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight, Qt.Key.Key_Escape,
)  # fmt: skip
CALENDARS = tuple(
    replace(Calendar(name=Bilingual(f"C{number}", f"暦{number}"), palette=palette), id=number)
    for number, palette in enumerate(PALETTES)
)


@st.composite
def occurrences(draw, around: date) -> Occurrence:
    """Anything a desk can hold near some days: of no length, of years, all day, floating, cancelled, on the way for hours."""
    begin = datetime.combine(around, datetime.min.time(), UTC)
    shift = timedelta(minutes=draw(st.integers(-40 * 1440, 70 * 1440)))
    starts = max(
        FIRST, min(LAST, begin + shift if FIRST + timedelta(days=50) < begin < LAST - timedelta(days=80) else begin)
    )
    all_day = draw(st.booleans())
    if all_day:
        starts = starts.replace(hour=0, minute=0)
    length = timedelta(minutes=draw(st.sampled_from(LENGTHS)))
    ends = starts + min(length, LAST - starts)
    if all_day:
        ends = ends.replace(hour=0, minute=0)
    number = draw(st.integers(0, 10_000))
    return Occurrence(
        number, f"u{number}", draw(st.integers(0, 8)), Bilingual(draw(st.text(max_size=30))), Bilingual(draw(st.text(max_size=9))),
        starts, ends, starts.replace(tzinfo=None), ends.replace(tzinfo=None), draw(st.sampled_from(("", *ZONES))), all_day,
        starts, draw(st.sampled_from(Status)), draw(st.booleans()), draw(st.sampled_from(PALETTES)), "c", "", "closed",
        travel_before=draw(st.sampled_from((0, 30, 7 * 1440))), travel_after=draw(st.sampled_from((0, 45, 7 * 1440))),
        holiday=draw(st.sampled_from(("", "", "JPN"))),
    )  # fmt: skip


days = st.sampled_from((
    date(2026, 11, 24), date(2026, 3, 8), date(2026, 11, 1), date(2026, 12, 31), date(24, 2, 29), date(9020, 2, 1),
    date(2, 1, 1), date(9998, 12, 31),
))  # fmt: skip
profiles = st.builds(
    lambda host, home: replace(PROFILE, host_zone=host, home_zone=home), st.sampled_from(ZONES), st.sampled_from(ZONES)
)


class Bench:
    """The seven ways with a profile that can be changed under them."""

    def __init__(self, ui, language: str) -> None:
        self.profile: DeskProfile = PROFILE
        self.ui = replace(ui, language=Language(language))
        self.ways: Sequence[Way] = ways(self.ui, Wording(self.ui.language, lambda: self.profile))

    def show(self, way: Way, day: date, found: Sequence[Occurrence]) -> None:
        first, length = way.read(day)
        way.view.know(CALENDARS, {one.event_id: ((one.event_id % 40, "SATO"),) for one in found})
        way.view.duties = self._duties(first, length) if length <= 7 else Duties()
        way.view.look_at(day, first)
        way.view.show_span(found, first, length)

    def _duties(self, first: date, length: int) -> Duties:
        start = datetime.combine(first, datetime.min.time())
        try:
            return duties(
                self.profile,
                to_utc(start, self.profile.host_zone),
                to_utc(start + timedelta(days=length), self.profile.host_zone),
            )
        except DeskError:
            return Duties()


@contextmanager
def raising_nothing() -> Iterator[None]:
    with capture_exceptions() as raised:
        yield
        QApplication.processEvents()
    assert raised == [], raised


@pytest.fixture
def bench(ui, qtbot):
    made = {language: Bench(ui, language) for language in ("en", "ja")}
    for one in made.values():
        for way in one.ways:
            qtbot.addWidget(way.view)
    return made


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.data())
def test_no_view_raises_whatever_is_on_it(bench, data):
    here = bench[data.draw(st.sampled_from(("en", "ja")))]
    way = data.draw(st.sampled_from(here.ways))
    view = way.view
    here.profile = data.draw(profiles)
    with raising_nothing():
        for _ in range(data.draw(st.integers(1, 3))):
            day = data.draw(days)
            if isinstance(view, TimelineView):
                view.show_rows(data.draw(st.sampled_from(Rows)))
                view.zoom(data.draw(st.integers(-len(ZOOMS), len(ZOOMS))))
            view.look_at(day, way.span(day)[0])
            view.grab()  # before what is read next comes in
            found = data.draw(st.lists(occurrences(day), max_size=12))
            here.show(way, day, found)
            view.resize(*data.draw(st.sampled_from(((900, 700), (1, 1), (60, 40), (300, 2000), (2600, 120)))))
            view.grab()
            for key in data.draw(st.lists(st.sampled_from(KEYS), max_size=6)):
                QTest.keyClick(view, key, data.draw(st.sampled_from((
                    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
                ))))  # fmt: skip
                view.grab()
            here.profile = data.draw(profiles)  # the zone is another before anything is laid out again
            view.tip_at(QPoint(data.draw(st.integers(0, 400)), data.draw(st.integers(0, 400))))
            view.grab()


@pytest.mark.parametrize("number", range(7))
def test_thousands_of_events_in_a_week_are_painted(bench, number):
    begin = datetime(2026, 11, 23, 7, tzinfo=UTC)
    way = bench["en"].ways[number]
    many = [
        Occurrence(
            one, f"u{one}", one % 9, Bilingual(f"Event {one}"), Bilingual(), begin + timedelta(minutes=2 * one),
            begin + timedelta(minutes=2 * one + 45), begin, begin, "UTC", False, begin + timedelta(minutes=2 * one), Status.CONFIRMED, False,
            PALETTES[one % 9], "c",
        )
        for one in range(5000)
    ]  # fmt: skip
    way.view.resize(900, 700)
    with raising_nothing():
        bench["en"].show(way, date(2026, 11, 24), many)
        assert not way.view.grab().isNull()
        bench["en"].show(way, date(2026, 11, 24), [])
        assert not way.view.grab().isNull()
