"""The form of a milestone: its rule with what that gives as it is typed, and what is wrong told at the field where it is mended."""

from dataclasses import replace
from datetime import date, time

import pytest

from liaison_desk.domain.backplan import Landing, Rule, Unit
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Makes, MilestoneKind, OwnerSide
from liaison_desk.exercises.ui.plan.form import milestone_dialog, new_milestone
from liaison_desk.exercises.ui.plan.words import PlanWords
from liaison_desk.foundation.qt.fields import Pair
from tests.exercises.plans_using import by_key, everything, milestone, new_exercise
from tests.windows import settle


@pytest.fixture
def open_form(ui, sources, desk, exercise, qtbot):
    """Show the form of a milestone (by its key, or of a new one), as it stands on a screen."""

    def opened(key="", saved=lambda _: None):
        words = PlanWords(ui.language, sources.profile)
        plan = desk.plans.plan(exercise.id)
        known = by_key(desk, exercise).get(key)
        if known is None:
            known = new_milestone(plan, sources)
        dialog = milestone_dialog(ui, words, sources, plan, known, saved)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        settle(ui)
        return dialog

    return opened


def put(ui, dialog, **values):
    """Type values into fields, as a user's change is told."""
    for name, value in values.items():
        field = dialog.form.field(name)
        field.set_value(value)
        field.changed.emit()
    settle(ui)


def write(ui, dialog, name, text):
    """Type words into a line."""
    line = dialog.form.field(name).input
    line.setText(text)
    line.textEdited.emit(text)
    settle(ui)


def save(ui, dialog):
    dialog.act()
    settle(ui)
    return not dialog.isVisible()


def test_a_new_milestone_is_saved_as_it_was_filled_in(ui, desk, exercise, open_form, make):
    person = make.person("Morishita", "Kengo")
    dialog = open_form()
    put(
        ui, dialog, title=Pair("Rehearsal", "予行"), short=Pair("REH", ""), kind=MilestoneKind.CONFERENCE,
        offset=(-20, Unit.WORKING_DAYS), anchor="fpc", length=(2, Unit.WORKING_DAYS), landing=Landing.AFTER, before="startex",
        at=time(9), side=OwnerSide.HOME, owner=("Morishita Kengo", person.id), place="Yokota", makes=(Makes.EVENT, Makes.TASK),
        note=Pair("Bring maps", ""),
    )  # fmt: skip
    assert save(ui, dialog)
    one = by_key(desk, exercise)["rehearsal"]
    assert one.rule == Rule("fpc", -20, Unit.WORKING_DAYS, 2, Unit.WORKING_DAYS, Landing.AFTER, "startex")
    assert (one.title.host, one.title.home, one.short.host) == ("Rehearsal", "予行", "REH")
    assert (one.kind, one.side, one.owner, one.owner_id) == (
        MilestoneKind.CONFERENCE,
        OwnerSide.HOME,
        "Morishita Kengo",
        person.id,
    )
    assert (one.at, one.place, one.note.host, one.held) == (time(9), "Yokota", "Bring maps", False)
    assert desk.calendars.event(one.event_id).start.time() == time(9)
    assert desk.tasks.task(one.task_id).own_owner_id == person.id


def test_opening_and_saving_changes_nothing(ui, desk, exercise, open_form):
    before = everything(desk)
    assert save(ui, open_form("fpc"))
    assert everything(desk) == before


def test_the_result_of_the_rule_is_told_as_it_is_typed(ui, desk, exercise, open_form):
    dialog = open_form("fpc")
    result = dialog.form.result
    one = by_key(desk, exercise)["fpc"]
    assert result.line.text_whole() == dialog.form.words.span(one.first, one.last)
    assert "working days to spare" in result.more.text_whole()
    write(ui, dialog, "offset", "53")  # 23 Nov 2026: a holiday in Japan, so that its four days lie in the week before
    assert result.line.text_whole() == "Tue 17 – Fri 20 Nov 2026"
    assert "moved off Labor Thanksgiving Day (JPN)" in result.more.text_whole()
    assert desk.plans.plan(exercise.id).milestones == tuple(
        sorted(by_key(desk, exercise).values(), key=lambda m: (m.first, m.last, m.id))
    )


def test_who_moves_along_is_told(ui, open_form):
    dialog = open_form("concept")
    write(ui, dialog, "offset", "16")
    assert "1 other milestone moves along" in dialog.form.result.more.text_whole()


def test_slack_below_zero_is_told_in_red(ui, open_form):
    dialog = open_form("visit-requests")
    write(ui, dialog, "offset", "1")
    assert "too late" in dialog.form.result.more.text_whole()
    assert dialog.form.result.more.property("tone") == "red"


@pytest.mark.parametrize("typed", ["", "soon", "-3", "1.5", "٣"])
def test_what_is_no_number_is_told_at_the_interval(ui, open_form, typed):
    dialog = open_form("fpc")
    write(ui, dialog, "offset", typed)
    assert not save(ui, dialog)
    assert "is no whole number" in dialog.form.field("offset").problem()
    assert dialog.form.result.line.text_whole() == "–"


def test_wide_digits_of_an_input_method_are_digits(ui, desk, exercise, open_form):
    dialog = open_form("fpc")
    write(ui, dialog, "offset", "\uff16\uff10")
    assert save(ui, dialog)
    assert by_key(desk, exercise)["fpc"].rule.offset == -60


def test_a_ring_is_told_at_the_anchor_and_nothing_typed_is_lost(ui, desk, exercise, open_form):
    before = everything(desk)
    dialog = open_form("concept")
    put(ui, dialog, anchor="participation", place="Yokota")
    assert "depend on each other" in dialog.form.result.more.text_whole()
    assert not save(ui, dialog)
    assert "depend on each other" in dialog.form.field("anchor").problem()
    assert not dialog.strip.isVisible()
    assert dialog.form.field("place").value() == "Yokota"
    assert everything(desk) == before


def test_an_offset_too_far_and_a_length_of_nothing_are_told_at_their_fields(ui, open_form):
    dialog = open_form("fpc")
    put(ui, dialog, offset=(-9999, Unit.DAYS), length=(0, Unit.DAYS))
    assert not save(ui, dialog)
    assert "at most 7300" in dialog.form.field("offset").problem()
    assert "1 to 1000 days" in dialog.form.field("length").problem()


def test_agreed_days_begin_where_the_rule_has_them_and_are_kept(ui, desk, exercise, open_form):
    one = by_key(desk, exercise)["fpc"]
    dialog = open_form("fpc")
    assert not dialog.form.field("first").isVisible()
    put(ui, dialog, held=True)
    assert (dialog.form.field("first").value(), dialog.form.field("last").value()) == (one.first, one.last)
    write(ui, dialog, "first", "2026-11-09")
    write(ui, dialog, "last", "2026-11-13")
    assert "after its rule" in dialog.form.result.more.text_whole()
    assert save(ui, dialog)
    kept = by_key(desk, exercise)["fpc"]
    assert (kept.held, kept.first, kept.last, kept.rule) == (True, date(2026, 11, 9), date(2026, 11, 13), one.rule)


@pytest.mark.parametrize(
    ("first", "last", "field", "sentence"),
    [
        ("2026-11-09", "2026-11-08", "last", "lies before the first"),
        ("", "2026-11-08", "first", "Give the day that is agreed"),
        ("2026-11-09", "", "last", "Give the day that is agreed"),
        ("1940-01-09", "1940-01-10", "last", "1950"),
        ("2201-01-05", "2201-01-06", "last", "1950"),
    ],
)
def test_agreed_days_that_cannot_be_are_told_at_their_field(ui, desk, open_form, first, last, field, sentence):
    before = everything(desk)
    dialog = open_form("fpc")
    put(ui, dialog, held=True)
    write(ui, dialog, "first", first)
    write(ui, dialog, "last", last)
    assert not save(ui, dialog)
    assert sentence in dialog.form.field(field).problem()
    assert everything(desk) == before


def test_landing_before_the_desk_began_is_noted_and_may_be_saved(ui, desk, exercise, open_form):
    dialog = open_form("fpc")
    note = dialog.form.offset.note
    assert note.isVisible()  # the desk of the test was founded today, and the conference is past
    write(ui, dialog, "offset", "400")
    assert "before this desk began" in note.text_whole()
    assert save(ui, dialog)
    assert by_key(desk, exercise)["fpc"].rule.offset == -400
    ahead = open_form("arrival")
    assert not ahead.form.offset.note.isVisible()


@pytest.mark.parametrize("typed", ["2500", "9", "noon", "12:7", "24:00"])
def test_what_is_no_time_of_day_is_told_at_its_field(ui, open_form, typed):
    dialog = open_form("fpc")
    write(ui, dialog, "at", typed)
    assert not save(ui, dialog)
    assert "is no time of day" in dialog.form.field("at").problem()


def test_a_time_of_day_is_read_in_three_zones(ui, open_form):
    dialog = open_form("visit-requests")
    write(ui, dialog, "at", "9:00")
    assert dialog.form.field("at").echo_line.text_whole() == "16 0900T / 1600Z / 0100I+1 NOV 26"


def test_a_milestone_without_a_title_is_told_at_the_title(ui, open_form):
    dialog = open_form()
    assert not save(ui, dialog)
    assert dialog.form.field("title").problem() == "Give the milestone a title."


def test_a_milestone_changed_meanwhile_is_shown_and_the_officer_decides(ui, desk, exercise, open_form):
    dialog = open_form("fpc")
    write(ui, dialog, "place", "Tokyo")
    desk.plans.save(replace(by_key(desk, exercise)["fpc"], place="Yokota"))
    assert not save(ui, dialog)
    assert "Place: Yokota" in dialog.newer.text()
    dialog._on_keep()
    settle(ui)
    assert by_key(desk, exercise)["fpc"].place == "Tokyo"


def test_marks_above_the_ceiling_are_told_at_the_text(ui, desk, exercise, open_form):
    before = everything(desk)
    dialog = open_form("fpc")
    put(ui, dialog, title=Pair("(S) Secret meeting", ""))
    assert not save(ui, dialog)
    assert dialog.form.field("title").problem()
    assert everything(desk) == before


def test_a_milestone_that_counts_from_what_is_gone_can_be_mended(ui, desk, open_form, sources, qtbot):
    lone = new_exercise(desk, "LONE")
    first = desk.plans.save(milestone(lone))
    report = desk.plans.save(milestone(lone, "Report", rule=Rule(first.key, 10)))
    desk.plans.delete([report.id])
    desk.plans.delete([first.id])
    desk.history.restore("milestone", [report.id])
    plan = desk.plans.plan(lone.id)
    dialog = milestone_dialog(
        ui, PlanWords(ui.language, sources.profile), sources, plan, desk.plans.milestone(report.id), lambda _: None
    )
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    settle(ui)
    assert "There is no milestone rehearsal" in dialog.form.result.more.text_whole()
    assert not save(ui, dialog)
    assert "There is no milestone rehearsal" in dialog.form.field("anchor").problem()
    put(ui, dialog, anchor="endex")
    assert save(ui, dialog)
    assert desk.plans.milestone(report.id).rule.anchor == "endex"


def test_the_titles_of_both_languages_are_kept_as_typed(ui, desk, exercise, open_form):
    dialog = open_form("fpc")
    put(ui, dialog, title=Pair("<i>Final</i>", "最終計画会議", "original", "stale"))
    assert save(ui, dialog)
    title = by_key(desk, exercise)["fpc"].title
    assert title == Bilingual("<i>Final</i>", "最終計画会議", title.host_state, title.home_state)
    assert title.home_state == "stale"


def test_every_way_to_land_is_offered_so_that_every_milestone_can_be_edited(ui, sources, open_form, desk, exercise):
    words = PlanWords(ui.language, sources.profile)
    assert {landing for landing, _ in words.landings} == set(Landing)
    for one in by_key(desk, exercise).values():
        assert open_form(one.key).form.collect() == one


def test_a_conference_that_is_moved_within_its_week_says_so(ui, sources, desk, exercise):
    words = PlanWords(ui.language, sources.profile)
    plan = desk.plans.plan(exercise.id)
    told = {key: words.avoided(plan.stands[key], words.days(plan.exercise)) for key in ("mpc", "ipc")}
    assert told == {"mpc": "moved to lie in one week", "ipc": "moved off a weekend"}


def test_a_milestone_that_was_deleted_meanwhile_is_said_to_be_gone_and_nothing_typed_is_lost(
    ui, desk, exercise, open_form
):
    dialog = open_form("visit-requests")
    dialog.form.field("place").input.setText("Yokota")
    desk.plans.delete([by_key(desk, exercise)["visit-requests"].id])
    assert not save(ui, dialog)
    assert "This milestone is not there any more." in dialog.strip.text()
    assert dialog.form.field("place").input.text() == "Yokota"
    assert "visit-requests" not in by_key(desk, exercise)
