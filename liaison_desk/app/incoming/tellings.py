"""Two tellings of the same thing: what the newer leaves unsaid, and texts in two languages of which it knows one."""

from dataclasses import MISSING, fields, replace
from typing import Any

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.exchange.tables.grid import MAX_CELL


def default_of(one: Any) -> Any:
    """Return the default of a dataclass's field, ``MISSING`` if it has none."""
    if one.default is not MISSING:
        return one.default
    return one.default_factory() if one.default_factory is not MISSING else MISSING


def unsaid(one: Any, mine: Any) -> dict[str, Any]:
    """Return the fields of a known item that another telling of it leaves at their defaults."""
    return {each.name: getattr(mine, each.name) for each in fields(one) if getattr(one, each.name) == default_of(each)}


def uncut(old: Bilingual, new: Bilingual) -> Bilingual:
    """Return a text of a table with its wordings whole where a cell could not hold all of what the desk has of them."""
    host, home = (
        mine if told.endswith("…") and len(told) >= MAX_CELL // 2 and _begins(mine, told[:-1]) else told
        for mine, told in ((old.host, new.host), (old.home, new.home))
    )
    return replace(new, host=host, home=home) if (host, home) != (new.host, new.home) else new


def _begins(whole: str, part: str) -> bool:
    """Tell whether a text begins so, whatever ends its lines and stands around it."""
    lines, first = (" ".join(one.split()) for one in (whole, part))
    return lines.startswith(first)


def both(old: Bilingual, new: Bilingual) -> Bilingual:
    """Return a text as it comes in; a translation only the desk has stays, stale once its original has changed."""
    if (new.host, new.home) == (old.host, old.home):
        return old
    if new.host and not new.home and old.home:
        state = old.home_state if new.host == old.host else Wording.STALE
        return replace(new, home=old.home, home_state=state)
    if new.home and not new.host and old.host:
        state = old.host_state if new.home == old.home else Wording.STALE
        return replace(new, host=old.host, host_state=state)
    return new
