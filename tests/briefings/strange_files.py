"""PDF files and pictures as strangers make them, written by hand for the tests of what a packet takes in whole."""

import zlib
from io import BytesIO

from PIL import Image

BOX = b"/MediaBox [0 0 300 400]"


def pdf(objects, trailer=b""):
    """Return a file with objects by their numbers, 1 being the catalog; ``trailer`` is what else its end says."""
    written, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(written)
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    size, start = max(objects) + 1, len(written)
    written += b"xref\n0 %d\n" % size
    for number in range(size):
        written += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    written += b"trailer\n<</Size %d /Root 1 0 R %b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(written)


def stream(data, entries=b"", *, packed=False):
    if packed:
        data, entries = zlib.compress(data), entries + b" /Filter /FlateDecode"
    return b"<<%b /Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data)


def letters(words=b"Annex", at=b"50 200"):
    """Return drawing that writes words."""
    return b"BT /F1 18 Tf " + at + b" Td (" + words + b") Tj ET"


FONT = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
FONTS = b"/Font <</F1 5 0 R>>"


def paper(content=None, *, resources=FONTS, page=BOX, catalog=b"", more=None, trailer=b""):
    """Return a file of one page: its drawing, its resources, what else the page and the catalog say, further objects by number."""
    drawing = content if content is not None else letters()
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R %b>>" % catalog,
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        3: b"<</Type /Page /Parent 2 0 R %b /Resources <<%b>> /Contents 4 0 R>>" % (page, resources),
        4: drawing if drawing.startswith(b"<<") else stream(drawing),
        5: FONT,
    }
    return pdf(objects | (more or {}), trailer)


def papers(*contents, resources=FONTS, page=BOX, more=None):
    """Return a file of several pages with resources in common."""
    numbers = range(20, 20 + 2 * len(contents), 2)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R>>",
        2: b"<</Type /Pages /Kids [%b] /Count %d /Resources <<%b>> %b>>" % (kids, len(contents), resources, page),
        5: FONT,
    }
    for number, content in zip(numbers, contents, strict=True):
        objects[number] = b"<</Type /Page /Parent 2 0 R /Contents %d 0 R>>" % (number + 1)
        objects[number + 1] = stream(content)
    return pdf(objects | (more or {}))


def picture(form, size=(120, 80), colour="white", mode="RGB", **more):
    """Return the bytes of a picture in a form Pillow writes, of one colour."""
    written = BytesIO()
    Image.new(mode, size, colour).save(written, form, **more)
    return written.getvalue()


def spotted(size=(120, 80), mode="RGB"):
    """Return a picture whose upper left quarter is black."""
    made = Image.new(mode, size, "white")
    made.paste("black", (0, 0, size[0] // 2, size[1] // 2))
    return made
