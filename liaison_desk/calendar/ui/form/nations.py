"""Nations whose public holidays a calendar can show, and the small dialog that adds such a calendar."""

from collections.abc import Callable
from typing import Any

from liaison_desk.calendar.records import Calendar
from liaison_desk.calendar.rules import holiday_palette
from liaison_desk.calendar.service import Calendars
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.holidays import observing_nations
from liaison_desk.domain.nations import load_nations
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import Choice, Form


def nation_words(code: str, wording: Wording) -> str:
    """Return a nation's name in the user's language."""
    return load_nations().name(code, wording.language.code)


def holiday_nations(wording: Wording) -> list[tuple[str, str]]:
    """Return the nations whose holidays are known with their names, by name; takes its time the first time."""
    return sorted(((code, nation_words(code, wording)) for code in observing_nations()), key=lambda one: one[1])


def holidays_dialog(
    ui: Ui, wording: Wording, calendars: Calendars, position: int, saved: Callable[[Calendar], None]
) -> FormDialog:
    """Return the dialog that adds a calendar with the public holidays of a nation."""
    tr = ui.language.tr
    form = Form(ui)
    nation = form.add("holidays", tr("Nation"), Choice(ui, []))
    ui.jobs.database.run(lambda: holiday_nations(wording), nation.set_choices, owner=form)

    def collect() -> Calendar:
        values: dict[str, Any] = form.values()
        code = values["holidays"]
        if code is None:
            raise InvalidError([Problem("holidays", "Choose a nation.")])
        english, japanese = (load_nations().name(code, language) for language in ("en", "ja"))
        name = wording.profile().named(f"Holidays: {english}", f"祝日: {japanese}")
        return Calendar(name=name, palette=holiday_palette(code, wording.profile()), position=position, holidays=code)

    return FormDialog(
        ui, tr("Add holidays of a nation"), form, action=tr("Add holidays"), collect=collect,
        commit=calendars.save_calendar, saved=saved,
    )  # fmt: skip
