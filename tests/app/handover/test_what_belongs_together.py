"""Plans, minutes and tasks that follow from something: after a taking over they agree with what they follow from, and stand there once."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Integer

from liaison_desk.app.desk import TYPES, open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.app.handover.pointing import soft_pointers
from liaison_desk.app.handover.writing import hand_over
from liaison_desk.contacts.records import Organization
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import MARKINGS
from liaison_desk.foundation.database.base import METADATA
from liaison_desk.meetings.records import PortionKind
from liaison_desk.partnership.records import Delegate, Disclosure, Onward, Party, Site, TurnoverNote, Visit, VisitSite
from liaison_desk.tasks.records import TaskState
from tests.app.handover.conftest import PASSPHRASE, task_called, titles
from tests.conftest import Maker
from tests.desks import new_desk
from tests.exercises.plans_using import by_key, days, drag, milestone, new_exercise
from tests.partnership.arranging import new_arrangement, sign_all


@pytest.fixture
def pair(tmp_path, clock):
    """Make two desks that have in common what ``furnish`` puts on one."""
    opened = []

    def made(furnish):
        first = new_desk(tmp_path / "one.desk", new_profile("JPN", "USA"), clock, seed=6)
        furnish(first)
        first.back_up(tmp_path / "two.desk")
        opened.extend((first, open_desk(str(tmp_path / "two.desk"), clock=clock)))
        clock.forward(hours=1)
        return opened

    yield made
    for desk in opened:
        desk.close()


def test_a_milestone_that_stays_as_it_is_here_goes_along_with_its_event_that_was_moved_there(pair, take, clock):
    def furnish(desk):
        desk.plans.save(milestone(new_exercise(desk), key="rehearsal"))

    there, here = pair(furnish)
    (exercise,) = here.exercises.exercises_by_ids([1, *range(1, 60)]).values()
    before = by_key(here, exercise)["rehearsal"]
    drag(there, by_key(there, exercise)["rehearsal"], timedelta(days=2))
    clock.forward(hours=1)
    here.plans.save(replace(before, note=Bilingual("Ask the crane")))
    called = there.calendars.event(by_key(there, exercise)["rehearsal"].event_id).title.host
    shown, _ = take(here, there, **{before.title.host: False, called: True})
    assert [one.kind for one in shown.conflicts] == ["event", "milestone"]
    after = by_key(here, exercise)["rehearsal"]
    assert (after.note.host, days(after)) == ("Ask the crane", days(by_key(there, exercise)["rehearsal"]))
    assert here.following.strayed() == []
    assert (take(here, there)[0].conflicts, here.check()) == ((), [])


def test_a_whole_plan_comes_over_and_back_without_moving(pair, take, tmp_path, clock):
    from tests.exercises.plans_using import planned_exercise

    with closing(new_desk(tmp_path / "other.desk", new_profile("JPN", "USA"), clock, seed=8)) as other:
        there, _ = pair(planned_exercise)
        take(other, there)
        (exercise,) = other.exercises.exercises_by_ids(range(1, 200)).values()
        (own,) = there.exercises.exercises_by_ids(range(1, 200)).values()
        assert {key: days(one) for key, one in by_key(other, exercise).items()} == {
            key: days(one) for key, one in by_key(there, own).items()
        }
        count = there.history.count()
        shown, result = take(there, other)
        assert (shown.new, shown.updated, shown.conflicts, result.left_out, there.history.count()) == (
            0,
            0,
            (),
            (),
            count,
        )


def test_a_task_that_both_desks_made_of_one_note_stands_there_once(pair, take, clock):
    def furnish(desk):
        Maker(desk).meeting("Office call", "Send the plan")

    there, here = pair(furnish)
    for desk in (there, here):
        clock.forward(hours=1)
        (meeting,) = meetings(desk)
        action = replace(meeting.portions[0], kind=PortionKind.ACTION)
        meeting = desk.meetings.save(replace(meeting, portions=(action,)))
        desk.tasks.save(
            replace(
                Maker(desk).task("Send the plan"), source_kind="meeting", source_id=meeting.id, source_uid=action.uid
            )
        )
    there.tasks.set_state([task_called(there, "Send the plan").id], TaskState.DONE)
    shown, _ = take(here, there, **{"Send the plan": True})
    assert titles(here) == ["Send the plan"]
    assert task_called(here, "Send the plan").state is TaskState.DONE
    assert "task" in {one.kind for one in shown.conflicts}
    assert take(here, there)[0].conflicts == ()


def test_minutes_that_were_frozen_on_both_desks_are_all_kept_each_under_its_own_number(pair, take, clock):
    there, here = pair(lambda desk: Maker(desk).meeting("Office call", "As it was said"))
    for desk, words in ((there, "As they heard it"), (here, "As we heard it")):
        clock.forward(hours=1)
        (meeting,) = meetings(desk)
        meeting = desk.meetings.save(replace(meeting, portions=(replace(meeting.portions[0], text=Bilingual(words)),)))
        desk.minutes.finalize(meeting.id)
    take(here, there)
    (meeting,) = meetings(here)
    assert sorted(one.number for one in here.minutes.versions(meeting.id)) == [1, 2]
    assert here.check() == []
    assert take(here, there)[1].updated == 0


def meetings(desk):
    with desk.database.read() as connection:
        ids = connection.exec_driver_sql("SELECT id FROM meeting").scalars().all()
    return list(desk.meetings.meetings_by_ids(ids).values())


def test_every_number_that_may_name_another_record_is_known_to_be_one():
    """A new column that holds another record's number, and has no foreign key, has to be told in ``pointing``."""
    unknown = []
    for one in TYPES:
        told = {path[0] for path, _ in soft_pointers(one.kind)} | {"record_id"}
        for table in (one.table, *one.parts.values()):
            unknown += [
                f"{table.name}.{column.name}"
                for column in table.columns
                if isinstance(column.type, Integer) and column.name.endswith("_id") and not column.foreign_keys
                if column.name not in told
            ]
    # Both follow from other columns.
    assert unknown == ["person.seat_id", "event.organizer_id"]


def test_every_column_that_is_called_a_marking_is_known_to_be_one_or_words():
    columns = {column.name for table in METADATA.tables.values() for column in table.columns}
    assert {one for one in columns if one.endswith("marking")} == MARKINGS | {"source_marking"}


def test_what_was_disclosed_is_known_by_this_desks_numbers(old, desk, take, tmp_path):
    Maker(desk).person("Someone", "Here")  # numbers differ
    jun = next(one for one in old.contacts.people_by_ids(range(99)).values() if one.name.family == "Kisaragi")
    told = {"at": datetime(2026, 3, 2, 9), "zone": "Asia/Tokyo", "about_kind": "person", "about_id": jun.id}
    onward = (Onward("USA", ("AUS",), "Jun", date(2026, 3, 1), "Letter", contact_id=jun.id),)
    odd = " (C//REL  TO usa, JPN) 【取扱注意】 "
    old.disclosures.save(Disclosure(title=Bilingual("Draft"), onward=onward, source_marking=odd, **told))
    hand_over(old, tmp_path / "later.handover", PASSPHRASE)
    take(desk, tmp_path / "later.handover")
    (one,) = desk.disclosures.everything()
    here = desk.contacts.people_by_ids([one.about_id, one.onward[0].contact_id])
    assert one.about_id == one.onward[0].contact_id != jun.id
    assert here[one.about_id].uid == one.about_uid == jun.uid
    assert one.source_marking == odd
    for there, words in ((desk, "(U)"), (old, "(U//FOUO)")):
        entry = there.disclosures.everything()[0]
        there.disclosures.save(replace(entry, source_marking=words))
    (conflict,) = take(desk, old)[0].conflicts
    assert [(each.mine, each.theirs) for each in conflict.differences] == [("(U)", "(U//FOUO)")]
    assert desk.check() == []


def test_notes_for_the_successor_about_what_both_desks_have_are_one_and_decided_on(old, desk, take):
    def noted(some, why):
        fleet = next(
            one for one in some.contacts.organizations_by_ids(range(1, 200)).values() if one.name.host == "Fleet"
        )
        return some.turnover_notes.save(TurnoverNote(owner_kind="organization", owner_id=fleet.id, why=Bilingual(why)))

    desk.contacts.save_organization(Organization(name=Bilingual("Fleet")))
    noted(old, "There")
    mine = noted(desk, "Here")
    shown, _ = take(desk, old, There=True)
    assert [(one.kind, one.title) for one in shown.conflicts] == [("turnover note", "There")]
    assert [(one.id, one.why.host) for one in desk.turnover_notes.everything()] == [(mine.id, "There")]
    assert (take(desk, old)[0].conflicts, desk.check()) == ((), [])


def test_data_entered_here_are_kept_as_long_after_a_visit_that_was_moved_there(pair, take, clock):
    there, here = pair(lambda desk: desk.visits.save(Visit(title=Bilingual("Call"), first=date(2027, 3, 1))))
    (mine,) = here.visits.everything()
    data = here.visitors.save(here.visitors.of_delegate(mine, Delegate("Hill")))
    (theirs,) = there.visits.everything()
    there.visits.save(replace(theirs, first=date(2027, 4, 1)))
    take(here, there)
    assert here.visitors.one(data.id).purge_on == data.purge_on + timedelta(days=31)
    shown, _ = take(here, there)
    assert (shown.updated, shown.conflicts, here.check()) == (0, (), [])


def test_what_differs_in_an_arrangement_is_called_as_the_window_calls_it(pair, take, clock):
    there, here = pair(lambda desk: sign_all(desk, new_arrangement(desk)))
    for desk, year in ((there, 2031), (here, 2032)):
        (one,) = desk.arrangements.everything()
        changes = {"expiry": date(year, 1, 1), "scope": Bilingual(f"Until {year}"), "obligations": one.obligations[:1]}
        desk.arrangements.save(
            replace(one, subjects=(str(year),), parties=(*one.parties, Party("x", str(year))), **changes)
        )
        clock.forward(hours=1)
    shown, _ = take(here, there)
    (conflict,) = [one for one in shown.conflicts if one.kind == "arrangement"]
    assert {one.field: (one.mine, one.theirs) for one in conflict.differences if one.field != "Parties"} == {
        "Expiry": ("2032-01-01", "2031-01-01"), "Scope": ("Until 2032", "Until 2031"), "Subject areas": ("2032", "2031"),
    }  # fmt: skip
    assert "Parties" in {one.field for one in conflict.differences}


def test_a_site_of_one_name_and_nation_is_one_and_its_rules_are_decided_on(old, desk, take):
    mine = desk.sites.save(Site(name=Bilingual("Main base"), nation="USA", one_time=10))
    theirs = old.sites.save(Site(name=Bilingual("MAIN BASE"), nation="USA", one_time=20))
    old.sites.save(Site(name=Bilingual("Main base"), nation="JPN"))
    old.visits.save(Visit(title=Bilingual("Call"), sites=(VisitSite("Main base", theirs.id),)))
    shown, _ = take(desk, old, **{"MAIN BASE": False})
    assert [(one.kind, one.title) for one in shown.conflicts] == [("site", "MAIN BASE")]
    assert [(one.nation, one.one_time) for one in desk.sites.in_order()] == [("USA", 10), ("JPN", 30)]
    assert [one.site_id for one in desk.visits.everything()[0].sites] == [mine.id]
    assert (take(desk, old)[0].conflicts, desk.check()) == ((), [])
