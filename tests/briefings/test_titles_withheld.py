"""A title that names somebody withheld takes its event off every paper, a calendar's or an organization's name only itself; the officer is told."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import pytest

from liaison_desk.briefings.records import PacketLanguage
from liaison_desk.calendar.records import Override, Party, Recurrence, Status
from liaison_desk.contacts.records import Email, Organization, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from tests.briefings.desks import HOME_ONLY, OPEN
from tests.briefings.papers import GRIDS, PAPERS, board, calendar_desk, calendar_of, days, event, printed, squeezed

SINCE, UNTIL = date(2026, 11, 2), date(2026, 11, 8)
TEMPLATES = (*PAPERS, "schedule")
TITLES = (
    Bilingual("Lunch with Rin Aoi"),
    Bilingual("Lunch", "葵凛と昼食"),
    Bilingual("AOI, Rin: farewell"),
    Bilingual("Call xq@example.jp"),
    Bilingual("Hidden Staff sync"),
)


@pytest.fixture
def desk(tmp_path):
    with closing(calendar_desk(tmp_path)) as opened:
        aoi = Person(name=PersonName("Aoi", "Rin", "葵", "凛"), emails=(Email("xq@example.jp"),), marking=HOME_ONLY)
        opened.contacts.save(aoi)
        opened.contacts.save_organization(Organization(name=Bilingual("Hidden Staff", "秘匿部"), marking=HOME_ONLY))
        board(opened)
        event(opened, "Plans sync", datetime(2026, 11, 3, 9), datetime(2026, 11, 3, 10))
        yield opened


def paper(desk, template, **more):
    return printed(desk, template, SINCE, UNTIL, language=PacketLanguage.BOTH, **more)


@pytest.mark.parametrize("template", TEMPLATES)
def test_an_event_whose_title_names_somebody_withheld_leaves_no_trace_and_is_reported(desk, template):
    before = paper(desk, template)
    card = next(one for one in desk.calendars.events_by_ids(range(1, 100)).values() if one.rhythm).rhythm
    for number, title in enumerate(TITLES):
        hour = datetime(2026, 11, 3, 9 + number)
        event(desk, title, hour, hour.replace(minute=30), rhythm=card, calendar="Battle rhythm")
        days(desk, title, datetime(2026, 11, 4), datetime(2026, 11, 7), calendar="Battle rhythm")
        off = {"status": Status.CANCELLED, "reason": Bilingual("Typhoon")}
        event(desk, title, hour, hour.replace(minute=30), rhythm=card, calendar="Battle rhythm", **off)
        series = Recurrence(rules=("FREQ=DAILY;COUNT=9",))
        event(desk, title, hour, hour.replace(minute=5), rhythm=card, calendar="Battle rhythm", recurrence=series)
    after = paper(desk, template)
    assert after.pdf == before.pdf
    assert after.outline == before.outline
    told = {(one.record.kind, one.record.label): one for one in after.withheld.entries}
    for label in (title.host for title in TITLES):
        assert told["event", label].whole
        assert told["event", label].rule == "Its title names what is withheld."
        assert told["event", label].may_permit == "JPN"
    assert "LunchwithRinAoi" in squeezed(paper(desk, template, audience=frozenset({"JPN"})))


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_changed_occurrence_whose_title_names_somebody_withheld_is_not_shown(desk, template):
    start = datetime(2026, 11, 2, 11)
    series = Recurrence(rules=("FREQ=DAILY;COUNT=9",))
    plain = event(desk, "Lunch", start, start.replace(hour=12), "Battle rhythm", recurrence=series)
    at = datetime(2026, 11, 2, 11)
    changed = Override(at, at, at.replace(hour=13), "America/Denver", title=Bilingual("Lunch with Rin Aoi"))
    desk.calendars.save(replace(plain, overrides=(changed,)))
    shown = paper(desk, template)
    assert "Aoi" not in squeezed(shown)
    assert ("event", "Its title names what is withheld.") in {
        (one.record.kind, one.rule) for one in shown.withheld.entries
    }


@pytest.mark.parametrize("template", [*GRIDS, "event-cards"])
def test_a_calendar_named_after_somebody_withheld_is_not_named(desk, template):
    named = desk.calendars.save_calendar(replace(calendar_of(desk, "Planning"), name=Bilingual("Visits of Rin Aoi")))
    shown = paper(desk, template)
    assert "Planssync" in squeezed(shown)
    assert "Aoi" not in squeezed(shown)
    desk.calendars.save_calendar(replace(named, name=Bilingual("Visits"), marking=HOME_ONLY))
    assert paper(desk, template).pdf == shown.pdf


def test_an_organization_named_after_somebody_withheld_is_not_named(desk):
    known = next(one for one in desk.calendars.events_by_ids(range(1, 100)).values() if one.rhythm)
    before = paper(desk, "event-cards")
    house = desk.contacts.save_organization(Organization(name=Bilingual("Office of Maj Aoi"), marking=OPEN))
    desk.calendars.save(replace(known, organizations=(Party("The office", house.id),)))
    assert paper(desk, "event-cards").pdf == before.pdf


def test_a_title_that_names_nobody_withheld_stays(desk):
    desk.contacts.save(Person(name=PersonName("Hartwell", "Dana"), marking=OPEN))
    event(desk, "Lunch with Dana Hartwell", datetime(2026, 11, 3, 12), datetime(2026, 11, 3, 13))
    event(desk, "Aoibara tour", datetime(2026, 11, 4, 12), datetime(2026, 11, 4, 13))
    shown = squeezed(paper(desk, "week-glance"))
    assert "LunchwithDanaHartwell" in shown
    assert "Aoibaratour" in shown


def inputs_as_tasks(desk, *, title="Operations board", what="Two slides", marking=OPEN):
    """Mark the battle-rhythm event anew after its inputs have become tasks, and rename it or them."""
    known = next(one for one in desk.calendars.events_by_ids(range(1, 100)).values() if one.rhythm)
    first = replace(known.rhythm.inputs[0], what=Bilingual(what))
    card = replace(known.rhythm, inputs=(first, *known.rhythm.inputs[1:]))
    desk.calendars.save(replace(known, title=Bilingual(title), rhythm=card, marking=marking))
    day = date(2026, 11, 30)
    return squeezed(printed(desk, "weekly", day, day))


def test_what_the_card_of_a_withheld_event_asks_for_is_no_suspense_on_paper(desk):
    desk.rhythm.settle()
    assert "Twoslides" in inputs_as_tasks(desk)
    for hidden in ({"marking": HOME_ONLY}, {"title": "Board of Maj Aoi"}):
        shown = inputs_as_tasks(desk, **hidden)
        assert "Twoslides" not in shown
        assert "Read-ahead" not in shown
    shown = inputs_as_tasks(desk, what="Slides for Maj Aoi")
    assert "Aoi" not in shown
    assert "Read-ahead" in shown
