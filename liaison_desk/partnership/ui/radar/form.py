"""The forms of the radar: an end date whole, and the day until which something is renewed."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import Choice, DateField, Form, TextField
from liaison_desk.partnership.records import Validity, ValidityType
from liaison_desk.partnership.ui.lead import LeadField
from liaison_desk.partnership.ui.radar.words import RadarWords
from liaison_desk.screens.form import RecordForm, Suggest


class ValidityForm(RecordForm[Validity]):
    """Field names are the record's."""

    OWNERS: ClassVar[tuple[str, ...]] = ("holder",)

    def __init__(self, ui: Ui, words: RadarWords, suggest: Suggest, base: Validity) -> None:
        super().__init__(ui, words, suggest, base)
        tr = ui.language.tr
        self.add_text("title", tr("&What ends"))
        self.add_field("type", tr("&Kind"), Choice(ui, [(one, words.type(one)) for one in ValidityType]))
        self.add_owner("holder", tr("W&hose"), tr("A contact, or a name; empty: your own"))
        self.add_field("issuer", tr("&Issued by"), TextField(ui))
        self.add_day("issued", tr("Valid &from"))
        self.add_day("expires", tr("Valid &until"), tr("The last day"))
        self.add_field(
            "lead",
            tr("&Days to renew"),
            LeadField(ui),
            tr("So many days before its end the renewal has to begin"),
        )
        self.add_day("ended", tr("Ended &early"), tr("The day it was given back; nobody watches it any more"))
        self.add_text("note", tr("&Note"), rows=2)
        self.add_marking()

    def settled(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values of the record."""
        if values["expires"] is None:
            raise InvalidError([Problem("expires", "Say until when it is valid.")])
        return values


def renew_dialog(
    ui: Ui, words: RadarWords, one: Validity, proposed: date, commit: Callable[[date], Validity], saved: Callable[[Validity], None]
) -> FormDialog:  # fmt: skip
    """Return the dialog that asks until when something is valid now."""
    tr = ui.language.tr
    form = Form(ui, label_width=104)
    field = form.add("expires", tr("Valid &until"), DateField(ui, words.read_day()))
    form.fill({"expires": proposed})

    def collect() -> date:
        day: date | None = field.value()
        if day is None:
            raise InvalidError([Problem("expires", "Say until when it is valid.")])
        return day

    title = tr("Renew: {title}", title=words.best(one.title))
    return FormDialog(ui, title, form, action=tr("Renew"), collect=collect, commit=commit, saved=saved)
