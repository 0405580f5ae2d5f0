"""Values that are edited where they stand: a double click or F2 opens a line, Enter saves, Esc steps back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from liaison_desk.contacts.records import Person
from liaison_desk.contacts.rules.validity import is_address
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.lines import EntryLine
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import restyle
from liaison_desk.foundation.qt.theme import Size

Change = Callable[[Person, str], Person]
"""Makes a person with what was typed; raises DeskError when that means nothing."""
Save = Callable[[Change, str, Callable[[str], None]], None]
"""Saves a change; calls back with a sentence when it may not be."""


class InlineValue(QWidget):
    """One value; ``shown`` displays it, ``typed`` is how it is written in the line."""

    begun = Signal()
    ended = Signal()
    """The line is closed and nothing was changed."""

    def __init__(self, ui: Ui, shown: QWidget, typed: str, name: str, change: Change, save: Save) -> None:
        super().__init__()
        self._ui = ui
        self._typed = typed
        self._name = name
        self._change = change
        self._save = save
        self.shown = shown
        self.line: EntryLine | None = None
        self._problem: Text | None = None
        self._saving = False
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(3)
        self._outer.addWidget(shown)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ring", True)
        self.setAccessibleName(f"{name}: {typed}")
        self.setToolTip(ui.language.tr("Double-click or F2 to edit"))
        if isinstance(shown, QLabel):
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    @property
    def editing(self) -> bool:
        """Whether the line is open."""
        return self.line is not None

    @property
    def problem(self) -> str:
        """The sentence below the line, empty when nothing is wrong."""
        return self._problem.text_whole() if self._problem is not None else ""

    def edit(self) -> None:
        """Open the line over the value."""
        if self.line is not None:
            return
        line = EntryLine()
        line.setText(self._typed)
        line.setMaxLength(2000)
        line.setAccessibleName(self._name)
        line.selectAll()
        line.entered.connect(self.finish)
        line.escaped.connect(self.step_back)
        self.line = line
        self.shown.hide()
        self._outer.addWidget(line)
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.begun.emit()

    def step_back(self) -> None:
        """Close the line without a change."""
        if self.line is None or self._saving:
            return
        for widget in filter(None, (self.line, self._problem)):
            widget.hide()
            widget.deleteLater()
        self.line, self._problem = None, None
        self.shown.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ended.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit."""
        self.edit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits; F2 comes by the page."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.line is None:
            self.edit()
        else:
            super().keyPressEvent(event)

    def finish(self) -> None:
        """Save what stands in the line, if it is open."""
        if self.line is None or self._saving:
            return
        text = self.line.text().strip()
        if text == self._typed:
            self.step_back()
            return
        self._saving = True
        self._save(self._change, text, self._on_refused)

    def _on_refused(self, words: str) -> None:
        self._saving = False
        if self.line is None:
            return
        if self._problem is None:
            self._problem = Text(self._ui, "", Size.SECONDARY, tone="red", wrap=True)
            self._outer.addWidget(self._problem)
        self._problem.set_text(words)
        self.line.setAccessibleDescription(words)
        restyle(self.line, "wrong", "true")
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


def text_change(attribute: str) -> Change:
    """Return what sets an attribute of one line."""

    def change(person: Person, text: str) -> Person:
        values: dict[str, Any] = {attribute: text}
        return replace(person, **values)

    return change


def tags_change(person: Person, text: str) -> Person:
    """Set the tags, which are separated by commas."""
    words = (word.strip() for word in text.replace("、", ",").split(","))
    return replace(person, tags=tuple(dict.fromkeys(word for word in words if word)))


def phone_change(number: int) -> Change:
    """Return what sets a telephone's number; an empty one takes the telephone away."""

    def change(person: Person, text: str) -> Person:
        phones = list(person.phones)
        phones[number : number + 1] = [replace(phones[number], number=text)] if text else []
        return replace(person, phones=tuple(phones))

    return change


def email_change(number: int) -> Change:
    """Return what sets an e-mail address; an empty one takes it away, InvalidError for what cannot be one."""

    def change(person: Person, text: str) -> Person:
        emails = list(person.emails)
        one = replace(emails[number], address=text)
        if text and one.network == "internet" and not is_address(text):
            told = "{address} is no e-mail address. Write it as name@example.org."
            raise InvalidError([Problem("emails", told, (("address", text),))])
        emails[number : number + 1] = [one] if text else []
        return replace(person, emails=tuple(emails))

    return change
