"""What files say of the disclosure log about what the desk has: none opens it, for whoever wrote the file would decide about that.

What a row says of a permission that is not recorded here stands in the entry's note, for the officer to enter; those recorded here
stay, and so does what an entry here is about.
"""

from collections.abc import Sequence
from dataclasses import replace

from liaison_desk.app.desk import Desk
from liaison_desk.app.incoming.batch import Tally, title_of
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exchange.result import Entry
from liaison_desk.exchange.tables.partnership import LISTS
from liaison_desk.exchange.tables.rows import text_of
from liaison_desk.exchange.tables.shapes import parts_of
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.partnership.records import Disclosure, Onward


def without_new_permissions(
    desk: Desk, transaction: Transaction, entries: Sequence[Entry[Disclosure]], tally: Tally, *, whole: bool = False
) -> list[Entry[Disclosure]]:
    """Return entries of the disclosure log that permit nothing which is not recorded here; what they would is noted in them, and listed.

    A new entry about nothing may permit: it opens itself alone; one of a ``whole`` archive also what comes with it.
    """
    known = desk.disclosures.known(transaction, [entry.record.uid for entry in entries if entry.record.uid])
    found = []
    for entry in entries:
        one, mine = entry.record, known.get(entry.record.uid)
        if mine is not None and _is_moved(one, mine, said=whole or bool(one.about_uid)):
            tally.tell(entry.line, "“{title}” stays about what it is about here.", title=title_of(mine))
            one = replace(one, about_kind=mine.about_kind, about_id=0, about_uid=mine.about_uid, about=mine.about)
        here = list(map(_plain, mine.onward)) if mine is not None else []
        opens = bool(one.onward) and (
            mine is not None or (_is_here(transaction, one) if whole else bool(one.about_uid))
        )
        new = [each for each in one.onward if opens and _plain(each) not in here]
        if new:
            kept = tuple(each for each in one.onward if each not in new)
            note = _noted(one.note or (mine.note if mine is not None else Bilingual()), new)
            if mine is None or note != mine.note:
                tally.tell(
                    entry.line,
                    "“{title}”: no file gives a permission to pass on what the desk has. It stands in the note; enter it in the log if it holds.",
                    title=title_of(one),
                )
            one = replace(one, onward=kept, note=note)
        found.append(entry if one is entry.record else replace(entry, record=one))
    return found


def _is_moved(one: Disclosure, mine: Disclosure, *, said: bool) -> bool:
    """Tell whether a file that says what an entry is about would let it, or what it permits, go with something else."""
    return said and one.about_uid != mine.about_uid and bool(mine.about_uid or mine.onward)


def _is_here(transaction: Transaction, one: Disclosure) -> bool:
    kind = transaction.types.get(one.about_kind)
    return bool(kind and one.about_uid and kind.ids_by_uid(transaction.connection, [one.about_uid]))


def _plain(one: Onward) -> Onward:
    """Return a permission as a table says it."""
    return replace(one, contact_id=0)


def _noted(note: Bilingual, new: Sequence[Onward]) -> Bilingual:
    text = text_of(parts_of(each, LISTS["onward"]) for each in new)
    if text in note.host or text in note.home:
        return note
    if note.home and not note.host:
        return replace(note, home=f"{note.home}\n\n{text}")
    return replace(note, host=f"{note.host}\n\n{text}".strip())
