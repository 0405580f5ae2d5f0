"""Grids on paper, from documents made by hand: what has no room is listed, nothing leaves its page, grey tells all apart."""

import re
from datetime import timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from liaison_desk.briefings.document import DayGrid, Group, Line, Look, MonthGrid, Paragraph, Section, Timeline, Words
from liaison_desk.briefings.release import release
from liaison_desk.briefings.render import faces, render_pdf
from liaison_desk.briefings.render.faces import BOLD, REGULAR
from liaison_desk.briefings.render.grids import cut_grid
from liaison_desk.briefings.render.grids.board import PATTERNS, Board
from liaison_desk.briefings.render.grids.entries import lanes
from liaison_desk.briefings.render.pages import SHEETS
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.briefings.walking import portions_of
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Marking
from tests.briefings.clean_pages import texts
from tests.briefings.documents import (
    AUDIENCES,
    BOTH,
    HOME_ONLY,
    MONDAY,
    OPEN,
    RULES,
    USA_JPN,
    document,
    entry,
    furniture,
    gridded,
    grids,
    line,
    said,
    source,
)

KINDS = [DayGrid, MonthGrid, Timeline]


def released(*blocks, across=True, **more):
    made = document(**more)
    section = Section("grid", line(Words(("Calendar",))), blocks, across=across)
    made = type(made)(made.furniture, (section,), made.languages, made.home, made.as_of, paper=made.paper)
    return release(made, USA_JPN, RULES)[0]


def text(*blocks, **more):
    return re.sub(r"\s+", "", "".join(texts(render_pdf(released(*blocks, **more)).pdf)))


def cut(block, paper="a4"):
    sheet = SHEETS[paper].across
    made = released(block)
    kept = made.document.sections[0].blocks[0]
    setter = Typesetter(
        made, load_grammar("us"), faces.face(REGULAR), faces.face(BOLD), sheet.text_width, sheet.text_height
    )
    return sheet, cut_grid(setter, kept, sheet.text_height - 40.0)


MANY = st.lists(
    st.builds(
        lambda words, day, begins, lasts, length, look, marking: entry(
            line(said(words, marking)), day,
            None if begins is None else begins, min(1440, (begins or 0) + lasts),
            last=MONDAY + timedelta(days=day + length), look=look,
            clock=line(said("0900–1000", marking)),
        ),
        st.sampled_from(["Talk", "Working group on everything there is to be said " * 3, "作戦会議の件名がとても長い場合" * 6, "x" * 300]),
        st.integers(-1, 6), st.none() | st.integers(0, 1439), st.integers(0, 500), st.integers(0, 2),
        st.sampled_from(list(Look)), st.sampled_from([OPEN, BOTH]),
    ),
    max_size=40,
)  # fmt: skip


@given(st.sampled_from(KINDS), MANY, st.sampled_from(["a4", "letter"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_nothing_leaves_the_text_area_and_no_strip_is_higher_than_a_page(kind, many, paper):
    sheet, strips = cut(gridded(kind, many), paper)
    face = faces.face(REGULAR)
    bold = faces.face(BOLD)
    for strip in strips:
        assert strip.height <= sheet.text_height
        for ink in strip.inks:
            assert ink.x >= -0.01
            assert ink.x + (bold if ink.bold else face).width(ink.text, ink.size) <= sheet.text_width + 1.0
            assert 0.0 <= ink.baseline <= strip.height + 1.0
        for shape in strip.shapes:
            for x, y in shape.points:
                assert -1.1 <= x <= sheet.text_width + 1.0
                assert -0.01 <= y <= strip.height + 1.0


@given(st.sampled_from(KINDS), MANY)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_text_of_a_grid_is_smaller_than_eight_points_but_in_a_month(kind, many):
    _, strips = cut(gridded(kind, many))
    # A month goes down to six and a half points before it is continued on another page.
    least = 6.5 if kind is MonthGrid else 8.0
    assert all(
        ink.size >= (7.0 if ink.text.startswith("(") else 8.0) or ink.size >= least
        for strip in strips
        for ink in strip.inks
    )


@given(grids(), AUDIENCES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_withheld_word_is_in_the_file(block, audience):
    made = document(block)
    left, _ = release(made, audience, RULES)
    shown = re.sub(r"\s+", "", "".join(texts(render_pdf(left).pdf)))
    kept = {portion.text[0] for portion in portions_of(left.document)}
    for portion in portions_of(made):
        assert portion.text[0] in kept or portion.text[0] not in shown


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_entry_that_is_withheld_changes_no_byte_wherever_it_stood(kind, place):
    secret = source(99, HOME_ONLY)
    entries = [entry("One", 0), entry("Two", 0, 560, 620)]
    before = render_pdf(released(gridded(kind, entries))).pdf
    hidden = entry(line(said("Secret", OPEN, secret)), 0, 60, 1200, last=MONDAY + timedelta(days=5))
    entries.insert(place, hidden)
    after = render_pdf(released(gridded(kind, entries, rows=(Line(()), line(said("Secret rows", HOME_ONLY)))))).pdf
    assert after == before


def test_a_calendar_of_which_nothing_is_left_is_not_named():
    rows = (line(said("Planning")), line(said("Exercises")))
    made = released(gridded(DayGrid, [entry("One"), entry(line(said("Two", HOME_ONLY)), row=1)], rows))
    (kept,) = made.document.sections[0].blocks
    assert [bool(one.portions) for one in kept.rows] == [True, False]
    assert "Exercises" not in text(gridded(DayGrid, [entry("One")], rows))


@pytest.mark.parametrize("kind", KINDS)
def test_a_grid_without_entries_is_still_printed(kind):
    group = Group(line(Words(("First week",))), (gridded(kind, []),))
    assert "Firstweek" in text(group)


def test_what_has_no_whole_room_stands_in_the_list_with_the_number_it_has_in_the_grid():
    crowd = [entry(f"Talk number {number:02d}z", 1, 540, 600) for number in range(60)]
    shown = text(gridded(DayGrid, crowd))
    for number in range(60):
        assert f"Talknumber{number:02d}z" in shown
    assert "Seethelist" in shown
    listed = shown.split("Seethelist")[1]
    numbers = [int(found) for found in re.findall(r"\D(\d+)day1", listed)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert f"–{numbers[-1]}]" in shown


def test_what_a_day_of_a_month_has_no_room_for_is_counted_there_and_continued_on_the_next_page():
    crowd = [
        entry(line(said(f"Talk number {number:02d}z of a long series", BOTH)), 1, 540, 600) for number in range(60)
    ]
    pages = texts(render_pdf(released(gridded(MonthGrid, crowd))).pdf)
    month, *others = (re.sub(r"\s+", "", page) for page in pages)
    ((beyond,), whole) = re.findall(r"\+(\d+)more", month), re.findall(r"number(\d\d)zofalongseries", month)
    begun = [number for number in re.findall(r"number(\d\d)", month) if number not in whole]
    assert len(whole) + len(begun) + int(beyond) == 60
    assert others[0].index("Seethelist") < others[0].index("Talk")
    continued = re.findall(r"number(\d\d)zofalongseries", "".join(others))
    assert sorted(whole + continued) == [f"{number:02d}" for number in range(60)]
    # Each of them stands behind its whole mark, in the month as in what is continued.
    for shown in (month, *others):
        assert shown.count("Talk") == shown.count("(U//RELTOUSA,JPN)")


def test_no_words_stand_in_a_box_without_their_whole_mark():
    crowd = [entry(line(said("Long words of a title", BOTH)), 1, 540, 570) for _ in range(2)]
    shown = text(gridded(DayGrid, crowd)).split("Seethelist")[0]
    for part in shown.split("Long")[:-1]:
        assert part.endswith("(U//RELTOUSA,JPN)")


def test_a_section_across_has_pages_on_their_long_side_and_its_neighbours_upright():
    made = document(Paragraph(line(said("Upright"))))
    across = Section("grid", line(Words(("Across",))), (gridded(DayGrid, [entry("Talk")]),), across=True)
    front, notes = made.sections
    made = type(made)(furniture(), (front, across, notes), made.languages, made.home, made.as_of)
    result = render_pdf(release(made, USA_JPN, RULES)[0])
    pages = PdfReader(BytesIO(result.pdf)).pages
    assert [float(page.mediabox.width) > float(page.mediabox.height) for page in pages] == [False, True, False]
    assert [entry.page for entry in result.outline] == [2, 3]
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of 3" in page.extract_text()
        assert page.extract_text().count("UNCLASSIFIED") == 2


def test_a_grid_fills_one_page_below_its_headings():
    group = Group(line(Words(("First week",))), (gridded(DayGrid, [entry("Talk")]),))
    assert render_pdf(released(group)).pages == 1
    assert render_pdf(released(group, Group(group.heading, group.blocks, apart=True))).pages == 2


def test_patterns_are_told_apart_without_colour():
    drawn = []
    for number in range(PATTERNS):
        board = Board()
        board.pattern(number, 0.0, 0.0, 4.0, 30.0)
        drawn.append(tuple(board.shapes))
    assert len(set(drawn)) == PATTERNS
    looks = []
    for look in Look:
        board = Board()
        board.frame(look, 0.0, 0.0, 40.0, 20.0)
        looks.append(tuple(board.shapes))
    assert len(set(looks)) == len(Look)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0.1, 40)), max_size=30))
def test_no_two_in_one_lane_touch(spans):
    stretches = sorted((begin, begin + length) for begin, length in spans)
    placed = lanes(stretches)
    for lane in set(placed):
        inside = sorted(one for one, its in zip(stretches, placed, strict=True) if its == lane)
        assert all(first[1] <= second[0] + 1e-5 for first, second in pairwise(inside))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("control", [(), ("FOUO",)])
def test_a_month_of_long_marks_is_one_page(paper, control):
    mark = Marking("USA", audience=USA_JPN, caveats=control)
    on = [
        entry(line(said(f"Talk q{day:02d}{number}z of the staff", mark)), day, 480 + 60 * number, 540 + 60 * number)
        for day in range(30)
        if day % 7 < 5
        for number in range((3, 2, 3, 1, 3)[day % 7])
    ]
    on.append(entry("Exercise", 1, None, last=MONDAY + timedelta(days=4)))
    assert render_pdf(released(gridded(MonthGrid, on, days=30), paper=paper)).pages == 1
    shown = text(gridded(MonthGrid, on, days=30), paper=paper)
    assert "Seethelist" not in shown
    assert shown.count("zofthestaff") == len(on) - 1


@pytest.mark.parametrize("many", range(1, 30, 4))
def test_a_month_never_takes_more_than_its_page(many):
    busy = [
        entry(f"Title of several words number {number}", day, 540 + number)
        for day in range(30)
        for number in range(many)
    ]
    pages = texts(render_pdf(released(gridded(MonthGrid, busy, days=30))).pdf)
    assert "Day 6" in pages[0]
    assert all("Day 6" not in page for page in pages[1:])
    assert sum(page.count("See the list") for page in pages) == (len(pages) > 1)


def test_a_month_that_has_room_for_everything_lists_nothing():
    busy = [entry(f"Title of several words number {number}", number % 5, 540 + number) for number in range(12)]
    shown = text(gridded(MonthGrid, busy))
    assert "Seethelist" not in shown
    assert "…" not in shown


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_an_entry_longer_than_a_page_goes_on_on_the_next(kind, paper):
    words = " ".join(f"w{number:04d}" for number in range(1700))
    many = [entry(words, 0), entry(words, 1, None), entry(words, 1, None, last=MONDAY + timedelta(days=4))]
    sheet, strips = cut(gridded(kind, many), paper)
    assert max(strip.height + (strip.head.height if strip.head else 0.0) for strip in strips) <= sheet.text_height
    assert text(gridded(kind, many), paper=paper).count("w1699") == len(many)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_month_of_very_many_calendars_is_whole_and_its_legend_behind_it(paper):
    rows = [line(said(f"Calendar {number} of a name that is as long as a line of the legend")) for number in range(60)]
    many = [entry(f"Talk q{number:02d}z", number % 28, row=number) for number in range(60)]
    grid = gridded(MonthGrid, many, rows, days=28)
    _, strips = cut(grid, paper)
    assert min(strip.height for strip in strips) > 0.0
    month, *others = (re.sub(r"\s+", "", page) for page in texts(render_pdf(released(grid, paper=paper)).pdf))
    assert len(re.findall(r"Talkq\d\dz", month)) == len(many)
    assert re.findall(r"Calendar(\d+)of", "".join(others)) == [str(number) for number in range(60)]
