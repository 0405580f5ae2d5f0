"""What the user does with events and calendars: forms, questions how far a change reaches, the deed, the way back."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.calendar.records import Calendar, Event, Occurrence, Participant, Status
from liaison_desk.calendar.rules import content_of
from liaison_desk.calendar.service import Belongings, Calendars
from liaison_desk.calendar.service.slots import Slots
from liaison_desk.calendar.ui import recasting
from liaison_desk.calendar.ui import scope as changes_of
from liaison_desk.calendar.ui.card_view import CardView
from liaison_desk.calendar.ui.carrying import Carrier
from liaison_desk.calendar.ui.clipboard import calendar_in
from liaison_desk.calendar.ui.drag import Cast
from liaison_desk.calendar.ui.fields.people_field import Suggest
from liaison_desk.calendar.ui.form.calendar_form import calendar_dialog
from liaison_desk.calendar.ui.form.event_dialog import event_dialog
from liaison_desk.calendar.ui.form.event_form import CARD, EVENT
from liaison_desk.calendar.ui.form.nations import holidays_dialog
from liaison_desk.calendar.ui.form.reason_form import reason_dialog
from liaison_desk.calendar.ui.guests import invite
from liaison_desk.calendar.ui.invitation import Invitations
from liaison_desk.calendar.ui.outside import Outside
from liaison_desk.calendar.ui.popover import EventAction, EventPopover, event_menu
from liaison_desk.calendar.ui.scope import Scope, Verb, ask_scope, known_scope
from liaison_desk.calendar.ui.slots.dialog import FoundTime, find_time
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog

_HALF: Final = timedelta(minutes=30)


class Deeds(QObject):
    """Carries out what views and panes ask for. ``known`` are the calendars an event can be in."""

    saved = Signal(object)
    """An Event was saved by its form."""
    placed = Signal(object, object)
    """An event's id, and the instant one of its occurrences was moved to: that one should stay chosen."""
    failed = Signal()
    """Something was refused; what is shown should be read again."""
    closed = Signal()
    """A form was closed; the keyboard should go back to the view."""

    def __init__(
        self, calendars: Calendars, ui: Ui, wording: Wording, page: QWidget, *, suggest: Suggest,
        undo: Callable[[], object] | None, actions: Sequence[EventAction], slots: Slots | None = None, outside: Outside | None = None,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self.ui = ui
        self.wording = wording
        self.known: tuple[Calendar, ...] = ()
        self.popover: EventPopover | None = None
        self.dialog: FormDialog | None = None
        self._page = page
        self._calendars = calendars
        self._suggest = suggest
        self._undo = undo
        self._slots = slots
        self._actions = tuple(actions)
        self.outside = outside
        self.carrier = Carrier(ui, wording, outside, page)
        self._invitations = Invitations(calendars, ui, wording, outside, page, self._do) if outside else None

    def new_event(
        self, start: datetime, end: datetime, all_day: bool, participants: Sequence[Participant] = ()
    ) -> None:
        """Open the form of a new event at wall times of the place."""
        known = self._writable()
        if not known:
            self.new_calendar()
            return
        profile = self.wording.profile()
        kept = self.ui.memory.number("calendar/last")
        calendar_id = kept if any(one.id == kept for one in known) else known[0].id
        calendar = next(one for one in known if one.id == calendar_id)
        event = Event(
            calendar_id=calendar_id,
            title=Bilingual(),
            start=start,
            end=end,
            zone="" if all_day else profile.host_zone,
            all_day=all_day,
            participants=tuple(participants),
            marking=calendar.event_marking or profile.default_marking,
        )
        self._open_form(event)

    def _writable(self) -> list[Calendar]:
        return [one for one in self.known if not one.of_holidays]

    def find_time(self, first: date) -> None:
        """Look for a time from a day on; what is taken opens the form of a new event with those people."""
        if self._slots is None:
            return
        found = self._found_time(self._slots, first)
        if found is None:
            self.closed.emit()
            return
        zone = self.wording.profile().host_zone
        start, end = (to_local(at, zone).replace(tzinfo=None) for at in (found.starts, found.ends))
        self.new_event(start, end, False, found.people)

    def _found_time(
        self, slots: Slots, start: date | datetime | None, length: timedelta = _HALF, people: Sequence[Participant] = ()
    ) -> FoundTime | None:
        return find_time(self.ui, self.wording, slots, self._suggest, start=start, length=length, people=people)

    def edit(self, one: Occurrence) -> None:
        """Open the form of an occurrence's event; for a series ask first how far the change shall reach."""
        if one.holiday:
            return
        self._ask_reach(one, Verb.EDIT, lambda event, chosen: self._open_form(event, one, chosen))

    def delete(self, one: Occurrence) -> None:
        """Delete an event; of a series as much as the user says. A toast can take it back."""
        if one.holiday:
            return
        told = self.ui.language.tr("Deleted “{title}”.", title=self.wording.title(one))

        def chosen(event: Event, scope: Scope) -> None:
            del event
            self._do(lambda: changes_of.delete(self._calendars, one, scope), told)

        self._ask_reach(one, Verb.DELETE, chosen)

    def _ask_reach(self, one: Occurrence, verb: Verb, then: Callable[[Event, Scope], None]) -> None:
        """Read an event, and for a series ask how far a change shall reach, telling how many that is."""
        zone = self.wording.profile().host_zone

        def read() -> tuple[Event, tuple[int, int] | None]:
            event = self._calendars.event(one.event_id)
            return event, changes_of.counts_of(event, one.at, zone) if one.recurring else None

        def ask(found: tuple[Event, tuple[int, int] | None]) -> None:
            event, counts = found
            chosen = known_scope(event, one, verb) or ask_scope(self.ui, verb, self.wording.title(one), counts)
            if chosen is not None:
                then(event, chosen)

        self.ui.jobs.database.run(read, ask, owner=self)

    def move(self, one: Occurrence, starts: datetime, ends: datetime) -> None:
        """Let an occurrence begin and end at other instants; of a series as much as the user says."""
        if one.holiday:
            return
        chosen = ask_scope(self.ui, Verb.MOVE, self.wording.title(one)) if one.recurring else Scope.ALL
        if chosen is None:
            return
        tr, title = self.ui.language.tr, self.wording.title(one)
        kept = changes_of.lands_at(one, starts, chosen, self.wording.profile().host_zone)
        when = self._when(one, kept, kept + (ends - starts))
        told = tr("Moved “{title}” to {when}.", title=title, when=when)
        if kept != starts:
            told = tr("Moved “{title}” to {when}: of the two, a series keeps the first.", title=title, when=when)
        self._do(
            lambda: changes_of.move(self._calendars, one, starts, ends, chosen).id,
            told, lambda event_id: self.placed.emit(event_id, kept),
        )  # fmt: skip

    def copy(self, one: Occurrence, starts: datetime, ends: datetime) -> None:
        """Save a copy of an occurrence at other instants; a toast can take it back."""
        if one.holiday:
            return
        when = self._when(one, starts, ends)
        told = self.ui.language.tr("Copied “{title}” to {when}.", title=self.wording.title(one), when=when)
        self._do(
            lambda: changes_of.copy(self._calendars, one, starts, ends).id,
            told, lambda event_id: self.placed.emit(event_id, starts),
        )  # fmt: skip

    def _when(self, one: Occurrence, starts: datetime, ends: datetime) -> str:
        return self.wording.day(starts.date()) if one.all_day else self.wording.times(starts, ends)

    def recast(self, one: Occurrence, cast: Cast | None = None) -> None:
        """Let an occurrence last whole days, or hours, as a Cast says; without one the other of the two, where it is."""
        if not one.holiday:
            cast = cast or recasting.other_way(one, self.wording.profile())
            recasting.recast(self._calendars, self.ui, self.wording, one, cast, do=self._do, placed=self.placed.emit)

    def cancel(self, one: Occurrence) -> None:
        """Cancel an event, asking why, or let it take place again; of a series as much as the user says."""
        if one.holiday:
            return
        if one.status is Status.CANCELLED:
            self._ask_reach(one, Verb.REINSTATE, lambda _, chosen: self._reinstate(one, chosen))
        else:
            self._ask_reach(one, Verb.CANCEL, lambda _, chosen: self._ask_reason(one, chosen))

    def _reinstate(self, one: Occurrence, chosen: Scope) -> None:
        told = self.ui.language.tr("“{title}” takes place.", title=self.wording.title(one))
        self._do(lambda: changes_of.set_status(self._calendars, one, Status.CONFIRMED, Bilingual(), chosen), told)

    def _ask_reason(self, one: Occurrence, chosen: Scope) -> None:
        tr, title = self.ui.language.tr, self.wording.title(one)

        def saved(_: Event) -> None:
            self.ui.notify(tr("“{title}” is cancelled.", title=title), self._take_back if self._undo else None)

        self.dialog = reason_dialog(
            self.ui, self.wording, title, scope=chosen if one.recurring else None,
            commit=lambda reason: changes_of.set_status(self._calendars, one, Status.CANCELLED, reason, chosen), saved=saved,
        )  # fmt: skip
        self.ui.ask.form(self.dialog)
        self.dialog = None
        self.closed.emit()

    def duplicate(self, one: Occurrence) -> None:
        """Open the form of a new event that is like an occurrence."""
        if one.holiday:
            return

        def opened(event: Event) -> None:
            self._open_form(changes_of.copy_of(event, one))

        self.ui.jobs.database.run(lambda: self._calendars.event(one.event_id), opened, owner=self)

    def _do(self, work: Callable[[], Any], told: str, done: Callable[[Any], None] | None = None) -> None:
        def finished(result: Any) -> None:
            if done is not None:
                done(result)
            self.ui.notify(told, self._take_back if self._undo else None)

        def failed(error: Exception) -> None:
            self.ui.notify(self.ui.words(error), None)
            self.failed.emit()

        self.ui.jobs.database.run(work, finished, failed, owner=self)

    def _open_form(
        self, event: Event, occurrence: Occurrence | None = None, chosen: Scope = Scope.ALL, part: str = EVENT
    ) -> None:
        dialog = event_dialog(
            self.ui, self.wording, self._calendars, self.known, self._suggest, event,
            saved=self._on_saved, occurrence=occurrence, scope=chosen, part=part, undo=self._undo,
            find_time=partial(self._found_time, self._slots) if self._slots is not None else None,
        )  # fmt: skip
        self.dialog = dialog
        self.ui.ask.form(dialog)
        self.dialog = None
        self.closed.emit()

    def _on_saved(self, event: Event) -> None:
        self.ui.memory.keep("calendar/last", event.calendar_id)
        self.saved.emit(event)

    def open(self, one: Occurrence, place: QRect) -> None:
        """Show an occurrence's popover beside a rectangle of the screen; a holiday is all said where it stands."""
        if one.holiday:
            return

        def read() -> tuple[Event, Belongings, Mapping[int, str]]:
            event = self._calendars.event(one.event_id)
            ids = {who.contact_id for who in content_of(event, one).participants} - {0}
            names = self.outside.names(ids) if self.outside is not None else {}
            return event, self._calendars.belongings(event.id), names

        def show(found: tuple[Event, Belongings, Mapping[int, str]]) -> None:
            self._show_popover(one, *found, place)

        self.ui.jobs.database.run(read, show, ticket_key="calendar popover", owner=self)

    def show_card(self, one: Occurrence) -> None:
        """Show the battle-rhythm card of an occurrence's event, to be read; from there it can be edited."""

        def shown(event: Event) -> None:
            view = CardView(self.ui, self.wording, event)
            self.ui.ask.form(view)
            self.closed.emit()
            if view.edits:
                self._open_form(event, part=CARD)

        self.ui.jobs.database.run(lambda: self._calendars.event(one.event_id), shown, owner=self)

    def _show_popover(
        self, one: Occurrence, event: Event, belongings: Belongings, names: Mapping[int, str], place: QRect
    ) -> None:
        self.popover = EventPopover(
            self.ui, self.wording, one, event, self._actions, self._page, belongings, self._invited(one, event), names
        )
        self.popover.card_asked.connect(self.show_card)
        self.popover.edit_asked.connect(self.edit)
        self.popover.delete_asked.connect(self.delete)
        self.popover.menu_asked.connect(self.open_menu)
        self.popover.destroyed.connect(self._on_popover_gone)
        self.popover.show_beside(place)

    def _invited(self, one: Occurrence, event: Event) -> Callable[[Callable[[], object]], QWidget | None] | None:
        return partial(self._invitations.part, one, event) if self._invitations is not None else None

    def _on_popover_gone(self) -> None:
        self.popover = None

    def menu(self, one: Occurrence) -> QMenu:
        """Return what can be done with an occurrence."""
        return event_menu(
            self.ui, one, self._page, edit=partial(self.edit, one), delete=partial(self.delete, one), cancel=partial(self.cancel, one),
            duplicate=partial(self.duplicate, one), actions=self._actions,
            copy=partial(self.carrier.copy, one),
        )  # fmt: skip

    def invite(self, one: Occurrence, cards: bytes) -> None:
        """Invite the contacts whose cards were dropped on an occurrence."""
        if self.outside is not None:
            invite(self._calendars, self.ui, self.wording, self.outside, one, cards, do=self._do, owner=self)

    def meet(self, cast: Cast, cards: bytes) -> None:
        """Open the form of a new event with the contacts whose cards were dropped at its time."""
        outside = self.outside
        if outside is not None:
            opened = partial(self.new_event, cast.start, cast.end, cast.all_day)
            self.ui.jobs.database.run(lambda: outside.people(cards), opened, owner=self)

    def paste(self) -> None:
        """Take in the calendar file on the clipboard."""
        data, outside, tr = calendar_in(QGuiApplication.clipboard().mimeData()), self.outside, self.ui.language.tr
        if outside is None:
            return
        known, into = self._writable(), self.ui.memory.number("calendar/last")
        into = into if any(one.id == into for one in known) else known[0].id if known else 0
        if not data:
            self.ui.notify(tr("There is no event on the clipboard."), None)
            return

        def taken(counts: tuple[int, int, int]) -> None:
            added, updated, left = counts
            told = tr(
                "Pasted: {added} added, {updated} updated, {left} left out.", added=added, updated=updated, left=left
            )
            self.ui.notify(told, self._take_back if self._undo and (added or updated) else None)

        self.ui.jobs.database.run(lambda: outside.take(data, into), taken, owner=self)

    def open_menu(self, one: Occurrence, at: QPoint) -> None:
        """Show what can be done with an occurrence at a point of the screen."""
        if one.holiday:
            return
        menu = self.menu(one)
        recasting.offer(menu, self.ui, one, partial(self.recast, one))
        menu.popup(at)

    # Calendars

    def new_calendar(self) -> None:
        """Open the form of a new calendar."""
        taken = Counter(one.palette for one in self.known)
        palette = min(("planning", "exercises", "rhythm", "visits", "leave"), key=lambda key: taken[key])
        self.edit_calendar(Calendar(name=Bilingual(), palette=palette, position=len(self.known)))

    def edit_calendar(self, calendar: Calendar) -> None:
        """Open a calendar's form."""
        self.dialog = calendar_dialog(self.ui, self.wording, self._calendars, calendar, lambda _: None)
        self.ui.ask.form(self.dialog)
        self.dialog = None

    def add_holidays(self) -> None:
        """Ask whose public holidays shall be shown, and add a calendar of them."""
        self.dialog = holidays_dialog(self.ui, self.wording, self._calendars, len(self.known), lambda _: None)
        self.ui.ask.form(self.dialog)
        self.dialog = None

    def order_calendars(self, ordered: Sequence[Calendar]) -> None:
        """Keep another order of the calendars, in one action."""
        moved = [replace(one, position=number) for number, one in enumerate(ordered)]

        def failed(error: Exception) -> None:
            self.ui.notify(self.ui.words(error), None)
            self.failed.emit()

        changed = [one for one, before in zip(moved, ordered, strict=True) if one.position != before.position]
        self.ui.jobs.database.run(
            lambda: self._calendars.save_calendars(changed, "Order the calendars"), lambda _: None, failed, owner=self
        )

    def delete_calendar(self, calendar: Calendar) -> None:
        """Put a calendar with its events into the trash, after asking; a toast can take it back."""
        tr, name = self.ui.language.tr, self.wording.calendar(calendar)
        text = tr("Its events go with it into the trash, and come back with it.")
        if self.ui.ask.confirm(
            tr("Delete the calendar “{name}”?", name=name), text, tr("Delete calendar"), destructive=True
        ):
            told = tr("Deleted the calendar “{name}”.", name=name)
            self._do(lambda: self._calendars.delete_calendars([calendar.id]), told)

    def _take_back(self) -> None:
        if self._undo is not None:
            self.ui.jobs.database.run(self._undo, owner=self)
