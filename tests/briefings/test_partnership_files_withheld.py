"""Desks of partnership drawn at random, printed whole for every audience: as ``test_finished_files_withheld`` proves of all else.

A third nation is given what a recorded permission lets it have, which counts here as what it may be told.
"""

import pytest

from tests.briefings.drawn_partners import DrawnPartners, packed_partners
from tests.briefings.test_finished_files_withheld import withhold


# The last one once found a duty of a withheld party among the suspenses.
@pytest.mark.parametrize("seed", [0, 2, 25, 137])
def test_nothing_withheld_of_partnership_is_in_the_finished_file_and_a_withheld_record_changes_no_byte(tmp_path, seed):
    withhold(tmp_path, seed, DrawnPartners, packed_partners)
