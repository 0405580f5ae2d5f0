"""Views under a name, from the chip above the list; it is 0941 in Colorado Springs on 24 November 2026."""

from dataclasses import replace

import pytest

from liaison_desk.contacts.records import Person
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.errors import InvalidError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import Mode, TaskFilter, TaskGrouping, TaskSort, TaskView
from liaison_desk.tasks.rules.scopes import Scope
from liaison_desk.tasks.ui.views import views_dialog
from tests.tasks.using import choose, click, headings, open_menu, shown


def entries(menu):
    return [tuple(action.text().split("\t")) for action in menu.actions() if action.text()]


def keep(page, ui, qtbot, name, *, pinned=False):
    """Save what is on show as a view, through the menu."""

    def fill(dialog):
        dialog.name.set_value(name)
        dialog.pinned.set_value(pinned)
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    click(qtbot, ui, page.bar.views_chip)
    choose(qtbot, ui, open_menu(page), "Save as a view…")


def test_a_view_brings_back_scope_words_order_and_groups(page, ui, desk, qtbot):
    click(qtbot, ui, page.bar.chips[Scope.ALL])
    page.head.search.setText("r")
    qtbot.waitUntil(lambda: shown(page) == ["Roster", "Annex B"] or len(shown(page)) == 2)
    page.table.show_sort(Sort(TaskSort.TITLE, descending=True))
    page._on_sort(Sort(TaskSort.TITLE, descending=True))
    assert ui.jobs.idle()
    before = shown(page)
    keep(page, ui, qtbot, "Mine", pinned=True)
    saved = desk.task_views.views(pinned=True)[0]
    assert (saved.wanted.words, saved.sort, saved.descending, saved.grouping) == (
        "r", TaskSort.TITLE, True, TaskGrouping.SUSPENSE,
    )  # fmt: skip
    assert page.bar.views_chip.text() == "Mine"
    page.show_all()
    click(qtbot, ui, page.bar.chips[Scope.DONE])
    assert shown(page) == []
    click(qtbot, ui, page.bar.views_chip)
    assert entries(open_menu(page))[0] == ("Mine", "2")
    choose(qtbot, ui, open_menu(page), "Mine")
    assert (shown(page), page.head.search.text(), page.sort) == (before, "r", Sort(TaskSort.TITLE, descending=True))


def test_a_view_that_was_changed_says_so_and_is_kept_on_request(page, ui, desk, qtbot):
    keep(page, ui, qtbot, "Open ones")
    click(qtbot, ui, page.bar.chips[Scope.ALL])
    assert page.bar.views_chip.text() == "Open ones *"
    click(qtbot, ui, page.bar.views_chip)
    choose(qtbot, ui, open_menu(page), "Change “Open ones” to what is shown")
    assert page.bar.views_chip.text() == "Open ones"
    assert desk.task_views.views()[0].wanted == TaskFilter()


def test_a_name_that_is_taken_is_refused_in_the_dialog(page, ui, desk, qtbot):
    desk.task_views.save(TaskView(name="Mine", wanted=TaskFilter()))
    problems = []

    def fill(dialog):
        dialog.name.set_value("MINE")
        dialog.act()
        assert ui.jobs.idle()
        problems.append(dialog.name.problem())

    ui.ask.fill = fill
    page.viewing.keep()
    assert problems == ["There is a saved view of this name. Choose another."]
    assert len(desk.task_views.views()) == 1


def test_views_are_renamed_pinned_and_deleted_in_their_dialog(page, ui, desk, qtbot):
    for name in ("Alpha", "Bravo"):
        desk.task_views.save(TaskView(name=name, wanted=TaskFilter()))
    dialog = views_dialog(ui, desk.task_views, page.take_view)
    qtbot.addWidget(dialog)
    dialog.show()
    assert ui.jobs.idle()
    assert [dialog.rows.topLevelItem(n).text(1) for n in range(2)] == ["3", "3"]
    dialog.rows.topLevelItem(0).setText(0, "Charlie")
    assert ui.jobs.idle()
    assert [view.name for view in desk.task_views.views()] == ["Bravo", "Charlie"]
    dialog.rows.itemWidget(dialog.rows.topLevelItem(0), 2).click()
    assert ui.jobs.idle()
    assert [view.name for view in desk.task_views.views(pinned=True)] == ["Bravo"]
    dialog.rows.choose(1)
    dialog.delete()
    assert ui.jobs.idle()
    assert [view.name for view in desk.task_views.views()] == ["Bravo"]
    dialog.rows.topLevelItem(0).setText(0, "  ")
    assert ui.jobs.idle()
    assert "Give the view a name." in dialog.strip.text()
    assert [view.name for view in desk.task_views.views()] == ["Bravo"]


def test_another_page_opens_a_view_here(page, ui, desk):
    desk.task_views.save(TaskView(name="Far", wanted=TaskFilter(words="roster"), grouping=TaskGrouping.KIND))
    view = desk.task_views.views()[0]
    page.show_other(RecordRef("task view", view.id))
    assert ui.jobs.idle()
    assert (shown(page), headings(page)) == (["Roster"], [("Task", 1)])
    page.show_other(RecordRef("task view", 999_999))  # one that is gone changes nothing
    assert ui.jobs.idle()
    assert shown(page) == ["Roster"]


def test_the_tasks_of_a_person_are_shown_and_everybodys_again(page, ui, desk, three, qtbot):
    desk.tasks.save(three[1])
    page.bar.narrow_to_person(RecordRef("person", 12345, "Maj Ito"))
    assert ui.jobs.idle()
    assert shown(page) == []
    assert page.bar.person_chip.text() == "Maj Ito"
    click(qtbot, ui, page.bar.person_chip)
    assert len(shown(page)) == 3


def test_a_view_of_no_name_is_refused(desk):
    with pytest.raises(InvalidError, match="Give the view a name"):
        desk.task_views.save(TaskView(name=" ", wanted=TaskFilter()))


def test_a_view_of_a_board_is_a_board_again_also_from_today(page, ui, desk, qtbot):
    click(qtbot, ui, page.head.segments.button(Mode.BOARD))
    keep(page, ui, qtbot, "Wall", pinned=True)
    saved = desk.task_views.views(pinned=True)[0]
    assert (saved.mode, saved.wanted) == (Mode.BOARD, page.wanted())
    click(qtbot, ui, page.head.segments.button(Mode.LIST))
    assert page.bar.views_chip.text() == "Wall *"
    page.show_other(RecordRef("task view", saved.id))
    assert ui.jobs.idle()
    assert (page.head.mode, page.stack.currentWidget()) == (Mode.BOARD, page.stack.board)
    assert page.bar.views_chip.text() == "Wall"
    click(qtbot, ui, page.head.segments.button(Mode.TIMELINE))
    click(qtbot, ui, page.bar.views_chip)
    choose(qtbot, ui, open_menu(page), "Change “Wall” to what is shown")
    assert desk.task_views.views()[0].mode is Mode.TIMELINE


def test_a_view_of_a_persons_tasks_says_whose(page, ui, desk, qtbot):
    raman, sato = (
        desk.contacts.save(Person(name=PersonName(family, given)))
        for family, given in (("Raman", "Asha"), ("Sato", "Mika"))
    )
    views = [
        desk.task_views.save(TaskView(name=str(one.id), wanted=TaskFilter(contact_id=one.id))) for one in (raman, sato)
    ]
    page.bar.narrow_to_person(RecordRef("person", raman.id, "Asha"))
    for view, name in ((views[1], "Sato"), (views[0], "Raman")):
        page.show_other(RecordRef("task_view", view.id))
        assert ui.jobs.idle()
        assert name in page.bar.person_chip.text()
    click(qtbot, ui, page.bar.person_chip)
    assert page.bar.person_chip.text() == "Person"


def test_the_chip_of_a_view_that_is_gone_or_renamed_meanwhile_says_so(page, ui, desk, qtbot):
    keep(page, ui, qtbot, "Mine")
    saved = desk.task_views.views()[0]
    desk.task_views.save(replace(saved, name="Ours"))
    qtbot.waitUntil(lambda: page.bar.views_chip.text() == "Ours")
    desk.task_views.delete([saved.id])
    qtbot.waitUntil(lambda: page.bar.views_chip.text() == "Views")
    assert page.as_view().id == 0
