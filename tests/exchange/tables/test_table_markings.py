"""What a table's row says of its marking in words: nothing comes in more openly than that."""

import pytest

from liaison_desk.domain.marking import Level, Marking
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.tables.reader import read_people_csv


@pytest.mark.parametrize(
    ("said", "level", "told"),
    [
        ("UNCLASSIFIED//REL TO USA, JPN", Level.UNCLASSIFIED, []),
        ("(u//rel to jpn, usa)", Level.UNCLASSIFIED, []),
        ("UNCLASSIFIED//JPN ONLY", None, ["words alone"]),
        ("U//REL TO USA, AUS, JPN", None, ["words alone"]),
        ("for my eyes", None, ["words alone"]),
        ("SECRET//NOFORN", Level.SECRET, []),  # which no desk of this ceiling takes in
    ],
)
def test_nothing_comes_in_more_openly_than_its_own_row_says(said: str, level: Level | None, told: list[str]) -> None:
    usual = Marking("USA", Level.UNCLASSIFIED, frozenset({"USA", "JPN"}))
    read = read_people_csv(f'Name,Marking\nAda Marsh,"{said}"\nBen Ito,\n'.encode(), ReadSettings(marking=usual))
    first, second = (one.marking for one in read.records)
    assert (first.level if first else None, second) == (level, usual)
    assert first in (None, usual, Marking("JPN", Level.SECRET))
    assert [words in one.text for one, words in zip(read.problems, told, strict=True)] == [True] * len(told)
