"""Pictures between the text, as wide as it at most, with their captions below on the same page."""

from collections.abc import Sequence

from liaison_desk.briefings.document import Picture
from liaison_desk.briefings.pictures import printed_picture
from liaison_desk.briefings.render.strips import Image, Strip
from liaison_desk.briefings.render.typesetter import Typesetter

_LEAST = 0.4
"""How much of the height of a page a picture may take at least, however long its caption is."""
_ABOVE = 8.0


def cut_picture(typesetter: Typesetter, picture: Picture, caption: Sequence[Strip]) -> list[Strip]:
    """Cut a picture and its caption, which is set already. UnreadableError or RefusedError names it as the packet does."""
    line = picture.line
    said = sum(strip.height + strip.gap for strip in caption)
    room = max(typesetter.height - said - _ABOVE, _LEAST * typesetter.height)
    name = " / ".join(dict.fromkeys(filter(None, map(line.text, typesetter.languages))))
    drawn = printed_picture(picture.data, name, typesetter.width, room)
    told = f"{typesetter.mark(line.marking)} {typesetter.heading(line)}"
    image = Image(0.0, 0.0, drawn.width, drawn.height, drawn.data, told)
    for strip in caption[:-1]:
        strip.keep = True
    return [Strip(drawn.height, images=[image], gap=_ABOVE, keep=True), *caption]
