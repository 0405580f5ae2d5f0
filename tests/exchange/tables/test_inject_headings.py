"""What this desk writes above the columns of a MSEL, in a table and on paper, is understood where rows are pasted and imported."""

from datetime import datetime

import pytest

from liaison_desk.briefings.sections.msel import _STATES, _columns
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.domain.bilingual import Side
from liaison_desk.domain.headings import INJECTS, load_headings
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exchange.tables.headings import load_vocabulary
from liaison_desk.exercises.records import InjectState
from liaison_desk.exercises.rules.offsets import Start
from liaison_desk.exercises.rules.pasting import read_pasted
from liaison_desk.exercises.ui.msel.columns import inject_columns
from liaison_desk.exercises.ui.msel.words import Words
from liaison_desk.foundation.core.language import Language, languages

ONLY_IMPORTED = ["zone", "delivered_at", "closed_at", "marking_text", "marking", "uid"]
ON_PAPER = ["number", "time", "cell", "between", "text", "expected", "objective", "controller", "state"]
IN_THE_TABLE = [
    "number", "time", "zulu", "at_home", "state", "cell", "sender", "receiver", "method", "text", "expected", "objective",
    "controller", "marking_text", "kind",
]  # fmt: skip


def left_out(headings):
    """Return the headings that pasting names as left out."""
    start = Start(datetime(2027, 1, 15, 8), "UTC")
    line = "\t".join(f'"{heading}"' for heading in headings)
    return list(read_pasted(f"{line}\n", start, Side.HOST, ()).unknown)


def imported(headings):
    return [column.field for column in load_vocabulary(INJECTS).columns(headings).columns]


@pytest.mark.parametrize("code", languages())
def test_the_table_that_is_exported_is_understood(code):
    vocabulary = load_vocabulary(INJECTS)
    headings = [vocabulary.heading(name, Language(code)) for name in vocabulary.written]
    assert imported(headings) == list(vocabulary.written)
    assert left_out(headings) == [vocabulary.heading(name, Language(code)) for name in ONLY_IMPORTED]


@pytest.mark.parametrize("codes", [("en",), ("ja",), ("en", "ja"), ("ja", "en")])
def test_the_columns_of_the_paper_are_understood(codes):
    setting = Setting(*[None] * 5, tuple(map(Language, codes)), *[None] * 6)  # the headings ask for its languages alone
    headings = ["\n".join(column.title) for column in _columns(setting)]
    assert imported(headings) == ON_PAPER
    assert left_out(headings) == []


@pytest.mark.parametrize("code", languages())
def test_the_columns_of_the_table_on_the_screen_are_understood(code):
    language = Language(code)
    headings = [column.title for column in inject_columns(Words(language, DeskProfile))]
    assert imported(headings) == IN_THE_TABLE
    assert left_out(headings) == [language.tr("Marking")]


@pytest.mark.parametrize("code", languages())
def test_the_states_of_the_paper_and_the_screen_are_understood(code):
    language = Language(code)
    known = load_headings(INJECTS)
    shown = (*Words(language, DeskProfile).states, *((state, language.tr(word)) for state, word in _STATES.items()))
    assert [known.word("states", said) for _, said in shown] == [state.value for state, _ in shown]
    assert {state for state, _ in shown} == set(InjectState)


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (("No.", "Inject"), ["number", "text"]),
        (("Inject", "Description"), ["number", "text"]),
        (("Inject", "Serial", "Description"), ["", "number", "text"]),
        (("番号", "状況"), ["number", "text"]),
        (("番号", "状況", "内容"), ["number", "state", "text"]),
        (("#", "Date"), ["number", "local"]),
        (("", "Date", "Time"), ["", "", "time"]),
    ],
)
def test_a_heading_that_may_mean_two_things_means_what_the_others_leave(headings, fields):
    assert imported(headings) == fields
