"""Wall times over which the clocks of a zone change: which instant is meant, in words, and what a wall clock cannot keep."""

import re
import unicodedata
from datetime import datetime
from typing import Final

from liaison_desk.domain.dtg import DtgStyle, format_dtg
from liaison_desk.domain.towns import town_of
from liaison_desk.domain.typed import TypedTime
from liaison_desk.domain.zones import Doubt, doubt_of, to_local, to_utc
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.core.language import Language

_LETTERED: Final = re.compile(r"\d\s?[A-Z](?:\s?[A-Z]{3}\s?\d{2,4})?$")


def doubt_words(text: str, found: TypedTime, language: Language) -> str:
    """Return what is said of a typed time, read as ``found``, that does not exist in its zone or comes twice; empty for a clear one."""
    doubt = None if found.all_day or _is_instant(text) else doubt_of(found.wall, found.zone)
    if doubt is None:
        return ""
    tr, town = language.tr, town_of(found.zone)
    group = format_dtg(found.at, style=DtgStyle.SPACED)
    if doubt is Doubt.TWICE:
        return tr(
            "{time} comes twice in {town} that day, for the clocks go back. The first is meant: {group}. For the second, choose Zulu as the time zone.",
            time=f"{found.wall:%H%M}", town=town, group=group,
        )  # fmt: skip
    return tr(
        "{time} does not exist in {town} that day, for the clocks go forward. {moved} is meant: {group}.",
        time=f"{found.wall:%H%M}", town=town, moved=f"{to_local(found.at, found.zone):%H%M}", group=group,
    )  # fmt: skip


def wall_of(field: str, at: datetime, zone: str) -> datetime:
    """Return an instant (aware) as naive wall time of a zone.

    InvalidError at the field for the second of an hour that comes twice, for a wall clock keeps only the first.
    """
    wall = to_local(at, zone).replace(tzinfo=None, fold=0)
    if to_utc(wall, zone) != at:
        raise InvalidError([Problem(
            field, "{time} comes twice in {zone} that day, and this is the second. Choose Zulu as the time zone to keep it.",
            (("time", f"{wall:%H%M}"), ("zone", town_of(zone))),
        )])  # fmt: skip
    return wall


def _is_instant(text: str) -> bool:
    """Tell whether a typed time has a zone letter: it is an instant then, and never in doubt."""
    return _LETTERED.search(unicodedata.normalize("NFKC", text).strip().upper()) is not None
