"""The release filter: what an audience may not read is nowhere, what it may read is all there, and structure tells nothing."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from liaison_desk.briefings.document import (
    Band,
    Column,
    Group,
    Items,
    KeyValue,
    KeyValues,
    Paragraph,
    Row,
    Table,
    Words,
    lines_of,
    portions_of,
)
from liaison_desk.briefings.release import ReleasedDocument, release, why
from liaison_desk.domain.marking import Marking, may_read
from liaison_desk.foundation.core.errors import RefusedError
from tests.briefings.documents import (
    AUDIENCES,
    BOTH,
    FIVE_EYES,
    HOME_ONLY,
    JPN,
    OPEN,
    RULES,
    USA_JPN,
    document,
    documents,
    line,
    said,
    source,
)


def body(released):
    return released.document.sections[1].blocks


def texts(released):
    return [
        text
        for section in released.document.sections
        for block in section.blocks
        for one in lines_of(block)
        if (text := one.text(0))
    ]


def test_a_home_only_note_never_reaches_a_packet_for_both():
    made = document(Items((line(said("Both may know")), line(said("日本限り", HOME_ONLY)))))
    released, report = release(made, USA_JPN, RULES)
    assert "Both may know" in texts(released)
    assert "日本限り" not in texts(released)
    assert (report.records, report.portions) == (1, 1)


def test_the_same_note_does_reach_a_packet_for_home_alone():
    released, report = release(document(Items((line(said("日本限り", HOME_ONLY)),))), JPN, RULES)
    assert "日本限り" in texts(released)
    assert report.entries == ()


def test_an_unmarked_portion_is_withheld_from_everybody():
    released, report = release(document(Items((line(said("Not yet marked", None)),))), JPN, RULES)
    assert "Not yet marked" not in texts(released)
    assert report.entries[0].rule == "Unmarked: originator only."


def test_a_meeting_whose_title_is_withheld_vanishes_with_everything_under_it():
    secret = source(7, HOME_ONLY)
    group = Group(line(said("Quiet talk", HOME_ONLY, secret)), (Paragraph(line(said("Open remark", OPEN, secret))),))
    released, report = release(document(group), USA_JPN, RULES)
    assert not {"Quiet talk", "Open remark"} & set(texts(released))
    assert [(entry.record.id, entry.portions, entry.whole) for entry in report.entries] == [(7, 2, True)]


def test_a_withheld_contact_vanishes_from_a_list_of_attendees():
    meeting, hidden = source(1), source(2, HOME_ONLY)
    names = line(said("Col Open", OPEN, meeting), said("1佐 限定", OPEN, meeting, hidden), separator="; ", led=False)
    released, _ = release(document(KeyValues((KeyValue(("Attendees",), names),))), USA_JPN, RULES)
    assert "Col Open" in texts(released)
    assert all("限定" not in text for text in texts(released))


def test_the_label_goes_when_every_attendee_is_withheld():
    names = line(said("1佐 限定", HOME_ONLY), led=False)
    made = document(Group(line(said("Title")), (KeyValues((KeyValue(("Attendees",), names),)),)))
    released, _ = release(made, USA_JPN, RULES)
    assert body(released)[0].blocks == ()


def test_a_row_goes_with_the_cell_that_names_it_and_its_day_with_the_last_row():
    def row(title, marking):
        return Row((line(said("0730T")), line(said(title, marking))), lead=1)

    columns = (Column(("Local",)), Column(("Event",), 1))
    table = Table(columns, (Band(("Monday",)), row("Seen", OPEN), Band(("Tuesday",)), row("Unseen", HOME_ONLY)))
    released, _ = release(document(table), USA_JPN, RULES)
    assert [one.text if isinstance(one, Band) else one.cells[1].text(0) for one in body(released)[0].rows] == [
        ("Monday",),
        "Seen",
    ]


def test_an_empty_section_says_the_same_whether_nothing_was_there_or_all_was_withheld():
    heading = line(Words(("Insights",)))
    hidden = document(Group(heading, (Items((line(said("Unseen", HOME_ONLY)),)),)))
    assert release(hidden, USA_JPN, RULES)[0] == release(document(), USA_JPN, RULES)[0]


def test_the_banner_is_rolled_up_from_what_went_in_alone():
    made = document(Items((line(said("open")), line(said("for two", BOTH)), line(said("for five", FIVE_EYES)))))
    released, _ = release(made, USA_JPN, RULES)
    assert released.banner == Marking("USA", audience=frozenset({"USA", "JPN"}))


def test_a_packet_for_nobody_is_refused():
    with pytest.raises(RefusedError, match="at least one nation"):
        release(document(), frozenset(), RULES)


def test_nobody_but_release_can_make_a_released_document():
    with pytest.raises(TypeError, match="only through release"):
        ReleasedDocument(document(), USA_JPN, OPEN, object())


def test_a_released_document_cannot_be_given_other_contents():
    released, _ = release(document(), USA_JPN, RULES)
    with pytest.raises(ValueError, match="seal"):
        replace(released, document=document(Items((line(said("secret", HOME_ONLY)),))))


def test_why_names_the_record_that_decided():
    hidden = source(2, HOME_ONLY)
    reason = why(said("Name", OPEN, source(1), hidden), USA_JPN, RULES)
    assert not reason.released
    assert reason.source == hidden
    assert reason.decision.blocked == ("USA",)


def test_why_blames_the_portions_own_marking_when_every_record_is_open():
    reason = why(said("Note", HOME_ONLY), USA_JPN, RULES)
    assert (reason.released, reason.source) == (False, None)


def test_the_report_counts_a_portion_that_stands_in_two_sections_once():
    note = said("Twice", HOME_ONLY, uid="p1")
    _, report = release(document(Items((line(note),)), Paragraph(line(note))), USA_JPN, RULES)
    assert report.portions == 1


@given(documents(), AUDIENCES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_every_portion_left_may_be_read_by_all_and_every_other_is_reported(made, audience):
    released, report = release(made, audience, RULES)
    left = set(portions_of(released.document))
    for portion in left:
        assert all(may_read(portion.marking, nation, RULES.groups) for nation in audience)
        assert all(may_read(one.marking, nation, RULES.groups) for one in portion.sources for nation in audience)
    assert all(may_read(released.banner, nation, RULES.groups) for nation in audience)
    assert report.portions == len({portion.uid for portion in portions_of(made)} - {one.uid for one in left})


@given(documents(), AUDIENCES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_releasing_what_was_released_withholds_nothing_more(made, audience):
    once, _ = release(made, audience, RULES)
    twice, report = release(once.document, audience, RULES)
    assert twice == once
    assert report.entries == ()
