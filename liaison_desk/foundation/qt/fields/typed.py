"""Fields whose text is read by a rule: markings, moments, dates. What was understood is echoed; what was not is said."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import IconButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields.base import Field
from liaison_desk.foundation.qt.fields.choices import ComboBox
from liaison_desk.foundation.qt.fields.month import MonthPopup
from liaison_desk.foundation.qt.lines import ImeLineEdit
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size


class ParsedField(Field):
    """A line whose text ``parse`` turns into a value (DeskError when it cannot) and ``show`` back into text.

    ``echo`` puts what was understood below the line. Text the user did not touch is not parsed again, so that opening
    and saving a form never changes a value that its text cannot fully express.
    """

    def __init__(
        self, ui: Ui, parse: Callable[[str], Any], show: Callable[[Any], str],
        echo: Callable[[Any], str] | None = None, placeholder: str = "", *, mono: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(ui)
        self._parse = parse
        self._show = show
        self._echo = echo
        self._kept: tuple[str, Any] = ("", None)
        self.input = ImeLineEdit()
        self.input.setPlaceholderText(placeholder)
        if mono:
            self.input.setFont(ui.theme.font(Size.SECONDARY, mono=True))
        self.input.textEdited.connect(self._on_edited)
        self.row = QHBoxLayout()
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self.row.addWidget(self.input, 1)
        self.body.addLayout(self.row)
        self.echo_line = Text(ui, "", Size.SECONDARY, tone="t2", tabular=True)
        self.echo_line.hide()
        self.body.addWidget(self.echo_line)
        self.watch(self.input)

    def value(self) -> Any:
        """Return what the text means, None when it is empty."""
        text = self.input.text().strip()
        if not text:
            return None
        if text == self._kept[0]:
            return self._kept[1]
        return self._parse(text)

    def set_value(self, value: Any) -> None:
        """Show a value, or nothing for None."""
        text = "" if value is None else self._show(value)
        self._kept = (text.strip(), value)
        self.input.setText(text)
        self._show_echo()

    def _on_edited(self) -> None:
        self._show_echo()
        self.changed.emit()

    def _show_echo(self) -> None:
        if self._echo is None:
            return
        try:
            value = self.value()
        except DeskError:
            value = None
        said = "" if value is None else self._echo(value)
        self.echo_line.set_text(said)
        self.echo_line.setVisible(bool(said))
        if value is not None and self.problem():
            self.set_problem(None)


class MomentField(ParsedField):
    """A moment as people type it: a DTG or "2026-11-24 0900"; below it the same moment in three zones.

    ``parse``: text to aware UTC datetime; ``show``: back, in the form the desk prefers; ``echo``: the three-zone line.
    ``doubt``: what is said, below that, about a text that was read but may be meant otherwise; empty for a clear one.
    """

    def __init__(
        self,
        ui: Ui,
        parse: Callable[[str], datetime],
        show: Callable[[datetime], str],
        echo: Callable[[datetime], str],
        placeholder: str = "",
        doubt: Callable[[str], str] | None = None,
    ) -> None:
        self._doubt = doubt
        self._doubt_line = Text(ui, "", Size.SECONDARY, tone="amb", wrap=True)
        self._doubt_line.hide()
        super().__init__(ui, parse, show, echo, placeholder or "231430ZNOV26")
        self.body.addWidget(self._doubt_line)

    def doubt(self) -> str:
        """Return what is said about a text that may be meant otherwise; empty for a clear one."""
        return self._doubt_line.text_whole() if not self._doubt_line.isHidden() else ""

    def _show_echo(self) -> None:
        super()._show_echo()
        said, text = "", self.input.text().strip()
        if self._doubt is not None and text:
            with suppress(DeskError):  # what cannot be read says so itself
                said = self._doubt(text)
        self._doubt_line.set_text(said)
        self._doubt_line.setVisible(bool(said))


class MarkingField(Field):
    """A marking: chosen from the usual ones or typed as a portion mark. ``value`` is whatever ``parse`` returns.

    ``choices``: markings with their words; ``parse``: typed text to marking (DeskError when it is none); ``show``: back.
    ``brief``: in a narrow form the words stand in the list alone, and the mark in the line.
    """

    def __init__(
        self, ui: Ui, choices: Sequence[tuple[Any, str]], parse: Callable[[str], Any], show: Callable[[Any], str],
        *, brief: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(ui)
        self._parse = parse
        self._show = show
        self._choices = list(choices)
        self._brief = brief
        self._kept: tuple[str, Any] = ("", None)
        self.input = ComboBox(ui)
        self.input.setEditable(True)
        self.edit = ImeLineEdit()
        self.input.setLineEdit(self.edit)
        self.input.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self.input.setCompleter(None)  # type: ignore[arg-type] # Qt's way to have none
        self.edit.setProperty("bare", "true")
        self.edit.setTextMargins(7, 0, 4, 0)
        self.input.addItems([words for _, words in choices])
        # A box chooses its first item by itself; no marking was given yet.
        self.input.setCurrentIndex(-1)
        self.edit.clear()
        self.input.activated.connect(self._on_activated)
        self.edit.textEdited.connect(self.changed)
        self.body.addWidget(self.input)
        self.watch(self.edit)
        self.watch(self.input)

    def value(self) -> Any:
        """Return the marking; None for no marking."""
        text = self.edit.text().strip()
        if text == self._kept[0]:
            return self._kept[1]
        for value, words in self._choices:
            if words == text:
                return value
        return self._parse(text) if text else None

    def set_value(self, value: Any) -> None:
        """Show a marking."""
        mark = "" if value is None else self._show(value)
        text = (mark if self._brief else "") or next((words for known, words in self._choices if known == value), mark)
        self._kept = (text.strip(), value)
        self.input.setCurrentIndex(-1)
        self.edit.setText(text)
        self.edit.setCursorPosition(0)  # in a narrow form the mark itself is what must be seen

    def chosen(self) -> int | None:
        """Return the number of the offered marking that is shown, None for one that was typed."""
        text = self.edit.text().strip()
        shown = (
            (self._show(value), words) if self._brief and value is not None else (words,)
            for value, words in self._choices
        )
        return next((number for number, said in enumerate(shown) if text in said), None)

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other markings; what is shown stays until ``set_value``."""
        text = self.edit.text()
        self._choices = list(choices)
        self.input.clear()
        self.input.addItems([words for _, words in choices])
        self.input.setCurrentIndex(-1)
        self.edit.setText(text)

    def _on_activated(self, number: int) -> None:
        self.set_value(self._choices[number][0])
        self.changed.emit()


class DateField(ParsedField):
    """A date, typed or picked. ``parse`` reads what is typed (DeskError for no date); below it the day it is read as."""

    def __init__(self, ui: Ui, parse: Callable[[str], date]) -> None:
        def said(day: date) -> str:
            return "" if self.input.text().strip() == self._kept[0] else whole_day(ui, day)

        super().__init__(ui, parse, date.isoformat, said, "2026-11-24")
        self.picker = IconButton(ui, "calendar", ui.language.tr("Pick a date"), bordered=True, act=self._open_calendar)
        self.row.addWidget(self.picker)

    def _today(self) -> date:
        return self.ui.clock.now().astimezone().date()

    def _open_calendar(self) -> None:
        try:
            present = self.value() or self._today()
        except DeskError:
            present = self._today()
        popup = MonthPopup(self.ui, present, self._today(), self)
        popup.picked.connect(self._on_picked)
        popup.move(self.mapToGlobal(QPoint(0, self.input.height() + 2)))
        popup.show()
        popup.setFocus()

    def _on_picked(self, day: date) -> None:
        self.set_value(day)
        self.set_problem(None)
        self.input.setFocus()
        self.changed.emit()


def whole_day(ui: Ui, day: date) -> str:
    """Return a day with its weekday and year: Thu 5 Nov 2026."""
    tr = ui.language.tr
    months = (
        tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun"),
        tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec"),
    )  # fmt: skip
    weekdays = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
    return tr(
        "{weekday} {day} {month} {year}",
        weekday=weekdays[day.weekday()], day=day.day, month=months[day.month - 1], year=day.year,
    )  # fmt: skip
