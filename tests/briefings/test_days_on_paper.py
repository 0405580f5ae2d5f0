"""Days on paper: one of another year than the packet's has its year, so that what is long overdue is not taken for what is soon due."""

import re
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import pytest

from liaison_desk.briefings.records import PacketLanguage
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.tasks.records import Rfi, Side, Task, TaskKind, TaskState
from tests.briefings.desks import OPEN
from tests.briefings.noted_desks import noted_desk
from tests.briefings.papers import printed
from tests.briefings.test_note_papers import spaced

LONG_AGO = date(2025, 2, 28)
NATIONS = {"from_nation": "JPN", "to_nation": "USA"}
WEEK = (date(2026, 11, 23), date(2026, 11, 29))
TASK = Task(
    title=Bilingual("Old promise", "昔の約束"), due=datetime(2025, 2, 28), kind=TaskKind.COMMITMENT, marking=OPEN
)


@pytest.fixture
def desk(tmp_path):
    made, meeting, _ = noted_desk(tmp_path)
    with closing(made):
        made.tasks.save(TASK)
        made.tasks.save(replace(TASK, title=Bilingual("With a time"), due=datetime(2025, 3, 1, 9), due_all_day=False))
        waits = {"state": TaskState.WAITING, "waiting_on": "J7", "waiting_side": Side.HOST, "waiting_since": LONG_AGO}
        made.tasks.save(replace(TASK, title=Bilingual("Waits"), due=datetime(2027, 1, 4), **waits))
        rfi = Rfi(received=LONG_AGO, answered=date(2026, 11, 27))
        made.tasks.save(replace(TASK, title=Bilingual("Asked"), kind=TaskKind.RFI, rfi=rfi, **NATIONS))
        kept = made.meetings.meeting(meeting)
        notes = [replace(one, due=LONG_AGO) if one.text.host == "Send the draft." else one for one in kept.portions]
        made.meetings.save(replace(kept, portions=tuple(notes)))
        yield made


@pytest.mark.parametrize("language", PacketLanguage)
@pytest.mark.parametrize(
    "template", ["suspense-list", "waiting-lists", "commitments", "weekly", "daily-brief", "minutes", "memorandum", "rfi-log"]
)  # fmt: skip
def test_a_day_of_another_year_has_its_year(desk, template, language):
    said = spaced(printed(desk, template, *WEEK, language=language))
    english, japanese = language is not PacketLanguage.HOME, language is not PacketLanguage.HOST
    assert "28 Feb 2025" in said or not english
    assert "2025年2月28日" in said or not japanese
    assert not re.search("28 Feb(?! 2025)", said)
    assert not re.search("(?<!2025年)2月28日", said)


def test_days_of_the_packets_own_year_are_short(desk):
    said = spaced(printed(desk, "suspense-list", *WEEK))
    assert "1 Mar 2025 0900T 1600Z / 0100I+1" in said
    assert re.search("1 Dec (?!2026)", said)
    assert "4 Jan 2027" in spaced(printed(desk, "waiting-lists", *WEEK))
