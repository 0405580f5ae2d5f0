"""Days off of both nations as they are tinted and named."""

from liaison_desk.exercises.ui.timeline.offs import named_once, palette_of, read_offs


def named(offs, name):
    return [(one.nation, one.last - one.first + 1) for one in offs if one.english == name]


def test_the_closure_at_the_years_end_is_one_stretch():
    offs = read_offs(("USA", "JPN"), 2026)
    assert named(offs, "Year-end and New Year closure") == [("JPN", 2), ("JPN", 3)]
    assert named(offs, "Thanksgiving Day") == [("USA", 1)]


def test_holidays_that_follow_each_other_keep_their_own_names():
    names = {one.japanese for one in read_offs(("JPN",), 2026) if one.first == one.last}
    assert {"憲法記念日", "みどりの日", "こどもの日"} <= names


def test_a_day_that_both_nations_have_off_is_named_in_one_place():
    new_year = next(some for _, _, some in named_once(read_offs(("USA", "JPN"), 2027)) if len(some) == 2)
    assert [one.nation for one in new_year] == ["JPN", "USA"]


def test_years_that_nobody_reckons_have_none():
    assert read_offs(("USA",), 1750) == read_offs(("USA",), 2400) == ()


def test_nations_without_a_colour_of_their_own_differ_from_the_host():
    assert {palette_of(nation, "USA") for nation in ("USA", "JPN", "AUS")} == {
        "holiday_us",
        "holiday_jp",
        "holiday_other",
    }
