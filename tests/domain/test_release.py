"""Who may be given a portion."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.marking import Level, Marking, may_read, roll_up
from liaison_desk.domain.nations import load_groups, load_nations
from liaison_desk.domain.release import Permission, ReleaseRules, audience_from_text, barred, decide, in_both
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language

GROUPS = load_groups()
RULES = ReleaseRules("JPN", "USA", GROUPS)
USA_JPN = frozenset({"USA", "JPN"})
WITH_AUSTRALIA = frozenset({"USA", "JPN", "AUS"})


def permission(nation="AUS", record="*", originator="USA"):
    return Permission(
        originator, nation, record, "Foreign disclosure office", datetime(2026, 11, 2, tzinfo=UTC), "Letter"
    )


def test_an_unmarked_portion_is_withheld_from_everybody():
    for audience in ({"JPN"}, {"USA"}, USA_JPN):
        decision = decide(None, frozenset(audience), RULES)
        assert not decision.released
        assert decision.rule == "Unmarked: originator only."
        assert set(decision.blocked) == audience
        assert decision.may_permit == "JPN"


def test_a_home_only_note_never_reaches_a_host_packet():
    decision = decide(Marking("JPN", audience=frozenset({"JPN"})), USA_JPN, RULES)
    assert not decision.released
    assert decision.blocked == ("USA",)
    assert decision.may_permit == "JPN"
    assert decision.say(Language("en")) == "The release list does not name USA."
    assert decision.say(Language("ja")) == "開示先に USA が含まれていません。"


def test_a_shared_note_reaches_both_sides():
    assert decide(Marking("JPN", audience=USA_JPN), USA_JPN, RULES).released


def test_information_without_a_list_above_unclassified_stays_with_its_originator():
    decision = decide(Marking("USA", Level.CUI), USA_JPN, RULES)
    assert decision.say(Language("en")) == "No release list: USA only, so not JPN."
    assert decision.may_permit == "USA"


def test_host_information_reaches_a_third_nation_only_by_list_or_permission():
    plain = Marking("USA")
    decision = decide(plain, WITH_AUSTRALIA, RULES)
    assert decision.say(Language("en")) == "USA has not permitted its information to go to AUS."
    assert (decision.blocked, decision.may_permit) == (("AUS",), "USA")
    assert decide(plain, USA_JPN, RULES).released
    assert decide(Marking("USA", audience=WITH_AUSTRALIA), WITH_AUSTRALIA, RULES).released
    assert decide(Marking("USA", audience=frozenset({"USA", "JPN", "FVEY"})), WITH_AUSTRALIA, RULES).released
    assert decide(plain, WITH_AUSTRALIA, ReleaseRules("JPN", "USA", GROUPS, frozenset({permission()}))).released


def test_a_permission_is_for_one_nation_one_originator_and_one_record():
    rules = ReleaseRules("JPN", "USA", GROUPS, frozenset({permission(record="uid-1")}))
    assert decide(Marking("USA"), WITH_AUSTRALIA, rules, "uid-1").released
    assert not decide(Marking("USA"), WITH_AUSTRALIA, rules, "uid-2").released
    assert not decide(Marking("USA"), WITH_AUSTRALIA, rules).released
    assert not decide(Marking("USA"), WITH_AUSTRALIA | {"KOR"}, rules, "uid-1").released
    assert not decide(Marking("GBR"), WITH_AUSTRALIA, rules, "uid-1").released


def test_a_permission_never_widens_a_list():
    rules = ReleaseRules("JPN", "USA", GROUPS, frozenset({permission()}))
    assert not decide(Marking("USA", audience=USA_JPN), WITH_AUSTRALIA, rules).released
    assert not decide(Marking("USA", Level.SECRET), frozenset({"AUS"}), rules).released


def test_the_homes_own_open_information_is_the_homes_to_give():
    assert decide(Marking("JPN"), WITH_AUSTRALIA, RULES).released


def test_a_third_nations_open_information_comes_home_and_back_but_no_further():
    assert decide(Marking("GBR"), frozenset({"USA", "JPN", "GBR"}), RULES).released
    assert decide(Marking("GBR"), frozenset({"KOR"}), RULES).blocked == ("KOR",)


def test_a_compiled_page_of_no_ones_is_given_to_no_third_nation():
    assert not decide(Marking(""), WITH_AUSTRALIA, RULES).released


def test_the_same_rules_hold_for_any_pair_of_nations():
    rules = ReleaseRules("GBR", "AUS", GROUPS)
    assert decide(Marking("AUS"), frozenset({"GBR", "AUS"}), rules).released
    assert decide(Marking("AUS"), frozenset({"GBR", "JPN"}), rules).blocked == ("JPN",)
    assert decide(Marking("GBR"), frozenset({"AUS", "JPN"}), rules).released


def test_an_export_for_nobody_releases_nothing():
    assert not decide(Marking("JPN"), frozenset(), RULES).released


def test_the_banner_is_held_against_the_audience():
    assert barred(Marking("USA", audience=USA_JPN), WITH_AUSTRALIA, GROUPS) == ("AUS",)
    assert barred(Marking("USA", audience=frozenset()), USA_JPN, GROUPS) == ("USA", "JPN")
    assert barred(Marking("USA"), WITH_AUSTRALIA, GROUPS) == ()


codes = st.frozensets(st.sampled_from(("USA", "JPN", "AUS", "KOR", "FVEY")), max_size=4)
markings = st.builds(Marking, st.sampled_from(("USA", "JPN", "AUS")), st.sampled_from(Level), st.none() | codes)


@given(st.lists(markings, max_size=6), codes)
def test_what_is_released_rolls_up_to_a_banner_its_audience_may_read(portions, audience):
    released = [marking for marking in portions if decide(marking, audience, RULES).released]
    assert all(may_read(marking, nation, GROUPS) for marking in released for nation in audience)
    assert barred(roll_up(released, GROUPS), audience, GROUPS) == ()


@given(st.none() | markings, st.none() | markings, codes, st.booleans())
def test_words_of_two_records_go_nowhere_one_of_them_may_not_go(one, other, audience, permitted):
    rules = ReleaseRules("JPN", "USA", GROUPS, frozenset({permission()} if permitted else ()))
    both = in_both(one, other, rules)
    assert in_both(other, one, rules) == both
    if decide(both, audience, rules).released:
        assert decide(one, audience, rules).released
        assert decide(other, audience, rules).released


def test_plain_words_of_the_host_go_no_further_beside_a_list():
    trilateral = Marking("USA", audience=WITH_AUSTRALIA)
    both = in_both(Marking("USA"), trilateral, RULES)
    assert both == Marking("USA", audience=USA_JPN)
    assert decide(both, USA_JPN, RULES).released
    assert in_both(Marking("JPN"), trilateral, RULES) == Marking("", audience=WITH_AUSTRALIA)
    assert in_both(trilateral, trilateral, RULES) == trilateral
    assert in_both(None, trilateral, RULES) is None


@given(markings, codes, codes)
def test_a_larger_audience_is_never_given_more(marking, audience, others):
    if audience and decide(marking, audience | others, RULES).released:
        assert decide(marking, audience, RULES).released


@pytest.mark.parametrize("text", ["USA,JPN", "usa, jpn", "JPN USA", "ＵＳＡ、ＪＰＮ", "USA;JPN,USA", "USA+JPN"])
def test_an_audience_is_typed_in_many_ways(text):
    assert audience_from_text(text, load_nations()) == USA_JPN


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("USA,JP", "Write JPN, never JP."),
        ("USA,JA", "Write JPN, never JA."),
        ("USA,XXX", "XXX is not the code of a known nation."),
        (" , ", "Name at least one nation, for example USA,JPN."),
        ("", "Name at least one nation, for example USA,JPN."),
        ("USA," * 1000, "The audience is too long."),
    ],
)
def test_a_faulty_audience_is_refused_in_one_sentence(text, sentence):
    with pytest.raises(DeskError) as error:
        audience_from_text(text, load_nations())
    assert str(error.value) == sentence
