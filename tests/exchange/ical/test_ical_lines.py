"""Files as programs really write them: charsets, folds, missing ends, rubbish; one bad line costs only itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.exchange.ical import read_ical
from liaison_desk.exchange.ical.lines import fold, parse_line
from liaison_desk.foundation.core.errors import UnreadableError
from tests.cost import processor_seconds
from tests.exchange.ical.desk import DESK, calendar, event_lines, read, read_event, told


def _title(data):
    (entry,) = read_ical(data, DESK).events
    return entry.record.title.host or entry.record.title.home


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp932", "iso2022_jp"])
def test_a_japanese_title_is_read_in_whatever_charset_the_file_is(codec):
    assert (
        _title(calendar(*event_lines("SUMMARY:日米調整会議のご案内")).decode().encode(codec)) == "日米調整会議のご案内"
    )


def test_a_western_title_in_an_old_charset_is_not_taken_for_japanese():
    assert (
        _title(calendar(*event_lines("SUMMARY:Visite à Orléans, café")).decode().encode("cp1252"))
        == "Visite à Orléans, café"
    )


def test_each_property_of_an_old_file_is_read_in_the_charset_it_declares():
    lines = b"BEGIN:VEVENT\r\nDTSTART:20260105T090000\r\nSUMMARY;CHARSET=SHIFT_JIS:"
    lines += "演習ソ表".encode("cp932") + b"\r\nLOCATION;CHARSET=ISO-8859-1:" + "Köln".encode("latin-1")
    (entry,) = read_ical(
        b"BEGIN:VCALENDAR\r\nVERSION:1.0\r\n" + lines + b"\r\nEND:VEVENT\r\nEND:VCALENDAR", DESK
    ).events
    assert entry.record.title.home == "演習ソ表"
    assert entry.record.place.host == "Köln"


def test_quoted_printable_text_is_decoded_over_its_soft_line_breaks():
    event = read_event(
        "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E4=BC=9A=E8=AD=B0 =",
        "=3D with staff",
        "DESCRIPTION;ENCODING=QUOTED-PRINTABLE:first=0D=0Asecond",
        version="1.0",
    )
    assert event.title.home == "会議 = with staff"
    assert event.description.host == "first\nsecond"


@pytest.mark.parametrize("end", ["\n", "\r", "\r\r\n"])
def test_any_line_end_will_do(end):
    data = calendar(*event_lines("SUMMARY:Battle rhy", " thm review")).decode().replace("\r\n", end).encode()
    assert _title(data) == "Battle rhythm review"


def test_bare_entries_without_a_calendar_around_them_are_read():
    assert _title("\n".join(event_lines("SUMMARY:Office call")).encode()) == "Office call"


def test_names_may_be_in_any_case_and_have_blanks_around_them():
    assert (
        _title(b"begin:vcalendar\nbegin : vevent\nDtStart : 20260105\nsummary:Visit\nend:vevent\nend:vcalendar")
        == "Visit"
    )


def test_what_is_no_calendar_is_refused_with_one_sentence():
    with pytest.raises(UnreadableError, match="not a calendar"):
        read_ical(b"BEGIN:VCARD\nFN:Sato\nEND:VCARD", DESK)
    with pytest.raises(UnreadableError, match="not a calendar"):
        read_ical(b"", DESK)


def test_a_calendar_without_entries_is_a_calendar():
    assert read().count == 0


def test_a_bad_line_is_told_with_its_number_and_costs_only_itself():
    result = read(*event_lines("SUMMARY:Visit", "DTEND:BORKED", "just some words", "LOCATION:Room 4"))
    (entry,) = result.events
    assert entry.record.place.host == "Room 4"
    assert [(problem.line, str(problem)) for problem in result.problems] == [
        (7, "The date BORKED of DTEND could not be read."),
        (8, "This line could not be read: just some words"),
    ]


def test_a_text_that_was_broken_without_a_fold_is_put_together():
    result = read(*event_lines("DESCRIPTION:Bring badges", "and note: parking is full", "LOCATION:Gate 2"))
    (entry,) = result.events
    assert entry.record.description.host == "Bring badges\nand note: parking is full"
    assert entry.record.place.host == "Gate 2"
    assert told(result) == ["This line is no field; it was added to the text above it."]


def test_an_event_without_a_start_is_left_out_and_the_others_stay():
    result = read("BEGIN:VEVENT", "UID:none", "SUMMARY:When?", "END:VEVENT", *event_lines("SUMMARY:Now"))
    assert [entry.record.title.host for entry in result.events] == ["Now"]
    assert result.skipped == 1
    assert [(problem.line, problem.text) for problem in result.problems] == [
        (3, "The event has no start that can be read; it was left out.")
    ]


def test_a_forgotten_end_does_not_swallow_the_next_entry():
    result = read(*event_lines("SUMMARY:First")[:-1], *event_lines("SUMMARY:Second")[:-1])
    assert [entry.record.title.host for entry in result.events] == ["First", "Second"]
    assert result.events[1].line == 7


def test_a_file_that_breaks_off_keeps_what_came_before():
    data = calendar(*event_lines("SUMMARY:First"), *event_lines("UID:two", "SUMMARY:Seco"))[:-40]
    assert read_ical(data, DESK).events[0].record.title.host == "First"


def test_free_busy_times_are_left_out_with_a_reason():
    result = read("BEGIN:VFREEBUSY", "DTSTART:20260105T090000Z", "END:VFREEBUSY")
    assert (result.count, result.skipped) == (0, 1)
    assert told(result) == ["Free/busy times are not entries; they were left out."]


def test_the_name_and_colour_of_the_calendar_are_read():
    result = read(
        "X-WR-CALNAME:Battle rhythm\\, J5", "X-APPLE-CALENDAR-COLOR:#1BADF8FF", "METHOD:publish", "X-WR-CALDESC:All"
    )
    assert result.name.host == "Battle rhythm, J5"
    assert result.color == "#1BADF8FF"
    assert result.method == "PUBLISH"
    assert result.extra == ("X-APPLE-CALENDAR-COLOR:#1BADF8FF", "X-WR-CALDESC:All")


def test_a_parameter_may_hold_colons_semicolons_and_carets():
    line = parse_line("ATTENDEE;CN=\"Sato; Ken: J5\";X-A=^'x^':mailto:sato@example.jp")
    assert line is not None
    assert (line.param("CN"), line.param("X-A"), line.value) == ("Sato; Ken: J5", '"x"', "mailto:sato@example.jp")


def test_a_fold_never_cuts_a_character():
    line = "SUMMARY:" + "会議" * 60
    pieces = fold(line).encode().removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(piece) <= 75 for piece in pieces)
    assert "".join(piece.decode().removeprefix(" ") for piece in pieces) == line


def test_a_text_cannot_forge_a_line():
    assert fold("LOCATION:Room\r\nBEGIN:VEVENT") == "LOCATION:Room BEGIN:VEVENT\r\n"


@pytest.mark.parametrize(
    "data",
    [
        b"BEGIN:VEVENT\n" * 60_000,
        b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 200_000,
        b"BEGIN:VEVENT\nDTSTART:20260101\n" + b"X-A:1\n" * 400_000,
        b"BEGIN:VEVENT\nDTSTART:20260101\nSUMMARY:" + b"\n a" * 400_000,
        b"BEGIN:VEVENT\nDTSTART:20260101\nRRULE:FREQ=DAILY;BYDAY=" + b"MO," * 500_000,
        b"BEGIN:VEVENT\nDTSTART:20260101\nRDATE:" + b"20260101," * 200_000,
        b'BEGIN:VEVENT\nDTSTART;X="' + b";" * 1_000_000,
    ],
    ids=["unended", "nested", "many lines", "long fold", "long rule", "many dates", "unclosed quote"],
)
def test_a_hostile_file_is_read_or_refused_in_good_time(data):
    with processor_seconds(8):
        result = read_ical(data, DESK)
    assert result.problems or result.events


def test_a_file_too_large_to_be_a_calendar_is_refused():
    with pytest.raises(UnreadableError, match="two million lines"):
        read_ical(b"\n" * 2_000_001, DESK)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.binary(max_size=60), max_size=12), st.integers(0, 12))
def test_rubbish_inside_a_calendar_never_hurts_its_neighbours(lines, place):
    before = calendar(*event_lines("SUMMARY:Kept")).removesuffix(b"END:VCALENDAR\r\n")
    rubbish = b"\r\n".join([b"BEGIN:VEVENT", *lines[:place], b"DTSTART:20260107", *lines[place:], b"END:VEVENT"])
    result = read_ical(before + rubbish + b"\r\nEND:VCALENDAR\r\n", DESK)
    assert "Kept" in {entry.record.title.host for entry in result.events}


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        result = read_ical(b"BEGIN:VCALENDAR\n" + data, DESK)
    except UnreadableError:
        return
    assert result.count >= 0
    assert len(result.problems) <= 1001


def test_a_character_that_a_fold_has_cut_in_two_is_whole_again():
    data = calendar(*event_lines("SUMMARY:会議室")).replace("議".encode(), b"\xe8\xad\r\n \xb0")
    assert _title(data) == "会議室"


def test_mail_headers_before_the_calendar_do_no_harm():
    data = b"Content-Type: text/calendar; charset=utf-8\r\n\r\n" + calendar(*event_lines("SUMMARY:Visit"))
    assert _title(data) == "Visit"
