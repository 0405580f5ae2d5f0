"""The bundled fonts that packets are set in, and measured by where others may be used instead."""

from collections.abc import Mapping

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from liaison_desk.briefings.render.text import Face
from liaison_desk.foundation.core.resources import resource

REGULAR, BOLD = "BIZUDPGothic", "BIZUDPGothic-Bold"
_FILES = {REGULAR: "BIZUDPGothic_400Regular.ttf", BOLD: "BIZUDPGothic_700Bold.ttf"}


def face(name: str, glyphs: Mapping[int, int] | None = None) -> Face:
    """Return a fresh view of a bundled font; the file is parsed and registered with ReportLab once a process.

    With other ``glyphs`` it has those: what is set elsewhere may have more.
    """
    # Asked for a font it does not know, ReportLab first reads every font file it has of its own: 0.2 s.
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", _FILES[name]))))
    font = pdfmetrics.getFont(name)
    return Face(name, font.face.charWidths, font.face.charToGlyph if glyphs is None else glyphs)
