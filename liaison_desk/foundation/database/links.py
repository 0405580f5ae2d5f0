"""Links between records of any kinds."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, or_, select

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.database.base import link_table, search_table
from liaison_desk.foundation.database.database import Database


class Links:
    """Which records belong together; a link has no direction for who asks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, one: RecordRef, other: RecordRef) -> None:
        """Link two records; linking them again changes nothing."""
        with self._database.write("Link records") as transaction:
            row = {
                "from_kind": one.kind,
                "from_id": one.id,
                "to_kind": other.kind,
                "to_id": other.id,
            }
            # Writers wait for each other, so nobody can add the same link between the look and the insert.
            same = select(link_table.c.id).where(*(link_table.c[name] == value for name, value in row.items()))
            if transaction.connection.execute(same).first() is None:
                new = {
                    "id": transaction.new_id(),
                    "author": transaction.writing.author,
                    "created_at": transaction.writing.at,
                }
                transaction.connection.execute(insert(link_table).values(**row, **new))

    def remove(self, one: RecordRef, other: RecordRef) -> None:
        """Take the link between two records away, whichever way it was made."""
        with self._database.write("Unlink records") as transaction:
            for source, target in ((one, other), (other, one)):
                transaction.connection.execute(
                    delete(link_table).where(
                        link_table.c.from_kind == source.kind,
                        link_table.c.from_id == source.id,
                        link_table.c.to_kind == target.kind,
                        link_table.c.to_id == target.id,
                    )
                )

    def of(self, ref: RecordRef) -> Sequence[RecordRef]:
        """Return the records linked to this one, titled, those in the trash left out."""
        columns = (link_table.c.from_kind, link_table.c.from_id, link_table.c.to_kind, link_table.c.to_id)
        touching = or_(
            (link_table.c.from_kind == ref.kind) & (link_table.c.from_id == ref.id),
            (link_table.c.to_kind == ref.kind) & (link_table.c.to_id == ref.id),
        )
        with self._database.read() as connection:
            others = []
            for from_kind, from_id, to_kind, to_id in connection.execute(
                select(*columns).where(touching).order_by(link_table.c.id)
            ):
                others.append((to_kind, to_id) if (from_kind, from_id) == (ref.kind, ref.id) else (from_kind, from_id))
            named = select(search_table.c.id, search_table.c.title).where(
                search_table.c.id.in_([id_ for _, id_ in others])
            )
            titles = {row[0]: row[1] for row in connection.execute(named)}
        return [RecordRef(kind, id_, titles[id_]) for kind, id_ in others if id_ in titles]
