"""The packet templates on the command line: the shipped ones and the user's own, and those that are wrong."""

from pathlib import Path
from typing import Any

from liaison_desk.briefings.templates import load_template, template_names, titles
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.core.language import Language


def listed(own: Path, language: Language) -> list[dict[str, Any]]:
    """Return every template that can be used, by name: what it is called, its period, its kinds of sections, whether it is the user's."""
    found = []
    for name in template_names(own):
        try:
            one = load_template(name, own)
        except UnreadableError:
            continue
        kinds = [item.kind for item in one.sections]
        [title] = titles(one, [language])
        found.append({"name": name, "title": title, "period": str(one.period), "sections": kinds, "own": one.own})
    return found


def spoilt(own: Path, language: Language) -> dict[str, str]:
    """Return what is wrong with the templates that cannot be used, by name."""
    found = {}
    for name in template_names(own):
        try:
            load_template(name, own)
        except UnreadableError as error:
            found[name] = language.error(error)
    return found
