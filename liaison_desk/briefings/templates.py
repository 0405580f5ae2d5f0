"""Packet templates: those of ``resources/templates`` and the user's own, read, checked, listed, and written as copies."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from liaison_desk.briefings.records import FILE, TEXT, PacketItem, Paper, PeopleOrder, Period, Template, TextLook
from liaison_desk.briefings.rules import MOST_ITEMS
from liaison_desk.briefings.sections import SECTIONS, burndown
from liaison_desk.briefings.sections.engagements import PARTS
from liaison_desk.domain.bilingual import Side
from liaison_desk.foundation.core.errors import DeskError, NotFoundError, RefusedError, UnreadableError
from liaison_desk.foundation.core.files import read_whole, write_whole
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.resources import resource
from liaison_desk.foundation.core.toml import read_toml
from liaison_desk.meetings.records import PortionKind

_LARGEST = 64_000
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_HEAD = frozenset({"title", "title_ja", "period", "paper", "audience", "section"})
_SECTION = re.compile(r"\s*\[\[\s*section\s*\]\]")
_WORDS = ("title", "title_ja", "hint", "hint_ja")
_COMMON = frozenset({"kind", *_WORDS, "tab", "divider", "across", "look"})
_LONGEST = 500


def template_names(own: Path | None = None) -> tuple[str, ...]:
    """Return the names templates are asked for by, in order; ``own`` is the folder of the user's, who may replace a shipped one."""
    return tuple(sorted(_files(own)))


def load_template(name: str, own: Path | None = None) -> Template:
    """Return a template by name. An unknown one raises NotFoundError that lists the known; a bad one UnreadableError."""
    known = _files(own)
    if name not in known:
        raise NotFoundError(
            "There is no packet template called {name}. Known: {known}.", name=name[:60], known=", ".join(sorted(known))
        )
    return _read(name, known[name], own)


def _read(name: str, path: Path, own: Path | None) -> Template:
    own_one = own is not None and path.parent == own
    called = str(path) if own_one else name  # whose file it is is there to be edited
    written = read_whole(path, _LARGEST, "The template {file} is too large.")
    try:
        text = written.decode("utf-8-sig")  # some editors put a mark before the first of its words
        content = read_toml(text)
    except (ValueError, RecursionError) as error:  # a number of too many digits is a bare ValueError
        raise UnreadableError("The template {name} cannot be read: {why}.", name=called, why=str(error)) from error
    try:
        _require_name(name)
        return _template(name, content, text, own=own_one)
    except DeskError as error:
        raise UnreadableError("The template {name} is wrong: {why}", name=called, why=error) from error


def load_templates(own: Path | None = None) -> tuple[list[Template], dict[str, DeskError]]:
    """Return the templates there are, in order of their names, and by name what is wrong with those that cannot be used."""
    found: list[Template] = []
    wrong: dict[str, DeskError] = {}
    for name, path in sorted(_files(own).items()):
        try:
            found.append(_read(name, path, own))
        except DeskError as error:
            wrong[name] = error
    return found, wrong


def copy_template(name: str, to: str, own: Path) -> Path:
    """Copy a template under a new name into the user's folder, and return its file; RefusedError for a name that cannot be."""
    load_template(name, own)
    return _write(to, _files(own)[name].read_bytes(), own)


def write_template(template: Template, own: Path) -> Path:
    """Write a template into the user's folder, and return its file; RefusedError for a name that cannot be."""
    return _write(template.name, _as_toml(template).encode("utf-8"), own)


def _require_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise RefusedError("{name} cannot name a template. Use small letters, digits and hyphens.", name=name[:60])


def _write(name: str, content: bytes, own: Path) -> Path:
    _require_name(name)
    path = own / f"{name}.toml"
    if path.exists():
        raise RefusedError("There is a template called {name} already. Choose another name.", name=name)
    own.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return path


def _files(own: Path | None) -> dict[str, Path]:
    folders = [resource("templates"), *([own] if own is not None else [])]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}


def _template(name: str, content: Mapping[str, Any], text: str, *, own: bool) -> Template:
    if unknown := set(content) - _HEAD:
        raise DeskError(
            "it has no use for {keys}. Known: {known}.", keys=", ".join(sorted(unknown)), known=", ".join(sorted(_HEAD))
        )
    title = _words(content, "title")
    if not title:
        raise DeskError("it needs a title.")
    period = content.get("period", Period.WEEK.value)
    if period not in tuple(Period):
        raise DeskError("period must be one of {known}.", known=", ".join(Period))
    paper = content.get("paper", "")
    if paper and paper not in tuple(Paper):
        raise DeskError("paper must be one of {known}.", known=", ".join(Paper))
    audience = content.get("audience", [Side.HOST.value, Side.HOME.value])
    if not isinstance(audience, list) or not audience or set(map(str, audience)) - set(Side):
        raise DeskError("audience must name one or both of {known}.", known=", ".join(Side))
    sections = content.get("section")
    if not isinstance(sections, list) or not sections or not all(isinstance(entry, dict) for entry in sections):
        raise DeskError("it needs at least one [[section]].")
    if len(sections) > MOST_ITEMS:
        raise DeskError("it has more than {most} sections.", most=MOST_ITEMS)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if _SECTION.match(line)]
    lines = lines if len(lines) == len(sections) else [0] * len(sections)  # told as an array, or within other words
    return Template(
        name,
        title,
        Period(period),
        tuple(_placed(*place, line) for place, line in zip(enumerate(sections, 1), lines, strict=True)),
        title_ja=_words(content, "title_ja"),
        paper=Paper(paper) if paper else None,
        audience=tuple(Side(one) for one in dict.fromkeys(audience)),
        own=own,
    )


def _placed(number: int, entry: Mapping[str, Any], line: int) -> PacketItem:
    """Return a section; what is wrong with it is told with its number, and the line it begins at (0: that is not known)."""
    try:
        return _item(entry)
    except DeskError as error:
        if line:
            raise DeskError("section {number}, line {line}: {why}", number=number, line=line, why=error) from error
        raise DeskError("section {number}: {why}", number=number, why=error) from error


def _item(entry: Mapping[str, Any]) -> PacketItem:
    name = str(entry.get("kind"))
    options = _options(name, {key: value for key, value in entry.items() if key not in _COMMON})
    for key in ("tab", "divider", "across"):
        _require_like(name, key, entry.get(key, False), usual=False)
    look = entry.get("look", TextLook.PARAGRAPHS.value)
    if look not in tuple(TextLook):
        raise DeskError("look must be one of {known}.", known=", ".join(TextLook))
    return PacketItem(
        name,
        options,
        heading=_pair(entry, "title"),
        hint=_pair(entry, "hint"),
        tab=entry.get("tab", False),
        divider=entry.get("divider", False),
        across=entry.get("across"),
        look=TextLook(look),
    )


def require_known(item: PacketItem) -> None:
    """Raise DeskError for an entry of a kind, or with an option, that no template could have."""
    if item.kind != FILE:
        _options(item.kind, item.options)


def _options(name: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a section, with the usual ones where it says nothing."""
    kinds = {kind.name: kind for kind in SECTIONS}
    kind = kinds.get(name)
    if kind is None and name != TEXT:
        raise DeskError(
            "there is no section of kind {kind}. Known: {known}.", kind=name[:60], known=", ".join([TEXT, *kinds])
        )
    usual_options = kind.options if kind is not None else {}
    for key, value in options.items():
        if key not in usual_options:
            known = ", ".join([*usual_options, *sorted(_COMMON - {"kind"})])
            raise DeskError("section {kind} has no option {key}. Known: {known}.", kind=name, key=key[:60], known=known)
        _require_like(name, key, value, usual_options[key])
    if set(str(options.get("kinds", "")).split()) - set(PortionKind):
        raise DeskError("kinds must be some of {known}.", known=", ".join(PortionKind))
    if "part" in options and options["part"] not in PARTS:
        raise DeskError("part must be one of {known}.", known=", ".join(PARTS))
    if options.get("only", "") not in burndown.KINDS:
        raise DeskError("only must be one of {known}.", known=", ".join(filter(None, burndown.KINDS)))
    if "order" in options and options["order"] not in tuple(PeopleOrder):
        raise DeskError("order must be one of {known}.", known=", ".join(PeopleOrder))
    return {**usual_options, **options}


def _require_like(kind: str, key: str, value: Any, usual: Any) -> None:
    if type(value) is not type(usual) or (isinstance(value, int) and not 0 <= value <= 3_660):
        said = _valued(usual)
        raise DeskError("option {key} of section {kind} must be like {usual}.", key=key, kind=kind, usual=said)


def _pair(entry: Mapping[str, Any], key: str) -> tuple[tuple[str, str], ...]:
    """Return words by language: English as they stand there, Japanese beside them or from the catalogue."""
    english, japanese = _words(entry, key), _words(entry, f"{key}_ja")
    if not english:
        return (("ja", japanese),) if japanese else ()
    return (("en", english), ("ja", japanese or Language("ja").tr(english)))


def _words(content: Mapping[str, Any], key: str) -> str:
    words = content.get(key, "")
    if not isinstance(words, str) or len(words) > _LONGEST:
        raise DeskError("{key} must be words, at most {most} characters.", key=key, most=_LONGEST)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def _as_toml(template: Template) -> str:
    lines = [f"title = {_quoted(template.title)}"]
    lines += [f"title_ja = {_quoted(template.title_ja)}"] if template.title_ja else []
    lines += [f"period = {_quoted(template.period)}"]
    lines += [f"paper = {_quoted(template.paper)}"] if template.paper else []
    lines += [f"audience = [{', '.join(map(_quoted, template.audience))}]"]
    for item in template.sections:
        lines += ["", "[[section]]", f"kind = {_quoted(item.kind)}"]
        for key, pairs in (("title", item.heading), ("hint", item.hint)):
            lines += [f"{key if code == 'en' else f'{key}_{code}'} = {_quoted(words)}" for code, words in pairs]
        lines += [f"{name} = true" for name in ("tab", "divider") if getattr(item, name)]
        lines += [f"across = {_valued(item.across)}"] if item.across is not None else []
        lines += [f"look = {_quoted(item.look)}"] if item.look is not TextLook.PARAGRAPHS else []
        lines += [f"{key} = {_valued(value)}" for key, value in item.options.items()]
    return "\n".join([*lines, ""])


def _valued(value: str | int) -> str:
    return str(value).lower() if isinstance(value, int) else _quoted(value)


def _quoted(text: str) -> str:
    """Return words as a TOML string of one line, whatever is in them."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def titles(template: Template, languages: Sequence[Language]) -> tuple[str, ...]:
    """Return what a template is called in some languages."""
    return tuple(
        template.title_ja if one.code == "ja" and template.title_ja else one.tr(template.title) for one in languages
    )
