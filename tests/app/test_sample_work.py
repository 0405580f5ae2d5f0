"""The sample desk shows what notes, commitments and requests are, so that pictures and trials have something to tell."""

from liaison_desk.app.desk import open_desk
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MeetingFilter, MeetingSort
from liaison_desk.tasks.records import Repeats, RfiStatus, Side, TaskFilter, TaskKind, TaskSort, TaskState


def test_the_sample_tells_of_all_that_issue_five_is(sample):
    desk = open_desk(str(sample))
    try:
        tasks = list(desk.tasks.tasks_by_ids(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids).values())
        rfis = [one for one in tasks if one.rfi is not None]
        assert {one.rfi.status for one in rfis} == set(RfiStatus)
        assert {one.rfi.direction for one in rfis} == {"JPN>USA", "USA>JPN", "AUS>JPN"}
        assert {(one.from_nation, one.to_nation) for one in tasks if one.kind is TaskKind.COMMITMENT} >= {
            ("JPN", "USA"),
            ("USA", "JPN"),
        }
        assert all(desk.meetings.meeting(one.source_id).portions for one in tasks if one.kind is TaskKind.COMMITMENT)
        assert {one.waiting_side for one in tasks if one.state is TaskState.WAITING} >= {Side.HOST, Side.HOME}
        assert any(one.after_id for one in tasks)
        assert any(one.asleep_until for one in tasks)
        assert any(one.repeats is Repeats.AFTER_DONE and one.reminders for one in tasks)
        meetings = desk.meetings.meetings_by_ids(
            desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids
        ).values()
        frozen = [one for one in meetings if one.frozen]
        assert {one.state for one in frozen} == {"final", "draft"}
        assert any(desk.meetings.previous(one) for one in meetings)
        sections = {portion.section for one in meetings for portion in one.portions}
        assert sections >= {"principals", "effect", "red-lines", "bottom-line", "next-touch"}
        assert "ミサイル警戒" in desk.registers.topics("ミ")
        assert [count > 2 for _, count in desk.task_views.counted(pinned=True)] == [True, True]
    finally:
        desk.close()
