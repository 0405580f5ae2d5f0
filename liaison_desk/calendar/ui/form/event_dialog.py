"""The dialog around an event's form: what it shows of a series, and what becomes of it when it is saved."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from liaison_desk.calendar.records import EVENT as EVENT_KIND
from liaison_desk.calendar.records import Calendar, Event, Occurrence
from liaison_desk.calendar.rules import content_of, split
from liaison_desk.calendar.service import Calendars
from liaison_desk.calendar.ui.fields.people_field import Suggest
from liaison_desk.calendar.ui.form.event_form import EVENT, EventForm, FindTime
from liaison_desk.calendar.ui.scope import Scope, apply, going_on
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem
from liaison_desk.foundation.qt.belongings import BelongingsPart
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.newer import NewerDialog

_TIMES: Final = ("start", "end", "zone", "end_zone", "all_day")
_WORDS: Final = ("title", "description", "place", "status", "reason", "participants", "alarms")
_WIDTH: Final = 700


def event_dialog(
    ui: Ui, wording: Wording, calendars: Calendars, known: Sequence[Calendar], suggest: Suggest, event: Event, *,
    saved: Callable[[Event], None], occurrence: Occurrence | None = None, scope: Scope = Scope.ALL,
    part: str = EVENT, undo: Callable[[], object] | None = None, find_time: FindTime | None = None,
) -> NewerDialog:  # fmt: skip
    """Return the form of an event, open at a ``part``; of an occurrence of a series, as far as ``scope`` reaches.

    ``find_time`` looks for a time that suits all.
    """
    tr = ui.language.tr
    form = EventForm(ui, wording, known, suggest)
    shown = event

    def show(record: Event) -> None:
        nonlocal shown
        form.original = record
        shown = shown_of(record, occurrence, scope, calendars.local_zone)
        form.show_event(shown, scope)

    titles = {
        Scope.ONE: tr("Edit this occurrence"),
        Scope.LATER: tr("Edit this and later occurrences"),
        Scope.ALL: tr("Edit event"),
    }
    title = titles[scope] if event.id else tr("New event")
    action = tr("Save") if event.id else tr("Add event")

    def commit(edited: Event) -> Event:
        assert form.original is not None
        if not event.id:
            return calendars.save(edited)
        if edited.recurrence == shown.recurrence:  # the user left it alone: it moves with its start
            edited = replace(edited, recurrence=form.original.recurrence)
        return apply(calendars, form.original, edited, occurrence, scope)

    def collect() -> Event:
        try:
            return form.collected()
        except InvalidError:
            raise
        except DeskError as error:  # form.check has shown it already below its field
            raise InvalidError([Problem("", error.text, tuple(error.values.items()))]) from error

    def complete() -> None:
        ui.jobs.database.run(calendars.categories, form.categories.offer, owner=form)
        later = tr("Files and links can be added once the event is saved.")
        form.add_belongings(BelongingsPart(ui, calendars, EVENT_KIND, event, suggest, undo, later))

    form.complete_notes(complete)
    if find_time is not None:
        form.offer_times(find_time)
    form.turn_to(part)
    return NewerDialog(
        ui, title, form, event, action=action, collect=collect, commit=commit, read=calendars.event, show=show,
        rebase=form.rebase, differences=form.differences, saved=saved, width=_WIDTH,
    )  # fmt: skip


def shown_of(record: Event, occurrence: Occurrence | None, scope: Scope, local_zone: str) -> Event:
    """Return what the form shows of an event: of this and later ones, the series as it goes on from there."""
    if occurrence is None or (record.recurrence is None and not record.only_overrides):
        return record
    if scope is Scope.ALL and not record.only_overrides:
        return record
    content = content_of(record, occurrence)
    times = {name: getattr(content, name) for name in _TIMES}
    if scope is Scope.ONE or record.only_overrides:
        return replace(record, **times, **{name: getattr(content, name) for name in _WORDS})
    ahead = replace(going_on(record, occurrence), **times)
    _, following = split(record, occurrence.at, ahead, local_zone)
    return replace(ahead, recurrence=following.recurrence)
