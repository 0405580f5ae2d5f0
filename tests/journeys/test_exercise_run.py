"""GLOBAL SENTINEL with its people, its injects by the clock, its lessons, and its files for others."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import (
    InjectFilter,
    InjectState,
    LessonFilter,
    LessonKind,
    LessonState,
    Level,
    Member,
)
from liaison_desk.exercises.ui.msel.head import RUNNING
from liaison_desk.exercises.ui.timeline.tips import tip_at
from liaison_desk.foundation.qt.fields import ImeLineEdit
from tests.domain.backplan.test_default_table import BY_HAND
from tests.exercises.lessons import lesson, run
from tests.exercises.plans_using import new_exercise
from tests.journeys.calendar_week import Hands
from tests.journeys.conftest import Officer
from tests.journeys.exercise_plan import (
    CTRL,
    KEY,
    LEFT,
    agree,
    answer,
    at_work,
    choose,
    click,
    exercise_of,
    key,
    plan_of,
    planned,
    planner,
    sheet_of,
    step_back,
    take,
    write,
)

__all__ = ["at_work", "planned", "planner"]

NATIONS = {
    "United States": "USA", "Japan": "JPN", "Australia": "AUS", "Canada": "CAN", "United Kingdom": "GBR", "France": "FRA",
    "Germany": "DEU", "kor": "KOR",
}  # fmt: skip


def test_turning_to_any_part_of_an_exercise_leaves_the_keyboard_in_the_window(planned: Officer):
    for tab in ("timeline", "plan", "msel", "people", "lessons", "facts"):
        sheet_of(planned, tab)
        assert planned.window.isActiveWindow(), tab


def begin_row(table) -> ImeLineEdit:
    """Click the empty row and return what is typed into."""
    last = table.model().index(table.model().rowCount() - 1, 0)
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(last).topLeft() + QPoint(14, 12))
    return editor_of(table, ImeLineEdit)


def editor_of(table, kind: type):
    """Return what the cell that is edited is typed into."""
    (found,) = [one for one in table.viewport().findChildren(kind) if one.isVisible()]
    return found


def test_eight_nations_and_a_team_take_part_and_what_clashes_is_shown(planned: Officer, qtbot):
    kisaragi = planned.desk.suggest("person", "kisaragi")[0]
    new_exercise(
        planned.desk, "KEEN EDGE 27", startex=datetime(2027, 1, 25, 8), endex=datetime(2027, 2, 5, 17),
        team=(Member("Kisaragi Jun", kisaragi.id),),
    )  # fmt: skip
    pane = sheet_of(planned, "people")
    for words in NATIONS:
        line = begin_row(pane.parts)
        QTest.keyClicks(line, words)
        QTest.keyClick(line, KEY.Key_Return)
        planned.settle()
    pane.parts.setCurrentIndex(pane.parts.model().index(0, 2))
    key(planned, pane.parts, KEY.Key_Return)
    level = editor_of(pane.parts, QComboBox)
    choose(level, "Lead")
    QTest.keyClick(level, KEY.Key_Return)
    line = begin_row(pane.team)
    QTest.keyClicks(line, "kisa")
    qtbot.waitUntil(lambda: bool(line.offers))
    QTest.keyClick(line, KEY.Key_Return)
    planned.settle()
    line = begin_row(pane.team)
    QTest.keyClicks(line, "Mr. Okonkwo")
    QTest.keyClick(line, KEY.Key_Return)
    planned.settle()
    made = exercise_of(planned)
    assert [one.nation for one in made.participants] == list(NATIONS.values())
    assert made.participants[0].level is Level.LEAD
    assert [(one.name, one.contact_id) for one in made.team] == [(kisaragi.label, kisaragi.id), ("Mr. Okonkwo", 0)]

    page = planned.window.page()
    key(planned, pane.team, KEY.Key_Escape)
    assert not page.open_sheet
    click(planned, page.overview.segments.button("timeline"))
    lanes = page.overview.pane("timeline")
    click(planned, lanes.bar.conflicts)
    assert [lanes.words.title(row) for row in lanes.view.rows] == ["GLOBAL SENTINEL 27", "KEEN EDGE 27"]
    first, last = lanes.view.rows[0].clashing[0]
    assert (date.fromordinal(first), date.fromordinal(last)) == (date(2027, 1, 25), date(2027, 2, 5))
    lanes.view.see(lanes.view.sight.towards(first, last))
    at = QPointF((lanes.view.x_of(first) + lanes.view.x_of(last + 1)) / 2, lanes.view.row_rect(0).bottom() - 3)
    assert "also in KEEN EDGE 27" in tip_at(lanes.view, at)


INJECTS = (
    ("+0:15", "EXCON", "Liaison asks for the list of those who arrived"),
    ("+0:30", "WHITE", "A warning that proves wrong"),
    ("+1:00", "WHITE", "A partner asks for the same data"),
    ("0930", "EXCON", "A reporter telephones"),
    ("D+1 0900", "EXCON", "The commander asks for options"),
)


def tab_to(officer: Officer, cell) -> None:
    """Press Tab until the keyboard is in a cell; what is on offer below a cell hears the key first."""
    window = officer.window
    for _ in range(12):
        if window.focusWidget() is cell and window.isActiveWindow():
            return
        QTest.keyClick(QApplication.activePopupWidget() or window.focusWidget(), KEY.Key_Tab)
        window.activateWindow()  # without a window manager nobody gives it the keyboard back after a list
        assert QTest.qWaitForWindowActive(window)
    raise AssertionError(cell.accessibleName())


def test_injects_are_typed_approved_and_run_by_the_clock(at_work: tuple[Officer, Hands], planned: Officer):
    desk, number = planned.desk, exercise_of(planned).id
    pane = sheet_of(planned, "msel")
    click(planned, pane.head.new_button)
    row = pane.row
    for minutes, cell, words in INJECTS:
        assert planned.window.focusWidget() is row.cells["minutes"]
        for name, typed in (("minutes", minutes), ("cell", cell), ("text", words)):
            tab_to(planned, row.cells[name])
            row.cells[name].selectAll()  # as Tab does where a list did not take it
            QTest.keyClicks(row.cells[name], typed)
            planned.settle()  # a list of what is in use has come below the cell by now
        QTest.keyClick(row.cells["text"], KEY.Key_Return)
        planned.settle()
    injects = [desk.msel.inject(id_) for id_ in desk.msel.listing(InjectFilter(number)).ids]
    assert [(one.number, one.minutes, one.cell, one.text.host) for one in injects] == [
        (f"{n:03}", at, cell, words)
        for n, (at, (_, cell, words)) in enumerate(zip((15, 30, 60, 90, 1500), INJECTS, strict=True), 1)
    ]
    key(planned, row.cells["minutes"], KEY.Key_Escape)
    key(planned, pane.table, KEY.Key_A, CTRL)
    key(planned, pane.table, KEY.Key_A)
    assert {desk.msel.inject(one.id).state for one in injects} == {InjectState.APPROVED}

    at_work[1].at = datetime(2027, 1, 15, 16, 16, 30, tzinfo=UTC)
    click(planned, pane.head.segments.button(RUNNING))
    face = pane.running.clocks.face
    assert (face.exercise, face.times.line) == ("D+0 0816", "15 0816U / 1616Z / 0116I+1 JAN 27")
    assert (face.title, face.until, face.what) == ("Next in", timedelta(minutes=13, seconds=30), "002  A warning that proves wrong")  # fmt: skip
    assert (face.due.split()[:2], face.overdue) == (["1", "inject"], timedelta(minutes=1, seconds=30))
    key(planned, pane.running, KEY.Key_D)
    first, second = (desk.msel.inject(one.id) for one in injects[:2])
    assert (first.state, first.delivered_at) == (InjectState.DELIVERED, at_work[1].at)
    assert second.state is InjectState.APPROVED
    face = pane.running.clocks.face
    assert (face.due, face.what) == ("", "002  A warning that proves wrong")
    assert pane.running.list.current_id() == second.id, "the next one is at hand"
    at_work[1].at += timedelta(minutes=14)
    pane.running.tick()
    planned.settle()
    face = pane.running.clocks.face
    assert (face.first, face.what) == ("002  A warning that proves wrong", "003  A partner asks for the same data")
    planned.press(KEY.Key_Z, CTRL)
    assert desk.msel.inject(first.id).state is InjectState.APPROVED


def test_lessons_of_the_run_before_are_taken_over_and_a_new_one_becomes_a_task(planned: Officer):
    desk = planned.desk
    before = run(desk, 26)
    old = lesson(desk, before, "Names came late", recommendation=Bilingual("Ask earlier"))
    pane = sheet_of(planned, "lessons")

    def fill(dialog) -> None:
        form = dialog.form
        write(form.field("title").host, "Two interpreters were enough")
        write(form.field("title").home, "通訳は二名で足りた")
        choose(form.field("kind").input, "Sustain")
        write(form.field("recommendation").host, "Book them by name")
        write(form.field("due").input, "1 MAR 2027")
        agree(dialog)

    came = answer(planned, Open_lessons_of_GLOBAL_SENTINEL_26=agree, New_lesson=fill)
    assert pane.empty.button.text() == "Begin with the open lesson of GLOBAL SENTINEL 26"
    click(planned, pane.empty.button)
    click(planned, pane.bar.new_button)
    assert came == ["Open lessons of GLOBAL SENTINEL 26", "New lesson"]
    ids = desk.lessons.listing(LessonFilter(exercise_id=exercise_of(planned).id)).ids
    carried, new = (desk.lessons.lesson(id_) for id_ in ids)
    assert (carried.title, carried.recommendation, carried.from_id) == (old.title, old.recommendation, old.id)
    assert (new.kind, new.title.home, new.due) == (LessonKind.SUSTAIN, "通訳は二名で足りた", date(2027, 3, 1))
    pane.table.select_id(new.id)
    key(planned, pane.table, KEY.Key_T)
    assert planned.window.page_key() == "tasks"
    acted = desk.lessons.lesson(new.id)
    assert acted.state is LessonState.IN_ACTION
    task = desk.tasks.task(acted.task_id)
    assert (task.title, task.detail.host, task.due.date()) == (new.title, "Book them by name", date(2027, 3, 1))
    assert (task.source_kind, task.source_id, task.source) == ("lesson", new.id, "GLOBAL SENTINEL 27")


def test_milestones_and_the_plan_leave_as_files(planned: Officer, tmp_path: Path):
    own = plan_of(planned)["participation"]
    planned.desk.plans.save(replace(own, marking=Marking("JPN", audience=frozenset({"JPN"}))))
    planned.settle()
    sheet_of(planned, "plan")
    head = planned.window.page().sheet.head
    came = answer(planned, Calendar_exported=step_back)

    def export(words: str, file: str, chosen: int) -> Path:
        planned.asker.target, planned.asker.chooses = tmp_path / file, chosen
        QTest.mouseClick(head.export_button, LEFT)
        take(planned, QApplication.activePopupWidget(), words)
        return tmp_path / file

    mine = export("Milestones for a calendar…", "mine.ics", 0).read_text("utf-8").replace("\n ", "")
    assert mine.count("BEGIN:VEVENT") == 18, "the exercise and its milestones"
    assert "DTSTART;TZID=America/Los_Angeles:20270115T080000" in mine
    assert "GLOBAL SENTINEL 27: Home participation decision" in mine
    for first, last, _ in BY_HAND.values():
        days = f"DTSTART;VALUE=DATE:{first:%Y%m%d}\nDTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}\n"
        assert days in mine
    assert planned.window.toast.text().startswith("mine.ics: 18 records written.")
    theirs = export("Milestones for a calendar…", "theirs.ics", 1).read_text("utf-8").replace("\n ", "")
    assert came == ["Calendar exported"]
    assert theirs.count("BEGIN:VEVENT") == 17
    assert [words for words in ("articipation", "演習参加", own.uid, "20251114") if words in theirs] == []
    sheet = load_workbook(export("Back-plan as a spreadsheet…", "plan.xlsx", 1)).active
    heads, *rows = sheet.iter_rows(values_only=True)
    table = [dict(zip(heads, row, strict=True)) for row in rows]
    assert {row["Milestone Key"]: (row["First Day"].date(), row["Last Day"].date(), row["Slack (working days)"]) for row in table} == {
        name: (first, last, None if slack is None else str(slack)) for name, (first, last, slack) in BY_HAND.items()
    }  # fmt: skip
    assert [row["Milestone Key"] for row in table if row["Date Locked"]] == ["decision-brief"]
