"""What an entry of an outline is about, as a section asks for it: records by their uids become ids, days and orders its own."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from liaison_desk.briefings.records import About
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.calendar.records import CALENDAR, EVENT
from liaison_desk.contacts.records import ORGANIZATION, PERSON
from liaison_desk.exercises.records import EXERCISE
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.meetings.records import MEETING
from liaison_desk.partnership.records import ARRANGEMENT, VISIT
from liaison_desk.tasks.records import TASK

_MANY = {PERSON: "people", CALENDAR: "calendars", EVENT: "events", TASK: "tasks"}
_ONE = {
    MEETING: "meeting",
    ORGANIZATION: "organization",
    EXERCISE: "exercise",
    ARRANGEMENT: "arrangement",
    VISIT: "visit",
}


def narrowed(setting: Setting, about: About) -> Setting:
    """Return the setting of an entry that is about something of its own. A record that is gone, for good or into the trash, raises NotFoundError."""
    if about == About():
        return setting
    since, until = about.since or setting.since, about.until or setting.until
    own: dict[str, Any] = {"since": since, "until": until}
    own |= {name: value for name in ("words", "order", "task_filter", "register") if (value := getattr(about, name))}
    own |= _records(setting, about)
    return replace(setting, request=replace(setting.request, **own), since=since, until=max(since, until))


def _records(setting: Setting, about: About) -> dict[str, Any]:
    found = setting.linked({(ref.kind, ref.uid) for ref in about.records}) if about.records else {}
    ids = defaultdict[str, list[int]](list)
    for ref in about.records:
        record = found.get((ref.kind, ref.uid))
        if record is None or record.deleted:
            raise NotFoundError(
                "{record} is not there any more. Take it out of the packet.", record=ref.label or ref.uid
            )
        ids[ref.kind].append(record.id)
    many = {_MANY[kind]: tuple(some) for kind, some in ids.items() if kind in _MANY}
    return many | {_ONE[kind]: some[-1] for kind, some in ids.items() if kind in _ONE}
