"""The release filter: what an audience may not read is nowhere, what it may read is all there, and structure tells nothing."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_desk.briefings.document import (
    Band,
    Card,
    Cards,
    Chart,
    Column,
    Grid,
    Group,
    Items,
    KeyValue,
    KeyValues,
    Paragraph,
    Row,
    Table,
    Words,
)
from liaison_desk.briefings.release import ReleasedDocument, release, why
from liaison_desk.briefings.walking import lines_of, portions_of, walk
from liaison_desk.domain.marking import Marking, may_read
from liaison_desk.domain.release import decide
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
    cards,
    document,
    documents,
    line,
    places,
    said,
    source,
    tables,
)


def body(released):
    return released.document.sections[1].blocks


def shown(released):
    return [[one.text(0) for one in lines_of(block)] for block in body(released)]


def grids_in(blocks):
    for block in blocks:
        if isinstance(block, Group):
            yield from grids_in(block.blocks)
        elif isinstance(block, Grid):
            yield block


def branches(blocks):
    for block in blocks:
        if isinstance(block, Chart):
            yield from (branch for top in block.branches for branch in walk(top))
        if isinstance(block, Group):
            yield from branches(block.blocks)


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


@given(documents(with_grids=True), AUDIENCES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_every_portion_left_may_be_read_by_all_and_every_other_is_reported(made, audience):
    released, report = release(made, audience, RULES)
    left = set(portions_of(released.document))
    for portion in left:
        assert all(may_read(portion.marking, nation, RULES.groups) for nation in audience)
        records = (*portion.sources, *portion.names, *portion.links)
        assert all(may_read(one.marking, nation, RULES.groups) for one in records for nation in audience)
    assert all(may_read(released.banner, nation, RULES.groups) for nation in audience)
    missing = {portion.uid for portion in portions_of(made)} - {one.uid for one in left}
    # The name of an organization also goes where nobody is left in it, a calendar's where none of its events, which no rule has withheld.
    empty = {one.uid for branch in branches(made.sections[1].blocks) for one in branch.heading.portions}
    empty |= {one.uid for grid in grids_in(made.sections[1].blocks) for row in grid.rows for one in row.portions}
    assert len(missing - empty) <= report.portions <= len(missing)


@given(documents(with_grids=True), AUDIENCES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_releasing_what_was_released_withholds_nothing_more(made, audience):
    once, _ = release(made, audience, RULES)
    twice, report = release(once.document, audience, RULES)
    assert twice == once
    assert report.entries == ()


@given(tables(), st.lists(places(), min_size=5, max_size=5), cards(), AUDIENCES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_place_that_a_withheld_record_tells_counts_for_nothing(table, drawn, frames, audience):
    rows = [row for row in table.rows if isinstance(row, Row)]
    ordered = [replace(row, place=place) for row, place in zip(rows, drawn, strict=False)]

    def told(entry):
        sources = entry.place.sources if entry.place else ()
        return all(decide(one.marking, audience, RULES, one.uid).released for one in sources)

    def without(entries):
        return tuple(entry if told(entry) else replace(entry, place=None) for entry in entries)

    with_places, _ = release(document(replace(table, rows=tuple(ordered)), Cards(frames)), audience, RULES)
    bare = document(replace(table, rows=without(ordered)), Cards(without(frames)))
    stripped, _ = release(bare, audience, RULES)
    assert shown(with_places) == shown(stripped)
    for block in body(with_places):
        if isinstance(block, Table):
            places_left = [row.place.key if row.place and told(row) else (9,) for row in block.rows]
            assert places_left == sorted(places_left)


def test_a_card_without_a_holder_stands_only_where_no_other_of_its_post_is_left():
    post = frozenset({source(1).record})
    vacant = Card(line(said("Deputy", BOTH)), of=post, idle=True)

    def left(marking):
        holder = Card(line(said("Holder", marking, source(2, marking))), of=post)
        return texts(release(document(Cards((holder, vacant))), USA_JPN, RULES)[0])[-1:]

    assert left(BOTH) == ["Holder"]
    assert left(HOME_ONLY) == ["Deputy"]


def test_the_records_a_portion_names_count_for_the_marks_above_it():
    named = source(2, replace(BOTH, caveats=("PROPIN",)))
    made = document(Items((line(said("Somebody of somewhere", BOTH, names=(named,))),)))
    released, _ = release(made, USA_JPN, RULES)
    assert body(released)[0].lines[0].marking.caveats == ("PROPIN",)
    assert released.banner.caveats == ("PROPIN",)
    hidden, _ = release(document(Items((line(said("Somebody", BOTH, names=(source(2, HOME_ONLY),))),))), USA_JPN, RULES)
    assert "Somebody" not in texts(hidden)
