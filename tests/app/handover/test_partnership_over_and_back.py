"""All that partnership keeps goes over to another desk, of either engine, and back, with nothing lost, left out or doubled."""

from contextlib import closing
from dataclasses import replace

from liaison_desk.app.outgoing.exporting import content_of
from liaison_desk.app.outgoing.partnership import with_partnership
from tests.app.handover.conftest import everything
from tests.briefings.partnership_desks import partnership_desk

KINDS = (
    "sites", "arrangements", "opportunities", "visits", "visitors", "validities", "disclosures", "gifts", "turnovers", "turnover_notes",
)  # fmt: skip


def told(desk):
    """Return what the records of partnership say, by kind and uid, without the numbers that are each desk's own."""
    content = with_partnership(desk, content_of(desk, "contacts"), visitors=True)
    return {kind: {one.uid: said(one) for one in getattr(content, kind)} for kind in KINDS}


def said(value):
    if hasattr(value, "__dataclass_fields__"):
        own = {"id", "version"}
        return {
            name: said(getattr(value, name))
            for name in value.__dataclass_fields__
            if name not in own and not name.endswith("_id")
        }
    return [said(item) for item in value] if isinstance(value, tuple) else value


def test_all_of_partnership_goes_over_and_back(tmp_path, any_desk, take):
    desk, records = partnership_desk(tmp_path, "old.desk")
    with closing(desk):
        before = told(desk)
        assert all(before.values())
        _, result = take(any_desk, desk)
        assert (result.left_out, told(any_desk), any_desk.check()) == ((), before, [])
        assert everything(any_desk) == everything(desk)
        visit = any_desk.visits.everything()[0]
        any_desk.visits.save(replace(visit, number="Changed there"))
        shown, result = take(desk, any_desk)
        assert (shown.new, shown.updated, shown.conflicts, result.left_out) == (0, 1, (), ())
        assert told(desk) == told(any_desk)
        assert desk.visits.one(records.visit.id).number == "Changed there"
        shown, _ = take(any_desk, desk)
        assert (shown.new, shown.updated, shown.conflicts) == (0, 0, ())
