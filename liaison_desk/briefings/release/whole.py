"""A document becomes what is left of it for one audience; only this module can make a ``ReleasedDocument``."""

from dataclasses import InitVar, dataclass, replace

from liaison_desk.briefings.document import Document
from liaison_desk.briefings.records import WithheldReport
from liaison_desk.briefings.release.deciding import why
from liaison_desk.briefings.release.sieve import Sieve
from liaison_desk.briefings.walking import portions_of
from liaison_desk.domain.marking import Marking, list_order, roll_up
from liaison_desk.domain.release import ReleaseRules, barred
from liaison_desk.foundation.core.errors import RefusedError

_SEAL = object()


@dataclass(frozen=True, slots=True)
class ReleasedDocument:
    """What is left of a document for one audience, every line with its marking. Only ``release`` can make one."""

    document: Document
    audience: frozenset[str]
    banner: Marking
    # Not kept as a field, so that replace() cannot carry it over to another document.
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("A document becomes a released one only through release().")

    @property
    def nations(self) -> str:
        """The audience as a packet names it: ``USA, JPN``."""
        return ", ".join(list_order(self.audience))


def release(
    document: Document, audience: frozenset[str], rules: ReleaseRules
) -> tuple[ReleasedDocument, WithheldReport]:
    """Return what every member of the audience may read, and the officer's report of what stayed out.

    The banner is computed from what went in. If a member of the audience could not read it, RefusedError: the
    portions were each releasable but not together.
    """
    if not audience:
        raise RefusedError("Name at least one nation to make a packet for.").at("audience")
    _require_title(document, audience, rules)
    sieve = Sieve(document.home, audience, rules)
    sections = tuple(kept for section in document.sections if (kept := sieve.section(section)) is not None)
    left = replace(document, sections=sections)
    markings = {marking for portion in portions_of(left) for marking in portion.markings}
    banner = roll_up(markings, rules.groups) if markings else Marking(document.home)
    if unread := barred(banner, audience, rules.groups):
        raise RefusedError(
            "Taken together this packet may not be read by {nations}. Nothing was made.", nations=", ".join(unread)
        ).at("audience")
    return ReleasedDocument(left, audience, banner, _SEAL), replace(sieve.report(), gaps=_gaps(document, left))


def _require_title(document: Document, audience: frozenset[str], rules: ReleaseRules) -> None:
    """Raise RefusedError for a title the audience may not read: it stands on every page, and is never left out in silence."""
    if document.title is not None and document.title.marking is None:
        raise RefusedError("The title of this packet has no marking. Give it one.").at("title")
    if document.title is not None and not (told := why(document.title, audience, rules)).released:
        raise RefusedError(
            "The title of this packet may not be read by {nations}. Nothing was made.",
            nations=", ".join(told.decision.blocked),
        ).at("title")


def _gaps(document: Document, left: Document) -> tuple[str, ...]:
    """Return the numbers given for good that stayed out of what is left while a later one of their series went in."""

    def numbers(of: Document) -> set[tuple[str, str]]:
        return {portion.serial for portion in portions_of(of) if portion.serial[1]}

    told = numbers(left)
    last = {one[0]: _counted(one) for one in sorted(told, key=_counted)}
    lost = sorted(numbers(document) - told, key=_counted)
    return tuple(f"{one[1]} ({one[0]})" for one in lost if one[0] in last and _counted(one) < last[one[0]])


def _counted(serial: tuple[str, str]) -> tuple[str, int, str]:
    """Return what puts numbers of a series in order, 26-1000 after 26-999."""
    series, number = serial
    return series, len(number), number
