"""Question and answer of a request, each under its own mark: side by side where there is room, else one above the other."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Marking, describe
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Chip, SectionTitle, Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.tasks.records import Rfi, Task
from liaison_desk.tasks.ui.words import Words

_BESIDE = 460  # pixels of a pane in which two columns can be read


class QuestionAndAnswer(QWidget):
    """Both texts in both languages."""

    def __init__(self, ui: Ui, words: Words, task: Task) -> None:
        super().__init__()
        tr = ui.language.tr
        rfi = task.rfi or Rfi()
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        asked = rfi.received or None
        self.question = MarkedText(
            ui, words, tr("Question"), task.marking, rfi.question, words.day(asked) if asked else ""
        )
        self.answer = MarkedText(
            ui, words, tr("Answer"), rfi.answer_marking, rfi.answer, words.day(rfi.answered) if rfi.answered else "",
            missing=tr("No answer yet"),
        )  # fmt: skip
        for side in (self.question, self.answer):
            self._layout.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)

    @property
    def beside(self) -> bool:
        """Whether the answer stands beside the question."""
        return self._layout.direction() == QBoxLayout.Direction.LeftToRight

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put them side by side, or one above the other."""
        super().resizeEvent(event)
        wide = self.width() >= _BESIDE
        self._layout.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


class MarkedText(QWidget):
    """A text in both languages below its title, its mark and its day."""

    def __init__(
        self, ui: Ui, words: Words, title: str, marking: Marking | None, text: Bilingual, day: str, missing: str = "–"
    ) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(3)
        lines.addWidget(SectionTitle(ui, title, day))
        if not text:
            lines.addWidget(Text(ui, missing, tone="t3"))
            return
        mark = words.mark(marking)
        self.mark = Text(ui, mark or ui.language.tr("Unmarked, stays with you"), Size.META, SEMIBOLD, wrap=True)
        self.mark.setToolTip(describe(marking, ui.language))
        lines.addWidget(self.mark)
        add_text(ui, words, lines, text)


def add_text(ui: Ui, words: Words, lines: QVBoxLayout, text: Bilingual) -> None:
    """Add a text in both languages, the user's first, with a word below a translation that is out of date."""
    own = words.profile().side_of(ui.language.code)
    for side in (own, own.other):
        wording = text.side(side)
        if not wording:
            continue
        lines.addWidget(Text(ui, wording, tone="t1" if side is own else "t2", wrap=True))
        lines.addSpacing(4)
        if text.state(side) is Wording.STALE:
            lines.addWidget(Chip(ui, ui.language.tr("Outdated translation"), "amb", "triangle-alert"))
            lines.addSpacing(4)
