"""The records that notes link to, whatever their kind, as packets ask for them: by kind and uid."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from liaison_desk.briefings.sections.setting import LinkedRecord
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.database.database import Database


def linked_record(database: Database, kind: str, uid: str) -> RecordRef | None:
    """Return the record that a note links to, as the window opens it; ``None`` when it is not there any more."""
    found = linked_records(database, [(kind, uid)]).get((kind, uid))
    return RecordRef(kind, found.id, found.title) if found is not None else None


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
                document = record_type.search(shot)
                marking = Marking.decode(shot.row.get("marking") or "")
                found[kind, str(shot.row["uid"])] = LinkedRecord(id_, document.title if document else "", marking)
    return found
