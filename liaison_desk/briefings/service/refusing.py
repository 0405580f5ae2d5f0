"""What may not be written into a packet: markings above the ceiling of the desk, neither kept nor made into pages."""

from collections.abc import Iterable

from liaison_desk.briefings.records import PacketItem
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ceiling import check_ceiling, text_problems
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import Problem


def refused_words(
    profile: DeskProfile, title: Bilingual, marking: Marking | None, items: Iterable[PacketItem]
) -> list[Problem]:
    """Return what of a packet's own words says to be above the ceiling; RefusedError for a marking that is."""
    every = tuple(items)
    for one in (marking, *(item.marking for item in every)):
        check_ceiling(one, profile.ceiling)
    grammar = load_grammar(profile.policy)
    problems = text_problems({"title": title}, profile.ceiling, grammar, profile.home)
    for item in every:
        written = {"title": item.title, "text": item.text}
        problems += text_problems(written, profile.ceiling, grammar, profile.home)
    return problems
