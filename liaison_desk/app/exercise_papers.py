"""Papers about one exercise: the template of a name, its sections narrowed to that exercise."""

from dataclasses import replace
from typing import Final

from liaison_desk.briefings.records import PacketItem, PacketRequest
from liaison_desk.briefings.sections import SECTIONS
from liaison_desk.briefings.templates import load_template
from liaison_desk.foundation.core.location import own_templates

OPTION: Final = "exercise"
"""What sections that can be about one exercise call the option that names it, by its uid; empty = all of them."""


def request_about(template: str, uid: str) -> PacketRequest:
    """Return what to ask of a template about an exercise; raises NotFoundError or UnreadableError for the template."""
    items = load_template(template, own_templates()).sections
    return PacketRequest(template, items=tuple(_about(item, uid) for item in items))


def _about(item: PacketItem, uid: str) -> PacketItem:
    kind = next((one for one in SECTIONS if one.name == item.kind), None)
    if kind is None or OPTION not in kind.options:
        return item
    return replace(item, options={**item.options, OPTION: uid})
