"""Outlines: moving entries, tabs with what belongs to them, pages by words, next week's packet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.briefings.records import About, ItemRef, Packet, PacketItem, PacketRequest, Period, Template
from liaison_desk.briefings.rules import (
    belonging,
    chosen_pages,
    keyed,
    moved,
    next_period,
    numbered,
    problems_of,
    tab_letter,
    template_items,
)
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.errors import InvalidError
from tests.briefings.desks import HOME_ONLY, OPEN, PROFILE

OUTLINES = st.lists(st.booleans(), min_size=1, max_size=9).map(
    lambda tabs: tuple(PacketItem(key=str(number), tab=tab) for number, tab in enumerate(tabs))
)


def groups(items):
    """Return which entries belong to which tab, "" for those before the first."""
    found, tab = {}, ""
    for item in items:
        tab = item.key if item.tab else tab
        found[item.key] = tab
    return found


@given(OUTLINES, st.data())
def test_moving_loses_and_doubles_nothing_and_a_tab_takes_its_own_along(items, data):
    source = data.draw(st.integers(0, len(items) - 1))
    target = data.draw(st.integers(0, len(items)))
    after = moved(items, source, target)
    assert sorted(one.key for one in after) == sorted(one.key for one in items)
    if items[source].tab:
        assert groups(after).items() >= {k: t for k, t in groups(items).items() if t}.items()
        at = [one.key for one in after].index(items[source].key)
        own = items[source : source + belonging(items, source)]
        assert after[at : at + len(own)] == own


@given(OUTLINES, st.integers(0, 8))
def test_moving_where_it_stands_changes_nothing(items, source):
    source %= len(items)
    assert moved(items, source, source) == items
    assert moved(items, source, source + belonging(items, source)) == items


@pytest.mark.parametrize(
    ("words", "pages"),
    [("", ()), ("1-3, 5", (1, 2, 3, 5)), ("２、４〜５", (2, 4, 5)), ("7", (7,)), (" 3 - 4 ,", (3, 4))],
)
def test_pages_are_chosen_in_words(words, pages):
    assert chosen_pages(words) == pages


@pytest.mark.parametrize("words", ["0", "3-1", "a", "1--2", "1-99999", "-4", "1;2", "100000"])
def test_words_that_choose_no_pages_are_refused(words):
    with pytest.raises(InvalidError, match="1-3, 5"):
        chosen_pages(words)


def test_tabs_go_on_after_z():
    assert [tab_letter(number) for number in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


@given(st.lists(st.sampled_from(["", "i1", "i2", "own"]), max_size=8))
def test_every_entry_has_a_key_of_its_own_and_the_first_keeps_it(keys):
    after = keyed(PacketItem(key=key) for key in keys)
    assert len({one.key for one in after} - {""}) == len(keys)
    for place, key in enumerate(keys):
        if key and key not in keys[:place]:
            assert after[place].key == key


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 40))
def test_the_next_period_begins_the_day_after(since, length):
    until = since + timedelta(days=length)
    first, last = next_period(Template("x", "X", Period.WEEK, ()), since, until)
    assert (first - until).days == 1
    assert last - first == until - since


def test_the_next_month_is_a_whole_month():
    template = Template("x", "X", Period.MONTH, ())
    assert next_period(template, date(2027, 1, 1), date(2027, 1, 31)) == (date(2027, 2, 1), date(2027, 2, 28))
    quarter = Template("x", "X", Period.QUARTER, ())
    assert next_period(quarter, date(2026, 10, 1), date(2026, 12, 31)) == (date(2027, 1, 1), date(2027, 3, 31))


def test_a_packet_without_title_or_with_wrong_pages_is_not_kept():
    assert [one.field for one in problems_of(Packet(items=(PacketItem(pages="x"),)))] == ["title", "pages"]


def test_a_template_keeps_no_words_that_not_everybody_may_read():
    ref = About(records=(ItemRef("person", "uid-1", "Somebody"),), since=date(2026, 1, 1))
    open_one = PacketItem(key="a", title=Bilingual("Purpose", "目的"), text=Bilingual("Words"), marking=OPEN, about=ref)
    ours = PacketItem(key="b", title=Bilingual("Visit of Gen Suzuki"), marking=HOME_ONLY)
    bare = PacketItem(key="c", title=Bilingual("Unmarked"))
    limited = PacketItem(
        key="d", title=Bilingual("Limited"), marking=Marking("USA", audience=frozenset({"USA", "JPN"}))
    )
    file = PacketItem("file", file="0" * 64, file_name="plan.pdf", marking=OPEN)
    kept = template_items(Packet(items=(open_one, ours, bare, limited, file)), PROFILE)
    assert kept[0] == PacketItem(heading=(("en", "Purpose"), ("ja", "目的")))
    assert kept[1:] == (PacketItem(),) * 3


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("", ["1/2", "2/2"]),
        ("07", ["07", "08"]),
        ("７", ["7", "8"]),
        ("A", ["A 1/2", "A 2/2"]),
        ("2026/11", ["2026/11 1/2", "2026/11 2/2"]),
    ],
)
def test_copies_count_up_from_a_number_or_say_which_of_how_many(said, names):
    assert [one.copy for one in numbered(PacketRequest(copy=said, copies=2))] == names


@pytest.mark.parametrize("said", ["7/9", "No. 7 / 9", "７／９", "7 of 9"])
def test_a_number_that_says_already_which_of_how_many_is_for_one_copy_alone(said):
    assert [one.copy for one in numbered(PacketRequest(copy=said))] == [said]
    with pytest.raises(InvalidError, match="already which of how many"):
        numbered(PacketRequest(copy=said, copies=3))
