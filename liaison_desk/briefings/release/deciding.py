"""Why one portion goes in or stays out."""

from dataclasses import dataclass

from liaison_desk.briefings.document import PortionText, Source
from liaison_desk.domain.release import Decision, ReleaseRules, decide


@dataclass(frozen=True, slots=True)
class Why:
    """Why a portion goes in or stays out: the record that decided (None if its own marking did), and the rule."""

    source: Source | None
    decision: Decision

    @property
    def released(self) -> bool:
        """Whether the portion goes in."""
        return self.decision.released


def why(portion: PortionText, audience: frozenset[str], rules: ReleaseRules) -> Why:
    """Explain one portion: first the titles of the records it comes from, then its own marking.

    A note is a record of its own: what its originator permitted of the meeting it stands in does not count for it.
    """
    for source in (*portion.sources, *portion.names, *portion.links):
        decision = decide(source.marking, audience, rules, source.uid)
        if not decision.released:
            return Why(source, decision)
    uid = portion.uid or (portion.sources[0].uid if portion.sources else "")
    return Why(None, decide(portion.marking, audience, rules, uid))
