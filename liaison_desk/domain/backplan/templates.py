"""Back-plans to begin with: those of ``resources/backplans`` and the user's own, read, checked, listed, and written."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

from liaison_desk.domain.backplan.checking import LONGEST, MOST_STEPS, plan_problems
from liaison_desk.domain.backplan.records import Landing, Rule, Step, Unit
from liaison_desk.foundation.core.errors import DeskError, InvalidError, NotFoundError, RefusedError, UnreadableError
from liaison_desk.foundation.core.files import read_whole, write_whole
from liaison_desk.foundation.core.resources import resource
from liaison_desk.foundation.core.toml import read_toml

_LARGEST: Final = 256_000
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_LONGEST_WORDS: Final = 500
_DAY: Final = date(2027, 1, 15)
"""A STARTEX to try a plan's rules on: whether they fit together is true of any."""


class StepKind(StrEnum):
    """What a milestone is."""

    CONFERENCE = "conference"
    SUSPENSE = "suspense"
    DECISION = "decision"
    VISIT = "visit"
    EVENT = "event"
    REPORT = "report"


class StepSide(StrEnum):
    """Who owns a milestone."""

    HOST = "host"
    HOME = "home"
    BOTH = "both"


class StepMakes(StrEnum):
    """What a milestone is kept as elsewhere in the desk."""

    EVENT = "event"
    TASK = "task"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class TemplateStep:
    """One milestone of a back-plan; ``short`` is its abbreviation, such as IPC, and words end in ``_ja`` where Japanese."""

    key: str
    title: str
    kind: StepKind
    side: StepSide
    rule: Rule
    short: str = ""
    title_ja: str = ""
    short_ja: str = ""
    makes: tuple[StepMakes, ...] = ()
    note: str = ""
    note_ja: str = ""


@dataclass(frozen=True, slots=True)
class BackPlan:
    """A back-plan by name; ``length_days`` go from STARTEX to ENDEX, both included, ``own`` tells the user's from a shipped one."""

    name: str
    title: str
    length_days: int
    steps: tuple[TemplateStep, ...]
    title_ja: str = ""
    note: str = ""
    note_ja: str = ""
    own: bool = False


_Choice = TypeVar("_Choice", bound=StrEnum)
_HEAD_WORDS: Final = ("title", "title_ja", "note", "note_ja")
_HEAD: Final = frozenset({*_HEAD_WORDS, "length_days", "step"})
_STEP_WORDS: Final = ("short", "short_ja", "title", "title_ja", "note", "note_ja")
_STEP: Final = frozenset({"key", *_STEP_WORDS, "kind", "side", "makes", *(field.name for field in fields(Rule))})


def backplan_names(own: Path | None = None) -> tuple[str, ...]:
    """Return the names back-plans are asked for by, in order; ``own`` is the folder of the user's, who may replace a shipped one."""
    return tuple(sorted(_files(own)))


def load_backplan(name: str, own: Path | None = None) -> BackPlan:
    """Return a back-plan by name. An unknown one raises NotFoundError that lists the known; a bad one UnreadableError."""
    known = _files(own)
    if name not in known:
        raise NotFoundError(
            "There is no back-plan called {name}. Known: {known}.", name=name[:60], known=", ".join(sorted(known))
        )
    path = known[name]
    own_one = own is not None and path.parent == own
    called = str(path) if own_one else name  # whose file it is is there to be edited
    content = read_whole(path, _LARGEST, "The back-plan {file} is too large.")
    try:
        table = read_toml(content.decode("utf-8-sig"))  # some editors put a mark before the first of its words
    except (ValueError, RecursionError) as error:
        raise UnreadableError("The back-plan {name} cannot be read: {why}.", name=called, why=str(error)) from error
    try:
        _require_name(name)
        return _backplan(name, table, own=own_one)
    except DeskError as error:
        raise UnreadableError("The back-plan {name} is wrong: {why}", name=called, why=error) from error


def load_backplans(own: Path | None = None) -> tuple[list[BackPlan], list[DeskError]]:
    """Return the back-plans there are, in order of their names, and what is wrong with those that cannot be read."""
    found: list[BackPlan] = []
    wrong: list[DeskError] = []
    for name in backplan_names(own):
        try:
            found.append(load_backplan(name, own))
        except DeskError as error:
            wrong.append(error)
    return found, wrong


def known_steps(own: Path | None = None) -> tuple[TemplateStep, ...]:
    """Return the steps of all back-plans there are; one that cannot be read has none."""
    return tuple(step for one in load_backplans(own)[0] for step in one.steps)


def write_backplan(plan: BackPlan, own: Path) -> Path:
    """Write a back-plan into the user's folder, and return its file.

    Raises RefusedError for a name that cannot be or is taken, and DeskError for a plan that could not be read again.
    """
    content = _as_toml(plan)
    _backplan(plan.name, read_toml(content), own=True)
    _require_name(plan.name)
    path = own / f"{plan.name}.toml"
    if path.exists():
        raise RefusedError("There is a back-plan called {name} already. Choose another name.", name=plan.name)
    try:
        own.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DeskError("{file} could not be written: {why}.", file=str(path), why=reason) from error
    write_whole(path, content.encode("utf-8"))
    return path


def _require_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise RefusedError("{name} cannot name a back-plan. Use small letters, digits and hyphens.", name=name[:60])


def _files(own: Path | None) -> dict[str, Path]:
    folders = [resource("backplans"), *([own] if own is not None else [])]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}


def _backplan(name: str, content: Mapping[str, Any], *, own: bool) -> BackPlan:
    _require_known(content, _HEAD)
    entries = content.get("step")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise DeskError("it needs at least one [[step]].")
    if len(entries) > MOST_STEPS:
        raise DeskError("it has more than {most} steps.", most=MOST_STEPS)
    steps = tuple(_placed(number, entry) for number, entry in enumerate(entries, 1))
    length = _number(content, "length_days", 1)
    if not 1 <= length <= LONGEST:
        raise DeskError("length_days must be 1 to {most}.", most=LONGEST)
    _require_plan(steps, length)
    words = {key: _words(content, key) for key in _HEAD_WORDS}
    if not words["title"]:
        raise DeskError("it needs a title.")
    return BackPlan(name, length_days=length, steps=steps, own=own, **words)


def _placed(number: int, entry: Mapping[str, Any]) -> TemplateStep:
    """Return a milestone; what is wrong with it is told with its number and key."""
    try:
        return _step(entry)
    except DeskError as error:
        raise _wrong(number, str(entry.get("key", "")), error) from error


def _wrong(number: int, key: str, why: DeskError) -> DeskError:
    return DeskError("step {number} ({key}): {why}", number=number, key=key[:60], why=why)


def _step(entry: Mapping[str, Any]) -> TemplateStep:
    _require_known(entry, _STEP)
    key = entry.get("key")
    if not isinstance(key, str) or not _NAME.fullmatch(key):
        raise DeskError("it needs a key of small letters, digits and hyphens.")
    words = {name: _words(entry, name) for name in _STEP_WORDS}
    if not words["title"]:
        raise DeskError("it needs a title.")
    makes = entry.get("makes", [])
    if not isinstance(makes, list) or set(map(str, makes)) - set(StepMakes):
        raise DeskError("makes must name some of {known}.", known=", ".join(StepMakes))
    usual = Rule()
    rule = Rule(
        anchor=_words(entry, "anchor") or usual.anchor,
        offset=_number(entry, "offset", usual.offset),
        unit=_one_of(entry, "unit", Unit, usual.unit),
        length=_number(entry, "length", usual.length),
        length_unit=_one_of(entry, "length_unit", Unit, usual.length_unit),
        landing=_one_of(entry, "landing", Landing, usual.landing),
        before=_words(entry, "before"),
    )
    return TemplateStep(
        key,
        kind=_one_of(entry, "kind", StepKind, StepKind.EVENT),
        side=_one_of(entry, "side", StepSide, StepSide.BOTH),
        rule=rule,
        makes=tuple(StepMakes(one) for one in dict.fromkeys(makes)),
        **words,
    )


def _require_plan(steps: tuple[TemplateStep, ...], length: int) -> None:
    """Raise DeskError, with the first step it is about, if the rules do not fit together: unknown anchors, rings, keys twice."""
    tried = [Step(step.key, step.rule, name=step.title) for step in steps]
    for problem in plan_problems(tried, _DAY, _DAY + timedelta(days=length - 1)):
        key = problem.field.partition(".")[0]
        places = [number for number, step in enumerate(steps, 1) if step.key == key]
        raise _wrong(places[-1], key, InvalidError([problem]))


def _require_known(content: Mapping[str, Any], known: Iterable[str]) -> None:
    if unknown := set(content) - set(known):
        raise DeskError(
            "it has no use for {keys}. Known: {known}.",
            keys=", ".join(sorted(unknown))[:200],
            known=", ".join(sorted(known)),
        )


def _one_of(content: Mapping[str, Any], key: str, choices: type[_Choice], usual: _Choice) -> _Choice:
    value = content.get(key, usual.value)
    if not isinstance(value, str) or value not in tuple(choices):
        raise DeskError("{key} must be one of {known}.", key=key, known=", ".join(choices))
    return choices(value)


def _number(content: Mapping[str, Any], key: str, usual: int) -> int:
    value = content.get(key, usual)
    if type(value) is not int:
        raise DeskError("{key} must be a whole number.", key=key)
    return value


def _words(content: Mapping[str, Any], key: str) -> str:
    words = content.get(key, "")
    if not isinstance(words, str) or len(words) > _LONGEST_WORDS:
        raise DeskError("{key} must be words, at most {most} characters.", key=key, most=_LONGEST_WORDS)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def _as_toml(plan: BackPlan) -> str:
    lines = _lines({key: getattr(plan, key) for key in _HEAD_WORDS})
    lines.append(f"length_days = {plan.length_days}")
    for step in plan.steps:
        usual = Rule()
        rule = {field.name: getattr(step.rule, field.name) for field in fields(Rule)}
        changed = {key: value for key, value in rule.items() if value != getattr(usual, key)}
        lines += ["", "[[step]]", *_lines({"key": step.key} | {key: getattr(step, key) for key in _STEP_WORDS})]
        lines += _lines({"kind": step.kind, "side": step.side})
        lines.append(f"makes = [{', '.join(map(_valued, step.makes))}]")
        lines += _lines({"anchor": step.rule.anchor, **changed})
    return "\n".join([*lines, ""])


def _lines(values: Mapping[str, Any]) -> list[str]:
    return [f"{key} = {_valued(value)}" for key, value in values.items() if value != ""]


def _valued(value: str | int) -> str:
    """Return a value as TOML; JSON's strings of one line are TOML's once nothing unprintable is in them."""
    if isinstance(value, int):
        return str(value)
    return json.dumps("".join(sign if sign.isprintable() else " " for sign in value), ensure_ascii=False)
