"""Pages of other files: each is a page of its own size, named in the running head, and heard as a picture with that name."""

from collections.abc import Sequence

from liaison_desk.briefings.document import Block, Pages
from liaison_desk.briefings.inserts import take_pages
from liaison_desk.briefings.render.furniture import set_banner
from liaison_desk.briefings.render.pages import SHEETS
from liaison_desk.briefings.render.strips import Strip, Whole
from liaison_desk.briefings.render.tagging import Node, instead
from liaison_desk.briefings.render.typesetter import Typesetter


def is_whole(blocks: Sequence[Block]) -> bool:
    """Tell whether blocks are pages of other files and nothing else."""
    return bool(blocks) and all(isinstance(block, Pages) for block in blocks)


def cut_pages(typesetter: Typesetter, block: Pages) -> list[Strip]:
    """Cut the pages that are taken out of a file. UnreadableError or RefusedError names the file as the packet does."""
    line = block.line
    name = " / ".join(dict.fromkeys(filter(None, map(line.text, typesetter.languages))))
    called = f"{typesetter.mark(line.marking)} {typesetter.heading(line)}"
    released = typesetter.released
    banner = typesetter.bold.clean(typesetter.grammar.banner(released.banner))
    high = set_banner(banner, typesetter.bold, SHEETS[released.document.paper]).height
    strips = []
    for page in take_pages(block.data, name, block.chosen):
        told = f"{called} ({page.number})"
        node = Node("Figure", more=instead(told))
        strips.append(Strip(0.0, node=node, vague=True, whole=Whole(page, high, called, told)))
        typesetter.work.advance()
    return strips
