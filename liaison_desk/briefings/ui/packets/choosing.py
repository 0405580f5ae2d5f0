"""Dialogs that choose: a template for a new packet, one of the packets that are kept."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from liaison_desk.briefings.records import PacketLine, Period, Template
from liaison_desk.briefings.templates import titles
from liaison_desk.domain.text import fold
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.lines import ImeLineEdit
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.foundation.qt.word_rows import WordRows

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ChoiceDialog(DeskDialog):
    """A line that narrows rows of words, and the rows; Return takes the chosen one."""

    def __init__(
        self, ui: Ui, title: str, action: str, headings: Sequence[str], widths: Sequence[int],
        take: Callable[[object], object],
    ) -> None:  # fmt: skip
        super().__init__(ui, title)
        self._take = take
        self._lines: list[tuple[Sequence[str], object]] = []
        self.line = ImeLineEdit()
        self.line.setPlaceholderText(ui.language.tr("Narrow by words"))
        self.line.setAccessibleName(ui.language.tr("Narrow by words"))
        self.line.textChanged.connect(lambda _: self._narrow())
        self.line.installEventFilter(self)
        self.rows = WordRows(title, headings, widths)
        self.rows.itemDoubleClicked.connect(lambda *_: self.act())
        self.rows.installEventFilter(self)
        self.note = Text(ui, "", Size.SECONDARY, tone="amb", wrap=True)
        self.note.hide()
        for widget in (self.line, self.rows, self.note):
            self.content.addWidget(widget, int(widget is self.rows))
        self.foot.addWidget(PlainButton(ui, ui.language.tr("Cancel"), act=self.reject))
        self.take_button = PrimaryButton(ui, action, key="Enter", act=self.act)
        self.foot.addWidget(self.take_button)
        self.resize(640, 520)
        self.line.setFocus()

    def show_lines(self, lines: Sequence[tuple[Sequence[str], object]], chosen: object = None) -> None:
        """Show rows, each with what it stands for."""
        self._lines = list(lines)
        self._narrow(chosen)

    def act(self) -> None:
        """Take the chosen row."""
        if self.rows.currentItem() is not None:
            key = self.rows.key()
            self.accept()
            self._take(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go from the line to the rows, Return takes the row."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress or self.line.composing:
            return super().eventFilter(watched, event)
        if event.key() in _ENTER:
            self.act()
            return True
        if watched is self.line and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            at = self.rows.currentIndex().row()
            self.rows.choose(max(0, min(self.rows.topLevelItemCount() - 1, at + step)))
            return True
        return super().eventFilter(watched, event)

    def _narrow(self, chosen: object = None) -> None:
        typed = fold(self.line.text()).strip()
        words = typed.split()
        self.rows.clear()
        found = [
            (texts, key)
            for texts, key in self._lines
            if all(any(word in fold(text) for text in texts) for word in words)
        ]
        # What begins as was typed is what is meant: “read” is the read-ahead before the exercise read-ahead.
        for texts, key in sorted(found, key=lambda line: not fold(line[0][0]).startswith(typed)):
            self.rows.add(texts, key)
        self.rows.choose_key(chosen)
        self.take_button.setEnabled(self.rows.topLevelItemCount() > 0)


def template_dialog(
    ui: Ui, templates: Sequence[Template], spoilt: Sequence[DeskError], present: str, take: Callable[[str], object]
) -> ChoiceDialog:
    """Return the dialog that chooses a template for a new packet; below it stands what is wrong with others."""
    tr = ui.language.tr
    dialog = ChoiceDialog(
        ui, tr("New packet from a template"), tr("Begin"), [tr("Template"), tr("Period"), tr("Entries")], [330, 150],
        lambda key: take(str(key)),
    )  # fmt: skip
    periods = period_names(ui.language)
    lines = [
        ([titles(one, (ui.language,))[0], periods[one.period], str(len(one.sections))], one.name) for one in templates
    ]
    dialog.show_lines(sorted(lines, key=lambda line: line[0][0].casefold()), present)
    dialog.note.set_text("\n".join(map(ui.words, spoilt)))
    dialog.note.setVisible(bool(spoilt))
    return dialog


def packets_dialog(
    ui: Ui,
    lines: Sequence[PacketLine],
    called: Callable[[PacketLine], str],
    zone: str,
    present: int,
    take: Callable[[int], object],
) -> ChoiceDialog:
    """Return the dialog that chooses one of all packets; ``zone`` is the host's."""
    tr = ui.language.tr
    dialog = ChoiceDialog(
        ui, tr("Packets"), tr("Open"), [tr("Packet title"), tr("Saved"), tr("Went out")], [330, 150],
        lambda key: take(int(str(key))),
    )  # fmt: skip
    dialog.show_lines(
        [([called(line), saved_words(line.updated_at, zone), str(line.finals or "")], line.id) for line in lines],
        present,
    )
    return dialog


def saved_words(at: datetime, zone: str, now: datetime | None = None) -> str:
    """Return when something was saved or went out, in the host's time; the hour alone on the day of ``now``."""
    local = to_local(at, zone)
    return (
        f"{local:%H:%M}"
        if now is not None and local.date() == to_local(now, zone).date()
        else f"{local:%Y-%m-%d %H:%M}"
    )


def period_names(language: Language) -> dict[Period, str]:
    """Return what the periods of templates are called."""
    tr = language.tr
    return {
        Period.DAY: tr("One day"), Period.WEEK: tr("A week"), Period.MONTH: tr("A month"),
        Period.QUARTER: tr("A quarter"), Period.TWO_YEARS: tr("24 months"), Period.MEETING: tr("A meeting"),
    }  # fmt: skip
