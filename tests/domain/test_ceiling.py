"""The desk's ceiling and what happens to marked text that is pasted."""

import pytest

from liaison_desk.domain.ceiling import GuardResult, check_ceiling, guard
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.foundation.core.errors import DeskError, RefusedError
from tests.cost import processor_seconds

US = load_grammar("us")


def paste(text, ceiling=Level.UNCLASSIFIED):
    return guard(text, ceiling, US, "USA")


def test_a_marking_above_the_ceiling_is_refused():
    check_ceiling(None, Level.UNCLASSIFIED)
    check_ceiling(Marking("USA", Level.CUI), Level.CUI)
    with pytest.raises(RefusedError, match="keeps nothing above UNCLASSIFIED; a marking of TOP SECRET"):
        check_ceiling(Marking("USA", Level.TOP_SECRET), Level.UNCLASSIFIED)


@pytest.mark.parametrize(
    "text",
    [
        "S/NF",
        "S/NF the plan",
        "(C/S) the plan",
        "S/N/F",
        "(S) The plan",
        "(s) the plan",
        "(S//NF) The plan",
        "（Ｓ／／ＮＦ） The plan",
        "(S//REL TO USA, JP) a wrong list is no way in",
        "  \n\n(C//REL TO USA, JPN) The plan",
        "SECRET\nThe plan",
        "SECRET//NOFORN\nThe plan",
        "Secret//NOFORN The plan " * 30,
        "TOP SECRET//SI//NOFORN",
        "(CUI) A list of names",
        "(NATO SECRET) The plan",
        "(//GBR S//REL TO USA, GBR) The plan",
        "取扱注意\n計画",
        "(極秘) 計画",
        "1. (C) First",
        "- (S//NF) First",
        "(U) Introduction\n(S//NF) The plan",
        "Minutes\r\n\r\n   (S) The plan",
        "Minutes\u2028(S) The plan",
        "[S//NF] The plan",
        "【極秘】計画",
        "特定秘密\n計画",
        "**(S)** The plan",
        "> (S) The plan",
        '"(S) The plan"',
        "(1) (S) The plan",
        "1.a. (S) The plan",
        "第1 (極秘) 計画",
        "Subject: (S) The plan",
        "S//NF the plan",
        "SECRET: the plan",
        "SECRET - the plan",
        "TOP SECRET\tthe plan",
        "\ufeff(S) The plan",
        "(\u200bS//NF) The plan",
        "CLASSIFICATION: SECRET//NOFORN",
        "Classification: Secret\nThe plan",
        "区分: 極秘\n計画",
        "//JOINT S JPN USA//REL TO USA, JPN\nThe plan",
        "(//JOINT SECRET JPN USA) The plan",
        "(S//REL TO USA, " + "JPN, " * 200 + ") The plan",
        "ＳＥＣＲＥＴ／／ＮＯＦＯＲＮ の計画は次のとおり " * 20,
    ],
)
def test_text_marked_above_the_ceiling_is_refused(text):
    with pytest.raises(RefusedError):
        paste(text)


@pytest.mark.parametrize(
    "text",
    [
        "C/S approves the plan",
        "c/o the desk",
        "S/W update by 15 dec",
        "S/W",
        "R/C not needed",
        "Ｃ／Ｓの了解を得た",
        "",
        "   ",
        "Secret meeting of the planning team",
        "The (S) line is for spares",
        "(a) one\n(b) two\n(c) three\n(s) nineteen",
        "(S. Miller) will call back",
        "(R to L) Front row",
        "(注) 計画は未定",
        "【件名】調整会議",
        "NOTE: The secret of success",
        "RE: (see below)",
        "C",
    ],
)
def test_ordinary_text_is_left_alone(text):
    assert paste(text) == GuardResult(text)


def test_the_marking_becomes_the_marking_and_leaves_the_text():
    assert paste("(U//REL TO USA, JPN) Names are due.\nBy Friday.") == GuardResult(
        "Names are due.\nBy Friday.", Marking("USA", audience=frozenset({"USA", "JPN"}))
    )
    assert paste("UNCLASSIFIED\nNames are due.") == GuardResult("Names are due.", Marking("USA"))
    assert paste("Classification: UNCLASSIFIED\nNames are due.").marking == Marking("USA")
    assert paste("\ufeff(U) Names are due.") == GuardResult("Names are due.", Marking("USA"))
    assert paste("1. (U) Names are due.") == GuardResult("1. Names are due.", Marking("USA"))


def test_a_list_in_the_wrong_order_is_put_right_with_a_note():
    result = paste("(U//REL TO JPN,USA) Names are due.")
    assert result.text == "Names are due."
    assert result.marking == Marking("USA", audience=frozenset({"USA", "JPN"}))
    assert result.note.format(**dict(result.values)) == (
        "The marking (U//REL TO JPN,USA) was put right: (U//REL TO USA, JPN)."
    )


def test_a_higher_ceiling_lets_more_in():
    assert paste("(S//NF) The plan", Level.SECRET).marking == Marking("USA", Level.SECRET, frozenset({"USA"}))


def test_a_faulty_marking_under_the_ceiling_says_what_is_wrong():
    with pytest.raises(DeskError, match="Write JPN, never JP"):
        paste("(U//REL TO USA, JP) Names are due.")


@pytest.mark.parametrize(
    "text",
    [
        "計画の要点を以下に示す。\n(U) Names are due.\n" * 20_000,
        "1" * 200_000,
        "1." * 100_000,
        "(" * 200_000,
        "(a)" * 100_000,
        "- " * 100_000,
        "A " * 100_000,
        "/" * 200_000,
        "\n" * 200_000,
        "\u7b2c1" * 100_000,
    ],
)
def test_a_very_long_text_is_looked_through_in_good_time(text):
    with processor_seconds(5):
        assert paste(text).marking is None
