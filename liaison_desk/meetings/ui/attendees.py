"""Who was there, in the form: contacts found by typing and frozen as they were that day, or anyone by name."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton, LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Field, FinderLine, ImeLineEdit
from liaison_desk.foundation.qt.fields.stops import in_reading_order
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import MEDIUM, Size
from liaison_desk.meetings.records import Attendee
from liaison_desk.meetings.ui.words import Words

Freeze = Callable[[int, date], Attendee]


class AttendeesField(Field):
    """A list of attendees. ``day`` says the meeting's date; ``freeze`` runs on the database lane.

    ``invited`` gives those of the calendar's event, also on the database lane; ``offer_invited`` offers it.
    """

    def __init__(
        self, ui: Ui, words: Words, find: Callable[[str], Sequence[RecordRef]], freeze: Freeze, day: Callable[[], date],
        invited: Callable[[], Sequence[Attendee]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ui)
        self._wording = words
        self._freeze = freeze
        self._day = day
        self._invited = invited
        self._shown_for = day()
        self.rows: list[AttendeeRow] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.input = NameLine(ui, find, ui.language.tr("Add a contact, or type a name and press Enter"))
        self.input.picked.connect(self._on_picked)
        self.input.entered.connect(self._on_entered)
        self.body.addLayout(self._lines)
        self.invited_button = LinkButton(ui, ui.language.tr("Add those of the calendar event"), self.add_invited)
        self.invited_button.hide()
        self.body.addWidget(self.input)
        self.body.addWidget(self.invited_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.watch(self.input)

    def stops(self) -> list[QWidget]:
        """Return what Tab goes through: names are typed first, then come those who are listed."""
        listed = [stop for row in self.rows for stop in in_reading_order(row)]
        return [self.input, *listed, *in_reading_order(self.invited_button)]

    def offer_invited(self, offered: bool) -> None:
        """Offer to add those of the calendar's event, where somebody can give them."""
        self.invited_button.setVisible(offered and self._invited is not None)

    def add_invited(self) -> None:
        """Add those of the calendar's event who are not listed yet."""
        if self._invited is not None:
            self.ui.jobs.database.run(self._invited, self._on_invited, self._on_failed, owner=self)

    def _on_invited(self, invited: Sequence[Attendee]) -> None:
        there = {_who(row.value()) for row in self.rows}
        new = [one for one in invited if _who(one) not in there]
        for one in new:
            self._add(one)
        if new:
            self.changed.emit()

    def value(self) -> tuple[Attendee, ...]:
        """Return who was there, with a name that is typed but not yet added."""
        typed = self.input.text().strip()
        listed = tuple(row.value() for row in self.rows)
        return (*listed, Attendee(typed)) if typed else listed

    def set_value(self, value: Sequence[Attendee]) -> None:
        """Show who was there."""
        while self.rows:
            self._take(self.rows[-1])
        self.input.clear()
        self._shown_for = self._day()
        for one in value:
            self._add(one)

    def follow_day(self) -> None:
        """Give contacts the post of the day the meeting is on now, unless theirs was another than that of the day before."""
        day = self._day()
        if day == self._shown_for:
            return
        self._shown_for = day
        rows = [row for row in self.rows if row.frozen.contact_id]
        asked = [(row.frozen, row.day) for row in rows]

        def read() -> list[Attendee | None]:
            return [self._on_day(one, then, day) for one, then in asked]

        def show(found: Sequence[Attendee | None]) -> None:
            for row, one in zip(rows, found, strict=True):
                if one is not None and row in self.rows:
                    row.follow(one)

        self.ui.jobs.database.run(read, show, self._on_failed, ticket_key=f"posts {id(self)}", owner=self)

    def _on_day(self, one: Attendee, then: date, day: date) -> Attendee | None:
        """Return how somebody who was frozen on one day is on another; nothing if he was put in otherwise."""
        try:
            before, now = (self._freeze(one.contact_id, at) for at in (then, day))
        except NotFoundError:  # gone from the contacts: he stays as he was
            return None
        return now if (before.post, before.organization) == (one.post, one.organization) else None

    def _add(self, one: Attendee) -> None:
        row = AttendeeRow(self.ui, self._wording, one, self._day())
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        row.move_wanted.connect(lambda by: self._move(row, by))
        self.rows.append(row)
        self._lines.addWidget(row)

    def _on_picked(self, ref: RecordRef) -> None:
        self.input.clear()
        if any(row.value().contact_id == ref.id for row in self.rows):
            return
        day = self._day()
        self.ui.jobs.database.run(lambda: self._freeze(ref.id, day), self._on_frozen, self._on_failed, owner=self)

    def _on_frozen(self, one: Attendee) -> None:
        self._add(one)
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.set_problem(self.ui.words(error))

    def _on_entered(self) -> None:
        name = self.input.text().strip()
        if name:
            self.input.clear()
            self._add(Attendee(name))
            self.changed.emit()

    def _remove(self, row: "AttendeeRow") -> None:
        self._take(row)
        self.input.setFocus()
        self.changed.emit()

    def _move(self, row: "AttendeeRow", by: int) -> None:
        """Move a row among the others; it stops at the ends and keeps the keyboard."""
        at = self.rows.index(row)
        to = max(0, min(len(self.rows) - 1, at + by))
        if to != at:
            focus = row.focusWidget() or row
            self.rows.insert(to, self.rows.pop(at))
            self._lines.insertWidget(to, row)
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def _take(self, row: "AttendeeRow") -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()


def _who(one: Attendee) -> tuple[int, str]:
    return (one.contact_id, "") if one.contact_id else (0, (one.name or one.native).casefold())


class NameLine(FinderLine):
    """Finds contacts; Return without an offer takes the name as it is."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the typed name when nothing is offered."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        entering = plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if entering and not self.composing and not self.offers and self.text().strip():
            self.close_list()
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class AttendeeRow(QWidget):
    """One attendee in a line; the pencil opens what was frozen, for whoever must be put right.

    ``frozen`` is he as he came into the form, where the meeting was on that ``day``. With the keyboard on it F2 opens it, Del takes it out, Alt and the arrows move it. The fields are made when they are
    first opened, so that hundreds of rows are made at once.
    """

    changed = Signal()
    removed = Signal()
    move_wanted = Signal(int)

    def __init__(self, ui: Ui, words: Words, attendee: Attendee, day: date) -> None:
        super().__init__()
        self._ui = ui
        self._attendee = self.frozen = attendee
        self.day = day
        self._words = words
        self._inputs: QWidget | None = None
        self.inputs: dict[str, ImeLineEdit] = {}
        tr = ui.language.tr
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", True)
        surface(self, "side")
        self._name = Text(ui, "", Size.BODY, MEDIUM)
        self._more = Text(ui, "", Size.SECONDARY, tone="t2", elide=True)
        self.edit_button = IconButton(ui, "pencil", tr("Edit this attendee"), key="F2", act=self.toggle)
        self.remove_button = IconButton(ui, "x", tr("Remove this attendee"), act=self.removed.emit)
        for button in (self.edit_button, self.remove_button):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the row itself is one step of Tab, and has their keys
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._more, 1)
        head.addWidget(self.edit_button)
        head.addWidget(self.remove_button)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(10, 2, 4, 2)
        self._outer.setSpacing(2)
        self._outer.addLayout(head)
        self._show()

    def value(self) -> Attendee:
        """Return the attendee as the row says."""
        typed: dict[str, Any] = {key: line.text().strip() for key, line in self.inputs.items()}
        return replace(self._attendee, **typed)

    def follow(self, then: Attendee) -> None:
        """Take over the post somebody has on another day, where none was typed here."""
        shown, typed = self._attendee, self.value()
        if (typed.post, typed.organization) != (shown.post, shown.organization):
            return
        self._attendee = replace(shown, post=then.post, organization=then.organization)
        for key in ("post", "organization"):
            if key in self.inputs:
                self.inputs[key].setText(getattr(then, key))
        self._on_edited()

    def toggle(self) -> None:
        """Open or close what was frozen."""
        if self._inputs is None:
            self._inputs = self._make_inputs()
            self._outer.addWidget(self._inputs)
            self._inputs.hide()
        self._inputs.setVisible(self._inputs.isHidden())
        if self._inputs.isVisible():
            self.inputs["name"].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the row itself, not while one of its fields is typed in."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier and self.hasFocus()
        if modifiers == Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.move_wanted.emit(1 if key == Qt.Key.Key_Down else -1)
        elif plain and key in {Qt.Key.Key_F2, Qt.Key.Key_Space}:
            self.toggle()
        elif plain and key == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _make_inputs(self) -> QWidget:
        tr = self._ui.language.tr
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 2, 0, 6)
        grid.setVerticalSpacing(2)
        names = (
            ("name", tr("Name")), ("native", tr("Native name")), ("rank", tr("Rank")), ("role", tr("Role")),
            ("post", tr("Post")), ("organization", tr("Organization")), ("nation", tr("Nation")),
        )  # fmt: skip
        for number, (key, label) in enumerate(names):
            line = ImeLineEdit()
            line.setText(getattr(self._attendee, key))
            line.setAccessibleName(label)
            line.textEdited.connect(lambda _: self._on_edited())
            self.inputs[key] = line
            row, column = divmod(number, 2)
            grid.addWidget(Text(self._ui, label, Size.META, tone="t3"), 2 * row, column)
            grid.addWidget(line, 2 * row + 1, column)
        return holder

    def _on_edited(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        one = self.value()
        self._name.set_text(self._words.attendee(one))
        self._more.set_text(self._words.attendee_more(one))
        self.setAccessibleName(f"{self._words.attendee(one)}, {self._words.attendee_more(one)}")
