"""Pictures, pages of other files, and how much was open over time: what the printed packet takes in whole or draws."""

from datetime import date, timedelta
from io import BytesIO

from liaison_desk.briefings.document import Burndown, Pages, Picture
from liaison_desk.briefings.render.docx.flow import Flow
from liaison_desk.briefings.render.docx.hand import Hand
from liaison_desk.briefings.render.docx.paper import Cell, Grid, Placing, boxed, paragraph, row, table
from liaison_desk.briefings.render.docx.pictures import Pictures
from liaison_desk.foundation.core.styled import Style

_TALLEST = 480.0
"""Points of the tallest picture: it has room on a page with its heading and caption."""
_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
_SIDE, _MOST_PIXELS = 1_600, 50_000_000
_DATES = 13
_WIDEST = 52.0


def write_picture(hand: Hand, block: Picture, pictures: Pictures, flow: Flow) -> None:
    """Write a picture with its caption below."""
    if (drawn := drawn_anew(block.data)) is not None:
        data, wide, high = drawn
        scale = min(hand.typesetter.width / wide, _TALLEST / high, 0.75)
        told = hand.typesetter.both(tuple(map(block.line.text, hand.typesetter.languages)))
        shown = pictures.inline(data, wide * scale, high * scale, told)
        flow.add(paragraph("BodyText", [shown], Placing(keep=True)))
    flow.add(*hand.stacked(block.line, "Caption", hand.mark(block.line.marking)))


def write_pages(hand: Hand, block: Pages, flow: Flow) -> None:
    """Write what pages of another PDF file are called, and that they stand in the printed packet: Word cannot show them."""
    where = hand.both(hand.typesetter.released.document.furniture.appended)
    flow.add(paragraph("BodyText", [hand.heading(block.line), hand.run("  "), where]))


def write_burndown(hand: Hand, block: Burndown, flow: Flow) -> None:
    """Write how many were open on some of the days, the last among them, below each day."""
    days = _days(block.first, block.last)
    counts = [
        sum(one.opened <= day and (one.closed is None or one.closed > day) for one in block.spells) for day in days
    ]
    widths = [min(_WIDEST, hand.typesetter.width / len(days))] * len(days)
    rows = [
        row(
            widths,
            [Cell([paragraph("CalendarHead", [hand.run(f"{day:%d %b}")], Placing(keep=True))]) for day in days],
            head=True,
        ),
        row(widths, [Cell([paragraph("Cell", [hand.run(str(count), 0, Style.STRONG)])]) for count in counts]),
    ]
    flow.table(table(widths, rows, Grid(boxed(), (2.0, 3.0, 2.0, 3.0))))
    flow.add(paragraph("Caption", [hand.both(block.words)]))


def _days(first: date, last: date) -> list[date]:
    """Return days spread evenly from the first to the last."""
    length = (last - first).days
    count = min(_DATES, length + 1)
    return [first + timedelta(days=round(number * length / max(1, count - 1))) for number in range(count)]


def drawn_anew(data: bytes) -> tuple[bytes, int, int] | None:
    """Return a picture as a JPEG of its pixels alone, upright, and its size in them; nothing for what is none, or too large a one."""
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            opened.draft("RGB", (_SIDE, _SIDE))
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    upright.thumbnail((_SIDE, _SIDE))
    on_white = Image.new("RGBA", upright.size, "white")
    on_white.alpha_composite(upright)
    written = BytesIO()
    on_white.convert("RGB").save(written, "JPEG", quality=85)
    return written.getvalue(), *upright.size
