"""The few named styles of a packet, in the type sizes of the printed one, and the settings and fonts of the file."""

from collections.abc import Iterator
from dataclasses import dataclass

from liaison_desk.briefings.render.docx.markup import Xml, gray, joined, some, twips, w
from liaison_desk.briefings.render.docx.paper import line, root, shade, tab_stops
from liaison_desk.briefings.render.strips import (
    BLACK,
    BLUF,
    CELL,
    COLUMN_HEAD,
    DARK,
    HEADING,
    INDENT,
    QUIET,
    SECTION,
    TITLE,
    Style,
)
from liaison_desk.briefings.render.tables import HAIR

LATIN_FONT, JAPANESE_FONT = "Tahoma", "BIZ UDPGothic"
"""Tahoma is on every machine that has Word, and its I, 1 and l can be told apart; the other comes with Windows and is the PDF's."""
_INSTEAD = {LATIN_FONT: "Verdana,Arial", JAPANESE_FONT: "BIZ UDPゴシック,Yu Gothic,MS Gothic"}
_LOCALES = {"en": "en-US", "ja": "ja-JP"}
_WIDE = ("ja", "ko", "zh")
_HALVES = 2
DEEPEST = 5
"""Headings deeper than this look like those of this depth."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A paragraph style: its id, the name a user sees, how it is set, the space above and below in points.

    ``outline`` puts it into the navigation pane; ``rule`` is a line at one of its sides. What is ``close`` has no room between
    Japanese and Latin letters: its columns were measured without.
    """

    key: str
    name: str
    style: Style
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    outline: int = -1
    align: str = ""
    ink: float = BLACK
    left: float = 0.0
    rule: Xml | None = None
    exact: bool = False
    close: bool = False
    base: str = "Normal"


def locale(code: str) -> str:
    """Return how Word calls a language."""
    return _LOCALES.get(code, code)


def in_language(code: str) -> Xml:
    """Return the languages of a run: that of its Latin letters, and that of East Asian ones, for names stand in any text."""
    own = locale(code)
    wide = code.startswith(_WIDE)
    return w("lang", val=_LOCALES["en"] if wide else own, eastAsia=own if wide else _LOCALES["ja"])


def styles(normal: Style, code: str, width: float) -> Xml:
    """Return the part that holds the styles, for running text set so, in the packet's first language; ``width`` is that of its contents."""
    fonts = w("rFonts", ascii=LATIN_FONT, hAnsi=LATIN_FONT, eastAsia=JAPANESE_FONT, cs=LATIN_FONT)
    sizes = w("color", val=gray(BLACK)), *sized(normal.size), in_language(code)
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", fonts, *sizes)),
        w("pPrDefault", w("pPr", w("widowControl"), w("kinsoku"), w("spacing", before=0, after=0))),
    )
    plain = w(
        "style",
        w("name", val="Normal"),
        w("qFormat"),
        w("pPr", _spacing(normal, 0.0, 0.0)),
        type="paragraph",
        default=1,
        styleId="Normal",
    )
    code_style = w(
        "style", w("name", val="Code"), w("qFormat"), w("rPr", shade(0.92)), type="character", customStyle=1, styleId="Code"
    )  # fmt: skip
    return root("styles", defaults, plain, joined(map(_style, _named(normal, width))), code_style)


def _named(normal: Style, width: float) -> Iterator[_Named]:
    small, frame, calendar = Style(8.5, 11.0), Style(9.0, 12.5), Style(8.0, 10.0)
    yield _Named("BodyText", "Body Text", normal, before=7.0)
    yield _Named("Title", "Title", TITLE, keep=True)
    yield _Named("Subtitle", "Subtitle", Style(14.0, 20.0, bold=True), keep=True)
    yield _Named("Heading1", "heading 1", SECTION, before=20.0, after=3.0, keep=True, outline=0)
    for level in range(2, DEEPEST + 1):
        yield _Named(
            f"Heading{level}", f"heading {level}", HEADING, before=12.0, after=3.0, keep=True, outline=level - 1
        )
    yield _Named("PaperTitle", "Paper Title", TITLE, before=20.0, keep=True, outline=1, base="Heading2")
    yield _Named("Quiet", "Quiet", QUIET, after=4.0, ink=DARK, keep=True)
    bar = w("pBdr", line("left", 2.25, BLACK, space=12))
    yield _Named("BLUF", "BLUF", BLUF, before=12.0, after=8.0, left=INDENT, rule=bar)
    yield _Named("ListParagraph", "List Paragraph", normal, before=5.0)
    yield _Named("TOC1", "toc 1", normal, before=3.0, rule=tab_stops([(width, "dot")]))
    yield _Named("TabLetter", "Tab Letter", Style(36.0, 48.0, bold=True), before=180.0, after=18.0, align="center")
    yield _Named("TabTitle", "Tab Title", TITLE, align="center")
    yield _Named("Cell", "Table Text", CELL, close=True)
    yield _Named("ColumnHead", "Table Heading", COLUMN_HEAD, keep=True, close=True)
    yield _Named("Label", "Label", COLUMN_HEAD, ink=DARK, close=True)
    yield _Named("Value", "Value", Style(CELL.size + 0.5, 14.0), close=True)
    yield _Named("CardName", "Card Name", Style(10.0, 13.0, bold=True), close=True)
    yield _Named("CardText", "Card Text", frame, close=True)
    under = w("pBdr", line("bottom", HAIR, BLACK, space=2))
    yield _Named("Organization", "Organization", HEADING, before=10.0, after=6.0, keep=True, rule=under)
    yield _Named("CalendarText", "Calendar Text", calendar, close=True)
    yield _Named("CalendarHead", "Calendar Heading", Style(8.5, 11.0, bold=True), close=True)
    yield _Named("Caption", "caption", Style(8.5, 12.0), after=4.0, ink=DARK)
    yield _Named("Banner", "Banner", Style(10.0, 14.0, bold=True), align="center")
    yield _Named("Draft", "Draft", Style(14.0, 16.0, bold=True), align="center", ink=0.45)
    below = w("pBdr", line("bottom", 0.75, DARK, space=3))
    yield _Named("Header", "header", small, before=2.0, ink=DARK, rule=below)
    above = w("pBdr", line("top", 0.4, DARK, space=3))
    yield _Named("Footer", "footer", small, after=2.0, ink=DARK, rule=above)
    yield _Named("Designation", "Designation", Style(8.5, 15.0), after=2.0)
    yield _Named("Spacer", "Spacer", Style(2.0, 6.0), exact=True)
    yield _Named("Ending", "Ending", Style(1.0, 1.0), exact=True)


def _style(one: _Named) -> Xml:
    built_in = one.name.islower() or one.name in {"Title", "Subtitle", "Body Text", "List Paragraph"}
    borders, stops = (one.rule, None) if one.rule and one.rule.startswith("<w:pBdr") else (None, one.rule)
    properties = some(
        w("keepNext") if one.keep else None,
        borders,
        stops,
        *([w("autoSpaceDE", val=0), w("autoSpaceDN", val=0)] if one.close else []),
        _spacing(one.style, one.before, one.after, exact=one.exact),
        w("ind", left=twips(one.left)) if one.left else None,
        w("jc", val=one.align) if one.align else None,
        w("outlineLvl", val=one.outline) if one.outline >= 0 else None,
    )
    letters = some(
        w("b") if one.style.bold else None,
        w("color", val=gray(one.ink)) if one.ink != BLACK else None,
        *sized(one.style.size),
    )
    own: dict[str, str | int] = {"type": "paragraph", "styleId": one.key} | ({} if built_in else {"customStyle": 1})
    inside = [w("name", val=one.name), w("basedOn", val=one.base)]
    if one.outline >= 0:
        inside.append(w("next", val="BodyText"))
    return w("style", *inside, w("qFormat"), w("pPr", properties), w("rPr", letters), **own)


def _spacing(style: Style, before: float, after: float, *, exact: bool = False) -> Xml:
    rule = "exact" if exact else "atLeast"
    return w(
        "spacing", before=twips(before), after=twips(after), line=twips(style.leading), lineRule=rule
    )  # fmt: skip


def sized(size: float) -> tuple[Xml, Xml]:
    """Return the size of letters in points."""
    halves = round(size * _HALVES)
    return w("sz", val=halves), w("szCs", val=halves)


def settings(code: str) -> Xml:
    """Return the part that holds the settings: no line begins with small kana either, and Word of today, not of 2003."""
    return root(
        "settings",
        w("defaultTabStop", val=twips(36.0)),
        w("characterSpacingControl", val="compressPunctuation"),
        w("strictFirstAndLastChars"),
        w(
            "compat",
            w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15),
        ),
        w("themeFontLang", val=locale(code), eastAsia=_LOCALES["ja"]),
    )


def fonts() -> Xml:
    """Return the part that says which fonts may stand in for those of the styles where they are missing."""
    return root(
        "fonts",
        *(
            w("font", w("altName", val=instead), w("family", val="swiss"), w("pitch", val="variable"), name=name)
            for name, instead in _INSTEAD.items()
        ),
    )
