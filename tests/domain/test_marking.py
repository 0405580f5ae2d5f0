"""What a marking says, who may read it, and how the markings of a page roll up."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Level, Marking, describe, expand, list_order, may_read, roll_up
from liaison_desk.domain.nations import load_groups
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.core.language import Language

GROUPS = load_groups()
NATIONS = ("USA", "JPN", "AUS", "GBR", "NZL", "CAN", "KOR")
CODES = (*NATIONS, "FVEY", "ACGU", "ISAF")

audiences = st.none() | st.frozensets(st.sampled_from(CODES), max_size=5)
caveats = st.lists(st.sampled_from(("ORCON", "FOUO", "RELIDO")), unique=True, max_size=2).map(tuple)
markings = st.builds(Marking, st.sampled_from(("USA", "JPN", "AUS")), st.sampled_from(Level), audiences, caveats)
pages = st.lists(markings, min_size=1, max_size=5)


def us(text, originator="USA"):
    return load_grammar("us").parse(text, originator).marking


def readers(marking):
    """Everybody among the test's nations who may read a marking."""
    return {nation for nation in CODES if may_read(marking, nation, GROUPS)}


@pytest.mark.parametrize(
    ("portions", "banner"),
    [
        (["(U)", "(U)"], "UNCLASSIFIED"),
        (["(U)", "(S//REL TO USA, JPN)"], "SECRET//REL TO USA, JPN"),
        (["(S//REL TO USA, JPN, NZL)", "(S//REL TO USA, NZL)"], "SECRET//REL TO USA, NZL"),
        (["(S//REL TO USA, AUS, JPN)", "(S//REL TO USA, FVEY)"], "SECRET//REL TO USA, AUS"),
        (["(S//REL TO USA, JPN)", "(S//REL TO USA, FVEY)"], "SECRET//NOFORN"),
        (["(S//REL TO USA, JPN)", "(C)"], "SECRET//NOFORN"),
        (["(S//REL TO USA, JPN)", "(TS//NF)"], "TOP SECRET//NOFORN"),
        (["(U)", "(U//REL TO USA, JPN)"], "UNCLASSIFIED//REL TO USA, JPN"),
        (["(U//REL TO USA, JPN)", "(U//REL TO USA, AUS, JPN)"], "UNCLASSIFIED//REL TO USA, JPN"),
        (["(U//REL TO USA, JPN)", "(U//JPN ONLY)"], "UNCLASSIFIED//JPN ONLY"),
        (["(U//NF)", "(U//JPN ONLY)"], "UNCLASSIFIED//NO COMMON RELEASE"),
        (["(C)"], "CONFIDENTIAL//NOFORN"),
        (["(S//REL TO USA, FVEY)", "(C//REL TO USA, FVEY)"], "SECRET//REL TO USA, FVEY"),
        (["(S//REL TO USA, ISAF)", "(C//REL TO USA, ISAF, JPN)"], "SECRET//REL TO USA, ISAF"),
        (["(S//REL TO USA, ISAF)", "(C//REL TO USA, JPN)"], "SECRET//NOFORN"),
        (["(S//REL TO USA, NATO)", "(S//REL TO USA, FVEY)"], "SECRET//REL TO USA, CAN, GBR"),
        (["(CUI)", "(U)"], "CUI"),
        (["(CUI)", "(U//REL TO USA, JPN)"], "CUI//NOFORN"),
    ],
)
def test_a_banner_is_the_sum_of_its_portions_in_any_order(portions, banner):
    for order in permutations(portions):
        assert load_grammar("us").banner(roll_up(map(us, order), GROUPS)) == banner


def test_a_page_of_nothing_is_unclassified():
    assert roll_up([], GROUPS) == Marking("")


def test_a_page_of_two_originators_belongs_to_neither():
    page = roll_up([us("(U//REL TO USA, JPN)", "JPN"), us("(U//REL TO USA, JPN)", "USA")], GROUPS)
    assert page == Marking("", Level.UNCLASSIFIED, frozenset({"USA", "JPN"}))


def test_a_japanese_and_an_american_note_for_themselves_alone_have_no_common_reader():
    page = roll_up([Marking("JPN", Level.CUI), Marking("USA", Level.CUI)], GROUPS)
    assert page.audience == frozenset()
    assert readers(page) == set()


@given(pages)
def test_the_order_of_portions_never_matters(page):
    one, other = roll_up(page, GROUPS), roll_up(reversed(page), GROUPS)
    assert one == other


@given(pages, pages)
def test_rolling_up_chapters_first_lets_the_same_people_read(first, second):
    at_once = roll_up([*first, *second], GROUPS)
    by_chapter = roll_up([roll_up(first, GROUPS), roll_up(second, GROUPS)], GROUPS)
    assert (at_once.level, at_once.originator, at_once.caveats) == (
        by_chapter.level,
        by_chapter.originator,
        by_chapter.caveats,
    )
    assert readers(at_once) == readers(by_chapter)


@given(pages)
def test_rolling_up_a_banner_changes_nothing(page):
    banner = roll_up(page, GROUPS)
    again = roll_up([banner], GROUPS)
    assert (again.level, readers(again)) == (banner.level, readers(banner))


@given(pages)
def test_a_page_is_read_by_exactly_those_who_may_read_every_portion(page):
    banner = roll_up(page, GROUPS)
    assert banner.level == max(portion.level for portion in page)
    assert readers(banner) & set(NATIONS) == set.intersection(*map(readers, page)) & set(NATIONS)


@pytest.mark.parametrize(
    ("marking", "allowed", "refused"),
    [
        (None, [], ["USA", "JPN"]),
        (Marking("USA"), ["USA", "JPN", "KOR"], []),
        (Marking("USA", Level.CUI), ["USA"], ["JPN"]),
        (Marking("USA", Level.SECRET), ["USA"], ["JPN"]),
        (Marking("USA", caveats=("FOUO",)), ["USA"], ["JPN"]),
        (Marking("JPN", audience=frozenset({"JPN"})), ["JPN"], ["USA"]),
        (Marking("USA", Level.SECRET, frozenset({"USA", "FVEY"})), ["AUS", "FVEY", "ACGU"], ["JPN", "NATO"]),
        (Marking("USA", Level.SECRET, frozenset({"USA", "ISAF"})), ["USA", "ISAF"], ["JPN"]),
        (Marking("USA", Level.SECRET, frozenset({"AUS", "CAN", "GBR", "NZL", "USA"})), ["FVEY"], ["NATO"]),
        (Marking("USA", audience=frozenset()), [], ["USA"]),
        (Marking("", Level.SECRET), [], ["USA", "JPN", ""]),
    ],
)
def test_a_portion_is_read_by_its_audience_alone(marking, allowed, refused):
    assert [nation for nation in allowed if not may_read(marking, nation, GROUPS)] == []
    assert [nation for nation in refused if may_read(marking, nation, GROUPS)] == []


def test_an_unknown_group_does_not_expand():
    assert expand(frozenset({"ISAF", "ACGU"}), GROUPS) == {"ISAF", "ACGU", "AUS", "CAN", "GBR", "USA"}


def test_a_release_list_names_the_us_then_nations_then_groups():
    assert list_order(["JPN", "USA", "NATO", "AUS", "ISAF", "GBR"]) == ("USA", "AUS", "GBR", "JPN", "ISAF", "NATO")


@given(st.none() | st.builds(Marking, st.text(max_size=5), st.sampled_from(Level), audiences, caveats, st.text()))
def test_the_database_gives_back_what_it_was_given(marking):
    assert Marking.decode(marking.encode() if marking else "") == marking


def test_the_database_form_is_short_and_plain():
    assert Marking("USA").encode() == '["USA",0]'
    assert Marking("USA", audience=frozenset({"USA", "JPN"})).encode() == '["USA",0,["JPN","USA"]]'


@pytest.mark.parametrize("damage", ["x", "[]", "{}", '["USA",9]', '["USA"]', "null", '["USA",0,7]', "[" * 5000, "5"])
def test_a_damaged_marking_is_never_read_as_an_open_one(damage):
    with pytest.raises(UnreadableError):
        Marking.decode(damage)


@pytest.mark.parametrize(
    ("marking", "english", "japanese"),
    [
        (None, "Unmarked", "表示区分なし"),
        (Marking("USA"), "No limits", "制限なし"),
        (Marking("JPN", audience=frozenset({"JPN"})), "JPN only", "JPN限り"),
        (Marking("USA", Level.SECRET), "USA only", "USA限り"),
        (Marking("JPN", audience=frozenset({"JPN", "USA"})), "Share with USA, JPN", "USA, JPN へ開示可"),
        (Marking("USA", audience=frozenset()), "Releasable to nobody", "開示先なし"),
    ],
)
def test_a_chip_says_in_words_who_may_be_told(marking, english, japanese):
    assert describe(marking, Language("en")) == english
    assert describe(marking, Language("ja")) == japanese
