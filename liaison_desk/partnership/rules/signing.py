"""Who has signed an arrangement, whose signature is awaited, and from when what was signed holds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from liaison_desk.partnership.records import Amendment, Arrangement, Party, Signature, Signing


def signing_of(parties: Sequence[Party], signatures: Sequence[Signature]) -> Signing:
    """Return who has signed, in the order of the signatures, and who is awaited; whoever has no line yet is awaited last.

    A party with several signatures has signed when all of them are there.
    """
    known = {one.key: one for one in parties}
    lines = dict.fromkeys(one.party for one in signatures if one.party in known)
    open_ = {one.party for one in signatures if one.on is None}
    lined = [known[key] for key in lines]
    signed = tuple(one for one in lined if one.key not in open_)
    awaited = tuple(one for one in lined if one.key in open_)
    awaited += tuple(one for one in parties if one.key not in lines)
    days = [one.on for one in signatures if one.on is not None]
    return Signing(signed, awaited, max(days) if days and signed and not awaited else None)


def holds_from(one: Arrangement | Amendment, parties: Sequence[Party]) -> date | None:
    """Return the day from which what is signed holds: the agreed one, or that of the last signature; ``None`` until all have signed."""
    signing = signing_of(parties, one.signatures)
    return (one.in_force or signing.last) if signing.done else None


def awaiting(signatures: Sequence[Signature], parties: Sequence[Party]) -> tuple[Signature, ...]:
    """Return signatures with an awaited one more for each party that has none yet, in the order of the parties."""
    there = {one.party for one in signatures}
    return (*signatures, *(Signature(one.key) for one in parties if one.key not in there))


def unsigned(signatures: Sequence[Signature]) -> tuple[Signature, ...]:
    """Return the same signatures, all of them awaited anew: who signs the next paper is likely who signed this one."""
    return tuple(replace(one, on=None, place="") for one in signatures)
