"""A task made of a note tells no more than the note may: narrowed, attributed to nobody, linking to what is withheld."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import pytest

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.meetings.records import Attribution, Meeting, PortionKind
from tests.briefings.desks import HOME_ONLY
from tests.briefings.noted_desks import note, noted_desk
from tests.briefings.papers import printed
from tests.briefings.test_note_papers_withheld import MONTH, every, tells

SECRET = "Zanzibar"
PROMISING = (PortionKind.COMMITMENT, PortionKind.RFI, PortionKind.ACTION)


@pytest.fixture
def made(tmp_path):
    desk, meeting, _ = noted_desk(tmp_path)
    with closing(desk):
        yield desk, meeting


def noted(desk, meeting, text, kind, **more):
    saved = desk.meetings.add_portion(meeting, note(text, text, kind, due=date(2026, 12, 3), **more))
    return desk.meetings.make_task(meeting, saved.portions[-1].uid).portions[-1]


@pytest.mark.parametrize("kind", PROMISING)
def test_a_note_that_is_withheld_later_takes_its_task_along(made, kind):
    desk, meeting = made
    one = noted(desk, meeting, SECRET, kind)
    assert any(tells(paper, SECRET) for paper in every(desk, meeting).values())
    desk.meetings.change_portion(meeting, one, replace(one, marking=HOME_ONLY))
    assert [name for name, paper in every(desk, meeting).items() if tells(paper, SECRET)] == []


@pytest.mark.parametrize("kind", PROMISING)
def test_a_task_does_not_tell_the_title_of_what_its_note_links_to(made, kind):
    desk, meeting = made
    hidden = desk.meetings.save(
        Meeting(
            title=Bilingual(SECRET),
            start=datetime(2026, 11, 24, 9),
            end=datetime(2026, 11, 24, 10),
            zone="America/Denver",
            marking=HOME_ONLY,
        )
    )
    noted(desk, meeting, f"Follow up on [[meeting:{hidden.uid}|{SECRET}]].", kind)
    assert [name for name, paper in every(desk, meeting).items() if tells(paper, SECRET)] == []


@pytest.mark.parametrize("kind", PROMISING)
def test_a_task_of_a_note_attributed_to_nobody_tells_no_nation(made, kind):
    desk, meeting = made
    noted(
        desk, meeting, "Someone will look.", kind, said_by="Wallaby", nation="Ruritania", attribution=Attribution.NONE
    )
    papers = every(desk, meeting)
    assert [name for name, paper in papers.items() if tells(paper, "Ruritania") or tells(paper, "Wallaby")] == []


@pytest.mark.parametrize("kind", PROMISING)
def test_a_task_keeps_silent_about_who_said_its_note_when_that_is_taken_out(made, kind):
    desk, meeting = made
    one = noted(
        desk, meeting, "Someone will look.", kind, said_by="Wallaby", nation="USA", attribution=Attribution.NATION
    )
    desk.meetings.delete_portion(meeting, one.uid)
    assert [name for name, paper in every(desk, meeting).items() if tells(paper, "Wallaby")] == []


def test_the_officer_is_told_of_the_note_once(made):
    desk, meeting = made
    one = noted(desk, meeting, SECRET, PortionKind.ACTION)
    desk.meetings.change_portion(meeting, one, replace(one, marking=HOME_ONLY))
    entries = printed(desk, "suspense-list", *MONTH).withheld.entries
    [entry] = [one for one in entries if one.record.label == SECRET]
    assert (entry.record.kind, entry.uid, entry.whole) == ("portion", one.uid, True)
