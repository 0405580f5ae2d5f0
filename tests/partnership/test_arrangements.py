"""The register of arrangements on a real desk: signed, amended, renewed, ended; and the tasks of what is owed, which follow in the same action."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    AmendmentKind,
    ArrangementFilter,
    ArrangementSort,
    ArrangementState,
    ArrangementType,
)
from liaison_desk.partnership.service.arrangements import Signed
from liaison_desk.tasks.records import TASK, TaskState
from tests.desks import new_desk
from tests.partnership.arranging import OPEN, TODAY, new_arrangement, sign_all, tasks_of

MONTH = timedelta(days=30)


def state(desk, one):
    return desk.arrangements.stands(desk.arrangements.one(one.id))[0]


def dues(desk, one):
    return [(task.title.host, task.due.date(), str(task.state)) for task in tasks_of(desk, one)]


FRESH = [("Send the catalogue", date(2027, 1, 31), "open"), ("Report the use", date(2027, 3, 1), "open")]


def test_the_last_signature_makes_the_tasks_and_one_undo_takes_both_back(desk):
    one = new_arrangement(desk)
    assert state(desk, one) is ArrangementState.DRAFTING
    one = desk.arrangements.sign(one.id, 0, Signed(TODAY, "A. Host"))
    assert (state(desk, one), tasks_of(desk, one)) == (ArrangementState.SIGNING, [])
    one = desk.arrangements.sign(one.id, 1, Signed(TODAY, "B. Home", place="Tokyo"))
    assert (state(desk, one), dues(desk, one)) == (ArrangementState.IN_FORCE, FRESH)
    catalogue, report = tasks_of(desk, one)
    assert (catalogue.host_owner, catalogue.own_owner, report.own_owner) == ("United States", "", "日本")
    assert (report.source, report.source_kind, report.rules) == ("Space data sharing", ARRANGEMENT, ())
    desk.history.undo()
    assert (state(desk, one), tasks_of(desk, one)) == (ArrangementState.SIGNING, [])
    desk.history.redo()
    assert dues(desk, one) == FRESH
    desk.history.undo()
    assert dues(desk, desk.arrangements.sign(one.id, 1, Signed(TODAY))) == FRESH, (
        "signed once more, it is owed once more"
    )
    # Each month again, on the last day of the short ones.
    for due in (date(2027, 2, 28), date(2027, 3, 31)):
        desk.tasks.complete([next(task.id for task in tasks_of(desk, one) if task.host_owner and task.state == "open")])
        assert ("Send the catalogue", due, "open") in dues(desk, one)
    assert desk.check() == []


def test_what_comes_into_force_by_its_day_alone_is_seen_to_once_when_the_desk_is_opened(desk, clock):
    one = sign_all(desk, new_arrangement(desk, in_force=date(2027, 2, 10)))
    assert (state(desk, one), tasks_of(desk, one)) == (ArrangementState.SIGNING, [])
    desk.arrangements.settle()
    assert tasks_of(desk, one) == []
    clock.forward(days=90)
    labels = desk.history.labels()
    for _ in range(2):
        desk.arrangements.settle()
        # What fell due before it was in force is not owed; what did so while the desk was shut is.
        assert dues(desk, one) == [("Send the catalogue", date(2027, 2, 28), "open"), FRESH[1]]
    assert desk.history.labels() == labels
    clock.forward(days=365 * 3)
    desk.arrangements.settle()  # expired: what fell due before is still owed
    assert dues(desk, one) == [("Send the catalogue", date(2027, 2, 28), "open"), FRESH[1]]
    late = tasks_of(desk, one)[0]
    desk.tasks.save(replace(late, due=late.due + 365 * 4 * timedelta(days=1)))
    desk.arrangements.settle()
    assert [task.state for task in tasks_of(desk, one)] == [TaskState.OPEN, TaskState.CANCELLED]
    # Renewed, it is owed again.
    desk.arrangements.renew(one.id, date(2033, 11, 30), signed=desk.arrangements.today())
    assert [task.state for task in tasks_of(desk, one)] == [TaskState.OPEN, TaskState.OPEN]


def test_tasks_follow_what_is_owed_but_not_what_somebody_did_himself(desk):
    one = sign_all(desk, new_arrangement(desk))
    catalogue, report = tasks_of(desk, one)
    desk.tasks.save(replace(report, title=Bilingual("Write to Tokyo")))
    duties = [replace(duty, text=Bilingual("Anew"), due=duty.due - timedelta(days=10)) for duty in one.obligations]
    renamed = replace(one, obligations=tuple(duties), title=Bilingual("Data sharing"))
    one = desk.arrangements.save(renamed)
    assert {task.source for task in tasks_of(desk, one)} == {"Data sharing"}
    assert dues(desk, one) == [("Anew", date(2027, 1, 21), "open"), ("Write to Tokyo", date(2027, 2, 19), "open")]
    catalogue = tasks_of(desk, one)[0]
    desk.tasks.save(replace(catalogue, due=catalogue.due + MONTH))
    sooner = replace(one.obligations[0], due=date(2027, 1, 5))
    one = desk.arrangements.save(replace(one, obligations=(sooner, one.obligations[1])))
    assert dues(desk, one)[1][1] == date(2027, 2, 20), "it was put there by somebody"
    # Not wanted, or not there, it is given up, and comes back.
    unwanted = replace(one.obligations[1], wanted=False)
    one = desk.arrangements.save(replace(one, obligations=(unwanted,)))
    assert {task.state for task in tasks_of(desk, one)} == {TaskState.CANCELLED}
    desk.history.undo()
    assert {task.state for task in tasks_of(desk, one)} == {TaskState.OPEN}


def test_ending_gives_up_what_is_open_and_coming_back_takes_it_up(desk, clock):
    one = sign_all(desk, new_arrangement(desk))
    desk.tasks.complete([tasks_of(desk, one)[1].id])
    ended = desk.arrangements.terminate(one.id, TODAY + MONTH, "Replaced")
    assert [task.state for task in tasks_of(desk, one)] == [TaskState.OPEN, TaskState.DONE], "not before its day"
    clock.forward(days=31)
    desk.arrangements.settle()
    assert [task.state for task in tasks_of(desk, one)] == [TaskState.CANCELLED, TaskState.DONE]
    assert state(desk, ended) is ArrangementState.TERMINATED
    desk.arrangements.reinstate(one.id)
    assert [task.state for task in tasks_of(desk, one)] == [TaskState.OPEN, TaskState.DONE]
    desk.arrangements.delete([one.id])
    assert [task.state for task in tasks_of(desk, one)] == [TaskState.CANCELLED, TaskState.DONE]
    desk.history.restore(ARRANGEMENT, [one.id])
    assert [task.state for task in tasks_of(desk, one)] == [TaskState.OPEN, TaskState.DONE]
    desk.arrangements.unsign(one.id, 1)
    assert [task.state for task in tasks_of(desk, one)] == [TaskState.CANCELLED, TaskState.DONE]
    with pytest.raises(InvalidError, match="why the arrangement was terminated"):
        desk.arrangements.terminate(one.id, TODAY, " ")


def test_a_task_that_was_thrown_away_is_not_made_again(desk):
    one = sign_all(desk, new_arrangement(desk))
    thrown = tasks_of(desk, one)[0]
    desk.tasks.delete([thrown.id])
    desk.arrangements.settle()
    assert len(tasks_of(desk, one)) == 1
    desk.history.purge(TASK, [thrown.id])
    desk.arrangements.settle()
    assert len(tasks_of(desk, one)) == 1


def test_tasks_are_marked_as_strictly_as_their_arrangement_also_later_and_in_the_trash(desk):
    one = sign_all(desk, new_arrangement(desk, marking=OPEN))
    first, second = tasks_of(desk, one)
    assert first.marking == OPEN
    desk.tasks.delete([second.id])
    desk.arrangements.save(replace(one, marking=None))
    assert desk.tasks.task(first.id).marking is None
    assert desk.tasks.task(second.id).marking is None
    assert desk.tasks.task(second.id).deleted_at is not None
    desk.tasks.complete([first.id])
    after = next(task for task in tasks_of(desk, one) if task.state is TaskState.OPEN)
    desk.history.undo()
    desk.history.undo()  # the marking, too
    assert desk.tasks.task(first.id).marking == OPEN
    assert after.marking is None


def test_signing_is_refused_out_of_order_before_drafting_and_ahead_of_time(desk):
    one = new_arrangement(desk)
    for position, on, said in (
        (1, TODAY, "one before it is awaited"),
        (0, date(2026, 9, 30), "Signing before drafting"),
        (0, TODAY + timedelta(days=2), "still ahead"),
    ):
        with pytest.raises(InvalidError, match=said):
            desk.arrangements.sign(one.id, position, Signed(on, "A. Host"))
    with pytest.raises(NotFoundError, match="This signature is not there"):
        desk.arrangements.sign(one.id, 7, Signed(TODAY))
    one = desk.arrangements.sign(one.id, 0, Signed(TODAY + timedelta(days=1)))  # it is tomorrow in Tokyo already
    with pytest.raises(NotFoundError, match="no arrangement that this would amend"):
        desk.arrangements.amend(one.id + 99, desk.arrangements.new_amendment(one))
    desk.arrangements.delete([one.id])
    with pytest.raises(NotFoundError, match="no arrangement that this would amend"):
        desk.arrangements.amend(one.id, desk.arrangements.new_amendment(one))


def test_amendments_are_signed_in_order_and_a_renewal_lets_it_hold_longer(desk, clock):
    one = sign_all(desk, new_arrangement(desk, expiry=TODAY + 3 * MONTH, review=TODAY + MONTH))
    assert state(desk, one) is ArrangementState.REVIEW_DUE, "its renewal has to begin"
    amendment = replace(desk.arrangements.new_amendment(one), number="1", review=TODAY + 2 * MONTH)
    one = desk.arrangements.amend(one.id, amendment)
    key = one.amendments[0].key
    assert [each.name for each in one.amendments[0].signatures] == ["Signer 1", "Signer 2"]
    for position in (0, 1):
        assert desk.arrangements.stands(one)[1].amended == ()
        one = desk.arrangements.sign_amendment(one.id, key, position, Signed(TODAY))
    assert desk.arrangements.stands(one)[1].review == TODAY + 2 * MONTH
    one = desk.arrangements.unsign_amendment(one.id, key, 1)
    assert desk.arrangements.stands(one)[1].review == TODAY + MONTH
    with pytest.raises(InvalidError, match="lets it hold longer"):
        desk.arrangements.renew(one.id, TODAY + 3 * MONTH)
    one = desk.arrangements.renew(one.id, date(2030, 1, 1), TODAY + 12 * MONTH, number="2", signed=TODAY)
    assert one.amendments[1].kind is AmendmentKind.RENEWAL
    assert state(desk, one) is ArrangementState.IN_FORCE
    one = desk.arrangements.remove_amendment(one.id, one.amendments[1].key)
    assert state(desk, one) is ArrangementState.REVIEW_DUE
    with pytest.raises(NotFoundError, match="This amendment is not there"):
        desk.arrangements.sign_amendment(one.id, "gone", 0, Signed(TODAY))


def test_nothing_stands_under_itself_not_even_in_a_ring(desk):
    top = new_arrangement(desk, "Top")
    mid = new_arrangement(desk, "Middle", parent_id=top.id)
    low = new_arrangement(desk, "Low", parent_id=mid.id)
    assert [line.title.host for line in desk.arrangements.under(top.id)] == ["Middle"]
    for under in (low.id, top.id):
        with pytest.raises(InvalidError, match="under"):
            desk.arrangements.save(replace(top, parent_id=under))


def test_the_register_is_narrowed_and_put_in_order_by_what_follows_from_its_days(desk):
    names = {
        "drafting": {},
        "force": {},
        "review": {"review": TODAY},
        "over": {"drafted": date(2020, 1, 1), "expiry": TODAY - MONTH},
    }
    ones = {name: new_arrangement(desk, name, **{"expiry": None} | more) for name, more in names.items()}
    for name in ("force", "review"):
        ones[name] = sign_all(desk, ones[name])
    ones["over"] = sign_all(desk, ones["over"], TODAY - 2 * MONTH)
    desk.arrangements.save(replace(ones["drafting"], type=ArrangementType.MOU, subjects=("SSA",), number="A-1"))

    def found(sort=None, **wanted):
        ids = desk.arrangements.listing(ArrangementFilter(**wanted), sort).ids
        return [desk.arrangements.one(id_).title.host for id_ in ids]

    assert found() == ["drafting", "force", "over", "review"]
    assert found(Sort(ArrangementSort.STATE)) == ["drafting", "force", "review", "over"]
    assert found(Sort(ArrangementSort.STATE, descending=True)) == ["over", "review", "force", "drafting"]
    assert found(Sort(ArrangementSort.EXPIRY))[0] == "over"
    assert found(Sort(ArrangementSort.REVIEW, descending=True))[0] == "review"
    assert found(Sort(ArrangementSort.IN_FORCE)) == ["over", "force", "review", "drafting"]
    assert found(Sort(ArrangementSort.SIGNED)) == ["drafting", "over", "force", "review"]
    assert found(Sort(ArrangementSort.PARTIES)) == found()
    assert found(Sort(ArrangementSort.TASKS, descending=True)) == ["force", "review", "drafting", "over"]
    assert found(Sort(ArrangementSort.NUMBER))[0] == found(words="a-1")[0] == "drafting"
    assert found(states=(ArrangementState.EXPIRED,)) == ["over"]
    assert found(types=(ArrangementType.MOU,)) == found(subject="SSA") == ["drafting"]
    assert len(found(nation="JPN")) == 4
    assert found(nation="AUS") == found(words="nowhere") == []
    asked = []
    event.listen(desk.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    lines = desk.arrangements.lines([one.id for one in ones.values()])
    assert len([text for text in asked if text.startswith("SELECT")]) <= 6, asked  # however many they are
    assert {line.title.host: (line.state, line.open_tasks) for line in lines.values()} == {
        "drafting": (ArrangementState.DRAFTING, 0),
        "force": (ArrangementState.IN_FORCE, 2),
        "review": (ArrangementState.REVIEW_DUE, 2),
        "over": (ArrangementState.EXPIRED, 0),
    }
    waiting = lines[ones["drafting"].id].signing
    assert [party.nation for party in waiting.awaited] == ["USA", "JPN"]
    assert (desk.arrangements.subjects(), desk.arrangements.nations()) == (["SSA"], ["JPN", "USA"])


def test_an_archive_brings_arrangement_and_tasks_once_however_often_it_comes(desk, clock, tmp_path):
    one = new_arrangement(desk, marking=OPEN)
    file = tmp_path / "all.json"
    with closing(new_desk(tmp_path / "other.desk", new_profile("JPN", "USA"), clock, seed=2)) as other:
        export(desk, "all", file)
        import_file(other, file)
        (theirs,) = other.arrangements.everything()
        # Each signs it on his own desk, and each desk makes the tasks: they are the same ones.
        sign_all(other, theirs)
        sign_all(desk, one)
        desk.tasks.complete([tasks_of(desk, one)[0].id])
        for _ in range(2):
            export(desk, "all", file)
            assert import_file(other, file).problems == ()
            other.arrangements.settle()
            assert dues(other, theirs) == dues(desk, one)
            assert {task.source_id for task in tasks_of(other, theirs)} == {theirs.id}
        assert other.check() == []
