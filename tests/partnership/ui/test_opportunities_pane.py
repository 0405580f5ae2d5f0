"""The board of opportunities with real drags and keys on a real desk; it is 24 November 2026."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from liaison_desk.app.lending.partnership import partnership_sources
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.question import TextQuestion
from liaison_desk.partnership.records import Opportunity, OpportunitySort, OpportunityState
from liaison_desk.partnership.ui.page import PartnershipPage
from tests.tasks.using import click, drag, move, press
from tests.windows import fill, settle, shown, told, ui

__all__ = ["fill", "told", "ui"]

IDEA, EXPLORED, PROPOSED, AGREED, DROPPED = OpportunityState
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def three(desk):
    """Three opportunities: two ideas, and one proposed whose next step at home is past its day."""
    book = desk.opportunities
    made = [book.save(Opportunity(title=Bilingual(title))) for title in ("Exchange of operators", "Common badge")]
    late = {"home_owner": "Sato", "home_due": date(2026, 11, 20), "host_due": date(2026, 12, 9), "state": PROPOSED}
    return [
        *made,
        book.save(Opportunity(title=Bilingual("Data sharing", "データ共有"), nations=("USA", "JPN"), **late)),
    ]


@pytest.fixture
def page(desk, ui, qtbot, three):
    ui.memory.keep("partnership/pane", "opportunities")
    page = shown(PartnershipPage(partnership_sources(desk, ui), ui), ui, qtbot)
    settle(ui)
    return page


@pytest.fixture
def board(page):
    return page.pane().board


def titles(board, state):
    ids = list(board.column(state).model.listing.ids)
    lines = [board.column(state).model.line_at(board.column(state).model.index(row, 0)) for row in range(len(ids))]
    return [line.title.host for line in lines]


def middle(board, state):
    column = board.column(state)
    return column.mapToGlobal(column.rect().center())


def card(board, state, number=0):
    cards = board.column(state).cards
    return cards.viewport(), cards.visualRect(cards.model().index(number, 0)).center()


def question(page):
    return next(one for one in page.findChildren(TextQuestion) if one.isVisible())


def test_dropping_a_card_asks_why_and_one_undo_brings_it_back(page, board, ui, desk, told, three, qtbot):
    assert (titles(board, IDEA), titles(board, PROPOSED)) == (
        ["Exchange of operators", "Common badge"],
        ["Data sharing"],
    )
    viewport, at = card(board, IDEA, 1)
    drag(qtbot, ui, viewport, at, middle(board, DROPPED))
    asked = question(page)
    assert desk.opportunities.one(three[1].id).state is IDEA
    qtbot.keyClicks(asked.input, "Against the rules of the host")
    press(qtbot, ui, asked.input, Qt.Key.Key_Return)
    settle(ui)
    kept = desk.opportunities.one(three[1].id)
    assert (kept.state, kept.reason, titles(board, DROPPED)) == (
        DROPPED,
        "Against the rules of the host",
        ["Common badge"],
    )
    assert page.in_hand() == RecordRef("opportunity", three[1].id, "Common badge")
    told.undo()
    settle(ui)
    assert titles(board, IDEA) == ["Exchange of operators", "Common badge"]
    drag(qtbot, ui, *card(board, IDEA, 1), middle(board, DROPPED))
    press(qtbot, ui, question(page).input, Qt.Key.Key_Escape)
    assert desk.opportunities.one(three[1].id).state is IDEA


def test_cards_are_moved_with_alt_and_arrows_and_dragged_into_an_order(page, board, ui, desk, three, qtbot):
    first, second, third = (one.id for one in three)
    board.select_id(second)
    board.take_focus()
    press(qtbot, ui, board.column(IDEA).cards, Qt.Key.Key_Up, ALT)
    settle(ui)
    assert titles(board, IDEA) == ["Common badge", "Exchange of operators"]
    press(qtbot, ui, board.column(IDEA).cards, Qt.Key.Key_Up, ALT)  # it stands above all already
    press(qtbot, ui, board.column(IDEA).cards, Qt.Key.Key_Right, ALT)
    settle(ui)
    assert (titles(board, IDEA), titles(board, EXPLORED)) == (["Exchange of operators"], ["Common badge"])
    # Into a place between the cards of another column.
    viewport, at = card(board, EXPLORED)
    above = board.column(PROPOSED).cards
    drag(qtbot, ui, viewport, at, above.viewport().mapToGlobal(QPoint(20, 4)))
    settle(ui)
    assert titles(board, PROPOSED) == ["Common badge", "Data sharing"]
    drag(qtbot, ui, *card(board, PROPOSED, 0), middle(board, PROPOSED))
    settle(ui)
    assert titles(board, PROPOSED) == ["Data sharing", "Common badge"]
    before = desk.opportunities.one(third).version
    drag(qtbot, ui, *card(board, PROPOSED, 1), middle(board, PROPOSED))  # where it stands
    assert desk.opportunities.one(third).version == before
    assert desk.opportunities.one(first).state is IDEA


def test_a_long_column_goes_on_scrolling_while_a_card_is_held_at_its_end(page, board, ui, desk, three, qtbot):
    page.window().resize(page.window().width(), 420)
    for number in range(4):
        desk.opportunities.save(Opportunity(title=Bilingual(f"Idea {number}")))
    settle(ui)
    viewport, at = card(board, IDEA)
    bar = board.column(IDEA).cards.verticalScrollBar()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at)
    for end, there in ((viewport.height() - 6, bar.maximum()), (6, 0), (viewport.height() - 6, bar.maximum())):
        move(viewport, QPoint(at.x(), at.y() + 20))
        move(viewport, QPoint(at.x(), end))
        qtbot.waitUntil(lambda there=there: bar.value() == there)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(at.x(), viewport.height() - 2))
    settle(ui)
    assert board.column(IDEA).model.listing.ids[-1] == three[0].id
    place = bar.value()
    qtbot.wait(100)
    assert bar.value() == place  # nothing is held any more


def test_a_new_opportunity_is_written_down_and_begins_its_arrangement(page, board, ui, desk, told, fill, qtbot):
    def act(dialog):
        dialog.form.field("title").set_value(replace(dialog.form.field("title").value(), host="Liaison line"))
        dialog.form.field("subjects").set_value(("Networks",))
        qtbot.keyClicks(dialog.form.field("nations").input, "xyz")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(ui)
        assert dialog.isVisible()  # nobody knows that nation
        dialog.form.field("nations").input.clear()
        qtbot.keyClicks(dialog.form.field("nations").input, "aus")

    fill(act)
    click(qtbot, ui, page.pane().bar.new_button)
    settle(ui)
    (one,) = [one for one in desk.opportunities.everything() if one.title.host == "Liaison line"]
    assert (one.nations, one.subjects) == (("USA", "JPN", "AUS"), ("Networks",))
    assert titles(board, IDEA)[-1] == "Liaison line"
    view = page.pane().view
    click(qtbot, ui, view.begin_button)
    settle(ui)
    (begun,) = desk.arrangements.everything()
    assert told.opened == [RecordRef("arrangement", begun.id)]
    assert desk.opportunities.one(one.id).arrangement_id == begun.id
    assert titles(board, AGREED) == ["Liaison line"]
    assert view.begin_button is None  # it has one


def test_the_list_is_sorted_narrowed_and_edited_by_keys(page, ui, desk, three, fill, qtbot):
    pane = page.pane()
    click(qtbot, ui, pane.segments.button("list"))
    settle(ui)
    pane.set_sort(replace(pane.listed.sort, key=OpportunitySort.DUE))
    settle(ui)
    due = next(n for n, column in enumerate(pane.model.columns) if column.key == "due")
    assert pane.model.data(pane.model.index(0, due)) == "JPN 20 Nov"
    pane.bar.search.setFocus()
    qtbot.keyClicks(pane.bar.search, "data sharing")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    settle(ui)
    fill(lambda dialog: dialog.form.field("champion").set_value(("Col Reed", 0)))
    pane.take_focus()
    press(qtbot, ui, pane.table, Qt.Key.Key_F2)
    settle(ui)
    assert desk.opportunities.one(three[2].id).champion == "Col Reed"
    page.activateWindow()  # without a window manager nobody gives it the keyboard back after a dialog
    qtbot.waitUntil(page.isActiveWindow)
    press(qtbot, ui, pane.table, Qt.Key.Key_Delete)
    settle(ui)
    assert len(desk.opportunities.everything()) == 2
    page.show_other(RecordRef("opportunity", three[0].id))
    settle(ui)
    assert page.in_hand() == RecordRef("opportunity", three[0].id, "Exchange of operators")
