"""The plan on the screen, by mouse and keyboard."""

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, Qt

from liaison_desk.domain.backplan import backplan_names, load_backplan
from liaison_desk.exercises.records import MilestoneState
from liaison_desk.exercises.ui.plan.lines import PlanSort
from liaison_desk.foundation.core.paging import Sort
from tests.exercises.plans_using import STARTEX, by_key, everything, new_exercise
from tests.windows import settle

KEY = Qt.Key
FPC = "fpc"


def columns(pane):
    return [column.key for column in pane.model.columns]


def words(pane, key, column):
    """Return the words in a cell: of a milestone by its key, in a column."""
    line = next(line for line in pane._seen.lines.values() if line.milestone.key == key)
    return pane.model.words(line, columns(pane).index(column))


def shown(pane):
    return [pane._seen.lines[number].milestone.key for number in pane.model.listing.ids]


def click(pane, qtbot, key, column, x=None):
    """Click into a cell of a milestone's row."""
    line = next(line for line in pane._seen.lines.values() if line.milestone.key == key)
    index = pane.model.index(pane.model.row_of(line.id), columns(pane).index(column))
    pane.table.scrollTo(index)
    rect = pane.table.visualRect(index)
    at = rect.center() if x is None else QPoint(rect.left() + x, rect.center().y())
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def choose(pane, *keys):
    """Select milestones by key."""
    ids = {line.milestone.key: line.id for line in pane._seen.lines.values()}
    pane.table.select_id(ids[keys[0]])
    pane.table.setFocus()
    selection = pane.table.selectionModel()
    for key in keys[1:]:
        index = pane.model.index(pane.model.row_of(ids[key]), 0)
        selection.select(index, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)


def press(pane, ui, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(pane.table, key, modifier)
    settle(ui)


def follow(pane, ui):
    """Let the pane read again, as its page has it do after a change."""
    pane.refresh()
    settle(ui)


def test_the_table_says_dates_with_weekdays_rule_slack_and_what_it_makes(pane, desk, exercise):
    one = by_key(desk, exercise)[FPC]
    assert words(pane, FPC, "dates") == pane.words.span(one.first, one.last)
    line = pane._seen.lines[one.id]
    assert line.rule.startswith("75 days before STARTEX")
    assert words(pane, FPC, "slack") == str(desk.plans.plan(exercise.id).stands[FPC].slack)
    assert words(pane, FPC, "links") == "Event"
    assert words(pane, FPC, "title").startswith("(U//REL TO USA, JPN) FPC")


def test_what_is_past_stands_apart_from_what_lies_ahead(pane):
    assert [(group.label, group.start) for group in pane.model.listing.groups] == [("Past", 0), ("Ahead", 10)]
    assert pane.table.current_id() == pane.model.listing.ids[10]  # the first that lies ahead


def test_the_columns_sort(pane, ui):
    pane.set_sort(Sort(PlanSort.TITLE))
    titles = [words(pane, key, "title") for key in shown(pane)]
    assert [pane._seen.lines[number].milestone.title.host for number in pane.model.listing.ids]
    assert titles == sorted(titles, key=str.casefold)
    assert pane.model.listing.groups == ()
    pane.set_sort(Sort(PlanSort.DATE, descending=True))
    assert [group.label for group in pane.model.listing.groups] == ["Ahead", "Past"]
    days = [pane._seen.lines[number].milestone.first for number in pane.model.listing.ids]
    assert days == sorted(days, reverse=True)
    assert ui.memory.sort("plan/sort", Sort(PlanSort.TITLE)) == Sort(PlanSort.DATE, descending=True)


def test_words_narrow_the_table_and_escape_widens_it(pane, ui, qtbot):
    qtbot.keyClick(pane.table, "/")
    assert pane.head.search.hasFocus()
    qtbot.keyClicks(pane.head.search, "visit")
    qtbot.waitUntil(lambda: shown(pane) == ["visit-requests"])
    qtbot.keyClick(pane.head.search, KEY.Key_Escape)
    qtbot.waitUntil(lambda: len(shown(pane)) == 17)
    qtbot.keyClicks(pane.head.search, "nothing of that")
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.nothing)
    qtbot.mouseClick(pane.nothing.button, Qt.MouseButton.LeftButton)
    assert len(shown(pane)) == 17


def test_a_click_on_the_lock_locks_and_undo_takes_it_back(pane, ui, qtbot, desk, exercise, told):
    click(pane, qtbot, FPC, "lock")
    settle(ui)
    assert by_key(desk, exercise)[FPC].held
    assert told.toasts[-1][0] == "1 milestone locked"
    told.undo()
    settle(ui)
    assert not by_key(desk, exercise)[FPC].held


def test_l_locks_all_that_are_selected(pane, ui, qtbot, desk, exercise):
    choose(pane, FPC, "arrival")
    press(pane, ui, qtbot, KEY.Key_L)
    held = {key for key, one in by_key(desk, exercise).items() if one.held}
    assert held == {FPC, "arrival"}


def test_unlocking_shows_what_would_move_before_it_moves(pane, ui, qtbot, desk, exercise, fill):
    desk.plans.lock([by_key(desk, exercise)[FPC].id])
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, STARTEX + timedelta(days=28)))
    follow(pane, ui)
    before = everything(desk)
    fill(lambda dialog: dialog.reject(), save=False)
    choose(pane, FPC)
    press(pane, ui, qtbot, KEY.Key_L)
    assert ui.ask.asked == ["Unlock a date"]
    assert everything(desk) == before
    fill()
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    choose(pane, FPC)
    qtbot.waitUntil(pane.table.hasFocus)
    press(pane, ui, qtbot, KEY.Key_L)
    assert ui.ask.asked == ["Unlock a date"] * 2
    assert not by_key(desk, exercise)[FPC].held
    assert desk.history.labels()[0] == "Unlock a date"


def test_space_marks_as_done_and_back(pane, ui, qtbot, desk, exercise, fill):
    choose(pane, "visit-requests")
    press(pane, ui, qtbot, KEY.Key_Space)
    one = by_key(desk, exercise)["visit-requests"]
    assert one.state is MilestoneState.DONE
    assert desk.tasks.task(one.task_id).state == "done"
    follow(pane, ui)
    assert words(pane, "visit-requests", "state") == "Done"
    press(pane, ui, qtbot, KEY.Key_Space)
    assert by_key(desk, exercise)["visit-requests"].state is MilestoneState.PLANNED


def test_delete_puts_them_into_the_trash_and_undo_brings_them_back(pane, ui, qtbot, desk, exercise, told):
    before = everything(desk)
    choose(pane, FPC, "arrival")
    press(pane, ui, qtbot, KEY.Key_Delete)
    assert {FPC, "arrival"}.isdisjoint(by_key(desk, exercise))
    follow(pane, ui)
    assert len(shown(pane)) == 15
    told.undo()
    settle(ui)
    assert everything(desk) == before


def test_j_and_k_walk_and_the_right_pane_follows(pane, ui, qtbot):
    choose(pane, FPC)
    press(pane, ui, qtbot, KEY.Key_J)
    beyond = pane._seen.lines[pane.table.current_id()].milestone.key
    assert beyond != FPC
    assert pane.view.accessibleName() == pane.words.marked(pane._seen.lines[pane.table.current_id()].milestone)
    press(pane, ui, qtbot, KEY.Key_K)
    assert pane._seen.lines[pane.table.current_id()].milestone.key == FPC


def test_the_icons_open_the_event_and_the_task(pane, qtbot, desk, exercise, told):
    survey = by_key(desk, exercise)["site-survey"]
    click(pane, qtbot, "site-survey", "links", x=14)
    click(pane, qtbot, "site-survey", "links", x=36)
    assert [(ref.kind, ref.id) for ref in told.opened] == [("event", survey.event_id), ("task", survey.task_id)]


def test_a_compressed_plan_says_so_and_is_squeezed_after_it_was_shown(pane, ui, qtbot, desk, exercise, fill):
    assert pane.head.late.text_whole() == "Compressed plan: 10 milestones lie before today."
    assert pane.head.compressed.isVisible()
    read = []
    fill(lambda dialog: read.append(len(dialog.told.moving)))
    qtbot.mouseClick(pane.head.squeeze_button, Qt.MouseButton.LeftButton)
    settle(ui)
    assert read[0] > 0
    assert not desk.plans.plan(exercise.id).compressed
    follow(pane, ui)
    assert not pane.head.compressed.isVisible()
    assert desk.history.labels()[0] == "Squeeze a plan"


def test_what_lies_before_today_is_marked_as_done_in_one_action(pane, ui, qtbot, desk, exercise):
    qtbot.mouseClick(pane.head.done_button, Qt.MouseButton.LeftButton)
    settle(ui)
    assert sum(1 for one in by_key(desk, exercise).values() if one.state is MilestoneState.DONE) == 10
    desk.history.undo()
    assert all(one.state is MilestoneState.PLANNED for one in by_key(desk, exercise).values())


def test_what_if_startex_were_another_day(pane, ui, qtbot, desk, exercise):
    asked = []

    def fill_both(dialog):
        settle(ui)
        asked.append(dialog.windowTitle())
        if hasattr(dialog, "form"):
            dialog.form.field("startex").input.setText("2027-02-01")
            dialog.form.field("startex").input.textEdited.emit("2027-02-01")
        qtbot.keyClick(dialog, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(ui)

    ui.ask.fill = fill_both
    qtbot.mouseClick(pane.head.what_if_button, Qt.MouseButton.LeftButton)
    settle(ui)
    assert asked == ["What if STARTEX were…", "Move STARTEX"]
    assert desk.exercises.exercise(exercise.id).startex == datetime(2027, 2, 1, 8)
    assert desk.history.labels()[0] == "Move STARTEX"


def test_a_startex_that_cannot_be_is_told_at_its_field_and_nothing_moves(pane, ui, qtbot, desk, exercise, fill):
    before, problems = everything(desk), []

    def typed(dialog):
        field = dialog.form.field("startex")
        for text in ("", "2027-13-45", "1940-01-15"):
            field.input.setText(text)
            field.input.textEdited.emit(text)
            dialog.act()
            settle(ui)
            problems.append(field.problem() or dialog.strip.text())
        dialog.form.settle()
        dialog.reject()

    fill(typed, save=False)
    pane.what_if()
    settle(ui)
    assert all(problems)
    assert "1950" in problems[2]
    assert everything(desk) == before


def test_a_back_plan_is_chosen_by_title_with_its_steps_in_sight(open_pane, ui, qtbot, desk):
    empty = new_exercise(desk)
    pane = open_pane(empty.id)
    assert pane.stack.currentWidget() is pane.empty
    seen = {}

    def choose_one(dialog):
        settle(ui)
        if hasattr(dialog, "choice"):
            seen["titles"] = [dialog.choice.itemText(number) for number in range(dialog.choice.count())]
            dialog.choice.setCurrentIndex(seen["titles"].index("Multinational command post exercise"))
            seen["steps"] = dialog.steps.toPlainText()
        qtbot.keyClick(dialog, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(ui)

    ui.ask.fill = choose_one
    qtbot.mouseClick(pane.empty.button, Qt.MouseButton.LeftButton)
    settle(ui)
    assert len(seen["titles"]) == len(backplan_names())
    assert "IPC · Initial planning conference\n    10 months before STARTEX" in seen["steps"]
    follow(pane, ui)
    assert len(shown(pane)) == 17
    assert desk.history.labels()[0] == "Add from a back-plan"


def test_a_spoilt_back_plan_of_the_users_own_is_told_and_the_others_are_offered(pane, ui, desk, fill):
    desk.plans.own.mkdir()
    (desk.plans.own / "spoilt.toml").write_text(
        "title = 'x'\nlength_days = 3\n[[step]]\nkey='a'\ntitle='A'\nanchor='nowhere'\n"
    )
    seen = []

    def look(dialog):
        seen.append((dialog.strip.text(), dialog.choice.count()))
        dialog.reject()

    fill(look, save=False)
    pane.add_from_backplan()
    settle(ui)
    ((text, count),) = seen
    assert "nowhere" in text
    assert count == len(backplan_names())


def test_a_plan_is_kept_as_a_back_plan_and_bad_names_are_told_at_their_field(pane, ui, desk, told, fill):
    problems = []

    def typed(dialog):
        for name, title in (("", ""), ("Not Good", "Ours"), ("joint-cpx", "Ours")):
            dialog.form.field("name").set_value(name)
            dialog.form.field("title").set_value(title)
            dialog.act()
            settle(ui)
            problems.append(dialog.form.field("name").problem())

    fill(typed, save=False)
    pane.save_as_backplan()
    settle(ui)
    assert problems[0].startswith("Give the back-plan a name")
    assert problems[1].startswith("Not Good cannot name a back-plan")
    assert problems[2] == ""
    assert load_backplan("joint-cpx", desk.plans.own).title == "Ours"
    assert told.toasts[-1][0] == "Kept as back-plan joint-cpx"


def test_a_strayed_event_is_told_of_and_decided_about_in_the_right_pane(pane, ui, qtbot, desk, exercise):
    one = by_key(desk, exercise)["decision-brief"]
    desk.plans.lock([one.id])
    event = desk.calendars.event(one.event_id)
    desk.calendars.save(replace(event, start=event.start + timedelta(days=1), end=event.end + timedelta(days=1)))
    pane.reveal("milestone", one.id)
    follow(pane, ui)
    assert words(pane, "decision-brief", "state") == "Event moved"
    qtbot.mouseClick(pane.view.agree_button, Qt.MouseButton.LeftButton)
    settle(ui)
    assert desk.plans.milestone(one.id).first == one.first + timedelta(days=1)
    follow(pane, ui)
    assert words(pane, "decision-brief", "state") == "Planned"


def test_a_task_out_of_the_trash_on_an_old_day_is_told_of_and_put_back_in_the_right_pane(
    pane, ui, qtbot, desk, exercise
):
    one = by_key(desk, exercise)["read-ahead"]
    desk.tasks.delete([one.task_id])
    desk.plans.carry_out(desk.plans.try_move(one.id, one.first + timedelta(days=2), one.last + timedelta(days=2)))
    desk.tasks.restore([one.task_id])
    pane.reveal("milestone", one.id)
    follow(pane, ui)
    assert words(pane, "read-ahead", "state") == "Task moved"
    assert pane.view.put_back_button.text() == "Put the task back"
    qtbot.mouseClick(pane.view.put_back_button, Qt.MouseButton.LeftButton)
    settle(ui)
    assert desk.tasks.task(one.task_id).due.date() == one.last + timedelta(days=2)
    follow(pane, ui)
    assert words(pane, "read-ahead", "state") == "Planned"


def test_an_exercise_without_dates_says_what_to_do(open_pane, ui, desk):
    undated = new_exercise(desk, startex=None, endex=None, state="idea", into_calendar=False)
    pane = open_pane(undated.id)
    assert not pane.head.add_button.isEnabled()
    pane.add_milestone()
    settle(ui)
    assert pane.strip.text().startswith("Give the exercise its STARTEX and ENDEX first")
    assert ui.ask.asked == []


def test_a_milestone_is_revealed_even_when_a_filter_hides_it(pane, ui, qtbot, desk, exercise):
    qtbot.keyClicks(pane.head.search, "visit")
    qtbot.waitUntil(lambda: len(shown(pane)) == 1)
    pane.reveal("milestone", by_key(desk, exercise)[FPC].id)
    settle(ui)
    assert pane.table.current_id() == by_key(desk, exercise)[FPC].id
    assert pane.head.search.text() == ""


def test_another_exercise_takes_the_place_of_the_first(pane, ui, desk):
    other = new_exercise(desk, "OTHER")
    pane.show_exercise(other.id)
    settle(ui)
    assert shown(pane) == []
    assert pane.plan.exercise.id == other.id


def test_a_narrow_pane_folds_the_milestone_away(pane):
    pane.resize(972, 600)
    assert not pane.view.isVisible()
    pane.resize(1200, 600)
    assert pane.view.isVisible()


def test_a_milestone_is_begun_as_soon_as_the_plan_is_read(pane, ui, fill):
    fill(lambda dialog: dialog.reject(), save=False)
    number = pane.plan.exercise.id
    pane.show_exercise(0)
    pane.show_exercise(number)
    pane.add_milestone()
    assert ui.ask.asked == []
    settle(ui)
    assert ui.ask.asked == ["New milestone"]
