"""Styled text on the screen: live formatting of a source while it is typed, and a label that shows it finished.

What the marks mean is the business of whoever hands over a reader (``domain.notetext.runs`` and ``show``); here is only how
it looks. User text is never markup: everything is escaped, and nothing is fetched from anywhere.
"""

import html
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, unquote

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument, QTextFormat
from PySide6.QtWidgets import QLabel

from liaison_desk.foundation.core.styled import (
    Align,
    Phrase,
    Phrases,
    Run,
    Shown,
    Style,
    TextLine,
    TextTable,
    as_lines,
    headed,
    words_of,
)
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.style import restyle
from liaison_desk.foundation.qt.theme import REGULAR, SEMIBOLD, Size, Theme

LONGEST_FORMATTED: Final = 10_000
"""A longer block, such as a pasted book, stays as typed, so that no key waits for it."""
MOST_COLUMNS: Final = 12
"""A wider table is shown as lines of headings and values."""
_SCHEME: Final = "record:"
_LINK: Final = "[["
_STEP: Final = 16
_CONTROLS: Final = MappingProxyType(
    dict.fromkeys((*range(9), *range(10, 32), *range(127, 160), 0x2028, 0x2029, 0xFFFC, 0xFFFE, 0xFFFF))
)
_ALIGNS: Final = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
_BEYOND: Final = "\uffff"


def to_qt(text: str, places: Sequence[int]) -> list[int]:
    """Return where positions of a text are in Qt's count, in which an emoji is two."""
    if not text or max(text) <= _BEYOND:
        return list(places)
    before = [0, *accumulate(1 + (char > _BEYOND) for char in text)]
    return [before[place] for place in places]


def from_qt(text: str, place: int) -> int:
    """Return the position of a text for one in Qt's count."""
    if not text or max(text) <= _BEYOND:
        return min(place, len(text))
    before = [0, *accumulate(1 + (char > _BEYOND) for char in text)]
    return min(bisect_left(before, place), len(text))


class NoteHighlighter(QSyntaxHighlighter):
    """Formats each block of a document as its source says; only a block that was touched is read again.

    ``read`` returns the stretches of a block's text that are set otherwise than plain. What a link holds besides its label is
    hidden, except in the block that is revealed, where the caret is: there every sign can be reached.
    """

    def __init__(self, document: QTextDocument, theme: Theme, read: Callable[[str], Sequence[Run]]) -> None:
        super().__init__(document)
        self._theme = theme
        self._read = read
        self._formats: dict[tuple[Style, bool], QTextCharFormat] = {}
        self._revealed = -1
        theme.changed.connect(self._on_theme_changed)

    def reveal(self, block: QTextBlock | None) -> None:
        """Show every sign of one block, and hide those of links in the one shown before."""
        number = block.blockNumber() if block is not None and block.isValid() else -1
        if number == self._revealed:
            return
        before, self._revealed = self._revealed, number
        for one in (before, number):
            # Without a link it would look the same, and Qt lays out all below it again.
            if one >= 0 and (shown := self.document().findBlockByNumber(one)).isValid() and _LINK in shown.text():
                self.rehighlightBlock(shown)

    def highlightBlock(self, text: str) -> None:
        """Format one block."""
        found = self._read(text) if len(text) <= LONGEST_FORMATTED else ()
        if not found:
            return
        edges = to_qt(text, [place for run in found for place in (run.start, run.end)])
        revealed = self.currentBlock().blockNumber() == self._revealed
        for run, start, end in zip(found, edges[::2], edges[1::2], strict=True):
            self.setFormat(start, end - start, self._format(run.style, revealed))

    def _format(self, style: Style, revealed: bool) -> QTextCharFormat:
        key = (style, revealed)
        known = self._formats.get(key)
        if known is None:
            known = self._formats[key] = note_format(self._theme, style, revealed=revealed)
        return known

    def _on_theme_changed(self) -> None:
        self._formats.clear()
        self.rehighlight()


def note_format(theme: Theme, style: Style, *, revealed: bool = True) -> QTextCharFormat:
    """Return how a stretch of a source is drawn: its marks faint, what they mean on the words."""
    made = QTextCharFormat()
    if style & Style.MARK and style & Style.LINK and not revealed:
        made.setForeground(Qt.GlobalColor.transparent)
        made.setProperty(QTextFormat.Property.FontPixelSize, 1)
        made.setFontLetterSpacingType(QFont.SpacingType.PercentageSpacing)
        made.setFontLetterSpacing(1.0)  # of its width, so that even a long uid moves nothing
        return made
    if style & (Style.MARK | Style.MARKER | Style.BAR):
        made.setForeground(theme.color("t3"))
        return made
    if style & (Style.LINK | Style.TAG):
        made.setForeground(theme.color("acc"))
    elif style & Style.STRIKE:
        made.setForeground(theme.color("t2"))
    if style & (Style.STRONG | Style.HEAD):
        made.setFontWeight(SEMIBOLD)
    if style & Style.EMPHASIS:
        made.setFontItalic(True)
    if style & Style.STRIKE:
        made.setFontStrikeOut(True)
    if style & Style.CODE:
        made.setFontFamilies(theme.font(mono=True).families())
        made.setBackground(theme.color("sunk"))
    return made


def rich(shown: Sequence[Shown], theme: Theme) -> str:
    """Return styled lines and tables as escaped rich text for a label or a document of Qt's; links lead to ``record:…``."""
    told = []
    for one in shown:
        if isinstance(one, TextLine):
            told.append(_line(one, theme))
        elif one.columns <= MOST_COLUMNS:
            told.append(_table(one, theme))
        else:
            told += [_line(line, theme) for line in as_lines(one)]
    return "".join(told)


def record_of(href: str) -> tuple[str, str] | None:
    """Return kind and uid of the record that a link made by ``rich`` leads to, None for any other."""
    kind, slash, uid = href.removeprefix(_SCHEME).partition("/")
    return (unquote(kind), unquote(uid)) if href.startswith(_SCHEME) and slash else None


def _line(line: TextLine, theme: Theme) -> str:
    words = _phrases(line.phrases, theme)
    if line.level < 0:
        rules = "margin:0; white-space:pre-wrap" if words else "-qt-paragraph-type:empty; margin:0"
        return f'<p style="{rules}">{words or "<br/>"}</p>'
    marker = (
        f'<span style="color:{theme.color("t3").name()}">{_escaped(line.marker)}</span>&nbsp;' if line.marker else ""
    )
    left = (line.level + 1) * _STEP
    hang = f"text-indent:-{_STEP - 4}px; " if marker else ""
    return f'<p style="margin:0 0 0 {left}px; {hang}white-space:pre-wrap">{marker}{words}</p>'


def _table(table: TextTable, theme: Theme) -> str:
    rows = []
    for row in (tuple(map(headed, table.head)), *table.rows):
        cells = [
            f'<td align="{_ALIGNS[table.align(column)]}">{_phrases(cell, theme) or "&nbsp;"}</td>'
            for column, cell in enumerate(row)
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    line = theme.color("line2").name()
    return (
        f'<table border="1" cellspacing="0" cellpadding="4" '
        f'style="border-collapse:collapse; border-style:solid; border-color:{line}">{"".join(rows)}</table>'
    )


def _phrases(phrases: Phrases, theme: Theme) -> str:
    return "".join(_phrase(phrase, theme) for phrase in phrases)


def _phrase(phrase: Phrase, theme: Theme) -> str:
    words = _escaped(phrase.text)
    rules = _rules(phrase.style, theme)
    if phrase.kind:
        href = f"{_SCHEME}{quote(phrase.kind, safe='')}/{quote(phrase.uid, safe='')}"
        return f'<a href="{href}" style="text-decoration:none; {rules}">{words}</a>'
    return f'<span style="{rules}">{words}</span>' if rules else words


def _rules(style: Style, theme: Theme) -> str:
    rules = []
    if style & (Style.LINK | Style.TAG):
        rules.append(f"color:{theme.color('acc').name()}")
    elif style & Style.STRIKE:
        rules.append(f"color:{theme.color('t2').name()}")
    if style & (Style.STRONG | Style.HEAD):
        rules.append(f"font-weight:{SEMIBOLD}")
    if style & Style.EMPHASIS:
        rules.append("font-style:italic")
    if style & Style.STRIKE:
        rules.append("text-decoration:line-through")
    if style & Style.CODE:
        families = ",".join(f"'{name}'" for name in theme.font(mono=True).families())
        rules.append(f"font-family:{families}; background-color:{theme.color('sunk').name()}")
    return "; ".join(rules)


def _escaped(text: str) -> str:
    return html.escape(text.translate(_CONTROLS))


class NoteLabel(QLabel):
    """A label that shows a note as it is read; ``pressed`` tells of the kind and uid of a link."""

    pressed = Signal(str, str)

    def __init__(self, ui: Ui, size: int = Size.BODY, weight: int = REGULAR, tone: str = "t1") -> None:
        super().__init__()
        self._theme = ui.theme
        self._shown: tuple[Shown, ...] = ()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFont(ui.theme.font(size, weight))
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        restyle(self, "tone", tone)
        self.linkActivated.connect(self._on_link)
        ui.theme.changed.connect(self._draw)

    def show_note(self, shown: Sequence[Shown]) -> None:
        """Show another note."""
        self._shown = tuple(shown)
        self._draw()

    def _draw(self) -> None:
        self.setText(rich(self._shown, self._theme))
        self.setAccessibleName("\n".join(_said(one) for one in self._shown))

    def _on_link(self, href: str) -> None:
        record = record_of(href)
        if record is not None:
            self.pressed.emit(*record)


def _said(one: Shown) -> str:
    if isinstance(one, TextLine):
        return f"{one.marker} {words_of(one.phrases)}".strip()
    return "\n".join(" | ".join(map(words_of, row)) for row in (one.head, *one.rows))
