"""A desk with calendars to print: holidays of both nations, a battle rhythm, contacts whose names may be withheld."""

import re
from datetime import datetime, time
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

import pikepdf

from liaison_desk.briefings.records import PacketRequest
from liaison_desk.calendar.records import (
    Calendar,
    Event,
    Participant,
    Recurrence,
    RhythmCard,
    RhythmInput,
)
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.clock import FixedClock
from tests.briefings.clean_pages import texts
from tests.briefings.desks import BOTH, NOW, OPEN, PROFILE
from tests.desks import filled_desk

GRIDS = ("week-glance", "month", "quarter", "planning-24")
PAPERS = (*GRIDS, "rhythm-week", "event-cards")
USA_JPN = frozenset({"USA", "JPN"})


def calendar_desk(folder, name="papers.desk"):
    return filled_desk(folder / name, with_calendars, PROFILE, FixedClock(NOW))[0]


def with_calendars(desk):
    """Save the calendars."""
    desk.calendars.save_calendars(
        [
            Calendar(name=Bilingual("Planning", "計画"), marking=OPEN),
            Calendar(name=Bilingual("Battle rhythm", "定例業務"), palette="rhythm", position=1, marking=BOTH),
            Calendar(name=Bilingual("Days off, Japan", "日本の祝日"), holidays="JPN", position=2, marking=OPEN),
            Calendar(name=Bilingual("Days off, host", "米国の祝日"), holidays="USA", position=3, marking=OPEN),
        ],
        "Make calendars",
    )


def calendar_of(desk, name="Planning"):
    return next(one for one in desk.calendars.calendars() if one.name.host == name)


def event(desk, title, start, end, calendar="Planning", **more):
    """Save an event at wall times of Colorado, or of another ``zone``."""
    title = title if isinstance(title, Bilingual) else Bilingual(title)
    values = {"zone": "America/Denver", "marking": OPEN, "calendar_id": calendar_of(desk, calendar).id} | more
    return desk.calendars.save(Event(title=title, start=start, end=end, **values))


def days(desk, title, first, last, **more):
    return event(desk, title, first, last, zone="", all_day=True, **more)


def board(desk, **more):
    """Save a battle-rhythm event with a card, on Mondays and Thursdays from 26 October 2026."""
    card = RhythmCard(
        purpose=Bilingual("Decide priorities", "優先順位の決定"),
        chair=more.pop("chair", Participant("Dana Hartwell")),
        members=Bilingual("J3, J5, liaison", "J3、J5、連絡官"),
        inputs=(
            RhythmInput(Bilingual("Two slides", "スライド2枚"), 2, None, "J5"),
            RhythmInput(Bilingual("Read-ahead", "事前資料"), 1, time(12)),
        ),
        outputs=Bilingual("Decision memo", "決定覚書"),
        role=Bilingual("Observer", "オブザーバー"),
        report=Bilingual("Weekly report", "週報"),
    )
    values = {
        "rhythm": card,
        "recurrence": Recurrence(rules=("FREQ=WEEKLY;BYDAY=MO,TH",)),
        "link": "https://vtc.example/ops",
        "access": "invitation",
        "travel_before": 20,
        "place": Bilingual("Building 1", "1号館"),
    } | more
    title = Bilingual("Operations board", "作戦会議")
    return event(desk, title, datetime(2026, 10, 26, 14), datetime(2026, 10, 26, 15, 30), "Battle rhythm", **values)


def printed(desk, template, since=None, until=None, **more):
    return desk.briefings.compose(
        PacketRequest(template, since=since, until=until, audience=more.pop("audience", USA_JPN), **more)
    )


class Read(NamedTuple):
    """What a file says: the text of each page, and the values of its metadata."""

    pages: tuple[str, ...]
    metadata: tuple[str, ...]


@lru_cache(256)  # what nothing changes is printed the same to the byte, again and again
def read(pdf):
    with pikepdf.open(BytesIO(pdf)) as file:
        return Read(tuple(texts(pdf)), tuple(str(value) for value in file.docinfo.values()))


def pages(result):
    return list(read(result.pdf).pages)


def squeezed(result):
    """Return all the text of a packet without blanks, for words are broken over lines."""
    return re.sub(r"\s+", "", "".join(pages(result)))
