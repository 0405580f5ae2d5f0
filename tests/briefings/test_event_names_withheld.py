"""Nothing an event says in words brings back a withheld name on paper: not its place, notes, reasons, card, or anybody's address."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from liaison_desk.briefings.records import PacketLanguage
from liaison_desk.calendar.records import Participant, RhythmInput, Status
from liaison_desk.contacts.records import Email, Organization, OrganizationName, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from tests.briefings.desks import HOME_ONLY
from tests.briefings.papers import PAPERS, board, calendar_desk, printed, squeezed

SINCE, UNTIL = date(2026, 11, 2), date(2026, 11, 8)
TEMPLATES = (*PAPERS, "schedule")
SPELLINGS = ("Rin Aoi", "AOI, Rin", "葵 凛", "Office of Maj Aoi", "Hidden Staff", "秘匿部", "Old Hidden Cell")
WORDS = ("Aoi", "AOI", "葵", "Hidden", "秘匿", "xq@", "XQ@")


@pytest.fixture
def desk(tmp_path):
    with closing(calendar_desk(tmp_path)) as opened:
        aoi = Person(name=PersonName("Aoi", "Rin", "葵", "凛"), emails=(Email("xq@example.jp"),), marking=HOME_ONLY)
        opened.contacts.save(aoi)
        names = (
            OrganizationName(None, Bilingual("Old Hidden Cell")),
            OrganizationName(date(2020, 1, 1), Bilingual("Hidden Staff", "秘匿部")),
        )
        house = Organization(name=names[1].name, names=names, marking=HOME_ONLY)
        opened.contacts.save_organization(house)
        yield opened


def said(desk, template, event, **changes):
    """Save an event with some changes and return its version then, and what a paper in both languages says of it."""
    saved = desk.calendars.save(replace(event, **changes))
    result = printed(desk, template, SINCE, UNTIL, language=PacketLanguage.BOTH)
    return saved, result


def without(event, part):
    """Return what an event is without a part of it: nothing said there."""
    if part == "input":
        return {"rhythm": replace(event.rhythm, inputs=())}
    if part in {"purpose", "outputs", "members", "role", "report"}:
        return {"rhythm": replace(event.rhythm, **{part: Bilingual()})}
    return {"status": Status.CANCELLED} if part == "reason" else {part: "" if part == "link" else Bilingual()}


def naming_somebody(event, part, text):
    """Return an event's part that names somebody withheld."""
    words = Bilingual(text)
    if part == "input":
        return {"rhythm": replace(event.rhythm, inputs=(RhythmInput(words, 1),))}
    if part in {"purpose", "outputs", "members", "role", "report"}:
        return {"rhythm": replace(event.rhythm, **{part: words})}
    if part == "link":
        return {part: f"https://vtc.example/{text.replace(' ', '.')}"}
    return {part: words} | ({"status": Status.CANCELLED} if part == "reason" else {})


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(
    "part", ["place", "description", "reason", "link", "purpose", "outputs", "members", "role", "report", "input"]
)
def test_words_that_name_somebody_withheld_are_as_if_nobody_had_written_them(desk, template, part):
    event = board(desk)
    event, plain = said(desk, template, event, **without(event, part))
    for text in SPELLINGS[:1] if template != "event-cards" else SPELLINGS:
        event, result = said(desk, template, event, **naming_somebody(event, part, text))
        assert result.pdf == plain.pdf, text
        assert not [word for word in WORDS if word in squeezed(result)]


@pytest.mark.parametrize("template", ["event-cards", "rhythm-week"])
@pytest.mark.parametrize("someone", [Participant("R. A.", "XQ@example.jp"), Participant("", "xq@example.jp")])
def test_somebody_withheld_is_known_by_his_address(desk, template, someone):
    event = board(desk)
    event, plain = said(desk, template, event, rhythm=replace(event.rhythm, chair=None))
    card = replace(event.rhythm, chair=someone)
    _, result = said(desk, template, event, rhythm=card, participants=(someone,), organizer=someone)
    assert result.pdf == plain.pdf
    assert any(
        "xq@" in entry.record.label.casefold() or "R. A." in entry.record.label for entry in result.withheld.entries
    )


def test_words_that_name_nobody_withheld_stay(desk):
    _, result = said(desk, "event-cards", board(desk), description=Bilingual("Bring two copies."))
    assert "Bringtwocopies." in squeezed(result)
