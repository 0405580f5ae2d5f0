"""A portion being edited in place: kind, marking, speaker, attribution and both wordings, each looked at before it is kept."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.ceiling import check_ceiling, guard
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import (
    BilingualField,
    Choice,
    ImeLineEdit,
    MarkingField,
    Pair,
    TextArea,
    TextField,
)
from liaison_desk.foundation.qt.newer import NewerStrip
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface
from liaison_desk.meetings.records import Portion
from liaison_desk.meetings.ui.words import Words


class PortionEditor(QWidget):
    """Stands where the row stood. ``saved`` carries what it was and what it shall be; Esc without a change steps back."""

    saved = Signal(object, object)
    cancelled = Signal(str)

    def __init__(self, ui: Ui, words: Words, portion: Portion) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._before = portion
        self._newest = portion
        self._changed = False
        tr = ui.language.tr
        surface(self, "side")
        grammar = words.grammar()
        self.kind = Choice(ui, words.portion_kinds)
        self.marking = MarkingField(
            ui, words.usual_markings(), lambda text: grammar.parse(text, words.profile().home).marking, words.marking
        )
        self.said_by = TextField(ui)
        self.attribution = Choice(ui, words.attributions)
        self.text = BilingualField(ui, *words.side_names(), rows=2)
        self.strip = MessageStrip(ui)
        self.newer = NewerStrip(ui, self._on_take, self._on_keep)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, (label, field) in enumerate(
            (
                (tr("Kind"), self.kind),
                (tr("Marking"), self.marking),
                (tr("Said by"), self.said_by),
                (tr("Attribution"), self.attribution),
            )
        ):
            field.name(label)
            field.changed.connect(self._on_changed)
            grid.addWidget(Text(ui, label, 11, tone="t3"), 0, column)
            grid.addWidget(field, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 2 if field is self.marking else 1)
        self.text.name(tr("Note"))
        self.text.changed.connect(self._on_changed)
        self.save_button = PrimaryButton(ui, tr("Save"), key="Ctrl+Enter", act=self.save)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(PlainButton(ui, tr("Cancel"), act=self.step_back))
        foot.addWidget(self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 12, 28, 12)
        outer.setSpacing(10)
        outer.addWidget(self.strip)
        outer.addWidget(self.newer)
        outer.addLayout(grid)
        outer.addWidget(self.text)
        outer.addLayout(foot)
        self._fill(portion)
        own = words.profile().side_of(ui.language.code)
        self.setFocusProxy(self.text.host if own.value == "host" else self.text.home)

    @property
    def uid(self) -> str:
        """Which portion is being edited."""
        return self._before.uid

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not kept."""
        return self._changed

    def save(self) -> None:
        """Tell what the portion shall be, unless a field says something that may not be kept."""
        self.strip.hide()
        if not self.marking.check():
            return
        try:
            after = self._collect()
        except DeskError as error:
            self.strip.show_error(error)
            return
        if after == self._before:
            self.cancelled.emit(self.uid)
        else:
            self.saved.emit(self._before, after)

    def step_back(self) -> None:
        """Close without saving; asks first when something was typed."""
        tr = self._ui.language.tr
        if not self._changed or self._ui.ask.confirm(
            tr("Discard what you typed?"), tr("It has not been saved."), tr("Discard"), destructive=True
        ):
            self.cancelled.emit(self.uid)

    def show_failed(self, error: Exception) -> None:
        """Say why it could not be saved; all that was typed stays."""
        self.strip.show_error(error)

    def show_unfinished(self) -> None:
        """Say that this note must be saved or left before another one is edited."""
        self.strip.show_text(self._ui.language.tr("Save this note or step back before editing another one."), "amb")
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_newer(self, portion: Portion, author: str) -> None:
        """Show what the portion says now beside what was typed."""
        self._newest = portion
        words = self._words
        said = (words.portion(portion.kind), words.marking(portion.marking), portion.said_by)
        lines = [" · ".join(part for part in said if part), portion.text.host, portion.text.home]
        self.newer.show_lines(author, [line for line in lines if line])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Return saves, Esc steps back; keys of a conversion stay with it."""
        focus = self.focusWidget()
        composing = isinstance(focus, ImeLineEdit | TextArea) and focus.composing
        key, ctrl = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and ctrl:
            self.save()
        elif key == Qt.Key.Key_Escape and not composing:
            self.step_back()
        elif not event.text():
            super().keyPressEvent(event)

    def _collect(self) -> Portion:
        profile = self._words.profile()
        marking: Marking | None = self.marking.value()
        pair: Pair = self.text.value()
        wordings = []
        notes = []
        for wording in (pair.host, pair.home):
            seen = guard(wording, profile.ceiling, self._words.grammar(), profile.home)
            wordings.append(seen.text.strip())
            marking = seen.marking if seen.marking is not None else marking
            notes += [self._ui.language.tr(seen.note, **dict(seen.values))] if seen.note else []
        check_ceiling(marking, profile.ceiling)
        if not any(wordings):
            raise DeskError("A note needs words; delete it instead.")
        if notes:
            self._ui.notify(" ".join(notes), None)
        host, home = wordings
        text = Bilingual(host, home, Wording(pair.host_state), Wording(pair.home_state))
        return replace(
            self._before, kind=self.kind.value(), marking=marking, text=text, said_by=self.said_by.value(),
            attribution=self.attribution.value(),
        )  # fmt: skip

    def _fill(self, portion: Portion) -> None:
        text = portion.text
        self.kind.set_value(portion.kind)
        self.marking.set_value(portion.marking)
        self.said_by.set_value(portion.said_by)
        self.attribution.set_value(portion.attribution)
        self.text.set_value(Pair(text.host, text.home, text.host_state.value, text.home_state.value))
        self._changed = False

    def _on_take(self) -> None:
        self._before = self._newest
        self.newer.hide()
        self._fill(self._newest)

    def _on_keep(self) -> None:
        self._before = self._newest
        self.newer.hide()
        self.save()

    def _on_changed(self) -> None:
        self._changed = True
