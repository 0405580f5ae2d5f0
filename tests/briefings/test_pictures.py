"""Pictures are drawn anew for paper: upright, on white, no finer than it shows, without a word of what cameras write."""

import subprocess
import sys
from io import BytesIO
from zlib import crc32

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from liaison_desk.briefings.pictures import SIDE, measure, printed_photo, printed_picture
from liaison_desk.foundation.core.errors import RefusedError
from tests.briefings.strange_files import picture, spotted

ORIENTATION = 0x0112
FORMS = {
    "JPEG": "1 L RGB CMYK",
    "PNG": "1 L LA P RGB RGBA I;16",
    "GIF": "1 L LA P RGB RGBA",
    "BMP": "1 L P RGB RGBA",
    "TIFF": "1 L LA P RGB RGBA CMYK I;16",
    "WEBP": "L LA P RGB RGBA",
}


def written(made, form, **more):
    file = BytesIO()
    made.save(file, form, **more)
    return file.getvalue()


def printed(data, width=480.0, height=700.0):
    return printed_picture(data, "map.png", width, height)


def shown(data):
    return Image.open(BytesIO(printed(data).data)).convert("L")


def corners(made):
    """Return which corners of a picture are dark: upper left, upper right, lower left, lower right."""
    right, low = made.width - 3, made.height - 3
    return [made.getpixel(place) < 128 for place in ((2, 2), (right, 2), (2, low), (right, low))]


@pytest.mark.parametrize(("form", "mode"), [(form, mode) for form, modes in FORMS.items() for mode in modes.split()])
def test_every_form_and_mode_is_printed(form, mode):
    made = spotted().convert("L").convert(mode)
    if mode == "I;16":
        made = made.point(lambda value: value * 257)
    data = written(made, form)
    assert corners(shown(data)) == [True, False, False, False]
    assert Image.open(BytesIO(printed(data).data)).mode in {"L", "RGB"}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize(("turn", "dark", "size"), [
    (1, 0, (120, 80)), (2, 1, (120, 80)), (3, 3, (120, 80)), (4, 2, (120, 80)),
    (5, 0, (80, 120)), (6, 1, (80, 120)), (7, 3, (80, 120)), (8, 2, (80, 120)),
])  # fmt: skip
def test_a_picture_stands_upright(form, turn, dark, size):
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    data = written(spotted(), form, exif=exif)
    assert (measure(data, "map").width, measure(data, "map").height) == size
    assert shown(data).size == size
    assert corners(shown(data)).index(True) == dark


def test_what_is_clear_stands_on_white():
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 30, 20))
    assert corners(shown(written(clear, "PNG"))) == [True, False, False, False]
    one = spotted((60, 40)).convert("P")
    assert corners(shown(written(one, "GIF", transparency=one.getpixel((0, 0))))) == [False] * 4


def test_nothing_that_cameras_and_programs_write_is_left():
    exif = Image.Exif()
    exif[0x010E] = "KEEPOUT"
    exif.get_ifd(0x8825)[2] = (35.0, 40.0, 0.0)
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "KEEPOUT")
    words.add_itxt("XML:com.adobe.xmp", "<x>KEEPOUT</x>")
    for data in (
        written(spotted(), "JPEG", exif=exif, comment=b"KEEPOUT", xmp=b"KEEPOUT") + b"KEEPOUT",
        written(spotted(), "PNG", exif=exif, pnginfo=words) + b"KEEPOUT",
        written(spotted(), "WEBP", exif=exif, xmp=b"KEEPOUT"),
        written(spotted(), "TIFF", description="KEEPOUT", software="KEEPOUT"),
        written(spotted(), "GIF", comment=b"KEEPOUT"),
    ):
        assert b"KEEPOUT" in data
        for kept in (printed(data).data, printed_photo(data)):
            assert b"KEEPOUT" not in kept
            again = Image.open(BytesIO(kept))
            assert not dict(again.getexif())
            assert set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_colours_are_those_its_own_profile_means():
    made = Image.new("RGB", (40, 40), (120, 60, 30))
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (b"", own, wide, b"no profile"):
        data = written(made, "PNG", icc_profile=profile) if profile else written(made, "PNG")
        near = Image.open(BytesIO(printed(data).data)).convert("RGB").getpixel((20, 20))
        assert all(abs(a - b) < 4 for a, b in zip(near, (120, 60, 30), strict=True)), profile[:10]


@pytest.mark.parametrize(("size", "place", "points"), [
    ((96, 48), (480, 700), (72, 36)),
    ((4000, 2000), (480, 700), (480, 240)),
    ((2000, 4000), (480, 700), (350, 700)),
    ((9000, 1), (480, 700), (480, 1)),
])  # fmt: skip
def test_a_picture_is_as_large_as_on_a_screen_if_it_has_room(size, place, points):
    found = printed(picture("PNG", size), *place)
    assert (round(found.width), round(found.height)) == points


def test_a_picture_is_printed_no_finer_than_paper_shows():
    assert Image.open(BytesIO(printed(picture("JPEG", (6000, 3000))).data)).size == (1667, 833)
    assert Image.open(BytesIO(printed(picture("JPEG", (300, 200))).data)).size == (300, 200)


def test_drawings_keep_their_edges_and_photos_are_small():
    assert Image.open(BytesIO(printed(written(spotted(), "PNG")).data)).format == "PNG"
    noise = Image.effect_noise((400, 400), 90).convert("RGB")
    noise.putdata([(a, (a * 7) % 256, (a * 13 + n) % 256) for n, a in enumerate(noise.getchannel("R").tobytes())])
    assert Image.open(BytesIO(printed(written(noise, "PNG")).data)).format == "JPEG"


def test_the_same_picture_is_drawn_the_same_way():
    data = written(Image.effect_noise((500, 300), 50), "PNG")
    assert printed(data) == printed(data)


def test_a_photo_is_the_middle_square_and_nothing_for_what_is_no_picture():
    assert Image.open(BytesIO(printed_photo(picture("PNG", (900, 300), "red")))).size == (SIDE, SIDE)
    assert printed_photo(b"") == printed_photo(b"no picture") == printed_photo(picture("PNG")[:60]) == b""


@pytest.mark.parametrize(("form", "mode", "side"), [
    ("PNG", "RGB", 500), ("PNG", "RGBA", 350), ("PNG", "L", 900), ("TIFF", "RGB", 500), ("BMP", "RGB", 500), ("WEBP", "RGB", 250), ("GIF", "P", 450),
])  # fmt: skip
def test_more_pixels_than_memory_bears_are_refused(monkeypatch, form, mode, side):
    monkeypatch.setattr("liaison_desk.briefings.pictures._MOST_BYTES", 1_000_000)
    for size, bearable in ((side, False), (side // 2, True)):
        data = picture(form, (size, size), 0 if mode in {"L", "P"} else "white", mode)
        assert bool(printed_photo(data)) is bearable
    with pytest.raises(RefusedError, match=r"map has \d+ million pixels"):
        printed_picture(picture(form, (side, side), 0 if mode in {"L", "P"} else "white", mode), "map", 480, 700)


def test_a_bomb_is_refused_by_what_its_head_says():
    small = picture("PNG", (40, 40))
    large = small.replace((40).to_bytes(4, "big") * 2, (60_000).to_bytes(4, "big") * 2)
    large = large[:29] + crc32(large[12:29]).to_bytes(4, "big") + large[33:]
    with pytest.raises(RefusedError, match="map has 3600 million pixels"):
        measure(large, "map")


PRINT = """
import re, sys
from liaison_desk.briefings.pictures import measure, printed_picture
data = open(sys.argv[1], "rb").read()
found = printed_picture(data, "map", 480, 700)
most = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]
print(measure(data, "map").width, round(found.width), int(most) // 1024)
"""


def test_a_photo_of_a_hundred_megapixels_is_printed_in_little_memory(tmp_path):
    place = tmp_path / "large.jpg"
    place.write_bytes(picture("JPEG", (10_000, 10_000), 128, "L", quality=30))
    said = subprocess.run([sys.executable, "-c", PRINT, str(place)], capture_output=True, text=True, check=True)
    pixels, width, megabytes = map(int, said.stdout.split())
    assert (pixels, width) == (10_000, 480)
    assert megabytes < 150
