"""Handing over and taking over on the command line."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import date

from liaison_desk.app.desk import open_desk
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.partnership.records import Visit, Visitor
from tests.app.conftest import Said
from tests.app.handover.conftest import PASSPHRASE, TITLE, task_called, titles

WRONG = "something else entirely"


def test_a_desk_is_handed_over_taken_over_and_opened(old, say, db, tmp_path, monkeypatch):
    file = tmp_path / "all.handover"
    refused = say("handover", old.location, file)
    assert (refused.code, refused.err.strip()) == (
        2,
        "liaison-desk: The archive needs its passphrase: set LIAISON_DESK_HANDOVER_PASSPHRASE or run this in a terminal.",
    )
    monkeypatch.setenv("LIAISON_DESK_HANDOVER_PASSPHRASE", PASSPHRASE)
    told = say("handover", old.location, file, "--json").json
    assert (told["file"], told["files"], told["bytes"]) == (str(file), 1, file.stat().st_size)
    assert say("handover", old.location, file).code == 2
    assert "all.handover: written and checked;" in say("handover", old.location, file, "--overwrite").out
    assert (
        "no records of the kind sight" in say("handover", old.location, file, "--overwrite", "--without", "sight").err
    )

    new = tmp_path / "new.desk"
    assert "JPN – USA" in say("takeover", file, new).out
    assert say("check", new).code == 0

    first: Said = say("takeover", file, db, "--dry-run", "--json")
    assert (first.code, first.json["new"] > 10, first.json["conflicts"]) == (0, True, [])
    assert say("takeover", file, db).code == 0
    again = say("takeover", file, db, "--json").json
    assert (again["new"], again["updated"], again["history"]) == (0, 0, 0)
    history = json.loads(say("history", db, task_called(old, TITLE).uid, "--json").out)
    assert [one["desk"] for one in history] == ["", *["JPN – USA"] * 2]
    monkeypatch.setenv("LIAISON_DESK_HANDOVER_PASSPHRASE", WRONG)
    wrong = say("takeover", file, db)
    assert (wrong.code, wrong.out, "passphrase is wrong" in wrong.err, len(wrong.err.splitlines())) == (2, "", True, 1)


def test_what_both_changed_is_listed_and_decided_by_what_is_preferred(archive, old, say, tmp_path, monkeypatch, clock):
    monkeypatch.setenv("LIAISON_DESK_HANDOVER_PASSPHRASE", PASSPHRASE)
    task = task_called(old, TITLE)
    old.tasks.save(replace(task, title=Bilingual("As we had it")))
    mine, theirs = tmp_path / "mine.desk", tmp_path / "theirs.desk"
    say("takeover", archive, mine)
    old.back_up(theirs)
    with closing(open_desk(str(mine), clock=clock)) as desk:
        desk.tasks.save(replace(task_called(desk, TITLE), title=Bilingual("By the successor")))
    told = say("takeover", archive, mine)
    assert (told.code, "1 changed" in told.out) == (0, False)  # the archive is what both came from
    say("handover", theirs, tmp_path / "later.handover")
    dry = say("takeover", tmp_path / "later.handover", mine, "--prefer", "theirs", "--dry-run")
    assert (dry.code, "theirs taken" in dry.out, "Title: By the successor | As we had it" in dry.out) == (1, True, True)
    kept = say("takeover", tmp_path / "later.handover", mine, "--prefer", "mine", "--json")
    (conflict,) = kept.json["conflicts"]
    assert (kept.code, conflict["taken"], conflict["uid"]) == (1, "mine", task.uid)
    with closing(open_desk(str(mine))) as desk:
        assert "By the successor" in titles(desk)


def test_personal_data_go_along_only_until_their_day_and_no_command_prints_them(old, say, tmp_path, monkeypatch, clock):
    monkeypatch.setenv("LIAISON_DESK_HANDOVER_PASSPHRASE", PASSPHRASE)
    visit = old.visits.save(Visit(title=Bilingual("Call"), first=date(2026, 1, 8)))
    due, kept = (
        old.visitors.save(Visitor(visit_id=visit.id, name="Hazuki Ren", passport="TK1234", purge_on=day))
        for day in (date(2026, 2, 1), date(2100, 1, 1))
    )
    first, later, new = tmp_path / "first.handover", tmp_path / "later.handover", tmp_path / "new.desk"
    assert say("handover", old.location, first).code == 0
    assert say("takeover", first, new).code == 0
    with closing(open_desk(str(new), clock=clock)) as desk:
        assert list(desk.visitors.by_ids([due.id, kept.id])) == [kept.id]
        desk.visitors.save(replace(desk.visitors.one(kept.id), passport="TK5678"))
    old.visitors.save(replace(old.visitors.one(kept.id), passport="TK9012"))
    assert say("handover", old.location, later).code == 0
    dry = say("takeover", later, new, "--dry-run")
    assert ("Hazuki Ren" in dry.out, "TK" in dry.out) == (True, False)
