"""The form of an exercise with real clicks and keys: new ones with their back-plan, known ones that move."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.calendar.records import EventFilter
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import EXERCISE, ExerciseFilter, ExerciseState, Member
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import TaskFilter, TaskSort
from tests.exercises.ui.form.filling import ENTER, begin_with, only, save, saved, typed
from tests.exercises.ui.opened import ENDEX, MULTINATIONAL, STARTEX


def test_a_new_exercise_begins_with_a_back_plan_whose_length_proposes_endex(desk, ui, page):
    said = []

    def fill(dialog):
        form = dialog.form
        QTest.keyClicks(form.field("name").host, "GLOBAL SENTINEL 28")
        form.field("name").home.setText("グローバル・センチネル28")
        begin_with(form, MULTINATIONAL)
        typed(form.startex, "2028-11-13")
        said.append((form.startex.echo_line.text(), form.endex.input.text()))
        save(ui, dialog)

    saved(ui, page, fill)
    one = only(desk)
    assert said[0][0] == "13 0800T / 1500Z / 0000I+1 NOV 28"
    assert one.state is ExerciseState.IN_PLANNING  # no idea any more
    assert (one.startex, one.name.home) == (datetime(2028, 11, 13, 8), "グローバル・センチネル28")
    assert one.endex is not None
    assert said[0][1] == f"{one.endex:%Y-%m-%d %H%M}"
    assert one.event_id  # into the calendar, unless the officer says no
    assert len(desk.plans.plan(one.id).milestones) > 10
    assert page.open_sheet


def test_an_endex_that_was_typed_is_kept_when_startex_is_typed_again(ui, page):
    kept = []

    def fill(dialog):
        form = dialog.form
        begin_with(form, MULTINATIONAL)
        typed(form.endex, "2028-12-01 1200")
        typed(form.startex, "2028-11-13 0800")
        kept.append(form.endex.input.text())
        ui.ask.confirms = True
        dialog.reject()

    saved(ui, page, fill)
    assert kept == ["2028-12-01 1200"]


def test_a_plan_that_comes_too_late_is_shown_before_it_is_added(desk, ui, page):
    def fill(dialog):
        form = dialog.form
        QTest.keyClicks(form.field("name").host, "PACIFIC LANTERN 27")
        begin_with(form, MULTINATIONAL)
        typed(form.startex, "2027-03-08")
        save(ui, dialog)

    saved(ui, page, fill)
    assert ui.ask.asked == ["New exercise", "Compressed plan"]
    assert desk.plans.plan(only(desk).id).compressed


def test_a_late_plan_that_is_declined_keeps_nothing_and_loses_nothing_that_was_typed(desk, ui, page):
    stood = []

    def fill(dialog):
        if dialog.windowTitle() != "New exercise":
            dialog.reject()
            return
        QTest.keyClicks(dialog.form.field("name").host, "PACIFIC LANTERN 27")
        begin_with(dialog.form, MULTINATIONAL)
        typed(dialog.form.startex, "2027-03-08")
        save(ui, dialog)
        stood.append(
            (dialog.isVisible(), dialog.form.field("name").host.text(), len(desk.exercises.listing(ExerciseFilter())))
        )
        begin_with(dialog.form, "")
        save(ui, dialog)

    ui.ask.fill = fill
    page.new_exercise()
    assert ui.jobs.idle()
    assert stood == [(True, "PACIFIC LANTERN 27", 0)]
    assert desk.plans.plan(only(desk).id).milestones == ()


def test_one_undo_takes_back_a_new_exercise_with_its_plan_its_event_and_all_the_plan_made(desk, ui, page):
    def fill(dialog):
        QTest.keyClicks(dialog.form.field("name").host, "GLOBAL SENTINEL 28")
        begin_with(dialog.form, MULTINATIONAL)
        typed(dialog.form.startex, "2028-11-13")
        save(ui, dialog)

    saved(ui, page, fill)
    one = only(desk)
    made = desk.plans.plan(one.id).milestones
    assert one.template == MULTINATIONAL
    assert one.event_id
    assert any(step.task_id for step in made)
    assert desk.history.undo() is not None
    assert len(desk.exercises.listing(ExerciseFilter())) == 0
    assert len(desk.calendars.events(EventFilter())) == 0
    assert len(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE))) == 0
    assert desk.history.redo() is not None
    assert [step.key for step in desk.plans.plan(only(desk).id).milestones] == [step.key for step in made]


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(desk, ui, page):
    said = []

    def fill(dialog):
        form = dialog.form
        typed(form.startex, "2028-11-13 0800")
        typed(form.endex, "2028-11-01 0800")
        save(ui, dialog)
        said.append((form.field("name").problem(), form.endex.problem(), form.endex.input.text()))
        ui.ask.confirms = False
        dialog.reject()  # asks first, and stays
        said.append(dialog.isVisible())

    saved(ui, page, fill)
    assert said == [
        ("Give the exercise a name.", "ENDEX lies before STARTEX. Put it on the same day or later.", "2028-11-01 0800"),
        True,
    ]
    assert len(desk.exercises.listing(ExerciseFilter())) == 0


def test_what_would_move_is_shown_before_startex_does_and_one_undo_takes_all_back(desk, ui, sheet):
    before = desk.plans.plan(sheet.sheet.exercise_id)

    def fill(dialog):
        dialog.form.startex.input.selectAll()
        typed(dialog.form.startex, "2027-11-29 0800")
        dialog.form.endex.input.selectAll()
        typed(dialog.form.endex, "2027-12-13 1700")
        save(ui, dialog)

    saved(ui, sheet, fill)
    after = desk.plans.plan(before.exercise.id)
    assert ui.ask.asked == ["Edit exercise", "What moves with the exercise"]
    assert after.exercise.startex == STARTEX + timedelta(days=14)
    assert [one.first for one in after.milestones] != [one.first for one in before.milestones]
    desk.history.undo()
    assert desk.plans.plan(before.exercise.id).milestones == tuple(
        replace(one, version=now.version, updated_at=now.updated_at)
        for one, now in zip(before.milestones, desk.plans.plan(before.exercise.id).milestones, strict=True)
    )


def test_a_move_that_is_declined_saves_nothing_and_loses_nothing(desk, ui, sheet):
    kept = []

    def fill(dialog):
        if dialog.windowTitle() != "Edit exercise":
            dialog.reject()
            return
        dialog.form.startex.input.selectAll()
        typed(dialog.form.startex, "2027-11-22 0800")
        save(ui, dialog)
        kept.append((dialog.isVisible(), dialog.form.startex.input.text()))
        ui.ask.confirms = True
        dialog.reject()

    ui.ask.fill = fill
    sheet.edit_current()
    assert ui.jobs.idle()
    assert kept == [(True, "2027-11-22 0800")]
    assert desk.exercises.exercise(sheet.sheet.exercise_id).startex == STARTEX


def test_what_moves_nothing_asks_nothing(desk, ui, sheet):
    def fill(dialog):
        dialog.form.field("state").set_value(ExerciseState.RUNNING)
        save(ui, dialog)

    saved(ui, sheet, fill)
    assert ui.ask.asked == ["Edit exercise"]
    one = only(desk)
    assert (one.state, one.startex, one.endex) == (ExerciseState.RUNNING, STARTEX, ENDEX)


def test_another_zone_keeps_the_wall_times(desk, ui, sheet):
    def fill(dialog):
        zone = dialog.form.zone
        zone.set_value("Asia/Tokyo")
        zone.changed.emit()
        assert "2027-11-15 0800" in dialog.form.startex.input.text()
        save(ui, dialog)

    saved(ui, sheet, fill)
    one = only(desk)
    assert (one.zone, one.startex) == ("Asia/Tokyo", STARTEX)


def test_a_series_in_use_is_offered_while_one_types(desk, ui, sheet, qtbot):
    sheet.show_list()
    chosen = []

    def fill(dialog):
        line = dialog.form.field("series").input
        line.setFocus()
        QTest.keyClicks(line, "senti")
        qtbot.waitUntil(lambda: [one.label for one in line.offers] == ["GLOBAL SENTINEL"])
        QTest.keyClick(line, ENTER)
        chosen.append(line.text())
        dialog.reject()

    ui.ask.fill = fill
    sheet.new_exercise()
    assert ui.jobs.idle()
    assert chosen == ["GLOBAL SENTINEL"]


def test_what_somebody_else_saved_meanwhile_is_shown_beside_what_was_typed(desk, ui, sheet):
    number = sheet.sheet.exercise_id
    told = []

    def fill(dialog):
        dialog.form.field("name").host.end(False)
        QTest.keyClicks(dialog.form.field("name").host, " BIS")
        desk.exercises.save(replace(desk.exercises.exercise(number), team=(Member("Kisaragi"),), sponsor="J7"))
        save(ui, dialog)
        told.append(dialog.newer.text())
        QTest.mouseClick(dialog.newer.keep_button, Qt.MouseButton.LeftButton)
        assert ui.jobs.idle()

    saved(ui, sheet, fill)
    assert "Sponsor: J7" in told[0]
    one = desk.exercises.exercise(number)
    assert one.name == Bilingual("GLOBAL SENTINEL 27 BIS")
    assert [member.name for member in one.team] == ["Kisaragi"]  # what the form does not show is the newer one's


def test_dates_saved_over_newer_ones_show_what_would_move_back(desk, ui, sheet):
    number = sheet.sheet.exercise_id

    def fill(dialog):
        dialog.form.field("name").host.end(False)
        QTest.keyClicks(dialog.form.field("name").host, " BIS")
        desk.plans.carry_out(desk.plans.try_startex(number, STARTEX + timedelta(days=7)))
        save(ui, dialog)
        assert "STARTEX" in dialog.newer.text()
        assert ui.ask.asked == ["Edit exercise"]
        QTest.mouseClick(dialog.newer.keep_button, Qt.MouseButton.LeftButton)
        assert ui.jobs.idle()

    saved(ui, sheet, fill)
    assert ui.ask.asked == ["Edit exercise", "What moves with the exercise"]
    assert desk.exercises.exercise(number).startex == STARTEX


def test_a_plan_that_another_seat_changed_while_the_moves_were_read_does_not_move(desk, ui, sheet):
    number, told = sheet.sheet.exercise_id, []
    one = desk.plans.plan(number).milestones[5]

    def fill(dialog):
        if dialog.windowTitle() != "Edit exercise":
            if not told:
                desk.plans.lock([one.id])
            dialog.act()
            return
        dialog.form.startex.input.selectAll()
        typed(dialog.form.startex, "2027-11-22 0800")
        save(ui, dialog)
        told.append((dialog.newer.text(), desk.exercises.exercise(number).startex))
        QTest.mouseClick(dialog.newer.keep_button, Qt.MouseButton.LeftButton)
        assert ui.jobs.idle()

    ui.ask.fill = fill
    sheet.edit_current()
    assert ui.jobs.idle()
    [(words, startex)] = told
    assert "changed this meanwhile" in words
    assert startex == STARTEX
    assert ui.ask.asked == ["Edit exercise", "What moves with the exercise", "What moves with the exercise"]
    assert desk.exercises.exercise(number).startex == STARTEX + timedelta(days=7)
    assert desk.plans.milestone(one.id).first == one.first


def test_dates_are_not_taken_from_an_exercise_whose_plan_counts_from_them(desk, ui, sheet):
    said = []

    def fill(dialog):
        form = dialog.form
        form.field("state").set_value(ExerciseState.IDEA)
        for name in ("startex", "endex"):
            form.field(name).input.selectAll()
            QTest.keyClick(form.field(name).input, Qt.Key.Key_Delete)
        save(ui, dialog)
        said.append((dialog.isVisible(), form.field("startex").problem()))
        dialog.reject()

    ui.ask.confirms = True
    saved(ui, sheet, fill)
    [(open_still, problem)] = said
    assert open_still
    assert "The plan counts from STARTEX" in problem
    assert only(desk).startex == STARTEX


def test_holidays_are_kept_to_of_the_nations_that_are_named(desk, ui, sheet, qtbot):
    def fill(dialog):
        line = dialog.form.field("days_off").input
        line.setFocus()
        QTest.keyClicks(line, "australia")
        qtbot.waitUntil(lambda: [one.label for one in line.offers] == ["Australia"], timeout=20_000)
        QTest.keyClick(line, ENTER)
        save(ui, dialog)

    saved(ui, sheet, fill)
    assert only(desk).days_off == ("AUS",)


def test_a_dated_exercise_can_stay_out_of_the_calendar(desk, ui, page):
    def fill(dialog):
        form = dialog.form
        QTest.keyClicks(form.field("name").host, "QUIET 27")
        typed(form.startex, "2027-06-07")
        typed(form.endex, "2027-06-11")
        QTest.mouseClick(form.field("into_calendar").input, Qt.MouseButton.LeftButton)
        save(ui, dialog)

    saved(ui, page, fill)
    one = only(desk)
    assert (one.event_id, one.endex.date()) == (0, date(2027, 6, 11))


def test_what_is_in_the_trash_by_now_is_not_saved_over_and_can_be_saved_once_it_is_taken_out(desk, ui, sheet):
    said = []

    def fill(dialog):
        number = sheet.sheet.exercise_id
        desk.exercises.delete([number])
        QTest.keyClicks(dialog.form.field("series").input, " NORTH")
        save(ui, dialog)
        said.append((dialog.strip.text(), dialog.newer.isVisible(), desk.exercises.exercise(number).series))
        desk.history.restore(EXERCISE, [number])
        save(ui, dialog)
        said.append(dialog.newer.isVisible())
        dialog.reject()

    ui.ask.confirms = True
    ui.ask.fill = fill
    sheet.edit_current()
    assert ui.jobs.idle()
    text = "This was put into the trash meanwhile. Take it out there, and save again."
    assert said == [(text, False, "GLOBAL SENTINEL"), True]
