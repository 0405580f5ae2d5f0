"""The order of a meeting's portions when two windows have each changed it."""

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
