"""What is told of a packet beside its pages: the records that went in, and what became of each entry of its outline."""

from collections import Counter
from collections.abc import Sequence

from liaison_desk.briefings.document import Document
from liaison_desk.briefings.records import EntryTold, Included
from liaison_desk.briefings.walking import portions_of, section_portions


def included_in(released: Document) -> tuple[Included, ...]:
    """Return the records that a released document tells of, by kind and name, each with how many of its portions went in."""
    told = Counter((one.record, one.uid) for portion in portions_of(released) for one in portion.sources)
    ordered = sorted(told.items(), key=lambda pair: (pair[0][0].kind, pair[0][0].label, pair[0][0].id))
    return tuple(Included(ref, uid, count) for (ref, uid), count in ordered)


def told_in(released: Document, begins: Sequence[int]) -> tuple[EntryTold, ...]:
    """Return what became of the entries that the sections of a released document were built from, in order; ``begins`` are their pages."""
    return tuple(
        EntryTold(one.entry, sum(1 for _ in section_portions(one)), page)
        for one, page in zip(released.sections, begins, strict=True)
    )
