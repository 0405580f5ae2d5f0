"""Documents made by hand and by hypothesis for the tests of release and rendering."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from liaison_desk.briefings.document import (
    Band,
    Block,
    Bluf,
    Branch,
    Card,
    Cards,
    Chart,
    Column,
    DayGrid,
    Document,
    Entry,
    Furniture,
    GridWords,
    Group,
    Items,
    KeyValue,
    KeyValues,
    Line,
    Look,
    MonthGrid,
    Paragraph,
    Place,
    PortionText,
    Row,
    Rulers,
    Section,
    Source,
    Stretch,
    Table,
    Timeline,
    Title,
    Words,
)
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.notetext import show
from liaison_desk.domain.release import ReleaseRules
from liaison_desk.foundation.core.ids import RecordRef

OPEN = Marking("USA")
HOME_ONLY = Marking("JPN", audience=frozenset({"JPN"}))
BOTH = Marking("USA", audience=frozenset({"USA", "JPN"}))
FIVE_EYES = Marking("USA", audience=frozenset({"FVEY"}))
RULES = ReleaseRules("JPN", "USA", {"FVEY": frozenset({"USA", "GBR", "CAN", "AUS", "NZL"})})
USA_JPN = frozenset({"USA", "JPN"})
JPN = frozenset({"JPN"})
AS_OF = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)


def source(number=1, marking=OPEN):
    return Source(RecordRef("meeting", number, f"Record {number}"), marking, f"uid-{number}")


def said(text, marking=OPEN, *sources, **more):
    return PortionText((text,), marking, sources or (source(),), **more)


def line(*pieces, **more):
    return Line(tuple(pieces), **more)


def furniture(**more):
    values = {
        "title": ("Weekly activity report",),
        "as_of": ("As of 241641Z NOV 26",),
        "office": ("Japan liaison office",),
        "compiled": ("Compiled for {nations}",),
        "page": "Page {page} of {pages}",
        "untranslated": ("(not translated)",),
    }
    return Furniture(**(values | more))


def document(*blocks, languages=("en",), paper="a4", heading="Notes", empty=("Nothing to report.",), **more):
    front = Section("cover", None, (Title(line(Words(("Weekly activity report",)))),))
    body = Section("notes", line(Words((heading,))), tuple(blocks), empty)
    return Document(more.pop("furniture", furniture()), (front, body), languages, "JPN", AS_OF, paper=paper, **more)


MARKINGS = st.sampled_from([OPEN, HOME_ONLY, BOTH, FIVE_EYES, Marking("JPN"), Marking("AUS"), None])


@st.composite
def portions(draw, sources=None):
    """Draw a portion whose text occurs nowhere else: a number no other portion has, between letters."""
    number = draw(st.shared(st.builds(Counter), key="numbers")).next()
    own = sources or (draw(records()),)
    names = tuple(draw(st.lists(records(), max_size=1)))
    links = tuple(draw(st.lists(records(), max_size=1)))
    words = f"q{number:05d}z"
    form = draw(st.sampled_from(["", "**{}**", "- *{}*", "1. `{}`", "| {} |\n|---|"]))
    shown = (show(form.format(words)),) if form else ()
    return PortionText((words,), draw(MARKINGS), own, f"portion-{number}", names=names, links=links, shown=shown)


class Counter:
    """Gives out each number once within one drawn document."""

    def __init__(self):
        self.last = 0

    def next(self):
        self.last += 1
        return self.last


def records():
    return st.builds(source, st.integers(1, 8), MARKINGS)


@st.composite
def lines(draw):
    pieces = tuple(draw(st.lists(portions(), min_size=1, max_size=3)))
    label = draw(st.sampled_from([(), ("Label.",)]))
    return Line(pieces, label=label, led=draw(st.booleans()))


def rows():
    return st.builds(Row, st.tuples(lines(), lines(), lines()), st.integers(0, 2), places())


def places():
    return st.none() | st.builds(Place, st.tuples(st.integers(0, 3)), st.tuples(records()))


def cards():
    rows = st.lists(st.builds(KeyValue, st.just(()), lines()), max_size=2).map(tuple)
    return st.lists(st.builds(Card, lines(), rows, place=places()), max_size=4).map(tuple)


def charts():
    leaf = st.builds(Branch, lines(), cards())
    return st.builds(lambda *tree: Chart(tree), st.builds(Branch, lines(), cards(), st.tuples(leaf)), leaf)


UNMARKED = st.sampled_from([(), ("Items without a mark:",)])


def tables():
    bands = st.just(Band(("Monday",)))
    columns = [(Column(("Due",)), Column(("Action",), 2), Column(("Owner",), 1, spare)) for spare in (False, True)]
    told = st.lists(rows() | bands, max_size=5).map(tuple)
    return st.builds(Table, st.sampled_from(columns), told, unmarked=UNMARKED)


MONDAY = date(2026, 11, 2)
WORDS = GridWords(
    columns=tuple(Column((name,), weight) for name, weight in (("No.", 0), ("Day", 0), ("Local", 0), ("Zulu", 0), ("Home", 0), ("Event", 2), ("Where", 1))),
    looks=(("Confirmed",), ("Tentative",), ("Cancelled",)),
)  # fmt: skip


def entry(words="Talk", day=0, begins=540, ends=600, **more):
    """Return something that happens on a day of the week of MONDAY."""
    first = MONDAY + timedelta(days=day)
    values = {"first": first, "last": first, "cells": (line(said(f"day {day}")),) + (line(),) * 4}
    words = words if isinstance(words, Line) else line(said(words))
    return Entry(words, begins=begins, ends=ends, **(values | more))


def gridded(kind, entries, rows=(), days=7, **more):
    """Return a grid of some days from MONDAY on."""
    heads = tuple((f"Day {number}",) for number in range(7))
    hours = tuple((f"{hour:02d}", "14", "00+1") for hour in range(24))
    own = {
        DayGrid: {"heads": heads[:days], "rulers": (Rulers(0, ("T", "Z", "I"), hours),)},
        MonthGrid: {"heads": heads},
        Timeline: {"scales": ((Stretch(("November",), MONDAY, MONDAY + timedelta(days=days - 1)),),)},
    }[kind]
    return kind(MONDAY, days, tuple(entries), tuple(rows) or (line(),), WORDS, **(own | more))


@st.composite
def entries(draw):
    first = draw(st.integers(-2, 8))
    begins = draw(st.none() | st.integers(0, 1400))
    last = first + draw(st.integers(0, 3))
    cells = tuple(draw(st.lists(lines(), min_size=5, max_size=5)))
    return Entry(
        draw(lines()), MONDAY + timedelta(days=first), MONDAY + timedelta(days=last), begins, draw(st.integers(0, 1440)),
        draw(lines()), draw(lines()), cells, draw(st.sampled_from(list(Look))), draw(st.integers(0, 2)), draw(st.sampled_from(["", "series"])),
    )  # fmt: skip


def grids():
    few, named = st.lists(entries(), max_size=6), st.tuples(lines(), lines(), st.just(Line(())))
    return st.builds(gridded, st.sampled_from([DayGrid, MonthGrid]), few, named) | st.builds(
        gridded, st.just(Timeline), few, named, unmarked=UNMARKED
    )


def blocks(with_grids: bool = False) -> st.SearchStrategy[Block]:
    flat = (
        st.builds(Paragraph, lines())
        | st.builds(Bluf, lines())
        | st.builds(Items, st.lists(lines(), max_size=4).map(tuple), st.booleans())
        | st.builds(KeyValues, st.lists(st.builds(KeyValue, st.just(("Time",)), lines()), max_size=3).map(tuple))
        | tables()
        | st.builds(Cards, cards())
        | charts()
    )
    flat = flat | grids() if with_grids else flat
    heads = lines() | st.just(Line((Words(("Fixed words",)),)))
    return flat | st.builds(Group, heads, st.lists(flat, max_size=3).map(tuple), st.booleans())


def documents(with_grids=False):
    return st.builds(lambda parts: document(*parts), st.lists(blocks(with_grids), max_size=5))


AUDIENCES = st.sampled_from([USA_JPN, JPN, frozenset({"USA"}), USA_JPN | {"AUS"}, frozenset({"GBR"})])
