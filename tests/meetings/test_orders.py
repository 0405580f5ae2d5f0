"""Lists of meetings and registers in the order of titles and speakers: as they are read, and by indexes made for it."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MeetingFilter, MeetingSort, Portion, PortionKind, RegisterFilter, RegisterSort
from tests.meetings.notes import meeting
from tests.plans import columns_read_of, plans

DAY, DAY_ONE = timedelta(days=1), datetime(2026, 11, 1, 9)
KINDS = (PortionKind.INSIGHT, PortionKind.RECOMMENDATION)
SOME_KINDS = [(), KINDS[:1], KINDS]


def titled(desk, key, *, descending=False):
    ids = desk.meetings.meetings(MeetingFilter(), Sort(key, descending)).ids
    return [desk.meetings.meeting(id_).title for id_ in ids]


def test_titles_are_in_order_as_each_language_shows_them(desk):
    titles = [Bilingual("annex B", "う"), Bilingual("Zulu", "あ"), Bilingual("Badge", ""), Bilingual("", "い")]
    for title in titles:
        desk.meetings.save(meeting((title.host, title.home), DAY_ONE))
    assert [one.host for one in titled(desk, MeetingSort.TITLE)] == ["annex B", "Badge", "Zulu", ""]
    assert [one.home for one in titled(desk, MeetingSort.TITLE_HOME)] == ["", "あ", "い", "う"]
    assert titled(desk, MeetingSort.TITLE, descending=True) == titled(desk, MeetingSort.TITLE)[::-1]


@pytest.mark.parametrize("key", [MeetingSort.TITLE, MeetingSort.TITLE_HOME])
def test_meetings_by_title_are_read_from_their_index_without_sorting(desk, key):
    found = plans(desk.database.engine, lambda: desk.meetings.meetings(MeetingFilter(), Sort(key), 100), "FROM meeting")
    for plan in found:
        assert not [line for line in plan if "TEMP B-TREE" in line], plan


SPEAKERS = st.sampled_from(["", "Cole", "cole", "Abe", "阿部", "Zander", "Émile"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(SPEAKERS, st.sampled_from(KINDS), st.integers(0, 9)), max_size=12), st.booleans())
def test_a_register_by_speaker_is_in_order_and_whole_however_it_is_read(desk, said, descending):
    desk.meetings.delete(list(desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids))
    for who, kind, day in said:
        one = Portion(kind=kind, text=Bilingual(f"said by {who}"), said_by=who)
        desk.meetings.save(meeting(("Talk",), DAY_ONE + day * DAY, portions=(one,)))
    whole = desk.registers.register(RegisterFilter(KINDS), Sort(RegisterSort.DATE))

    def key(line):
        return line.portion.said_by.lower(), line.start, line.portion.id

    named = sorted((one for one in whole if one.portion.said_by), key=key, reverse=descending)
    nobody = sorted((one for one in whole if not one.portion.said_by), key=key, reverse=descending)
    expected = [one.portion.id for one in named + nobody]
    order = Sort(RegisterSort.SAID_BY, descending)
    for wanted in (RegisterFilter(KINDS), RegisterFilter(), RegisterFilter(KINDS, since=date(2026, 1, 1))):
        assert list(desk.registers.portions(wanted, order).ids) == expected
        assert list(desk.registers.portions(wanted, order, 3).ids) == expected[:3]
    said_so = RegisterFilter(KINDS, words="said")
    assert list(desk.registers.portions(said_so, order).ids) == expected


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("kinds", SOME_KINDS)
def test_a_register_by_speaker_is_read_from_its_index_without_sorting(desk, kinds, descending):
    order = Sort(RegisterSort.SAID_BY, descending)
    found = plans(
        desk.database.engine, lambda: desk.registers.portions(RegisterFilter(kinds), order, 100), "portion.held"
    )
    for plan in found:
        searches = [line for line in plan if "SEARCH portion" in line]
        assert len(searches) == (len(kinds) or len(PortionKind))
        assert all("ix_portion_said" in line for line in searches), plan
        assert not [line for line in plan if "TEMP B-TREE" in line], plan


def test_words_of_notes_are_looked_up_by_the_index_of_their_meetings(desk):
    wanted = MeetingFilter(words="annex satellite")
    found = plans(desk.database.engine, lambda: desk.meetings.meetings(wanted, Sort(MeetingSort.DATE)), "FROM portion")
    for plan in found:
        assert len([line for line in plan if "SEARCH portion USING" in line and "ix_portion_owner" in line]) == 2, plan


@pytest.mark.parametrize("owed", ["ours", "theirs"])
def test_what_is_owed_is_told_by_the_index_alone(desk, owed):
    wanted = RegisterFilter((PortionKind.COMMITMENT,), owed=owed, nation="USA")
    newest = Sort(RegisterSort.DATE, descending=True)
    assert columns_read_of(desk.database.engine, lambda: desk.registers.portions(wanted, newest, 100), "portion") == 0
