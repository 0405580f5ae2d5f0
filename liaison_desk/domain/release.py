"""Who may be given a portion: the rules between a marking and the nations that will hold the paper."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from liaison_desk.domain.marking import Groups, Marking, common_audience, expand, list_order, may_read, roll_up
from liaison_desk.domain.nations import Nations, load_groups, load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language

ANY_RECORD = "*"
_LONGEST_AUDIENCE = 500


@dataclass(frozen=True, slots=True)
class Permission:
    """An originator's recorded consent that a nation be given its information, with who, when (UTC) and why.

    ``record`` is a record's uid, or ``*`` for everything the originator has not limited by a list.
    """

    originator: str
    nation: str
    record: str
    who: str
    when: datetime
    basis: str


@dataclass(frozen=True, slots=True)
class ReleaseRules:
    """What a decision rests on: the two nations of the desk, the known groups, the recorded permissions."""

    home: str
    host: str
    groups: Groups
    permissions: frozenset[Permission] = frozenset()

    def permits(self, originator: str, nation: str, record: str) -> bool:
        """Tell whether the originator's consent for this nation and record is on file."""
        given = _given(self.permissions)
        return (originator, nation, record) in given or (originator, nation, ANY_RECORD) in given


@lru_cache(maxsize=8)
def _given(permissions: frozenset[Permission]) -> frozenset[tuple[str, str, str]]:
    # A packet asks for each of its portions, and a desk has years of permissions.
    return frozenset((one.originator, one.nation, one.record) for one in permissions)


def rules_of(profile: DeskProfile, permissions: frozenset[Permission] = frozenset()) -> ReleaseRules:
    """Return what decisions of a desk rest on; without permissions where none counts."""
    return ReleaseRules(profile.home, profile.host, load_groups(), permissions)


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a portion goes in, the rule that decided (an English template with values), and who could permit it."""

    released: bool
    rule: str
    blocked: tuple[str, ...] = ()
    may_permit: str = ""
    values: tuple[tuple[str, str], ...] = ()

    def say(self, language: Language) -> str:
        """Return the rule as a sentence in a language."""
        return language.tr(self.rule, **dict(self.values))


def decide(marking: Marking | None, audience: frozenset[str], rules: ReleaseRules, record: str = "") -> Decision:
    """Decide whether a portion may be given to everyone who will hold the paper.

    ``record`` is the uid of the record the portion belongs to, for permissions given to it alone. Unmarked is
    withheld. Every member must be able to read the marking. What another nation than home made and gave no list
    goes to home, host and its originator only, unless the originator's permission is on file. A permission never
    widens a list: then the originator gives a new list.
    """
    if not audience:
        return Decision(False, "No audience was named.", may_permit=rules.home)
    if marking is None:
        return Decision(False, "Unmarked: originator only.", list_order(audience), rules.home)
    owner = marking.originator or rules.home
    unread = list_order(nation for nation in audience if not may_read(marking, nation, rules.groups))
    if unread:
        values = (("nations", ", ".join(unread)), ("originator", owner))
        if marking.audience is None:
            return Decision(False, "No release list: {originator} only, so not {nations}.", unread, owner, values)
        return Decision(False, "The release list does not name {nations}.", unread, owner, values)
    third = list_order(nation for nation in audience if _is_third(nation, marking, rules, record))
    if third:
        values = (("nations", ", ".join(third)), ("originator", owner))
        rule = "{originator} has not permitted its information to go to {nations}."
        return Decision(False, rule, third, owner, values)
    return Decision(True, "Everyone in the audience may read it.")


def opens(mine: Marking | None, theirs: Marking | None, rules: ReleaseRules) -> bool:
    """Tell whether one marking (``theirs``) lets some nation have what the other does not, or puts it on a lower level."""
    if theirs is None or theirs == mine:
        return False
    if mine is None or theirs.level < mine.level:
        return True
    nations = (frozenset({nation.code}) for nation in load_nations().all())
    return any(decide(theirs, one, rules).released and not decide(mine, one, rules).released for one in nations)


def in_both(one: Marking | None, other: Marking | None, rules: ReleaseRules) -> Marking | None:
    """Return the marking of words of two records, which nobody may be given who may not be given both; unmarked as soon as one is.

    A page's marking is not enough: plain text of another nation than home, which goes no further than home and host, would go as
    far as the list of what stands beside it.
    """
    if one is None or other is None or one == other:
        return one if one == other else None
    both = roll_up((one, other), rules.groups)
    audience = both.audience
    for each in (one, other):
        if audience is not None and each.audience is None and each.originator != rules.home:
            audience = common_audience(audience, _parties(each, rules), rules.groups)
    return replace(both, audience=audience)


def named_in_title(withheld: Decision) -> Decision:
    """Return why a record stays out whose title names what was withheld by a decision: it cannot be told without its title."""
    rule = "Its title names what is withheld."
    return Decision(False, rule, withheld.blocked, withheld.may_permit)


def linked_to(withheld: Decision) -> Decision:
    """Return why a portion stays out that links to what was withheld by a decision: its words may tell as much as a title."""
    return Decision(False, "It links to what is withheld.", withheld.blocked, withheld.may_permit)


def _is_third(nation: str, marking: Marking, rules: ReleaseRules, record: str) -> bool:
    if marking.audience is not None or marking.originator == rules.home:
        return False
    return nation not in _parties(marking, rules) and not rules.permits(marking.originator, nation, record)


def _parties(marking: Marking, rules: ReleaseRules) -> frozenset[str]:
    """Return to whom information without a list goes without being asked for: its originator, home and host."""
    return expand(frozenset({marking.originator}), rules.groups) | {rules.home, rules.host}


def barred(banner: Marking, audience: Iterable[str], groups: Groups) -> tuple[str, ...]:
    """Return the nations of the audience that may not read a page's banner; any at all must stop the export."""
    return list_order(nation for nation in audience if not may_read(banner, nation, groups))


def audience_from_text(text: str, known_nations: Nations) -> frozenset[str]:
    """Read an audience such as ``USA, JPN``. An unknown or mistaken code or an empty list raises DeskError."""
    if len(text) > _LONGEST_AUDIENCE:
        raise DeskError("The audience is too long.")
    codes = [code for code in re.split(r"[\s,;+、]+", unicodedata.normalize("NFKC", text).upper()) if code]
    if not codes:
        raise DeskError("Name at least one nation, for example USA,JPN.")
    return frozenset(known_nations.require(code) for code in codes)
