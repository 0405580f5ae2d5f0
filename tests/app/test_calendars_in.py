"""Calendar files taken in again and again: what is newer counts, nothing is doubled, and mails between calendars do what they say."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.calendar.records import EventFilter, Party, RhythmCard, Status
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.language import Language
from tests.desks import new_desk


@pytest.fixture
def desk(tmp_path):
    desk = new_desk(tmp_path / "my.desk", new_profile("JPN", "USA"))
    yield desk
    desk.close()


@pytest.fixture
def take(desk, tmp_path):
    """Import a calendar of these lines; return its report."""

    def taken(*lines, name="file.ics"):
        file = tmp_path / name
        file.write_bytes("\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode())
        return import_file(desk, file)

    return taken


def event(*lines, uid="one@example.org", title="Sync"):
    start = [] if any(line.startswith("DTSTART") for line in lines) else ["DTSTART:20261125T160000Z"]
    return ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *start, *lines, "END:VEVENT"]


SERIES = event(
    "DTSTART;TZID=America/Denver:20261102T090000",
    "DTEND;TZID=America/Denver:20261102T100000",
    "RRULE:FREQ=WEEKLY;COUNT=6",
)


def only(desk):
    (found,) = desk.calendars.events_by_ids(desk.calendars.events(EventFilter()).ids).values()
    return found


def counts(report):
    return report.read, report.added, report.updated, report.skipped


def told(report):
    return [str(problem) for problem in report.problems]


def test_an_event_with_an_organizer_who_is_no_contact_is_taken_in(desk, take):
    assert counts(take(*event("ORGANIZER;CN=Sato:mailto:sato@example.jp"))) == (1, 1, 0, 0)
    assert only(desk).organizer.email == "sato@example.jp"


def test_new_unchanged_and_updated_events_are_counted_apart(take):
    old = [line for n in range(203) for line in event(uid=f"{n}@example.org", title=f"Event {n}")]
    assert counts(take(*old)) == (203, 203, 0, 0)
    again = [line for n in range(200) for line in event(uid=f"{n}@example.org", title=f"Event {n}")]
    changed = [line for n in range(200, 203) for line in event(uid=f"{n}@example.org", title=f"Changed {n}")]
    new = [
        line
        for n in range(300, 340)
        for line in event("DTSTART:20270101T000000Z", uid=f"{n}@example.org", title=f"New {n}")
    ]
    report = take(*again, *changed, *new)
    assert counts(report) == (243, 40, 3, 200)
    assert report.problems == ()


def test_an_older_version_never_overwrites_a_newer_one_though_both_have_one_sequence(desk, take):
    take(*event("LAST-MODIFIED:20261103T120000Z", title="Newer"))
    report = take(*event("LAST-MODIFIED:20261102T120000Z", title="Older"))
    assert counts(report) == (1, 0, 0, 1)
    assert told(report) == ["“Older” is older here than on the desk; the desk's was kept."]
    assert only(desk).title.host == "Newer"
    assert counts(take(*event("LAST-MODIFIED:20261104T120000Z", title="Newest"))) == (1, 0, 1, 0)
    assert only(desk).title.host == "Newest"


def test_the_time_of_writing_alone_makes_no_event_newer(desk, take):
    take(*event("DTSTAMP:20261101T000000Z"))
    assert counts(take(*event("DTSTAMP:20261109T000000Z"))) == (1, 0, 0, 1)
    assert only(desk).version == 1


def test_a_file_that_says_nothing_new_leaves_what_the_officer_changed(desk, take):
    take(*event("DTSTAMP:20261101T000000Z"))
    desk.calendars.save(replace(only(desk), place=Bilingual("Room 214")))
    report = take(*event("DTSTAMP:20261102T000000Z"))
    assert (counts(report), told(report)) == ((1, 0, 0, 1), [])
    assert only(desk).place.host == "Room 214"


def test_what_only_the_desk_knows_stays_when_another_program_changes_the_event(desk, take):
    take(*event("ORGANIZER:mailto:sato@example.jp"))
    mine = replace(
        only(desk),
        travel_before=30,
        travel_after=20,
        organizations=(Party("J5"),),
        rhythm=RhythmCard(purpose=Bilingual("Decide")),
        link="https://vtc.example.org/7",
        access="closed",
    )
    desk.calendars.save(mine)
    assert counts(take(*event("ORGANIZER:mailto:sato@example.jp", title="Renamed"))) == (1, 0, 1, 0)
    now = only(desk)
    assert now.title.host == "Renamed"
    for name in ("travel_before", "travel_after", "organizations", "rhythm", "link", "access"):
        assert getattr(now, name) == getattr(mine, name)


def test_the_reason_stays_as_long_as_the_event_is_cancelled(desk, take):
    take(*event("STATUS:CANCELLED"))
    desk.calendars.save(replace(only(desk), reason=Bilingual("Typhoon")))
    take(*event("STATUS:CANCELLED", title="Renamed"))
    assert only(desk).reason.host == "Typhoon"
    take(*event("STATUS:CONFIRMED", title="On again"))
    assert only(desk).reason == Bilingual()


MOVED = event("RECURRENCE-ID;TZID=Asia/Tokyo:20261110T010000", "DTSTART;TZID=Asia/Tokyo:20261111T010000", title="Moved")


@pytest.mark.parametrize("first", ["series", "occurrence"])
def test_a_series_and_its_changed_occurrence_come_together_whichever_is_first(desk, take, first):
    files = (SERIES, MOVED) if first == "series" else (MOVED, SERIES)
    for file in files:
        assert take(*file).problems == ()
    found = only(desk)
    assert not found.only_overrides
    assert found.recurrence.rules == ("FREQ=WEEKLY;COUNT=6",)
    (override,) = found.overrides
    assert (override.at, override.start, override.zone) == (
        datetime(2026, 11, 9, 9),
        datetime(2026, 11, 11, 1),
        "Asia/Tokyo",
    )
    for file in files:
        assert counts(take(*file))[1:3] == (0, 0)
    assert len(desk.calendars.occurrences(datetime(2026, 11, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))) == 6


def test_an_older_change_of_an_occurrence_does_not_undo_a_newer_one(desk, take):
    take(*SERIES)
    take(*event("RECURRENCE-ID:20261109T160000Z", "DTSTART:20261109T170000Z", "SEQUENCE:3", title="Third"))
    take(*event("RECURRENCE-ID:20261109T160000Z", "DTSTART:20261109T180000Z", "SEQUENCE:2", title="Second"))
    assert [one.title.host for one in only(desk).overrides] == ["Third"]


def test_an_invitation_comes_into_the_calendar_of_invitations(desk, take):
    take("METHOD:REQUEST", *event("ORGANIZER:mailto:sato@example.jp", "ATTENDEE:mailto:me@example.org"))
    assert [one.name for one in desk.calendars.calendars() if one.id == only(desk).calendar_id] == [
        Bilingual("Invitations", "招待")
    ]


@pytest.mark.parametrize("start", [[], ["DTSTART:20261125T160000Z"]])
def test_a_cancellation_cancels_what_is_known_and_changes_nothing_else(desk, take, start):
    take(*event("DESCRIPTION:Bring badges", "ATTENDEE:mailto:me@example.org"))
    cancel = ["BEGIN:VEVENT", "UID:one@example.org", *start, "SEQUENCE:1", "COMMENT:Typhoon", "END:VEVENT"]
    report = take("METHOD:CANCEL", *cancel)
    assert (counts(report), told(report)) == ((1, 0, 1, 0), [])
    now = only(desk)
    assert (now.status, now.reason.host, now.description.host) == (Status.CANCELLED, "Typhoon", "Bring badges")
    assert len(now.participants) == 1
    assert counts(take("METHOD:CANCEL", *cancel)) == (1, 0, 0, 1)


def test_a_cancellation_of_one_occurrence_cancels_that_one(desk, take):
    take(*SERIES)
    report = take("METHOD:CANCEL", "BEGIN:VEVENT", "UID:one@example.org", "RECURRENCE-ID:20261109T160000Z", "COMMENT:Holiday", "END:VEVENT")  # fmt: skip
    assert counts(report) == (1, 0, 1, 0)
    (override,) = only(desk).overrides
    assert (override.at, override.status, override.reason.host) == (
        datetime(2026, 11, 9, 9),
        Status.CANCELLED,
        "Holiday",
    )
    assert only(desk).status is Status.CONFIRMED
    report = take("METHOD:CANCEL", "BEGIN:VEVENT", "UID:one@example.org", "RECURRENCE-ID:20261110T160000Z", "END:VEVENT")  # fmt: skip
    assert told(report) == ["“Sync” has no occurrence on 2026-11-10 16:00 UTC; the message about it was left out."]
    assert len(only(desk).overrides) == 1


def test_a_cancellation_of_what_is_not_known_is_listed_or_kept_as_cancelled(desk, take):
    report = take("METHOD:CANCEL", "BEGIN:VEVENT", "UID:gone", "SUMMARY:Gone", "END:VEVENT")
    assert counts(report) == (1, 0, 0, 1)
    assert told(report) == ["A message about “Gone” was left out: that event is not on this desk."]
    assert counts(take("METHOD:CANCEL", *event())) == (1, 1, 0, 0)
    assert only(desk).status is Status.CANCELLED


def test_an_answer_is_noted_with_whoever_gave_it_and_nothing_else_changes(desk, take):
    take(*event("ATTENDEE;CN=Sato:mailto:sato@example.jp", "ATTENDEE:mailto:me@example.org", "DESCRIPTION:Agenda"))
    report = take("METHOD:REPLY", *event("ATTENDEE;PARTSTAT=DECLINED:MAILTO:Sato@example.jp", title="Declined: Sync"))
    assert (counts(report), told(report)) == ((1, 0, 1, 0), [])
    now = only(desk)
    assert [(one.name, one.answer) for one in now.participants] == [("Sato", "declined"), ("", "needs-action")]
    assert (now.title.host, now.description.host) == ("Sync", "Agenda")


def test_an_answer_to_one_occurrence_is_noted_there(desk, take):
    take(*[*SERIES[:-1], "ATTENDEE;CN=Sato:mailto:sato@example.jp", "END:VEVENT"])
    reply = event("RECURRENCE-ID:20261109T160000Z", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:sato@example.jp")
    assert counts(take("METHOD:REPLY", *reply)) == (1, 0, 1, 0)
    (override,) = only(desk).overrides
    assert [one.answer for one in override.participants] == ["accepted"]
    assert [one.answer for one in only(desk).participants] == ["needs-action"]


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("COUNTER", "sato@example.jp proposes another time for “Sync”: 2026-11-26 01:00 UTC. Nothing was changed."),
        ("REFRESH", "sato@example.jp asks for “Sync” as it now stands. Nothing was changed."),
        ("DECLINECOUNTER", "The organizer keeps “Sync” as it was and declined what was proposed. Nothing was changed."),
    ],
)
def test_what_changes_nothing_is_told_in_a_sentence(desk, take, method, said):
    take(*event())
    before = only(desk)
    report = take(f"METHOD:{method}", *event("DTSTART:20261126T010000Z", "ATTENDEE:mailto:sato@example.jp"))
    assert (counts(report), told(report)) == ((1, 0, 0, 1), [said])
    assert only(desk) == before
    assert Language("ja").tr(report.problems[0].text, **report.problems[0].values) != said


def test_an_added_occurrence_is_added(desk, take):
    take(*SERIES)
    assert counts(take("METHOD:ADD", *event("DTSTART:20261203T160000Z"))) == (1, 0, 1, 0)
    assert only(desk).recurrence.added == (datetime(2026, 12, 3, 9),)


def test_the_same_event_under_another_identifier_is_told_and_taken_in_beside(desk, take):
    take(*event("ORGANIZER:mailto:sato@example.jp"))
    report = take(*event("ORGANIZER:mailto:SATO@example.jp", uid="other"))
    assert (counts(report), told(report)) == (
        (1, 1, 0, 0),
        ["“Sync” is on the desk already at the same time, under another identifier; it was taken in beside it."],
    )
    assert take(*event("ORGANIZER:mailto:tanaka@example.jp", uid="third")).problems == ()


def test_free_and_busy_times_are_told_in_a_sentence(take):
    busy = ["BEGIN:VFREEBUSY", "UID:busy", "FREEBUSY:20261125T160000Z/PT1H", "END:VFREEBUSY"]
    report = take(*event(), *busy)
    assert counts(report) == (2, 1, 0, 1)
    assert told(report) == ["Free/busy times are not entries; they were left out."]


def test_a_rule_by_the_second_costs_the_rule_and_not_the_event(desk, take):
    report = take(*event("RRULE:FREQ=SECONDLY"))
    assert counts(report) == (1, 1, 0, 0)
    assert told(report) == [
        "The event repeats more than 1440 times a day.",
        "The rule FREQ=SECONDLY was left out; the entry stands without it.",
    ]
    assert only(desk).extra[0] == "X-LIAISON-DESK-KEPT-RRULE:FREQ=SECONDLY"


def test_tasks_without_an_identifier_are_each_one(desk, take):
    tasks = [line for n in (1, 2) for line in ("BEGIN:VTODO", "SUMMARY:Call", f"PRIORITY:{n}", "END:VTODO")]
    assert counts(take(*tasks)) == (2, 2, 0, 0)
    assert counts(take(*tasks)) == (2, 0, 0, 2)


INVITED = (
    "ORGANIZER:mailto:chief@example.org",
    "ATTENDEE;ROLE=CHAIR:mailto:chief@example.org",
    "ATTENDEE;CN=Sato:mailto:sato@example.jp",
    "ATTENDEE:mailto:Me@example.org",
)


def off(*lines):
    """Return a cancellation that names some of the people."""
    head = ("UID:one@example.org", "SEQUENCE:1", "STATUS:CANCELLED", "ORGANIZER:mailto:chief@example.org")
    return ["METHOD:CANCEL", "BEGIN:VEVENT", *head, *lines, "END:VEVENT"]


def known_as(desk, *addresses):
    desk.profile.save(replace(desk.profile.get(), officer_emails=addresses))


def test_a_cancellation_for_somebody_else_takes_him_off_the_list_and_no_more(desk, take):
    known_as(desk, "me@example.org")
    take(*event(*INVITED))
    report = take(*off("ATTENDEE:mailto:SATO@example.jp"))
    assert told(report) == ["“Sync” takes place without SATO@example.jp, whom the organizer took off its list."]
    now = only(desk)
    assert now.status is Status.CONFIRMED
    assert [one.email for one in now.participants] == ["chief@example.org", "Me@example.org"]
    assert counts(take(*off("ATTENDEE:mailto:SATO@example.jp")))[2] == 0


@pytest.mark.parametrize(
    ("addresses", "named"),
    [
        (("ME@example.org",), ("me@example.org",)),  # he himself: for him it is off, whoever else goes
        ((), ("me@example.org", "sato@example.jp")),  # all whom the organizer invited
        (("me@example.org",), ()),
    ],
)
def test_a_cancellation_for_the_officer_or_for_all_cancels_the_event(desk, take, addresses, named):
    known_as(desk, *addresses)
    take(*event(*INVITED))
    take(*off(*(f"ATTENDEE:mailto:{one}" for one in named)))
    assert only(desk).status is Status.CANCELLED
    assert len(only(desk).participants) == 3


def test_a_cancellation_of_one_occurrence_for_somebody_else_takes_him_off_that_one(desk, take):
    known_as(desk, "me@example.org")
    take(*[*SERIES[:-1], *INVITED, "END:VEVENT"])
    take(*off("RECURRENCE-ID:20261109T160000Z", "ATTENDEE:mailto:sato@example.jp"))
    (override,) = only(desk).overrides
    assert (override.status, len(override.participants), len(only(desk).participants)) == (Status.CONFIRMED, 2, 3)


def test_an_answer_stays_when_the_room_changes_and_is_asked_anew_when_the_time_does(desk, take):
    take("METHOD:REQUEST", *event(*INVITED))
    desk.calendars.answer(only(desk).id, ("me@example.org",), "accepted")
    take("METHOD:REQUEST", *event(*INVITED, "SEQUENCE:1", "LOCATION:Room 2"))
    assert only(desk).place.host == "Room 2"
    assert [one.answer for one in only(desk).participants] == ["needs-action", "needs-action", "accepted"]
    take("METHOD:REQUEST", *event(*INVITED, "SEQUENCE:2", "LOCATION:Room 2", "DTSTART:20261126T160000Z"))
    assert [one.answer for one in only(desk).participants] == ["needs-action", "needs-action", "needs-action"]


def test_a_later_occurrence_is_cancelled_as_it_stands_after_an_exception_for_all_later_ones(desk, take):
    lasting = event("RECURRENCE-ID;RANGE=THISANDFUTURE:20261116T160000Z", "DTSTART;TZID=America/Denver:20261116T140000",
                    "DTEND;TZID=America/Denver:20261116T143000", title="Sync, afternoons")  # fmt: skip
    take(*SERIES, *lasting)
    take("METHOD:CANCEL", "BEGIN:VEVENT", "UID:one@example.org", "RECURRENCE-ID:20261123T160000Z", "END:VEVENT")
    off = next(one for one in only(desk).overrides if one.status is Status.CANCELLED)
    assert (off.start, off.end) == (datetime(2026, 11, 23, 14), datetime(2026, 11, 23, 14, 30))
    assert off.title.host == "Sync, afternoons"
