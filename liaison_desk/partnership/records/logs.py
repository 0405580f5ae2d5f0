"""The two logs an officer must keep: what was disclosed to whom, and which gifts passed between whom."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record

DISCLOSURE, GIFT = "disclosure", "gift"


class Manner(StrEnum):
    """How something was disclosed."""

    TOLD = "told"
    SHOWN = "shown"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Onward:
    """An originator's recorded permission that ``nations`` be given what the entry is about: who gave it, when, on what basis.

    ``originator`` is the nation (a trigraph) whose information it is; ``name`` who gave the permission (``contact_id`` 0 = by name
    only); ``until`` is its last day (``None`` = without end).
    """

    originator: str
    nations: tuple[str, ...]
    name: str
    on: date
    basis: str
    until: date | None = None
    contact_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure(Record):
    """Something that was told, shown or given. ``at`` is a naive wall time in ``zone``.

    ``giver`` and ``receiver`` are names with the nation each stands for; ``*_id`` point to contacts (0 = by name only).
    ``source_marking`` is the marking it bore, verbatim. ``about_kind``, ``about_id`` and ``about_uid`` point to the record it is about, to which alone its
    ``onward`` permissions apply beside the entry itself. ``disposed`` is the day a copy was given back or destroyed.
    """

    title: Bilingual
    manner: Manner = Manner.TOLD
    at: datetime
    zone: str
    giver: str = ""
    giver_id: int = 0
    giver_nation: str = ""
    receiver: str = ""
    receiver_id: int = 0
    receiver_nation: str = ""
    source_marking: str = ""
    copy: str = ""
    medium: str = ""
    about_kind: str = ""
    about_id: int = 0
    about_uid: str = ""
    about: str = ""
    onward: tuple[Onward, ...] = ()
    disposed: date | None = None
    note: Bilingual = field(default_factory=Bilingual)


class DisclosureSort(StrEnum):
    """Orders of the disclosure log; ``ONWARD`` is by the nations to which something may go on today."""

    AT = "at"
    TITLE = "title"
    TITLE_HOME = "title-home"
    MANNER = "manner"
    GIVER = "giver"
    RECEIVER = "receiver"
    COPY = "copy"
    SOURCE = "source"
    ONWARD = "onward"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class DisclosureFilter:
    """Which entries: words, manners (none = all), a nation that gave or received, those with a permission to pass on."""

    words: str = ""
    manners: tuple[Manner, ...] = ()
    nation: str = ""
    onward: bool = False
    trash: bool = False


class Passing(StrEnum):
    """Which way a gift went, as the officer sees it."""

    RECEIVED = "received"
    GIVEN = "given"


class Disposition(StrEnum):
    """What became of a gift."""

    UNDECIDED = "undecided"
    KEPT = "kept"
    DISPLAYED = "displayed"
    HANDED_IN = "handed-in"
    BOUGHT = "bought"
    RETURNED = "returned"
    CONSUMED = "consumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift(Record):
    """A gift. ``amount`` is its value in the smallest unit of ``currency`` (cents, yen), ``None`` = not known yet.

    ``giver`` and ``receiver`` are names with the nation each stands for; ``*_id`` point to contacts (0 = by name only). ``valued`` says
    how the value was found. ``rule`` is the key of the reporting rule, ``report_due`` the day it gives, ``reported`` the day it was reported. ``visit_id`` is the visit
    it belongs to (0 = none).
    """

    on: date
    passing: Passing
    item: Bilingual
    giver: str = ""
    giver_id: int = 0
    giver_nation: str = ""
    receiver: str = ""
    receiver_id: int = 0
    receiver_nation: str = ""
    occasion: str = ""
    amount: int | None = None
    currency: str = ""
    valued: str = ""
    disposition: Disposition = Disposition.UNDECIDED
    disposed: date | None = None
    rule: str = ""
    report_due: date | None = None
    reported: date | None = None
    visit_id: int = 0
    note: Bilingual = field(default_factory=Bilingual)


class GiftSort(StrEnum):
    """Orders of the gift log."""

    ON = "on"
    ITEM = "item"
    ITEM_HOME = "item-home"
    PASSING = "passing"
    GIVER = "giver"
    RECEIVER = "receiver"
    VALUE = "value"
    REPORT_DUE = "report-due"
    DISPOSITION = "disposition"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class GiftFilter:
    """Which gifts: words, which way, dispositions (none = all), those whose report is still due."""

    words: str = ""
    passing: Passing | None = None
    dispositions: tuple[Disposition, ...] = ()
    unreported: bool = False
    trash: bool = False
