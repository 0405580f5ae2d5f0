"""What makes people and organizations valid, neglected, or two entries of one person."""

from liaison_desk.contacts.rules.dating import as_of, corrected, cycle_day, moved, renamed
from liaison_desk.contacts.rules.merging import Choice, Difference, differences, merged
from liaison_desk.contacts.rules.validity import (
    Neglect,
    days_without,
    has_moved,
    is_address,
    neglect,
    organization_problems,
    overlapping,
    person_problems,
    short_rank,
)

__all__ = [
    "Choice",
    "Difference",
    "Neglect",
    "as_of",
    "corrected",
    "cycle_day",
    "days_without",
    "differences",
    "has_moved",
    "is_address",
    "merged",
    "moved",
    "neglect",
    "organization_problems",
    "overlapping",
    "person_problems",
    "renamed",
    "short_rank",
]
