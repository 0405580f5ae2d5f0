"""Forms in their dialogs: a newer version is shown beside what was typed, and people who may be the same are named."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.contacts.records import Person
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.ui.person_form import PersonForm
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking, describe
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.record import Record
from liaison_desk.foundation.core.codec import plain
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Form
from liaison_desk.foundation.qt.newer import NewerDialog
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD

Kind = TypeVar("Kind", bound=Record)

_PAUSE = 300
_HEAD = {field.name for field in fields(Record)} - {"marking"}


def spoken(value: Any, ui: Ui) -> str:
    """Return any attribute's value in plain words, on one line."""
    if isinstance(value, PersonName):
        return "  ".join(filter(None, (value.latin(), value.native(), value.reading())))
    if isinstance(value, Bilingual):
        return " / ".join(filter(None, (value.host, value.home)))
    if value is None or isinstance(value, Marking):
        return describe(value, ui.language) if value else "–"
    if isinstance(value, tuple):
        return "; ".join(spoken(one, ui) for one in value) or "–"
    found = plain(value)
    words = ", ".join(map(str, found.values())) if isinstance(found, dict) else str(found)
    return " ".join(words.split()) or "–"


class RecordDialog(NewerDialog):
    """The shared dialog for records whose differences can be told by the labels of their form."""

    def __init__(
        self, ui: Ui, title: str, form: Form, record: Kind, *, action: str, collect: Callable[[], Kind],
        commit: Callable[[Kind], Kind], read: Callable[[int], Kind], show: Callable[[Kind], None], rebase: Callable[[Kind], None],
        saved: Callable[[Kind], None] | None = None, width: int = 720,
    ) -> None:  # fmt: skip
        super().__init__(
            ui, title, form, record, action=action, collect=collect, commit=commit, read=read, show=show, rebase=rebase,
            differences=self._said, saved=saved, width=width,
        )  # fmt: skip

    def _said(self, before: Record, newer: Record) -> list[str]:
        changed = (
            field.name
            for field in fields(newer)
            if field.name not in _HEAD and getattr(newer, field.name) != getattr(before, field.name)
        )
        return [f"{self._label(name)}: {spoken(getattr(newer, name), self.ui)}" for name in changed]

    def _label(self, name: str) -> str:
        key = "rank" if name in {"service", "rank_home", "rank_code"} else name
        try:
            return self.form.field(key).label or key
        except KeyError:  # an attribute the form does not show, such as the photo
            return key


class PersonDialog(RecordDialog):
    """The form of a person. While a new one is entered, people who may be the same are shown; that never blocks."""

    def __init__(
        self, ui: Ui, contacts: Contacts, form: PersonForm, person: Person,
        saved: Callable[[Person], None] | None = None,
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        super().__init__(
            ui, tr("Edit contact") if person.id else tr("New contact"), form, person,
            action=tr("Save") if person.id else tr("Add contact"), collect=form.collect, commit=contacts.save,
            read=contacts.person, show=form.show_person, rebase=form.rebase, saved=saved,
        )  # fmt: skip
        self._contacts = contacts
        self._person_form = form
        self.lookalikes = _Lookalikes(ui, self._on_open)
        self.content.insertWidget(2, self.lookalikes)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        if not person.id:
            for name in ("name", "emails", "phones"):
                form.field(name).changed.connect(self._pause.start)
        self.begin_at: Callable[[], None] | None = None

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where ``begin_at`` leads, else in the first field."""
        super().showEvent(event)
        if self.begin_at is not None:
            # The form gets its final height from the resize that follows.
            QTimer.singleShot(0, self, self.begin_at)

    def _look(self) -> None:
        form = self._person_form
        typed = Person(name=form.name.value(), emails=form.field("emails").value(), phones=form.field("phones").value())
        self.ui.jobs.database.run(
            lambda: self._contacts.lookalikes(typed), self.lookalikes.show_found, ticket_key=f"lookalikes {id(self)}"
        )

    def _on_open(self, ref: RecordRef) -> None:
        self.reject()
        if not self.isVisible():
            self.ui.open(ref)


class _Lookalikes(QWidget):
    def __init__(self, ui: Ui, act: Callable[[RecordRef], None]) -> None:
        super().__init__()
        self._ui = ui
        self._act = act
        self.buttons: list[LinkButton] = []
        surface(self, "amb_bg")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 5, 12, 5)
        self._row.setSpacing(12)
        self._row.addWidget(Text(ui, ui.language.tr("Looks like"), tone="amb", weight=SEMIBOLD))
        self._row.addStretch(1)
        self.hide()

    def show_found(self, found: Sequence[RecordRef]) -> None:
        """Show people as links; none hides the strip."""
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        # An & in a name is a letter, not a mnemonic.
        self.buttons = [LinkButton(self._ui, ref.label.replace("&", "&&"), partial(self._act, ref)) for ref in found]
        for number, button in enumerate(self.buttons):
            self._row.insertWidget(1 + number, button)
        self.setVisible(bool(found))
