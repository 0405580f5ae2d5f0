"""What is frozen when minutes become final: the meeting and all its portions as canonical JSON, its digest, and what differs."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from typing import Any

from liaison_desk.domain.record import Record
from liaison_desk.foundation.core.codec import ShapeError, plain, typed
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.meetings.records import Meeting, Minutes, Portion

_HEAD = {one.name: getattr(Record(), one.name) for one in fields(Record) if one.name not in {"uid", "marking"}}
_NOT_SAID: dict[str, Any] = {**_HEAD, "event_id": 0, "state": "draft", "frozen": 0, "extra": ()}


@dataclass(frozen=True, slots=True)
class Difference:
    """A portion beside the same one in another version: ``None`` where it is not there."""

    before: Portion | None
    after: Portion | None

    @property
    def same(self) -> bool:
        """Whether both versions say the same here."""
        return self.before == self.after


def content_of(meeting: Meeting) -> str:
    """Return what is frozen of a meeting: all that its minutes say, and nothing of how the desk keeps it."""
    portions = tuple(replace(one, task_id=0, said_by_id=0) for one in meeting.portions)
    attendees = tuple(replace(one, contact_id=0) for one in meeting.attendees)
    bare = replace(meeting, **_NOT_SAID, portions=portions, attendees=attendees)
    return json.dumps(plain(bare), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: str) -> str:
    """Return the SHA-256 of what was frozen, in hexadecimal digits."""
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def frozen_meeting(minutes: Minutes) -> Meeting:
    """Return the meeting as a version of its minutes froze it; raises UnreadableError if that was altered."""
    if digest(minutes.content) != minutes.sha256:
        raise UnreadableError("Version {number} of these minutes was altered from outside.", number=minutes.number)
    try:
        return typed(Meeting, json.loads(minutes.content))
    except (ShapeError, ValueError) as error:
        raise UnreadableError(
            "Version {number} of these minutes cannot be read by this program.", number=minutes.number
        ) from error


def differences(before: Sequence[Portion], after: Sequence[Portion]) -> list[Difference]:
    """Return two versions' portions beside each other in their order; one that moved stands where each has it."""
    old, new = {one.uid: one for one in before}, {one.uid: one for one in after}
    matcher = SequenceMatcher(None, [one.uid for one in before], [one.uid for one in after], autojunk=False)
    found = []
    for tag, low, high, start, end in matcher.get_opcodes():
        if tag == "equal":
            found += [Difference(old[one.uid], new[one.uid]) for one in before[low:high]]
        else:
            found += [Difference(one, None) for one in before[low:high]]
            found += [Difference(None, one) for one in after[start:end]]
    return found
