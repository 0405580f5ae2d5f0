"""The small dialog that asks why an event is cancelled, in both languages; the words may stay empty."""

from collections.abc import Callable
from typing import Any

from liaison_desk.calendar.ui.form.calendar_form import bilingual_field
from liaison_desk.calendar.ui.scope import Scope
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import Form
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.screens.pairs import bilingual_of


def reason_dialog(
    ui: Ui,
    wording: Wording,
    title: str,
    *,
    scope: Scope | None,
    commit: Callable[[Bilingual], Any],
    saved: Callable[[Any], None],
) -> FormDialog:
    """Return the dialog for an event called ``title``; ``commit`` gets the reason on the database lane.

    ``scope`` is how much of a series is meant, None for a single event.
    """
    tr = ui.language.tr
    form = Form(ui)
    words = {
        None: tr("“{title}” stays in the calendar, struck through.", title=title),
        Scope.ONE: tr(
            "“{title}” stays in the calendar, struck through. Of a series this occurrence only.", title=title
        ),
        Scope.LATER: tr("“{title}” stays in the calendar, struck through from this occurrence on.", title=title),
        Scope.ALL: tr("“{title}” stays in the calendar, all its occurrences struck through.", title=title),
    }
    form.add_wide(Text(ui, words[scope], tone="t2", wrap=True))
    form.add("reason", tr("Wh&y"), bilingual_field(ui, wording))

    def collect() -> Bilingual:
        return bilingual_of(form.values()["reason"])

    return FormDialog(
        ui,
        tr("Cancel the event"),
        form,
        action=tr("Cancel event"),
        collect=collect,
        commit=commit,
        saved=saved,
        width=520,
    )
