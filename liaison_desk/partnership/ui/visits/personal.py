"""The dialog of one visitor's personal data: kept in this one place, erased for good on their day or at once."""

from collections.abc import Callable

from liaison_desk.domain.typed import day_reader
from liaison_desk.foundation.qt.buttons import Button, ButtonKind
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import DateField, TextAreaField, TextField
from liaison_desk.foundation.qt.newer import NewerDialog
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.partnership.records import Visitor
from liaison_desk.partnership.service.visitors import Visitors
from liaison_desk.partnership.ui.visits.words import Words
from liaison_desk.screens.form import RecordForm, record_dialog


class VisitorForm(RecordForm[Visitor]):
    """Field names are the record's attribute names; whose data they are stands in the title."""

    def __init__(self, ui: Ui, words: Words, visitor: Visitor) -> None:
        super().__init__(ui, words, lambda _kind, _words: [], visitor, label_width=150)
        tr = ui.language.tr
        note = tr(
            "They are kept here alone: no search finds them, no list shows them, no export takes them along. On their day they are erased for good, from the history too."
        )
        self.add_wide(Text(ui, note, tone="t2", wrap=True))
        born = DateField(ui, day_reader(words.profile, words.clock.now, happened=True))
        self.add_field("born", tr("&Date of birth"), born)
        self.add_field("birthplace", tr("&Place of birth"), TextField(ui))
        self.add_field("nationality", tr("&Nationality"), TextField(ui))
        self.add_field("passport", tr("Passport n&umber"), TextField(ui))
        self.add_day("passport_expires", tr("Passport e&xpires"))
        self.add_field("note", tr("N&ote"), TextAreaField(ui, rows=2))
        self.add_day("purge_on", tr("&Erased on"), tr("On this day they are erased for good without being asked for"))
        self.add_marking()
        self.show_record(visitor)


def personal_dialog(
    ui: Ui, words: Words, visitors: Visitors, visitor: Visitor, *, saved: Callable[[Visitor], None], erase: Callable[[Visitor], None]
) -> NewerDialog:  # fmt: skip
    """Return the dialog; ``erase`` erases what is kept of them now, and closes nothing by itself."""
    tr = ui.language.tr
    form = VisitorForm(ui, words, visitor)
    title = tr("Personal data of {name}", name=visitor.name)
    dialog = record_dialog(
        ui, form, visitor, (title, title), tr("Save"), commit=visitors.save, read=visitors.one, saved=saved, width=560
    )
    if visitor.id:

        def erase_now() -> None:
            form.settle()
            dialog.reject()
            erase(visitor)

        button = Button(ui, tr("Erase now"), ButtonKind.DANGER, icon="trash-2", act=erase_now)
        dialog.foot.insertWidget(0, button)
    return dialog


def may_erase(ui: Ui, visitor: Visitor) -> bool:
    """Ask whether a visitor's data shall be erased for good."""
    tr = ui.language.tr
    asked = tr("No undo brings them back. The history keeps only that they were erased, and when.")
    return ui.ask.confirm(tr("Erase the data of {name}?", name=visitor.name), asked, tr("Erase now"), destructive=True)
