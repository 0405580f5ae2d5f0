"""What the screens of arrangements say: states as chips, days and what they mean today, signatures, obligations, amendments."""

from collections.abc import Callable
from datetime import date
from typing import Final

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.clock import Clock
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.paint import ChipLook
from liaison_desk.partnership.records import (
    Amendment,
    Arrangement,
    ArrangementLine,
    ArrangementState,
    Party,
    Signature,
    Signing,
    Terms,
)
from liaison_desk.partnership.rules.standing import ENDED
from liaison_desk.partnership.words.arrangements import (
    amendment_name,
    frequency_names,
    party_name,
    signed_lines,
    signed_text,
    state_names,
    type_names,
)
from liaison_desk.screens.saying import SayingToday

_LOOKS: Final = {
    ArrangementState.DRAFTING: ("neutral", "square-pen"),
    ArrangementState.SIGNING: ("acc", "hourglass"),
    ArrangementState.IN_FORCE: ("grn", "check"),
    ArrangementState.REVIEW_DUE: ("amb", "clock"),
    ArrangementState.EXPIRED: ("red", "circle-x"),
    ArrangementState.TERMINATED: ("neutral", "circle-x"),
}
_SOON: Final = 90
"""An end that is no further away than so many days stands out."""


class ArrangementWords(SayingToday):
    """The words of one language about arrangements."""

    def __init__(self, language: Language, profile: Callable[[], DeskProfile], clock: Clock) -> None:
        super().__init__(language, profile, clock)
        self.types = type_names(language)
        self.states = state_names(language)
        self.frequencies = frequency_names(language)

    def chip(self, state: ArrangementState) -> ChipLook:
        """Return the chip of a state."""
        tone, icon = _LOOKS[state]
        return ChipLook(self.states[state], tone, icon)

    def party(self, party: Party) -> str:
        """Return what a party is called; an organization with its nation."""
        name = party_name(party, self.language)
        return f"{name} ({party.nation})" if party.name and party.nation else name

    def party_of(self, one: Arrangement, key: str) -> str:
        """Return what a party of an arrangement, by its key, is called; empty for none."""
        return next((self.party(party) for party in one.parties if party.key == key), "")

    def parties(self, line: ArrangementLine) -> str:
        """Return the parties of a line."""
        return self.language.tr(", ").join(map(self.party, line.parties))

    def signed(self, signing: Signing, terms: Terms, parties: tuple[Party, ...]) -> str:
        """Return who has signed and who is awaited."""
        return signed_text(signing, terms, parties, self.profile(), self.language, self.dated)

    def signed_lines(self, line: ArrangementLine) -> tuple[str, str]:
        """Return who has signed, and who is awaited or from when it is in force, as two lines."""
        return signed_lines(line.signing, line.terms, line.parties, self.profile(), self.language, self.dated)

    def due(self, day: date | None) -> str:
        """Return a day with its year; empty without one."""
        return self.dated(day) if day is not None else ""

    def expiry_tone(self, line: ArrangementLine) -> str:
        """Return the tone in which the last day of a line stands."""
        end = line.terms.expiry
        if end is None or line.state in ENDED:
            return "t3"
        return "red" if (end - self.today()).days <= _SOON else "t1"

    def review_tone(self, line: ArrangementLine) -> str:
        """Return the tone in which the review of a line stands."""
        review = line.terms.review
        late = review is not None and review <= self.today() and line.state not in ENDED
        return "amb" if late else "t2"

    def who(self, signature: Signature) -> str:
        """Return who signs, with rank and post."""
        called = " ".join(part for part in (signature.rank, signature.name) if part)
        return self.language.tr(", ").join(part for part in (called, signature.post) if part)

    def where_when(self, signature: Signature) -> str:
        """Return where and when it was signed; that it is awaited."""
        if signature.on is None:
            return self.language.tr("awaited")
        return " · ".join(part for part in (signature.place, self.dated(signature.on)) if part)

    def amended(self, amendment: Amendment) -> str:
        """Return what an amendment is: its kind and number."""
        return " ".join(part for part in (amendment_name(self.language, amendment.kind), amendment.number) if part)

    def changes(self, amendment: Amendment) -> str:
        """Return which days an amendment sets."""
        tr = self.language.tr
        said = [
            (tr("In force"), amendment.in_force), (tr("Review"), amendment.review), (tr("Expiry"), amendment.expiry),
        ]  # fmt: skip
        return " · ".join(f"{name} {self.dated(day)}" for name, day in said if day is not None)

    def spoken(self, line: ArrangementLine) -> str:
        """Return a line as a screen reader says it."""
        parts = [self.best(line.title), self.states[line.state], self.signed(line.signing, line.terms, line.parties)]
        return self.language.tr(", ").join(part for part in parts if part)

    def counted(self, n: int) -> str:
        """Return how many arrangements are listed."""
        return self.language.count("1 arrangement", "{n} arrangements", n)
