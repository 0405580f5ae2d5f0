"""The curve of open tasks: counted day by day from what was released, drawn whole, and told in words below."""

import re
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.briefings.document import Burndown, Spell, Stretch
from liaison_desk.briefings.records import PacketLanguage
from liaison_desk.briefings.release import release
from liaison_desk.briefings.render.inserts.burndown import count
from liaison_desk.briefings.sections import SECTIONS
from liaison_desk.briefings.templates import load_template
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MEETING, Meeting
from liaison_desk.tasks.records import LogEntry, Rfi, Task, TaskFilter, TaskKind, TaskSort, TaskState
from tests.briefings.desks import HOME_ONLY, OPEN, PROFILE
from tests.briefings.documents import BOTH, JPN, RULES, USA_JPN, document, line, said
from tests.briefings.papers import printed
from tests.briefings.test_note_papers import spaced
from tests.briefings.test_render import pages as rendered
from tests.conftest import HandClock
from tests.desks import new_desk

FIRST = date(2026, 11, 2)


def day(number):
    return FIRST + timedelta(days=number)


def spell(opened, closed=None, due=None, marking=OPEN):
    until, by = (None if one is None else day(one) for one in (closed, due))
    return Spell(line(said(f"Task of day {opened}", marking)), day(opened), until, by)


def curve(*spells, last=9, today=None, **more):
    return Burndown(FIRST, day(last), spells, today=None if today is None else day(today), **more)


def test_what_is_open_is_counted_at_the_end_of_each_day():
    found = count(curve(spell(-5), spell(0, 3), spell(2, 2), spell(4), spell(5, 20), spell(11)))
    assert found.open == (2, 2, 2, 1, 2, 3, 3, 3, 3, 3)
    assert (found.opened, found.closed, found.left) == (4, 2, 3)


def test_days_to_come_follow_from_what_is_due_and_what_is_overdue_stays():
    found = count(curve(spell(-5, due=-1), spell(0, due=6), spell(1, due=20), spell(2), spell(3, 4), today=4))
    assert found.open == (2, 3, 4, 5, 4)
    assert found.planned == (4, 4, 3, 3, 3, 3)


def test_a_period_that_is_still_to_come_tells_only_what_is_due():
    found = count(curve(spell(-5, due=2), spell(-4), today=-3))
    assert (found.open, found.planned[:4], found.left) == ((), (2, 2, 1, 1), 2)


@given(st.lists(st.tuples(st.integers(-20, 20), st.none() | st.integers(0, 30)), max_size=12), st.integers(-5, 25))
def test_counts_are_those_of_looking_at_every_day(drawn, today):
    spells = tuple(spell(opened, None if lasts is None else opened + lasts) for opened, lasts in drawn)
    found = count(curve(*spells, last=15, today=today))
    slowly = [
        sum(one.opened <= day(n) and (one.closed is None or one.closed > day(n)) for one in spells)
        for n in range(min(today, 15) + 1)
    ]
    assert list(found.open) == slowly


def test_a_withheld_task_changes_no_byte():
    def told(*spells):
        made = document(curve(*spells, words=("{opened} opened, {open} open.",), today=5))
        released, report = release(made, USA_JPN, RULES)
        return rendered(made), released.banner, report.portions

    clear, banner, _ = told(spell(0), spell(1))
    hidden, same, withheld = told(spell(0), spell(0, marking=HOME_ONLY), spell(1), spell(2, marking=None))
    assert (hidden, same, withheld) == (clear, banner, 2)


def test_a_curve_of_nothing_that_may_be_told_is_not_there():
    found = "".join(rendered(document(curve(spell(0, marking=HOME_ONLY), words=("{open} open.",)))))
    assert "Nothing to report." in found
    assert "0 open." not in found


def test_the_words_have_the_mark_of_what_was_counted():
    made = document(curve(spell(0), spell(1, marking=BOTH), words=("{opened} opened, {closed} closed, {open} open.",)))
    assert "(U//REL TO USA, JPN) 2 opened, 0 closed, 2 open." in rendered(made)[0]


def test_start_peak_and_end_are_written_and_the_days_named_where_they_have_room():
    spells = [spell(0) for _ in range(11)] + [spell(4, 7) for _ in range(6)] + [spell(1, 8) for _ in range(4)]
    scale = tuple(Stretch((f"{number} Nov",), day(number), day(number)) for number in range(0, 30, 2))
    made = document(curve(*spells, last=29, today=20, scale=scale, as_of=("As of 22 Nov",)))
    text = rendered(made)[0]
    assert re.findall(r"^(11|21) *$", text, re.MULTILINE) == ["11", "11", "21"]
    assert "As of 22 Nov" in text
    named = re.findall(r"(\d+) Nov", text.replace("As of 22 Nov", ""))
    assert named[0] == "0"
    assert 5 < len(named) < 15, "those of every second day have no room"


NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path):
    """A desk on which tasks came on 2, 4 and 6 November, of which the first was done on the 10th and the second given up on the 12th."""
    clock = HandClock(NOW)
    with closing(new_desk(tmp_path / "open.desk", PROFILE, clock)) as made:
        ids = []
        for at, title, kind in ((2, "First", "task"), (4, "Second", "task"), (6, "Third", "commitment")):
            clock.at = datetime(2026, 11, at, 18, tzinfo=UTC)
            task = Task(title=Bilingual(title, "課題"), marking=OPEN, kind=TaskKind(kind), due=datetime(2026, 11, 24))
            ids.append(made.tasks.save(task).id)
        clock.at = datetime(2026, 11, 10, 18, tzinfo=UTC)
        made.tasks.complete(ids[:1])
        clock.at = datetime(2026, 11, 12, 18, tzinfo=UTC)
        made.tasks.set_state(ids[1:2], TaskState.CANCELLED, reason="Not needed")
        clock.at = NOW
        yield made


def of_november(desk, **more):
    return printed(desk, "open-tasks", date(2026, 11, 1), date(2026, 11, 30), **more)


def counted(desk, **more):
    """Return how many the paper says were opened, closed and are open."""
    found = re.search(
        r"(\d+) (?:were opened|were made|came) .*?, (\d+) .*?; (\d+) are open", spaced(of_november(desk, **more))
    )
    return tuple(map(int, found.groups()))


def test_the_paper_counts_what_came_and_went_in_the_period(desk):
    assert counted(desk) == (3, 2, 1)
    text = spaced(of_november(desk))
    assert "Open tasks over time" in text
    assert "As of 20 Nov" in text
    assert "Dashed: what is left if all is done when it is due." in text


def test_what_was_finished_before_the_period_is_not_looked_at(desk):
    wanted = TaskFilter(finished_since=datetime(2026, 11, 11, tzinfo=UTC))
    ids = desk.tasks.tasks(wanted, Sort(TaskSort.DUE)).ids
    assert {desk.tasks.task(id_).title.host for id_ in ids} == {"Second", "Third"}


def test_the_paper_is_the_same_with_a_task_for_home_alone(desk):
    before = of_november(desk, audience=USA_JPN)
    desk.tasks.save(Task(title=Bilingual("Secret", "秘"), marking=HOME_ONLY))
    assert of_november(desk, audience=USA_JPN).pdf == before.pdf
    assert counted(desk, audience=JPN) == (4, 2, 2)


def test_only_one_kind_may_be_counted(desk):
    kind = next(one for one in SECTIONS if one.name == "burndown")
    assert kind.options == {"only": "", "ahead_days": 0}
    assert counted(desk, task_filter=TaskFilter(kinds=(TaskKind.COMMITMENT,))) == (1, 0, 1)


def test_a_request_was_opened_on_the_day_it_was_received(desk):
    rfi = Rfi(received=date(2026, 10, 30), question=Bilingual("Which?", "どれか"))
    task = Task(
        title=Bilingual("Asked", "照会"), marking=OPEN, kind=TaskKind.RFI, rfi=rfi, from_nation="JPN", to_nation="USA"
    )
    desk.tasks.save(task)
    assert counted(desk) == (3, 2, 2)


def test_a_task_was_opened_when_it_was_first_heard_of_and_not_when_it_was_written_down(desk):
    log = (LogEntry(datetime(2026, 10, 30, 12, tzinfo=UTC), "Ito", "Asked on the telephone"),)
    waits = {"state": TaskState.WAITING, "waiting_on": "J5", "waiting_since": date(2026, 10, 28)}
    meeting = desk.meetings.save(
        Meeting(
            title=Bilingual("Sync", "調整"),
            start=datetime(2026, 10, 27, 9),
            end=datetime(2026, 10, 27, 10),
            zone="America/Denver",
            marking=OPEN,
        )
    )
    out_of = {"source_kind": MEETING, "source_id": meeting.id}
    for number, more in enumerate(({"log": log}, waits, out_of)):
        desk.tasks.save(Task(title=Bilingual(f"Earlier {number}", "以前"), marking=OPEN, **more))
    assert counted(desk) == (3, 2, 4)


def test_the_curve_is_told_in_both_languages(desk):
    text = spaced(of_november(desk, language=PacketLanguage.BOTH))
    assert "各日終了時の未完了課題数" in text
    assert "As of 20 Nov / 11月20日現在" in text


def test_a_template_cannot_count_a_kind_there_is_not(tmp_path):
    (tmp_path / "odd.toml").write_text('title = "Odd"\n[[section]]\nkind = "burndown"\nonly = "dreams"\n')
    with pytest.raises(UnreadableError, match="only must be one of task, commitment, rfi"):
        load_template("odd", tmp_path)
