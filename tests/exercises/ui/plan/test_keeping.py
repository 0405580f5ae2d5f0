"""The dialog that keeps a plan as a back-plan says how many milestones go in without their words."""

from dataclasses import replace

import pytest

from liaison_desk.domain.marking import Marking
from tests.exercises.plans_using import by_key, milestone
from tests.windows import settle


@pytest.fixture
def told_by(pane, ui, fill):
    """Return what stands in the dialog beside its fields; "" for nothing."""

    def asked():
        said = []

        def look(dialog):
            said.append(dialog.note.text() if dialog.note.isVisible() else "")
            dialog.reject()

        fill(look, save=False)
        pane.refresh()
        settle(ui)
        pane.save_as_backplan()
        settle(ui)
        return said[0]

    return asked


def test_the_dialog_says_how_many_titles_stay_behind(desk, exercise, told_by):
    assert told_by() == ""
    desk.plans.save(replace(milestone(exercise, "Own day"), marking=None))
    assert told_by() == "1 milestone that not everybody may read goes in under the name of its kind alone."
    ipc = by_key(desk, exercise)["ipc"]
    desk.plans.save(
        replace(ipc, short=replace(ipc.short, host="Ours"), marking=Marking("JPN", audience=frozenset({"JPN"})))
    )
    assert told_by() == "2 milestones that not everybody may read go in under the names of their kinds alone."
