"""What makes people and organizations valid, neglected, or two entries of one person."""

from liaison_desk.contacts.rules.merging import Choice, Difference, differences, merged
from liaison_desk.contacts.rules.validity import (
    Neglect,
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
    "differences",
    "is_address",
    "merged",
    "neglect",
    "organization_problems",
    "overlapping",
    "person_problems",
    "short_rank",
]
