"""Partnership in the archive of a desk: whole on another desk, the same twice, and nobody's personal data in it."""

import json
from contextlib import closing
from datetime import date

from liaison_desk.app.incoming.batch import title_of
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import LOGS, export
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record
from liaison_desk.partnership.records import Gift, Passing, Turnover, TurnoverNote, TurnoverStep
from tests.app.partners import NOON, SIGNED, filled
from tests.briefings.desks import OPEN, PROFILE
from tests.desks import new_desk

TURNED = ("turnovers", "turnover_notes")


def test_partnership_goes_to_another_desk_once_and_without_visitors(tmp_path):
    file = tmp_path / "all.json"
    with (
        closing(filled(tmp_path / "one.desk")) as desk,
        closing(new_desk(tmp_path / "two.desk", PROFILE, NOON, seed=2)) as other,
    ):
        (gift,) = desk.gifts.everything()
        step = TurnoverStep("t1", Bilingual("Hand over keys", "鍵の引渡し"), -3, SIGNED)
        desk.turnovers.save(Turnover(on=SIGNED, officer="Ishida", steps=(step,), marking=OPEN))
        desk.turnover_notes.save(
            TurnoverNote(owner_kind="gift", owner_id=gift.id, why=Bilingual("It is on loan"), marking=OPEN)
        )
        export(desk, "all", file)
        assert "ZX0099887" not in file.read_text("utf-8")
        assert json.loads(file.read_text("utf-8")).get("visitors", []) == []
        for known in (other, desk):
            assert import_file(known, file).problems == ()
            before = known.history.count()
            report = import_file(known, file)
            assert (report.added, report.updated, known.history.count()) == (0, 0, before)
        for what in (*LOGS, *TURNED):
            assert len(getattr(other, what).everything()) == len(getattr(desk, what).everything()) > 0, what
        parent, annex = sorted(other.arrangements.everything(), key=lambda one: one.number)
        assert (annex.parent_id, parent.obligations[0].due, parent.signatures[0].contact_id > 0) == (
            parent.id,
            date(2027, 4, 1),
            True,
        )
        assert other.disclosures.everything()[0].about_id == parent.id
        assert other.turnover_notes.everything()[0].owner_id == other.gifts.everything()[0].id
        assert len(desk.visitors.everything()) == 1
        assert other.visitors.everything() == []
        assert other.check() == []
        again = tmp_path / "again.json"
        export(other, "all", again)
        mine, theirs = (json.loads(path.read_text("utf-8")) for path in (file, again))
        for what in (*LOGS, *TURNED):
            assert sorted(map(_said, theirs[what])) == sorted(map(_said, mine[what]))


def _said(told):
    return json.dumps(
        {name: value for name, value in told.items() if name not in {"updated_at", "author", "version"}}, sort_keys=True
    )


def test_what_has_no_title_is_called_by_what_it_is():
    def called(one: Record) -> str:
        return title_of(one)

    assert called(Gift(on=SIGNED, passing=Passing.GIVEN, item=Bilingual("", "茶碗"))) == "茶碗"
    assert called(Turnover(uid="t", on=SIGNED, officer="Ishida")) == "Ishida"
    assert (
        called(Turnover(uid="t", on=SIGNED, officer="Ishida", post=Bilingual("Liaison officer"))) == "Liaison officer"
    )
    assert called(TurnoverNote(uid="n", owner_kind="gift", owner_id=1, next=Bilingual("Ask again"))) == "Ask again"
