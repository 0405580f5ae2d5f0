"""Lists of any length: ids at once, lines by pages, headings between them."""

import threading
from array import array

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from liaison_desk.foundation.core.paging import PAGE, Group, Listing
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.jobs import Jobs
from liaison_desk.foundation.qt.windowed import GROUP_ROLE, ID_ROLE, LINE_ROLE, WindowedModel
from tests.cost import calls

MANY = 100_000


class Reader:
    """A capability's ``fetch_lines``: remembers which ids it was asked for and on which thread."""

    def __init__(self):
        self.asked = []
        self.threads = set()
        self.version = 1

    def __call__(self, ids):
        self.asked.append(list(ids))
        self.threads.add(threading.get_ident())
        return {key: f"record {key} v{self.version}" for key in ids}


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def model(jobs: Jobs, reader):
    return WindowedModel(jobs.database, reader, str)


def grouped(count, size):
    groups = tuple(Group(start, min(size, count - start), f"group {start // size}") for start in range(0, count, size))
    return Listing(array("q", range(1, count + 1)), groups)


def test_a_hundred_thousand_records_are_listed_at_once_and_only_what_is_looked_at_is_read(jobs, model, reader):
    listing = grouped(MANY, 40)
    assert 0 < calls(lambda: model.set_listing(listing)) < 100  # however many there are
    assert model.rowCount() == MANY + MANY // 40
    middle = model.row_of(50_000)
    assert model.index(middle, 0).data() == "…"
    assert jobs.idle(10)
    assert model.index(middle, 0).data() == "record 50000 v1"
    assert sum(len(ids) for ids in reader.asked) == 3 * PAGE
    assert threading.get_ident() not in reader.threads


def test_headings_stand_before_their_first_record(model):
    model.set_listing(Listing([7, 8, 9, 10], (Group(0, 1, "J5", "第5部"), Group(1, 3, "J7"))))
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    assert [index.data(ID_ROLE) for index in rows] == [None, 7, None, 8, 9, 10]
    assert [group.label for index in rows if (group := index.data(GROUP_ROLE))] == ["J5", "J7"]
    assert rows[0].data() == "第5部 J5"
    assert rows[0].flags() == Qt.ItemFlag.NoItemFlags
    assert rows[1].flags() & Qt.ItemFlag.ItemIsSelectable
    assert [model.row_of(key) for key in (7, 8, 10, 99)] == [1, 3, 5, -1]
    assert [model.id_at(index) for index in rows] == [None, 7, None, 8, 9, 10]


def test_every_row_leads_to_its_id_and_back_whatever_the_groups(model):
    for size in (1, 3, 50):
        model.set_listing(grouped(120, size))
        rows = range(model.rowCount())
        ids = {model.id_at(model.index(row, 0)): row for row in rows if model.id_at(model.index(row, 0)) is not None}
        assert sorted(ids) == list(range(1, 121))
        assert all(model.row_of(key) == row for key, row in ids.items())


def test_changed_records_are_read_again_and_show_the_old_line_until_then(jobs, model, reader):
    model.set_listing(Listing(list(range(1, 301))))
    model.line_at(model.index(0, 0))
    assert jobs.idle(10)
    reader.asked.clear()
    reader.version = 2
    model.refresh([5])
    assert model.line_at(model.index(4, 0)) == "record 5 v1"
    assert jobs.idle(10)
    assert model.line_at(model.index(4, 0)) == "record 5 v2"
    assert reader.asked == [list(range(1, 101))]


def test_records_never_looked_at_are_not_read_because_they_changed(jobs, model, reader):
    model.set_listing(Listing(list(range(1, 1001))))
    model.line_at(model.index(0, 0))
    assert jobs.idle(10)
    reader.asked.clear()
    model.refresh([900])
    assert jobs.idle(10)
    assert reader.asked == []


def test_a_new_listing_shows_known_lines_at_once_and_reads_them_again(jobs, model, reader):
    model.set_listing(Listing([1, 2, 3]))
    model.line_at(model.index(0, 0))
    assert jobs.idle(10)
    reader.version = 2
    model.set_listing(Listing([3, 1]))
    assert model.line_at(model.index(0, 0)) == "record 3 v1"
    assert jobs.idle(10)
    assert model.line_at(model.index(0, 0)) == "record 3 v2"


def test_the_answer_for_an_older_listing_is_not_shown(jobs, model, reader, qtbot):
    gate = threading.Event()
    jobs.database.run(lambda: gate.wait(10))
    model.set_listing(Listing([1]))
    model.line_at(model.index(0, 0))
    qtbot.waitUntil(lambda: jobs.database.pending == 2)
    model.set_listing(Listing([2]))
    gate.set()
    assert jobs.idle(10)
    assert model.line_at(model.index(0, 0)) is None
    assert jobs.idle(10)
    assert model.line_at(model.index(0, 0)) == "record 2 v1"


def test_a_record_that_is_gone_leaves_a_placeholder_and_is_not_asked_for_for_ever(jobs):
    asked = []

    def fetch(ids):
        asked.append(list(ids))
        return {key: key for key in ids if key != 2}

    model = WindowedModel(jobs.database, fetch, str)
    model.set_listing(Listing([1, 2]))
    for _ in range(3):
        model.line_at(model.index(1, 0))
        assert jobs.idle(10)
    assert model.index(1, 0).data() == "…"
    assert asked == [[1, 2]]


def test_lines_far_away_are_forgotten(jobs, model):
    model.set_listing(Listing(array("q", range(1, 20_001))))
    for row in range(0, 20_000, PAGE):
        model.line_at(model.index(row, 0))
        assert jobs.idle(10)
    assert len(model._lines) <= 31 * PAGE
    assert model.line_at(model.index(19_999, 0)) is not None


def test_a_table_gives_words_for_eyes_and_for_screen_readers(jobs):
    columns = (
        Column("name", "Name", lambda line: line["name"]),
        Column(
            "age",
            "Days",
            lambda line: str(line["days"]),
            align=Qt.AlignmentFlag.AlignRight,
            tip=lambda line: f"{line['days']} days since",
        ),
    )
    model = WindowedModel(
        jobs.database,
        lambda ids: {1: {"name": "Onishi", "days": 49}},
        lambda line: f"Onishi, {line['days']} d",
        columns,
    )
    model.set_listing(Listing([1]))
    model.line_at(model.index(0, 0))
    assert jobs.idle(10)
    name, age = model.index(0, 0), model.index(0, 1)
    assert (name.data(), age.data()) == ("Onishi", "49")
    assert name.data(Qt.ItemDataRole.AccessibleTextRole) == "Onishi, 49 d"
    assert age.data(Qt.ItemDataRole.ToolTipRole) == "49 days since"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Days"
    assert name.data(LINE_ROLE) == {"name": "Onishi", "days": 49}


def test_a_tool_tip_is_never_markup(jobs):
    model = WindowedModel(jobs.database, lambda ids: {1: "<img src='file:///etc/passwd'>"}, str)
    model.set_listing(Listing([1]))
    model.line_at(model.index(0, 0))
    assert jobs.idle(10)
    assert "<img" not in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" in model.index(0, 0).data()


def test_the_model_keeps_qts_own_rules(jobs, model):
    # Its complaints are Qt warnings, and those fail a test.
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_listing(grouped(250, 20))
    model.line_at(model.index(3, 0))
    assert jobs.idle(10)
    model.refresh([3])
    assert jobs.idle(10)
    model.set_listing(Listing([]))
    assert tester.model() is model
    assert model.rowCount() == 0
