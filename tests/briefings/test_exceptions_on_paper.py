"""Occurrences that differ from their series, alone or with all later ones, are on paper as they are: when, with whom, and why they are off."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from liaison_desk.briefings.records import PacketLanguage
from liaison_desk.calendar.records import Override, Participant, Recurrence, Status
from liaison_desk.domain.bilingual import Bilingual
from tests.briefings.papers import calendar_desk, event, printed, squeezed

SINCE, UNTIL = date(2026, 11, 2), date(2026, 11, 8)
START = datetime(2026, 11, 2, 9)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def desk(tmp_path):
    with closing(calendar_desk(tmp_path)) as opened:
        yield opened


def paper(desk, template, **more):
    return squeezed(printed(desk, template, SINCE, UNTIL, language=PacketLanguage.HOST, **more))


def sync(desk, *overrides):
    plain = event(desk, "Sync", START, START + HOUR, recurrence=Recurrence(("FREQ=DAILY;COUNT=30",)))
    return desk.calendars.save(replace(plain, overrides=overrides, participants=(Participant("Bob Long"),)))


@pytest.mark.parametrize("template", ["event-cards", "week-glance", "schedule"])
def test_a_day_of_a_series_of_hours_that_lasts_all_day_has_no_hours(desk, template):
    midnight = datetime(2026, 11, 2)
    only = sync(desk, Override(at=START, start=midnight, end=midnight + DAY, all_day=True, title=Bilingual("Sync day")))
    shown = paper(desk, template, events=(only.id,) if template == "event-cards" else None)
    assert "Syncday" in shown
    assert ("allday" in shown) is (template != "week-glance")  # a band says so by itself
    if template == "event-cards":
        assert "0000" not in shown
        assert "1Nov" not in shown


def later(**more):
    begins = START + 2 * HOUR
    said = {"title": Bilingual("Board"), "place": Bilingual("Annex"), "description": Bilingual("Bring slides"),
            "participants": (Participant("Kay Short"),)} | more  # fmt: skip
    return Override(
        START - 3 * DAY, begins - 3 * DAY, begins - 3 * DAY + HOUR, "America/Denver", this_and_future=True, **said
    )


def board(desk, **more):
    early = event(
        desk, "Sync", START - 5 * DAY, START - 5 * DAY + HOUR, recurrence=Recurrence(("FREQ=DAILY;COUNT=30",))
    )
    return desk.calendars.save(
        replace(
            early,
            overrides=(later(**more),),
            participants=(Participant("Bob Long"),),
            description=Bilingual("Old words"),
        )
    )


def test_the_card_of_what_changed_from_a_day_on_says_what_it_is_now(desk):
    known = board(desk)
    for events in (None, (known.id,)):
        shown = paper(desk, "event-cards", events=events)
        for words in ("Board", "Annex", "Bringslides", "KayShort", "1100"):
            assert words in shown
        for words in ("Sync", "Oldwords", "BobLong"):
            assert words not in shown


def test_an_occurrence_that_names_nobody_is_with_the_people_of_its_series(desk):
    known = board(desk, participants=())
    assert "BobLong" in paper(desk, "event-cards", events=(known.id,))


@pytest.mark.parametrize("template", ["event-cards", "week-glance"])
def test_what_is_off_from_a_day_on_says_its_own_reason(desk, template):
    board(desk, status=Status.CANCELLED, reason=Bilingual("Flooded"))
    assert "Flooded" in paper(desk, template)
