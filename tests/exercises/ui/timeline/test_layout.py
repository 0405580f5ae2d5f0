"""Where marks and words stand: whatever a plan holds, every mark is there and no words meet."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.exercises.records import Clash, MilestoneKind, MilestoneState, OwnerSide
from liaison_desk.exercises.ui.timeline.layout import LANE, MAIN, MOST_LEVELS, SIGN, Line, lay
from liaison_desk.exercises.ui.timeline.rows import Role, What, rows_of_all, rows_of_one
from tests.exercises.ui.timeline.lanes import TODAY, lane, place

WIDTHS = st.floats(0.9, 90)


@st.composite
def lanes(draw):
    places = []
    for number in range(draw(st.integers(0, 24))):
        first = TODAY + timedelta(days=draw(st.integers(-200, 200)))
        places.append(
            place(
                number + 1, first, first + timedelta(days=draw(st.sampled_from((0, 0, 4, 11)))),
                kind=draw(st.sampled_from(MilestoneKind)), side=draw(st.sampled_from(OwnerSide)),
                held=draw(st.booleans()), title="Milestone " * draw(st.integers(1, 5)),
                short=draw(st.sampled_from(("", "IPC", "Read-ahead"))),
                state=draw(st.sampled_from(MilestoneState)),
            )
        )  # fmt: skip
    return lane(*places)


def width_of(text, face):
    del face
    return 6.5 * len(text)


def dates_of(first, last):
    return f"{first}–{last}"


def rows(one):
    return [*rows_of_all([one], TODAY), *rows_of_one(one, TODAY)]


@given(lanes(), WIDTHS)
def test_every_mark_has_its_place(one, day):
    for row in rows(one):
        laid = lay(row, day, width_of, dates_of, TODAY.toordinal())
        assert {id(item.mark) for item in laid.items} == {id(mark) for mark in row.marks}
        for item in laid.items:
            middle = (item.mark.first + item.mark.last + 1) / 2 * day
            assert item.right > item.left
            assert item.bar or abs((item.left + item.right) / 2 - middle) < 1e-6
            assert item.mark.what is What.EXERCISE or item.level < MOST_LEVELS


@given(lanes(), WIDTHS)
def test_no_words_meet(one, day):
    for row in rows(one):
        laid = lay(row, day, width_of, dates_of, TODAY.toordinal())
        said = [(item, words) for item in laid.items for words in item.said]
        for (a, one_said), (b, other) in combinations(said, 2):
            if one_said.line is other.line and a.level == b.level:
                apart = one_said.left + one_said.width <= other.left or other.left + other.width <= one_said.left
                assert apart, (one_said, other)


@given(lanes(), WIDTHS)
def test_words_beside_a_mark_run_into_no_other_mark(one, day):
    for row in rows_of_one(one, TODAY):
        laid = lay(row, day, width_of, dates_of, TODAY.toordinal())
        for item in laid.items:
            for words in item.said:
                if words.line is Line.BESIDE:
                    assert not [
                        other
                        for other in laid.items
                        if other is not item and other.level == item.level
                        and other.left < words.left + words.width and other.right > words.left
                    ]  # fmt: skip


@given(lanes(), WIDTHS)
def test_words_above_and_below_keep_clear_of_todays_line(one, day):
    now = (TODAY.toordinal() + 0.5) * day
    for row in rows(one):
        for item in lay(row, day, width_of, dates_of, TODAY.toordinal()).items:
            for words in item.said:
                if words.line in {Line.ABOVE, Line.BELOW}:
                    assert words.left > now or words.left + words.width < now


@given(lanes(), WIDTHS, st.floats(0, 1), st.floats(1, 900))
def test_what_is_in_sight_is_found_without_looking_at_all(one, day, part, wide):
    row = rows_of_all([one], TODAY)[0]
    laid = lay(row, day, width_of, dates_of)
    low = (TODAY.toordinal() - 200 + part * 400) * day
    seen = list(laid.between(low, low + wide))
    assert seen == [item for item in laid.items if item.low <= low + wide and item.high >= low]


@given(lanes(), WIDTHS)
def test_the_exercise_has_its_name_whatever_clashes_with_it(one, day):
    clash = Clash(2, "COPE NORTH 27", ("A",), date(2027, 3, 8) - timedelta(days=3), date(2027, 3, 30))
    far = TODAY.toordinal() - 4000
    for free, row in zip(rows(one)[:2], rows(replace(one, clashes=(clash,)))[:2], strict=True):
        laid, plain = (lay(each, day, width_of, dates_of, far) for each in (row, free))
        named, before = (
            [item.said for item in each.items if item.mark.what is What.EXERCISE] for each in (laid, plain)
        )
        if row.role in {Role.EXERCISE, Role.MAIN}:
            assert named == before
        for sign in laid.signs:
            for item in laid.items:
                for words in item.said:
                    assert words.line is not Line.ABOVE or words.left + words.width <= sign or words.left >= sign + SIGN


def test_rows_are_as_high_as_what_stands_in_them():
    one = lane(*(place(n, TODAY + timedelta(days=n)) for n in range(1, 5)))
    first, main, host = (lay(row, 3.0, width_of, dates_of) for row in rows(one))
    assert (first.height, main.height) == (LANE, MAIN)
    assert host.height > LANE


def test_a_conference_is_a_bar_as_soon_as_its_days_have_room():
    one = lane(place(1, TODAY, TODAY + timedelta(days=4), kind=MilestoneKind.CONFERENCE))
    row = next(row for row in rows_of_one(one, TODAY) if row.role is Role.MAIN)
    near, far = (lay(row, day, width_of, dates_of) for day in (10.0, 1.4))
    assert [item.bar for item in near.items] == [True, True]
    assert [item.bar for item in far.items] == [False, True]


def test_a_suspense_of_several_days_is_one_mark():
    one = lane(place(1, TODAY, TODAY + timedelta(days=9)))
    row = next(row for row in rows_of_one(one, TODAY) if row.role is Role.HOST)
    assert [item.bar for item in lay(row, 10.0, width_of, dates_of).items] == [False]
