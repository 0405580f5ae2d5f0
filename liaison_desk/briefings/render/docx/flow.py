"""The body of the document in the making: headings that go with what follows them, tables kept apart, sections that end."""

from collections.abc import Callable
from dataclasses import replace

from liaison_desk.briefings.render.docx.furniture import Furniture, Layout
from liaison_desk.briefings.render.docx.markup import Xml
from liaison_desk.briefings.render.docx.paper import Grid, Placing, paragraph, table

Head = Callable[[Placing], Xml]
"""A heading that is made when it is known where it stands: whether a new page begins with it."""


def headed(style: str, told: Xml, left: float = 0.0, *, low: bool = False) -> Head:
    """Return a heading in a style; a ``low`` one keeps the space above it also at the top of a page."""
    return lambda place: paragraph(style, [told], replace(place, left=left, tight=place.tight and not low))


class Flow:
    """Everything in its order, from the first page on."""

    def __init__(self, furniture: Furniture) -> None:
        self._furniture = furniture
        self._layout = self._wanted = Layout()
        self._first = True
        self._parts: list[Xml] = []
        self._held: list[Head] = []
        self._breaks = False
        self._rows: list[Xml] = []
        self._widths: tuple[float, ...] = ()
        self._below_head = self._tops = True
        self._below_table = False

    def turn(self, layout: Layout) -> None:
        """Have what follows, and the headings right above it, on pages of a layout; another one begins a new page."""
        self._wanted = layout

    def head(self, make: Head, *, apart: bool = False) -> None:
        """Add a heading. If it stands ``apart`` a new page begins with it, or with the headings right above it."""
        self._close()
        self._held.append(make)
        self._breaks = self._breaks or apart

    def add(self, *parts: Xml) -> None:
        """Add paragraphs."""
        self._settle()
        self._parts += parts
        self._tops = self._tops and not parts
        self._below_head = self._below_table = False

    def table(self, one: Xml) -> None:
        """Add a table, with room above it."""
        self._settle()
        if not self._below_head:
            self._parts.append(paragraph("Spacer", ()))
        self._parts.append(one)
        self._below_head, self._below_table, self._tops = False, True, False

    def beside(self, widths: tuple[float, ...], row: Xml) -> None:
        """Add a row of languages side by side; those that follow each other are one table."""
        if self._held or self._widths != widths or self._wanted != self._layout:
            self._settle()
            self._widths = widths
        self._rows.append(row)

    def body(self) -> list[Xml]:
        """Return all of it in its pieces, the last section's properties at the end."""
        if not self._held:
            self._wanted = self._layout  # nothing follows that would turn the page
        self._settle()
        return [*self._parts, paragraph("Ending", ()), self._ended()]

    def _ended(self) -> Xml:
        first, self._first = self._first, False
        return self._furniture.section(self._layout, first=first)

    def _settle(self) -> None:
        """Put down what waits."""
        self._close()
        if self._wanted != self._layout:
            if self._parts:
                self._parts.append(paragraph("Ending", (), Placing(within=self._ended())))
            self._layout = self._wanted
            self._below_head, self._below_table, self._tops = True, False, True
        for number, make in enumerate(self._held):
            tops = not number and (self._breaks or self._tops)
            self._parts.append(make(Placing(keep=True, breaks=tops and not self._tops, tight=tops)))
            self._below_head, self._below_table = True, False
            self._tops = False
        self._held, self._breaks = [], False

    def _close(self) -> None:
        """End the table of languages side by side. Two tables would grow together without a line between."""
        if self._rows:
            if self._below_table:
                self._parts.append(paragraph("Spacer", ()))
            self._parts.append(table(self._widths, self._rows, Grid(room=(0.0, 0.0, 0.0, 0.0))))
            self._rows, self._widths = [], ()
            self._below_head, self._below_table, self._tops = False, True, False
