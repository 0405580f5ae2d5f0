"""An entry of a calendar in words: the sign of its calendar, its mark, when, what; how sure it is by how that is set."""

from liaison_desk.briefings.document import Entry, Grid, Line, Look, Text, wording
from liaison_desk.briefings.render.docx.hand import Hand
from liaison_desk.briefings.render.docx.markup import Xml, joined, some
from liaison_desk.briefings.render.docx.paper import paragraph, shade
from liaison_desk.briefings.render.grids.entries import patterns_of
from liaison_desk.foundation.core.styled import Style

_SIGNS = "■□▲△●○◆◇"
"""What stands before the entries of a calendar: signs that every Japanese font has, and that can be told apart in grey."""
_TINT = 0.88
_LOOKS = (Look.CONFIRMED, Look.TENTATIVE, Look.CANCELLED)


class Entries:
    """Writes the entries of one grid."""

    def __init__(self, hand: Hand, grid: Grid) -> None:
        self._hand = hand
        self._grid = grid
        self._patterns = patterns_of(grid)

    def captions(self) -> list[Xml]:
        """Return the quiet lines under the heading."""
        return [paragraph("Caption", [self._hand.both(text, "  ·  ")]) for text in self._grid.words.caption]

    def legend(self, *, signs: bool = True) -> list[Xml]:
        """Return the signs of the calendars with their names, then in what way is set what is sure, and what is not."""
        hand = self._hand
        told = [some(hand.run(self.sign(row)), self.name(row)) for row in self._patterns if signs]
        told += [self._set(text, look) for look, text in zip(_LOOKS, self._grid.words.looks, strict=False)]
        between = hand.run("    ")
        apart = [one if not number else some(between, one) for number, one in enumerate(told)]
        return [paragraph("Caption", apart)] if told else []

    def sign(self, row: int) -> str:
        """Return the sign of a calendar with a blank; those beyond the number of signs have one with a number."""
        pattern = self._patterns.get(row)
        if pattern is None:
            return ""
        again, which = divmod(pattern, len(_SIGNS))
        return f"{_SIGNS[which]}{again + 1 if again else ''} "

    def name(self, row: int) -> Xml:
        """Return the name of a calendar behind its mark."""
        return self._hand.heading(self._grid.rows[row])

    def told(self, entry: Entry, when: Xml | None = None, *, signed: bool = True) -> Xml:
        """Return what an entry is: the sign of its calendar, its mark, ``when`` it is, its title and its note."""
        hand = self._hand
        sign = hand.run(self.sign(entry.row)) if signed and entry.look is not Look.HOLIDAY else None
        title, note = self._look(entry.line, entry.look), hand.each(entry.note.text)
        before = some(sign, hand.mark(entry.marking), when, hand.run(" ") if when else None)
        return some(before, title, hand.run(" ") if note else None, note or None)

    def cell(self, entry: Entry, number: int) -> Line:
        """Return the day (0), the local, Zulu or home time (1 to 3) or the place (4) of an entry."""
        return entry.cells[number] if number < len(entry.cells) else Line(())

    def _look(self, line: Line, look: Look) -> Xml:
        return self._set(tuple(map(line.text, self._hand.typesetter.languages)), look)

    def _set(self, text: Text, look: Look) -> Xml:
        """Return words struck through where they are of what is cancelled, on a line of dashes where it is not sure."""
        struck = Style.STRIKE if look is Look.CANCELLED else Style.PLAIN
        under = "dash" if look is Look.TENTATIVE else ""
        fill = shade(_TINT) if look is Look.HOLIDAY else None
        return self._hand.each(lambda index: wording(text, index), style=struck, under=under, fill=fill)

    def times(self, entry: Entry) -> Xml:
        """Return when an entry is in three zones; nothing where it fills its days."""
        cells = [self.cell(entry, number) for number in (1, 2, 3)]
        if not any(cell.text(index) for cell in cells[1:] for index in self._hand.typesetter.languages):
            return joined(())
        told = [told for cell in cells if (told := self._hand.each(cell.text))]
        return joined(one if not number else some(self._hand.run(" / "), one) for number, one in enumerate(told))
