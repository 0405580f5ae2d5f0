"""What the notes of a kind of meeting are made of: the templates in ``resources/templates/meetings``, which a user may replace."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.core.resources import resource
from liaison_desk.meetings.records import PortionKind

_LARGEST: Final = 64_000
_KEY: Final = re.compile(r"[a-z][a-z0-9-]{0,23}")
_TEMPLATE_KEYS: Final = frozenset({"en", "ja", "place", "meeting", "becomes", "sections"})
_SECTION_KEYS: Final = frozenset({"key", "en", "ja", "kind", "home_only", "hint_en", "hint_ja"})


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """A part of the notes: its heading and what belongs there in both languages, and what a new portion in it is.

    ``home_only``: a new portion there is marked for the home nation alone, instead of as the desk marks.
    """

    key: str
    english: str
    japanese: str
    kind: PortionKind = PortionKind.NOTE
    home_only: bool = False
    hint_english: str = ""
    hint_japanese: str = ""

    def heading(self, language_code: str) -> str:
        """Return the heading for a language code: Japanese for ``ja``, English for every other."""
        return self.japanese if language_code == "ja" else self.english

    def hint(self, language_code: str) -> str:
        """Return what belongs into the section, for a language code."""
        return self.hint_japanese if language_code == "ja" else self.hint_english


@dataclass(frozen=True, slots=True)
class MeetingTemplate:
    """Which sections the notes of a meeting have. ``meeting`` is the kind of meeting it is usually for, "" any.

    ``becomes`` is the template that takes over when the meeting has been held: a plan becomes the report.
    """

    key: str
    english: str
    japanese: str
    sections: tuple[TemplateSection, ...]
    meeting: str = ""
    becomes: str = ""

    def name(self, language_code: str) -> str:
        """Return its name for a language code: Japanese for ``ja``, English for every other."""
        return self.japanese if language_code == "ja" else self.english


def meeting_templates() -> Mapping[str, MeetingTemplate]:
    """Return the templates by key, in their order. One that is spoilt is left out: ``template_problems`` tells it."""
    return _shipped()[0]


def template_problems() -> tuple[UnreadableError, ...]:
    """Return what is wrong with the templates that are left out."""
    return _shipped()[1]


@cache
def _shipped() -> tuple[Mapping[str, MeetingTemplate], tuple[UnreadableError, ...]]:
    return read_templates(resource("templates", "meetings"))


def template_of(key: str) -> MeetingTemplate | None:
    """Return a template by key; ``None`` for "" and for one that is not there (any more)."""
    return meeting_templates().get(key)


def sections_of(key: str, used: Collection[str] = ()) -> tuple[TemplateSection, ...]:
    """Return the sections of a template, and before or after them those of others that hold notes (``used``, by key).

    What was planned stands before what is reported. Without a template there are only those that are used; a section
    nobody knows is called by its key, so that no note stands under a foreign heading.
    """
    template = template_of(key)
    own = template.sections if template is not None else ()
    plans = [one for one in meeting_templates().values() if key and one.becomes == key]
    shown = {one.key for one in own}
    before = [part for plan in plans for part in plan.sections if part.key in used and part.key not in shown]
    shown |= {part.key for part in before}
    after = [section_of(key, one) or TemplateSection(one, one, one) for one in used if one and one not in shown]
    return (*before, *own, *dict.fromkeys(after))


def section_of(template: str, key: str) -> TemplateSection | None:
    """Return a section by key as a template has it, or as any other has it: notes keep their headings when it changes."""
    first = template_of(template)
    others = (part for one in meeting_templates().values() for part in one.sections)
    return next((one for one in (*(first.sections if first is not None else ()), *others) if one.key == key), None)


def read_templates(folder: Path) -> tuple[Mapping[str, MeetingTemplate], tuple[UnreadableError, ...]]:
    """Return the templates of a folder by key, in their order, and what is wrong with those that are left out."""
    found, problems = [], []
    for path in sorted(folder.glob("*.json")):
        try:
            found.append(read_template(path))
        except UnreadableError as error:
            problems.append(error)
    known = {template.key for _, template in found}
    ready = {}
    for _, one in sorted(found, key=lambda placed: placed[0]):
        if one.becomes and one.becomes not in known:
            why = f"becomes: {one.becomes}?"
            problems.append(UnreadableError("The meeting template {name} is wrong: {why}", name=one.key, why=why))
        ready[one.key] = one if one.becomes in known else replace(one, becomes="")
    return MappingProxyType(ready), tuple(problems)


def read_template(path: Path) -> tuple[int, MeetingTemplate]:
    """Return a template and its place among the others. A spoilt one raises UnreadableError that names it and says why."""
    name = path.stem
    try:
        if path.stat().st_size > _LARGEST:
            raise DeskError("it is too large.")
        content = json.loads(path.read_text("utf-8"))
        return _template(name, content)
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableError("The meeting template {name} cannot be read: {why}", name=name, why=str(error)) from error
    except DeskError as error:
        raise UnreadableError("The meeting template {name} is wrong: {why}", name=name, why=str(error)) from error


def _template(name: str, content: Any) -> tuple[int, MeetingTemplate]:
    if not _KEY.fullmatch(name):
        raise DeskError("its file needs a short name of small letters, digits and hyphens.")
    _require_known(content, _TEMPLATE_KEYS)
    place = content.get("place", 99)
    if not isinstance(place, int):
        raise DeskError("place must be a number.")
    parts = content.get("sections")
    if not isinstance(parts, list) or not parts:
        raise DeskError("it needs at least one section.")
    sections = tuple(_section(part) for part in parts)
    keys = [one.key for one in sections]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise DeskError("section {key} is there twice.", key=twice[0])
    template = MeetingTemplate(
        name, _words(content, "en"), _words(content, "ja"), sections, _words(content, "meeting", ""),
        _words(content, "becomes", ""),
    )  # fmt: skip
    return place, template


def _section(content: Any) -> TemplateSection:
    _require_known(content, _SECTION_KEYS)
    key = _words(content, "key")
    if not _KEY.fullmatch(key):
        raise DeskError("the section key {key} is not made of small letters, digits and hyphens.", key=key[:60])
    kind = _words(content, "kind", PortionKind.NOTE.value)
    if kind not in tuple(PortionKind):
        raise DeskError(
            "section {key} has the kind {kind}. Known: {known}.", key=key, kind=kind[:60], known=", ".join(PortionKind)
        )
    home_only = content.get("home_only", False)
    if not isinstance(home_only, bool):
        raise DeskError("home_only of section {key} must be true or false.", key=key)
    english, japanese = _words(content, "en"), _words(content, "ja")
    hints = _words(content, "hint_en", ""), _words(content, "hint_ja", "")
    return TemplateSection(key, english, japanese, PortionKind(kind), home_only, *hints)


def _require_known(content: Any, known: frozenset[str]) -> None:
    if not isinstance(content, dict):
        raise DeskError("it is not an object.")
    if unknown := set(content) - known:
        raise DeskError("it has no use for {keys}.", keys=", ".join(sorted(unknown))[:200])


def _words(content: Mapping[str, Any], key: str, usual: str | None = None) -> str:
    found = content.get(key, usual)
    if not isinstance(found, str) or (usual is None and not found.strip()):
        raise DeskError("it needs words for {key}.", key=key)
    return found
