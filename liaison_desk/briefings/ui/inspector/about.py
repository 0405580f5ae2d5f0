"""What a whole packet is about: fields for one meeting, exercise, arrangement and visit, each offered where an entry may be about such a record."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import SignalInstance

from liaison_desk.briefings.records import PacketItem
from liaison_desk.briefings.ui.entry.records import Finder
from liaison_desk.briefings.ui.fitting import ABOUT_ARRANGEMENT, ABOUT_EXERCISE, ABOUT_MEETING, ABOUT_VISIT
from liaison_desk.briefings.ui.outside import Outside
from liaison_desk.exercises.records import EXERCISE
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Form, PickRecord
from liaison_desk.meetings.records import MEETING
from liaison_desk.partnership.records import ARRANGEMENT, VISIT


class AboutField:
    """The field of one record in a form, called there as its ``kind``; ``entries`` are those that may be about one."""

    def __init__(
        self, ui: Ui, form: Form, outside: Outside, kind: str, entries: Collection[str], words: tuple[str, str]
    ) -> None:
        """``words`` are its label and what stands in it while it is empty."""
        label, empty = words
        self._ui, self._form, self._outside = ui, form, outside
        self._kind, self._entries = kind, frozenset(entries)
        self._field = form.add(kind, label, PickRecord(ui, Finder(ui, outside.find, (kind,)), empty))

    @property
    def changed(self) -> SignalInstance:
        """Another record was picked, or none."""
        return self._field.changed

    def value(self) -> int:
        """Return the id of the record that was picked; 0 for none."""
        chosen = self._field.understood()
        return chosen.id if chosen is not None else 0

    def clear(self) -> None:
        """Point at no record."""
        self._field.set_value(None)

    def show(self, items: Sequence[PacketItem], record_id: int) -> None:
        """Point at a record and say what it is called; offered where one of the items may be about it, or where there is one."""
        self._form.set_shown(self._kind, bool({item.kind for item in items} & self._entries) or bool(record_id))
        if self.value() == record_id:
            return
        field, ref = self._field, RecordRef(self._kind, record_id, "…") if record_id else None
        field.set_value(ref)
        if ref is not None:
            self._ui.jobs.database.run(
                lambda: self._outside.called(ref),
                lambda called: field.set_value(RecordRef(self._kind, record_id, called)),
                lambda _: field.set_value(None),
                owner=field,
            )


def add_about(ui: Ui, form: Form, outside: Outside) -> dict[str, AboutField]:
    """Add the fields of what a packet may be about; return them by their names."""
    tr = ui.language.tr
    fields = (
        (MEETING, ABOUT_MEETING, (tr("Meeting"), tr("Of the period; find one"))),
        (EXERCISE, ABOUT_EXERCISE, (tr("Exercise"), tr("Those of the period; find one"))),
        (ARRANGEMENT, ABOUT_ARRANGEMENT, (tr("Arrangement"), tr("All of them; find one"))),
        (VISIT, ABOUT_VISIT, (tr("Visit"), tr("All of them; find one"))),
    )
    return {kind: AboutField(ui, form, outside, kind, entries, words) for kind, entries, words in fields}
