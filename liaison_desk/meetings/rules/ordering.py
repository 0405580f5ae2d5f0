"""The order of a meeting's portions when two windows have each changed it."""

from bisect import bisect_left
from collections.abc import Collection, Sequence


def merged_order(wanted: Sequence[str], current: Sequence[str], without: Collection[str] = ()) -> list[str]:
    """Return the uids of all portions: in the order ``wanted``, those only in ``current`` behind what they stand behind there."""
    known = set(wanted)
    follow: dict[str, list[str]] = {}
    last = ""
    for uid in current:
        if uid in known:
            last = uid
        elif uid not in without:
            follow.setdefault(last, []).append(uid)
    order = list(follow.get("", ()))
    for uid in wanted:
        if uid not in without:
            order.append(uid)
        order += follow.get(uid, ())
    return order


def longest_ordered(current: Sequence[str], wanted: Sequence[str]) -> frozenset[str]:
    """Return as many uids as can stay where they are when those in ``current`` are brought into the order ``wanted``."""
    place = {uid: at for at, uid in enumerate(wanted)}
    ends: list[int] = []  # the lowest place at which an ordered row of each length ends, and the uid that stands there
    last: list[str] = []
    before: dict[str, str] = {}
    for uid in (one for one in current if one in place):
        at = bisect_left(ends, place[uid])
        ends[at:], last[at:] = [place[uid], *ends[at + 1 :]], [uid, *last[at + 1 :]]
        before[uid] = last[at - 1] if at else ""
    found = set()
    uid = last[-1] if last else ""
    while uid:
        found.add(uid)
        uid = before[uid]
    return frozenset(found)


def alike(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Return how many at the beginning and how many of the rest, at the end, are the same in two orders."""
    most = min(len(one), len(other))
    first = next((at for at in range(most) if one[at] != other[at]), most)
    last = next((at for at in range(most - first) if one[-1 - at] != other[-1 - at]), most - first)
    return first, last
