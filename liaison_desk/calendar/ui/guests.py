"""Contacts dropped on an event: they are invited to it, of a series to as much as the user says."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from liaison_desk.calendar.records import Event, Occurrence, Participant
from liaison_desk.calendar.rules import People
from liaison_desk.calendar.service import Calendars
from liaison_desk.calendar.ui import scope as changes_of
from liaison_desk.calendar.ui.form.event_dialog import shown_of
from liaison_desk.calendar.ui.outside import Outside
from liaison_desk.calendar.ui.scope import Scope, Verb, ask_scope
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.foundation.qt.context import Ui


def invite(
    calendars: Calendars, ui: Ui, wording: Wording, outside: Outside, one: Occurrence, cards: bytes, *,
    do: Callable[[Callable[[], Any], str], None], owner: QObject,
) -> None:  # fmt: skip
    """Read whom cards name, ask for a series how far it shall reach, and add those who are not there yet; ``do`` says it."""
    language, title = ui.language, wording.title(one)

    def ask(found: tuple[Event, tuple[Participant, ...]]) -> None:
        event, people = found
        scope = ask_scope(ui, Verb.EDIT, title) if one.recurring else Scope.ALL
        if scope is None:
            return
        shown = shown_of(event, one, scope, calendars.local_zone)
        there = People(shown.participants)
        new = tuple(who for who in people if who not in there)
        if not new:
            ui.notify(language.tr("“{title}” has them already.", title=title), None)
            return
        told = language.count("Added {n} person to “{title}”.", "Added {n} people to “{title}”.", len(new), title=title)
        do(lambda: changes_of.invite(calendars, one, new, scope), told)

    ui.jobs.database.run(lambda: (calendars.event(one.event_id), outside.people(cards)), ask, owner=owner)
