"""A single record for a packet: found by typing, and put on one of the papers that fit it."""

from collections.abc import Callable

from liaison_desk.briefings.records import PacketItem
from liaison_desk.briefings.ui.entry.records import Finder
from liaison_desk.briefings.ui.fitting import RECORDS, paper_words, papers_for
from liaison_desk.briefings.ui.outside import Outside
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import Choice, Form, PickRecord


def record_dialog(ui: Ui, outside: Outside, add: Callable[[PacketItem], None]) -> FormDialog:
    """Return the dialog; ``add`` takes the entry."""
    tr = ui.language.tr
    form = Form(ui, label_width=96)
    finder = Finder(ui, outside.find, RECORDS)
    record = form.add(
        "record",
        tr("&Record"),
        PickRecord(ui, finder, tr("Find a contact, meeting, event, task, request or organization")),
    )
    paper = form.add("paper", tr("&Print as"), Choice(ui, ()))
    form.set_shown("paper", False)

    def offer() -> None:
        ref = record.understood()
        papers = papers_for(finder.of(ref)) if ref is not None else ()
        paper.set_choices([(number, paper_words(one, ui.language)) for number, one in enumerate(papers)])
        form.set_shown("paper", len(papers) > 1)

    def collect() -> PacketItem:
        ref = record.value()
        if ref is None:
            raise DeskError("Find a record to put into the packet.")
        papers = papers_for(finder.of(ref))
        return papers[paper.value() or 0] if paper.value() is not None else papers[0]

    record.changed.connect(offer)
    return FormDialog(
        ui, tr("Add a single record"), form, action=tr("Add"), collect=collect, commit=lambda item: item, saved=add
    )
