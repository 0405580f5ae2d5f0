"""What an arrangement is: its parties, who signed it in which order, until when it holds, what each side owes, how it was amended."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record

ARRANGEMENT = "arrangement"


class ArrangementType(StrEnum):
    """What kind of paper it is: arrangement, memorandum of understanding or agreement, letter of agreement, annex, sharing agreement."""

    ARRANGEMENT = "arrangement"
    MOU = "mou"
    MOA = "moa"
    LOA = "loa"
    ANNEX = "annex"
    SHARING = "sharing"
    OTHER = "other"


class ArrangementState(StrEnum):
    """Where an arrangement stands on a day; ``rules.standing`` computes it, nothing keeps it."""

    DRAFTING = "drafting"
    SIGNING = "signing"
    IN_FORCE = "in-force"
    REVIEW_DUE = "review-due"
    EXPIRED = "expired"
    TERMINATED = "terminated"


class Frequency(StrEnum):
    """How often an obligation falls due."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"
    TWO_YEARLY = "two-yearly"


class AmendmentKind(StrEnum):
    """What an amendment is: a change of the text, or one that lets the arrangement hold longer."""

    AMENDMENT = "amendment"
    RENEWAL = "renewal"


@dataclass(frozen=True, slots=True)
class Party:
    """A nation (``nation``, a trigraph) or an organization that is party to it; ``organization_id`` 0 = by name only.

    ``key`` names the party within its arrangement for as long as it lives; an organization may name its nation, too.
    """

    key: str
    name: str = ""
    nation: str = ""
    organization_id: int = 0


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature; where it stands in the list is its order. ``on`` is the day it was signed, ``None`` = awaited.

    ``party`` is the key of whom it binds. ``name`` with ``rank`` and ``post`` are as they were that day; ``contact_id`` 0 = by
    name only, and an empty name is somebody of that party who is not named yet.
    """

    party: str
    name: str = ""
    contact_id: int = 0
    rank: str = ""
    post: str = ""
    place: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """What a party (``party``, its key) has to do, from ``due`` on.

    ``key`` names it for as long as it lives, also in the tasks that are made of it. ``wanted`` says whether it becomes a task once
    the arrangement is in force.
    """

    key: str
    party: str
    text: Bilingual
    every: Frequency = Frequency.ONCE
    due: date | None = None
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of an arrangement, signed as it was. What of ``in_force``, ``review`` and ``expiry`` is ``None`` it leaves as it was.

    It holds from ``in_force`` on, or from its last signature where that is ``None``.
    """

    key: str
    number: str = ""
    kind: AmendmentKind = AmendmentKind.AMENDMENT
    title: Bilingual = field(default_factory=Bilingual)
    summary: Bilingual = field(default_factory=Bilingual)
    drafted: date | None = None
    signatures: tuple[Signature, ...] = ()
    in_force: date | None = None
    review: date | None = None
    expiry: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement(Record):
    """An arrangement between two parties or more. Days are dates without a zone.

    ``number`` is what it is called in files. ``drafted`` is the day drafting began. It holds from ``in_force`` on, or from the last
    signature where that is ``None``; ``review`` is when it is looked over, ``expiry`` its last day, ``renewal_lead`` as many days
    before that its renewal has to begin. ``terminated`` is the day from which it holds no more, ``reason`` why. ``parent_id`` is the arrangement it
    belongs under (0 = none).
    """

    title: Bilingual
    type: ArrangementType = ArrangementType.ARRANGEMENT
    number: str = ""
    scope: Bilingual = field(default_factory=Bilingual)
    subjects: tuple[str, ...] = ()
    parent_id: int = 0
    drafted: date | None = None
    in_force: date | None = None
    review: date | None = None
    expiry: date | None = None
    renewal_lead: int = 180
    terminated: date | None = None
    reason: str = ""
    note: Bilingual = field(default_factory=Bilingual)
    parties: tuple[Party, ...] = ()
    signatures: tuple[Signature, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    amendments: tuple[Amendment, ...] = ()


class ArrangementSort(StrEnum):
    """Orders of the register."""

    TITLE = "title"
    TITLE_HOME = "title-home"
    TYPE = "type"
    NUMBER = "number"
    STATE = "state"
    SIGNED = "signed"
    TASKS = "tasks"
    PARTIES = "parties"
    IN_FORCE = "in-force"
    REVIEW = "review"
    EXPIRY = "expiry"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ArrangementFilter:
    """Which arrangements: words, states and types (none = all), a party by nation, a subject, those under another."""

    words: str = ""
    states: tuple[ArrangementState, ...] = ()
    types: tuple[ArrangementType, ...] = ()
    nation: str = ""
    subject: str = ""
    parent_id: int = 0
    trash: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds of an arrangement on a day: from when it is in force, when it is looked over, its last day.

    ``amended`` are the keys of the amendments that hold by then, in the order in which they came to hold.
    """

    in_force: date | None = None
    review: date | None = None
    expiry: date | None = None
    amended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signing:
    """Who has signed and who is awaited, in order; ``last`` is the day of the last signature, once all have signed."""

    signed: tuple[Party, ...] = ()
    awaited: tuple[Party, ...] = ()
    last: date | None = None

    @property
    def done(self) -> bool:
        """Whether all have signed."""
        return bool(self.signed) and not self.awaited


@dataclass(frozen=True, slots=True)
class ArrangementLine:
    """An arrangement as lists show it on a day; ``open_tasks`` counts the unfinished tasks of its obligations."""

    id: int
    uid: str
    title: Bilingual
    type: ArrangementType
    number: str
    state: ArrangementState
    terms: Terms
    signing: Signing
    parties: tuple[Party, ...]
    terminated: date | None
    parent_id: int
    open_tasks: int
    marking: str
