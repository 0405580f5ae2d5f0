"""Any month on paper: one page, and every event whole on it or continued, counted on each day that has no room for it."""

import re
from datetime import timedelta
from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from liaison_desk.briefings.document import Entry, Look, MonthGrid
from liaison_desk.briefings.render import render_pdf
from tests.briefings.documents import BOTH, MONDAY, OPEN, gridded, line, said
from tests.briefings.test_grids import released

TAILS = ("", " working group on everything", " long words of a title" * 8, "作戦会議" * 5, "x" * 60)
TOLD = st.tuples(
    st.integers(-2, 33), st.none() | st.integers(0, 1439), st.integers(0, 500), st.integers(0, 9),
    st.sampled_from(list(Look)), st.sampled_from([OPEN, BOTH]), st.sampled_from(TAILS),
)  # fmt: skip


def happening(number, day, begins, lasts, length, look, marking, tail):
    """Return an entry whose title begins and ends with words that no other has."""
    first, ends = MONDAY + timedelta(days=day), min(1440, (begins or 0) + lasts)
    times = ("1000–1100T", "1700Z", "0200I+1") if begins is not None else ("all day", "", "")
    return Entry(
        line(said(f"q{number:03d}z{tail} e{number:03d}w", marking)),
        first, first + timedelta(days=length if begins is None else length % 2),
        begins, 1440 if begins is None else ends,
        clock=line() if begins is None else line(said(f"{begins // 60:02d}{begins % 60:02d}–{ends // 60 % 24:02d}{ends % 60:02d}", marking)),
        cells=(*(line(said(words, marking)) if words else line() for words in (f"{first:%d %b}", *times)), line()),
        look=look,
    )  # fmt: skip


@given(
    st.integers(0, 200).flatmap(lambda many: st.lists(TOLD, min_size=many, max_size=many)),
    st.sampled_from([1, 7, 28, 30, 31]),
    st.sampled_from(["a4", "letter"]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_event_of_a_month_is_whole_on_its_page_or_continued_and_counted_where_it_has_no_room(many, days, paper):
    until = MONDAY + timedelta(days=days - 1)
    on = [happening(number, *one) for number, one in enumerate(many)]
    on = sorted(
        (one for one in on if one.last >= MONDAY and one.first <= until), key=lambda one: (one.first, one.begins or 0)
    )
    pages = PdfReader(BytesIO(render_pdf(released(gridded(MonthGrid, on, days=days), paper=paper)).pdf)).pages
    month, *others = ("".join(page.extract_text().split()) for page in pages)
    continued = "".join(others)
    assert "Day6" not in continued
    least = most = 0
    for one in on:
        name = one.line.text(0)[:4]
        first, last = max(0, (one.first - MONDAY).days), min(days - 1, (one.last - MONDAY).days)
        # What has a time stands on each of its days, a bar once a week.
        cells = [1] * (last - first + 1)
        if one.begins is None:
            weeks = range(first // 7, last // 7 + 1)
            cells = sorted(min(last, week * 7 + 6) - max(first, week * 7) + 1 for week in weeks)
        begun, whole = month.count(f"{name}z"), month.count(f"e{name[1:]}w")
        if whole == len(cells):
            assert continued.count(f"{name}z") == 0
        else:
            assert (continued.count(f"{name}z"), continued.count(f"e{name[1:]}w")) == (1, 1)
        assert begun <= len(cells)
        least += sum(cells[: len(cells) - begun])
        most += sum(cells[begun:])
    assert least <= sum(map(int, re.findall(r"\+(\d+)more", month))) <= most
    assert (month + continued).count("(U") >= len(on)
