"""Where the sections of a template stand among the portions of notes that are there."""

from collections.abc import Sequence

from liaison_desk.meetings.records import Portion


def with_places(portions: Sequence[Portion], sections: Sequence[str]) -> list[Portion | str]:
    """Return portions as they stand, and the key of each section that has none yet where it belongs.

    A missing section stands behind the last portion of the section before it, the first ones at the beginning; what is in
    no section stays where it is. Notes that were taken without any section are left as they are.
    """
    used = {one.section for one in portions}
    if used == {""}:
        return list(portions)
    found: list[Portion | str] = list(portions)
    before = ""
    for key in sections:
        if key not in used:
            at = 0
            for number, one in enumerate(found):
                if (one if isinstance(one, str) else one.section) == before and before:
                    at = number + 1
            found.insert(at if before else 0, key)
        before = key
    return found
