"""The suspense in a task's form: typed as one says it, echoed in three zones, with a word when it is before its meeting."""

from collections.abc import Callable
from datetime import date
from typing import Any

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ParsedField
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.tasks.ui.words import Words


class SuspenseField(ParsedField):
    """A TypedTime or None. One before the day of what the task came from is told in amber and kept: it may be so."""

    def __init__(self, ui: Ui, words: Words, parse: Callable[[str], Any]) -> None:
        self.wording = words
        self._source_day: date | None = None
        self.early_line: Text | None = None
        super().__init__(ui, parse, words.written, words.typed, "25 1400T · fri · 252100ZNOV26")
        self.early_line = Text(ui, "", Size.SECONDARY, tone="amb", wrap=True)
        self.early_line.hide()
        self.body.addWidget(self.early_line)

    def set_source_day(self, day: date | None) -> None:
        """Take the day of the meeting it came from."""
        self._source_day = day
        self._show_early()

    def set_value(self, value: Any) -> None:
        """Show a suspense."""
        super().set_value(value)
        self._show_early()

    def _on_edited(self) -> None:
        super()._on_edited()
        self._show_early()

    def _show_early(self) -> None:
        if self.early_line is None:
            return
        try:
            due = self.value()
        except DeskError:
            due = None
        day = self._source_day
        early = due is not None and day is not None and due.wall.date() < day
        if early and day is not None:
            said = self.ui.language.tr(
                "This is before {day}, when it was agreed. It is kept as typed.", day=self.wording.day(day)
            )
            self.early_line.set_text(said)
        self.early_line.setVisible(early)
