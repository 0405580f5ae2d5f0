"""Participants: ATTENDEE and ORGANIZER lines both ways, and the bare names and addresses of vCalendar 1.0."""

import re
from types import MappingProxyType

from liaison_desk.calendar.records import Answer, Participant
from liaison_desk.exchange.ical.lines import Line, param_text, unescape
from liaison_desk.exchange.ical.wording import OWN

_OLD_ANSWERS = MappingProxyType(
    {"CONFIRMED": Answer.ACCEPTED, "NEEDS ACTION": Answer.NEEDS_ACTION, "SENT": Answer.NEEDS_ACTION}
)
ANSWERED = OWN + "ANSWERED"
"""A parameter that only the desk keeps with somebody: which of his answers was noted last. It is neither read nor written."""
_MODELLED = frozenset({"CN", "ROLE", "PARTSTAT", "CUTYPE", "RSVP", "STATUS", "ENCODING", "CHARSET", ANSWERED})
_DEFAULTS = Participant()
_PARAMETER = re.compile(r'[A-Za-z0-9-]+=(?:[^";:\r\n]|"[^"\r\n]*")+')


def read_participant(line: Line) -> Participant | None:
    """Return who a line names, or None if it names nobody. Parameters without a field stay as ``NAME=value``."""
    address = line.value.strip()
    name = line.param("CN")
    if address[:7].lower() == "mailto:":
        address = address[7:].strip()
    elif not line.params.get("CN") and (found := re.fullmatch(r"([^<>]*)<([^<>]+@[^<>]+)>", address)):
        # vCalendar 1.0 and careless writers: John Smith <john@example.org>
        name, address = unescape(found[1]).strip(), found[2].strip()
    elif address and "@" not in address and ":" not in address and not name:
        name, address = unescape(address), ""
    if not address and not name:
        return None
    params = line.params
    answer = line.param("PARTSTAT").upper()
    if not answer and "STATUS" in params:
        status = line.param("STATUS").upper()
        answer = str(_OLD_ANSWERS.get(status, status)).upper()
    role = line.param("ROLE").lower()
    return Participant(
        name=name,
        email=address,
        role=role if role and role != "attendee" else _DEFAULTS.role,
        answer=answer.lower() or _DEFAULTS.answer,
        kind=line.param("CUTYPE").lower() or _DEFAULTS.kind,
        rsvp=line.param("RSVP").upper() in {"TRUE", "YES"},
        extra=tuple(f"{key}={value}" for key, value in params.items() if key not in _MODELLED and value),
    )


def participant_line(property_name: str, person: Participant) -> str:
    """Return the ATTENDEE or ORGANIZER line of a participant; what is the rule anyway is not written."""
    params = [f"CN={param_text(person.name)}"] if person.name and person.email else []
    for key, value, usual in (
        ("CUTYPE", person.kind, _DEFAULTS.kind),
        ("ROLE", person.role, _DEFAULTS.role),
        ("PARTSTAT", str(person.answer), _DEFAULTS.answer),
    ):
        if value and value != usual:
            params.append(f"{key}={param_text(value.upper())}")
    params += ["RSVP=TRUE"] if person.rsvp else []
    # A parameter that would end the head of the line is no parameter.
    params += [text for text in person.extra if _PARAMETER.fullmatch(text) and not text.startswith(ANSWERED)]
    head = ";".join([property_name, *params])
    if not person.email:
        return f"{head}:{_plain(person.name)}"
    return f"{head}:{_plain(person.email) if ':' in person.email else 'mailto:' + _plain(person.email)}"


def _plain(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()
