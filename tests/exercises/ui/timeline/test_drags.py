"""What a drag means, whatever is taken hold of, and its days in three zones."""

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exercises.records import MilestoneKind
from liaison_desk.exercises.ui.timeline.drag import Drag, Grip
from liaison_desk.exercises.ui.timeline.rows import What, rows_of_all
from liaison_desk.exercises.ui.timeline.words import TimelineWords
from liaison_desk.foundation.core.language import Language
from tests.exercises.ui.timeline.lanes import TODAY, lane, place

PROFILE = DeskProfile(home_place=Bilingual("Tokyo", "東京"))
FIRST, LAST = date(2026, 12, 7), date(2026, 12, 11)
ONE = lane(place(1, FIRST, LAST, kind=MilestoneKind.CONFERENCE), place=Bilingual("Colorado Springs"))
MARKS = {mark.what: mark for mark in rows_of_all([ONE], TODAY)[0].marks}
STEPS = st.integers(-4000, 4000)


def held(what: What, grip: Grip) -> Drag:
    return Drag.of(MARKS[what], ONE, grip, 1000)


@given(STEPS)
def test_a_milestone_keeps_its_length_when_it_is_dragged_whole(by):
    drag = held(What.MILESTONE, Grip.BODY).to(1000 + by)
    assert drag.first - FIRST.toordinal() == by
    assert drag.last - drag.first == 4


@given(STEPS)
def test_an_end_never_passes_the_other(by):
    for grip in (Grip.START, Grip.END):
        drag = held(What.MILESTONE, grip).to(1000 + by)
        assert drag.first <= drag.last
        assert (drag.first == FIRST.toordinal()) or grip is Grip.START
        assert (drag.last == LAST.toordinal()) or grip is Grip.END


@given(STEPS)
def test_an_exercise_moves_as_a_whole_by_any_of_its_ends(by):
    drag = held(What.EXERCISE, Grip.END).to(1000 + by)
    assert drag.last - drag.first == MARKS[What.EXERCISE].last - MARKS[What.EXERCISE].first


def test_nothing_is_dragged_out_of_the_years_in_which_plans_are_reckoned():
    far = held(What.MILESTONE, Grip.BODY).to(10**6)
    assert far.days[1] == date(2299, 12, 31)
    assert far.last - far.first == 4
    assert held(What.MILESTONE, Grip.BODY).to(-(10**6)).days[0] == date(1900, 1, 1)


def test_a_drag_back_to_where_it_began_moves_nothing():
    drag = held(What.MILESTONE, Grip.BODY).to(1005)
    assert drag.moved
    assert not drag.to(1000).moved


def told(at, language="en", first=FIRST, last=FIRST):
    words = TimelineWords(Language(language), lambda: PROFILE)
    return [(line.zone, line.words, line.day_offset) for line in words.in_zones(ONE, first, last, at)]


def test_a_time_is_said_at_the_place_in_zulu_and_at_home():
    assert told(time(16)) == [
        ("Colorado Springs", "Mon 7 Dec 2026 1600T", 0), ("Zulu", "7 Dec 2300Z", 0), ("Tokyo", "8 Dec 0800I", 1),
    ]  # fmt: skip


def test_whole_days_at_the_place_reach_into_one_more_at_home():
    assert told(None, last=LAST) == [
        ("Colorado Springs", "Mon 7 Dec 2026 – 11 Dec", 0),
        ("Zulu", "7 Dec 0700Z – 12 Dec 0659Z", 0),
        ("Tokyo", "7–12 Dec", 1),
    ]


def test_days_in_japanese():
    assert told(None, "ja", last=LAST)[2] == ("東京", "12月7–12日", 1)


def test_days_are_said_as_charts_say_them():
    words = TimelineWords(Language("en"), lambda: PROFILE)
    day = date(2027, 1, 29).toordinal()
    assert [words.dates(day, day), words.dates(day, day + 1), words.dates(day, day + 4)] == [
        "29 Jan", "29–30 Jan", "29 Jan–2 Feb",
    ]  # fmt: skip
