"""Contents: a line for each section, behind the letter of its tab, with a fine line that leads to the number of its page."""

from collections.abc import Mapping

from liaison_desk.briefings.render.strips import LATIN, PALE, Ink, Rule, Strip
from liaison_desk.briefings.render.tabs import Tab
from liaison_desk.briefings.render.tagging import Node
from liaison_desk.briefings.render.typesetter import Typesetter

_LEADING, _BASELINE, _LINE = 17.0, 12.0, 17.0
_NUMBER = 40.0
"""Points at the right for the number of the page."""
_APART = 12.0
_MOST = 3
"""Lines that a title takes at most: it is whole where it stands."""


def cut_contents(typesetter: Typesetter, tabs: Mapping[int, Tab]) -> list[Strip]:
    """Cut the contents of a packet; the numbers of the pages are written when these are known."""
    face, size = typesetter.regular, LATIN.size
    whole = Node("TOC")
    names = {number: typesetter.bold.clean(tab.called) for number, tab in tabs.items()}
    left = max((typesetter.bold.width(name, size) + _APART for name in names.values()), default=0.0)
    strips: list[Strip] = []
    for number, section in enumerate(typesetter.released.document.sections):
        if section.heading is None:
            continue
        title = f"{typesetter.mark(section.heading.marking)} {typesetter.heading(section.heading)}"
        line = Node("Link", Node("Reference", Node("TOCI", whole)))
        cut = [
            Strip(_LEADING, [Ink(left, _BASELINE, False, size, part)], node=line, points_to=f"s{number}", keep=True)
            for part in face.few(title, size, typesetter.width - left - _NUMBER, _MOST)
        ]
        if number in names:
            cut[0].inks = [Ink(0.0, _BASELINE, True, size, names[number]), *cut[0].inks]
        cut[-1].rules = [Rule(0.0, _LINE, typesetter.width, _LINE, 0.4, PALE)]
        cut[-1].keep = False
        strips += cut
    if strips:
        strips[0].gap = 12.0
    return strips
