"""What makes an arrangement one that may be kept, and what of it is doubtful."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.text import fold, shows
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.partnership.records import Amendment, Arrangement, Obligation, Party, Signature
from liaison_desk.partnership.rules.leads import lead_problems
from liaison_desk.partnership.rules.signing import holds_from, signing_of


def arrangement_problems(one: Arrangement) -> list[Problem]:
    """Return what is wrong with an arrangement; an empty list is a valid one."""
    problems = [] if shows(one.title.host + one.title.home) else [Problem("title", "Give the arrangement a title.")]
    problems += _of_parties(one.parties)
    problems += _of_signatures("signatures", one.signatures, one.parties, one.drafted)
    problems += _of_days(one)
    problems += _of_obligations(one.obligations, one.parties)
    problems += _of_amendments(one)
    if one.terminated is not None and not shows(one.reason):
        problems.append(Problem("reason", "Say why the arrangement was terminated."))
    if one.id and one.parent_id == one.id:
        problems.append(Problem("parent_id", "An arrangement does not stand under itself. Choose another one."))
    return problems


def signing_problems(one: Arrangement, today: date) -> list[Problem]:
    """Return what is wrong with the days of signatures as seen today: nobody has signed on a day that is still ahead."""
    said = "The day of a signature is still ahead. Enter it when it was signed."
    papers: list[tuple[str, Sequence[Signature]]] = [("signatures", one.signatures)]
    papers += [("amendments", amendment.signatures) for amendment in one.amendments]
    return [
        Problem(field, said)
        for field, signatures in papers
        if any(signature.on is not None and signature.on > today for signature in signatures)
    ]


def arrangement_doubts(one: Arrangement) -> list[str]:
    """Return what of an arrangement may be a slip, as English sentences; it may be kept all the same."""
    doubts = []
    last = signing_of(one.parties, one.signatures).last
    if last is not None and one.in_force is not None and one.in_force < last:
        doubts.append("It comes into force before its last signature. Look at the days once more.")
    if any(duty.wanted and duty.due is None for duty in one.obligations):
        doubts.append("An obligation without a first due day becomes no task.")
    return doubts


def _of_parties(parties: Sequence[Party]) -> list[Problem]:
    problems, nations = [], load_nations()
    if len(parties) < 2:
        problems.append(Problem("parties", "An arrangement has two parties or more. Name the other one."))
    for one in parties:
        if not (one.nation or shows(one.name)):
            problems.append(Problem("parties", "Give each party a nation or a name."))
        if one.nation and one.nation not in nations:
            said = "{nation} is no nation that the desk knows. Choose one from the list."
            problems.append(Problem("parties", said, (("nation", one.nation),)))
    seen: set[tuple[str, str]] = set()
    for one in parties:
        called = (one.nation, fold(one.name).strip())
        if called in seen and (one.nation or any(sign.isalnum() for sign in one.name)):  # “—” is who was erased
            said = "{party} stands among the parties twice. Take one of the two out."
            problems.append(Problem("parties", said, (("party", one.name or one.nation),)))
        seen.add(called)
    if len({one.key for one in parties}) < len(parties) or not all(one.key for one in parties):
        problems.append(Problem("parties", "Two parties have one key. Delete one of them and add it again."))
    return problems


def _of_signatures(
    field: str, signatures: Sequence[Signature], parties: Sequence[Party], drafted: date | None
) -> list[Problem]:
    problems: list[Problem] = []
    known = {one.key for one in parties}
    if any(one.party not in known for one in signatures):
        said = "A signature binds nobody who is a party. Choose its party, or take it out."
        problems.append(Problem(field, said))
    days = [one.on for one in signatures]
    signed = [day for day in days if day is not None]
    if None in days and any(day is not None for day in days[days.index(None) :]):
        said = "Signatures are in order: one has a day while one before it is awaited. Sign that one first, or change their order."
        problems.append(Problem(field, said))
    if any(later < earlier for earlier, later in pairwise(signed)):
        said = "Signatures are in order: one has an earlier day than the one before it. Look at the days, or change their order."
        problems.append(Problem(field, said))
    if drafted is not None and any(day < drafted for day in signed):
        said = "Signing before drafting: a signature has a day before drafting began. Look at both days again."
        problems.append(Problem(field, said))
    return problems + year_problems(field, *days)


def _of_days(one: Arrangement) -> list[Problem]:
    problems: list[Problem] = []
    for name in ("drafted", "in_force", "review", "expiry", "terminated"):
        problems += year_problems(name, getattr(one, name))
    since = holds_from(one, one.parties) or one.in_force
    if since is not None and one.expiry is not None and one.expiry < since:
        said = "The arrangement expires before it comes into force. Put its last day after that."
        problems.append(Problem("expiry", said))
    if since is not None and one.review is not None and one.review < since:
        said = "The review lies before the arrangement comes into force. Put it between that day and the expiry."
        problems.append(Problem("review", said))
    elif one.review is not None and one.expiry is not None and one.review > one.expiry:
        said = "The review lies after the arrangement expires. Put it on that day or before."
        problems.append(Problem("review", said))
    return problems + lead_problems("renewal_lead", one.renewal_lead)


def _of_obligations(duties: Sequence[Obligation], parties: Sequence[Party]) -> list[Problem]:
    problems: list[Problem] = []
    known = {one.key for one in parties}
    if any(not shows(one.text.host + one.text.home) for one in duties):
        problems.append(Problem("obligations", "Say of each obligation what has to be done."))
    if any(one.party not in known for one in duties):
        problems.append(Problem("obligations", "Say of each obligation which party owes it."))
    if len({one.key for one in duties}) < len(duties) or not all(one.key for one in duties):
        problems.append(Problem("obligations", "Two obligations have one key. Delete one of them and add it again."))
    return problems + year_problems("obligations", *(one.due for one in duties))


def _of_amendments(one: Arrangement) -> list[Problem]:
    problems: list[Problem] = []
    if len({each.key for each in one.amendments}) < len(one.amendments) or not all(each.key for each in one.amendments):
        problems.append(Problem("amendments", "Two amendments have one key. Delete one of them and add it again."))
    begun = any(each.on is not None for each in one.signatures)
    for each in one.amendments:
        if not begun and any(signature.on is not None for signature in each.signatures):
            said = "An amendment is signed before what it amends. Enter the signatures of the arrangement first."
            problems.append(Problem("amendments", said))
        problems += _of_signatures("amendments", each.signatures, one.parties, each.drafted)
        problems += _of_amended_days(one, each)
    return problems


def _of_amended_days(one: Arrangement, each: Amendment) -> Iterator[Problem]:
    yield from year_problems("amendments", each.drafted, each.in_force, each.review, each.expiry)
    since = holds_from(one, one.parties) or one.in_force
    begins = holds_from(each, one.parties) or each.in_force
    if since is not None and begins is not None and begins < since:
        yield Problem("amendments", "An amendment comes into force before what it amends. Look at both days again.")
    if begins is not None and each.expiry is not None and each.expiry < begins:
        yield Problem("amendments", "An amendment lets the arrangement expire before the amendment itself is in force.")
    if each.review is not None and each.expiry is not None and each.review > each.expiry:
        yield Problem("amendments", "An amendment puts the review after the expiry. Put it on that day or before.")
