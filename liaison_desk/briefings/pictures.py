"""Pictures as they are printed: drawn anew from whatever file they came in, upright, without metadata, in bounded memory."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from liaison_desk.foundation.core.errors import DeskError, RefusedError, UnreadableError

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

SIDE = 240
"""Pixels of a printed photo: 300 dots an inch at two centimetres."""
DOTS: Final = 250
"""Dots an inch at which a picture is printed at most: what a laser printer can show of a photo."""
_SCREEN: Final = 96
"""Dots an inch of a picture at its own size, as screens show it; it is printed smaller where it has no room, never larger."""
_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
_DRAWN = frozenset({"PNG", "GIF", "BMP", "TIFF"})
_FEW_COLOURS = 32_768
"""What has no more than these is drawn, not photographed, and its edges stay sharp."""
_MOST_BYTES = 240_000_000
"""Memory that reading a picture may take; each kind by what was measured for a pixel of it."""
_ALPHA = frozenset({"LA", "La", "PA", "RGBA", "RGBa"})
_ORIENTATION = 0x0112
_TURNED = range(5, 9)
_DEEP = frozenset({"I", "F", "I;16", "I;16B", "I;16L", "I;16N"})


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture ready to print: a JPEG or PNG without metadata, and the width and height it is printed at in points."""

    data: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Measured:
    """How large a picture is, upright, in pixels; and how many follow it in its file, which are not printed."""

    width: int
    height: int
    following: int


def measure(data: bytes, name: str) -> Measured:
    """Return how large a picture is that can be printed. UnreadableError or RefusedError says why one cannot, by its name."""
    with _opened(data, name) as picture:
        return _measured(picture)


def printed_picture(data: bytes, name: str, width: float, height: float) -> Drawn:
    """Return a picture drawn anew for its place, of a width and height in points at most. Raises what ``measure`` raises."""

    def printed(wide: int, high: int) -> float:
        """Return how many points a pixel of the file takes."""
        return min(72 / _SCREEN, width / wide, height / high)

    upright = _upright(data, name, lambda wide, high: printed(wide, high) * DOTS / 72)
    scale = printed(upright.wide, upright.high)
    # A row of pixels has hardly any height, but a place.
    placed = max(1.0, upright.wide * scale), max(1.0, upright.high * scale)
    return Drawn(_written(upright.image, upright.drawn), *placed)


def printed_photo(data: bytes) -> bytes:
    """Return the middle square of a picture as a small JPEG, upright; empty for what is no picture or too large a one."""
    from PIL import ImageOps

    try:
        upright = _upright(data, "", lambda wide, high: 2 * SIDE / min(wide, high))
    except DeskError:
        return b""
    return _written(ImageOps.fit(upright.image.convert("RGB"), (SIDE, SIDE)), drawn=False)


@contextmanager
def _opened(data: bytes, name: str) -> "Iterator[ImageFile]":
    """Open a picture of a known kind that can be read in bounded memory; nothing of it is decoded yet."""
    from PIL import Image, UnidentifiedImageError

    # Pillow warns of what it thinks too many pixels; here their bytes are counted before any is decoded.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as picture:
            if min(picture.size) < 1:
                raise UnreadableError("{file} is broken or cut off and cannot be read.", file=name)
            if picture.width * picture.height * _cost(picture) > _MOST_BYTES:
                raise RefusedError(
                    "{file} has {pixels} million pixels, more than can be printed from a file of its kind. Save it smaller, or as JPEG that is not progressive.",
                    file=name,
                    pixels=round(picture.width * picture.height / 1_000_000),
                )
            yield picture
    except DeskError:
        raise
    except UnidentifiedImageError as error:
        raise UnreadableError(
            "{file} is not a picture that can be printed. Save it as JPEG or PNG.", file=name
        ) from error
    except Exception as error:  # decoders raise whatever they trip over
        raise UnreadableError("{file} is broken or cut off and cannot be read.", file=name) from error


def _cost(picture: "ImageFile") -> float:
    """Return how many bytes of memory a pixel of the file takes while it is read (measured, Pillow 13)."""
    if picture.format == "WEBP":
        return 17.0
    if picture.format in {"JPEG", "MPO"}:
        # A progressive one is held whole before it can be drawn smaller, two bytes a sample.
        return 2.0 * len(picture.getbands()) + 0.5 if picture.info.get("progressive") else 0.5
    if picture.mode in _ALPHA or (picture.mode in {"P", "RGB"} and "transparency" in picture.info):
        return 9.0
    return {"1": 2.0, "L": 1.3, "P": 5.5}.get(picture.mode, 4.3)


def _measured(picture: "ImageFile") -> Measured:
    width, height = picture.size[::-1] if _is_lying(picture) else picture.size
    return Measured(width, height, getattr(picture, "n_frames", 1) - 1)


def _orientation(picture: "ImageFile") -> int:
    """Return how a picture is turned (Exif), 1 for upright."""
    return int(picture.getexif().get(_ORIENTATION, 1))


def _is_lying(picture: "ImageFile") -> bool:
    """Tell whether what is the width of a picture in its file is its height; a TIFF's are told upright."""
    return _orientation(picture) in _TURNED and picture.format != "TIFF"


class _Upright(NamedTuple):
    """A picture ready to be written, how many pixels wide and high it was, and whether it is drawn, not photographed."""

    image: "Image"
    wide: int
    high: int
    drawn: bool


def _upright(data: bytes, name: str, scale: Callable[[int, int], float]) -> _Upright:
    """Return a picture upright and opaque, in RGB or grey, drawn smaller by what ``scale`` says of its width and height."""
    from PIL import Image, ImageOps

    with _opened(data, name) as picture:
        measured = _measured(picture)
        shrunk = min(1.0, scale(measured.width, measured.height))
        size = max(1, round(measured.width * shrunk)), max(1, round(measured.height * shrunk))
        if _is_lying(picture):
            size = size[::-1]
        picture.draft("RGB", size)
        picture.load()
        turn = _orientation(picture)  # a TIFF is turned while it is loaded
        plain = _plain(picture)
        if size != plain.size:
            plain = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        exif = Image.Exif()
        exif[_ORIENTATION] = turn
        plain.info = {"exif": exif.tobytes()}
        image = _opaque(_true_colours(ImageOps.exif_transpose(plain), picture.info.get("icc_profile")))
        return _Upright(image, measured.width, measured.height, picture.format in _DRAWN)


def _plain(picture: "Image") -> "Image":
    """Return a picture in a mode that can be drawn smaller, its colours as they are."""
    if picture.mode in _DEEP:
        grey = picture.convert("F")
        _, most = grey.getextrema() if picture.mode == "F" else (0, 65_535)
        scale = 255.0 / max(float(str(most)), 1.0)
        return grey.point(lambda value: value * scale).convert("L")
    if "transparency" in picture.info or picture.mode == "PA":
        return picture.convert("RGBA")
    return picture.convert({"1": "L", "P": "RGB"}.get(picture.mode, picture.mode))


def _true_colours(image: "Image", profile: bytes | None) -> "Image":
    """Return a picture in the colours of screens, converted from those of its own profile where it has a good one."""
    from PIL import ImageCms

    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    coloured = image.convert("RGB") if alpha is not None else image
    if profile and coloured.mode in {"RGB", "CMYK"}:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(coloured, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None  # a profile of another kind of device, or a broken one
        coloured = converted or coloured
    if alpha is not None:
        coloured = coloured.convert("RGB")
        coloured.putalpha(alpha)
    return coloured


def _opaque(image: "Image") -> "Image":
    """Return a picture on white paper, in RGB, or in grey where it has no colours."""
    from PIL import Image

    if image.mode in _ALPHA:
        shown = image.convert("RGBA")
        paper = Image.new("RGBA", shown.size, "white")
        paper.alpha_composite(shown)
        return paper.convert("RGB")
    return image if image.mode == "L" else image.convert("RGB")


def _written(image: "Image", drawn: bool) -> bytes:
    """Return a picture as a JPEG, or as a PNG where it is drawn in few colours. Only pixels are written."""
    bare = image.copy()
    bare.info = {}
    written = BytesIO()
    if drawn and bare.getcolors(_FEW_COLOURS) is not None:
        bare.save(written, "PNG")
    else:
        bare.save(written, "JPEG", quality=85)
    return written.getvalue()
