"""The typesetter: one document's fonts, measure and marks, asked by whatever cuts its blocks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from liaison_desk.briefings.document import KeyValue, Line, Photo, Text, wording
from liaison_desk.briefings.release import ReleasedDocument
from liaison_desk.briefings.render.strips import BESIDE, JAPANESE, LATIN, Style
from liaison_desk.briefings.render.tagging import Leaf, Node, spoken
from liaison_desk.briefings.render.text import Face
from liaison_desk.briefings.render.work import Work
from liaison_desk.domain.grammar import Grammar
from liaison_desk.domain.marking import Marking


@dataclass(slots=True)
class Typesetter:
    """What setting one released document needs. ``width`` and ``height`` are those of the text area in points; ``work`` is told of what is done."""

    released: ReleasedDocument
    grammar: Grammar
    regular: Face
    bold: Face
    width: float
    height: float
    work: Work = field(default_factory=Work)
    _marks: dict[Marking, str] = field(default_factory=dict)

    @property
    def languages(self) -> range:
        """The numbers of the document's languages."""
        return range(len(self.released.document.languages))

    @property
    def beside(self) -> bool:
        """Whether two languages stand side by side."""
        return len(self.released.document.languages) > 1

    def style(self, index: int) -> Style:
        """Return how running text of a language is set."""
        if self.beside:
            return BESIDE
        return JAPANESE if self.released.document.languages[index] == "ja" else LATIN

    def paragraph(self, item_of: Node | None = None) -> Node:
        """Return what holds a paragraph: a part for each language, or in the item of a list two, its mark and its text."""
        if item_of is None and not self.beside:
            return Node("P")
        codes = self.released.document.languages
        more = ["" if code == codes[0] else spoken(code) for code in codes]
        if item_of is None:
            return Node("Div", leaves=tuple(Leaf("P", one) for one in more))
        return Node("LI", item_of, tuple(Leaf(kind, one) for one in more for kind in ("Lbl", "LBody")))

    def photo(self, photo: Photo) -> str:
        """Return the words that stand for a photo: whose it is, as far as that was released."""
        return " / ".join(dict.fromkeys(filter(None, (wording(photo.portion.text, index) for index in self.languages))))

    def mark(self, marking: Marking | None) -> str:
        """Return the portion mark of a line."""
        if marking is None:
            return ""
        known = self._marks.get(marking)
        if known is None:
            known = self._marks[marking] = self.grammar.portion(marking)
        return known

    def both(self, text: Text, separator: str = " / ") -> str:
        """Return a text's wordings in one line, each once."""
        return separator.join(self.each(lambda index: wording(text, index)))

    def label(self, text: Text, size: float, width: float) -> list[str]:
        """Return a label cut into bold lines of a width: its wordings in one line, or where both have no room below each other."""
        said = self.bold.clean(self.both(text))
        if self.bold.width(said, size) > width:
            said = self.bold.clean(self.both(text, "\n"))
        return self.bold.wrap(said, size, width)

    def each(self, say: Callable[[int], str]) -> dict[str, int]:
        """Return what is said in the languages, each wording once, with the number of the language it is in."""
        found: dict[str, int] = {}
        for index in self.languages:
            if words := say(index):
                found.setdefault(words, index)
        return found

    def heading(self, line: Line) -> str:
        """Return a heading's wordings in one line, each once, cleaned for bold type."""
        return self.bold.clean(" / ".join(self.each(line.text))).replace("\n", " ")

    def stacked(self, line: Line) -> list[str]:
        """Return a line's wordings to be set below each other, cleaned; what both say in the same words stands once."""
        return [text for text, _ in self.worded(line)]

    def worded(self, line: Line) -> list[tuple[str, int]]:
        """Return the same, each wording with the number of its language."""
        seen: dict[str, None] = {}
        stack: list[tuple[str, int]] = []
        for text, index in self.each(line.text).items():
            fresh = [part for part in text.split("\n") if part not in seen] if seen else text.split("\n")
            if fresh:
                seen |= dict.fromkeys(fresh)
                stack.append((self.regular.clean("\n".join(fresh)), index))
        return stack


def labelled(rows: Sequence[KeyValue]) -> Iterator[tuple[KeyValue, Text]]:
    """Yield each row with the label that is printed before it: none where it is that of the row before."""
    before: Text = ()
    for row in rows:
        yield row, row.label if row.label != before else ()
        before = row.label
