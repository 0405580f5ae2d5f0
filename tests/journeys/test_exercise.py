"""An exercise of the shape of GLOBAL SENTINEL, planned in the window from a template to the printed chart, run and learned from."""

from datetime import date, datetime, timedelta
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.calendar.ui.ways import View
from liaison_desk.exercises.records import ExerciseFilter, ExerciseType, MilestoneState
from liaison_desk.foundation.qt.fields.choices import Tag
from tests.calendar.ui.strokes import drag
from tests.domain.backplan.test_default_table import BY_HAND
from tests.exercises.plans_using import everything, new_exercise
from tests.exercises.ui.timeline.pointing import bring, mark_of, middle_of, pull
from tests.journeys.conftest import Officer
from tests.journeys.exercise_plan import (
    ALT,
    BOTH,
    CTRL,
    ENDEX,
    KEY,
    LEFT,
    OURS,
    REL,
    STARTEX,
    agree,
    answer,
    at_work,
    choose,
    click,
    days_of,
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


def test_an_exercise_is_planned_from_a_template_to_the_printed_chart(planner: Officer, tmp_path, qtbot):
    begin(planner)
    plan_stands(planner)
    agree_on(planner)
    keep_one_at_home(planner)
    print_chart(planner, tmp_path, qtbot)


def begin(officer: Officer) -> None:
    """Ctrl+N; ENDEX before STARTEX is said at its field and nothing is saved; then the plan is seen before it is made."""
    seen: dict[str, object] = {}

    def fill(dialog) -> None:
        form = dialog.form
        write(form.field("name").host, "GLOBAL SENTINEL 27")
        write(form.field("name").home, "グローバル・センチネル27")
        write(form.field("series").input, "GLOBAL SENTINEL")
        choose(form.field("type").input, "Command post")
        choose(form.field("zone").input, "America/Los Angeles")
        write(form.field("startex").input, "15 JAN 2027 0800")
        write(form.field("endex").input, "12 JAN 2027")
        write(form.field("place").host, "Vandenberg Space Force Base")
        choose(form.field("template").input, "Multinational")
        write(form.field("marking").edit, REL)
        agree(dialog)
        officer.settle()
        assert dialog.isVisible()
        seen["problem"] = [form.field("endex").problem(), form.field("startex").problem()]
        assert len(officer.desk.exercises.listing(ExerciseFilter())) == 0
        write(form.field("endex").input, "29 JAN 2027")
        agree(dialog)

    def look(dialog) -> None:
        seen["over"] = [dialog.told.over(), dialog.told.verb(), *dialog.told.belongings()]
        seen["added"] = len(dialog.told.added)
        assert len(officer.desk.exercises.listing(ExerciseFilter())) == 0, "nothing is made before it is agreed to"
        QTest.mouseClick(dialog.move_button, LEFT)

    came = answer(officer, New_exercise=fill, Compressed_plan=look)
    officer.press(KEY.Key_N, CTRL)
    assert came == ["New exercise", "Compressed plan"]
    assert seen == {
        "problem": ["ENDEX lies before STARTEX. Put it on the same day or later.", ""],
        "over": [
            "Compressed plan: 10 milestones would be over already.", "Add 17 milestones",
            "11 events come into the calendar", "8 tasks are made",
        ],
        "added": 17,
    }  # fmt: skip
    made = exercise_of(officer)
    assert (made.startex, made.endex, made.zone) == (STARTEX, ENDEX, "America/Los_Angeles")
    assert (made.name.home, made.series, made.type) == ("グローバル・センチネル27", "GLOBAL SENTINEL", ExerciseType.CPX)


def plan_stands(officer: Officer) -> None:
    """Each milestone is on the days counted by hand, with its event in the calendar and its task among the tasks."""
    plan = plan_of(officer)
    assert {name: (one.first, one.last) for name, one in plan.items()} == {
        name: (first, last) for name, (first, last, _) in BY_HAND.items()
    }
    events = {name for name, one in plan.items() if one.event_id}
    tasks = {name for name, one in plan.items() if one.task_id}
    assert len(events) == 11
    assert len(tasks) == 8
    assert events | tasks == set(BY_HAND)
    for name in events:
        event, one = officer.desk.calendars.event(plan[name].event_id), plan[name]
        assert (event.start.date(), event.end.date() - timedelta(days=1), event.all_day) == (one.first, one.last, True)
        assert event.title.host == f"GLOBAL SENTINEL 27: {one.title.host}"
    for name in tasks:
        assert officer.desk.tasks.task(plan[name].task_id).due.date() == plan[name].last
    officer.do("go-tasks")
    listed = set(officer.window.page().model.listing.ids)
    assert {plan[name].task_id for name in tasks} <= listed
    officer.press(KEY.Key_6, CTRL)
    own = officer.desk.calendars.event(exercise_of(officer).event_id)
    assert (own.start.date(), own.end.date() - timedelta(days=1)) == (STARTEX.date(), ENDEX.date())


def agree_on(officer: Officer) -> None:
    """The decision brief is agreed, and what was before today is marked as done."""
    pane = sheet_of(officer, "plan")
    pane.table.select_id(plan_of(officer)["decision-brief"].id)
    key(officer, pane.table, KEY.Key_L)
    assert {name for name, one in plan_of(officer).items() if one.held} == {"decision-brief"}
    assert officer.window.toast.text().startswith("1 milestone locked")
    assert not pane.head.compressed.isHidden()
    click(officer, pane.head.done_button)
    done = {name for name, one in plan_of(officer).items() if one.state is MilestoneState.DONE}
    assert done == {name for name, (_, last, _) in BY_HAND.items() if last < date(2026, 11, 24)}
    assert pane.head.compressed.isHidden()
    assert pane.head.count.text_whole() == "17 milestones · 10 done · 1 locked"
    assert officer.window.page().sheet.head.next.text_whole() == "DB in 7 days"


def keep_one_at_home(officer: Officer) -> None:
    """The decision of the home nation is for nobody else to read."""
    pane = sheet_of(officer, "plan")
    pane.table.select_id(plan_of(officer)["participation"].id)

    def fill(dialog) -> None:
        write(dialog.form.field("marking").edit, OURS)
        agree(dialog)

    came = answer(officer, Edit_milestone=fill)
    key(officer, pane.table, KEY.Key_Return)
    assert came == ["Edit milestone"]
    assert plan_of(officer)["participation"].marking.audience == {"JPN"}


def print_chart(officer: Officer, folder: Path, qtbot) -> None:
    """Print, Milestone chart: for both nations without what is kept at home, for home alone with all of it."""
    head = officer.window.page().sheet.head
    seen = []
    new_exercise(officer.desk, "KEEN EDGE 27", marking=BOTH)  # has dates, too, and is not asked for

    def look(dialog) -> None:
        page = dialog.page

        def rest() -> None:
            officer.settle()
            assert page.inspector.export_button.isEnabled(), page.message.text()

        qtbot.waitUntil(rest, timeout=20_000)
        form = page.inspector.form
        seen.append(form.field("template").input.currentText())
        audience = form.field("audience")
        for name in ("both", "home"):
            seen.append((audience.value(), page.inspector.withheld.count.text_whole()))
            officer.asker.target = folder / f"{name}.pdf"
            QTest.keyClick(page, KEY.Key_E, CTRL)
            officer.settle()
            if name == "both":
                usa = next(tag for tag in audience.findChildren(Tag) if tag.accessibleName() == "USA")
                usa.setFocus()
                QTest.keyClick(usa, KEY.Key_Delete)
                qtbot.waitUntil(rest, timeout=20_000)
        step_back(dialog)

    came = answer(officer, Print=look)
    QTest.mouseClick(head.print_button, LEFT)
    take(officer, QApplication.activePopupWidget(), "Milestone chart")
    assert came == ["Print"]
    assert seen == ["Milestone chart", (("USA", "JPN"), "1 record withheld"), (("JPN",), "Nothing withheld")]
    both, home = (chart_of(folder / f"{name}.pdf") for name in ("both", "home"))
    assert (both[0], both[-1]) == ("UNCLASSIFIED//REL TO USA, JPN",) * 2
    assert (home[0], home[-1]) == ("UNCLASSIFIED//JPN ONLY",) * 2
    short = {name: one.short.host or one.title.host for name, one in plan_of(officer).items()}
    for said, mine in ((both, short.keys() - {"participation"}), (home, short.keys())):
        whole = "".join("".join(said).split())
        assert "STARTEXFriday150800U/1600Z/0100I+1JAN27" in whole
        assert "STARTEX–ENDEX15–29Jan2027" in whole
        labels = {name: "".join(short[name].split()) for name in short.keys() - {"participation"}}
        assert [name for name, label in labels.items() if label not in whole] == []
        assert ("14Nov2025" in whole) is ("participation" in mine)
    words = ("articipation", "参加決定", "演習参加", "14Nov", "JPNONLY")
    found = [[one for one in words if one in everything_in(folder / f"{name}.pdf")] for name in ("both", "home")]
    assert found == [[], ["articipation", "14Nov", "JPNONLY"]], (
        "also what describes the picture to those who cannot see it"
    )


def chart_of(path: Path) -> list[str]:
    """Return the lines of the one landscape page of a file, from its top to its bottom."""
    (page,) = PdfReader(path).pages
    assert page.mediabox.width > page.mediabox.height
    lines: dict[int, str] = {}

    def visit(text: str, _cm: list, matrix: list, *_more: object) -> None:
        if text.strip():
            lines[round(matrix[5])] = f"{lines.get(round(matrix[5]), '')}{text}"

    page.extract_text(visitor_text=visit)
    return [" ".join(lines[height].split()) for height in sorted(lines, reverse=True)]


def everything_in(path: Path) -> str:
    """Return all that can be read in a file, on its page or behind it, without blanks."""
    reader = PdfReader(path)
    pieces = ["".join(chart_of(path)), repr(reader.metadata), repr(reader.trailer)]
    for number in range(1, reader.trailer["/Size"]):
        one = reader.get_object(number)
        pieces.append(repr(one))
        if hasattr(one, "get_data"):
            pieces += [one.get_data().decode(coding, "replace") for coding in ("utf-8", "utf-16-be")]
    return "".join("".join(pieces).split())


def test_milestones_are_moved_on_the_timeline_by_mouse_and_by_keys(planned: Officer):
    pane = sheet_of(planned, "timeline")
    view = pane.view
    bring(pane, "read-ahead")
    port = view.viewport()
    still = port.grab().toImage()
    at = middle_of(pane, "read-ahead")
    pull(pane, at, 6, drop=False)
    lane = view.drag.lane
    first, last = view.drag.days
    said = [line.words for line in view.words.in_zones(lane, first, last, None)]
    assert said == ["Tue 22 Dec 2026", "22 Dec 0800Z – 23 Dec 0759Z", "22–23 Dec"]
    assert port.grab().toImage() != still
    assert days_of(planned, "read-ahead") == (date(2026, 12, 16), date(2026, 12, 16)), "nothing moves while it is held"
    QTest.mouseRelease(port, LEFT, pos=at + QPoint(round(6 * view.day_width), 0))
    planned.settle()
    assert days_of(planned, "read-ahead") == (date(2026, 12, 22), date(2026, 12, 22))
    task = planned.desk.tasks.task(plan_of(planned)["read-ahead"].task_id)
    assert task.due.date() == date(2026, 12, 22)
    bring(pane, "read-ahead")
    key(planned, view, KEY.Key_Left, ALT)
    assert days_of(planned, "read-ahead") == (date(2026, 12, 21), date(2026, 12, 21))
    planned.press(KEY.Key_Z, CTRL)
    planned.press(KEY.Key_Z, CTRL)
    assert days_of(planned, "read-ahead") == (date(2026, 12, 16), date(2026, 12, 16))
    assert mark_of(pane, "read-ahead")[1].first == date(2026, 12, 16).toordinal()


def test_a_milestone_follows_its_event_and_an_agreed_one_asks(planned: Officer):
    planned.do("go-calendar")
    page = planned.window.page()
    page.show_view(View.MONTH)

    def drag_event(name: str, days: int) -> None:
        one = plan_of(planned)[name]
        page.go_to(one.first)
        planned.settle()
        view = page.present
        shown = next(found for found in page.present.occurrences if found.event_id == one.event_id)
        place = view.place_of(shown)
        begin = place.topLeft() + QPoint(12, place.height() // 2)
        number = (one.first - view.first).days + days
        drag(view.viewport(), begin, view.cell(number).center())
        planned.settle()

    drag_event("arrival", 1)
    assert days_of(planned, "arrival") == (date(2027, 1, 9), date(2027, 1, 14))
    assert planned.asker.asked == []
    planned.asker.chooses = 1
    drag_event("decision-brief", 2)
    assert planned.asker.asked == ["A milestone is agreed for other days"]
    assert days_of(planned, "decision-brief") == (date(2026, 12, 1), date(2026, 12, 1))
    event = planned.desk.calendars.event(plan_of(planned)["decision-brief"].event_id)
    assert event.start.date() == date(2026, 12, 1), "the event was put back"
    planned.asker.chooses = 0
    drag_event("decision-brief", 2)
    assert days_of(planned, "decision-brief") == (date(2026, 12, 3), date(2026, 12, 3))
    assert plan_of(planned)["decision-brief"].held


def test_what_if_startex_were_later_is_seen_before_and_one_undo_takes_it_back(planned: Officer):
    pane = sheet_of(planned, "plan")
    before = everything(planned.desk)
    dialogs = []
    said = {}

    def ask(dialog) -> None:
        write(dialog.form.field("startex").input, "1 FEB 2027")
        agree(dialog)

    def look(dialog) -> None:
        assert everything(planned.desk) == before, "nothing is moved before it is agreed to"
        told = dialog.told
        said["staying"] = [(line.name, line.days, line.chip.text) for line in told.staying]
        said["moving"] = {line.name: (line.days, line.chip.text) for line in told.moving}
        said["verb"] = [told.verb(), told.dates(), *told.belongings()]
        dialogs.pop()(dialog)

    came = answer(planned, What_if_STARTEX_were=ask, Move_STARTEX=look)
    dialogs.append(step_back)
    click(planned, pane.head.what_if_button)
    assert came == ["What if STARTEX were…", "Move STARTEX"]
    assert said["staying"] == [("DB · Decision brief", "Tue 1 Dec 2026", "17 days before its rule")]
    assert said["moving"]["Arrival · Arrival and reception"] == (
        "Fri 8 – Wed 13 Jan 2027 → Mon 25 – Sat 30 Jan 2027",
        "+17 d",
    )
    assert said["verb"] == [
        "Move 16 milestones", "STARTEX Mon 1 Feb 2027 · ENDEX Mon 15 Feb 2027", "10 events move along", "8 tasks move along",
    ]  # fmt: skip
    assert everything(planned.desk) == before
    dialogs.append(agree)
    click(planned, pane.head.what_if_button)
    moved = everything(planned.desk)
    changed = {kind for kind, id_ in before if moved[kind, id_] != before[kind, id_]}
    assert changed == {"exercise", "milestone", "event", "task"}
    assert exercise_of(planned).startex == datetime(2027, 2, 1, 8)
    assert days_of(planned, "decision-brief") == (date(2026, 12, 1), date(2026, 12, 1))
    assert days_of(planned, "arrival") == (date(2027, 1, 25), date(2027, 1, 30))
    planned.press(KEY.Key_Z, CTRL)
    assert everything(planned.desk) == before
