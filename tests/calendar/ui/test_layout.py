"""Where events stand in the grid: nothing is lost, nothing hides another's title."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.calendar.records import Occurrence, Status
from liaison_desk.calendar.rules.days import dates
from liaison_desk.calendar.ui.drag import Drag, Grip
from liaison_desk.calendar.ui.layout import DAY_MINUTES, Piece, bars, cascade, pieces
from liaison_desk.calendar.ui.marks import fitting_length, line_room
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_local, to_utc

DENVER = "America/Denver"
MONDAY = date(2026, 11, 23)


def happening(starts: datetime, ends: datetime, *, all_day: bool = False, palette: str = "planning") -> Occurrence:
    wall = starts.replace(tzinfo=None)
    return Occurrence(
        1, "u", 1, Bilingual("Sync"), Bilingual(), starts, ends, wall, wall, DENVER, all_day, wall, Status.CONFIRMED, False, palette
    )  # fmt: skip


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return to_utc(datetime(2026, 11, day, hour, minute), DENVER)


def whole(first: int, last: int, palette: str = "planning") -> Occurrence:
    begin = datetime(2026, 11, first, tzinfo=UTC)
    return happening(begin, datetime(2026, 11, last, tzinfo=UTC) + timedelta(days=1), all_day=True, palette=palette)


def test_an_evening_event_is_cut_at_midnight():
    found = pieces([happening(local(23, 22), local(24, 2))], DENVER, MONDAY, 7)
    assert [(one.day, one.start, one.end, one.begins, one.finishes) for one in found] == [
        (0, 22 * 60, 1440, True, False), (1, 0, 120, False, True)
    ]  # fmt: skip


def test_an_event_that_ends_at_midnight_is_on_its_own_day_only():
    assert [one.day for one in pieces([happening(local(23, 20), local(24, 0))], DENVER, MONDAY, 7)] == [0]


def test_two_overlapping_events_stand_at_0_and_44_percent():
    found = cascade([Piece(0, 0, 660, 720), Piece(1, 0, 690, 765)])
    assert [(one.left, one.covered, one.free) for one in found] == [(0.0, 1.0, 30), (0.44, 1.0, DAY_MINUTES)]


def test_three_overlapping_events_stand_at_0_30_and_58_percent():
    found = cascade([Piece(0, 0, 540, 690), Piece(1, 0, 585, 645), Piece(2, 0, 615, 675)])
    assert [one.left for one in found] == [0.0, 0.30, 0.58]


def test_events_at_the_same_time_keep_their_titles_free():
    found = cascade([Piece(0, 0, 540, 600), Piece(1, 0, 540, 600)])
    assert [(one.left, one.covered) for one in found] == [(0.0, 0.44), (0.44, 1.0)]


day_pieces = st.lists(
    st.tuples(st.integers(0, 1400), st.integers(0, 600)).map(lambda pair: (pair[0], min(1440, pair[0] + pair[1]))),
    max_size=14,
)


@given(day_pieces)
@settings(max_examples=80, deadline=None)
def test_a_cascade_keeps_every_event_and_never_puts_two_at_one_place(spans):
    given_pieces = [Piece(number, 0, start, end) for number, (start, end) in enumerate(spans)]
    placed = cascade(given_pieces)
    assert sorted(one.piece.number for one in placed) == list(range(len(spans)))
    for number, one in enumerate(placed):
        assert 0 <= one.left < 0.8
        for other in placed[number + 1 :]:
            if other.piece.start < one.piece.end and one.piece.start < other.piece.end:
                assert one.left != other.left


def test_bars_keep_to_their_dates_whatever_the_zone():
    holiday = whole(23, 23)
    for zone in (DENVER, "Asia/Tokyo", "Pacific/Kiritimati"):
        assert dates(holiday, zone) == (MONDAY, MONDAY)
        assert [(bar.first, bar.last) for bar in bars([holiday], zone, MONDAY, 7)] == [(0, 0)]


def test_bars_share_rows_where_they_can_and_holidays_stand_on_top():
    found = bars([whole(23, 25), whole(24, 27), whole(26, 30), whole(26, 26, "holiday_us")], DENVER, MONDAY, 7)
    assert {bar.number: bar.row for bar in found} == {3: 0, 0: 0, 1: 1, 2: 2}
    assert {bar.number: (bar.begins, bar.finishes) for bar in found}[2] == (True, False)


bar_spans = st.lists(st.tuples(st.integers(10, 29), st.integers(0, 12)), max_size=12)


@given(bar_spans)
@settings(max_examples=60, deadline=None)
def test_no_two_bars_cover_each_other(spans):
    days = [whole(first, min(30, first + length)) for first, length in spans]
    found = bars(days, DENVER, MONDAY, 7)
    taken = [(bar.row, day) for bar in found for day in range(bar.first, bar.last + 1)]
    assert len(taken) == len(set(taken))
    touching = [number for number, (first, length) in enumerate(spans) if min(30, first + length) >= 23 and first <= 29]
    assert sorted(bar.number for bar in found) == touching


def test_an_event_over_the_hour_that_comes_twice_has_its_real_length():
    # 1 November 2026: 0130 comes twice in Denver.
    starts = to_utc(datetime(2026, 11, 1, 0, 30), DENVER)
    found = pieces([happening(starts, starts + timedelta(hours=3))], DENVER, date(2026, 11, 1), 1)
    assert to_local(starts + timedelta(hours=3), DENVER).hour == 2
    assert (found[0].start, found[0].end) == (30, 150)


@pytest.mark.parametrize(("grip", "to", "expected"), [
    (Grip.EMPTY, 600, (540, 615)), (Grip.EMPTY, 500, (495, 555)), (Grip.BODY, 600, (600, 660)), (Grip.BODY, 547, (540, 600)),
    (Grip.END, 652, (540, 645)), (Grip.END, 300, (540, 555)), (Grip.START, 700, (585, 600)), (Grip.START, 490, (495, 600)),
])  # fmt: skip
def test_drags_snap_to_quarter_hours_and_never_turn_over(grip, to, expected):
    drag = Drag(grip, 540, 540, 600).to(to)
    assert (drag.start, drag.end) == expected


@pytest.mark.parametrize(("height", "rows"), [(10, 1), (22, 1), (34, 2), (45, 3), (68, 4)])
def test_an_event_shows_only_lines_that_fit_wholly(height, rows):
    fitting, line = line_room(height)
    assert fitting == rows
    assert fitting * line < height or fitting == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Bilateral", "Bilateral"),  # alone it is cut with an ellipsis, never broken
        ("Bilateral VTC", "Bilateral VTC"),
        ("Joint Staff", "Joint "),
        ("日米Bilateral", "日米"),
        ("計画会議の席数", "計画会議の席"),
        ("計画会議資（案）", "計画会議資"),
        ("計画会議確認。", "計画会議確"),
    ],
)
def test_a_line_ends_between_words_or_beside_a_japanese_letter(text, line):
    assert text[: fitting_length(text, 6, len)] == line
