"""Checklists of protocol: read from ``resources/protocols`` and the user's own folder, put to a visit, and where their steps stand."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import DeskError, NotFoundError, UnreadableError
from liaison_desk.foundation.core.files import read_whole
from liaison_desk.foundation.core.resources import resource
from liaison_desk.foundation.core.toml import read_toml
from liaison_desk.partnership.records.visit_lines import StepLine, StepState
from liaison_desk.partnership.records.visits import Anchor, Step, Visit

_LARGEST: Final = 256_000
_MOST_STEPS: Final = 200
_FARTHEST: Final = 1_000
_LONGEST_WORDS: Final = 500
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_HEAD: Final = ("title", "title_ja", "note", "note_ja")
_SIDES: Final = ("", "host", "home")
_STEP: Final = frozenset({"key", "text", "text_ja", "anchor", "offset", "side"})


@dataclass(frozen=True, slots=True)
class ProtocolStep:
    """One step of a checklist, ``offset`` days from the first or last day of a visit."""

    key: str
    text: str
    text_ja: str = ""
    anchor: Anchor = Anchor.FIRST
    offset: int = 0
    side: str = ""


@dataclass(frozen=True, slots=True)
class Protocol:
    """A checklist by name; ``own`` tells the user's from a shipped one."""

    name: str
    title: str
    steps: tuple[ProtocolStep, ...]
    title_ja: str = ""
    note: str = ""
    note_ja: str = ""
    own: bool = False


def load_protocols(own: Path | None = None) -> tuple[list[Protocol], list[DeskError]]:
    """Return the checklists there are, by name, and what is wrong with those that cannot be read; one's own replaces a shipped one."""
    found: list[Protocol] = []
    wrong: list[DeskError] = []
    for name in sorted(_files(own)):
        try:
            found.append(load_protocol(name, own))
        except DeskError as error:
            wrong.append(error)
    return found, wrong


def load_protocol(name: str, own: Path | None = None) -> Protocol:
    """Return a checklist by name. An unknown one raises NotFoundError that lists the known; a bad one UnreadableError."""
    known = _files(own)
    if name not in known:
        raise NotFoundError(
            "There is no checklist called {name}. Known: {known}.", name=name[:60], known=", ".join(sorted(known))
        )
    path = known[name]
    mine = own is not None and path.parent == own
    called = str(path) if mine else name
    content = read_whole(path, _LARGEST, "The checklist {file} is too large.")
    try:
        return _protocol(name, read_toml(content.decode("utf-8-sig")), own=mine)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("The checklist {name} cannot be read: {why}.", name=called, why=str(error)) from error
    except DeskError as error:
        raise UnreadableError("The checklist {name} is wrong: {why}", name=called, why=error) from error


def _files(own: Path | None) -> dict[str, Path]:
    folders = [resource("protocols"), *([own] if own is not None else [])]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}


def _protocol(name: str, content: Mapping[str, Any], *, own: bool) -> Protocol:
    _require_known(content, (*_HEAD, "step"))
    entries = content.get("step")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise DeskError("it needs at least one [[step]].")
    if len(entries) > _MOST_STEPS:
        raise DeskError("it has more than {most} steps.", most=_MOST_STEPS)
    words = {key: _words(content, key) for key in _HEAD}
    if not words["title"]:
        raise DeskError("it needs a title.")
    steps: dict[str, ProtocolStep] = {}
    for number, entry in enumerate(entries, 1):
        try:
            step = _step(entry)
            if step.key in steps:
                raise DeskError("another step has this key.")
        except DeskError as error:
            key = str(entry.get("key", ""))[:60]
            raise DeskError("step {number} ({key}): {why}", number=number, key=key, why=error) from error
        steps[step.key] = step
    return Protocol(name, steps=tuple(steps.values()), own=own, **words)


def _step(entry: Mapping[str, Any]) -> ProtocolStep:
    _require_known(entry, _STEP)
    key, offset = entry.get("key"), entry.get("offset", 0)
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise DeskError("it needs a key of small letters, digits and hyphens.")
    if type(offset) is not int or abs(offset) > _FARTHEST:
        raise DeskError("offset must be a whole number of days, at most {most} before or after.", most=_FARTHEST)
    text, text_ja = _words(entry, "text"), _words(entry, "text_ja")
    if not text:
        raise DeskError("it needs a text.")
    anchor, side = entry.get("anchor", Anchor.FIRST.value), entry.get("side", "")
    if anchor not in tuple(Anchor):
        raise DeskError("{key} must be one of {known}.", key="anchor", known=", ".join(Anchor))
    if side not in _SIDES:
        raise DeskError("{key} must be one of {known}.", key="side", known=", ".join(filter(None, _SIDES)))
    return ProtocolStep(key, text, text_ja, Anchor(anchor), offset, side)


def _require_known(content: Mapping[str, Any], known: Iterable[str]) -> None:
    if unknown := set(content) - set(known):
        raise DeskError(
            "it has no use for {keys}. Known: {known}.",
            keys=", ".join(sorted(unknown))[:200],
            known=", ".join(sorted(known)),
        )


def _words(content: Mapping[str, Any], key: str) -> str:
    words = content.get(key, "")
    if not isinstance(words, str) or len(words) > _LONGEST_WORDS:
        raise DeskError("{key} must be words, at most {most} characters.", key=key, most=_LONGEST_WORDS)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def applied(visit: Visit, protocol: Protocol, named: Callable[[str, str], Bilingual]) -> Visit:
    """Return a visit with the steps of a checklist that it has not yet; what was changed, ticked or added by hand stays.

    ``named`` makes of English and Japanese words those of the desk's two languages.
    """
    known = {step.key for step in visit.steps}
    new = (
        Step(one.key, named(one.text, one.text_ja or one.text), one.anchor, one.offset, one.side)
        for one in protocol.steps
        if one.key not in known
    )
    return replace(visit, protocol=protocol.name, steps=(*visit.steps, *new))


def due_on(step: Step, visit: Visit) -> date | None:
    """Return the day a step falls on while its visit stands where it does; ``None`` while that is not known."""
    day = visit.first if step.anchor is Anchor.FIRST else visit.ends
    try:
        return day + timedelta(days=step.offset) if day is not None else None
    except OverflowError:
        return None


def steps_standing(visit: Visit, today: date) -> list[StepLine]:
    """Return a visit's steps by the day they fall on, as they stand today; those of no day come last, equals in their order."""
    lines = [StepLine(step, (due := due_on(step, visit)), _state(step, due, today)) for step in visit.steps]
    return sorted(lines, key=lambda line: line.due or date.max)


def _state(step: Step, due: date | None, today: date) -> StepState:
    if step.done is not None:
        return StepState.DONE
    if due is None:
        return StepState.UNDATED
    if due == today:
        return StepState.TODAY
    return StepState.OVERDUE if due < today else StepState.AHEAD


def ticked(visit: Visit, key: str, on: date | None) -> Visit:
    """Return a visit with a step done on a day, or with ``None`` not done."""
    return replace(visit, steps=tuple(replace(one, done=on) if one.key == key else one for one in visit.steps))


def free_key(visit: Visit) -> str:
    """Return a key for a step added by hand that no other step of the visit has."""
    known = {step.key for step in visit.steps}
    number = len(known) + 1
    while f"own-{number}" in known:
        number += 1
    return f"own-{number}"
