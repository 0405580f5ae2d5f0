"""What is said of arrangements: their types and states, their parties, who signed and who is awaited, how often something is owed."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.language import Language
from liaison_desk.partnership.records import (
    AmendmentKind,
    ArrangementState,
    ArrangementType,
    Frequency,
    Party,
    Signing,
    Terms,
)


def type_names(language: Language) -> dict[ArrangementType, str]:
    """Return what the types of papers are called, in order."""
    tr = language.tr
    return {
        ArrangementType.ARRANGEMENT: tr("Arrangement"),
        ArrangementType.MOU: tr("MOU"),
        ArrangementType.MOA: tr("MOA"),
        ArrangementType.LOA: tr("Letter of agreement"),
        ArrangementType.ANNEX: tr("Annex"),
        ArrangementType.SHARING: tr("Sharing agreement"),
        ArrangementType.OTHER: tr("Other"),
    }


def state_names(language: Language) -> dict[ArrangementState, str]:
    """Return what the states are called, in order."""
    tr = language.tr
    return {
        ArrangementState.DRAFTING: tr("Drafting"),
        ArrangementState.SIGNING: tr("Signing"),
        ArrangementState.IN_FORCE: tr("In force"),
        ArrangementState.REVIEW_DUE: tr("Review due"),
        ArrangementState.EXPIRED: tr("Expired"),
        ArrangementState.TERMINATED: tr("Terminated"),
    }


def frequency_names(language: Language) -> dict[Frequency, str]:
    """Return how often something falls due, in order."""
    tr = language.tr
    return {
        Frequency.ONCE: tr("Once"),
        Frequency.MONTHLY: tr("Every month"),
        Frequency.QUARTERLY: tr("Every quarter"),
        Frequency.HALF_YEARLY: tr("Every half year"),
        Frequency.YEARLY: tr("Every year"),
        Frequency.TWO_YEARLY: tr("Every two years"),
    }


def amendment_name(language: Language, kind: AmendmentKind) -> str:
    """Return what a kind of amendment is called."""
    return language.tr("Renewal") if kind is AmendmentKind.RENEWAL else language.tr("Amendment")


def party_name(party: Party, language: Language) -> str:
    """Return what a party is called: the organization, or the nation."""
    return party.name or load_nations().name(party.nation, language.code)


def signed_lines(
    signing: Signing,
    terms: Terms,
    parties: Sequence[Party],
    profile: DeskProfile,
    language: Language,
    day: Callable[[date], str],
) -> tuple[str, str]:
    """Return who has signed, and who is awaited or from when it is in force, as ``signed_text`` says it in one line."""
    tr = language.tr
    if signing.done:
        return tr("Signed by all"), tr("From {day}", day=day(terms.in_force)) if terms.in_force else ""
    signed, awaited = (_sides(some, parties, profile, language) for some in (signing.signed, signing.awaited))
    return tr("Signed by {signed}", signed=signed) if signed else "", tr("Awaiting {awaited}", awaited=awaited)


def signed_text(
    signing: Signing,
    terms: Terms,
    parties: Sequence[Party],
    profile: DeskProfile,
    language: Language,
    day: Callable[[date], str],
) -> str:
    """Return who has signed and who is awaited; ``day`` writes a day. “Signed by host, awaiting home”."""
    tr = language.tr
    if signing.done:
        if terms.in_force is None:
            return tr("Signed by all")
        return tr("Signed by all, in force from {day}", day=day(terms.in_force))
    signed, awaited = (_sides(some, parties, profile, language) for some in (signing.signed, signing.awaited))
    if not signed:
        return tr("Awaiting {awaited}", awaited=awaited)
    return tr("Signed by {signed}, awaiting {awaited}", signed=signed, awaited=awaited)


def _sides(some: Sequence[Party], parties: Sequence[Party], profile: DeskProfile, language: Language) -> str:
    """Return parties in a few letters: the host or the home side where a party alone is that, else by their names."""
    tr, of_nation = language.tr, Counter(one.nation for one in parties)
    sides = {profile.host: tr("host"), profile.home: tr("home")}

    def called(one: Party) -> str:
        return sides[one.nation] if one.nation in sides and of_nation[one.nation] == 1 else party_name(one, language)

    return tr(", ").join(map(called, some))
