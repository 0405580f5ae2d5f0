"""Categories that mean the same all over a desk, in English and Japanese."""

from collections.abc import Iterable
from typing import Final

VISIT_REQUEST: Final = ("visit request", "訪問申請")
"""What has to be done to ask for a visit."""


def asks_for_visit(categories: Iterable[str]) -> bool:
    """Tell whether one of these categories says that a visit has to be asked for."""
    return any(one.strip().casefold() in VISIT_REQUEST for one in categories)
