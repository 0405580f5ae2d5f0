"""How far the work on a packet is, and that it can be stopped anywhere: also within one table of thousands of rows."""

from itertools import pairwise

import pytest

from liaison_desk.briefings.document import (
    Branch,
    Card,
    Cards,
    Chart,
    Column,
    Contents,
    Group,
    Items,
    Paragraph,
    Row,
    Table,
)
from liaison_desk.briefings.release import release
from liaison_desk.briefings.render import render_pdf
from liaison_desk.briefings.render.work import OFTEN, steps
from liaison_desk.foundation.core.errors import CancelledError
from tests.briefings.documents import RULES, USA_JPN, document, line, said
from tests.cost import calls

ROWS = 2500


def long_table(count=ROWS):
    columns = (Column(("Due",)), Column(("Action",), 1))
    cell = line(said("24 Nov"))
    return Table(columns, tuple(Row((cell, line(said(f"Task {number}"))), lead=1) for number in range(count)))


def told(made):
    released, _ = release(made, USA_JPN, RULES)
    reports = []
    pages = render_pdf(released, lambda done, total: reports.append((done, total))).pages
    return reports, pages


def test_the_work_is_told_from_nothing_to_all_of_it():
    text = Paragraph(line(said("text")))
    cards = Cards((Card(line(said("Dana"))), Card(line(said("Grant"))), Card(line(said("Mio")))))
    chart = Chart((Branch(line(said("Staff")), cards.cards[:2], (Branch(line(said("Office")), cards.cards[:1]),)),))
    items = Items((line(said("one")), line(said("two"))))
    blocks = (Contents(), Group(line(said("Group")), (text, items, long_table(30), cards, chart)))
    reports, _ = told(document(*blocks))
    done, totals = zip(*reports, strict=True)
    assert set(totals) == {steps(blocks) + 1}  # the title is one, too
    assert done == tuple(sorted(done))
    assert done[-1] == totals[0] == 1 + 1 + 1 + 2 + 30 + 3 + 3


def test_a_long_table_tells_of_itself_every_so_many_rows_and_of_every_page():
    reports, pages = told(document(long_table()))
    assert len(reports) > 2 * ROWS / OFTEN + pages  # its columns are measured first, which is told as well
    assert all(after[0] - before[0] <= OFTEN for before, after in pairwise(reports))


@pytest.mark.parametrize("count", [1, 5, 20])
def test_the_work_stops_at_once_where_it_is_told_to(count):
    released, _ = release(document(long_table()), USA_JPN, RULES)
    reports = []

    def stop(done, total):
        reports.append(done)
        if len(reports) == count:
            raise CancelledError

    def stopped():
        with pytest.raises(CancelledError):
            render_pdf(released, stop)

    render_pdf(released)  # the fonts are read
    whole = calls(lambda: render_pdf(released))
    assert calls(stopped) < whole * 0.5
    assert len(reports) == count
