"""The form of a record: fields called as the record's are, what it does not show kept, a newer version shown beside what was typed."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.record import Record
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import BilingualField, DateField, Form
from liaison_desk.foundation.qt.fields.owner import OwnerField
from liaison_desk.foundation.qt.newer import NewerDialog
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of
from liaison_desk.screens.saying import SayingToday

R = TypeVar("R", bound=Record)
Suggest = Callable[[str, str], list[RecordRef]]


class RecordForm(Form, Generic[R]):
    """Field names are the record's attribute names; ``OWNERS`` name those that are a contact or a name (``x`` beside ``x_id``)."""

    OWNERS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, ui: Ui, words: SayingToday, suggest: Suggest, base: R, *, label_width: int = 124) -> None:
        super().__init__(ui, label_width=label_width)
        self._ui = ui
        self._suggest = suggest
        self.words = words
        self.base = base
        self._names: list[str] = []

    def add_text(self, name: str, label: str, tip: str = "", *, rows: int = 1) -> BilingualField:
        """Add a text in two languages."""
        self._names.append(name)
        return self.add(name, label, BilingualField(self._ui, *self.words.side_names(), rows=rows), tip)

    def add_day(self, name: str, label: str, tip: str = "") -> DateField:
        """Add a day."""
        self._names.append(name)
        return self.add(name, label, DateField(self._ui, self.words.read_day()), tip)

    def add_owner(self, name: str, label: str, hint: str, tip: str = "") -> OwnerField:
        """Add somebody: a contact, or a name; ``name`` stands in ``OWNERS``."""
        self._names.append(name)
        return self.add(name, label, OwnerField(self._ui, partial(self._suggest, "person"), hint), tip)

    def add_marking(self) -> None:
        """Add to whom the record may be released."""
        self._names.append("marking")
        label = self.words.language.tr("&May be released to")
        self.add("marking", label, marking_field(self._ui, self.words.profile()))

    def add_field(self, name: str, label: str, field: Any, tip: str = "") -> Any:
        """Add any other field whose value is what the record holds."""
        self._names.append(name)
        return self.add(name, label, field, tip)

    def show_record(self, record: R) -> None:
        """Show a record; the form is clean afterwards."""
        self.base = record
        self.fill({name: self.shown(record, name) for name in self._names})
        self.lay_out()

    def shown(self, record: R, name: str) -> Any:
        """Return what a field shows of a record."""
        value = getattr(record, name)
        if isinstance(value, Bilingual):
            return pair_of(value)
        return (value, getattr(record, f"{name}_id")) if name in self.OWNERS else value

    def collect(self) -> R:
        """Return the record as the form says; what it does not show stays as it was. Raises what its fields do."""
        values: dict[str, Any] = {}
        for name, value in self.values().items():
            if name not in self._names:
                continue
            if isinstance(getattr(self.base, name), Bilingual):
                values[name] = bilingual_of(value)
            elif name in self.OWNERS:
                values[name], values[f"{name}_id"] = value
            else:
                values[name] = value
        return replace(self.base, **self.settled(values))

    def settled(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values a record takes of what the fields say; a form whose fields hold something else makes them here."""
        return values

    def lay_out(self) -> None:
        """Show and hide fields as what is chosen asks for."""

    def rebase(self, newer: R) -> None:
        """Let what the form says be saved over a newer version; what it does not show stays as that version says."""
        self.base = newer

    def differences(self, before: R, newer: R) -> list[str]:
        """Return how a newer version differs from the one the form began with, line by line."""
        lines = [
            f"{self.field(name).label}: {self.said(newer, name)}"
            for name in self._names
            if self.shown(newer, name) != self.shown(before, name)
        ]
        return lines or [self.words.language.tr("It differs in details that are not shown here.")]

    def said(self, record: R, name: str) -> str:
        """Return what a record says in a field, in words."""
        value = getattr(record, name)
        if isinstance(value, Bilingual):
            return " / ".join(part for part in (value.host, value.home) if part) or "–"
        if name == "marking":
            return self.words.release(value if isinstance(value, Marking) else None)
        if isinstance(value, tuple):
            return ", ".join(str(one) for one in value if isinstance(one, str)) or str(len(value))
        return str(value or "–")


def record_dialog(
    ui: Ui, form: RecordForm[R], record: R, titles: tuple[str, str], action: str, *, commit: Callable[[R], R],
    read: Callable[[int], R], saved: Callable[[R], None], width: int = 720,
) -> NewerDialog:  # fmt: skip
    """Return the form of a new or known record in its dialog; ``titles`` are those of a new and of a known one, ``action`` adds a new one."""
    return NewerDialog(
        ui, titles[1] if record.id else titles[0], form, record, action=ui.language.tr("Save") if record.id else action,
        collect=form.collect, commit=commit, read=read, show=form.show_record, rebase=form.rebase,
        differences=form.differences, saved=saved, width=width,
    )  # fmt: skip
