"""A note that links to a record whose title the audience may not have stays out whole, without a trace; the officer is told why."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime

import pytest

from liaison_desk.briefings.records import PacketLanguage, PacketRequest
from liaison_desk.briefings.walking import portions_of
from liaison_desk.briefings.withheld import as_text
from liaison_desk.calendar.records import Calendar, Event
from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.notetext import write_link
from liaison_desk.foundation.core.language import Language
from liaison_desk.meetings.records import Meeting, Portion, PortionKind
from liaison_desk.tasks.records import Task
from tests.briefings.desks import HOME_ONLY, OPEN, WEEK, weekly_desk
from tests.briefings.papers import USA_JPN, read, squeezed

RULE = "It links to what is withheld."
KINDS = (PortionKind.DECISION, PortionKind.NOTE, PortionKind.INSIGHT, PortionKind.RECOMMENDATION)


@pytest.fixture
def desk(tmp_path):
    with closing(weekly_desk(tmp_path)) as opened:
        yield opened


def made(desk, kind, marking, title="Kestrel"):
    """Save a record of a kind that nothing else on the desk names."""
    name = Bilingual(title)
    day = {"start": datetime(2027, 3, 1, 9), "end": datetime(2027, 3, 1, 10), "zone": "America/Denver"}
    match kind:
        case "person":
            return desk.contacts.save(Person(name=PersonName(title, "Ada"), marking=marking))
        case "organization":
            return desk.contacts.save_organization(Organization(name=name, marking=marking))
        case "task":
            return desk.tasks.save(Task(title=name, marking=marking))
        case "calendar":
            return desk.calendars.save_calendar(Calendar(name=name, marking=marking))
        case "event":
            calendar = desk.calendars.calendars()[0]
            return desk.calendars.save(Event(calendar_id=calendar.id, title=name, marking=marking, **day))
        case "meeting":
            return desk.meetings.save(Meeting(title=name, marking=marking, **day))


def met(desk):
    notes = (Portion(uid="n-0", kind=PortionKind.DECISION, marking=OPEN, text=Bilingual("We agree.")),)
    day = {"start": datetime(2026, 11, 26, 9), "end": datetime(2026, 11, 26, 10), "zone": "America/Denver"}
    return desk.meetings.save(Meeting(title=Bilingual("Office call"), marking=OPEN, portions=notes, **day))


def note(desk, meeting, text, kind=PortionKind.DECISION, marking=OPEN):
    text = text if isinstance(text, Bilingual) else Bilingual(text)
    return desk.meetings.add_portion(meeting.id, Portion(uid="n-x", kind=kind, marking=marking, text=text))


def paper(desk, language=PacketLanguage.BOTH, audience=USA_JPN):
    return desk.briefings.compose(PacketRequest(language=language, since=WEEK[0], until=WEEK[1], audience=audience))


def told_of(result):
    return {(one.record.kind, one.rule) for one in result.withheld.entries}


@pytest.mark.parametrize("of", ["person", "organization", "task", "calendar", "event", "meeting"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_note_that_links_to_a_withheld_record_leaves_no_trace_and_is_reported(desk, of, kind):
    record = made(desk, of, HOME_ONLY)
    meeting = met(desk)
    before = paper(desk)
    note(desk, meeting, f"Zephyr saw {write_link(of, record.uid, 'somebody')} on it.", kind)
    after = paper(desk)
    assert after.pdf == before.pdf
    assert after.outline == before.outline
    assert ("meeting", RULE) in told_of(after)
    assert any(one.uid == record.uid for one in after.withheld.entries)
    home = paper(desk, PacketLanguage.HOST, frozenset({"JPN"}))
    assert "Zephyrsawsomebodyonit." in squeezed(home)
    assert_nothing_of(home, record.uid, "[[", "]]", "|")


def assert_nothing_of(result, *words):
    said = read(result.pdf)
    text = "".join(said.pages) + str(said.metadata) + str(result.outline)
    assert not [word for word in words if word in text]
    assert not [word for word in words[:1] if word.encode() in result.pdf]


def test_nothing_of_a_link_but_its_label_is_printed(desk):
    record = made(desk, "person", OPEN)
    note(desk, met(desk), f"Thank **{write_link('person', record.uid, 'Col Kestrel')}**, *please*.")
    shown = paper(desk, PacketLanguage.HOST)
    assert "ThankColKestrel,please." in squeezed(shown)
    assert_nothing_of(shown, record.uid, "[[", "]]", "**", "person:")
    assert RULE not in {rule for _, rule in told_of(shown)}


def test_a_link_to_what_is_gone_or_was_never_there_withholds_the_note(desk):
    meeting = met(desk)
    before = paper(desk)
    note(desk, meeting, "Ask [[person:no-such-uid|whoever]] and [[spaceship:x|it]].")
    after = paper(desk)
    assert after.pdf == before.pdf
    assert ("meeting", RULE) in told_of(after)
    assert "no-such-uid" in {one.uid for one in after.withheld.entries}


@pytest.mark.parametrize("form", ["[[task:{}|it", "`[[task:{}|it]]`", "\\[[task:{}|it]]", "[[task:{}|a [b] c]]", "[[task:{}]]", "[[[task:{}|it]]", "| [[task:{} | it ]] |\n|-|", "[[task:{}|" + "x" * 600 + "]]"])  # fmt: skip
def test_a_spoilt_link_withholds_the_note_as_a_whole_one_does(desk, form):
    record = made(desk, "task", HOME_ONLY)
    meeting = met(desk)
    before = paper(desk)
    note(desk, meeting, f"Zephyr {form.format(record.uid)}")
    after = paper(desk)
    assert after.pdf == before.pdf
    assert ("meeting", RULE) in told_of(after)


@pytest.mark.parametrize("of", ["portion", "task"])
@pytest.mark.parametrize("narrowed", ["meeting", "portion"])
def test_what_came_out_of_something_withheld_is_withheld_as_a_link_too(desk, of, narrowed):
    """The task and the note that are linked may be marked for all; what they came out of may not."""
    elsewhere = made(desk, "meeting", OPEN)
    promise = Portion(kind=PortionKind.ACTION, marking=OPEN, text=Bilingual("Kestrel"))
    desk.meetings.add_portion(elsewhere.id, promise)
    elsewhere = desk.meetings.make_task(elsewhere.id, desk.meetings.meeting(elsewhere.id).portions[0].uid)
    [promised] = elsewhere.portions
    linked = promised.uid if of == "portion" else desk.tasks.task(promised.task_id).uid
    meeting = met(desk)
    before = paper(desk)
    note(desk, meeting, f"Zephyr {write_link(of, linked, 'it')}.")
    assert "Zephyrit." in squeezed(paper(desk, PacketLanguage.HOST))
    if narrowed == "meeting":
        head = desk.meetings.meeting(elsewhere.id)
        desk.meetings.save_head(replace(head, marking=HOME_ONLY))
    else:
        desk.meetings.change_portion(elsewhere.id, promised, replace(promised, marking=HOME_ONLY))
    after = paper(desk)
    assert after.pdf == before.pdf
    assert ("meeting", RULE) in told_of(after)


def test_a_record_in_the_trash_counts_by_its_marking(desk):
    hidden, shown = made(desk, "task", HOME_ONLY), made(desk, "task", OPEN, "Osprey")
    meeting = met(desk)
    note(desk, meeting, f"Zephyr {write_link('task', hidden.uid, 'it')}.")
    desk.meetings.add_portion(meeting.id, Portion(uid="n-y", kind=PortionKind.NOTE, marking=OPEN, text=Bilingual(f"Osprey {write_link('task', shown.uid, 'it')}.")))  # fmt: skip
    desk.tasks.delete([hidden.id, shown.id])
    told = squeezed(paper(desk, PacketLanguage.HOST))
    assert "Ospreyit." in told
    assert "Zephyr" not in told


def test_a_link_in_the_wording_that_is_not_printed_counts_too(desk):
    record = made(desk, "event", HOME_ONLY)
    meeting = met(desk)
    before = paper(desk, PacketLanguage.HOST)
    note(desk, meeting, Bilingual("Zephyr attends.", f"{write_link('event', record.uid, '行事')}に出席する。"))
    assert paper(desk, PacketLanguage.HOST).pdf == before.pdf


@pytest.mark.parametrize("text", ["Call **Kes**trel back.", "Call K*est*rel back.", "Ask `Kestrel`.", "| Who | What |\n|-|-|\n| Kestrel | call |", "- Ada\n- ~~Kes~~trel", "Call Kes\\_trel Kestrel", "#Kestrel is new"])  # fmt: skip
def test_marks_within_a_name_do_not_hide_it(desk, text):
    made(desk, "person", HOME_ONLY)
    meeting = met(desk)
    before = paper(desk)
    note(desk, meeting, text)
    assert paper(desk).pdf == before.pdf


def test_a_link_to_a_record_whose_title_names_somebody_withheld_withholds_the_note(desk):
    made(desk, "person", HOME_ONLY)
    lunch = made(desk, "task", OPEN, "Lunch with Ada Kestrel")
    meeting = met(desk)
    before = paper(desk)
    note(desk, meeting, f"Zephyr follows {write_link('task', lunch.uid, 'this')}.")
    after = paper(desk)
    assert after.pdf == before.pdf
    assert ("meeting", RULE) in told_of(after)


def test_the_banner_covers_what_is_linked(desk):
    listed = Marking("USA", audience=frozenset({"USA", "JPN", "GBR"}))
    record = made(desk, "task", listed)
    note(desk, met(desk), f"Zephyr {write_link('task', record.uid, 'it')}.")
    built = desk.briefings.build(PacketRequest(since=WEEK[0], until=WEEK[1]))
    (portion,) = (one for one in portions_of(built) if one.text[0] == "Zephyr it.")
    assert portion.markings == (OPEN, listed)


def test_the_report_counts_the_note_once_and_names_the_record(desk):
    record = made(desk, "task", HOME_ONLY)
    meeting = met(desk)
    before = paper(desk).withheld
    note(desk, meeting, f"Zephyr {write_link('task', record.uid, 'it')}.")
    after = paper(desk).withheld
    assert after.portions == before.portions + 1
    new = [one for one in after.entries if one not in before.entries]
    assert [(one.record.kind, one.record.label, one.rule, one.portions) for one in new if one.rule == RULE] == [("meeting", "Office call", RULE, 1)]  # fmt: skip
    assert any(one.record.label == "Kestrel" and one.whole for one in new)


def test_the_report_says_it_in_both_languages(desk):
    record = made(desk, "task", HOME_ONLY)
    note(desk, met(desk), f"Zephyr {write_link('task', record.uid, 'it')}.")
    report = paper(desk).withheld
    assert RULE in as_text(report, Language("en"))
    assert "開示できない記録へのリンクが含まれています。" in as_text(report, Language("ja"))


def test_all_links_of_a_packet_are_asked_for_at_once(desk, monkeypatch):
    record = made(desk, "task", OPEN)
    meeting = met(desk)
    for number in range(5):
        text = f"n{number} {write_link('task', record.uid, 'it')} {write_link('person', 'x', 'y')}"
        desk.meetings.add_portion(
            meeting.id, Portion(uid=f"m-{number}", kind=PortionKind.NOTE, marking=OPEN, text=Bilingual(text))
        )
    asked = []
    finds = desk.briefings._linked
    monkeypatch.setattr(desk.briefings, "_linked", lambda wanted: asked.append(set(wanted)) or finds(wanted))
    paper(desk)
    assert asked == [{("task", record.uid), ("person", "x")}]
