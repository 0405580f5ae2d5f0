"""A whole packet turned to one exercise beside its outline, and to another: offered where papers are of exercises, kept, named."""

from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.briefings.records import PacketRequest
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import ExerciseFilter
from tests.briefings.builders import kept, look_up, settled, shown, surroundings
from tests.briefings.conftest import MARKING
from tests.briefings.exercise_desks import exercise_desk


@pytest.fixture
def desk(tmp_path):
    made, _ = exercise_desk(tmp_path)
    made.profile.save(replace(MARKING, host=made.profile.get().host))
    with closing(made):
        yield made


@pytest.fixture
def ui(qapp, desk, tmp_path):
    with surroundings(desk, tmp_path) as found:
        yield found[0]


@pytest.fixture
def page(ui, desk, qtbot):
    return shown(ui, desk, qtbot, MARKING)


def id_of(desk, name):
    found = desk.exercises.exercises_by_ids(desk.exercises.listing(ExerciseFilter()).ids)
    return next(one.id for one in found.values() if one.name.host == name)


def exercise_packet(desk, **more):
    begun = desk.packets.begin(desk.briefings.template("milestone-chart"), Bilingual("Chart"), PacketRequest(**more))
    return desk.packets.save(begun)


def field(page):
    return page.inspector.form.field("exercise")


def pick_exercise(page, ui, qtbot, words):
    line = field(page).input
    line.setFocus()
    line.selectAll()
    look_up(qtbot, ui, line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settled(page, ui, qtbot)
    settled(page, ui, qtbot)  # of a template a packet is made first


@pytest.mark.parametrize(
    ("template", "offered"),
    [
        ("milestone-chart", True), ("back-plan", True), ("msel-our-cell", True), ("lessons-annex", True),
        ("exercise-read-ahead", True), ("planning-team", True), ("weekly", False), ("minutes", False), ("exercises-24", False),
    ],
)  # fmt: skip
def test_an_exercise_is_offered_where_something_may_be_about_one(page, ui, qtbot, template, offered):
    page.show_template(template)
    settled(page, ui, qtbot)
    assert field(page).isVisibleTo(page.inspector.form) is offered


def test_a_packet_is_turned_to_an_exercise_and_to_another_one(page, ui, desk, qtbot):
    page.show_template("milestone-chart")
    settled(page, ui, qtbot)
    pick_exercise(page, ui, qtbot, "trident")
    assert kept(desk).asked.exercise == id_of(desk, "TRIDENT DAWN 28")
    assert "TRIDENT DAWN 28" in field(page).input.text()
    pick_exercise(page, ui, qtbot, "sentinel 27")
    assert kept(desk).asked.exercise == id_of(desk, "GLOBAL SENTINEL 27")
    assert page.request().exercise == id_of(desk, "GLOBAL SENTINEL 27")


def test_emptied_it_is_about_all_of_the_period_again(page, ui, desk, qtbot):
    packet = exercise_packet(desk, exercise=id_of(desk, "TRIDENT DAWN 28"))
    page.show_record(packet.id)
    settled(page, ui, qtbot)
    line = field(page).input
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    settled(page, ui, qtbot)
    assert page.request().exercise == 0
    assert desk.packets.packet(packet.id).asked.exercise == 0


def test_a_kept_packet_says_which_exercise_it_is_about_and_the_next_one_does_not(page, ui, desk, qtbot):
    packet = exercise_packet(desk, exercise=id_of(desk, "GLOBAL SENTINEL 27"))
    page.show_record(packet.id)
    settled(page, ui, qtbot)
    assert field(page).input.text() == "GLOBAL SENTINEL 27 / グローバル・センチネル27"
    other = exercise_packet(desk)
    page.show_record(other.id)
    settled(page, ui, qtbot)
    assert field(page).input.text() == ""
    assert desk.packets.packet(packet.id).asked.exercise
    assert not desk.packets.packet(other.id).asked.exercise


def test_a_name_that_is_no_exercise_keeps_the_packet_from_being_asked_for(page, ui, desk, qtbot):
    page.show_template("milestone-chart")
    settled(page, ui, qtbot)
    line = field(page).input
    line.setFocus()
    QTest.keyClicks(line, "nothing such")
    assert ui.jobs.idle()
    assert page.request() is None
    assert [one.field for one in page.inspector.problems()] == ["exercise"]
    line.clear()
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert page.request() is not None
