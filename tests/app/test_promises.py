"""A promise in the notes becomes a task that says who owes whom, on which side each stands, and by when."""

from datetime import date, datetime, timedelta

import pytest

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.meetings.records import Attendee, Meeting, Portion, PortionKind
from tests.desks import new_desk

START = datetime(2026, 11, 24, 9)
THERE = (
    Attendee(name="Ishida Ryo", rank="Lt Col", nation="JPN"),
    Attendee(name="Grant Smith", rank="Maj", nation="USA"),
    Attendee(name="Ann Brown", rank="Wg Cdr", nation="AUS"),
)


@pytest.fixture
def made(tmp_path):
    """Return what makes the task of a note that says this."""
    desk = new_desk(tmp_path / "a.desk", DeskProfile())
    assert (desk.profile.get().home, desk.profile.get().host) == ("JPN", "USA")

    def make(kind, **said):
        portion = Portion(kind=kind, text=Bilingual("Feed specification"), **said)
        meeting = Meeting(
            title=Bilingual("VTC"), start=START, end=START + timedelta(hours=1), zone="America/Denver",
            attendees=THERE, portions=(portion,),
        )  # fmt: skip
        kept = desk.meetings.save(meeting)
        return desk.tasks.task(desk.meetings.make_task(kept.id, kept.portions[0].uid).portions[0].task_id)

    yield make
    desk.close()


@pytest.mark.parametrize(
    ("said_by", "to_whom", "way", "owners"),
    [
        ("Lt Col Ishida Ryo", "Maj Grant Smith", ("JPN", "USA"), ("Lt Col Ishida Ryo", "Maj Grant Smith")),
        ("Grant Smith", "Ishida Ryo", ("USA", "JPN"), ("Ishida Ryo", "Grant Smith")),
        ("Ishida Ryo", "Ann Brown", ("JPN", "AUS"), ("Ishida Ryo", "Ann Brown")),
        ("Ishida Ryo", "Australia", ("JPN", "AUS"), ("Ishida Ryo", "")),
        ("Ishida Ryo", "豪州", ("JPN", "AUS"), ("Ishida Ryo", "")),
        ("Ishida Ryo", "", ("JPN", "USA"), ("Ishida Ryo", "")),
        ("Nobody Known", "", ("JPN", "USA"), ("Nobody Known", "")),
        ("Nobody Known", "Ishida Ryo", ("USA", "JPN"), ("Ishida Ryo", "Nobody Known")),
    ],
)
def test_a_commitment_has_both_nations_and_an_owner_on_each_side(made, said_by, to_whom, way, owners):
    task = made(PortionKind.COMMITMENT, said_by=said_by, to_whom=to_whom, due=date(2026, 12, 15))
    assert (task.from_nation, task.to_nation) == way
    assert (task.own_owner, task.host_owner) == owners
    assert task.due == datetime(2026, 12, 15)


def test_a_request_names_who_is_asked(made):
    task = made(PortionKind.RFI, said_by="Ishida Ryo", to_whom="Wg Cdr Ann Brown")
    assert task.rfi.called == "26-001"
    assert (task.rfi.asker, task.rfi.office, task.rfi.direction) == ("Ishida Ryo", "Wg Cdr Ann Brown", "JPN>AUS")
    assert (task.own_owner, task.host_owner) == ("Ishida Ryo", "")
