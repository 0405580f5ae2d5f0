"""Whoever is withheld under one script appears in no other: what stands beside a picked contact is looked up as typed."""

from contextlib import closing
from dataclasses import replace

import pytest

from liaison_desk.briefings.records import PacketLanguage
from liaison_desk.contacts.records import Person
from liaison_desk.domain.names import PersonName
from liaison_desk.meetings.records import Attendee, PortionKind
from tests.briefings.desks import HOME_ONLY, OPEN
from tests.briefings.noted_desks import note, noted_desk
from tests.briefings.papers import printed
from tests.briefings.test_note_papers_withheld import every, tells

NAMES = {"native": ("Kato Jun", "朝霧 凛"), "latin": ("Rin Asagiri", "加藤 純")}


@pytest.fixture
def made(tmp_path):
    desk, meeting, _ = noted_desk(tmp_path, notes=())
    with closing(desk):
        desk.contacts.save(Person(name=PersonName("Asagiri", "Rin", "朝霧", "凛"), marking=HOME_ONLY))
        yield desk, meeting


def attend(desk, meeting, one):
    head = desk.meetings.meeting(meeting)
    desk.meetings.save_head(replace(head, attendees=(*head.attendees, one)))


@pytest.mark.parametrize("script", NAMES)
@pytest.mark.parametrize("picked", [False, True])
@pytest.mark.parametrize("said", [0, 1])
def test_a_name_typed_beside_another_in_the_other_script_names_somebody_too(made, script, picked, said):
    desk, meeting = made
    names = NAMES[script]
    shown = desk.contacts.save(Person(name=PersonName("Kato", "Jun", "加藤", "純"), marking=OPEN)) if picked else None
    attend(desk, meeting, Attendee(*names, shown.id if shown else 0))
    for kind in (PortionKind.DISCUSSION, PortionKind.COMMITMENT):
        desk.meetings.add_portion(meeting, note("Send it.", "送る。", kind, said_by=names[said], to_whom=names[said]))
    for language in PacketLanguage:
        for template, paper in every(desk, meeting, language=language).items():
            assert not tells(paper, "朝霧"), (template, language)
            assert not tells(paper, "Asagiri"), (template, language)


def test_a_picked_contact_of_the_same_native_name_as_somebody_withheld_is_that_one(made):
    desk, meeting = made
    namesake = desk.contacts.save(Person(name=PersonName("Asagiri", "Lin", "朝霧", "凛"), marking=OPEN))
    attend(desk, meeting, Attendee("Asagiri Lin", "朝霧 凛", namesake.id))
    assert tells(printed(desk, "minutes", meeting=meeting, language=PacketLanguage.HOME), "朝霧凛")
