"""What a quickly typed line means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from liaison_desk.domain.typed import TypedTime, parse_time
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.tasks.records import Priority

_SUSPENSE = re.compile(r"(?:^|\s)[/\uff0f](?P<time>[^/\uff0f]+(?:/[^/\uff0f]+)*)$")


@dataclass(frozen=True, slots=True)
class QuickTask:
    """A line as it was understood. ``unread`` is what followed the stroke and is no time: it stayed in the title."""

    title: str
    due: TypedTime | None = None
    priority: Priority = Priority.NORMAL
    unread: str = ""


def read_quick(line: str, zones: Sequence[str], now: datetime) -> QuickTask:
    """Read ``Return the side letter /25 1400T``: what follows the last stroke is the suspense; ``!`` at an end makes it high.

    ``zones`` are those of the host and of home, the first being meant where none is typed.
    """
    text = line.strip()
    priority = Priority.NORMAL
    if text[:1] in {"!", "\uff01"} or text[-1:] in {"!", "\uff01"}:
        text, priority = text.strip("!\uff01 \u3000"), Priority.HIGH
    found = _SUSPENSE.search(text)
    if found is None:
        return QuickTask(text, priority=priority)
    try:
        due = parse_time(found["time"], zones, now)
    except DeskError:
        return QuickTask(text, priority=priority, unread=found["time"].strip())
    return QuickTask(text[: found.start()].strip(), due, priority)
