"""A desk takes another's archive over: nothing lost, nothing doubled, one side's changes taken, both sides' shown."""

from contextlib import closing
from dataclasses import replace

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.app.handover.opening import open_as_desk
from liaison_desk.app.handover.taking import taking_over
from liaison_desk.app.handover.writing import hand_over
from liaison_desk.contacts.records import Organization
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.foundation.core.errors import StaleError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MeetingFilter, MeetingSort
from liaison_desk.tasks.records import Rfi, Task, TaskKind
from tests.app.handover.conftest import ENGLISH, PASSPHRASE, TITLE, everything, people, renamed, task_called, titles
from tests.conftest import Maker
from tests.desks import new_desk


def versions(desk):
    """Return every record's uid, version and who wrote it last when."""
    with desk.database.read() as connection:
        return {
            (kind, *row)
            for kind, one in desk.database.types.items()
            for row in connection.exec_driver_sql(f"SELECT uid, version, author, updated_at FROM {one.table.name}")
        }


def test_everything_comes_over_as_it_was_and_goes_on_naming_each_other(old, archive, desk, take):
    Maker(desk).person("Someone", "Here")  # numbers differ
    shown, result = take(desk, archive)
    assert (shown.origin, shown.updated, shown.conflicts, shown.left_out, result.new) == (
        "JPN – USA",
        0,
        (),
        (),
        shown.new,
    )
    assert {kind: uids for kind, uids in everything(desk).items() if kind != "person"} == {
        kind: uids for kind, uids in everything(old).items() if kind != "person"
    }
    assert len(people(desk)) == 3
    jun = next(one for one in desk.contacts.people_by_ids(people(desk)).values() if one.name.family == "Kisaragi")
    task = task_called(desk, TITLE)
    (meeting,) = desk.meetings.meetings_by_ids(
        desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids
    ).values()
    event = next(iter(desk.calendars.events_by_ids([meeting.event_id]).values()))
    assert (task.lead_id, task.source_id, desk.tasks.task(task.after_id).title.host) == (
        jun.id,
        meeting.id,
        "Before it",
    )
    assert [one.text.host for one in meeting.portions] == ["The pier is ours", "So is the crane"]
    assert (event.participants[0].contact_id, event.title.host) == (jun.id, "Pier walk")
    assert desk.contacts.organization(jun.posts[0].organization_id).name.host == "Fleet staff"
    assert desk.searches.searches()[0].wanted.organization_id == jun.posts[0].organization_id
    assert [one.label for one in desk.links.of(RecordRef("person", jun.id))] == ["Hazuki Ren"]
    (file, _) = desk.attachments.of(RecordRef("meeting", meeting.id))
    assert desk.attachments.data(file.id) == b"a drawing of the pier"
    assert [hit.title for hit in desk.search("pier question")] == [TITLE]
    there = task_called(old, TITLE)
    assert (task.updated_at, task.author, task.version) == (there.updated_at, there.author, there.version)
    assert desk.check() == []


def test_the_same_archive_again_changes_nothing_whoever_changed_what_in_between(archive, desk, take, clock):
    take(desk, archive)
    renamed(desk, TITLE, "Mine by now", clock)
    desk.tasks.delete([task_called(desk, "Before it").id])
    before, count = versions(desk), desk.history.count()
    shown, result = take(desk, archive)
    assert (shown.new, shown.updated, shown.conflicts, shown.left_out) == (0, 0, (), ())
    assert (result.new, result.updated, result.history) == (0, 0, 0)
    assert (versions(desk), desk.history.count()) == (before, count)


def test_taking_over_is_undone_at_once_and_can_be_done_again(archive, desk, take):
    take(desk, archive)
    after = everything(desk)
    assert desk.history.undo() == "Take over an archive"
    assert not any(everything(desk).values())
    shown, _ = take(desk, archive)
    assert (shown.new + shown.updated, shown.conflicts) == (sum(map(len, after.values())), ())
    assert everything(desk) == after
    assert desk.check() == []
    assert take(desk, archive)[1].history == 0


def test_calendars_and_organizations_of_one_name_are_one_also_when_they_are_renamed_later(
    old, archive, desk, take, clock
):
    from liaison_desk.app.founding import standard_calendars

    desk.calendars.save_calendars(standard_calendars(desk.profile.get()), "Make the desk")
    above = desk.contacts.save_organization(Organization(name=Bilingual("FLEET")))
    desk.contacts.save_organization(Organization(name=Bilingual("Fleet staff"), parent_id=above.id))
    calendars = len(desk.calendars.calendars())
    take(desk, archive)
    assert (len(desk.calendars.calendars()), len(desk.contacts.organizations())) == (calendars, 2)
    (walk,) = desk.calendars.events_by_ids(desk.calendars.events(event_filter()).ids).values()
    leave = next(one for one in desk.calendars.calendars() if one.id == walk.calendar_id)
    clock.forward(hours=1)
    desk.calendars.save_calendar(replace(leave, name=Bilingual("Away")))
    renamed(old, TITLE, "Changed there", clock)
    shown, _ = take(desk, old)
    assert (shown.new, shown.updated, shown.conflicts) == (0, 1, ())
    shown, _ = take(old, desk)
    assert (shown.new, shown.conflicts) == (0, ())
    assert (len(old.calendars.calendars()), len(desk.calendars.calendars())) == (calendars, calendars)
    assert "Away" in {one.name.host for one in old.calendars.calendars()}


def event_filter():
    from liaison_desk.calendar.records import EventFilter

    return EventFilter()


def test_what_one_side_changed_is_taken_and_what_both_did_is_asked(old, twin, take, clock):
    renamed(old, "Before it", "After it", clock)
    renamed(twin, TITLE, "Ours", clock)
    shown, _ = take(twin, old)
    assert (shown.updated, shown.conflicts, titles(twin)) == (1, (), ["After it", "Ours"])
    renamed(twin, "Ours", "Ours still", clock)
    renamed(old, TITLE, "Theirs", clock)
    shown, result = take(twin, old, Theirs=False)
    (conflict,) = shown.conflicts
    assert (conflict.kind, conflict.title, conflict.theirs_is_later) == ("task", "Theirs", True)
    assert [(one.field, one.mine, one.theirs) for one in conflict.differences] == [("Title", "Ours still", "Theirs")]
    assert conflict.mine.at < conflict.theirs.at
    assert (result.kept, result.updated, titles(twin)) == (1, 0, ["After it", "Ours still"])
    assert take(twin, old)[0].conflicts == ()  # decided once
    shown, _ = take(old, twin)  # and there what was decided here
    assert (shown.updated, shown.conflicts, titles(old)) == (1, (), ["After it", "Ours still"])


def test_without_a_decision_the_later_one_counts(old, twin, take, clock):
    renamed(old, TITLE, "Earlier", clock)
    renamed(twin, TITLE, "Later", clock)
    renamed(twin, "Before it", "Earlier, here", clock)
    renamed(old, "Before it", "Later, there", clock)
    shown, result = take(twin, old)
    assert (len(shown.conflicts), result.kept, result.updated) == (2, 1, 1)
    assert titles(twin) == ["Later", "Later, there"]


def test_each_note_of_a_meeting_is_a_record_of_its_own(old, twin, take, clock):
    def noted(desk, number, text):
        clock.forward(hours=1)
        (meeting,) = desk.meetings.meetings_by_ids(
            desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids
        ).values()
        if text:
            notes = [
                replace(one, text=Bilingual(text)) if n == number else one for n, one in enumerate(meeting.portions)
            ]
            desk.meetings.save(replace(meeting, portions=tuple(notes)))
        return [one.text.host for one in meeting.portions]

    noted(old, 0, "The pier is theirs")
    noted(twin, 1, "So is the gate")
    shown, _ = take(twin, old)
    assert shown.conflicts == ()
    assert noted(twin, 0, "") == ["The pier is theirs", "So is the gate"]


def test_trash_stays_with_who_filled_it(old, twin, take, clock):
    extra = Maker(old).task("Thrown away there")
    old.tasks.delete([extra.id, task_called(old, TITLE).id])
    twin.tasks.delete([task_called(twin, "Before it").id])
    shown, _ = take(twin, old)
    assert (shown.trashed, shown.conflicts, titles(twin)) == (2, (), [TITLE])
    renamed(old, "Before it", "Needed after all", clock)
    shown, _ = take(twin, old, **{"Needed after all": True})
    assert [(one.mine.trashed, one.theirs.trashed) for one in shown.conflicts] == [(True, False)]
    assert titles(twin) == ["Needed after all", TITLE]


def test_what_belongs_to_something_in_the_trash_here_is_left_out_and_told(old, twin, take, clock):
    (meeting,) = twin.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids
    twin.meetings.delete([meeting])
    clock.forward(hours=1)
    (there,) = old.meetings.meetings_by_ids(old.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids).values()
    more = replace(there.portions[0], id=0, uid="", version=0, text=Bilingual("One more"))
    old.meetings.save(replace(there, portions=(*there.portions, more)))
    shown, _ = take(twin, old)
    assert [(one.kind, one.title) for one in shown.left_out] == [("portion", "One more")]
    assert twin.check() == []


def test_what_was_erased_for_good_stays_so_and_so_does_its_history(old, archive, desk, take, clock):
    take(desk, archive)
    one = task_called(desk, TITLE)
    assert any(entry.origin for entry in desk.history.entries(one.uid))
    desk.tasks.delete([one.id])
    desk.history.purge("task", [one.id])
    told = desk.history.entries(one.uid)
    assert [(entry.before, entry.after, entry.purged) for entry in told] == [(None, None, True)] * len(told)
    renamed(old, TITLE, "Changed there since", clock)
    shown, _ = take(desk, old)
    assert [one.text for one in shown.left_out] == ["“{title}” was erased for good on this desk, and stays so."]
    assert titles(desk) == ["Before it"]


def test_the_other_desks_history_stands_behind_ones_own_and_cannot_be_undone(old, archive, desk, take):
    take(desk, archive)
    one = task_called(desk, TITLE)
    entries = desk.history.entries(one.uid)
    there = old.history.entries(one.uid)
    assert [entry.label for entry in entries] == ["Take over an archive", *(entry.label for entry in there)]
    assert [entry.after for entry in entries[1:]] == [entry.after for entry in there]
    assert [entry.origin for entry in entries] == ["", *["JPN – USA"] * len(there)]
    paged = [entry.id for entry in desk.history.entries(limit=7)]
    while more := desk.history.entries(limit=7, before_id=paged[-1]):
        paged += [entry.id for entry in more]
    assert paged == [entry.id for entry in desk.history.entries()]
    assert len(set(paged)) == len(paged) > 2 * 7


def test_numbers_two_desks_gave_are_given_once(tmp_path, desk, take, clock):
    def asked(on, title):
        task = Task(
            title=Bilingual(title),
            kind=TaskKind.RFI,
            from_nation="USA",
            to_nation="JPN",
            rfi=Rfi(question=Bilingual("?")),
        )
        return on.tasks.save(task).rfi.number

    with closing(new_desk(tmp_path / "other.desk", new_profile("JPN", "USA"), clock, seed=9)) as other:
        assert [asked(desk, "Mine"), asked(other, "Theirs"), asked(other, "Another")] == [1, 1, 2]
        _, result = take(desk, other)
        assert [one.text for one in result.left_out] == [
            "“{title}” has the number {number} here, for its own was given on this desk before."
        ]
        assert sorted(task_called(desk, title).rfi.number for title in ("Mine", "Theirs", "Another")) == [1, 2, 3]
        assert asked(desk, "Next") == 4
        assert take(desk, other)[1].updated == 0


def test_organizations_that_were_moved_under_each_other_come_to_stand_in_no_ring(old, twin, take, clock):
    def move(on, name, under):
        clock.forward(hours=1)
        houses = {one.name.host: one for one in on.contacts.organizations()}
        on.contacts.save_organization(replace(houses[name], parent_id=houses[under].id if under else 0))

    move(old, "Fleet staff", "")
    move(old, "Fleet", "Fleet staff")
    twin.contacts.save_organization(
        replace(next(one for one in twin.contacts.organizations() if one.name.host == "Fleet staff"), location="Here")
    )
    shown, result = take(twin, old, **{"Fleet staff": False})
    assert len(shown.conflicts) == 1
    assert [one.text for one in result.left_out] == ["“{title}” was taken in without what it stands under."]
    assert {one.name.host: one.parent_id != 0 for one in twin.contacts.organizations()} == {
        "Fleet": False,
        "Fleet staff": True,
    }


def test_nothing_above_ones_own_ceiling_comes_in(old, desk, take):
    old.profile.save(replace(old.profile.get(), ceiling=Level.CUI))
    task = Maker(old).task("The plan", marking=Marking("USA", Level.CUI))
    Maker(old).task("(CUI) Written so")
    shown, _ = take(desk, old)
    assert sorted(one.title for one in shown.left_out) == ["(CUI) Written so", "The plan"]
    assert task.uid not in everything(desk)["task"]


def test_what_was_shown_is_what_is_done_or_nothing_is(archive, desk):
    with taking_over(desk, archive, PASSPHRASE, ENGLISH) as taking:
        shown = taking.compare()
        Maker(desk).task("Meanwhile")  # does not touch what was shown
        taking.carry_out(shown, {})
        shown = taking.compare()
        renamed(desk, TITLE, "Here")
    assert (shown.new, len(titles(desk))) == (0, 3)


def test_what_is_changed_while_it_is_looked_through_is_looked_through_again(desk, archive, old, twin, tmp_path, clock):
    def meanwhile(act):
        return lambda done, _total: act() if done == 1 else None

    with taking_over(desk, archive, PASSPHRASE, ENGLISH) as taking:
        shown = taking.compare()
        result = taking.carry_out(shown, {}, meanwhile(lambda: Maker(desk).task("Meanwhile")))
        assert (result.new, len(titles(desk)), desk.check()) == (shown.new, 3, [])
    renamed(old, TITLE, "There", clock)
    hand_over(old, tmp_path / "b.handover", PASSPHRASE)
    with taking_over(twin, tmp_path / "b.handover", PASSPHRASE, ENGLISH) as taking:
        shown = taking.compare()
        with pytest.raises(StaleError, match="changed meanwhile"):
            taking.carry_out(shown, {}, meanwhile(lambda: renamed(twin, TITLE, "Here", clock)))
        assert "Here" in titles(twin)


def test_a_change_that_shows_is_not_passed_over(old, twin, tmp_path, clock):
    renamed(old, TITLE, "There", clock)
    hand_over(old, tmp_path / "a.handover", PASSPHRASE)
    with taking_over(twin, tmp_path / "a.handover", PASSPHRASE, ENGLISH) as taking:
        shown = taking.compare()
        renamed(twin, TITLE, "Here", clock)
        before = versions(twin)
        with pytest.raises(StaleError, match="changed meanwhile"):
            taking.carry_out(shown, {})
    assert versions(twin) == before


def test_kinds_can_be_left_out_for_good(old, desk, tmp_path, take):
    written = hand_over(old, tmp_path / "bare.handover", PASSPHRASE, without_kinds=["person"])
    assert written.records < sum(map(len, everything(old).values()))
    open_as_desk(written.file, PASSPHRASE, str(tmp_path / "bare.desk"))
    with closing(open_desk(str(tmp_path / "bare.desk"))) as bare:
        assert people(bare) == []
        assert bare.check() == []
        with bare.database.read() as connection:
            told = connection.exec_driver_sql(
                "SELECT count(*) FROM history_entry WHERE kind = 'person' AND after IS NOT NULL"
            )
            assert told.scalar() == 0
        assert task_called(bare, TITLE).lead == "—"
    assert len(people(old)) == 2
    take(desk, written.file)
    assert people(desk) == []


def test_shared_desks_hand_over_and_take_over_as_files_do(
    old, archive, desk, shared_desk_url, new_postgresql_url, clock, take, tmp_path
):
    with closing(open_desk(shared_desk_url, clock=clock)) as shared:
        _, result = take(shared, archive)
        assert (everything(shared), shared.check(), result.left_out) == (everything(old), [], ())
        renamed(shared, TITLE, "Shared by now", clock)
        hand_over(shared, tmp_path / "shared.handover", PASSPHRASE)
        take(desk, tmp_path / "shared.handover")
        assert everything(desk) == everything(old)
        shown, _ = take(old, shared)
        assert (shown.new, shown.updated, shown.conflicts, titles(old)) == (0, 1, (), ["Before it", "Shared by now"])
        assert take(shared, old)[0].updated == 0
    url = new_postgresql_url()
    open_as_desk(archive, PASSPHRASE, url)
    with closing(open_desk(url)) as opened:
        assert (titles(opened), opened.check()) == (["Before it", TITLE], [])
        assert Maker(opened).task("Goes on").id


def test_a_desk_of_ten_thousand_records_goes_over_and_back_with_nothing_lost_or_doubled(desk, tmp_path, clock, take):
    with closing(new_desk(tmp_path / "large.desk", new_profile("JPN", "USA"), clock, seed=5)) as large:
        (first, *_) = Maker(large).people(1_000)
        tasks = [Task(title=Bilingual(f"Task {n}"), lead="Family0000", lead_id=first.id) for n in range(1_000)]
        large.tasks.save_all(tasks, "Add tasks")
        houses = [Organization(name=Bilingual(f"Unit {n}")) for n in range(8_000)]
        large.contacts.save_organizations(houses, "Add organizations")
        before, changes = versions(large), large.history.count()
        hand_over(large, tmp_path / "large.handover", PASSPHRASE)
        shown, result = take(desk, tmp_path / "large.handover")
        assert (shown.new, result.new, result.history) == (10_000, 10_000, 10_000)
        assert everything(desk) == everything(large)
        renamed(desk, "Task 77", "Task 77, done here", clock)
        hand_over(desk, tmp_path / "back.handover", PASSPHRASE)
        shown, result = take(large, tmp_path / "back.handover")
        assert (shown.new, shown.same, shown.conflicts, result.updated) == (0, 9_999, (), 1)
        assert len(versions(large) - before) == 1
        assert everything(large) == everything(desk)
        assert large.history.count() == changes + 1
        assert task_called(large, "Task 77, done here").lead_id == first.id
