"""What a row says twice is kept once; what only looks like a repetition is kept."""

import pytest

from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.tables.reader import read_people_csv


def notes(**cells):
    text = ",".join(cells) + "\n" + ",".join(cells.values()) + "\n"
    (person,) = read_people_csv(text.replace("_", " ").encode(), ReadSettings()).records
    return person.notes.host + person.notes.home


NAME = {"Last_Name": "Mori", "First_Name": "Joanna"}


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"Spouse": "Ann"}, "Spouse: Ann"),
        ({"Spouse": "Ann", "E-mail_Address": "ann@example.org"}, "Spouse: Ann"),
        ({"Room": "7", "E-mail_Address": "mori17@example.org"}, "Room: 7"),
        ({"Rating": "★★★"}, "Rating: ★★★"),
        ({"File_As": "Mori, Joanna"}, ""),
        ({"File_As": "Mori Joanna (j@example.org)", "E-mail_Address": "j@example.org"}, ""),
        ({"Initials": "J.M."}, ""),
        ({"Initials": "J.X.M."}, "Initials: J.X.M."),
    ],
    ids=str,
)
def test_a_cell_is_a_repetition_only_if_all_its_words_are_said(cells, kept):
    assert notes(**NAME, **{heading: f'"{text}"' for heading, text in cells.items()}) == kept


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({**NAME, "Name": "Joanna M Mori"}, "Joanna M Mori"),
        ({**NAME, "Name": "Joanna Mori"}, ""),
        ({"Name": "Dr Joanna Mori", "Name_Prefix": "Prof"}, "Dr Joanna Mori"),
        ({"Name": "Colonel Joanna Mori", "Rank": "Captain"}, "Colonel Joanna Mori"),
        ({"Name": "Joanna Mori", "Rank": "Captain"}, ""),
        ({"Name": "Col. Joanna Mori", "Rank": "Colonel"}, ""),
        ({"Name": "1等空佐 森 亜希", "Rank": "Colonel"}, "1等空佐 森 亜希"),
        ({"Name": "森亜希", "Last_Name": "森", "First_Name": "亜希"}, ""),
        ({"Last_Name": "森", "Native_Family_Name": "林"}, "森"),
        ({"Last_Name": "森", "Native_Family_Name": "森"}, ""),
    ],
    ids=str,
)
def test_a_name_that_says_otherwise_in_two_cells_is_kept_in_both(cells, kept):
    assert notes(**cells) == kept
