"""The rest of the desks of ``test_finished_files_withheld``: a whole run tries a file at a time, and all of them are a minute and more."""

import pytest

from tests.briefings.test_finished_files_withheld import withhold


@pytest.mark.parametrize("seed", range(1, 9, 2))
def test_nothing_withheld_is_in_the_finished_file_and_a_withheld_record_changes_no_byte(tmp_path, seed):
    withhold(tmp_path, seed)
