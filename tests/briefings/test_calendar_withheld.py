"""What is withheld leaves no trace on calendars: neither words nor a gap, a number, a name in the legend, or a wider column."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import pytest

from liaison_desk.calendar.records import Calendar, Participant, Party, Recurrence, Status
from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from tests.briefings.desks import BOTH, HOME_ONLY
from tests.briefings.papers import (
    GRIDS,
    PAPERS,
    board,
    calendar_desk,
    calendar_of,
    days,
    event,
    printed,
    squeezed,
)

SINCE, UNTIL = date(2026, 11, 2), date(2026, 11, 8)


@pytest.fixture
def desk(tmp_path):
    with closing(calendar_desk(tmp_path)) as opened:
        board(opened)
        event(opened, "Plans sync", datetime(2026, 11, 3, 9), datetime(2026, 11, 3, 10))
        event(opened, "Shared talk", datetime(2026, 11, 3, 9, 30), datetime(2026, 11, 3, 10, 30), marking=BOTH)
        days(opened, "Conference", datetime(2026, 11, 4), datetime(2026, 11, 7))
        yield opened


def hide(desk, calendar):
    """Put things on every kind of place that would each change the grid if they were counted."""
    hidden = {"marking": HOME_ONLY, "calendar": calendar}
    for hour in (9, 9, 9, 3):
        event(desk, "Secret talk", datetime(2026, 11, 3, hour), datetime(2026, 11, 3, hour + 1), **hidden)
    days(desk, "Secret stay", datetime(2026, 11, 2), datetime(2026, 11, 6), **hidden)
    event(
        desk, "Secret series", datetime(2026, 11, 2, 9), datetime(2026, 11, 2, 10),
        recurrence=Recurrence(rules=("FREQ=DAILY",)), **hidden,
    )  # fmt: skip
    event(
        desk, "Secret failure", datetime(2026, 11, 5, 9), datetime(2026, 11, 5, 10),
        status=Status.CANCELLED, reason=Bilingual("Secret reason"), **hidden,
    )  # fmt: skip


@pytest.mark.parametrize("template", PAPERS)
def test_withheld_events_leave_no_trace(desk, template):
    before = printed(desk, template, SINCE, UNTIL)
    hide(desk, "Planning")
    hide(desk, "Battle rhythm")
    after = printed(desk, template, SINCE, UNTIL)
    assert after.pdf == before.pdf
    assert after.outline == before.outline
    assert after.portions == before.portions
    assert any(entry.record.label.startswith("Secret") for entry in after.withheld.entries)


@pytest.mark.parametrize("template", PAPERS)
def test_a_withheld_calendar_leaves_no_trace(desk, template):
    before = printed(desk, template, SINCE, UNTIL)
    desk.calendars.save_calendar(
        Calendar(name=Bilingual("Quiet", "内密"), palette="visits", position=0, marking=HOME_ONLY)
    )
    desk.calendars.save_calendar(Calendar(name=Bilingual("Quiet days"), holidays="DEU", marking=HOME_ONLY))
    hide(desk, "Quiet")
    after = printed(desk, template, SINCE, UNTIL)
    assert after.pdf == before.pdf
    if template in GRIDS:
        assert ("calendar", "Quiet") in {(one.record.kind, one.record.label) for one in after.withheld.entries}


@pytest.mark.parametrize("template", GRIDS)
def test_an_event_that_may_be_shown_stands_without_the_name_of_its_withheld_calendar(desk, template):
    desk.calendars.save_calendar(Calendar(name=Bilingual("Quiet"), marking=HOME_ONLY))
    event(desk, "Open talk", datetime(2026, 11, 3, 13), datetime(2026, 11, 3, 14), calendar="Quiet")
    result = printed(desk, template, SINCE, UNTIL)
    assert "Opentalk" in squeezed(result)
    assert "Quiet" not in squeezed(result)


@pytest.mark.parametrize("template", GRIDS)
def test_the_holidays_of_a_withheld_calendar_are_not_shown(desk, template):
    shown = squeezed(printed(desk, template, date(2026, 11, 1), date(2026, 11, 30)))
    assert "CultureDay" in shown
    off = calendar_of(desk, "Days off, Japan")
    desk.calendars.save_calendar(replace(off, marking=HOME_ONLY))
    hidden = squeezed(printed(desk, template, date(2026, 11, 1), date(2026, 11, 30)))
    assert "CultureDay" not in hidden
    assert "Daysoff,Japan" not in hidden
    assert "VeteransDay" in hidden


@pytest.mark.parametrize("template", ["rhythm-week", "event-cards"])
@pytest.mark.parametrize("picked", [True, False])
def test_a_withheld_contact_is_named_nowhere_on_a_card(desk, template, picked):
    aoi = desk.contacts.save(Person(name=PersonName("Aoi", "Rin", "葵", "凛"), marking=HOME_ONLY))
    house = desk.contacts.save_organization(Organization(name=Bilingual("Hidden Staff"), marking=HOME_ONLY))
    known = next(iter(desk.calendars.events_by_ids(range(1, 100)).values()))
    plain = desk.calendars.save(replace(known, title=Bilingual("Board"), rhythm=replace(known.rhythm, chair=None)))
    before = printed(desk, template, SINCE, UNTIL)
    someone = Participant("Rin Aoi", contact_id=aoi.id if picked else 0, role="chair", answer="accepted")
    party = Party("Hidden Staff", house.id if picked else 0)
    card = replace(plain.rhythm, chair=someone)
    desk.calendars.save(replace(plain, rhythm=card, participants=(someone,), organizations=(party,), organizer=someone))
    after = printed(desk, template, SINCE, UNTIL)
    assert after.pdf == before.pdf
    assert "Aoi" not in squeezed(after)


def test_the_mark_of_a_page_is_of_what_went_in(desk):
    assert printed(desk, "week-glance", SINCE, UNTIL).banner == "UNCLASSIFIED//REL TO USA, JPN"
    only = (calendar_of(desk).id,)
    shared = next(
        one for one in desk.calendars.events_by_ids(range(1, 100)).values() if one.title.host == "Shared talk"
    )
    desk.calendars.delete([shared.id])
    # The battle rhythm's name is marked for both nations, but nothing of it is on this paper.
    assert printed(desk, "week-glance", SINCE, UNTIL, calendars=only).banner == "UNCLASSIFIED"
    assert printed(desk, "quarter", SINCE, UNTIL, calendars=only).banner == "UNCLASSIFIED"


def test_a_paper_for_home_alone_holds_what_only_home_may_read(desk):
    hide(desk, "Planning")
    result = printed(desk, "week-glance", SINCE, UNTIL, audience=frozenset({"JPN"}))
    assert "Secretstay" in squeezed(result)
    assert result.marking.audience == frozenset({"JPN"})
