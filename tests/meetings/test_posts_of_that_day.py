"""Those present keep the post of the day of their meeting, also when the meeting is put on another day afterwards."""

from dataclasses import replace
from datetime import date

import pytest

from liaison_desk.contacts.records import Person, Post
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.meetings.records import Attendee
from liaison_desk.meetings.ui.form import meeting_dialog, new_meeting
from liaison_desk.meetings.ui.words import Words

CHANGED = date(2026, 7, 1)


@pytest.fixture
def person(desk):
    posts = (
        Post(Bilingual("Planner"), organization="J5", until=date(2026, 6, 30)),
        Post(Bilingual("Chief"), organization="J3", since=CHANGED),
    )
    return desk.contacts.save(Person(name=PersonName("Tachibana", "Shun"), nation="JPN", rank="Col", posts=posts))


@pytest.fixture
def dialog(ui, desk, person, qtbot):
    words = Words(ui.language, desk.profile.get, desk.clock)
    meeting = replace(new_meeting(words), title=Bilingual("Sync"), attendees=(Attendee("Ben Carter"),))
    dialog = meeting_dialog(ui, words, desk.meetings, desk.suggest, desk.attendee_on, meeting, lambda _: None)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    qtbot.keyClicks(dialog.form.attendees.input, "tachi")
    assert ui.jobs.idle()
    dialog.form.attendees.input.picked.emit(RecordRef("person", person.id))
    assert ui.jobs.idle()
    return dialog


def begin(dialog, ui, qtbot, typed):
    line = dialog.form.start.input
    line.selectAll()
    qtbot.keyClicks(line, typed)
    assert ui.jobs.idle()


def saved(dialog, ui, desk):
    dialog.act()
    assert ui.jobs.idle()
    (made,) = desk.meetings.meetings_by_ids(range(50)).values()
    return {one.name: (one.post, one.organization) for one in made.attendees}


def present(dialog):
    return [(one.post, one.organization) for one in dialog.form.attendees.value() if one.contact_id]


def test_a_meeting_that_is_put_on_another_day_has_the_posts_of_that_day(dialog, ui, desk, qtbot):
    assert present(dialog) == [("Chief", "J3")]
    begin(dialog, ui, qtbot, "2026-05-12 0900")
    assert present(dialog) == [("Planner", "J5")]
    begin(dialog, ui, qtbot, "2026-08-12 0900")
    assert present(dialog) == [("Chief", "J3")]
    begin(dialog, ui, qtbot, "2026-06-30 0900")
    assert saved(dialog, ui, desk) == {"Ben Carter": ("", ""), "Tachibana Shun": ("Planner", "J5")}


def test_a_post_that_was_typed_stays(dialog, ui, desk, qtbot):
    row = dialog.form.attendees.rows[1]
    row.toggle()
    line = row.inputs["post"]
    line.selectAll()
    qtbot.keyClicks(line, "Acting chief")
    begin(dialog, ui, qtbot, "2026-05-12 0900")
    assert present(dialog) == [("Acting chief", "J3")]


def test_an_open_row_shows_the_post_of_the_other_day(dialog, ui, desk, qtbot):
    row = dialog.form.attendees.rows[1]
    row.toggle()
    begin(dialog, ui, qtbot, "2026-05-12 0900")
    assert (row.inputs["post"].text(), row.inputs["organization"].text()) == ("Planner", "J5")


def test_a_contact_that_is_gone_stays_as_he_was(dialog, ui, desk, person, qtbot):
    desk.contacts.delete([person.id])
    desk.history.purge("person", [person.id])
    begin(dialog, ui, qtbot, "2026-05-12 0900")
    assert present(dialog) == [("Chief", "J3")]
    assert not dialog.form.attendees.problem()
