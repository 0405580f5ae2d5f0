"""Photos as they are printed: small squares, drawn anew from whatever file they came in, in bounded memory."""

from io import BytesIO

SIDE = 240
"""Pixels of a printed photo: 300 dots an inch at two centimetres."""
_MOST_PIXELS = 50_000_000
_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")


def printed_photo(data: bytes) -> bytes:
    """Return the middle square of a picture as a small JPEG, upright; empty for what is no picture or too large a one."""
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return b""
            opened.draft("RGB", (2 * SIDE, 2 * SIDE))
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return b""
    on_white = Image.new("RGBA", upright.size, "white")
    on_white.alpha_composite(upright)
    square = ImageOps.fit(on_white.convert("RGB"), (SIDE, SIDE))
    written = BytesIO()
    square.save(written, "JPEG", quality=85)
    return written.getvalue()
