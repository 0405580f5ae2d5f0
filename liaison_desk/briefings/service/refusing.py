"""What may not be written into a packet: markings above the ceiling of the desk, neither kept nor made into pages."""

from collections.abc import Iterable

from liaison_desk.briefings.records import PacketItem, PacketRequest
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ceiling import check_ceiling, text_problems
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import Problem


def refused_words(profile: DeskProfile, request: PacketRequest, items: Iterable[PacketItem]) -> list[Problem]:
    """Return what of the words that a packet of these entries would print says to be above the ceiling; RefusedError for a marking that is."""
    every = tuple(items)
    for one in (request.marking, *(item.marking for item in every)):
        check_ceiling(one, profile.ceiling)
    grammar = load_grammar(profile.policy)
    said = [{"title": request.title, "copies": Bilingual(request.copy), "block": Bilingual("\n".join(request.block))}]
    said += [{"title": item.title, "text": item.text, "heading": _fixed(item)} for item in every]
    return [problem for written in said for problem in text_problems(written, profile.ceiling, grammar, profile.home)]


def _fixed(item: PacketItem) -> Bilingual:
    """Return the words of a template's heading, in whatever languages it has them."""
    return Bilingual("\n".join(words for _, words in item.heading))
