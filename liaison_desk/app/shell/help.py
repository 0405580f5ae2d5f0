"""The guide: a few pages on the whole program, shipped with it in every language it speaks."""

from collections.abc import Iterable
from typing import cast

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from liaison_desk.app.reports import Told
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.resources import resource
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size


def guide(language: Language) -> str:
    """Return the guide's Markdown in a language, in English where it is not written yet."""
    path = resource("help", f"{language.code}.md")
    return (path if path.is_file() else resource("help", "en.md")).read_text("utf-8")


class HelpDialog(Told):
    """Shows the guide. It is our own file and the only text this program ever renders; nothing in it is loaded or opened."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, ui.language.tr("Guide"), parent)
        self.page = _Page(ui)
        self.page.setAccessibleName(ui.language.tr("Guide"))
        self.content.addWidget(self.page, 1)
        self.resize(720, 720)
        self.page.setFocus()


class _Page(QTextBrowser):
    """The laid-out text, in the tokens of the theme."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setOpenLinks(False)
        self.setReadOnly(True)
        self.setStyleSheet("QTextBrowser { border: 0; background: transparent; padding: 0; }")
        document = QTextDocument(self)
        document.setDefaultFont(ui.theme.font(Size.BODY))
        document.setDocumentMargin(2)
        document.setMarkdown(
            guide(ui.language).split("\n", 2)[2], QTextDocument.MarkdownFeature.MarkdownDialectCommonMark
            | QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML,
        )  # fmt: skip
        _dress(ui, document)
        self.setDocument(document)

    def loadResource(self, type_: int, name: object) -> None:
        """Load nothing from anywhere."""
        del type_, name


def _dress(ui: Ui, document: QTextDocument) -> None:
    """Give headings, paragraphs and tables the sizes and colours of the house."""
    document.setIndentWidth(22)
    block = document.begin()
    while block.isValid():
        shape = block.blockFormat()
        level = shape.headingLevel()
        loose = not level and QTextCursor(block).currentTable() is None
        shape.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(20 if level else 3 if loose else 0)
        shape.setBottomMargin(4 if level else 5 if loose else 0)
        QTextCursor(block).setBlockFormat(shape)
        for letters in _pieces(block):
            _dress_letters(ui, letters, heading=level > 0)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(ui, frame)


def _pieces(block: QTextBlock) -> list[QTextCursor]:
    """Return a paragraph's runs of letters that look alike, selected."""
    found = []
    for one in cast("Iterable[QTextBlock.iterator]", block):  # the stubs do not know that it can be walked
        piece = one.fragment()
        letters = QTextCursor(block)
        letters.setPosition(piece.position())
        letters.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        found.append(letters)
    return found


def _dress_letters(ui: Ui, letters: QTextCursor, *, heading: bool) -> None:
    """Markdown's headings are larger than ours, its bold is a weight that our fonts have no file for."""
    given = letters.charFormat()
    look = QTextCharFormat()
    look.setForeground(ui.theme.color("t1"))
    if heading:
        look.setFont(ui.theme.font(Size.SUBJECT, SEMIBOLD))
    elif given.fontFixedPitch():
        look.setFont(ui.theme.font(Size.SECONDARY, mono=True))
    elif given.fontWeight() > SEMIBOLD:
        look.setFont(ui.theme.font(Size.BODY, SEMIBOLD))
    else:
        look.setFont(ui.theme.font(Size.BODY))
    letters.setCharFormat(look)


def _dress_table(ui: Ui, table: QTextTable) -> None:
    shape = table.format()
    shape.setBorder(0)
    shape.setBorderCollapse(True)
    shape.setCellPadding(4)
    shape.setCellSpacing(0)
    shape.setTopMargin(4)
    shape.setBottomMargin(8)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.PercentageLength, share) for share in (30, 70)[: table.columns()]]
    )
    table.setFormat(shape)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            line = cell.format().toTableCellFormat()
            line.setBottomBorder(1)
            line.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            line.setBottomBorderBrush(ui.theme.color("line"))
            cell.setFormat(line)
            if row == 0:
                letters = cell.firstCursorPosition()
                letters.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
                look = QTextCharFormat()
                look.setFont(ui.theme.font(Size.META, MEDIUM))
                look.setForeground(ui.theme.color("t3"))
                letters.setCharFormat(look)
