"""Writing a lesson in its form: both languages, tags, owner, release; nothing typed is lost."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import LessonFilter, LessonKind, LessonState
from tests.exercises.lessons import lesson
from tests.exercises.ui.lessons.conftest import shown
from tests.windows import settle

SHARED = Marking("JPN", audience=frozenset({"JPN", "USA"}))


def test_ctrl_n_writes_a_lesson_and_shows_it(show, runs, desk, fill, ui, qtbot):
    pane = show(runs[1].id)

    opened = []

    def act(dialog):
        opened.append(dialog.windowTitle())
        form = dialog.form
        qtbot.keyClicks(form.field("title").host, "Names came late")
        qtbot.keyClicks(form.field("observation").host, "Eleven of 38 & <none> in time")
        form.field("observation").home.setPlainText("11名分が遅延")
        form.field("kind").set_value(LessonKind.SUSTAIN)
        qtbot.keyClicks(form.field("tags").input, "training")
        qtbot.keyClick(form.field("tags").input, Qt.Key.Key_Return)
        qtbot.keyClicks(form.field("tags").input, "names")
        qtbot.keyClicks(form.field("owner").input, "J5 plans")
        qtbot.keyClicks(form.field("due").input, "2026-12-01")
        form.field("marking").set_value(SHARED)

    fill(act)
    qtbot.mouseClick(pane.bar.new_button, Qt.MouseButton.LeftButton)
    settle(ui)
    assert opened == ["New lesson"]
    (kept,) = desk.lessons.lessons_by_ids(desk.lessons.listing(LessonFilter()).ids).values()
    assert (kept.exercise_id, kept.kind, kept.tags, kept.owner, kept.marking) == (
        runs[1].id, LessonKind.SUSTAIN, ("training", "names"), "J5 plans", SHARED,
    )  # fmt: skip
    assert kept.observation == Bilingual(
        "Eleven of 38 & <none> in time", "11名分が遅延", Wording.ORIGINAL, Wording.TRANSLATED
    )
    assert str(kept.due) == "2026-12-01"
    assert shown(pane) == ["Names came late"]
    assert pane.table.current_id() == kept.id


def test_without_a_title_the_form_says_so_at_the_field_and_keeps_what_was_typed(show, runs, desk, fill, ui, qtbot):
    pane = show(runs[1].id)
    seen = []

    def act(dialog):
        qtbot.keyClicks(dialog.form.field("discussion").host, "Long thought over")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(ui)
        seen.append((dialog.form.field("title").problem(), dialog.form.field("discussion").host.toPlainText()))
        dialog.form.field("title").home.insert("名簿")

    fill(act)
    pane.new_lesson()
    settle(ui)
    assert seen == [("Give the lesson a title.", "Long thought over")]
    assert shown(pane) == ["名簿"]


def test_enter_edits_and_the_translation_of_what_changed_is_out_of_date(show, runs, desk, fill, ui, qtbot):
    one = lesson(
        desk, runs[1], recommendation=Bilingual("Ask earlier", "早めに照会", Wording.ORIGINAL, Wording.TRANSLATED)
    )
    pane = show(runs[1].id)
    pane.table.setFocus()
    fill(lambda dialog: qtbot.keyClicks(dialog.form.field("recommendation").host, "Much "))
    qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    settle(ui)
    kept = desk.lessons.lesson(one.id).recommendation
    assert (kept.host, kept.home_state) == ("Much Ask earlier", Wording.STALE)


def test_the_reason_is_asked_for_where_it_is_needed(show, runs, desk, fill, ui, qtbot):
    lesson(desk, runs[1])
    pane = show(runs[1].id)
    seen = []

    def act(dialog):
        reason, state = dialog.form.field("reason"), dialog.form.field("state")
        seen.append(reason.isVisible())
        number = [state for state, _ in pane.words.states].index(LessonState.REJECTED)
        state.input.setFocus()
        state.input.setCurrentIndex(number)
        state.input.activated.emit(number)
        seen.append(reason.isVisible())
        qtbot.keyClicks(reason.input, "Covered by contract")

    fill(act)
    pane.edit_current()
    settle(ui)
    assert seen == [False, True]
    (kept,) = desk.lessons.lessons_by_ids(desk.lessons.listing(LessonFilter()).ids).values()
    assert (kept.state, kept.reason) == (LessonState.REJECTED, "Covered by contract")


def test_a_contact_is_offered_as_owner(show, runs, make, desk, fill, ui, qtbot):
    person = make.person("Kisaragi", "Jun")
    lesson(desk, runs[1])
    pane = show(runs[1].id)

    def act(dialog):
        line = dialog.form.field("owner").input
        line.setFocus()
        qtbot.keyClicks(line, "kisa")
        qtbot.waitUntil(lambda: bool(line.offers))
        qtbot.keyClick(line, Qt.Key.Key_Return)

    fill(act)
    pane.edit_current()
    settle(ui)
    (kept,) = desk.lessons.lessons_by_ids(desk.lessons.listing(LessonFilter()).ids).values()
    assert kept.owner_id == person.id


def test_tags_show_their_names_and_keep_their_keys(show, runs, desk, fill, ui, qtbot):
    one = lesson(desk, runs[1], tags=("training", "own word"))
    pane = show(runs[1].id)
    seen = []

    def act(dialog):
        field = dialog.form.field("tags")
        seen.extend(field._chosen)
        assert "Training" not in field.offered
        field.input.insert("施設")
        qtbot.keyClick(field.input, Qt.Key.Key_Return)

    fill(act)
    pane.edit_current()
    settle(ui)
    assert seen == ["Training", "own word"]
    assert desk.lessons.lesson(one.id).tags == ("training", "own word", "facilities")


def test_what_someone_else_saved_meanwhile_is_shown_and_nothing_typed_is_lost(show, runs, desk, fill, ui, qtbot):
    one = lesson(desk, runs[1], "Names came late")
    pane = show(runs[1].id)
    seen = []

    def act(dialog):
        desk.lessons.save(replace(desk.lessons.lesson(one.id), owner="Sato", tags=("policy",)))
        qtbot.keyClicks(dialog.form.field("title").host, " again")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(ui)
        seen.append(dialog.newer.text())
        qtbot.mouseClick(dialog.newer.keep_button, Qt.MouseButton.LeftButton)
        settle(ui)

    fill(act)
    pane.edit_current()
    settle(ui)
    assert "Owner: Sato" in seen[0]
    assert "Tags: Policy" in seen[0]
    assert "again" in desk.lessons.lesson(one.id).title.host


def test_a_new_lesson_among_all_asks_of_which_exercise(show, runs, desk, fill, ui, qtbot):
    pane = show(0)
    offered = []

    def act(dialog):
        field = dialog.form.field("exercise_id")
        offered.extend(field.input.itemText(n) for n in range(field.input.count()))
        field.set_value(runs[1].id)
        qtbot.keyClicks(dialog.form.field("title").host, "Names came late")

    fill(act)
    qtbot.mouseClick(pane.bar.new_button, Qt.MouseButton.LeftButton)
    settle(ui)
    assert offered == ["GLOBAL SENTINEL 27", "GLOBAL SENTINEL 26", "GLOBAL SENTINEL 25"]
    (kept,) = desk.lessons.lessons_by_ids(desk.lessons.listing(LessonFilter()).ids).values()
    assert kept.exercise_id == runs[1].id


def test_without_any_exercise_it_says_what_to_do(show, fill, ui, qtbot):
    pane = show(0)
    fill(lambda dialog: None)
    pane.new_lesson()
    settle(ui)
    assert ui.ask.asked == []
    assert "Add the exercise first" in pane.strip.text()


@pytest.mark.parametrize("keys", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_stepping_back_from_an_untouched_form_changes_nothing(show, runs, desk, fill, ui, qtbot, keys):
    one = lesson(
        desk, runs[1], marking=SHARED, tags=("training",), recommendation=Bilingual("Ask\nearlier", "早めに照会")
    )
    pane = show(runs[1].id)
    pane.table.setFocus()
    fill(lambda dialog: None)
    qtbot.keyClick(pane.table, keys)
    settle(ui)
    kept = desk.lessons.lesson(one.id)
    assert replace(kept, version=one.version, updated_at=one.updated_at) == one
