"""Ranks of both nations, told apart by service and put in order of precedence."""

from datetime import date
from itertools import pairwise

import pytest

from liaison_desk.domain.ranks import load_ranks, precedence

RANKS = load_ranks()


@pytest.mark.parametrize(
    ("code", "usaf", "army", "navy", "jasdf", "reading", "official"),
    [
        ("OF-9", "Gen", "GEN", "ADM", "幕僚長たる空将", "bakuryōchō taru kūshō", "General"),
        ("OF-8", "Lt Gen", "LTG", "VADM", "空将", "kūshō", "Lieutenant General"),
        ("OF-7", "Maj Gen", "MG", "RADM", "空将補", "kūshōho", "Major General"),
        ("OF-5", "Col", "COL", "CAPT", "1等空佐", "ittō kūsa", "Colonel"),
        ("OF-4", "Lt Col", "LTC", "CDR", "2等空佐", "nitō kūsa", "Lieutenant Colonel"),
        ("OF-3", "Maj", "MAJ", "LCDR", "3等空佐", "santō kūsa", "Major"),
        ("OF-2", "Capt", "CPT", "LT", "1等空尉", "ittō kūi", "Captain"),
        ("OF-1", "1st Lt", "1LT", "LTJG", "2等空尉", "nitō kūi", "First Lieutenant"),
        ("OF-1", "2d Lt", "2LT", "ENS", "3等空尉", "santō kūi", "Second Lieutenant"),
    ],
)
def test_the_table_of_ranks(code, usaf, army, navy, jasdf, reading, official):
    assert RANKS.find(usaf, "USAF").code == code
    assert RANKS.find(usaf, "USSF").code == code
    assert RANKS.find(army, "USA").code == code
    assert RANKS.find(navy, "USN").code == code
    japanese = RANKS.find(jasdf, "JASDF")
    assert (japanese.code, japanese.reading, japanese.official) == (code, reading, official)


def test_a_navy_captain_is_no_air_force_captain():
    assert RANKS.find("Captain", "USN").code == "OF-5"
    assert RANKS.find("Captain", "USAF").code == "OF-2"
    assert RANKS.find("CAPT").service == "USN"
    assert RANKS.find("Capt").service == "USAF"


@pytest.mark.parametrize("text", ["1佐", "１佐", "1等空佐", "Colonel", "colonel", " 1佐 ", "ittō kūsa", "itto kusa"])
def test_a_rank_is_found_by_any_of_its_names(text):
    assert RANKS.find(text, "JASDF").title == "1等空佐"


def test_an_unknown_rank_is_not_guessed():
    assert RANKS.find("Grand Admiral") is None
    assert RANKS.find("") is None


def test_every_service_lists_its_ranks_from_the_top():
    assert RANKS.services("JPN") == ("JASDF", "JGSDF", "JMSDF")
    assert RANKS.services("USA") == ("USAF", "USSF", "USA", "USMC", "USN", "USCG")
    for service in RANKS.services():
        codes = [precedence(rank.code) for rank in RANKS.of(service)]
        assert all(higher <= lower for higher, lower in pairwise(codes)), service


def test_precedence_goes_by_code_and_then_by_date_of_rank():
    people = [("OF-4", date(2020, 1, 1)), ("OF-5", None), ("OF-5", date(2024, 4, 1)), ("OF-5", date(2022, 4, 1)),
              ("OR-9", date(2001, 1, 1)), ("WO", None), ("", None), ("OF-10", None)]  # fmt: skip
    assert sorted(people, key=lambda person: precedence(*person)) == [
        ("OF-10", None),
        ("OF-5", date(2022, 4, 1)),
        ("OF-5", date(2024, 4, 1)),
        ("OF-5", None),
        ("OF-4", date(2020, 1, 1)),
        ("WO", None),
        ("OR-9", date(2001, 1, 1)),
        ("", None),
    ]


def test_a_title_is_told_to_each_reader():
    rank = RANKS.find("2佐", "JASDF")
    assert (rank.title_for("ja"), rank.title_for("en")) == ("2等空佐", "Lieutenant Colonel")
    assert RANKS.find("Lt Col", "USAF").title_for("ja") == "中佐"
    assert RANKS.find("Amn", "USAF").title_for("ja") == "Airman"


@pytest.mark.parametrize(
    ("typed", "nation", "japanese"),
    [
        ("Lt Col JASDF", "JPN", "2等空佐"),
        ("Lieutenant Colonel JGSDF", "JPN", "2等陸佐"),
        ("CAPT JMSDF", "JPN", "1等海佐"),
        ("Capt JASDF", "JPN", "1等空尉"),
        ("Lt Col JASDF", "", "2等空佐"),
        ("Col USAF", "USA", "大佐 USAF"),
        ("Lt. Col", "USA", "中佐"),
        ("Captain", "USA", "Captain"),  # of which service?
        ("Lt Col", "JPN", "Lt Col"),
        ("Lt Col", "", "Lt Col"),
        ("WGCDR RAAF", "AUS", "WGCDR RAAF"),
        ("CW2 USAF", "USA", "CW2 USAF"),
        ("2等空佐", "JPN", "2等空佐"),
        ("Gen Quiet", "USA", "Gen Quiet"),
        ("", "JPN", ""),
    ],
)
def test_a_rank_as_typed_is_said_in_japanese_where_one_rank_is_meant(typed, nation, japanese):
    assert RANKS.said_in(typed, "ja", nation) == japanese
    assert RANKS.said_in(typed, "en", nation) == ("Lieutenant Colonel" if typed == "2等空佐" else typed)
