"""Answers to invitations that come in whatever order: what somebody said last counts (RFC 5546 §2.1.5), whichever file was opened last."""

from dataclasses import replace
from itertools import permutations

import pytest

from liaison_desk.calendar.records import Participant
from liaison_desk.exchange.ical import CalendarContent, read_ical, write_ical
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.foundation.core.language import Language
from tests.app.test_calendars_in import SERIES, counts, desk, event, only, take, told

__all__ = ["desk", "take"]
SATO = "ATTENDEE;CN=Sato:mailto:sato@example.jp"
OLDER = "An answer of sato@example.jp to “Sync” was left out: a later one is noted."
ONE = "RECURRENCE-ID:20261109T160000Z"


def reply(answer, *lines):
    return ["METHOD:REPLY", *event(f"ATTENDEE;PARTSTAT={answer}:mailto:sato@example.jp", *lines)]


def answers(desk):
    return [one.answer for one in only(desk).participants]


def test_an_older_answer_that_is_opened_later_changes_nothing_and_is_told(desk, take):
    take(*event(SATO))
    take(*reply("DECLINED", "DTSTAMP:20261102T120000Z"))
    before = only(desk)
    report = take(*reply("ACCEPTED", "DTSTAMP:20261101T120000Z"))
    assert (told(report), counts(report)) == ([OLDER], (1, 0, 0, 1))
    assert Language("ja").tr(report.problems[0].text, **report.problems[0].values) != OLDER
    assert only(desk) == before
    assert take(*reply("TENTATIVE", "DTSTAMP:20261103T120000Z")).problems == ()
    assert answers(desk) == ["tentative"]


@pytest.mark.parametrize(
    "order", list(permutations([("DECLINED", 1, "01"), ("ACCEPTED", 1, "03"), ("TENTATIVE", 2, "02")])), ids=str
)
def test_the_later_version_counts_before_the_later_writing(desk, take, order):
    take(*event(SATO))
    for answer, sequence, day in order:
        take(*reply(answer, f"SEQUENCE:{sequence}", f"DTSTAMP:202611{day}T120000Z"))
    assert answers(desk) == ["tentative"]


def test_of_answers_that_do_not_say_when_they_were_written_the_last_one_opened_counts(desk, take):
    take(*event(SATO))
    for answer, *stamp in (
        ("ACCEPTED", "DTSTAMP:20261105T120000Z"),
        ("DECLINED",),
        ("TENTATIVE", "DTSTAMP:19700101T000000Z"),
        ("ACCEPTED", "DTSTAMP:20261101T120000Z"),
    ):
        take(*reply(answer, *stamp))
        assert answers(desk) == [answer.lower()]


@pytest.mark.parametrize("first", ["series", "occurrence"])
def test_an_answer_to_one_occurrence_and_one_to_the_series_stand_beside_each_other(desk, take, first):
    take(*[*SERIES[:-1], SATO, "END:VEVENT"])
    later, earlier = reply("ACCEPTED", "DTSTAMP:20261105T120000Z"), reply("DECLINED", ONE, "DTSTAMP:20261101T120000Z")
    for file in (later, earlier) if first == "series" else (earlier, later):
        assert take(*file).problems == ()
    assert answers(desk) == ["accepted"]
    (override,) = only(desk).overrides
    assert [one.answer for one in override.participants] == ["declined"]
    assert told(take(*reply("TENTATIVE", ONE, "DTSTAMP:20261031T120000Z"))) == [OLDER]


def test_which_answer_was_the_last_stays_known_when_the_organizer_sends_the_event_again(desk, take):
    take("METHOD:REQUEST", *event(SATO))
    take(*reply("DECLINED", "DTSTAMP:20261102T120000Z"))
    take("METHOD:REQUEST", *event("ATTENDEE;CN=Sato;X-NUM-GUESTS=1:mailto:sato@example.jp", "LOCATION:Room 2"))
    take(*reply("ACCEPTED", "DTSTAMP:20261101T120000Z"))
    assert answers(desk) == ["declined"]


@pytest.mark.parametrize("mark", ["", "=", "=/x/20261103T120000Z", "=//", "=/１/20261103T120000Z"])
def test_what_an_archive_says_wrongly_of_the_last_answer_is_no_answer(desk, take, mark):
    take(*event(SATO))
    (sato,) = only(desk).participants
    desk.calendars.save(replace(only(desk), participants=(replace(sato, extra=(f"X-LIAISON-DESK-ANSWERED{mark}",)),)))
    take(*reply("DECLINED", "DTSTAMP:20261102T120000Z"))
    assert answers(desk) == ["declined"]
    assert len(only(desk).participants[0].extra) == 1


def test_a_file_neither_tells_nor_is_told_which_answer_was_the_last(desk, take):
    forged = "ATTENDEE;X-LIAISON-DESK-ANSWERED=/9/99991231T000000Z:mailto:sato@example.jp"
    take(*event(forged))
    assert only(desk).participants == (Participant(email="sato@example.jp"),)
    take(*reply("DECLINED", "DTSTAMP:20261102T120000Z"))
    assert answers(desk) == ["declined"]
    written = write_ical(CalendarContent((only(desk),)), ReadSettings())
    assert b"ANSWERED" not in written
    assert read_ical(written, ReadSettings()).events[0].record.participants[0].answer == "declined"
