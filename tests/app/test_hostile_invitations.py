"""Mails between calendars that lie or are wrong: nobody but its organizer changes an event, and nothing is done on a guess."""

from dataclasses import replace
from datetime import datetime

import pytest

from liaison_desk.calendar.records import Calendar, Event, Participant, Status
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.exchange.ical import write_reply
from liaison_desk.foundation.core.language import Language
from tests.app.test_calendars_in import INVITED, SERIES, counts, desk, event, known_as, off, only, take, told

__all__ = ["desk", "take"]
STRANGER = "ORGANIZER:mailto:mallory@elsewhere.example"
LEFT_OUT = (
    "“Sync” is organized by chief@example.org; what mallory@elsewhere.example sends as its organizer was left out."
)
NOT_KNOWN = (
    "The organizer took {who} off the list of “Sync”. If that is you, enter your address in the settings and take the file "
    "in again; nothing was changed."
)


@pytest.mark.parametrize("method", ["CANCEL", "ADD", "DECLINECOUNTER", "cancel"])
def test_nobody_but_the_organizer_cancels_or_adds(desk, take, method):
    take(*event(*INVITED))
    before = only(desk)
    for start in ((), ("DTSTART:20261203T160000Z",)):
        message = ["BEGIN:VEVENT", "UID:one@example.org", "SEQUENCE:9", STRANGER, *start, "END:VEVENT"]
        report = take(f"METHOD:{method}", *message)
        assert told(report) == [LEFT_OUT]
        assert only(desk) == before


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "ADD"])
@pytest.mark.parametrize(("organizer", "called"), [((), "?"), (("ORGANIZER;CN=The chief:",), "The chief")])
def test_who_does_not_say_that_he_is_the_organizer_does_not_speak_for_him(desk, take, method, organizer, called):
    take("METHOD:REQUEST", *event(*INVITED))
    before = only(desk)
    report = take(f"METHOD:{method}", *event("SEQUENCE:9", *organizer, title="Taken over"))
    assert told(report) == [LEFT_OUT.replace("mallory@elsewhere.example", called)]
    assert only(desk) == before


def test_nobody_takes_an_event_over_by_inviting_to_it(desk, take):
    take("METHOD:REQUEST", *event(*INVITED))
    before = only(desk)
    other = event(STRANGER, "ATTENDEE:mailto:me@example.org", uid="two@example.org", title="Other")
    report = take("METHOD:REQUEST", *event(STRANGER, "SEQUENCE:9", title="Taken over"), *other)
    assert told(report) == [LEFT_OUT]
    assert counts(report) == (2, 1, 0, 1)
    assert desk.calendars.event(before.id) == before


OWN = "A message about “Leave” was left out: that event was made on this desk, and nobody else is its organizer."


@pytest.mark.parametrize("organizer", [None, Participant("Me"), Participant(email="me@example.org")])
@pytest.mark.parametrize("sender", [(), (STRANGER,)])
@pytest.mark.parametrize("method", ["REQUEST", "ADD", "CANCEL"])
def test_nobody_changes_by_mail_what_the_officer_entered_himself(desk, take, organizer, sender, method):
    calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Mine")))
    start = datetime(2026, 11, 25, 9)
    mine = desk.calendars.save(
        Event(uid="one@example.org", calendar_id=calendar.id, title=Bilingual("Leave"), start=start, end=start, organizer=organizer)
    )  # fmt: skip
    report = take(f"METHOD:{method}", *event("SEQUENCE:9", *sender, title="Taken over"))
    assert (told(report), counts(report)) == ([OWN], (1, 0, 0, 1))
    assert Language("ja").tr(report.problems[0].text, title="休暇") != OWN
    assert only(desk) == mine


def test_the_organizer_whom_the_officer_named_changes_the_event_and_a_plain_file_does_so_too(desk, take):
    calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Mine")))
    start = datetime(2026, 11, 25, 9)
    desk.calendars.save(
        Event(uid="one@example.org", calendar_id=calendar.id, title=Bilingual("Sync"), start=start, end=start,
              organizer=Participant(email="chief@example.org"))
    )  # fmt: skip
    take("METHOD:REQUEST", *event("ORGANIZER:MAILTO:Chief@example.org", "SEQUENCE:1", title="Second"))
    assert only(desk).title.host == "Second"
    take("METHOD:PUBLISH", *event("SEQUENCE:2", title="Third"))
    assert only(desk).title.host == "Third"


def test_an_organizer_is_the_same_however_his_address_is_written(desk, take):
    take(*event(*INVITED))
    take("METHOD:CANCEL", "BEGIN:VEVENT", "UID:one@example.org", 'ORGANIZER;SENT-BY="mailto:aide@example.org":MAILTO:Chief@Example.org', "END:VEVENT")  # fmt: skip
    assert only(desk).status is Status.CANCELLED


def test_a_cancellation_of_whom_nobody_knows_changes_nothing_until_the_officer_says_who_he_is(desk, take):
    take(*event(*INVITED))
    before = only(desk)
    report = take(*off("ATTENDEE:mailto:ME@example.org"))
    assert told(report) == [NOT_KNOWN.format(who="ME@example.org")]
    assert only(desk) == before
    known_as(desk, "me@example.org")
    take(*off("ATTENDEE:mailto:ME@example.org"))
    assert only(desk).status is Status.CANCELLED


def test_whom_an_address_of_the_officer_that_is_not_invited_does_not_tell_apart(desk, take):
    known_as(desk, "flo@example.net")
    take(*event(*INVITED))
    before = only(desk)
    assert told(take(*off("ATTENDEE:mailto:sato@example.jp"))) == [NOT_KNOWN.format(who="sato@example.jp")]
    assert only(desk) == before


@pytest.mark.parametrize("name", ["Yajima Masahito", "YAJIMA, Masahito", "Masahito Yajima", "矢島 正人", "矢島正人"])
@pytest.mark.parametrize("at", ["invitation", "cancellation"])
def test_the_officer_is_known_by_his_name_where_his_address_is_not(desk, take, name, at):
    officer = PersonName("Yajima", "Masahito", "矢島", "正人")
    desk.profile.save(replace(desk.profile.get(), officer_name=officer))
    called, bare = f'ATTENDEE;CN="{name}":mailto:my@example.jp', "ATTENDEE:mailto:my@example.jp"
    take(*event(*INVITED, called if at == "invitation" else bare))
    take(*off(bare if at == "invitation" else called))
    assert only(desk).status is Status.CANCELLED


def test_a_namesake_of_half_the_name_is_not_the_officer(desk, take):
    desk.profile.save(replace(desk.profile.get(), officer_name=PersonName("Sato", "Ken")))
    take(*event(*INVITED))
    take(*off("ATTENDEE;CN=Sato:mailto:sato@example.jp"))
    assert only(desk).status is Status.CONFIRMED


def test_an_older_message_about_a_changed_occurrence_changes_nothing(desk, take):
    moved = event("RECURRENCE-ID:20261109T160000Z", "DTSTART:20261109T180000Z", "SEQUENCE:4")
    take(*SERIES, *moved)
    before = only(desk)
    one = ["BEGIN:VEVENT", "UID:one@example.org", "RECURRENCE-ID:20261109T160000Z"]
    report = take("METHOD:CANCEL", *one, "SEQUENCE:3", "END:VEVENT")
    assert told(report) == ["“Sync” is older here than on the desk; the desk's was kept."]
    assert only(desk) == before
    take("METHOD:CANCEL", *one, "SEQUENCE:4", "END:VEVENT")
    assert only(desk).overrides[0].status is Status.CANCELLED


def test_an_answer_of_a_crowd_is_left_out(desk, take):
    take(*event(*INVITED))
    before = only(desk)
    crowd = [f"ATTENDEE;PARTSTAT=DECLINED:mailto:{n}@crowd.example" for n in range(3000)]
    report = take("METHOD:REPLY", *event(*crowd))
    assert told(report) == ["An answer to “Sync” names 3000 people; it was left out."]
    assert only(desk) == before


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "REFRESH", "CANCEL"])
def test_huge_and_broken_names_are_told_in_one_line(desk, take, method):
    known_as(desk, "me@example.org")
    take(*event(*INVITED))
    name = "All is well.^nNothing was changed. " + "x" * 100_000
    report = take(f"METHOD:{method}", *event(f'ATTENDEE;CN="{name}":mailto:m@elsewhere.example'))
    for line in told(report):
        assert "\n" not in line
        assert len(line) < 400
    unknown = take(
        f"METHOD:{method}", *["BEGIN:VEVENT", f"UID:{'u' * 5000}", f"SUMMARY:a\\nb{'c' * 5000}", "END:VEVENT"]
    )
    assert all("\n" not in line and len(line) < 400 for line in told(unknown))


@pytest.mark.parametrize(
    "method", ["REPLY", "COUNTER", "REFRESH", "CANCEL", "ADD", "DECLINECOUNTER", "reply", "Nonsense"]
)
def test_events_nobody_here_knows_and_those_of_several_uids_are_each_one(desk, take, method):
    take(*event(*INVITED))
    before = only(desk)
    strange = [*event(uid="x@1"), *event(uid="x@2"), "BEGIN:VEVENT", "SUMMARY:No UID", "END:VEVENT"]
    take(f"METHOD:{method}", *strange)
    assert desk.calendars.event(before.id) == before


def test_an_answer_tells_who_answers_what_and_nothing_else(desk, take):
    take(*event(*INVITED, "DESCRIPTION:For us", "CATEGORIES:Quiet", "ATTACH:https://files.example/q.pdf", "X-Q:q", "CLASS:PRIVATE",
                "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT1H", "DESCRIPTION:Ring", "END:VALARM"))  # fmt: skip
    mine = Participant(
        "Me", "me@example.org", 7, "chair", "accepted", "group", True,
        ("DELEGATED-FROM=mailto:quiet@example.jp", "MEMBER=mailto:list@example.jp", "X-NOTE=quiet"),
    )  # fmt: skip
    known = only(desk)
    sent_by = replace(known.organizer, extra=("SENT-BY=mailto:aide@example.org", "X-NUM-GUESTS=3"))
    data = write_reply(replace(known, organizer=sent_by), None, mine, known.created_at).decode()
    lines = [line.partition(":")[0] for line in data.replace("\r\n ", "").splitlines()]
    assert lines == [
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "BEGIN", "UID", "DTSTAMP", "ORGANIZER", "SEQUENCE",
        "ATTENDEE;CN=Me;PARTSTAT=ACCEPTED", "END", "END",
    ]  # fmt: skip


def test_an_event_is_written_once_however_many_messages_a_file_has_about_it(desk, take):
    take(*SERIES)
    before = only(desk)
    days = ("20261102", "20261109", "20261116")
    lines = [
        line for day in days for line in ("BEGIN:VEVENT", "UID:one@example.org", f"RECURRENCE-ID:{day}T160000Z", "END:VEVENT")
    ]  # fmt: skip
    report = take("METHOD:CANCEL", *lines)
    assert counts(report) == (3, 0, 3, 0)
    assert [one.status for one in only(desk).overrides] == [Status.CANCELLED] * 3
    assert only(desk).version == before.version + 1
    desk.history.undo()
    assert only(desk).overrides == ()
