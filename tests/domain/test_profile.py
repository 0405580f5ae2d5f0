"""The desk's profile, its two languages, its nations and its calendars."""

from datetime import date, time

import pytest

from liaison_desk.domain.bilingual import Bilingual, Side, Wording
from liaison_desk.domain.dates import japanese_fiscal_year, reiwa, us_fiscal_year
from liaison_desk.domain.grammar import read_grammar
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.nations import load_groups, load_nations, read_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import UnreadableError


def test_the_founding_desk_is_sound():
    assert DeskProfile().validate() == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"home": "JP"}, "home"),
        ({"home": "USA"}, "host"),
        ({"host_zone": "Mars/Base"}, "host_zone"),
        ({"policy": "mars"}, "policy"),
        ({"paper": "b5"}, "paper"),
        ({"default_marking": Marking("JPN", Level.SECRET)}, "default_marking"),
        ({"duty_start": time(18)}, "duty_end"),
    ],
)
def test_what_is_wrong_with_a_profile_is_told_by_field(change, field):
    problems = DeskProfile(**change).validate()
    assert [problem.field for problem in problems] == [field]
    assert problems[0].text.format(**dict(problems[0].values))


def test_each_reader_gets_his_sides_wording_or_the_other():
    profile = DeskProfile()
    both, host_only = Bilingual("Exercise", "演習"), Bilingual("Exercise")
    assert [both.in_code(code, profile) for code in ("en", "ja", "fr")] == ["Exercise", "演習", "Exercise"]
    assert [host_only.best(side) for side in Side] == ["Exercise", "Exercise"]
    assert (profile.side_of("ja"), profile.side_of("en")) == (Side.HOME, Side.HOST)
    assert bool(host_only)
    assert not Bilingual()


def test_two_nations_of_one_language_share_the_hosts_wording():
    profile = DeskProfile(home="GBR", host="USA", home_language="en", host_language="en")
    assert Bilingual("Host", "Home").in_code("en", profile) == "Host"


def test_rewriting_the_original_makes_its_translation_stale():
    text = Bilingual("Exercise").translated(Side.HOME, "演習")
    assert text.home_state is Wording.TRANSLATED
    changed = text.rewritten(Side.HOST, "Exercises")
    assert (changed.host, changed.home, changed.home_state) == ("Exercises", "演習", Wording.STALE)
    assert changed.translated(Side.HOME, "各演習").home_state is Wording.TRANSLATED
    assert text.rewritten(Side.HOST, "Exercise") == text
    assert Bilingual("A", "B").rewritten(Side.HOME, "C") == Bilingual("A", "C")


@pytest.mark.parametrize(
    ("day", "american", "japanese", "era"),
    [
        (date(2026, 9, 30), 2026, 2026, 8),
        (date(2026, 10, 1), 2027, 2026, 8),
        (date(2027, 3, 31), 2027, 2026, 9),
        (date(2027, 4, 1), 2027, 2027, 9),
        (date(2019, 5, 1), 2019, 2019, 1),
        (date(2019, 4, 30), 2019, 2019, None),
    ],
)
def test_years_as_each_nation_counts_them(day, american, japanese, era):
    assert (us_fiscal_year(day), japanese_fiscal_year(day), reiwa(day)) == (american, japanese, era)


def test_every_member_of_a_group_is_a_known_nation():
    nations = load_nations()
    assert load_groups()["FVEY"] == {"AUS", "CAN", "GBR", "NZL", "USA"}
    assert len(load_groups()["NATO"]) == 32
    for code, members in load_groups().items():
        assert code in nations
        assert [member for member in members if member not in nations] == []


def test_nations_have_names_in_both_languages():
    nations = load_nations()
    assert (nations.name("JPN", "en"), nations.name("JPN", "ja"), nations.name("XXX", "ja")) == ("Japan", "日本", "XXX")
    assert len(nations.all()) > 60


@pytest.mark.parametrize("content", ["[USA", "USA = 1", "[USA]\nen = 'United States'", "\xff"])
def test_a_spoilt_table_of_nations_is_named(tmp_path, content):
    spoilt = tmp_path / "nations.toml"
    spoilt.write_text(content, "latin-1")
    with pytest.raises(UnreadableError, match=r"The data file nations\.toml cannot be read"):
        read_nations(spoilt)


@pytest.mark.parametrize("content", ["", "levels = 3", "name = 'X'\nname_ja = 'X'\n[[levels]]\nlevel = 'HIGH'"])
def test_a_spoilt_policy_is_named(tmp_path, content):
    spoilt = tmp_path / "mine.toml"
    spoilt.write_text(content, "utf-8")
    with pytest.raises(UnreadableError, match=r"The data file mine\.toml cannot be read"):
        read_grammar(spoilt)
