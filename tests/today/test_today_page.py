"""The first page tells all there is, also what it has no room to show, and stays whole in a low window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.app.founding import new_profile, standard_calendars
from liaison_desk.app.start import Memories, Program
from liaison_desk.calendar.records import Answer, Event, Participant, Status
from liaison_desk.contacts.records import Person, PersonFilter, PersonSort, SavedSearch
from liaison_desk.contacts.ui.page import ContactsPage
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.tasks.records import Task, TaskState
from liaison_desk.today.page import TodayPage
from liaison_desk.today.sections import FoldTitle
from liaison_desk.today.view import EVERYTHING, Sources, TodayView, read_parts
from liaison_desk.today.words import many
from tests.desks import new_desk

NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)


@pytest.fixture
def page(qapp, tmp_path: Path) -> Iterator[TodayPage]:
    """Today on a desk with twelve suspenses, as many waits and an exercise that begins tomorrow, in the smallest window."""
    profile = new_profile("JPN", "USA")
    desk = new_desk(tmp_path / "busy.desk", profile, FixedClock(NOW))
    calendars = desk.calendars.save_calendars(standard_calendars(profile), "Make the desk")
    exercises = next(one for one in calendars if one.palette == "exercises")
    for number in range(12):
        desk.tasks.save(
            Task(title=Bilingual(f"Reply {number}"), due=datetime(2026, 11, 25, 12), due_zone=profile.host_zone)
        )
        desk.tasks.save(Task(title=Bilingual(f"Seats {number}"), state=TaskState.WAITING, waiting_on="J6"))
    desk.calendars.save(
        Event(
            title=Bilingual("MSEL draft window"),
            calendar_id=exercises.id,
            start=datetime.combine(date(2026, 11, 25), time()),
            end=datetime.combine(date(2026, 11, 28), time()),
            all_day=True,
        )
    )
    for name, pinned in (("Japanese side", True), ("Not on Today", False)):
        search = SavedSearch(name=name, wanted=PersonFilter(nation="JPN"), sort=PersonSort.NAME, pinned=pinned)
        desk.searches.save(search)
    desk.contacts.save(Person(name=PersonName("Mori", "Aki"), nation="JPN"))
    desk.history.settle()
    desk.close()
    program = Program(
        str(tmp_path / "busy.desk"), Memories(tmp_path), Language("en"), FixedClock(NOW), "light", asker=PreparedAsker()
    )
    program.unseen = True
    program.window.resize(1024, 700)
    program.window.show()
    assert QTest.qWaitForWindowActive(program.window)
    program.open_desk()
    assert program.jobs.idle()
    found = program.window.findChild(TodayPage)
    assert found is not None
    yield found
    program.close()


def test_what_is_cancelled_or_declined_is_not_on_today(tmp_path: Path) -> None:
    profile = replace(new_profile("JPN", "USA"), officer_emails=("kisaragi@example.org",))
    desk = new_desk(tmp_path / "a.desk", profile, FixedClock(NOW))
    [calendar, *_] = desk.calendars.save_calendars(standard_calendars(profile), "Make the desk")
    noon = datetime(2026, 11, 24, 12)
    for title, status, answer in (
        ("Off", Status.CANCELLED, Answer.ACCEPTED), ("Without me", Status.CONFIRMED, Answer.DECLINED), ("On", Status.CONFIRMED, Answer.ACCEPTED),
    ):  # fmt: skip
        me = Participant("Maj Kisaragi", "kisaragi@example.org", answer=answer)
        desk.calendars.save(
            Event(calendar_id=calendar.id, title=Bilingual(title), start=noon, end=noon.replace(hour=13), zone=profile.host_zone,
                  status=status, participants=(me,))
        )  # fmt: skip
    asked = (desk.profile.get, desk.calendars, desk.tasks, desk.task_views, desk.meetings, desk.contacts, desk.searches)
    view = TodayView(**read_parts(Sources(*asked, lambda since: []), NOW, EVERYTHING))
    assert [one.title.host for one in view.schedule] == ["On"]
    desk.close()


def words_of(page: TodayPage) -> list[str]:
    shown = [one for kind in (Text, FoldTitle) for one in page.findChildren(kind) if one.isVisible()]
    return [one.text() for one in shown]


def links_of(page: TodayPage) -> list[str]:
    return [one.text() for one in page.findChildren(LinkButton) if one.isVisibleTo(page)]


def test_the_count_of_suspenses_tells_also_those_without_room(page: TodayPage) -> None:
    assert len(page.work.suspenses.lines()) == 8
    assert {"Suspenses 12 due", "4 more", "Waiting on others 12", "7 more"} <= {*words_of(page), *links_of(page)}
    assert len(page.work.waiting.lines()) == 5


def test_tomorrow_is_one_day_away(page: TodayPage) -> None:
    assert "day to MSEL draft window" in words_of(page)


def test_titles_keep_their_height_in_the_smallest_window(page: TodayPage) -> None:
    titles = [one for one in page.findChildren(FoldTitle) if one.isVisible()]
    assert len(titles) >= 3
    assert {title.height() for title in titles} == {40}


def test_a_count_says_when_it_stopped_counting() -> None:
    assert [many(n) for n in (7, 99, 100)] == ["7", "99", "99+"]


def test_a_pinned_search_stands_here_with_its_count_and_leads_to_its_people(page: TodayPage) -> None:
    assert [(one.name, count) for one, count in page.side.pinned.lines()] == [("Japanese side", 1)]
    window = page.window()
    row = page.side.pinned.visualRect(page.side.pinned.model().index(0, 0)).center()
    QTest.mouseClick(page.side.pinned.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert page._ui.jobs.idle()
    shown = window.findChild(ContactsPage)
    assert shown is not None
    assert shown.isVisible()
    assert shown.people.shown_filter == PersonFilter(nation="JPN")
