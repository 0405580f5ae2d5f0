"""The pane of people with real clicks and keys: who plans, who takes part, what is to be reached."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.exercises.records import Level, Member, Objective, Participant
from liaison_desk.exercises.ui.people.pane import PeoplePane
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.fields import FinderLine, ImeLineEdit
from tests.exercises.ui.opened import exercise
from tests.windows import shown

KEY, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
WHO, NATION, ROLE, CELL, LEADS, SINCE, UNTIL = range(7)


@pytest.fixture
def one(desk):
    team = (Member("Maj Lindqvist", nation="SWE", role="Observer"), Member("Capt Morishita", nation="JPN", leads=True))
    return exercise(desk, team=team, participants=(Participant(nation="USA", level=Level.LEAD),))


@pytest.fixture
def pane(ui, sources, one, qtbot):
    pane = shown(PeoplePane(sources, ui), ui, qtbot)
    pane.show_exercise(one.id)
    assert ui.jobs.idle()
    return pane


def at(table, row, column):
    return table.visualRect(table.model().index(row, column)).topLeft() + QPoint(14, 12)


def go(table, row, column):
    """Put the keyboard on a cell."""
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))


def editor(table):
    [found] = [one for one in table.viewport().findChildren(ImeLineEdit) if one.isVisible()]
    return found


def write(ui, table, row, column, words):
    """Type words into a cell, from Enter to Enter."""
    go(table, row, column)
    QTest.keyClick(table, KEY.Key_Return)
    line = editor(table)
    line.selectAll()
    QTest.keyClicks(line, words)
    QTest.keyClick(line, KEY.Key_Return)
    assert ui.jobs.idle()


def team(desk, one):
    return desk.exercises.exercise(one.id).team


def test_a_cell_is_edited_in_place_and_saved_as_one_action(desk, ui, pane, one):
    write(ui, pane.team, 0, ROLE, "Lead observer")
    assert team(desk, one)[0].role == "Lead observer"
    assert desk.history.undo() == "Change an exercise"
    assert team(desk, one)[0].role == "Observer"
    assert ui.jobs.idle()


def test_a_contact_is_found_while_typing_in_the_last_row_and_a_click_opens_it(desk, ui, told, pane, one, qtbot):
    person = desk.contacts.save(Person(name=PersonName("Kisaragi", "Jun"), nation="JPN"))
    go(pane.team, 2, WHO)
    QTest.keyClicks(pane.team, "k")
    line = editor(pane.team)
    assert isinstance(line, FinderLine)
    assert line.text() == "k"
    QTest.keyClicks(line, "isa")
    qtbot.waitUntil(lambda: bool(line.offers))
    QTest.keyClick(line, KEY.Key_Return)
    qtbot.waitUntil(lambda: len(team(desk, one)) == 3)
    assert ui.jobs.idle()
    assert team(desk, one)[2].contact_id == person.id
    assert "Kisaragi" in team(desk, one)[2].name
    QTest.mouseClick(pane.team.viewport(), LEFT, pos=at(pane.team, 2, WHO))
    assert told.opened == [RecordRef("person", person.id)]


def test_somebody_who_is_no_contact_is_kept_by_name(desk, ui, pane, one):
    write(ui, pane.team, 2, WHO, "Mr. Okonkwo")
    assert team(desk, one)[2] == Member("Mr. Okonkwo")


def test_nations_are_typed_by_name_or_letters_and_what_is_none_is_refused_in_words(desk, ui, pane, one):
    write(ui, pane.team, 0, NATION, "norway")
    assert team(desk, one)[0].nation == "NOR"
    write(ui, pane.team, 0, NATION, "fin")
    assert team(desk, one)[0].nation == "FIN"
    write(ui, pane.team, 0, NATION, "Atlantis")
    assert team(desk, one)[0].nation == "FIN"
    assert pane.strip.text() == "There is no nation called “Atlantis”. Choose one from the list."


def test_days_are_typed_as_everywhere_and_whoever_leaves_before_he_joins_is_told_of(desk, ui, pane, one):
    write(ui, pane.team, 0, SINCE, "2027-01-31")
    write(ui, pane.team, 0, UNTIL, "2026-12-31")
    assert team(desk, one)[0].since == date(2027, 1, 31)
    assert pane.strip.text() == "Maj Lindqvist leaves the planning team before joining it."
    assert pane.team.model().index(0, UNTIL).data() == "31 Dec 2026"  # what was typed stays
    write(ui, pane.team, 0, UNTIL, "2027-03-31")
    assert team(desk, one)[0].until == date(2027, 3, 31)
    assert not pane.strip.isVisible()


def test_space_and_a_click_tick_who_speaks_for_his_nation(desk, ui, pane, one):
    go(pane.team, 0, LEADS)
    QTest.keyClick(pane.team, KEY.Key_Space)
    assert ui.jobs.idle()
    QTest.mouseClick(pane.team.viewport(), LEFT, pos=at(pane.team, 1, LEADS))
    assert ui.jobs.idle()
    assert [member.leads for member in team(desk, one)] == [True, False]


def test_tab_goes_on_to_the_next_cell_while_one_types(desk, ui, pane, one):
    go(pane.team, 0, ROLE)
    QTest.keyClick(pane.team, KEY.Key_F2)
    QTest.keyClicks(editor(pane.team), "J3")
    QTest.keyClick(editor(pane.team), KEY.Key_Tab)
    QTest.keyClicks(editor(pane.team), "White cell")
    QTest.keyClick(editor(pane.team), KEY.Key_Return)
    assert ui.jobs.idle()
    assert (team(desk, one)[0].role, team(desk, one)[0].cell) == ("J3", "White cell")


def test_tab_goes_on_in_the_row_that_is_begun_and_writes_over_nobody(desk, ui, pane, one):
    """It led to the first name of the list, and the nation typed next took that name's place."""
    before = team(desk, one)
    go(pane.team, 2, WHO)
    QTest.keyClicks(pane.team, "M")
    QTest.keyClicks(editor(pane.team), "r. Okonkwo")
    QTest.keyClick(editor(pane.team), KEY.Key_Tab)
    QTest.keyClicks(editor(pane.team), "NOR")
    QTest.keyClick(editor(pane.team), KEY.Key_Tab)
    QTest.keyClicks(editor(pane.team), "Observer")
    QTest.keyClick(editor(pane.team), KEY.Key_Return)
    assert ui.jobs.idle()
    assert team(desk, one) == (*before, Member("Mr. Okonkwo", nation="NOR", role="Observer"))


def test_tab_passes_boxes_and_does_not_go_round(desk, ui, pane, one):
    """From the one language of an objective it goes to the other; from the empty row it goes nowhere."""
    last = pane.objectives.model().rowCount() - 1
    go(pane.objectives, last, 0)
    QTest.keyClicks(pane.objectives, "W")
    QTest.keyClicks(editor(pane.objectives), "arn early")
    QTest.keyClick(editor(pane.objectives), KEY.Key_Tab)
    write_on = editor(pane.objectives)
    QTest.keyClicks(write_on, "Hayaku")
    QTest.keyClick(write_on, KEY.Key_Tab)
    assert pane.objectives.currentIndex().row() == last + 1
    QTest.keyClick(editor(pane.objectives), KEY.Key_Tab)
    assert not pane.objectives.editing
    assert pane.objectives.currentIndex().row() == last + 1
    assert ui.jobs.idle()
    assert desk.exercises.exercise(one.id).objectives[-1].text == Bilingual("Warn early", "Hayaku")


def test_del_takes_a_row_out_and_the_toast_brings_it_back(desk, ui, told, pane, one):
    go(pane.team, 0, WHO)
    QTest.keyClick(pane.team, KEY.Key_Delete)
    assert ui.jobs.idle()
    assert [member.name for member in team(desk, one)] == ["Capt Morishita"]
    told.undo()
    assert ui.jobs.idle()
    pane.refresh()
    assert ui.jobs.idle()
    assert [member.name for member in team(desk, one)] == ["Maj Lindqvist", "Capt Morishita"]
    assert pane.team.model().rowCount() == 3


def test_alt_and_the_arrows_change_the_order(desk, ui, pane, one):
    go(pane.team, 0, WHO)
    QTest.keyClick(pane.team, KEY.Key_Down, ALT)
    assert ui.jobs.idle()
    assert [member.name for member in team(desk, one)] == ["Capt Morishita", "Maj Lindqvist"]
    assert pane.team.currentIndex().row() == 1


def test_a_nation_takes_part_with_a_level_and_a_role(desk, ui, pane, one):
    write(ui, pane.parts, 1, 0, "Japan")
    write(ui, pane.parts, 1, 3, "Response cell")
    go(pane.parts, 1, 2)
    QTest.keyClick(pane.parts, KEY.Key_Return)
    from liaison_desk.foundation.qt.fields import ComboBox

    [box] = pane.parts.viewport().findChildren(ComboBox)
    box.setCurrentIndex(list(Level).index(Level.STAFF))
    QTest.keyClick(box, KEY.Key_Return)
    assert ui.jobs.idle()
    found = desk.exercises.exercise(one.id).participants
    assert found[1] == Participant(nation="JPN", level=Level.STAFF, role="Response cell")


def test_an_organization_of_the_desk_is_found_and_opens(desk, ui, told, pane, one, qtbot):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Space Operations Group")))
    go(pane.parts, 1, 0)
    QTest.keyClick(pane.parts, KEY.Key_Return)
    line = editor(pane.parts)
    QTest.keyClicks(line, "space")
    qtbot.waitUntil(lambda: bool(line.offers))
    QTest.keyClick(line, KEY.Key_Return)
    qtbot.waitUntil(lambda: len(desk.exercises.exercise(one.id).participants) == 2)
    assert ui.jobs.idle()
    assert desk.exercises.exercise(one.id).participants[1].organization_id == house.id
    go(pane.parts, 1, 0)
    QTest.keyClick(pane.parts, KEY.Key_Return, CTRL)
    assert told.opened == [RecordRef("organization", house.id)]


def test_objectives_are_written_in_both_languages_and_ours_are_marked(desk, ui, pane, one):
    write(ui, pane.objectives, 0, 0, "Exchange warning data")
    go(pane.objectives, 0, 1)
    QTest.keyClick(pane.objectives, KEY.Key_Space)
    assert ui.jobs.idle()
    go(pane.objectives, 0, 2)
    QTest.keyClick(pane.objectives, KEY.Key_Return)
    editor(pane.objectives).setText("警戒情報の交換")
    QTest.keyClick(editor(pane.objectives), KEY.Key_Return)
    assert ui.jobs.idle()
    [objective] = desk.exercises.exercise(one.id).objectives
    assert isinstance(objective, Objective)
    assert (objective.text.host, objective.text.home, objective.ours) == (
        "Exchange warning data",
        "警戒情報の交換",
        True,
    )
    assert objective.key


def test_j_and_k_move_and_start_no_typing(pane):
    go(pane.team, 0, WHO)
    QTest.keyClick(pane.team, KEY.Key_J)
    assert pane.team.currentIndex().row() == 1
    QTest.keyClick(pane.team, KEY.Key_K)
    assert pane.team.currentIndex().row() == 0
    assert pane.team.state() is not QAbstractItemView.State.EditingState


def test_what_somebody_else_changed_meanwhile_is_told_and_shown(desk, ui, pane, one):
    desk.exercises.save(replace(desk.exercises.exercise(one.id), sponsor="J7"))  # the pane is not told by the page here
    write(ui, pane.team, 0, ROLE, "Umpire")
    assert "make your last change again" in pane.strip.text()
    assert pane.team.model().index(0, ROLE).data() == "Observer"
    write(ui, pane.team, 0, ROLE, "Umpire")
    found = desk.exercises.exercise(one.id)
    assert (found.team[0].role, found.sponsor) == ("Umpire", "J7")


def test_a_change_typed_while_another_is_being_saved_is_saved_too(desk, ui, pane, one):
    go(pane.team, 0, LEADS)
    QTest.keyClick(pane.team, KEY.Key_Space)
    go(pane.team, 1, LEADS)
    QTest.keyClick(pane.team, KEY.Key_Space)
    assert ui.jobs.idle()
    assert [member.leads for member in team(desk, one)] == [True, False]


@pytest.mark.parametrize("width", [1244, 1100, 980])
def test_no_column_runs_out_of_its_pane(pane, ui, width):
    pane.resize(width, 700)
    assert ui.jobs.idle()
    for table in (pane.team, pane.parts, pane.objectives):
        widths = [table.columnWidth(number) for number in range(table.model().columnCount())]
        assert sum(widths) <= table.viewport().width()
