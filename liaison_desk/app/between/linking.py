"""The records that notes link to or are about, whatever their kind, as packets ask for them: by kind, and by uid or id."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from liaison_desk.briefings.sections.partnership_books import NamedRecord
from liaison_desk.briefings.sections.setting import LinkedRecord
from liaison_desk.contacts.records import ORGANIZATION
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.notetext import unmarked
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.snapshot import RecordType, Snapshot
from liaison_desk.meetings.records import MEETING, PORTION
from liaison_desk.partnership.records import ARRANGEMENT
from liaison_desk.tasks.records import TASK

if TYPE_CHECKING:
    from liaison_desk.partnership.service.disclosures import Told

_LONGEST_TITLE: Final = 300


def linked_record(database: Database, kind: str, uid: str) -> RecordRef | None:
    """Return the record that a note links to, as the window opens it; ``None`` when it is not there any more."""
    found = linked_records(database, [(kind, uid)]).get((kind, uid))
    return RecordRef(kind, found.id, found.title) if found is not None else None


def told_record(database: Database, kind: str, record_id: int) -> "Told | None":
    """Return a record as the disclosure log is about it; ``None`` when it is not there any more."""
    from liaison_desk.partnership.service.disclosures import Told

    record_type = database.types.get(kind)
    if record_type is None:
        return None
    with database.read() as connection:
        shot = record_type.read(connection, [record_id]).get(record_id)
    if shot is None:
        return None
    row = shot.row
    name = next((one for one in ("title", "name", "item", "text") if f"{one}_state" in row), "")
    words = Bilingual(row[f"{name}_host"], row[f"{name}_home"]) if name else Bilingual()
    words = unmarked(words) if kind == PORTION else words
    host, home = (one.strip().split("\n")[0][:_LONGEST_TITLE] for one in (words.host, words.home))
    title = " / ".join(filter(None, dict.fromkeys((host, home)))) or _title(record_type, shot)
    first = Bilingual(host, home) or Bilingual(title)
    return Told(kind, record_id, str(row["uid"]), title[:_LONGEST_TITLE], first, _marking(shot))


def linked_records(database: Database, wanted: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], LinkedRecord]:
    """Return the records of these kinds and uids with title and marking, those in the trash too; a few queries a kind."""
    uids = defaultdict[str, set[str]](set)
    for kind, uid in wanted:
        uids[kind].add(uid)
    found: dict[tuple[str, str], LinkedRecord] = {}
    with database.read() as connection:
        for kind, asked in uids.items():
            record_type = database.types.get(kind)
            if record_type is None:
                continue
            ids = record_type.ids_by_uid(connection, sorted(asked))
            for id_, shot in record_type.read(connection, ids.values()).items():
                found[kind, str(shot.row["uid"])] = LinkedRecord(
                    id_,
                    _title(record_type, shot),
                    _marking(shot),
                    tuple(_within(database, connection, kind, shot.row)),
                    shot.row["deleted_at"] is not None,
                )
    return found


def named_records(database: Database, wanted: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], NamedRecord]:
    """Return records by kind and id with their titles in both languages; those that are gone, lie in the trash or have no name are left out."""
    ids = defaultdict[str, set[int]](set)
    for kind, id_ in wanted:
        ids[kind].add(id_)
    found: dict[tuple[str, int], NamedRecord] = {}
    with database.read() as connection:
        for kind, asked in ids.items():
            record_type = database.types.get(kind)
            shots = record_type.read(connection, sorted(asked)) if record_type is not None else {}
            for id_, shot in shots.items():
                said = record_type.search(shot) if record_type is not None else None
                if said is None or shot.row["deleted_at"] is not None:
                    continue
                title = _both(shot.row) or Bilingual(said.title)
                within = tuple(
                    (ref, uid, marking) for ref, uid, marking in _within(database, connection, kind, shot.row)
                )
                ref = RecordRef(kind, id_, said.title)
                found[kind, id_] = NamedRecord(ref, str(shot.row["uid"]), title, _marking(shot), within)
    return found


def _both(row: Mapping[str, Any]) -> Bilingual:
    """Return what a record is called in both languages, as most kinds keep it; empty where it is kept otherwise."""
    name = next(
        (name for name in ("title", "name", "item", "post") if f"{name}_host" in row and f"{name}_home" in row), ""
    )
    return Bilingual(row[f"{name}_host"], row[f"{name}_home"]) if name else Bilingual()


def _within(
    database: Database, connection: Any, kind: str, row: Mapping[str, Any]
) -> Iterator[tuple[RecordRef, str, Marking | None]]:
    """Yield what a record came out of; one that is gone for good counts as unmarked, for nobody can ask its marking."""
    parent = database.types[kind].parent
    above: list[tuple[str, int]] = [(parent[0], row[parent[1]])] if parent else []
    if kind == TASK and row["source_id"]:
        above.append((row["source_kind"], row["source_id"]))
        if row["source_kind"] == MEETING and row["source_uid"]:
            noted = database.types[PORTION].ids_by_uid(connection, [row["source_uid"]])
            above.append((PORTION, noted.get(row["source_uid"], 0)))
    for one, id_ in above:
        record_type = database.types.get(one)
        shot = record_type.read(connection, [id_]).get(id_) if record_type is not None else None
        if record_type is None or shot is None:
            yield RecordRef(one, id_, ""), "", None
        else:
            yield RecordRef(one, id_, _title(record_type, shot)), str(shot.row["uid"]), _marking(shot)
            if one == ARRANGEMENT and kind == TASK:
                # What a party owes goes with the party: it is named, so that its own marking is asked, too.
                owed = [each["party"] for each in shot.parts["obligations"] if each["key"] == row["source_uid"]]
                for party in (each for each in shot.parts["parties"] if each["key"] in owed):
                    above += [(ORGANIZATION, party["organization_id"])] if party["organization_id"] else []
                    yield RecordRef(one, id_, party["name"]), str(shot.row["uid"]), _marking(shot)
            over = record_type.parent  # a milestone goes with its exercise
            if over and (over[0], shot.row[over[1]]) not in above:
                above.append((over[0], shot.row[over[1]]))


def _title(record_type: RecordType, shot: Snapshot) -> str:
    document = record_type.search(shot)
    return document.title if document else ""


def _marking(shot: Snapshot) -> Marking | None:
    return Marking.decode(shot.row.get("marking") or "")
