"""How long there is left for a visit's request, in words."""

from typing import Final

from liaison_desk.foundation.core.language import Language
from liaison_desk.partnership.records.visit_lines import Countdown, Pressure

_TONES: Final = {
    Pressure.SOON: "amb",
    Pressure.OVERDUE: "red",
    Pressure.COMPRESSED: "red",
    Pressure.LATE: "amb",
    Pressure.IN_TIME: "grn",
}


def left(language: Language, found: Countdown) -> str:
    """Return how a request stands, for a list: 12 d left, 3 d overdue, too late from the outset; empty when nothing is to be done."""
    tr = language.tr
    if found.pressure is Pressure.COMPRESSED:
        return tr("{n} d too late", n=-found.left)
    if found.pressure is Pressure.OVERDUE:
        return tr("{n} d overdue", n=-found.left)
    if found.pressure in {Pressure.AHEAD, Pressure.SOON}:
        return tr("{n} d left", n=found.left) if found.left else tr("due today")
    return tr("submitted late") if found.pressure is Pressure.LATE else ""


def tone(found: Countdown) -> str:
    """Return the tone of a countdown."""
    return _TONES.get(found.pressure, "t2")
