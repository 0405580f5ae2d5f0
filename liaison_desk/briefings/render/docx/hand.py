"""The hand that writes one document's words: in their language, behind their marks, never as markup."""

from collections.abc import Callable

from liaison_desk.briefings.document import Line, Text, wording
from liaison_desk.briefings.render.docx.markup import Xml, element, joined, some, w, words
from liaison_desk.briefings.render.docx.paper import Placing, paragraph
from liaison_desk.briefings.render.docx.styles import in_language, locale, sized
from liaison_desk.briefings.render.kinsoku import with_dash
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.styled import Phrase, Phrases, Style, TextLine, words_of

_SIZE = 10.0
_READING, _RAISED = 0.5, 0.95
"""How large a reading is, and how far above its word, to the size of that."""
_BOLD = Style.STRONG | Style.HEAD
_SHOWN = _BOLD | Style.EMPHASIS | Style.STRIKE | Style.CODE


class Hand:
    """Writes runs and paragraphs. ``typesetter`` knows the document's languages, its marks and how wide words are."""

    def __init__(self, typesetter: Typesetter) -> None:
        self.typesetter = typesetter
        self._codes = typesetter.released.document.languages
        self._properties: dict[tuple[int, Style, str, Xml | None, float], Xml] = {}

    def run(
        self,
        text: str,
        index: int = 0,
        style: Style = Style.PLAIN,
        *,
        under: str = "",
        fill: Xml | None = None,
        size: float = 0.0,
    ) -> Xml:
        """Return words in the document's language of a number.

        ``under`` is a kind of line below them, ``fill`` lies behind them; with a ``size`` they have not that of their style.
        """
        cleaned = self.typesetter.regular.clean(text)
        if not cleaned:
            return joined(())
        parts = (element("w:t", {"xml:space": "preserve"}, words(with_dash(part))) for part in cleaned.split("\n"))
        inside = Xml("<w:br/>".join(parts))
        return w("r", self._told(index, style & _SHOWN, under, fill, size), inside)

    def _told(self, index: int, style: Style, under: str, fill: Xml | None, size: float) -> Xml:
        """Return how a run is set. Japanese words take signs that both scripts have from the Japanese font."""
        key = (index, style, under, fill, size)
        known = self._properties.get(key)
        if known is None:
            code = self._codes[index]
            line = under or ("single" if style & Style.EMPHASIS else "")
            known = self._properties[key] = w(
                "rPr",
                some(
                    w("rStyle", val="Code") if style & Style.CODE else None,
                    w("rFonts", hint="eastAsia") if code == "ja" else None,
                    w("b") if style & _BOLD else None,
                    w("strike") if style & Style.STRIKE else None,
                    *(sized(size) if size else ()),
                    w("u", val=line) if line else None,
                    fill,
                    in_language(code),
                ),
            )
        return known

    def phrases(self, phrases: Phrases, index: int, size: float = _SIZE) -> Xml:
        """Return styled words in one line, with the readings above them; ``size`` is how large their style is."""
        return joined(self._phrase(one, index, size) for one in phrases)

    def _phrase(self, one: Phrase, index: int, size: float) -> Xml:
        words = self.run(one.text.replace("\n", " "), index, one.style)
        reading = self.run(one.reading, index, size=size * _READING)
        if not reading:
            return words
        halves = round(2 * size)
        about = w(
            "rubyPr",
            w("rubyAlign", val="center"),
            w("hps", val=round(halves * _READING)),
            w("hpsRaise", val=round(halves * _RAISED)),
            w("hpsBaseText", val=halves),
            w("lid", val=locale(self._codes[index])),
        )
        return w("r", w("ruby", about, w("rt", reading), w("rubyBase", words)))

    def wordings(self, line: Line, size: float = _SIZE) -> list[Xml]:
        """Return the wordings of a line, each once, names with their readings."""
        if not line.has_readings:
            return [self.run(text, index) for text, index in self.typesetter.worded(line)]
        told: dict[str, Xml] = {}
        for index in self.typesetter.languages:
            for one in line.shown(index) or (TextLine((Phrase(line.text(index)),)),):
                if isinstance(one, TextLine) and (text := words_of(one.phrases)):
                    told.setdefault(text, self.phrases(one.phrases, index, size))
        return list(told.values())

    def each(
        self,
        say: Callable[[int], str],
        separator: str = " / ",
        style: Style = Style.PLAIN,
        *,
        under: str = "",
        fill: Xml | None = None,
    ) -> Xml:
        """Return what is said in the languages in one line, each wording once, set as a run is."""
        told: list[Xml] = []
        for text, index in self.typesetter.each(say).items():
            told += [self.run(separator, 0, style, under=under, fill=fill)] if told else []
            told.append(self.run(text.replace("\n", " "), index, style, under=under, fill=fill))
        return joined(told)

    def both(self, text: Text, separator: str = " / ", style: Style = Style.PLAIN) -> Xml:
        """Return fixed words in all languages in one line."""
        return self.each(lambda index: wording(text, index), separator, style)

    def mark(self, marking: Marking | None, style: Style = Style.PLAIN) -> Xml:
        """Return the portion mark that stands before words, with a blank."""
        mark = self.typesetter.mark(marking)
        return self.run(f"{mark} ", 0, style) if mark else joined(())

    def heading(self, line: Line, size: float = _SIZE) -> Xml:
        """Return the mark and the wordings of a heading in one line; ``size`` is how large its style is."""
        if not line.has_readings:
            return some(self.mark(line.marking), self.each(line.text))
        told = self.wordings(line, size)
        apart = self.run(" / ")
        return some(self.mark(line.marking), *(some(apart if number else None, one) for number, one in enumerate(told)))

    def stacked(self, line: Line, style: str, lead: Xml | None = None, own: Placing | None = None) -> list[Xml]:
        """Return a line's wordings as paragraphs below each other, ``lead`` before the first words."""
        told = self.wordings(line)
        if lead:
            told[:1] = [some(lead, *told[:1])]
        return [paragraph(style, [one], own) for one in told]
