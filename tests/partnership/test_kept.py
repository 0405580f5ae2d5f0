"""Whatever a record of partnership says comes back from its tables, and from what the history keeps of it."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.record import Record
from liaison_desk.partnership.records import TurnoverNote, Visit, Visitor
from liaison_desk.partnership.store import kinds
from liaison_desk.partnership.store.kinds import Kept
from tests.desks import new_desk
from tests.exchange.archive.test_archive import PLAIN, record_strategy

ALL = [one for one in vars(kinds).values() if isinstance(one, Kept)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    desk = new_desk(tmp_path_factory.mktemp("kept") / "kept.desk", DeskProfile())
    yield desk
    desk.close()


TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=3)


def without_head(record):
    plain = {one.name: one.default for one in fields(Record) if one.name != "marking"}
    return replace(record, **plain)


def test_every_kind_is_tried():
    assert len(ALL) == 10


@pytest.mark.parametrize("kept", ALL, ids=lambda one: one.type.kind)
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_a_record_comes_back_as_it_was(desk, kept, data):
    drawn = without_head(data.draw(record_strategy(kept.record, {**PLAIN, str: TEXT})))
    with desk.database.write("Try") as transaction:
        if kept.record is Visitor:
            visit = kinds.VISITS.save(transaction, [Visit(title=Bilingual("Visit"))])[0]
            drawn = replace(drawn, visit_id=visit.id)
        if kept.record is TurnoverNote:
            drawn = replace(drawn, owner_id=7)
        saved = kept.save(transaction, [drawn])[0]
    with desk.database.read() as connection:
        snapshot = kept.type.read(connection, [saved.id])[saved.id]
    found = kept.of(snapshot)
    assert without_head(found) == drawn
    assert kept.of(kept.type.loads(kept.type.dumps(snapshot))) == found
