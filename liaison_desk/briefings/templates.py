"""The packet templates in ``resources/templates``: read, checked, and listed when one is asked for that is not there."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from liaison_desk.briefings.records import PeopleOrder, Period, SectionSpec, Template
from liaison_desk.briefings.sections import SECTIONS
from liaison_desk.briefings.sections.engagements import PARTS
from liaison_desk.foundation.core.errors import DeskError, NotFoundError, UnreadableError
from liaison_desk.foundation.core.resources import resource
from liaison_desk.meetings.records import PortionKind

_LARGEST = 64_000


def template_names(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names templates are asked for by, in order. ``folder`` is the shipped one unless given."""
    return tuple(sorted(path.stem for path in (folder or resource("templates")).glob("*.toml")))


def load_template(name: str, folder: Path | None = None) -> Template:
    """Return a template by name. An unknown one raises NotFoundError that lists the known; a bad one UnreadableError."""
    known = template_names(folder)
    if name not in known:
        raise NotFoundError(
            "There is no packet template called {name}. Known: {known}.", name=name[:60], known=", ".join(known)
        )
    path = (folder or resource("templates")) / f"{name}.toml"
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableError("The template {name} is too large.", name=name)
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableError("The template {name} cannot be read: {why}.", name=name, why=str(error)) from error
    try:
        return _template(name, content)
    except DeskError as error:
        raise UnreadableError("The template {name} is wrong: {why}", name=name, why=str(error)) from error


def _template(name: str, content: Mapping[str, Any]) -> Template:
    if unknown := set(content) - {"title", "period", "section"}:
        raise DeskError("it has no use for {keys}.", keys=", ".join(sorted(unknown)))
    title = content.get("title")
    if not isinstance(title, str) or not title.strip():
        raise DeskError("it needs a title.")
    period = content.get("period", Period.WEEK.value)
    if period not in tuple(Period):
        raise DeskError("period must be one of {known}.", known=", ".join(Period))
    sections = content.get("section")
    if not isinstance(sections, list) or not sections or not all(isinstance(entry, dict) for entry in sections):
        raise DeskError("it needs at least one [[section]].")
    return Template(name, title, Period(period), tuple(_section(entry) for entry in sections))


def _section(entry: Mapping[str, Any]) -> SectionSpec:
    kinds = {kind.name: kind for kind in SECTIONS}
    kind = kinds.get(str(entry.get("kind")))
    if kind is None:
        raise DeskError(
            "there is no section of kind {kind}. Known: {known}.",
            kind=str(entry.get("kind"))[:60],
            known=", ".join(kinds),
        )
    options = {key: value for key, value in entry.items() if key != "kind"}
    for key, value in options.items():
        if key not in kind.options:
            raise DeskError("section {kind} has no option {key}.", kind=kind.name, key=key[:60])
        usual = kind.options[key]
        if type(value) is not type(usual) or (isinstance(value, int) and not 0 <= value <= 3_660):
            raise DeskError(
                "option {key} of section {kind} must be like {usual}.", key=key, kind=kind.name, usual=usual
            )
    if set(str(options.get("kinds", "")).split()) - set(PortionKind):
        raise DeskError("kinds must be some of {known}.", known=", ".join(PortionKind))
    if "part" in options and options["part"] not in PARTS:
        raise DeskError("part must be one of {known}.", known=", ".join(PARTS))
    if "order" in options and options["order"] not in tuple(PeopleOrder):
        raise DeskError("order must be one of {known}.", known=", ".join(PeopleOrder))
    return SectionSpec(kind.name, {**kind.options, **options})
