"""Markings as they are written: the American, NATO and Japanese grammars, read from data."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.grammar import LONGEST, grammars, load_grammar
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.foundation.core.errors import DeskError

US = load_grammar("us")
USA_JPN = frozenset({"USA", "JPN"})


def test_the_default_policy_stands_first():
    assert grammars() == ("us", "dod_cui", "japan", "nato")
    with pytest.raises(DeskError, match=r"no marking policy called \.\./\.\./etc"):
        load_grammar("../../etc")


@pytest.mark.parametrize(
    ("marking", "portion", "banner"),
    [
        (Marking("USA"), "(U)", "UNCLASSIFIED"),
        (Marking("USA", audience=USA_JPN), "(U//REL TO USA, JPN)", "UNCLASSIFIED//REL TO USA, JPN"),
        (Marking("USA", Level.SECRET, frozenset({"USA"})), "(S//NF)", "SECRET//NOFORN"),
        (Marking("USA", Level.TOP_SECRET, frozenset({"USA"})), "(TS//NF)", "TOP SECRET//NOFORN"),
        (Marking("USA", Level.CUI), "(CUI)", "CUI"),
        (Marking("JPN", audience=frozenset({"JPN"})), "(U//JPN ONLY)", "UNCLASSIFIED//JPN ONLY"),
        (Marking("JPN", audience=frozenset({"JPN", "AUS"})), "(U//AUS, JPN ONLY)", "UNCLASSIFIED//AUS, JPN ONLY"),
        (Marking("USA", audience=frozenset()), "(U//NO COMMON RELEASE)", "UNCLASSIFIED//NO COMMON RELEASE"),
        (
            Marking("USA", Level.SECRET, USA_JPN, ("SI/TK", "ORCON")),
            "(S//SI/TK//OC/REL TO USA, JPN)",
            "SECRET//SI/TK//ORCON/REL TO USA, JPN",
        ),
        (
            Marking("USA", Level.SECRET, frozenset({"USA", "GBR", "JPN", "ISAF", "NATO"})),
            "(S//REL TO USA, GBR, JPN, ISAF, NATO)",
            "SECRET//REL TO USA, GBR, JPN, ISAF, NATO",
        ),
    ],
)
def test_the_us_grammar_prints_portion_and_banner(marking, portion, banner):
    assert US.portion(marking) == portion
    assert US.banner(marking) == banner


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("(u)", "(U)"),
        ("U", "(U)"),
        ("UNCLASS", "UNCLASSIFIED"),
        ("(UNCLASSIFIED//REL TO USA, JPN)", "(U//REL TO USA, JPN)"),
        ("(U//REL TO JPN, USA, NATO, AUS)", "(U//REL TO USA, AUS, JPN, NATO)"),
        ("(s//rel to usa,jpn)", "(S//REL TO USA, JPN)"),
        ("( S // REL  TO USA,JPN )", "(S//REL TO USA, JPN)"),
        ("(S//RELTO USA JPN)", "(S//REL TO USA, JPN)"),
        ("(S//REL USA and JPN)", "(S//REL TO USA, JPN)"),
        ("(S/REL TO USA, JPN)", "(S//REL TO USA, JPN)"),
        ("(S REL TO USA, JPN)", "(S//REL TO USA, JPN)"),
        ("S-NF", "(S//NF)"),
        ("(S//NOFORN)", "(S//NF)"),
        ("SECRET NOFORN", "SECRET//NOFORN"),
        ("SECRET//NF", "SECRET//NOFORN"),
        ("TOPSECRET//NOFORN", "TOP SECRET//NOFORN"),
        ("（Ｓ／／ＮＦ）", "(S//NF)"),
        ("(S//ORCON/NF)", "(S//OC/NF)"),
        ("(U//REL TO USA, JPN, JPN)", "(U//REL TO USA, JPN)"),
        ("CLASSIFICATION: UNCLASSIFIED", "UNCLASSIFIED"),
        ("[S//NF]", "(S//NF)"),
        ("S//NF.", "(S//NF)"),
        ("(U//REL TO JPN/USA)", "(U//REL TO USA, JPN)"),
        ("SECRET//REL TO USA、JPN", "SECRET//REL TO USA, JPN"),
    ],
)
def test_a_careless_marking_is_read_and_put_right(typed, right):
    parsed = US.parse(typed, "USA")
    assert parsed.corrected == right
    again = US.parse(right, "USA")
    assert again.marking == parsed.marking
    assert again.corrected is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("(S//REL TO USA)", "REL TO USA alone is not a release list: write NOFORN, or name the other nations."),
        ("(U//REL TO USA, JP)", "Write JPN, never JP."),
        ("(U//REL TO USA, JA)", "Write JPN, never JA."),
        ("(U//REL TO USA, UK)", "Write GBR, never UK."),
        ("(U//REL TO USA, XYZ)", "XYZ is not the code of a known nation."),
        ("(U//REL TO JPN)", "A REL TO list names USA first; for the others alone write JPN ONLY."),
        ("(S//REL)", "The release list names nobody; write out the nations."),
        ("(S//NF//REL TO USA, JPN)", "A marking carries one release list; this one carries two."),
        ("(S//REL TO USA, JPN", "The marking (S//REL TO USA, JPN lacks a bracket."),
        ("(JP ONLY)", "(JP ONLY) does not begin with a level this desk knows."),
        ("(U//JP ONLY)", "Write JPN, never JP."),
        ("(see attached)", "(see attached) does not begin with a level this desk knows."),
        ("(R to L)", "(R to L) does not begin with a level this desk knows."),
        ("", "() does not begin with a level this desk knows."),
        ("(" * 501, "A marking has at most 500 characters."),
    ],
)
def test_what_cannot_be_right_is_refused_with_a_reason(typed, sentence):
    with pytest.raises(DeskError) as error:
        US.parse(typed, "USA")
    assert str(error.value) == sentence


def test_an_unknown_group_is_let_through_as_itself():
    assert US.parse("(S//REL TO USA, QRST)", "USA").marking.audience == {"USA", "QRST"}


def test_another_category_is_kept_as_it_stands():
    assert US.parse("(S//SI/TK//RELIDO)", "USA").marking.caveats == ("SI/TK", "RELIDO")


@pytest.mark.parametrize(
    ("typed", "originator", "level", "audience"),
    [
        ("(NS)", "NATO", Level.SECRET, None),
        ("NATO RESTRICTED", "NATO", Level.RESTRICTED, None),
        ("COSMIC TOP SECRET", "NATO", Level.TOP_SECRET, None),
        ("NATO SECRET//RELEASABLE TO NATO, JPN", "NATO", Level.SECRET, frozenset({"NATO", "JPN"})),
        ("(//GBR S//REL TO USA, GBR)", "GBR", Level.SECRET, frozenset({"USA", "GBR"})),
        ("(//JOINT S JPN USA)", "", Level.SECRET, USA_JPN),
        ("(//JOINT S AUS JPN USA//REL TO USA, JPN)", "", Level.SECRET, USA_JPN),
        ("取扱注意", "JPN", Level.CUI, None),
        ("極秘／日米限り", "JPN", Level.SECRET, USA_JPN),
    ],
)
def test_a_foreign_marking_is_carried_forward_verbatim(typed, originator, level, audience):
    parsed = US.parse(typed, "USA")
    assert parsed.marking == Marking(originator, level, audience, (), typed)
    assert parsed.corrected is None
    assert US.portion(parsed.marking) == f"({typed.strip('()')})"
    assert US.banner(parsed.marking) == typed.strip("()")


@pytest.mark.parametrize(
    ("marking", "portion", "banner"),
    [
        (Marking("USA", Level.CUI), "(CUI)", "CUI"),
        (Marking("USA", Level.CUI, USA_JPN), "(CUI//REL TO USA, JPN)", "CUI"),
        (Marking("USA", Level.CUI, None, ("FED ONLY",)), "(CUI//FED ONLY)", "CUI"),
        (Marking("USA"), "(U)", "UNCLASSIFIED"),
        (Marking("USA", Level.SECRET), "(SECRET)", "SECRET"),
    ],
)
def test_the_cui_banner_is_the_word_alone(marking, portion, banner):
    cui = load_grammar("dod_cui")
    assert cui.portion(marking) == portion
    assert cui.banner(marking) == banner
    assert cui.block == ("Controlled by", "CUI category", "Distribution or LDC", "POC")


@pytest.mark.parametrize(
    ("marking", "portion"),
    [
        (Marking("JPN"), "(秘区分なし)"),
        (Marking("JPN", audience=frozenset({"JPN"})), "(秘区分なし／日本限り)"),
        (Marking("JPN", Level.CUI, USA_JPN), "(取扱注意／日米限り)"),
        (Marking("JPN", Level.CUI, frozenset({"JPN", "GBR"})), "(取扱注意／開示先 JPN, GBR)"),
        (Marking("USA", Level.UNCLASSIFIED, frozenset({"USA"})), "(秘区分なし／USA 限り)"),
    ],
)
def test_the_japanese_grammar_prints_what_japanese_readers_expect(marking, portion):
    japan = load_grammar("japan")
    assert japan.portion(marking) == portion
    assert japan.parse(portion, marking.originator).marking == marking


def test_a_us_roll_up_of_nato_information_says_whose_it_is():
    assert US.banner(Marking("NATO", Level.RESTRICTED, frozenset({"NATO"}))) == "RESTRICTED//NATO ONLY"


codes = st.frozensets(st.sampled_from(("USA", "JPN", "AUS", "GBR", "KOR", "FVEY", "NATO", "QRST")), max_size=5)
caveat_lists = st.lists(st.sampled_from(("RELIDO", "SI/TK", "FGI GBR")), unique=True, max_size=2).flatmap(
    lambda apart: st.sampled_from(((), ("ORCON",), ("ORCON", "PROPIN"))).map(lambda beside: (*apart, *beside))
)


@given(st.sampled_from(Level), st.none() | codes, caveat_lists)
def test_what_is_printed_is_read_back_the_same(level, audience, caveats):
    marking = Marking("USA", level, audience, caveats)
    for printed in (US.portion(marking), US.banner(marking)):
        parsed = US.parse(printed, "USA")
        assert parsed.marking == marking
        assert parsed.corrected is None


@given(st.sampled_from(("japan", "nato")), st.sampled_from((Level.UNCLASSIFIED, Level.SECRET)), st.none() | codes)
def test_other_grammars_read_back_what_they_print(code, level, audience):
    grammar = load_grammar(code)
    marking = Marking(grammar.nation, level, audience)
    for printed in (grammar.portion(marking), grammar.banner(marking)):
        assert grammar.parse(printed, grammar.nation).marking == marking


@given(st.text(max_size=LONGEST + 10) | st.text("(S/RELTOUSNFJPN, )CUI ONLY", max_size=40))
def test_any_text_is_read_or_refused_and_never_breaks(text):
    with suppress(DeskError):
        assert US.portion(US.parse(text, "USA").marking).startswith("(")


def test_the_colours_are_those_of_the_level():
    assert [US.color(level) for level in (Level.UNCLASSIFIED, Level.CUI, Level.SECRET)] == [
        "#007a33",
        "#502b85",
        "#c8102e",
    ]
