"""Files of an exercise from its page and from the command line: out as tables and calendars, a MSEL in."""

import csv
import io
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import icalendar
import openpyxl
import pytest

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.incoming.msel import look_over_msel, take_in_msel
from liaison_desk.app.lending.exercise_files import ExerciseFiles
from liaison_desk.app.outgoing.exercise_export import export_milestones, export_msel, export_plan
from liaison_desk.domain.backplan import load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.exercises.records import MILESTONE, ExerciseState, Inject, InjectState
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.core.language import Language
from tests.desks import new_desk
from tests.windows import told, ui

__all__ = ["told", "ui"]

STARTEX = datetime(2027, 1, 15, 8)
SHARED = Marking("USA", Level.UNCLASSIFIED, frozenset({"USA", "JPN", "AUS"}))
HOME_ONLY = Marking("JPN", Level.UNCLASSIFIED, frozenset({"JPN"}))


@pytest.fixture
def desk(tmp_path, clock):
    """A desk with an exercise that is planned back and has three injects."""
    with closing(new_desk(tmp_path / "mine.desk", new_profile("JPN", "USA"), clock)) as opened:
        yield opened


@pytest.fixture
def exercise(desk):
    new = replace(
        desk.exercises.new(),
        name=Bilingual("GLOBAL SENTINEL 27", "グローバル・センチネル27"),
        state=ExerciseState.IN_PLANNING,
        startex=STARTEX,
        endex=STARTEX + timedelta(days=14),
        marking=SHARED,
    )
    saved = desk.exercises.save(new)
    desk.plans.carry_out(desk.plans.try_template(saved.id, load_backplan("multinational")))
    made = [
        Inject(exercise_id=saved.id, number=f"{n:03}", minutes=60 * n, text=Bilingual(f"Inject {n}")) for n in (1, 2, 3)
    ]
    desk.msel.save_all(made, "Add injects")
    return saved


def rows(path):
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))


def table(path, *lines):
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    path.write_text(out.getvalue(), "utf-8")
    return path


def said(report):
    return [(one.line, str(one)) for one in report.problems]


def test_a_back_plan_leaves_with_real_dates_and_where_each_milestone_stands(desk, exercise, tmp_path):
    target = tmp_path / "plan.xlsx"
    assert export_plan(desk, exercise.id, target) == len(load_backplan("multinational").steps)
    sheet = openpyxl.load_workbook(target).active
    heads = [cell.value for cell in sheet[1]]
    found = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    plan = desk.plans.plan(exercise.id)
    assert [one["First Day"].date() for one in found] == [one.first for one in plan.milestones]
    assert [one["Title (home)"] for one in found] == [one.title.home for one in plan.milestones]
    fpc = next(one for one in found if one["Short Name (host)"] == "FPC")
    assert (fpc["Counts From"], fpc["Offset"], fpc["Slack (working days)"]) == (
        "startex",
        "-75",
        str(plan.stands["fpc"].slack),
    )
    assert export_plan(desk, 0, tmp_path / "all.csv", Language("ja")) == len(plan.milestones)
    assert rows(tmp_path / "all.csv")[0][0] == "演習名（受入国語）"


def test_the_own_export_of_a_msel_changes_nothing(desk, exercise, tmp_path):
    for ending in ("csv", "xlsx"):
        target = tmp_path / f"msel.{ending}"
        assert export_msel(desk, exercise.id, target, Language("ja")) == 3
        before = desk.history.count()
        plan = look_over_msel(desk, exercise.id, target)
        assert (plan.read, plan.added, plan.changed, plan.unchanged, plan.skipped) == (3, 0, 0, 3, 0)
        report = take_in_msel(desk, plan)
        assert (report.added, report.updated, said(report)) == (0, 0, [])
        assert desk.history.count() == before


def test_a_msel_comes_in_with_what_is_new_and_a_line_for_what_is_not_understood(desk, exercise, tmp_path):
    path = table(
        tmp_path / "m.csv",
        ("Number", "Time", "Status", "Event"),
        ("001", "D+0 0900", "approved", "Inject 1"),
        ("010", "D+1 0900", "", "Launch"),
        ("011", "soon", "", "Never"),
        ("010", "D+2 0900", "", "Launch again"),
    )
    plan = look_over_msel(desk, exercise.id, path)
    assert (plan.read, plan.added, plan.changed, plan.skipped) == (4, 1, 1, 2)
    assert [one.number for one in desk.msel.whole(exercise.id)] == ["001", "002", "003"]  # nothing is kept yet
    report = take_in_msel(desk, plan)
    assert (report.read, report.added, report.updated, report.skipped) == (4, 1, 1, 2)
    assert [line for line, _ in said(report)] == [3, 4]
    after = {one.number: one for one in desk.msel.whole(exercise.id)}
    assert after["001"].state is InjectState.APPROVED
    assert after["010"].text.host == "Launch again"
    desk.history.undo()
    assert len(desk.msel.whole(exercise.id)) == 3


def test_another_desks_table_brings_its_injects_under_their_uids_unless_those_are_taken(desk, exercise, tmp_path):
    new, taken = "0190a3c4-0000-7000-8000-000000000001", desk.msel.whole(exercise.id)[0].uid
    other = desk.exercises.save(replace(exercise, id=0, uid="", version=0, name=Bilingual("Other")))
    rows_ = (
        ("UID", "Number", "Time"),
        (new, "001", "+1:00"),
        (taken, "002", "+1:00"),
        (new, "003", "+1:00"),
        ("x" * 900, "4", "+1:00"),
    )
    report = take_in_msel(desk, look_over_msel(desk, other.id, table(tmp_path / "m.csv", *rows_)))
    assert (report.added, said(report)) == (4, [])
    uids = [one.uid for one in desk.msel.whole(other.id)]
    assert uids.count(new) == 1
    assert len({*uids, taken, "x" * 900}) == 6
    assert desk.check() == []


def test_what_the_desk_refuses_is_listed_and_the_rest_comes_in(desk, exercise, tmp_path):
    path = table(
        tmp_path / "m.csv",
        ("Number", "Time", "Event"),
        ("1" * 30, "D+0 0900", "Too long"),
        ("020", "D+0 0900", "Fine"),
    )
    report = take_in_msel(desk, look_over_msel(desk, exercise.id, path))
    assert report.added == 1
    assert said(report) == [(2, "An inject's number has at most 20 characters.")]


def test_five_thousand_rows_come_in_at_once(desk, exercise, tmp_path):
    lines = [(f"{n:05}", f"+{n // 60}:{n % 60:02}", "Scripted", f"Inject {n}") for n in range(1, 5001)]
    path = table(tmp_path / "m.csv", ("Number", "Time", "Type", "Event"), *lines)
    assert take_in_msel(desk, look_over_msel(desk, exercise.id, path)).added == 5000
    again = look_over_msel(desk, exercise.id, path)
    assert (again.unchanged, again.entries) == (5000, ())


def test_tables_of_exercises_are_not_taken_for_tasks_or_people(desk, exercise, tmp_path):
    export_plan(desk, exercise.id, tmp_path / "plan.csv")
    export_msel(desk, exercise.id, tmp_path / "msel.xlsx")
    for name in ("plan.csv", "msel.xlsx"):
        with pytest.raises(UnreadableError, match="This is a table of an exercise"):
            import_file(desk, tmp_path / name)
    with pytest.raises(UnreadableError, match=r"not from m\.json"):
        look_over_msel(desk, exercise.id, tmp_path / "m.json")


def test_milestones_go_out_for_an_audience_as_a_packet_would_let_them(desk, exercise, tmp_path):
    plan = {one.key: one for one in desk.plans.plan(exercise.id).milestones}
    desk.plans.save(replace(plan["decision-brief"], marking=HOME_ONLY, title=Bilingual("Quiet decision")))
    own = export_milestones(desk, tmp_path / "own.ics", exercise.id)
    assert own.count == len(plan) + 1
    assert b"Quiet decision" in (tmp_path / "own.ics").read_bytes()
    theirs = export_milestones(desk, tmp_path / "out.ics", exercise.id, frozenset({"USA", "AUS"}))
    data = (tmp_path / "out.ics").read_bytes()
    assert theirs.count == own.count - 1
    assert b"Quiet" not in data
    assert b"DESCRIPTION" not in data
    (withheld,) = theirs.withheld.entries
    assert (withheld.record.kind, withheld.record.id) == (MILESTONE, plan["decision-brief"].id)
    assert all(one["CATEGORIES"].to_ical() == b"exercise" for one in icalendar.Calendar.from_ical(data).walk("VEVENT"))
    nobody = export_milestones(desk, tmp_path / "none.ics", exercise.id, frozenset({"FRA"}))
    assert (nobody.count, nobody.withheld.records) == (0, own.count)


def test_an_ending_that_cannot_be_is_refused(desk, exercise, tmp_path):
    with pytest.raises(DeskError, match=r"Possible endings: \.ics"):
        export_milestones(desk, tmp_path / "x.csv", exercise.id)
    with pytest.raises(DeskError, match="is no table"):
        export_plan(desk, exercise.id, tmp_path / "x.ics")
    assert list(tmp_path.glob("x.*")) == []


@pytest.mark.parametrize(("ending", "chosen"), [("csv", 0), ("xlsx", 1)])
@pytest.mark.parametrize("what", ["plan", "msel"])
def test_the_page_writes_a_table_where_the_user_says(ui, told, desk, exercise, tmp_path, qtbot, what, ending, chosen):
    ui.ask.chooses, ui.ask.target = chosen, tmp_path / "out"
    ExerciseFiles(desk, ui).export(what, exercise.id)
    qtbot.waitUntil(lambda: bool(told.toasts))
    count = 3 if what == "msel" else len(load_backplan("multinational").steps)
    assert told.toasts[0][0] == f"out.{ending}: {count} records written."
    assert (tmp_path / f"out.{ending}").stat().st_size > 100


def test_the_page_writes_milestones_for_others_and_shows_what_stayed_out(ui, told, desk, exercise, tmp_path, qtbot):
    plan = {one.key: one for one in desk.plans.plan(exercise.id).milestones}
    desk.plans.save(replace(plan["decision-brief"], marking=HOME_ONLY))
    titles = []
    ui.ask.chooses, ui.ask.target = 1, tmp_path / "out.ics"
    ui.ask.fill = lambda dialog: (titles.append(dialog.windowTitle()), dialog.act())
    ExerciseFiles(desk, ui).export("milestones", exercise.id)
    qtbot.waitUntil(lambda: bool(titles))
    assert (tmp_path / "out.ics").exists()
    ui.ask.chooses = 0
    ExerciseFiles(desk, ui).export("milestones", 0)
    qtbot.waitUntil(lambda: bool(told.toasts))
    assert told.toasts[0][0] == f"out.ics: {len(plan) + 1} records written."


def test_a_file_for_others_is_not_called_after_an_exercise_they_may_not_be_told_of(ui, desk, exercise, qtbot):
    names = []
    ui.ask.save_file = lambda _title, suggestion, _filters: names.append(suggestion)
    for ui.ask.chooses in (0, 1):
        ExerciseFiles(desk, ui).export("milestones", exercise.id)
        qtbot.waitUntil(lambda: len(names) == ui.ask.chooses + 1)
    own, theirs = names
    assert exercise.name.host in own
    assert theirs == "milestones.ics"


def test_the_page_takes_a_msel_in_after_it_was_looked_over_and_one_undo_takes_it_back(
    ui, told, desk, exercise, tmp_path, qtbot
):
    path = table(
        tmp_path / "m.csv", ("Number", "Time", "Event"), ("001", "D+0 0900", "Other"), ("009", "D+0 1000", "New")
    )
    shown = []

    def take(dialog):
        shown.append(dialog.told.text())
        shown.append([dialog.rows.topLevelItem(n).text(2) for n in range(dialog.rows.topLevelItemCount())])
        dialog.take_button.click()

    ui.ask.files, ui.ask.fill = (path,), take
    ExerciseFiles(desk, ui).import_msel(exercise.id)
    qtbot.waitUntil(lambda: bool(told.toasts))
    assert shown == ["2 rows read: 1 new, 1 changed, 0 as they stand here, 0 left out.", ["Changes", "New"]]
    assert told.toasts[0][0] == "m.csv: 2 read, 1 added, 1 updated, 0 skipped"
    assert len(desk.msel.whole(exercise.id)) == 4
    told.undo()
    qtbot.waitUntil(lambda: len(desk.msel.whole(exercise.id)) == 3)


def test_stepping_back_takes_nothing_in(ui, told, desk, exercise, tmp_path, qtbot):
    path = table(tmp_path / "m.csv", ("Number", "Time", "Event"), ("009", "D+0 1000", "New"))
    seen = []
    ui.ask.files, ui.ask.fill = (path,), lambda dialog: (seen.append(1), dialog.reject())
    ExerciseFiles(desk, ui).import_msel(exercise.id)
    qtbot.waitUntil(lambda: bool(seen))
    ui.jobs.database.run(lambda: None, lambda _: seen.append(2))
    qtbot.waitUntil(lambda: 2 in seen)
    assert len(desk.msel.whole(exercise.id)) == 3
    assert told.toasts == []


def test_a_file_that_is_no_msel_is_told_and_nothing_opens(ui, told, desk, exercise, tmp_path, qtbot):
    refused = []
    ui.jobs.refused.connect(refused.append)
    ui.ask.files = (table(tmp_path / "m.csv", ("Colour",), ("red",)),)
    ExerciseFiles(desk, ui).import_msel(exercise.id)
    qtbot.waitUntil(lambda: bool(refused))
    assert "None of the headings" in str(refused[0])


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ics", "json"])
def test_the_command_line_writes_exercises_by_the_ending_of_the_file(say, desk, exercise, tmp_path, ending):
    target = tmp_path / f"out.{ending}"
    answered = say("export", tmp_path / "mine.desk", "exercises", "--output", target)
    assert (answered.code, target.exists()) == (0, True)
    steps = len(load_backplan("multinational").steps)
    if ending != "json":
        written = steps + 1 if ending == "ics" else steps  # a calendar holds the exercise itself as well
        assert f" {written} records written." in answered.out


def test_the_command_line_writes_milestones_for_an_audience_and_a_report_apart(say, desk, exercise, tmp_path):
    target, report = tmp_path / "out.ics", tmp_path / "withheld.txt"
    words = ("--output", target, "--audience", "USA,FRA", "--withheld", report)
    answered = say("export", tmp_path / "mine.desk", "exercises", *words)
    assert answered.code == 0
    assert "0 records written." in answered.out
    assert "GLOBAL SENTINEL 27" in report.read_text("utf-8")
    assert Path(target).read_bytes().count(b"BEGIN:VEVENT") == 0
    refused = say("export", tmp_path / "mine.desk", "exercises", "--output", tmp_path / "x.csv", "--audience", "USA")
    assert refused.code == 2
    assert "Possible endings: .ics" in refused.err
