"""The cadence board with real clicks and keys, over people and over posts; it is 24 November 2026."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from liaison_desk.calendar.records import Calendar, Event, Participant
from liaison_desk.contacts.records import Billet, BoardSort, PersonFilter, Post
from liaison_desk.contacts.ui.board import CadenceBoard
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.paging import Sort
from tests.contacts.people import AIDA, AIR_STAFF, PLANS, RAMAN, TODAY, WHITCOMBE, YAJIMA, in_post, meet

NEGLECT = Sort(BoardSort.NEGLECT)


@pytest.fixture
def related(desk):
    """Yajima 43 days after 30, Aida 10 after 30, Whitcombe never met in 90 and planned for, Raman without an interval."""
    people = [
        replace(YAJIMA, cadence_days=30),
        replace(AIDA, cadence_days=30),
        replace(WHITCOMBE, cadence_days=90),
        RAMAN,
    ]
    saved = {one.name.family: one for one in desk.contacts.save_all(people, "Add contacts")}
    meet(desk, [saved["Yajima"]], 43, "vtc", "Objectives")
    meet(desk, [saved["Yajima"]], 300)
    meet(desk, [saved["Aida"]], 10, "office_call")
    meet(desk, [saved["Aida"]], -9, title="Next talks")
    calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Planning")))
    start = datetime(2026, 12, 1, 9)
    invited = Participant("W", contact_id=saved["Whitcombe"].id)
    desk.calendars.save(
        Event(
            calendar_id=calendar.id, title=Bilingual("Dinner"), start=start, end=start + timedelta(hours=1),
            zone="America/Denver", participants=(invited,),
        )
    )  # fmt: skip
    return saved


def names(desk, listing):
    lines = desk.relations.lines(list(listing.ids))
    return [lines[id_].person.name.family for id_ in listing.ids]


def test_the_most_neglected_come_first_and_every_column_sorts(desk, related):
    relations, everybody = desk.relations, PersonFilter(with_interval=True)
    assert names(desk, relations.people(everybody, NEGLECT)) == ["Yajima", "Aida", "Whitcombe"]
    assert names(desk, relations.people(everybody, Sort(BoardSort.NAME))) == ["Aida", "Whitcombe", "Yajima"]
    assert names(desk, relations.people(everybody, Sort(BoardSort.LAST))) == ["Whitcombe", "Yajima", "Aida"]
    assert names(desk, relations.people(everybody, Sort(BoardSort.NEXT))) == ["Yajima", "Whitcombe", "Aida"]
    assert names(desk, relations.people(everybody, Sort(BoardSort.INTERVAL, descending=True)))[0] == "Whitcombe"
    assert names(desk, relations.people(everybody, NEGLECT, unplanned=True)) == ["Yajima"]
    assert names(desk, relations.people(replace(everybody, overdue=True), NEGLECT)) == ["Yajima"]
    assert names(desk, relations.people(replace(everybody, nation="USA"), NEGLECT)) == ["Whitcombe"]


def test_a_row_tells_the_last_and_the_next_engagement(desk, related):
    lines = desk.relations.lines([one.id for one in related.values()])
    by_name = {line.person.name.family: line for line in lines.values()}
    assert by_name["Yajima"].last.start.date() == TODAY - timedelta(days=43)
    assert by_name["Yajima"].next is None
    assert by_name["Aida"].next.title.host == "Next talks"
    assert (by_name["Whitcombe"].last, by_name["Whitcombe"].next.kind) == (None, "event")


def test_a_post_counts_meetings_with_whoever_held_it_at_the_time(any_desk):
    desk = any_desk
    chief = desk.billets.save(Billet(title=Bilingual("Chief"), cadence_days=30))
    vacant = desk.billets.save(Billet(title=Bilingual("Deputy"), cadence_days=60))
    before = replace(AIDA, posts=(Post(Bilingual("Chief"), until=date(2026, 8, 31), billet_id=chief.id),))
    now = replace(YAJIMA, posts=(Post(Bilingual("Chief"), since=date(2026, 9, 1), billet_id=chief.id),))
    aida, yajima = desk.contacts.save_all([before, now], "Add contacts")
    meet(desk, [aida], 100)
    last = Post(Bilingual("Deputy"), until=TODAY - timedelta(days=100), billet_id=vacant.id)
    desk.contacts.save(replace(aida, posts=(*aida.posts, last)))  # met on the very last day
    meet(desk, [aida], 5)  # he no longer held the post
    meet(desk, [yajima], 200)  # he did not hold it yet
    listing = desk.relations.posts(NEGLECT)
    lines = desk.relations.post_lines(list(listing.ids))
    assert list(listing.ids) == [chief.id, vacant.id]
    assert lines[chief.id].person.name.family == "Yajima"
    assert lines[chief.id].last.start.date() == TODAY - timedelta(days=100)
    assert lines[vacant.id].person is None
    assert lines[vacant.id].last.start.date() == TODAY - timedelta(days=100)


def test_people_and_posts_are_narrowed_to_an_organization_with_those_below_it(any_desk):
    desk = any_desk
    above = desk.contacts.save_organization(AIR_STAFF)
    below = desk.contacts.save_organization(replace(PLANS, parent_id=above.id))
    away = desk.contacts.save_organization(replace(PLANS, name=Bilingual("Elsewhere")))
    posts = [
        desk.billets.save(Billet(title=Bilingual("Chief"), organization_id=house.id, cadence_days=30))
        for house in (above, below, away)
    ]
    people = [
        in_post(replace(one, cadence_days=30), house)
        for one, house in ((YAJIMA, above), (AIDA, below), (WHITCOMBE, away))
    ]
    saved = desk.contacts.save_all(people, "Add contacts")
    wanted = PersonFilter(organization_id=above.id, with_below=True)
    assert set(desk.relations.people(wanted, NEGLECT).ids) == {saved[0].id, saved[1].id}
    assert set(desk.relations.posts(NEGLECT, wanted).ids) == {posts[0].id, posts[1].id}
    assert set(desk.relations.posts(NEGLECT, PersonFilter(nation="JPN")).ids) == {posts[0].id}


@pytest.fixture
def board(ui, desk, related, window, qtbot):
    page = CadenceBoard(desk.relations, desk.contacts, ui, desk.profile.get, window.logged.append)
    qtbot.addWidget(page)
    page.resize(1240, 700)
    page.show()
    page.refresh(None)
    assert ui.jobs.idle()
    qtbot.waitUntil(lambda: page.model.line_at(page.model.index(0, 0)) is not None)
    return page


def shown(board):
    return [
        board.model.words(board.model.line_at(board.model.index(row, 0)), 0) for row in range(board.model.rowCount())
    ]


def test_the_board_opens_people_logs_contacts_and_sets_intervals_by_key(board, ui, desk, related, window, qtbot):
    assert shown(board)[0].startswith("Lt Col Yajima Masahito")
    assert board.count.text_whole() == "1 overdue of 3"
    board.table.setFocus()
    qtbot.keyClick(board.table, Qt.Key.Key_Return)
    assert [ref.id for ref in window.opened] == [related["Yajima"].id]
    qtbot.keyClick(board.table, Qt.Key.Key_L)
    assert window.logged == [related["Yajima"].id]
    board.set_interval(60)
    assert ui.jobs.idle()
    assert desk.contacts.person(related["Yajima"].id).cadence_days == 60


def test_chips_narrow_the_board_and_posts_have_rows_of_their_own(board, ui, desk, related, qtbot):
    qtbot.mouseClick(board.overdue_chip, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    qtbot.waitUntil(lambda: board.model.rowCount() == 1)
    qtbot.mouseClick(board.overdue_chip, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(board.unplanned_chip, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    qtbot.waitUntil(lambda: len(shown(board)) == 1)
    qtbot.mouseClick(board.unplanned_chip, Qt.MouseButton.LeftButton)
    desk.billets.save(Billet(title=Bilingual("Deputy"), cadence_days=60))
    qtbot.mouseClick(board.rows.button("posts"), Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    qtbot.waitUntil(lambda: board.model.rowCount() == 1 and board.model.line_at(board.model.index(0, 0)) is not None)
    assert shown(board) == ["Vacant"]
    assert board.tag_chip.isHidden()
