"""The packet templates on the command line: the shipped ones and the user's own, and those that are wrong."""

from pathlib import Path
from typing import Any

from liaison_desk.briefings.templates import load_templates, titles
from liaison_desk.foundation.core.language import Language


def listed(own: Path, language: Language) -> list[dict[str, Any]]:
    """Return every template that can be used, by name: what it is called, its period, its kinds of sections, whether it is the user's."""
    found = []
    for one in load_templates(own)[0]:
        kinds = [item.kind for item in one.sections]
        [title] = titles(one, [language])
        found.append({"name": one.name, "title": title, "period": str(one.period), "sections": kinds, "own": one.own})
    return found


def spoilt(own: Path, language: Language) -> dict[str, str]:
    """Return what is wrong with the templates that cannot be used, by name."""
    return {name: language.error(error) for name, error in load_templates(own)[1].items()}
