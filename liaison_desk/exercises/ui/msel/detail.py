"""One inject whole, beside the table: both languages, marking, remarks, when it was delivered and closed. Kept when it is left."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.typed import parse_time
from liaison_desk.exercises.records import Inject
from liaison_desk.exercises.rules.offsets import parse_offset
from liaison_desk.exercises.service.msel import Msel, in_state
from liaison_desk.exercises.ui.msel.words import Words
from liaison_desk.foundation.core.errors import InvalidError
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import (
    BilingualField,
    Choice,
    Form,
    MomentField,
    ParsedField,
    TextAreaField,
    TextField,
)
from liaison_desk.foundation.qt.keyboard import on_keys
from liaison_desk.foundation.qt.paint import EmptyState, Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of

_NAMED: Final = ("cell", "sender", "receiver", "method", "kind", "controller")
_TEXTS: Final = ("text", "expected")
_SAME: Final = ("number", *_NAMED, "state", "objective", "marking", "remarks", "delivered_at", "closed_at")


class InjectPane(QWidget):
    """Shows and edits an inject. ``saved`` tells one that was kept, ``refused`` the id of one that could not be."""

    saved = Signal(object)
    refused = Signal(int)
    close_wanted = Signal()

    def __init__(self, ui: Ui, words: Words, msel: Msel) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._msel = msel
        self._base: Inject | None = None
        self._saving = False
        tr = ui.language.tr
        self.form: Form | None = None
        self.heading = Text(ui, "", Size.SUBJECT, SEMIBOLD, elide=True)
        self.strip = MessageStrip(ui)
        self.save_button = PrimaryButton(ui, tr("Save"), key="Ctrl+Enter", act=self.keep)
        self.revert_button = PlainButton(ui, tr("Discard"), act=self.revert)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 8, 6)
        head.addWidget(self.heading, 1)
        head.addWidget(IconButton(ui, "x", tr("Close the pane"), act=self.close_wanted.emit))
        self._body = QVBoxLayout()
        self._body.setContentsMargins(12, 0, 4, 0)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(16, 8, 16, 10)
        foot.addStretch(1)
        foot.addWidget(self.revert_button)
        foot.addWidget(self.save_button)
        self.empty = EmptyState(ui, tr("Choose an inject to see it whole."))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self.strip)
        outer.addLayout(self._body, 1)
        outer.addWidget(self.empty, 1)
        outer.addWidget(self._foot)
        on_keys(self, "Ctrl+Return", self.keep)
        surface(self, "surf")
        self.show_nothing()

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._base is not None and self.form is not None and self.form.dirty

    @property
    def shown(self) -> Inject | None:
        """The inject on show."""
        return self._base

    def show_nothing(self) -> None:
        """Say that nothing is chosen."""
        self._base = None
        self.heading.set_text(self._ui.language.tr("Inject"))
        self.strip.hide()
        self._show_parts()

    def show_inject(self, inject: Inject, used: Mapping[str, Iterable[str]]) -> None:
        """Show an inject, with what is in use offered in its fields."""
        self._base = inject
        form = self.form or self._made()
        self.heading.set_text(self._ui.language.tr("Inject {number}", number=inject.number))
        self.strip.hide()
        form.clear_problems()
        self.objective.set_choices(self._objectives(inject.objective))
        for name in _NAMED:
            field = form.field(name)
            assert isinstance(field, TextField)
            field.input.complete_from(used.get(name, ()))
        values: dict[str, Any] = {name: getattr(inject, name) for name in _SAME}
        values |= {name: pair_of(getattr(inject, name)) for name in _TEXTS}
        form.fill(values | {"minutes": inject.minutes})
        self._show_parts()

    def keep(self, then: Callable[[], object] | None = None) -> None:
        """Keep what was typed; a field that means nothing is shown instead, and the inject stays on show."""
        base, form = self._base, self.form
        if base is None or form is None or self._saving:
            return
        if not form.dirty:
            if then is not None:
                then()
            return
        if not form.check():
            self.refused.emit(base.id)
            return
        changed = self._collected(base, form)
        self._saving = True
        self.save_button.setEnabled(False)
        self._ui.jobs.database.run(
            lambda: self._msel.save(changed), lambda kept: self._on_kept(kept, then), self._on_failed, owner=self
        )

    def revert(self) -> None:
        """Show the inject as it is kept."""
        base = self._base
        if base is None:
            return

        def shown(inject: Inject) -> None:
            if self._base is not None and self._base.id == inject.id:
                self.show_inject(inject, {})

        self._ui.jobs.database.run(lambda: self._msel.inject(base.id), shown, owner=self)

    def _on_kept(self, kept: Inject, then: Callable[[], object] | None) -> None:
        self._saving = False
        self.save_button.setEnabled(True)
        if self._base is not None and self._base.id == kept.id and self.form is not None:
            self._base = kept
            self.form.settle()
            self.strip.hide()
            self._show_parts()
        self.saved.emit(kept)
        if then is not None:
            then()

    def _on_failed(self, error: Exception) -> None:
        self._saving = False
        self.save_button.setEnabled(True)
        if isinstance(error, InvalidError) and self.form is not None:
            others = self.form.show_problems(error)
            if others:
                self.strip.show_text(" ".join(others))
        else:
            self.strip.show_error(error)
        if self._base is not None:
            self.refused.emit(self._base.id)

    def _collected(self, base: Inject, form: Form) -> Inject:
        values = form.values()
        texts: dict[str, Any] = {name: bilingual_of(values.pop(name)) for name in _TEXTS}
        values["minutes"] = base.minutes if values["minutes"] is None else values["minutes"]
        state = values.pop("state")
        inject = replace(base, **texts, **values)
        return inject if state is base.state else in_state(inject, state, self._msel.now())

    def _show_parts(self) -> None:
        some = self._base is not None
        if self.form is not None:
            self.form.setVisible(some)
        self._foot.setVisible(some)
        self.empty.setVisible(not some)
        self.revert_button.setEnabled(self.dirty)

    def _made(self) -> Form:
        ui, words, tr = self._ui, self._words, self._ui.language.tr
        form = Form(ui, label_width=86)
        form.add("number", tr("&Number"), TextField(ui, limit=20))
        form.add(
            "minutes",
            tr("&Time"),
            ParsedField(ui, self._read_time, words.time, words.brief, "D+1 0900", mono=True),
            words.convention(),
        )
        form.add("state", tr("&State"), Choice(ui, words.states))
        form.add("text", tr("Inject te&xt"), BilingualField(ui, *words.side_names(), rows=3))
        form.add("expected", tr("&Expected"), BilingualField(ui, *words.side_names(), rows=2))
        labels = (tr("&Cell"), tr("Sen&der"), tr("&Receiver"), tr("Met&hod"), tr("&Kind"), tr("C&ontroller"))
        for name, label in zip(_NAMED, labels, strict=True):
            form.add(name, label, TextField(ui, limit=200))
        self.objective = form.add("objective", tr("O&bjective"), Choice(ui, self._objectives("")))
        form.add("marking", tr("&Marking"), marking_field(self._ui, self._words.profile()))
        moment = "161600ZJAN27"
        for name, label in (("delivered_at", tr("Deli&vered")), ("closed_at", tr("C&losed out at"))):
            form.add(name, label, MomentField(ui, self._read_moment, self._write_moment, words.instant, moment))
        form.add("remarks", tr("Rem&arks"), TextAreaField(ui, rows=2))
        form.edited.connect(lambda: self.revert_button.setEnabled(True))
        for line in form.findChildren(Text):
            line.setWordWrap(True)  # the pane is narrow
        inside = form.widget()
        for part in (form.viewport(), inside):
            if part is not None:
                surface(part, "surf")
        self.form = form
        self._body.addWidget(form)
        return form

    def _objectives(self, present: str) -> list[tuple[str, str]]:
        known = [("", self._ui.language.tr("None of them")), *self._words.objectives()]
        return known if present in dict(known) else [*known, (present, present)]

    def _read_time(self, text: str) -> int:
        base = self._base
        return parse_offset(text, self._words.start, self._words.start.day(base.minutes if base is not None else 0))

    def _read_moment(self, text: str) -> datetime:
        start = self._words.start
        return parse_time(text, (start.zone, self._words.profile().home_zone), self._msel.now()).at

    def _write_moment(self, at: datetime) -> str:
        times = self._words.times_of(at)
        return "" if times is None else times.place.dtg
