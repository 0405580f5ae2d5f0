"""How long before an end its renewal may have to begin: of arrangements and of end dates alike."""

from typing import Final

from liaison_desk.foundation.core.errors import Problem

LONGEST_LEAD: Final = 3_660
"""Days: ten years."""


def lead_problems(field: str, days: int) -> list[Problem]:
    """Return what is wrong with the days before an end on which its renewal begins."""
    if 0 <= days <= LONGEST_LEAD:
        return []
    return [Problem(field, "A lead time has 0 to {most} days.", (("most", LONGEST_LEAD),))]
